//! The days that a contract sets: when it runs out, and the last days to give notice, to extend and
//! to start the next procurement.
//!
//! A contract can have several ends: the present one and one after each extension. For each of them
//! two days count. The next procurement must start its lead time before. And an extension beyond
//! it must be called before; whoever has not started by then has chosen to extend, so the start
//! never comes after it. For the same end, therefore: start <= extend <= end <= the last day of all.
//!
//! The start that the plan goes by is the one for the last end, as the lead-time rule of the
//! category plan has it. The extension that comes next is the one beyond the present end.

use jiff::civil::Date;

use super::derivation::{Derivation, Fact, Operation, Outcome, Reason};
use super::ends::{self, End};
use super::months::{back, forward, yearly_after};
use super::terms::{Options, Terms};
use crate::kind::loose_date::LooseDate;

/// An end that the contract can have, and what must be done before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rung {
    pub(crate) end: End,
    /// The last day to start the procurement that follows.
    pub(crate) start: Derivation,
    /// The last day to extend beyond this end.
    pub(crate) extend: Derivation,
}

/// The days that a contract sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Deadlines {
    /// The last day of the present period.
    pub(crate) present: Derivation,
    /// The last day that it can run to.
    pub(crate) last: Derivation,
    /// The last day to give notice.
    pub(crate) terminate: Derivation,
    /// The last day to extend beyond the present end.
    pub(crate) extend: Derivation,
    /// The last day to start the next procurement.
    pub(crate) start: Derivation,
    /// All ends that it can have.
    pub(crate) rungs: Vec<Rung>,
}

/// Computes the days of a contract, as they stand on `today`.
pub(crate) fn deadlines(terms: &Terms, today: Date) -> Deadlines {
    let present = ends::present(terms, today);
    let last = ends::last(terms, &present);
    let ends = ends::all(terms, &present, &last);
    let final_day = ends.last().map(|end| end.day);
    let rungs: Vec<Rung> = ends
        .into_iter()
        .map(|end| {
            let extend = if Some(end.day) == final_day {
                Derivation::none(no_more(terms))
            } else {
                called(terms, &end)
            };
            let start = started(terms, &end, extend.day());
            Rung { end, start, extend }
        })
        .collect();
    let start = match (rungs.last(), &last.outcome) {
        (Some(rung), Outcome::Day(_)) => rung.start.clone(),
        _ if terms.until == Some(LooseDate::Soon) => Derivation::none(Reason::AtOnce),
        (_, Outcome::None(reason)) => Derivation::none(*reason),
        (_, Outcome::Missing(facts)) => {
            let lead = terms.lead.is_none().then_some(Fact::Lead);
            Derivation::missing(&facts.iter().copied().chain(lead).collect::<Vec<_>>())
        }
        (None, Outcome::Day(_)) => Derivation::missing(&[Fact::End]),
    };
    let extend = match (&present.outcome, rungs.first(), &last.outcome) {
        (Outcome::Day(_), Some(rung), Outcome::Day(_)) => rung.extend.clone(),
        (Outcome::Missing(facts), _, _) | (Outcome::Day(_), _, Outcome::Missing(facts)) => {
            Derivation::missing(facts)
        }
        (Outcome::Day(_) | Outcome::None(_), _, _) => Derivation::none(no_more(terms)),
    };
    Deadlines { terminate: terminated(terms, &present, today), present, last, extend, start, rungs }
}

/// Why there is nothing to extend: all is used, or nothing was ever stated.
fn no_more(terms: &Terms) -> Reason {
    let stated = terms.until.is_some() || terms.options != Options::Unstated;
    if stated { Reason::NoOptionsLeft } else { Reason::NoOptionsStated }
}

/// The last day to extend beyond an end.
fn called(terms: &Terms, end: &End) -> Derivation {
    let from = end.derivation.clone();
    match terms.option_notice {
        Some(months) => {
            let operation = Operation::Back { months, fact: Fact::OptionNotice };
            from.then(operation, back(end.day, months))
        }
        None => from.then(Operation::NoOptionNotice, Some(end.day)),
    }
}

/// The last day to start the procurement that follows an end.
fn started(terms: &Terms, end: &End, extend: Option<Date>) -> Derivation {
    let Some(lead) = terms.lead else { return Derivation::missing(&[Fact::Lead]) };
    let operation = Operation::Back { months: lead.months, fact: Fact::Lead };
    let day = back(end.day, lead.months);
    let found = end.derivation.clone().then(operation, day).from(lead.source);
    match (day, extend) {
        (Some(day), Some(choice)) if choice < day => found.then(Operation::Choice, Some(choice)),
        _ => found,
    }
}

/// The last day to give notice.
fn terminated(terms: &Terms, present: &Derivation, today: Date) -> Derivation {
    if terms.runs_on {
        return terminated_running(terms, today);
    }
    let renews = terms.renewal.is_some_and(|months| months > 0);
    if terms.renewal == Some(0) {
        return present.clone().without(Reason::EndsByItself);
    }
    let Some(months) = terms.notice else {
        return Derivation::missing(&[Fact::Notice]);
    };
    let Some(end) = present.day() else { return present.clone() };
    if renews && terms.hard_end.is_some_and(|limit| end >= limit) {
        return present.clone().without(Reason::EndsByItself);
    }
    let found = ends::aligned(present.clone(), terms.notice_by);
    let counted = found.day().and_then(|day| back(day, months));
    let mut found = found.then(Operation::Back { months, fact: Fact::Notice }, counted);
    if terms.notice_day.is_some() {
        found = found.then(Operation::YearlyDay, ends::notice_before(terms, end));
    }
    match (found.day(), terms.irrevocable) {
        (Some(day), Some(earliest)) if day < earliest => found.without(Reason::Irrevocable),
        _ => found,
    }
}

/// Notice for a contract that runs until further notice: the last day for the end that comes next.
fn terminated_running(terms: &Terms, today: Date) -> Derivation {
    let Some(months) = terms.notice else { return Derivation::missing(&[Fact::Notice]) };
    let waits = terms.irrevocable.filter(|day| *day > today);
    let earliest = waits.unwrap_or(today);
    let from = Operation::From(waits.map(|_| Fact::Irrevocable));
    let found = Derivation::begin(from, earliest);
    if let Some((month, day)) = terms.notice_day {
        return found.then(Operation::YearlyDay, yearly_after(earliest, month, day));
    }
    let reached = forward(earliest, months);
    let found = found.then(Operation::Forward { months, fact: Fact::Notice }, reached);
    let Some(boundary) = terms.notice_by else { return found.without(Reason::AnyDay) };
    let end = found.day().and_then(|day| boundary.at_or_after(day));
    let last = end.and_then(|end| back(end, months));
    found
        .then(Operation::EndsWith(boundary), end)
        .then(Operation::Back { months, fact: Fact::Notice }, last)
}

#[cfg(test)]
mod tests;
