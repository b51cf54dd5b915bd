//! The procurement plan: starts that are due, and needs that stand there twice.

use super::{Observation, observation};
use crate::handbook::{EntryId, Handbook};
use crate::kind::entry::Entry;
use crate::kind::value::Value;
use crate::locale::Text;
use crate::view::calendar::derivation::{Fact, Outcome};
use crate::view::keys::{NEED_DUPLICATES, NEED_RECURS};
use crate::view::plan;
use crate::view::urgency::Urgency;

pub(super) fn observe(handbook: &Handbook) -> Vec<Observation> {
    let mut found = Vec::new();
    for (id, need) in handbook.of(NEED_DUPLICATES.kind) {
        found.extend(late(handbook, id, need));
        found.extend(no_lead_time(handbook, id, need));
        found.extend(repeated(handbook, id, need));
    }
    found
}

/// A procurement that should have been started.
fn late(handbook: &Handbook, id: EntryId, need: &Entry) -> Option<Observation> {
    let row = plan::row(handbook, id, need);
    let message = match row.latest_start() {
        Some(day) => Text::new(
            format!("skulle ha startat senast {day}"),
            format!("should have been started by {day}"),
        ),
        None => Text::new("behöver startas snarast", "must be started as soon as possible"),
    };
    (row.urgency == Urgency::Late).then(|| observation("late-start", id, message))
}

/// A need with an end but without a lead time: nobody can tell when to start.
fn no_lead_time(handbook: &Handbook, id: EntryId, need: &Entry) -> Option<Observation> {
    let row = plan::row(handbook, id, need);
    let dated = row.until.is_some_and(|until| until.first_day().is_some());
    let lacks = row.start.outcome == Outcome::Missing(vec![Fact::Lead]);
    let untold = dated && lacks && row.urgency != Urgency::None;
    let message = Text::new(
        "underkategorin saknar framförhållning, så senaste start går inte att räkna ut",
        "the subcategory has no lead time, so the latest start cannot be computed",
    );
    untold.then(|| observation("no-lead-time", id, message))
}

/// A need that stands more than once, within a year or over two.
fn repeated(handbook: &Handbook, id: EntryId, need: &Entry) -> Vec<Observation> {
    let lists = [NEED_DUPLICATES.of(need), NEED_RECURS.of(need)];
    let others = lists.into_iter().flatten().flatten();
    others
        .filter_map(|item| match &item.value {
            Value::Reference(reference) => handbook.entry_of(reference),
            _ => None,
        })
        .map(|other| {
            let other = handbook.entry(other);
            let message = Text::new(
                format!("står också i planen som ”{}” ({})", other.title, other.id),
                format!("also stands in the plan as “{}” ({})", other.title, other.id),
            );
            observation("repeated-need", id, message)
        })
        .collect()
}
