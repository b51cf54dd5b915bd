//! `bad-table`: an `entries` block that asks for something that does not exist.

use super::{Check, Look};
use crate::diagnostic::Severity::Error;
use crate::diagnostic::explanation::{Explanation, words};
use crate::diagnostic::{Diagnostic, Span};
use crate::view::query;

pub(super) const CHECK: Check = Check {
    run: check,
    explained: &[Explanation {
        code: "bad-table",
        severity: Error,
        what: words(
            "Ett block `entries` ber om en sort eller ett fält som inte finns.",
            "A block `entries` asks for a kind or a field that does not exist.",
        ),
        why: words(
            "Tabellen skulle bli tom eller sakna en kolumn. Rätta namnet; beskedet föreslår det som ligger närmast.",
            "The table would be empty or lack a column. Mend the name; the message suggests the nearest.",
        ),
        bad: "```entries\nkind: systems\n```",
        good: "```entries\nkind: system\n```",
    }],
};

fn check(look: &Look<'_>) -> Vec<Diagnostic> {
    let Look { handbook, sources, .. } = *look;
    let mut faults = Vec::new();
    for seen in look.seen {
        for prose in seen.prose() {
            let (text, _) = prose.within(sources);
            for block in &prose.scan.entries_blocks {
                let yaml = text.get(block.yaml.clone()).unwrap_or_default();
                let (_, found) = query::read(handbook, prose.span.file, yaml, block.yaml.start);
                // Inside a YAML text the places count in that text: point at the text itself.
                faults.extend(found.into_iter().map(|fault| {
                    let span = if prose.text.is_none() { fault.span } else { prose.span };
                    Diagnostic { span: Span { ..span }, ..fault }
                }));
            }
        }
    }
    faults
}
