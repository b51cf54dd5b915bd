//! `unknown-blank`: a place in a template that nobody can fill in.

use std::ops::Range;

use super::prose::{self, Words};
use super::{Check, Look, Seen};
use crate::diagnostic::Severity::Warning;
use crate::diagnostic::explanation::{Explanation, words};
use crate::diagnostic::{Diagnostic, Span};
use crate::locale::Text;
use crate::parse::blank::Blank;
use crate::view::keys::TEMPLATE_TEXT;

pub(super) const CHECK: Check = Check {
    run: check,
    explained: &[Explanation {
        code: "unknown-blank",
        severity: Warning,
        what: words(
            "Mallen har en hakparentes som inte är ett ställe att fylla i.",
            "The template has a bracket that is not a place to fill in.",
        ),
        why: words(
            "Den blir vanlig text: den markeras inte på sidan och blir inget fält i Word. Skriv `[fyll i: vad]`, `[fyll i: datum]`, `[leverantören fyller i: vad]`, `[välj: ja / nej]` eller `[underskrift]`.",
            "It becomes plain text: it is not marked on the page and is no field in Word. Write `[fyll i: what]`, `[fyll i: datum]`, `[leverantören fyller i: what]`, `[välj: ja / nej]` or `[underskrift]`.",
        ),
        bad: "Kravet är uppfyllt: [ja/nej]",
        good: "Kravet är uppfyllt: [välj: ja / nej]",
    }],
};

fn check(look: &Look<'_>) -> Vec<Diagnostic> {
    let Look { handbook, sources, .. } = *look;
    let mut faults = Vec::new();
    let is_template = |seen: &&Seen<'_>| handbook.kind_of(seen.entry).id == TEMPLATE_TEXT.kind;
    for seen in look.seen.iter().filter(is_template) {
        for prose in seen.prose() {
            for paragraph in Words::of(prose, sources).paragraphs() {
                for range in unknown(paragraph.text) {
                    let words = paragraph.text.get(range.clone()).unwrap_or_default();
                    let place = prose::place(prose, &paragraph.source(range.clone()), sources);
                    faults.push(fault(words, place));
                }
            }
        }
    }
    faults
}

/// The brackets of a text that are no places to fill in. One that refers to an entry is told of as
/// a slip of its own.
fn unknown(text: &str) -> Vec<Range<usize>> {
    let opened = text.match_indices('[').filter_map(|(start, _)| {
        let inside = text.get(start + 1..)?;
        let inside = &inside[..inside.find([']', '['])?];
        let whole = start..start + inside.len() + 2;
        let closed = text.get(whole.clone()).is_some_and(|words| words.ends_with(']'));
        let reference = inside.contains(':') && !inside.contains(' ');
        (closed && !reference && !inside.trim().is_empty() && Blank::read(inside).is_none())
            .then_some(whole)
    });
    opened.collect()
}

fn fault(words: &str, span: Span) -> Diagnostic {
    let message = Text::new(
        format!("`{words}` är inget ställe att fylla i"),
        format!("`{words}` is no place to fill in"),
    );
    Diagnostic::warning("unknown-blank", span, message).help(Text::new(
        "skriv till exempel `[fyll i: datum]` eller `[välj: ja / nej]`",
        "write for example `[fyll i: datum]` or `[välj: ja / nej]`",
    ))
}
