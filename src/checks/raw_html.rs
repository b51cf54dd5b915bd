//! `raw-html`: HTML in a text that is not let through, and links to definitions that are not there.

use std::collections::HashSet;

use super::{Check, Look, prose};
use crate::diagnostic::Severity::Warning;
use crate::diagnostic::explanation::{Explanation, words};
use crate::diagnostic::{Diagnostic, Span};
use crate::locale::Text;

pub(super) const CHECK: Check = Check {
    run: check,
    explained: &[Explanation {
        code: "raw-html",
        severity: Warning,
        what: words(
            "Texten innehåller HTML som inte släpps igenom.",
            "The text holds HTML that is not let through.",
        ),
        why: words(
            "Koden visas som text, eftersom den kan skada sidan. Skriv med Markdown i stället.",
            "The code is shown as text, since it could harm the page. Write Markdown instead.",
        ),
        bad: "<font color=\"red\">Viktigt</font>",
        good: "**Viktigt**",
    }],
};

/// The most that is told of one text; more of the same says nothing new.
const MOST: usize = 500;

fn check(look: &Look<'_>) -> Vec<Diagnostic> {
    let sources = look.sources;
    let mut faults = Vec::new();
    for seen in look.seen {
        for prose in seen.prose() {
            // The end of an element belongs to its beginning.
            let mut open = HashSet::new();
            let tags = prose.scan.raw_html.iter().filter(|tag| !tag.allowed);
            let tags = tags.filter(|tag| {
                if let Some(end) = tag.text.strip_prefix("</") {
                    return !open.contains(name(end));
                }
                open.insert(name(tag.text.trim_start_matches('<')));
                true
            });
            let tags = tags.take(MOST);
            faults.extend(tags.map(|tag| html(prose::place(prose, &tag.span, sources), &tag.text)));
            let broken = prose.scan.broken.iter().take(MOST);
            faults.extend(
                broken.map(|link| {
                    definition(prose::place(prose, &link.span, sources), &link.reference)
                }),
            );
        }
    }
    faults
}

/// The name of an element at the start of its tag.
fn name(tag: &str) -> &str {
    tag.split(|sign: char| !sign.is_alphanumeric()).next().unwrap_or(tag)
}

fn html(span: Span, tag: &str) -> Diagnostic {
    let tag = tag.lines().next().unwrap_or_default().chars().take(40).collect::<String>();
    let message = Text::new(
        format!("HTML-koden `{tag}` visas som text"),
        format!("the HTML `{tag}` is shown as text"),
    );
    Diagnostic::warning("raw-html", span, message).help(Text::new(
        "skriv med Markdown, eller sätt koden mellan `bakåtapostrofer`",
        "write it in Markdown, or put the code between `backticks`",
    ))
}

fn definition(span: Span, name: &str) -> Diagnostic {
    let message = Text::new(
        format!("länken pekar på `{name}`, som inte definieras i texten"),
        format!("the link points to `{name}`, which the text does not define"),
    );
    Diagnostic::error("broken-link", span, message)
        .help(Text::new("skriv `[text](adress)`", "write `[text](address)`"))
}
