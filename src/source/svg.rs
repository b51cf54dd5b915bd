//! What an SVG image may hold. Shown in a page it is a picture; opened by itself it is a document of
//! the site, and what it holds runs. So a list of harmless elements is let through, and nothing else.

use std::ops::Range;

/// What does not belong in an image, and where it stands.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault<'a> {
    /// The words that are at fault.
    pub(super) what: &'a str,
    /// Their place.
    pub(super) at: Range<usize>,
}

const ELEMENTS: [&str; 51] = [
    "svg",
    "g",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "textPath",
    "title",
    "desc",
    "defs",
    "use",
    "symbol",
    "marker",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
    "mask",
    "pattern",
    "style",
    "switch",
    "view",
    "filter",
    "feBlend",
    "feColorMatrix",
    "feComponentTransfer",
    "feComposite",
    "feConvolveMatrix",
    "feDiffuseLighting",
    "feDisplacementMap",
    "feDistantLight",
    "feDropShadow",
    "feFlood",
    "feFuncA",
    "feFuncB",
    "feFuncG",
    "feFuncR",
    "feGaussianBlur",
    "feMerge",
    "feMergeNode",
    "feMorphology",
    "feOffset",
    "fePointLight",
    "feSpecularLighting",
    "feTile",
    "feTurbulence",
];

/// The first fault of an image.
pub(super) fn fault(text: &str) -> Option<Fault<'_>> {
    let text_from = |at: usize, length: usize| {
        let end = text.floor_char_boundary((at + length.min(60)).min(text.len()));
        Some(Fault { what: &text[at..end], at: at..end })
    };
    // In some encodings such signs change what the following bytes mean, so that a browser could see
    // other tags than we do.
    if let Some(at) = text.find(|sign: char| sign.is_control() && !"\t\n\r".contains(sign)) {
        return text_from(at, 1);
    }
    let mut at = 0;
    let mut drawn = false;
    while let Some(found) = text[at..].find('<') {
        at += found;
        let tag = &text[at..];
        let length = if tag.starts_with("<!--") {
            tag.find("-->").map(|end| end + 3)
        } else if tag.starts_with("<?xml ") && text[..at].trim_start_matches('\u{feff}').is_empty()
        {
            tag.find("?>").map(|end| end + 2)
        } else {
            tag_end(tag)
        };
        let Some(length) = length else { return text_from(at, 20) };
        if tag.starts_with("<?xml ") {
            if !is_utf_8(&tag[..length]) {
                return text_from(at, length);
            }
        } else if !tag.starts_with("<!--") {
            if !is_harmless(&tag[1..length - 1]) {
                return text_from(at, length);
            }
            drawn = true;
        }
        let is_style = local(&tag[1..length]) == "style" && !tag[..length].ends_with("/>");
        at += length;
        if is_style {
            let Some(end) = text[at..].find("</") else { return text_from(at, 20) };
            let css = text[at..at + end].replace("<![CDATA[", "").replace("]]>", "");
            if css.contains('<') || css.contains('&') || !is_own_style(&css) {
                return text_from(at, end);
            }
            at += end;
        }
    }
    (!drawn).then_some(Fault { what: "", at: 0..0 })
}

/// Whether a declaration leaves the text in the encoding that it is read in.
fn is_utf_8(declaration: &str) -> bool {
    let words = declaration.to_ascii_lowercase();
    let Some((_, named)) = words.split_once("encoding") else { return true };
    let named = named.trim_start_matches([' ', '\t', '\n', '\r', '=', '"', '\'']);
    named.strip_prefix("utf-8").is_some_and(|rest| rest.starts_with(['"', '\'']))
        && !named.contains("encoding")
}

/// The length of a tag; quotes may hold `>`.
fn tag_end(tag: &str) -> Option<usize> {
    let mut quote = None;
    tag.bytes()
        .position(|sign| {
            match quote {
                Some(open) if sign == open => quote = None,
                None if matches!(sign, b'"' | b'\'') => quote = Some(sign),
                _ => {}
            }
            sign == b'>' && quote.is_none()
        })
        .map(|end| end + 1)
}

/// The name of a tag without its prefix, which may stand for any language.
fn local(tag: &str) -> &str {
    let name = tag.split(|sign: char| sign.is_whitespace() || "/>".contains(sign)).next();
    let name = name.unwrap_or_default();
    name.rsplit_once(':').map_or(name, |(_, name)| name)
}

/// Whether what stands between `<` and `>` may stand in an image.
fn is_harmless(inner: &str) -> bool {
    if let Some(name) = inner.strip_prefix('/') {
        return ELEMENTS.contains(&local(name.trim_end()));
    }
    let inner = inner.strip_suffix('/').unwrap_or(inner);
    let end = inner.find(char::is_whitespace).unwrap_or(inner.len());
    let (name, mut rest) = inner.split_at(end);
    if !ELEMENTS.contains(&local(name)) {
        return false;
    }
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return true;
        }
        let Some((name, value)) = rest.split_once('=') else { return false };
        let value = value.trim_start();
        let Some(quote) = value.chars().next().filter(|sign| matches!(sign, '"' | '\'')) else {
            return false;
        };
        let Some((value, after)) = value[1..].split_once(quote) else { return false };
        if !is_harmless_attribute(name.trim_end(), value) {
            return false;
        }
        rest = after;
    }
}

fn is_harmless_attribute(name: &str, value: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let own = name.rsplit_once(':').map_or(&*name, |(_, own)| own);
    let plain = name.bytes().all(|sign| sign.is_ascii_alphanumeric() || b":-_.".contains(&sign));
    // A sign written by its number could be any; only words for people may need it.
    let numbered = value.contains("&#") && !name.starts_with("aria-") && !name.starts_with("data-");
    let leads_out = own == "href" && !value.trim_start().starts_with('#');
    let is_base = own == "base" || own == "src";
    plain
        && !own.starts_with("on")
        && !leads_out
        && !is_base
        && !numbered
        && !value.contains('<')
        && (name.starts_with("xmlns") || is_own_style(value))
}

/// Whether a style asks for nothing but parts of the same image.
fn is_own_style(css: &str) -> bool {
    let css = css.to_ascii_lowercase();
    let asks = css.split("url(").skip(1).any(|address| {
        !address.trim_start_matches([' ', '"', '\'', '\t', '\n', '\r']).starts_with('#')
    });
    let words = ["@import", "javascript:", "expression(", "image(", "image-set(", "src(", "\\"];
    !asks && !words.iter().any(|word| css.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_pass() {
        for body in [
            "<path d=\"M0 0\"/>",
            "<defs><linearGradient id='a'><stop offset=\"0\" stop-color=\"#fff\" /></linearGradient></defs>",
            "<rect fill=\"url(#a)\" style=\"stroke: url('#b')\"/>",
            "<style>.a { fill: #000 }</style><style type=\"text/css\"><![CDATA[ .b { } ]]></style>",
            "<use xlink:href=\"#a\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"/>",
            "<text aria-label=\"a&#229;\">a &lt; b &#229;</text><!-- <script> -->",
        ] {
            let image = format!(
                "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\">{body}</svg>"
            );
            assert_eq!(fault(&image), None, "{body}");
        }
    }

    #[test]
    fn what_runs_or_asks_is_refused() {
        for body in [
            "<script>x</script>",
            "<SCRIPT>x</SCRIPT>",
            "<s:script xmlns:s=\"http://www.w3.org/2000/svg\">x</s:script>",
            "<foreignObject><body/></foreignObject>",
            "<a href=\"#x\">a</a>",
            "<image href=\"https://a.se/b.png\"/>",
            "<use href=\"https://a.se/b.svg#c\"/>",
            "<use href=\"data:image/svg+xml,x\"/>",
            "<use xlink:href=\" javascript:x\"/>",
            "<set attributeName=\"href\" to=\"javascript:x\"/>",
            "<animate attributeName=\"href\"/>",
            "<g onload=\"x\"/>",
            "<g ONLOAD='x'/>",
            "<g x:onload='x'/>",
            "<g\nonclick = \"x\"/>",
            "<g a=\">\" onclick=\"x\"/>",
            "<g a='\"' onclick=\"x\"/>",
            "<g onclick=x/>",
            "<g style=\"fill: url(https://a.se)\"/>",
            "<g fill=\"u&#114;l(https://a.se)\"/>",
            "<g style=\"fill: \\75rl(x)\"/>",
            "<g xml:base=\"https://a.se/\"/>",
            "<style>@import 'https://a.se'</style>",
            "<style>a { background: url(//a.se) }</style>",
            "<style>a</style",
            "<style><script>x</script></style>",
            "<style>&#64;import</style>",
            "<handler>x</handler>",
            "<iframe src=\"x\"/>",
            "<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
            "<?xml-stylesheet href=\"x\"?>",
            "<![CDATA[<script>]]>",
            "<g",
            "<text>\u{1b}$B</text>",
            "<text>\0</text>",
            "<text>\u{85}</text>",
        ] {
            let image = format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{body}</svg>");
            assert!(fault(&image).is_some(), "{body}");
        }
        for named in ["ISO-2022-JP", "utf-16", "UTF-7", "utf-8x", "", "utf-8\" encoding=\"utf-7"] {
            let image = format!("<?xml version=\"1.0\" encoding=\"{named}\"?><svg/>");
            assert!(fault(&image).is_some(), "{named}");
        }
        for named in ["encoding=\"UTF-8\"", "encoding = 'utf-8' standalone=\"no\"", ""] {
            assert_eq!(fault(&format!("<?xml version=\"1.0\" {named}?><svg/>")), None, "{named}");
        }
        assert!(fault("").is_some() && fault("text").is_some() && fault("<html/>").is_some());
    }
}
