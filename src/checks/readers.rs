//! `readers-without-effect`: a part of a text that is meant for more readers than what it stands in.

use super::{Check, Look};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity::Warning;
use crate::diagnostic::explanation::{Explanation, words};
use crate::kind::section;
use crate::kind::value::Value;
use crate::locale::Text;

pub(super) const CHECK: Check = Check {
    run: check,
    explained: &[Explanation {
        code: "readers-without-effect",
        severity: Warning,
        what: words(
            "En del av texten är märkt för fler läsare än den post eller det fält som den står i.",
            "A part of the text is marked for more readers than the entry or field it stands in.",
        ),
        why: words(
            "Märket kan bara dölja, aldrig öppna: den som inte får se posten ser inte heller delen. Ta bort märket, eller ändra postens `visibility`.",
            "A mark can only hide, never open: who may not see the entry does not see the part either. Remove the mark, or change `visibility` of the entry.",
        ),
        bad: "---\ntitle: Driftstopp\nvisibility: intern\n---\n> [!OPPEN]\n> Ring it-supporten.",
        good: "---\ntitle: Driftstopp\nvisibility: oppen\n---\nRing it-supporten.",
    }],
};

fn check(look: &Look<'_>) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for seen in look.seen {
        let kind = look.handbook.kind_of(seen.entry);
        for visit in &seen.values {
            let Value::Markdown(prose) = &visit.value.value else { continue };
            let fields = visit.path.fields(kind).filter_map(|field| field.visibility);
            let least = fields.fold(seen.entry.audience(), Ord::max);
            for found in &prose.scan.sections {
                let wider = section::least(found).filter(|own| *own < least);
                let Some(own) = wider else { continue };
                let message = Text::new(
                    format!(
                        "`{}` öppnar inget: det som delen står i är `{}`",
                        own.id(),
                        least.id()
                    ),
                    format!(
                        "`{}` opens nothing: what the part stands in is `{}`",
                        own.id(),
                        least.id()
                    ),
                );
                let span = section::place(prose, &found.word_span);
                faults.push(
                    Diagnostic::warning("readers-without-effect", span, message)
                        .help(Text::new("ta bort märket", "remove the mark")),
                );
            }
        }
    }
    faults
}
