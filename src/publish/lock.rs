//! One build at a time: a lock file that the system releases even when a build is killed.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use super::error::PublishError;
use super::folders::Folders;

/// Held while a site is being published; the file goes when this does.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    // Holds the lock for as long as it is open.
    _file: File,
}

impl Lock {
    /// Takes the lock, and moves the build into the target where nothing can be written beside it.
    pub(super) fn take(folders: Folders) -> Result<(Folders, Self), PublishError> {
        match Self::hold(&folders) {
            Err(PublishError::Disk { error, .. })
                if folders.exchangeable && is_refusal(&error) && folders.target.is_dir() =>
            {
                let folders = Folders::inside(folders.target);
                let lock = Self::hold(&folders)?;
                Ok((folders, lock))
            }
            held => held.map(|lock| (folders, lock)),
        }
    }

    fn hold(folders: &Folders) -> Result<Self, PublishError> {
        let path = &folders.lock;
        // A build that ends removes its lock file. Whoever opened that file in the meantime holds
        // a lock on nothing, and tries again with the file that stands there now.
        loop {
            let mut file = open(path).map_err(PublishError::at(path))?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(busy(&folders.target, file)),
                // Some network file systems have no locks; one build at a time is then on trust.
                Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(PublishError::at(path)(error)),
            }
            if stands_at(&file, path) {
                sign(&mut file).map_err(PublishError::at(path))?;
                return Ok(Self { path: path.clone(), _file: file });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // A file that stays behind locks nothing.
        #[expect(clippy::disallowed_methods, reason = "this module owns the output")]
        let _ = fs::remove_file(&self.path);
    }
}

fn is_refusal(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem)
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        // In a folder that others may write to, a link here could point at any file of ours.
        options.custom_flags(rustix::fs::OFlags::NOFOLLOW.bits().cast_signed());
    }
    options.open(path)
}

fn sign(file: &mut File) -> io::Result<()> {
    file.set_len(0)?;
    writeln!(file, "{}", std::process::id())
}

fn busy(target: &Path, mut file: File) -> PublishError {
    let mut words = String::new();
    let process = file.read_to_string(&mut words).ok().and_then(|_| words.trim().parse().ok());
    PublishError::Busy { folder: target.to_owned(), process }
}

#[cfg(unix)]
fn stands_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(open), Ok(there)) => (open.dev(), open.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn stands_at(_file: &File, _path: &Path) -> bool {
    true
}
