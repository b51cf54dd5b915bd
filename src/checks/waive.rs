//! Waivers: faults that an entry accepts for a time, with a reason. Errors cannot be waived.
//!
//! A waiver that has run out, or that nothing needs, is itself a fault.

use foldhash::HashMap;
use jiff::civil::Date;

use super::explained;
use crate::diagnostic::explanation::{Explanation, words};
use crate::diagnostic::{Diagnostic, FileId, Severity, Span};
use crate::handbook::{self, Handbook};
use crate::kind::entry::Entry;
use crate::kind::suggest;
use crate::kind::value::{Fields, Value};
use crate::locale::Text;

/// The faults of waivers themselves.
pub(super) const EXPLAINED: &[Explanation] = &[
    Explanation {
        code: "expired-waiver",
        severity: Severity::Warning,
        what: words("Ett undantag i `waive` har gått ut.", "A waiver in `waive` has run out."),
        why: words(
            "Bristen skulle ha varit åtgärdad nu. Åtgärda den och ta bort undantaget, eller skriv ett nytt skäl och en ny dag.",
            "The fault should have been mended by now. Mend it and take the waiver away, or write a new reason and day.",
        ),
        bad: "waive: [{ code: vague-link, reason: Texten ses över, until: 2026-01-31 }]",
        good: "waive: [{ code: vague-link, reason: Texten ses över, until: 2027-01-31 }]",
    },
    Explanation {
        code: "unused-waiver",
        severity: Severity::Warning,
        what: words(
            "Ett undantag i `waive` behövs inte: posten har ingen sådan brist.",
            "A waiver in `waive` is not needed: the entry has no such fault.",
        ),
        why: words(
            "Ett undantag som står kvar kan dölja en ny brist. Ta bort det. Fel går aldrig att undanta.",
            "A waiver left behind may hide a new fault. Take it away. Errors can never be waived.",
        ),
        bad: "waive: [{ code: vague-link, reason: Länken är rättad, until: 2027-01-31 }]",
        good: "# inget undantag",
    },
];

struct Waiver<'a> {
    entry: &'a Entry,
    code: &'a str,
    until: Option<Date>,
    span: Span,
    used: bool,
    /// Whether it was meant for an error, which cannot be waived.
    refused: bool,
}

/// Takes away the waived faults.
pub(super) fn apply(handbook: &Handbook, faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut waivers: HashMap<FileId, Vec<Waiver<'_>>> = HashMap::default();
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
            Some(waiver) => {
                waiver.refused = true;
                left.push(fault);
            }
            None => left.push(fault),
        }
    }
    let mut waivers: Vec<_> = waivers.into_values().flatten().collect();
    waivers.sort_by_key(|waiver| waiver.span);
    // That a site tells something is known when it has been built.
    let judged = waivers.iter().filter(|waiver| waiver.code != handbook::LEAKED);
    left.extend(judged.filter_map(|waiver| idle(waiver, today)));
    left
}

fn waiver<'a>(entry: &'a Entry, fields: &'a Fields, span: Span) -> Waiver<'a> {
    let until = match fields.get("until") {
        Some(Value::Date(until)) => Some(*until),
        _ => None,
    };
    let code = fields.text("code").unwrap_or_default();
    Waiver { entry, code, until, span, used: false, refused: false }
}

fn within(waiver: &Waiver<'_>, fault: &Diagnostic) -> bool {
    let extent = waiver.entry.extent;
    extent.start <= fault.span.start && fault.span.end <= extent.end
}

fn idle(waiver: &Waiver<'_>, today: Date) -> Option<Diagnostic> {
    let code = waiver.code;
    let message = if waiver.refused {
        Text::new(
            format!("`{code}` är ett fel och går inte att undanta"),
            format!("`{code}` is an error and cannot be waived"),
        )
    } else if !waiver.used {
        Text::new(
            format!("undantaget för `{code}` behövs inte"),
            format!("the waiver of `{code}` is not needed"),
        )
    } else {
        let until = waiver.until.filter(|until| *until < today)?;
        let message = Text::new(
            format!("undantaget för `{code}` gick ut {until}"),
            format!("the waiver of `{code}` ran out on {until}"),
        );
        return Some(Diagnostic::warning("expired-waiver", waiver.span, message).help(mend()));
    };
    let known = explained();
    let known = known.iter().map(|explanation| explanation.code);
    let near = suggest::nearest(code, known.clone()).filter(|near| *near != code);
    let near = near
        .map(|near| Text::new(format!("menade du `{near}`?"), format!("did you mean `{near}`?")));
    let help = near.unwrap_or_else(mend);
    Some(Diagnostic::warning("unused-waiver", waiver.span, message).help(help))
}

fn mend() -> Text {
    Text::new("åtgärda felet eller ta bort undantaget", "mend the fault or take the waiver away")
}
