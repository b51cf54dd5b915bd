//! The requirement library to choose from, and as a list to test a delivery against.

use serde_json::json;
use tera::{Context, Value as Tera};

use super::checklist::{case_data, condition_data, facts_asked};
use crate::handbook::EntryId;
use crate::kind::entry::Entry;
use crate::kind::{Choice, Field, FieldType, Kind};
use crate::render::context::{data, labelled, link, map, safe};
use crate::render::escape::escaped;
use crate::render::frame::{self, Own};
use crate::render::{Renderer, address, base_context, conditions, downloads, menu};
use crate::view::destination::Derived;
use crate::view::facts::{self, Fact};
use crate::view::keys::{
    REQUIREMENT_LEVEL, REQUIREMENT_LIGHT, REQUIREMENT_SANCTION, REQUIREMENT_TEXT, REQUIREMENT_TYPE,
    REQUIREMENT_VERIFICATION, REQUIREMENT_WHEN,
};
use crate::view::table::{Cell, Column, Table};

/// The id under which a browser keeps acceptance tests; no checklist can have it.
const TEST_LIST: &str = "krav_acceptanstest";

pub(super) fn context(renderer: &Renderer<'_>, path: &str) -> Context {
    let library = Library::of(renderer);
    let mut context = library.page(path, Derived::Specification, "specification_lead");
    let levels: Vec<Tera> = library
        .choices(REQUIREMENT_LEVEL.field)
        .iter()
        .map(|level| labelled(&level.id, &level.label, renderer.lang))
        .collect();
    context.insert_value("levels", levels.into());
    let file = |base: &str, end: &str| downloads::file(renderer, base, end);
    let whole = ["docx", "xlsx", "csv", "json"].map(|end| file(&base(Variant::Whole), end));
    let light = ["docx", "xlsx", "csv", "json"].map(|end| file(&base(Variant::Light), end));
    context.insert_value("downloads", whole.to_vec().into());
    context.insert_value("light_downloads", light.to_vec().into());
    let script = json!({
        "words": renderer.t().beginning("spec_"),
        "site": renderer.handbook.settings.text("name"),
        "built": renderer.handbook.today.to_string(),
        "test": { "list": TEST_LIST, "page": Derived::AcceptanceTest.page() },
    });
    context.insert_value("spec_data", data(&script));
    context
}

/// Which requirements a specification that is taken along holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Variant {
    /// All of them.
    Whole,
    /// Those for direct procurement.
    Light,
}

/// The path of a specification's files, without the ending.
pub(crate) fn base(variant: Variant) -> String {
    let page = address::beside(Derived::Specification.page());
    match variant {
        Variant::Whole => page,
        Variant::Light => format!("{page}-light"),
    }
}

/// A specification as a table, with the conditions in words.
pub(crate) fn table(renderer: &Renderer<'_>, variant: Variant) -> Table {
    let library = Library::of(renderer);
    let word = |key: &'static str| renderer.t().get(key);
    let columns = vec![
        Column::new("number", word("spec_number")),
        Column::new("id", word("spec_id")),
        Column::new("type", word("spec_type")),
        Column::new("level", word("spec_level")),
        Column::new("title", word("spec_name")),
        Column::new("text", word("spec_text")),
        Column::new("applies_when", word("spec_when")),
        Column::new("verification", word("spec_verification")),
        Column::new("sanction", word("spec_sanction")),
        Column::new("note", word("spec_note")),
    ];
    let groups = library.groups();
    let all = groups.iter().flat_map(|(choice, rows)| rows.iter().map(move |row| (choice, row.1)));
    let wanted = all.filter(|(_, requirement)| {
        variant == Variant::Whole || REQUIREMENT_LIGHT.of(requirement) == Some(true)
    });
    let rows = wanted.enumerate().map(|(at, (choice, requirement))| {
        let level = library.level(requirement).map_or("", |level| level.label.get(renderer.lang));
        let text = |text: Option<&str>| Cell::text(text.unwrap_or_default());
        vec![
            Cell::Integer(at as i64 + 1),
            Cell::text(&*requirement.id),
            Cell::text(choice.label.get(renderer.lang)),
            Cell::text(level),
            Cell::text(&*requirement.title),
            text(REQUIREMENT_TEXT.of(requirement)),
            Cell::text(library.when(requirement).unwrap_or_default()),
            text(REQUIREMENT_VERIFICATION.of(requirement)),
            text(REQUIREMENT_SANCTION.of(requirement)),
            Cell::Empty,
        ]
    });
    let title = match variant {
        Variant::Whole => "spec_title_it",
        Variant::Light => "spec_title_light",
    };
    Table { title: word(title).to_owned(), lang: renderer.lang, columns, rows: rows.collect() }
}

pub(super) fn acceptance_test(renderer: &Renderer<'_>, path: &str) -> Context {
    let library = Library::of(renderer);
    let mut context = library.page(path, Derived::AcceptanceTest, "acceptance_lead");
    let list = json!({
        "id": TEST_LIST,
        "title": menu::title(renderer, Derived::AcceptanceTest),
        "version": null,
        "date": renderer.handbook.today.to_string(),
        "goal": null,
    });
    let words = &["case_", "test_"];
    context.insert_value("case_data", case_data(renderer, &list, words));
    context.insert_value("evidence_label", renderer.t().get("verified_by").into());
    context
}

struct Library<'r, 'a> {
    renderer: &'r Renderer<'a>,
    kind: Option<&'r Kind>,
}

impl<'r, 'a> Library<'r, 'a> {
    fn of(renderer: &'r Renderer<'a>) -> Self {
        let kinds = &renderer.handbook.kinds;
        let kind = kinds.find(REQUIREMENT_TEXT.kind).map(|kind| kinds.get(kind));
        Self { renderer, kind }
    }

    /// What both pages have: the requirements by type, and the facts that they rest on.
    fn page(&self, path: &str, view: Derived, lead: &str) -> Context {
        let renderer = self.renderer;
        let title = menu::title(renderer, view);
        let mut trail = vec![frame::home(renderer)];
        if let Some(kind) = self.kind
            && let Some(home) = address::index(kind)
        {
            trail.push(link(kind.plural.get(renderer.lang), &home));
        }
        let own = Own { title: &title, lead: renderer.t().get(lead), trail };
        let mut context = base_context(path, frame::derived(renderer, own));
        let groups = self.groups();
        let total: usize = groups.iter().map(|(_, requirements)| requirements.len()).sum();
        let mut number = 0;
        let groups: Vec<Tera> = groups
            .iter()
            .map(|(choice, requirements)| {
                let items: Vec<Tera> = requirements
                    .iter()
                    .map(|(id, requirement)| {
                        number += 1;
                        self.item(number, *id, requirement)
                    })
                    .collect();
                map! { "id": choice.id.clone(), "label": choice.label.get(renderer.lang), "items": items }
            })
            .collect();
        context.insert_value("groups", groups.into());
        context.insert_value("total", (total as i64).into());
        context.insert_value("facts_asked", facts_asked(renderer, &self.facts()));
        context
    }

    fn groups(&self) -> Vec<(&'r Choice, Vec<(EntryId, &'a Entry)>)> {
        let handbook = self.renderer.handbook;
        self.choices(REQUIREMENT_TYPE.field)
            .iter()
            .map(|choice| {
                let of_type = handbook
                    .of(REQUIREMENT_TYPE.kind)
                    .filter(|(_, entry)| REQUIREMENT_TYPE.of(entry) == Some(&*choice.id));
                (choice, of_type.collect::<Vec<_>>())
            })
            .filter(|(_, requirements)| !requirements.is_empty())
            .collect()
    }

    fn choices(&self, field: &str) -> &'r [Choice] {
        match self.kind.and_then(|kind| kind.field(field)).map(|field| &field.ty) {
            Some(FieldType::Enum(choices)) => choices,
            _ => &[],
        }
    }

    fn about(&self) -> &'r [String] {
        let field = self.kind.and_then(|kind| kind.field(REQUIREMENT_WHEN.field));
        field.map_or(&[], |field: &Field| &field.rules.about)
    }

    fn facts(&self) -> Vec<Fact<'r>> {
        let handbook = self.renderer.handbook;
        let conditions = handbook
            .of(REQUIREMENT_WHEN.kind)
            .filter_map(|(_, requirement)| REQUIREMENT_WHEN.of(requirement));
        facts::asked(&handbook.kinds, self.about(), conditions)
    }

    fn level(&self, requirement: &Entry) -> Option<&'r Choice> {
        let level = REQUIREMENT_LEVEL.of(requirement)?;
        self.choices(REQUIREMENT_LEVEL.field).iter().find(|choice| choice.id == level)
    }

    /// When a requirement applies, in words; `None` for always.
    fn when(&self, requirement: &Entry) -> Option<String> {
        let renderer = self.renderer;
        let condition = REQUIREMENT_WHEN.of(requirement)?;
        let kinds = &renderer.handbook.kinds;
        let subject = |key: &str| conditions::of_field(kinds, self.about(), key);
        Some(conditions::sentence(renderer.t(), renderer.lang, condition, &subject))
    }

    fn item(&self, number: i64, id: EntryId, requirement: &Entry) -> Tera {
        let renderer = self.renderer;
        let level = self.level(requirement);
        let text = REQUIREMENT_TEXT.of(requirement).unwrap_or_default();
        map! {
            "number": number,
            "id": requirement.id.clone(),
            "title": requirement.title.clone(),
            "path": renderer.addresses.href(id, None),
            "text": text,
            "help": safe(&format!("<p>{}</p>", escaped(text))),
            "level": level.map_or_else(Tera::none, |level| labelled(&level.id, &level.label, renderer.lang)),
            "must": level.map_or_else(Tera::none, |level| labelled(weight(&level.id), &level.label, renderer.lang)),
            "light": REQUIREMENT_LIGHT.of(requirement).unwrap_or_default(),
            "evidence": REQUIREMENT_VERIFICATION.of(requirement).unwrap_or_default(),
            "sanction": REQUIREMENT_SANCTION.of(requirement).unwrap_or_default(),
            "type": "ja-nej",
            "show_if": self.when(requirement).unwrap_or_default(),
            "show_if_data": condition_data(REQUIREMENT_WHEN.of(requirement)),
        }
    }
}

/// How heavy a requirement is as an item of a checklist.
fn weight(level: &str) -> &'static str {
    match level {
        "obligatoriskt" => "ska",
        "onskvart" => "bor",
        _ => "kan",
    }
}
