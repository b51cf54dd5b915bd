//! The procurement plan as readers see it: the computed starts and the counters.

use std::collections::BTreeMap;

use html5gum::{StartTag, Token, Tokenizer};
use lathund::pipeline;

use super::table::{Differences, entry, id, plan_year, register, rows, text};
use crate::reader;

/// A cell of a rendered table.
#[derive(Default)]
struct Cell {
    text: String,
    /// The day that it states, when it states one.
    day: String,
    /// Where its first link leads.
    link: String,
}

/// The cells of a row by the column that they belong to; the first one under the empty name.
type Cells = BTreeMap<String, Cell>;

/// The rows of the tables on a page.
fn tables(path: &str) -> Vec<Cells> {
    let page = pipeline::page(reader::handbook(), path).unwrap();
    let html = page.unwrap_or_else(|| panic!("no page {path}"));
    let (mut rows, mut row, mut label) = (Vec::new(), Cells::new(), None);
    for token in Tokenizer::new(&html).flatten() {
        match token {
            Token::StartTag(tag) => match (words(&tag.name).as_str(), &label) {
                ("th", _) if attribute(&tag, "scope") == "row" => label = Some(String::new()),
                ("td", _) => label = Some(attribute(&tag, "data-label")),
                ("time", Some(label)) => {
                    row.entry(label.clone()).or_default().day = attribute(&tag, "datetime");
                }
                ("a", Some(label)) => {
                    let cell = row.entry(label.clone()).or_default();
                    if cell.link.is_empty() {
                        cell.link = attribute(&tag, "href");
                    }
                }
                _ => {}
            },
            Token::String(text) => {
                if let Some(label) = &label {
                    row.entry(label.clone()).or_default().text.push_str(words(&text).trim());
                }
            }
            Token::EndTag(tag) => match words(&tag.name).as_str() {
                "td" | "th" => label = None,
                "tr" if !row.is_empty() => rows.push(std::mem::take(&mut row)),
                _ => {}
            },
            _ => {}
        }
    }
    rows
}

fn attribute(tag: &StartTag<()>, name: &str) -> String {
    let found = tag.attributes.iter().find(|(key, _)| words(key) == name);
    found.map(|(_, value)| words(value)).unwrap_or_default()
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The rows of a year's page, by the id of their need.
fn plan(year: &str) -> BTreeMap<String, Cells> {
    let need = |row: &Cells| {
        let link = &row[""].link;
        let file = link.rsplit('/').next().and_then(|file| file.strip_suffix(".html"));
        file.unwrap_or_else(|| panic!("plan/{year}.html: no need behind {link}")).to_owned()
    };
    tables(&format!("plan/{year}.html")).into_iter().map(|row| (need(&row), row)).collect()
}

#[test]
fn every_latest_start_is_the_one_that_the_source_gives() {
    let years: BTreeMap<&str, _> =
        ["2024", "2025", "2026"].into_iter().map(|year| (year, plan(year))).collect();
    let mut differences = Differences::default();
    let mut computed = 0;
    for row in rows("procurement_leadtimes_derived.csv", 17) {
        let same = |need: &&serde_json::Value| {
            text(need, "title") == row.get("need")
                && plan_year(need) == row.get("year")
                && text(need, "extendable_until") == row.get("extendable_until")
        };
        let need = register("need").values().find(same);
        let need = need.unwrap_or_else(|| panic!("no need for {row}"));
        let cells = &years[row.get("year")][text(need, "id")];
        let (until, start) = (&cells["Kan förlängas till"], &cells["Starta senast"]);
        differences.equal(
            &row,
            need,
            "the page's last day",
            &until.day,
            row.get("extendable_until"),
        );
        let wanted = row.get("computed_latest_start");
        differences.equal(&row, need, "the page's latest start", &start.day, wanted);
        computed += usize::from(!wanted.is_empty());
        let subcategory = entry(text(need, "subcategory"));
        let months = subcategory["lead_time_months"].as_i64();
        let months = months.map(|months| months.to_string()).unwrap_or_default();
        differences.equal(&row, subcategory, "lead time", &months, row.get("lead_months"));
    }
    assert_eq!(computed, 13, "rows with a computed start");
    differences.none_in(17 * 3);
}

#[test]
fn the_plan_of_each_year_is_the_list_of_the_source_row_by_row() {
    let mut compared = 0;
    for year in ["2023", "2024", "2025", "2026"] {
        let shown = tables(&format!("plan/{year}.html"));
        let source = rows("procurement_needs.csv", 60).into_iter();
        let source: Vec<_> = source.filter(|row| row.get("year") == year).collect();
        assert_eq!(shown.len(), source.len(), "rows of {year}");
        for (shown, row) in shown.iter().zip(&source) {
            let until = row.get("current_agreement_extendable_until");
            // The source prints one subcategory in two ways.
            let subcategory = row.get("subcategory").replace("IT övrigt", "Övrigt IT");
            let need = shown[""].text.starts_with(row.get("need"));
            assert!(need, "{row}: {}", shown[""].text);
            assert_eq!(shown["Underkategori"].text, subcategory, "{row}");
            let cell = &shown["Kan förlängas till"];
            match until {
                "" => assert_eq!(cell.text, "Inte angivet", "{row}"),
                "Snarast" => assert_eq!(cell.text, "snarast", "{row}"),
                day => assert_eq!(cell.day, day, "{row}"),
            }
            compared += 1;
        }
    }
    assert_eq!(compared, 60);
}

#[test]
fn the_calendar_has_the_computed_starts_of_the_source() {
    let shown: BTreeMap<String, Cells> = tables("kalender/index.html")
        .into_iter()
        .filter(|row| !row[""].link.is_empty())
        .map(|row| (row[""].link.clone(), row))
        .collect();
    let mut computed = 0;
    for row in rows("procurement_leadtimes_derived.csv", 17) {
        let same = |need: &&serde_json::Value| {
            text(need, "title") == row.get("need")
                && text(need, "extendable_until") == row.get("extendable_until")
        };
        let need = register("need").values().find(same).unwrap_or_else(|| panic!("{row}"));
        let contract = id(need, "current_contract");
        let cells = &shown[&format!("../avtal/{contract}.html")];
        assert_eq!(cells["Starta senast"].day, row.get("computed_latest_start"), "{row}");
        assert_eq!(cells["Tar slut"].day, row.get("extendable_until"), "{row}");
        let okant = row.get("computed_latest_start").is_empty();
        assert_eq!(cells["Starta senast"].text == "okänt", okant, "{row}");
        computed += usize::from(!okant);
    }
    assert_eq!(computed, 13, "rows with a computed start");
}

#[test]
fn a_need_without_a_date_has_no_computed_start() {
    let mut without = 0;
    for year in ["2023", "2024", "2025", "2026"] {
        for (need, cells) in plan(year) {
            let entry = entry(&format!("need:{need}"));
            if text(entry, "extendable_until").is_empty() {
                without += 1;
                assert_eq!(cells["Kan förlängas till"].day, "", "{need}");
                assert_eq!(cells["Starta senast"].day, "", "{need}");
            }
        }
    }
    assert_eq!(without, 42, "needs without a date");
}

#[test]
fn the_overview_counts_the_needs_of_the_source() {
    let shown: BTreeMap<String, [String; 4]> = tables("plan/index.html")
        .into_iter()
        .map(|row| {
            let count = |label: &str| row[label].text.clone();
            let counts = ["Behov", "Med datum", "Utan datum", "Snarast"].map(count);
            (row[""].text.clone(), counts)
        })
        .collect();
    let mut wanted: BTreeMap<String, [usize; 4]> = BTreeMap::new();
    for row in rows("procurement_needs.csv", 60) {
        let until = row.get("current_agreement_extendable_until");
        let column = if until.is_empty() { 2 } else { 1 + 2 * usize::from(until == "Snarast") };
        for year in [row.get("year"), "Totalt"] {
            let counts = wanted.entry(year.to_owned()).or_default();
            counts[0] += 1;
            counts[column] += 1;
        }
    }
    let of = |column: usize| ["2023", "2024", "2025", "2026"].map(|year| wanted[year][column]);
    assert_eq!(of(0), [27, 23, 6, 4], "needs in the source");
    assert_eq!(of(2), [27, 15, 0, 0], "needs without a date in the source");
    assert_eq!(of(3), [0, 1, 0, 0], "needs marked as soon as possible in the source");
    assert_eq!(shown.len(), wanted.len());
    for (year, counts) in wanted {
        assert_eq!(shown[&year], counts.map(|count| count.to_string()), "{year}");
    }
    assert!(register("need").values().all(|need| !id(need, "subcategory").is_empty()));
}
