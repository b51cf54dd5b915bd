//! The procurement plan: an overview, and a page per year.

use tera::{Context, Value as Tera};

use super::calendar;
use crate::handbook::EntryId;
use crate::kind::loose_date::LooseDate;
use crate::kind::value::Value;
use crate::locale::dates;
use crate::render::context::{iso, labelled, link, link_noted, map};
use crate::render::frame::{self, Own};
use crate::render::{Renderer, base_context, downloads, menu, why};
use crate::view::calendar::Duty;
use crate::view::destination::Derived;
use crate::view::keys::{
    NEED_ALTERNATIVES, NEED_CARRIED, NEED_DUPLICATES, NEED_OFFICER, NEED_RECURS, NEED_STATE,
    NEED_SUBCATEGORY, NEED_UNIT, PLAN_YEAR, SUBCATEGORY_RESPONSIBLE,
};
use crate::view::plan::{self, Row};
use crate::view::urgency::{SOON_DAYS, Urgency};

/// All years.
pub(super) fn index(renderer: &Renderer<'_>, path: &str) -> Context {
    let title = menu::title(renderer, Derived::Plan);
    let lead = renderer.t().get("plan_lead");
    let own = Own { title: &title, lead, trail: vec![frame::home(renderer)] };
    let mut context = base_context(path, frame::derived(renderer, own));
    let all: Vec<&Row> = renderer.plan.values().flatten().collect();
    context.insert_value("years", years(renderer, None).into());
    context.insert_value("totals", totals(&all));
    context.insert_value("downloads", downloads::of_view(renderer, path));
    context
}

/// One year.
pub(super) fn year(renderer: &Renderer<'_>, path: &str, year: i64) -> Context {
    let title = format!("{} {year}", menu::title(renderer, Derived::Plan));
    let trail = vec![
        frame::home(renderer),
        link(&menu::title(renderer, Derived::Plan), Derived::Plan.page()),
    ];
    let own = Own { title: &title, lead: "", trail };
    let mut context = base_context(path, frame::derived(renderer, own));
    let rows = renderer.plan.get(&year).map_or(&[][..], Vec::as_slice);
    let count = |urgency| rows.iter().filter(|row| row.urgency == urgency).count() as i64;
    let counts: Vec<Tera> = [Urgency::Late, Urgency::Soon, Urgency::Planned]
        .into_iter()
        .map(|state| map! { "state": urgency(renderer, state), "n": count(state) })
        .collect();
    let shown: Vec<Tera> = rows.iter().map(|row| self::row(renderer, row)).collect();
    let undated = rows.iter().filter(|row| row.until.is_none()).count() as i64;
    let coming = year >= renderer.coming_year();
    context.insert_value("year", year.into());
    context.insert_value("tasks", tasks(renderer, rows).into());
    context.insert_value("proposal", if coming { proposal(renderer, year) } else { Tera::none() });
    context.insert_value("years", years(renderer, Some(year)).into());
    context.insert_value("rows", shown.into());
    context.insert_value("counts", counts.into());
    context.insert_value("undated", undated.into());
    let written = renderer.plan.contains_key(&year);
    let files = if written { downloads::of_view(renderer, path) } else { Tera::none() };
    context.insert_value("downloads", files);
    context.insert_value("soon_days", i64::from(SOON_DAYS).into());
    context
}

fn years(renderer: &Renderer<'_>, current: Option<i64>) -> Vec<Tera> {
    renderer
        .plan_years()
        .into_iter()
        .map(|year| {
            let rows: Vec<&Row> = renderer.plan.get(&year).into_iter().flatten().collect();
            let (dated, undated, soon) = tally(&rows);
            map! {
                "year": year, "path": format!("plan/{year}.html"), "current": current == Some(year),
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
    let latest = row.latest_start().map_or_else(Tera::none, |day| {
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

/// What the plan of a coming year should hold besides: contracts that nobody has written a need
/// for, needs that go on, and contracts that nobody can plan because facts are missing.
fn proposal(renderer: &Renderer<'_>, year: i64) -> Tera {
    let handbook = renderer.handbook;
    let proposal = plan::proposal(handbook, &renderer.calendar, year);
    let contracts: Vec<Tera> =
        proposal.contracts.iter().map(|line| calendar::row(renderer, line)).collect();
    let carried: Vec<Tera> = proposal
        .carried
        .iter()
        .map(|need| row(renderer, &plan::row(handbook, *need, handbook.entry(*need))))
        .collect();
    let unplanned: Vec<Tera> = proposal
        .unplanned
        .iter()
        .map(|line| {
            let entry = handbook.entry(line.entry);
            let lacks = why::missing(renderer, &line.deadlines);
            link_noted(&entry.title, &renderer.addresses.href(line.entry, None), &lacks)
        })
        .collect();
    map! {
        "contracts": contracts, "carried": carried, "unplanned": unplanned, "before": year - 1,
    }
}

/// What is to be found out: the needs that say nothing of the present contract, under the role that
/// answers for their subcategory.
fn tasks(renderer: &Renderer<'_>, rows: &[Row]) -> Vec<Tera> {
    let handbook = renderer.handbook;
    let mut groups: Vec<(Option<EntryId>, Vec<Tera>)> = Vec::new();
    for row in rows.iter().filter(|row| row.until.is_none() && row.urgency != Urgency::None) {
        let need = handbook.entry(row.need);
        let subcategory = NEED_SUBCATEGORY.of(need).and_then(|found| handbook.entry_of(found));
        let role = NEED_OFFICER
            .of(need)
            .or_else(|| SUBCATEGORY_RESPONSIBLE.of(handbook.entry(subcategory?)))
            .and_then(|role| handbook.entry_of(role));
        let task = link(&need.title, &renderer.addresses.href(row.need, None));
        match groups.iter_mut().find(|(known, _)| *known == role) {
            Some((_, tasks)) => tasks.push(task),
            None => groups.push((role, vec![task])),
        }
    }
    groups
        .into_iter()
        .map(|(role, needs)| {
            let role = role.map_or_else(Tera::none, |role| calendar::to_entry(renderer, role));
            map! { "role": role, "needs": needs }
        })
        .collect()
}

/// An urgency with its word.
pub(super) fn urgency(renderer: &Renderer<'_>, urgency: Urgency) -> Tera {
    map! { "id": urgency.id(), "label": word(renderer, urgency), "passed": "" }
}

/// The urgency of a day, with the word for when it has passed: the last day to give notice is
/// never late.
pub(super) fn urgency_of(renderer: &Renderer<'_>, urgency: Urgency, duty: Option<Duty>) -> Tera {
    let passed = if duty == Some(Duty::Terminate) { renderer.t().get("passed") } else { "" };
    map! { "id": urgency.id(), "label": word(renderer, urgency), "passed": passed }
}

fn word(renderer: &Renderer<'_>, urgency: Urgency) -> String {
    match urgency {
        Urgency::None => String::new(),
        urgency => renderer.t().get(&format!("urgency_{}", urgency.id())).to_owned(),
    }
}
