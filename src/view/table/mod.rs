//! A table as plain data: what a list shows, with the type of every cell, for spreadsheets and for
//! other programs.

pub(crate) mod csv;
mod entries;

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use crate::locale::Lang;
pub(crate) use entries::{Titles, of_kind};

/// A table to take along.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Table {
    /// What it is called.
    pub(crate) title: String,
    /// The language of its words and numbers.
    pub(crate) lang: Lang,
    pub(crate) columns: Vec<Column>,
    /// The rows, with a cell for each column.
    pub(crate) rows: Vec<Vec<Cell>>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    /// Its name for programs: never changes, whatever the language.
    pub(crate) key: String,
    /// Its heading.
    pub(crate) label: String,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    /// Nothing is stated.
    Empty,
    Text(String),
    Integer(i64),
    Number(f64),
    /// Swedish kronor.
    Money(i64),
    /// Per cent: 12.5 is 12,5 %.
    Percent(f64),
    Date(Date),
    Boolean(bool),
}

impl Column {
    /// A column by its name and heading.
    pub(crate) fn new(key: &str, label: &str) -> Self {
        Self { key: key.to_owned(), label: label.to_owned() }
    }
}

impl Cell {
    /// Words; nothing when there are none.
    pub(crate) fn text(words: impl Into<String>) -> Self {
        let words = words.into();
        if words.is_empty() { Self::Empty } else { Self::Text(words) }
    }

    /// A day, when there is one.
    pub(crate) fn date(day: Option<Date>) -> Self {
        day.map_or(Self::Empty, Self::Date)
    }

    /// The cell in words, as it stands in CSV.
    pub(crate) fn words(&self, lang: Lang) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(words) => words.clone(),
            Self::Integer(number) | Self::Money(number) => number.to_string(),
            Self::Number(number) | Self::Percent(number) => match lang {
                Lang::Sv => number.to_string().replace('.', ","),
                Lang::En => number.to_string(),
            },
            Self::Date(day) => day.to_string(),
            Self::Boolean(truth) => yes_or_no(*truth, lang).to_owned(),
        }
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Empty => serializer.serialize_unit(),
            Self::Text(words) => words.serialize(serializer),
            Self::Integer(number) | Self::Money(number) => number.serialize(serializer),
            Self::Number(number) | Self::Percent(number) => number.serialize(serializer),
            Self::Date(day) => serializer.collect_str(day),
            Self::Boolean(truth) => truth.serialize(serializer),
        }
    }
}

/// Yes or no in the language.
pub(crate) const fn yes_or_no(truth: bool, lang: Lang) -> &'static str {
    match (lang, truth) {
        (Lang::Sv, true) => "Ja",
        (Lang::Sv, false) => "Nej",
        (Lang::En, true) => "Yes",
        (Lang::En, false) => "No",
    }
}

impl Table {
    /// The rows as objects of JSON, by the names of their columns.
    pub(crate) fn objects(&self) -> impl Iterator<Item: Serialize> {
        self.rows.iter().map(|row| Object { columns: &self.columns, row })
    }
}

/// A row on its way to JSON.
struct Object<'a> {
    columns: &'a [Column],
    row: &'a [Cell],
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let cells = self.columns.iter().zip(self.row);
        serializer.collect_map(cells.map(|(column, cell)| (&column.key, cell)))
    }
}
