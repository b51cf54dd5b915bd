//! Files that hold other files: office documents and archives.

use std::io::{Cursor, Read};

use zip::ZipArchive;

/// The most bytes of one part that are looked at.
const MAX_PART: u64 = 64 * 1024 * 1024;

/// The names and contents of the parts of an archive; `None` when the bytes are none.
pub(super) fn parts(bytes: &[u8]) -> Option<Vec<Vec<u8>>> {
    if !bytes.starts_with(b"PK") {
        return None;
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).ok()?;
        parts.push(part.name_raw().to_vec());
        let mut content = Vec::new();
        part.by_ref().take(MAX_PART).read_to_end(&mut content).ok()?;
        parts.push(content);
    }
    Some(parts)
}
