//! Texts as documents: what a text holds, whatever the format that it is written in.

mod blank;
pub(super) mod docx;
pub(super) mod markdown;
mod read;

pub(super) use read::of_prose;

use crate::parse::blank::Blank;

/// A document.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub(super) title: String,
    /// What it is for, in a sentence.
    pub(super) subject: String,
    /// What stands at the foot of every page: version and where it comes from.
    pub(super) foot: String,
    pub(super) blocks: Vec<Block>,
    /// The footnotes, in the order of their numbers.
    pub(super) notes: Vec<Vec<Block>>,
}

/// A part that stands on lines of its own.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Block {
    /// From 1; the title of the document stands above all of them.
    Heading(u8, Vec<Inline>),
    Paragraph(Vec<Inline>),
    /// The first number of an ordered list, and the items.
    List(Option<u64>, Vec<Vec<Block>>),
    Table(Table),
    /// An alert with its title, or a quotation without.
    Note(Option<String>, Vec<Block>),
    /// Lines that keep their spaces.
    Code(String),
    Rule,
}

/// A table: a heading and rows of cells.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Table {
    pub(super) head: Vec<Vec<Inline>>,
    pub(super) rows: Vec<Vec<Vec<Inline>>>,
}

/// A part of a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Inline {
    Text(String, Style),
    /// A link to another site, with its words.
    Link(String, Vec<Inline>),
    /// A place to fill in.
    Blank(Blank),
    /// A box to tick, and whether it is.
    Box(bool),
    Break,
    /// The number of a footnote, from 1.
    Mark(usize),
}

/// How words are set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is set on its own")]
pub(super) struct Style {
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) struck: bool,
    pub(super) code: bool,
}

/// Words without emphasis.
pub(super) fn words(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned(), Style::default())]
}
