//! `unknown-block`: a fenced block that was probably meant to list entries.

use super::{Check, Look, prose};
use crate::diagnostic::Severity::Warning;
use crate::diagnostic::explanation::{Explanation, words};
use crate::diagnostic::{Diagnostic, Span};
use crate::kind::suggest;
use crate::locale::Text;
use crate::parse::markdown::Fence;

pub(super) const CHECK: Check = Check {
    run: check,
    explained: &[Explanation {
        code: "unknown-block",
        severity: Warning,
        what: words(
            "Blockets namn liknar `entries` men är felstavat.",
            "The name of the block resembles `entries` but is misspelt.",
        ),
        why: words(
            "Läsaren ser frågan i stället för listan med poster. Skriv `entries`.",
            "Readers see the query instead of the list of entries. Write `entries`.",
        ),
        bad: "```entires\nkind: system\n```",
        good: "```entries\nkind: system\n```",
    }],
};

fn check(look: &Look<'_>) -> Vec<Diagnostic> {
    let sources = look.sources;
    let mut faults = Vec::new();
    for seen in look.seen {
        for prose in seen.prose() {
            let (text, _) = prose.within(sources);
            for Fence { info, span } in prose.scan.fences.iter().filter(|one| is_meant(&one.info)) {
                let first = text.get(span.clone()).and_then(|block| block.lines().next());
                if let Some(at) = first.and_then(|line| line.find(info.as_str())) {
                    let place = span.start + at..span.start + at + info.len();
                    faults.push(misspelt(info, prose::place(prose, &place, sources)));
                }
            }
        }
    }
    faults
}

/// Whether a word is `entries` but for its letters: near it, in capitals, or in Swedish.
fn is_meant(word: &str) -> bool {
    let word = word.to_lowercase();
    word != "entries" && (word == "poster" || suggest::nearest(&word, ["entries"]).is_some())
}

fn misspelt(word: &str, span: Span) -> Diagnostic {
    let message =
        Text::new(format!("blocket `{word}` finns inte"), format!("there is no block `{word}`"));
    Diagnostic::warning("unknown-block", span, message).help(Text::new(
        "menade du `entries`, som visar en lista över poster?",
        "did you mean `entries`, which lists entries?",
    ))
}
