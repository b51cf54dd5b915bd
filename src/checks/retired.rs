//! `retired-target`: a reference to something that is repealed or no longer in use.

use super::{Check, Look};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity::Warning;
use crate::diagnostic::explanation::{Explanation, words};
use crate::handbook::Handbook;
use crate::kind::FieldType;
use crate::kind::entry::Entry;
use crate::locale::Text;

pub(super) const CHECK: Check = Check {
    run: check,
    explained: &[Explanation {
        code: "retired-target",
        severity: Warning,
        what: words(
            "Hänvisningen leder till en post som är upphävd eller ur bruk.",
            "The reference leads to an entry that is repealed or no longer in use.",
        ),
        why: words(
            "Läsaren skickas till något som inte längre gäller. Hänvisa till det som har tagit över.",
            "The reader is sent to something that no longer holds. Refer to what has taken over.",
        ),
        bad: "owner: role:it-samordnare      # upphävd",
        good: "owner: role:it-chef",
    }],
};

fn check(look: &Look<'_>) -> Vec<Diagnostic> {
    let Look { handbook, .. } = *look;
    let mut faults = Vec::new();
    for link in &handbook.links {
        let (from, to) = (handbook.entry(link.from), handbook.entry(link.to));
        if !is_retired(handbook, to) || is_retired(handbook, from) {
            continue;
        }
        let field = link.field.fields(handbook.kind_of(from)).last();
        // A text may well tell how it used to be; a field says how it is.
        let excused = field.is_none_or(|field| {
            field.rules.may_be_retired || matches!(field.ty, FieldType::Markdown)
        });
        if !excused {
            let message = Text::new(
                format!("”{}” gäller inte längre", to.title),
                format!("“{}” is no longer in force", to.title),
            );
            faults.push(Diagnostic::warning("retired-target", link.span, message).help(Text::new(
                "hänvisa till det som har tagit över",
                "refer to what has taken over",
            )));
        }
    }
    faults
}

fn is_retired(handbook: &Handbook, entry: &Entry) -> bool {
    let retired = handbook.kind_of(entry).rules.retired_when.as_ref();
    entry.fields.text("status") == Some("upphavd")
        || retired.is_some_and(|retired| retired.holds(&entry.fields))
}
