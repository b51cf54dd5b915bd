//! `value-not-in-force`: a text that prints a value which has no figure for today.

use super::Check;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity::Warning;
use crate::diagnostic::explanation::{Explanation, words};
use crate::handbook::Handbook;
use crate::kind::FieldType;
use crate::locale::Text;
use crate::source::Sources;
use crate::view::dated;
use crate::view::keys::VALUE_PERIODS;

pub(super) const CHECK: Check = Check {
    run: check,
    explained: &[Explanation {
        code: "value-not-in-force",
        severity: Warning,
        what: words(
            "Texten hämtar ett värde som inte gäller i dag.",
            "The text takes a value that is not in force today.",
        ),
        why: words(
            "Läsaren får en tom plats i meningen. Lägg till en period i värdet, eller skriv om meningen.",
            "The reader meets a blank in the sentence. Add a period to the value, or rewrite the sentence.",
        ),
        bad: "periods: [{ from: 2020-01-01, to: 2024-12-31, amount: 500 }]",
        good: "periods:\n  - { from: 2020-01-01, to: 2024-12-31, amount: 500 }\n  - { from: 2025-01-01, amount: 550 }",
    }],
};

fn check(handbook: &Handbook, _: &Sources) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for (id, value) in handbook.of(VALUE_PERIODS.kind) {
        if dated::in_force(value, handbook.today).is_some() {
            continue;
        }
        for link in handbook.incoming(id) {
            let from = handbook.entry(link.from);
            let field = link.field.fields(handbook.kind_of(from)).last();
            if field.is_some_and(|field| matches!(field.ty, FieldType::Markdown)) {
                let message = Text::new(
                    format!("värdet ”{}” gäller inte {}", value.title, handbook.today),
                    format!("the value “{}” is not in force on {}", value.title, handbook.today),
                );
                faults.push(Diagnostic::warning("value-not-in-force", link.span, message).help(
                    Text::new(
                        "lägg till den period som gäller nu i värdet",
                        "add the period that holds now to the value",
                    ),
                ));
            }
        }
    }
    faults
}
