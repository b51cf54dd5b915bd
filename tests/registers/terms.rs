//! The glossary, and the KPIs.

use std::collections::BTreeSet;

use super::agreement::{
    compare_numbers, compare_organisation, compare_sources, has_number, names, numbers, plain,
};
use super::table::{Differences, pairs, register, rows, text, told};

#[test]
fn every_term_is_found_under_its_name() {
    let mut differences = Differences::default();
    let mut carriers = BTreeSet::new();
    for row in rows("glossary.csv", 125) {
        let term = row.get("term").to_lowercase();
        let wanted = [term.clone(), plain(&term)];
        let terms = register("term").values();
        let found = terms.max_by_key(|entry| {
            let names = names(entry);
            wanted.iter().rev().position(|wanted| names.contains(wanted))
        });
        let entry = found.filter(|entry| names(entry).iter().any(|name| wanted.contains(name)));
        let entry = entry.unwrap_or_else(|| panic!("no term for {row}"));
        assert!(carriers.insert(text(entry, "id")), "{row}: its term already carries another row");
        compare_sources(&mut differences, &row, entry);
        let defined = || "no definition".to_owned();
        differences.hold(&row, entry, !text(entry, "definition").is_empty(), defined);
    }
    differences.none_in(125 * 2);
}

#[test]
fn every_kpi_has_its_direction_and_its_figures() {
    let mut differences = Differences::default();
    for pair in pairs(("kpis.csv", 42), "kpi", "map_kpis.csv", "kpi") {
        let (row, kpi) = (&pair.row, pair.entry);
        compare_organisation(&mut differences, row, kpi, row.get("organisation"));
        compare_sources(&mut differences, row, kpi);
        let (wanted, target) = (row.get("value_or_target"), text(kpi, "target"));
        compare_numbers(&mut differences, row, kpi, wanted);
        for (word, direction) in [("rising", "upp"), ("falling", "ner")] {
            if wanted.contains(word) {
                differences.equal(row, kpi, "direction", text(kpi, "direction"), direction);
            }
        }
        if wanted == "no target stated" {
            differences.equal(row, kpi, "target", target, "");
        }
        if wanted.contains("no number stated") || wanted.contains("no threshold stated") {
            let invented = || format!("the target `{target}` has a number");
            differences.hold(row, kpi, numbers(target).is_empty(), invented);
        }
        let told = told(kpi);
        if wanted.contains("before, after and yearly") {
            let measured = ["före", "efter", "varje år"].iter().all(|word| told.contains(word));
            let says = || "not measured before, after and every year".to_owned();
            differences.hold(row, kpi, measured, says);
        }
        if wanted.contains("six months") {
            let months = told.contains("sex månader") || has_number(&told, "6");
            differences.hold(row, kpi, months, || "six months are not told".to_owned());
        }
    }
    differences.none_in(42 * 2 + 30);
}
