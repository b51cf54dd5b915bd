//! Diagnostics as a GitLab Code Quality report, shown in the merge request's widget and diff.

use serde_json::{Value, json};

use super::fingerprint::fingerprints;
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Lang;
use crate::source::Sources;

/// All diagnostics with their words in `lang`.
pub fn render(diagnostics: &[Diagnostic], sources: &Sources, lang: Lang) -> String {
    let list = diagnostics
        .iter()
        .zip(fingerprints(diagnostics, sources))
        .map(|(diagnostic, fingerprint)| {
            let file = sources.file(diagnostic.span.file);
            json!({
                "description": super::sentence(diagnostic, lang),
                "check_name": diagnostic.code,
                "fingerprint": fingerprint,
                "severity": severity(diagnostic.severity),
                "location": {
                    "path": file.path,
                    "lines": { "begin": file.position(diagnostic.span.start).line },
                },
            })
        })
        .collect();
    format!("{:#}\n", Value::Array(list))
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "critical",
        Severity::Warning => "minor",
        Severity::Advice => "info",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{FileId, Span};
    use crate::locale::Text;

    #[test]
    fn a_fault_has_the_fields_that_the_widget_asks_for() {
        let sources = Sources::from_texts([("a.md", "x: 1\nö: telja\n")]);
        let span = Span::new(FileId(0), 9, 14);
        let fault = Diagnostic::warning("broken-reference", span, Text::new("finns inte", "no"));
        let list: Value = serde_json::from_str(&render(&[fault], &sources, Lang::Sv)).unwrap();
        let mut one = list[0].clone();
        let fingerprint = one["fingerprint"].take();
        assert_eq!(fingerprint.as_str().unwrap().len(), 32);
        let expected = json!({
            "description": "finns inte", "check_name": "broken-reference", "fingerprint": null,
            "severity": "minor", "location": { "path": "content/a.md", "lines": { "begin": 2 } },
        });
        assert_eq!(one, expected);
    }
}
