//! `table-without-header`, `split-reference`: tables whose columns have no names, or that cut a
//! reference in two.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Check, prose};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity::{Error, Warning};
use crate::diagnostic::explanation::{Explanation, words};
use crate::handbook::Handbook;
use crate::locale::Text;
use crate::parse::markdown;
use crate::source::Sources;

pub(super) const CHECK: Check = Check {
    run: check,
    explained: &[
        Explanation {
            code: "split-reference",
            severity: Error,
            what: words(
                "En hänvisning i en tabell delas av sitt eget streck, eftersom `|` skiljer celler åt.",
                "A reference in a table is cut in two by its own bar, as `|` parts cells.",
            ),
            why: words(
                "Halva hänvisningen hamnar i nästa kolumn och länken försvinner. Skriv `\\|` i stället för `|` i tabeller.",
                "Half of the reference ends up in the next column and the link is gone. Write `\\|` for `|` in tables.",
            ),
            bad: "| Roll |\n|---|\n| [[role:chef|Chefen]] |",
            good: "| Roll |\n|---|\n| [[role:chef\\|Chefen]] |",
        },
        Explanation {
            code: "table-without-header",
            severity: Warning,
            what: words(
                "Tabellens första rad, den med rubriker, är tom.",
                "The first row of the table, with the headings, is empty.",
            ),
            why: words(
                "Den som lyssnar på tabellen får höra kolumnens rubrik vid varje cell. Skriv en rubrik för varje kolumn.",
                "Who listens to the table hears the heading with each cell. Write a heading for each column.",
            ),
            bad: "| | |\n|---|---|\n| Växel | Enheten |",
            good: "| Tjänst | Ansvarig |\n|---|---|\n| Växel | Enheten |",
        },
    ],
};

fn check(handbook: &Handbook, sources: &Sources) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for (_, entry) in handbook.all() {
        prose::each(handbook, entry, &mut |prose| {
            let (text, range) = prose.within(sources);
            if !text.get(range.clone()).is_some_and(|text| text.contains('|')) {
                return;
            }
            let (mut named, mut table, mut head) = (true, None, 0..0);
            for (event, span) in markdown::events(text, range) {
                match event {
                    Event::Start(Tag::Table(_)) => {
                        for bar in bars(text, &span) {
                            faults.push(split(prose::place(prose, &bar, sources)));
                        }
                        table = Some(span);
                    }
                    Event::Start(Tag::TableHead) => (named, head) = (false, span),
                    Event::End(TagEnd::TableHead) if !named && table.is_some() => {
                        let place = prose::place(prose, &head, sources);
                        let message =
                            Text::new("tabellen saknar rubriker", "the table has no headings");
                        faults.push(
                            Diagnostic::warning("table-without-header", place, message).help(
                                Text::new(
                                    "skriv en rubrik för varje kolumn i första raden",
                                    "write a heading for each column in the first row",
                                ),
                            ),
                        );
                    }
                    Event::Text(_) | Event::Code(_) => named = true,
                    _ => {}
                }
            }
        });
    }
    faults
}

/// The bars of references in a table that are not escaped.
fn bars(text: &str, table: &Range<usize>) -> Vec<Range<usize>> {
    let source = text.get(table.clone()).unwrap_or_default();
    let inside = source.match_indices("[[").filter_map(|(at, _)| {
        let rest = source.get(at + 2..)?;
        let rest = rest.split('\n').next().unwrap_or_default();
        let words = rest.get(..rest.find("]]")?)?;
        let bar = words.find('|').filter(|bar| !words[..*bar].ends_with('\\'))?;
        Some(table.start + at + 2 + bar)
    });
    inside.map(|bar| bar..bar + 1).collect()
}

fn split(span: crate::diagnostic::Span) -> Diagnostic {
    let message = Text::new(
        "strecket delar hänvisningen mellan två celler",
        "the bar cuts the reference into two cells",
    );
    Diagnostic::error("split-reference", span, message)
        .help(Text::new("skriv `\\|` i stället", "write `\\|` instead"))
}
