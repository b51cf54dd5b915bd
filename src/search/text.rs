//! What every page says, from the handbook: names, summaries, fields, headings and texts.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};
use rayon::prelude::*;

use super::analysis::Analysis;
use super::derived::REGISTER;
use super::page::{Card, Piece, Place, Section, Text};
use super::vocabulary::Corpus;
use super::{derived, plain};
use crate::handbook::{EntryId, walk};
use crate::kind::entry::Entry;
use crate::kind::value::{Fields, Value};
use crate::kind::{Field, FieldType};
use crate::locale::{collate, dates};
use crate::render::{Renderer, What, address};
use crate::view::destination::{Destination, follow};
use crate::view::keys::{FAQ_ANSWER, TERM_DEFINITION};

/// From this weight on, the text of a field is a name of its entry.
const NAME_WEIGHT: u8 = 8;
/// The weight of words that the menu says of a page, and of whom an entry belongs to.
const MENU_WEIGHT: u8 = 4;
const ORGANISATION_WEIGHT: u8 = 3;
/// The weight of a question whose answer refers to the page.
const QUESTION_WEIGHT: u8 = 2;
/// The most bytes of an excerpt.
const EXCERPT: usize = 175;
/// What a place in the menu adds to a page, in per cent.
const IN_MENU: u32 = 10;

/// Fields that say nothing of what the entry is about.
const SILENT: [&str; 11] = [
    "id",
    "title",
    "status",
    "visibility",
    "owner",
    "organisation",
    "reviewed_on",
    "review_interval",
    "sources",
    "changes",
    "waive",
];

/// All pages, those of a kind together, by title.
pub(super) fn all(renderer: &Renderer<'_>, analysis: &Analysis) -> Corpus {
    let menu = menu(renderer);
    let pages = crate::render::pages(renderer);
    let indexed: HashSet<EntryId> = pages
        .iter()
        .filter_map(|page| match page.what {
            What::Kind(_, about) => about,
            _ => None,
        })
        .collect();
    let ids = renderer.handbook.all().map(|(id, _)| id).filter(|id| !indexed.contains(id));
    let derived = pages.iter().filter_map(|page| derived::text(renderer, page));
    let mut items: Vec<Item> = ids.map(Item::Entry).collect();
    items.extend(derived.map(|text| Item::Derived(Box::new(text))));
    let stop: HashSet<&str> = analysis.stop_words().collect();
    let mut corpus = Corpus::read(items, &stop, |item| {
        let mut text = match item {
            Item::Entry(id) => entry(renderer, id),
            Item::Derived(text) => *text,
        };
        if let Some(words) = menu.get(&text.card.path).filter(|_| text.card.anchor.is_empty()) {
            text.in_menu(words);
        }
        text
    });
    corpus.pages.par_sort_by_cached_key(|page| {
        (
            page.label.clone(),
            page.kind.clone(),
            collate::key(&page.card.title),
            page.card.path.clone(),
            page.card.anchor.clone(),
        )
    });
    corpus
}

/// Something that has a text.
enum Item {
    Entry(EntryId),
    Derived(Box<Text>),
}

/// What the menu says of a page.
struct MenuItem {
    label: String,
    description: String,
    search_words: Vec<String>,
}

/// What the menu says of each page.
fn menu(renderer: &Renderer<'_>) -> HashMap<String, MenuItem> {
    let handbook = renderer.handbook;
    let groups = handbook.settings.fields.objects("menu");
    let items = groups.flat_map(|group| group.objects("items"));
    items
        .filter_map(|item| {
            let path = match follow(handbook, item.text("to")?)? {
                Destination::Kind(kind) => address::index_of(handbook, kind)?,
                Destination::Derived(view) => view.page().to_owned(),
                Destination::Entry(id, None) => renderer.addresses.of(id).page.clone(),
                _ => return None,
            };
            let words = |key: &str| item.text(key).unwrap_or_default().to_owned();
            let search_words = item.list("search_words").iter();
            let search_words = search_words.filter_map(|word| match &word.value {
                Value::Text(word) => Some(word.clone()),
                _ => None,
            });
            let said = MenuItem {
                label: words("label"),
                description: words("description"),
                search_words: search_words.collect(),
            };
            Some((path, said))
        })
        .collect()
}

impl Text {
    pub(super) fn new(kind: &str, label: &str, path: &str, title: &str) -> Self {
        let card = Card {
            path: path.to_owned(),
            title: title.to_owned(),
            prior: 100,
            sections: vec![Section::default()],
            ..Card::default()
        };
        let (kind, label) = (kind.to_owned(), label.to_owned());
        let mut text = Self { kind, label, defines: false, card, pieces: Vec::new() };
        text.name(title);
        text
    }

    /// A name, and both halves of one with an explanation in brackets.
    fn name(&mut self, name: &str) {
        self.named(Place::Name, name);
    }

    pub(super) fn named(&mut self, place: Place, name: &str) {
        self.add(place, 0, name);
        if let Some((before, inside)) = name.split_once('(') {
            let inside = inside.split(')').next().unwrap_or_default();
            self.add(place, 0, before);
            self.add(place, 0, inside);
        }
    }

    pub(super) fn other_name(&mut self, place: Place, name: &str) {
        self.named(place, name);
        let name = name.trim().to_owned();
        if name != self.card.title && !self.card.names.contains(&name) {
            self.card.names.push(name);
        }
    }

    pub(super) fn add(&mut self, place: Place, section: usize, text: &str) {
        let section = u8::try_from(section).unwrap_or(u8::MAX);
        let text = text.trim();
        if !text.is_empty() {
            self.pieces.push(Piece { place, section, text: text.to_owned() });
        }
    }

    pub(super) fn section(&mut self, anchor: &str, title: &str) -> usize {
        if !self.card.anchor.is_empty() || anchor.is_empty() {
            self.add(Place::Heading, 0, title);
            return 0;
        }
        let number = self.card.sections.len();
        let (anchor, title) = (anchor.to_owned(), title.trim().to_owned());
        self.add(Place::Heading, number, &title);
        self.card.sections.push(Section { anchor, title, excerpt: String::new() });
        number
    }

    pub(super) fn body(&mut self, section: usize, text: &str) {
        self.add(Place::Body, section, text);
        if let Some(section) = self.card.sections.get_mut(section)
            && section.excerpt.is_empty()
        {
            section.excerpt = shortened(text);
        }
    }

    fn in_menu(&mut self, MenuItem { label, description, search_words }: &MenuItem) {
        for words in search_words {
            self.named(Place::Alias, words);
        }
        if *label != self.card.title {
            self.name(label);
        }
        self.add(Place::Field(MENU_WEIGHT), 0, description);
        if self.card.summary.is_empty() {
            self.card.summary.clone_from(description);
        }
        self.card.prior += IN_MENU;
    }
}

/// The beginning of a text, cut between words.
fn shortened(text: &str) -> String {
    // Most texts have single spaces between their words, and can be cut as they are.
    let head = &text[..text.floor_char_boundary(EXCERPT + 1)];
    let mut words = if is_evenly_spaced(head) {
        if head.len() == text.len() {
            return text.to_owned();
        }
        head.to_owned()
    } else {
        let all: String = text.split_whitespace().flat_map(|word| [" ", word]).skip(1).collect();
        if all.len() <= EXCERPT {
            return all;
        }
        all[..all.floor_char_boundary(EXCERPT + 1)].to_owned()
    };
    let end = words.rfind(' ').unwrap_or(words.len());
    let end = words[..end].trim_end_matches([' ', ',', ';', ':', '.']).len();
    words.truncate(end);
    words.push('…');
    words
}

/// Whether a text has nothing but single spaces between its words.
fn is_evenly_spaced(text: &str) -> bool {
    let bytes = text.as_bytes();
    let next = bytes.get(1..).unwrap_or_default();
    // Other spaces, and what spaces beyond ASCII begin with.
    let other = |byte: u8| matches!(byte, b'\t'..=b'\r' | 0xc2 | 0xe1 | 0xe3);
    let odd = bytes.iter().fold(false, |found, byte| found | other(*byte));
    let double = |(this, next): (&u8, &u8)| *this == b' ' && *next == b' ';
    let doubled = bytes.iter().zip(next).fold(false, |found, pair| found | double(pair));
    !odd && !doubled && !text.starts_with(' ')
}

/// An entry, with the page or the place that it has.
fn entry(renderer: &Renderer<'_>, id: EntryId) -> Text {
    let handbook = renderer.handbook;
    let lang = renderer.lang;
    let entry = handbook.entry(id);
    let kind = handbook.kind_of(entry);
    let address = renderer.addresses.of(id);
    let mut text = Text::new(&kind.id, kind.label.get(lang), &address.page, &entry.title);
    text.defines = kind.id == TERM_DEFINITION.kind;
    text.card.anchor = address.anchor.clone().unwrap_or_default();
    text.card.prior = u32::from(kind.weight) * 10;
    if entry.path.as_deref().is_some_and(|path| path.ends_with("/index")) {
        text.card.prior = REGISTER;
    }
    let summary = entry.fields.text("summary").or(entry.fields.text("description"));
    summary.unwrap_or_default().clone_into(&mut text.card.summary);
    text.card.trail = trail(renderer, entry);
    if let Some(Value::Reference(unit)) = entry.fields.get("organisation")
        && let Some(unit) = handbook.entry_of(unit)
    {
        let title = &handbook.entry(unit).title;
        // A name in brackets that tells whose it is, as in `Systemlista (Haninge)`, names nothing.
        text.pieces.retain(|name| name.text == entry.title || !title.contains(&name.text));
        text.add(Place::Field(ORGANISATION_WEIGHT), 0, title);
        text.card.trail.clone_from(title);
    }
    for link in handbook.incoming(id) {
        let asked = handbook.entry(link.from);
        if handbook.kind_of(asked).id == FAQ_ANSWER.kind {
            text.add(Place::Field(QUESTION_WEIGHT), 0, &asked.title);
        }
    }
    let body = &kind.body;
    let mut items: BTreeMap<String, usize> = BTreeMap::new();
    walk::values(kind, entry, &mut |visit| {
        let outer = visit.path.fields(kind).next().unwrap_or(visit.field);
        let silent = outer.shared && SILENT.contains(&&*outer.key);
        if silent || visit.field.weight == 0 {
            return;
        }
        let section = visit.item.map_or(0, |item| of_item(&mut text, &mut items, item));
        if let Value::Markdown(prose) = &visit.value.value {
            let own = *visit.field.key == **body || section > 0;
            let label = visit.field.label.get(lang);
            let anchor = format!("_{}", visit.field.key);
            let mut here = if own { section } else { text.section(&anchor, label) };
            for passage in plain::passages(handbook, renderer.sources, prose) {
                if !passage.title.is_empty() && passage.title != text.card.title {
                    here = text.section(&passage.anchor, &passage.title);
                }
                text.body(here, &passage.text);
            }
        } else {
            value(renderer, &mut text, section, visit.field, &visit.value.value);
        }
    });
    text
}

/// The section of a step or an item; made when it is first met.
fn of_item(text: &mut Text, items: &mut BTreeMap<String, usize>, item: &Fields) -> usize {
    let id = item.text("id").unwrap_or_default();
    if let Some(section) = items.get(id) {
        return *section;
    }
    let title = ["title", "text", "label"].iter().find_map(|key| item.text(key)).unwrap_or(id);
    let section = text.section(id, title);
    items.insert(id.to_owned(), section);
    section
}

/// The words of a single value.
fn value(renderer: &Renderer<'_>, text: &mut Text, section: usize, field: &Field, value: &Value) {
    let handbook = renderer.handbook;
    let weight = field.weight;
    match value {
        // What the page does not show would explain nothing among the hits either.
        Value::Text(words) if weight >= NAME_WEIGHT && !field.shown => {
            text.named(Place::Alias, words);
        }
        Value::Text(words) if weight > NAME_WEIGHT => text.other_name(Place::Name, words),
        Value::Text(words) if weight == NAME_WEIGHT => text.other_name(Place::Alias, words),
        Value::Text(words) => match field.ty {
            FieldType::Text if section > 0 && weight <= 1 => text.body(section, words),
            FieldType::Text => text.add(Place::Field(weight), section, words),
            FieldType::Slug if *field.key == *"aliases" => {
                text.add(Place::Field(weight), section, &words.replace('-', " "));
            }
            _ => {}
        },
        Value::Enum(id) => {
            if let Some(choice) = field.choice(id) {
                text.add(Place::Field(weight), section, choice.label.get(renderer.lang));
            }
        }
        Value::Reference(reference) => {
            if let Some(id) = handbook.entry_of(reference) {
                text.add(Place::Field(weight), section, &handbook.entry(id).title);
            }
        }
        Value::Date(day) => text.add(Place::Field(1), section, &dates::day(*day, renderer.lang)),
        Value::LooseDate(loose) => {
            text.add(Place::Field(1), section, &loose.words(renderer.lang));
        }
        _ => {}
    }
}

/// Where a page belongs: its folder. Other entries are placed by their kind.
fn trail(renderer: &Renderer<'_>, entry: &Entry) -> String {
    match &entry.path {
        None => String::new(),
        Some(path) => renderer.folder_title(path.rsplit_once('/').map_or("", |(folder, _)| folder)),
    }
}
