//! The procurement plan: an overview, and a page per year.

use tera::{Context, Value as Tera};

use crate::handbook::EntryId;
use crate::kind::loose_date::LooseDate;
use crate::kind::value::Value;
use crate::locale::dates;
use crate::render::context::{iso, labelled, link, map};
use crate::render::frame::{self, Own};
use crate::render::{Renderer, address, base_context, menu};
use crate::view::destination::Derived;
use crate::view::keys::{
    NEED_ALTERNATIVES, NEED_CARRIED, NEED_DUPLICATES, NEED_RECURS, NEED_STATE, NEED_SUBCATEGORY,
    NEED_UNIT, PLAN_YEAR,
};
use crate::view::plan::{Row, SOON_DAYS, Urgency};

/// All years.
pub(super) fn index(renderer: &Renderer<'_>, path: &str) -> Context {
    let title = menu::title(renderer, Derived::Plan);
    let lead = renderer.t().get("plan_lead");
    let own = Own { path, title: &title, lead, trail: vec![frame::home(renderer)] };
    let mut context = base_context(path, frame::derived(renderer, own));
    let all: Vec<&Row> = renderer.plan.values().flatten().collect();
    context.insert_value("years", years(renderer, None).into());
    context.insert_value("totals", totals(&all));
    context
}

/// One year.
pub(super) fn year(renderer: &Renderer<'_>, path: &str, year: i64) -> Context {
    let title = format!("{} {year}", menu::title(renderer, Derived::Plan));
    let trail = vec![
        frame::home(renderer),
        link(&menu::title(renderer, Derived::Plan), address::derived(Derived::Plan)),
    ];
    let own = Own { path, title: &title, lead: "", trail };
    let mut context = base_context(path, frame::derived(renderer, own));
    let rows = renderer.plan.get(&year).map_or(&[][..], Vec::as_slice);
    let count = |urgency| rows.iter().filter(|row| row.urgency == urgency).count() as i64;
    let counts: Vec<Tera> = [Urgency::Late, Urgency::Soon, Urgency::Planned]
        .into_iter()
        .filter(|urgency| count(*urgency) > 0)
        .map(|urgency| map! { "label": word(renderer, urgency), "n": count(urgency) })
        .collect();
    let shown: Vec<Tera> = rows.iter().map(|row| self::row(renderer, row)).collect();
    let undated = rows.iter().filter(|row| row.until.is_none()).count() as i64;
    context.insert_value("year", year.into());
    context.insert_value("years", years(renderer, Some(year)).into());
    context.insert_value("rows", shown.into());
    context.insert_value("counts", counts.into());
    context.insert_value("undated", undated.into());
    context.insert_value("soon_days", i64::from(SOON_DAYS).into());
    context
}

fn years(renderer: &Renderer<'_>, current: Option<i64>) -> Vec<Tera> {
    renderer
        .plan
        .iter()
        .map(|(year, rows)| {
            let rows: Vec<&Row> = rows.iter().collect();
            let (dated, undated, soon) = tally(&rows);
            map! {
                "year": *year, "path": format!("plan/{year}.html"), "current": current == Some(*year),
                "count": rows.len() as i64, "dated": dated, "undated": undated, "snarast": soon,
            }
        })
        .collect()
}

fn totals(rows: &[&Row]) -> Tera {
    let (dated, undated, soon) = tally(rows);
    map! { "count": rows.len() as i64, "dated": dated, "undated": undated, "snarast": soon }
}

/// How many rows have a date, none, or "as soon as possible".
fn tally(rows: &[&Row]) -> (i64, i64, i64) {
    let soon = rows.iter().filter(|row| row.until == Some(LooseDate::Soon)).count();
    let undated = rows.iter().filter(|row| row.until.is_none()).count();
    ((rows.len() - soon - undated) as i64, undated as i64, soon as i64)
}

fn row(renderer: &Renderer<'_>, row: &Row) -> Tera {
    let handbook = renderer.handbook;
    let lang = renderer.lang;
    let entry = handbook.entry(row.need);
    let kind = handbook.kind_of(entry);
    let state = NEED_STATE.of(entry).and_then(|id| kind.field(NEED_STATE.field)?.choice(id));
    let to = |reference| frame::to_entry(renderer, reference);
    let extendable = row.until.map_or_else(Tera::none, |until| {
        let iso = if matches!(until, LooseDate::Day(_)) { iso(until) } else { String::new() };
        map! { "iso": iso, "text": until.words(lang), "kind": until.form() }
    });
    let latest = row.latest_start.map_or_else(Tera::none, |day| {
        map! { "iso": day.to_string(), "text": dates::day(day, lang) }
    });
    let alternatives: Vec<String> = NEED_ALTERNATIVES
        .of(entry)
        .unwrap_or_default()
        .iter()
        .filter_map(|item| match &item.value {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        })
        .collect();
    map! {
        "title": entry.title.clone(),
        "path": renderer.addresses.href(row.need, None),
        "subcategory": NEED_SUBCATEGORY.of(entry).map_or_else(Tera::none, to),
        "extendable": extendable,
        "latest_start": latest,
        "state": state.map_or_else(Tera::none, |state| labelled(&state.id, &state.label, lang)),
        "urgency": urgency(renderer, row.urgency),
        "note": duplicates(renderer, row.need),
        "alternatives": alternatives,
        "recurs": recurs(renderer, row.need),
        "successor": NEED_CARRIED.of(entry).map_or_else(Tera::none, to),
        "unit": NEED_UNIT.of(entry).map_or_else(Tera::none, to),
    }
}

/// The rows of the plan that say the same.
fn duplicates(renderer: &Renderer<'_>, need: EntryId) -> String {
    let handbook = renderer.handbook;
    let same = NEED_DUPLICATES.of(handbook.entry(need)).unwrap_or_default().iter();
    let titles: Vec<&str> = same
        .filter_map(|item| match &item.value {
            Value::Reference(reference) => handbook.entry_of(reference),
            _ => None,
        })
        .map(|id| handbook.entry(id).title.as_str())
        .collect();
    if titles.is_empty() {
        return String::new();
    }
    format!("{}: {}", renderer.t().get("duplicate_of"), titles.join(", "))
}

/// The later needs that a need recurs as, with their years.
fn recurs(renderer: &Renderer<'_>, need: EntryId) -> Vec<Tera> {
    let handbook = renderer.handbook;
    let later = NEED_RECURS.of(handbook.entry(need)).unwrap_or_default().iter();
    later
        .filter_map(|item| match &item.value {
            Value::Reference(reference) => handbook.entry_of(reference),
            _ => None,
        })
        .map(|id| {
            let entry = handbook.entry(id);
            let year = PLAN_YEAR.of(entry).map(|year| format!(" ({year})")).unwrap_or_default();
            link(&format!("{}{year}", entry.title), &renderer.addresses.href(id, None))
        })
        .collect()
}

/// An urgency with its word.
pub(super) fn urgency(renderer: &Renderer<'_>, urgency: Urgency) -> Tera {
    map! { "id": urgency.id(), "label": word(renderer, urgency) }
}

fn word(renderer: &Renderer<'_>, urgency: Urgency) -> String {
    match urgency {
        Urgency::None => String::new(),
        urgency => renderer.t().get(&format!("urgency_{}", urgency.id())).to_owned(),
    }
}
