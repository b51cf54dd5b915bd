//! A spreadsheet as rows of texts, read from CSV or XLSX.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

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
        let mut rows = rows.into_iter();
        let tidy = |row: Vec<String>| row.iter().map(|cell| cell.trim().to_owned()).collect();
        let header: Vec<String> = rows.next().map(tidy).unwrap_or_default();
        let filled =
            |(_, row): &(usize, Vec<String>)| row.iter().any(|cell| !cell.trim().is_empty());
        let rows = rows.enumerate().map(|(at, row)| (at + 2, row)).filter(filled).collect();
        Self { header, rows }
    }
}

/// Reads CSV with `;`, `,` or tabs between, whichever the heading has most of.
pub fn csv(text: &str) -> Table {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let count = |sign: &char| first.matches(*sign).count();
    // Of equals the last counts: a heading without any is a single column.
    let separator = [',', '\t', ';'].into_iter().max_by_key(count).unwrap_or(';');
    let mut rows = Vec::new();
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
            }
            sign if sign == separator && !quoted => row.push(std::mem::take(&mut cell)),
            sign => cell.push(sign),
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    Table::new(rows)
}

/// Reads the first sheet of an XLSX workbook; `None` when the bytes are none.
pub fn xlsx(bytes: &[u8]) -> Option<Table> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).ok()?;
    let sheet = workbook.worksheet_range_at(0)?.ok()?;
    // The range begins at the first filled cell; rows are counted from the top of the sheet.
    let above = sheet.start().map_or(0, |(row, _)| row as usize);
    let rows = sheet.rows().map(|row| row.iter().map(words).collect());
    let mut table = Table::new(rows);
    for (number, _) in &mut table.rows {
        *number += above;
    }
    Some(table)
}

/// A cell as it would stand in CSV.
fn words(cell: &Data) -> String {
    match cell {
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(truth) => truth.to_string(),
        Data::DateTime(time) => {
            let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            match (hour, minute, second) {
                (0, 0, 0) => date,
                _ => format!("{date} {hour:02}:{minute:02}:{second:02}"),
            }
        }
        Data::Error(error) => error.to_string(),
        Data::Empty => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_quotes_and_byte_order_marks_are_understood() {
        let rows = |text| csv(text).rows.into_iter().map(|(_, row)| row).collect::<Vec<_>>();
        assert_eq!(rows("\u{feff}a;b\r\n1,5;2\r\n"), [["1,5", "2"]]);
        assert_eq!(rows("a,b\n\"x, \"\"y\"\"\n z\",2"), [["x, \"y\"\n z", "2"]]);
        assert_eq!(rows("a\tb\n1\t\n"), [["1", ""]]);
        assert_eq!(rows("a\n1\n"), [["1"]]);
        assert_eq!(csv(""), Table::default());
    }

    #[test]
    fn a_workbook_is_read_as_its_program_would_write_it_as_csv() {
        let table = xlsx(include_bytes!("../../../tests/fixtures/import/system.xlsx")).unwrap();
        assert_eq!(table.header[..2], ["Namn", "Kallas också"]);
        let numbers: Vec<_> = table.rows.iter().map(|(row, _)| *row).collect();
        assert_eq!(numbers, [2, 4]);
        assert_eq!(table.rows[0].1[3..6], ["okänt", "2026-11-02", "12"]);
        assert_eq!(table.rows[1].1[4..6], ["2026-03-31", "6.5"]);
        assert_eq!(xlsx(b"PK\x03\x04 nej"), None);
    }

    #[test]
    fn rows_are_counted_as_in_the_spreadsheet() {
        let numbers: Vec<_> = csv("a;b\n1;\n;\n2;\n").rows.iter().map(|(row, _)| *row).collect();
        assert_eq!(numbers, [2, 4]);
    }
}
