//! The words by which a text says who may read a part of it: a block that begins with
//! `> [!BEGRANSAD]`, or a heading with `{.begransad}`, which speaks for all that stands under it.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::Told;

/// A part of a text that says who may read it, or seems to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The readers by their one spelling; `None` when the word is not one for readers.
    pub readers: Option<&'static str>,
    /// The word as written.
    pub word: String,
    /// Where the word stands.
    pub word_span: Range<usize>,
    /// All of the part.
    pub span: Range<usize>,
    /// Whether it is a heading with what stands under it, rather than a block.
    pub of_heading: bool,
    /// Whether it stands where a part has no clear end: a heading inside a list or a quotation,
    /// words after the mark of a block, or a mark without a block.
    pub misplaced: bool,
}

/// The mark at the beginning of a block.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Mark<'t> {
    /// The readers by their one spelling; `None` when the word is not one for readers.
    pub(crate) readers: Option<&'static str>,
    word: &'t str,
    word_at: usize,
    /// Where what it marks begins.
    end: usize,
    alone: bool,
}

/// The readers that a word means, by their one spelling.
pub(crate) fn readers(word: &str) -> Option<&'static str> {
    Some(match word.to_lowercase().as_str() {
        "oppen" | "öppen" => "oppen",
        "intern" => "intern",
        "begransad" | "begränsad" => "begransad",
        _ => return None,
    })
}

/// The mark of the quotation at `span`, when it begins with one.
pub(crate) fn of_block<'t>(text: &'t str, span: &Range<usize>) -> Option<Mark<'t>> {
    let block = text.get(span.clone())?;
    let (word, after) = marked(block.strip_prefix('>')?.trim_start_matches([' ', '\t']))?;
    let rest = after.split('\n').next().unwrap_or_default();
    let alone = rest.trim().is_empty();
    let line = if alone { (rest.len() + 1).min(after.len()) } else { 0 };
    let word_at = span.end - after.len() - 1 - word.len();
    let end = span.end - after.len() + line;
    Some(Mark { readers: readers(word), word, word_at, end, alone })
}

/// The readers that the classes of a heading name, by their one spelling.
pub(crate) fn of_classes(classes: &[CowStr<'_>]) -> Option<&'static str> {
    classes.iter().find_map(|class| readers(class))
}

/// The part that the quotation at `span` is, when it begins with a mark.
pub(super) fn section(text: &str, span: Range<usize>) -> Option<Section> {
    let mark = of_block(text, &span)?;
    let word_span = mark.word_at..mark.word_at + mark.word.len();
    let word = mark.word.to_owned();
    let (readers, misplaced) = (mark.readers, !mark.alone);
    Some(Section { readers, word, word_span, span, of_heading: false, misplaced })
}

/// The paragraph or item at `span`, when it begins with a mark that only a quotation can have.
pub(super) fn astray(text: &str, span: Range<usize>) -> Option<Section> {
    let part = text.get(span.clone())?;
    let lead = |sign: char| sign.is_ascii_digit() || matches!(sign, '-' | '*' | '+' | '.' | ' ');
    let (word, after) = marked(part.trim_start_matches(lead))?;
    let word_at = span.end - after.len() - 1 - word.len();
    readers(word).map(|found| Section {
        readers: Some(found),
        word: word.to_owned(),
        word_span: word_at..word_at + word.len(),
        span,
        of_heading: false,
        misplaced: true,
    })
}

/// The word of `[!WORD]` and what stands after it.
fn marked(text: &str) -> Option<(&str, &str)> {
    let (word, after) = text.strip_prefix("[!")?.split_once(']')?;
    let is_word = |sign: char| sign.is_alphanumeric() || sign == '-';
    (!word.is_empty() && word.chars().all(is_word)).then_some((word, after))
}

/// The parts that the classes of the heading at `span` begin; nobody knows yet where they end.
pub(super) fn of_heading(text: &str, span: &Range<usize>, classes: &[CowStr<'_>]) -> Vec<Section> {
    let line = text.get(span.clone()).unwrap_or_default();
    let place = |class: &str| {
        let at = line.rfind(&format!(".{class}")).map_or(0, |at| at + 1);
        span.start + at..span.start + at + class.len()
    };
    let section = |class: &CowStr<'_>| Section {
        readers: readers(class),
        word: class.to_string(),
        word_span: place(class),
        span: span.clone(),
        of_heading: true,
        misplaced: false,
    };
    classes.iter().map(section).collect()
}

/// The sections of headings that have begun: their numbers and the levels of their headings.
#[derive(Debug, Default)]
pub(super) struct Open(Vec<(usize, u8)>);

impl Open {
    pub(super) fn begin(&mut self, sections: &mut Vec<Section>, level: u8, section: Section) {
        if section.readers.is_some() {
            self.0.push((sections.len(), level));
        }
        sections.push(section);
    }

    /// Ends those that a heading of `level` ends, at `end`; whether there was one.
    pub(super) fn end(&mut self, sections: &mut [Section], level: u8, end: usize) -> bool {
        let before = self.0.len();
        self.0.retain(|(number, own)| {
            let ends = *own >= level;
            if let Some(section) = sections.get_mut(*number).filter(|_| ends) {
                section.span.end = end;
            }
            !ends
        });
        self.0.len() < before
    }
}

/// The events without the words that mark blocks for their readers.
pub(super) fn without<'t>(
    text: &'t str,
    events: impl Iterator<Item = (Event<'t>, Range<usize>)>,
) -> impl Iterator<Item = (Event<'t>, Range<usize>)> {
    let mut lead = 0;
    events.filter(move |(event, span)| match event {
        Event::Start(Tag::BlockQuote(None)) => {
            let mark = of_block(text, span).filter(|mark| mark.readers.is_some());
            lead = mark.map_or(lead, |mark| mark.end);
            true
        }
        Event::End(TagEnd::BlockQuote(_)) => true,
        Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => span.end > lead,
        _ => span.start >= lead,
    })
}

/// Blanks `spans` of a text; every other byte keeps its place.
///
/// The signs that a quotation has before a block inside it stay, or they would not hold it together.
pub(crate) fn blank(text: &str, spans: &[Range<usize>]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for span in spans {
        let lead = text.get(..span.start).unwrap_or_default();
        let column = lead.len() - lead.rfind('\n').map_or(0, |at| at + 1);
        let mut at_column = column;
        for at in span.clone() {
            let Some(byte) = bytes.get_mut(at) else { break };
            let quote = at_column < column && matches!(*byte, b'>' | b' ' | b'\t');
            at_column = match *byte {
                b'\n' => 0,
                _ if quote => at_column + 1,
                _ => column,
            };
            if !quote && !matches!(*byte, b'\n' | b'\r') {
                *byte = b' ';
            }
        }
    }
    // Whole signs are blanked, so the rest is what it was.
    String::from_utf8(bytes).unwrap_or_default()
}

/// The footnotes of `range` that are referred to in `text` and not in `reduced`, which has blanks
/// for what was left out of it.
pub(crate) fn orphans(text: &str, reduced: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let referred = |text: &str| -> Vec<String> {
        let scan = super::scan(text, range.clone());
        scan.tape
            .events(text)
            .filter_map(|(event, _)| match event {
                Told::FootnoteReference(name) => Some(name.to_owned()),
                _ => None,
            })
            .collect()
    };
    let (before, after) = (referred(text), referred(reduced));
    let scan = super::scan(reduced, range.clone());
    scan.tape
        .events(reduced)
        .filter_map(|(event, span)| match event {
            Told::Start(Tag::FootnoteDefinition(name)) => {
                let lost = before.iter().any(|known| **known == **name)
                    && after.iter().all(|known| **known != **name);
                lost.then_some(span)
            }
            _ => None,
        })
        .collect()
}
