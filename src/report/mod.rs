//! Writes diagnostics: for people, for editors and scripts, and as a count.
//!
//! Every writer is a pure function from diagnostics and sources to text; nothing here prints. The
//! level's id (`error`) stands in machine formats, its word (`fel`) in those that people read.

pub mod explain;
mod fingerprint;
pub mod github;
pub mod gitlab;
pub mod human;
pub mod json;
pub mod junit;
pub mod sarif;
pub mod short;
pub mod summary;

use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Lang;

/// Message and help in one, for formats that have a place for one text only.
fn sentence(diagnostic: &Diagnostic, lang: Lang) -> String {
    let message = diagnostic.message.get(lang);
    match &diagnostic.help {
        Some(help) => format!("{message} ({})", help.get(lang)),
        None => message.to_owned(),
    }
}

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
