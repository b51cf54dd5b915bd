//! Compares two published sites byte by byte.

use std::path::{Path, PathBuf};

use super::error::PublishError;
use super::folders::Folders;
use super::{manifest, stage};

/// Where two sites first differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Path below both folders.
    pub path: String,
    /// The first byte that differs, from 0; `None` when only one of them has the file.
    pub at: Option<usize>,
}

/// The first difference between two sites, by path; `Err` when one of them is no site.
pub fn compare(one: &Path, other: &Path) -> Result<Option<Difference>, PublishError> {
    let read = |folder: &Path| {
        manifest::read(folder)?.ok_or_else(|| PublishError::NoManifest(folder.to_owned()))
    };
    let (left, right) = (read(one)?.files, read(other)?.files);
    let mut paths: Vec<&String> = left.keys().chain(right.keys()).collect();
    paths.sort_unstable();
    paths.dedup();
    let Some(path) = paths.into_iter().find(|path| left.get(*path) != right.get(*path)) else {
        return Ok(None);
    };
    let bytes = |folder: &Path| {
        let file = folder.join(path);
        #[expect(clippy::disallowed_methods, reason = "this module owns the output")]
        std::fs::read(&file).map_err(PublishError::at(&file))
    };
    let at = if left.contains_key(path) && right.contains_key(path) {
        let (left, right) = (bytes(one)?, bytes(other)?);
        let same = left.iter().zip(&right).take_while(|(left, right)| left == right).count();
        Some(same)
    } else {
        None
    };
    Ok(Some(Difference { path: path.clone(), at }))
}

/// A site that is only made to be looked at; its folder goes when this does.
#[derive(Debug)]
pub struct Trial(PathBuf);

impl Trial {
    /// A folder beside `output` that nothing else uses. What a killed trial left there goes first.
    pub fn beside(output: &Path, name: &str) -> Result<Self, PublishError> {
        let Folders { target, staging, .. } = Folders::of(output)?;
        let folder = staging.with_file_name(format!(
            ".{}.lathund-{name}",
            target.file_name().unwrap_or_default().display()
        ));
        stage::remove(&folder).map_err(PublishError::at(&folder))?;
        Ok(Self(folder))
    }

    /// Where it stands.
    pub fn folder(&self) -> &Path {
        &self.0
    }
}

impl Drop for Trial {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next trial.
        let _ = stage::remove(&self.0);
    }
}
