//! What needs somebody's attention now: starts that are due, contracts that end, overdue reviews.

use jiff::{ToSpan, civil::Date};

use super::keys::CONTRACT_END;
use super::plan::{self, Urgency};
use crate::handbook::{EntryId, Handbook};
use crate::kind::entry::Entry;
use crate::kind::value::Value;

/// Why something needs attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reason {
    /// A procurement must be started.
    Start,
    /// A contract ends.
    ContractEnds,
    /// A text must be reviewed.
    Review,
}

/// Something to attend to.
#[derive(Debug, Clone)]
pub(crate) struct Matter {
    pub(crate) entry: EntryId,
    pub(crate) reason: Reason,
    pub(crate) date: Date,
    pub(crate) urgency: Urgency,
}

/// The matters whose day comes within a year or came within the last, nearest first.
pub(crate) fn matters(handbook: &Handbook) -> Vec<Matter> {
    let today = handbook.today;
    let mut matters = Vec::new();
    let mut add = |entry, reason, date: Date, urgency| {
        let near = (date - today).get_days().abs() <= 365;
        if near && urgency != Urgency::None {
            matters.push(Matter { entry, reason, date, urgency });
        }
    };
    for (id, entry) in handbook.of("need") {
        let row = plan::row(handbook, id, entry);
        if let Some(date) = row.latest_start {
            add(id, Reason::Start, date, row.urgency);
        }
    }
    for (id, entry) in handbook.of("contract") {
        if let Some(date) = CONTRACT_END.of(entry)
            && date >= today
        {
            add(id, Reason::ContractEnds, date, Urgency::of(Some(date), today));
        }
    }
    for (id, entry) in handbook.all() {
        if let Some(date) = review_due(entry).filter(|date| *date < today) {
            add(id, Reason::Review, date, Urgency::Late);
        }
    }
    matters.sort_by_key(|matter| {
        let days = (matter.date - today).get_days();
        // What comes soon, nearest first; what has passed, latest first; then what is far ahead.
        let order = match matter.urgency {
            Urgency::Soon => 0,
            Urgency::Late => 1,
            Urgency::Planned | Urgency::Unknown | Urgency::None => 2,
        };
        (order, days.abs(), matter.reason, matter.entry)
    });
    matters
}

/// The day by which an entry must be reviewed again.
pub(crate) fn review_due(entry: &Entry) -> Option<Date> {
    let Value::Date(reviewed) = entry.fields.get("reviewed_on")? else { return None };
    let Value::Integer(months) = entry.fields.get("review_interval")? else { return None };
    reviewed.checked_add(i32::try_from(*months).ok()?.months()).ok()
}
