//! Which paths a site may hold.
//!
//! The same bytes are served by web servers, copied to Windows shares and opened from a memory
//! stick, so a path has to be legal, and mean the same, on all of them.

use std::collections::HashMap;

use super::error::{BadPath, PublishError};

/// The longest name of a file or folder, in bytes, on common file systems.
const MAX_NAME: usize = 255;

/// Names that Windows keeps for devices, whatever their extension.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Refuses a path that leaves the output folder or cannot stand on some disk.
pub(super) fn check(path: &str) -> Result<(), BadPath> {
    if path.is_empty() || path.starts_with('/') {
        return Err(BadPath::Absolute);
    }
    path.split('/').try_for_each(check_name)?;
    let first = path.split('/').next().unwrap_or_default();
    if first.to_ascii_lowercase().starts_with(".lathund") || path == super::folders::KEPT {
        return Err(BadPath::Reserved);
    }
    Ok(())
}

fn check_name(name: &str) -> Result<(), BadPath> {
    let device = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    if name.is_empty() || name == "." || name == ".." {
        Err(BadPath::Traversal)
    } else if name.chars().any(|sign| sign.is_control() || "\\:*?\"<>|".contains(sign)) {
        Err(BadPath::Sign)
    } else if DEVICES.contains(&device.as_str()) || name.ends_with(['.', ' ']) {
        Err(BadPath::Reserved)
    } else if name.len() > MAX_NAME {
        Err(BadPath::TooLong)
    } else {
        Ok(())
    }
}

/// Refuses paths that stand twice, or that differ in case only.
pub(super) fn check_together<'a>(
    paths: impl IntoIterator<Item = &'a str>,
) -> Result<(), PublishError> {
    let mut seen = HashMap::new();
    for path in paths {
        if let Some(other) = seen.insert(path.to_lowercase(), path) {
            return Err(PublishError::Duplicate { path: path.to_owned(), other: other.to_owned() });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_addresses_pass() {
        for path in ["index.html", "system/lifecare.html", ".nojekyll", ".well-known/a", "å ä.pdf"]
        {
            assert_eq!(check(path), Ok(()), "{path}");
        }
    }

    #[test]
    fn addresses_that_leave_the_folder_are_refused() {
        for path in ["", "/etc/passwd", "../x", "a/../../x", "a//b", "a/", "./a", "a/."] {
            assert!(check(path).is_err(), "{path}");
        }
    }

    #[test]
    fn addresses_that_windows_cannot_hold_are_refused() {
        for path in ["a\\b", "c:/x", "a\0b", "nul", "roller/CON.html", "a.", "b /c", "vad?.html"] {
            assert!(check(path).is_err(), "{path}");
        }
        assert_eq!(check(&"å".repeat(128)), Err(BadPath::TooLong));
    }

    #[test]
    fn our_own_files_are_reserved() {
        for path in [".lathund.json", ".lathund-staging/x", ".Lathund-x", ".gitignore"] {
            assert_eq!(check(path), Err(BadPath::Reserved), "{path}");
        }
    }

    #[test]
    fn one_address_stands_once_whatever_its_case() {
        assert!(check_together(["a.html", "b.html"]).is_ok());
        assert!(check_together(["a.html", "a.html"]).is_err());
        assert!(check_together(["Ö.html", "ö.html"]).is_err());
    }
}
