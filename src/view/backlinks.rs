//! Who refers to an entry, grouped by how.

use std::collections::BTreeMap;

use foldhash::HashSet;

use crate::handbook::walk::FieldPath;
use crate::handbook::{EntryId, Handbook};
use crate::kind::{FieldType, Inverse, KindId};
use crate::locale::Text;

/// Who refers, and from which of its items.
pub(crate) type From = (EntryId, Option<String>);

/// Entries that refer in the same way.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    /// How they refer: "Avtal med leverantören".
    pub(crate) label: Text,
    /// The kind of those who refer.
    pub(crate) kind: KindId,
    /// Who refers, and from which of its items.
    pub(crate) from: Vec<From>,
}

/// The references to an entry. Who refers in a field of its own is not told to mention it besides.
/// Groups stand in the order of their labels in Swedish.
pub(crate) fn backlinks(handbook: &Handbook, entry: EntryId) -> Vec<Group> {
    let mut by_way: BTreeMap<(KindId, FieldPath), Vec<From>> = BTreeMap::new();
    let mut seen = HashSet::default();
    for link in handbook.incoming(entry).filter(|link| link.from != entry) {
        let kind = handbook.entry(link.from).kind;
        if seen.insert((link.from, link.from_item.as_deref(), link.field)) {
            let from = (link.from, link.from_item.clone());
            by_way.entry((kind, link.field)).or_default().push(from);
        }
    }
    let typed: HashSet<EntryId> = by_way
        .iter()
        .filter(|((kind, path), _)| !is_mention(handbook, *kind, *path))
        .flat_map(|(_, from)| from.iter().map(|(id, _)| *id))
        .collect();
    let mut groups: Vec<Group> = Vec::new();
    for ((kind, path), mut from) in by_way {
        if is_mention(handbook, kind, path) {
            from.retain(|(id, _)| !typed.contains(id));
        }
        if from.is_empty() {
            continue;
        }
        let label = label(handbook, kind, path);
        match groups.iter_mut().find(|group| group.kind == kind && group.label == label) {
            Some(group) => group.from.extend(from),
            None => groups.push(Group { label, kind, from }),
        }
    }
    for group in &mut groups {
        group.from.sort();
        group.from.dedup();
    }
    groups.sort_by_cached_key(|group| crate::locale::collate::key(&group.label.sv));
    groups
}

/// Whether a way of referring says no more than that the entry is mentioned.
fn is_mention(handbook: &Handbook, kind: KindId, path: FieldPath) -> bool {
    let last = path.fields(handbook.kinds.get(kind)).last();
    last.is_none_or(|field| {
        matches!(field.ty, FieldType::Markdown) || field.shared && &*field.key == "related"
    })
}

/// The words for a reference seen from its target: the declared inverse, or kind and field.
fn label(handbook: &Handbook, kind: KindId, path: FieldPath) -> Text {
    let kind = handbook.kinds.get(kind);
    let fields: Vec<_> = path.fields(kind).collect();
    let inverse: Option<&Inverse> = fields.iter().rev().find_map(|field| field.inverse.as_ref());
    if let Some(inverse) = inverse {
        return inverse.label.clone();
    }
    let in_text = fields.last().is_none_or(|field| matches!(field.ty, FieldType::Markdown));
    let (sv, en) = (&kind.plural.sv, &kind.plural.en);
    match fields.last() {
        Some(field) if !in_text => Text::new(
            format!("{sv}: {}", field.label.sv.to_lowercase()),
            format!("{en}: {}", field.label.en.to_lowercase()),
        ),
        _ => Text::new(
            format!("Nämns i {}", sv.to_lowercase()),
            format!("Mentioned in {}", en.to_lowercase()),
        ),
    }
}
