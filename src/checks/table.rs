//! `table-without-header` and `uneven-table`: a table whose columns have no names, and a row with
//! other cells than its table.

use pulldown_cmark::{Tag, TagEnd};

use super::{Check, Look, prose};
use crate::diagnostic::Severity::Warning;
use crate::diagnostic::explanation::{Explanation, words};
use crate::diagnostic::{Diagnostic, Span};
use crate::kind::value::Prose;
use crate::locale::Text;
use crate::parse::markdown::Told;
use crate::source::Sources;

pub(super) const CHECK: Check = Check {
    run: check,
    explained: &[
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
        Explanation {
            code: "uneven-table",
            severity: Warning,
            what: words(
                "En rad i tabellen har fler eller färre celler än rubrikerna.",
                "A row of the table has more or fewer cells than the headings.",
            ),
            why: words(
                "Det som är för mycket syns inte på sidan, och det som fattas flyttar orden till fel kolumn. Skriv lika många celler i varje rad.",
                "What is too much does not show on the page, and a gap puts words in the wrong column. Write as many cells in each row.",
            ),
            bad: "| Tjänst | Ansvarig |\n|---|---|\n| Växel | Enheten | vardagar |",
            good: "| Tjänst | Ansvarig |\n|---|---|\n| Växel | Enheten |",
        },
    ],
};

fn check(look: &Look<'_>) -> Vec<Diagnostic> {
    let sources = look.sources;
    let mut faults = Vec::new();
    for seen in look.seen {
        for prose in seen.prose() {
            let (text, range) = prose.within(sources);
            if text.get(range).is_some_and(|text| memchr::memchr(b'|', text.as_bytes()).is_some()) {
                tables(prose, sources, &mut faults);
            }
        }
    }
    faults
}

fn tables(prose: &Prose, sources: &Sources, faults: &mut Vec<Diagnostic>) {
    let (text, _) = prose.within(sources);
    let (mut columns, mut named, mut head) = (0, true, 0..0);
    for (event, span) in prose.events(sources) {
        match event {
            Told::Start(Tag::Table(aligned)) => columns = aligned.len(),
            Told::Start(Tag::TableHead) => (named, head) = (false, span),
            Told::End(TagEnd::TableHead) if !named => {
                faults.push(nameless(prose::place(prose, &head, sources)));
            }
            Told::Start(Tag::TableRow) => {
                let row = text.get(span.clone()).unwrap_or_default();
                let found = cells(row);
                // The bar of a reference that lacks its backslash is told of as a slip of its own.
                if found != columns && !row.contains("[[") {
                    faults.push(uneven(found, columns, prose::place(prose, &span, sources)));
                }
            }
            Told::Text(_) | Told::Code(_) => named = true,
            _ => {}
        }
    }
}

/// How many cells a row was written with; the parser drops the surplus and fills the gaps.
fn cells(row: &str) -> usize {
    let row = row.trim();
    let bars = memchr::memchr_iter(b'|', row.as_bytes());
    let inner = bars.filter(|at| *at > 0 && at + 1 < row.len());
    inner.filter(|at| row.as_bytes()[at - 1] != b'\\').count() + 1
}

fn nameless(span: Span) -> Diagnostic {
    let message = Text::new("tabellen saknar rubriker", "the table has no headings");
    Diagnostic::warning("table-without-header", span, message).help(Text::new(
        "skriv en rubrik för varje kolumn i första raden",
        "write a heading for each column in the first row",
    ))
}

fn uneven(found: usize, columns: usize, span: Span) -> Diagnostic {
    let (cells_sv, cells_en) = if found == 1 { ("cell", "cell") } else { ("celler", "cells") };
    let message = Text::new(
        format!("raden har {found} {cells_sv}, men rubrikerna är {columns}"),
        format!("the row has {found} {cells_en}, but there are {columns} headings"),
    );
    Diagnostic::warning("uneven-table", span, message).help(Text::new(
        r"skriv lika många celler som rubriker; ett `|` i texten skrivs `\|`",
        r"write as many cells as headings; a `|` in the text is written `\|`",
    ))
}
