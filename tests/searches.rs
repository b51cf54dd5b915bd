//! What readers may type (`tests/searches.yaml`), and what they ask (`tests/questions.yaml`), leads to
//! the page that answers: in most cases it is the first hit, and nearly always among the first three.
#![expect(clippy::disallowed_methods, reason = "tests read what was built")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[allow(dead_code, reason = "shared with the tests of the content")]
mod reader;

use assert_cmd::Command;
use serde_json::Value;

/// The least share of cases whose page comes first, and is among the first three, in per cent.
const FIRST: usize = 94;
const AMONG_THREE: usize = 99;
/// The same for whole questions, whose page holds the facts and need not ask the same.
const FIRST_OF_QUESTIONS: usize = 80;
const AMONG_THREE_OF_QUESTIONS: usize = 95;

/// A query and the pages that answer it.
struct Case {
    query: String,
    pages: Vec<String>,
}

/// The cases of a file, with the key of the query.
fn cases(path: &str, key: &str) -> Vec<Case> {
    let document = reader::yaml(path);
    let items = document.data.as_ref().and_then(|data| data.list()).unwrap();
    items
        .iter()
        .map(|item| {
            let or = item.get("or").and_then(|or| or.list()).unwrap_or_default();
            let or = or.iter().filter_map(|page| Some(page.scalar()?.text.clone()));
            let page = item.text("page").unwrap().to_owned();
            let query = item.text(key).unwrap().to_owned();
            Case { query, pages: std::iter::once(page).chain(or).collect() }
        })
        .collect()
}

/// The addresses of what `lathund search` finds for each query.
fn found(queries: &[&str]) -> Vec<Vec<String>> {
    let mut search = Command::cargo_bin("lathund").unwrap();
    search.arg("--root").arg(reader::root()).args(["--date", &reader::TODAY.to_string()]);
    let said = search.args(["search", "-"]).write_stdin(queries.join("\n")).assert();
    let said = String::from_utf8(said.get_output().stdout.clone()).unwrap();
    let word = |hit: &Value, key: &str| hit[key].as_str().unwrap_or_default().to_owned();
    let address = |hit: &Value| match word(hit, "anchor") {
        anchor if anchor.is_empty() => word(hit, "path"),
        anchor => format!("{}#{anchor}", word(hit, "path")),
    };
    said.lines()
        .map(|line| {
            let answer: Value = serde_json::from_str(line).unwrap();
            answer["hits"].as_array().unwrap().iter().map(address).collect()
        })
        .collect()
}

#[test]
fn readers_find_the_page_that_answers() {
    let cases = cases("tests/searches.yaml", "query");
    assert!(cases.len() >= 1_200, "{}", cases.len());
    come_first(&cases, FIRST, AMONG_THREE);
}

#[test]
fn questions_find_the_page_that_answers() {
    let cases = cases("tests/questions.yaml", "question");
    assert!(cases.len() >= 120, "{}", cases.len());
    come_first(&cases, FIRST_OF_QUESTIONS, AMONG_THREE_OF_QUESTIONS);
}

/// Fails unless that share of the cases, in per cent, has its page first and among the first three.
fn come_first(cases: &[Case], first: usize, among_three: usize) {
    let queries: Vec<&str> = cases.iter().map(|case| case.query.as_str()).collect();
    let answers = found(&queries);
    assert_eq!(answers.len(), cases.len());
    let ranks: Vec<Option<usize>> = cases
        .iter()
        .zip(&answers)
        .map(|(case, hits)| hits.iter().position(|hit| case.pages.contains(hit)))
        .collect();
    let share = |within: usize| {
        let count = ranks.iter().flatten().filter(|rank| **rank < within).count();
        100 * count / cases.len()
    };
    let missed: Vec<String> = cases
        .iter()
        .zip(&ranks)
        .filter(|(_, rank)| rank.is_none_or(|rank| rank > 2))
        .map(|(case, _)| format!("{}: {}", case.query, case.pages[0]))
        .collect();
    assert!(share(1) >= first, "{} % come first", share(1));
    assert!(share(3) >= among_three, "{} % are among three:\n{}", share(3), missed.join("\n"));
}

#[test]
fn hostile_queries_are_answered() {
    let long = "a".repeat(10_000);
    let many = "avtal ".repeat(2_000);
    let hostile = [
        long.as_str(),
        many.as_str(),
        r".*+?^${}()|[]\",
        "<img src=x onerror=alert(1)>",
        "</script><script>alert(1)</script>",
        "🛒📎 👩🏽‍💻",
        "och att det som hur vad",
        "' OR 1=1 --",
        "%00%ff../../",
        "ÅÄÖ\u{301}\u{302} İstanbul ß",
        "   ",
        "-",
        "\u{0}\u{7}\u{1b}[31m",
    ];
    let answers = found(&hostile);
    assert_eq!(answers.len(), hostile.len(), "one line for each query");
    let by_avtal = &found(&["avtal "])[0];
    assert_eq!(&answers[1], by_avtal, "a word that is said again says nothing more");
    for empty in [5, 6, 10, 11] {
        assert!(answers[empty].is_empty(), "{}", hostile[empty]);
    }
}
