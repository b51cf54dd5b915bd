//! Observations: truths about the world that the sources state correctly. No editor can mend them
//! in the sources, so `check` is silent about them; somebody has to act.

mod contracts;
mod facts;
mod plans;
mod systems;

use crate::handbook::{EntryId, Handbook};
use crate::locale::Text;

/// Something that is so, and that somebody should know.
#[derive(Debug, Clone)]
pub(crate) struct Observation {
    /// A slug that names it: `late-start`.
    pub(crate) code: &'static str,
    /// What it is about.
    pub(crate) entry: EntryId,
    /// What is so, understandable beside the entry's title.
    pub(crate) message: Text,
}

/// Everything there is to observe, by code, then in the order of the entries.
pub(crate) fn all(handbook: &Handbook) -> Vec<Observation> {
    let mut found = Vec::new();
    found.extend(facts::observe(handbook));
    found.extend(systems::observe(handbook));
    found.extend(contracts::observe(handbook));
    found.extend(plans::observe(handbook));
    found.sort_by_key(|observation| (observation.code, observation.entry));
    found
}

/// An observation of an entry.
fn observation(code: &'static str, entry: EntryId, message: Text) -> Observation {
    Observation { code, entry, message }
}
