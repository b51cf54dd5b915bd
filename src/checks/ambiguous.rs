//! `ambiguous-reference`: an id without its kind, where entries of several kinds have it.

use super::{Check, Look};
use crate::diagnostic::Severity::Error;
use crate::diagnostic::explanation::{Explanation, words};
use crate::diagnostic::{Diagnostic, Span};
use crate::handbook::{Handbook, links};
use crate::kind::FieldType;
use crate::kind::value::Value;
use crate::locale::Text;
use crate::parse::markdown::LinkForm;
use crate::parse::reference::{self, Reference};

pub(super) const CHECK: Check = Check {
    run: check,
    explained: &[Explanation {
        code: "ambiguous-reference",
        severity: Error,
        what: words(
            "Id:t står utan sort, och poster av flera sorter heter så.",
            "The id stands without its kind, and entries of several kinds have it.",
        ),
        why: words(
            "Ingen vet vilken post du menar, och länken kan leda fel. Skriv sorten före id:t.",
            "Nobody knows which entry you mean, and the link may lead astray. Write the kind before the id.",
        ),
        bad: "Läs om [[inforande]].",
        good: "Läs om [[process:inforande]].",
    }],
};

fn check(look: &Look<'_>) -> Vec<Diagnostic> {
    let Look { handbook, sources, .. } = *look;
    let mut faults = Vec::new();
    for seen in look.seen {
        for visit in &seen.values {
            match (&visit.value.value, &visit.field.ty) {
                (Value::Reference(reference), FieldType::Ref(kinds)) => {
                    faults.extend(fault(handbook, reference, kinds, || visit.value.span));
                }
                (Value::Markdown(prose), _) => {
                    let wiki = prose.scan.links.iter().enumerate();
                    for (index, link) in wiki.filter(|(_, link)| link.form == LinkForm::Wiki) {
                        if let Some(reference) = reference::parse(&link.dest) {
                            let place = || links::place(prose, index, sources);
                            faults.extend(fault(handbook, &reference, &[], place));
                        }
                    }
                }
                _ => {}
            }
        }
    }
    faults
}

fn fault(
    handbook: &Handbook,
    reference: &Reference,
    kinds: &[String],
    place: impl Fn() -> Span,
) -> Option<Diagnostic> {
    if reference.kind.is_some() {
        return None;
    }
    let fits = |kind: &&str| kinds.is_empty() || kinds.iter().any(|known| known == kind);
    let all = handbook.kinds.all().map(|(_, kind)| kind.id.as_str());
    let found: Vec<_> = all
        .filter(fits)
        .filter(|kind| handbook.find(kind, &reference.id).is_some())
        .map(|kind| format!("`{kind}:{}`", reference.id))
        .collect();
    if found.len() < 2 {
        return None;
    }
    let message = Text::new(
        format!("`{}` kan betyda flera poster", reference.id),
        format!("`{}` can mean several entries", reference.id),
    );
    let help = Text::new(
        format!("skriv {}", found.join(" eller ")),
        format!("write {}", found.join(" or ")),
    );
    Some(Diagnostic::error("ambiguous-reference", place(), message).help(help))
}
