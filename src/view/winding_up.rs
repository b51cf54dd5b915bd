//! Systems that are wound up: what is done, and what remains.

use jiff::civil::Date;

use super::belonging;
use super::keys::{
    CONTRACT_END, DECOMMISSIONING_ARCHIVED, DECOMMISSIONING_CONFIRMED, DECOMMISSIONING_DATA,
    DECOMMISSIONING_END, DECOMMISSIONING_HANDLED, DECOMMISSIONING_SYSTEM, SYSTEM_CONTRACTS,
    SYSTEM_STATE,
};
use crate::handbook::{EntryId, Handbook};
use crate::kind::entry::Entry;

/// Something that remains before a system is gone for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Remains {
    /// Nobody has decided what shall happen to the data.
    DecideData,
    /// The data are still there.
    MoveData,
    /// What shall be kept is not in the archive.
    Archive,
    /// The contract runs on, or its end is not known.
    EndContract,
    /// The decommissioning is not confirmed.
    Confirm,
}

impl Remains {
    /// Its name in the words of the interface.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::DecideData => "remains_decide",
            Self::MoveData => "remains_data",
            Self::Archive => "remains_archive",
            Self::EndContract => "remains_contract",
            Self::Confirm => "remains_confirm",
        }
    }
}

/// A decommissioning with what remains of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) decommissioning: EntryId,
    pub(crate) system: Option<EntryId>,
    pub(crate) confirmed: Option<Date>,
    pub(crate) remains: Vec<Remains>,
}

/// All decommissionings, those that are not confirmed first.
pub(crate) fn rows(handbook: &Handbook) -> Vec<Row> {
    let all = handbook.of(DECOMMISSIONING_SYSTEM.kind);
    let mut rows: Vec<Row> = all.map(|(id, entry)| row(handbook, id, entry)).collect();
    rows.sort_by_key(|row| (row.confirmed.is_some(), row.confirmed));
    rows
}

fn row(handbook: &Handbook, id: EntryId, entry: &Entry) -> Row {
    let system = DECOMMISSIONING_SYSTEM.of(entry).and_then(|system| handbook.entry_of(system));
    let confirmed = DECOMMISSIONING_CONFIRMED.of(entry);
    let handling = DECOMMISSIONING_DATA.of(entry);
    let mut remains = Vec::new();
    match handling {
        None => remains.push(Remains::DecideData),
        Some(_) if DECOMMISSIONING_HANDLED.of(entry).is_none() => remains.push(Remains::MoveData),
        Some(_) => {}
    }
    if handling == Some("bevara") && DECOMMISSIONING_ARCHIVED.of(entry).is_none() {
        remains.push(Remains::Archive);
    }
    let stated = DECOMMISSIONING_END.of(entry).is_some_and(|end| end < handbook.today);
    if !stated || runs_on(handbook, system) {
        remains.push(Remains::EndContract);
    }
    if confirmed.is_none() {
        remains.push(Remains::Confirm);
    }
    Row { decommissioning: id, system, confirmed, remains }
}

/// Whether a contract of the system has not ended yet.
fn runs_on(handbook: &Handbook, system: Option<EntryId>) -> bool {
    let Some(system) = system else { return false };
    let contracts = SYSTEM_CONTRACTS.of(handbook.entry(system));
    belonging::entries(handbook, contracts).any(|contract| {
        CONTRACT_END.of(handbook.entry(contract)).is_some_and(|end| end >= handbook.today)
    })
}

/// Systems that are being wound up or are gone without a decommissioning that says how.
pub(crate) fn undescribed(handbook: &Handbook) -> Vec<EntryId> {
    let described: Vec<EntryId> = rows(handbook).into_iter().filter_map(|row| row.system).collect();
    handbook
        .of(SYSTEM_STATE.kind)
        .filter(|(_, system)| matches!(SYSTEM_STATE.of(system), Some("avvecklas" | "avvecklat")))
        .map(|(id, _)| id)
        .filter(|id| !described.contains(id))
        .collect()
}
