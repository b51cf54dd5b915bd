//! Where a file is read: below a folder, and nowhere else, whatever is put in its way meanwhile.
//!
//! A folder is listed first and read later. Who may write to it could put a link in the place of
//! what was listed; so the way is walked again when the file is opened, and no link on it is
//! followed. Where the system cannot promise that, only the last step is looked at.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file below a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    folder: Arc<Path>,
    below: PathBuf,
}

impl Place {
    /// The file `below` the folder.
    pub(super) const fn new(folder: Arc<Path>, below: PathBuf) -> Self {
        Self { folder, below }
    }

    /// Reads the whole file, which has at most so many bytes.
    pub(super) fn read(&self, most: u64) -> io::Result<Vec<u8>> {
        let file = self.open()?;
        let size = file.metadata()?.len();
        if size > most {
            return Err(ErrorKind::FileTooLarge.into());
        }
        let mut bytes = Vec::with_capacity(size as usize);
        file.take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Reads at most so many bytes from the beginning.
    pub(super) fn begin(&self, count: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.open()?.take(count).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Opens the file; anything but a file is refused.
    fn open(&self) -> io::Result<File> {
        let file = open(&self.folder, &self.below)?;
        if file.metadata()?.is_file() { Ok(file) } else { Err(ErrorKind::InvalidInput.into()) }
    }
}

#[cfg(target_os = "linux")]
fn open(folder: &Path, below: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags, ResolveFlags, openat2};
    use rustix::io::Errno;
    let folder_file = File::open(folder)?;
    // Not to wait for whoever would write to a pipe.
    let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NONBLOCK;
    let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS;
    match openat2(&folder_file, below, flags, Mode::empty(), resolve) {
        Ok(file) => Ok(file.into()),
        // An old kernel, or a container that does not know the call.
        Err(Errno::NOSYS | Errno::PERM) => open_last(folder, below),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(target_os = "linux"))]
fn open(folder: &Path, below: &Path) -> io::Result<File> {
    open_last(folder, below)
}

/// Opens a file whose last step may be no link.
fn open_last(folder: &Path, below: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
        options.custom_flags(flags.bits().cast_signed());
    }
    options.open(folder.join(below))
}

#[cfg(all(test, unix))]
#[expect(clippy::disallowed_methods, reason = "tests build their own folders")]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_link_that_was_put_in_the_place_of_a_file_or_folder_is_not_followed() {
        let root = tempfile::tempdir().unwrap();
        let at = |path: &str| root.path().join(path);
        fs::create_dir_all(at("content/bilder")).unwrap();
        fs::create_dir(at("annat")).unwrap();
        for file in ["content/bilder/a.txt", "annat/a.txt"] {
            fs::write(at(file), file).unwrap();
        }
        let place = Place::new(at("content").into(), "bilder/a.txt".into());
        assert_eq!(place.read(100).unwrap(), b"content/bilder/a.txt");
        assert_eq!(place.begin(7).unwrap(), b"content");
        assert_eq!(place.read(3).unwrap_err().kind(), ErrorKind::FileTooLarge);

        fs::remove_file(at("content/bilder/a.txt")).unwrap();
        symlink(at("annat/a.txt"), at("content/bilder/a.txt")).unwrap();
        assert!(place.read(100).is_err(), "the file is a link");
        assert!(open_last(&at("content"), Path::new("bilder/a.txt")).is_err());

        fs::remove_dir_all(at("content/bilder")).unwrap();
        symlink(at("annat"), at("content/bilder")).unwrap();
        if cfg!(target_os = "linux") {
            assert!(place.read(100).is_err(), "the folder is a link");
        }
        fs::remove_file(at("content/bilder")).unwrap();
        fs::create_dir_all(at("content/bilder/a.txt")).unwrap();
        assert!(place.read(100).is_err(), "a folder is no file");
    }

    #[test]
    fn a_pipe_is_not_waited_for() {
        let root = tempfile::tempdir().unwrap();
        let made = std::process::Command::new("mkfifo").arg(root.path().join("a.md")).status();
        assert!(made.unwrap().success());
        assert!(Place::new(root.path().into(), "a.md".into()).read(100).is_err());
    }
}
