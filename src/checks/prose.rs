//! Visits the Markdown texts of an entry, and finds the places in them.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::diagnostic::Span;
use crate::handbook::{Handbook, walk};
use crate::kind::entry::Entry;
use crate::kind::value::{Prose, Value};
use crate::parse::markdown;
use crate::source::Sources;

pub(super) fn each<'a>(handbook: &'a Handbook, entry: &'a Entry, visit: &mut dyn FnMut(&'a Prose)) {
    walk::values(handbook.kind_of(entry), entry, &mut |found| {
        if let Value::Markdown(prose) = &found.value.value {
            visit(prose);
        }
    });
}

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

/// The words of a paragraph, heading, list item or cell, without markup and code.
#[derive(Default)]
pub(super) struct Paragraph {
    /// The words.
    pub(super) text: String,
    /// Where each piece of `text` begins, in it and in the source text.
    pieces: Vec<(usize, usize)>,
}

impl Paragraph {
    /// The range in the source text of a range of the words.
    pub(super) fn source(&self, range: Range<usize>) -> Range<usize> {
        let at = |offset: usize| {
            let piece = self.pieces.iter().rfind(|(start, _)| *start <= offset);
            piece.map_or(0, |(start, source)| source + offset - start)
        };
        let start = at(range.start);
        // The end belongs to the piece of the last word, not to the one after it.
        start..at(range.end.saturating_sub(1).max(range.start)) + 1
    }

    fn push(&mut self, words: &str, source: usize) {
        self.pieces.push((self.text.len(), source));
        self.text.push_str(words);
    }
}

/// Calls `visit` for the paragraphs of a text, in its order.
pub(super) fn paragraphs(prose: &Prose, sources: &Sources, visit: &mut dyn FnMut(&Paragraph)) {
    let (mut open, mut code) = (Paragraph::default(), false);
    let mut end = |open: &mut Paragraph| {
        if !open.text.trim().is_empty() {
            visit(open);
        }
        open.text.clear();
        open.pieces.clear();
    };
    for (event, span) in prose.events(sources) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => code = true,
            Event::End(TagEnd::CodeBlock) => code = false,
            Event::Text(words) if !code => open.push(&words, span.start),
            Event::Code(_) => open.push("\u{fffc}", span.start),
            Event::SoftBreak | Event::HardBreak => open.push(" ", span.start),
            Event::Start(tag) if !markdown::is_block(&tag) && !is_part(&tag) => {}
            Event::End(end) if is_inline(end) => {}
            Event::Start(_) | Event::End(_) => end(&mut open),
            _ => {}
        }
    }
    end(&mut open);
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
