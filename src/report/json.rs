//! Diagnostics for programs: a JSON array, one object each.
//!
//! Lines and columns count from 1, columns in characters; the end is the place after the last
//! marked character. `help` is `null` where there is none.

use serde_json::{Value, json};

use crate::diagnostic::Diagnostic;
use crate::locale::Lang;
use crate::source::Sources;

/// All diagnostics with their words in `lang`.
pub fn render(diagnostics: &[Diagnostic], sources: &Sources, lang: Lang) -> String {
    let list = diagnostics.iter().map(|diagnostic| one(diagnostic, sources, lang)).collect();
    format!("{:#}\n", Value::Array(list))
}

fn one(diagnostic: &Diagnostic, sources: &Sources, lang: Lang) -> Value {
    let file = sources.file(diagnostic.span.file);
    let start = file.position(diagnostic.span.start);
    let end = file.position(diagnostic.span.end.max(diagnostic.span.start));
    json!({
        "code": diagnostic.code,
        "severity": diagnostic.severity.id(),
        "path": file.path,
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "message": diagnostic.message.get(lang),
        "help": diagnostic.help.as_ref().map(|help| help.get(lang)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{FileId, Span};
    use crate::locale::Text;

    #[test]
    fn places_and_words_are_fields() {
        let sources = Sources::from_texts([("a.md", "ä: x\nö: telja\n")]);
        let fault = Diagnostic::warning(
            "broken-reference",
            Span::new(FileId(0), 10, 15),
            Text::new("finns inte", "does not exist"),
        );
        let parsed: Value =
            serde_json::from_str(&render(&[fault], &sources, Lang::En)).expect("valid JSON");
        let expected = json!([{
            "code": "broken-reference", "severity": "warning", "path": "content/a.md",
            "line": 2, "column": 4, "end_line": 2, "end_column": 9,
            "message": "does not exist", "help": null,
        }]);
        assert_eq!(parsed, expected);
    }

    #[test]
    fn no_diagnostics_are_an_empty_array() {
        assert_eq!(render(&[], &Sources::default(), Lang::Sv), "[]\n");
    }
}
