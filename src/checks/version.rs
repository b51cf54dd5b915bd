//! `changed-without-version`: a checklist whose items are others than those of its latest version.

use super::{Check, Look};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity::Warning;
use crate::diagnostic::explanation::{Explanation, words};
use crate::locale::Text;
use crate::view::checklist::{checksum, version};
use crate::view::keys::{CHECKLIST_VERSIONS, VERSION_ITEMS, VERSION_NUMBER};

pub(super) const CHECK: Check = Check {
    run: check,
    explained: &[Explanation {
        code: "changed-without-version",
        severity: Warning,
        what: words(
            "Punkterna i checklistan är inte de som den senaste raden i `versions` gäller.",
            "The items of the checklist are not those that the last row of `versions` is about.",
        ),
        why: words(
            "Den som har börjat fylla i listan får veta vad som är nytt, ändrat och borttaget, och mot vilken version hen fyllde i. Lägg till raden som beskedet visar. Hjälptexter, skäl och källor får du ändra utan ny version.",
            "Whoever has begun to fill in the list is told what is new, changed and gone, and which version it was filled in against. Add the row that the message shows. Help, reasons and sources may change without a new version.",
        ),
        bad: "versions:\n  - { version: 1, date: 2026-01-15, items: \"3f2a9c1b\" }\n# en punkt har lagts till sedan dess",
        good: "versions:\n  - { version: 1, date: 2026-01-15, items: \"3f2a9c1b\" }\n  - { version: 2, date: 2026-11-16, items: \"80cd41e7\", note: Ny punkt om loggar }",
    }],
};

fn check(look: &Look<'_>) -> Vec<Diagnostic> {
    let Look { handbook, .. } = *look;
    let lists = handbook.of(CHECKLIST_VERSIONS.kind);
    let changed = lists.filter(|(_, list)| !list.partial).filter_map(|(_, list)| {
        let latest = version(list)?;
        let now = checksum(list);
        if VERSION_ITEMS.within(latest)? == now {
            return None;
        }
        let number = VERSION_NUMBER.within(latest)?;
        let span = latest.spanned("items")?.span;
        let message = Text::new(
            format!("punkterna har ändrats sedan version {number}"),
            format!("the items have changed since version {number}"),
        );
        let row =
            format!("- {{ version: {}, date: {}, items: \"{now}\" }}", number + 1, handbook.today);
        Some(Diagnostic::warning("changed-without-version", span, message).help(Text::new(
            format!("lägg till raden `{row}` sist i `versions`"),
            format!("add the row `{row}` last in `versions`"),
        )))
    });
    changed.collect()
}
