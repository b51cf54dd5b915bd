//! From the path of a request to a file of the site, and never to any other file.

use std::fs;
use std::path::{Path, PathBuf};

/// What stands at an address.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// This file.
    File(PathBuf),
    /// A folder, whose pages expect an address that ends with a slash.
    Redirect(String),
    /// No file of the site.
    Nothing,
}

/// Looks up the target of a request in the folder of the site.
pub(super) fn find(root: &Path, target: &str) -> Found {
    let (path, query) = target.split_at(target.find(['?', '#']).unwrap_or(target.len()));
    let Some(names) = names(path) else { return Found::Nothing };
    let mut file = root.to_owned();
    file.extend(names.iter().filter(|name| !name.is_empty()));
    let Some(place) = inside(root, &file) else { return Found::Nothing };
    let is_folder_address = path.ends_with('/');
    match (place.is_dir(), is_folder_address) {
        (false, false) if place.is_file() => Found::File(place),
        (true, true) => match inside(root, &place.join("index.html")) {
            Some(index) if index.is_file() => Found::File(index),
            _ => Found::Nothing,
        },
        // The path holds no empty name, so this cannot lead to another host.
        (true, false) => Found::Redirect(format!("{path}/{query}")),
        _ => Found::Nothing,
    }
}

/// The decoded names of a path; `None` when it names anything but files below the root.
fn names(path: &str) -> Option<Vec<String>> {
    let names: Vec<_> = path.strip_prefix('/')?.split('/').map(decode).collect::<Option<_>>()?;
    let (last, folders) = names.split_last()?;
    let is_plain = |name: &String| {
        (!name.starts_with('.') || name == ".well-known")
            && !name.chars().any(|sign| sign.is_control() || "/\\:".contains(sign))
    };
    let valid = folders.iter().all(|name| !name.is_empty() && is_plain(name)) && is_plain(last);
    valid.then_some(names)
}

/// Undoes percent encoding.
fn decode(name: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// The real place of a file, if that is below the root: links may not lead out.
fn inside(root: &Path, file: &Path) -> Option<PathBuf> {
    let place = fs::canonicalize(file).ok()?;
    place.starts_with(fs::canonicalize(root).ok()?).then_some(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::disallowed_methods, reason = "tests build their own folders")]
    fn site() -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("public/system/å")).unwrap();
        for file in [
            "secret.txt",
            "public/index.html",
            "public/.lathund.json",
            "public/system/index.html",
            "public/system/å/två ord.html",
        ] {
            fs::write(root.path().join(file), file).unwrap();
        }
        root
    }

    fn file(root: &Path, path: &str) -> Found {
        Found::File(fs::canonicalize(root.join(path)).unwrap())
    }

    #[test]
    fn addresses_find_their_files() {
        let site = site();
        let root = site.path().join("public");
        assert_eq!(find(&root, "/"), file(&root, "index.html"));
        assert_eq!(find(&root, "/index.html?q=1"), file(&root, "index.html"));
        assert_eq!(find(&root, "/system/"), file(&root, "system/index.html"));
        let spelled = "/system/%C3%a5/tv%C3%A5%20ord.html";
        assert_eq!(find(&root, spelled), file(&root, "system/å/två ord.html"));
    }

    #[test]
    fn folders_get_a_slash() {
        let site = site();
        let root = site.path().join("public");
        assert_eq!(find(&root, "/system?q=1"), Found::Redirect("/system/?q=1".to_owned()));
        assert_eq!(find(&root, "/system/%C3%A5/"), Found::Nothing, "without an index");
        assert_eq!(find(&root, "/index.html/"), Found::Nothing);
    }

    #[test]
    fn no_address_leaves_the_folder() {
        let site = site();
        let root = site.path().join("public");
        for target in [
            "",
            "index.html",
            "http://localhost/",
            "*",
            "//",
            "//system",
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/%2E%2E%2fsecret.txt",
            "/system/../../secret.txt",
            "/..%5csecret.txt",
            "/.lathund.json",
            "/%2elathund.json",
            "/system//index.html",
            "/index.html%00",
            "/%",
            "/%zz",
            "/%ff",
            "/c:/x",
            "/./index.html",
        ] {
            assert_eq!(find(&root, target), Found::Nothing, "{target}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_do_not_lead_out() {
        let site = site();
        let root = site.path().join("public");
        std::os::unix::fs::symlink("../secret.txt", root.join("link.txt")).unwrap();
        std::os::unix::fs::symlink("..", root.join("up")).unwrap();
        std::os::unix::fs::symlink("index.html", root.join("inner.html")).unwrap();
        assert_eq!(find(&root, "/link.txt"), Found::Nothing);
        assert_eq!(find(&root, "/up/secret.txt"), Found::Nothing);
        assert_eq!(find(&root, "/inner.html"), file(&root, "index.html"));
    }
}
