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
        let Some(at) = unopened(text, start) else { return (whole, Vec::new()) };
        let fault = Diagnostic::error(
            "unclosed-front-matter",
            Span::new(file, at.start, at.end),
            Text::new(
                "uppgifterna överst i filen börjar inte med raden `---`",
                "the front matter does not begin with the line `---`",
            ),
        )
        .help(Text::new(
            "låt filens första rad vara `---`, och sätt en likadan rad före texten",
            "let the first line of the file be `---`, and put another one before the text",
        ));
        return (Split { yaml: None, body: text.len()..text.len() }, vec![fault]);
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

/// The first line of what was meant as front matter but does not begin with a line `---`: two
/// lines of keys, or one below a line of other dashes.
fn unopened(text: &str, start: usize) -> Option<Range<usize>> {
    let mut filled = lines(text, start).filter(|line| !text[line.clone()].trim().is_empty());
    let (first, second) = (filled.next()?, filled.next()?);
    let words = text[first.clone()].trim_end();
    let dashes = words.chars().all(|sign| matches!(sign, '-' | '–' | '—'));
    let meant = (dashes || is_key(words)) && is_key(&text[second]);
    meant.then(|| first.start..first.start + words.len())
}

fn is_key(line: &str) -> bool {
    line.split_once(':').is_some_and(|(key, value)| {
        let word = key.chars().all(|sign| sign.is_lowercase() || sign == '_');
        word && !key.is_empty() && (value.trim().is_empty() || value.starts_with(' '))
    })
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
    fn keys_without_their_fence_are_a_fault_and_prose_is_none() {
        for text in ["title: A\nstatus: utkast\n", "\n---\ntitle: A\n---\n", "—\ntitle: A\n"] {
            let (split, faults) = split(FileId(0), text);
            assert_eq!(split.yaml, None, "{text}");
            assert_eq!(faults[0].code, "unclosed-front-matter", "{text}");
        }
        for text in ["Obs: läs först.\n\nText.\n", "---- \n\nText.\n", "pris: 3\n"] {
            assert_eq!(parts(text).0, None, "{text}");
        }
    }

    #[test]
    fn unclosed_front_matter_is_a_fault_at_its_first_line() {
        let (split, faults) = split(FileId(0), "---\ntitle: A\n");
        assert_eq!(split.yaml, None);
        assert_eq!(faults[0].code, "unclosed-front-matter");
        assert_eq!(faults[0].span.range(), 0..3);
    }
}
