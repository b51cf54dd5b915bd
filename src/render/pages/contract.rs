//! The page of a contract: what is written, the days that follow from it with their rules, and
//! what each end that it can have would mean.

use tera::{Context, Value as Tera};

use super::{calendar, entry};
use crate::handbook::EntryId;
use crate::render::context::{date, map};
use crate::render::{Renderer, address, why};
use crate::view::calendar::deadlines::Rung;
use crate::view::urgency::SOON_DAYS;

pub(super) fn context(renderer: &Renderer<'_>, path: &str, id: EntryId) -> Context {
    let mut context = entry::context(renderer, path, id, &[]);
    let Some(line) = renderer.calendar.of(id).find(|line| line.entry == id) else {
        return context;
    };
    let days = &line.deadlines;
    let root = address::root(path);
    let rows = [
        ("present_end", &days.present),
        ("last_end", &days.last),
        ("terminate_by", &days.terminate),
        ("extend_by", &days.extend),
        ("latest_start", &days.start),
    ];
    let rows = rows.map(|(key, found)| why::row(renderer, &root, key, found)).to_vec();
    entry::add_first(&mut context, renderer.t().get("computed"), rows);
    let rungs: Vec<Tera> = if days.rungs.len() > 1 {
        days.rungs.iter().map(|rung| self::rung(renderer, rung)).collect()
    } else {
        Vec::new()
    };
    context.insert_value("verdict", calendar::row(renderer, line));
    context.insert_value("soon_days", i64::from(SOON_DAYS).into());
    context.insert_value("rungs", rungs.into());
    context
}

fn rung(renderer: &Renderer<'_>, rung: &Rung) -> Tera {
    map! {
        "end": date(rung.end.day, renderer.lang),
        "start": why::cell(renderer, &rung.start),
        "extend": why::cell(renderer, &rung.extend),
    }
}
