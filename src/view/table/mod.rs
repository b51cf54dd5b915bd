//! A table as plain data: what a list shows, with the type of every cell, for spreadsheets and for
//! other programs.

pub(crate) mod csv;
mod entries;

use jiff::civil::Date;
use serde_json::{Map, Value as Json, json};

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

    /// The cell as JSON.
    fn json(&self) -> Json {
        match self {
            Self::Empty => Json::Null,
            Self::Text(words) => json!(words),
            Self::Integer(number) | Self::Money(number) => json!(number),
            Self::Number(number) | Self::Percent(number) => json!(number),
            Self::Date(day) => json!(day.to_string()),
            Self::Boolean(truth) => json!(truth),
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
    /// The rows as JSON objects, by the names of their columns.
    pub(crate) fn json(&self) -> Json {
        let object = |row: &Vec<Cell>| {
            let cells = self.columns.iter().zip(row);
            cells.map(|(column, cell)| (column.key.clone(), cell.json())).collect::<Map<_, _>>()
        };
        self.rows.iter().map(object).collect()
    }
}
