//! `same-title`: two entries of a kind that readers cannot tell apart by their names.

use std::collections::HashMap;

use super::{Check, Look};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity::Warning;
use crate::diagnostic::explanation::{Explanation, words};
use crate::kind::entry::Entry;
use crate::locale::Text;
use crate::source::Sources;

pub(super) const CHECK: Check = Check {
    run: check,
    explained: &[Explanation {
        code: "same-title",
        severity: Warning,
        what: words(
            "Två poster av samma sort heter likadant.",
            "Two entries of a kind have the same name.",
        ),
        why: words(
            "Läsaren kan inte skilja dem åt i listor och sökningar. Är de samma sak tar du bort den ena, annars lägger du till det som skiljer dem.",
            "Readers cannot tell them apart in lists and searches. If they are the same thing, take one away; otherwise add what tells them apart.",
        ),
        bad: "- { id: agresso, title: Agresso }\n- { id: agresso-2, title: Agresso }",
        good: "- { id: agresso, title: Agresso (ekonomi) }\n- { id: agresso-2, title: Agresso (lön) }",
    }],
};

fn check(look: &Look<'_>) -> Vec<Diagnostic> {
    let Look { handbook, sources, .. } = *look;
    let mut faults = Vec::new();
    for (kind, declared) in handbook.kinds.all() {
        if !declared.rules.distinct_titles {
            continue;
        }
        let mut first: HashMap<String, &Entry> = HashMap::new();
        // In the order of the sources; what has no name is told of elsewhere.
        let mut ids: Vec<_> = handbook.of_kind(kind).to_vec();
        ids.retain(|id| !handbook.entry(*id).title.is_empty());
        ids.sort_unstable();
        for id in ids {
            let entry = handbook.entry(id);
            match first.get(&entry.title.to_lowercase()) {
                Some(other) => faults.push(twin(entry, other, sources)),
                None => {
                    first.insert(entry.title.to_lowercase(), entry);
                }
            }
        }
    }
    faults
}

fn twin(entry: &Entry, other: &Entry, sources: &Sources) -> Diagnostic {
    let (title, id) = (&entry.title, &other.id);
    let path = &sources.file(other.file).path;
    let message = Text::new(
        format!("”{title}” heter också posten `{id}` ({path})"),
        format!("“{title}” is also the name of the entry `{id}` ({path})"),
    );
    let place = entry.fields.spanned("title").map_or(entry.span, |title| title.span);
    Diagnostic::warning("same-title", place, message).help(Text::new(
        "ta bort den ena om de är samma sak, annars skriv det som skiljer dem inom parentes",
        "take one away if they are the same thing, otherwise write what tells them apart in brackets",
    ))
}
