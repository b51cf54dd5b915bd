//! Guides in which a reader gets lost: every path is walked, and what is wrong on it is told at the
//! line that makes it so.

mod explained;

use super::ring::{Edges, rings};
use super::{Check, Look};
use crate::diagnostic::{Diagnostic, Span};
use crate::kind::suggest;
use crate::locale::{Lang, Text};
use crate::view::guide::rule::{Issue, Wrong};
use crate::view::guide::walk::{Fault, walk};
use crate::view::guide::{Choice, Guide, Node, Outcome, Question, words};
use crate::view::keys::{GUIDE_QUESTIONS, OUTCOME_CONTACTS, OUTCOME_DECIDERS, OUTCOME_UNDECIDED};

pub(super) const CHECK: Check = Check { run: check, explained: explained::EXPLAINED };

fn check(look: &Look<'_>) -> Vec<Diagnostic> {
    let Look { handbook, .. } = *look;
    let mut faults = Vec::new();
    for (_, entry) in handbook.of(GUIDE_QUESTIONS.kind) {
        let guide = Guide::read(handbook, entry);
        faults.extend(guide.issues.iter().filter_map(|issue| misunderstood(&guide, issue)));
        faults
            .extend(guide.questions.iter().filter(|found| found.options.is_empty()).map(no_answer));
        faults.extend(guide.outcomes.iter().flat_map(nobody));
        paths(&guide, &mut faults);
    }
    faults
}

fn paths(guide: &Guide<'_>, faults: &mut Vec<Diagnostic>) {
    let edges = edges(guide);
    let rings = rings(&edges);
    faults.extend(rings.iter().map(|(ring, span)| cycle(guide, ring, *span)));
    // Where an answer leads nowhere, or round, that is the fault: not what it fails to reach.
    let leads = |question: &Question<'_>| {
        question.options.iter().all(|option| option.goto.is_some())
            && (question.shown.is_none() || question.otherwise.is_some())
    };
    let is_sound = guide.questions.iter().all(leads);
    let Some(start) = guide.start.filter(|_| is_sound) else { return };
    let linked = linked(start, &edges);
    let every = (0..guide.questions.len()).map(Node::Question);
    let every: Vec<Node> = every.chain((0..guide.outcomes.len()).map(Node::Outcome)).collect();
    let lost = every.iter().filter(|node| !linked.contains(node));
    faults.extend(lost.map(|node| unreachable(guide, *node, false)));
    if !rings.is_empty() || !guide.issues.is_empty() {
        return;
    }
    let walk = walk(guide);
    faults.extend(walk.faults.iter().map(|fault| on_the_way(guide, *fault)));
    // What a walk that was cut short did not reach may well be reached.
    let is_whole = !walk.faults.iter().any(|fault| {
        matches!(fault, Fault::TooManyRoutes | Fault::TooManyOptions { .. } | Fault::Gap { .. })
    });
    if !is_whole {
        return;
    }
    let shut = every.iter().filter(|node| linked.contains(node) && !walk.reached.contains(node));
    faults.extend(shut.map(|node| unreachable(guide, *node, true)));
    for (at, question) in guide.questions.iter().enumerate() {
        let is_reached = walk.reached.contains(&Node::Question(at));
        let options = question.options.iter().enumerate().filter(|_| is_reached);
        let never = options.filter(|(number, _)| !walk.chosen.contains(&(at, *number)));
        faults.extend(never.map(|(_, option)| never_chosen(option)));
    }
}

fn edges(guide: &Guide<'_>) -> Edges<Node> {
    let mut edges: Edges<Node> = Edges::new();
    for (at, question) in guide.questions.iter().enumerate() {
        let place = |fields: &crate::kind::value::Fields, key: &str, whole: Span| {
            fields.spanned(key).map_or(whole, |found| found.span)
        };
        let from = edges.entry(Node::Question(at)).or_default();
        for option in &question.options {
            from.extend(option.goto.map(|to| (to, place(option.fields, "goto", option.span))));
        }
        let passed = question.otherwise.filter(|_| question.shown.is_some());
        from.extend(passed.map(|to| (to, place(question.fields, "otherwise", question.span))));
    }
    edges
}

/// What links lead to, whatever the conditions say.
fn linked(start: Node, edges: &Edges<Node>) -> std::collections::BTreeSet<Node> {
    let mut reached = std::collections::BTreeSet::from([start]);
    let mut waiting = vec![start];
    while let Some(node) = waiting.pop() {
        let next = edges.get(&node).into_iter().flatten().map(|(to, _)| *to);
        waiting.extend(next.filter(|to| reached.insert(*to)));
    }
    reached
}

fn span_of(guide: &Guide<'_>, node: Node) -> Span {
    let found = match node {
        Node::Question(at) => guide.questions.get(at).map(|question| question.span),
        Node::Outcome(at) => guide.outcomes.get(at).map(|outcome| outcome.span),
    };
    found.unwrap_or(guide.span)
}

fn unreachable(guide: &Guide<'_>, node: Node, shut: bool) -> Diagnostic {
    let (id, _) = guide.named(node);
    let (message, help) = if shut {
        (
            Text::new(
                format!("villkoren gör att ingen kommer till `{id}`"),
                format!("the conditions keep everybody from `{id}`"),
            ),
            Text::new(
                "ändra villkoren på vägen hit, eller ta bort delen",
                "change the conditions on the way here, or take the part away",
            ),
        )
    } else {
        (
            Text::new(
                format!("inget svar leder till `{id}`"),
                format!("no answer leads to `{id}`"),
            ),
            Text::new(
                "låt ett svar leda hit med `goto`, eller ta bort delen",
                "let an answer lead here by `goto`, or take the part away",
            ),
        )
    };
    Diagnostic::error("unreachable-part", span_of(guide, node), message).help(help)
}

fn never_chosen(option: &Choice<'_>) -> Diagnostic {
    let span = option.fields.spanned("when").map_or(option.span, |when| when.span);
    let message = Text::new(
        format!("svaret `{}` kan aldrig ges", option.id),
        format!("the option `{}` can never be chosen", option.id),
    );
    Diagnostic::error("unreachable-part", span, message).help(Text::new(
        "ändra villkoret, eller ta bort svaret",
        "change the condition, or take the option away",
    ))
}

fn cycle(guide: &Guide<'_>, ring: &[Node], span: Span) -> Diagnostic {
    let ids = ring.iter().chain(ring.first()).map(|node| guide.named(*node).0);
    let path = ids.collect::<Vec<_>>().join(" → ");
    let message = Text::new(
        format!("svaren går i en ring: {path}"),
        format!("the answers go in a ring: {path}"),
    );
    Diagnostic::error("guide-cycle", span, message).help(Text::new(
        "led svaret till ett resultat eller en ny fråga",
        "lead the answer to an outcome or a new question",
    ))
}

fn no_answer(question: &Question<'_>) -> Diagnostic {
    let id = question.id;
    let message = Text::new(
        format!("frågan `{id}` har inga svar"),
        format!("the question `{id}` has no answers"),
    );
    Diagnostic::error("question-without-answer", question.span, message)
        .help(Text::new("skriv minst två svar i `options`", "write at least two `options`"))
}

fn nobody(outcome: &Outcome<'_>) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    if OUTCOME_CONTACTS.within(outcome.fields).unwrap_or_default().is_empty() {
        let message = Text::new("resultatet saknar kontakt", "the outcome lacks a contact");
        let fault = Diagnostic::warning("outcome-without-contact", outcome.span, message);
        faults.push(fault.help(Text::new(
            "lägg till `contacts`, med den som kontaktas först överst",
            "add `contacts`, with the one to contact first on top",
        )));
    }
    let decided = !OUTCOME_DECIDERS.within(outcome.fields).unwrap_or_default().is_empty();
    if !decided && OUTCOME_UNDECIDED.within(outcome.fields) != Some(true) {
        let message = Text::new("resultatet saknar beslutare", "the outcome lacks a decider");
        let fault = Diagnostic::warning("outcome-without-decider", outcome.span, message);
        faults.push(fault.help(Text::new(
            "lägg till `decided_by`, eller `no_decision: true` när ingen behöver besluta",
            "add `decided_by`, or `no_decision: true` when nobody has to decide",
        )));
    }
    faults
}

/// What the walk found wrong.
fn on_the_way(guide: &Guide<'_>, fault: Fault) -> Diagnostic {
    let question = |at: usize| guide.questions.get(at);
    match fault {
        Fault::DeadEnd { question: at } => {
            let id = question(at).map_or("", |found| found.id);
            let message = Text::new(
                format!("efter vissa svar går inget svar på `{id}` att välja"),
                format!("after some answers no option of `{id}` can be chosen"),
            );
            let fault = Diagnostic::error("dead-end", span_of(guide, Node::Question(at)), message);
            fault.help(Text::new(
                "ändra ett villkor i `when`, eller lägg till ett svar utan villkor",
                "change a condition in `when`, or add an option without one",
            ))
        }
        Fault::Gap { question: at, from } => {
            let piece = piece(guide, at, from);
            let message = Text::new(
                format!("inget svar gäller {}", piece.sv),
                format!("no option holds for {}", piece.en),
            );
            let span = span_of(guide, Node::Question(at));
            Diagnostic::error("answer-gap", span, message).help(Text::new(
                "låt svarens `when` tillsammans täcka hela skalan",
                "let the options' `when` cover the whole scale together",
            ))
        }
        Fault::Overlap { question: at, from, options } => {
            overlap(guide, at, &piece(guide, at, from), options)
        }
        Fault::TooManyOptions { question: at } => {
            let message = Text::new(
                "frågan har fler svar än som går att kombinera och kontrollera",
                "the question has more options than can be combined and checked",
            );
            too_many(span_of(guide, Node::Question(at)), message)
        }
        Fault::TooManyRoutes => {
            let message = Text::new(
                "vägledningen har fler vägar än någon kan kontrollera",
                "the guide has more paths than anybody can check",
            );
            too_many(guide.span, message)
        }
    }
}

fn too_many(span: Span, message: Text) -> Diagnostic {
    Diagnostic::error("too-many-paths", span, message)
        .help(Text::new("dela upp frågan eller vägledningen", "split the question or the guide"))
}

fn piece(guide: &Guide<'_>, at: usize, from: i64) -> Text {
    guide.questions.get(at).map_or_else(
        || Text::new("", ""),
        |question| {
            Text::new(
                words::piece(question, from, Lang::Sv),
                words::piece(question, from, Lang::En),
            )
        },
    )
}

fn overlap(guide: &Guide<'_>, at: usize, piece: &Text, pair: (usize, usize)) -> Diagnostic {
    let options = guide.questions.get(at).map_or(&[][..], |found| &found.options);
    let id = |number: usize| options.get(number).map_or("", |option| option.id);
    let span = options.get(pair.1).map_or_else(
        || span_of(guide, Node::Question(at)),
        |option| option.fields.spanned("when").map_or(option.span, |when| when.span),
    );
    let (first, second) = (id(pair.0), id(pair.1));
    let message = Text::new(
        format!("`{first}` och `{second}` gäller båda {}", piece.sv),
        format!("`{first}` and `{second}` both hold for {}", piece.en),
    );
    Diagnostic::error("answer-overlap", span, message).help(Text::new(
        "låt det ena villkoret sluta där det andra börjar",
        "let the one condition end where the other begins",
    ))
}

/// A condition that cannot be understood.
fn misunderstood(guide: &Guide<'_>, issue: &Issue) -> Option<Diagnostic> {
    let fault = match &issue.what {
        Wrong::Broken => return None,
        Wrong::NoQuestion(id) => {
            let message = Text::new(
                format!("vägledningen har ingen fråga `{id}`"),
                format!("the guide has no question `{id}`"),
            );
            Diagnostic::error("unknown-answer", issue.span, message)
                .maybe_help(suggest::help(id, guide.questions.iter().map(|question| question.id)))
        }
        Wrong::NoOption { word, question } => {
            let message = Text::new(
                format!("frågan `{question}` har inget svar `{word}`"),
                format!("the question `{question}` has no option `{word}`"),
            );
            let found = guide.questions.iter().find(|found| found.id == question);
            let known: Vec<&str> = found
                .map(|found| found.options.iter().map(|option| option.id).collect())
                .unwrap_or_default();
            Diagnostic::error("unknown-answer", issue.span, message)
                .maybe_help(suggest::help(word, known))
        }
        Wrong::Kind { question } => {
            let message = Text::new(
                format!("villkoret passar inte svarstypen i `{question}`"),
                format!("the condition does not suit the answers of `{question}`"),
            );
            Diagnostic::error("bad-condition", issue.span, message).help(Text::new(
                "jämför belopp och datum med ett värde, och andra svar med ett svars-id",
                "compare amounts and dates with a value, and other answers with an option's id",
            ))
        }
        Wrong::NoLimit(words) => {
            let message = Text::new(
                format!("`{words}` är varken ett tal, ett datum eller ett värde"),
                format!("`{words}` is neither a number, a date nor a value"),
            );
            Diagnostic::error("bad-condition", issue.span, message)
                .help(Text::new("skriv till exempel `value:id`", "write `value:id`, for example"))
        }
        Wrong::NoFigure { title, rule } => no_figure(issue, title, *rule),
    };
    Some(fault)
}

/// A dated value that decides nothing today.
fn no_figure(issue: &Issue, title: &str, rule: bool) -> Diagnostic {
    let message = if rule {
        Text::new(
            format!("”{title}” säger inte på vilken sida regeln gäller"),
            format!("“{title}” does not say on which side its rule holds"),
        )
    } else {
        Text::new(
            format!("värdet ”{title}” har inget tal som gäller i dag"),
            format!("the value “{title}” has no number that is in force today"),
        )
    };
    Diagnostic::warning("value-not-in-force", issue.span, message).help(Text::new(
        "komplettera värdet: `operator`, och en period som gäller nu",
        "complete the value: `operator`, and a period that holds now",
    ))
}
