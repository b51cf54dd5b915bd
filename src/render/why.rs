//! A computed day in words, and the rule that gave it, step by step.

use jiff::civil::Date;
use tera::Value as Tera;

use super::Renderer;
use super::context::{map, safe};
use super::escape::escaped;
use crate::handbook::EntryId;
use crate::kind::key::Key;
use crate::locale::{Lang, dates};
use crate::view::calendar::Duty;
use crate::view::calendar::deadlines::Deadlines;
use crate::view::calendar::derivation::{Derivation, Fact, Operation, Outcome, Reason, Step};
use crate::view::keys::{
    CONTRACT_END, CONTRACT_HARD_END, CONTRACT_IRREVOCABLE, CONTRACT_OPTION_MONTHS,
    CONTRACT_OPTIONS_USED, CONTRACT_UNTIL,
};

/// A cell of a table: the day, or a word in its place.
pub(crate) fn cell(renderer: &Renderer<'_>, found: &Derivation) -> Tera {
    safe(&match &found.outcome {
        Outcome::Day(day) => time(*day, renderer.lang),
        Outcome::Missing(_) => {
            format!("<span class=\"unknown\">{}</span>", escaped(renderer.t().get("unknown")))
        }
        Outcome::None(reason) => {
            format!("<span class=\"instead\">{}</span>", escaped(reason_word(renderer, *reason)))
        }
    })
}

fn time(day: Date, lang: Lang) -> String {
    format!("<time datetime=\"{day}\">{}</time>", escaped(&dates::day(day, lang)))
}

fn reason_word<'r>(renderer: &'r Renderer<'_>, reason: Reason) -> &'r str {
    renderer.t().get(match reason {
        Reason::RunsOn => "reason_runs_on",
        Reason::Renews => "reason_renews",
        Reason::EndsByItself => "reason_ends_by_itself",
        Reason::AnyDay => "reason_any_day",
        Reason::Irrevocable => "reason_irrevocable",
        Reason::NoOptionsLeft => "reason_no_options",
        Reason::NoOptionsStated => "reason_no_options_stated",
        Reason::AtOnce => "reason_at_once",
    })
}

/// Which facts are missing for any day at all, in words.
pub(crate) fn missing(renderer: &Renderer<'_>, days: &Deadlines) -> String {
    let mut facts: Vec<Fact> = [&days.present, &days.last, &days.start]
        .into_iter()
        .filter_map(|found| match &found.outcome {
            Outcome::Missing(facts) => Some(facts),
            Outcome::Day(_) | Outcome::None(_) => None,
        })
        .flatten()
        .copied()
        .collect();
    facts.sort();
    facts.dedup();
    lacking(renderer, &facts)
}

fn lacking(renderer: &Renderer<'_>, facts: &[Fact]) -> String {
    let names: Vec<&str> = facts.iter().map(|fact| name(renderer, *fact)).collect();
    renderer.t().get("fact_missing").replace("{facts}", &names.join(", "))
}

/// A row of the facts table: the day, and its rule under "why".
pub(crate) fn row(renderer: &Renderer<'_>, root: &str, key: &str, found: &Derivation) -> Tera {
    map! {
        "key": key,
        "label": renderer.t().get(key),
        "help": renderer.t().get(&format!("{key}_help")),
        "value": safe(&html(renderer, root, key, found)),
        "unknown": matches!(found.outcome, Outcome::Missing(_)),
    }
}

/// The day with its rule below it.
fn html(renderer: &Renderer<'_>, root: &str, key: &str, found: &Derivation) -> String {
    let words = renderer.t();
    let answer = match &found.outcome {
        Outcome::Day(day) => time(*day, renderer.lang),
        Outcome::Missing(facts) => {
            let lacks = lacking(renderer, facts);
            format!("{}. {}", escaped(words.get("unknown")), escaped(&lacks))
        }
        Outcome::None(reason) => escaped(reason_word(renderer, *reason)),
    };
    if found.steps.is_empty() {
        return answer;
    }
    let steps: String = found
        .steps
        .iter()
        .map(|step| format!("<li>{}</li>", in_words(renderer, root, step)))
        .collect();
    format!(
        "{answer}<details class=\"why\"><summary>{}<span class=\"visually-hidden\"> {}</span>\
         </summary><ol>{steps}</ol></details>",
        escaped(words.get("why")),
        escaped(words.get(key))
    )
}

/// The rule in plain words, a step in each.
pub(crate) fn plain(renderer: &Renderer<'_>, found: &Derivation) -> Vec<String> {
    let day = |step: &Step| dates::day(step.day, renderer.lang).replace('\u{a0}', " ");
    found.steps.iter().map(|step| pattern(renderer, step).replace("{day}", &day(step))).collect()
}

/// What a day is for, in words that hold before it and after it.
pub(crate) fn duty<'r>(renderer: &'r Renderer<'_>, duty: Duty) -> &'r str {
    renderer.t().get(match duty {
        Duty::Start => "due_start",
        Duty::Extend => "due_extend",
        Duty::Terminate => "due_terminate",
        Duty::End => "due_end",
    })
}

/// Words that begin a sentence.
pub(crate) fn capitalised(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}

/// A step as a sentence, with a link to where its figure stands.
fn in_words(renderer: &Renderer<'_>, root: &str, step: &Step) -> String {
    let day = format!("<b>{}</b>", escaped(&dates::day(step.day, renderer.lang)));
    let sentence = escaped(&pattern(renderer, step)).replace("{day}", &day);
    match step.source {
        Some(source) => format!("{sentence} ({})", link(renderer, root, source)),
        None => sentence,
    }
}

/// A step as a sentence with `{day}` in the place of its day.
fn pattern(renderer: &Renderer<'_>, step: &Step) -> String {
    let words = renderer.t();
    let lang = renderer.lang;
    let months = |months: i32| words.count("months", i64::from(months));
    let named = |pattern: &str, fact| words.get(pattern).replace("{field}", name(renderer, fact));
    match step.operation {
        Operation::Taken(fact) => named("step_taken", fact),
        Operation::FirstOf(fact, loose) => {
            named("step_first_of", fact).replace("{until}", &loose.words(lang))
        }
        Operation::Option { number, decided } => words
            .get(if decided { "step_option_decided" } else { "step_option" })
            .replace("{n}", &number.to_string()),
        Operation::Extended { count, months: length } => {
            words.count("step_extended", i64::from(count)).replace("{months}", &months(length))
        }
        Operation::Renewed { times, months: length } => {
            words.count("step_renewed", i64::from(times)).replace("{months}", &months(length))
        }
        Operation::Limited(fact) => named("step_limited", fact),
        Operation::NoOptions => words.get("step_no_options").to_owned(),
        Operation::EndsWith(boundary) => {
            words.get(&format!("step_ends_{}", boundary.id())).to_owned()
        }
        Operation::Back { months: count, fact } => {
            named("step_back", fact).replace("{months}", &months(count))
        }
        Operation::Forward { months: count, fact } => {
            named("step_forward", fact).replace("{months}", &months(count))
        }
        Operation::YearlyDay => words.get("step_yearly").to_owned(),
        Operation::From(None) => words.get("step_from_today").to_owned(),
        Operation::From(Some(fact)) => named("step_from", fact),
        Operation::NoOptionNotice => words.get("step_no_option_notice").to_owned(),
        Operation::Choice => words.get("step_choice").to_owned(),
    }
}

fn link(renderer: &Renderer<'_>, root: &str, entry: EntryId) -> String {
    let href = escaped(&renderer.addresses.href(entry, None));
    let title = escaped(&renderer.handbook.entry(entry).title);
    format!("<a class=\"ref\" href=\"{root}{href}\">{title}</a>")
}

/// What a fact is called: the label of its field, or a shorter word.
fn name<'r>(renderer: &'r Renderer<'_>, fact: Fact) -> &'r str {
    fn label<'r, T: ?Sized + crate::kind::key::Read>(
        renderer: &'r Renderer<'_>,
        key: &Key<T>,
    ) -> &'r str {
        let kinds = &renderer.handbook.kinds;
        let field = kinds.find(key.kind).and_then(|kind| kinds.get(kind).field(key.field));
        field.map_or(key.field, |field| field.label.get(renderer.lang))
    }
    match fact {
        Fact::End => label(renderer, &CONTRACT_END),
        Fact::Until => label(renderer, &CONTRACT_UNTIL),
        Fact::OptionsUsed => label(renderer, &CONTRACT_OPTIONS_USED),
        Fact::OptionMonths => label(renderer, &CONTRACT_OPTION_MONTHS),
        Fact::HardEnd => label(renderer, &CONTRACT_HARD_END),
        Fact::Notice => renderer.t().get("fact_notice"),
        Fact::Irrevocable => label(renderer, &CONTRACT_IRREVOCABLE),
        Fact::OptionNotice => renderer.t().get("fact_option_notice"),
        Fact::Lead => renderer.t().get("fact_lead"),
    }
}
