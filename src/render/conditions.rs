//! Conditions as people read them: with the words of the fields and items that they ask about.

use crate::kind::condition::{Comparison, Condition, Test};
use crate::kind::{Choice, Field, FieldType, Kinds};
use crate::locale::Lang;
use crate::render::theme::Words;
use crate::view::facts;

/// What a condition asks about.
#[derive(Debug, Clone, Copy)]
pub(super) enum Subject<'s> {
    /// A field, with its words.
    Field(&'s Field),
    /// A question that stands in the same entry.
    Item(&'s str),
    /// Nothing that is known; the key itself is shown.
    Unknown,
}

/// Finds what a key stands for.
pub(super) type Find<'f, 's> = dyn Fn(&str) -> Subject<'s> + 'f;

/// What a key stands for among the fields of kinds.
pub(super) fn of_field<'k>(kinds: &'k Kinds, about: &[String], key: &str) -> Subject<'k> {
    facts::field(kinds, about, key).map_or(Subject::Unknown, Subject::Field)
}

/// For tables: `Driftform: Molntjänst eller Personuppgifter: ja`.
pub(super) fn short(
    words: &Words,
    lang: Lang,
    condition: &Condition,
    find: &Find<'_, '_>,
) -> String {
    Speaker { words, lang, find, pattern: "condition_short", asks: false }.words_of(condition)
}

/// In a sentence: `svaret på ”Hur ska systemet drivas?” är ”Molntjänst”`.
pub(super) fn sentence(
    words: &Words,
    lang: Lang,
    condition: &Condition,
    find: &Find<'_, '_>,
) -> String {
    Speaker { words, lang, find, pattern: "answer_is", asks: true }.words_of(condition)
}

struct Speaker<'a, 'f, 's> {
    words: &'a Words,
    lang: Lang,
    find: &'a Find<'f, 's>,
    /// How a subject and its answer are put together.
    pattern: &'a str,
    /// Whether a field is named by its question.
    asks: bool,
}

impl Speaker<'_, '_, '_> {
    fn words_of(&self, condition: &Condition) -> String {
        match condition {
            Condition::All(parts) => self.joined(parts, "word_and"),
            Condition::Any(parts) => self.joined(parts, "word_or"),
            Condition::Not(part) => {
                format!("{} ({})", self.words.get("word_not"), self.words_of(part))
            }
            Condition::Field { key, test, .. } => {
                let subject = (self.find)(key);
                let name = match subject {
                    Subject::Field(field) => field
                        .question
                        .as_ref()
                        .filter(|_| self.asks)
                        .map_or_else(|| field.label.get(self.lang), |asked| asked.get(self.lang)),
                    Subject::Item(title) => title,
                    Subject::Unknown => key,
                };
                let answer = self.answer(subject, test);
                self.words.get(self.pattern).replace("{item}", name).replace("{answer}", &answer)
            }
        }
    }

    /// The parts in a row; one that itself has several stands in brackets.
    fn joined(&self, parts: &[Condition], word: &str) -> String {
        let part = |part: &Condition| match part {
            Condition::All(_) | Condition::Any(_) => format!("({})", self.words_of(part)),
            _ => self.words_of(part),
        };
        let parts: Vec<String> = parts.iter().map(part).collect();
        parts.join(&format!(" {} ", self.words.get(word)))
    }

    fn answer(&self, subject: Subject<'_>, test: &Test) -> String {
        let word = |key: &'static str| self.words.get(key).to_owned();
        match test {
            Test::In(answers) => {
                let answers: Vec<String> =
                    answers.iter().map(|answer| self.choice(subject, answer)).collect();
                answers.join(&format!(" {} ", self.words.get("word_or")))
            }
            Test::Present(present) => match (subject, present) {
                (Subject::Field(field), true) if is_choice(field) => word("answer_given"),
                (Subject::Field(field), false) if is_choice(field) => word("answer_missing"),
                (Subject::Field(_), true) => word("yes").to_lowercase(),
                (Subject::Field(_), false) => word("no").to_lowercase(),
                (_, true) => word("answer_given"),
                (_, false) => word("answer_missing"),
            },
            Test::Compare(comparison, limit) => {
                self.words.get(comparison_word(*comparison)).replace("{n}", limit)
            }
            Test::Meets(value) => value.clone(),
        }
    }

    fn choice(&self, subject: Subject<'_>, answer: &str) -> String {
        let label = match subject {
            Subject::Field(field) => field.choice(answer).map(|Choice { label, .. }| label),
            Subject::Item(_) | Subject::Unknown => None,
        };
        match (answer, label) {
            ("true", None) => self.words.get("yes").to_lowercase(),
            ("false", None) => self.words.get("no").to_lowercase(),
            (_, Some(label)) if self.asks => format!("”{}”", label.get(self.lang)),
            (_, Some(label)) => label.get(self.lang).to_owned(),
            (other, None) => format!("”{other}”"),
        }
    }
}

/// Whether the answers are values to choose among, so that any of them is "given".
const fn is_choice(field: &Field) -> bool {
    matches!(field.ty, FieldType::Boolean | FieldType::Enum(_) | FieldType::Integer)
}

const fn comparison_word(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Below => "compared_below",
        Comparison::AtMost => "compared_at_most",
        Comparison::AtLeast => "compared_at_least",
        Comparison::Above => "compared_above",
        Comparison::Before => "compared_before",
        Comparison::After => "compared_after",
    }
}
