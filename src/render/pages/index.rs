//! Registers: the index of a kind, everything A–Ö, and the sources.

use std::collections::BTreeMap;

use tera::{Context, Value as Tera};

use super::catalogue::{is_numeric, synonyms};
use crate::handbook::{EntryId, Handbook};
use crate::kind::value::Value;
use crate::kind::{Field, FieldType, Kind, KindId};
use crate::locale::collate;
use crate::render::context::{letter_id, letter_label, letters, link, loose, map, safe};
use crate::render::frame::{self, Own};
use crate::render::links::Reader;
use crate::render::{Renderer, address, base_context, downloads, menu, value};
use crate::view::catalogue::{Column, columns};
use crate::view::destination::{self, Derived};
use crate::view::keys::{DOCUMENT_DATE, DOCUMENT_DNR, DOCUMENT_TYPE, SYSTEM_STATE};

/// The page of a kind's index; `about` is the page that introduces it.
pub(super) fn page(
    renderer: &Renderer<'_>,
    path: &str,
    kind: KindId,
    about: Option<EntryId>,
) -> (Tera, String) {
    let declared = renderer.handbook.kinds.get(kind);
    let lang = renderer.lang;
    let entry = about.map(|about| renderer.handbook.entry(about));
    let title = entry.map_or_else(|| declared.plural.get(lang), |entry| entry.title.as_str());
    let own =
        Own { title, lead: declared.description.get(lang), trail: vec![frame::home(renderer)] };
    let page = frame::derived(renderer, own);
    let body = about.zip(entry).and_then(|(id, entry)| {
        let prose = entry.prose(&renderer.handbook.kind_of(entry).body)?;
        Some(Reader::new(renderer, path).html(id, prose, entry.titled_by_heading))
    });
    (page, body.unwrap_or_default())
}

pub(super) fn context(
    renderer: &Renderer<'_>,
    path: &str,
    kind: KindId,
    about: Option<EntryId>,
) -> Context {
    let handbook = renderer.handbook;
    let declared = handbook.kinds.get(kind);
    let lang = renderer.lang;
    let root = address::root(path);
    let columns: Vec<&Field> = declared.fields.iter().filter(|field| field.column).collect();
    let shown: Vec<Tera> = columns
        .iter()
        .map(|field| {
            map! { "key": &*field.key, "label": field.label.get(lang), "numeric": is_numeric(field) }
        })
        .collect();
    let plain = Plain::new(renderer, kind);
    let row = |id: &EntryId| {
        let entry = handbook.entry(*id);
        let cell = |field: &&Field| match &plain {
            Some(plain) => plain.cell(*id, field).into(),
            None => safe(&value::cell(renderer, &root, *id, field)),
        };
        let cells: Vec<Tera> = columns.iter().map(cell).collect();
        map! {
            "title": entry.title.clone(), "path": renderer.addresses.href(*id, None),
            "id": entry.id.clone(), "summary": entry.fields.text("summary").unwrap_or_default(),
            "cells": cells,
        }
    };
    let entries = handbook.of_kind(kind);
    let grouping = declared.group_by.as_deref().and_then(|key| declared.field(key));
    let groups = groups(renderer, kind);
    let present: Vec<char> =
        entries.iter().map(|id| collate::letter(&handbook.entry(*id).title)).collect();
    let groups: Vec<Tera> = groups
        .iter()
        .map(|(id, label, entries)| {
            let rows: Vec<Tera> = entries.iter().map(row).collect();
            map! { "id": id.clone(), "label": label.clone(), "rows": rows }
        })
        .collect();
    let (page, body) = page(renderer, path, kind, about);
    let mut context = base_context(path, page);
    context.insert_value("body", safe(&body));
    context.insert_value("description", declared.description.get(lang).into());
    context.insert_value("count", (entries.len() as i64).into());
    context.insert_value("columns", shown.into());
    context.insert_value("groups", groups.into());
    context.insert_value("letters", letters(&present));
    context.insert_value("by_letter", (grouping.is_none() && entries.len() > 20).into());
    let data = super::catalogue::path(handbook, kind).unwrap_or_default();
    context.insert_value("catalogue", data.into());
    context.insert_value("downloads", downloads::of_kind(renderer, kind));
    context.insert_value("links", ways(renderer, kind).into());
    context
}

/// Other ways to look at the register: side by side, by what is done twice, and to choose from.
fn ways(renderer: &Renderer<'_>, kind: KindId) -> Vec<Tera> {
    let declared = renderer.handbook.kinds.get(kind);
    let mut ways = Vec::new();
    if super::compare::is_shown(renderer.handbook, kind) {
        ways.push(link(renderer.t().get("compare_all"), &address::comparison(declared)));
    }
    if declared.id == SYSTEM_STATE.kind {
        let path = format!("{}#s-funktioner", Derived::Overlap.page());
        ways.push(link(renderer.t().get("overlap_exists"), &path));
        let title = menu::title(renderer, Derived::Overlap);
        ways.push(link(&title, Derived::Overlap.page()));
    }
    let belonging = destination::of_kind(&declared.id).iter().filter(|view| renderer.has(**view));
    let to = |view: &Derived| link(&menu::title(renderer, *view), view.page());
    ways.extend(belonging.map(to));
    ways
}

/// The cells of a register so large that links in them would double its weight: words alone. The
/// page of each entry has the links.
struct Plain<'r> {
    columns: Vec<Column<'r>>,
    rows: BTreeMap<EntryId, usize>,
}

/// The most rows whose cells have links.
const LINKED_ROWS: usize = 1000;

impl<'r> Plain<'r> {
    fn new(renderer: &'r Renderer<'_>, kind: KindId) -> Option<Self> {
        let handbook = renderer.handbook;
        let entries = handbook.of_kind(kind);
        (entries.len() > LINKED_ROWS).then(|| Self {
            columns: columns(handbook, handbook.kinds.get(kind), entries, renderer.lang),
            rows: entries.iter().enumerate().map(|(row, id)| (*id, row)).collect(),
        })
    }

    fn cell(&self, id: EntryId, field: &Field) -> String {
        let column = self.columns.iter().find(|column| column.field.key == field.key);
        let row = self.rows.get(&id).copied();
        column.zip(row).map_or_else(String::new, |(column, row)| column.words(row))
    }
}

/// The entries of a kind as its index shows them.
pub(super) fn groups(renderer: &Renderer<'_>, kind: KindId) -> Vec<Group> {
    let declared = renderer.handbook.kinds.get(kind);
    let entries = renderer.handbook.of_kind(kind);
    match declared.group_by.as_deref().and_then(|key| declared.field(key)) {
        Some(field) => by_field(renderer, field, entries),
        None => by_letter(renderer.handbook, entries),
    }
}

/// Anchor, heading and entries.
pub(super) type Group = (String, String, Vec<EntryId>);

/// A title as it sorts in Swedish.
type SortKey = (Vec<u32>, String);

/// Entries by their first letter.
fn by_letter(handbook: &Handbook, entries: &[EntryId]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for id in entries {
        let letter = collate::letter(&handbook.entry(*id).title);
        let anchor = letter_id(letter);
        match groups.last_mut().filter(|(known, _, _)| *known == anchor) {
            Some((_, _, entries)) => entries.push(*id),
            None => groups.push((anchor, letter_label(letter), vec![*id])),
        }
    }
    groups
}

/// Entries by the value of a field: an enumeration in its declared order, others by their words.
fn by_field(renderer: &Renderer<'_>, field: &Field, entries: &[EntryId]) -> Vec<Group> {
    let handbook = renderer.handbook;
    let lang = renderer.lang;
    let rank = |id: &str| match &field.ty {
        FieldType::Enum(choices) => choices.iter().position(|choice| choice.id == id),
        _ => Some(0),
    };
    let mut groups: BTreeMap<(usize, SortKey), Vec<EntryId>> = BTreeMap::new();
    for id in entries {
        let value = handbook.entry(*id).fields.get(&field.key);
        let words = match value {
            None | Some(Value::Unknown) => renderer.t().get("not_stated").to_owned(),
            Some(Value::Reference(reference)) => match handbook.entry_of(reference) {
                Some(target) => handbook.entry(target).title.clone(),
                None => reference.id.clone(),
            },
            Some(value) => value::plain(field, value, lang),
        };
        let rank = match value {
            None | Some(Value::Unknown) => usize::MAX,
            Some(Value::Enum(id)) => rank(id).unwrap_or(usize::MAX),
            Some(_) => 0,
        };
        groups.entry((rank, collate::key(&words))).or_default().push(*id);
    }
    groups
        .into_iter()
        .enumerate()
        .map(|(index, ((_, (_, label)), entries))| (format!("_g{index}"), label, entries))
        .collect()
}

/// Everything in the handbook in alphabetical order.
pub(super) fn a_to_o(renderer: &Renderer<'_>, path: &str) -> Context {
    let handbook = renderer.handbook;
    let lang = renderer.lang;
    let mut entries: Vec<EntryId> = handbook.all().map(|(id, _)| id).collect();
    entries.sort_by_cached_key(|id| (collate::key(&handbook.entry(*id).title), *id));
    let present: Vec<char> =
        entries.iter().map(|id| collate::letter(&handbook.entry(*id).title)).collect();
    let groups: Vec<Tera> = by_letter(handbook, &entries)
        .iter()
        .map(|(id, label, entries)| {
            let items: Vec<Tera> = entries
                .iter()
                .map(|id| {
                    let entry = handbook.entry(*id);
                    let kind: &Kind = handbook.kind_of(entry);
                    map! {
                        "text": entry.title.clone(), "path": renderer.addresses.href(*id, None),
                        "external": false, "kind": kind.label.get(lang), "note": synonyms(entry),
                        "summary": "",
                    }
                })
                .collect();
            map! { "id": id.clone(), "label": label.clone(), "items": items }
        })
        .collect();
    let title = menu::title(renderer, Derived::AToO);
    let own = Own { title: &title, lead: "", trail: vec![frame::home(renderer)] };
    let mut context = base_context(path, frame::derived(renderer, own));
    context.insert_value("letters", letters(&present));
    context.insert_value("groups", groups.into());
    context
}

/// The documents behind the handbook, by their kind, with how much rests on each.
pub(super) fn sources(renderer: &Renderer<'_>, path: &str) -> Context {
    let handbook = renderer.handbook;
    let lang = renderer.lang;
    let documents: Vec<EntryId> = handbook.of(DOCUMENT_TYPE.kind).map(|(id, _)| id).collect();
    let kind = handbook.kinds.find(DOCUMENT_TYPE.kind).map(|kind| handbook.kinds.get(kind));
    let field = kind.and_then(|kind| kind.field(DOCUMENT_TYPE.field));
    let groups = field.map(|field| by_field(renderer, field, &documents)).unwrap_or_default();
    let item = |id: &EntryId| {
        let entry = handbook.entry(*id);
        let publisher = match entry.fields.get("author_organisation") {
            Some(Value::Reference(unit)) => handbook.entry_of(unit),
            _ => None,
        };
        let mut users: Vec<EntryId> =
            handbook.incoming(*id).map(|link| link.from).filter(|from| from != id).collect();
        users.sort_unstable();
        users.dedup();
        map! {
            "title": entry.title.clone(),
            "path": renderer.addresses.href(*id, None),
            "organisation": publisher.map_or("", |unit| handbook.entry(unit).title.as_str()),
            "dnr": DOCUMENT_DNR.of(entry).unwrap_or_default(),
            "date": DOCUMENT_DATE.of(entry).map_or_else(Tera::none, |date| loose(date, lang)),
            "used": users.len() as i64,
        }
    };
    let groups: Vec<Tera> = groups
        .iter()
        .map(|(_, label, entries)| {
            map! { "label": label.clone(), "items": entries.iter().map(item).collect::<Vec<_>>() }
        })
        .collect();
    let title = menu::title(renderer, Derived::Sources);
    let lead = renderer.t().get("sources_lead");
    let own = Own { title: &title, lead, trail: vec![frame::home(renderer)] };
    let mut context = base_context(path, frame::derived(renderer, own));
    context.insert_value("groups", groups.into());
    context
}
