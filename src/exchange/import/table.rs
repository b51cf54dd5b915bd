//! A spreadsheet as rows of texts, read from CSV or XLSX.

pub use super::xlsx::xlsx;
use crate::locale::Text;

/// The most cells that a table may have, empty ones counted.
pub(super) const MAX_CELLS: usize = 2_000_000;

/// Why a spreadsheet is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The bytes are no workbook.
    NoWorkbook,
    /// The workbook unfolds to more than is read.
    TooLarge,
    /// The table has more cells than are read.
    TooManyCells,
}

impl Refusal {
    /// What is wrong with `file`, and what to do about it.
    pub fn text(self, file: &str) -> Text {
        match self {
            Self::NoWorkbook => Text::new(
                format!(
                    "{file} är ingen arbetsbok i XLSX; spara den som ”CSV UTF-8” och försök igen"
                ),
                format!("{file} is no XLSX workbook; save it as “CSV UTF-8” and try again"),
            ),
            Self::TooLarge => Text::new(
                format!(
                    "{file} är större än den ser ut; spara bladet som ”CSV UTF-8” och försök igen"
                ),
                format!(
                    "{file} is larger than it looks; save the sheet as “CSV UTF-8” and try again"
                ),
            ),
            Self::TooManyCells => Text::new(
                format!(
                    "{file} har fler än {MAX_CELLS} celler; ta bort tomma kolumner eller dela upp den"
                ),
                format!("{file} has more than {MAX_CELLS} cells; remove empty columns or split it"),
            ),
        }
    }
}

/// A table with a heading for each column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The headings.
    pub header: Vec<String>,
    /// The rows with their numbers, as a spreadsheet counts them: the heading is row 1.
    pub rows: Vec<(usize, Vec<String>)>,
}

impl Table {
    /// The first row is the heading; empty rows are left out but counted.
    pub fn new(rows: impl IntoIterator<Item = Vec<String>>) -> Self {
        Self::numbered((1..).zip(rows))
    }

    /// The same from rows that know their numbers.
    pub(super) fn numbered(rows: impl IntoIterator<Item = (usize, Vec<String>)>) -> Self {
        let mut rows = rows.into_iter();
        let tidy = |row: Vec<String>| row.iter().map(|cell| cell.trim().to_owned()).collect();
        let header: Vec<String> = rows.next().map(|(_, row)| tidy(row)).unwrap_or_default();
        let filled =
            |(_, row): &(usize, Vec<String>)| row.iter().any(|cell| !cell.trim().is_empty());
        Self { header, rows: rows.filter(filled).collect() }
    }
}

/// Reads CSV with `;`, `,` or tabs between, whichever the heading has most of.
pub fn csv(text: &str) -> Result<Table, Refusal> {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let count = |sign: &char| first.matches(*sign).count();
    // Of equals the last counts: a heading without any is a single column.
    let separator = [',', '\t', ';'].into_iter().max_by_key(count).unwrap_or(';');
    let mut rows = Vec::new();
    let mut count = 0;
    let (mut row, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '"' if quoted && signs.peek() == Some(&'"') => {
                signs.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            '\r' if !quoted && signs.peek() == Some(&'\n') => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
                count += 1;
            }
            sign if sign == separator && !quoted => {
                row.push(std::mem::take(&mut cell));
                count += 1;
            }
            sign => cell.push(sign),
        }
        if count > MAX_CELLS {
            return Err(Refusal::TooManyCells);
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    Ok(Table::new(rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_quotes_and_byte_order_marks_are_understood() {
        let rows =
            |text| csv(text).unwrap().rows.into_iter().map(|(_, row)| row).collect::<Vec<_>>();
        assert_eq!(rows("\u{feff}a;b\r\n1,5;2\r\n"), [["1,5", "2"]]);
        assert_eq!(rows("a,b\n\"x, \"\"y\"\"\n z\",2"), [["x, \"y\"\n z", "2"]]);
        assert_eq!(rows("a\tb\n1\t\n"), [["1", ""]]);
        assert_eq!(rows("a\n1\n"), [["1"]]);
        assert_eq!(csv(""), Ok(Table::default()));
    }

    #[test]
    fn a_workbook_is_read_as_its_program_would_write_it_as_csv() {
        let table = xlsx(include_bytes!("../../../tests/fixtures/import/system.xlsx")).unwrap();
        assert_eq!(table.header[..2], ["Namn", "Kallas också"]);
        let numbers: Vec<_> = table.rows.iter().map(|(row, _)| *row).collect();
        assert_eq!(numbers, [2, 4]);
        assert_eq!(table.rows[0].1[3..6], ["okänt", "2026-11-02", "12"]);
        assert_eq!(table.rows[1].1[4..6], ["2026-03-31", "6.5"]);
        assert_eq!(xlsx(b"PK\x03\x04 nej"), Err(Refusal::NoWorkbook));
    }

    #[test]
    fn rows_are_counted_as_in_the_spreadsheet() {
        let numbers: Vec<_> =
            csv("a;b\n1;\n;\n2;\n").unwrap().rows.iter().map(|(row, _)| *row).collect();
        assert_eq!(numbers, [2, 4]);
    }
}
