//! `stale-law`: a law in force whose facts nobody has verified for a year.

use jiff::ToSpan;

use super::{Check, Look};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity::Warning;
use crate::diagnostic::explanation::{Explanation, words};
use crate::locale::Text;
use crate::view::keys::LAW_VERIFIED;

pub(super) const CHECK: Check = Check {
    run: check,
    explained: &[Explanation {
        code: "stale-law",
        severity: Warning,
        what: words(
            "Uppgifterna om lagen är inte kontrollerade på över ett år.",
            "The facts about the law have not been verified for more than a year.",
        ),
        why: words(
            "Mallar, krav och processer bygger på lagen. Jämför med lagtexten och sätt nytt datum i `verified_on`.",
            "Templates, requirements and processes rest on the law. Compare with its text and set a new date in `verified_on`.",
        ),
        bad: "verified_on: 2024-03-01",
        good: "verified_on: 2026-11-20",
    }],
};

/// How long a verification holds.
const MONTHS: i32 = 12;

fn check(look: &Look<'_>) -> Vec<Diagnostic> {
    let Look { handbook, .. } = *look;
    let mut faults = Vec::new();
    for (_, law) in handbook.of(LAW_VERIFIED.kind) {
        let Some(verified) = LAW_VERIFIED.of(law) else { continue };
        let place = law.fields.spanned("verified_on").map(|date| date.span);
        let stale = verified.checked_add(MONTHS.months()).is_ok_and(|due| due < handbook.today);
        let repealed = law.fields.text("status") == Some("upphavd");
        if let Some(span) = place.filter(|_| stale && !repealed) {
            let message = Text::new(
                format!("lagen kontrollerades senast {verified}"),
                format!("the law was last verified on {verified}"),
            );
            faults.push(Diagnostic::warning("stale-law", span, message).help(Text::new(
                "jämför med lagtexten och sätt nytt datum i `verified_on`",
                "compare with the text of the law and set a new date in `verified_on`",
            )));
        }
    }
    faults
}
