//! `missing-reference`: an entry that does not refer to what its kind must always bring along.

use super::{Check, Look};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity::Error;
use crate::diagnostic::explanation::{Explanation, words};
use crate::handbook::{EntryId, Handbook};
use crate::kind::entry::Entry;
use crate::kind::rules::MustRefer;
use crate::locale::Text;

pub(super) const CHECK: Check = Check {
    run: check,
    explained: &[Explanation {
        code: "missing-reference",
        severity: Error,
        what: words(
            "Posten hänvisar inte till något som alltid måste vara med.",
            "The entry does not refer to something that must always be there.",
        ),
        why: words(
            "Till exempel måste vägen för direktupphandling alltid leda till objektledare IT och till mallen för icke-funktionella krav. Lägg till hänvisningen i rätt steg.",
            "The way of direct procurement, for example, must always lead to the object manager IT and to the template of non-functional requirements. Add the reference to the right step.",
        ),
        bad: "involvements: [{ kind: utfor, role: bestallare }]",
        good: "involvements:\n  - { kind: utfor, role: bestallare }\n  - { kind: stottar, role: objektledare-it }",
    }],
};

fn check(look: &Look<'_>) -> Vec<Diagnostic> {
    let Look { handbook, .. } = *look;
    let mut faults = Vec::new();
    for (id, entry) in look.entries() {
        // A draft only needs what it has.
        if entry.fields.text("status") == Some("utkast") {
            continue;
        }
        for rule in &handbook.kind_of(entry).rules.must_refer {
            if rule.when.as_ref().is_none_or(|when| when.holds(&entry.fields)) {
                faults.extend(missing(handbook, id, entry, rule));
            }
        }
    }
    faults
}

fn missing(handbook: &Handbook, id: EntryId, entry: &Entry, rule: &MustRefer) -> Vec<Diagnostic> {
    let named = |target: EntryId| handbook.incoming(target).any(|link| link.from == id);
    rule.to
        .iter()
        .filter(|wanted| handbook.entry_of(wanted).is_some_and(|target| !named(target)))
        .map(|wanted| {
            let message = Text::new(
                format!("”{}” hänvisar inte till `{wanted}`", entry.title),
                format!("“{}” does not refer to `{wanted}`", entry.title),
            );
            let fault = Diagnostic::error("missing-reference", entry.span, message);
            fault.help(rule.reason.clone())
        })
        .collect()
}
