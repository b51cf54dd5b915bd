//! What the pages without an entry of their own say: registers, years of the plan, the matrix.

use super::page::{Place, Text};
use super::plain;
use crate::handbook::EntryId;
use crate::kind::{Kind, KindId};
use crate::render::{Page, Renderer, What};
use crate::view::destination::Derived;

/// How much a hit on a register or on the first page of a folder counts, in per cent: most look for what stands in it.
pub(super) const REGISTER: u32 = 92;
/// The weight of what such a page says of itself, and of the parts of the matrix.
const LEAD_WEIGHT: u8 = 5;
const MATRIX_WEIGHT: u8 = 2;

/// The text of a page; `None` for entries, which tell their own, and for what nobody looks for.
pub(super) fn text(renderer: &Renderer<'_>, page: &Page) -> Option<Text> {
    let lang = renderer.lang;
    let pages = renderer.handbook.kinds.all().find(|(_, kind)| kind.folder.is_none());
    let (kind, label) = pages.map_or(("page", ""), |(_, kind)| (&*kind.id, kind.label.get(lang)));
    let text = |title: &str| Text::new(kind, label, &page.path, title);
    match &page.what {
        What::Kind(kind, about) => Some(register(renderer, &text, *kind, *about)),
        What::Year(year) => {
            let mut text = text(&format!("{} {year}", word(renderer, "title_plan")));
            for row in renderer.plan.get(year).into_iter().flatten() {
                text.add(Place::Body, 0, &renderer.handbook.entry(row.need).title);
            }
            Some(text)
        }
        What::Derived(view) if *view != Derived::Search => {
            let mut text = text(&word(renderer, &format!("title_{}", view.id())));
            if *view == Derived::Matrix {
                matrix(renderer, &mut text);
            }
            Some(led(text, &word(renderer, &format!("{}_lead", view.id()))))
        }
        What::Section(folder) => Some(text(&renderer.folder_title(folder))),
        _ => None,
    }
}

/// The words of the theme under a key; empty when there are none.
fn word(renderer: &Renderer<'_>, key: &str) -> String {
    let found = renderer.t().get(key);
    if found == key { String::new() } else { found.to_owned() }
}

fn led(mut text: Text, lead: &str) -> Text {
    text.add(Place::Field(LEAD_WEIGHT), 0, lead);
    lead.clone_into(&mut text.card.summary);
    text
}

/// The index of a kind, with the text of the page about it.
fn register(
    renderer: &Renderer<'_>,
    text: &dyn Fn(&str) -> Text,
    kind: KindId,
    about: Option<EntryId>,
) -> Text {
    let handbook = renderer.handbook;
    let lang = renderer.lang;
    let kind: &Kind = handbook.kinds.get(kind);
    let plural = kind.plural.get(lang);
    let entry = about.map(|about| handbook.entry(about));
    let mut text = text(entry.map_or(plural, |entry| &entry.title));
    text.other_name(Place::Name, plural);
    text.named(Place::Alias, kind.label.get(lang));
    // Alone, a word that asks for such a page asks for all of them.
    for word in kind.asked.get(lang).split_whitespace() {
        text.named(Place::Alias, word);
    }
    text.card.prior = REGISTER;
    let prose = entry.and_then(|entry| entry.prose(&handbook.kind_of(entry).body));
    let passages = prose.map(|prose| plain::passages(handbook, renderer.sources, prose));
    for passage in passages.unwrap_or_default() {
        let here = text.section(&passage.anchor, &passage.title);
        text.body(here, &passage.text);
    }
    led(text, kind.description.get(lang))
}

/// The phases and roles of the matrix.
fn matrix(renderer: &Renderer<'_>, text: &mut Text) {
    let Some(matrix) = &renderer.matrix else { return };
    for (_, phase) in &matrix.phases {
        text.add(Place::Field(MATRIX_WEIGHT), 0, phase);
    }
    for row in &matrix.rows {
        let title = &renderer.handbook.entry(row.role).title;
        text.add(Place::Field(MATRIX_WEIGHT), 0, title);
    }
}
