//! Conditions on the items of a checklist, as people read them.

use crate::kind::condition::{Comparison, Condition, Test};
use crate::render::theme::Words;

/// `svaret på ”Fungerar datorn?” är nej`. `title` gives the words of an item by its id.
pub(super) fn in_words<'t>(
    words: &Words,
    condition: &Condition,
    title: &dyn Fn(&str) -> Option<&'t str>,
) -> String {
    let join = |parts: &[Condition], word: &str| {
        let parts: Vec<String> = parts.iter().map(|part| in_words(words, part, title)).collect();
        parts.join(&format!(" {} ", words.get(word)))
    };
    match condition {
        Condition::All(parts) => join(parts, "word_and"),
        Condition::Any(parts) => join(parts, "word_or"),
        Condition::Not(part) => {
            format!("{} ({})", words.get("word_not"), in_words(words, part, title))
        }
        Condition::Field { key, test, .. } => words
            .get("answer_is")
            .replace("{item}", title(key).unwrap_or(key))
            .replace("{answer}", &answer(words, test)),
    }
}

fn answer(words: &Words, test: &Test) -> String {
    match test {
        Test::In(answers) => {
            let answers: Vec<String> =
                answers.iter().map(|answer| yes_or_no(words, answer)).collect();
            answers.join(&format!(" {} ", words.get("word_or")))
        }
        Test::Present(true) => words.get("answer_given").to_owned(),
        Test::Present(false) => words.get("answer_missing").to_owned(),
        Test::Compare(comparison, limit) => format!("{} {limit}", sign(*comparison)),
    }
}

fn yes_or_no(words: &Words, answer: &str) -> String {
    match answer {
        "true" => words.get("yes").to_lowercase(),
        "false" => words.get("no").to_lowercase(),
        other => format!("”{other}”"),
    }
}

const fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Below | Comparison::Before => "<",
        Comparison::AtMost => "≤",
        Comparison::AtLeast => "≥",
        Comparison::Above | Comparison::After => ">",
    }
}
