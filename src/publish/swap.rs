//! Exchanges another folder, such as the staging folder, and the output in one step, or in two where
//! the system has none.

use std::io::{self, ErrorKind};
use std::path::Path;

use super::error::PublishError;
use super::folders::Folders;
use super::stage;

/// How an exchange went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Swap {
    /// The new site stands; the old one, if any, where the new one was.
    Done,
    /// This folder cannot be renamed: a mount point, or not ours to rename.
    Impossible,
}

/// Makes the folder `new` the output.
pub(super) fn exchange(folders: &Folders, new: &Path) -> Result<Swap, PublishError> {
    let Folders { target, .. } = folders;
    if !target.exists() {
        return judge(rename(new, target), target);
    }
    match exchange_in_one_step(new, target) {
        Err(error) if matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::InvalidInput) => {
            exchange_in_two_steps(folders, new)
        }
        done => judge(done, target),
    }
}

/// Puts the old site back when a build was killed between two renames.
pub(super) fn recover(folders: &Folders) -> Result<(), PublishError> {
    let Folders { target, aside, .. } = folders;
    let restored = if !target.exists() && aside.exists() {
        rename(aside, target)
    } else {
        stage::remove(aside)
    };
    restored.map_err(PublishError::at(target))
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange_in_one_step(new: &Path, target: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, new, CWD, target, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange_in_one_step(_new: &Path, _target: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

fn exchange_in_two_steps(folders: &Folders, new: &Path) -> Result<Swap, PublishError> {
    let Folders { target, aside, .. } = folders;
    if judge(rename(target, aside), target)? == Swap::Impossible {
        return Ok(Swap::Impossible);
    }
    if let Err(error) = rename(new, target) {
        // The reader sees the old site again; `recover` does the same if this fails, too.
        let _ = rename(aside, target);
        return Err(PublishError::at(target)(error));
    }
    // What stays aside now is removed when the next build begins.
    let _ = rename(aside, new);
    Ok(Swap::Done)
}

fn judge(renamed: io::Result<()>, target: &Path) -> Result<Swap, PublishError> {
    match renamed {
        Ok(()) => Ok(Swap::Done),
        Err(error) => match error.kind() {
            ErrorKind::ResourceBusy | ErrorKind::CrossesDevices | ErrorKind::PermissionDenied => {
                Ok(Swap::Impossible)
            }
            _ => Err(PublishError::at(target)(error)),
        },
    }
}

fn rename(from: &Path, to: &Path) -> io::Result<()> {
    #[expect(clippy::disallowed_methods, reason = "this module owns the output")]
    std::fs::rename(from, to)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folders(root: &Path) -> Folders {
        let folders = Folders::of(&root.join("public")).unwrap();
        for (folder, name) in [(&folders.target, "gammal"), (&folders.staging, "ny")] {
            std::fs::create_dir(folder).unwrap();
            std::fs::File::create(folder.join(name)).unwrap();
        }
        folders
    }

    #[test]
    fn two_renames_do_where_one_exchange_cannot() {
        let root = tempfile::tempdir().unwrap();
        let folders = folders(root.path());
        assert_eq!(exchange_in_two_steps(&folders, &folders.staging).unwrap(), Swap::Done);
        assert!(folders.target.join("ny").exists());
        assert!(!folders.target.join("gammal").exists());
        assert!(folders.staging.join("gammal").exists());
        assert!(!folders.aside.exists());
    }

    #[test]
    fn a_build_killed_between_two_renames_is_undone() {
        let root = tempfile::tempdir().unwrap();
        let folders = folders(root.path());
        rename(&folders.target, &folders.aside).unwrap();
        recover(&folders).unwrap();
        assert!(folders.target.join("gammal").exists());
        assert!(!folders.aside.exists());
    }

    #[test]
    fn a_failed_second_rename_brings_the_old_site_back() {
        let root = tempfile::tempdir().unwrap();
        let folders = folders(root.path());
        stage::remove(&folders.staging).unwrap();
        assert!(exchange_in_two_steps(&folders, &folders.staging).is_err());
        assert!(folders.target.join("gammal").exists());
    }
}
