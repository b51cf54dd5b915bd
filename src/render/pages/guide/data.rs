//! What the script of a guide needs to know: the same questions, rules and outcomes as on the page.

use serde_json::{Map, Value as Json, json};
use tera::Value as Tera;

use crate::handbook::EntryId;
use crate::kind::entry::Entry;
use crate::kind::value::{Fields, Value};
use crate::parse::reference::Reference;
use crate::render::{Renderer, VERSION, address, context, frame, value};
use crate::view::dated;
use crate::view::guide::rule::Rule;
use crate::view::guide::walk::Walk;
use crate::view::guide::{Answers, Choice, Guide, Node, Outcome};
use crate::view::keys::{
    GUIDE_NOTE, GUIDE_RULE, NOTE_HELP, NOTE_ID, NOTE_LABEL, NOTE_LONG, NOTE_OUTCOMES, OPTION_ADDS,
    OPTION_HINT, OUTCOME_UNDECIDED, PART_HELP, PART_ID, PART_LABEL, QUESTION_PARTS,
    QUESTION_THRESHOLD, VALUE_LEGAL, VALUE_OPERATOR, VALUE_UNIT,
};
use crate::view::matrix::objects;

/// The form of the data; links and saved notes name it.
const FORMAT: i64 = 1;

/// The data for the script's element.
pub(super) fn context(
    renderer: &Renderer<'_>,
    path: &str,
    id: EntryId,
    guide: &Guide<'_>,
    walk: &Walk,
) -> Tera {
    let left = left(guide, walk);
    let data = Data { renderer, root: address::root(path), guide, left };
    let entry = renderer.handbook.entry(id);
    let body = json!({
        "start": guide.start.map_or("", |start| guide.named(start).0),
        "questions": (0..guide.questions.len()).filter_map(|at| data.question(at)).collect::<Json>(),
        "outcomes": guide.outcomes.iter().map(|found| data.outcome(found)).collect::<Json>(),
        "note": objects(GUIDE_NOTE.of(entry).unwrap_or_default()).map(note).collect::<Json>(),
    });
    // What a link or a saved note was made with: it changes whenever the guide does.
    let version = blake3::hash(body.to_string().as_bytes()).to_hex();
    let settings = &renderer.handbook.settings;
    let all = json!({
        "format": FORMAT,
        "lang": renderer.lang.tag(),
        "id": entry.id,
        "title": entry.title,
        "version": &version[..8],
        "reviewed": entry.fields.get("reviewed_on").map(crate::kind::condition::word_of),
        "handbook": {
            "name": settings.text("name"),
            "organisation": settings.text("organisation"),
            "date": renderer.handbook.today.to_string(),
            "version": VERSION,
        },
        "values": data.values(entry),
        "guide": body,
        "words": words(renderer),
    });
    context::data(&all)
}

/// The words that the script shows.
fn words(renderer: &Renderer<'_>) -> Json {
    let mut words = Map::new();
    for prefix in ["stepper_", "note_"] {
        let found = renderer.t().beginning(prefix).into_iter();
        words.extend(found.map(|(key, text)| (format!("{prefix}{key}"), json!(text))));
    }
    words.into()
}

fn note(field: &Fields) -> Json {
    let outcomes = NOTE_OUTCOMES.within(field).unwrap_or_default().iter();
    json!({
        "id": NOTE_ID.within(field),
        "label": NOTE_LABEL.within(field),
        "help": NOTE_HELP.within(field),
        "long": NOTE_LONG.within(field).unwrap_or(false),
        "outcomes": outcomes.map(|item| json!(crate::kind::condition::word_of(&item.value))).collect::<Json>(),
    })
}

struct Data<'d, 'r, 'h> {
    renderer: &'d Renderer<'r>,
    root: String,
    guide: &'d Guide<'h>,
    left: Vec<usize>,
}

/// How many questions there are at most from each one on, itself among them.
fn left(guide: &Guide<'_>, walk: &Walk) -> Vec<usize> {
    let mut left = vec![1; guide.questions.len()];
    for route in &walk.routes {
        for (at, step) in route.steps.iter().enumerate() {
            if let Some(most) = left.get_mut(step.question) {
                *most = (*most).max(route.steps.len() - at);
            }
        }
    }
    left
}

impl Data<'_, '_, '_> {
    fn node(&self, node: Option<Node>) -> Json {
        node.map_or(Json::Null, |node| json!(self.guide.named(node).0))
    }

    fn id(&self, question: usize) -> &str {
        self.guide.questions.get(question).map_or("", |question| question.id)
    }

    fn question(&self, at: usize) -> Option<Json> {
        let question = self.guide.questions.get(at)?;
        let threshold = QUESTION_THRESHOLD.within(question.fields);
        let part = |part: &Fields| {
            json!({
                "id": PART_ID.within(part),
                "label": PART_LABEL.within(part),
                "help": PART_HELP.within(part),
            })
        };
        Some(json!({
            "id": question.id,
            "title": question.title,
            "left": self.left.get(at),
            "answers": match question.answers {
                Answers::One => "one",
                Answers::Several => "several",
                Answers::Amount => "amount",
                Answers::Day => "day",
            },
            "shown": question.shown.as_ref().map(|rule| self.rule(rule)),
            "otherwise": self.node(question.otherwise),
            "threshold": threshold.map(|value| &value.id),
            "parts": objects(QUESTION_PARTS.within(question.fields).unwrap_or_default()).map(part).collect::<Json>(),
            "options": question.options.iter().map(|found| self.option(found)).collect::<Json>(),
            "laws": self.links(question.fields, "law_refs"),
        }))
    }

    fn option(&self, option: &Choice<'_>) -> Json {
        let adds = OPTION_ADDS.within(option.fields).unwrap_or_default().iter();
        json!({
            "id": option.id,
            "label": option.label,
            "hint": OPTION_HINT.within(option.fields),
            "when": option.when.as_ref().map(|rule| self.rule(rule)),
            "goto": self.node(option.goto),
            "alone": option.alone,
            "adds": adds.filter_map(|item| match &item.value {
                Value::Reference(reference) => self.link(reference),
                _ => None,
            }).collect::<Json>(),
        })
    }

    fn rule(&self, rule: &Rule) -> Json {
        let several = |parts: &[Rule]| parts.iter().map(|part| self.rule(part)).collect::<Json>();
        match rule {
            Rule::All(parts) => json!({ "all": several(parts) }),
            Rule::Any(parts) => json!({ "any": several(parts) }),
            Rule::Not(part) => json!({ "not": self.rule(part) }),
            Rule::Never => json!({ "any": [] }),
            Rule::Answered { question } => json!({ "question": self.id(*question), "given": true }),
            Rule::Chosen { question, options } => {
                let found = self.guide.questions.get(*question);
                let ids = options.iter().filter_map(|at| Some(found?.options.get(*at)?.id));
                json!({ "question": self.id(*question), "in": ids.collect::<Json>() })
            }
            Rule::Number { question, sign, limit } => {
                let value = limit.value.map(|value| &self.renderer.handbook.entry(value).id);
                json!({
                    "question": self.id(*question),
                    "sign": sign.id(),
                    "value": value,
                    "at": if value.is_some() { Json::Null } else { json!(limit.at) },
                })
            }
        }
    }

    fn outcome(&self, outcome: &Outcome<'_>) -> Json {
        let fields = outcome.fields;
        json!({
            "id": outcome.id,
            "title": outcome.title,
            "contacts": self.links(fields, "contacts"),
            "decided_by": self.links(fields, "decided_by"),
            "no_decision": OUTCOME_UNDECIDED.within(fields).unwrap_or(false),
            "advised_by": self.links(fields, "advised_by"),
            "forum": self.links(fields, "forum"),
            "process": self.links(fields, "process"),
            "lead_time": fields.text("lead_time"),
            "templates": self.links(fields, "templates"),
            "checklists": self.links(fields, "checklists"),
            "laws": self.links(fields, "law_refs"),
        })
    }

    fn links(&self, fields: &Fields, key: &str) -> Json {
        let items = match fields.get(key) {
            Some(Value::Reference(reference)) => vec![reference],
            Some(Value::List(items)) => items
                .iter()
                .filter_map(|item| match &item.value {
                    Value::Reference(reference) => Some(reference),
                    _ => None,
                })
                .collect(),
            _ => Vec::new(),
        };
        items.into_iter().filter_map(|reference| self.link(reference)).collect()
    }

    /// A link with what kind of entry it leads to; none when the readers may not see that.
    fn link(&self, reference: &Reference) -> Option<Json> {
        let handbook = self.renderer.handbook;
        let id = handbook.entry_of(reference)?;
        let kind = handbook.kind_of(handbook.entry(id));
        let item = reference.item.as_deref();
        Some(json!({
            "kind": kind.id,
            "plural": kind.plural.get(self.renderer.lang),
            "text": value::title(handbook, id, item),
            "href": format!("{}{}", self.root, self.renderer.addresses.href(id, item)),
        }))
    }

    /// The dated values that the guide decides by, with what they say now and later.
    fn values(&self, guide: &Entry) -> Json {
        let handbook = self.renderer.handbook;
        let mut ids: Vec<EntryId> = Vec::new();
        let mut add = |id: Option<EntryId>| ids.extend(id.filter(|id| !ids.contains(id)));
        add(GUIDE_RULE.of(guide).and_then(|value| handbook.entry_of(value)));
        for question in &self.guide.questions {
            let threshold = QUESTION_THRESHOLD.within(question.fields);
            add(threshold.and_then(|value| handbook.entry_of(value)));
        }
        for rule in self.guide.rules() {
            rule.each(&mut |test| {
                if let Rule::Number { limit, .. } = test {
                    add(limit.value);
                }
            });
        }
        let values = ids.into_iter().map(|id| (handbook.entry(id).id.clone(), self.value(id)));
        values.collect::<Map<_, _>>().into()
    }

    fn value(&self, id: EntryId) -> Json {
        let handbook = self.renderer.handbook;
        let entry = handbook.entry(id);
        let choice = |key: &str| {
            let chosen = entry.fields.text(key)?;
            let choice = handbook.kind_of(entry).field(key)?.choice(chosen)?;
            Some(choice.label.get(self.renderer.lang).to_owned())
        };
        let current = dated::figures(entry).into_iter().filter(|figure| {
            figure.amount.is_some() && figure.to.is_none_or(|to| to >= handbook.today)
        });
        let periods = current.map(|figure| {
            json!({
                "from": figure.from.map(|day| day.to_string()),
                "to": figure.to.map(|day| day.to_string()),
                "amount": figure.amount,
                "words": figure.words(self.renderer.lang),
                "checked": figure.checked.map(|day| day.to_string()),
            })
        });
        let sources = frame::sources(self.renderer, entry).into_iter().filter_map(|source| {
            let map = source.into_map()?;
            map.get(&"text".into()).and_then(Tera::as_str).map(str::to_owned)
        });
        json!({
            "title": entry.title,
            "href": format!("{}{}", self.root, self.renderer.addresses.href(id, None)),
            "unit": VALUE_UNIT.of(entry),
            "rule": VALUE_OPERATOR.of(entry).and_then(|_| choice(VALUE_OPERATOR.field)),
            "legal": VALUE_LEGAL.of(entry).and_then(|_| choice(VALUE_LEGAL.field)),
            "periods": periods.collect::<Json>(),
            "sources": sources.collect::<Vec<_>>(),
        })
    }
}
