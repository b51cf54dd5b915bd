//! Every code is explained once, in both languages, has a case, and stands in the editor's guide.
//!
//! `UPDATE_DOCS=1 cargo test --test codes` writes the page of the guide.
#![expect(clippy::disallowed_methods, reason = "these tests read the source tree")]
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]

#[allow(dead_code, reason = "shared with `layers.rs`, which uses all of it")]
mod tree;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use lathund::checks;
use lathund::diagnostic::Severity;
use lathund::diagnostic::explanation::Explanation;
use lathund::view::observations;
use regex::Regex;
use tree::{files, read, relative, root, without_tests};

/// Faults that no case can show: bytes that are not text, files that are no texts, files too large
/// to write out, and what an earlier revision had. The tests of whole sites, of hostile content, of
/// the YAML tree and of histories have them.
const BEYOND_CASES: [&str; 5] =
    ["lost-id", "refused-file", "too-many-links", "unreadable-file", "yaml-too-large"];

/// The page of the editor's guide.
const PAGE: &str = "content/redaktor/meddelanden.md";

/// The codes that the sources give to diagnostics, with their severities.
fn used() -> BTreeSet<(String, String)> {
    let code = Regex::new(r#"\b(error|warning|advice|new)\(\s*"([a-z]+(?:-[a-z]+)+)","#);
    let code = code.expect("the pattern is sound");
    let mut used = BTreeSet::new();
    for file in files(&root().join("src"), &["rs"]) {
        if relative(&file).starts_with("src/report/") {
            continue;
        }
        let text = read(&file);
        let text = without_tests(&text);
        // `Fault::new` makes errors.
        let severity = |word: &str| if word == "new" { "error" } else { word }.to_owned();
        let found = code.captures_iter(text);
        used.extend(found.map(|found| (found[2].to_owned(), severity(&found[1]))));
    }
    used
}

#[test]
fn every_code_is_explained_once_with_its_severity_and_no_other() {
    let explained: Vec<&str> = checks::explained().iter().map(|one| one.code).collect();
    let mut once = explained.clone();
    once.dedup();
    assert_eq!(explained, once, "a code is explained twice");
    let explained: BTreeSet<(String, String)> = checks::explained()
        .iter()
        .map(|one| (one.code.to_owned(), one.severity.id().to_owned()))
        .collect();
    assert_eq!(used(), explained);
}

#[test]
fn every_explanation_is_whole_in_both_languages() {
    for one in checks::explained() {
        for words in [one.what, one.why] {
            for text in [words.sv, words.en] {
                assert!(text.len() > 10 && text.ends_with('.'), "{}: {text:?}", one.code);
            }
            assert_ne!(words.sv, words.en, "{}", one.code);
        }
        assert!(!one.bad.is_empty() && one.bad != one.good, "{}", one.code);
    }
}

#[test]
fn every_code_has_a_case() {
    let cases: String =
        files(&root().join("tests/cases/checks"), &["md"]).iter().map(|file| read(file)).collect();
    let without: Vec<&str> = checks::explained()
        .iter()
        .map(|one| one.code)
        .filter(|code| !cases.contains(&format!("[{code}]")) && !BEYOND_CASES.contains(code))
        .collect();
    assert!(without.is_empty(), "no case shows {without:?}");
}

#[test]
fn the_editors_guide_lists_every_message() {
    let path = root().join(PAGE);
    let page = page(&checks::explained());
    if std::env::var("UPDATE_DOCS").is_ok_and(|update| update == "1") {
        std::fs::write(&path, &page).expect("the page can be written");
    }
    assert_eq!(read(&path), page, "UPDATE_DOCS=1 cargo test --test codes writes {PAGE}");
}

fn page(all: &[&Explanation]) -> String {
    let mut page = String::from(
        "---\n\
         title: Meddelanden från kontrollen\n\
         summary: Alla besked som lathund check kan ge, vad de betyder och hur du rättar dem.\n\
         status: gallande\n\
         owner: kategoriledare-it-och-telekom\n\
         reviewed_on: 2026-11-21\n\
         review_interval: 12\n\
         sources:\n  - { document: handboken }\n\
         order: 2\n\
         synonyms: [felmeddelanden, felkoder, kontroll, fel i kontrollen, varningar]\n\
         ---\n\n\
         Varje besked har en kod. Här står vad koden betyder, varför det spelar roll och hur det ska se ut. \
         Samma text får du med `lathund explain` och koden.\n",
    );
    let groups = [
        (Severity::Error, "Fel", "Fel stoppar publiceringen och går inte att undanta."),
        (
            Severity::Warning,
            "Varningar",
            "Varningar ska rättas. Går det inte nu skriver du ett undantag med skäl och slutdag i `waive`.",
        ),
        (
            Severity::Advice,
            "Råd",
            "Råd visas med `--verbose`. De gör texten bättre men stoppar inget.",
        ),
    ];
    for (severity, heading, lead) in groups {
        let _ = write!(page, "\n## {heading}\n\n{lead}\n");
        for one in all.iter().filter(|one| one.severity == severity) {
            let Explanation { code, what, why, bad, good, .. } = one;
            let _ = write!(
                page,
                "\n### `{code}`\n\n{} {}\n\nSkriv inte:\n\n~~~~text\n{bad}\n~~~~\n\nSkriv:\n\n\
                 ~~~~text\n{good}\n~~~~\n",
                what.sv, why.sv
            );
        }
    }
    page.push_str(
        "\n## Iakttagelser\n\nEn iakttagelse är inget fel i texten utan något som är så i verkligheten. Kontrollen \
         är tyst om den. Den visas på sidan som den gäller, bland uppgifterna om datakvalitet och med \
         `lathund list --observations`.\n",
    );
    for (code, about) in observations::explained() {
        let _ = write!(page, "\n### `{code}`\n\n{}. {}\n", about.label.sv, about.why.sv);
    }
    page
}
