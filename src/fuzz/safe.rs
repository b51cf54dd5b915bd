//! Judges HTML that was made of a text: well nested, of known tags and attributes, leading only
//! where a reader may be led. Written anew, apart from the code that it judges, and stricter than a
//! browser: what we write ourselves has one form.

const TAGS: [&str; 43] = [
    "a",
    "abbr",
    "blockquote",
    "br",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "img",
    "input",
    "kbd",
    "label",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
    "wbr",
    "time",
];

const VOID: [&str; 5] = ["br", "hr", "img", "input", "wbr"];

const ATTRIBUTES: [&str; 19] = [
    "alt",
    "aria-label",
    "checked",
    "class",
    "disabled",
    "height",
    "href",
    "id",
    "loading",
    "rel",
    "role",
    "scope",
    "src",
    "start",
    "tabindex",
    "title",
    "type",
    "width",
    "datetime",
];

/// What is wrong with `html`, if anything is.
pub(super) fn fault(html: &str) -> Option<String> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (words, tag) = rest.split_at(at);
        if let Some(fault) = stray(words) {
            return Some(fault);
        }
        let Some(end) = tag.find('>') else { return Some(format!("a tag without end: {tag}")) };
        let inner = &tag[1..end];
        rest = &tag[end + 1..];
        if let Some(name) = inner.strip_prefix('/') {
            match open.pop() {
                Some(opened) if opened == name => continue,
                opened => return Some(format!("</{name}> closes {opened:?}")),
            }
        }
        let (name, attributes) = inner.split_at(inner.find(' ').unwrap_or(inner.len()));
        if !TAGS.contains(&name) {
            return Some(format!("the tag <{inner}>"));
        }
        if let Some(fault) = of_attributes(attributes) {
            return Some(format!("{fault} in <{inner}>"));
        }
        if !VOID.contains(&name) {
            open.push(name);
        }
    }
    stray(rest).or_else(|| open.pop().map(|name| format!("<{name}> is never closed")))
}

/// Signs that no text may have.
fn stray(words: &str) -> Option<String> {
    let bad = |sign: char| sign == '>' || sign.is_ascii_control() && !"\n\t\r".contains(sign);
    words.chars().find(|sign| bad(*sign)).map(|sign| format!("{sign:?} in the text {words:?}"))
}

fn of_attributes(mut rest: &str) -> Option<String> {
    while let Some(attribute) = rest.strip_prefix(' ') {
        let end = attribute.find([' ', '=']).unwrap_or(attribute.len());
        let (name, value) = attribute.split_at(end);
        if !ATTRIBUTES.contains(&name) {
            return Some(format!("the attribute {name:?}"));
        }
        let Some(value) = value.strip_prefix("=\"") else {
            rest = value;
            continue;
        };
        let Some((value, after)) = value.split_once('"') else {
            return Some(format!("a value without end: {value}"));
        };
        if ["href", "src"].contains(&name) && !leads_well(value) {
            return Some(format!("the address {value:?}"));
        }
        rest = after;
    }
    (!rest.is_empty()).then(|| format!("what is no attribute: {rest:?}"))
}

/// Whether an address is one of the site, of the web, or of mail and telephone.
fn leads_well(address: &str) -> bool {
    let plain = address.replace("&amp;", "&").replace("&#39;", "'").to_lowercase();
    let seen: String = plain.chars().filter(|s| !s.is_control() && !s.is_whitespace()).collect();
    let scheme = seen.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    // What holds other signs is no scheme, but the beginning of a path.
    let is_scheme = |word: &str| word.chars().all(|s| s.is_alphanumeric() || "+-.".contains(s));
    match scheme.split_once(':') {
        Some((scheme, _)) if is_scheme(scheme) => {
            ["http", "https", "mailto", "tel"].contains(&scheme)
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_we_write_passes() {
        for html in [
            "",
            "<p>a &lt; b</p>\n",
            "<a class=\"ref\" href=\"../a.html#x:y\" title=\"a\">b</a><br>",
            "<label><input type=\"checkbox\" disabled checked> x</label>",
        ] {
            assert_eq!(fault(html), None, "{html}");
        }
    }

    #[test]
    fn what_must_not_pass_is_seen() {
        for html in [
            "<script>x</script>",
            "<p onclick=\"x\">a</p>",
            "<p style=\"x\">a</p>",
            "<a href=\"java\tscript:x\">a</a>",
            "<img src=\"data:x\">",
            "<p>a",
            "a</p>",
            "<p>a</b></p>",
            "a > b",
            "a \u{0}",
            "<a href=\"x\"onclick=\"y\">a</a>",
            "<a href='x'>a</a>",
        ] {
            assert!(fault(html).is_some(), "{html}");
        }
    }
}
