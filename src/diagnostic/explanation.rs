//! Explanations: what a fault is, why it matters, and how it is mended, for `lathund explain` and
//! the editor's guide. Each is declared beside the code that finds its fault.

use super::Severity;
use crate::locale::Lang;

/// The same words in Swedish and English, fixed when the program is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// Swedish.
    pub sv: &'static str,
    /// English.
    pub en: &'static str,
}

impl Words {
    /// The wording in `lang`.
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Sv => self.sv,
            Lang::En => self.en,
        }
    }
}

/// Pairs a Swedish wording with its English one.
pub(crate) const fn words(sv: &'static str, en: &'static str) -> Words {
    Words { sv, en }
}

/// What the code of a fault stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explanation {
    /// The code.
    pub code: &'static str,
    /// How much the fault matters.
    pub severity: Severity,
    /// What is wrong, in one sentence.
    pub what: Words,
    /// Why it matters and what to do.
    pub why: Words,
    /// Sources with the fault.
    pub bad: &'static str,
    /// The same without it.
    pub good: &'static str,
}
