//! Diagnostics as SARIF 2.1.0, which code hosts and editors show beside the lines.

use serde_json::{Value, json};

use super::fingerprint::fingerprints;
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Lang;
use crate::source::Sources;

/// One run with all diagnostics, their words in `lang`.
///
/// Columns count characters, and the rules are the codes that occur, in the order of their names.
pub fn render(diagnostics: &[Diagnostic], sources: &Sources, lang: Lang) -> String {
    let mut codes: Vec<_> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let rules: Vec<_> = codes.iter().map(|code| json!({ "id": code })).collect();
    let results: Vec<_> = diagnostics
        .iter()
        .zip(fingerprints(diagnostics, sources))
        .map(|(diagnostic, fingerprint)| {
            let rule = codes.binary_search(&diagnostic.code).unwrap_or_default();
            result(diagnostic, rule, &fingerprint, sources, lang)
        })
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "lathund",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "language": lang.tag(),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn result(
    diagnostic: &Diagnostic,
    rule: usize,
    fingerprint: &str,
    sources: &Sources,
    lang: Lang,
) -> Value {
    let file = sources.file(diagnostic.span.file);
    let start = file.position(diagnostic.span.start);
    let end = file.position(diagnostic.span.end.max(diagnostic.span.start));
    json!({
        "ruleId": diagnostic.code,
        "ruleIndex": rule,
        "level": level(diagnostic.severity),
        "message": { "text": super::sentence(diagnostic, lang) },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": address(&file.path) },
            "region": {
                "startLine": start.line,
                "startColumn": start.column,
                "endLine": end.line,
                "endColumn": end.column,
            },
        } }],
        "partialFingerprints": { "lathund/v1": fingerprint },
    })
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

/// A path as a relative URI: what may not stand in one is percent-encoded.
fn address(path: &str) -> String {
    path.bytes().fold(String::with_capacity(path.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{FileId, Span};
    use crate::locale::Text;

    fn log() -> Value {
        let sources = Sources::from_texts([("avtal/växel 1.md", "titel: å\nleverantör: telja\n")]);
        let fault = |code, range: std::ops::Range<usize>| {
            let words = Text::new("finns inte", "does not exist");
            Diagnostic::error(code, Span::new(FileId(0), range.start, range.end), words)
        };
        let faults = [
            fault("unknown-key", 0..5),
            fault("broken-reference", 23..28).help(Text::new("menade du `telia`?", "telia?")),
            Diagnostic { severity: Severity::Advice, ..fault("unknown-key", 0..0) },
        ];
        serde_json::from_str(&render(&faults, &sources, Lang::Sv)).unwrap()
    }

    #[test]
    fn places_count_characters_and_the_path_is_an_address() {
        let log = log();
        let place = &log["runs"][0]["results"][1]["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "content/avtal/v%C3%A4xel%201.md");
        let region = json!({ "startLine": 2, "startColumn": 13, "endLine": 2, "endColumn": 18 });
        assert_eq!(place["region"], region);
        assert_eq!(log["runs"][0]["columnKind"], "unicodeCodePoints");
    }

    #[test]
    fn every_result_points_at_its_rule_and_is_told_apart() {
        let log = log();
        let run = &log["runs"][0];
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        let ids: Vec<_> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
        assert_eq!(ids, ["broken-reference", "unknown-key"]);
        let mut names = Vec::new();
        for result in run["results"].as_array().unwrap() {
            let rule = result["ruleIndex"].as_u64().unwrap() as usize;
            assert_eq!(result["ruleId"], ids[rule]);
            assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
            names.push(result["partialFingerprints"]["lathund/v1"].as_str().unwrap().to_owned());
        }
        names.sort();
        names.dedup();
        assert_eq!(names.len(), 3);
    }

    #[test]
    fn the_help_follows_the_message() {
        let text = &log()["runs"][0]["results"][1]["message"]["text"];
        assert_eq!(text, "finns inte (menade du `telia`?)");
    }

    #[test]
    fn a_sound_handbook_is_a_run_without_results() {
        let log = render(&[], &Sources::default(), Lang::Sv);
        let log: Value = serde_json::from_str(&log).unwrap();
        assert_eq!(log["version"], "2.1.0");
        assert_eq!(log["runs"][0]["results"], json!([]));
    }
}
