//! Whom a line of the calendar concerns.

use std::collections::BTreeSet;

use super::{Line, target};
use crate::handbook::{EntryId, Handbook};
use crate::kind::value::{Spanned, Value};
use crate::view::keys::{
    CATEGORY_RESPONSIBLE, CONTRACT_RESPONSIBLE, CONTRACT_ROLE, NEED_OFFICER, NEED_SYSTEMS,
    NEED_UNIT, SUBCATEGORY_CATEGORY, SUBCATEGORY_RESPONSIBLE, SYSTEM_CONTRACTS, SYSTEM_MANAGER,
    SYSTEM_OWNER, SYSTEM_UNIT, UNIT_PARENT,
};
use crate::view::matrix::objects;

/// The contract or need, its needs, systems and supplier, the units and roles that answer for
/// them, the units above those, and the subcategory with its category.
pub(super) fn of(handbook: &Handbook, line: &Line) -> BTreeSet<EntryId> {
    let mut parties: BTreeSet<EntryId> = BTreeSet::from([line.entry]);
    parties.extend(line.needs.iter().copied());
    parties.extend(line.supplier);
    let mut units: BTreeSet<EntryId> = line.unit.into_iter().collect();
    for need in &line.needs {
        let need = handbook.entry(*need);
        parties.extend(target(handbook, NEED_OFFICER.of(need)));
        units.extend(target(handbook, NEED_UNIT.of(need)));
    }
    let responsible = CONTRACT_RESPONSIBLE.of(handbook.entry(line.entry)).unwrap_or_default();
    parties
        .extend(objects(responsible).filter_map(|one| target(handbook, CONTRACT_ROLE.within(one))));
    if let Some(subcategory) = line.subcategory {
        let entry = handbook.entry(subcategory);
        parties.insert(subcategory);
        if let Some(category) = target(handbook, SUBCATEGORY_CATEGORY.of(entry)) {
            parties.insert(category);
            parties.extend(target(handbook, CATEGORY_RESPONSIBLE.of(handbook.entry(category))));
        }
        parties.extend(target(handbook, SUBCATEGORY_RESPONSIBLE.of(entry)));
    }
    for system in systems(handbook, line) {
        let entry = handbook.entry(system);
        parties.insert(system);
        parties.extend(target(handbook, SYSTEM_OWNER.of(entry)));
        parties.extend(target(handbook, SYSTEM_MANAGER.of(entry)));
        units.extend(target(handbook, SYSTEM_UNIT.of(entry)));
    }
    for unit in units {
        let mut above = Some(unit);
        while let Some(unit) = above.filter(|unit| parties.insert(*unit)) {
            above = target(handbook, UNIT_PARENT.of(handbook.entry(unit)));
        }
    }
    parties
}

/// The systems that run under the contract, and those that its needs concern.
fn systems(handbook: &Handbook, line: &Line) -> BTreeSet<EntryId> {
    let under = handbook.incoming(line.entry).filter(|link| {
        let from = handbook.entry(link.from);
        handbook.kind_of(from).id == SYSTEM_CONTRACTS.kind
            && references(handbook, SYSTEM_CONTRACTS.of(from)).any(|id| id == line.entry)
    });
    let needed = line
        .needs
        .iter()
        .flat_map(|need| references(handbook, NEED_SYSTEMS.of(handbook.entry(*need))));
    under.map(|link| link.from).chain(needed).collect()
}

fn references<'a>(
    handbook: &'a Handbook,
    list: Option<&'a [Spanned<Value>]>,
) -> impl Iterator<Item = EntryId> + 'a {
    list.unwrap_or_default().iter().filter_map(|item| match &item.value {
        Value::Reference(reference) => handbook.entry_of(reference),
        _ => None,
    })
}
