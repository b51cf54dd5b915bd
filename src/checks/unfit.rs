//! `unfit-target`: a reference to an entry that may not stand there, such as a role that may not
//! decide set as the one who decides.

use super::{Check, Look};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity::Error;
use crate::diagnostic::explanation::{Explanation, words};
use crate::handbook::Target;
use crate::kind::FieldType;
use crate::kind::value::Value;
use crate::locale::Text;

pub(super) const CHECK: Check = Check {
    run: check,
    explained: &[Explanation {
        code: "unfit-target",
        severity: Error,
        what: words(
            "Posten finns men får inte stå i det här fältet.",
            "The entry exists but may not stand in this field.",
        ),
        why: words(
            "Till exempel får en roll som bara ger råd inte stå som beslutare, och en projektledare inte som systemägare. Beskedet säger varför.",
            "A role that only advises, for example, may not stand as decider, nor a project manager as system owner. The message tells why.",
        ),
        bad: "decision: { question: Ska vi köpa?, decided_by: objektledare-it }",
        good: "decision: { question: Ska vi köpa?, decided_by: systemagare, advised_by: [objektledare-it] }",
    }],
};

fn check(look: &Look<'_>) -> Vec<Diagnostic> {
    let Look { handbook, .. } = *look;
    let mut faults = Vec::new();
    for seen in look.seen {
        for visit in &seen.values {
            let Some(refusal) = &visit.field.rules.refuses else { continue };
            let (Value::Reference(reference), FieldType::Ref(kinds)) =
                (&visit.value.value, &visit.field.ty)
            else {
                continue;
            };
            let Target::Entry(id, _) = handbook.target(reference, kinds) else { continue };
            let target = handbook.entry(id);
            if refusal.when.holds(&target.fields) {
                let key = &visit.field.key;
                let message = Text::new(
                    format!("”{}” får inte stå i `{key}`", target.title),
                    format!("“{}” may not stand in `{key}`", target.title),
                );
                let fault = Diagnostic::error("unfit-target", visit.value.span, message);
                faults.push(fault.help(refusal.reason.clone()));
            }
        }
    }
    faults
}
