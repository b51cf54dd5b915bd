//! Typed values of fields, each with its place in the sources.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use super::condition::Condition;
use super::loose_date::LooseDate;
use crate::diagnostic::Span;
use crate::parse::markdown::{Scan, Told};
use crate::parse::reference::Reference;
use crate::source::Sources;

/// What stands in place of a reference that leads to something hidden. It cannot be an id.
pub(crate) const VEIL: &str = "…";

/// A value and where it stands.
#[derive(Debug, Clone)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

/// The value of a field.
#[derive(Debug, Clone)]
pub enum Value {
    /// `okant`: known to be unknown.
    Unknown,
    /// Words: text, url, email, file, slug, local.
    Text(String),
    /// Markdown.
    Markdown(Prose),
    /// A whole number or a sum in kronor.
    Integer(i64),
    /// A number or a percentage.
    Number(f64),
    /// Yes or no.
    Boolean(bool),
    /// A day.
    Date(Date),
    /// A loose date.
    LooseDate(LooseDate),
    /// The id of a value of an enumeration.
    Enum(String),
    /// A reference, still in words.
    Reference(Reference),
    /// A condition.
    Condition(Condition),
    /// Several values.
    List(Vec<Spanned<Value>>),
    /// A group of fields.
    Object(Fields),
}

/// Markdown with what was found in it.
#[derive(Debug, Clone)]
pub struct Prose {
    /// The text when it is not the source itself (a YAML string); `None`: the source at `span`.
    pub text: Option<Arc<str>>,
    /// The text with blanks for what the audience may not see, when there is such a thing: all of
    /// the source up to the end of the text when that is not `text`.
    pub reduced: Option<Arc<str>>,
    /// Where it stands.
    pub span: Span,
    /// Headings, links and blocks. Their ranges count in the file when `text` is `None`,
    /// otherwise in `text`.
    pub scan: Arc<Scan>,
}

impl Prose {
    /// The Markdown as it may be taken along. What was left out leaves no gap by which its length
    /// could be told.
    pub(crate) fn written<'a>(&'a self, sources: &'a Sources) -> Cow<'a, str> {
        let (text, range) = self.within(sources);
        let text = text.get(range).unwrap_or_default().trim();
        if self.reduced.is_none() {
            return text.into();
        }
        let mut out = String::with_capacity(text.len());
        for line in text.lines() {
            if !line.trim().is_empty() {
                out.push_str(line.trim_end());
            } else if out.ends_with("\n\n") {
                continue;
            }
            out.push('\n');
        }
        let mut parts = out.trim_end().split(VEIL);
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |out, part| out + VEIL + part.trim_start_matches(' ')).into()
    }

    /// The text that the Markdown stands in, and its range there.
    pub(crate) fn within<'a>(&'a self, sources: &'a Sources) -> (&'a str, Range<usize>) {
        match (&self.text, &self.reduced) {
            (Some(text), _) => (text, 0..text.len()),
            (None, Some(reduced)) => (reduced, self.span.range()),
            (None, None) => (sources.file(self.span.file).text(), self.span.range()),
        }
    }

    /// How many words it has, code blocks left out.
    pub(crate) fn words(&self, sources: &Sources) -> usize {
        self.scan.words(self.within(sources).0)
    }

    /// What its parser said of it, with places in the text that it stands in.
    pub(crate) fn events<'a>(
        &'a self,
        sources: &'a Sources,
    ) -> impl Iterator<Item = (Told<'a>, Range<usize>)> {
        self.scan.tape.events(self.within(sources).0)
    }
}

/// Fields of an entry or of a group, in the declared order.
#[derive(Debug, Clone, Default)]
pub struct Fields(pub(crate) Vec<(Arc<str>, Spanned<Value>)>);

impl Fields {
    /// The value of a field.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.spanned(key).map(|spanned| &spanned.value)
    }

    /// The value of a field, or inside groups: `krt.integrity`.
    pub(crate) fn at(&self, path: &str) -> Option<&Value> {
        match path.split_once('.') {
            None => self.get(path),
            Some((group, rest)) => match self.get(group)? {
                Value::Object(inner) => inner.at(rest),
                _ => None,
            },
        }
    }

    /// The value of a field with its place.
    pub fn spanned(&self, key: &str) -> Option<&Spanned<Value>> {
        self.0.iter().find(|(found, _)| &**found == key).map(|(_, value)| value)
    }

    /// The words of a text or enumeration field.
    pub fn text(&self, key: &str) -> Option<&str> {
        match self.get(key)? {
            Value::Text(text) | Value::Enum(text) => Some(text),
            _ => None,
        }
    }

    /// The items of a list field; empty when there is none.
    pub fn list(&self, key: &str) -> &[Spanned<Value>] {
        match self.get(key) {
            Some(Value::List(items)) => items,
            _ => &[],
        }
    }

    /// The groups of a list of groups.
    pub fn objects(&self, key: &str) -> impl Iterator<Item = &Self> {
        self.list(key).iter().filter_map(|item| match &item.value {
            Value::Object(fields) => Some(fields),
            _ => None,
        })
    }

    /// All fields, in the declared order.
    pub fn iter(&self) -> impl Iterator<Item = (&Arc<str>, &Spanned<Value>)> {
        self.0.iter().map(|(key, value)| (key, value))
    }
}
