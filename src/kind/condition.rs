//! Structured conditions on the fields of an entry: data that can be analysed, never evaluated text.
//!
//! `{ form: avrop }`, `{ level: [a, b] }`, `{ amount: { below: 100 } }`, `{ all: [...] }`,
//! `{ any: [...] }`, `{ not: ... }`. Several keys in one map must all hold.

use jiff::civil::Date;
use serde_json::{Value as Json, json};

use super::value::{Fields, Value};
use crate::diagnostic::{Diagnostic, Span};
use crate::locale::Text;
use crate::parse::reference::{self, Reference};
use crate::parse::yaml::{self, Node};

/// A condition.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// All of them hold.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// A test of one field.
    Field {
        /// The field's key.
        key: String,
        /// Where the key stands.
        span: Span,
        /// What is asked of it.
        test: Test,
        /// Where that stands.
        test_span: Span,
    },
}

/// What is known of a field before everything is told.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Known<'v> {
    /// Nobody has said yet.
    Open,
    /// The value, or that there is none.
    Told(Option<&'v Value>),
}

/// What is asked of a field.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// Equals one of these words. A list field: contains one of them.
    In(Vec<String>),
    /// There is a value (`true`) or none (`false`).
    Present(bool),
    /// Compares numbers or dates with a literal, or with a dated value (`value:id`).
    Compare(Comparison, String),
    /// The number is one that the rule of a dated value (`value:id`) applies to: which side of the
    /// figure that is, and whether the figure itself is on it, stands in the value.
    Meets(String),
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// Less than.
    Below,
    /// At most.
    AtMost,
    /// At least.
    AtLeast,
    /// More than.
    Above,
    /// Earlier than.
    Before,
    /// Later than.
    After,
}

const OPERATORS: [&str; 10] =
    ["is", "in", "present", "below", "at_most", "at_least", "above", "before", "after", "meets"];

impl Condition {
    /// Reads a condition; `None` when nothing of it can be used.
    pub(crate) fn read(node: &Node, faults: &mut Vec<Diagnostic>) -> Option<Self> {
        let Some(pairs) = node.map() else {
            faults.push(malformed(node.span));
            return None;
        };
        let mut parts: Vec<_> = pairs
            .iter()
            .filter_map(|(key, value)| match key.text.as_str() {
                "all" => Self::several(value, faults).map(Self::All),
                "any" => Self::several(value, faults).map(Self::Any),
                "not" => Self::read(value, faults).map(|inner| Self::Not(Box::new(inner))),
                _ => Test::read(value, faults).map(|test| Self::Field {
                    key: key.text.clone(),
                    span: key.span,
                    test,
                    test_span: innermost(value).span,
                }),
            })
            .collect();
        if parts.len() == 1 { parts.pop() } else { Some(Self::All(parts)) }
    }

    fn several(node: &Node, faults: &mut Vec<Diagnostic>) -> Option<Vec<Self>> {
        let Some(items) = node.list() else {
            faults.push(malformed(node.span));
            return None;
        };
        Some(items.iter().filter_map(|item| Self::read(item, faults)).collect())
    }

    /// The condition as it could be written, without places.
    pub(crate) fn data(&self) -> Json {
        let all = |parts: &[Self]| parts.iter().map(Self::data).collect::<Json>();
        match self {
            Self::All(parts) => json!({ "all": all(parts) }),
            Self::Any(parts) => json!({ "any": all(parts) }),
            Self::Not(part) => json!({ "not": part.data() }),
            Self::Field { key, test, .. } => json!({ key.as_str(): test.data() }),
        }
    }

    /// Whether the condition holds for `fields`.
    pub fn holds(&self, fields: &Fields) -> bool {
        self.judge(&|key| Known::Told(fields.at(key))) == Some(true)
    }

    /// Whether the condition holds as far as is known; `None` where it rests on what is open.
    /// The theme's `conditions.js` judges by the same rules.
    pub(crate) fn judge<'v>(&self, known: &dyn Fn(&str) -> Known<'v>) -> Option<bool> {
        // One part that gives `decisive` settles the whole; otherwise an open part leaves it open.
        let several = |parts: &[Self], decisive: bool| {
            let mut verdict = Some(!decisive);
            for part in parts {
                match part.judge(known) {
                    Some(holds) if holds == decisive => return Some(decisive),
                    Some(_) => {}
                    None => verdict = None,
                }
            }
            verdict
        };
        match self {
            Self::All(parts) => several(parts, false),
            Self::Any(parts) => several(parts, true),
            Self::Not(part) => part.judge(known).map(|holds| !holds),
            Self::Field { key, test, .. } => match known(key) {
                Known::Open => None,
                Known::Told(value) => Some(test.holds(value)),
            },
        }
    }

    /// Calls `visit` for every field that is asked about.
    pub(crate) fn fields<'a>(&'a self, visit: &mut dyn FnMut(&'a str, Span)) {
        self.tests(&mut |key, span, _, _| visit(key, span));
    }

    /// Calls `visit` for every entry that a field is compared with.
    pub(crate) fn references(&self, visit: &mut dyn FnMut(Reference, Span)) {
        self.tests(&mut |_, _, test, span| {
            if let Some(reference) = test.reference() {
                visit(reference, span);
            }
        });
    }

    /// Gives entries that a field is compared with other names, where `name` has one.
    pub(crate) fn replace_references(
        &mut self,
        name: &mut dyn FnMut(&Reference, Span) -> Option<String>,
    ) {
        match self {
            Self::All(parts) | Self::Any(parts) => {
                for part in parts {
                    part.replace_references(name);
                }
            }
            Self::Not(part) => part.replace_references(name),
            Self::Field { test, test_span, .. } => {
                let words = match test {
                    Test::In(words) => words.as_mut_slice(),
                    Test::Compare(_, word) | Test::Meets(word) => std::slice::from_mut(word),
                    Test::Present(_) => return,
                };
                for word in words {
                    let reference = reference::parse(word).filter(|found| found.kind.is_some());
                    if let Some(new) = reference.and_then(|found| name(&found, *test_span)) {
                        *word = new;
                    }
                }
            }
        }
    }

    /// Calls `visit` for every test of a field, with the places of the field and of what it is
    /// compared with.
    pub(crate) fn tests<'a>(&'a self, visit: &mut dyn FnMut(&'a str, Span, &'a Test, Span)) {
        match self {
            Self::All(parts) | Self::Any(parts) => {
                for part in parts {
                    part.tests(visit);
                }
            }
            Self::Not(part) => part.tests(visit),
            Self::Field { key, span, test, test_span } => visit(key, *span, test, *test_span),
        }
    }
}

/// What a test is made with: `100` of `{ below: 100 }`.
fn innermost(node: &Node) -> &Node {
    match node.map() {
        Some([(_, inner)]) => inner,
        _ => node,
    }
}

impl Test {
    /// The entry that a number or day is compared with, when it is not a literal.
    pub(crate) fn reference(&self) -> Option<Reference> {
        match self {
            Self::Compare(_, words) | Self::Meets(words) => {
                reference::parse(words).filter(|reference| reference.kind.is_some())
            }
            Self::In(_) | Self::Present(_) => None,
        }
    }

    fn read(node: &Node, faults: &mut Vec<Diagnostic>) -> Option<Self> {
        match &node.value {
            yaml::Value::Scalar(scalar) => Some(Self::In(vec![scalar.text.clone()])),
            yaml::Value::List(items) => Some(Self::In(words(items, faults))),
            yaml::Value::Map(pairs) => {
                let [(key, value)] = pairs.as_slice() else {
                    faults.push(malformed(node.span));
                    return None;
                };
                Self::operator(&key.text, key.span, value, faults)
            }
        }
    }

    fn operator(
        name: &str,
        span: Span,
        value: &Node,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let comparison = match name {
            "is" | "in" => return Self::read(value, faults),
            "present" => {
                return Some(Self::Present(value.scalar().is_none_or(|s| s.text != "false")));
            }
            "below" => Comparison::Below,
            "at_most" => Comparison::AtMost,
            "at_least" => Comparison::AtLeast,
            "above" => Comparison::Above,
            "before" => Comparison::Before,
            "after" => Comparison::After,
            "meets" => {
                let Some(scalar) = value.scalar() else {
                    faults.push(malformed(value.span));
                    return None;
                };
                return Some(Self::Meets(scalar.text.clone()));
            }
            _ => {
                let message = Text::new(
                    format!("`{name}` är ingen jämförelse"),
                    format!("`{name}` is no comparison"),
                );
                let help = super::suggest::help(name, OPERATORS);
                faults.push(Diagnostic::error("bad-condition", span, message).maybe_help(help));
                return None;
            }
        };
        let Some(scalar) = value.scalar() else {
            faults.push(malformed(value.span));
            return None;
        };
        Some(Self::Compare(comparison, scalar.text.clone()))
    }

    /// Whether the test holds for a value; a missing value fails every test but absence.
    pub fn holds(&self, value: Option<&Value>) -> bool {
        match (self, value) {
            (Self::Present(wanted), value) => {
                *wanted == value.is_some_and(|value| !matches!(value, Value::Unknown))
            }
            // What a value says on a day is known to the views, not to a field.
            (_, None) | (Self::Meets(_), Some(_)) => false,
            (_, Some(Value::List(items))) => items.iter().any(|item| self.holds(Some(&item.value))),
            (Self::In(words), Some(value)) => {
                words.iter().any(|word| *word == word_of(value) || is_reference(value, word))
            }
            (Self::Compare(comparison, limit), Some(value)) => {
                compare(*comparison, value, limit).unwrap_or(false)
            }
        }
    }
}

/// The word by which conditions, filters and exports know a value.
pub(crate) fn word_of(value: &Value) -> String {
    match value {
        Value::Unknown => "okant".to_owned(),
        Value::Text(text) | Value::Enum(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Boolean(truth) => truth.to_string(),
        Value::Date(date) => date.to_string(),
        Value::LooseDate(date) => date.to_string(),
        Value::Reference(reference) => reference.to_string(),
        Value::Markdown(_) | Value::Condition(_) | Value::List(_) | Value::Object(_) => {
            String::new()
        }
    }
}

impl Test {
    fn data(&self) -> Json {
        match self {
            Self::In(words) if words.len() == 1 => json!(words[0]),
            Self::In(words) => json!(words),
            Self::Present(present) => json!({ "present": present }),
            Self::Compare(comparison, limit) => json!({ comparison.id(): limit }),
            Self::Meets(value) => json!({ "meets": value }),
        }
    }
}

impl Comparison {
    const fn id(self) -> &'static str {
        match self {
            Self::Below => "below",
            Self::AtMost => "at_most",
            Self::AtLeast => "at_least",
            Self::Above => "above",
            Self::Before => "before",
            Self::After => "after",
        }
    }
}

fn is_reference(value: &Value, word: &str) -> bool {
    matches!(value, Value::Reference(reference) if reference.id == word)
}

fn compare(comparison: Comparison, value: &Value, limit: &str) -> Option<bool> {
    use std::cmp::Ordering::{Equal, Greater, Less};
    let ordering = match value {
        Value::Integer(number) => (*number as f64).partial_cmp(&limit.parse().ok()?)?,
        Value::Number(number) => number.partial_cmp(&limit.parse().ok()?)?,
        Value::Date(date) => date.cmp(&limit.parse::<Date>().ok()?),
        Value::LooseDate(date) => date.first_day()?.cmp(&limit.parse::<Date>().ok()?),
        _ => return None,
    };
    Some(match comparison {
        Comparison::Below | Comparison::Before => ordering == Less,
        Comparison::AtMost => ordering != Greater,
        Comparison::AtLeast => ordering != Less,
        Comparison::Above | Comparison::After => ordering == Greater && ordering != Equal,
    })
}

fn words(items: &[Node], faults: &mut Vec<Diagnostic>) -> Vec<String> {
    items
        .iter()
        .filter_map(|item| {
            let scalar = item.scalar();
            if scalar.is_none() {
                faults.push(malformed(item.span));
            }
            scalar.map(|scalar| scalar.text.clone())
        })
        .collect()
}

fn malformed(span: Span) -> Diagnostic {
    Diagnostic::error(
        "bad-condition",
        span,
        Text::new("villkoret har fel form", "the condition has the wrong form"),
    )
    .help(Text::new(
        "skriv till exempel `{ form: avrop }` eller `{ belopp: { below: 100 } }`",
        "write for example `{ form: avrop }` or `{ amount: { below: 100 } }`",
    ))
}
