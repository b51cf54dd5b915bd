//! What is to be done about an entry, and what is not known of it yet.

use tera::Value as Tera;

use crate::handbook::EntryId;
use crate::kind::Field;
use crate::kind::value::Value;
use crate::locale::capitalised;
use crate::render::Renderer;
use crate::render::context::map;
use crate::view::observations::{self, MISSING, Observation};

/// The most matters of one sort that a page tells one by one.
const MAX_TOLD: usize = 8;

/// What the calendar tells besides its days.
const TO_SORT_OUT: [&str; 5] = [
    "ended-contract-in-use",
    "extension-without-responsible",
    "no-owner",
    "overlap",
    "unreplaced-system",
];

/// The observations of an entry and those that concern it, by what they are; its own come first.
pub(super) fn matters(renderer: &Renderer<'_>, id: EntryId) -> Vec<Tera> {
    let found = renderer.observations.of(id).filter(|found| found.code != MISSING);
    let mut groups = by_code(found);
    groups.sort_by_key(|(code, found)| (found.iter().all(|one| one.entry != id), *code));
    groups.iter().map(|(code, found)| group(renderer, Some(id), code, found)).collect()
}

/// What somebody must sort out before the days of contracts and systems can be trusted: all of it,
/// or what concerns an entry.
pub(super) fn to_sort_out(renderer: &Renderer<'_>, concerns: Option<EntryId>) -> Vec<Tera> {
    let all = renderer.observations.all().iter();
    let groups = match concerns {
        Some(id) => {
            by_code(renderer.observations.of(id).filter(|one| TO_SORT_OUT.contains(&one.code)))
        }
        None => by_code(all.filter(|one| TO_SORT_OUT.contains(&one.code))),
    };
    groups.iter().map(|(code, found)| group(renderer, None, code, found)).collect()
}

/// Observations by what they are.
fn by_code<'o>(
    observations: impl Iterator<Item = &'o Observation>,
) -> Vec<(&'static str, Vec<&'o Observation>)> {
    let mut groups: Vec<(&'static str, Vec<&Observation>)> = Vec::new();
    for observation in observations {
        match groups.iter_mut().find(|(code, _)| *code == observation.code) {
            Some((_, found)) => found.push(observation),
            None => groups.push((observation.code, vec![observation])),
        }
    }
    groups
}

/// Observations of a sort; those of the page's own entry do not name it.
fn group(
    renderer: &Renderer<'_>,
    page: Option<EntryId>,
    code: &str,
    found: &[&Observation],
) -> Tera {
    let lang = renderer.lang;
    let about = observations::about(code);
    let told: Vec<Tera> = found
        .iter()
        .take(MAX_TOLD)
        .map(|observation| {
            let entry = renderer.handbook.entry(observation.entry);
            let own = Some(observation.entry) == page;
            let path =
                if own { String::new() } else { renderer.addresses.href(observation.entry, None) };
            let text = if own {
                capitalised(observation.message.get(lang))
            } else {
                observation.message.get(lang).to_owned()
            };
            map! { "title": entry.title.clone(), "path": path, "text": text }
        })
        .collect();
    let more = found.len().saturating_sub(MAX_TOLD);
    let more = if more == 0 { String::new() } else { renderer.t().count("and_more", more as i64) };
    map! {
        "code": code,
        "label": about.as_ref().map_or(code, |about| about.label.get(lang)),
        "why": about.as_ref().map_or("", |about| about.why.get(lang)),
        "items": told,
        "more": more,
    }
}

/// The facts that are said to be unknown, and those that are expected and not given.
pub(super) fn unknowns(renderer: &Renderer<'_>, id: EntryId, own: &[&str]) -> Vec<Tera> {
    let handbook = renderer.handbook;
    let entry = handbook.entry(id);
    let missing = observations::missing(handbook, entry);
    let is_unknown = |field: &&Field| {
        let told = field.shown && matches!(entry.fields.get(&field.key), Some(Value::Unknown));
        let expected = missing.iter().any(|known| known.key == field.key);
        (told || expected) && !own.contains(&&*field.key)
    };
    let fields = handbook.kind_of(entry).fields.iter().filter(is_unknown);
    fields
        .map(|field| {
            let help = field.help.as_ref().map_or("", |help| help.get(renderer.lang));
            map! { "label": field.label.get(renderer.lang), "help": help }
        })
        .collect()
}
