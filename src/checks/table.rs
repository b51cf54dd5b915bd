//! `table-without-header`: a table whose columns have no names.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Check, Look, prose};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity::Warning;
use crate::diagnostic::explanation::{Explanation, words};
use crate::locale::Text;
use crate::parse::markdown;

pub(super) const CHECK: Check = Check {
    run: check,
    explained: &[Explanation {
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
    }],
};

fn check(look: &Look<'_>) -> Vec<Diagnostic> {
    let Look { handbook, sources, .. } = *look;
    let mut faults = Vec::new();
    for (_, entry) in look.entries() {
        prose::each(handbook, entry, &mut |prose| {
            let (text, range) = prose.within(sources);
            if !text.get(range.clone()).is_some_and(|text| text.contains('|')) {
                return;
            }
            let (mut named, mut table, mut head) = (true, None, 0..0);
            for (event, span) in markdown::events(text, range) {
                match event {
                    Event::Start(Tag::Table(_)) => table = Some(span),
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
