//! The words of a Markdown text, and the places in it.

use std::ops::Range;

use pulldown_cmark::{Tag, TagEnd};

use crate::diagnostic::Span;
use crate::kind::value::Prose;
use crate::parse::markdown::{self, Told};
use crate::source::Sources;

/// Where `range` of a text stands in its file.
///
/// A text inside YAML is unescaped and unindented, so its words are looked up in the source; when
/// they are not found as they are, the whole text is the place.
pub(super) fn place(prose: &Prose, range: &Range<usize>, sources: &Sources) -> Span {
    let Some(text) = &prose.text else {
        // Words behind an entity or an escape may be longer than what stands in the source.
        let source = sources.file(prose.span.file).text();
        let start = source.floor_char_boundary(range.start);
        let end = source.ceil_char_boundary(range.end);
        return Span::new(prose.span.file, start, end.max(start));
    };
    let words = text.get(range.clone()).unwrap_or_default();
    let before = text.get(..range.start).unwrap_or_default().matches(words).count();
    match sources.text(prose.span).match_indices(words).nth(before) {
        Some((at, words)) if !words.is_empty() => {
            let start = prose.span.start as usize + at;
            Span::new(prose.span.file, start, start + words.len())
        }
        _ => prose.span,
    }
}

/// The words of a text without markup and code, paragraph by paragraph.
#[derive(Default)]
pub(super) struct Words {
    /// All of them; a line break stands between two paragraphs.
    text: String,
    /// Where each piece of `text` begins, in it and in the source text.
    pieces: Vec<(usize, usize)>,
    /// The words and the pieces of each paragraph.
    paragraphs: Vec<(Range<usize>, Range<usize>)>,
}

/// The words of a paragraph, heading, list item or cell.
#[derive(Clone, Copy)]
pub(super) struct Paragraph<'w> {
    /// The words.
    pub(super) text: &'w str,
    /// Where they stand among the words of the text.
    start: usize,
    pieces: &'w [(usize, usize)],
}

impl Words {
    pub(super) fn of(prose: &Prose, sources: &Sources) -> Self {
        let (mut words, mut code) = (Self::default(), false);
        let (_, range) = prose.within(sources);
        words.text.reserve(range.len());
        let mut start = (0, 0);
        for (event, span) in prose.events(sources) {
            match event {
                Told::Start(Tag::CodeBlock(_)) => code = true,
                Told::End(TagEnd::CodeBlock) => code = false,
                Told::Text(text) if !code => words.push(text, span.start),
                Told::Code(_) => words.push("\u{fffc}", span.start),
                Told::SoftBreak | Told::HardBreak => words.push(" ", span.start),
                Told::Start(tag) if !markdown::is_block(tag) && !is_part(tag) => {}
                Told::End(end) if is_inline(end) => {}
                Told::Start(_) | Told::End(_) => start = words.end(start),
                _ => {}
            }
        }
        words.end(start);
        words
    }

    /// The words of all paragraphs.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn paragraphs(&self) -> impl Iterator<Item = Paragraph<'_>> {
        self.paragraphs.iter().map(|(words, pieces)| Paragraph {
            text: &self.text[words.clone()],
            start: words.start,
            pieces: &self.pieces[pieces.clone()],
        })
    }

    fn push(&mut self, words: &str, source: usize) {
        self.pieces.push((self.text.len(), source));
        self.text.push_str(words);
    }

    /// Ends the paragraph that began at `start`, among the words and the pieces; where the next one
    /// begins.
    fn end(&mut self, start: (usize, usize)) -> (usize, usize) {
        if self.text.len() == start.0 {
            return start;
        }
        if self.text[start.0..].trim().is_empty() {
            self.text.truncate(start.0);
            self.pieces.truncate(start.1);
        } else {
            self.paragraphs.push((start.0..self.text.len(), start.1..self.pieces.len()));
            self.text.push('\n');
        }
        (self.text.len(), self.pieces.len())
    }
}

impl Paragraph<'_> {
    /// The range in the source text of a range of the words.
    pub(super) fn source(&self, range: Range<usize>) -> Range<usize> {
        let at = |offset: usize| {
            let offset = self.start + offset;
            let piece = self.pieces.iter().rfind(|(start, _)| *start <= offset);
            piece.map_or(0, |(start, source)| source + offset - start)
        };
        let start = at(range.start);
        // The end belongs to the piece of the last word, not to the one after it.
        start..at(range.end.saturating_sub(1).max(range.start)) + 1
    }
}

const fn is_part(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Item | Tag::TableRow | Tag::TableCell | Tag::TableHead)
}

const fn is_inline(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    )
}
