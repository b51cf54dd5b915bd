//! `unused-alias`, `former-id`: former ids that do nothing, and references that still use one.

use std::collections::HashSet;

use super::{Check, Look};
use crate::diagnostic::Severity::{Advice, Warning};
use crate::diagnostic::explanation::{Explanation, words};
use crate::diagnostic::{Diagnostic, Span};
use crate::handbook::{self, Target};
use crate::kind::FieldType;
use crate::kind::value::Value;
use crate::locale::Text;

pub(super) const CHECK: Check = Check {
    run: check,
    explained: &[
        Explanation {
            code: "unused-alias",
            severity: Warning,
            what: words(
                "Ett tidigare id i `aliases` gör ingen nytta: det är postens eget id, eller står två gånger.",
                "A former id in `aliases` does nothing: it is the entry's own id, or stands twice.",
            ),
            why: words(
                "Listan ska bara ha id:n som gamla länkar använder. Ta bort raden.",
                "The list is for ids that old links use. Take the line away.",
            ),
            bad: "id: lifecare\naliases: [lifecare]",
            good: "id: lifecare\naliases: [procapita]",
        },
        Explanation {
            code: "former-id",
            severity: Advice,
            what: words(
                "Hänvisningen använder ett id som posten hade förr.",
                "The reference uses an id that the entry had before.",
            ),
            why: words(
                "Länken fungerar, men den som läser källan hittar inte posten under det namnet. Skriv det nya id:t.",
                "The link works, but whoever reads the source finds no entry of that name. Write the new id.",
            ),
            bad: "systems: [procapita]",
            good: "systems: [lifecare]",
        },
    ],
};

fn check(look: &Look<'_>) -> Vec<Diagnostic> {
    let Look { handbook, .. } = *look;
    let mut faults = Vec::new();
    for seen in look.seen {
        let mut known = HashSet::from([seen.entry.id.as_str()]);
        for (alias, span) in handbook::aliases(seen.entry) {
            if !known.insert(alias) {
                faults.push(unused(alias, span));
            }
        }
        for visit in &seen.values {
            let (Value::Reference(reference), FieldType::Ref(kinds)) =
                (&visit.value.value, &visit.field.ty)
            else {
                continue;
            };
            if let Target::Entry(id, _) = handbook.target(reference, kinds)
                && handbook.entry(id).id != reference.id
                && handbook.entry(id).path.is_none()
            {
                faults.push(former(&reference.id, &handbook.entry(id).id, visit.value.span));
            }
        }
    }
    faults
}

fn unused(alias: &str, span: Span) -> Diagnostic {
    let message = Text::new(
        format!("det tidigare id:t `{alias}` gör ingen nytta"),
        format!("the former id `{alias}` does nothing"),
    );
    Diagnostic::warning("unused-alias", span, message)
        .help(Text::new("ta bort det ur `aliases`", "take it out of `aliases`"))
}

fn former(old: &str, new: &str, span: Span) -> Diagnostic {
    let message =
        Text::new(format!("`{old}` är ett tidigare id"), format!("`{old}` is a former id"));
    Diagnostic::advice("former-id", span, message)
        .help(Text::new(format!("skriv `{new}`"), format!("write `{new}`")))
}
