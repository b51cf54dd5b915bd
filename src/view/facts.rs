//! Facts that conditions ask for: which there are, what may be answered, and what follows.
//!
//! A condition asks about fields of the kinds that its own field names (`about`), such as
//! `personal_data` or `krt.integrity` of a system; inside an item it may also ask about items
//! before it.

use std::collections::BTreeMap;

use crate::kind::condition::{Condition, Known};
use crate::kind::value::Value;
use crate::kind::{Choice, Field, FieldType, Kinds};
use crate::locale::Text;

/// The answer that there is something, where only that is asked.
const SOME: &str = "+";

/// The answer that there is nothing.
const NONE: &str = "-";

/// The field that `key` names in one of the kinds.
pub(crate) fn field<'k>(kinds: &'k Kinds, about: &[String], key: &str) -> Option<&'k Field> {
    about.iter().find_map(|kind| {
        let mut fields = kinds.get(kinds.find(kind)?).fields.as_slice();
        let mut found = None;
        for part in key.split('.') {
            found = fields.iter().find(|field| *field.key == *part);
            fields = found?.fields();
        }
        found
    })
}

/// The keys that conditions about these kinds may ask for.
pub(crate) fn keys(kinds: &Kinds, about: &[String]) -> Vec<String> {
    let declared = about.iter().filter_map(|kind| kinds.find(kind)).map(|kind| kinds.get(kind));
    declared
        .flat_map(|kind| &kind.fields)
        .flat_map(|field| {
            let inner = field.fields().iter().filter(|_| !field.list);
            let inner = inner.map(|inner| format!("{}.{}", field.key, inner.key));
            std::iter::once(field.key.to_string()).chain(inner).collect::<Vec<_>>()
        })
        .collect()
}

/// A fact that somebody must state before conditions can be judged.
#[derive(Debug)]
pub(crate) struct Fact<'k> {
    /// Its key: `personal_data`, `krt.integrity`.
    pub(crate) key: String,
    /// The field that it is a value of.
    pub(crate) field: &'k Field,
}

/// What the conditions ask for, in the declared order.
pub(crate) fn asked<'k, 'c>(
    kinds: &'k Kinds,
    about: &[String],
    conditions: impl Iterator<Item = &'c Condition>,
) -> Vec<Fact<'k>> {
    let mut wanted = Vec::new();
    for condition in conditions {
        condition.fields(&mut |key, _| wanted.push(key));
    }
    keys(kinds, about)
        .into_iter()
        .filter(|key| wanted.contains(&key.as_str()))
        .filter_map(|key| Some(Fact { field: field(kinds, about, &key)?, key }))
        .collect()
}

impl Fact<'_> {
    /// How it is asked.
    pub(crate) const fn question(&self) -> &Text {
        match &self.field.question {
            Some(question) => question,
            None => &self.field.label,
        }
    }

    /// The answers to choose among.
    pub(crate) fn choices(&self) -> Vec<Choice> {
        let choice = |id: &str, label: Text| Choice { id: id.to_owned(), label };
        match &self.field.ty {
            FieldType::Enum(choices) if !self.field.list => choices.clone(),
            FieldType::Boolean => vec![
                choice("true", Text::new("Ja", "Yes")),
                choice("false", Text::new("Nej", "No")),
            ],
            FieldType::Integer => match (self.field.min, self.field.max) {
                (Some(min), Some(max)) => (min as i64..=max as i64)
                    .map(|n| choice(&n.to_string(), Text::new(n.to_string(), n.to_string())))
                    .collect(),
                _ => Vec::new(),
            },
            _ => vec![choice(SOME, Text::new("Ja", "Yes")), choice(NONE, Text::new("Nej", "No"))],
        }
    }
}

/// What somebody has stated: a value, or that there is none.
#[derive(Debug, Default)]
pub(crate) struct Told(BTreeMap<String, Option<Value>>);

impl Told {
    /// Adds a fact as it is written: `true`, `molntjanst`, `2`, `2026-11-21`, `-` for none.
    pub(crate) fn add(&mut self, key: &str, word: &str) {
        let value = (word != NONE).then(|| read(word));
        self.0.insert(key.to_owned(), value);
    }

    /// Whether the condition is not ruled out; what nobody has stated rules nothing out.
    pub(crate) fn allows(&self, condition: &Condition) -> bool {
        self.judge(condition) != Some(false)
    }

    fn judge(&self, condition: &Condition) -> Option<bool> {
        condition.judge(&|key| match self.0.get(key) {
            Some(value) => Known::Told(value.as_ref()),
            None => Known::Open,
        })
    }
}

fn read(word: &str) -> Value {
    let figures = word.chars().all(|sign| sign.is_ascii_digit() || "-.".contains(sign));
    let integer = word.parse().ok().map(Value::Integer);
    let number = || word.parse().ok().filter(|_| figures).map(Value::Number);
    let date = || word.parse().ok().map(Value::Date);
    integer.or_else(number).or_else(date).unwrap_or_else(|| Value::Text(word.to_owned()))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::{Told, keys};
    use crate::diagnostic::FileId;
    use crate::kind::builtin;
    use crate::kind::condition::Condition;
    use crate::parse::yaml;

    /// Every form of a condition, and every way in which one can stay open.
    const CONDITIONS: [&str; 14] = [
        "{ a: ja }",
        "{ a: [ja, kanske] }",
        "{ a: { present: true } }",
        "{ a: { present: false } }",
        "{ a: { below: 2 } }",
        "{ a: { at_most: 2 } }",
        "{ a: { at_least: 2 } }",
        "{ a: { above: 1.5 } }",
        "{ a: { before: 2026-11-21 } }",
        "{ a: { after: 2026-11-21 } }",
        "{ not: { a: ja } }",
        "{ a: ja, b: { at_least: 2 } }",
        "{ any: [{ a: ja }, { b: { at_least: 2 } }] }",
        "{ all: [{ not: { any: [{ a: ja }, { b: { present: false } }] } }, { a: { present: true } }] }",
    ];

    /// What may be told of a fact; the first is nothing.
    const WORDS: [&str; 10] =
        ["", "-", "+", "ja", "true", "1", "2", "2.5", "2026-11-21", "2026-11-22"];

    fn condition(text: &str) -> Condition {
        let (node, _) = yaml::parse(FileId(0), text, 0);
        Condition::read(&node.expect("a tree"), &mut Vec::new()).expect("a condition")
    }

    fn rows() -> Json {
        let mut rows = Vec::new();
        for text in CONDITIONS {
            let condition = condition(text);
            for a in WORDS {
                let others = if text.contains("b:") { &WORDS[..] } else { &WORDS[..1] };
                for b in others {
                    let mut told = Told::default();
                    for (key, word) in [("a", a), ("b", *b)] {
                        if !word.is_empty() {
                            told.add(key, word);
                        }
                    }
                    rows.push(json!([condition.data(), [a, b], told.judge(&condition)]));
                }
            }
        }
        rows.into()
    }

    /// The browser's script is held against the same rows (`tests/browser/requirements.test.mjs`).
    #[test]
    fn conditions_are_judged_by_the_table_of_truth() {
        let table: Json =
            serde_json::from_str(include_str!("../../tests/fixtures/conditions.json"))
                .expect("tests/fixtures/conditions.json is JSON");
        let rows = rows();
        for (now, known) in
            rows.as_array().into_iter().flatten().zip(table.as_array().expect("rows"))
        {
            assert_eq!(now, known);
        }
        assert_eq!(rows, table);
    }

    #[test]
    fn facts_are_the_fields_and_what_stands_in_groups() {
        let keys = keys(&builtin(), &["system".to_owned()]);
        for key in ["personal_data", "krt.integrity", "operation"] {
            assert!(keys.iter().any(|known| known == key), "{key}");
        }
        assert!(!keys.iter().any(|known| known == "integrations.system"), "one of many");
    }
}
