//! What is read here is what the parser reads, or is left to it.

use std::path::Path;

use proptest::prelude::*;
use walkdir::WalkDir;

use super::super::parsed;
use super::*;

/// Whether a text is read here; if so, it is held against what the parser reads.
fn is_read(text: &str) -> bool {
    let tree = tree(FileId(0), text, 7);
    if let Some(tree) = &tree {
        let (node, faults) = parsed(FileId(0), text, 7);
        assert_eq!((node.as_ref(), faults.len()), (Some(tree), 0), "{text:?}");
    }
    tree.is_some()
}

#[test]
fn usual_files_are_read_as_the_parser_reads_them() {
    for text in [
        "id: a",
        "title: Kundverksamhet 846\nsummary:   Råd (LOU), 4 kap. – a/b; c  \n",
        "# hej\na: b\n\nc:\n  d: e # f\n  # g\n  h: i\nj:\n  - k\n\n  - l: m\n    n: o\n\n# p\n",
        "a:\n- b\n- c: d\n  e:\nf:\n",
        "- id: a\n  b:\n    - c\n    - \"d\"\n- id: e\n",
        "a: [b, \"c d\", e f]\nb: { x: y, \"z\": [q] }\nc: []\nd: {}\n",
        "a: { x: y,\n  z: [u,\n  v] }\n",
        "a: >\n  b\n  c\n\n\n  d\n\ne: |-\n  f\n    g\n\n  h\n\n",
        "- >-\n  a\n  b\n- |\n  c\n",
        "a: b c\n  d e\n  f\ng: \"h\" # i\n",
        "a: b 😀 \u{a0}c\nd: e\u{1fffd}\n",
        "a: https://a.se/b?c#d\nb: 'c: \\d'\n\"1\": 07:30\n",
    ] {
        assert!(is_read(text), "{text:?}");
    }
}

#[test]
fn the_unusual_and_the_wrong_are_left_to_the_parser() {
    for text in [
        "",
        "\n# a\n",
        "a\n",
        "a:b\n",
        "a: b: c\n",
        "a: b\na: c\n",
        "a: &b c\n",
        "a: *b\n",
        "a: !b c\n",
        "? a\n: b\n",
        "a: \"b\\n\"\n",
        "a: 'b''c'\n",
        "a: \"b\n  c\"\n",
        "a: b\n\n  c\n",
        "a: b # c\n  d\n",
        "a: [b\nc: d\n",
        "a: [b, ]\n",
        "a: { b, c: d }\n",
        "a: { b: c, b: d }\n",
        "a: [b c\n  d]\n",
        "a: >\n  b\n    c\n",
        "a: |+\n  b\n\n",
        "a: |2\n  b\n",
        "a: |\n\n  b\n",
        "a: |\n  b",
        "- - a\n",
        "-\n  a: b\n",
        "a:\n  - b\n c: d\n",
        "a: b\n c: d\n",
        "\ta: b\n",
        "a: b\r\n",
        "a: \u{85}b\n",
        "a: \u{feff}b\n",
        "--- a: b\n",
        "a: b\n---\nc: d\n",
        "a: b\n...\n",
        "%YAML 1.2\n",
    ] {
        assert!(!is_read(text), "{text:?}");
    }
}

#[test]
fn nothing_deep_is_read() {
    let deep = |depth: usize| format!("a: {}{}\n", "[".repeat(depth), "]".repeat(depth));
    assert!(is_read(&deep(MAX_DEPTH - 2)));
    assert!(!is_read(&deep(MAX_DEPTH)));
    let lines = |depth: usize| -> String {
        (0..depth).map(|at| format!("{}a:\n", " ".repeat(at))).collect()
    };
    assert!(is_read(&lines(MAX_DEPTH - 2)));
    assert!(!is_read(&lines(MAX_DEPTH)));
}

#[test]
fn nearly_all_of_the_handbook_is_read_here() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut all, mut read) = (0, 0);
    for folder in ["content", "src/kind", "themes"] {
        for file in WalkDir::new(root.join(folder)).into_iter().map(Result::unwrap) {
            let end = file.path().extension().and_then(|end| end.to_str());
            let Some(end @ ("yaml" | "md")) = end else { continue };
            let text = String::from_utf8(crate::source::read_file(file.path()).unwrap()).unwrap();
            let front = || text.strip_prefix("---\n")?.split_once("---\n").map(|(front, _)| front);
            let text = if end == "yaml" { &text } else { front().unwrap_or_default() };
            all += text.len();
            read += if is_read(text) { text.len() } else { 0 };
        }
    }
    assert!(read * 100 > all * 95, "{read} of {all} bytes");
}

proptest! {
    /// Lines of pieces that mean something to YAML, farther in and farther out.
    #[test]
    fn nothing_is_read_otherwise(text in "( {0,3}(- ){0,2}([a-c]{1,2}: ?)?[]\\[{},:#&*!|>'\"a-cå0-9.~? -]{0,6}\n){1,6}") {
        is_read(&text);
    }

    #[test]
    fn nothing_usual_is_read_otherwise(text in "( {0,4}(- )?[a-c]:( (a|b c|\\[a, b\\]|\\{ a: b,\n? c: d \\}|\"a\"|>|\\|-))?( # a)?\n( {1,4}a\n| {0,2}\n|# b\n)?){1,6}") {
        is_read(&text);
    }
}
