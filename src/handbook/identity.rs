//! Ids: which entry a word means, and words that mean two.

use foldhash::HashMap;

use super::{EntryId, Handbook, Target, veil};
use crate::diagnostic::{Diagnostic, Span};
use crate::kind::entry::Entry;
use crate::kind::value::Value;
use crate::kind::{KindId, Kinds};
use crate::locale::Text;
use crate::parse::reference::Reference;
use crate::source::Sources;

/// The entries by kind and id, also by their former ids.
#[derive(Debug)]
pub(super) struct Identity {
    ids: HashMap<KindId, HashMap<String, EntryId>>,
}

impl Identity {
    pub(super) fn new(entries: &[Entry]) -> Self {
        let mut ids: HashMap<KindId, HashMap<String, EntryId>> = HashMap::default();
        let numbered = || entries.iter().enumerate().map(|(i, entry)| (EntryId(i as u32), entry));
        for (number, entry) in numbered() {
            ids.entry(entry.kind).or_default().entry(entry.id.clone()).or_insert(number);
        }
        for (number, entry) in numbered() {
            for (alias, _) in aliases(entry) {
                ids.entry(entry.kind).or_default().entry(alias.to_owned()).or_insert(number);
            }
        }
        Self { ids }
    }

    pub(super) fn find(&self, kind: KindId, id: &str) -> Option<EntryId> {
        self.ids.get(&kind)?.get(id).copied()
    }
}

/// The former ids of an entry.
pub(crate) fn aliases(entry: &Entry) -> impl Iterator<Item = (&str, Span)> {
    entry.fields.list("aliases").iter().filter_map(|alias| match &alias.value {
        Value::Text(id) => Some((id.as_str(), alias.span)),
        _ => None,
    })
}

/// What a reference leads to.
pub(super) fn target(handbook: &Handbook, reference: &Reference, kinds: &[String]) -> Target {
    let found = |kind: KindId| {
        let Some(entry) = handbook.identity.find(kind, &reference.id) else {
            return handbook.hidden.has_entry(kind, &reference.id).then_some(Target::Hidden);
        };
        let part = reference.item.as_deref();
        if part.is_some_and(|part| handbook.is_hidden_part(entry, part)) {
            return Some(Target::Hidden);
        }
        Some(Target::Entry(entry, reference.item.clone()))
    };
    if veil::is_drawn(&reference.id) {
        return Target::Hidden;
    }
    let candidates: Vec<KindId> = match (&reference.kind, kinds) {
        (Some(kind), _) => handbook.kinds.find(kind).into_iter().collect(),
        (None, []) => handbook.kinds.all().map(|(id, _)| id).collect(),
        (None, kinds) => kinds.iter().filter_map(|kind| handbook.kinds.find(kind)).collect(),
    };
    candidates.into_iter().find_map(found).unwrap_or(Target::Missing)
}

/// Ids and unique values that two entries claim.
pub(super) fn doubles(kinds: &Kinds, entries: &[Entry], sources: &Sources) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let mut ids: HashMap<(KindId, &str), Span> = HashMap::default();
    for entry in entries.iter().filter(|entry| !entry.id.is_empty()) {
        let span = entry.fields.spanned("id").map_or(entry.span, |id| id.span);
        if let Some(first) = ids.get(&(entry.kind, entry.id.as_str())) {
            let kind = &kinds.get(entry.kind).label;
            let message = Text::new(
                format!("{} `{}` finns redan", kind.sv.to_lowercase(), entry.id),
                format!("{} `{}` exists already", kind.en.to_lowercase(), entry.id),
            );
            faults.push(
                Diagnostic::error("duplicate-id", span, message).help(elsewhere(*first, sources)),
            );
        } else {
            ids.insert((entry.kind, &entry.id), span);
        }
    }
    for entry in entries {
        let mut own = vec![entry.id.as_str()];
        // That an alias is the entry's own id, or stands twice, is another rule's matter.
        for (alias, span) in aliases(entry) {
            if own.contains(&alias) {
                continue;
            }
            own.push(alias);
            let first = ids.get(&(entry.kind, alias)).copied();
            ids.entry((entry.kind, alias)).or_insert(span);
            if let Some(first) = &first {
                let message = Text::new(
                    format!("det tidigare id:t `{alias}` används av en annan post"),
                    format!("the former id `{alias}` belongs to another entry"),
                );
                faults.push(
                    Diagnostic::error("duplicate-id", span, message)
                        .help(elsewhere(*first, sources)),
                );
            }
        }
    }
    faults.extend(unique_values(kinds, entries, sources));
    faults
}

fn unique_values(kinds: &Kinds, entries: &[Entry], sources: &Sources) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let mut seen: HashMap<(KindId, &str, String), Span> = HashMap::default();
    for entry in entries {
        for field in kinds.get(entry.kind).fields.iter().filter(|field| field.unique) {
            let Some(value) = entry.fields.spanned(&field.key) else { continue };
            let word = crate::kind::condition::word_of(&value.value).to_lowercase();
            if word.is_empty() || matches!(value.value, Value::Unknown) {
                continue;
            }
            let first = *seen.entry((entry.kind, &*field.key, word)).or_insert(value.span);
            if first != value.span {
                let message = Text::new(
                    format!("`{}` har samma värde som en annan post", field.key),
                    format!("`{}` has the value of another entry", field.key),
                );
                faults.push(
                    Diagnostic::error("duplicate-value", value.span, message)
                        .help(elsewhere(first, sources)),
                );
            }
        }
    }
    faults
}

fn elsewhere(first: Span, sources: &Sources) -> Text {
    let file = sources.file(first.file);
    let line = file.position(first.start).line;
    Text::new(
        format!("den första står i {}:{line}; byt ut en av dem", file.path),
        format!("the first stands in {}:{line}; change one of them", file.path),
    )
}
