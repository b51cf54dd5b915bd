//! The page of a need: what is written, and the latest start with the rule that gives it.

use tera::Context;

use super::entry;
use super::plan::urgency;
use crate::handbook::EntryId;
use crate::render::{Renderer, address, why};
use crate::view::plan;

pub(super) fn context(renderer: &Renderer<'_>, path: &str, id: EntryId) -> Context {
    let row = plan::row(renderer.handbook, id, renderer.handbook.entry(id));
    let mut context = entry::context(renderer, path, id, &[]);
    let start = why::row(renderer, &address::root(path), "latest_start", &row.start);
    entry::add_first(&mut context, renderer.t().get("computed"), vec![start]);
    context.insert_value("urgency", urgency(renderer, row.urgency));
    context
}
