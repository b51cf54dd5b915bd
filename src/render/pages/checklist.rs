//! The page of a checklist: its items by group, each with its weight, reason, source and ways on.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};
use tera::{Context, Value as Tera};

use super::entry;
use super::process::prose_of;
use super::template::marked;
use crate::handbook::EntryId;
use crate::kind::condition::Condition;
use crate::kind::entry::Entry;
use crate::kind::value::{Fields, Value};
use crate::kind::{Field, FieldType};
use crate::render::conditions::{self, Subject};
use crate::render::context::{data, date, labelled, map, safe};
use crate::render::escape::escaped;
use crate::render::links::Reader;
use crate::render::{Renderer, frame};
use crate::view::checklist::version;
use crate::view::facts::Fact;
use crate::view::keys::{
    CHECKLIST_GOAL, CHECKLIST_ITEMS, CHECKLIST_PURPOSE, CHECKLIST_USED_BY, ITEM_EVIDENCE,
    ITEM_GROUP, ITEM_ID, ITEM_LEADS_TO, ITEM_MUST, ITEM_OPTIONS, ITEM_ROLE, ITEM_SECTION,
    ITEM_SHOW_IF, ITEM_SOURCE, ITEM_TITLE, ITEM_TYPE, ITEM_WHY, VERSION_DATE, VERSION_NUMBER,
};
use crate::view::matrix::objects;
use crate::view::{dated, facts};

/// Fields that the template shows itself, and whether there is a print view.
const OWN: [&str; 6] = ["purpose", "used_by", "print_view", "items", "goal", "versions"];

pub(super) fn context(renderer: &Renderer<'_>, path: &str, id: EntryId) -> Context {
    let page = renderer.handbook.entry(id);
    let list = Checklist {
        of: id,
        declared: renderer.handbook.kind_of(page).field(CHECKLIST_ITEMS.field),
        items: objects(CHECKLIST_ITEMS.of(page).unwrap_or_default()).collect(),
    };
    let mut reader = Reader::new(renderer, path);
    reader.about(id);
    let (groups, headings) = list.groups(&mut reader);
    let used_by = CHECKLIST_USED_BY.of(page).unwrap_or_default();
    let mut context = entry::context_with(&mut reader, path, id, &OWN);
    context.insert_value("purpose", CHECKLIST_PURPOSE.of(page).unwrap_or_default().into());
    context.insert_value("used_by", frame::to_entries(renderer, used_by).into());
    context.insert_value("groups", groups.into());
    context.insert_value("counts", list.counts(renderer).into());
    context.insert_value("total", (list.items.len() as i64).into());
    context.insert_value("facts_asked", facts_asked(renderer, &list.facts(renderer)));
    version_and_goal(renderer, page, &list, &mut context);
    entry::outline_first(&mut context, &headings);
    context
}

/// The version of the list, the share of it to get done, and what its script needs of both.
fn version_and_goal(
    renderer: &Renderer<'_>,
    page: &Entry,
    list: &Checklist<'_>,
    context: &mut Context,
) {
    let latest = version(page);
    let number = latest.and_then(|latest| VERSION_NUMBER.within(latest));
    let day = latest.and_then(|latest| VERSION_DATE.within(latest));
    let goal = CHECKLIST_GOAL.of(page);
    let target = goal.and_then(|goal| renderer.handbook.entry_of(goal));
    let figure =
        target.and_then(|id| dated::in_force(renderer.handbook.entry(id), renderer.handbook.today));
    let shown = map! {
        "version": number.map_or_else(Tera::none, Tera::from),
        "date": day.map_or_else(Tera::none, |day| date(day, renderer.lang)),
        "goal": goal.map_or_else(Tera::none, |goal| frame::to_entry(renderer, goal)),
        "goal_words": figure.as_ref().map_or_else(String::new, |f| f.words(renderer.lang)),
        "suggested": list.items.iter().filter(|item| item.get("suggested_text").is_some()).count() as i64,
    };
    context.insert_value("list", shown);
    let about = json!({
        "id": page.id,
        "title": page.title,
        "version": number,
        "date": day.map(|day| day.to_string()),
        "goal": figure.and_then(|figure| figure.amount),
    });
    context.insert_value("case_data", case_data(renderer, &about, &["case_"]));
    context.insert_value("evidence_label", renderer.t().get("evidence").into());
}

/// What the script of checklists is given: the list, and the words that begin so, the later ones
/// in place of the earlier.
pub(super) fn case_data(renderer: &Renderer<'_>, list: &Json, prefixes: &[&str]) -> Tera {
    let words = prefixes.iter().flat_map(|prefix| renderer.t().beginning(prefix));
    data(&json!({ "list": list, "words": words.collect::<BTreeMap<_, _>>() }))
}

/// The facts that conditions ask for, as questions with answers to choose among.
pub(super) fn facts_asked(renderer: &Renderer<'_>, facts: &[Fact<'_>]) -> Tera {
    let lang = renderer.lang;
    let shown = facts.iter().map(|fact| {
        let choices = fact.choices();
        let choices = choices.iter().map(|choice| labelled(&choice.id, &choice.label, lang));
        map! {
            "key": fact.key.clone(),
            "id": format!("s-fakta-{}", fact.key.replace(['.', '_'], "-")),
            "question": fact.question().get(lang),
            "choices": choices.collect::<Vec<_>>(),
        }
    });
    shown.collect::<Vec<_>>().into()
}

struct Checklist<'c> {
    of: EntryId,
    declared: Option<&'c Field>,
    items: Vec<&'c Fields>,
}

impl Checklist<'_> {
    /// The items by group, groups in the order of their first item, and a heading for each.
    fn groups(&self, reader: &mut Reader<'_, '_>) -> (Vec<Tera>, Vec<frame::Heading>) {
        let mut groups: Vec<(&str, Vec<Tera>)> = Vec::new();
        for (index, item) in self.items.iter().enumerate() {
            let label = ITEM_GROUP.within(item).unwrap_or_default();
            let shown = self.item(reader, index + 1, item);
            match groups.iter_mut().find(|(known, _)| *known == label) {
                Some((_, items)) => items.push(shown),
                None => groups.push((label, vec![shown])),
            }
        }
        let unnamed = reader.renderer.t().get("items");
        let name = |label: &str| if label.is_empty() { unnamed } else { label }.to_owned();
        let headings = groups
            .iter()
            .enumerate()
            .map(|(index, (label, _))| (format!("s-grupp-{}", index + 1), name(label), 2))
            .collect();
        let groups = groups
            .iter()
            .map(|(label, items)| map! { "label": name(label), "items": items.clone() })
            .collect();
        (groups, headings)
    }

    fn item(&self, reader: &mut Reader<'_, '_>, number: usize, item: &Fields) -> Tera {
        let renderer = reader.renderer;
        let of = self.of;
        let text = |reader: &mut Reader<'_, '_>, key: &str| {
            let html = prose_of(item, key).map(|prose| reader.shifted(of, prose, false, 3));
            html.unwrap_or_default()
        };
        let help = text(reader, "help");
        let suggested = marked(&text(reader, "suggested_text"));
        let must = ITEM_MUST.within(item).and_then(|id| self.inner("must")?.choice(id));
        let condition = ITEM_SHOW_IF.within(item);
        let shown_if = condition.map(|condition| {
            let subject = |key: &str| match self.title(key) {
                Some(title) => Subject::Item(title),
                None => conditions::of_field(&renderer.handbook.kinds, self.about(), key),
            };
            conditions::sentence(renderer.t(), renderer.lang, condition, &subject)
        });
        let options = ITEM_OPTIONS.within(item).unwrap_or_default().iter();
        let options: Vec<&str> = options
            .filter_map(|option| match &option.value {
                Value::Text(text) => Some(text.as_str()),
                _ => None,
            })
            .collect();
        let role = ITEM_ROLE.within(item);
        let answer = ITEM_TYPE.within(item).unwrap_or_default();
        let answer_label = self.inner("type").and_then(|field| field.choice(answer));
        map! {
            "number": number as i64,
            "id": ITEM_ID.within(item).unwrap_or_default(),
            "title": ITEM_TITLE.within(item).unwrap_or_default(),
            "must": must.map_or_else(Tera::none, |must| labelled(&must.id, &must.label, renderer.lang)),
            "why": safe(&escaped(ITEM_WHY.within(item).unwrap_or_default())),
            "source": safe(&source(reader, item)),
            "role": role.map_or_else(Tera::none, |role| frame::to_entry(renderer, role)),
            "help": safe(&help),
            "suggested": safe(&suggested),
            "leads_to": frame::to_entries(renderer, ITEM_LEADS_TO.within(item).unwrap_or_default()),
            "type": answer,
            "answer": answer_label.map_or("", |answer| answer.label.get(renderer.lang)),
            "options": options,
            "evidence": ITEM_EVIDENCE.within(item).unwrap_or_default(),
            "show_if": shown_if.unwrap_or_default(),
            "show_if_data": condition_data(condition),
        }
    }

    /// How many items there are of each weight, heaviest first; weights without any are left out.
    fn counts(&self, renderer: &Renderer<'_>) -> Vec<Tera> {
        let Some(FieldType::Enum(weights)) = self.inner("must").map(|field| &field.ty) else {
            return Vec::new();
        };
        let count = |id: &str| {
            self.items.iter().filter(|item| ITEM_MUST.within(item) == Some(id)).count() as i64
        };
        weights
            .iter()
            .filter(|weight| count(&weight.id) > 0)
            .map(|weight| {
                let label = weight.label.get(renderer.lang);
                map! { "id": weight.id.clone(), "label": label, "n": count(&weight.id) }
            })
            .collect()
    }

    /// The kinds whose fields the conditions may ask about.
    fn about(&self) -> &[String] {
        self.inner(ITEM_SHOW_IF.field.rsplit('.').next().unwrap_or_default())
            .map_or(&[], |field| &field.rules.about)
    }

    /// What the conditions ask for that is no item of the list.
    fn facts<'k>(&self, renderer: &Renderer<'k>) -> Vec<Fact<'k>> {
        let conditions = self.items.iter().filter_map(|item| ITEM_SHOW_IF.within(item));
        let mut asked = facts::asked(&renderer.handbook.kinds, self.about(), conditions);
        asked.retain(|fact| self.title(&fact.key).is_none());
        asked
    }

    fn inner(&self, key: &str) -> Option<&Field> {
        self.declared?.fields().iter().find(|field| *field.key == *key)
    }

    fn title(&self, id: &str) -> Option<&str> {
        let item = self.items.iter().find(|item| ITEM_ID.within(item) == Some(id))?;
        ITEM_TITLE.within(item)
    }
}

/// A condition for the script that judges it; empty for none.
pub(super) fn condition_data(condition: Option<&Condition>) -> String {
    condition.map_or_else(String::new, |condition| condition.data().to_string())
}

/// Where an item comes from: links to the document and the law, and the section.
fn source(reader: &Reader<'_, '_>, item: &Fields) -> String {
    let renderer = reader.renderer;
    let Some(source) = ITEM_SOURCE.within(item) else { return String::new() };
    let mut parts = Vec::new();
    for key in ["document", "law"] {
        if let Some(Value::Reference(reference)) = source.get(key)
            && let Some(id) = renderer.handbook.entry_of(reference)
        {
            let href = renderer.addresses.href(id, None);
            let title = &renderer.handbook.entry(id).title;
            parts.push(format!(
                "<a class=\"ref\" href=\"{}{}\">{}</a>",
                reader.root,
                escaped(&href),
                escaped(title)
            ));
        }
    }
    parts.extend(ITEM_SECTION.within(source).map(escaped));
    parts.join(", ")
}
