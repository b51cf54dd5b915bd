//! A difference as JSON, for programs.

use serde_json::{Value, json};

use super::{Difference, FieldChange, Subject, What};
use crate::diagnostic::Diagnostic;
use crate::locale::{Lang, Text};
use crate::report;
use crate::source::Sources;

/// The whole difference; the sources are those of the old and the new revision.
pub fn render(difference: &Difference, sources: (&Sources, &Sources), lang: Lang) -> String {
    let subjects = |all: &[Subject]| all.iter().map(|one| subject(one, lang)).collect::<Value>();
    let renamed = difference.renamed.iter().map(|(old, new)| {
        let mut value = subject(new, lang);
        value["old_id"] = json!(old);
        value
    });
    let changed = difference.changed.iter().map(|(entry, fields)| {
        let mut value = subject(entry, lang);
        value["fields"] = fields.iter().map(|field| change(field, lang)).collect();
        value
    });
    let value = json!({
        "added": subjects(&difference.added),
        "removed": subjects(&difference.removed),
        "renamed": renamed.collect::<Value>(),
        "changed": changed.collect::<Value>(),
        "settings": difference.settings,
        "calendar": difference.calendar.iter().map(|day| day.get(lang)).collect::<Vec<_>>(),
        "people": difference.people,
        "pages": difference.pages,
        "new_faults": faults(&difference.new_faults, sources.1, lang),
        "mended_faults": faults(&difference.mended, sources.0, lang),
    });
    format!("{value:#}\n")
}

fn subject(subject: &Subject, lang: Lang) -> Value {
    json!({
        "kind": subject.kind,
        "id": subject.id,
        "title": subject.title,
        "label": subject.label.get(lang),
    })
}

fn change(change: &FieldChange, lang: Lang) -> Value {
    let words = |parts: &[Text]| parts.iter().map(|part| json!(part.get(lang))).collect::<Value>();
    let mut value = json!({ "key": change.key, "label": change.label.get(lang) });
    match &change.what {
        What::Value(from, to) => {
            value["from"] = json!(from.get(lang));
            value["to"] = json!(to.get(lang));
        }
        What::List { added, removed } => {
            value["added"] = words(added);
            value["removed"] = words(removed);
        }
        What::Words(from, to) => {
            value["words_from"] = json!(from);
            value["words_to"] = json!(to);
        }
        What::Inside => value["inside"] = json!(true),
    }
    value
}

fn faults(faults: &[Diagnostic], sources: &Sources, lang: Lang) -> Value {
    serde_json::from_str(&report::json::render(faults, sources, lang)).unwrap_or_default()
}
