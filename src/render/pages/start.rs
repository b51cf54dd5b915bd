//! The start page: search, doors, what needs attention, what is new, and the whole menu.

use std::collections::BTreeSet;

use tera::{Context, Value as Tera};

use super::plan::urgency_of;
use super::text;
use crate::handbook::EntryId;
use crate::render::context::{date, link, map, safe};
use crate::render::frame::{self, Own};
use crate::render::links::Reader;
use crate::render::{Renderer, address, base_context, menu, site, why};
use crate::view::attention::{Reason, matters};
use crate::view::changes;
use crate::view::destination::Derived;
use crate::view::urgency::SOON_DAYS;

/// How many matters and changes are shown.
const SHOWN: usize = 8;

pub(super) fn context(renderer: &Renderer<'_>, path: &str, text: Option<EntryId>) -> Context {
    let handbook = renderer.handbook;
    let settings = &handbook.settings;
    let page = if let Some(id) = text {
        frame::entry(renderer, id)
    } else {
        let name = settings.text("name");
        let title = if name.is_empty() { renderer.t().get("handbook") } else { name };
        let lead = settings.text("description");
        frame::derived(renderer, Own { title, lead, trail: Vec::new() })
    };
    let mut context = base_context(path, without_trail(page));
    let body = text.and_then(|id| {
        let entry = handbook.entry(id);
        let prose = entry.prose(&handbook.kind_of(entry).body)?;
        Some(Reader::new(renderer, path).html(id, prose, entry.titled_by_heading))
    });
    let start = settings.group("start");
    let doors: Vec<Tera> = start
        .into_iter()
        .flat_map(|start| start.objects("doors"))
        .filter_map(|d| door(renderer, d))
        .collect();
    let examples: Vec<Tera> = start
        .into_iter()
        .flat_map(|start| start.objects("examples"))
        .map(|example| menu::link_of(renderer, Some(example)))
        .filter(|link| !link.is_none())
        .collect();
    context.insert_value("body", safe(&body.unwrap_or_default()));
    context.insert_value("doors", doors.into());
    context.insert_value("examples", examples.into());
    context.insert_value("attention", attention(renderer).into());
    let changed = changed(renderer);
    let feed = if changed.is_empty() {
        Tera::none()
    } else {
        link(renderer.t().get("atom_changes"), address::CHANGES_FEED)
    };
    context.insert_value("changed", changed.into());
    context.insert_value("changes_feed", feed);
    let calendar = site::derived(renderer)
        .contains(&Derived::Calendar)
        .then(|| link(renderer.t().get("calendar_whole"), Derived::Calendar.page()));
    context.insert_value("calendar", calendar.unwrap_or_else(Tera::none));
    context.insert_value("counts", counts(renderer).into());
    context.insert_value("children", text::children(renderer, "").into());
    context.insert_value("soon_days", i64::from(SOON_DAYS).into());
    context
}

/// The start page is where trails begin: it has none itself.
fn without_trail(page: Tera) -> Tera {
    match page.into_map() {
        Some(mut page) => {
            page.insert("breadcrumbs".into(), Vec::<Tera>::new().into());
            page.into()
        }
        None => Tera::none(),
    }
}

fn door(renderer: &Renderer<'_>, door: &crate::kind::value::Fields) -> Option<Tera> {
    let to = menu::resolve(renderer, door.text("to")?)?;
    let links: Vec<Tera> = door
        .objects("links")
        .filter_map(|link| {
            Some(menu::resolve(renderer, link.text("to")?)?.value(link.text("label"), ""))
        })
        .collect();
    Some(map! {
        "title": door.text("title").unwrap_or_default(),
        "text": door.text("text").unwrap_or_default(),
        "path": to.path.clone(),
        "links": links,
    })
}

fn attention(renderer: &Renderer<'_>) -> Vec<Tera> {
    let handbook = renderer.handbook;
    matters(handbook, &renderer.calendar)
        .iter()
        .take(SHOWN)
        .map(|matter| {
            let (label, duty) = match matter.reason {
                Reason::Due(duty) => (why::duty(renderer, duty), Some(duty)),
                Reason::Review => (renderer.t().get("attention_review"), None),
            };
            map! {
                "text": handbook.entry(matter.entry).title.clone(),
                "path": renderer.addresses.href(matter.entry, None),
                "external": false,
                "date": date(matter.date, renderer.lang),
                "label": label,
                "state": urgency_of(renderer, matter.urgency, duty),
            }
        })
        .collect()
}

/// The latest changes that editors have noted, newest first; an entry once.
fn changed(renderer: &Renderer<'_>) -> Vec<Tera> {
    let handbook = renderer.handbook;
    let mut changes = changes::changes(handbook);
    let mut seen = BTreeSet::new();
    changes.retain(|change| seen.insert(change.entry));
    changes
        .iter()
        .take(SHOWN)
        .map(|change| {
            let entry = handbook.entry(change.entry);
            map! {
                "text": entry.title.clone(),
                "path": renderer.addresses.href(change.entry, None),
                "external": false,
                "date": date(change.day, renderer.lang),
                "kind": handbook.kind_of(entry).label.get(renderer.lang),
            }
        })
        .collect()
}

/// How many entries the largest registers have.
fn counts(renderer: &Renderer<'_>) -> Vec<Tera> {
    let handbook = renderer.handbook;
    let mut kinds: Vec<_> = site::indexed_kinds(handbook)
        .into_iter()
        .map(|kind| (handbook.of_kind(kind).len(), kind))
        .filter(|(count, _)| *count > 0)
        .collect();
    kinds.sort_by_key(|(count, kind)| (std::cmp::Reverse(*count), *kind));
    kinds
        .into_iter()
        .take(SHOWN)
        .filter_map(|(count, kind)| {
            let declared = handbook.kinds.get(kind);
            let path = crate::render::address::index(declared)?;
            Some(map! { "label": declared.plural.get(renderer.lang), "n": count as i64, "path": path })
        })
        .collect()
}
