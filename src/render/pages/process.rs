//! The page of a process: its steps with who does what, and a drawing of the same.

use tera::{Context, Value as Tera};

use super::entry;
use crate::handbook::EntryId;
use crate::kind::value::{Fields, Prose, Value};
use crate::kind::{Field, Kind};
use crate::render::context::{labelled, map, safe};
use crate::render::flow::{Edge, Flow, Kind as Shape, Node, svg};
use crate::render::links::Reader;
use crate::render::{Renderer, frame};
use crate::view::keys::{
    DECISION_ADVICE, DECISION_BY, DECISION_QUESTION, INVOLVEMENT_KIND, INVOLVEMENT_ROLE,
    INVOLVEMENT_TEXT, STEP_CHECKLISTS, STEP_DECISION, STEP_FORUM, STEP_ID, STEP_INVOLVEMENTS,
    STEP_MONTHS, STEP_OUTPUT, STEP_PHASE, STEP_TEMPLATES, STEP_TEXT, STEP_TITLE, STEPS,
};
use crate::view::matrix::{NOBODY, objects};

/// Fields that the template shows itself.
const OWN: [&str; 4] = ["purpose", "trigger", "mistakes", "steps"];

pub(super) fn context(renderer: &Renderer<'_>, path: &str, id: EntryId) -> Context {
    let handbook = renderer.handbook;
    let page = handbook.entry(id);
    let kind = handbook.kind_of(page);
    let mut reader = Reader::new(renderer, path);
    reader.about(id);
    let text = |reader: &mut Reader<'_, '_>, key: &str| {
        let html = page.prose(key).map(|prose| reader.shifted(id, prose, false, 1));
        safe(&html.unwrap_or_default())
    };
    let purpose = text(&mut reader, "purpose");
    let trigger = text(&mut reader, "trigger");
    let declared = kind.field(STEPS.field);
    let steps: Vec<&Fields> = objects(STEPS.of(page).unwrap_or_default()).collect();
    let shown: Vec<Tera> = steps
        .iter()
        .enumerate()
        .filter_map(|(index, step)| Some(self::step(&mut reader, id, declared?, index + 1, step)))
        .collect();
    let mistakes = text(&mut reader, "mistakes");
    let side: Vec<Tera> = steps
        .iter()
        .enumerate()
        .map(|(index, step)| {
            map! {
                "id": STEP_ID.within(step).unwrap_or_default(), "number": index as i64 + 1,
                "title": STEP_TITLE.within(step).unwrap_or_default(),
            }
        })
        .collect();
    let drawing = svg(&flow(&page.title, kind, &steps));
    let mut context = entry::context_with(&mut reader, path, id, &OWN);
    context.insert_value("purpose", purpose);
    context.insert_value("trigger", trigger);
    context.insert_value("mistakes", mistakes);
    context.insert_value("steps", shown.into());
    context.insert_value("side", side.into());
    context.insert_value("flow_svg", safe(&drawing));
    context
}

fn step(
    reader: &mut Reader<'_, '_>,
    of: EntryId,
    declared: &Field,
    number: usize,
    step: &Fields,
) -> Tera {
    let renderer = reader.renderer;
    let lang = renderer.lang;
    let inner = |key: &str| declared.fields().iter().find(|field| *field.key == *key);
    let involvements = involvements(renderer, inner("involvements"), step);
    let phase = STEP_PHASE.within(step).and_then(|id| inner("phase")?.choice(id));
    let mut prose = |prose: Option<&Prose>| {
        safe(&prose.map(|prose| reader.shifted(of, prose, false, 2)).unwrap_or_default())
    };
    let body = prose(STEP_TEXT.within(step));
    let output = prose(STEP_OUTPUT.within(step));
    let months = STEP_MONTHS.within(step).filter(|months| *months > 0);
    map! {
        "number": number as i64,
        "id": STEP_ID.within(step).unwrap_or_default(),
        "title": STEP_TITLE.within(step).unwrap_or_default(),
        "phase": phase.map_or_else(Tera::none, |phase| labelled(&phase.id, &phase.label, lang)),
        "body": body,
        "involvements": involvements,
        "templates": frame::to_entries(renderer, STEP_TEMPLATES.within(step).unwrap_or_default()),
        "checklists": frame::to_entries(renderer, STEP_CHECKLISTS.within(step).unwrap_or_default()),
        "forum": STEP_FORUM.within(step).map_or_else(Tera::none, |forum| frame::to_entry(renderer, forum)),
        "decision": STEP_DECISION.within(step).map_or_else(Tera::none, |found| decision(renderer, found)),
        "duration": months.map(|months| renderer.t().count("months", months)).unwrap_or_default(),
        "output": output,
        "gap": nobody(step),
    }
}

/// Who takes part in a step, those of one kind together and in the declared order.
fn involvements(renderer: &Renderer<'_>, declared: Option<&Field>, step: &Fields) -> Vec<Tera> {
    let lang = renderer.lang;
    let kinds = declared.and_then(|field| field.fields().iter().find(|f| &*f.key == "kind"));
    let order = |id: &str| match kinds.map(|kinds| &kinds.ty) {
        Some(crate::kind::FieldType::Enum(choices)) => {
            choices.iter().position(|choice| choice.id == id).unwrap_or(usize::MAX)
        }
        _ => usize::MAX,
    };
    let mut found: Vec<&Fields> =
        objects(STEP_INVOLVEMENTS.within(step).unwrap_or_default()).collect();
    found.sort_by_key(|found| order(INVOLVEMENT_KIND.within(found).unwrap_or_default()));
    found
        .into_iter()
        .map(|found| {
            let id = INVOLVEMENT_KIND.within(found).unwrap_or_default();
            let choice = kinds.and_then(|kinds| kinds.choice(id));
            let role = INVOLVEMENT_ROLE.within(found);
            map! {
                "kind": choice.map_or_else(Tera::none, |c| labelled(&c.id, &c.label, lang)),
                "role": role.map_or_else(Tera::none, |role| frame::to_entry(renderer, role)),
                "text": INVOLVEMENT_TEXT.within(found).unwrap_or_default(),
                "gap": id == NOBODY,
            }
        })
        .collect()
}

fn decision(renderer: &Renderer<'_>, decision: &Fields) -> Tera {
    let by = DECISION_BY.within(decision);
    map! {
        "question": DECISION_QUESTION.within(decision).unwrap_or_default(),
        "decided_by": by.map_or_else(Tera::none, |by| frame::to_entry(renderer, by)),
        "advised_by": frame::to_entries(renderer, DECISION_ADVICE.within(decision).unwrap_or_default()),
    }
}

/// Whether a step names nobody who does it.
fn nobody(step: &Fields) -> bool {
    let mut found = objects(STEP_INVOLVEMENTS.within(step).unwrap_or_default());
    !found.any(|found| INVOLVEMENT_KIND.within(found).is_some_and(|kind| kind != NOBODY))
}

/// The steps as a drawing, one below the other.
fn flow(title: &str, kind: &Kind, steps: &[&Fields]) -> Flow {
    let nodes: Vec<Node> = steps
        .iter()
        .enumerate()
        .map(|(index, step)| {
            let id = STEP_ID.within(step).unwrap_or_default();
            let shape = if STEP_DECISION.within(step).is_some() {
                Shape::Decision
            } else if nobody(step) {
                Shape::Gap
            } else {
                Shape::Step
            };
            Node {
                id: id.to_owned(),
                title: STEP_TITLE.within(step).unwrap_or_default().to_owned(),
                number: Some(index + 1),
                kind: shape,
                href: format!("#{id}"),
            }
        })
        .collect();
    let pairs = nodes.windows(2);
    let edges = pairs
        .map(|pair| Edge { from: pair[0].id.clone(), to: pair[1].id.clone(), label: String::new() })
        .collect();
    let description = nodes.iter().map(|node| node.title.as_str()).collect::<Vec<_>>().join(" → ");
    Flow {
        id: "_flode".to_owned(),
        title: format!("{}: {title}", kind.label.sv),
        description,
        nodes,
        edges,
    }
}

/// The value of a field that holds a text, for other pages.
pub(super) fn prose_of<'a>(fields: &'a Fields, key: &str) -> Option<&'a Prose> {
    match fields.get(key)? {
        Value::Markdown(prose) => Some(prose),
        _ => None,
    }
}
