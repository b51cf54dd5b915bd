//! Puts a finished site in its folder: the old site or the new one, never half of each.
//!
//! This is the only module that writes the output. The steps of a build:
//!
//! 1. [`Publisher::begin`] takes a lock, clears what a killed build left behind, refuses a folder
//!    that Lathund has not written, and reads the old site's manifest.
//! 2. [`Publisher::add`] takes one file, from any thread. A file that stands unchanged in the old
//!    site costs one look at its size; others are written to a staging folder beside the output.
//! 3. [`Publisher::commit`] shares the unchanged files with the staging folder by hard links, writes
//!    the manifest and exchanges the two folders in one step. Where nothing changed, nothing is
//!    written at all. A folder that cannot be exchanged, such as a mount point, gets its files one
//!    by one: pages after what they use, the manifest last.
//!
//! Dropping a publisher leaves the old site as it was. What survives a power cut is up to the file
//! system: files are not flushed one by one, but the next build mends what is too short.

mod address;
mod archive;
mod compare;
mod edition;
mod error;
mod folders;
mod kept;
mod lock;
mod manifest;
mod packed;
mod replace;
mod stage;
mod swap;
mod verify;

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::kind::Audience;

pub use archive::Archive;
pub use compare::{Difference, Trial, compare};
pub use edition::Edition;
pub use error::{BadPath, PublishError};
use folders::Folders;
pub use kept::{Kept, kept, rollback};
use lock::Lock;
use manifest::{Manifest, Record, Stamp};
pub use manifest::{Meta, Said};
use packed::Way;
use stage::Stage;
use swap::Swap;
pub use verify::{Defect, Problem, verify};

/// A site on its way to its folder.
#[derive(Debug)]
pub struct Publisher {
    meta: Meta,
    old: Option<Manifest>,
    records: Mutex<Vec<Record>>,
    packs: bool,
    stage: Stage,
    /// How many older editions to keep; `None`: those that are kept stay.
    keep: Option<usize>,
    // Declared last, released last: the stage is gone before another build may begin.
    _lock: Lock,
}

/// The site in `output`, if it was made from `inputs` and stands there whole: nothing to build.
/// Files are told by their size, as [`Publisher::add`] tells them.
pub fn standing(output: &Path, inputs: &str) -> Result<Option<(Said, Summary)>, PublishError> {
    if !output.is_dir() || inputs.is_empty() {
        return Ok(None);
    }
    let folders = Folders::of(output)?;
    let manifest = manifest::read(&folders.target)?;
    let Some(manifest) = manifest.filter(|found| found.complete && found.meta.inputs == inputs)
    else {
        return Ok(None);
    };
    let whole = manifest.files.par_iter().all(|(path, stamp)| folders.holds(path, stamp.size));
    let summary = Summary {
        files: manifest.files.len(),
        bytes: manifest.files.values().map(|stamp| stamp.size).sum(),
        written: 0,
        unchanged: manifest.files.len(),
        removed: 0,
    };
    Ok(whole.then_some((manifest.meta.said, summary)))
}

/// The audience of the site that stands in `output`, when one does.
pub fn audience(output: &Path) -> Result<Option<Audience>, PublishError> {
    let manifest = manifest::read(output)?;
    Ok(manifest.and_then(|manifest| Audience::from_id(&manifest.meta.audience)))
}

/// What a build did to the output folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// Files of the site, without the manifest.
    pub files: usize,
    /// Their size together.
    pub bytes: u64,
    /// Files that are new or differ from the old site.
    pub written: usize,
    /// Files that stand as they were.
    pub unchanged: usize,
    /// Files of the old site that are gone.
    pub removed: usize,
}

impl Publisher {
    /// Prepares to replace the site in `output`.
    pub fn begin(output: &Path, meta: Meta) -> Result<Self, PublishError> {
        Self::within(Folders::of(output)?, meta)
    }

    fn within(folders: Folders, meta: Meta) -> Result<Self, PublishError> {
        let (folders, lock) = Lock::take(folders)?;
        swap::recover(&folders)?;
        let stage = Stage::clear(folders)?;
        let old = manifest::of_own_folder(stage.folders())?;
        let (records, packs) = (Mutex::default(), false);
        Ok(Self { meta, old, records, packs, stage, keep: None, _lock: lock })
    }

    /// Whether to put a packed file beside each text, for servers that can send it.
    #[must_use]
    pub fn packing(self, packs: bool) -> Self {
        Self { packs, ..self }
    }

    /// Keeps the site that stands, and of all that are kept the newest `keep`, for
    /// [`rollback`](fn@rollback); `None` leaves those that are kept as they are. Fails where the
    /// output cannot be exchanged as a whole.
    pub fn keeping(mut self, keep: Option<usize>) -> Result<Self, PublishError> {
        let folders = self.stage.folders();
        if keep.is_some_and(|keep| keep > 0) {
            kept::folder(folders)?;
            if !folders.exchangeable {
                return Err(PublishError::CannotKeep(folders.target.clone()));
            }
        }
        self.keep = keep;
        Ok(self)
    }

    /// Adds a file of the new site; `path` is relative to the output, with `/`.
    pub fn add(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        let unchanged = self.add_one(path, bytes)?;
        if self.packs && packed::is_worth(path, bytes.len()) {
            self.pack(path, bytes, unchanged)?;
        }
        Ok(())
    }

    /// Adds a file; whether it stands as it is.
    fn add_one(&self, path: &str, bytes: &[u8]) -> Result<bool, PublishError> {
        address::check(path)
            .map_err(|reason| PublishError::BadPath { path: path.to_owned(), reason })?;
        let stamp = Stamp { hash: blake3::hash(bytes), size: bytes.len() as u64 };
        let unchanged = self.standing(path) == Some(stamp);
        if !unchanged {
            self.stage.write(path, bytes)?;
        }
        self.note(Record { path: path.to_owned(), stamp, fresh: !unchanged });
        Ok(unchanged)
    }

    /// Adds the packed files beside a text. Those of one that is unchanged stand already.
    fn pack(&self, path: &str, bytes: &[u8], unchanged: bool) -> Result<(), PublishError> {
        let packed_alike = |old: &Manifest| old.meta.tool_version == self.meta.tool_version;
        let stands = unchanged && self.old.as_ref().is_some_and(packed_alike);
        for way in Way::ALL {
            let beside = way.beside(path);
            if let Some(stamp) = self.standing(&beside).filter(|_| stands) {
                self.note(Record { path: beside, stamp, fresh: false });
            } else if let Some(packed) = way.pack(bytes) {
                self.add_one(&beside, &packed)?;
            }
        }
        Ok(())
    }

    /// A file of the old site that is there.
    fn standing(&self, path: &str) -> Option<Stamp> {
        let stamp = self.old.as_ref()?.stamp(path)?;
        self.stage.folders().holds(path, stamp.size).then_some(stamp)
    }

    fn note(&self, record: Record) {
        self.records.lock().unwrap_or_else(PoisonError::into_inner).push(record);
    }

    /// Makes what was added the site, and removes the old one.
    pub fn commit(self) -> Result<Summary, PublishError> {
        // Bindings are released last to first: the lock after all else.
        let Self { _lock, stage, meta, old, records, packs: _, keep } = self;
        let mut records = records.into_inner().unwrap_or_else(PoisonError::into_inner);
        records.par_sort_unstable_by(|a, b| a.path.cmp(&b.path));
        address::check_together(records.iter().map(|record| record.path.as_str()))?;
        let new = Manifest::new(meta, &records);
        let gone = old.as_ref().map_or_else(Vec::new, |old| old.missing_in(&new));
        let summary = summarize(&records, gone.len());
        match &old {
            Some(old) if *old == new && summary.written == 0 => {}
            Some(_) if summary.written == 0 && gone.is_empty() => stage.put_manifest(&new)?,
            _ => put_site(&stage, &records, &gone, &new, keep)?,
        }
        Ok(summary)
    }
}

fn summarize(records: &[Record], removed: usize) -> Summary {
    let written = records.iter().filter(|record| record.fresh).count();
    Summary {
        files: records.len(),
        bytes: records.iter().map(|record| record.stamp.size).sum(),
        written,
        unchanged: records.len() - written,
        removed,
    }
}

fn put_site(
    stage: &Stage,
    records: &[Record],
    gone: &[&str],
    new: &Manifest,
    keep: Option<usize>,
) -> Result<(), PublishError> {
    let folders = stage.folders();
    if folders.exchangeable {
        stage.complete(records, new)?;
        if swap::exchange(folders, &folders.staging)? == Swap::Done {
            return keep.map_or(Ok(()), |keep| kept::store(folders, keep));
        }
    }
    replace::replace(stage, records, gone, new)
}
