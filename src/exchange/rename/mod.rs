//! Gives an entry another id: every reference is rewritten where it stands, and the old id leads on.
//!
//! The result is read once more before it is handed over, so that a rename never breaks a handbook.

mod definition;
mod places;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeMap;

use super::edit::{Edit, apply};
use crate::diagnostic::{FileId, Severity, Tally};
use crate::handbook::EntryId;
use crate::kind::suggest;
use crate::locale::{Text, slug};
use crate::pipeline::{self, Loaded};
use crate::source::{SourceFile, Sources};
use places::{Places, Subject};

/// A file that a rename changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its path below the content folder.
    pub address: String,
    /// Its new path, when it is moved.
    pub moved_to: Option<String>,
    /// What changes in it.
    pub edits: Vec<Edit>,
    /// Its new text.
    pub after: String,
}

/// All that a rename changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The files, in the order of their paths.
    pub changes: Vec<Change>,
    /// How many references are rewritten.
    pub references: usize,
    /// Places that keep the old id, which still leads on: `path:line`.
    pub left: Vec<String>,
}

/// Plans to give the entry `old` of a kind the id `new`.
///
/// `loaded` must hold all entries, so it is read for the widest audience.
pub fn plan(loaded: &Loaded, kind: &str, old: &str, new: &str) -> Result<Plan, Text> {
    if Tally::of(&loaded.faults).errors > 0 {
        return Err(Text::new(
            "innehållet har fel; rätta dem först (lathund check)",
            "the content has errors; mend them first (lathund check)",
        ));
    }
    let entry = subject(loaded, kind, old)?;
    free(loaded, kind, entry, new)?;
    let source = loaded.sources.file(loaded.handbook.entry(entry).file);
    let definition = definition::edits(source, loaded.handbook.entry(entry), old, new);
    let moved_to = definition.by_file.then(|| moved(loaded, source, old, new)).transpose()?;
    let stem = moved_to.as_ref().map(|_| old);
    let places = places::find(loaded, &Subject { entry, kind, id: old, stem });
    let mut edits: BTreeMap<FileId, Vec<Edit>> = BTreeMap::new();
    for span in &places.ids {
        edits.entry(span.file).or_default().push(Edit::new(span.range(), new));
    }
    edits.entry(source.id).or_default().extend(definition.edits);
    let changes = changes(&loaded.sources, edits, source.id, moved_to.as_ref());
    let plan = Plan { changes, references: places.ids.len(), left: left(&loaded.sources, &places) };
    prove(loaded, &plan, (kind, new), places::count(&loaded.handbook, entry))?;
    Ok(plan)
}

fn subject(loaded: &Loaded, kind: &str, old: &str) -> Result<EntryId, Text> {
    let handbook = &loaded.handbook;
    let near = |word: &str, known: Vec<&str>| {
        suggest::nearest(word, known).map(|near| format!(" ({near}?)")).unwrap_or_default()
    };
    if handbook.kinds.find(kind).is_none() {
        let near = near(kind, handbook.kinds.all().map(|(_, kind)| kind.id.as_str()).collect());
        return Err(Text::new(
            format!("sorten {kind} finns inte{near}"),
            format!("no kind {kind}{near}"),
        ));
    }
    let Some(entry) = handbook.find(kind, old) else {
        let near = near(old, handbook.of(kind).map(|(_, entry)| entry.id.as_str()).collect());
        return Err(Text::new(
            format!("{kind}:{old} finns inte{near}"),
            format!("there is no {kind}:{old}{near}"),
        ));
    };
    let id = &handbook.entry(entry).id;
    if id == old {
        return Ok(entry);
    }
    Err(Text::new(
        format!("{old} är ett tidigare id; posten heter nu {kind}:{id}"),
        format!("{old} is a former id; the entry is now {kind}:{id}"),
    ))
}

/// Whether the new id can be one, and belongs to nobody else.
fn free(loaded: &Loaded, kind: &str, entry: EntryId, new: &str) -> Result<(), Text> {
    let handbook = &loaded.handbook;
    if !slug::is_slug(new) {
        let near = slug::slug(new);
        return Err(Text::new(
            format!("{new} kan inte vara ett id; skriv till exempel {near}"),
            format!("{new} cannot be an id; write for example {near}"),
        ));
    }
    match handbook.find(kind, new) {
        Some(other) if other != entry || handbook.entry(other).id == new => {
            let title = &handbook.entry(other).title;
            Err(Text::new(
                format!("{kind}:{new} finns redan (”{title}”); välj ett annat id"),
                format!("{kind}:{new} exists already (“{title}”); choose another id"),
            ))
        }
        _ => Ok(()),
    }
}

/// The new path of a file whose name is the id.
fn moved(loaded: &Loaded, source: &SourceFile, old: &str, new: &str) -> Result<String, Text> {
    let (folder, file) = source.address.rsplit_once('/').unwrap_or(("", &source.address));
    if old.contains('/') || file.starts_with("index.") {
        return Err(Text::new(
            "id:t på en sida i en mapp är sidans sökväg och kan inte bytas så här; flytta filen och rätta länkarna som lathund check visar",
            "the id of a page in a folder is its path and cannot be changed this way; move the file and mend the links that lathund check shows",
        ));
    }
    let slash = if folder.is_empty() { "" } else { "/" };
    let address = format!("{folder}{slash}{new}.{}", source.extension());
    let taken = loaded.sources.files.iter().any(|file| file.address == address);
    if taken {
        return Err(Text::new(
            format!("filen {address} finns redan"),
            format!("the file {address} exists already"),
        ));
    }
    Ok(address)
}

fn changes(
    sources: &Sources,
    edits: BTreeMap<FileId, Vec<Edit>>,
    own: FileId,
    moved_to: Option<&String>,
) -> Vec<Change> {
    edits
        .into_iter()
        .map(|(id, mut edits)| {
            edits.sort();
            let file = sources.file(id);
            let after = apply(file.text(), &edits);
            let moved_to = moved_to.filter(|_| id == own).cloned();
            Change { address: file.address.clone(), moved_to, edits, after }
        })
        .collect()
}

fn left(sources: &Sources, places: &Places) -> Vec<String> {
    let place = |span: &crate::diagnostic::Span| {
        let file = sources.file(span.file);
        format!("{}:{}", file.path, file.position(span.start).line)
    };
    places.left.iter().map(place).collect()
}

/// Reads the handbook as it will be: it must be as sound as before, with the same references.
fn prove(loaded: &Loaded, plan: &Plan, new: (&str, &str), references: usize) -> Result<(), Text> {
    let after = renamed(&loaded.sources, plan);
    let handbook = &loaded.handbook;
    let after = pipeline::understand(after, Vec::new(), handbook.today, handbook.audience);
    let fault = after.faults.iter().find(|fault| fault.severity == Severity::Error);
    if let Some(fault) = fault {
        let file = after.sources.file(fault.span.file);
        let place = format!("{}:{}", file.path, file.position(fault.span.start).line);
        return Err(Text::new(
            format!("bytet skulle ge ett fel i {place}: {}", fault.message.sv),
            format!("the rename would cause an error in {place}: {}", fault.message.en),
        ));
    }
    let entry = after.handbook.find(new.0, new.1);
    if entry.is_some_and(|entry| places::count(&after.handbook, entry) == references) {
        return Ok(());
    }
    Err(Text::new(
        "bytet skulle ändra vart någon hänvisning leder; välj ett annat id",
        "the rename would change where a reference leads; choose another id",
    ))
}

/// The sources after the rename.
fn renamed(sources: &Sources, plan: &Plan) -> Sources {
    let mut texts: Vec<(String, String, String)> = sources
        .files
        .iter()
        .map(|file| {
            let change = plan.changes.iter().find(|change| change.address == file.address);
            let prefix = file.path.strip_suffix(&file.address).unwrap_or_default();
            let text = change.map_or(file.text(), |change| &change.after).to_owned();
            let moved = change.and_then(|change| change.moved_to.as_ref());
            let address = moved.unwrap_or(&file.address).clone();
            (address.clone(), format!("{prefix}{address}"), text)
        })
        .collect();
    texts.sort();
    let files = texts.into_iter().enumerate().map(|(index, (address, path, text))| {
        SourceFile::new(FileId(index as u32), path, address, text)
    });
    Sources { files: files.collect(), attachments: sources.attachments.clone() }
}
