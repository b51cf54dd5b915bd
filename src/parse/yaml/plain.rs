//! The simplest YAML, which most front matter is: lines of `key: words`. It is read here at a
//! twentieth of what the parser costs; whatever is not surely so simple is left to that.

use super::{Key, Node, Scalar, Value};
use crate::diagnostic::{FileId, Span};

/// The map that the lines of `text` are; `None` when they may be something else.
pub(super) fn map(file: FileId, text: &str, offset: usize) -> Option<Node> {
    let span = |start: usize, end: usize| Span::new(file, offset + start, offset + end);
    let mut pairs: Vec<(Key, Node)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let (key, rest) = line.split_once(':')?;
        let words = rest.strip_prefix(' ')?.trim_matches([' ', '\n']);
        if !is_key(key) || !is_plain(words) || pairs.iter().any(|(known, _)| known.text == key) {
            return None;
        }
        let start = at + line.len() - rest.len() + rest.find(words)?;
        let scalar = Scalar { text: words.to_owned(), plain: true };
        let key = Key { text: key.to_owned(), span: span(at, at + key.len()) };
        let value = Value::Scalar(scalar);
        pairs.push((key, Node { span: span(start, start + words.len()), value }));
        at += line.len();
    }
    let map = Node { span: span(0, text.len()), value: Value::Map(pairs) };
    (at > 0).then_some(map)
}

fn is_key(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

/// Whether words are surely one scalar that says what it shows.
fn is_plain(words: &str) -> bool {
    let sure = |sign: char| {
        sign.is_alphanumeric()
            || matches!(sign, ' ' | '.' | ',' | '(' | ')' | '/' | '-' | '_' | '–' | '§' | '+' | ';')
    };
    words.starts_with(char::is_alphanumeric) && words.chars().all(sure)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::parsed;
    use super::*;

    /// Holds what is read here against what the parser reads.
    fn holds(text: &str) -> bool {
        let quick = map(FileId(0), text, 7);
        if let Some(quick) = &quick {
            let (node, faults) = parsed(FileId(0), text, 7);
            assert_eq!((node.as_ref(), faults.len()), (Some(quick), 0), "{text:?}");
        }
        quick.is_some()
    }

    #[test]
    fn simple_lines_are_read_as_the_parser_reads_them() {
        assert!(holds("title: Kundverksamhet 846\nsummary:   Råd (LOU), 4 kap. – a/b; c  \n"));
        assert!(holds("id: a"));
        for other in [
            "a:\n",
            "a: b\n c\n",
            "a: \"b\"\n",
            "a: b # c\n",
            "- a: b\n",
            "a: b: c\n",
            "a: [b]\n",
            "a: b\na: c\n",
            "",
            "a: b\n\n",
            "# a: b\n",
            "a:b\n",
            "a: &b\n",
            "a: b\r\n",
        ] {
            assert!(!holds(other), "{other:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_read_otherwise(text in "([a-c_]{1,2}:[ ]{1,2}[a-cå0-9.,()/_–§+; -]{1,8}\n{0,2}){1,4}") {
            holds(&text);
        }
    }
}
