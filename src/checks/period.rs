//! `reversed-period`: an end before its beginning, a maximum below its minimum.

use std::cmp::Ordering;

use super::{Check, Look, groups};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity::Error;
use crate::diagnostic::explanation::{Explanation, words};
use crate::kind::condition::word_of;
use crate::kind::value::Value;
use crate::locale::Text;

pub(super) const CHECK: Check = Check {
    run: check,
    explained: &[Explanation {
        code: "reversed-period",
        severity: Error,
        what: words(
            "Slutet kommer före början, eller det största värdet är mindre än det minsta.",
            "The end comes before the beginning, or the greatest value is below the least.",
        ),
        why: words(
            "Något av värdena är fel, och allt som räknas ur dem blir fel. Kontrollera båda mot källan.",
            "One of the values is wrong, and so is all that is computed from them. Check both with the source.",
        ),
        bad: "start: 2026-01-01\nend: 2025-12-31",
        good: "start: 2025-01-01\nend: 2025-12-31",
    }],
};

fn check(look: &Look<'_>) -> Vec<Diagnostic> {
    let Look { handbook, .. } = *look;
    let mut faults = Vec::new();
    for (_, entry) in look.entries() {
        let declared = &handbook.kind_of(entry).fields;
        groups::each(declared, &entry.fields, &mut |declared, fields| {
            for field in declared {
                let Some(first) = field.rules.not_before.as_deref() else { continue };
                let pair = fields.spanned(&field.key).zip(fields.spanned(first));
                let Some((late, early)) = pair else { continue };
                if order(&late.value, &early.value) != Some(Ordering::Less) {
                    continue;
                }
                let (key, late_word) = (&field.key, word_of(&late.value));
                let early_word = word_of(&early.value);
                let (sv, en) = match late.value {
                    Value::Integer(_) | Value::Number(_) => ("är mindre än", "is less than"),
                    _ => ("kommer före", "comes before"),
                };
                let message = Text::new(
                    format!("`{key}` ({late_word}) {sv} `{first}` ({early_word})"),
                    format!("`{key}` ({late_word}) {en} `{first}` ({early_word})"),
                );
                faults.push(Diagnostic::error("reversed-period", late.span, message).help(
                    Text::new(
                        "kontrollera båda värdena mot källan",
                        "check both values with the source",
                    ),
                ));
            }
        });
    }
    faults
}

/// How a later value stands to an earlier one, as far as loose dates can tell.
fn order(late: &Value, early: &Value) -> Option<Ordering> {
    match (late, early) {
        (Value::Integer(late), Value::Integer(early)) => Some(late.cmp(early)),
        (Value::Number(late), Value::Number(early)) => late.partial_cmp(early),
        _ => {
            let late = match late {
                Value::Date(day) => *day,
                Value::LooseDate(date) => date.last_day()?,
                _ => return None,
            };
            let early = match early {
                Value::Date(day) => *day,
                Value::LooseDate(date) => date.first_day()?,
                _ => return None,
            };
            Some(late.cmp(&early))
        }
    }
}
