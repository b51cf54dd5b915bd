//! The procurement plan: needs by year, and when each must be started.
//!
//! The rule (the lead-time rule of the category plan): the last day that the present contract can
//! be extended to, less the lead time of the subcategory.

use std::collections::BTreeMap;

use jiff::{ToSpan, civil::Date};

use super::keys::{
    CONTRACT_UNTIL, LEAD_MONTHS, NEED_CONTRACT, NEED_STATE, NEED_SUBCATEGORY, NEED_UNTIL,
    PLAN_ORDER, PLAN_YEAR,
};
use crate::handbook::{EntryId, Handbook};
use crate::kind::entry::Entry;
use crate::kind::loose_date::LooseDate;

/// How near a deadline is "soon", in days.
pub(crate) const SOON_DAYS: i32 = 180;

/// How a deadline stands to the day of the build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Urgency {
    /// It has passed.
    Late,
    /// It comes within [`SOON_DAYS`].
    Soon,
    /// It lies further ahead.
    Planned,
    /// It cannot be told.
    Unknown,
    /// It does not matter any more.
    None,
}

impl Urgency {
    /// Its name in class names and data.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::Soon => "soon",
            Self::Planned => "planned",
            Self::Unknown => "unknown",
            Self::None => "none",
        }
    }

    /// The urgency of a deadline on `day`.
    pub(crate) fn of(deadline: Option<Date>, day: Date) -> Self {
        match deadline {
            None => Self::Unknown,
            Some(deadline) if deadline < day => Self::Late,
            Some(deadline) if (deadline - day).get_days() <= SOON_DAYS => Self::Soon,
            Some(_) => Self::Planned,
        }
    }
}

/// One need in the plan.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) need: EntryId,
    /// How long the present contract can be extended.
    pub(crate) until: Option<LooseDate>,
    /// The lead time in months, when the subcategory has one.
    pub(crate) lead_months: Option<i64>,
    /// The last day to start.
    pub(crate) latest_start: Option<Date>,
    pub(crate) urgency: Urgency,
}

/// The plan of each year, in the order of the source.
pub(crate) fn years(handbook: &Handbook) -> BTreeMap<i64, Vec<Row>> {
    let mut years: BTreeMap<i64, Vec<Row>> = BTreeMap::new();
    for (id, entry) in handbook.of("need") {
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
    let until = contract
        .and_then(|contract| CONTRACT_UNTIL.of(handbook.entry(contract)))
        .or_else(|| NEED_UNTIL.of(entry));
    let lead_months = NEED_SUBCATEGORY
        .of(entry)
        .and_then(|subcategory| handbook.entry_of(subcategory))
        .and_then(|subcategory| LEAD_MONTHS.of(handbook.entry(subcategory)));
    let latest_start = latest_start(until, lead_months);
    let settled = matches!(NEED_STATE.of(entry), Some("klar" | "pagar" | "utgar" | "flyttad"));
    let urgency = match until {
        _ if settled => Urgency::None,
        Some(LooseDate::Soon) => Urgency::Late,
        _ => Urgency::of(latest_start, handbook.today),
    };
    Row { need, until, lead_months, latest_start, urgency }
}

/// The last day to start: `until` less the lead time. A month end stays within its month
/// (31 August less 18 months is 28 February). Of a loose date the first day counts, to be safe.
pub(crate) fn latest_start(until: Option<LooseDate>, lead_months: Option<i64>) -> Option<Date> {
    let months = i32::try_from(lead_months?).ok()?;
    until?.first_day()?.checked_sub(months.months()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_counted_back_within_the_month() {
        let start = |until, months| {
            latest_start(LooseDate::parse(until), Some(months)).map(|day| day.to_string())
        };
        assert_eq!(start("2025-08-31", 24).as_deref(), Some("2023-08-31"));
        assert_eq!(start("2025-08-31", 18).as_deref(), Some("2024-02-29"));
        assert_eq!(start("2026-08-31", 18).as_deref(), Some("2025-02-28"));
        assert_eq!(start("snarast", 18), None);
        assert_eq!(latest_start(LooseDate::parse("2025-08-31"), None), None);
    }
}
