//! The page of a need: what is written, and the latest start with the rule that gives it.

use tera::Context;

use super::entry;
use super::plan::urgency;
use crate::handbook::EntryId;
use crate::locale::dates;
use crate::render::Renderer;
use crate::render::context::{map, safe};
use crate::render::escape::escaped;
use crate::view::plan::{self, Row};

pub(super) fn context(renderer: &Renderer<'_>, path: &str, id: EntryId) -> Context {
    let row = plan::row(renderer.handbook, id, renderer.handbook.entry(id));
    let mut context = entry::context(renderer, path, id, &[]);
    let computed = map! {
        "key": "latest_start",
        "label": renderer.t().get("latest_start"),
        "help": renderer.t().get("latest_start_help"),
        "value": safe(&value(renderer, &row)),
        "unknown": row.latest_start.is_none(),
    };
    entry::add_first(&mut context, renderer.t().get("computed"), computed);
    context.insert_value("urgency", urgency(renderer, row.urgency));
    context
}

/// The date with its rule: `31 aug 2023 (31 aug 2025 minus 24 månader)`.
fn value(renderer: &Renderer<'_>, row: &Row) -> String {
    let lang = renderer.lang;
    let words = renderer.t();
    let (Some(start), Some(until), Some(months)) = (row.latest_start, row.until, row.lead_months)
    else {
        let why = match (row.until, row.lead_months) {
            (None, _) => "latest_start_undated",
            (Some(_), None) => "latest_start_no_lead_time",
            (Some(_), Some(_)) => "latest_start_no_day",
        };
        return escaped(words.get(why));
    };
    let rule = words
        .get("latest_start_rule")
        .replace("{until}", &until.words(lang))
        .replace("{months}", &words.count("months", months));
    let day = escaped(&dates::day(start, lang));
    format!("<time datetime=\"{start}\">{day}</time> ({})", escaped(&rule))
}
