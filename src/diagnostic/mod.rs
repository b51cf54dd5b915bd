//! Diagnostics: what is wrong, exactly where, and what to write instead.
//!
//! A diagnostic is plain data, made where the fault is found, in both languages. There is no list
//! of all faults: each rule words its own.

pub mod explanation;

use crate::locale::Text;

/// Number of a source file, in the order of [`crate::source::Sources::files`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A stretch of bytes in a source file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// The span of `start..end` in `file`.
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        Self { file, start: start as u32, end: end as u32 }
    }

    /// The first byte of a file, for faults that concern all of it.
    pub fn start_of(file: FileId) -> Self {
        Self { file, start: 0, end: 0 }
    }

    /// The span's bytes as a range.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// How much a fault matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Stops the build.
    Error,
    /// To be mended, or waived with a reason.
    Warning,
    /// Could be better.
    Advice,
}

impl Severity {
    /// The word used in codes and machine formats.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Advice => "advice",
        }
    }
}

/// One fault in the sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Slug that names the fault: `broken-reference`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Where it is.
    pub span: Span,
    /// What is wrong; lower case, no full stop, understandable alone.
    pub message: Text,
    /// Short words under the marked place.
    pub label: Option<Text>,
    /// What the editor can do about it.
    pub help: Option<Text>,
    /// Whether the marked words may be repeated: false for what not everybody may read.
    pub quoted: bool,
}

impl Diagnostic {
    /// An error at `span`.
    pub fn error(code: &'static str, span: Span, message: Text) -> Self {
        Self {
            code,
            severity: Severity::Error,
            span,
            message,
            label: None,
            help: None,
            quoted: true,
        }
    }

    /// A warning at `span`.
    pub fn warning(code: &'static str, span: Span, message: Text) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, span, message) }
    }

    /// A piece of advice at `span`.
    pub fn advice(code: &'static str, span: Span, message: Text) -> Self {
        Self { severity: Severity::Advice, ..Self::error(code, span, message) }
    }

    /// Adds short words to the marked place.
    #[must_use]
    pub fn label(mut self, label: Text) -> Self {
        self.label = Some(label);
        self
    }

    /// Keeps the marked words to their file.
    #[must_use]
    pub fn unquoted(mut self) -> Self {
        self.quoted = false;
        self
    }

    /// Adds what the editor can do.
    #[must_use]
    pub fn help(mut self, help: Text) -> Self {
        self.help = Some(help);
        self
    }

    /// Adds help when there is any.
    #[must_use]
    pub fn maybe_help(self, help: Option<Text>) -> Self {
        match help {
            Some(help) => self.help(help),
            None => self,
        }
    }
}

/// A value and the faults found on the way to it.
pub type Checked<T> = (T, Vec<Diagnostic>);

/// Puts diagnostics in reading order and drops repetitions.
pub(crate) fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        (a.span, a.severity, a.code, &a.message.sv).cmp(&(
            b.span,
            b.severity,
            b.code,
            &b.message.sv,
        ))
    });
    diagnostics.dedup();
}

/// How many diagnostics of each severity there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Pieces of advice.
    pub advice: usize,
}

impl Tally {
    /// Counts `diagnostics`.
    pub fn of(diagnostics: &[Diagnostic]) -> Self {
        let count =
            |severity| diagnostics.iter().filter(|fault| fault.severity == severity).count();
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            advice: count(Severity::Advice),
        }
    }
}
