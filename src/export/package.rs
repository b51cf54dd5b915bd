//! Files of several parts in one: the container of office documents. The same parts give the same
//! bytes, so the times in it are the first that the format can hold.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Shorter parts are kept as they are: getting ready to pack costs more than they take.
const SMALL: usize = 1024;

/// How hard longer parts are packed, of 9. With 6 they take less room, but packing them was 7 % of the
/// time of the handbook's build.
const LEVEL: i64 = 1;

/// The parts of a package by their names, in the order in which readers expect them.
#[derive(Debug, Default)]
pub(super) struct Package {
    parts: Vec<(String, String)>,
}

impl Package {
    /// Adds a part.
    pub(super) fn add(&mut self, name: impl Into<String>, text: impl Into<String>) {
        self.parts.push((name.into(), text.into()));
    }

    /// The package as a file.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
        for (name, text) in &self.parts {
            let (method, level) = match text.len() {
                ..SMALL => (CompressionMethod::Stored, None),
                _ => (CompressionMethod::Deflated, Some(LEVEL)),
            };
            let options = options.compression_method(method).compression_level(level);
            // Writing to memory fails only when names repeat or sizes pass four gigabytes.
            if writer.start_file(name.as_str(), options).is_err()
                || writer.write_all(text.as_bytes()).is_err()
            {
                return Vec::new();
            }
        }
        writer.finish().map(Cursor::into_inner).unwrap_or_default()
    }
}
