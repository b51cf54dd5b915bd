//! Which paths a site may hold.
//!
//! The same bytes are served by web servers, copied to Windows shares and opened from a memory
//! stick, so a path has to be legal, and mean the same, on all of them.

use foldhash::HashMap;

use super::error::{BadPath, PublishError};
use crate::source::names;

/// The longest name of a file or folder, in bytes, on common file systems.
const MAX_NAME: usize = 255;

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
    if name.is_empty() || name == "." || name == ".." {
        Err(BadPath::Traversal)
    } else if name.chars().any(|sign| sign.is_control() || "\\:*?\"<>|".contains(sign)) {
        Err(BadPath::Sign)
    } else if names::is_reserved(name) {
        Err(BadPath::Reserved)
    } else if name.len() > MAX_NAME {
        Err(BadPath::TooLong)
    } else {
        Ok(())
    }
}

/// Refuses paths that stand twice, that some system holds for one, or that are a file to one and a
/// folder to the other.
pub(super) fn check_together<'a>(
    paths: impl IntoIterator<Item = &'a str>,
) -> Result<(), PublishError> {
    let double = |path: &str, other: &str| {
        Err(PublishError::Duplicate { path: path.to_owned(), other: other.to_owned() })
    };
    let mut seen = HashMap::default();
    for path in paths {
        if let Some(other) = seen.insert(names::folded(path), path) {
            return double(path, other);
        }
    }
    let mut folders: Vec<&str> = seen.keys().filter_map(|path| folder_of(path)).collect();
    folders.sort_unstable();
    folders.dedup();
    for folder in folders {
        let mut steps = std::iter::successors(Some(folder), |path| folder_of(path));
        if let Some((step, file)) = steps.find_map(|step| Some((step, seen.get(step)?))) {
            return double(step, file);
        }
    }
    Ok(())
}

fn folder_of(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(folder, _)| folder)
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
        assert!(check_together(["ö.html", "o\u{308}.html"]).is_err());
    }

    #[test]
    fn no_file_has_the_name_of_a_folder() {
        assert!(check_together(["a/b.html", "a.html", "a/c/d.html"]).is_ok());
        for paths in [["a", "a/b/c.html"], ["A/b", "a/B/c.html"], ["a/b/c", "a/b"]] {
            assert!(check_together(paths).is_err(), "{paths:?}");
        }
    }
}
