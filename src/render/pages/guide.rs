//! The page of a guide: every question and outcome with its address, and a drawing of the ways.

use tera::{Context, Value as Tera};

use super::entry;
use super::process::prose_of;
use crate::handbook::EntryId;
use crate::kind::value::{Fields, Value};
use crate::render::context::{map, safe};
use crate::render::flow::{Edge, Flow, Kind as Shape, Node, svg};
use crate::render::links::Reader;
use crate::render::{Renderer, frame};
use crate::view::keys::{GUIDE_OUTCOMES, GUIDE_QUESTIONS, GUIDE_START, OPTION_GOTO, OPTIONS};
use crate::view::matrix::objects;

/// Fields that the template shows itself.
const OWN: [&str; 4] = ["start", "questions", "outcomes", "print_view"];

pub(super) fn context(renderer: &Renderer<'_>, path: &str, id: EntryId) -> Context {
    let page = renderer.handbook.entry(id);
    let guide = Guide {
        questions: objects(GUIDE_QUESTIONS.of(page).unwrap_or_default()).collect(),
        outcomes: objects(GUIDE_OUTCOMES.of(page).unwrap_or_default()).collect(),
    };
    let mut reader = Reader::new(renderer, path);
    reader.about(id);
    let numbered = guide.questions.iter().enumerate();
    let questions: Vec<Tera> = numbered
        .map(|(index, question)| guide.question(&mut reader, id, index + 1, question))
        .collect();
    let outcomes: Vec<Tera> =
        guide.outcomes.iter().map(|outcome| self::outcome(&mut reader, id, outcome)).collect();
    let mut context = entry::context_with(&mut reader, path, id, &OWN);
    context.insert_value("start", GUIDE_START.of(page).unwrap_or_default().into());
    context.insert_value("questions", questions.into());
    context.insert_value("outcomes", outcomes.into());
    context.insert_value("flow_svg", safe(&svg(&guide.flow(&page.title))));
    context
}

struct Guide<'g> {
    questions: Vec<&'g Fields>,
    outcomes: Vec<&'g Fields>,
}

impl<'g> Guide<'g> {
    /// The title of a question or outcome, and which of them it is.
    fn node(&self, id: &str) -> Option<(&'g str, &'static str)> {
        let within = |nodes: &[&'g Fields]| {
            nodes
                .iter()
                .find(|node| node.text("id") == Some(id))
                .and_then(|node| node.text("title"))
        };
        within(&self.questions)
            .map(|title| (title, "question"))
            .or_else(|| within(&self.outcomes).map(|title| (title, "outcome")))
    }

    fn question(
        &self,
        reader: &mut Reader<'_, '_>,
        of: EntryId,
        number: usize,
        question: &Fields,
    ) -> Tera {
        let id = question.text("id").unwrap_or_default();
        let help = prose_of(question, "help").map(|help| reader.shifted(of, help, false, 2));
        let options: Vec<Tera> = objects(OPTIONS.within(question).unwrap_or_default())
            .map(|option| self.option(reader.renderer, option))
            .collect();
        map! {
            "id": id,
            "number": number as i64,
            "title": question.text("title").unwrap_or_default(),
            "help": safe(&help.unwrap_or_default()),
            "type": question.text("type").unwrap_or_default(),
            "options": options,
            "from": self.from(id),
        }
    }

    fn option(&self, renderer: &Renderer<'_>, option: &Fields) -> Tera {
        let target = OPTION_GOTO.within(option).unwrap_or_default();
        let (title, kind) = self.node(target).unwrap_or(("", "question"));
        map! {
            "id": option.text("id").unwrap_or_default(),
            "label": option.text("label").unwrap_or_default(),
            "hint": option.text("hint").unwrap_or_default(),
            "target": map! { "id": target, "title": title, "kind": kind },
            "adds": links(renderer, option, "adds"),
        }
    }

    /// The questions that lead to a node.
    fn from(&self, id: &str) -> Vec<Tera> {
        let leads = |question: &&&Fields| {
            objects(OPTIONS.within(question).unwrap_or_default())
                .any(|option| OPTION_GOTO.within(option) == Some(id))
        };
        self.questions
            .iter()
            .filter(leads)
            .map(|question| {
                map! {
                    "text": question.text("title").unwrap_or_default(),
                    "id": question.text("id").unwrap_or_default(),
                }
            })
            .collect()
    }

    fn flow(&self, title: &str) -> Flow {
        let node = |fields: &Fields, number: Option<usize>, kind: Shape| {
            let id = fields.text("id").unwrap_or_default();
            Node {
                id: id.to_owned(),
                title: fields.text("title").unwrap_or_default().to_owned(),
                number,
                kind,
                href: format!("#{id}"),
            }
        };
        let questions = self.questions.iter().enumerate();
        let questions = questions.map(|(at, found)| node(found, Some(at + 1), Shape::Decision));
        let outcomes = self.outcomes.iter().map(|found| node(found, None, Shape::Outcome));
        let nodes = questions.chain(outcomes).collect();
        let edges = self.questions.iter().flat_map(|question| edges(question)).collect();
        Flow {
            id: "_flode".to_owned(),
            title: title.to_owned(),
            description: String::new(),
            nodes,
            edges,
        }
    }
}

/// An edge per option; options of a question that lead to the same node share one.
fn edges(question: &Fields) -> Vec<Edge> {
    let from = question.text("id").unwrap_or_default();
    let mut edges: Vec<Edge> = Vec::new();
    for option in objects(OPTIONS.within(question).unwrap_or_default()) {
        let to = OPTION_GOTO.within(option).unwrap_or_default();
        let label = option.text("label").unwrap_or_default();
        match edges.iter_mut().find(|edge| edge.to == to) {
            Some(edge) => edge.label = format!("{} / {label}", edge.label),
            None => edges.push(Edge {
                from: from.to_owned(),
                to: to.to_owned(),
                label: label.to_owned(),
            }),
        }
    }
    edges
}

fn outcome(reader: &mut Reader<'_, '_>, of: EntryId, outcome: &Fields) -> Tera {
    let renderer = reader.renderer;
    let body = prose_of(outcome, "text").map(|text| reader.shifted(of, text, false, 2));
    let mut steps = Vec::new();
    for item in outcome.list("steps") {
        if let Value::Markdown(prose) = &item.value {
            let html = reader.shifted(of, prose, false, 3);
            steps.push(map! { "text": safe(&html) });
        }
    }
    let one = |key: &str| match outcome.get(key) {
        Some(Value::Reference(reference)) => frame::to_entry(renderer, reference),
        _ => Tera::none(),
    };
    map! {
        "id": outcome.text("id").unwrap_or_default(),
        "title": outcome.text("title").unwrap_or_default(),
        "body": safe(&body.unwrap_or_default()),
        "steps": steps,
        "contacts": links(renderer, outcome, "contacts"),
        "templates": links(renderer, outcome, "templates"),
        "checklists": links(renderer, outcome, "checklists"),
        "forum": one("forum"),
        "process": one("process"),
        "lead_time": outcome.text("lead_time").unwrap_or_default(),
        "decided_by": links(renderer, outcome, "decided_by"),
        "advised_by": links(renderer, outcome, "advised_by"),
        "laws": links(renderer, outcome, "law_refs"),
    }
}

fn links(renderer: &Renderer<'_>, fields: &Fields, key: &str) -> Vec<Tera> {
    frame::to_entries(renderer, fields.list(key))
}
