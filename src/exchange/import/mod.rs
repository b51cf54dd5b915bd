//! Turns the rows of a spreadsheet into entries of a kind, with a report for every row.
//!
//! The list file that is made is read with the whole handbook before it is handed over, so the
//! report has the same words as `check`. A value that does not fit is left as a comment.

mod cell;
pub mod table;
#[cfg(test)]
mod tests;
mod xlsx;

use std::ops::Range;

use crate::diagnostic::{FileId, Severity};
use crate::handbook::Handbook;
use crate::kind::{Kind, suggest};
use crate::locale::{Text, slug};
use crate::parse::yaml::{self, Node};
use crate::pipeline::{self, Loaded};
use crate::source::{SourceFile, Sources};
use table::Table;

/// What is to be imported.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The kind of the entries.
    pub kind: &'a str,
    /// The name of the spreadsheet, without ending.
    pub name: &'a str,
    /// The spreadsheet.
    pub table: &'a Table,
    /// Headings and the keys of their fields, where they are not the same.
    pub map: &'a [(String, String)],
}

/// The list file that comes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// Its path below the content folder.
    pub address: String,
    /// Its text.
    pub text: String,
    /// How many entries it holds.
    pub entries: usize,
    /// What does not fit, in the order of the rows.
    pub faults: Vec<RowFault>,
}

/// Something in a spreadsheet that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// The row; 1 for what concerns a whole column.
    pub row: usize,
    /// The heading of the column, when it is one cell.
    pub column: Option<String>,
    /// What is wrong.
    pub message: Text,
}

/// A row on its way to an entry.
struct Row {
    number: usize,
    /// Key, heading and YAML of every value, in the order in which they are written.
    values: Vec<(String, Option<String>, String)>,
    /// The values that did not fit.
    refused: Vec<(String, String)>,
}

/// Reads a spreadsheet as entries. Fails only when nothing could come of it.
pub fn import(loaded: &Loaded, request: Request<'_>) -> Result<Import, Text> {
    let handbook = &loaded.handbook;
    let kind = kind(handbook, request.kind)?;
    let folder = kind.folder.as_deref().ok_or_else(|| {
        Text::new("sidor är texter och importeras inte", "pages are texts and are not imported")
    })?;
    let address = format!("{folder}/import-{}.yaml", slug::slug(request.name));
    let mut faults = Vec::new();
    let columns = columns(kind, request, &mut faults);
    let mut rows = rows(handbook, kind, &columns, request.table, &mut faults);
    // Values that do not fit are taken out, and what then remains is judged once more.
    loop {
        let (text, places) = write(&rows, request.name);
        let found = judge(loaded, &address, &text);
        let mut again = false;
        for found in found {
            let place = places.iter().find(|place| place.range.contains(&found.at));
            let Some(place) = place else { continue };
            again |= refuse(&mut rows, place, found, &mut faults);
        }
        rows.retain(|row| !row.values.is_empty());
        if !again {
            let (text, _) = write(&rows, request.name);
            faults.sort_by_key(|fault| fault.row);
            faults.dedup();
            return Ok(Import { address, text, entries: rows.len(), faults });
        }
    }
}

fn kind<'a>(handbook: &'a Handbook, id: &str) -> Result<&'a Kind, Text> {
    handbook.kinds.find(id).map(|kind| handbook.kinds.get(kind)).ok_or_else(|| {
        let known: Vec<_> = handbook.kinds.all().map(|(_, kind)| kind.id.as_str()).collect();
        let near =
            suggest::nearest(id, known).map(|near| format!(" ({near}?)")).unwrap_or_default();
        Text::new(format!("sorten {id} finns inte{near}"), format!("no kind {id}{near}"))
    })
}

/// Reads a map from headings to keys of fields: `Systemnamn: title`.
pub fn map(text: &str) -> Result<Vec<(String, String)>, Text> {
    let (node, faults) = yaml::parse(FileId(0), text, 0);
    let pairs = node.as_ref().and_then(Node::map).filter(|_| faults.is_empty());
    let pairs = pairs.ok_or_else(|| {
        Text::new(
            "kartan ska ha en rad `Kolumn: fält` för varje kolumn",
            "the map must have a line `Column: field` for each column",
        )
    })?;
    let pair = |(key, value): &(yaml::Key, Node)| {
        let field = value.scalar().map(|scalar| scalar.text.clone()).unwrap_or_default();
        (key.text.clone(), field)
    };
    Ok(pairs.iter().map(pair).collect())
}

/// The key of the field that each column fills.
fn columns(kind: &Kind, request: Request<'_>, faults: &mut Vec<RowFault>) -> Vec<Option<String>> {
    let is = |word: &str, heading: &str| word.to_lowercase() == heading.to_lowercase();
    let mut columns = Vec::new();
    for heading in &request.table.header {
        let mapped = request.map.iter().find(|(column, _)| is(column, heading));
        let wanted = mapped.map_or(heading.as_str(), |(_, key)| key);
        let field = kind.field(wanted).or_else(|| {
            let mut fields = kind.fields.iter();
            fields.find(|field| {
                [&*field.key, &field.label.sv, &field.label.en].iter().any(|word| is(word, wanted))
            })
        });
        // A column that the map leads nowhere is left out on purpose.
        if field.is_none() && !wanted.is_empty() {
            let known = kind.fields.iter().flat_map(|field| [&*field.key, &field.label.sv]);
            let near = suggest::nearest(wanted, known).map(|near| format!(" ({near}?)"));
            let near = near.unwrap_or_default();
            let message = Text::new(
                format!("`{wanted}` är inget fält i {}{near}; kolumnen lämnas", kind.id),
                format!("`{wanted}` is no field of {}{near}; the column is left out", kind.id),
            );
            faults.push(RowFault { row: 1, column: Some(heading.clone()), message });
        }
        columns.push(field.map(|field| field.key.to_string()));
    }
    columns
}

fn rows(
    handbook: &Handbook,
    kind: &Kind,
    columns: &[Option<String>],
    table: &Table,
    faults: &mut Vec<RowFault>,
) -> Vec<Row> {
    let mut rows = Vec::new();
    let known = known(handbook, kind, columns, table);
    for (number, cells) in &table.rows {
        let mut values = Vec::new();
        for ((cell, key), heading) in cells.iter().zip(columns).zip(&table.header) {
            let field = key.as_deref().and_then(|key| kind.field(key));
            let yaml = field.and_then(|field| cell::yaml(&known, field, cell));
            if let (Some(key), Some(yaml)) = (key, yaml) {
                values.push((key.clone(), Some(heading.clone()), yaml));
            }
        }
        let title = cells.iter().zip(columns).find(|(_, key)| key.as_deref() == Some("title"));
        let title = title.map(|(cell, _)| cell.trim()).unwrap_or_default();
        let has = |key: &str| values.iter().any(|(found, _, _)| found == key);
        if title.is_empty() {
            let message = Text::new("raden saknar namn (`title`)", "the row has no title");
            faults.push(RowFault { row: *number, column: None, message });
            continue;
        }
        let (id, status, owner) = (has("id"), has("status"), has("owner"));
        if !id {
            values.insert(0, ("id".to_owned(), None, slug::slug(title)));
        }
        if !status {
            values.push(("status".to_owned(), None, "utkast".to_owned()));
        }
        if let Some(settings) = handbook.settings.owner().filter(|_| !owner) {
            values.push(("owner".to_owned(), None, settings.id.clone()));
        }
        rows.push(Row { number: *number, values, refused: Vec::new() });
    }
    rows
}

/// What the cells may refer to.
fn known<'a>(
    handbook: &'a Handbook,
    kind: &'a Kind,
    columns: &[Option<String>],
    table: &Table,
) -> cell::Known<'a> {
    let at = |key: &str| columns.iter().position(|column| column.as_deref() == Some(key));
    let (id, title) = (at("id"), at("title"));
    let row = |(_, cells): &(usize, Vec<String>)| {
        let cell = |at: Option<usize>| at.and_then(|at| cells.get(at)).map(|cell| cell.trim());
        let title = cell(title).filter(|title| !title.is_empty())?;
        let id = cell(id).filter(|id| !id.is_empty());
        Some((title.to_lowercase(), id.map_or_else(|| slug::slug(title), str::to_owned)))
    };
    cell::Known { handbook, kind: &kind.id, rows: table.rows.iter().filter_map(row).collect() }
}

/// Where a value stands in the text that is made.
struct Place {
    range: Range<usize>,
    row: usize,
    key: String,
}

fn write(rows: &[Row], name: &str) -> (String, Vec<Place>) {
    let mut text = format!("# Importerad från {}.\nentries:\n", name.replace(['\n', '\r'], " "));
    let mut places = Vec::new();
    for row in rows {
        for (at, (key, _, yaml)) in row.values.iter().enumerate() {
            let start = text.len();
            text.push_str(if at == 0 { "  - " } else { "    " });
            text.push_str(&format!("{key}: {yaml}\n"));
            places.push(Place { range: start..text.len(), row: row.number, key: key.clone() });
        }
        for (key, yaml) in &row.refused {
            text.push_str(&format!("    # {key}: {yaml}\n"));
        }
    }
    if rows.is_empty() {
        text.push_str("  []\n");
    }
    (text, places)
}

/// An error in the text that is made.
struct Found {
    at: usize,
    /// Whether it is what is not there that is wrong.
    missing: bool,
    message: Text,
}

/// The errors in the new file, read as a part of the handbook: their place, and what is wrong.
fn judge(loaded: &Loaded, address: &str, text: &str) -> Vec<Found> {
    let old = loaded.sources.files.iter();
    let prefix = loaded.sources.files.first();
    let prefix = prefix.and_then(|file| file.path.strip_suffix(&file.address)).unwrap_or_default();
    // Last in order, so that of two entries with one id the new one is at fault.
    let mut files: Vec<SourceFile> = old
        .enumerate()
        .map(|(index, file)| {
            let (path, address) = (file.path.clone(), file.address.clone());
            SourceFile::new(FileId(index as u32), path, address, file.text().to_owned())
        })
        .collect();
    let id = FileId(files.len() as u32);
    let path = format!("{prefix}{address}");
    files.push(SourceFile::new(id, path, address.to_owned(), text.to_owned()));
    let sources = Sources { files, attachments: loaded.sources.attachments.clone() };
    let handbook = &loaded.handbook;
    let read = pipeline::understand(sources, Vec::new(), handbook.today, handbook.audience);
    let errors = read.faults.iter().filter(|fault| fault.severity == Severity::Error);
    errors
        .filter(|fault| fault.span.file == id)
        .map(|fault| {
            let (message, help) = (&fault.message, fault.help.clone().unwrap_or_default());
            let join = |message: &str, help: &str| {
                if help.is_empty() { message.to_owned() } else { format!("{message} ({help})") }
            };
            let words = Text::new(join(&message.sv, &help.sv), join(&message.en, &help.en));
            Found {
                at: fault.span.start as usize,
                missing: fault.code == "missing-field",
                message: words,
            }
        })
        .collect()
}

/// Takes a value out of its row; the whole row when its id or title is at fault. Whether anything
/// was taken out: a row may lack something without any value being wrong.
fn refuse(rows: &mut [Row], place: &Place, found: Found, faults: &mut Vec<RowFault>) -> bool {
    let Some(row) = rows.iter_mut().find(|row| row.number == place.row) else { return false };
    let Some(at) = row.values.iter().position(|(key, _, _)| *key == place.key) else {
        return false;
    };
    let column = row.values[at].1.clone().filter(|_| !found.missing);
    faults.push(RowFault { row: row.number, column, message: found.message });
    if found.missing {
        return false;
    }
    if ["id", "title"].contains(&place.key.as_str()) {
        row.values.clear();
    } else {
        let (key, _, yaml) = row.values.remove(at);
        row.refused.push((key, yaml));
    }
    true
}
