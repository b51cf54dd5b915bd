//! `value-not-in-force`, `value-ends-soon`: a figure that texts print and guides decide by, and that
//! does not hold today, or soon holds no more.

use super::{Check, Look};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity::Warning;
use crate::diagnostic::explanation::{Explanation, words};
use crate::handbook::Handbook;
use crate::kind::FieldType;
use crate::kind::entry::Entry;
use crate::kind::value::Value;
use crate::locale::Text;
use crate::view::dated;
use crate::view::keys::{PERIOD_TO, VALUE_PERIODS};

/// How long before its last day a value is told to need a successor.
const WARNED_DAYS: i32 = 90;

const ENDS_SOON: Explanation = Explanation {
    code: "value-ends-soon",
    severity: Warning,
    what: words(
        "Värdets sista period tar slut inom kort, och ingen ny tar vid.",
        "The last period of the value ends soon, and no new one takes over.",
    ),
    why: words(
        "Från den dagen saknar texter och vägledningar ett värde att gå efter. Ta reda på vad som gäller sedan.",
        "From that day texts and guides have no value to go by. Find out what holds after it.",
    ),
    bad: "periods: [{ from: 2022-02-01, to: 2026-12-31, amount: 700000 }]",
    good: "periods:\n  - { from: 2022-02-01, to: 2026-12-31, amount: 700000 }\n  - { from: 2027-01-01, amount: 750000 }",
};

pub(super) const CHECK: Check = Check {
    run: check,
    explained: &[
        ENDS_SOON,
        Explanation {
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
        },
    ],
};

fn check(look: &Look<'_>) -> Vec<Diagnostic> {
    let Look { handbook, .. } = *look;
    let mut faults = Vec::new();
    for (id, value) in handbook.of(VALUE_PERIODS.kind) {
        if dated::in_force(value, handbook.today).is_some() {
            faults.extend(ends_soon(handbook, value));
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

/// Tells that the last known figure of a value soon holds no more.
fn ends_soon(handbook: &Handbook, value: &Entry) -> Option<Diagnostic> {
    let last = VALUE_PERIODS.of(value)?.last()?;
    let Value::Object(period) = &last.value else { return None };
    let to = PERIOD_TO.within(period)?;
    let left = handbook.today.until(to).ok()?.get_days();
    if !(0..=WARNED_DAYS).contains(&left) {
        return None;
    }
    let span = period.spanned("to").map_or(last.span, |to| to.span);
    let message = Text::new(
        format!("”{}” har inget värde efter {to}", value.title),
        format!("“{}” has no value after {to}", value.title),
    );
    Some(Diagnostic::warning("value-ends-soon", span, message).help(Text::new(
        "lägg till perioden som tar vid, eller ta bort slutdagen om värdet gäller tills vidare",
        "add the period that takes over, or take the end away when the value holds on",
    )))
}
