//! The glossary: all terms on one page.

use tera::{Context, Value as Tera};

use super::index;
use crate::handbook::EntryId;
use crate::kind::KindId;
use crate::kind::value::Value;
use crate::locale::collate;
use crate::render::context::{letter_id, letter_label, letters, link_noted, map, safe};
use crate::render::links::Reader;
use crate::render::{Renderer, base_context, downloads, frame};
use crate::view::backlinks;
use crate::view::keys::{TERM_ABBREVIATION, TERM_DEFINITION};

/// The most pages named under a term.
const MAX_USES: usize = 8;

pub(super) fn context(
    renderer: &Renderer<'_>,
    path: &str,
    kind: KindId,
    about: Option<EntryId>,
) -> Context {
    let handbook = renderer.handbook;
    let mut groups: Vec<(char, Vec<Tera>)> = Vec::new();
    for id in handbook.of_kind(kind) {
        let letter = collate::letter(&handbook.entry(*id).title);
        let term = term(renderer, path, *id);
        match groups.last_mut().filter(|(known, _)| *known == letter) {
            Some((_, terms)) => terms.push(term),
            None => groups.push((letter, vec![term])),
        }
    }
    let present: Vec<char> = groups.iter().map(|(letter, _)| *letter).collect();
    let groups: Vec<Tera> = groups
        .into_iter()
        .map(|(letter, terms)| {
            map! { "id": letter_id(letter), "label": letter_label(letter), "terms": terms }
        })
        .collect();
    let (page, body) = index::page(renderer, path, kind, about);
    let mut context = base_context(path, page);
    context.insert_value("body", safe(&body));
    context.insert_value("downloads", downloads::of_kind(renderer, kind));
    context.insert_value("letters", letters(&present));
    context.insert_value("groups", groups.into());
    context
}

fn term(renderer: &Renderer<'_>, path: &str, id: EntryId) -> Tera {
    let entry = renderer.handbook.entry(id);
    // A reader of its own: each definition may link the other terms anew.
    let mut reader = Reader::new(renderer, path);
    reader.about(id);
    let definition = TERM_DEFINITION.of(entry).map(|prose| reader.shifted(id, prose, false, 2));
    let synonyms: Vec<String> = entry
        .fields
        .list("synonyms")
        .iter()
        .filter_map(|item| match &item.value {
            Value::Text(word) => Some(word.clone()),
            _ => None,
        })
        .collect();
    map! {
        "id": entry.id.clone(),
        "title": entry.title.clone(),
        "definition": safe(&definition.unwrap_or_default()),
        "abbreviation": TERM_ABBREVIATION.of(entry).unwrap_or_default(),
        "synonyms": synonyms,
        "sources": frame::sources(renderer, entry),
        "used": uses(renderer, id),
    }
}

/// The entries that name the term themselves.
fn uses(renderer: &Renderer<'_>, id: EntryId) -> Vec<Tera> {
    let mut from: Vec<EntryId> = backlinks::backlinks(renderer.handbook, id)
        .iter()
        .flat_map(|group| group.from.iter().map(|(from, _)| *from))
        .collect();
    from.sort_unstable();
    from.dedup();
    from.truncate(MAX_USES);
    from.iter()
        .map(|from| {
            let entry = renderer.handbook.entry(*from);
            let kind = renderer.handbook.kind_of(entry).label.get(renderer.lang);
            let path = renderer.addresses.href(*from, None);
            link_noted(&entry.title, &path, &kind.to_lowercase())
        })
        .collect()
}
