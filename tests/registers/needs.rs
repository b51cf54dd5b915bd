//! The procurement needs, in the order of the plan.

use serde_json::Value;

use super::agreement::goes_under;
use super::table::{Differences, Row, ids, items, plan_year, register, rows, text};

/// A spelling of the source that means the same subcategory.
const OTHER_SPELLING: (&str, &str) = ("IT övrigt", "Övrigt IT");

/// Each row with the need that has its year and its place in that year.
fn needs() -> Vec<(Row, &'static Value)> {
    let (mut year, mut order) = (String::new(), 0_u64);
    rows("procurement_needs.csv", 60)
        .into_iter()
        .map(|row| {
            order = if row.get("year") == year { order + 1 } else { 1 };
            row.get("year").clone_into(&mut year);
            let same =
                |need: &&Value| plan_year(need) == year && need["order"].as_u64() == Some(order);
            let mut found = register("need").values().filter(same);
            let need = found.next().unwrap_or_else(|| panic!("no need number {order} for {row}"));
            assert!(found.next().is_none(), "two needs have number {order} of {year}");
            (row, need)
        })
        .collect()
}

#[test]
fn every_need_stands_in_its_place_with_its_date() {
    assert_eq!(register("need").len(), 60, "needs in the handbook");
    let mut differences = Differences::default();
    for (row, need) in needs() {
        differences.equal(&row, need, "title", text(need, "title"), row.get("need"));
        let until = row.get("current_agreement_extendable_until").to_lowercase();
        differences.equal(&row, need, "extendable_until", text(need, "extendable_until"), &until);
        let section = text(&need["source_row"], "section");
        differences.equal(&row, need, "section", section, row.get("section"));
        let subcategory = super::table::entry(text(need, "subcategory"));
        let (other, wanted) = OTHER_SPELLING;
        let wanted = if row.get("subcategory") == other { wanted } else { row.get("subcategory") };
        differences.equal(&row, need, "subcategory", text(subcategory, "title"), wanted);
    }
    differences.none_in(60 * 4);
}

#[test]
fn every_dated_need_has_a_contract_that_ends_with_it() {
    let mut differences = Differences::default();
    for (row, need) in needs() {
        let until = row.get("current_agreement_extendable_until");
        if until.is_empty() || until == "Snarast" {
            continue;
        }
        let contract = super::table::entry(text(need, "current_contract"));
        let says = text(contract, "extendable_until");
        differences.equal(&row, contract, "extendable_until", says, until);
    }
    differences.none_in(17);
}

#[test]
fn alternatives_on_one_row_are_told_apart() {
    let mut differences = Differences::default();
    for (row, need) in needs() {
        let alternatives = items(need, "alternatives");
        let told = row.get("need").split(" alternativ").count();
        let wanted = if told > 1 { 2 } else { 0 };
        let says = || format!("{} alternatives, {wanted} are in the source", alternatives.len());
        differences.hold(&row, need, alternatives.len() == wanted, says);
        for alternative in alternatives.iter().filter_map(Value::as_str) {
            let row_says = serde_json::json!({ "title": row.get("need"), "synonyms": [] });
            let strange = || format!("`{alternative}` is not on the row");
            differences.hold(&row, need, goes_under(alternative, &row_says), strange);
        }
    }
    differences.none_in(60 + 4);
}

#[test]
fn a_row_that_stands_twice_points_at_its_double() {
    let needs = needs();
    let mut doubles = Vec::new();
    for (row, need) in &needs {
        let twin = needs.iter().find(|(other, twin)| {
            other.get("year") == row.get("year")
                && other.get("need") == row.get("need")
                && text(twin, "id") != text(need, "id")
        });
        if let Some((_, twin)) = twin {
            doubles.push((text(need, "id"), text(twin, "id"), ids(need, "duplicates")));
        } else {
            assert!(items(need, "duplicates").is_empty(), "{} has no double", text(need, "id"));
        }
    }
    assert_eq!(doubles.len(), 2, "rows that stand twice: {doubles:?}");
    assert_eq!(doubles[0].0, doubles[1].1);
    let known = doubles.iter().any(|(_, twin, says)| says.contains(twin));
    assert!(known, "neither points at the other: {doubles:?}");
}

#[test]
fn a_need_that_comes_back_points_at_its_successor() {
    let mut differences = Differences::default();
    for (row, need) in needs() {
        let note = row.get("note");
        let comes_back = note.contains("2024 list") || note.contains("again for 2024");
        let successors = ids(need, "recurs_in");
        let says = || format!("successors are {successors:?}");
        differences.hold(&row, need, comes_back != successors.is_empty(), says);
        for successor in &successors {
            let successor = super::table::entry(&format!("need:{successor}"));
            let year = plan_year(successor);
            differences.equal(&row, successor, "year of the successor", &year, "2024");
            let shared = ids(need, "system").iter().any(|id| ids(successor, "system").contains(id));
            let strange = || "the successor concerns another system".to_owned();
            differences.hold(&row, successor, shared, strange);
        }
    }
    differences.none_in(60 + 4 * 2);
}
