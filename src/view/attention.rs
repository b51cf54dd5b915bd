//! What needs somebody's attention now: the days of the calendar that are near, overdue reviews.

use jiff::{ToSpan, civil::Date};

use super::calendar::{Calendar, Duty};
use super::urgency::Urgency;
use crate::handbook::{EntryId, Handbook};
use crate::kind::entry::Entry;
use crate::kind::value::Value;

/// Why something needs attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reason {
    /// A day of the calendar.
    Due(Duty),
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
pub(crate) fn matters(handbook: &Handbook, calendar: &Calendar) -> Vec<Matter> {
    let today = handbook.today;
    let mut matters = Vec::new();
    for moment in calendar.lines().iter().flat_map(|line| line.moments(today)) {
        let date = moment.due.day;
        if moment.urgency != Urgency::None && (date - today).get_days().abs() <= 365 {
            matters.push(Matter {
                entry: moment.entry(),
                reason: Reason::Due(moment.due.duty),
                date,
                urgency: moment.urgency,
            });
        }
    }
    for (id, entry) in handbook.all() {
        if let Some(date) = review_due(entry).filter(|date| *date < today)
            && (today - date).get_days() <= 365
        {
            let (reason, urgency) = (Reason::Review, Urgency::Late);
            matters.push(Matter { entry: id, reason, date, urgency });
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
