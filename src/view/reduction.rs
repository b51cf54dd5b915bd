//! Fewer systems: who has how many, which could go, and how far it is to the goal.

use std::collections::BTreeMap;

use super::keys::{
    CONTRACT_CONTINUOUS, CONTRACT_END, CONTRACT_UNTIL, FUNCTION_PREFERRED, SYSTEM_CONTRACTS,
    SYSTEM_OWNER, SYSTEM_REPLACED_BY, SYSTEM_STATE, SYSTEM_USAGE, USAGE_DATE, USAGE_USERS,
};
use super::overlap::{self, Group, references};
use crate::handbook::{EntryId, Handbook};
use crate::kind::entry::Entry;
use crate::kind::loose_date::LooseDate;
use crate::kind::value::Value;
use crate::view::belonging;

/// Fewer active users than this is low use. The sources set no limit; this one is the handbook's own.
pub(crate) const LOW_USE: i64 = 10;

/// Why a system could be wound up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reason {
    /// It is to be replaced, by that one when it is known.
    Replaced(Option<EntryId>),
    /// Another system is the first choice for the function.
    NotPreferred(EntryId, EntryId),
    /// Others have the function too.
    SameFunction(EntryId),
    /// No role owns it.
    NoOwner,
    /// All its contracts have run out.
    ContractEnded(EntryId),
    /// So few use it.
    LowUse(i64),
}

/// A system that could be wound up.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    pub(crate) system: EntryId,
    pub(crate) reasons: Vec<Reason>,
}

/// The systems in operation that are to be replaced, that others are preferred to, or that have two
/// reasons or more; those with most reasons first.
pub(crate) fn candidates(handbook: &Handbook, groups: &[Group]) -> Vec<Candidate> {
    let mut same: BTreeMap<EntryId, Vec<EntryId>> = BTreeMap::new();
    for group in groups {
        for system in &group.systems {
            same.entry(*system).or_default().push(group.function);
        }
    }
    let mut found: Vec<Candidate> = handbook
        .of(SYSTEM_STATE.kind)
        .filter_map(|(id, system)| {
            let functions = same.get(&id).map_or(&[][..], Vec::as_slice);
            let reasons = reasons(handbook, id, system, functions);
            let decided = reasons
                .iter()
                .any(|reason| matches!(reason, Reason::Replaced(_) | Reason::NotPreferred(..)));
            let mut sorts: Vec<_> = reasons.iter().map(std::mem::discriminant).collect();
            sorts.dedup();
            (decided || sorts.len() > 1).then_some(Candidate { system: id, reasons })
        })
        .collect();
    found.sort_by_key(|candidate| {
        let first = candidate.reasons.first().copied();
        (std::cmp::Reverse(candidate.reasons.len()), first, candidate.system)
    });
    found
}

fn reasons(handbook: &Handbook, id: EntryId, system: &Entry, same: &[EntryId]) -> Vec<Reason> {
    let state = SYSTEM_STATE.of(system).unwrap_or_default();
    if !["i-drift", "pilot", "ersatts"].contains(&state) {
        return Vec::new();
    }
    let mut reasons = Vec::new();
    let replaced_by = SYSTEM_REPLACED_BY.of(system).and_then(|by| handbook.entry_of(by));
    if state == "ersatts" || replaced_by.is_some() {
        reasons.push(Reason::Replaced(replaced_by));
    }
    for function in same {
        let preferred = FUNCTION_PREFERRED
            .of(handbook.entry(*function))
            .and_then(|preferred| handbook.entry_of(preferred));
        match preferred {
            Some(preferred) if preferred == id => {}
            Some(preferred) => reasons.push(Reason::NotPreferred(*function, preferred)),
            None => reasons.push(Reason::SameFunction(*function)),
        }
    }
    if SYSTEM_OWNER.of(system).is_none() {
        reasons.push(Reason::NoOwner);
    }
    reasons.extend(ended(handbook, system).map(Reason::ContractEnded));
    reasons.extend(latest_use(system).filter(|users| *users < LOW_USE).map(Reason::LowUse));
    reasons.sort();
    reasons
}

/// The last contract of a system, when all of them have run out.
fn ended(handbook: &Handbook, system: &Entry) -> Option<EntryId> {
    let contracts: Vec<EntryId> = references(SYSTEM_CONTRACTS.of(system))
        .filter_map(|contract| handbook.entry_of(contract))
        .collect();
    let ends = contracts.iter().map(|id| {
        let contract = handbook.entry(*id);
        if CONTRACT_CONTINUOUS.of(contract) == Some(true) {
            return None;
        }
        let end = CONTRACT_END.of(contract)?;
        let until = CONTRACT_UNTIL.of(contract).and_then(LooseDate::last_day);
        Some((until.map_or(end, |until| until.max(end)), *id))
    });
    let (last, contract) = ends.collect::<Option<Vec<_>>>()?.into_iter().max()?;
    (last < handbook.today).then_some(contract)
}

/// The number of active users when it was last counted.
fn latest_use(system: &Entry) -> Option<i64> {
    let usage = SYSTEM_USAGE.of(system)?.iter().filter_map(|usage| match &usage.value {
        Value::Object(fields) => {
            let day = USAGE_DATE.within(fields).and_then(LooseDate::last_day);
            Some((day, USAGE_USERS.within(fields)?))
        }
        _ => None,
    });
    usage.max_by_key(|(day, _)| *day).map(|(_, users)| users)
}

/// How many systems a unit has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Count {
    /// In operation.
    pub(crate) in_use: usize,
    /// Of those, the ones that share a function with another of the same organisation.
    pub(crate) overlapping: usize,
    /// Of those in operation, the ones that no role owns.
    pub(crate) ownerless: usize,
    /// Planned, but not there yet.
    pub(crate) needs: usize,
}

/// The systems of each unit; under `None` those that no unit answers for.
pub(crate) fn per_unit(handbook: &Handbook, groups: &[Group]) -> BTreeMap<Option<EntryId>, Count> {
    let overlapping: std::collections::BTreeSet<EntryId> =
        groups.iter().flat_map(|group| group.systems.iter().copied()).collect();
    let mut counts: BTreeMap<Option<EntryId>, Count> = BTreeMap::new();
    for (id, system) in handbook.of(SYSTEM_STATE.kind) {
        let count = counts.entry(belonging::unit(handbook, system)).or_default();
        match SYSTEM_STATE.of(system) {
            Some("i-drift") => {
                count.in_use += 1;
                count.overlapping += usize::from(overlapping.contains(&id));
                count.ownerless += usize::from(SYSTEM_OWNER.of(system).is_none());
            }
            Some("behov" | "infors") => count.needs += 1,
            _ => {}
        }
    }
    counts
}

/// How many systems there are for each function: in operation, and planned.
pub(crate) fn per_function(handbook: &Handbook) -> BTreeMap<EntryId, (usize, usize)> {
    let mut counts: BTreeMap<EntryId, (usize, usize)> = BTreeMap::new();
    for (_, system) in handbook.of(SYSTEM_STATE.kind) {
        for function in overlap::functions(handbook, system) {
            let count = counts.entry(function).or_default();
            match SYSTEM_STATE.of(system) {
                Some("avvecklat") => {}
                Some("behov" | "infors") => count.1 += 1,
                _ => count.0 += 1,
            }
        }
    }
    counts
}
