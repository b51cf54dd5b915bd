//! The handbook that is shipped: whole enough to be used, and connected both ways.
#![expect(clippy::disallowed_methods, reason = "tests read what was built")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[allow(dead_code, reason = "shared with the other tests of the content")]
mod reader;

use std::collections::{BTreeMap, BTreeSet};

use reader::{TODAY, list};
use regex::Regex;
use serde_json::Value;

/// How many entries of a kind there are at least.
const AT_LEAST: [(&str, usize); 13] = [
    ("process", 20),
    ("template", 60),
    ("checklist", 15),
    ("requirement", 90),
    ("role", 80),
    ("term", 125),
    ("contract", 20),
    ("supplier", 5),
    ("unit", 50),
    ("area", 7),
    ("package", 7),
    ("faq", 60),
    ("forum", 19),
];
/// Words in a template, unless it is a form to fill in.
const TEMPLATE_WORDS: usize = 80;
const FORMS: [&str; 2] = ["blankett", "matris"];

#[test]
fn there_is_enough_of_every_kind() {
    let counts: BTreeMap<String, u64> = list("")
        .iter()
        .map(|kind| (word(kind, "kind").to_owned(), kind["entries"].as_u64().unwrap()))
        .collect();
    let few = AT_LEAST.iter().filter(|(kind, least)| counts[*kind] < *least as u64);
    let faults: Vec<_> = few
        .map(|(kind, least)| format!("{kind}: {} entries, {least} are needed", counts[*kind]))
        .collect();
    assert_none(&faults);
    let items: usize =
        list("checklist").iter().map(|checklist| items(checklist, "items").len()).sum();
    assert!(items >= 150, "{items} items in the checklists");
}

#[test]
fn every_template_has_text_to_use() {
    let mut faults = Vec::new();
    for template in list("template") {
        let words = words(&template["text"]) + words(&template["variants"]);
        if words < TEMPLATE_WORDS && !FORMS.contains(&word(&template, "type")) {
            faults.push(format!("{}: {words} words", word(&template, "id")));
        }
    }
    assert_none(&faults);
}

#[test]
fn every_binding_requirement_says_how_it_is_verified() {
    let requirements = list("requirement");
    let (verified, bare): (Vec<_>, Vec<_>) = requirements
        .iter()
        .filter(|requirement| word(requirement, "level") == "obligatoriskt")
        .partition(|requirement| words(&requirement["verification"]) > 0);
    assert!(verified.len() >= 80, "{} binding requirements with verification", verified.len());
    assert!(bare.is_empty(), "{bare:?}");
}

#[test]
fn every_entry_says_where_it_comes_from_and_who_keeps_it() {
    let mut faults = Vec::new();
    for kind in list("") {
        for entry in list(word(&kind, "kind")) {
            let name = format!("{}:{}", word(&entry, "kind"), word(&entry, "id"));
            if items(&entry, "sources").is_empty() {
                faults.push(format!("{name}: no sources"));
            }
            if word(&entry, "owner").is_empty() {
                faults.push(format!("{name}: no owner"));
            }
            if word(&entry, "status") == "gallande" && word(&entry, "reviewed_on").is_empty() {
                faults.push(format!("{name}: in force and never reviewed"));
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn every_step_has_somebody_or_says_that_nobody_is_named() {
    let mut faults = Vec::new();
    for (place, step) in steps() {
        let involved = items(&step, "involvements");
        if involved.is_empty() {
            faults.push(format!("{place}: nobody is named, and no gap either"));
        }
        for involvement in involved {
            let gap = word(involvement, "kind") == "ingen";
            if word(involvement, "role").is_empty() && !gap {
                faults.push(format!("{place}: an involvement without a role"));
            }
            if word(involvement, "text").is_empty() {
                faults.push(format!("{place}: an involvement without words"));
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn every_step_links_to_each_kind_that_it_names() {
    let linked = linked_kinds();
    let mut faults = Vec::new();
    for (place, step) in steps() {
        let named = named_kinds(&step);
        let lost: Vec<_> = match linked.get(&place) {
            Some(linked) => named.difference(linked).copied().collect(),
            None => named.into_iter().collect(),
        };
        if !lost.is_empty() {
            faults.push(format!("{place}: no link to {lost:?}"));
        }
    }
    assert_none(&faults);
}

/// The kinds that a step names in its fields.
fn named_kinds(step: &Value) -> BTreeSet<&'static str> {
    let involved = items(step, "involvements");
    let roles = involved.iter().any(|involved| !word(involved, "role").is_empty());
    let kinds = [
        ("role", roles || !step["decision"].is_null()),
        ("template", !step["templates"].is_null()),
        ("checklist", !step["checklists"].is_null()),
        ("forum", !step["forum"].is_null()),
    ];
    kinds.into_iter().filter_map(|(kind, named)| named.then_some(kind)).collect()
}

/// The kinds that each step of a process leads to, by `process#step`.
fn linked_kinds() -> BTreeMap<String, BTreeSet<&'static str>> {
    let handbook = &reader::handbook().handbook;
    let mut kinds: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for link in &handbook.links {
        let (from, to) = (handbook.entry(link.from), handbook.entry(link.to));
        if let Some(step) =
            link.from_item.as_ref().filter(|_| handbook.kind_of(from).id == "process")
        {
            let place = format!("{}#{step}", from.id);
            kinds.entry(place).or_default().insert(&handbook.kind_of(to).id);
        }
    }
    kinds
}

#[test]
fn a_reader_gets_from_a_step_to_what_it_names_and_back() {
    const FOLDERS: [&str; 4] = ["mallar/", "roller/", "forum/", "checklistor/"];
    let mut ways = 0;
    let mut faults = Vec::new();
    for (place, _) in steps() {
        let (process, step) = place.split_once('#').unwrap();
        let path = format!("processer/{process}.html");
        let named = reader::site()[&path].links.iter().filter(|link| {
            link.part == step && FOLDERS.iter().any(|folder| link.path.starts_with(folder))
        });
        for link in named {
            ways += 1;
            let mut back = reader::site()[&link.path].links.iter();
            if !back.any(|back| back.path == path && back.anchor == step) {
                faults.push(format!("{} does not lead back to {path}#{step}", link.path));
            }
        }
    }
    assert!(ways > 1000, "only {ways} links from steps");
    assert_none(&faults);
}

#[test]
fn every_value_that_is_used_holds_today() {
    let handbook = &reader::handbook().handbook;
    let today = TODAY.to_string();
    let holds = |period: &Value| {
        let (from, to) = (word(period, "from"), word(period, "to"));
        (from.is_empty() || from <= today.as_str()) && (to.is_empty() || today.as_str() <= to)
    };
    let values = list("value");
    let in_force: BTreeSet<&str> = (values.iter())
        .filter(|value| items(value, "periods").iter().any(holds))
        .map(|value| word(value, "id"))
        .collect();
    let mut faults = BTreeSet::new();
    for link in &handbook.links {
        let (from, value) = (handbook.entry(link.from), handbook.entry(link.to));
        if handbook.kind_of(value).id == "value" && !in_force.contains(value.id.as_str()) {
            faults.insert(format!("{} uses {}, which does not hold today", from.id, value.id));
        }
    }
    assert_none(&faults.into_iter().collect::<Vec<_>>());
}

#[test]
fn no_amount_stands_outside_the_dated_values_and_no_address_names_a_person() {
    let amount =
        Regex::new(r"\d[\d\u{a0} ]*(kr|kronor|tkr|mnkr|MSEK|miljon\w*|miljard\w*)\b").unwrap();
    let person = Regex::new(r"\p{Ll}+\.\p{Ll}+@").unwrap();
    let mut faults = Vec::new();
    // The list of messages shows both as examples of what not to write.
    let files = reader::handbook().sources.files.iter();
    for file in files.filter(|file| file.address != "redaktor/meddelanden.md") {
        for (number, line) in file.text().lines().enumerate() {
            let value = file.address.starts_with("varden");
            if amount.is_match(line) && !value || person.is_match(line) {
                faults.push(format!("{}:{}: {}", file.path, number + 1, line.trim()));
            }
        }
    }
    assert_none(&faults);
}

/// Every step of every process, by `process#step`.
fn steps() -> Vec<(String, Value)> {
    let mut steps = Vec::new();
    for process in list("process") {
        for step in items(&process, "steps") {
            steps.push((format!("{}#{}", word(&process, "id"), word(step, "id")), step.clone()));
        }
    }
    steps
}

fn word<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

fn items<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// The words in a text, or in all texts of a group.
fn words(value: &Value) -> usize {
    match value {
        Value::String(text) => text.split_whitespace().count(),
        Value::Array(items) => items.iter().map(words).sum(),
        Value::Object(fields) => fields.values().map(words).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    }
}

fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
