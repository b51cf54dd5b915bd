//! Content types by file name: said once, for our own server and for what is written for others.

use std::path::Path;

/// HTML in UTF-8.
pub(super) const HTML: &str = "text/html; charset=utf-8";
/// Scripts in UTF-8.
pub(super) const SCRIPT: &str = "text/javascript; charset=utf-8";
/// Style sheets in UTF-8.
pub(super) const STYLE: &str = "text/css; charset=utf-8";

/// The content types by the ending of the file name, in small letters.
pub(crate) const TYPES: [(&str, &str); 27] = [
    ("html", HTML),
    ("css", STYLE),
    ("js", SCRIPT),
    ("json", "application/json; charset=utf-8"),
    ("map", "application/json; charset=utf-8"),
    ("xml", "application/xml; charset=utf-8"),
    ("atom", "application/atom+xml; charset=utf-8"),
    ("txt", "text/plain; charset=utf-8"),
    ("md", "text/plain; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("ics", "text/calendar; charset=utf-8"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("avif", "image/avif"),
    ("ico", "image/vnd.microsoft.icon"),
    ("woff2", "font/woff2"),
    ("woff", "font/woff"),
    ("pdf", "application/pdf"),
    ("zip", "application/zip"),
    ("webmanifest", "application/manifest+json"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
];

/// The content type of what no ending tells: bytes for download.
pub(crate) const OTHER: &str = "application/octet-stream";

/// The content type of a file.
pub(super) fn of(file: &Path) -> &'static str {
    let ending = file.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let found = TYPES.iter().find(|(known, _)| **known == *ending);
    found.map_or(OTHER, |(_, media)| media)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_say_that_they_are_utf_8() {
        for name in ["a.html", "a.CSS", "a.js", "a.csv", "a.ics"] {
            assert!(of(Path::new(name)).ends_with("charset=utf-8"), "{name}");
        }
        assert_eq!(of(Path::new("a")), "application/octet-stream");
    }
}
