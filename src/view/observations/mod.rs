//! Observations: truths about the world that the sources state correctly. No editor can mend them
//! in the sources, so `check` is silent about them; somebody has to act.

mod contracts;
mod facts;
mod plans;
mod systems;
mod words;

use std::collections::BTreeMap;

use crate::handbook::{EntryId, Handbook};
use crate::locale::Text;
use crate::view::belonging;
pub(crate) use facts::{MISSING, missing};
pub(crate) use words::about;
pub use words::{About, explained};

/// Something that is so, and that somebody should know.
#[derive(Debug, Clone)]
pub(crate) struct Observation {
    /// A slug that names it: `late-start`.
    pub(crate) code: &'static str,
    /// What it is about.
    pub(crate) entry: EntryId,
    /// What is so, understandable beside the entry's title.
    pub(crate) message: Text,
    /// Whom else it concerns: the systems that overlap, the units that answer. In their order.
    pub(crate) concerns: Vec<EntryId>,
}

impl Observation {
    /// The same, told to concern others too.
    fn with(mut self, others: impl IntoIterator<Item = EntryId>) -> Self {
        self.concerns.extend(others);
        self
    }
}

/// Everything there is to observe, by code, then in the order of the entries.
pub(crate) fn all(handbook: &Handbook) -> Vec<Observation> {
    let mut found = Vec::new();
    found.extend(facts::observe(handbook));
    found.extend(systems::observe(handbook));
    found.extend(contracts::observe(handbook));
    found.extend(plans::observe(handbook));
    for observation in &mut found {
        concern_units(handbook, observation);
    }
    found.sort_by_key(|observation| (observation.code, observation.entry));
    found
}

/// What concerns an entry concerns the unit that answers for it.
fn concern_units(handbook: &Handbook, observation: &mut Observation) {
    let about = std::iter::once(observation.entry).chain(observation.concerns.iter().copied());
    let units: Vec<EntryId> =
        about.filter_map(|id| belonging::unit(handbook, handbook.entry(id))).collect();
    observation.concerns.extend(units);
    observation.concerns.sort_unstable();
    observation.concerns.dedup();
    observation.concerns.retain(|id| *id != observation.entry);
}

/// All observations, to be asked for by entry.
#[derive(Debug)]
pub(crate) struct Register {
    all: Vec<Observation>,
    by_entry: BTreeMap<EntryId, Vec<usize>>,
}

impl Register {
    /// Observes everything.
    pub(crate) fn new(handbook: &Handbook) -> Self {
        let all = all(handbook);
        let mut by_entry: BTreeMap<EntryId, Vec<usize>> = BTreeMap::new();
        for (number, observation) in all.iter().enumerate() {
            let concerned = std::iter::once(observation.entry);
            for id in concerned.chain(observation.concerns.iter().copied()) {
                by_entry.entry(id).or_default().push(number);
            }
        }
        Self { all, by_entry }
    }

    /// All of them, by code, then in the order of the entries.
    pub(crate) fn all(&self) -> &[Observation] {
        &self.all
    }

    /// What is observed about an entry, and what concerns it.
    pub(crate) fn of(&self, id: EntryId) -> impl Iterator<Item = &Observation> {
        let numbers = self.by_entry.get(&id).map_or(&[][..], Vec::as_slice);
        numbers.iter().filter_map(|number| self.all.get(*number))
    }
}

/// An observation of an entry.
fn observation(code: &'static str, entry: EntryId, message: Text) -> Observation {
    Observation { code, entry, message, concerns: Vec::new() }
}
