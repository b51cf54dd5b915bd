//! The start page: search, doors, what needs attention, what is new, and the whole menu.

use jiff::civil::Date;
use tera::{Context, Value as Tera};

use super::plan::urgency;
use super::text;
use crate::handbook::EntryId;
use crate::kind::value::Value;
use crate::render::context::{date, map, safe};
use crate::render::frame::{self, Own};
use crate::render::links::Reader;
use crate::render::{Renderer, base_context, menu, site};
use crate::view::attention::{Reason, matters};
use crate::view::plan::SOON_DAYS;

/// How many matters and changes are shown.
const SHOWN: usize = 8;

pub(super) fn context(renderer: &Renderer<'_>, path: &str, text: Option<EntryId>) -> Context {
    let handbook = renderer.handbook;
    let settings = &handbook.settings;
    let page = if let Some(id) = text {
        frame::entry(renderer, id, &[])
    } else {
        let name = settings.text("name");
        let title = if name.is_empty() { renderer.t().get("handbook") } else { name };
        let lead = settings.text("description");
        frame::derived(renderer, Own { path, title, lead, trail: Vec::new() })
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
    context.insert_value("changed", changed(renderer).into());
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
    matters(handbook)
        .iter()
        .take(SHOWN)
        .map(|matter| {
            let label = match matter.reason {
                Reason::Start => "attention_start",
                Reason::ContractEnds => "attention_contract",
                Reason::Review => "attention_review",
            };
            map! {
                "text": handbook.entry(matter.entry).title.clone(),
                "path": renderer.addresses.href(matter.entry, None),
                "external": false,
                "date": date(matter.date, renderer.lang),
                "label": renderer.t().get(label),
                "state": urgency(renderer, matter.urgency),
            }
        })
        .collect()
}

/// The latest changes that editors have noted, newest first.
fn changed(renderer: &Renderer<'_>) -> Vec<Tera> {
    let handbook = renderer.handbook;
    let mut changes: Vec<(Date, EntryId)> = handbook
        .all()
        .filter_map(|(id, entry)| {
            let days =
                entry.fields.objects("changes").filter_map(|change| match change.get("date") {
                    Some(Value::Date(day)) => Some(*day),
                    _ => None,
                });
            Some((days.max()?, id))
        })
        .collect();
    changes.sort_by_key(|(day, id)| (std::cmp::Reverse(*day), *id));
    changes
        .iter()
        .take(SHOWN)
        .map(|(day, id)| {
            let entry = handbook.entry(*id);
            map! {
                "text": entry.title.clone(),
                "path": renderer.addresses.href(*id, None),
                "external": false,
                "date": date(*day, renderer.lang),
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
