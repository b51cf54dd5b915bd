//! Every figure of the sources is a value with the same amount, unit and place.

use serde_json::Value;

use super::agreement::{document, organisation};
use super::dates::{day, month};
use super::table::{Differences, Row, id, items, register, rows, text};

/// Units of figures that are words, not amounts.
const IN_WORDS: [&str; 7] = ["date", "dnr", "law number", "level", "month", "year", "§"];
/// How a figure that is not exact begins.
const ABOUT: [(&str, &str); 4] =
    [("ca ", "cirka "), ("over ", "över "), ("close to ", "närmare "), ("about ", "")];

/// The figures with the rows of the map and their values.
fn figures() -> Vec<(Row, Row, &'static Value)> {
    rows("figures.csv", 125)
        .into_iter()
        .zip(rows("map_figures.csv", 125))
        .map(|(row, map)| {
            for column in ["id", "value"] {
                assert_eq!(map.get(column), row.get(column), "map_figures.csv beside {row}");
            }
            let value = register("value").get(map.get("entry"));
            let value = value.unwrap_or_else(|| panic!("{row}: no value {}", map.get("entry")));
            (row, map, value)
        })
        .collect()
}

#[test]
fn every_figure_has_its_amount_and_its_unit() {
    let mut differences = Differences::default();
    let mut amounts = 0;
    for (row, map, value) in figures() {
        let periods = items(value, "periods");
        assert_eq!(periods.len(), 1, "{row}: a figure holds without end");
        let amount = amount(&row);
        amounts += usize::from(amount.is_some());
        let says = || format!("amount is {}, the source says {amount:?}", periods[0]["amount"]);
        differences.hold(&row, value, periods[0]["amount"].as_f64() == amount, says);
        let kept = Some(map.get("text").to_owned()).filter(|text| !text.is_empty());
        let wanted = kept.unwrap_or_else(|| in_words(&row));
        differences.equal(&row, value, "text", text(&periods[0], "text"), &wanted);
        differences.equal(&row, value, "unit", text(value, "unit"), map.get("unit"));
    }
    assert!(amounts > 80, "only {amounts} amounts");
    differences.none_in(125 * 3);
}

/// The amount of a figure, unless it is words.
fn amount(row: &Row) -> Option<f64> {
    if IN_WORDS.contains(&row.get("unit")) {
        return None;
    }
    let value = row.get("value");
    let about = ABOUT.iter().find_map(|(english, _)| value.strip_prefix(english));
    let value = about.unwrap_or(value);
    if value == "1 billion" {
        return Some(1e9);
    }
    if row.get("unit") == "bit" {
        return None;
    }
    value.replace(' ', "").parse().ok()
}

/// The words of a figure that is not exact, or of one that is a date or a number of a document.
fn in_words(row: &Row) -> String {
    let value = row.get("value");
    match row.get("unit") {
        "date" => day(value),
        "month" if value.len() == 7 => month(value),
        "dnr" | "law number" | "year" => value.to_owned(),
        "§" => format!("§ {value}"),
        _ => {
            let about = ABOUT
                .iter()
                .find_map(|(english, swedish)| Some((swedish, value.strip_prefix(english)?)));
            about.map(|(swedish, number)| format!("{swedish}{number}")).unwrap_or_default()
        }
    }
}

#[test]
fn every_figure_says_where_it_stands() {
    let mut differences = Differences::default();
    for (row, _, value) in figures() {
        let quote = text(value, "quote");
        differences.equal(&row, value, "quote", quote, row.get("evidence_literal"));
        let sources = items(value, "sources");
        let wanted = (document(row.get("seed")), section(row.get("section")));
        let found = sources.iter().any(|source| {
            (id(source, "document"), text(source, "section")) == (wanted.0, &wanted.1)
        });
        differences.hold(&row, value, found, || format!("{wanted:?} is not among {sources:?}"));
        let organisation = organisation(row.get("organisation")).unwrap();
        let says = id(value, "organisation");
        differences.equal(&row, value, "organisation", says, organisation);
        let derived = !row.get("derived").is_empty() && row.get("derived") != "probable misprint";
        let says = || format!("derived is {}", value["derived"]);
        differences.hold(&row, value, value["derived"].as_bool() == Some(derived), says);
    }
    differences.none_in(125 * 4);
}

/// A place in a document, in Swedish.
fn section(section: &str) -> String {
    let words = [
        ("summary", "sammanfattningen"),
        ("title", "rubriken"),
        ("note ", "not "),
        ("table ", "tabell "),
        ("Annex ", "bilaga "),
    ];
    words
        .iter()
        .fold(section.to_owned(), |section, (english, swedish)| section.replace(english, swedish))
}

#[test]
fn no_figure_is_carried_twice() {
    let mut carriers: Vec<&str> =
        figures().into_iter().map(|(_, _, value)| text(value, "id")).collect();
    carriers.sort_unstable();
    carriers.dedup();
    assert_eq!(carriers.len(), 125);
}
