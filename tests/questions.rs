//! Questions that readers bring (`tests/questions.yaml`): each is answered on a page that is reached
//! in few clicks, and the facts stand in its text.
#![expect(clippy::disallowed_methods, reason = "tests read what was built")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[allow(dead_code, reason = "shared with the tests of the content")]
mod reader;

use std::collections::BTreeSet;

/// A question with its answer.
struct Question {
    id: String,
    asked: String,
    page: String,
    clicks: usize,
    facts: Vec<String>,
}

fn questions() -> Vec<Question> {
    let document = reader::yaml("tests/questions.yaml");
    let items = document.data.as_ref().and_then(|data| data.list()).unwrap();
    let words = |text: Option<&str>| text.unwrap_or_default().to_owned();
    items
        .iter()
        .map(|item| Question {
            id: words(item.text("id")),
            asked: words(item.text("question")),
            page: words(item.text("page")),
            clicks: words(item.text("clicks")).parse().unwrap(),
            facts: (item.get("facts").and_then(|facts| facts.list()).unwrap_or_default().iter())
                .filter_map(|fact| Some(fact.scalar()?.text.clone()))
                .collect(),
        })
        .collect()
}

/// Without capitals and with plain blanks.
fn folded(text: &str) -> String {
    text.to_lowercase().replace(['\u{a0}', '\u{202f}'], " ")
}

#[test]
fn every_question_is_answered_on_its_page() {
    let questions = questions();
    let ids: BTreeSet<_> = questions.iter().map(|question| &question.id).collect();
    assert_eq!(ids.len(), questions.len(), "two questions have the same id");
    assert!(questions.len() >= 50);
    let clicks = reader::clicks();
    let mut faults = Vec::new();
    for Question { id, asked, page, clicks: most, facts } in &questions {
        let Some(found) = reader::site().get(page) else {
            faults.push(format!("{id}: no page {page}"));
            continue;
        };
        let text = folded(&found.text);
        for fact in facts.iter().filter(|fact| !text.contains(&folded(fact))) {
            faults.push(format!("{id}: {page} lacks \"{fact}\" ({asked})"));
        }
        if facts.is_empty() || asked.is_empty() {
            faults.push(format!("{id}: nothing is asked for"));
        }
        match clicks.get(page.as_str()) {
            Some(needed) if needed <= most => {}
            needed => faults.push(format!("{id}: {page} takes {needed:?} clicks, {most} allowed")),
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn no_question_allows_more_than_three_clicks() {
    assert!(questions().iter().all(|question| question.clicks <= 3));
}

#[test]
fn every_question_of_the_digest_is_asked() {
    let ids: BTreeSet<String> = questions().into_iter().map(|question| question.id).collect();
    let missing: Vec<String> =
        (1..40).step_by(2).map(|n| format!("Q{n:02}")).filter(|id| !ids.contains(id)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
