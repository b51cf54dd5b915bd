//! `unreachable-part`, `guide-cycle`, `question-without-answer`, `outcome-without-contact`: guides
//! in which a reader gets lost.

use std::collections::BTreeSet;

use super::Check;
use super::ring::{Edges, rings};
use crate::diagnostic::Severity::{Error, Warning};
use crate::diagnostic::explanation::{Explanation, words};
use crate::diagnostic::{Diagnostic, Span};
use crate::handbook::Handbook;
use crate::kind::entry::Entry;
use crate::kind::value::{Fields, Spanned, Value};
use crate::locale::Text;
use crate::source::Sources;
use crate::view::keys::{
    GUIDE_OUTCOMES, GUIDE_QUESTIONS, GUIDE_START, OPTION_GOTO, OPTIONS, OUTCOME_CONTACTS,
    OUTCOME_DECIDERS, OUTCOME_ID, QUESTION_ID,
};

pub(super) const CHECK: Check = Check {
    run: check,
    explained: &[
        Explanation {
            code: "unreachable-part",
            severity: Error,
            what: words(
                "Ingen väg genom vägledningen leder till frågan eller resultatet.",
                "No path through the guide leads to the question or outcome.",
            ),
            why: words(
                "Läsaren får aldrig se det du har skrivit. Låt ett svar leda dit, eller ta bort delen.",
                "The reader never sees what you wrote. Let an answer lead there, or take the part away.",
            ),
            bad: "options:\n  - { id: ja, label: Ja, goto: kop }\n  - { id: nej, label: Nej, goto: kop }\n# resultatet `avvakta` nås aldrig",
            good: "options:\n  - { id: ja, label: Ja, goto: kop }\n  - { id: nej, label: Nej, goto: avvakta }",
        },
        Explanation {
            code: "guide-cycle",
            severity: Error,
            what: words(
                "Svaren leder tillbaka till en fråga som läsaren redan har svarat på.",
                "The answers lead back to a question that the reader has answered already.",
            ),
            why: words(
                "Läsaren går runt utan att få ett besked. Led svaret till ett resultat eller en ny fråga.",
                "The reader goes round without a verdict. Lead the answer to an outcome or a new question.",
            ),
            bad: "- { id: vet-inte, label: Vet inte, goto: forsta-fragan }",
            good: "- { id: vet-inte, label: Vet inte, goto: fraga-it-enheten }",
        },
        Explanation {
            code: "question-without-answer",
            severity: Error,
            what: words(
                "Frågan har inga svar att välja bland.",
                "The question has no answers to choose from.",
            ),
            why: words(
                "Vägledningen slutar i en återvändsgränd. Skriv minst två svar, eller gör frågan till ett resultat.",
                "The guide ends nowhere. Write at least two answers, or turn the question into an outcome.",
            ),
            bad: "options: []",
            good: "options:\n  - { id: ja, label: Ja, goto: kop }\n  - { id: nej, label: Nej, goto: avvakta }",
        },
        Explanation {
            code: "outcome-without-contact",
            severity: Warning,
            what: words(
                "Resultatet säger varken vem läsaren kontaktar eller vem som beslutar.",
                "The outcome tells neither whom to contact nor who decides.",
            ),
            why: words(
                "Läsaren vet vad som ska göras men inte med vem. Lägg till `contacts` eller `decided_by`.",
                "The reader knows what to do but not with whom. Add `contacts` or `decided_by`.",
            ),
            bad: "- { id: kop, title: Du får köpa }",
            good: "- { id: kop, title: Du får köpa, contacts: [upphandlare] }",
        },
    ],
};

fn check(handbook: &Handbook, _: &Sources) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for (_, guide) in handbook.of(GUIDE_QUESTIONS.kind) {
        paths(guide, &mut faults);
        for (_, fields, span) in parts(GUIDE_OUTCOMES.of(guide), OUTCOME_ID.field) {
            faults.extend(nobody(fields, span));
        }
    }
    faults
}

/// The groups of a list with their ids and places.
fn parts<'a>(
    list: Option<&'a [Spanned<Value>]>,
    id: &str,
) -> impl Iterator<Item = (&'a str, &'a Fields, Span)> {
    let id = id.rsplit('.').next().unwrap_or(id).to_owned();
    list.unwrap_or_default().iter().filter_map(move |item| match &item.value {
        Value::Object(fields) => Some((fields.text(&id)?, fields, item.span)),
        _ => None,
    })
}

fn paths(guide: &Entry, faults: &mut Vec<Diagnostic>) {
    let mut edges: Edges<&str> = Edges::new();
    for (id, question, span) in parts(GUIDE_QUESTIONS.of(guide), QUESTION_ID.field) {
        let options = OPTIONS.within(question).unwrap_or_default();
        if OPTIONS.within(question).is_some() && options.is_empty() {
            faults.push(no_answer(id, span));
        }
        for option in options {
            if let Value::Object(fields) = &option.value
                && let (Some(to), Some(place)) =
                    (OPTION_GOTO.within(fields), fields.spanned("goto"))
            {
                edges.entry(id).or_default().push((to, place.span));
            }
        }
    }
    faults.extend(rings(&edges).into_iter().map(|(ring, span)| cycle(&ring, span)));
    // Where an answer or the start leads nowhere, that is the fault: not what it fails to reach.
    let known: BTreeSet<&str> = parts(GUIDE_QUESTIONS.of(guide), QUESTION_ID.field)
        .chain(parts(GUIDE_OUTCOMES.of(guide), OUTCOME_ID.field))
        .map(|(id, ..)| id)
        .collect();
    let sound = edges.values().flatten().all(|(to, _)| known.contains(to));
    let start = GUIDE_START.of(guide).filter(|start| sound && known.contains(start));
    let Some(start) = start else { return };
    let mut reached = BTreeSet::from([start]);
    let mut waiting = vec![start];
    while let Some(id) = waiting.pop() {
        let next = edges.get(id).into_iter().flatten().map(|(to, _)| *to);
        waiting.extend(next.filter(|to| reached.insert(to)));
    }
    let questions = parts(GUIDE_QUESTIONS.of(guide), QUESTION_ID.field);
    let all = questions.chain(parts(GUIDE_OUTCOMES.of(guide), OUTCOME_ID.field));
    faults.extend(
        all.filter(|(id, ..)| !reached.contains(id)).map(|(id, _, span)| unreachable(id, span)),
    );
}

fn unreachable(id: &str, span: Span) -> Diagnostic {
    let message =
        Text::new(format!("inget svar leder till `{id}`"), format!("no answer leads to `{id}`"));
    Diagnostic::error("unreachable-part", span, message).help(Text::new(
        "låt ett svar leda hit med `goto`, eller ta bort delen",
        "let an answer lead here by `goto`, or take the part away",
    ))
}

fn cycle(ring: &[&str], span: Span) -> Diagnostic {
    let path = ring.iter().chain(ring.first()).copied().collect::<Vec<_>>().join(" → ");
    let message = Text::new(
        format!("svaren går i en ring: {path}"),
        format!("the answers go in a ring: {path}"),
    );
    Diagnostic::error("guide-cycle", span, message).help(Text::new(
        "led svaret till ett resultat eller en ny fråga",
        "lead the answer to an outcome or a new question",
    ))
}

fn no_answer(id: &str, span: Span) -> Diagnostic {
    let message = Text::new(
        format!("frågan `{id}` har inga svar"),
        format!("the question `{id}` has no answers"),
    );
    Diagnostic::error("question-without-answer", span, message)
        .help(Text::new("skriv minst två svar i `options`", "write at least two `options`"))
}

fn nobody(outcome: &Fields, span: Span) -> Option<Diagnostic> {
    let contacts = OUTCOME_CONTACTS.within(outcome).unwrap_or_default();
    let deciders = OUTCOME_DECIDERS.within(outcome).unwrap_or_default();
    if !contacts.is_empty() || !deciders.is_empty() {
        return None;
    }
    let message = Text::new(
        "resultatet saknar både kontakt och beslutare",
        "the outcome lacks both a contact and a decider",
    );
    Some(Diagnostic::warning("outcome-without-contact", span, message).help(Text::new(
        "lägg till `contacts` eller `decided_by`",
        "add `contacts` or `decided_by`",
    )))
}
