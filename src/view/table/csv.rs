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
    let cells: Vec<String> = row
        .iter()
        .map(|cell| {
            let cell = guarded(cell);
            if cell.contains([';', '"', '\n', '\r']) {
                format!("\"{}\"", cell.replace('"', "\"\""))
            } else {
                cell
            }
        })
        .collect();
    format!("{}\r\n", cells.join(";"))
}

/// A cell that no spreadsheet takes for a formula.
fn guarded(cell: &str) -> String {
    // A text that looks as if it had been guarded is guarded too, so that it comes back whole.
    let formula = cell.trim_start_matches('\'').starts_with(FORMULA);
    let is_number = || cell.replace(',', ".").parse::<f64>().is_ok_and(f64::is_finite);
    if formula && !is_number() { format!("'{cell}") } else { cell.to_owned() }
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
        fn no_cell_begins_a_formula_and_every_cell_comes_back(cell in "['=+@＝\\-\\t\\n0-9,.a]{0,6}") {
            let guarded = guarded(&cell);
            let number = guarded.replace(',', ".").parse::<f64>().is_ok();
            prop_assert!(!guarded.starts_with(FORMULA) || number, "{guarded:?}");
            prop_assert_eq!(unguarded(&guarded), cell);
        }
    }
}
