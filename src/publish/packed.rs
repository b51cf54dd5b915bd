//! Files as web servers can send them, packed once instead of at every request: gzip and brotli.

use std::io::Write;

/// Files that are smaller are sent in one packet as they are.
const LEAST: usize = 1024;

/// Endings of files that shrink: texts. All others are packed already, or too rare to matter.
const TEXTS: [&str; 12] =
    ["atom", "css", "csv", "html", "ics", "js", "json", "md", "svg", "txt", "webmanifest", "xml"];

/// A way to pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Gzip,
    Brotli,
}

impl Way {
    pub(super) const ALL: [Self; 2] = [Self::Gzip, Self::Brotli];

    /// The path of the packed file beside `path`.
    pub(super) fn beside(self, path: &str) -> String {
        let end = match self {
            Self::Gzip => "gz",
            Self::Brotli => "br",
        };
        format!("{path}.{end}")
    }

    /// The bytes packed, always in the same way. `None` when that does not make them fewer.
    pub(super) fn pack(self, bytes: &[u8]) -> Option<Vec<u8>> {
        let mut packed = Vec::with_capacity(bytes.len() / 4);
        let written = match self {
            // Without a name and a time: the same text, the same bytes.
            Self::Gzip => {
                let mut out =
                    flate2::write::GzEncoder::new(&mut packed, flate2::Compression::best());
                out.write_all(bytes).and_then(|()| out.finish().map(drop))
            }
            // Higher qualities take ten times as long for a few per cent.
            Self::Brotli => {
                let mut out = brotli::CompressorWriter::new(&mut packed, 4096, 5, 22);
                let written = out.write_all(bytes);
                out.into_inner();
                written
            }
        };
        // Writing to memory does not fail.
        written.ok().map(|()| packed).filter(|packed| packed.len() < bytes.len())
    }
}

/// Whether a file is worth packing.
pub(super) fn is_worth(path: &str, size: usize) -> bool {
    let end = path.rsplit_once('.').map_or("", |(_, end)| end);
    size >= LEAST && TEXTS.contains(&end)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn what_is_packed_reads_back_and_is_always_the_same() {
        let text = "Upphandling av system i kommunen. ".repeat(100);
        for way in Way::ALL {
            let packed = way.pack(text.as_bytes()).unwrap();
            assert_eq!(way.pack(text.as_bytes()).unwrap(), packed);
            assert!(packed.len() * 5 < text.len(), "{way:?}: {}", packed.len());
            let mut back = String::new();
            match way {
                Way::Gzip => flate2::read::GzDecoder::new(&packed[..]).read_to_string(&mut back),
                Way::Brotli => {
                    brotli::Decompressor::new(&packed[..], 4096).read_to_string(&mut back)
                }
            }
            .unwrap();
            assert_eq!(back, text);
        }
    }

    #[test]
    fn only_texts_of_some_length_are_worth_it() {
        assert!(is_worth("system/a.html", 2000) && is_worth("js/b.12345678.js", 1024));
        assert!(!is_worth("system/a.html", 1023), "small");
        for path in ["bild.png", "mall.docx", "a.xlsx", "a.html.gz", "LICENSE"] {
            assert!(!is_worth(path, 100_000), "{path}");
        }
        let noise: Vec<u8> = (0..200_u8).map(|at| at.wrapping_mul(151) ^ (at >> 3)).collect();
        assert_eq!(Way::Gzip.pack(&noise), None, "no smaller");
    }
}
