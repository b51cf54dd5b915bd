//! Systems: overlap, and what the law asks of those in use.

use jiff::ToSpan;

use super::{Observation, observation};
use crate::handbook::{EntryId, Handbook};
use crate::kind::entry::Entry;
use crate::locale::Text;
use crate::parse::reference::Reference;
use crate::view::keys::{
    APPLICATION_BASE, APPLICATION_LATEST, APPLICATION_VERSION, PUB_CONTRACT, REPORT_RECEIVED,
    REPORT_SYSTEM, SYSTEM_CONTRACTS, SYSTEM_FUNCTIONS, SYSTEM_NIS, SYSTEM_OWNER, SYSTEM_PERSONAL,
    SYSTEM_PUBLIC, SYSTEM_REPLACES, SYSTEM_SSA, SYSTEM_STATE, SYSTEM_SUPPLIER,
};
use crate::view::overlap::{self, references};

pub(super) fn observe(handbook: &Handbook) -> Vec<Observation> {
    let mut found = overlaps(handbook);
    for (id, system) in handbook.of(SYSTEM_STATE.kind) {
        if SYSTEM_STATE.of(system) == Some("i-drift") {
            found.extend(owner(id, system));
            found.extend(accessibility(handbook, id, system));
            found.extend(personal_data(handbook, id, system));
        }
        found.extend(analysis(id, system));
        found.extend(unreplaced(handbook, id, system));
    }
    for (id, application) in handbook.of(APPLICATION_BASE.kind) {
        found.extend(old_version(id, application));
    }
    found
}

/// The entries of a kind that refer to an entry.
fn referring<'a>(
    handbook: &'a Handbook,
    to: EntryId,
    kind: &'static str,
) -> impl Iterator<Item = (EntryId, &'a Entry)> {
    let from = handbook.incoming(to).map(|link| (link.from, handbook.entry(link.from)));
    from.filter(move |(_, entry)| handbook.kind_of(entry).id == kind)
}

fn target(handbook: &Handbook, reference: Option<&Reference>) -> Option<EntryId> {
    reference.and_then(|reference| handbook.entry_of(reference))
}

/// Systems in use that do the same thing in the same organisation.
fn overlaps(handbook: &Handbook) -> Vec<Observation> {
    let groups = overlap::in_use(handbook);
    groups
        .into_iter()
        .map(|group| {
            let titles: Vec<_> =
                group.systems.iter().map(|id| handbook.entry(*id).title.as_str()).collect();
            let (count, titles) = (titles.len(), titles.join(", "));
            let within = group.organisation.map(|unit| handbook.entry(unit).title.as_str());
            let (sv, en) = match within {
                Some(unit) => (format!(" i {unit}"), format!(" in {unit}")),
                None => (String::new(), String::new()),
            };
            let message = Text::new(
                format!("{count} system{sv} är i drift med samma funktion: {titles}"),
                format!("{count} systems{en} are in operation with the same function: {titles}"),
            );
            observation("overlap", group.function, message).with(group.systems)
        })
        .collect()
}

/// A system in operation needs a role that owns it.
fn owner(id: EntryId, system: &Entry) -> Option<Observation> {
    let message =
        Text::new("är i drift men saknar systemägare", "is in operation without an owner");
    SYSTEM_OWNER.of(system).is_none().then(|| observation("no-owner", id, message))
}

/// A system that citizens meet needs a report on its accessibility, at most a year old.
fn accessibility(handbook: &Handbook, id: EntryId, system: &Entry) -> Option<Observation> {
    if SYSTEM_PUBLIC.of(system) != Some(true) {
        return None;
    }
    let reports = referring(handbook, id, REPORT_SYSTEM.kind);
    let latest = reports
        .filter(|(_, report)| target(handbook, REPORT_SYSTEM.of(report)) == Some(id))
        .filter_map(|(_, report)| REPORT_RECEIVED.of(report))
        .max();
    let message = match latest {
        None => Text::new(
            "möter invånare men saknar tillgänglighetsutlåtande",
            "meets citizens but has no accessibility report",
        ),
        Some(day) if day.checked_add(12.months()).is_ok_and(|due| due < handbook.today) => {
            Text::new(
                format!("tillgänglighetsutlåtandet är från {day}"),
                format!("the accessibility report is from {day}"),
            )
        }
        Some(_) => return None,
    };
    Some(observation("no-accessibility-report", id, message))
}

/// Personal data at a supplier need a data processing agreement for one of the contracts.
fn personal_data(handbook: &Handbook, id: EntryId, system: &Entry) -> Option<Observation> {
    if SYSTEM_PERSONAL.of(system) != Some(true) || SYSTEM_SUPPLIER.of(system).is_none() {
        return None;
    }
    let mut contracts =
        references(SYSTEM_CONTRACTS.of(system)).filter_map(|contract| handbook.entry_of(contract));
    let covered = contracts.any(|contract| {
        let mut agreements = referring(handbook, contract, PUB_CONTRACT.kind);
        agreements.any(|(_, one)| target(handbook, PUB_CONTRACT.of(one)) == Some(contract))
    });
    let message = Text::new(
        "har personuppgifter hos en leverantör men inget PUB-avtal",
        "has personal data at a supplier but no data processing agreement",
    );
    (!covered).then(|| observation("no-pub-agreement", id, message))
}

/// NIS asks for a security analysis.
fn analysis(id: EntryId, system: &Entry) -> Option<Observation> {
    let concerned = SYSTEM_NIS.of(system) == Some("berord");
    let analysed = references(SYSTEM_SSA.of(system)).next().is_some();
    let message = Text::new(
        "berörs av NIS men saknar systemsäkerhetsanalys",
        "is concerned by NIS but has no system security analysis",
    );
    (concerned && !analysed).then(|| observation("nis-without-analysis", id, message))
}

/// A system on its way in, while another with the same function stays, unless it replaces it.
fn unreplaced(handbook: &Handbook, id: EntryId, system: &Entry) -> Option<Observation> {
    if SYSTEM_STATE.of(system) != Some("infors") {
        return None;
    }
    let replaced: Vec<_> = references(SYSTEM_REPLACES.of(system))
        .filter_map(|system| handbook.entry_of(system))
        .collect();
    let functions = references(SYSTEM_FUNCTIONS.of(system));
    let same = functions
        .filter_map(|function| handbook.entry_of(function))
        .flat_map(|function| referring(handbook, function, SYSTEM_STATE.kind));
    let (_, other) = same
        .filter(|(other, _)| !replaced.contains(other))
        .find(|(_, other)| SYSTEM_STATE.of(other) == Some("i-drift"))?;
    let message = Text::new(
        format!("införs, men ”{}” har samma funktion och blir kvar", other.title),
        format!("is being introduced, but “{}” has the same function and stays", other.title),
    );
    Some(observation("unreplaced-system", id, message))
}

/// Base software is kept at the latest version or the one before.
fn old_version(id: EntryId, application: &Entry) -> Option<Observation> {
    let major = |version: &str| version.split('.').next()?.trim().parse::<u32>().ok();
    let own = APPLICATION_VERSION.of(application)?;
    let latest = APPLICATION_LATEST.of(application)?;
    let behind = major(latest)?.saturating_sub(major(own)?);
    let base = APPLICATION_BASE.of(application) == Some(true);
    let message = Text::new(
        format!("har version {own}, men {latest} finns"),
        format!("has version {own}, but there is {latest}"),
    );
    (base && behind > 1).then(|| observation("old-version", id, message))
}
