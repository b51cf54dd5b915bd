//! Diagnostics on a line each: `path:line:column: error[code]: message`, then the help.
//!
//! The form that editors and `grep` understand, and that the test cases compare with.

use annotate_snippets::normalize_untrusted_str;

use super::help_word;
use crate::diagnostic::Diagnostic;
use crate::locale::Lang;
use crate::source::Sources;

/// All diagnostics, a line each, with an indented line for the help.
pub fn render(diagnostics: &[Diagnostic], sources: &Sources, lang: Lang) -> String {
    diagnostics.iter().map(|diagnostic| one(diagnostic, sources, lang)).collect()
}

fn one(diagnostic: &Diagnostic, sources: &Sources, lang: Lang) -> String {
    let file = sources.file(diagnostic.span.file);
    let place = file.position(diagnostic.span.start);
    let mut out = format!(
        "{}:{}:{}: {}[{}]: {}\n",
        file.path,
        place.line,
        place.column,
        diagnostic.severity.id(),
        diagnostic.code,
        diagnostic.message.get(lang),
    );
    if let Some(help) = &diagnostic.help {
        for line in format!("{}: {}", help_word(lang), help.get(lang)).lines() {
            out.push_str("  ");
            out.push_str(line);
            out.push('\n');
        }
    }
    // Words may quote a source; control characters in it must not steer a terminal.
    normalize_untrusted_str(&out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{FileId, Span};
    use crate::locale::Text;

    #[test]
    fn a_fault_is_one_line_and_its_help_another() {
        let sources = Sources::from_texts([("a.md", "å: x\nö: telja")]);
        let fault = Diagnostic::error(
            "broken-reference",
            Span::new(FileId(0), 10, 15),
            Text::new("leverantören `telja` finns inte", "no supplier `telja`"),
        );
        let helped = fault.clone().help(Text::new("menade du `telia`?", "did you mean `telia`?"));
        assert_eq!(
            render(&[fault, helped], &sources, Lang::Sv),
            "content/a.md:2:4: error[broken-reference]: leverantören `telja` finns inte\n\
             content/a.md:2:4: error[broken-reference]: leverantören `telja` finns inte\n  \
             hjälp: menade du `telia`?\n"
        );
    }
}
