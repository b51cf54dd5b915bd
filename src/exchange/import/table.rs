//! A spreadsheet as rows of texts, read from CSV.

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
    fn rows_are_counted_as_in_the_spreadsheet() {
        let numbers: Vec<_> = csv("a;b\n1;\n;\n2;\n").rows.iter().map(|(row, _)| *row).collect();
        assert_eq!(numbers, [2, 4]);
    }
}
