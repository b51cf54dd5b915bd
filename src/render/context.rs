//! Pieces of template contexts. Built by hand: their shape is the theme's contract.

use jiff::civil::Date;
use serde::ser::{Serialize, SerializeStruct, Serializer};
use tera::Value;

use crate::kind::loose_date::LooseDate;
use crate::locale::{Lang, Text, dates};

/// A map for a template.
///
/// It is made by way of serde: what the engine makes of a map it copies key by key, and maps are half
/// of what a page costs before its template.
macro_rules! map {
    (@fields) => { () };
    (@fields $key:literal: $value:expr $(, $($rest:tt)*)?) => {
        ($key, $crate::render::context::Piece::ready($value), map!(@fields $($($rest)*)?))
    };
    ($($key:literal: $value:expr),* $(,)?) => {
        $crate::render::context::of_fields([$($key),*].len(), map!(@fields $($key: $value),*))
    };
}
pub(crate) use map;

/// The map that `map!` stands for.
pub(crate) fn of_fields<F: Fields>(count: usize, fields: F) -> Value {
    // Pieces can always be made values of.
    Value::try_from_serializable(&Map { count, fields }).unwrap_or_else(|_| Value::none())
}

struct Map<F> {
    count: usize,
    fields: F,
}

impl<F: Fields> Serialize for Map<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_struct("", self.count)?;
        self.fields.put(&mut map)?;
        map.end()
    }
}

/// Keys with their pieces, the first with all that follow it.
pub(crate) trait Fields {
    fn put<S: SerializeStruct>(&self, map: &mut S) -> Result<(), S::Error>;
}

impl Fields for () {
    fn put<S: SerializeStruct>(&self, _: &mut S) -> Result<(), S::Error> {
        Ok(())
    }
}

impl<T: Serialize, F: Fields> Fields for (&'static str, T, F) {
    fn put<S: SerializeStruct>(&self, map: &mut S) -> Result<(), S::Error> {
        map.serialize_field(self.0, &self.1)?;
        self.2.put(map)
    }
}

/// What can stand in a map.
pub(crate) trait Piece {
    type Ready: Serialize;

    /// The piece as the engine takes it without a copy.
    fn ready(self) -> Self::Ready;
}

/// Pieces that are taken as they are.
macro_rules! as_they_are {
    ($($piece:ty),*) => {
        $(impl Piece for $piece {
            type Ready = Self;

            fn ready(self) -> Self {
                self
            }
        })*
    };
}
as_they_are!(&str, String, &String, bool, u8, i32, i64, usize, Value);

impl<T: Into<Value>> Piece for Vec<T> {
    type Ready = Value;

    fn ready(self) -> Value {
        self.into()
    }
}

impl<T: Into<Value>> Piece for Option<T> {
    type Ready = Value;

    fn ready(self) -> Value {
        self.into()
    }
}

/// The same value, sharing nothing with it.
pub(crate) fn copied(value: &Value) -> Value {
    if let Some(map) = value.as_map() {
        let pairs = map.iter().map(|(key, value)| (key.clone(), copied(value)));
        return pairs.collect::<tera::Map>().into();
    }
    match (value.as_array(), value.as_str()) {
        (Some(items), _) => items.iter().map(copied).collect::<Vec<_>>().into(),
        (None, Some(words)) if value.is_safe() => safe(words),
        (None, Some(words)) => words.into(),
        (None, None) => value.clone(),
    }
}

/// HTML that is put in as it is.
pub(crate) fn safe(html: &str) -> Value {
    Value::safe_string(html)
}

/// Data for a script, in a block of its own: nothing in it can end the block.
pub(crate) fn data(json: &serde_json::Value) -> Value {
    safe(&json.to_string().replace('<', "\\u003c"))
}

/// A link inside the site. Links are the most of what templates get, so a link says only what there
/// is to say: `external`, `summary` and `note` are missing where they would be false or empty.
pub(crate) fn link(text: &str, path: &str) -> Value {
    map! { "text": text, "path": path }
}

/// A link with a few words about it.
pub(crate) fn link_with(text: &str, path: &str, summary: &str) -> Value {
    map! { "text": text, "path": path, "summary": summary }
}

/// A link with words after it.
pub(crate) fn link_noted(text: &str, path: &str, note: &str) -> Value {
    map! { "text": text, "path": path, "note": note }
}

/// A link to another site.
pub(crate) fn external(text: &str, address: &str) -> Value {
    map! { "text": text, "path": address, "external": true }
}

/// A day.
pub(crate) fn date(date: Date, lang: Lang) -> Value {
    map! { "iso": dates::iso(date), "text": dates::day(date, lang) }
}

/// A day, when there is one.
pub(crate) fn maybe_date(day: Option<Date>, lang: Lang) -> Value {
    day.map_or_else(Value::none, |day| date(day, lang))
}

/// A loose date: `iso` is empty when no machine form of it exists.
pub(crate) fn loose(loose: LooseDate, lang: Lang) -> Value {
    map! { "iso": iso(loose), "text": loose.words(lang), "kind": loose.form() }
}

/// The machine form of a loose date for `<time>`; empty when it has none.
pub(crate) fn iso(loose: LooseDate) -> String {
    match loose {
        LooseDate::Day(_) | LooseDate::Month(..) | LooseDate::Year(_) => loose.to_string(),
        _ => String::new(),
    }
}

/// An id with the words for it.
pub(crate) fn labelled(id: &str, label: &Text, lang: Lang) -> Value {
    map! { "id": id, "label": label.get(lang) }
}

/// The letters of an index, each told whether it has anything.
pub(crate) fn letters(present: &[char]) -> Value {
    let letter = |letter: char| {
        map! {
            "label": letter_label(letter),
            "id": letter_id(letter),
            "present": present.contains(&letter),
        }
    };
    let signs = present.contains(&'#').then_some('#');
    let all = signs.into_iter().chain(crate::locale::collate::LETTERS.chars());
    all.map(letter).collect::<Vec<_>>().into()
}

/// What readers see of a letter; signs and figures stand together.
pub(crate) fn letter_label(letter: char) -> String {
    if letter == '#' { "0–9".to_owned() } else { letter.to_string() }
}

/// The anchor of a letter: `_A`, `_Å`. No slug begins with `_`, so no entry can collide.
pub(crate) fn letter_id(letter: char) -> String {
    match letter {
        '#' => "_0".to_owned(),
        letter => format!("_{letter}"),
    }
}
