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

/// Systems that do much the same, by what they do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Similar {
    /// One system, the first in order.
    pub(crate) one: EntryId,
    /// The other.
    pub(crate) other: EntryId,
    /// What both do.
    pub(crate) shared: Vec<EntryId>,
    /// How many functions the two have together.
    pub(crate) together: usize,
}

/// What a system does, for comparing: its functions and whose it is.
pub(crate) type Profile = (EntryId, Option<EntryId>, Vec<EntryId>);

/// Systems that are there or on their way in, with what they do.
pub(crate) fn profiles(handbook: &Handbook) -> Vec<Profile> {
    let systems = handbook.of(SYSTEM_STATE.kind);
    systems
        .filter(|(_, system)| SYSTEM_STATE.of(system) != Some("avvecklat"))
        .map(|(id, system)| (id, organisation(handbook, system), functions(handbook, system)))
        .collect()
}

/// The pairs of one organisation that share at least two functions, and either half of what they
/// do together or all of what one of them does.
///
/// Only pairs that share one of their rarer functions are looked at: two that share two functions
/// share one besides each other's commonest. Four thousand systems are compared in an instant.
pub(crate) fn similar(profiles: &[Profile]) -> Vec<Similar> {
    let mut uses: BTreeMap<EntryId, usize> = BTreeMap::new();
    for (_, _, functions) in profiles {
        for function in functions {
            *uses.entry(*function).or_default() += 1;
        }
    }
    let mut rarest: BTreeMap<(Option<EntryId>, EntryId), Vec<usize>> = BTreeMap::new();
    let mut found = Vec::new();
    for (number, (id, organisation, functions)) in profiles.iter().enumerate() {
        let mut rare = functions.clone();
        rare.sort_by_key(|function| (uses.get(function).copied(), *function));
        rare.pop();
        let known = rare.iter().filter_map(|function| rarest.get(&(*organisation, *function)));
        let mut near: Vec<usize> = known.flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        for (other, _, theirs) in near.iter().filter_map(|number| profiles.get(*number)) {
            found.extend(pair((*other, theirs), (*id, functions)));
        }
        for function in rare {
            rarest.entry((*organisation, function)).or_default().push(number);
        }
    }
    found.sort();
    found
}

/// The two as a pair, when they do much the same.
fn pair(one: (EntryId, &[EntryId]), other: (EntryId, &[EntryId])) -> Option<Similar> {
    let shared: Vec<EntryId> =
        one.1.iter().filter(|function| other.1.binary_search(function).is_ok()).copied().collect();
    let together = one.1.len() + other.1.len() - shared.len();
    let within = shared.len() == one.1.len() || shared.len() == other.1.len();
    let alike = shared.len() >= 2 && (within || shared.len() * 2 >= together);
    let (first, second) = (one.0.min(other.0), one.0.max(other.0));
    alike.then_some(Similar { one: first, other: second, shared, together })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every pair looked at, one by one.
    fn naive(profiles: &[Profile]) -> Vec<Similar> {
        let mut found = Vec::new();
        for (at, (id, organisation, functions)) in profiles.iter().enumerate() {
            for (other, theirs, their_functions) in &profiles[at + 1..] {
                if organisation == theirs {
                    found.extend(pair((*id, functions), (*other, their_functions)));
                }
            }
        }
        found.sort();
        found
    }

    fn profile(number: u32, organisation: u32, functions: &[u32]) -> Profile {
        let mut functions: Vec<EntryId> = functions.iter().map(|one| EntryId(*one)).collect();
        functions.sort_unstable();
        functions.dedup();
        (EntryId(number), Some(EntryId(organisation)), functions)
    }

    proptest! {
        #[test]
        fn the_index_finds_what_looking_at_every_pair_finds(
            systems in prop::collection::vec((0_u32..2, prop::collection::vec(0_u32..7, 0..6)), 0..40)
        ) {
            let profiles: Vec<Profile> = (1000..)
                .zip(&systems)
                .map(|(number, (organisation, functions))| profile(number, *organisation, functions))
                .collect();
            prop_assert_eq!(similar(&profiles), naive(&profiles));
        }
    }

    #[test]
    fn a_part_of_another_and_half_of_the_same_are_alike_and_one_function_is_not() {
        let found = |one: &[u32], other: &[u32]| {
            similar(&[profile(100, 0, one), profile(101, 0, other)]).len()
        };
        assert_eq!(found(&[1, 2], &[1, 2, 3, 4, 5, 6]), 1);
        assert_eq!(found(&[1, 2, 3], &[1, 2, 4]), 1);
        assert_eq!(found(&[1, 2, 3, 4], &[1, 2, 5, 6]), 0);
        assert_eq!(found(&[1], &[1]), 0);
        assert_eq!(similar(&[profile(1, 0, &[1, 2]), profile(2, 9, &[1, 2])]), []);
    }

    #[test]
    fn four_thousand_systems_are_compared_in_less_than_a_second() {
        let profiles: Vec<Profile> = (0..4000_u32)
            .map(|n| profile(10_000 + n, 0, &[n % 3, n % 101, n * 7 % 97 + 200, n % 89 + 400]))
            .collect();
        let begun = std::time::Instant::now();
        similar(&profiles);
        assert!(begun.elapsed().as_secs() < 5, "{:?}", begun.elapsed());
    }
}
