//! Systems, and the services of the shared delivery.

use std::collections::BTreeSet;

use serde_json::Value;

use super::agreement::{
    compare_numbers, compare_organisation, compare_sources, echoes, goes_under, plain,
};
use super::dates::{compare_dates, stated};
use super::table::{
    Differences, Pair, Row, entry, id, ids, pairs, plan_year, register, text, told,
};

/// What the table calls a system and what the handbook does.
const TYPES: [(&str, &str); 12] = [
    ("named product", "produkt"),
    ("unnamed system (need)", "system-utan-namn"),
    ("service", "tjanst"),
    ("named internal platform/portal", "plattform"),
    ("web sites", "webbplats"),
    ("product group", "produktgrupp"),
    ("system group", "systemgrupp"),
    ("licence agreement", "licensavtal"),
    ("management object", "forvaltningsobjekt"),
    ("register", "register"),
    ("model", "modell"),
    ("named area", "omrade"),
];
/// Words in the table that settle the state of a system.
const STATES: [(&str, &str); 7] = [
    ("To be replaced", "ersatts"),
    ("new finance system to be introduced", "ersatts"),
    ("Replaced", "avvecklat"),
    ("Pilot project", "pilot"),
    ("Being set up", "infors"),
    ("being introduced", "infors"),
    ("n use", "i-drift"),
];
const AREAS: [(&str, &str); 5] = [
    ("A) ", "arbetsplatssystem"),
    ("B) Application server operation (proposed)", "applikationsdrift"),
    ("B) ", "serverdrift"),
    ("C) ", "servicedesk"),
    ("Administration", "administration"),
];

fn systems() -> Vec<Pair> {
    pairs(("systems.csv", 103), "name", "map_systems.csv", "system")
}

#[test]
fn every_system_has_its_entry() {
    let mut differences = Differences::default();
    for Pair { row, entry: system, .. } in systems() {
        let other = || format!("the title is {}", text(system, "title"));
        differences.hold(&row, system, goes_under(row.get("name"), system), other);
        compare_organisation(&mut differences, &row, system, row.get("owner_organisation"));
        let known = TYPES.iter().find(|(known, _)| *known == row.get("kind"));
        let (_, wanted) = known.unwrap_or_else(|| panic!("unknown kind in {row}"));
        differences.equal(&row, system, "type", text(system, "type"), wanted);
        compare_sources(&mut differences, &row, system);
        let hints = row.get("lifecycle_hints");
        if let Some((_, state)) = STATES.iter().find(|(words, _)| hints.contains(words)) {
            let says = text(system, "lifecycle_status");
            differences.equal(&row, system, "lifecycle_status", says, state);
        }
    }
    differences.none_in(103 * 4 + 30);
}

#[test]
fn every_supplier_that_the_source_names_is_named() {
    let mut differences = Differences::default();
    for Pair { row, entry: system, .. } in systems() {
        let supplier = plain(row.get("supplier"));
        if !supplier.is_empty() {
            let says = register("supplier").get(id(system, "supplier"));
            let says = says.map(|supplier| text(supplier, "title")).unwrap_or_default();
            differences.equal(&row, system, "supplier", says, &supplier);
        }
    }
    differences.none_in(12);
}

#[test]
fn every_system_is_asked_for_in_the_years_of_the_source() {
    let mut differences = Differences::default();
    for Pair { row, entry: system, .. } in systems() {
        let wanted = years_of_need(&row);
        if wanted.is_empty() {
            continue;
        }
        let years: BTreeSet<String> = needs_of(system).into_iter().map(plan_year).collect();
        let says = || format!("needs stand in the plans of {years:?}, in the source {wanted:?}");
        differences.hold(&row, system, years == wanted, says);
    }
    differences.none_in(57);
}

/// The years in the parts of the hints that speak of a need.
fn years_of_need(row: &Row) -> BTreeSet<String> {
    let parts = row.get("lifecycle_hints").split(';');
    let needs = parts.filter(|part| part.to_lowercase().contains("need 20"));
    needs.flat_map(stated).map(|date| date.written).collect()
}

fn needs_of(system: &Value) -> Vec<&'static Value> {
    let own = text(system, "id");
    register("need").values().filter(|need| ids(need, "system").contains(&own)).collect()
}

#[test]
fn every_date_of_a_system_stands_in_it_or_in_its_contract_or_need() {
    let mut differences = Differences::default();
    for Pair { row, entry: system, .. } in systems() {
        let contracts = ids(system, "contracts");
        let mut entries = vec![system];
        entries.extend(contracts.iter().map(|contract| entry(&format!("contract:{contract}"))));
        entries.extend(needs_of(system));
        compare_dates(&mut differences, &row, &entries, row.get("lifecycle_hints"));
    }
    differences.none_in(85);
}

#[test]
fn every_service_has_its_entry_with_its_figures() {
    let mut differences = Differences::default();
    for pair in pairs(("service_catalogue.csv", 34), "service_sv", "map_services.csv", "service") {
        let (row, map, service) = (&pair.row, &pair.map, pair.entry);
        let wording = Some(map.get("swedish")).filter(|swedish| !swedish.is_empty());
        let wording = wording.unwrap_or(row.get("service_sv"));
        let strange = || format!("`{wording}` is not told");
        differences.hold(row, service, echoes(wording, &told(service)), strange);
        let known = AREAS.iter().find(|(start, _)| row.get("area").starts_with(start));
        let (_, area) = known.unwrap_or_else(|| panic!("unknown area in {row}"));
        differences.equal(row, service, "area", text(service, "area"), area);
        let proposed =
            row.get("area").contains("(proposed)") || row.get("terms_and_facts") == "Wanted";
        let status = if proposed { "foreslagen" } else { "gallande" };
        differences.equal(row, service, "status", text(service, "status"), status);
        compare_sources(&mut differences, row, service);
        let cells = format!("{} {}", row.get("service_sv"), row.get("terms_and_facts"));
        compare_numbers(&mut differences, row, service, &cells);
    }
    differences.none_in(34 * 4 + 15);
}
