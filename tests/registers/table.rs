//! The source tables, the entries that carry their rows, and the differences between them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Mutex, PoisonError};

use serde_json::Value;

use crate::reader;

/// One row of a source table.
pub(super) struct Row {
    file: &'static str,
    number: usize,
    cells: BTreeMap<String, String>,
}

impl Row {
    /// The cell in a column that the table has.
    pub(super) fn get(&self, column: &str) -> &str {
        let cell = self.cells.get(column);
        cell.unwrap_or_else(|| panic!("{} has no column `{column}`", self.file))
    }
}

impl fmt::Display for Row {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} row {} {:?}", self.file, self.number, self.cells)
    }
}

/// The rows of a table, which must have that many.
pub(super) fn rows(file: &'static str, count: usize) -> Vec<Row> {
    let path = reader::root().join("tests/fixtures/domain").join(file);
    let mut table = csv::Reader::from_path(&path).unwrap();
    let columns = table.headers().unwrap().clone();
    let row = |(index, record): (usize, Result<csv::StringRecord, csv::Error>)| {
        let record = record.unwrap();
        let cells =
            columns.iter().zip(&record).map(|(key, cell)| (key.to_owned(), cell.to_owned()));
        Row { file, number: index + 1, cells: cells.collect() }
    };
    let rows: Vec<Row> = table.records().enumerate().map(row).collect();
    assert_eq!(rows.len(), count, "rows in {file}");
    rows
}

/// Entries of a kind by id, as `lathund list` gives them.
pub(super) type Register = BTreeMap<String, Value>;

/// The register of a kind, which may not be empty.
pub(super) fn register(kind: &str) -> &'static Register {
    static KNOWN: Mutex<BTreeMap<String, &'static Register>> = Mutex::new(BTreeMap::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    known.entry(kind.to_owned()).or_insert_with(|| {
        let entries = reader::list(kind).into_iter();
        let register: Register =
            entries.map(|entry| (text(&entry, "id").to_owned(), entry)).collect();
        assert!(!register.is_empty(), "no entry of the kind {kind}");
        Box::leak(Box::new(register))
    })
}

/// The entry that a reference such as `contract:gs-it` leads to.
pub(super) fn entry(reference: &str) -> &'static Value {
    let (kind, id) = reference.split_once(':').unwrap();
    register(kind).get(id).unwrap_or_else(|| panic!("no entry {reference}"))
}

/// A row with the entry that carries it.
pub(super) struct Pair {
    pub(super) row: Row,
    /// The row of the map that says so.
    pub(super) map: Row,
    pub(super) entry: &'static Value,
}

/// The rows of a table with their entries, by a map whose columns `row` and `name` repeat the
/// number and the `key` of each row. No two rows may end in one entry.
pub(super) fn pairs(
    (file, count): (&'static str, usize),
    key: &str,
    map: &'static str,
    kind: &str,
) -> Vec<Pair> {
    let mut ids = BTreeSet::new();
    let mut pairs = Vec::new();
    for (row, map) in rows(file, count).into_iter().zip(rows(map, count)) {
        assert_eq!(map.get("row"), row.number.to_string(), "{map} beside {row}");
        assert_eq!(map.get("name"), row.get(key), "{map} beside {row}");
        let id = map.get("id");
        assert!(ids.insert(id.to_owned()), "{row}: {kind}:{id} already carries another row");
        let entry = register(kind).get(id).unwrap_or_else(|| panic!("{row}: no {kind}:{id}"));
        pairs.push(Pair { row, map, entry });
    }
    pairs
}

/// The differences between rows and entries, told all at once.
#[derive(Default)]
pub(super) struct Differences {
    compared: usize,
    found: Vec<String>,
}

impl Differences {
    /// What the entry says must be what the row says.
    pub(super) fn equal(
        &mut self,
        row: &Row,
        entry: &Value,
        what: &str,
        says: &str,
        row_says: &str,
    ) {
        let difference = || format!("{what} is `{says}`, the source says `{row_says}`");
        self.hold(row, entry, says == row_says, difference);
    }

    /// Something must be true of a row and its entry.
    pub(super) fn hold<F: FnOnce() -> String>(
        &mut self,
        row: &Row,
        entry: &Value,
        holds: bool,
        otherwise: F,
    ) {
        self.compared += 1;
        if !holds {
            let (kind, id, at) = (text(entry, "kind"), text(entry, "id"), text(entry, "_source"));
            self.found.push(format!("{kind}:{id} ({at}): {}\n    {row}", otherwise()));
        }
    }

    /// Fails when there are differences, or when less was compared than there was to compare.
    pub(super) fn none_in(self, comparisons: usize) {
        assert!(self.found.is_empty(), "\n{}", self.found.join("\n"));
        assert!(self.compared >= comparisons, "{} of {comparisons} compared", self.compared);
    }
}

/// A field with one value; empty when the entry has none.
pub(super) fn text<'a>(entry: &'a Value, key: &str) -> &'a str {
    entry[key].as_str().unwrap_or_default()
}

/// A field with one reference, without its kind.
pub(super) fn id<'a>(entry: &'a Value, key: &str) -> &'a str {
    bare(text(entry, key))
}

/// The year of the plan that a need stands in.
pub(super) fn plan_year(need: &Value) -> String {
    need["plan_year"].to_string()
}

/// A field with several items.
pub(super) fn items<'a>(entry: &'a Value, key: &str) -> &'a [Value] {
    entry[key].as_array().map_or(&[], Vec::as_slice)
}

/// A field with several references, without their kinds.
pub(super) fn ids<'a>(entry: &'a Value, key: &str) -> Vec<&'a str> {
    items(entry, key).iter().filter_map(Value::as_str).map(bare).collect()
}

fn bare(reference: &str) -> &str {
    reference.split_once(':').map_or(reference, |(_, id)| id)
}

/// Fields that say how an entry is kept, not what it tells.
const KEPT: [&str; 8] = [
    "_source",
    "facts_as_of",
    "id",
    "owner",
    "review_interval",
    "reviewed_on",
    "sources",
    "source_row",
];

/// All that an entry tells, in small letters and with plain blanks.
pub(super) fn told(entry: &Value) -> String {
    let mut words = String::new();
    collect(entry, &mut words);
    words.to_lowercase().replace(['\u{a0}', '\u{202f}'], " ")
}

fn collect(value: &Value, words: &mut String) {
    match value {
        Value::String(text) => words.extend([text, "\n"]),
        Value::Number(number) => {
            let whole = number.to_string();
            words.extend([whole.strip_suffix(".0").unwrap_or(&whole), "\n"]);
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, words)),
        Value::Object(fields) => {
            let told = fields.iter().filter(|(key, _)| !KEPT.contains(&key.as_str()));
            told.for_each(|(_, value)| collect(value, words));
        }
        Value::Null | Value::Bool(_) => {}
    }
}
