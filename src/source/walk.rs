//! Lists a folder in a fixed order, without following links.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use super::place::Place;

/// A file that was found.
#[derive(Debug)]
pub(super) struct Found {
    /// Path below the listed folder, with `/`.
    pub(super) address: String,
    pub(super) place: Place,
    pub(super) size: u64,
    /// Why it cannot be read, when that is known already.
    pub(super) error: Option<String>,
}

impl Found {
    /// Whether it is a source text (Markdown or YAML) rather than an attachment.
    pub(super) fn is_text(&self) -> bool {
        is_text(&self.address)
    }
}

/// Whether a path is one of Markdown or YAML, or was meant as one.
pub(super) fn is_text(address: &str) -> bool {
    address.rsplit_once('.').is_some_and(|(_, end)| read_end(end).is_some())
}

/// Whether a path is one of Markdown or YAML, by an end that is read.
pub(super) fn is_read(address: &str) -> bool {
    address.rsplit_once('.').is_some_and(|(_, end)| read_end(end) == Some(end))
}

/// The end that a file must have to be read, for one that ends in `end`.
pub(super) fn read_end(end: &str) -> Option<&'static str> {
    const READ: [(&str, &str); 6] = [
        ("md", "md"),
        ("yaml", "yaml"),
        ("yml", "yml"),
        ("markdown", "md"),
        ("mdown", "md"),
        ("mkd", "md"),
    ];
    READ.iter().find(|(known, _)| end.eq_ignore_ascii_case(known)).map(|(_, read)| *read)
}

/// How deep folders may lie in one another. Each page names all folders above it, so that a site of a
/// thousand nested ones would be a gigabyte.
const MAX_DEPTH: usize = 24;

/// All files below `folder`, sorted by name. Names that begin with a dot, and `skip`, are left out.
pub(super) fn list(folder: &Path, skip: &[PathBuf]) -> std::io::Result<Vec<Found>> {
    let keep = |entry: &DirEntry| {
        entry.depth() == 0
            || entry.depth() <= MAX_DEPTH + 1
                && !(entry.file_name().to_string_lossy().starts_with('.')
                    || skip.iter().any(|path| path == entry.path()))
    };
    let root: Arc<Path> = folder.into();
    let mut found = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(keep) {
        match entry {
            Ok(entry) if entry.file_type().is_dir() && entry.depth() <= MAX_DEPTH => {}
            Ok(entry) => found.push(describe(&root, &entry)),
            // The folder itself is the environment's fault; what is below it, the content's.
            Err(error) if error.depth() == 0 => return Err(error.into()),
            Err(error) => {
                let path = below(folder, error.path().unwrap_or(folder));
                let (address, place) = (address(&path), Place::new(Arc::clone(&root), path));
                let error = Some(error.to_string());
                found.push(Found { address, place, size: 0, error });
            }
        }
    }
    found.sort_by(|a, b| a.address.cmp(&b.address));
    Ok(found)
}

/// The file at an address below `folder`.
pub(super) fn one(folder: &Path, address: &str) -> Option<Found> {
    let entry = WalkDir::new(folder.join(address)).max_depth(0).into_iter().next()?.ok()?;
    Some(describe(&folder.into(), &entry))
}

fn describe(folder: &Arc<Path>, entry: &DirEntry) -> Found {
    let error = match entry.file_type() {
        kind if kind.is_file() => None,
        kind if kind.is_dir() => Some("mapp i för många nivåer / folders nested too deeply"),
        _ => Some("länk eller specialfil, följs inte / link or special file"),
    };
    let error = error.map(str::to_owned);
    let path = below(folder, entry.path());
    Found {
        address: address(&path),
        place: Place::new(Arc::clone(folder), path),
        size: entry.metadata().map_or(0, |data| data.len()),
        error,
    }
}

fn below(folder: &Path, path: &Path) -> PathBuf {
    path.strip_prefix(folder).unwrap_or(path).to_owned()
}

fn address(below: &Path) -> String {
    let address = below.to_string_lossy();
    // Elsewhere it is a sign like any other in a name.
    if cfg!(windows) { address.replace('\\', "/") } else { address.into_owned() }
}
