//! The procurement plan: needs by year, and when each must be started.
//!
//! The rule (the lead-time rule of the category plan): the last day that the present contract can
//! be extended to, less the lead time. [`super::calendar`] does the counting.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::calendar::deadlines::deadlines;
use super::calendar::derivation::{Derivation, Outcome};
use super::calendar::terms::Terms;
use super::calendar::{self, Calendar, Line};
use super::keys::{NEED_CARRIED, NEED_CONTRACT, PLAN_ORDER, PLAN_YEAR};
use super::urgency::Urgency;
use crate::handbook::{EntryId, Handbook};
use crate::kind::entry::Entry;
use crate::kind::loose_date::LooseDate;

/// One need in the plan.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) need: EntryId,
    /// How long the present contract can be extended.
    pub(crate) until: Option<LooseDate>,
    /// The last day to start, with how it was computed.
    pub(crate) start: Derivation,
    pub(crate) urgency: Urgency,
}

impl Row {
    /// The last day to start.
    pub(crate) const fn latest_start(&self) -> Option<Date> {
        self.start.day()
    }
}

/// The plan of each year, in the order of the source.
pub(crate) fn years(handbook: &Handbook) -> BTreeMap<i64, Vec<Row>> {
    let mut years: BTreeMap<i64, Vec<Row>> = BTreeMap::new();
    for (id, entry) in handbook.of(PLAN_YEAR.kind) {
        if let Some(year) = PLAN_YEAR.of(entry) {
            years.entry(year).or_default().push(row(handbook, id, entry));
        }
    }
    for rows in years.values_mut() {
        rows.sort_by_key(|row| (PLAN_ORDER.of(handbook.entry(row.need)), row.need));
    }
    years
}

/// A need with its deadline.
pub(crate) fn row(handbook: &Handbook, need: EntryId, entry: &Entry) -> Row {
    let contract = NEED_CONTRACT.of(entry).and_then(|contract| handbook.entry_of(contract));
    let contract = contract.map(|contract| handbook.entry(contract));
    let terms = contract.map_or(Terms::UNSTATED, |contract| Terms::of_contract(handbook, contract));
    let terms = terms.followed_by(handbook, entry);
    let until = terms.until;
    let start = deadlines(&terms, handbook.today).start;
    let urgency = match until {
        _ if calendar::is_closed(entry) => Urgency::None,
        Some(LooseDate::Soon) => Urgency::Late,
        _ => Urgency::of(start.day(), handbook.today),
    };
    Row { need, until, start, urgency }
}

/// What the plan of a coming year should hold, before anyone has written it.
#[derive(Debug, Default)]
pub(crate) struct Proposal<'c> {
    /// Contracts without a need whose next procurement must start by the end of the year.
    pub(crate) contracts: Vec<&'c Line>,
    /// Needs of the year before that are still open.
    pub(crate) carried: Vec<EntryId>,
    /// Contracts without a need that lack the facts to be planned.
    pub(crate) unplanned: Vec<&'c Line>,
}

/// The proposal for a year.
pub(crate) fn proposal<'c>(handbook: &Handbook, calendar: &'c Calendar, year: i64) -> Proposal<'c> {
    let lines = calendar.lines().iter().filter(|line| line.needs.is_empty());
    let (contracts, others): (Vec<_>, Vec<_>) = lines.partition(|line| {
        line.deadlines.start.day().is_some_and(|day| i64::from(day.year()) <= year)
    });
    let unplanned = others
        .into_iter()
        .filter(|line| matches!(line.deadlines.start.outcome, Outcome::Missing(_)));
    let carried = handbook.of(PLAN_YEAR.kind).filter(|(_, need)| {
        PLAN_YEAR.of(need) == Some(year - 1)
            && !calendar::is_closed(need)
            && NEED_CARRIED.of(need).is_none()
    });
    let carried = carried.map(|(id, _)| id).collect();
    Proposal { contracts, carried, unplanned: unplanned.collect() }
}
