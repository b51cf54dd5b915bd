//! The rules of a guide: conditions on its own answers, with the figures of the day in them.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::walk::Given;
use super::{Answers, Guide};
use crate::diagnostic::Span;
use crate::handbook::{EntryId, Handbook};
use crate::kind::condition::{Comparison, Condition, Test};
use crate::view::dated;
use crate::view::keys::VALUE_OPERATOR;

/// A condition on answers of the guide.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Rule {
    /// All of them hold.
    All(Vec<Rule>),
    /// At least one holds.
    Any(Vec<Rule>),
    /// It does not hold.
    Not(Box<Rule>),
    /// One of these options of a question was chosen.
    Chosen { question: usize, options: Vec<usize> },
    /// The question was answered.
    Answered { question: usize },
    /// The amount or day stands so to a limit.
    Number { question: usize, sign: Sign, limit: Limit },
    /// What cannot be understood never holds; it is reported.
    Never,
}

/// How a number stands to its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    Below,
    AtMost,
    AtLeast,
    Above,
}

/// A limit on the scale of a question.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Limit {
    /// In öre, or in days from 1 January 1970.
    pub(crate) at: i64,
    /// The dated value that says so.
    pub(crate) value: Option<EntryId>,
    /// For days: how many months from today, when that is how it is said.
    pub(crate) months: Option<i64>,
}

/// What cannot be understood in a condition.
#[derive(Debug)]
pub(crate) struct Issue {
    pub(crate) span: Span,
    pub(crate) what: Wrong,
}

/// What is wrong with a condition.
#[derive(Debug)]
pub(crate) enum Wrong {
    /// No question has that id.
    NoQuestion(String),
    /// The question has no such option.
    NoOption { word: String, question: String },
    /// The question is not answered by a number, or by a number and not by a word.
    Kind { question: String },
    /// The reference is broken, which is reported where links are followed.
    Broken,
    /// It is neither a number, nor a day, nor a dated value.
    NoLimit(String),
    /// The dated value has no figure, or no rule to meet, today.
    NoFigure { title: String, rule: bool },
}

impl Sign {
    /// The first number on the other side of the limit.
    pub(crate) const fn cut(self, at: i64) -> i64 {
        match self {
            Self::Below | Self::AtLeast => at,
            Self::AtMost | Self::Above => at + 1,
        }
    }

    const fn holds(self, number: i64, at: i64) -> bool {
        match self {
            Self::Below => number < at,
            Self::AtMost => number <= at,
            Self::AtLeast => number >= at,
            Self::Above => number > at,
        }
    }

    /// What holds when it does not.
    pub(crate) const fn opposite(self) -> Self {
        match self {
            Self::Below => Self::AtLeast,
            Self::AtMost => Self::Above,
            Self::AtLeast => Self::Below,
            Self::Above => Self::AtMost,
        }
    }

    /// The word for it in data.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Below => "below",
            Self::AtMost => "at_most",
            Self::AtLeast => "at_least",
            Self::Above => "above",
        }
    }
}

impl Rule {
    /// Whether the rule holds after these answers; what was never answered holds for nothing.
    pub(crate) fn holds(&self, given: &[Option<Given>]) -> bool {
        let answer = |question: usize| given.get(question).and_then(Option::as_ref);
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(given)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(given)),
            Self::Not(part) => !part.holds(given),
            Self::Answered { question } => answer(*question).is_some(),
            Self::Chosen { question, options } => {
                answer(*question).is_some_and(|given| options.iter().any(|at| given.chose(*at)))
            }
            Self::Number { question, sign, limit } => match answer(*question) {
                Some(Given::Number(number)) => sign.holds(*number, limit.at),
                _ => false,
            },
            Self::Never => false,
        }
    }

    /// Calls `visit` for every test in the rule.
    pub(crate) fn each<'r>(&'r self, visit: &mut dyn FnMut(&'r Self)) {
        match self {
            Self::All(parts) | Self::Any(parts) => {
                for part in parts {
                    part.each(visit);
                }
            }
            Self::Not(part) => part.each(visit),
            Self::Chosen { .. } | Self::Answered { .. } | Self::Number { .. } | Self::Never => {
                visit(self);
            }
        }
    }

    /// The question that a test asks about.
    pub(crate) const fn question(&self) -> Option<usize> {
        match self {
            Self::Chosen { question, .. }
            | Self::Answered { question }
            | Self::Number { question, .. } => Some(*question),
            Self::All(_) | Self::Any(_) | Self::Not(_) | Self::Never => None,
        }
    }
}

/// Reads a condition on answers of `guide`.
pub(super) fn read(
    handbook: &Handbook,
    guide: &Guide<'_>,
    condition: &Condition,
    issues: &mut Vec<Issue>,
) -> Rule {
    let mut several = |parts: &[Condition]| {
        parts.iter().map(|part| read(handbook, guide, part, issues)).collect::<Vec<_>>()
    };
    match condition {
        Condition::All(parts) => Rule::All(several(parts)),
        Condition::Any(parts) => Rule::Any(several(parts)),
        Condition::Not(part) => Rule::Not(Box::new(read(handbook, guide, part, issues))),
        Condition::Field { key, span, test, test_span } => {
            let found = guide.questions.iter().position(|question| question.id == key);
            let result = match found {
                Some(question) => self::test(handbook, guide, question, test)
                    .map_err(|what| Issue { span: *test_span, what }),
                None => Err(Issue { span: *span, what: Wrong::NoQuestion(key.clone()) }),
            };
            result.unwrap_or_else(|issue| {
                issues.push(issue);
                Rule::Never
            })
        }
    }
}

fn test(handbook: &Handbook, guide: &Guide<'_>, at: usize, test: &Test) -> Result<Rule, Wrong> {
    let Some(question) = guide.questions.get(at) else { return Ok(Rule::Never) };
    let kind = || Wrong::Kind { question: question.id.to_owned() };
    match test {
        Test::Present(true) => Ok(Rule::Answered { question: at }),
        Test::Present(false) => Ok(Rule::Not(Box::new(Rule::Answered { question: at }))),
        Test::In(_) if question.answers.measured() => Err(kind()),
        Test::In(words) => {
            let options = words.iter().map(|word| {
                let found = question.options.iter().position(|option| option.id == word);
                found.ok_or_else(|| Wrong::NoOption {
                    word: word.clone(),
                    question: question.id.to_owned(),
                })
            });
            Ok(Rule::Chosen { question: at, options: options.collect::<Result<_, _>>()? })
        }
        Test::Compare(..) | Test::Meets(_) if !question.answers.measured() => Err(kind()),
        Test::Compare(comparison, words) => {
            let sign = match comparison {
                Comparison::Below | Comparison::Before => Sign::Below,
                Comparison::AtMost => Sign::AtMost,
                Comparison::AtLeast => Sign::AtLeast,
                Comparison::Above | Comparison::After => Sign::Above,
            };
            let limit = limit(handbook, question.answers, test, words)?;
            Ok(Rule::Number { question: at, sign, limit })
        }
        Test::Meets(words) => {
            let limit = limit(handbook, question.answers, test, words)?;
            let value = limit.value.map(|value| handbook.entry(value));
            let sign = match value.and_then(|value| VALUE_OPERATOR.of(value)) {
                Some("under") => Sign::Below,
                Some("hogst") => Sign::AtMost,
                Some("minst") => Sign::AtLeast,
                Some("over") => Sign::Above,
                _ => {
                    let title = value.map_or(words, |value| &value.title).clone();
                    return Err(Wrong::NoFigure { title, rule: true });
                }
            };
            Ok(Rule::Number { question: at, sign, limit })
        }
    }
}

/// The limit that the words of a test name: a dated value, a number or a day.
fn limit(handbook: &Handbook, answers: Answers, test: &Test, words: &str) -> Result<Limit, Wrong> {
    let none = || Wrong::NoLimit(words.to_owned());
    let Some(reference) = test.reference() else {
        let at = match answers {
            Answers::Day => words.parse().ok().map(day_number),
            Answers::One | Answers::Several | Answers::Amount => words.parse().ok().map(hundredths),
        };
        return Ok(Limit { at: at.ok_or_else(none)?, value: None, months: None });
    };
    let value = handbook.entry_of(&reference).ok_or(Wrong::Broken)?;
    let entry = handbook.entry(value);
    let amount = dated::in_force(entry, handbook.today).and_then(|figure| figure.amount);
    let missing = || Wrong::NoFigure { title: entry.title.clone(), rule: false };
    let amount = amount.ok_or_else(missing)?;
    let (at, months) = if answers == Answers::Day {
        let months = hundredths(amount) / 100;
        (day_number(months_on(handbook.today, months)), Some(months))
    } else {
        (hundredths(amount), None)
    };
    Ok(Limit { at, value: Some(value), months })
}

/// Kronor as öre.
fn hundredths(amount: f64) -> i64 {
    (amount * 100.0).round() as i64
}

/// Days from 1 January 1970.
pub(crate) fn day_number(day: Date) -> i64 {
    date(1970, 1, 1).until(day).map_or(0, |span| i64::from(span.get_days()))
}

/// The day so many months on; the last of the month when it has no such day.
pub(crate) fn months_on(day: Date, months: i64) -> Date {
    day.checked_add(months.months()).unwrap_or(day)
}
