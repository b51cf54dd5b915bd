//! When a contract runs out: the present end, and every end that its extensions can lead to.

use jiff::civil::Date;

use super::derivation::{Derivation, Fact, Operation, Outcome, Reason};
use super::months::{Boundary, back, extend, yearly_before};
use super::terms::{Options, Terms};

/// How often a contract can renew itself before we stop counting.
const MAX_RENEWALS: i32 = 400;

/// An end that the contract can have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct End {
    pub(crate) derivation: Derivation,
    pub(crate) day: Date,
}

/// The last day of the present period: as stated, with the extensions that are decided, and with
/// the renewals that nobody can stop any more.
pub(super) fn present(terms: &Terms, today: Date) -> Derivation {
    if terms.runs_on {
        return Derivation::none(Reason::RunsOn);
    }
    let Some(end) = terms.end else { return Derivation::missing(&[Fact::End]) };
    let mut found = Derivation::begin(Operation::Taken(Fact::End), end);
    if let Options::Listed(options) = &terms.options {
        for option in options.iter().filter(|option| option.decided) {
            if found.day().is_some_and(|day| option.to > day) {
                let operation = Operation::Option { number: option.number, decided: true };
                found = found.then(operation, Some(option.to));
            }
        }
    }
    capped(renewed(found, terms, today), terms)
}

/// Adds the renewals that are settled: those whose last day for notice has passed, or lies before
/// the day from which notice can be given.
fn renewed(found: Derivation, terms: &Terms, today: Date) -> Derivation {
    let Some((end, months)) = found.day().zip(terms.renewal.filter(|months| *months > 0)) else {
        return found;
    };
    let earliest = terms.irrevocable.map_or(today, |day| day.max(today));
    let at = |times: i32| extend(end, times * months);
    let bound = |day: Date| match notice_before(terms, day) {
        Some(last) => last < earliest,
        None => day < today,
    };
    let limit = terms.hard_end;
    let times = (0..MAX_RENEWALS)
        .find(|times| {
            at(*times).is_none_or(|day| !bound(day) || limit.is_some_and(|limit| day >= limit))
        })
        .unwrap_or(MAX_RENEWALS);
    if times == 0 {
        return found;
    }
    found.then(Operation::Renewed { times, months }, at(times))
}

/// The last day to give notice so that the contract ends on `end`.
pub(super) fn notice_before(terms: &Terms, end: Date) -> Option<Date> {
    let aligned = match terms.notice_by {
        Some(boundary) => boundary.at_or_before(end)?,
        None => end,
    };
    let counted = back(aligned, terms.notice?)?;
    match terms.notice_day {
        Some((month, day)) => yearly_before(counted, month, day),
        None => Some(counted),
    }
}

/// Nothing lasts beyond the day after which nothing may be bought.
fn capped(found: Derivation, terms: &Terms) -> Derivation {
    match (found.day(), terms.hard_end) {
        (Some(day), Some(limit)) if limit < day => {
            found.then(Operation::Limited(Fact::HardEnd), Some(limit))
        }
        _ => found,
    }
}

/// The last day that the contract can run to, with every extension.
pub(super) fn last(terms: &Terms, present: &Derivation) -> Derivation {
    let stated = |fact, day| Derivation::begin(Operation::Taken(fact), day);
    let found = if terms.runs_on {
        Derivation::none(Reason::RunsOn)
    } else if let Some(until) = terms.until.filter(|until| until.first_day().is_some()) {
        until_stated(until, present.day())
    } else {
        with_options(terms, present)
    };
    match (found.day(), terms.hard_end) {
        (Some(_), _) => capped(found, terms),
        (None, Some(limit)) => stated(Fact::HardEnd, limit),
        (None, None) => found,
    }
}

fn until_stated(until: crate::kind::loose_date::LooseDate, present: Option<Date>) -> Derivation {
    use crate::kind::loose_date::LooseDate;
    let Some(first) = until.first_day() else { return Derivation::missing(&[Fact::Until]) };
    let operation = match until {
        LooseDate::Day(_) => Operation::Taken(Fact::Until),
        _ => Operation::FirstOf(Fact::Until, until),
    };
    let found = Derivation::begin(operation, first);
    match present {
        Some(present) if present > first => found.then(Operation::Taken(Fact::End), Some(present)),
        _ => found,
    }
}

fn with_options(terms: &Terms, present: &Derivation) -> Derivation {
    let Some(end) = present.day() else { return present.clone() };
    let renews = terms.renewal.is_some_and(|months| months > 0);
    match &terms.options {
        Options::Unstated if renews => Derivation::none(Reason::Renews),
        Options::Unstated | Options::Counted { count: 0, .. } => {
            present.clone().then(Operation::NoOptions, Some(end))
        }
        Options::Listed(options) => {
            let later = options.iter().filter(|option| option.to > end);
            later.fold(present.clone(), |found, option| {
                let operation = Operation::Option { number: option.number, decided: false };
                found.then(operation, Some(option.to))
            })
        }
        Options::Counted { count, months, used } => match (months, used) {
            (Some(months), Some(used)) => {
                let count = (count - used).max(0);
                let operation = Operation::Extended { count, months: *months };
                present.clone().then(operation, extend(end, count * months))
            }
            (months, used) => {
                let lacks = [
                    months.is_none().then_some(Fact::OptionMonths),
                    used.is_none().then_some(Fact::OptionsUsed),
                ];
                Derivation::missing(&lacks.into_iter().flatten().collect::<Vec<_>>())
            }
        },
    }
}

/// Every end that the contract can have, in order: the present one, one for each extension, the
/// last one.
pub(super) fn all(terms: &Terms, present: &Derivation, last: &Derivation) -> Vec<End> {
    let mut ends: Vec<End> = Vec::new();
    let mut add = |derivation: &Derivation| {
        if let Outcome::Day(day) = derivation.outcome
            && ends.last().is_none_or(|end| end.day < day)
        {
            ends.push(End { derivation: derivation.clone(), day });
        }
    };
    add(present);
    let limit = last.day();
    if let (Some(end), Some(limit)) = (present.day(), limit) {
        for derivation in between(terms, present, end) {
            if derivation.day().is_some_and(|day| day < limit) {
                add(&derivation);
            }
        }
    }
    add(last);
    ends
}

/// The ends after each extension that is left.
fn between(terms: &Terms, present: &Derivation, end: Date) -> Vec<Derivation> {
    match &terms.options {
        Options::Listed(options) => {
            let later = options.iter().filter(|option| option.to > end);
            later
                .map(|option| {
                    let operation = Operation::Option { number: option.number, decided: false };
                    present.clone().then(operation, Some(option.to))
                })
                .collect()
        }
        Options::Counted { count, months: Some(months), used: Some(used) } => (1..count - used)
            .map(|count| {
                let operation = Operation::Extended { count, months: *months };
                present.clone().then(operation, extend(end, count * months))
            })
            .collect(),
        Options::Unstated | Options::Counted { .. } => Vec::new(),
    }
}

/// The end that notice is tied to, on or before `day`.
pub(super) fn aligned(found: Derivation, boundary: Option<Boundary>) -> Derivation {
    match (boundary, found.day()) {
        (Some(boundary), Some(day)) => {
            found.then(Operation::EndsWith(boundary), boundary.at_or_before(day))
        }
        _ => found,
    }
}
