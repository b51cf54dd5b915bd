//! Diagnostics as `JUnit` XML, for systems that show test results and nothing else.
//!
//! A test case is a code in a file; it fails with all its places. Advice is no failure and stands
//! as output. Without faults there is one test case that passes, since some readers refuse none.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Lang;
use crate::source::Sources;

/// All diagnostics with their words in `lang`.
pub fn render(diagnostics: &[Diagnostic], sources: &Sources, lang: Lang) -> String {
    let mut cases: BTreeMap<(&str, &str), Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in diagnostics {
        let path = sources.file(diagnostic.span.file).path.as_str();
        cases.entry((path, diagnostic.code)).or_default().push(diagnostic);
    }
    let failures = cases.values().filter(|faults| fails(faults)).count();
    let tests = cases.len().max(1);
    let counts = format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\"");
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"lathund\" {counts}>\n  \
         <testsuite name=\"lathund check\" {counts}>\n"
    );
    if cases.is_empty() {
        out.push_str("    <testcase classname=\"content\" name=\"check\"/>\n");
    }
    for ((path, code), faults) in &cases {
        let (path, code) = (escape(path), escape(code));
        out.push_str(&format!(
            "    <testcase classname=\"{path}\" name=\"{code}\" file=\"{path}\">\n"
        ));
        out.push_str(&outcome(faults, sources, lang));
        out.push_str("    </testcase>\n");
    }
    out.push_str("  </testsuite>\n</testsuites>\n");
    out
}

fn fails(faults: &[&Diagnostic]) -> bool {
    faults.iter().any(|fault| fault.severity != Severity::Advice)
}

fn outcome(faults: &[&Diagnostic], sources: &Sources, lang: Lang) -> String {
    let lines: Vec<_> = faults
        .iter()
        .map(|fault| {
            let file = sources.file(fault.span.file);
            let place = file.position(fault.span.start);
            let words = super::sentence(fault, lang);
            format!("{}:{}:{}: {words}", file.path, place.line, place.column)
        })
        .collect();
    let text = escape(&lines.join("\n"));
    match faults.first() {
        Some(first) if fails(faults) => {
            let worst = faults.iter().map(|fault| fault.severity).min().unwrap_or(first.severity);
            let message = escape(first.message.get(lang));
            let kind = worst.id();
            format!("      <failure type=\"{kind}\" message=\"{message}\">{text}</failure>\n")
        }
        _ => format!("      <system-out>{text}</system-out>\n"),
    }
}

/// Text that can stand in an element or a quoted attribute. Signs that XML cannot hold at all
/// become the replacement sign.
fn escape(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, sign| {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' | '\r' | '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            sign => out.push(sign),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{FileId, Span};
    use crate::locale::Text;

    #[test]
    fn faults_of_a_code_in_a_file_are_one_failed_case() {
        let sources = Sources::from_texts([("a.md", "x: 1\ny: 2\n")]);
        let at = |start| Span::new(FileId(0), start, start + 1);
        let words = || Text::new("nyckeln <x> & \"y\"", "key");
        let faults = [
            Diagnostic::error("unknown-key", at(0), words()),
            Diagnostic::error("unknown-key", at(5), words()),
            Diagnostic::advice("long-sentence", at(0), Text::new("lång\u{1b}", "long")),
        ];
        let xml = render(&faults, &sources, Lang::Sv);
        assert!(xml.contains("tests=\"2\" failures=\"1\""), "{xml}");
        let failure = "<failure type=\"error\" message=\"nyckeln &lt;x&gt; &amp; &quot;y&quot;\">\
             content/a.md:1:1: nyckeln &lt;x&gt; &amp; &quot;y&quot;&#10;content/a.md:2:1:";
        assert!(xml.contains(failure), "{xml}");
        assert!(xml.contains("<system-out>content/a.md:1:1: lång\u{fffd}</system-out>"), "{xml}");
    }

    #[test]
    fn a_sound_handbook_is_one_case_that_passes() {
        let xml = render(&[], &Sources::default(), Lang::Sv);
        assert!(xml.contains("tests=\"1\" failures=\"0\""), "{xml}");
        assert!(xml.contains("<testcase classname=\"content\" name=\"check\"/>"), "{xml}");
    }
}
