//! `overdue-review` and `review-in-future`: an entry in force that nobody has reviewed in time, and
//! a review that cannot have been made yet.

use super::{Check, Look};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity::Warning;
use crate::diagnostic::explanation::{Explanation, words};
use crate::kind::value::Value;
use crate::locale::Text;
use crate::view::attention::review_due;

pub(super) const CHECK: Check = Check {
    run: check,
    explained: &[
        Explanation {
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
        },
        Explanation {
            code: "review-in-future",
            severity: Warning,
            what: words(
                "Posten sägs vara granskad en dag som inte har kommit.",
                "The entry is said to be reviewed on a day that has not come.",
            ),
            why: words(
                "Nästa granskning räknas från den dagen, så ett fel årtal gömmer posten för den som bevakar. Skriv dagen då den lästes igenom.",
                "The next review counts from that day, so a wrong year hides the entry from those who watch. Write the day when it was read.",
            ),
            bad: "reviewed_on: 2062-11-16",
            good: "reviewed_on: 2026-11-16",
        },
    ],
};

fn check(look: &Look<'_>) -> Vec<Diagnostic> {
    let Look { handbook, .. } = *look;
    let mut faults = Vec::new();
    for (_, entry) in look.entries() {
        let place = entry.fields.spanned("reviewed_on").map(|date| date.span);
        if let (Some(Value::Date(date)), Some(span)) = (entry.fields.get("reviewed_on"), place)
            && *date > handbook.today
        {
            let message =
                Text::new(format!("{date} har inte kommit än"), format!("{date} has not come yet"));
            faults.push(Diagnostic::warning("review-in-future", span, message).help(Text::new(
                "skriv dagen då posten senast lästes igenom",
                "write the day when the entry was last read",
            )));
        }
        let due = review_due(entry).filter(|due| *due < handbook.today);
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
