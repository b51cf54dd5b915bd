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
    Conflict,
    HardSpace,
    Tab,
    OpenList,
    OpenGroup,
    OpenQuote,
    NoValue,
    ColonInText,
    Indent,
    TextAfterQuote,
    Escape,
    Reserved,
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

/// The signs that YAML keeps for itself at the beginning of a value.
const RESERVED: [char; 9] = ['%', '@', '`', '&', '*', '!', '|', '>', '?'];

fn locate(text: &str, at: usize, kind: &ErrorKind, open: Option<usize>) -> (Fault, usize) {
    if let Some(marker) = conflict(text, at) {
        return (Fault::Conflict, marker);
    }
    if let Some(space) = hard_space(text, at) {
        return (Fault::HardSpace, space);
    }
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
    if text[at..].starts_with(RESERVED) {
        return (Fault::Reserved, at);
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

/// The line of `at`, when git left it there to be chosen about.
fn conflict(text: &str, at: usize) -> Option<usize> {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let left = ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|mark| text[line..].starts_with(mark));
    left.then_some(line)
}

/// A space that does not count as one, in the indentation or after the colon of the line of `at`,
/// or in the indentation of the line above.
fn hard_space(text: &str, at: usize) -> Option<usize> {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let above = text[..line.saturating_sub(1)].rfind('\n').map_or(0, |end| end + 1);
    let indent = |start: usize| {
        let indent = text[start..].trim_start_matches([' ', '\u{a0}']);
        text[start..text.len() - indent.len()].find('\u{a0}').map(|space| start + space)
    };
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    let after_colon = || text[line..end].find(":\u{a0}").map(|colon| line + colon + 1);
    indent(line).or_else(|| indent(above)).or_else(after_colon)
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
    let Some([sv, en, help_sv, help_en]) = known(fault) else {
        return (
            Text::new(
                "YAML går inte att läsa härifrån".to_owned(),
                format!("the YAML cannot be read from here ({})", error.info()),
            ),
            Text::new(
                "kontrollera indrag, kolon och citattecken på raden och på raden ovanför",
                "check the indentation, colons and quotes of the line and the one above",
            ),
        );
    };
    (Text::new(sv, en), Text::new(help_sv, help_en))
}

/// What is wrong and what to do, each in Swedish and English.
const fn known(fault: Fault) -> Option<[&'static str; 4]> {
    Some(match fault {
        Fault::Tab => [
            "en tabb används som indrag",
            "a tab is used as indentation",
            "gör indraget med mellanslag, två per nivå",
            "indent with two spaces a level",
        ],
        Fault::OpenList => [
            "listan som börjar här avslutas aldrig",
            "this list is never closed",
            "sätt `]` efter sista värdet",
            "put `]` after the last value",
        ],
        Fault::OpenGroup => [
            "gruppen som börjar här avslutas aldrig",
            "this group is never closed",
            "sätt `}` efter sista värdet",
            "put `}` after the last value",
        ],
        Fault::OpenQuote => [
            "citattecknet här avslutas aldrig",
            "this quote is never closed",
            "sätt ett likadant citattecken sist i texten",
            "end the text with the same quote",
        ],
        Fault::Conflict => [
            "här står två versioner av texten, som git inte kunde välja mellan",
            "two versions of the text stand here, between which git could not choose",
            "behåll den rätta och ta bort raderna `<<<<<<<`, `=======` och `>>>>>>>`",
            "keep the right one and remove the lines `<<<<<<<`, `=======` and `>>>>>>>`",
        ],
        Fault::HardSpace => [
            "ett hårt mellanslag står där ett vanligt ska stå",
            "a non-breaking space stands where a common one must stand",
            "ta bort det och slå ett vanligt mellanslag; det följer ofta med text från Word",
            "remove it and type a common space; it often comes with text from Word",
        ],
        other => return structure(other),
    })
}

/// As [`known`], for faults in the structure of lines.
const fn structure(fault: Fault) -> Option<[&'static str; 4]> {
    Some(match fault {
        Fault::NoValue => [
            "raden saknar `nyckel: värde`",
            "the line lacks `key: value`",
            "skriv ett kolon och ett mellanslag efter nyckeln, och kontrollera indraget",
            "write a colon and a space after the key, and check the indentation",
        ],
        Fault::ColonInText => [
            "ett kolon mitt i texten läses som en ny nyckel",
            "a colon starts a new key",
            "sätt citattecken runt hela texten, eller kontrollera indraget",
            "put quotes around the whole text, or check the indentation",
        ],
        Fault::Indent => [
            "indraget stämmer inte med raderna ovanför",
            "the indentation is off",
            "börja raden i samma kolumn som de andra på samma nivå",
            "begin the line in the same column as the others on its level",
        ],
        Fault::TextAfterQuote => [
            "det står text efter citattecknet",
            "text follows the closing quote",
            "ta med texten innanför citattecknen",
            "move the text inside the quotes",
        ],
        Fault::Escape => [
            "`\\` följs av ett tecken som inte betyder något",
            "`\\` begins no escape",
            "skriv `\\\\`, eller använd enkla citattecken",
            "write `\\\\`, or use single quotes",
        ],
        Fault::Reserved => [
            "tecknet har en egen betydelse i YAML när ett värde börjar med det",
            "the sign has a meaning of its own in YAML where a value begins with it",
            "sätt citattecken runt hela värdet",
            "put quotes around the whole value",
        ],
        Fault::Conflict
        | Fault::HardSpace
        | Fault::Tab
        | Fault::OpenList
        | Fault::OpenGroup
        | Fault::OpenQuote
        | Fault::Other => return None,
    })
}
