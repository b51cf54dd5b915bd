//! `step-without-responsible` and `two-responsible`: steps that nobody, or more than one, answers
//! for.

use super::{Check, Look};
use crate::diagnostic::Severity::Warning;
use crate::diagnostic::explanation::{Explanation, words};
use crate::diagnostic::{Diagnostic, Span};
use crate::kind::value::{Fields, Spanned, Value};
use crate::locale::Text;
use crate::view::keys::{
    INVOLVEMENT_KIND, INVOLVEMENT_TEXT, STEP_INVOLVEMENTS, STEP_PHASE, STEP_TITLE, STEPS,
};

pub(super) const CHECK: Check = Check {
    run: check,
    explained: &[
        Explanation {
            code: "step-without-responsible",
            severity: Warning,
            what: words(
                "Steget hör till en fas, men ingen ansvarar, leder eller utför det.",
                "The step belongs to a phase, but nobody is responsible, leads or performs it.",
            ),
            why: words(
                "Ett steg som ingen gör blir inte gjort. Ange en roll. Är ingen utpekad i källan skriver du `kind: ingen`, så visas luckan.",
                "A step that nobody does is not done. Name a role. Where the source names nobody, write `kind: ingen` and the gap is shown.",
            ),
            bad: "phase: inforande\ninvolvements: [{ kind: stottar, role: it-enheten }]",
            good: "phase: inforande\ninvolvements:\n  - { kind: leder, role: projektledare }\n  - { kind: stottar, role: it-enheten }",
        },
        Explanation {
            code: "two-responsible",
            severity: Warning,
            what: words(
                "Två roller ansvarar för samma steg, utan att det framgår vad var och en ansvarar för.",
                "Two roles are responsible for the same step, and it is not told for what each.",
            ),
            why: words(
                "När två ansvarar för samma sak gör ingen det. Låt en ansvara och den andra utföra eller stötta, eller skriv i `text` vad var och en ansvarar för.",
                "Where two are responsible for the same thing nobody is. Let one be responsible and the other perform or support, or tell in `text` what each is responsible for.",
            ),
            bad: "involvements:\n  - { kind: ansvarar, role: systemagare }\n  - { kind: ansvarar, role: bestallare }",
            good: "involvements:\n  - { kind: ansvarar, role: systemagare }\n  - { kind: utfor, role: bestallare }",
        },
    ],
};

fn check(look: &Look<'_>) -> Vec<Diagnostic> {
    let Look { handbook, .. } = *look;
    let mut faults = Vec::new();
    for (_, process) in handbook.of(STEPS.kind) {
        for step in STEPS.of(process).unwrap_or_default() {
            if let Value::Object(fields) = &step.value {
                faults.extend(nobody(fields, step.span));
                faults.extend(two(fields));
            }
        }
    }
    faults
}

fn kind_of(involvement: &Spanned<Value>) -> Option<&str> {
    match &involvement.value {
        Value::Object(fields) => INVOLVEMENT_KIND.within(fields),
        _ => None,
    }
}

fn nobody(step: &Fields, span: Span) -> Option<Diagnostic> {
    STEP_PHASE.within(step)?;
    let mut kinds = STEP_INVOLVEMENTS.within(step).unwrap_or_default().iter().filter_map(kind_of);
    if kinds.any(|kind| matches!(kind, "ansvarar" | "leder" | "utfor" | "ingen")) {
        return None;
    }
    let title = STEP_TITLE.within(step).unwrap_or_default();
    let message = Text::new(
        format!("ingen ansvarar för, leder eller utför steget ”{title}”"),
        format!("nobody is responsible for, leads or performs the step “{title}”"),
    );
    Some(Diagnostic::warning("step-without-responsible", span, message).help(Text::new(
        "ange en roll, eller skriv `kind: ingen` när källan inte pekar ut någon",
        "name a role, or write `kind: ingen` where the source names nobody",
    )))
}

/// Two who are responsible, unless each has a task of its own.
fn two(step: &Fields) -> Option<Diagnostic> {
    let involvements = STEP_INVOLVEMENTS.within(step)?.iter();
    let responsible: Vec<_> = involvements.filter(|one| kind_of(one) == Some("ansvarar")).collect();
    let told = |one: &&&Spanned<Value>| match &one.value {
        Value::Object(fields) => INVOLVEMENT_TEXT.within(fields).is_some(),
        _ => false,
    };
    let second = responsible.get(1).filter(|_| !responsible.iter().all(|one| told(&one)))?;
    let title = STEP_TITLE.within(step).unwrap_or_default();
    let message = Text::new(
        format!("mer än en roll ansvarar för steget ”{title}”"),
        format!("more than one role is responsible for the step “{title}”"),
    );
    Some(Diagnostic::warning("two-responsible", second.span, message).help(Text::new(
        "låt en ansvara, eller skriv i `text` vad var och en ansvarar för",
        "let one be responsible, or tell in `text` what each is responsible for",
    )))
}
