//! "Mitt ansvar": what a role or a unit has to do, by urgency, and the page to choose one from.

use std::collections::BTreeMap;

use tera::{Context, Value as Tera};

use super::{plan, role};
use crate::handbook::EntryId;
use crate::kind::Field;
use crate::locale::{capitalised, collate, dates, slug};
use crate::render::context::{link, link_noted, map};
use crate::render::frame::{self, Own};
use crate::render::{Renderer, address, base_context, menu, why};
use crate::view::belonging;
use crate::view::destination::Derived;
use crate::view::keys::{FORUM_CADENCE, ROLE_ORGANISATION, UNIT_TYPE};
use crate::view::observations::{self, Observation};
use crate::view::occasions::{Occasion, What};
use crate::view::quality;
use crate::view::responsibility::{Duties, Line, Relation};
use crate::view::urgency::SOON_DAYS;

/// The most entries of one sort that are listed one by one.
const MAX_LISTED: usize = 60;

/// The page of a role or a unit.
pub(super) fn context(renderer: &Renderer<'_>, path: &str, id: EntryId) -> Context {
    let handbook = renderer.handbook;
    let entry = handbook.entry(id);
    let whole = menu::title(renderer, Derived::Responsibility);
    let title = format!("{whole}: {}", entry.title);
    let trail = vec![frame::home(renderer), link(&whole, Derived::Responsibility.page())];
    let lead = entry.fields.text("summary").unwrap_or_default();
    let mut context =
        base_context(path, frame::derived(renderer, Own { title: &title, lead, trail }));
    let duties = renderer.duties_of(id);
    let lines = |lines: &[Line]| lines.iter().map(|line| self::line(renderer, line)).collect();
    let now: Vec<Tera> = lines(&duties.now);
    let coming: Vec<Tera> = lines(&duties.coming);
    let running = running(renderer, id, &duties);
    context.insert_value("who", link(&entry.title, &renderer.addresses.href(id, None)));
    context.insert_value("who_kind", handbook.kind_of(entry).label.get(renderer.lang).into());
    context.insert_value("now", now.into());
    context.insert_value("now_count", ((duties.now.len() + duties.observed.len()) as i64).into());
    context.insert_value("observed", observed(renderer, &duties.observed).into());
    context.insert_value("coming", coming.into());
    context.insert_value("running", running.into());
    context.insert_value("soon_days", i64::from(SOON_DAYS).into());
    context
}

/// The way to the page of a role or a unit from its own.
pub(super) fn way(renderer: &Renderer<'_>, id: EntryId) -> Tera {
    let handbook = renderer.handbook;
    let kind = handbook.kind_of(handbook.entry(id)).id.as_str();
    if ![ROLE_ORGANISATION.kind, UNIT_TYPE.kind].contains(&kind) {
        return Tera::none();
    }
    link(renderer.t().get("responsibility_link"), &address::responsibility(handbook, id))
}

/// A line of a dated list.
fn line(renderer: &Renderer<'_>, line: &Line) -> Tera {
    match line {
        Line::One(occasion) => one(renderer, occasion),
        Line::Reviews { count, last, urgency } => {
            let words = renderer.t();
            let late = *last < renderer.handbook.today;
            map! {
                "text": words.count("reviews", *count as i64),
                "path": "",
                "external": false,
                "date": occasion_day(*last, None, renderer.lang),
                "label": words.get(if late { "reviews_overdue" } else { "reviews_due" }),
                "state": plan::urgency(renderer, *urgency),
                "judged": true,
            }
        }
    }
}

fn one(renderer: &Renderer<'_>, occasion: &Occasion) -> Tera {
    map! {
        "text": renderer.handbook.entry(occasion.entry).title.clone(),
        "path": renderer.addresses.href(occasion.entry, None),
        "external": false,
        "date": occasion_day(occasion.day, occasion.loose, renderer.lang),
        "label": label(renderer, occasion.what),
        "state": plan::urgency(renderer, occasion.urgency),
        // A meeting is held; it is neither planned nor late.
        "judged": occasion.what != What::Meeting,
    }
}

/// What happens, in words.
pub(super) fn label(renderer: &Renderer<'_>, what: What) -> String {
    let key = match what {
        What::Due(duty) => return why::duty(renderer, duty).to_owned(),
        What::ActivityEnds => "occasion_activity",
        What::WoundUp => "occasion_wound_up",
        What::PlanUpdate => "occasion_plan",
        What::ReportDue => "occasion_report",
        What::ReportRenewal => "occasion_renewal",
        What::Meeting => "occasion_meeting",
        What::Review => "occasion_review",
    };
    renderer.t().get(key).to_owned()
}

/// The observations by rule.
fn observed(renderer: &Renderer<'_>, found: &[&Observation]) -> Vec<Tera> {
    let groups = found.chunk_by(|a, b| a.code == b.code);
    groups
        .filter_map(|group| {
            let first = group.first()?;
            let about = observations::about(first.code)?;
            // What is so of all of them alike stands in the heading already.
            let alike = group.len() > 1 && group.iter().all(|one| one.message == first.message);
            let items: Vec<Tera> = group
                .iter()
                .map(|found| {
                    let entry = renderer.handbook.entry(found.entry);
                    let path = renderer.addresses.href(found.entry, None);
                    let note = capitalised(found.message.get(renderer.lang));
                    link_noted(&entry.title, &path, if alike { "" } else { &note })
                })
                .collect();
            Some(map! {
                "label": about.label.get(renderer.lang),
                "why": about.why.get(renderer.lang),
                "items": items,
            })
        })
        .collect()
}

/// What goes on all the time, as headings with lists.
fn running(renderer: &Renderer<'_>, id: EntryId, duties: &Duties<'_>) -> Vec<Tera> {
    let words = renderer.t();
    let mut parts: Vec<Tera> = Vec::new();
    let mut add = |heading: &str, note: &str, items: Vec<Tera>| {
        if !items.is_empty() {
            let id = format!("s-{}", slug::slug(heading));
            parts.push(map! { "id": id, "heading": heading, "note": note, "items": items });
        }
    };
    for relation in &duties.relations {
        add(relation.label.get(renderer.lang), "", related(renderer, relation));
    }
    for (process, items) in role::by_process(renderer, id) {
        let heading = words.get("steps_in").replace("{process}", &process);
        add(&heading, "", items);
    }
    add(words.get("decides"), "", role::decisions(renderer, id));
    add(words.get("roles_in_unit"), "", members(renderer, id));
    let measures = duties.measures.iter().map(|id| to(renderer, *id)).collect();
    add(words.get("measures"), "", measures);
    let note = words.count("kept_entries", duties.kept as i64);
    add(words.get("quality_gaps"), &note, gaps(renderer, &duties.gaps));
    parts
}

fn to(renderer: &Renderer<'_>, id: EntryId) -> Tera {
    link(&renderer.handbook.entry(id).title, &renderer.addresses.href(id, None))
}

/// The entries of a relation; of forums also when they meet next.
fn related(renderer: &Renderer<'_>, relation: &Relation) -> Vec<Tera> {
    let handbook = renderer.handbook;
    let kind = handbook.kinds.get(relation.kind);
    let mut items: Vec<Tera> = relation
        .entries
        .iter()
        .take(MAX_LISTED)
        .map(|id| {
            let entry = handbook.entry(*id);
            let note = if kind.id == FORUM_CADENCE.kind {
                super::forum::next(renderer, *id)
            } else {
                String::new()
            };
            link_noted(&entry.title, &renderer.addresses.href(*id, None), &note)
        })
        .collect();
    items.extend(rest(renderer, relation.entries.len(), address::index(kind)));
    items
}

/// What is not listed one by one.
fn rest(renderer: &Renderer<'_>, all: usize, path: Option<String>) -> Option<Tera> {
    let more = all.checked_sub(MAX_LISTED).filter(|more| *more > 0)?;
    let text = renderer.t().count("and_more", more as i64);
    Some(link(&text, &path.unwrap_or_default()))
}

/// The roles that belong to a unit, by their own pages of this sort.
fn members(renderer: &Renderer<'_>, unit: EntryId) -> Vec<Tera> {
    let handbook = renderer.handbook;
    let roles = handbook.of(ROLE_ORGANISATION.kind);
    roles
        .filter(|(_, role)| {
            let own = ROLE_ORGANISATION.of(role).and_then(|unit| handbook.entry_of(unit));
            own == Some(unit)
        })
        .map(|(id, role)| link(&role.title, &address::responsibility(handbook, id)))
        .collect()
}

/// The entries that lack facts, with the facts.
fn gaps(renderer: &Renderer<'_>, gaps: &[EntryId]) -> Vec<Tera> {
    let handbook = renderer.handbook;
    let mut items: Vec<Tera> = gaps
        .iter()
        .take(MAX_LISTED)
        .map(|id| {
            let entry = handbook.entry(*id);
            let label = |field: &Field| field.label.get(renderer.lang).to_owned();
            let missing: Vec<String> = quality::expected(handbook, entry)
                .filter(|(_, _, filled)| !filled)
                .map(|(_, field, _)| label(field))
                .collect();
            link_noted(&entry.title, &renderer.addresses.href(*id, None), &missing.join(", "))
        })
        .collect();
    items.extend(rest(renderer, gaps.len(), Some(Derived::Quality.page().to_owned())));
    items
}

/// The page to choose a role or a unit from.
pub(super) fn index(renderer: &Renderer<'_>, path: &str) -> Context {
    let handbook = renderer.handbook;
    let title = menu::title(renderer, Derived::Responsibility);
    let lead = renderer.t().get("responsibility_lead");
    let own = Own { title: &title, lead, trail: vec![frame::home(renderer)] };
    let mut context = base_context(path, frame::derived(renderer, own));
    let roles: Vec<EntryId> = handbook.of(ROLE_ORGANISATION.kind).map(|(id, _)| id).collect();
    let units: Vec<EntryId> = handbook.of(UNIT_TYPE.kind).map(|(id, _)| id).collect();
    let organisation = |id: EntryId| {
        let unit = belonging::unit(handbook, handbook.entry(id));
        unit.map_or("", |unit| handbook.entry(unit).title.as_str()).to_owned()
    };
    let declared = handbook.kinds.find(UNIT_TYPE.kind).map(|kind| handbook.kinds.get(kind));
    let types = declared.and_then(|kind| kind.field(UNIT_TYPE.field));
    let sort = |id: EntryId| {
        let choice = UNIT_TYPE.of(handbook.entry(id)).and_then(|id| types?.choice(id));
        choice.map_or("", |choice| choice.label.get(renderer.lang)).to_owned()
    };
    context.insert_value("roles", grouped(renderer, &roles, organisation).into());
    context.insert_value("units", grouped(renderer, &units, sort).into());
    context.insert_value("role_count", (roles.len() as i64).into());
    context.insert_value("unit_count", (units.len() as i64).into());
    context
}

/// Rows under headings, both in Swedish order.
fn grouped(
    renderer: &Renderer<'_>,
    entries: &[EntryId],
    heading: impl Fn(EntryId) -> String,
) -> Vec<Tera> {
    let mut groups: BTreeMap<_, Vec<Tera>> = BTreeMap::new();
    for id in entries {
        let duties = renderer.duties_of(*id);
        let running: usize = duties.relations.iter().map(|one| one.entries.len()).sum();
        let path = address::responsibility(renderer.handbook, *id);
        let row = map! {
            "link": link(&renderer.handbook.entry(*id).title, &path),
            "now": (duties.now.len() + duties.observed.len()) as i64,
            "coming": duties.coming.len() as i64,
            "running": running as i64,
        };
        groups.entry(collate::key(&heading(*id))).or_default().push(row);
    }
    let groups = groups.into_iter().enumerate();
    groups
        .map(|(index, ((_, label), rows))| {
            map! { "id": format!("_g{index}"), "label": label, "rows": rows }
        })
        .collect()
}

/// A day as its source gives it: `2026-11-21`, or `juni 2024`.
pub(super) fn occasion_day(
    day: jiff::civil::Date,
    loose: Option<crate::kind::loose_date::LooseDate>,
    lang: crate::locale::Lang,
) -> Tera {
    let text = loose.map_or_else(|| dates::day(day, lang), |loose| loose.words(lang));
    map! { "iso": day.to_string(), "text": text }
}
