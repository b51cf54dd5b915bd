//! The staging folder: the new site while it grows.

use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::sync::Once;

use rayon::prelude::*;

use super::error::PublishError;
use super::folders::{Folders, KEPT};
use super::manifest::{self, Manifest, Record};

/// Owns the staging folder and removes it in the end, with whatever it then holds.
#[derive(Debug)]
pub(super) struct Stage {
    folders: Folders,
    begun: Once,
}

impl Stage {
    /// Takes over the staging folder and removes what a killed build left in it.
    pub(super) fn clear(folders: Folders) -> Result<Self, PublishError> {
        remove(&folders.staging).map_err(PublishError::at(&folders.staging))?;
        Ok(Self { folders, begun: Once::new() })
    }

    pub(super) fn folders(&self) -> &Folders {
        &self.folders
    }

    /// Writes a file that was not there before.
    pub(super) fn write(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        let file = self.folders.staging.join(path);
        self.begun.call_once(|| spread(&self.folders.staging));
        match create(&file, bytes) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                Err(PublishError::Duplicate { path: path.to_owned(), other: path.to_owned() })
            }
            // Some other error stands for the output, not for the staging folder, to the reader.
            written => written.map_err(PublishError::at(&self.folders.target.join(path))),
        }
    }

    /// Replaces only the manifest of a site that is otherwise as it was.
    pub(super) fn put_manifest(&self, manifest: &Manifest) -> Result<(), PublishError> {
        self.put_list(&manifest.to_text())
    }

    /// The same with a manifest that has been written already.
    pub(super) fn put_list(&self, text: &str) -> Result<(), PublishError> {
        let staged = self.folders.staging.join(manifest::NAME);
        let place = self.folders.target.join(manifest::NAME);
        remove(&staged)
            .and_then(|()| create(&staged, text.as_bytes()))
            .and_then(|()| put(&staged, &place))
            .map_err(PublishError::at(&place))
    }

    /// Makes the staging folder a whole site: adds unchanged files, what is kept, the manifest.
    pub(super) fn complete(
        &self,
        records: &[Record],
        manifest: &Manifest,
    ) -> Result<(), PublishError> {
        let Folders { target, staging, .. } = &self.folders;
        let parents: BTreeSet<&Path> = records
            .iter()
            .filter(|record| !record.fresh)
            .filter_map(|record| Path::new(&record.path).parent())
            .collect();
        create_folder(staging)?;
        parents.into_iter().try_for_each(|parent| create_folder(&staging.join(parent)))?;
        records.par_iter().filter(|record| !record.fresh).try_for_each(|record| {
            let file = staging.join(&record.path);
            share(&target.join(&record.path), &file).map_err(PublishError::at(&file))
        })?;
        if target.join(KEPT).is_file() {
            share(&target.join(KEPT), &staging.join(KEPT)).map_err(PublishError::at(staging))?;
        }
        let list = staging.join(manifest::NAME);
        create(&list, manifest.to_text().as_bytes()).map_err(PublishError::at(&list))?;
        // The new folder takes the old one's place for others, too.
        if let Ok(data) = fs::metadata(target) {
            fs::set_permissions(staging, data.permissions()).map_err(PublishError::at(staging))?;
        }
        Ok(())
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // What cannot be removed now is removed when the next build begins.
        let _ = remove(&self.folders.staging);
    }
}

/// Removes a file or a whole folder; links are removed, not followed.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    let removed = match fs::symlink_metadata(path) {
        #[expect(clippy::disallowed_methods, reason = "this module owns the output")]
        Ok(data) if data.is_dir() => fs::remove_dir_all(path),
        #[expect(clippy::disallowed_methods, reason = "this module owns the output")]
        Ok(_) => fs::remove_file(path),
        Err(error) => Err(error),
    };
    removed.or_else(|error| if error.kind() == ErrorKind::NotFound { Ok(()) } else { Err(error) })
}

/// Moves a staged file to its place, over what stands there.
pub(super) fn put(staged: &Path, place: &Path) -> io::Result<()> {
    #[expect(clippy::disallowed_methods, reason = "this module owns the output")]
    with_parent(place, || fs::rename(staged, place)).or_else(|error| {
        if error.kind() != ErrorKind::CrossesDevices {
            return Err(error);
        }
        let near = place.with_extension("lathund-new");
        remove(&near)?;
        fs::copy(staged, &near)?;
        #[expect(clippy::disallowed_methods, reason = "this module owns the output")]
        fs::rename(&near, place)
    })
}

/// Writes a file that is not there, not even as a link.
pub(super) fn create(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut out = with_parent(file, || OpenOptions::new().write(true).create_new(true).open(file))?;
    out.write_all(bytes)
}

/// Tries, and tries again with the folder created: most files stand in folders that exist.
fn with_parent<T>(file: &Path, step: impl Fn() -> io::Result<T>) -> io::Result<T> {
    match (step(), file.parent()) {
        (Err(error), Some(parent)) if error.kind() == ErrorKind::NotFound => {
            #[expect(clippy::disallowed_methods, reason = "this module owns the output")]
            fs::create_dir_all(parent)?;
            step()
        }
        (done, _) => done,
    }
}

/// Makes the folder and lets the file system lay its sections far apart, where it can. Linux's ext4
/// otherwise gives files the places of those that were just removed, and where it has no journal it
/// looks at every such place for every new file: a site built after `rm -r` took three times as long.
fn spread(folder: &Path) {
    // What fails here fails again, and is told, when the first file is written.
    #[expect(clippy::disallowed_methods, reason = "this module owns the output")]
    let made = fs::create_dir_all(folder);
    #[cfg(target_os = "linux")]
    if let Ok(open) = made.and_then(|()| fs::File::open(folder)) {
        use rustix::fs::{IFlags, ioctl_getflags, ioctl_setflags};
        let flags = ioctl_getflags(&open);
        let _ = flags.and_then(|flags| ioctl_setflags(&open, flags | IFlags::TOPDIR));
    }
    #[cfg(not(target_os = "linux"))]
    let _ = made;
}

fn create_folder(folder: &Path) -> Result<(), PublishError> {
    #[expect(clippy::disallowed_methods, reason = "this module owns the output")]
    fs::create_dir_all(folder).map_err(PublishError::at(folder))
}

/// Lets two folders hold the same file; a copy where that cannot be.
fn share(old: &Path, new: &Path) -> io::Result<()> {
    fs::hard_link(old, new).or_else(|_| fs::copy(old, new).map(drop))
}
