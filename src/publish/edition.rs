//! A site that stands and is changed file by file: what `serve` publishes while somebody writes.
//!
//! As in `replace`, a manifest first says that the site is underway, and the last step is the
//! manifest of what stands then. In between, pages come whenever they are ready, each in one step. A
//! build that is killed there leaves a site that the next one replaces in full.

use std::path::Path;
use std::time::SystemTime;

use super::error::PublishError;
use super::folders::Folders;
use super::lock::Lock;
use super::manifest::{self, Manifest, Meta, Record, Stamp};
use super::stage::{self, Stage};
use super::{Summary, address, replace};

/// A site that stands, with the list of its files.
#[derive(Debug)]
pub struct Edition {
    folders: Folders,
    manifest: Manifest,
    /// The text that says that the site is underway, until it has been said.
    underway: Option<String>,
    /// The manifest that stands in the folder.
    stands: (u64, SystemTime),
}

impl Edition {
    /// The site in `output`, if a whole one stands there.
    pub fn standing(output: &Path) -> Result<Option<Self>, PublishError> {
        let folders = Folders::of(output)?;
        let manifest = manifest::read(&folders.target)?.filter(|manifest| manifest.complete);
        let stands = manifest::mark(&folders.target);
        Ok(manifest.zip(stands).map(|(manifest, stands)| {
            let underway = Some(manifest.underway(&[]).to_text());
            Self { folders, manifest, underway, stands }
        }))
    }

    /// Puts new versions of files in their places at once; [`Edition::close`] is to follow. `None`
    /// when somebody else has published here: then nothing is known of the site that stands.
    pub fn put(&mut self, files: &[(String, Vec<u8>)]) -> Result<Option<Summary>, PublishError> {
        let Some((stage, _lock)) = self.open()? else { return Ok(None) };
        let records = self.stage(&stage, files)?;
        if let Some(text) = self.underway.take_if(|_| !records.is_empty()) {
            stage.put_list(&text)?;
            let Some(stands) = manifest::mark(&self.folders.target) else { return Ok(None) };
            self.stands = stands;
        }
        for record in &records {
            let Folders { target, staging, .. } = stage.folders();
            let place = target.join(&record.path);
            stage::put(&staging.join(&record.path), &place).map_err(PublishError::at(&place))?;
            self.manifest.files.insert(record.path.clone(), record.stamp);
        }
        Ok(Some(self.summary(records.len(), 0)))
    }

    /// Puts the last files in their places, removes those in `gone`, and says that the site is
    /// whole. `None` as in [`Edition::put`].
    pub fn close(
        &mut self,
        meta: Meta,
        files: &[(String, Vec<u8>)],
        gone: &[String],
    ) -> Result<Option<Summary>, PublishError> {
        let Some((stage, _lock)) = self.open()? else { return Ok(None) };
        let records = self.stage(&stage, files)?;
        let known = |path: &&str| self.manifest.files.contains_key(*path);
        let gone: Vec<&str> = gone.iter().map(String::as_str).filter(known).collect();
        let new = self.with(meta, &records, &gone)?;
        if records.is_empty() && gone.is_empty() {
            stage.put_list(&new.to_text())?;
        } else {
            replace::replace(&stage, &records, &gone, &new)?;
        }
        let Some(stands) = manifest::mark(&self.folders.target) else { return Ok(None) };
        self.underway = Some(new.underway(&[]).to_text());
        let removed = gone.len();
        (self.stands, self.manifest) = (stands, new);
        Ok(Some(self.summary(records.len(), removed)))
    }

    /// The staging folder, while the site that stands is the one that is known.
    fn open(&self) -> Result<Option<(Stage, Lock)>, PublishError> {
        let (folders, lock) = Lock::take(self.folders.clone())?;
        if manifest::mark(&folders.target) != Some(self.stands) {
            return Ok(None);
        }
        Ok(Some((Stage::clear(folders)?, lock)))
    }

    /// Stages the files that do not stand there as they are.
    fn stage(
        &self,
        stage: &Stage,
        files: &[(String, Vec<u8>)],
    ) -> Result<Vec<Record>, PublishError> {
        let mut records = Vec::new();
        for (path, bytes) in files {
            address::check(path)
                .map_err(|reason| PublishError::BadPath { path: path.clone(), reason })?;
            let stamp = Stamp { hash: blake3::hash(bytes), size: bytes.len() as u64 };
            let stands =
                self.manifest.stamp(path) == Some(stamp) && stage.folders().holds(path, stamp.size);
            if !stands {
                stage.write(path, bytes)?;
                records.push(Record { path: path.clone(), stamp, fresh: true });
            }
        }
        Ok(records)
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

    fn summary(&self, written: usize, removed: usize) -> Summary {
        let files = &self.manifest.files;
        Summary {
            files: files.len(),
            bytes: files.values().map(|stamp| stamp.size).sum(),
            written,
            unchanged: files.len() - written,
            removed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Defect, Publisher, Said, verify};
    use super::*;

    fn meta(inputs: &str) -> Meta {
        Meta {
            tool_version: "0.1.0".to_owned(),
            date: jiff::civil::date(2026, 11, 21),
            audience: "intern".to_owned(),
            inputs: inputs.to_owned(),
            said: Said::default(),
        }
    }

    fn publish(output: &Path, text: &str) {
        let publisher = Publisher::begin(output, meta("a")).unwrap();
        publisher.add("a.html", text.as_bytes()).unwrap();
        publisher.add("b.html", b"b").unwrap();
        publisher.commit().unwrap();
    }

    fn files(files: &[(&str, &str)]) -> Vec<(String, Vec<u8>)> {
        files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn pages_come_at_once_and_the_site_is_whole_when_it_is_closed() {
        let root = tempfile::tempdir().unwrap();
        let output = root.path().join("public");
        publish(&output, "1");
        let mut edition = Edition::standing(&output).unwrap().unwrap();
        let put = edition.put(&files(&[("a.html", "2"), ("b.html", "b")])).unwrap().unwrap();
        assert_eq!((put.written, put.unchanged), (1, 1));
        let page = std::fs::File::open(output.join("a.html")).unwrap();
        assert_eq!(std::io::read_to_string(page).unwrap(), "2");
        assert_eq!(verify(&output).unwrap().first().unwrap().defect, Defect::Unfinished);
        let closed = edition.close(meta("b"), &files(&[("c.js", "3")]), &["b.html".to_owned()]);
        let closed = closed.unwrap().unwrap();
        assert_eq!((closed.written, closed.removed, closed.files), (1, 1, 2));
        assert_eq!(verify(&output).unwrap(), []);
    }

    #[test]
    fn a_site_that_somebody_else_has_published_is_left_alone() {
        let root = tempfile::tempdir().unwrap();
        let output = root.path().join("public");
        publish(&output, "1");
        let mut edition = Edition::standing(&output).unwrap().unwrap();
        publish(&output, "2");
        assert_eq!(edition.put(&files(&[("a.html", "3")])).unwrap(), None);
        assert_eq!(edition.close(meta("a"), &[], &[]).unwrap(), None);
        assert_eq!(verify(&output).unwrap(), []);
    }

    #[test]
    fn a_build_after_one_that_was_killed_underway_mends_the_site() {
        let root = tempfile::tempdir().unwrap();
        let output = root.path().join("public");
        publish(&output, "1");
        let mut edition = Edition::standing(&output).unwrap().unwrap();
        edition.put(&files(&[("a.html", "2")])).unwrap();
        drop(edition);
        publish(&output, "1");
        assert_eq!(verify(&output).unwrap(), []);
    }
}
