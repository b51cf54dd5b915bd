//! What is affected if a system closes: what it hands data to, its parts, the services built on it
//! and the packages with those services, as far as it goes.

use std::collections::{BTreeSet, VecDeque};

use crate::handbook::{EntryId, Handbook};
use crate::view::keys::{
    INTEGRATION_SYSTEM, PACKAGE_ITEMS, SERVICE_SYSTEMS, SYSTEM_INTEGRATIONS, SYSTEM_PART_OF,
};

/// How something is affected by what it hangs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Way {
    /// It is handed data, which stop.
    Receives,
    /// It hands over data, which have nowhere to go.
    Delivers,
    /// It is a part.
    Part,
    /// It is a service built on the system.
    Service,
    /// It is a package with the service.
    Package,
}

/// Something that is affected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Affected {
    /// What.
    pub(crate) entry: EntryId,
    /// By what.
    pub(crate) by: EntryId,
    /// How.
    pub(crate) way: Way,
    /// How many steps from the system that closes, from 1.
    pub(crate) steps: usize,
}

/// Everything that is affected, each once and by the shortest way, nearest first. Systems that hand
/// data to the one that closes are told, but what hangs on them is not: they keep their data.
pub(crate) fn of(handbook: &Handbook, system: EntryId) -> Vec<Affected> {
    let mut seen = BTreeSet::from([system]);
    let mut found = Vec::new();
    let mut queue = VecDeque::from([(system, 0)]);
    while let Some((by, steps)) = queue.pop_front() {
        let hanging = next(handbook, by).into_iter().filter(|(way, _)| *way != Way::Delivers);
        for (way, entry) in hanging {
            if seen.insert(entry) {
                found.push(Affected { entry, by, way, steps: steps + 1 });
                queue.push_back((entry, steps + 1));
            }
        }
    }
    for (way, entry) in next(handbook, system) {
        if seen.insert(entry) {
            found.push(Affected { entry, by: system, way, steps: 1 });
        }
    }
    found.sort_by_key(|one| one.steps);
    found
}

/// What hangs directly on an entry, in a fixed order.
fn next(handbook: &Handbook, id: EntryId) -> Vec<(Way, EntryId)> {
    let entry = handbook.entry(id);
    let mut found: Vec<(Way, EntryId)> = entry
        .fields
        .objects(SYSTEM_INTEGRATIONS.field)
        .filter_map(|one| INTEGRATION_SYSTEM.within(one))
        .filter_map(|to| handbook.entry_of(to))
        .map(|to| (Way::Receives, to))
        .collect();
    for link in handbook.incoming(id) {
        let kind = handbook.kind_of(handbook.entry(link.from));
        let field = link.field.fields(kind).next().map_or("", |field| &field.key);
        let way = [
            (Way::Delivers, SYSTEM_INTEGRATIONS.kind, SYSTEM_INTEGRATIONS.field),
            (Way::Part, SYSTEM_PART_OF.kind, SYSTEM_PART_OF.field),
            (Way::Service, SERVICE_SYSTEMS.kind, SERVICE_SYSTEMS.field),
            (Way::Package, PACKAGE_ITEMS.kind, PACKAGE_ITEMS.field),
        ]
        .into_iter()
        .find(|(_, of, through)| kind.id == *of && field == *through);
        found.extend(way.map(|(way, ..)| (way, link.from)));
    }
    found.sort_unstable();
    found.dedup();
    found
}
