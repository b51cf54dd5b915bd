//! The requirement library as a document: area by area, with a place to answer each requirement.

use super::File;
use super::about::About;
use super::document::{Block, Document, Inline, Style, Table as Grid, words};
use super::templates::written;
use crate::parse::blank::Blank;
use crate::render::Renderer;
use crate::render::pages::specification::{Variant, base, table};
use crate::view::destination::Derived;
use crate::view::table::{Cell, Table};

/// The columns of the document, before the one to answer in. The first tells the requirement.
const COLUMNS: [&str; 4] = ["text", "level", "applies_when", "verification"];

pub(super) fn files<'a>(renderer: &'a Renderer<'a>) -> Vec<File<'a>> {
    if !renderer.has(Derived::Specification) {
        return Vec::new();
    }
    let document = |variant| {
        written(renderer, &base(variant), move || {
            specification(renderer, &table(renderer, variant))
        })
    };
    [Variant::Whole, Variant::Light].into_iter().flat_map(document).collect()
}

fn specification(renderer: &Renderer<'_>, table: &Table) -> Document {
    let about = About::new(renderer);
    let mut document = Document {
        title: table.title.clone(),
        subject: renderer.t().get("export_requirements_lead").to_owned(),
        foot: format!("{} {}", about.handbook, about.date),
        ..Document::default()
    };
    let mut area = String::new();
    for row in &table.rows {
        let cell = |key: &str| cell(table, row, key);
        if cell("type") != area {
            area = cell("type");
            document.blocks.push(Block::Heading(1, words(&area)));
            let head = head(table, renderer.t().get("export_answer"));
            document.blocks.push(Block::Table(Grid { head, rows: Vec::new() }));
        }
        let bold = Style { bold: true, ..Style::default() };
        let [text, others @ ..] = COLUMNS;
        let mut cells = vec![vec![
            Inline::Text(cell("title"), bold),
            Inline::Break,
            Inline::Text(cell(text), Style::default()),
        ]];
        cells.extend(others.map(|key| words(&cell(key))));
        cells.push(vec![Inline::Blank(Blank::Words(String::new()))]);
        if let Some(Block::Table(grid)) = document.blocks.last_mut() {
            grid.rows.push(cells);
        }
    }
    document
}

fn head(table: &Table, answer: &str) -> Vec<Vec<Inline>> {
    let label = |key: &str| table.columns.iter().find(|column| column.key == key);
    let labels = COLUMNS.iter().filter_map(|key| label(key)).map(|column| &*column.label);
    labels.chain([answer]).map(words).collect()
}

fn cell(table: &Table, row: &[Cell], key: &str) -> String {
    let at = table.columns.iter().position(|column| column.key == key);
    at.and_then(|at| row.get(at)).map_or_else(String::new, |cell| cell.words(table.lang))
}
