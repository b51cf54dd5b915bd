//! `brand-name`: a word that the entries of a kind must not use, such as a product's name in a
//! description of functions. The words stand in the declaration of the kind.

use super::{Check, Look};
use crate::diagnostic::Severity::Warning;
use crate::diagnostic::explanation::{Explanation, words};
use crate::diagnostic::{Diagnostic, Span};
use crate::kind::rules::Avoid;
use crate::kind::value::Value;
use crate::locale::Text;
use crate::source::Sources;

pub(super) const CHECK: Check = Check {
    run: check,
    explained: &[Explanation {
        code: "brand-name",
        severity: Warning,
        what: words(
            "Posten nämner ett varumärke där den ska beskriva en funktion.",
            "The entry names a brand where it should describe a function.",
        ),
        why: words(
            "Ett varumärke styr köpet mot en leverantör. Beskriv vad utrustningen ska klara.",
            "A brand steers the purchase to one supplier. Describe what the equipment must do.",
        ),
        bad: "functions: [Visa bild från en Epson-projektor]",
        good: "functions: [Visa bild så att den syns i hela rummet]",
    }],
};

fn check(look: &Look<'_>) -> Vec<Diagnostic> {
    let Look { handbook, sources, .. } = *look;
    let mut faults = Vec::new();
    for seen in look.seen {
        let kind = handbook.kind_of(seen.entry);
        let Some(avoid) = &kind.rules.avoid else { continue };
        if avoid.when.as_ref().is_some_and(|when| !when.holds(&seen.entry.fields)) {
            continue;
        }
        for visit in &seen.values {
            if matches!(visit.value.value, Value::Text(_) | Value::Markdown(_)) {
                find(avoid, visit.value.span, sources, &mut faults);
            }
        }
    }
    faults
}

fn find(avoid: &Avoid, within: Span, sources: &Sources, faults: &mut Vec<Diagnostic>) {
    let text = sources.text(within);
    for word in &avoid.words {
        let edge = |sign: Option<char>| sign.is_none_or(|sign| !sign.is_alphanumeric());
        let hit = text.match_indices(word.as_str()).find(|(at, found)| {
            edge(text[..*at].chars().next_back()) && edge(text[at + found.len()..].chars().next())
        });
        if let Some((at, found)) = hit {
            let start = within.start as usize + at;
            let span = Span::new(within.file, start, start + found.len());
            let message = Text::new(
                format!("`{word}` är ett varumärke"),
                format!("`{word}` is a brand name"),
            );
            let fault = Diagnostic::warning("brand-name", span, message);
            faults.push(fault.help(avoid.reason.clone()));
        }
    }
}
