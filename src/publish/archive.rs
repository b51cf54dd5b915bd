//! One ZIP file that holds a whole site with its manifest, to be unpacked and read anywhere.
//!
//! The same site gives the same bytes: names are sorted, times are the first that the format can
//! hold, and nothing tells of the machine.

use std::io::{Cursor, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::error::PublishError;
use super::manifest::{self, Manifest, Meta, Record, Stamp};
use super::{Summary, address, stage, summarize};

/// A site on its way to its ZIP file.
#[derive(Debug)]
pub struct Archive {
    files: Mutex<Vec<(String, Vec<u8>)>>,
}

impl Archive {
    /// An archive without files.
    pub fn begin() -> Self {
        Self { files: Mutex::default() }
    }

    /// Adds a file; `path` is relative to the site, with `/`. From any thread.
    pub fn add(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        address::check(path)
            .map_err(|reason| PublishError::BadPath { path: path.to_owned(), reason })?;
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.push((path.to_owned(), bytes.to_vec()));
        Ok(())
    }

    /// Writes what was added to the file `output`, all of it in a folder of that name.
    pub fn write(self, meta: Meta, folder: &str, output: &Path) -> Result<Summary, PublishError> {
        let mut files = self.files.into_inner().unwrap_or_else(PoisonError::into_inner);
        files.sort_unstable();
        address::check_together(files.iter().map(|(path, _)| path.as_str()))?;
        let record = |(path, bytes): &(String, Vec<u8>)| {
            let stamp = Stamp { hash: blake3::hash(bytes), size: bytes.len() as u64 };
            Record { path: path.clone(), stamp, fresh: true }
        };
        let records: Vec<Record> = files.iter().map(record).collect();
        let text = Manifest::new(meta, &records).to_text();
        files.push((manifest::NAME.to_owned(), text.into_bytes()));
        let packed =
            pack(folder, &files).map_err(|error| PublishError::at(output)(error.into()))?;
        put(output, &packed)?;
        Ok(Summary { bytes: packed.len() as u64, ..summarize(&records, 0) })
    }
}

fn pack(folder: &str, files: &[(String, Vec<u8>)]) -> ZipResult<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for (path, bytes) in files {
        writer.start_file(format!("{folder}/{path}"), options)?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// Puts a file in its place in one step: the old one or the new one stands there, never a part.
fn put(output: &Path, bytes: &[u8]) -> Result<(), PublishError> {
    let mut name = output.file_name().unwrap_or_default().to_os_string();
    name.push(".lathund-new");
    let beside = output.with_file_name(name);
    // What a killed run left, or a link that somebody has put there: it is not written through.
    let done = stage::remove(&beside)
        .and_then(|()| stage::create(&beside, bytes))
        .and_then(|()| stage::put(&beside, output));
    done.map_err(|error| {
        // It may not even be there; what is told is why there is no new file.
        let _ = stage::remove(&beside);
        PublishError::at(output)(error)
    })
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "tests build their own folders")]
    fn a_link_beside_the_file_is_not_written_through() {
        let root = tempfile::tempdir().unwrap();
        let (output, other) = (root.path().join("a.zip"), root.path().join("annat"));
        std::fs::write(&other, "annat").unwrap();
        std::os::unix::fs::symlink(&other, root.path().join("a.zip.lathund-new")).unwrap();
        put(&output, b"PK").unwrap();
        assert_eq!(std::fs::read(&other).unwrap(), b"annat");
        assert!(std::fs::symlink_metadata(&output).unwrap().is_file());
        assert_eq!(std::fs::read_dir(root.path()).unwrap().count(), 2);
    }
}
