//! Gathers what is withheld, as words to look for: only such as tell something by themselves.

use std::ops::Range;

use pulldown_cmark::{LinkType, Tag, TagEnd};

use super::words::{self, Form, Word};
use super::{LONGEST, Needle};
use crate::diagnostic::Span;
use crate::kind::entry::Entry;
use crate::kind::value::{Fields, Spanned, Value};
use crate::locale::{Lang, numbers, slug};
use crate::parse::markdown::{self, Told};
use crate::source::Sources;

/// The words of a row that must have a rare one among them.
const SHORT: usize = 5;

/// The words that are withheld from an audience.
#[derive(Debug, Default)]
pub(crate) struct Withheld {
    needles: Vec<Needle>,
}

impl Withheld {
    pub(super) fn needles(&self) -> &[Needle] {
        &self.needles
    }

    /// Whether nothing is withheld that could be looked for.
    pub(crate) fn is_empty(&self) -> bool {
        self.needles.is_empty()
    }

    /// Takes in what others withhold.
    pub(crate) fn extend(&mut self, other: Self) {
        self.needles.extend(other.needles);
    }

    /// Takes in all that an entry says.
    pub(crate) fn entry(&mut self, entry: &Entry, sources: &Sources) {
        self.text(&entry.title, entry.span);
        self.text(&entry.id, entry.span);
        self.fields(&entry.fields, sources);
    }

    fn fields(&mut self, fields: &Fields, sources: &Sources) {
        for (_, value) in fields.iter() {
            self.value(value, sources);
        }
    }

    /// Takes in a value.
    pub(crate) fn value(&mut self, value: &Spanned<Value>, sources: &Sources) {
        match &value.value {
            Value::Text(text) => self.text(text, value.span),
            Value::Integer(number) => self.number(*number, value.span),
            Value::Markdown(prose) => {
                let (text, range) = prose.within(sources);
                self.prose(text, range, value.span);
            }
            Value::List(items) => items.iter().for_each(|item| self.value(item, sources)),
            Value::Object(fields) => self.fields(fields, sources),
            // What is chosen among a few values, or is a day, tells nothing by itself; and what a
            // reference leads to is withheld in its own place when it is.
            Value::Unknown
            | Value::Number(_)
            | Value::Boolean(_)
            | Value::Date(_)
            | Value::LooseDate(_)
            | Value::Enum(_)
            | Value::Reference(_)
            | Value::Condition(_) => {}
        }
    }

    /// Takes in the Markdown in `range` of `text`.
    pub(crate) fn prose(&mut self, text: &str, range: Range<usize>, span: Span) {
        let mut run = String::new();
        let mut bare = false;
        let found = markdown::scan(text, range);
        for (event, _) in found.tape.events(text) {
            match event {
                Told::Text(words) | Told::Code(words) if !bare => run.push_str(words),
                Told::SoftBreak | Told::HardBreak => run.push(' '),
                // Its words stand for others, which pages show in their place.
                Told::Start(Tag::Link { link_type, dest_url, .. }) => {
                    bare = *link_type == LinkType::WikiLink { has_pothole: false };
                    if bare {
                        self.text(&std::mem::take(&mut run), span);
                    } else if dest_url.contains("://") {
                        self.text(dest_url, span);
                    }
                }
                Told::End(TagEnd::Link) => bare = false,
                Told::Start(tag) if !markdown::is_block(tag) && !matches!(tag, Tag::Item) => {}
                Told::End(
                    TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Image,
                ) => {}
                Told::Start(_) | Told::End(_) => self.text(&std::mem::take(&mut run), span),
                _ => {}
            }
        }
        self.text(&run, span);
    }

    /// Takes in words, when they are such as are not met by chance.
    pub(crate) fn text(&mut self, text: &str, span: Span) {
        let found = words_of(text);
        if slug::is_slug(text) && found.len() > 1 {
            return self.push(&found, true, span);
        }
        for part in found.chunk_by(|_, next| !next.fresh) {
            self.rows(part, SHORT, span);
            if part.len() >= LONGEST {
                self.rows(part, LONGEST, span);
            }
        }
    }

    /// Takes in a text by rows of so many words, each beginning with the last word of the one
    /// before, so that any longer part of the text has a whole row in it.
    fn rows(&mut self, found: &[Word], length: usize, span: Span) {
        let last = found.len().saturating_sub(length);
        let starts = (0..last).step_by(length - 1).chain(std::iter::once(last));
        for start in starts {
            self.push(&found[start..found.len().min(start + length)], false, span);
        }
    }

    /// A sum is written in full in data, and in groups of three on pages.
    fn number(&mut self, number: i64, span: Span) {
        let digits = number.unsigned_abs().to_string();
        if digits.len() >= 6 && !digits.ends_with("000") {
            self.push(&words_of(&digits), false, span);
            self.push(&words_of(&grouped(number)), false, span);
        }
    }

    fn push(&mut self, words: &[Word], glued: bool, span: Span) {
        if words.len() <= LONGEST && is_distinctive(words, glued) {
            self.needles.push(Needle::new(words, glued, span));
        }
    }
}

/// A number as pages show it.
pub(crate) fn grouped(number: i64) -> String {
    numbers::integer(number, Lang::Sv)
}

fn words_of(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    words::each::<false>(text.as_bytes(), Form::Text, |word| found.push(word));
    found
}

/// Whether words can tell something by themselves: short ones, years and days are met everywhere.
fn is_distinctive(words: &[Word], glued: bool) -> bool {
    let letters: u32 = words.iter().map(|word| word.letters).sum();
    let digits: u32 = words.iter().map(|word| word.digits).sum();
    match words.len() {
        0 => false,
        1 if digits == 0 => letters >= 8,
        1 => letters + digits >= 6,
        _ if letters == 0 => is_coded(words),
        _ => letters + digits >= 12 || glued && letters + digits >= 8 || is_coded(words),
    }
}

/// Whether words hold a number such as those of cases and telephones.
pub(super) fn is_coded(words: &[Word]) -> bool {
    let numbers = words.iter().filter(|word| !word.year && word.digits > 2);
    numbers.map(|word| word.digits).sum::<u32>() >= 4
}
