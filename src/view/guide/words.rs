//! Answers in words: `under 100 000 kr`, `Ja`, `Nej eller Jag vet inte`.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::rule::{Limit, Rule, Sign};
use super::walk::{Given, possible};
use super::{Answers, Guide, Question};
use crate::locale::{Lang, dates, numbers};

/// The piece of the scale that begins at `from`, as readers say it.
pub(crate) fn piece(question: &Question<'_>, from: i64, lang: Lang) -> String {
    let to = question.cuts.iter().copied().find(|cut| *cut > from);
    span(question, from, to, lang)
}

/// The numbers from `from` up to, and not including, `to`.
fn span(question: &Question<'_>, from: i64, to: Option<i64>, lang: Lang) -> String {
    let from = Some(from).filter(|from| *from > question.answers.least());
    match question.answers {
        Answers::Day => between(from.map(day), to.map(|to| day(to - 1)), lang),
        Answers::Amount | Answers::One | Answers::Several => amounts(from, to, lang),
    }
}

/// A cut one öre above a whole krona belongs to a limit that the lower piece includes.
fn amounts(from: Option<i64>, to: Option<i64>, lang: Lang) -> String {
    let sv = lang == Lang::Sv;
    if let Some(only) = from.filter(|from| to == Some(from + 1)) {
        return format!("{} {}", if sv { "exakt" } else { "exactly" }, kronor(only, lang));
    }
    let lower = from.map(|from| match (from % 100 == 1, sv) {
        (true, true) => format!("över {}", kronor(from - 1, lang)),
        (true, false) => format!("above {}", kronor(from - 1, lang)),
        (false, true) => format!("från {}", kronor(from, lang)),
        (false, false) => format!("from {}", kronor(from, lang)),
    });
    let upper = to.map(|to| match (to % 100 == 1, sv) {
        (true, true) => format!("högst {}", kronor(to - 1, lang)),
        (true, false) => format!("at most {}", kronor(to - 1, lang)),
        (false, true) => format!("under {}", kronor(to, lang)),
        (false, false) => format!("below {}", kronor(to, lang)),
    });
    match (lower, upper) {
        (Some(lower), Some(upper)) => {
            format!("{lower} {} {upper}", if sv { "men" } else { "but" })
        }
        (Some(lower), None) if from.is_some_and(|from| from % 100 == 0) => {
            format!("{lower} {}", if sv { "och uppåt" } else { "and up" })
        }
        (Some(only), None) | (None, Some(only)) => only,
        (None, None) => if sv { "alla belopp" } else { "all amounts" }.to_owned(),
    }
}

fn between(from: Option<Date>, to: Option<Date>, lang: Lang) -> String {
    let sv = lang == Lang::Sv;
    let day = |day: Date| dates::day(day, lang);
    match (from, to) {
        (Some(from), Some(to)) => {
            format!("{} {} {}", day(from), if sv { "till" } else { "to" }, day(to))
        }
        (Some(from), None) => {
            format!("{} {}", day(from), if sv { "eller senare" } else { "or later" })
        }
        (None, Some(to)) => {
            format!("{} {}", day(to), if sv { "eller tidigare" } else { "or earlier" })
        }
        (None, None) => if sv { "alla datum" } else { "all dates" }.to_owned(),
    }
}

/// Öre as kronor.
pub(crate) fn kronor(hundredths: i64, lang: Lang) -> String {
    let amount = numbers::decimal(hundredths as f64 / 100.0, lang);
    numbers::with_unit(&amount, "kr")
}

fn day(number: i64) -> Date {
    let first = date(1970, 1, 1);
    first.checked_add(number.days()).unwrap_or(first)
}

/// Answers that lead the same way: `Nej eller Jag vet inte`; `None` when every answer does.
pub(crate) fn answers(question: &Question<'_>, given: &[Given], lang: Lang) -> Option<String> {
    if !question.answers.measured() && given.len() as u64 == possible(question) {
        return None;
    }
    if let [only] = given {
        return Some(answer(question, *only, lang));
    }
    let sv = lang == Lang::Sv;
    let quoted = given.iter().map(|one| {
        let words = answer(question, *one, lang);
        if sv { format!("”{words}”") } else { format!("“{words}”") }
    });
    Some(quoted.collect::<Vec<_>>().join(if sv { " eller " } else { " or " }))
}

/// What an option of a measured question holds for, in one stretch of its scale:
/// `från 100 000 kr men under 700 000 kr`. `None` when it is no stretch, or when other answers
/// decide too.
pub(crate) fn stretch(guide: &Guide<'_>, at: usize, rule: &Rule, lang: Lang) -> Option<String> {
    let question = guide.questions.get(at).filter(|found| found.answers.measured())?;
    let mut own = true;
    rule.each(&mut |test| own &= test.question() == Some(at));
    if !own {
        return None;
    }
    let starts: Vec<i64> =
        std::iter::once(question.answers.least()).chain(question.cuts.iter().copied()).collect();
    let mut given = vec![None; guide.questions.len()];
    let mut holds = |from: i64| {
        if let Some(slot) = given.get_mut(at) {
            *slot = Some(Given::Number(from));
        }
        rule.holds(&given)
    };
    let held: Vec<bool> = starts.iter().map(|from| holds(*from)).collect();
    let first = held.iter().position(|held| *held)?;
    let after = held.iter().skip(first).position(|held| !held).map(|count| first + count);
    if after.is_some_and(|after| held.iter().skip(after).any(|held| *held)) {
        return None;
    }
    let to = after.and_then(|after| starts.get(after).copied());
    Some(span(question, *starts.get(first)?, to, lang))
}

/// One answer.
pub(crate) fn answer(question: &Question<'_>, given: Given, lang: Lang) -> String {
    match given {
        Given::Number(from) => piece(question, from, lang),
        Given::One(_) | Given::Several(_) => {
            let options = question.options.iter().enumerate();
            let chosen: Vec<&str> = options
                .filter(|(at, _)| given.chose(*at))
                .map(|(_, option)| option.label)
                .collect();
            chosen.join(" + ")
        }
    }
}

/// A rule as readers say it: `från 100 000 kr och under 700 000 kr`.
pub(crate) fn rule(guide: &Guide<'_>, rule: &Rule, lang: Lang) -> String {
    said(guide, rule, false, lang)
}

fn said(guide: &Guide<'_>, rule: &Rule, negated: bool, lang: Lang) -> String {
    let sv = lang == Lang::Sv;
    let join = |parts: &[Rule], all: bool| {
        let word = match (all, sv) {
            (true, true) => " och ",
            (true, false) => " and ",
            (false, true) => ", eller ",
            (false, false) => ", or ",
        };
        let parts: Vec<String> =
            parts.iter().map(|part| said(guide, part, negated, lang)).collect();
        parts.join(word)
    };
    let question = |at: usize| guide.questions.get(at);
    match rule {
        // What is not "this and that" is "not this, or not that".
        Rule::All(parts) => join(parts, !negated),
        Rule::Any(parts) => join(parts, negated),
        Rule::Not(part) => said(guide, part, !negated, lang),
        Rule::Chosen { question: at, options } => {
            let labels = options.iter().filter_map(|option| question(*at)?.options.get(*option));
            let labels: Vec<String> = labels.map(|option| format!("”{}”", option.label)).collect();
            let labels = labels.join(if sv { " eller " } else { " or " });
            let title = question(*at).map_or("", |found| found.title);
            match (sv, negated) {
                (true, false) => format!("svaret på ”{title}” är {labels}"),
                (true, true) => format!("svaret på ”{title}” är inte {labels}"),
                (false, false) => format!("the answer to “{title}” is {labels}"),
                (false, true) => format!("the answer to “{title}” is not {labels}"),
            }
        }
        Rule::Answered { question: at } => {
            let title = question(*at).map_or("", |found| found.title);
            match (sv, negated) {
                (true, false) => format!("”{title}” är besvarad"),
                (true, true) => format!("”{title}” inte är besvarad"),
                (false, false) => format!("“{title}” is answered"),
                (false, true) => format!("“{title}” is not answered"),
            }
        }
        Rule::Number { sign, limit, question: at } => {
            let is_day = question(*at).is_some_and(|found| found.answers == Answers::Day);
            let sign = if negated { sign.opposite() } else { *sign };
            format!("{} {}", compared(sign, is_day, sv), limit_words(limit, is_day, lang))
        }
        Rule::Never => String::new(),
    }
}

const fn compared(sign: Sign, is_day: bool, sv: bool) -> &'static str {
    match (sign, is_day, sv) {
        (Sign::Below, false, true) => "under",
        (Sign::Below, true, true) => "före",
        (Sign::AtMost, false, true) => "högst",
        (Sign::AtMost, true, true) => "senast",
        (Sign::AtLeast, false, true) => "minst",
        (Sign::AtLeast, true, true) => "tidigast",
        (Sign::Above, false, true) => "över",
        (Sign::Above, true, true) => "efter",
        (Sign::Below, false, false) => "below",
        (Sign::Below, true, false) => "before",
        (Sign::AtMost, false, false) => "at most",
        (Sign::AtMost, true, false) => "at the latest",
        (Sign::AtLeast, false, false) => "at least",
        (Sign::AtLeast, true, false) => "at the earliest",
        (Sign::Above, false, false) => "above",
        (Sign::Above, true, false) => "after",
    }
}

fn limit_words(limit: &Limit, is_day: bool, lang: Lang) -> String {
    match (is_day, limit.months) {
        (true, Some(months)) => {
            let day = dates::day(day(limit.at), lang);
            if lang == Lang::Sv {
                format!("{day}, som är {months}\u{a0}månader bort")
            } else {
                format!("{day}, which is {months}\u{a0}months away")
            }
        }
        (true, None) => dates::day(day(limit.at), lang),
        (false, _) => kronor(limit.at, lang),
    }
}
