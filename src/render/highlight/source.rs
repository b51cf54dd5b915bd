//! The languages that handbooks are written in: YAML, and Markdown below it.

use super::Class;

const COMMENT: Class = Some("c");
const KEY: Class = Some("t");
const MARK: Class = Some("o");
const STRING: Class = Some("s");
const VALUE: Class = Some("n");
const TITLE: Class = Some("k");

/// A piece of code with its class.
type Piece<'t> = (&'t str, Class);

/// The pieces of a text, which together are all of it; `None` for other languages.
pub(super) fn pieces<'t>(lang: &str, text: &'t str) -> Option<Vec<Piece<'t>>> {
    let mut pieces = Vec::new();
    match lang.to_ascii_lowercase().as_str() {
        "yaml" | "yml" => text.split_inclusive('\n').for_each(|line| yaml(line, &mut pieces)),
        "markdown" | "md" => markdown(text, &mut pieces),
        _ => return None,
    }
    Some(pieces)
}

/// Front matter between lines of hyphens, then text.
fn markdown<'t>(text: &'t str, pieces: &mut Vec<Piece<'t>>) {
    let mut fences = 0;
    for (at, line) in text.split_inclusive('\n').enumerate() {
        if line.trim_end() == "---" && (at == 0 || fences == 1) {
            fences += 1;
            pieces.push((line, MARK));
        } else if fences == 1 {
            yaml(line, pieces);
        } else {
            running(line, pieces);
        }
    }
}

/// A line of text: its mark, or headings as a whole; code and references in it.
fn running<'t>(line: &'t str, pieces: &mut Vec<Piece<'t>>) {
    if line.trim_start_matches('#').starts_with(' ') && line.starts_with('#') {
        return pieces.push((line, TITLE));
    }
    let mark = line.len() - line.trim_start_matches([' ', '-', '*', '>', '+']).len();
    pieces.push((&line[..mark], MARK));
    let mut rest = &line[mark..];
    while let Some((start, (open, close))) = first_of(rest, &[("`", "`"), ("[[", "]]")]) {
        let inner = start + open.len();
        let Some(length) = rest[inner..].find(close) else { break };
        let end = inner + length + close.len();
        pieces.extend([(&rest[..start], None), (&rest[start..end], STRING)]);
        rest = &rest[end..];
    }
    pieces.push((rest, None));
}

/// Where the first of some pairs of signs opens in a text.
fn first_of<'p>(
    text: &str,
    pairs: &'p [(&'p str, &'p str)],
) -> Option<(usize, (&'p str, &'p str))> {
    pairs.iter().filter_map(|pair| Some((text.find(pair.0)?, *pair))).min()
}

/// A line of YAML: the marks of a list, a key, a value, a comment.
fn yaml<'t>(line: &'t str, pieces: &mut Vec<Piece<'t>>) {
    if line.trim_end() == "---" {
        return pieces.push((line, MARK));
    }
    let mut rest = line;
    loop {
        let space = rest.len() - rest.trim_start_matches(' ').len();
        pieces.push((&rest[..space], None));
        rest = &rest[space..];
        let Some(after) = rest.strip_prefix('-').filter(|after| after.starts_with([' ', '\n']))
        else {
            break;
        };
        pieces.push((&rest[..1], MARK));
        rest = after;
    }
    if let Some(colon) = key(rest) {
        pieces.extend([(&rest[..colon], KEY), (&rest[colon..=colon], MARK)]);
        rest = &rest[colon + 1..];
    }
    let (value, comment) = rest.split_at(comment(rest));
    value_of(value, pieces);
    pieces.push((comment, COMMENT));
}

/// Where the key of a line ends, when it has one.
fn key(line: &str) -> Option<usize> {
    let end = line.find(|sign: char| !(sign.is_alphanumeric() || "_-.".contains(sign)))?;
    let after = line[end..].strip_prefix(':')?;
    (end > 0 && (after.is_empty() || after.starts_with([' ', '\n', '\r']))).then_some(end)
}

/// Where the comment of a line begins; its end when there is none.
fn comment(line: &str) -> usize {
    let (mut quote, mut before) = (None, ' ');
    for (at, sign) in line.char_indices() {
        match (quote, sign) {
            (None, '#') if before.is_whitespace() => return at,
            (None, '"' | '\'') if before.is_whitespace() || "[{,".contains(before) => {
                quote = Some(sign);
            }
            (Some(open), sign) if sign == open && before != '\\' => quote = None,
            _ => {}
        }
        before = sign;
    }
    line.len()
}

fn value_of<'t>(value: &'t str, pieces: &mut Vec<Piece<'t>>) {
    let words = value.trim();
    let plain = matches!(words, "true" | "false" | "null" | "~" | "|" | ">" | "|-" | ">-");
    let figures = words.starts_with(|sign: char| sign.is_ascii_digit())
        && words.chars().all(|sign| sign.is_ascii_digit() || "-.:".contains(sign));
    let flow = words.starts_with(['[', '{']);
    if !flow {
        let class = if plain || figures { VALUE } else { STRING };
        return pieces.push((value, class));
    }
    for part in value.split_inclusive(['[', ']', '{', '}', ',']) {
        let (inner, mark) = match part.strip_suffix(['[', ']', '{', '}', ',']) {
            Some(inner) => part.split_at(inner.len()),
            None => (part, ""),
        };
        pieces.extend([(inner, STRING), (mark, MARK)]);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The pieces that have a class, with it.
    fn classes(lang: &str, text: &str) -> String {
        let pieces = pieces(lang, text).unwrap();
        let shown = pieces.into_iter().filter(|(piece, _)| !piece.trim().is_empty());
        let shown = shown.filter_map(|(piece, class)| Some(format!("{}:{}", class?, piece.trim())));
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn keys_values_marks_and_comments_of_yaml_are_told_apart() {
        let text =
            "---\nname: Lön # ja\nitems:\n  - id: a-b\n    ends: 2026-11-21\ntags: [x, \"# y\"]\n";
        assert_eq!(
            classes("yaml", text),
            "o:--- t:name o:: s:Lön c:# ja t:items o:: o:- t:id o:: s:a-b t:ends o:: n:2026-11-21 \
             t:tags o:: o:[ s:x o:, s:\"# y\" o:]"
        );
    }

    #[test]
    fn markdown_is_front_matter_and_text() {
        let text = "---\ntitle: A\n---\n# Rubrik\n- se [[role:x]] och `kod`\n---\n";
        assert_eq!(
            classes("md", text),
            "o:--- t:title o:: s:A o:--- k:# Rubrik o:- s:[[role:x]] s:`kod` o:---"
        );
    }

    proptest! {
        #[test]
        fn no_sign_is_lost(text in "[a#\\-: \n\"'`\\[\\]{},|å0]{0,60}") {
            for lang in ["yaml", "md"] {
                let all: String = pieces(lang, &text).unwrap().iter().map(|(piece, _)| *piece).collect();
                prop_assert_eq!(&all, &text);
            }
        }
    }
}
