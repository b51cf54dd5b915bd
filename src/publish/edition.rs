//! A site that stands and is changed file by file: what `serve` publishes while somebody writes.
//!
//! The order is that of `replace`: a manifest that says so, the files, the manifest. Each file is
//! put in place in one step. Between two of them a reader may meet an old page beside a new one; a
//! build that is killed here leaves a site that the next one replaces in full.

use std::path::Path;

use super::error::PublishError;
use super::folders::Folders;
use super::lock::Lock;
use super::manifest::{self, Manifest, Meta, Record, Stamp};
use super::stage::Stage;
use super::{Summary, address, replace};

/// A site that stands, with the list of its files.
#[derive(Debug)]
pub struct Edition {
    folders: Folders,
    manifest: Manifest,
    /// The name of the manifest as it was written.
    written: blake3::Hash,
}

impl Edition {
    /// The site in `output`, if a whole one stands there.
    pub fn standing(output: &Path) -> Result<Option<Self>, PublishError> {
        let folders = Folders::of(output)?;
        let manifest = manifest::read(&folders.target)?.filter(|manifest| manifest.complete);
        let written = manifest::name(&folders.target);
        Ok(manifest.zip(written).map(|(manifest, written)| Self { folders, manifest, written }))
    }

    /// Puts new versions of `files` in place and removes those in `gone`. `None` when somebody else
    /// has published here in the meantime: then nothing is known of the site that stands.
    pub fn change(
        &mut self,
        meta: Meta,
        files: &[(String, Vec<u8>)],
        gone: &[String],
    ) -> Result<Option<Summary>, PublishError> {
        let (folders, _lock) = Lock::take(self.folders.clone())?;
        if manifest::name(&folders.target) != Some(self.written) {
            return Ok(None);
        }
        let stage = Stage::clear(folders)?;
        let mut records = Vec::with_capacity(files.len());
        for (path, bytes) in files {
            records.extend(self.fresh(&stage, path, bytes)?);
        }
        let gone: Vec<&str> = gone
            .iter()
            .map(String::as_str)
            .filter(|path| self.manifest.files.contains_key(*path))
            .collect();
        let new = self.with(meta, &records, &gone)?;
        match (records.is_empty() && gone.is_empty(), self.manifest == new) {
            (_, true) => {}
            (true, false) => stage.put_manifest(&new)?,
            (false, false) => replace::replace(&stage, &records, &gone, &new)?,
        }
        let Some(written) = manifest::name(&stage.folders().target) else { return Ok(None) };
        let summary = Summary {
            files: new.files.len(),
            bytes: new.files.values().map(|stamp| stamp.size).sum(),
            written: records.len(),
            unchanged: new.files.len() - records.len(),
            removed: gone.len(),
        };
        (self.written, self.manifest) = (written, new);
        Ok(Some(summary))
    }

    /// The manifest once the site is changed so.
    fn with(
        &self,
        meta: Meta,
        records: &[Record],
        gone: &[&str],
    ) -> Result<Manifest, PublishError> {
        let mut files = self.manifest.files.clone();
        for path in gone {
            files.remove(*path);
        }
        let mut grows = false;
        for record in records {
            grows |= files.insert(record.path.clone(), record.stamp).is_none();
        }
        if grows {
            address::check_together(files.keys().map(String::as_str))?;
        }
        Ok(Manifest { meta, complete: true, files })
    }

    /// Stages a file unless it stands as it is.
    fn fresh(
        &self,
        stage: &Stage,
        path: &str,
        bytes: &[u8],
    ) -> Result<Option<Record>, PublishError> {
        address::check(path)
            .map_err(|reason| PublishError::BadPath { path: path.to_owned(), reason })?;
        let stamp = Stamp { hash: blake3::hash(bytes), size: bytes.len() as u64 };
        if self.manifest.stamp(path) == Some(stamp) && stage.folders().holds(path, stamp.size) {
            return Ok(None);
        }
        stage.write(path, bytes)?;
        Ok(Some(Record { path: path.to_owned(), stamp, fresh: true }))
    }
}
