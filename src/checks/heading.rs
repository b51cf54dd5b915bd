//! `second-title`, `skipped-heading` and `empty-heading`: headings that do not make an outline of
//! the page.

use super::{Check, Look, prose};
use crate::diagnostic::Severity::{Advice, Warning};
use crate::diagnostic::explanation::{Explanation, words};
use crate::diagnostic::{Diagnostic, Span};
use crate::locale::Text;
use crate::parse::markdown::Heading;

pub(super) const CHECK: Check = Check {
    run: check,
    explained: &[
        Explanation {
            code: "second-title",
            severity: Advice,
            what: words(
                "Texten har en huvudrubrik, fast sidan redan har en.",
                "The text has a main heading, though the page has one already.",
            ),
            why: words(
                "Sidans rubrik kommer från `title`. Börja texten med rubriker på nivå två.",
                "The heading of the page comes from `title`. Begin the text with headings of level two.",
            ),
            bad: "---\ntitle: Växel\n---\n# Om växeln",
            good: "---\ntitle: Växel\n---\n## Om växeln",
        },
        Explanation {
            code: "skipped-heading",
            severity: Warning,
            what: words("En rubriknivå hoppas över.", "A level of headings is skipped."),
            why: words(
                "Den som lyssnar på sidan följer rubrikerna nivå för nivå och tror att något saknas. Använd nästa nivå.",
                "Who listens to the page follows the headings level by level and believes that something is missing. Use the next level.",
            ),
            bad: "## Beställa\n#### Vem som får beställa",
            good: "## Beställa\n### Vem som får beställa",
        },
        Explanation {
            code: "empty-heading",
            severity: Warning,
            what: words("Rubriken har inga ord.", "The heading has no words."),
            why: words(
                "Den syns som ett tomrum, och den som lyssnar på sidan hör en rubrik utan namn. Skriv rubriken eller ta bort raden.",
                "It shows as a gap, and who listens to the page hears a heading without a name. Write the heading or remove the line.",
            ),
            bad: "##\nBeställ i portalen.",
            good: "## Beställa\nBeställ i portalen.",
        },
    ],
};

fn check(look: &Look<'_>) -> Vec<Diagnostic> {
    let sources = look.sources;
    let mut faults = Vec::new();
    for seen in look.seen {
        for prose in seen.prose() {
            let skipped = usize::from(prose.text.is_none() && seen.entry.titled_by_heading);
            // The title of the page is a heading of level one.
            let mut above = 1;
            for heading in prose.scan.headings.iter().skip(skipped) {
                let place = || prose::place(prose, &heading.span, sources);
                if heading.text.is_empty() {
                    faults.push(empty(place()));
                } else if heading.level == 1 {
                    faults.push(second(heading, place()));
                } else if heading.level > above + 1 {
                    // A short text in a field may begin at the level that its page gives it.
                    let begins = prose.text.is_some() && above == 1;
                    faults.extend((!begins).then(|| leap(heading, above + 1, place())));
                }
                above = heading.level;
            }
        }
    }
    faults
}

fn empty(span: Span) -> Diagnostic {
    let message = Text::new("rubriken är tom", "the heading is empty");
    Diagnostic::warning("empty-heading", span, message).help(Text::new(
        "skriv rubriken efter `#`, eller ta bort raden",
        "write the heading after `#`, or remove the line",
    ))
}

fn second(heading: &Heading, span: Span) -> Diagnostic {
    let message = Text::new(
        format!("”{}” är en andra huvudrubrik på sidan", heading.text),
        format!("“{}” is a second main heading of the page", heading.text),
    );
    Diagnostic::advice("second-title", span, message).help(Text::new(
        "börja med `##`; sidans namn är redan huvudrubrik",
        "begin with `##`; the title is the main heading already",
    ))
}

fn leap(heading: &Heading, wanted: u8, span: Span) -> Diagnostic {
    let (level, marks) = (heading.level, "#".repeat(usize::from(wanted)));
    let message = Text::new(
        format!("rubriken ”{}” har nivå {level}, men nivå {wanted} kommer först", heading.text),
        format!("the heading “{}” has level {level}, but level {wanted} comes first", heading.text),
    );
    Diagnostic::warning("skipped-heading", span, message)
        .help(Text::new(format!("skriv `{marks}`"), format!("write `{marks}`")))
}
