//! Words a YAML syntax error the way an editor needs it.

use granit_parser::{ErrorKind, ScanError};

use crate::diagnostic::{Diagnostic, FileId, Span};
use crate::locale::Text;

pub(super) fn diagnostic(file: FileId, text: &str, offset: usize, error: &ScanError) -> Diagnostic {
    let at = error.marker().byte_offset().unwrap_or_default() + offset;
    let end = (at + 1).min(text.len() + offset);
    let (message, help) = words(error);
    Diagnostic::error("yaml-syntax", Span::new(file, at.min(end), end), message).help(help)
}

fn words(error: &ScanError) -> (Text, Text) {
    #[expect(clippy::wildcard_enum_match_arm, reason = "the parser's list is open-ended")]
    match error.kind() {
        ErrorKind::TabNotAllowed | ErrorKind::TabInBlockIndentation => (
            Text::new("en tabb används som indrag", "a tab is used as indentation"),
            Text::new(
                "gör indraget med mellanslag, två per nivå",
                "indent with two spaces a level",
            ),
        ),
        ErrorKind::UnexpectedEofFlowSequence | ErrorKind::ExpectedFlowSequenceSeparator => (
            Text::new("listan som börjar med `[` avslutas aldrig", "a list `[` is never closed"),
            Text::new("sätt `]` efter sista värdet", "put `]` after the last value"),
        ),
        ErrorKind::UnexpectedEofFlowMapping | ErrorKind::ExpectedFlowMappingSeparator => (
            Text::new("gruppen som börjar med `{` avslutas aldrig", "a group `{` is never closed"),
            Text::new("sätt `}` efter sista värdet", "put `}` after the last value"),
        ),
        ErrorKind::SimpleKeyExpected
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::InvalidSimpleKey => (
            Text::new("raden saknar `nyckel: värde`", "the line lacks `key: value`"),
            Text::new(
                "skriv ett kolon och ett mellanslag efter nyckeln, och kontrollera indraget",
                "write a colon and a space after the key, and check the indentation",
            ),
        ),
        ErrorKind::InvalidIndentation | ErrorKind::ExpectedBlockSequenceEntry => (
            Text::new("indraget stämmer inte med raderna ovanför", "the indentation is off"),
            Text::new(
                "börja raden i samma kolumn som de andra på samma nivå",
                "begin the line in the same column as the others on its level",
            ),
        ),
        _ => (
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
