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
use crate::render::{Renderer, base_context, conditions, menu};
use crate::view::destination::Derived;
use crate::view::facts::{self, Fact};
use crate::view::keys::{
    REQUIREMENT_LEVEL, REQUIREMENT_LIGHT, REQUIREMENT_SANCTION, REQUIREMENT_TEXT, REQUIREMENT_TYPE,
    REQUIREMENT_VERIFICATION, REQUIREMENT_WHEN,
};

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
    let script = json!({
        "words": renderer.t().beginning("spec_"),
        "site": renderer.handbook.settings.text("name"),
        "built": renderer.handbook.today.to_string(),
        "test": { "list": TEST_LIST, "page": crate::render::address::derived(Derived::AcceptanceTest) },
    });
    context.insert_value("spec_data", data(&script));
    context
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
    context.insert_value("case_data", case_data(renderer, &list));
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
            && let Some(home) = crate::render::address::index(kind)
        {
            trail.push(link(kind.plural.get(renderer.lang), &home));
        }
        let own = Own { path, title: &title, lead: renderer.t().get(lead), trail };
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

    fn item(&self, number: i64, id: EntryId, requirement: &Entry) -> Tera {
        let renderer = self.renderer;
        let kinds = &renderer.handbook.kinds;
        let condition = REQUIREMENT_WHEN.of(requirement);
        let when = condition.map(|condition| {
            let subject = |key: &str| conditions::of_field(kinds, self.about(), key);
            conditions::sentence(renderer.t(), renderer.lang, condition, &subject)
        });
        let level = REQUIREMENT_LEVEL.of(requirement).unwrap_or_default();
        let level = self.choices(REQUIREMENT_LEVEL.field).iter().find(|choice| choice.id == level);
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
            "show_if": when.unwrap_or_default(),
            "show_if_data": condition_data(condition),
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
