//! The page of a dated value: first the figure in force, then its history.

use tera::Context;

use super::entry;
use crate::handbook::EntryId;
use crate::locale::dates;
use crate::render::Renderer;
use crate::render::context::{map, safe};
use crate::render::escape::escaped;
use crate::view::dated::{self, Figure};

pub(super) fn context(renderer: &Renderer<'_>, path: &str, id: EntryId) -> Context {
    let handbook = renderer.handbook;
    let figure = dated::in_force(handbook.entry(id), handbook.today);
    let words = renderer.t();
    let shown = figure.as_ref().map(|figure| sentence(renderer, figure));
    let unknown = shown.is_none();
    let value = shown.unwrap_or_else(|| escaped(words.get("not_in_force")));
    let row = map! {
        "key": "in_force",
        "label": words.get("figure"),
        "help": "",
        "value": safe(&value),
        "unknown": unknown,
    };
    let mut context = entry::context(renderer, path, id, &[]);
    entry::add_first(&mut context, words.get("in_force"), vec![row]);
    context
}

/// The figure with the days that it holds: `700 000 kr (från 1 feb 2022)`.
fn sentence(renderer: &Renderer<'_>, figure: &Figure) -> String {
    let words = renderer.t();
    let day = |key: &str, day: Option<jiff::civil::Date>| {
        day.map(|day| format!("{} {}", words.get(key), dates::day(day, renderer.lang)))
    };
    let period: Vec<String> =
        [day("from_day", figure.from), day("to_day", figure.to)].into_iter().flatten().collect();
    let amount = format!("<strong>{}</strong>", escaped(&figure.words(renderer.lang)));
    if period.is_empty() { amount } else { format!("{amount} ({})", escaped(&period.join(" "))) }
}
