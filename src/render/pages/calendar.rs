//! The procurement calendar: everything with a day, by month, what is late first; the whole of it,
//! and the part of a unit, role, category or subcategory.

use tera::{Context, Value as Tera};

use super::matters;
use super::plan::{urgency, urgency_of};
use crate::handbook::EntryId;
use crate::kind::Field;
use crate::locale;
use crate::render::context::{date, link, link_noted, map};
use crate::render::frame::{self, Own};
use crate::render::{Renderer, address, base_context, downloads, menu, why};
use crate::view::calendar::Line;
use crate::view::destination::Derived;
use crate::view::keys::{NEED_STATE, PLAN_YEAR};
use crate::view::urgency::{SOON_DAYS, Urgency};

/// The whole calendar.
pub(super) fn index(renderer: &Renderer<'_>, path: &str) -> Context {
    let title = menu::title(renderer, Derived::Calendar);
    let lead = renderer.t().get("calendar_lead");
    let own = Own { title: &title, lead, trail: vec![frame::home(renderer)] };
    let mut context = base_context(path, frame::derived(renderer, own));
    let lines: Vec<&Line> = renderer.calendar.lines().iter().collect();
    fill(renderer, &mut context, &lines);
    context.insert_value("matters", matters::to_sort_out(renderer, None).into());
    context.insert_value("scopes", scopes(renderer).into());
    let files = match lines.len() {
        0 => Tera::none(),
        _ => downloads::of_view(renderer, path),
    };
    context.insert_value("downloads", files);
    context.insert_value("feed", feed(renderer, address::CALENDAR_FEED));
    context.insert_value("atom", link(renderer.t().get("atom_dates"), address::DATES_FEED));
    context
}

/// The calendar of an entry.
pub(super) fn of_entry(renderer: &Renderer<'_>, path: &str, id: EntryId) -> Context {
    let entry = renderer.handbook.entry(id);
    let whole = menu::title(renderer, Derived::Calendar);
    let title = format!("{whole}: {}", entry.title);
    let trail = vec![frame::home(renderer), link(&whole, Derived::Calendar.page())];
    let own = Own { title: &title, lead: "", trail };
    let mut context = base_context(path, frame::derived(renderer, own));
    let lines: Vec<&Line> = renderer.calendar.of(id).collect();
    fill(renderer, &mut context, &lines);
    context.insert_value("matters", matters::to_sort_out(renderer, Some(id)).into());
    context.insert_value("scopes", Vec::<Tera>::new().into());
    context.insert_value("downloads", Tera::none());
    context.insert_value("feed", feed(renderer, &path.replace(".html", ".ics")));
    context.insert_value("atom", Tera::none());
    context.insert_value("of", link(&entry.title, &renderer.addresses.href(id, None)));
    context
}

fn feed(renderer: &Renderer<'_>, path: &str) -> Tera {
    link(renderer.t().get("subscribe"), path)
}

fn fill(renderer: &Renderer<'_>, context: &mut Context, lines: &[&Line]) {
    let (dated, undated): (Vec<&Line>, Vec<&Line>) =
        lines.iter().copied().partition(|line| line.is_dated());
    let count = |urgency| dated.iter().filter(|line| line.urgency == urgency).count() as i64;
    let counts: Vec<Tera> = [Urgency::Late, Urgency::Soon, Urgency::Planned]
        .into_iter()
        .map(|state| map! { "state": urgency(renderer, state), "n": count(state) })
        .collect();
    let timelines = [Derived::TimelineShort, Derived::TimelineLong];
    let timelines = timelines.map(|view| link(&menu::title(renderer, view), view.page()));
    context.insert_value("groups", groups(renderer, &dated).into());
    context.insert_value("counts", counts.into());
    context.insert_value("without", unknown(renderer, &undated).into());
    context.insert_value("timelines", timelines.to_vec().into());
    context.insert_value("soon_days", i64::from(SOON_DAYS).into());
}

/// The lines under what is late, then under their months.
fn groups(renderer: &Renderer<'_>, lines: &[&Line]) -> Vec<Tera> {
    let mut groups: Vec<(String, &str, Vec<Tera>)> = Vec::new();
    for line in lines {
        let (label, id) = match line.due.filter(|_| line.urgency != Urgency::Late) {
            Some(due) => {
                let (year, month) = (due.day.year(), due.day.month());
                (locale::dates::month(year, month, renderer.lang), "month")
            }
            None => (renderer.t().get("calendar_late").to_owned(), "late"),
        };
        let row = row(renderer, line);
        match groups.last_mut().filter(|(known, _, _)| *known == label) {
            Some((_, _, rows)) => rows.push(row),
            None => groups.push((label, id, vec![row])),
        }
    }
    // The place for what is late is there even when nothing is: it may come to be.
    if groups.first().is_none_or(|(_, id, _)| *id != "late") {
        groups.insert(0, (renderer.t().get("calendar_late").to_owned(), "late", Vec::new()));
    }
    groups
        .into_iter()
        .map(|(label, id, rows)| map! { "label": label, "id": id, "rows": rows })
        .collect()
}

/// A line as a row of a table.
pub(super) fn row(renderer: &Renderer<'_>, line: &Line) -> Tera {
    renderer.calendar_row(line.entry, || new_row(renderer, line))
}

fn new_row(renderer: &Renderer<'_>, line: &Line) -> Tera {
    let entry = renderer.handbook.entry(line.entry);
    let days = &line.deadlines;
    let runs_out = if days.present.day().is_some() { &days.present } else { &days.last };
    let to = |id: Option<EntryId>| id.map_or_else(Tera::none, |id| to_entry(renderer, id));
    let needs = line.needs.iter().filter(|need| **need != line.entry);
    let needs = needs.map(|need| self::need(renderer, *need));
    let about: Vec<Tera> = needs.chain(line.unit.map(|unit| to_entry(renderer, unit))).collect();
    let due = line.due;
    map! {
        "title": entry.title.clone(),
        "path": renderer.addresses.href(line.entry, None),
        "about": about,
        "subcategory": to(line.subcategory),
        "runs_out": why::cell(renderer, runs_out),
        "last": last(renderer, line),
        "terminate": why::cell(renderer, &days.terminate),
        "extend": why::cell(renderer, &days.extend),
        "start": why::cell(renderer, &days.start),
        "settled": line.settled,
        "urgency": urgency_of(renderer, line.urgency, due.map(|due| due.duty)),
        "due": due.map_or_else(Tera::none, |due| date(due.day, renderer.lang)),
        "duty": due.map_or("", |due| why::duty(renderer, due.duty)),
        "state": state(renderer, line),
    }
}

/// How far the contract can be extended, when that is beyond the present end.
fn last(renderer: &Renderer<'_>, line: &Line) -> Tera {
    let days = &line.deadlines;
    match (days.present.day(), days.last.day()) {
        (Some(present), Some(last)) if last > present => date(last, renderer.lang),
        _ => Tera::none(),
    }
}

/// The state that the plan gives the need, in words; nothing for a contract without one.
fn state(renderer: &Renderer<'_>, line: &Line) -> String {
    let states = line.needs.iter().filter_map(|need| {
        let entry = renderer.handbook.entry(*need);
        let field: &Field = renderer.handbook.kind_of(entry).field(NEED_STATE.field)?;
        Some(field.choice(NEED_STATE.of(entry)?)?.label.get(renderer.lang).to_owned())
    });
    let mut states: Vec<String> = states.collect();
    states.dedup();
    states.join(", ")
}

/// The need in the plan that follows a contract, by its year.
fn need(renderer: &Renderer<'_>, id: EntryId) -> Tera {
    let entry = renderer.handbook.entry(id);
    let year = PLAN_YEAR.of(entry).map(|year| format!(" {year}")).unwrap_or_default();
    link(&format!("{}{year}", renderer.t().get("plan_of")), &renderer.addresses.href(id, None))
}

pub(super) fn to_entry(renderer: &Renderer<'_>, id: EntryId) -> Tera {
    link(&renderer.handbook.entry(id).title, &renderer.addresses.href(id, None))
}

/// What has no day, and why.
fn unknown(renderer: &Renderer<'_>, lines: &[&Line]) -> Vec<Tera> {
    lines
        .iter()
        .map(|line| {
            let cell = why::missing(renderer, &line.deadlines);
            let entry = renderer.handbook.entry(line.entry);
            link_noted(&entry.title, &renderer.addresses.href(line.entry, None), &cell)
        })
        .collect()
}

/// The calendars of categories, units and roles, as links by kind.
fn scopes(renderer: &Renderer<'_>) -> Vec<Tera> {
    let handbook = renderer.handbook;
    address::CALENDAR_KINDS
        .into_iter()
        .filter_map(|id| {
            let kind = handbook.kinds.get(handbook.kinds.find(id)?);
            let links: Vec<Tera> = renderer
                .calendar
                .parties(handbook, id)
                .filter_map(|id| {
                    let lines = renderer.calendar.of(id).filter(|line| line.is_dated());
                    let title = &handbook.entry(id).title;
                    let path = address::calendar(handbook, id)?;
                    Some(link_noted(title, &path, &format!("({})", lines.count())))
                })
                .collect();
            let label = kind.plural.get(renderer.lang);
            (!links.is_empty()).then(|| map! { "label": label, "links": links })
        })
        .collect()
}
