//! Tables as CSV: `;` between, line ends and byte order mark as Swedish spreadsheets expect them.

use super::Table;

/// What a spreadsheet may take for the beginning of a formula, also in its wide form. A cell that
/// begins so gets an apostrophe before it, which `lathund import` takes away again.
pub(crate) const FORMULA: [char; 11] =
    ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'];

/// Says in which encoding the file is; without it Excel takes å for two signs.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// A table as a file.
pub(crate) fn text(table: &Table) -> String {
    let mut out = String::from(BYTE_ORDER_MARK);
    let header: Vec<String> = table.columns.iter().map(|column| column.label.clone()).collect();
    out.push_str(&line(&header));
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(|cell| cell.words(table.lang)).collect();
        out.push_str(&line(&cells));
    }
    out
}

/// One line.
pub(crate) fn line(row: &[String]) -> String {
    let mut out = String::with_capacity(row.iter().map(|cell| cell.len() + 4).sum());
    for (at, cell) in row.iter().enumerate() {
        if at > 0 {
            out.push(';');
        }
        write(&mut out, cell);
    }
    out.push_str("\r\n");
    out
}

/// A cell that no spreadsheet takes for a formula, in quotes where it needs them.
fn write(out: &mut String, cell: &str) {
    let bytes = cell.as_bytes();
    let quotes = memchr::memchr3(b';', b'"', b'\n', bytes).is_some();
    let quotes = quotes || memchr::memchr(b'\r', bytes).is_some();
    if quotes {
        out.push('"');
    }
    if needs_guard(cell) {
        out.push('\'');
    }
    let mut done = 0;
    for at in memchr::memchr_iter(b'"', bytes) {
        out.push_str(&cell[done..=at]);
        done = at;
    }
    out.push_str(&cell[done..]);
    if quotes {
        out.push('"');
    }
}

/// Whether a spreadsheet would take a cell for a formula. A text that looks as if it had been guarded
/// is guarded too, so that it comes back whole.
fn needs_guard(cell: &str) -> bool {
    let is_number = || cell.replace(',', ".").parse::<f64>().is_ok_and(f64::is_finite);
    cell.trim_start_matches('\'').starts_with(FORMULA) && !is_number()
}

/// A cell without the guard.
pub(crate) fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(FORMULA) => rest,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::locale::Lang;
    use crate::view::table::{Cell, Column};

    #[test]
    fn a_table_opens_in_a_swedish_spreadsheet() {
        let table = Table {
            title: "Avtal".to_owned(),
            lang: Lang::Sv,
            columns: vec![Column::new("title", "Namn"), Column::new("end", "Slutar; senast")],
            rows: vec![
                vec![Cell::Text("Växel \"ny\"".to_owned()), Cell::Date(date(2026, 1, 31))],
                vec![Cell::Number(-1.5), Cell::Boolean(true)],
                vec![Cell::Text("=1+1".to_owned()), Cell::Empty],
            ],
        };
        assert_eq!(
            text(&table),
            "\u{feff}Namn;\"Slutar; senast\"\r\n\"Växel \"\"ny\"\"\";2026-01-31\r\n-1,5;Ja\r\n'=1+1;\r\n"
        );
    }

    proptest! {
        #[test]
        fn no_cell_begins_a_formula_and_every_cell_comes_back(cell in "['=+@＝;\"\\-\\t\\n0-9,.a]{0,6}") {
            let line = line(std::slice::from_ref(&cell));
            let mut reader = csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(line.as_bytes());
            // A reader passes over lines of nothing.
            let guarded = reader.records().next().map_or_else(String::new, |row| row.unwrap()[0].to_owned());
            let number = guarded.replace(',', ".").parse::<f64>().is_ok();
            prop_assert!(!guarded.starts_with(FORMULA) || number, "{guarded:?}");
            prop_assert_eq!(unguarded(&guarded), cell);
        }
    }
}
