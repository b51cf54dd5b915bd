//! Contracts: those that have ended, and terms that are not in place.

use jiff::ToSpan;

use super::{Observation, observation};
use crate::handbook::{EntryId, Handbook};
use crate::kind::entry::Entry;
use crate::kind::loose_date::LooseDate;
use crate::kind::value::Value;
use crate::locale::Text;
use crate::view::calendar::deadlines::deadlines;
use crate::view::calendar::derivation::{Outcome, Reason};
use crate::view::calendar::terms::Terms;
use crate::view::calendar::{Calendar, Duty, Line};
use crate::view::keys::{
    CONTRACT_CRISIS, CONTRACT_CRISIS_TERMS, CONTRACT_END, CONTRACT_HARD_END, CONTRACT_RESPONSIBLE,
    CONTRACT_UNTIL, RESPONSIBLE_FOR, SYSTEM_CONTRACTS, SYSTEM_STATE,
};
use crate::view::urgency::Urgency;

pub(super) fn observe(handbook: &Handbook) -> Vec<Observation> {
    let mut found = Vec::new();
    for (id, contract) in handbook.of(CONTRACT_END.kind) {
        found.extend(ended_in_use(handbook, id, contract));
        found.extend(extension(id, contract));
        found.extend(crisis(id, contract));
    }
    for line in Calendar::new(handbook).lines() {
        if CONTRACT_END.kind == handbook.kind_of(handbook.entry(line.entry)).id {
            found.extend(ends_soon(handbook, line));
            found.extend(missed(handbook, line));
        }
    }
    found
}

/// A contract whose last possible day has passed, with systems in operation under it.
fn ended_in_use(handbook: &Handbook, id: EntryId, contract: &Entry) -> Option<Observation> {
    let computed = deadlines(&Terms::of_contract(handbook, contract), handbook.today).last.day()?;
    // Of a time that is not exact the last day counts here: until then the contract may run.
    let stated = CONTRACT_UNTIL.of(contract).and_then(LooseDate::last_day).unwrap_or(computed);
    let last = stated.min(CONTRACT_HARD_END.of(contract).unwrap_or(stated)).max(computed);
    if last >= handbook.today {
        return None;
    }
    let mut systems: Vec<EntryId> = handbook
        .incoming(id)
        .filter(|link| {
            let from = handbook.entry(link.from);
            handbook.kind_of(from).id == SYSTEM_CONTRACTS.kind
                && SYSTEM_STATE.of(from) == Some("i-drift")
        })
        .map(|link| link.from)
        .collect();
    systems.sort_unstable();
    systems.dedup();
    let titles: Vec<String> =
        systems.iter().map(|system| handbook.entry(*system).title.clone()).collect();
    let verb = if titles.len() == 1 { "is" } else { "are" };
    let message = Text::new(
        format!("kunde gälla till {last}, men ”{}” är i drift", titles.join("”, ”")),
        format!("could run until {last}, but “{}” {verb} in operation", titles.join("”, “")),
    );
    let found = observation("ended-contract-in-use", id, message).with(systems);
    (!titles.is_empty()).then_some(found)
}

/// A contract whose time runs out within the year, unless it renews itself.
fn ends_soon(handbook: &Handbook, line: &Line) -> Option<Observation> {
    let end = line.deadlines.present.day()?;
    let limit = handbook.today.checked_add(12.months()).ok()?;
    let soon = handbook.today <= end && end <= limit;
    let renews = line.deadlines.last.outcome == Outcome::None(Reason::Renews);
    let message = Text::new(format!("slutar {end}"), format!("ends on {end}"));
    (soon && !renews).then(|| observation("ends-soon", line.entry, message))
}

/// Days that have passed although nobody acted: of the extension, and of the start when the plan
/// has no need that tells of it.
fn missed(handbook: &Handbook, line: &Line) -> Vec<Observation> {
    let moments = line.moments(handbook.today).into_iter();
    let late = moments.filter(|moment| moment.urgency == Urgency::Late);
    late.filter_map(|moment| {
        let day = moment.due.day;
        match moment.due.duty {
            Duty::Start if line.needs.is_empty() => {
                let message = Text::new(
                    format!("skulle ha startat senast {day}"),
                    format!("should have been started by {day}"),
                );
                Some(observation("late-start", line.entry, message))
            }
            Duty::Extend => {
                let message = Text::new(
                    format!("skulle ha förlängts senast {day}"),
                    format!("should have been extended by {day}"),
                );
                Some(observation("missed-extension", line.entry, message))
            }
            Duty::Start | Duty::Terminate | Duty::End => None,
        }
    })
    .collect()
}

/// A contract that can be extended needs somebody who answers for it.
fn extension(id: EntryId, contract: &Entry) -> Option<Observation> {
    CONTRACT_UNTIL.of(contract)?;
    let mut responsible = CONTRACT_RESPONSIBLE.of(contract).unwrap_or_default().iter();
    let named = responsible.any(|one| match &one.value {
        Value::Object(fields) => RESPONSIBLE_FOR.within(fields) == Some("forlangning"),
        _ => false,
    });
    let message = Text::new(
        "kan förlängas, men ingen roll svarar för det",
        "can be extended, but no role answers for it",
    );
    (!named).then(|| observation("extension-without-responsible", id, message))
}

/// A contract that matters in a crisis needs terms for it.
fn crisis(id: EntryId, contract: &Entry) -> Option<Observation> {
    let important = CONTRACT_CRISIS.of(contract) == Some(true);
    let settled = CONTRACT_CRISIS_TERMS.of(contract) == Some("finns");
    let message = Text::new(
        "är viktigt vid kris men saknar krisvillkor",
        "is important in a crisis but has no terms for it",
    );
    (important && !settled).then(|| observation("no-crisis-terms", id, message))
}
