//! Splits a Markdown file into its YAML front matter and its text.

use std::ops::Range;

use crate::diagnostic::{Checked, Diagnostic, FileId, Span};
use crate::locale::Text;

/// The two parts of a Markdown file, as byte ranges.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Split {
    pub(crate) yaml: Option<Range<usize>>,
    pub(crate) body: Range<usize>,
}

/// Finds the front matter between a first line `---` and the next line `---`.
pub(crate) fn split(file: FileId, text: &str) -> Checked<Split> {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let whole = Split { yaml: None, body: start..text.len() };
    let mut lines = lines(text, start);
    let Some(first) = lines.next().filter(|line| is_fence(text, line)) else {
        return (whole, Vec::new());
    };
    if let Some(end) = lines.find(|line| is_fence(text, line)) {
        let split = Split { yaml: Some(first.end..end.start), body: end.end..text.len() };
        (split, Vec::new())
    } else {
        let fault = Diagnostic::error(
            "unclosed-front-matter",
            Span::new(file, first.start, first.start + 3),
            Text::new(
                "uppgifterna överst i filen avslutas aldrig",
                "the front matter is never closed",
            ),
        )
        .help(Text::new(
            "sätt en rad med bara `---` mellan uppgifterna och texten",
            "put a line with only `---` between the fields and the text",
        ));
        (Split { yaml: None, body: text.len()..text.len() }, vec![fault])
    }
}

fn is_fence(text: &str, line: &Range<usize>) -> bool {
    text[line.clone()].trim_end() == "---"
}

/// The byte ranges of the lines from `start`, line breaks included.
fn lines(text: &str, start: usize) -> impl Iterator<Item = Range<usize>> {
    let mut at = start;
    text[start..].split_inclusive('\n').map(move |line| {
        let range = at..at + line.len();
        at = range.end;
        range
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (Option<&str>, &str) {
        let (split, faults) = split(FileId(0), text);
        assert!(faults.is_empty());
        (split.yaml.map(|range| &text[range]), &text[split.body])
    }

    #[test]
    fn front_matter_is_optional_and_byte_order_mark_and_crlf_are_fine() {
        assert_eq!(parts("# Rubrik\n"), (None, "# Rubrik\n"));
        assert_eq!(parts("---\nid: a\n---\ntext"), (Some("id: a\n"), "text"));
        assert_eq!(parts("\u{feff}---\r\nid: a\r\n---\r\ntext"), (Some("id: a\r\n"), "text"));
        assert_eq!(parts(""), (None, ""));
    }

    #[test]
    fn unclosed_front_matter_is_a_fault_at_its_first_line() {
        let (split, faults) = split(FileId(0), "---\ntitle: A\n");
        assert_eq!(split.yaml, None);
        assert_eq!(faults[0].code, "unclosed-front-matter");
        assert_eq!(faults[0].span.range(), 0..3);
    }
}
