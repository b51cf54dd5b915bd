//! The first sheet of an XLSX workbook, read cell by cell within limits.
//!
//! A workbook comes from anywhere. A few kilobytes of it can unfold to gigabytes, claim a billion
//! strings, or hold two cells that lie a million rows apart; each would be refused memory only after
//! it was asked for, which ends the program.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::sync::LazyLock;

use calamine::{DataRef, Reader, Xlsx};
use regex::bytes::Regex;
use zip::ZipArchive;

use super::table::{MAX_CELLS, Refusal, Table};

/// The most that the parts of a workbook may unfold to together, in bytes.
const MAX_UNFOLDED: u64 = 64 * 1024 * 1024;
/// The most parts of a workbook.
const MAX_PARTS: usize = 10_000;

/// Reads the first sheet.
pub fn xlsx(bytes: &[u8]) -> Result<Table, Refusal> {
    weigh(bytes)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| Refusal::NoWorkbook)?;
    let name = workbook.sheet_names().first().cloned().ok_or(Refusal::NoWorkbook)?;
    let mut cells = workbook.worksheet_cells_reader(&name).map_err(|_| Refusal::NoWorkbook)?;
    let mut rows: BTreeMap<u32, Vec<(u32, String)>> = BTreeMap::new();
    let mut count = 0;
    while let Some(cell) = cells.next_cell().map_err(|_| Refusal::NoWorkbook)? {
        let (row, column) = cell.get_position();
        if !matches!(cell.get_value(), DataRef::Empty) {
            rows.entry(row).or_default().push((column, words(cell.get_value())));
            count += 1;
        }
        if count > MAX_CELLS {
            return Err(Refusal::TooManyCells);
        }
    }
    table(rows)
}

/// The filled part of a sheet as a table: the first filled row is the heading.
fn table(rows: BTreeMap<u32, Vec<(u32, String)>>) -> Result<Table, Refusal> {
    let columns = rows.values().flatten().map(|(column, _)| *column);
    let Some(first) = columns.clone().min() else { return Ok(Table::default()) };
    let width = (columns.max().unwrap_or(first) - first) as usize + 1;
    if width.saturating_mul(rows.len()) > MAX_CELLS {
        return Err(Refusal::TooManyCells);
    }
    let rows = rows.into_iter().map(|(row, cells)| {
        let mut line = vec![String::new(); width];
        for (column, words) in cells {
            if let Some(place) = line.get_mut((column - first) as usize) {
                *place = words;
            }
        }
        (row as usize + 1, line)
    });
    Ok(Table::numbered(rows))
}

/// Refuses a workbook that is more than it looks, without keeping what it unfolds to.
fn weigh(bytes: &[u8]) -> Result<(), Refusal> {
    let mut parts = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::NoWorkbook)?;
    if parts.len() > MAX_PARTS {
        return Err(Refusal::TooLarge);
    }
    let mut left = MAX_UNFOLDED;
    for at in 0..parts.len() {
        let part = parts.by_index(at).map_err(|_| Refusal::NoWorkbook)?;
        let mut text = Vec::new();
        // What the archive says of sizes is a claim; only reading tells.
        let read = part.take(left + 1).read_to_end(&mut text);
        read.map_err(|_| Refusal::NoWorkbook)?;
        left = left.checked_sub(text.len() as u64).ok_or(Refusal::TooLarge)?;
        if claims_more(&text) {
            return Err(Refusal::TooLarge);
        }
    }
    Ok(())
}

/// Where a part says how many strings it holds.
static CLAIM: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"(?-u)uniqueCount\s*=\s*["']\s*\+?(\d+)"#).ok());

/// Whether a part says that it holds more strings than it has room for: memory is taken for as
/// many as it says.
fn claims_more(text: &[u8]) -> bool {
    CLAIM.iter().flat_map(|claim| claim.captures_iter(text)).any(|claim| {
        let figures = claim.get(1).map(|figures| String::from_utf8_lossy(figures.as_bytes()));
        let count = figures.and_then(|figures| figures.parse::<usize>().ok());
        count.is_none_or(|count| count > text.len())
    })
}

/// A cell as it would stand in CSV.
fn words(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(time) => {
            let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            match (hour, minute, second) {
                (0, 0, 0) => date,
                _ => format!("{date} {hour:02}:{minute:02}:{second:02}"),
            }
        }
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}
