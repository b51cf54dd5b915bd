//! Syntax: YAML trees, front matter, Markdown and references, all with spans.
//!
//! Knows no field and no kind, touches no disk, and never fails: what cannot be read becomes a
//! diagnostic and the rest goes on.

pub(crate) mod blank;
pub(crate) mod explained;
pub(crate) mod front_matter;
pub(crate) mod markdown;
pub(crate) mod reference;
pub(crate) mod yaml;

use crate::diagnostic::{Checked, Diagnostic, FileId, Span};
use crate::locale::Text;
use crate::source::SourceFile;
use yaml::Node;

/// One file, read as syntax.
#[derive(Debug)]
pub struct Document {
    /// The file.
    pub file: FileId,
    /// Its YAML: the whole file, or the front matter of a Markdown file.
    pub data: Option<Node>,
    /// Whether some of it could not be read, so that what is missing may only be unread.
    pub broken: bool,
    /// Where the Markdown text begins and ends, in a Markdown file.
    pub body: Option<std::ops::Range<usize>>,
}

/// Parses one file.
pub fn parse(source: &SourceFile) -> Checked<Document> {
    let markdown = source.extension() == "md";
    let nothing = Document { file: source.id, data: None, broken: true, body: None };
    if !source.readable {
        return (nothing, Vec::new());
    }
    if source.text().trim_start_matches('\u{feff}').trim().is_empty() {
        return (nothing, vec![empty(source.id)]);
    }
    if !markdown {
        let (data, faults) = yaml::parse(source.id, source.text(), 0);
        let broken = breaks(&faults);
        return (Document { file: source.id, data, broken, body: None }, faults);
    }
    let (split, mut faults) = front_matter::split(source.id, source.text());
    let data = split.yaml.and_then(|range| {
        let (data, found) = yaml::parse(source.id, &source.text()[range.clone()], range.start);
        faults.extend(found);
        data
    });
    let broken = breaks(&faults);
    (Document { file: source.id, data, broken, body: Some(split.body) }, faults)
}

fn empty(file: FileId) -> Diagnostic {
    let message = Text::new("filen är tom", "the file is empty");
    Diagnostic::error("empty-file", Span::start_of(file), message).help(Text::new(
        "skriv posten i filen, eller ta bort den",
        "write the entry in the file, or remove it",
    ))
}

/// The faults after which the rest of a file is unread.
const BREAKING: [&str; 4] =
    ["yaml-syntax", "yaml-too-deep", "yaml-too-large", "unclosed-front-matter"];

fn breaks(faults: &[Diagnostic]) -> bool {
    faults.iter().any(|fault| BREAKING.contains(&fault.code))
}
