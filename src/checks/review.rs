//! `overdue-review`: an entry in force that nobody has reviewed in time.

use super::{Check, Look};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity::Warning;
use crate::diagnostic::explanation::{Explanation, words};
use crate::locale::Text;
use crate::view::attention::review_due;

pub(super) const CHECK: Check = Check {
    run: check,
    explained: &[Explanation {
        code: "overdue-review",
        severity: Warning,
        what: words(
            "Posten gäller men har inte granskats i tid.",
            "The entry is in force but has not been reviewed in time.",
        ),
        why: words(
            "Läsaren kan inte lita på uppgifter som ingen har sett över. Läs igenom posten, rätta den och sätt nytt datum i `reviewed_on`.",
            "Readers cannot rely on facts that nobody has looked over. Read the entry, mend it and set a new date in `reviewed_on`.",
        ),
        bad: "status: gallande\nreviewed_on: 2024-01-10\nreview_interval: 12",
        good: "status: gallande\nreviewed_on: 2026-11-16\nreview_interval: 12",
    }],
};

fn check(look: &Look<'_>) -> Vec<Diagnostic> {
    let Look { handbook, .. } = *look;
    let mut faults = Vec::new();
    for (_, entry) in look.entries() {
        let due = review_due(entry).filter(|due| *due < handbook.today);
        let place = entry.fields.spanned("reviewed_on").map(|date| date.span);
        if let (Some(due), Some(span), Some("gallande")) = (due, place, entry.fields.text("status"))
        {
            let message = Text::new(
                format!("posten skulle ha granskats senast {due}"),
                format!("the entry was to be reviewed by {due}"),
            );
            faults.push(Diagnostic::warning("overdue-review", span, message).help(Text::new(
                "läs igenom posten och sätt nytt datum i `reviewed_on`",
                "read the entry and set a new date in `reviewed_on`",
            )));
        }
    }
    faults
}
