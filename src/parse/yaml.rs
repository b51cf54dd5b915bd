//! YAML as a tree in which every key and value knows its place.
//!
//! Scalars stay text: what `no`, `007` or `2026-02-30` mean is decided by the field that they are
//! given to. Aliases are refused, depth is capped, and duplicate keys are found.

mod build;
mod plain;
mod syntax;

use granit_parser::Parser;

use crate::diagnostic::{Checked, FileId, Span};
use build::Builder;

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What a node holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A single value, as text.
    Scalar(Scalar),
    /// A list.
    List(Vec<Node>),
    /// Keys and values, in the order of the file.
    Map(Vec<(Key, Node)>),
}

/// A single value.
#[derive(Debug, Clone, PartialEq)]
pub struct Scalar {
    /// The text after unescaping.
    pub text: String,
    /// False when it was quoted or a block, so that it is surely meant as text.
    pub plain: bool,
}

/// A key with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// The key.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

impl Node {
    /// The text of a scalar.
    pub fn scalar(&self) -> Option<&Scalar> {
        match &self.value {
            Value::Scalar(scalar) => Some(scalar),
            Value::List(_) | Value::Map(_) => None,
        }
    }

    /// The items of a list.
    pub fn list(&self) -> Option<&[Self]> {
        match &self.value {
            Value::List(items) => Some(items),
            Value::Scalar(_) | Value::Map(_) => None,
        }
    }

    /// The keys and values of a map.
    pub fn map(&self) -> Option<&[(Key, Self)]> {
        match &self.value {
            Value::Map(pairs) => Some(pairs),
            Value::Scalar(_) | Value::List(_) => None,
        }
    }

    /// The value of `key` in a map.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.map()?.iter().find(|(found, _)| found.text == key).map(|(_, value)| value)
    }

    /// The text of the scalar under `key`.
    pub fn text(&self, key: &str) -> Option<&str> {
        Some(self.get(key)?.scalar()?.text.as_str())
    }

    /// Whether nothing was written: `key:`, `""` or `~`.
    pub fn is_empty(&self) -> bool {
        self.scalar().is_some_and(|scalar| {
            scalar.text.trim().is_empty()
                || scalar.plain && matches!(scalar.text.as_str(), "~" | "null")
        })
    }
}

/// Parses `text`, which stands at byte `offset` of `file`. `None` when there is nothing in it.
///
/// After a syntax error the part before it is kept, so that its other faults are reported too.
pub(crate) fn parse(file: FileId, text: &str, offset: usize) -> Checked<Option<Node>> {
    match plain::tree(file, text, offset) {
        Some(tree) => (Some(tree), Vec::new()),
        None => parsed(file, text, offset),
    }
}

/// As the parser reads it, which is what [`parse`] must give.
pub(crate) fn parsed(file: FileId, text: &str, offset: usize) -> Checked<Option<Node>> {
    let bom = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let text = &text[bom..];
    let mut builder = Builder::new(file, offset + bom);
    for event in Parser::new_from_str(text) {
        match event {
            Ok((event, span)) => {
                if builder.event(event, &span).is_break() {
                    break;
                }
            }
            Err(error) => {
                builder.broken(text, &error);
                break;
            }
        }
    }
    builder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(text: &str) -> Node {
        let (node, faults) = parse(FileId(0), text, 0);
        assert!(faults.is_empty(), "{faults:?}");
        node.unwrap()
    }

    fn codes(text: &str) -> Vec<(&'static str, std::ops::Range<usize>)> {
        parse(FileId(0), text, 0).1.iter().map(|f| (f.code, f.span.range())).collect()
    }

    #[test]
    fn keys_and_values_know_their_bytes() {
        let text = "ägare: å\nroller: [a, \"b\"]\n";
        let node = tree(text);
        let (key, value) = &node.map().unwrap()[0];
        assert_eq!((&text[key.span.range()], &text[value.span.range()]), ("ägare", "å"));
        let items = node.get("roller").unwrap().list().unwrap();
        assert_eq!(&text[items[1].span.range()], "\"b\"");
        assert!(!items[1].scalar().unwrap().plain);
    }

    #[test]
    fn scalars_stay_text() {
        let node = tree("a: no\nb: 007\nc: 2026-02-30\nd:\n");
        assert_eq!(node.text("a"), Some("no"));
        assert_eq!(node.text("b"), Some("007"));
        assert!(node.get("d").unwrap().is_empty());
    }

    #[test]
    fn a_second_use_of_a_key_is_reported_where_it_stands() {
        assert_eq!(codes("id: a\nid: b\n"), [("duplicate-key", 6..8)]);
    }

    #[test]
    fn aliases_bombs_and_depth_are_refused_quickly() {
        assert_eq!(codes("a: &x [1]\nb: *x\n")[0].0, "yaml-alias");
        let deep = "[".repeat(20_000);
        assert_eq!(codes(&deep).len(), 1);
        let keys = "? ".repeat(20_000);
        assert!(!codes(&keys).is_empty());
    }

    #[test]
    fn spans_count_from_the_start_of_the_file() {
        let (node, _) = parse(FileId(0), "id: a", 100);
        assert_eq!(node.unwrap().get("id").unwrap().span.range(), 104..105);
    }

    #[test]
    fn an_opening_that_is_never_closed_is_the_place_of_the_fault() {
        let at = |text| codes(text)[0].1.start;
        assert_eq!(at("title: [a, b\nstatus: x\n"), 7);
        assert_eq!(at("title: \"C\nstatus: x\n"), 7);
        assert_eq!(at("title: B\n\towner: x\n"), 9);
        assert_eq!(at("a: { b: c\nstatus: x\n"), 3);
    }

    #[test]
    fn what_stands_before_a_syntax_error_is_kept() {
        let (node, faults) = parse(FileId(0), "id: a\ntitle: \"b\nx: [1\n", 0);
        assert_eq!(faults.len(), 1);
        assert_eq!(node.unwrap().text("id"), Some("a"));
    }
}
