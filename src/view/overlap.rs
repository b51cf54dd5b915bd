//! Systems that do the same thing.

use std::collections::BTreeMap;

use crate::handbook::{EntryId, Handbook};
use crate::kind::entry::Entry;
use crate::kind::value::{Spanned, Value};
use crate::parse::reference::Reference;
use crate::view::belonging;
use crate::view::keys::{SYSTEM_FUNCTIONS, SYSTEM_STATE, UNIT_PARENT};

/// Systems of one organisation with the same function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    /// What they do.
    pub(crate) function: EntryId,
    /// Whose they are; `None` when that is not known.
    pub(crate) organisation: Option<EntryId>,
    /// By title.
    pub(crate) systems: Vec<EntryId>,
}

/// The groups of two systems or more in operation, by function and organisation.
pub(crate) fn in_use(handbook: &Handbook) -> Vec<Group> {
    let mut groups: BTreeMap<(EntryId, Option<EntryId>), Vec<EntryId>> = BTreeMap::new();
    for (id, system) in handbook.of(SYSTEM_STATE.kind) {
        if SYSTEM_STATE.of(system) == Some("i-drift") {
            let organisation = organisation(handbook, system);
            for function in functions(handbook, system) {
                groups.entry((function, organisation)).or_default().push(id);
            }
        }
    }
    groups
        .into_iter()
        .filter(|(_, systems)| systems.len() > 1)
        .map(|((function, organisation), systems)| Group { function, organisation, systems })
        .collect()
}

/// What a system does, in the order of the functions' files, each once.
pub(crate) fn functions(handbook: &Handbook, system: &Entry) -> Vec<EntryId> {
    let mut functions: Vec<EntryId> = references(SYSTEM_FUNCTIONS.of(system))
        .filter_map(|function| handbook.entry_of(function))
        .collect();
    functions.sort_unstable();
    functions.dedup();
    functions
}

/// The outermost unit above the one that owns a system: its municipality. Two of them may each
/// have a system for the same thing without any overlap.
pub(crate) fn organisation(handbook: &Handbook, system: &Entry) -> Option<EntryId> {
    let mut unit = belonging::unit(handbook, system)?;
    let mut seen = vec![unit];
    while let Some(parent) =
        UNIT_PARENT.of(handbook.entry(unit)).and_then(|parent| handbook.entry_of(parent))
    {
        if seen.contains(&parent) {
            break;
        }
        seen.push(parent);
        unit = parent;
    }
    Some(unit)
}

/// The references of a list.
pub(crate) fn references(list: Option<&[Spanned<Value>]>) -> impl Iterator<Item = &Reference> {
    list.unwrap_or_default().iter().filter_map(|item| match &item.value {
        Value::Reference(reference) => Some(reference),
        _ => None,
    })
}
