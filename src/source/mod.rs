//! The only reader of source files.
//!
//! Everything is read once, in a fixed order, before anything is parsed. Later stages see texts
//! and addresses, never the disk.

mod attached;
pub(crate) mod explained;
pub mod git;
mod lines;
pub(crate) mod names;
mod place;
pub(crate) mod reads;
mod svg;
mod walk;

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::diagnostic::{Checked, Diagnostic, FileId, Span};
use crate::locale::Text;
use lines::LineIndex;
pub(crate) use lines::Position;
pub use place::Place;
use walk::Found;

/// The largest text file that is read, in bytes.
const MAX_TEXT: u64 = 32 * 1024 * 1024;

/// One text file of the sources.
#[derive(Debug)]
pub struct SourceFile {
    /// Its number.
    pub id: FileId,
    /// Path as an editor knows it, from the root: `content/avtal/vaxel.md`.
    pub path: String,
    /// Path below the content folder: `avtal/vaxel.md`.
    pub address: String,
    /// False when the file could not be read as text; a diagnostic says why.
    pub readable: bool,
    text: String,
    lines: LineIndex,
}

impl SourceFile {
    /// A file from its parts.
    pub fn new(id: FileId, path: String, address: String, text: String) -> Self {
        Self { id, path, address, text, readable: true, lines: LineIndex::default() }
    }

    /// The whole text. Empty when the file could not be read.
    pub fn text(&self) -> &str {
        reads::note(self.id);
        &self.text
    }

    /// Line and column of a byte offset.
    pub(crate) fn position(&self, offset: u32) -> Position {
        self.lines.position(self.text(), offset)
    }

    /// The file's extension in lower case.
    pub fn extension(&self) -> &str {
        self.address.rsplit_once('.').map_or("", |(_, extension)| extension)
    }
}

/// A file that is copied to the site as it is: an image, a document for download.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Path below the content folder.
    pub address: String,
    /// Where its bytes are; nowhere in an older revision.
    place: Option<Place>,
}

/// All that was read.
#[derive(Debug, Default)]
pub struct Sources {
    /// Text files, and the files that may not be published; sorted by path.
    pub files: Vec<SourceFile>,
    /// Other files, sorted by path.
    pub attachments: Vec<Attachment>,
}

impl Sources {
    /// The file that a span lies in.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// The text that a span covers.
    pub fn text(&self, span: Span) -> &str {
        self.file(span.file).text().get(span.range()).unwrap_or("")
    }

    /// Reads a known text once more. `None` when it is no longer a text like any other, so that all
    /// has to be read anew.
    pub(crate) fn again(&self, content: &Path, id: FileId) -> Option<SourceFile> {
        let known = self.file(id);
        if !walk::is_text(&known.address) {
            return None;
        }
        let found = walk::one(content, &known.address)?;
        if found.error.is_some() || found.size > MAX_TEXT {
            return None;
        }
        let text = String::from_utf8(found.place.read(MAX_TEXT).ok()?).ok()?;
        Some(SourceFile::new(id, known.path.clone(), known.address.clone(), text))
    }

    /// The text at an address.
    pub(crate) fn at(&self, address: &str) -> Option<FileId> {
        let found = self.files.binary_search_by(|file| file.address.as_str().cmp(address)).ok()?;
        Some(FileId(found as u32))
    }

    /// Sources from texts in memory: address below the content folder, and text.
    pub fn from_texts<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut texts: Vec<_> = texts.into_iter().collect();
        texts.sort_unstable();
        let files = texts
            .into_iter()
            .enumerate()
            .map(|(index, (address, text))| {
                let path = format!("content/{address}");
                SourceFile::new(FileId(index as u32), path, address.to_owned(), text.to_owned())
            })
            .collect();
        Self { files, attachments: Vec::new() }
    }
}

/// Reads a content folder. `skip` names folders inside it that are not content (the output).
///
/// Fails only when the folder itself cannot be listed; a file that cannot be read is a diagnostic.
pub fn read(root: &Path, content: &Path, skip: &[PathBuf]) -> std::io::Result<Checked<Sources>> {
    let found = walk::list(content, skip)?;
    let prefix = content.strip_prefix(root).unwrap_or(Path::new(""));
    let judged: Vec<(Found, Option<attached::Refusal>)> = found
        .into_par_iter()
        .map(|found| {
            let refusal = attached::refusal(&found);
            (found, refusal)
        })
        .collect();
    let judged = attached::without_twins(judged);
    let (files, others): (Vec<_>, Vec<_>) =
        judged.into_iter().partition(|(found, refusal)| found.is_text() || refusal.is_some());
    let read: Vec<_> = files
        .into_par_iter()
        .enumerate()
        .map(|(index, (found, refusal))| {
            let id = FileId(index as u32);
            match refusal {
                None => read_one(id, prefix, &found),
                Some(refusal) => refused(id, prefix, found, refusal),
            }
        })
        .collect();
    let mut sources = Sources::default();
    let mut faults = Vec::new();
    for (file, fault) in read {
        faults.extend(fault);
        sources.files.push(file);
    }
    sources.attachments = others
        .into_iter()
        .map(|(found, _)| Attachment { address: found.address, place: Some(found.place) })
        .collect();
    Ok((sources, faults))
}

/// The address of a file below the content folder, when it is one.
pub(crate) fn address_of(content: &Path, file: &Path) -> Option<String> {
    let content = std::fs::canonicalize(content).ok()?;
    let below = file.strip_prefix(content).ok()?;
    Some(below.to_string_lossy().replace('\\', "/"))
}

fn read_one(id: FileId, prefix: &Path, found: &Found) -> (SourceFile, Option<Diagnostic>) {
    let file =
        SourceFile::new(id, display(prefix, &found.address), found.address.clone(), String::new());
    if let Some(error) = &found.error {
        return unreadable(file, 0, cannot_read(error), check_rights());
    }
    if let Some(end) = walk::read_end(file.extension()).filter(|end| *end != file.extension()) {
        return other_end(file, end);
    }
    if found.size > MAX_TEXT {
        return too_large(file, found.size);
    }
    match found.place.read(MAX_TEXT) {
        Ok(bytes) => decoded(file, &bytes),
        Err(error) => unreadable(file, 0, cannot_read(&error.to_string()), check_rights()),
    }
}

/// Gives an empty file its text, which must be UTF-8.
fn decoded(file: SourceFile, bytes: &[u8]) -> (SourceFile, Option<Diagnostic>) {
    let SourceFile { id, path, address, .. } = file;
    match simdutf8::compat::from_utf8(bytes) {
        Ok(text) => (SourceFile::new(id, path, address, text.to_owned()), None),
        Err(error) => {
            let at = error.valid_up_to();
            let byte = bytes.get(at).copied().unwrap_or_default();
            let text = String::from_utf8_lossy(bytes).into_owned();
            let message = Text::new(
                format!("filen är inte sparad som UTF-8 (byte {byte:#04x})"),
                format!("the file is not saved as UTF-8 (byte {byte:#04x})"),
            );
            let help = Text::new(
                "spara om filen med teckenkodningen UTF-8",
                "save the file again with the encoding UTF-8",
            );
            unreadable(SourceFile::new(id, path, address, text), at, message, help)
        }
    }
}

fn unreadable(
    mut file: SourceFile,
    at: usize,
    message: Text,
    help: Text,
) -> (SourceFile, Option<Diagnostic>) {
    file.readable = false;
    let span = Span::new(file.id, at, at);
    (file, Some(Diagnostic::error("unreadable-file", span, message).help(help)))
}

/// A file that may not be published, as a place for its fault.
fn refused(
    id: FileId,
    prefix: &Path,
    found: Found,
    refusal: attached::Refusal,
) -> (SourceFile, Option<Diagnostic>) {
    let attached::Refusal { message, help, text, at } = refusal;
    let mut file = SourceFile::new(id, display(prefix, &found.address), found.address, text);
    file.readable = false;
    let span = Span::new(id, at.start, at.end);
    (file, Some(Diagnostic::error("refused-file", span, message).help(help)))
}

fn too_large(file: SourceFile, size: u64) -> (SourceFile, Option<Diagnostic>) {
    let message = Text::new(
        format!("filen är för stor ({} MiB)", size / 1024 / 1024),
        format!("the file is too large ({} MiB)", size / 1024 / 1024),
    );
    let help = Text::new(
        format!("dela upp den; gränsen är {} MiB", MAX_TEXT / 1024 / 1024),
        format!("split it; the limit is {} MiB", MAX_TEXT / 1024 / 1024),
    );
    unreadable(file, 0, message, help)
}

fn other_end(file: SourceFile, end: &str) -> (SourceFile, Option<Diagnostic>) {
    let written = file.extension();
    let message = Text::new(
        format!("filer som slutar på `.{written}` läses inte"),
        format!("files that end in `.{written}` are not read"),
    );
    let help = Text::new(
        format!("byt namn på filen, så att den slutar på `.{end}`"),
        format!("rename the file, so that it ends in `.{end}`"),
    );
    unreadable(file, 0, message, help)
}

fn display(prefix: &Path, address: &str) -> String {
    let prefix = prefix.to_string_lossy().replace('\\', "/");
    if prefix.is_empty() { address.to_owned() } else { format!("{prefix}/{address}") }
}

fn cannot_read(error: &str) -> Text {
    Text::new(
        format!("filen går inte att läsa ({error})"),
        format!("the file cannot be read ({error})"),
    )
}

fn check_rights() -> Text {
    Text::new(
        "kontrollera filens rättigheter och att den inte är en länk",
        "check the file's permissions and that it is not a link",
    )
}

/// Reads the bytes of an attachment, for the copy on the site. An image that somebody has changed
/// since it was looked at is looked at again.
pub(crate) fn read_bytes(attachment: &Attachment) -> std::io::Result<Vec<u8>> {
    let Attachment { address, place } = attachment;
    let place = place.as_ref().ok_or(std::io::ErrorKind::NotFound)?;
    let bytes = place.read(attached::MAX_FILE)?;
    if attached::is_sound(address, &bytes) {
        Ok(bytes)
    } else {
        Err(std::io::Error::other("changed while it was read"))
    }
}

/// Reads a folder of theme files that replace the built-in ones: address below it, and bytes. Links
/// and special files are no part of a theme, for the same reasons as they are none of the content.
pub(crate) fn read_theme(folder: &Path) -> std::io::Result<Vec<(String, Vec<u8>)>> {
    walk::list(folder, &[])?
        .into_iter()
        .map(|found| {
            if let Some(error) = &found.error {
                return Err(std::io::Error::other(format!("{}: {error}", found.address)));
            }
            let bytes = found.place.read(attached::MAX_FILE)?;
            Ok((found.address, bytes))
        })
        .collect()
}

/// Reads a file that somebody names on the command line, such as a spreadsheet; no larger than the
/// largest text.
pub(crate) fn read_file(path: &Path) -> std::io::Result<Vec<u8>> {
    let data = std::fs::metadata(path)?;
    if data.is_file() && data.len() > MAX_TEXT {
        return Err(std::io::ErrorKind::FileTooLarge.into());
    }
    #[expect(clippy::disallowed_methods, reason = "this module owns reading")]
    std::fs::read(path)
}
