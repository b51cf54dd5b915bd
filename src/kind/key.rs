//! Typed keys: the only way in which Rust names a field that it computes with.
//!
//! A test proves every key against the declarations.

use std::marker::PhantomData;

use jiff::civil::Date;

use super::condition::Condition;
use super::entry::Entry;
use super::loose_date::LooseDate;
use super::value::{Fields, Prose, Spanned, Value};
use crate::parse::reference::Reference;

/// A field of a kind, and the type that Rust reads it as.
#[derive(Debug)]
pub(crate) struct Key<T: ?Sized> {
    /// The kind.
    pub kind: &'static str,
    /// The field, or `field.inner` for a field inside a group.
    pub field: &'static str,
    ty: PhantomData<fn() -> Box<T>>,
}

impl<T: ?Sized + Read> Key<T> {
    /// Names a field.
    pub(crate) const fn new(kind: &'static str, field: &'static str) -> Self {
        Self { kind, field, ty: PhantomData }
    }

    /// The entry's value, when it has one of that type.
    pub(crate) fn of<'a>(&self, entry: &'a Entry) -> Option<T::Out<'a>> {
        self.within(&entry.fields)
    }

    /// The value in a group of fields; only the last part of the name counts there.
    pub(crate) fn within<'a>(&self, fields: &'a Fields) -> Option<T::Out<'a>> {
        let name = self.field.rsplit_once('.').map_or(self.field, |(_, last)| last);
        T::read(fields.get(name)?)
    }
}

/// A type that a value can be read as.
pub(crate) trait Read {
    /// What comes out, borrowed from the entry where that is cheaper.
    type Out<'a>;
    /// The names of the field types (as in declarations) that fit.
    #[cfg(test)]
    const TYPES: &'static [&'static str];
    /// Whether the field is a list.
    #[cfg(test)]
    const LIST: bool = false;
    /// Reads the value.
    fn read(value: &Value) -> Option<Self::Out<'_>>;
}

macro_rules! read {
    ($($ty:ty => $out:ty, [$($name:literal),+], $pattern:pat => $value:expr;)+) => {$(
        impl Read for $ty {
            type Out<'a> = $out;
            #[cfg(test)]
            const TYPES: &'static [&'static str] = &[$($name),+];
            fn read(value: &Value) -> Option<Self::Out<'_>> {
                match value {
                    $pattern => Some($value),
                    _ => None,
                }
            }
        }
    )+};
}

read! {
    str => &'a str, ["text", "enum", "slug", "url", "email", "file", "local"],
        Value::Text(text) | Value::Enum(text) => text;
    // The item of a list of words, which must have a size.
    String => &'a str, ["text", "enum", "slug", "url", "email", "file", "local"],
        Value::Text(text) | Value::Enum(text) => text;
    i64 => i64, ["integer", "money"], Value::Integer(number) => *number;
    f64 => f64, ["number", "percent"], Value::Number(number) => *number;
    bool => bool, ["boolean"], Value::Boolean(truth) => *truth;
    Date => Date, ["date"], Value::Date(date) => *date;
    LooseDate => LooseDate, ["loose-date"], Value::LooseDate(date) => *date;
    Reference => &'a Reference, ["ref"], Value::Reference(reference) => reference;
    Prose => &'a Prose, ["markdown"], Value::Markdown(prose) => prose;
    Fields => &'a Fields, ["object"], Value::Object(fields) => fields;
    Condition => &'a Condition, ["condition"], Value::Condition(condition) => condition;
}

impl<T: Read> Read for [T] {
    type Out<'a> = &'a [Spanned<Value>];
    #[cfg(test)]
    const TYPES: &'static [&'static str] = T::TYPES;
    #[cfg(test)]
    const LIST: bool = true;
    fn read(value: &Value) -> Option<Self::Out<'_>> {
        match value {
            Value::List(items) => Some(items),
            _ => None,
        }
    }
}
