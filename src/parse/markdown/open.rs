//! What the scan has begun but not ended: a heading, links, a block of HTML.

use std::ops::Range;

/// The deepest nesting of links and images whose words are kept.
const MAX_NESTED: usize = 4;

/// A heading that has begun.
#[derive(Debug)]
pub(super) struct OpenHeading {
    pub(super) level: u8,
    pub(super) written: Option<String>,
    pub(super) text: String,
    pub(super) span: Range<usize>,
}

/// The links and images that have begun: their numbers, and whether they have words of their own.
#[derive(Debug, Default)]
pub(super) struct OpenLinks(Vec<(usize, bool)>);

impl OpenLinks {
    pub(super) fn push(&mut self, number: usize, has_words: bool) {
        self.0.push((number, has_words));
    }

    pub(super) fn pop(&mut self) -> Option<usize> {
        self.0.pop().map(|(number, _)| number)
    }

    /// The links that words read now belong to.
    pub(super) fn hearers(&self) -> impl Iterator<Item = usize> {
        self.0.iter().take(MAX_NESTED).filter(|(_, has_words)| *has_words).map(|(at, _)| *at)
    }
}

/// The lines of a block of HTML, joined, with the place of each in the file.
#[derive(Debug, Default)]
pub(crate) struct HtmlLines {
    /// The joined lines.
    pub(crate) text: String,
    /// Where lines begin: in `text`, and in the file.
    starts: Vec<(usize, usize)>,
}

impl HtmlLines {
    pub(crate) fn push(&mut self, line: &str, at: usize) {
        self.starts.push((self.text.len(), at));
        self.text.push_str(line);
    }

    /// The range of the file for a range of the joined text.
    pub(crate) fn place(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.in_file(range.start);
        let end = range.end.checked_sub(1).map_or(start, |last| self.in_file(last) + 1);
        start..end.max(start)
    }

    fn in_file(&self, at: usize) -> usize {
        let line = self.starts.partition_point(|(start, _)| *start <= at);
        match line.checked_sub(1).and_then(|line| self.starts.get(line)) {
            Some((start, place)) => at - start + place,
            None => at,
        }
    }
}
