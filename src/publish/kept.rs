//! Older editions of a site, kept whole beside it so that one of them can be put back.
//!
//! They stand in numbered folders, the newest with the highest number. Files that did not change
//! from one edition to the next are the same files on the disk.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::error::PublishError;
use super::folders::Folders;
use super::lock::Lock;
use super::swap::{self, Swap};
use super::{manifest, stage, verify};
use crate::kind::Audience;

/// An edition that can be put back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// What it is called: its number, the highest for the newest.
    pub number: u32,
    /// The day that its build took as today.
    pub date: Date,
    /// Id of its audience.
    pub audience: String,
    /// How many files it has.
    pub files: usize,
}

/// The editions kept beside the site in `output`, newest first.
pub fn kept(output: &Path) -> Result<Vec<Kept>, PublishError> {
    list(&Folders::of(output)?)
}

/// Puts a kept edition in the place of the site in `output`: the one with that number, or the
/// newest for the same audience. The site that stood there is kept in turn, as the newest.
///
/// Fails, and changes nothing, when there is no such edition, when it is damaged, or when it is for
/// fewer readers than the site that stands: who reads that would see what is not for them.
pub fn rollback(output: &Path, number: Option<u32>) -> Result<Kept, PublishError> {
    let (folders, _lock) = Lock::take(Folders::of(output)?)?;
    swap::recover(&folders)?;
    let standing = manifest::of_own_folder(&folders)?.map(|manifest| manifest.meta.audience);
    let all = list(&folders)?;
    let highest = all.first().map_or(0, |newest| newest.number);
    let alike = |kept: &Kept| standing.as_ref().is_none_or(|standing| *standing == kept.audience);
    let fits = |kept: &Kept| number.map_or_else(|| alike(kept), |number| number == kept.number);
    let Some(wanted) = all.into_iter().find(fits) else {
        return Err(PublishError::NoEdition { folder: folders.target, number });
    };
    if let Some(standing) = standing.filter(|standing| is_for_fewer(&wanted.audience, standing)) {
        return Err(PublishError::OtherReaders { kept: wanted, standing });
    }
    let place = place(&folders, wanted.number);
    if let Some(problem) = verify(&place)?.into_iter().next() {
        return Err(PublishError::DamagedEdition { folder: place, problem });
    }
    if !folders.exchangeable || swap::exchange(&folders, &place)? == Swap::Impossible {
        return Err(PublishError::CannotKeep(folders.target));
    }
    if place.exists() {
        stage::put(&place, &self::place(&folders, highest.saturating_add(1)))
            .map_err(PublishError::at(&place))?;
    }
    Ok(wanted)
}

/// Keeps the edition that an exchange left in the staging folder, and of all editions the newest
/// `keep`.
pub(super) fn store(folders: &Folders, keep: usize) -> Result<(), PublishError> {
    let mut all = list(folders)?;
    if keep > 0 && manifest::read(&folders.staging)?.is_some_and(|old| old.complete) {
        let next = all.first().map_or(0, |newest| newest.number).saturating_add(1);
        let place = place(folders, next);
        stage::put(&folders.staging, &place).map_err(PublishError::at(&place))?;
        all = list(folders)?;
    }
    for old in all.iter().skip(keep) {
        let place = place(folders, old.number);
        stage::remove(&place).map_err(PublishError::at(&place))?;
    }
    Ok(())
}

/// Whether an audience has facts that another is not to see.
fn is_for_fewer(audience: &str, than: &str) -> bool {
    // An unknown word could mean any readers.
    let level = |id| Audience::from_id(id).unwrap_or(Audience::Begransad);
    level(audience) > level(than)
}

/// The folder of the editions, when there is one. A link in its place could lead anywhere.
pub(super) fn folder(folders: &Folders) -> Result<Option<&Path>, PublishError> {
    let Some(folder) = folders.kept.as_deref() else { return Ok(None) };
    match fs::symlink_metadata(folder) {
        Ok(data) if data.is_dir() => Ok(Some(folder)),
        Ok(_) => Err(PublishError::NotAFolder(folder.to_owned())),
        Err(_) => Ok(None),
    }
}

fn list(folders: &Folders) -> Result<Vec<Kept>, PublishError> {
    let Some(folder) = folder(folders)? else { return Ok(Vec::new()) };
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).map_err(PublishError::at(folder))? {
        let entry = entry.map_err(PublishError::at(folder))?;
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        let number = entry.file_name().to_str().and_then(|name| name.parse().ok());
        let number = number.filter(|_| is_folder);
        // A folder without a manifest of ours is nobody's edition.
        if let (Some(number), Ok(Some(manifest))) = (number, manifest::read(&entry.path())) {
            let files = manifest.files.len();
            let (date, audience) = (manifest.meta.date, manifest.meta.audience);
            all.push(Kept { number, date, audience, files });
        }
    }
    all.sort_by_key(|kept| std::cmp::Reverse(kept.number));
    Ok(all)
}

fn place(folders: &Folders, number: u32) -> PathBuf {
    folders.kept.as_deref().unwrap_or(&folders.staging).join(format!("{number:04}"))
}
