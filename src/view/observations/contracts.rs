//! Contracts: those that have ended, and terms that are not in place.

use jiff::ToSpan;

use super::{Observation, observation};
use crate::handbook::{EntryId, Handbook};
use crate::kind::entry::Entry;
use crate::kind::loose_date::LooseDate;
use crate::kind::value::Value;
use crate::locale::Text;
use crate::view::keys::{
    CONTRACT_CONTINUOUS, CONTRACT_CRISIS, CONTRACT_CRISIS_TERMS, CONTRACT_END,
    CONTRACT_RESPONSIBLE, CONTRACT_UNTIL, RESPONSIBLE_FOR, SYSTEM_CONTRACTS, SYSTEM_STATE,
};

pub(super) fn observe(handbook: &Handbook) -> Vec<Observation> {
    let mut found = Vec::new();
    for (id, contract) in handbook.of(CONTRACT_END.kind) {
        found.extend(ended_in_use(handbook, id, contract));
        found.extend(ends_soon(handbook, id, contract));
        found.extend(extension(id, contract));
        found.extend(crisis(id, contract));
    }
    found
}

/// A contract whose last possible day has passed, with systems in operation under it.
fn ended_in_use(handbook: &Handbook, id: EntryId, contract: &Entry) -> Option<Observation> {
    if CONTRACT_CONTINUOUS.of(contract) == Some(true) {
        return None;
    }
    let end = CONTRACT_END.of(contract)?;
    let last = CONTRACT_UNTIL.of(contract).and_then(LooseDate::last_day);
    let last = last.map_or(end, |last| last.max(end));
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

/// A contract whose time runs out within the year.
fn ends_soon(handbook: &Handbook, id: EntryId, contract: &Entry) -> Option<Observation> {
    let end = CONTRACT_END.of(contract)?;
    let limit = handbook.today.checked_add(12.months()).ok()?;
    let soon = handbook.today <= end && end <= limit;
    let open = CONTRACT_CONTINUOUS.of(contract) == Some(true);
    let message = Text::new(format!("slutar {end}"), format!("ends on {end}"));
    (soon && !open).then(|| observation("ends-soon", id, message))
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
