//! Writes diagnostics: for people, for editors and scripts, and as a count.
//!
//! Every writer is a pure function from diagnostics and sources to text; nothing here prints. The
//! level's id (`error`) stands in machine formats, its word (`fel`) in those that people read.

pub mod explain;
pub mod human;
pub mod json;
pub mod short;
pub mod summary;

use crate::diagnostic::Severity;
use crate::locale::Lang;

/// The level as a reader of `lang` says it.
const fn level_word(severity: Severity, lang: Lang) -> &'static str {
    match (severity, lang) {
        (Severity::Error, Lang::Sv) => "fel",
        (Severity::Warning, Lang::Sv) => "varning",
        (Severity::Advice, Lang::Sv) => "råd",
        (_, Lang::En) => severity.id(),
    }
}

/// What introduces the help line.
const fn help_word(lang: Lang) -> &'static str {
    match lang {
        Lang::Sv => "hjälp",
        Lang::En => "help",
    }
}
