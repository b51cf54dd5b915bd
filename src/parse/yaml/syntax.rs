//! Words a YAML syntax error the way an editor needs it, and finds the place that caused it.
//!
//! A parser notices an open bracket or quote only where the text can no longer be read, often on
//! the next line. The fault is where it was opened.

use granit_parser::{ErrorKind, ScanError};

use crate::diagnostic::{Diagnostic, FileId, Span};
use crate::locale::Text;

/// What is wrong with the syntax.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    Tab,
    OpenList,
    OpenGroup,
    OpenQuote,
    NoValue,
    ColonInText,
    Indent,
    TextAfterQuote,
    Escape,
    Other,
}

/// The diagnostic of a syntax error. `open`: where the innermost `[` or `{` stands that is open.
pub(super) fn diagnostic(
    file: FileId,
    text: &str,
    offset: usize,
    error: &ScanError,
    open: Option<usize>,
) -> Diagnostic {
    let at = error.marker().byte_offset().unwrap_or_default().min(text.len());
    let (fault, at) = locate(text, at, error.kind(), open.map(|open| open - offset));
    let (message, help) = words(fault, error);
    let width = text[at..].chars().next().filter(|sign| *sign != '\n').map_or(0, char::len_utf8);
    let span = Span::new(file, at + offset, at + width + offset);
    Diagnostic::error("yaml-syntax", span, message).help(help)
}

fn locate(text: &str, at: usize, kind: &ErrorKind, open: Option<usize>) -> (Fault, usize) {
    if let Some(tab) = tab_near(text, at) {
        return (Fault::Tab, tab);
    }
    if let Some(quote) = open_quote(text, at) {
        return (Fault::OpenQuote, quote);
    }
    if let Some(open) = open {
        let list = text.as_bytes().get(open) == Some(&b'[');
        return (if list { Fault::OpenList } else { Fault::OpenGroup }, open);
    }
    #[expect(clippy::wildcard_enum_match_arm, reason = "the parser's list is open-ended")]
    let fault = match kind {
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => Fault::ColonInText,
        ErrorKind::SimpleKeyExpected
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::InvalidSimpleKey => Fault::NoValue,
        ErrorKind::InvalidIndentation
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::BlockSequenceEntryNotAllowed => Fault::Indent,
        ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => Fault::TextAfterQuote,
        ErrorKind::UnknownQuotedScalarEscape => Fault::Escape,
        _ => Fault::Other,
    };
    (fault, at)
}

/// A tab in the indentation of the line of `at` or of the next one.
fn tab_near(text: &str, at: usize) -> Option<usize> {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let next = text[at..].find('\n').map(|end| at + end + 1);
    [Some(line), next].into_iter().flatten().find_map(|start| {
        let indent = text[start..].len() - text[start..].trim_start_matches([' ', '\t']).len();
        text[start..start + indent].find('\t').map(|tab| start + tab)
    })
}

/// The quote that opens a value on the line of `at`, or on a line above that still runs, and is
/// not closed on its line.
fn open_quote(text: &str, at: usize) -> Option<usize> {
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    let mut lines = text[..end].rsplit('\n');
    let mut start = end;
    for (count, line) in lines.by_ref().enumerate() {
        start -= line.len();
        let value = line.split_once(": ").map_or(line, |(_, value)| value).trim_start();
        let value = value.trim_start_matches("- ").trim_start();
        let quote = value.chars().next().filter(|sign| matches!(sign, '"' | '\''));
        if let Some(quote) = quote {
            let closed = value[1..].contains(quote);
            return (!closed).then(|| start + line.len() - value.len());
        }
        if count == 2 {
            return None;
        }
        start = start.saturating_sub(1);
    }
    None
}

fn words(fault: Fault, error: &ScanError) -> (Text, Text) {
    match fault {
        Fault::Tab => (
            Text::new("en tabb används som indrag", "a tab is used as indentation"),
            Text::new(
                "gör indraget med mellanslag, två per nivå",
                "indent with two spaces a level",
            ),
        ),
        Fault::OpenList => (
            Text::new("listan som börjar här avslutas aldrig", "this list is never closed"),
            Text::new("sätt `]` efter sista värdet", "put `]` after the last value"),
        ),
        Fault::OpenGroup => (
            Text::new("gruppen som börjar här avslutas aldrig", "this group is never closed"),
            Text::new("sätt `}` efter sista värdet", "put `}` after the last value"),
        ),
        Fault::OpenQuote => (
            Text::new("citattecknet här avslutas aldrig", "this quote is never closed"),
            Text::new(
                "sätt ett likadant citattecken sist i texten",
                "end the text with the same quote",
            ),
        ),
        Fault::NoValue => (
            Text::new("raden saknar `nyckel: värde`", "the line lacks `key: value`"),
            Text::new(
                "skriv ett kolon och ett mellanslag efter nyckeln, och kontrollera indraget",
                "write a colon and a space after the key, and check the indentation",
            ),
        ),
        Fault::ColonInText => (
            Text::new("ett kolon mitt i texten läses som en ny nyckel", "a colon starts a new key"),
            Text::new(
                "sätt citattecken runt hela texten, eller kontrollera indraget",
                "put quotes around the whole text, or check the indentation",
            ),
        ),
        Fault::Indent => (
            Text::new("indraget stämmer inte med raderna ovanför", "the indentation is off"),
            Text::new(
                "börja raden i samma kolumn som de andra på samma nivå",
                "begin the line in the same column as the others on its level",
            ),
        ),
        Fault::TextAfterQuote => (
            Text::new("det står text efter citattecknet", "text follows the closing quote"),
            Text::new("ta med texten innanför citattecknen", "move the text inside the quotes"),
        ),
        Fault::Escape => (
            Text::new("`\\` följs av ett tecken som inte betyder något", "`\\` begins no escape"),
            Text::new(
                "skriv `\\\\`, eller använd enkla citattecken",
                "write `\\\\`, or use single quotes",
            ),
        ),
        Fault::Other => (
            Text::new(
                format!("YAML går inte att läsa härifrån ({})", error.info()),
                format!("the YAML cannot be read from here ({})", error.info()),
            ),
            Text::new(
                "sätt citattecken kring text med `: `, `#`, `[`, `{`, `&`, `*`, `!` eller `@`",
                "put quotes around text that holds `: `, `#`, `[`, `{`, `&`, `*`, `!` or `@`",
            ),
        ),
    }
}
