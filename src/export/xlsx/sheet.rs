//! Sheets of a workbook.

use std::borrow::Cow;

use jiff::civil::{Date, date};

use super::super::xml::escaped;
use crate::view::table::{Cell, Table};

/// The formats of cells: their places in the styles of the workbook.
#[derive(Debug, Clone, Copy)]
enum Style {
    Heading = 1,
    Plain = 2,
    Wrapped = 3,
    Date = 4,
    Money = 5,
    Percent = 6,
    Bold = 7,
}

/// What a cell can hold, in the units of UTF-16 that spreadsheets count.
const CELL: usize = 32_767;
/// Columns are at most so wide, in signs; longer texts go on the next line.
const WIDEST: usize = 60;
/// Texts above this length stay on one line: a row with one of them would fill the screen.
const WRAPPED: usize = 400;

const BEGINNING: &str =
    r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#;

/// The table itself.
pub(super) fn table(table: &Table) -> String {
    let mut rows = String::from("<row r=\"1\">");
    for (at, column) in table.columns.iter().enumerate() {
        text(&mut rows, &place(at, 1), Style::Heading, &column.label);
    }
    rows.push_str("</row>");
    for (index, row) in table.rows.iter().enumerate() {
        let number = index + 2;
        rows.push_str(&format!("<row r=\"{number}\">"));
        for (at, value) in row.iter().enumerate() {
            cell(&mut rows, &place(at, number), value, table);
        }
        rows.push_str("</row>");
    }
    let (width, height) = (table.columns.len(), table.rows.len() + 1);
    format!(
        r#"{BEGINNING}<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="{area}"/><sheetViews><sheetView workbookViewId="0" tabSelected="1"><pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>{}</cols><sheetData>{rows}</sheetData><autoFilter ref="{area}"/><pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/><headerFooter><oddFooter>&amp;L{}&amp;R&amp;P (&amp;N)</oddFooter></headerFooter></worksheet>"#,
        widths(table),
        escaped(&table.title.replace('&', "&&")),
        area = area(width, height, false),
    )
}

/// A sheet of facts: what, and its value.
pub(super) fn facts(facts: &[(String, Cell)]) -> String {
    let mut rows = String::new();
    for (index, (label, value)) in facts.iter().enumerate() {
        let number = index + 1;
        rows.push_str(&format!("<row r=\"{number}\">"));
        text(&mut rows, &place(0, number), Style::Bold, label);
        match value {
            Cell::Date(day) => number_cell(&mut rows, &place(1, number), Style::Date, serial(*day)),
            Cell::Integer(n) => number_cell(&mut rows, &place(1, number), Style::Plain, n),
            Cell::Text(words) => text(&mut rows, &place(1, number), Style::Plain, words),
            _ => {}
        }
        rows.push_str("</row>");
    }
    format!(
        r#"{BEGINNING}<dimension ref="{}"/><sheetViews><sheetView workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="1" width="24" customWidth="1"/><col min="2" max="2" width="70" customWidth="1"/></cols><sheetData>{rows}</sheetData></worksheet>"#,
        area(2, facts.len(), false),
    )
}

fn cell(out: &mut String, place: &str, value: &Cell, table: &Table) {
    match value {
        Cell::Empty => {}
        Cell::Text(words) if words.chars().count() > WIDEST && words.len() < WRAPPED => {
            text(out, place, Style::Wrapped, words);
        }
        Cell::Integer(number) => number_cell(out, place, Style::Plain, number),
        Cell::Number(number) => number_cell(out, place, Style::Plain, number),
        Cell::Money(number) => number_cell(out, place, Style::Money, number),
        Cell::Percent(number) => number_cell(out, place, Style::Percent, number),
        // Spreadsheets begin their count at the end of February 1900.
        Cell::Date(day) if *day >= date(1900, 3, 1) => {
            number_cell(out, place, Style::Date, serial(*day));
        }
        value => text(out, place, Style::Plain, &value.words(table.lang)),
    }
}

fn number_cell(out: &mut String, place: &str, style: Style, number: impl std::fmt::Display) {
    out.push_str(&format!("<c r=\"{place}\" s=\"{}\"><v>{number}</v></c>", style as u8));
}

fn text(out: &mut String, place: &str, style: Style, words: &str) {
    let style = (style as u8).to_string();
    out.extend(["<c r=\"", place, "\" s=\"", &style, "\" t=\"inlineStr\"><is>"]);
    let words = fitting(words);
    out.extend(["<t xml:space=\"preserve\">", &*escaped(&words), "</t></is></c>"]);
}

/// As much of a text as a cell can hold.
fn fitting(words: &str) -> Cow<'_, str> {
    if words.len() <= CELL || words.encode_utf16().count() <= CELL {
        return words.into();
    }
    let mut units = 0;
    let fits = |sign: &char| {
        units += sign.len_utf16();
        units < CELL
    };
    words.chars().take_while(fits).chain(std::iter::once('…')).collect::<String>().into()
}

/// The number that a spreadsheet has for a day.
fn serial(day: Date) -> i32 {
    (day - date(1899, 12, 30)).get_days()
}

/// As wide as the words in it, within reason.
fn widths(table: &Table) -> String {
    let longest = |words: &str| words.lines().map(|line| line.chars().count()).max().unwrap_or(0);
    let column = |at: usize, label: &str| {
        let cells = table.rows.iter().filter_map(|row| row.get(at));
        let widest = cells.map(|cell| longest(&cell.words(table.lang))).max().unwrap_or(0);
        let width = widest.max(longest(label).min(24)).clamp(6, WIDEST) + 3;
        let number = at + 1;
        format!("<col min=\"{number}\" max=\"{number}\" width=\"{width}\" customWidth=\"1\"/>")
    };
    table.columns.iter().enumerate().map(|(at, found)| column(at, &found.label)).collect()
}

/// The cells from the first to the last: `A1:C9`, or `$A$1:$C$9`.
pub(super) fn area(width: usize, height: usize, fixed: bool) -> String {
    let (last, sign) = (letters(width.max(1) - 1), if fixed { "$" } else { "" });
    format!("{sign}A{sign}1:{sign}{last}{sign}{}", height.max(1))
}

fn place(column: usize, row: usize) -> String {
    letters(column) + &row.to_string()
}

/// The name of a column: A to Z, AA, AB.
fn letters(column: usize) -> String {
    let letter = char::from(b'A' + (column % 26) as u8);
    match column / 26 {
        0 => letter.to_string(),
        more => format!("{}{letter}", letters(more - 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_in_spreadsheets() {
        assert_eq!(
            [0, 25, 26, 51, 52, 701, 702].map(letters),
            ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
        );
        assert_eq!(area(3, 9, true), "$A$1:$C$9");
    }

    #[test]
    fn a_text_that_no_cell_holds_is_cut() {
        let long = "𝄞".repeat(CELL);
        let cut = fitting(&long);
        assert!(cut.ends_with('…') && cut.encode_utf16().count() <= CELL);
        assert_eq!(fitting("kort"), "kort");
    }

    #[test]
    fn days_are_counted_as_spreadsheets_do() {
        assert_eq!(serial(date(1900, 3, 1)), 61);
        assert_eq!(serial(date(2026, 11, 21)), 46347);
    }
}
