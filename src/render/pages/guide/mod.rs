//! The page of a guide: every question and outcome with its address, and a drawing of the ways.

mod data;
mod paths;

use tera::{Context, Value as Tera};

use super::process::prose_of;
use crate::handbook::EntryId;
use crate::kind::value::{Fields, Value};
use crate::render::context::{map, safe};
use crate::render::flow::{Edge, Flow, Kind as Shape, Node as Shown, svg};
use crate::render::links::Reader;
use crate::render::theme::Words;
use crate::render::{Renderer, frame};
use crate::view::guide::rule::Rule;
use crate::view::guide::walk::walk;
use crate::view::guide::{Answers, Choice, Guide, Node, Outcome, Question, words};
use crate::view::keys::{
    OPTION_HINT, OUTCOME_UNDECIDED, PART_HELP, PART_LABEL, QUESTION_PARTS, QUESTION_TYPE,
};
use crate::view::matrix::objects;

/// Fields that the template shows itself.
const OWN: [&str; 6] = ["start", "facts", "note", "questions", "outcomes", "print_view"];

pub(super) fn context(renderer: &Renderer<'_>, path: &str, id: EntryId) -> Context {
    let entry = renderer.handbook.entry(id);
    let guide = Guide::read(renderer.handbook, entry);
    let walk = walk(&guide);
    let page = Page { renderer, guide: &guide, of: id };
    let mut reader = Reader::new(renderer, path);
    reader.about(id);
    let questions: Vec<Tera> =
        (0..guide.questions.len()).filter_map(|at| page.question(&mut reader, at)).collect();
    let outcomes: Vec<Tera> =
        guide.outcomes.iter().map(|found| outcome(&mut reader, id, found)).collect();
    let mut context = super::entry::context_with(&mut reader, path, id, &OWN);
    let start = guide.start.map_or("", |start| guide.named(start).0);
    context.insert_value("start", start.into());
    context.insert_value("questions", questions.into());
    context.insert_value("outcomes", outcomes.into());
    context.insert_value("flow_svg", safe(&svg(&flow(&guide, &entry.title, renderer.t()))));
    context.insert_value("data", data::context(renderer, path, id, &guide, &walk));
    context.insert_value("paths", paths::context(renderer, &guide, &walk));
    context
}

struct Page<'p, 'r, 'h> {
    renderer: &'p Renderer<'r>,
    guide: &'p Guide<'h>,
    of: EntryId,
}

impl Page<'_, '_, '_> {
    /// A place in the guide: where it is and what it says.
    fn place(&self, node: Option<Node>) -> Tera {
        let Some(node) = node else { return Tera::none() };
        let (id, title) = self.guide.named(node);
        let kind = if matches!(node, Node::Outcome(_)) { "outcome" } else { "question" };
        map! { "id": id, "title": title, "kind": kind }
    }

    fn question(&self, reader: &mut Reader<'_, '_>, at: usize) -> Option<Tera> {
        let question = self.guide.questions.get(at)?;
        let fields = question.fields;
        let help = prose_of(fields, "help").map(|help| reader.shifted(self.of, help, false, 2));
        let options: Vec<Tera> =
            question.options.iter().map(|found| self.option(at, found)).collect();
        let parts = objects(QUESTION_PARTS.within(fields).unwrap_or_default()).map(|part| {
            map! {
                "label": PART_LABEL.within(part).unwrap_or_default(),
                "help": PART_HELP.within(part).unwrap_or_default(),
            }
        });
        let shown = question.shown.as_ref();
        Some(map! {
            "id": question.id,
            "number": at as i64 + 1,
            "title": question.title,
            "help": safe(&help.unwrap_or_default()),
            "type": QUESTION_TYPE.within(fields).unwrap_or_default(),
            "several": question.answers == Answers::Several,
            "parts": parts.collect::<Vec<Tera>>(),
            "shown": shown.map_or_else(String::new, |rule| self.words(rule)),
            "otherwise": self.place(question.otherwise.filter(|_| shown.is_some())),
            "options": options,
            "laws": links(self.renderer, fields, "law_refs"),
            "from": self.from(Node::Question(at)),
        })
    }

    fn words(&self, rule: &Rule) -> String {
        words::rule(self.guide, rule, self.renderer.lang)
    }

    fn option(&self, at: usize, option: &Choice<'_>) -> Tera {
        let holds = |rule: &Rule| {
            let stretch = words::stretch(self.guide, at, rule, self.renderer.lang);
            stretch.unwrap_or_else(|| self.words(rule))
        };
        map! {
            "id": option.id,
            "label": option.label,
            "hint": OPTION_HINT.within(option.fields).unwrap_or_default(),
            "when": option.when.as_ref().map_or_else(String::new, holds),
            "alone": option.alone,
            "target": self.place(option.goto),
            "adds": links(self.renderer, option.fields, "adds"),
        }
    }

    /// The questions that lead to a place.
    fn from(&self, node: Node) -> Vec<Tera> {
        let leads = |question: &&Question<'_>| {
            question.options.iter().any(|option| option.goto == Some(node))
        };
        let from = self.guide.questions.iter().filter(leads);
        from.map(|question| map! { "text": question.title, "id": question.id }).collect()
    }
}

fn flow(guide: &Guide<'_>, title: &str, words: &Words) -> Flow {
    let node = |id: &str, title: &str, number: Option<usize>, kind: Shape| Shown {
        id: id.to_owned(),
        title: title.to_owned(),
        number,
        kind,
        href: format!("#{id}"),
    };
    let questions = guide
        .questions
        .iter()
        .enumerate()
        .map(|(at, question)| node(question.id, question.title, Some(at + 1), Shape::Decision));
    let outcomes =
        guide.outcomes.iter().map(|found| node(found.id, found.title, None, Shape::Outcome));
    let edge = |from: &str, to: Node, label: &str| Edge {
        from: from.to_owned(),
        to: guide.named(to).0.to_owned(),
        label: label.to_owned(),
    };
    let mut edges = Vec::new();
    for question in &guide.questions {
        for option in &question.options {
            edges.extend(option.goto.map(|to| edge(question.id, to, option.label)));
        }
        let passed = question.otherwise.filter(|_| question.shown.is_some());
        edges.extend(passed.map(|to| edge(question.id, to, words.get("guide_passed"))));
    }
    Flow {
        id: "_flode".to_owned(),
        title: title.to_owned(),
        description: String::new(),
        nodes: questions.chain(outcomes).collect(),
        edges,
    }
}

fn outcome(reader: &mut Reader<'_, '_>, of: EntryId, found: &Outcome<'_>) -> Tera {
    let (renderer, outcome) = (reader.renderer, found.fields);
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
        "id": found.id,
        "title": found.title,
        "body": safe(&body.unwrap_or_default()),
        "steps": steps,
        "contacts": links(renderer, outcome, "contacts"),
        "templates": links(renderer, outcome, "templates"),
        "checklists": links(renderer, outcome, "checklists"),
        "forum": one("forum"),
        "process": one("process"),
        "lead_time": outcome.text("lead_time").unwrap_or_default(),
        "decided_by": links(renderer, outcome, "decided_by"),
        "no_decision": OUTCOME_UNDECIDED.within(outcome).unwrap_or(false),
        "advised_by": links(renderer, outcome, "advised_by"),
        "laws": links(renderer, outcome, "law_refs"),
    }
}

fn links(renderer: &Renderer<'_>, fields: &Fields, key: &str) -> Vec<Tera> {
    frame::to_entries(renderer, fields.list(key))
}
