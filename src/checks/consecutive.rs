//! `overlapping-periods` and `gap-between-periods`: periods that must follow on each other.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Check, Look, groups};
use crate::diagnostic::Severity::{Error, Warning};
use crate::diagnostic::explanation::{Explanation, words};
use crate::diagnostic::{Diagnostic, Span};
use crate::kind::value::{Fields, Value};
use crate::locale::Text;

pub(super) const CHECK: Check = Check {
    run: check,
    explained: &[
        Explanation {
            code: "overlapping-periods",
            severity: Error,
            what: words("Två perioder gäller samtidigt.", "Two periods hold at the same time."),
            why: words(
                "Då finns två svar på samma fråga. Låt den ena sluta dagen innan den andra börjar.",
                "There are then two answers to one question. Let the first end the day before the next begins.",
            ),
            bad: "periods:\n  - { from: 2024-01-01, to: 2025-12-31, amount: 500 }\n  - { from: 2025-07-01, amount: 600 }",
            good: "periods:\n  - { from: 2024-01-01, to: 2025-06-30, amount: 500 }\n  - { from: 2025-07-01, amount: 600 }",
        },
        Explanation {
            code: "gap-between-periods",
            severity: Warning,
            what: words(
                "Det finns dagar mellan två perioder då inget gäller.",
                "There are days between two periods when nothing holds.",
            ),
            why: words(
                "Den som frågar om en sådan dag får inget svar. Fyll luckan, eller rätta datumen mot källan.",
                "Who asks about such a day gets no answer. Fill the gap, or check the dates with the source.",
            ),
            bad: "periods:\n  - { from: 2024-01-01, to: 2024-12-31, amount: 500 }\n  - { from: 2025-07-01, amount: 600 }",
            good: "periods:\n  - { from: 2024-01-01, to: 2025-06-30, amount: 500 }\n  - { from: 2025-07-01, amount: 600 }",
        },
    ],
};

/// A period and where it stands; `None` is open.
struct Period {
    from: Option<Date>,
    to: Option<Date>,
    span: Span,
}

fn check(look: &Look<'_>) -> Vec<Diagnostic> {
    let Look { handbook, .. } = *look;
    let mut faults = Vec::new();
    for (_, entry) in look.entries() {
        let declared = &handbook.kind_of(entry).fields;
        groups::each(declared, &entry.fields, &mut |declared, fields| {
            for field in declared.iter().filter(|field| field.rules.consecutive) {
                let items = fields.list(&field.key).iter();
                let mut periods: Vec<Period> = items
                    .filter_map(|item| match &item.value {
                        Value::Object(fields) => Some(period(fields, item.span)),
                        _ => None,
                    })
                    .collect();
                periods.sort_by_key(|period| period.from);
                faults.extend(periods.windows(2).filter_map(fault));
            }
        });
    }
    faults
}

fn period(fields: &Fields, span: Span) -> Period {
    let date = |key| match fields.get(key) {
        Some(Value::Date(date)) => Some(*date),
        _ => None,
    };
    let place = fields.spanned("from").map_or(span, |from| from.span);
    Period { from: date("from"), to: date("to"), span: place }
}

fn fault(pair: &[Period]) -> Option<Diagnostic> {
    let [first, next] = pair else { return None };
    let overlap = match (first.to, next.from) {
        (Some(to), Some(from)) => from <= to,
        // An open end or an unknown beginning holds for all days.
        (None, _) | (_, None) => true,
    };
    if overlap {
        let message = Text::new(
            "perioden börjar innan den förra har slutat",
            "the period begins before the one before has ended",
        );
        return Some(Diagnostic::error("overlapping-periods", next.span, message).help(Text::new(
            "sätt `to` på den förra till dagen före",
            "set `to` of the one before to the day before",
        )));
    }
    let (to, from) = (first.to?, next.from?);
    let expected = to.checked_add(1.day()).ok()?;
    let last = from.checked_sub(1.day()).ok()?;
    (from > expected).then(|| {
        let message = Text::new(
            format!("ingen period gäller från {expected} till och med {last}"),
            format!("no period holds from {expected} to {last}"),
        );
        Diagnostic::warning("gap-between-periods", next.span, message).help(Text::new(
            "låt perioderna följa på varandra dag för dag",
            "let the periods follow on each other day by day",
        ))
    })
}
