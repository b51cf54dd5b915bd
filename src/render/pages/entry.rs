//! The page of an entry: facts, texts, parts, and who refers to it.

use tera::{Context, Value as Tera};

use super::{compare, dates, matters, responsibility};
use crate::handbook::EntryId;
use crate::kind::entry::Entry;
use crate::kind::value::{Fields, Value};
use crate::kind::{Field, FieldType, Kind};
use crate::render::context::{link_noted, map, safe};
use crate::render::links::Reader;
use crate::render::{Renderer, address, base_context, frame, value};
use crate::view::backlinks;

/// Shared fields that the frame of the page shows, or that are for editors only.
const FRAMED: [&str; 15] = [
    "id",
    "title",
    "summary",
    "status",
    "visibility",
    "owner",
    "organisation",
    "valid_from",
    "valid_to",
    "reviewed_on",
    "review_interval",
    "sources",
    "aliases",
    "tags",
    "waive",
];

/// Templates that show the facts after the texts.
const TEXT_FIRST: [&str; 2] = ["text-first.html", "page.html"];

/// The most references of one way that a page lists one by one.
const MAX_LISTED: usize = 40;

/// The context of an entry's page. `own`: fields that the page's template shows itself.
pub(super) fn context(renderer: &Renderer<'_>, path: &str, id: EntryId, own: &[&str]) -> Context {
    let mut reader = Reader::new(renderer, path);
    context_with(&mut reader, path, id, own)
}

/// As [`context`], after the reader has shown some texts of the page already.
pub(super) fn context_with(
    reader: &mut Reader<'_, '_>,
    path: &str,
    id: EntryId,
    own: &[&str],
) -> Context {
    let renderer = reader.renderer;
    let handbook = renderer.handbook;
    let entry = handbook.entry(id);
    let kind = handbook.kind_of(entry);
    reader.about(id);
    let mut outline = Vec::new();
    let body = body(reader, id, entry, kind, own, &mut outline);
    let page = Parts { kind, entry, own };
    let texts = page.texts(reader, id, &mut outline);
    let facts = page.facts(reader, id);
    let parts = page.parts(reader, id, &mut outline);
    let backlinks = backlinks(renderer, id);
    let matters = matters::matters(renderer, id);
    let unknowns = matters::unknowns(renderer, id, own);
    if !facts.is_empty() {
        let place = if TEXT_FIRST.contains(&&*kind.template) { outline.len() } else { 0 };
        outline.insert(place, ("s-uppgifter".to_owned(), renderer.t().get("facts").to_owned(), 2));
    }
    if !matters.is_empty() {
        outline.insert(0, ("s-att-gora".to_owned(), renderer.t().get("matters").to_owned(), 2));
    }
    if !unknowns.is_empty() {
        outline.push(("s-okant".to_owned(), renderer.t().get("not_known_yet").to_owned(), 2));
    }
    if !backlinks.is_empty() {
        outline.push(("s-anvands-i".to_owned(), renderer.t().get("used_in").to_owned(), 2));
    }
    let mut context = base_context(path, frame::entry(renderer, id));
    context.insert_value("outline", frame::outline(&outline).into());
    context.insert_value("body", safe(&body));
    context.insert_value("facts", facts.into());
    context.insert_value("texts", texts.into());
    context.insert_value("parts", parts.into());
    context.insert_value("backlinks", backlinks.into());
    let compared = compare::is_shown(handbook, entry.kind);
    let compared = if compared { address::comparison(kind) } else { String::new() };
    context.insert_value("compare", compared.into());
    context.insert_value("matters", matters.into());
    context.insert_value("unknowns", unknowns.into());
    context.insert_value("dates", dates::block(renderer, id));
    context.insert_value("responsibility", responsibility::way(renderer, id));
    context
}

/// Puts headings that the page's template makes before those of the entry.
pub(super) fn outline_first(context: &mut Context, headings: &[frame::Heading]) {
    add_to_outline(context, headings, |_| 0);
}

/// Puts a heading that the page's template makes after the one with that id.
pub(super) fn outline_after(context: &mut Context, id: &str, own: frame::Heading) {
    let link = format!(" href=\"#{id}\"");
    let is_it = |heading: &Tera| heading.as_str().is_some_and(|item| item.contains(&link));
    add_to_outline(context, &[own], |outline| {
        outline.iter().position(is_it).map_or(0, |at| at + 1)
    });
}

fn add_to_outline(
    context: &mut Context,
    headings: &[frame::Heading],
    place: impl Fn(&[Tera]) -> usize,
) {
    let written = context.get("outline").and_then(Tera::as_array).unwrap_or_default();
    let place = place(written);
    let mut outline = written.to_vec();
    outline.splice(place..place, frame::outline(headings));
    context.insert_value("outline", outline.into());
}

/// Puts computed facts before the written ones, in a group of their own.
pub(super) fn add_first(context: &mut Context, group: &str, rows: Vec<Tera>) {
    let group = map! { "group": group, "rows": rows };
    let facts = context.get("facts").and_then(Tera::as_array).unwrap_or_default().to_vec();
    let facts: Vec<Tera> = std::iter::once(group).chain(facts).collect();
    context.insert_value("facts", facts.into());
}

/// Puts computed facts after the written ones, in a group of their own.
pub(super) fn add_last(context: &mut Context, group: &str, rows: Vec<Tera>) {
    let facts = context.get("facts").and_then(Tera::as_array).unwrap_or_default().iter().cloned();
    let own = map! { "group": group, "rows": rows };
    let facts: Vec<Tera> = facts.chain(std::iter::once(own)).collect();
    context.insert_value("facts", facts.into());
}

/// The text below the front matter.
fn body(
    reader: &mut Reader<'_, '_>,
    id: EntryId,
    entry: &Entry,
    kind: &Kind,
    own: &[&str],
    outline: &mut Vec<frame::Heading>,
) -> String {
    let Some(prose) = entry.prose(&kind.body).filter(|_| !own.contains(&kind.body.as_str())) else {
        return String::new();
    };
    let headings = prose.scan.headings.iter().filter(|heading| (2..=3).contains(&heading.level));
    outline.extend(headings.map(|h| (h.id.clone(), h.text.clone(), h.level)));
    reader.html(id, prose, entry.titled_by_heading)
}

struct Parts<'e> {
    kind: &'e Kind,
    entry: &'e Entry,
    own: &'e [&'e str],
}

impl Parts<'_> {
    /// The fields that this page shows as facts or texts.
    fn shown(&self) -> impl Iterator<Item = (&Field, &Value)> {
        self.kind
            .fields
            .iter()
            .filter(|field| !field.anchors && field.shown)
            .filter_map(|field| Some((field, self.entry.fields.get(&field.key)?)))
            // What is not known stands together, with how to help.
            .filter(|(_, value)| !matches!(value, Value::Unknown))
            .filter(|(field, _)| !(field.shared && FRAMED.contains(&&*field.key)))
            .filter(|(field, _)| !self.own.contains(&&*field.key) && *field.key != *self.kind.body)
    }

    /// Long texts, each under a heading of its own.
    fn texts(
        &self,
        reader: &mut Reader<'_, '_>,
        id: EntryId,
        outline: &mut Vec<frame::Heading>,
    ) -> Vec<Tera> {
        let lang = reader.renderer.lang;
        let mut texts = Vec::new();
        for (field, value) in self.shown() {
            let Value::Markdown(prose) = value else { continue };
            let label = field.label.get(lang);
            // Ids of fields hold no slug: `_syfte` cannot meet a heading of the text.
            let key = format!("_{}", field.key);
            outline.push((key.clone(), label.to_owned(), 2));
            let html = reader.shifted(id, prose, false, 1);
            texts.push(map! { "key": key, "label": label, "html": safe(&html) });
        }
        texts
    }

    /// Facts, in the groups that the kind declares.
    fn facts(&self, reader: &mut Reader<'_, '_>, id: EntryId) -> Vec<Tera> {
        let lang = reader.renderer.lang;
        let mut groups: Vec<(String, Vec<Tera>)> = Vec::new();
        for (field, value) in self.shown() {
            if matches!(value, Value::Markdown(_)) {
                continue;
            }
            let group = field.group.as_ref().map_or("", |group| group.get(lang)).to_owned();
            let row = row(reader, id, field, value);
            match groups.iter_mut().find(|(known, _)| *known == group) {
                Some((_, rows)) => rows.push(row),
                None => groups.push((group, vec![row])),
            }
        }
        groups.into_iter().map(|(group, rows)| map! { "group": group, "rows": rows }).collect()
    }

    /// Steps, items and the like: each a part of the page with its own address.
    fn parts(
        &self,
        reader: &mut Reader<'_, '_>,
        id: EntryId,
        outline: &mut Vec<frame::Heading>,
    ) -> Vec<Tera> {
        let mut parts = Vec::new();
        let anchored = self.kind.fields.iter().filter(|field| field.anchors);
        for field in anchored.filter(|field| !self.own.contains(&&*field.key)) {
            for item in self.entry.fields.objects(&field.key) {
                let part = part(reader, id, field, item);
                outline.push((part.0.clone(), part.1.clone(), 2));
                parts.push(part.2);
            }
        }
        parts
    }
}

fn part(
    reader: &mut Reader<'_, '_>,
    of: EntryId,
    field: &Field,
    item: &Fields,
) -> (String, String, Tera) {
    let id = item.text("id").unwrap_or_default().to_owned();
    let heading = ["title", "text", "label"].into_iter().find(|key| item.text(key).is_some());
    let title = heading.and_then(|key| item.text(key)).unwrap_or(&id).to_owned();
    let mut rows = Vec::new();
    let mut body = String::new();
    for inner in field.fields().iter().filter(|inner| &*inner.key != "id") {
        if heading == Some(&*inner.key) {
            continue;
        }
        match item.get(&inner.key) {
            Some(Value::Markdown(prose)) if body.is_empty() && is_main_text(inner) => {
                body = reader.shifted(of, prose, false, 2);
            }
            Some(value) => rows.push(row(reader, of, inner, value)),
            None => {}
        }
    }
    let part = map! {
        "id": id.clone(), "title": title.clone(), "level": 2, "body": safe(&body), "rows": rows,
    };
    (id, title, part)
}

fn is_main_text(field: &Field) -> bool {
    matches!(field.ty, FieldType::Markdown)
        && ["text", "body", "description"].contains(&&*field.key)
}

fn row(reader: &mut Reader<'_, '_>, id: EntryId, field: &Field, value: &Value) -> Tera {
    let lang = reader.renderer.lang;
    let html = value::html(reader, id, field, value);
    map! {
        "key": &*field.key,
        "label": field.label.get(lang),
        "help": field.help.as_ref().map_or("", |help| help.get(lang)),
        "value": safe(&html),
        "unknown": matches!(value, Value::Unknown),
    }
}

/// Who refers to the entry. A way with very many is told by its count and a link to the register.
pub(super) fn backlinks(renderer: &Renderer<'_>, id: EntryId) -> Vec<Tera> {
    let handbook = renderer.handbook;
    let groups = backlinks::backlinks(handbook, id);
    groups
        .iter()
        .map(|group| {
            let kind = handbook.kinds.get(group.kind);
            let shared =
                groups.iter().any(|other| other.label == group.label && other.kind != group.kind);
            let noun =
                if shared { kind.label.get(renderer.lang).to_lowercase() } else { String::new() };
            let items: Vec<Tera> = if group.from.len() > MAX_LISTED {
                let count = renderer.t().count("entries", group.from.len() as i64);
                let path = address::index(kind).unwrap_or_default();
                vec![link_noted(kind.plural.get(renderer.lang), &path, &count)]
            } else {
                group
                    .from
                    .iter()
                    .map(|(from, item)| from_item(renderer, *from, item.as_deref(), &noun))
                    .collect()
            };
            map! { "label": group.label.get(renderer.lang), "items": items }
        })
        .collect()
}

/// A link to where a reference comes from: `Direktupphandling (steg 3: Kontakta objektledaren)`.
/// `noun`: what it is, where entries of several kinds stand under one heading.
fn from_item(renderer: &Renderer<'_>, from: EntryId, item: Option<&str>, noun: &str) -> Tera {
    let handbook = renderer.handbook;
    let title = &handbook.entry(from).title;
    let path = renderer.addresses.href(from, item);
    let Some(item) = item.and_then(|item| handbook.item(from, item)) else {
        return link_noted(title, &path, noun);
    };
    let kind = handbook.kind_of(handbook.entry(from));
    let noun = kind.field(&item.field).and_then(|field| field.item.as_ref());
    let noun = noun.map_or_else(|| renderer.t().get("part"), |noun| noun.get(renderer.lang));
    let note = format!("({noun} {}: {})", item.number, item.title);
    link_noted(title, &path, &note)
}
