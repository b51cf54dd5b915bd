//! Where a site, its staging folder and its lock stand.

use std::fs;
use std::path::{Path, PathBuf};

use super::error::PublishError;

/// The file of the output folder that is not ours and stays: it keeps the folder in a repository.
pub(super) const KEPT: &str = ".gitignore";

/// The places that one build uses.
#[derive(Debug, Clone)]
pub(super) struct Folders {
    /// The output folder, links resolved.
    pub(super) target: PathBuf,
    /// Where the new site grows; after an exchange, where the old one awaits removal.
    pub(super) staging: PathBuf,
    /// Where the old site stands for a moment when folders cannot be exchanged in one step.
    pub(super) aside: PathBuf,
    /// Where older editions stand; none where the target cannot be exchanged.
    pub(super) kept: Option<PathBuf>,
    /// The lock file.
    pub(super) lock: PathBuf,
    /// Whether the target may be exchanged as a whole.
    pub(super) exchangeable: bool,
}

impl Folders {
    /// The places for the output folder `output`: beside it, or in it when it is a mount point.
    pub(super) fn of(output: &Path) -> Result<Self, PublishError> {
        let target = resolve(output)?;
        if target.exists() && !target.is_dir() {
            return Err(PublishError::NotAFolder(output.to_owned()));
        }
        match (target.parent(), target.file_name()) {
            (Some(parent), Some(name)) if !is_mount_point(&target, parent) => {
                let beside = |end: &str| parent.join(format!(".{}.lathund-{end}", name.display()));
                Ok(Self {
                    staging: beside("staging"),
                    aside: beside("old"),
                    kept: Some(beside("kept")),
                    lock: beside("lock"),
                    exchangeable: true,
                    target,
                })
            }
            _ => Ok(Self::inside(target)),
        }
    }

    /// The places when nothing can be written beside the target.
    pub(super) fn inside(target: PathBuf) -> Self {
        let inside = |end: &str| target.join(format!(".lathund-{end}"));
        Self {
            staging: inside("staging"),
            aside: inside("old"),
            kept: None,
            lock: inside("lock"),
            exchangeable: false,
            target,
        }
    }

    /// Whether the target holds an ordinary file of this size at `path`.
    pub(super) fn holds(&self, path: &str, size: u64) -> bool {
        fs::symlink_metadata(self.target.join(path))
            .is_ok_and(|data| data.is_file() && data.len() == size)
    }
}

/// The folder itself when `output` is a link to it; its parent is created when missing.
fn resolve(output: &Path) -> Result<PathBuf, PublishError> {
    let at = || PublishError::at(output);
    if fs::symlink_metadata(output).is_ok() {
        return fs::canonicalize(output).map_err(at());
    }
    let path = std::path::absolute(output).map_err(at())?;
    let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
        return Err(PublishError::NotAFolder(output.to_owned()));
    };
    #[expect(clippy::disallowed_methods, reason = "this module owns the output")]
    fs::create_dir_all(parent).map_err(at())?;
    Ok(fs::canonicalize(parent).map_err(at())?.join(name))
}

#[cfg(unix)]
fn is_mount_point(target: &Path, parent: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (fs::metadata(target), fs::metadata(parent)) {
        (Ok(target), Ok(parent)) => target.dev() != parent.dev(),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_mount_point(_target: &Path, _parent: &Path) -> bool {
    false
}
