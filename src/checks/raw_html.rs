//! `raw-html`: HTML in a text that is not let through, and links to definitions that are not there.

use super::prose;
use crate::diagnostic::{Diagnostic, Span};
use crate::handbook::Handbook;
use crate::kind::value::Prose;
use crate::locale::Text;
use crate::source::Sources;

pub(super) fn check(handbook: &Handbook, _: &Sources) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for (_, entry) in handbook.all() {
        prose::each(handbook, entry, &mut |prose| {
            let tags = prose.scan.raw_html.iter().filter(|tag| !tag.allowed);
            faults.extend(tags.map(|tag| html(place(prose, &tag.span), &tag.text)));
            let broken = prose.scan.broken.iter();
            faults.extend(broken.map(|link| definition(place(prose, &link.span), &link.reference)));
        });
    }
    faults
}

fn place(prose: &Prose, range: &std::ops::Range<usize>) -> Span {
    match prose.text {
        None => Span::new(prose.span.file, range.start, range.end),
        Some(_) => prose.span,
    }
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
