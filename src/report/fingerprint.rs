//! Names for diagnostics that stay the same while lines move, so that a merge request is told of
//! what is new and not of what has only shifted.

use std::collections::HashMap;

use crate::diagnostic::Diagnostic;
use crate::source::Sources;

/// A fingerprint for each diagnostic, in their order, no two the same.
///
/// It is made of the code, the file and the marked words; equal ones in a file are told apart by
/// their order. No line number takes part.
pub(super) fn fingerprints(diagnostics: &[Diagnostic], sources: &Sources) -> Vec<String> {
    let mut seen: HashMap<(&str, &str, &str), usize> = HashMap::new();
    diagnostics
        .iter()
        .map(|diagnostic| {
            let path = sources.file(diagnostic.span.file).path.as_str();
            let words = sources.text(diagnostic.span).trim();
            let count = seen.entry((diagnostic.code, path, words)).or_default();
            *count += 1;
            hash(&[diagnostic.code, path, words, &count.to_string()])
        })
        .collect()
}

/// Half of a BLAKE3 hash: parts end in a byte that no text holds, so that none runs into the next.
fn hash(parts: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(part.as_bytes()).update(&[0xff]);
    }
    hasher.finalize().to_hex().chars().take(32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{FileId, Span};
    use crate::locale::Text;

    /// Fingerprints of an error at every place where `needle` stands in `text`.
    fn of(text: &str, needle: &str) -> Vec<String> {
        let sources = Sources::from_texts([("a.md", text)]);
        let faults: Vec<_> = text
            .match_indices(needle)
            .map(|(at, _)| {
                let span = Span::new(FileId(0), at, at + needle.len());
                Diagnostic::error("broken-reference", span, Text::new("x", "x"))
            })
            .collect();
        fingerprints(&faults, &sources)
    }

    #[test]
    fn a_fault_that_only_moves_keeps_its_fingerprint() {
        assert_eq!(of("a: telja\n", "telja"), of("ny rad\n\n  b: telja\n", "telja"));
        assert_ne!(of("a: telja\n", "telja"), of("a: tellia\n", "tellia"));
    }

    #[test]
    fn the_same_mistake_twice_has_two_fingerprints() {
        let found = of("a: telja\nb: telja\n", "telja");
        assert_ne!(found[0], found[1]);
        assert_eq!(found[0].len(), 32);
    }
}
