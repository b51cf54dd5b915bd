//! Waivers: faults that an entry accepts for a time, with a reason. Errors cannot be waived.
//!
//! A waiver that has run out, or that nothing needs, is itself a fault.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, FileId, Severity, Span};
use crate::handbook::Handbook;
use crate::kind::entry::Entry;
use crate::kind::value::{Fields, Value};
use crate::locale::Text;

struct Waiver<'a> {
    entry: &'a Entry,
    code: &'a str,
    until: Option<Date>,
    span: Span,
    used: bool,
}

/// Takes away the waived faults.
pub(super) fn apply(handbook: &Handbook, faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut waivers: HashMap<FileId, Vec<Waiver<'_>>> = HashMap::new();
    for (_, entry) in handbook.all() {
        for item in entry.fields.list("waive") {
            if let Value::Object(fields) = &item.value {
                waivers.entry(entry.file).or_default().push(waiver(entry, fields, item.span));
            }
        }
    }
    let today = handbook.today;
    let mut left: Vec<Diagnostic> = Vec::new();
    for fault in faults {
        let waiver = waivers.get_mut(&fault.span.file).and_then(|waivers| {
            waivers.iter_mut().find(|waiver| waiver.code == fault.code && within(waiver, &fault))
        });
        match waiver {
            Some(waiver) if fault.severity != Severity::Error => {
                waiver.used = true;
                if waiver.until.is_some_and(|until| until < today) {
                    left.push(fault);
                }
            }
            _ => left.push(fault),
        }
    }
    let mut waivers: Vec<_> = waivers.into_values().flatten().collect();
    waivers.sort_by_key(|waiver| waiver.span);
    left.extend(waivers.iter().filter_map(|waiver| idle(waiver, today)));
    left
}

fn waiver<'a>(entry: &'a Entry, fields: &'a Fields, span: Span) -> Waiver<'a> {
    let until = match fields.get("until") {
        Some(Value::Date(until)) => Some(*until),
        _ => None,
    };
    let code = fields.text("code").unwrap_or_default();
    Waiver { entry, code, until, span, used: false }
}

fn within(waiver: &Waiver<'_>, fault: &Diagnostic) -> bool {
    let extent = waiver.entry.extent;
    extent.start <= fault.span.start && fault.span.end <= extent.end
}

fn idle(waiver: &Waiver<'_>, today: Date) -> Option<Diagnostic> {
    let (code, message) = if waiver.used {
        let until = waiver.until.filter(|until| *until < today)?;
        let message = Text::new(
            format!("undantaget för `{}` gick ut {until}", waiver.code),
            format!("the waiver of `{}` ran out on {until}", waiver.code),
        );
        ("expired-waiver", message)
    } else {
        let message = Text::new(
            format!("undantaget för `{}` behövs inte", waiver.code),
            format!("the waiver of `{}` is not needed", waiver.code),
        );
        ("unused-waiver", message)
    };
    Some(Diagnostic::warning(code, waiver.span, message).help(Text::new(
        "åtgärda felet eller ta bort undantaget",
        "mend the fault or take the waiver away",
    )))
}
