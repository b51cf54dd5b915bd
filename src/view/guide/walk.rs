//! Every path through a guide.
//!
//! Answers that lead to the same place, and that no rule tells apart, are one branch: the walk is
//! exact, and a guide of thousands of paths stays a list that people can read.

use std::collections::{BTreeMap, BTreeSet};

use super::rule::Rule;
use super::{Answers, Guide, Node, Question};

/// Beyond this nobody can check the guide.
const MAX_ROUTES: usize = 2000;
/// The most options that can be combined.
const MAX_COMBINED: usize = 10;

/// An answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Given {
    /// An option.
    One(usize),
    /// Several options, a bit for each.
    Several(u32),
    /// An amount or day. In a walk it stands for all of its piece of the scale.
    Number(i64),
}

/// Answers that lead the same way.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) question: usize,
    pub(crate) answers: Vec<Given>,
}

/// A path from the start to an outcome.
#[derive(Debug)]
pub(crate) struct Route {
    pub(crate) steps: Vec<Step>,
    pub(crate) outcome: usize,
    /// How many combinations of answers take it.
    pub(crate) paths: u64,
}

/// What is wrong on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fault {
    /// No option can be chosen.
    DeadEnd { question: usize },
    /// No option holds from this number on.
    Gap { question: usize, from: i64 },
    /// Two options hold from this number on.
    Overlap { question: usize, from: i64, options: (usize, usize) },
    /// The options can be combined in too many ways.
    TooManyOptions { question: usize },
    /// There are more paths than anybody can check.
    TooManyRoutes,
}

/// All that a walk finds.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    pub(crate) routes: Vec<Route>,
    pub(crate) faults: BTreeSet<Fault>,
    /// Where somebody can come.
    pub(crate) reached: BTreeSet<Node>,
    /// What somebody can choose: question and option.
    pub(crate) chosen: BTreeSet<(usize, usize)>,
}

struct Branch {
    answers: Vec<Given>,
    goto: Option<Node>,
}

impl Given {
    /// Whether the option was chosen.
    pub(crate) const fn chose(self, option: usize) -> bool {
        match self {
            Self::One(at) => at == option,
            Self::Several(bits) => option < 32 && bits >> option & 1 == 1,
            Self::Number(_) => false,
        }
    }
}

impl Walk {
    /// The combinations of answers on all routes.
    pub(crate) fn paths(&self) -> u64 {
        self.routes.iter().map(|route| route.paths).fold(0, u64::saturating_add)
    }
}

/// Walks a guide without rings.
pub(crate) fn walk(guide: &Guide<'_>) -> Walk {
    let mut walker = Walker {
        guide,
        tests: tests(guide),
        given: vec![None; guide.questions.len()],
        steps: Vec::new(),
        found: Walk::default(),
    };
    if let Some(start) = guide.start {
        walker.visit(start);
    }
    walker.found
}

/// The tests about each question, wherever they stand.
fn tests<'g>(guide: &'g Guide<'_>) -> Vec<Vec<&'g Rule>> {
    let mut tests = vec![Vec::new(); guide.questions.len()];
    for rule in guide.rules() {
        rule.each(&mut |test| {
            if let Some(tests) = test.question().and_then(|at| tests.get_mut(at))
                && !tests.contains(&test)
            {
                tests.push(test);
            }
        });
    }
    tests
}

struct Walker<'g, 'h> {
    guide: &'g Guide<'h>,
    tests: Vec<Vec<&'g Rule>>,
    given: Vec<Option<Given>>,
    steps: Vec<Step>,
    found: Walk,
}

impl Walker<'_, '_> {
    fn visit(&mut self, node: Node) {
        if self.found.routes.len() >= MAX_ROUTES {
            self.found.faults.insert(Fault::TooManyRoutes);
            return;
        }
        let at = match node {
            Node::Question(at) => at,
            Node::Outcome(outcome) => {
                self.found.reached.insert(node);
                let sizes = self.steps.iter().map(|step| step.answers.len() as u64);
                let paths = sizes.fold(1, u64::saturating_mul);
                self.found.routes.push(Route { steps: self.steps.clone(), outcome, paths });
                return;
            }
        };
        let Some(question) = self.guide.questions.get(at) else { return };
        if question.shown.as_ref().is_some_and(|shown| !shown.holds(&self.given)) {
            if let Some(otherwise) = question.otherwise {
                self.visit(otherwise);
            }
            return;
        }
        self.found.reached.insert(node);
        for branch in self.branches(at, question) {
            let (Some(goto), Some(first)) = (branch.goto, branch.answers.first().copied()) else {
                continue;
            };
            self.given[at] = Some(first);
            self.steps.push(Step { question: at, answers: branch.answers });
            self.visit(goto);
            self.steps.pop();
            self.given[at] = None;
        }
    }

    /// The ways on from a question, after the answers so far.
    fn branches(&mut self, at: usize, question: &Question<'_>) -> Vec<Branch> {
        match question.answers {
            Answers::One => self.choices(at, question),
            Answers::Several => self.combinations(at, question),
            Answers::Amount | Answers::Day => self.pieces(at, question),
        }
    }

    fn choices(&mut self, at: usize, question: &Question<'_>) -> Vec<Branch> {
        let free = self.free(at, question);
        let answers = free.iter().map(|option| {
            (Given::One(*option), question.options.get(*option).and_then(|found| found.goto))
        });
        self.merged(at, answers.collect())
    }

    /// The options that can be chosen now.
    fn free(&mut self, at: usize, question: &Question<'_>) -> Vec<usize> {
        let options = question.options.iter().enumerate();
        let free: Vec<usize> = options
            .filter(|(_, option)| option.when.as_ref().is_none_or(|when| when.holds(&self.given)))
            .map(|(number, _)| number)
            .collect();
        if free.is_empty() && !question.options.is_empty() {
            self.found.faults.insert(Fault::DeadEnd { question: at });
        }
        self.found.chosen.extend(free.iter().map(|option| (at, *option)));
        free
    }

    /// Several options: where the first chosen one leads.
    fn combinations(&mut self, at: usize, question: &Question<'_>) -> Vec<Branch> {
        let free = self.free(at, question);
        if question.options.len() > MAX_COMBINED {
            self.found.faults.insert(Fault::TooManyOptions { question: at });
            return Vec::new();
        }
        let answers = combinations(question, &free).map(|bits| {
            let first = question.options.get(bits.trailing_zeros() as usize);
            (Given::Several(bits), first.and_then(|option| option.goto))
        });
        let answers = answers.collect();
        self.merged(at, answers)
    }

    /// Answers that lead to the same place and that no rule tells apart, as one.
    fn merged(&mut self, at: usize, answers: Vec<(Given, Option<Node>)>) -> Vec<Branch> {
        let mut branches: Vec<Branch> = Vec::new();
        let mut known: BTreeMap<(Option<Node>, Vec<bool>), usize> = BTreeMap::new();
        for (answer, goto) in answers {
            self.given[at] = Some(answer);
            let told = self.tests[at].iter().map(|test| test.holds(&self.given)).collect();
            self.given[at] = None;
            let place = *known.entry((goto, told)).or_insert(branches.len());
            match branches.get_mut(place) {
                Some(branch) => branch.answers.push(answer),
                None => branches.push(Branch { answers: vec![answer], goto }),
            }
        }
        branches
    }

    /// The pieces of a scale, each with the option that holds there.
    fn pieces(&mut self, at: usize, question: &Question<'_>) -> Vec<Branch> {
        let mut branches = Vec::new();
        let starts = std::iter::once(question.answers.least()).chain(question.cuts.iter().copied());
        for from in starts {
            let answer = Given::Number(from);
            self.given[at] = Some(answer);
            let options = question.options.iter().enumerate();
            let mut holding = options.filter(|(_, option)| {
                option.when.as_ref().is_none_or(|when| when.holds(&self.given))
            });
            match (holding.next(), holding.next()) {
                (None, _) => {
                    self.found.faults.insert(Fault::Gap { question: at, from });
                }
                (Some((first, _)), Some((second, _))) => {
                    let options = (first, second);
                    self.found.faults.insert(Fault::Overlap { question: at, from, options });
                }
                (Some((number, option)), None) => {
                    self.found.chosen.insert((at, number));
                    branches.push(Branch { answers: vec![answer], goto: option.goto });
                }
            }
            self.given[at] = None;
        }
        branches
    }
}

/// The ways in which these options can be chosen together.
fn combinations<'q>(question: &'q Question<'_>, free: &[usize]) -> impl Iterator<Item = u32> + 'q {
    let alone = |option: usize| question.options.get(option).is_some_and(|found| found.alone);
    let bits =
        |options: &mut dyn Iterator<Item = usize>| options.fold(0, |bits, at| bits | 1 << at);
    let usable = bits(&mut free.iter().copied());
    let excluding = bits(&mut free.iter().copied().filter(|option| alone(*option)));
    (1..1_u32 << question.options.len().min(MAX_COMBINED)).filter(move |chosen| {
        chosen & !usable == 0 && (chosen & excluding == 0 || chosen.is_power_of_two())
    })
}

/// How many answers a question of options has, when all of them can be chosen.
pub(crate) fn possible(question: &Question<'_>) -> u64 {
    let all: Vec<usize> = (0..question.options.len().min(MAX_COMBINED)).collect();
    match question.answers {
        Answers::Several => combinations(question, &all).count() as u64,
        Answers::One | Answers::Amount | Answers::Day => question.options.len() as u64,
    }
}
