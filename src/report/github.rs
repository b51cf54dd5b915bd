//! Diagnostics as GitHub workflow commands, which become annotations on the changed lines.

use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Lang;
use crate::source::Sources;

/// All diagnostics, a command on a line each.
pub fn render(diagnostics: &[Diagnostic], sources: &Sources, lang: Lang) -> String {
    diagnostics.iter().map(|diagnostic| one(diagnostic, sources, lang)).collect()
}

fn one(diagnostic: &Diagnostic, sources: &Sources, lang: Lang) -> String {
    let file = sources.file(diagnostic.span.file);
    let start = file.position(diagnostic.span.start);
    let end = file.position(diagnostic.span.end.max(diagnostic.span.start));
    // An annotation over several lines may not name columns.
    let columns = if end.line == start.line {
        format!(",col={},endColumn={}", start.column, end.column)
    } else {
        String::new()
    };
    format!(
        "::{} file={},line={},endLine={}{columns},title={}::{}\n",
        level(diagnostic.severity),
        property(&file.path),
        start.line,
        end.line,
        property(diagnostic.code),
        data(&super::sentence(diagnostic, lang)),
    )
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "notice",
    }
}

/// Text after the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property, which may hold neither what ends it nor what ends all of them.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{FileId, Span};
    use crate::locale::Text;

    fn said(address: &str, text: &str, words: &str) -> String {
        let sources = Sources::from_texts([(address, text)]);
        let span = Span::new(FileId(0), 0, text.len());
        let fault = Diagnostic::error("broken-reference", span, Text::new(words, words));
        render(&[fault], &sources, Lang::Sv)
    }

    #[test]
    fn a_fault_is_an_annotation_at_its_place() {
        assert_eq!(
            said("a.md", "telja", "`telja` finns inte"),
            "::error file=content/a.md,line=1,endLine=1,col=1,endColumn=6,\
             title=broken-reference::`telja` finns inte\n"
        );
    }

    #[test]
    fn no_word_of_an_author_can_end_the_command() {
        let said = said("a,b:c%.md", "x\ny", "100 %\r\n::error::nej");
        assert_eq!(
            said,
            "::error file=content/a%2Cb%3Ac%25.md,line=1,endLine=2,title=broken-reference::\
             100 %25%0D%0A::error::nej\n"
        );
    }
}
