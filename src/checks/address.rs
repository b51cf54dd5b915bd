//! `taken-address`: a text page that would stand where the generator puts a page of its own.

use super::{Check, Look};
use crate::diagnostic::Severity::Error;
use crate::diagnostic::explanation::{Explanation, words};
use crate::diagnostic::{Diagnostic, Span};
use crate::locale::Text;
use crate::view::destination::{Derived, NOT_FOUND};

pub(super) const CHECK: Check = Check {
    run: check,
    explained: &[Explanation {
        code: "taken-address",
        severity: Error,
        what: words(
            "Sidan skulle få samma adress som en sida som handboken gör själv.",
            "The page would have the address of one that the handbook makes by itself.",
        ),
        why: words(
            "Bara en av dem kan visas, och texten skulle försvinna. Ge filen ett annat namn.",
            "Only one of them can be shown, and the text would vanish. Give the file another name.",
        ),
        bad: "content/sok.md",
        good: "content/sa-soker-du.md",
    }],
};

fn check(look: &Look<'_>) -> Vec<Diagnostic> {
    let pages = look.entries().filter_map(|(_, entry)| Some((entry, entry.path.as_deref()?)));
    let taken = pages.filter(|(_, path)| is_taken(path));
    taken.map(|(entry, path)| fault(path, Span::start_of(entry.file))).collect()
}

/// Whether the page at `path`, which has no ending, would stand in the place of another.
fn is_taken(path: &str) -> bool {
    let is_it = |page: &str| page.strip_suffix(".html") == Some(path);
    is_it(NOT_FOUND) || Derived::ALL.iter().any(|view| is_it(view.page()))
}

fn fault(path: &str, span: Span) -> Diagnostic {
    let message = Text::new(
        format!("adressen `{path}.html` är tagen av en sida som handboken gör själv"),
        format!("the address `{path}.html` is taken by a page that the handbook makes by itself"),
    );
    Diagnostic::error("taken-address", span, message)
        .help(Text::new("ge filen ett annat namn", "give the file another name"))
}
