//! Every row of the domain digest has its place in the handbook: `docs/coverage.yaml` says where.
//!
//! `UPDATE_DOCS=1 cargo test --test coverage` writes `docs/coverage.md` from it.
#![expect(clippy::disallowed_methods, reason = "tests read the project and the environment")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[allow(dead_code, reason = "shared with the tests of the built site")]
mod reader;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use lathund::handbook::Handbook;

/// Rows that belong together.
struct Chapter {
    title: String,
    rows: Vec<Row>,
}

/// A row of the digest and the entries that carry it.
struct Row {
    id: String,
    name: String,
    at: Vec<String>,
}

fn chapters() -> Vec<Chapter> {
    let document = reader::yaml("docs/coverage.yaml");
    let chapters = document.data.as_ref().and_then(|data| data.get("chapters")).unwrap();
    let words = |text: Option<&str>| text.unwrap_or_default().to_owned();
    (chapters.list().unwrap_or_default().iter())
        .map(|chapter| Chapter {
            title: words(chapter.text("title")),
            rows: (chapter.get("rows").and_then(|rows| rows.map()).unwrap_or_default().iter())
                .map(|(id, row)| Row {
                    id: id.text.clone(),
                    name: words(row.text("name")),
                    at: (row.get("at").and_then(|at| at.list()).unwrap_or_default().iter())
                        .filter_map(|reference| Some(reference.scalar()?.text.clone()))
                        .collect(),
                })
                .collect(),
        })
        .collect()
}

/// The title of what a reference leads to and the file that it stands in; `None` when it leads
/// nowhere.
fn place(handbook: &Handbook, reference: &str) -> Option<(String, String)> {
    let (entry, part) = reference.split_once('#').unwrap_or((reference, ""));
    let (kind, id) = entry.split_once(':')?;
    let found = handbook.find(kind, id)?;
    if !part.is_empty() && !handbook.has_anchor(found, part) {
        return None;
    }
    let entry = handbook.entry(found);
    let file = &reader::handbook().sources.file(entry.file).path;
    let title = match handbook.item(found, part) {
        Some(item) => format!("{}: {}", entry.title, item.title),
        None => entry.title.clone(),
    };
    Some((title, file.clone()))
}

#[test]
fn every_row_of_the_digest_has_its_place() {
    let handbook = &reader::handbook().handbook;
    let rows: Vec<Row> = chapters().into_iter().flat_map(|chapter| chapter.rows).collect();
    let ids: BTreeSet<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(ids.len(), rows.len(), "a row is mapped twice");
    let kept = reader::text("tests/fixtures/domain/rows.txt");
    let kept: BTreeSet<&str> = kept.lines().collect();
    let missing: Vec<_> = kept.difference(&ids).collect();
    let unknown: Vec<_> = ids.difference(&kept).collect();
    assert!(missing.is_empty() && unknown.is_empty(), "missing {missing:?}, unknown {unknown:?}");
    let mut faults = Vec::new();
    for row in &rows {
        let words = row.name.split_whitespace().count();
        if row.at.is_empty() || !(1..=6).contains(&words) {
            faults.push(format!("{}: a name of a few words and a reference are needed", row.id));
        }
        let lost = row.at.iter().filter(|reference| place(handbook, reference).is_none());
        faults.extend(lost.map(|reference| format!("{}: {reference} leads nowhere", row.id)));
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn the_table_of_rows_is_current() {
    let path = reader::root().join("docs/coverage.md");
    let table = table();
    if std::env::var("UPDATE_DOCS").is_ok() {
        std::fs::write(&path, &table).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == table, "docs/coverage.md is old: UPDATE_DOCS=1 cargo test --test coverage");
}

fn table() -> String {
    let handbook = &reader::handbook().handbook;
    let chapters = chapters();
    let count: usize = chapters.iter().map(|chapter| chapter.rows.len()).sum();
    let mut out = format!(
        "# Where the domain digest ended up\n\nGenerated from `docs/coverage.yaml` by \
         `UPDATE_DOCS=1 cargo test --test coverage`; do not edit.\n\nEach of the {count} rows of \
         the digest is carried by at least one entry, a part of one, or a page.\n"
    );
    for chapter in chapters {
        let _ = write!(out, "\n## {}\n\n| Row | Name | Where |\n|---|---|---|\n", chapter.title);
        for Row { id, name, at } in chapter.rows {
            let places: Vec<String> = at
                .iter()
                .filter_map(|reference| {
                    let (title, file) = place(handbook, reference)?;
                    let title = title.replace('|', "\\|");
                    Some(format!("[{title}](../{file}) `{reference}`"))
                })
                .collect();
            let _ = writeln!(out, "| {id} | {name} | {} |", places.join("<br>"));
        }
    }
    out
}
