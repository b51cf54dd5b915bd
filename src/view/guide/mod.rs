//! A guide as something that can be walked: questions, answers, outcomes, and the rules between.
//!
//! Rules are read once, with the dated values of the day in them, so that the proof, the page and
//! the script in the browser stand on the same data.

pub(crate) mod rule;
pub(crate) mod walk;
pub(crate) mod words;

use crate::diagnostic::Span;
use crate::handbook::Handbook;
use crate::kind::condition::Condition;
use crate::kind::entry::Entry;
use crate::kind::value::{Fields, Spanned, Value};
use crate::view::keys::{
    GUIDE_OUTCOMES, GUIDE_QUESTIONS, GUIDE_START, OPTION_ALONE, OPTION_GOTO, OPTION_ID,
    OPTION_LABEL, OPTION_WHEN, OPTIONS, OUTCOME_ID, OUTCOME_TITLE, QUESTION_ID, QUESTION_OTHERWISE,
    QUESTION_SHOWN, QUESTION_TITLE, QUESTION_TYPE,
};
use rule::{Issue, Rule};

/// A guide.
#[derive(Debug)]
pub(crate) struct Guide<'h> {
    /// Where it begins in its file.
    pub(crate) span: Span,
    /// The first question, when there is one of that name.
    pub(crate) start: Option<Node>,
    /// In the order of the file.
    pub(crate) questions: Vec<Question<'h>>,
    /// In the order of the file.
    pub(crate) outcomes: Vec<Outcome<'h>>,
    /// What cannot be understood in its rules.
    pub(crate) issues: Vec<Issue>,
}

/// A place in a guide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Node {
    /// A question, by its place in the list.
    Question(usize),
    /// An outcome, by its place in the list.
    Outcome(usize),
}

/// A question.
#[derive(Debug)]
pub(crate) struct Question<'h> {
    pub(crate) id: &'h str,
    pub(crate) title: &'h str,
    pub(crate) answers: Answers,
    pub(crate) fields: &'h Fields,
    pub(crate) span: Span,
    /// When it is asked at all.
    pub(crate) shown: Option<Rule>,
    /// Where the way leads when it is not.
    pub(crate) otherwise: Option<Node>,
    pub(crate) options: Vec<Choice<'h>>,
    /// For amounts and dates: where the answer to some rule of the guide changes, in order.
    pub(crate) cuts: Vec<i64>,
}

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answers {
    /// By one of the options.
    One,
    /// By one or more of them.
    Several,
    /// By an amount, counted in öre.
    Amount,
    /// By a day, counted from 1 January 1970.
    Day,
}

/// An option of a question.
#[derive(Debug)]
pub(crate) struct Choice<'h> {
    pub(crate) id: &'h str,
    pub(crate) label: &'h str,
    pub(crate) fields: &'h Fields,
    pub(crate) span: Span,
    /// When it can be chosen, or, for amounts and dates, what it holds for.
    pub(crate) when: Option<Rule>,
    pub(crate) goto: Option<Node>,
    /// Whether it excludes the others.
    pub(crate) alone: bool,
}

/// Where a guide ends.
#[derive(Debug)]
pub(crate) struct Outcome<'h> {
    pub(crate) id: &'h str,
    pub(crate) title: &'h str,
    pub(crate) fields: &'h Fields,
    pub(crate) span: Span,
}

impl Answers {
    /// Whether the answer is a number on a scale.
    pub(crate) const fn measured(self) -> bool {
        matches!(self, Self::Amount | Self::Day)
    }

    /// The least answer.
    pub(crate) const fn least(self) -> i64 {
        match self {
            Self::Day => i64::MIN,
            Self::Amount | Self::One | Self::Several => 0,
        }
    }
}

impl<'h> Guide<'h> {
    /// Reads a guide on the handbook's day.
    pub(crate) fn read(handbook: &Handbook, entry: &'h Entry) -> Self {
        let questions: Vec<_> = groups(GUIDE_QUESTIONS.of(entry)).collect();
        let outcomes: Vec<_> = groups(GUIDE_OUTCOMES.of(entry)).collect();
        let mut guide = Self {
            span: entry.span,
            start: None,
            questions: questions.iter().map(|(fields, span)| question(fields, *span)).collect(),
            outcomes: outcomes.iter().map(|(fields, span)| outcome(fields, *span)).collect(),
            issues: Vec::new(),
        };
        guide.start = GUIDE_START.of(entry).and_then(|id| guide.node(id));
        for at in 0..guide.questions.len() {
            guide.connect(handbook, at);
        }
        guide.cut();
        guide
    }

    /// The question or outcome with that id.
    pub(crate) fn node(&self, id: &str) -> Option<Node> {
        let question = self.questions.iter().position(|question| question.id == id);
        let outcome = || self.outcomes.iter().position(|outcome| outcome.id == id);
        question.map(Node::Question).or_else(|| outcome().map(Node::Outcome))
    }

    /// The id and the words of a place.
    pub(crate) fn named(&self, node: Node) -> (&'h str, &'h str) {
        match node {
            Node::Question(at) => self.questions.get(at).map(|found| (found.id, found.title)),
            Node::Outcome(at) => self.outcomes.get(at).map(|found| (found.id, found.title)),
        }
        .unwrap_or_default()
    }

    /// Reads the rules of a question, and where its options lead.
    fn connect(&mut self, handbook: &Handbook, at: usize) {
        let mut issues = Vec::new();
        let Some(found) = self.questions.get(at) else { return };
        let mut rule = |condition: Option<&Condition>| {
            let understood = issues.len();
            let rule = rule::read(handbook, self, condition?, &mut issues);
            // Half a rule would hold where the whole one does not.
            Some(if issues.len() == understood { rule } else { Rule::Never })
        };
        let shown = rule(QUESTION_SHOWN.within(found.fields));
        let otherwise = QUESTION_OTHERWISE.within(found.fields).and_then(|id| self.node(id));
        let options: Vec<(Option<Rule>, Option<Node>)> = found
            .options
            .iter()
            .map(|option| {
                let goto = OPTION_GOTO.within(option.fields).and_then(|id| self.node(id));
                (rule(OPTION_WHEN.within(option.fields)), goto)
            })
            .collect();
        self.issues.extend(issues);
        let Some(question) = self.questions.get_mut(at) else { return };
        (question.shown, question.otherwise) = (shown, otherwise);
        for (option, (when, goto)) in question.options.iter_mut().zip(options) {
            (option.when, option.goto) = (when, goto);
        }
    }

    /// Every rule of the guide.
    pub(crate) fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.questions.iter().flat_map(|question| {
            question.shown.iter().chain(question.options.iter().flat_map(|o| o.when.iter()))
        })
    }

    /// Finds where the rules cut the scales.
    fn cut(&mut self) {
        let mut cuts = Vec::new();
        for rule in self.rules() {
            rule.each(&mut |test| {
                if let Rule::Number { question, sign, limit } = test {
                    cuts.push((*question, sign.cut(limit.at)));
                }
            });
        }
        cuts.sort_unstable();
        cuts.dedup();
        for (question, cut) in cuts {
            if let Some(question) = self.questions.get_mut(question)
                && cut > question.answers.least()
            {
                question.cuts.push(cut);
            }
        }
    }
}

/// The groups of a list, with their places.
fn groups(list: Option<&[Spanned<Value>]>) -> impl Iterator<Item = (&Fields, Span)> {
    list.unwrap_or_default().iter().filter_map(|item| match &item.value {
        Value::Object(fields) => Some((fields, item.span)),
        _ => None,
    })
}

fn question(fields: &Fields, span: Span) -> Question<'_> {
    let answers = match QUESTION_TYPE.within(fields) {
        Some("flera") => Answers::Several,
        Some("belopp") => Answers::Amount,
        Some("datum") => Answers::Day,
        _ => Answers::One,
    };
    let choice = |(fields, span)| Choice {
        id: OPTION_ID.within(fields).unwrap_or_default(),
        label: OPTION_LABEL.within(fields).unwrap_or_default(),
        fields,
        span,
        when: None,
        goto: None,
        alone: OPTION_ALONE.within(fields).unwrap_or(false),
    };
    Question {
        id: QUESTION_ID.within(fields).unwrap_or_default(),
        title: QUESTION_TITLE.within(fields).unwrap_or_default(),
        answers,
        fields,
        span,
        shown: None,
        otherwise: None,
        options: groups(OPTIONS.within(fields)).map(choice).collect(),
        cuts: Vec::new(),
    }
}

fn outcome(fields: &Fields, span: Span) -> Outcome<'_> {
    Outcome {
        id: OUTCOME_ID.within(fields).unwrap_or_default(),
        title: OUTCOME_TITLE.within(fields).unwrap_or_default(),
        fields,
        span,
    }
}
