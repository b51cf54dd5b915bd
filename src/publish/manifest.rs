//! `.lathund.json`: what a site consists of, and the proof that Lathund wrote it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::time::SystemTime;

use jiff::civil::Date;
use serde_json::{Value, json};

use super::address;
use super::error::PublishError;
use super::folders::{Folders, KEPT};

/// The manifest's name in the output folder.
pub(super) const NAME: &str = ".lathund.json";

/// What a site was built from and for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meta {
    /// Version of Lathund.
    pub tool_version: String,
    /// The day that the build took as today.
    pub date: Date,
    /// Id of the audience.
    pub audience: String,
    /// Names all that the site was made from; empty when its build had more to tell than this.
    pub inputs: String,
    /// What the build said of itself.
    pub said: Said,
}

/// The numbers of a build that a later one repeats when nothing has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Said {
    /// Entries shown.
    pub entries: u64,
    /// Pages rendered.
    pub pages: u64,
    /// Pieces of advice.
    pub advice: u64,
}

/// What tells one version of a file from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) hash: blake3::Hash,
    pub(super) size: u64,
}

/// A file of the new site.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) path: String,
    pub(super) stamp: Stamp,
    /// Whether it was written to the staging folder, not taken over from the old site.
    pub(super) fresh: bool,
}

/// The list of a site's files.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Manifest {
    pub(super) meta: Meta,
    /// False while files are replaced one by one: paths are then known, but no contents.
    pub(super) complete: bool,
    pub(super) files: BTreeMap<String, Stamp>,
}

impl Manifest {
    pub(super) fn new(meta: Meta, records: &[Record]) -> Self {
        let files = records.iter().map(|record| (record.path.clone(), record.stamp)).collect();
        Self { meta, complete: true, files }
    }

    /// The manifest to show while the site changes from having also `gone` to being `self`.
    pub(super) fn underway(&self, gone: &[&str]) -> Self {
        let unknown = Stamp { hash: blake3::Hash::from_bytes([0; 32]), size: 0 };
        let paths = self.files.keys().map(String::as_str).chain(gone.iter().copied());
        let files = paths.map(|path| (path.to_owned(), unknown)).collect();
        Self { meta: self.meta.clone(), complete: false, files }
    }

    /// The stamp of a file whose contents are known.
    pub(super) fn stamp(&self, path: &str) -> Option<Stamp> {
        if self.complete { self.files.get(path).copied() } else { None }
    }

    /// The files that `new` no longer has.
    pub(super) fn missing_in(&self, new: &Self) -> Vec<&str> {
        self.files
            .keys()
            .map(String::as_str)
            .filter(|path| !new.files.contains_key(*path))
            .collect()
    }

    /// The same manifest always gives the same text, a line a file.
    pub(super) fn to_text(&self) -> String {
        let head = json!({
            "generator": "lathund",
            "version": self.meta.tool_version,
            "date": self.meta.date.to_string(),
            "audience": self.meta.audience,
            "inputs": self.meta.inputs,
            "entries": self.meta.said.entries,
            "pages": self.meta.said.pages,
            "advice": self.meta.said.advice,
            "complete": self.complete,
        });
        let mut text = head.to_string();
        text.truncate(text.len() - 1);
        text.push_str(",\"files\":[");
        let mut separator = "\n";
        for (path, stamp) in &self.files {
            let path = Value::from(path.as_str());
            let (hash, size) = (stamp.hash.to_hex(), stamp.size);
            // Writing to a string cannot fail.
            let _ =
                write!(text, "{separator}{{\"path\":{path},\"hash\":\"{hash}\",\"size\":{size}}}");
            separator = ",\n";
        }
        text.push_str("\n]}\n");
        text
    }

    /// Reads a manifest back. A path that no site can hold makes all of it void: paths decide what
    /// is removed.
    fn parse(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let word = |key: &str| value.get(key)?.as_str();
        if word("generator")? != "lathund" {
            return None;
        }
        let number = |key: &str| value.get(key).and_then(Value::as_u64).unwrap_or_default();
        let meta = Meta {
            tool_version: word("version")?.to_owned(),
            date: word("date")?.parse().ok()?,
            audience: word("audience")?.to_owned(),
            inputs: word("inputs").unwrap_or_default().to_owned(),
            said: Said {
                entries: number("entries"),
                pages: number("pages"),
                advice: number("advice"),
            },
        };
        let files =
            value.get("files")?.as_array()?.iter().map(parse_file).collect::<Option<_>>()?;
        Some(Self { meta, complete: value.get("complete")?.as_bool()?, files })
    }
}

fn parse_file(file: &Value) -> Option<(String, Stamp)> {
    let path = file.get("path")?.as_str()?;
    address::check(path).ok()?;
    let hash = blake3::Hash::from_hex(file.get("hash")?.as_str()?).ok()?;
    Some((path.to_owned(), Stamp { hash, size: file.get("size")?.as_u64()? }))
}

/// The manifest of a folder, if it has one.
pub(super) fn read(folder: &Path) -> Result<Option<Manifest>, PublishError> {
    let path = folder.join(NAME);
    #[expect(clippy::disallowed_methods, reason = "this module owns the output")]
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) if error.kind() == ErrorKind::InvalidData => String::new(),
        Err(error) => return Err(PublishError::at(&path)(error)),
    };
    Manifest::parse(&text).map(Some).ok_or(PublishError::BrokenManifest(path))
}

/// What tells whether the manifest of a folder has been replaced: its length, and when it was
/// written.
pub(super) fn mark(folder: &Path) -> Option<(u64, SystemTime)> {
    let data = fs::metadata(folder.join(NAME)).ok()?;
    Some((data.len(), data.modified().ok()?))
}

/// The manifest of the output folder; refuses one that holds anything but without a manifest.
pub(super) fn of_own_folder(folders: &Folders) -> Result<Option<Manifest>, PublishError> {
    let target = &folders.target;
    let manifest = read(target)?;
    if manifest.is_some() || !target.exists() {
        return Ok(manifest);
    }
    for entry in fs::read_dir(target).map_err(PublishError::at(target))? {
        let entry = entry.map_err(PublishError::at(target))?;
        let ours = [&folders.staging, &folders.aside, &folders.lock];
        if entry.file_name() != KEPT && !ours.contains(&&entry.path()) {
            let example = entry.file_name().to_string_lossy().into_owned();
            return Err(PublishError::Foreign { folder: target.clone(), example });
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        let meta = Meta {
            tool_version: "0.1.0".to_owned(),
            date: jiff::civil::date(2026, 11, 21),
            audience: "intern".to_owned(),
            inputs: "abc".to_owned(),
            said: Said { entries: 3, pages: 2, advice: 1 },
        };
        let record = |path: &str| Record {
            path: path.to_owned(),
            stamp: Stamp { hash: blake3::hash(path.as_bytes()), size: path.len() as u64 },
            fresh: true,
        };
        Manifest::new(meta, &[record("b/å & x.html"), record("a.html")])
    }

    #[test]
    fn a_manifest_reads_back_as_it_was() {
        let text = manifest().to_text();
        assert_eq!(Manifest::parse(&text), Some(manifest()));
        assert!(text.find("a.html") < text.find("b/å"), "{text}");
        assert_eq!(text.lines().count(), 4, "{text}");
    }

    #[test]
    fn a_manifest_that_names_files_elsewhere_is_void() {
        let text = manifest().to_text();
        assert_eq!(Manifest::parse(&text.replace("a.html", "../a.html")), None);
        assert_eq!(Manifest::parse(&text.replace("lathund", "hugo")), None);
        assert_eq!(Manifest::parse("{}"), None);
        assert_eq!(Manifest::parse(""), None);
    }

    #[test]
    fn while_underway_no_file_counts_as_known() {
        let underway = manifest().underway(&["gammal.html"]);
        assert_eq!(underway.stamp("a.html"), None);
        assert_eq!(underway.files.len(), 3);
        assert_eq!(Manifest::parse(&underway.to_text()), Some(underway));
    }
}
