//! `second-title`: a text with a top heading of its own, though the page already has its title.

use super::prose;
use crate::diagnostic::{Diagnostic, Span};
use crate::handbook::Handbook;
use crate::locale::Text;
use crate::source::Sources;

pub(super) fn check(handbook: &Handbook, _: &Sources) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for (_, entry) in handbook.all() {
        prose::each(handbook, entry, &mut |prose| {
            let own = prose.text.is_none();
            let skipped = usize::from(own && entry.titled_by_heading);
            let tops = prose.scan.headings.iter().filter(|heading| heading.level == 1);
            for heading in tops.skip(skipped) {
                let span = if own {
                    Span::new(prose.span.file, heading.span.start, heading.span.end)
                } else {
                    prose.span
                };
                let message = Text::new(
                    format!("”{}” är en andra huvudrubrik på sidan", heading.text),
                    format!("“{}” is a second main heading of the page", heading.text),
                );
                faults.push(Diagnostic::advice("second-title", span, message).help(Text::new(
                    "börja med `##`; sidans namn är redan huvudrubrik",
                    "begin with `##`; the title is the main heading already",
                )));
            }
        });
    }
    faults
}
