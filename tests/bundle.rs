//! A bundle: one file that holds a whole dated site, the same bytes for the same handbook.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests build their own folders"
)]

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use lathund::publish::verify;

/// A small handbook in a folder of this name.
fn project(name: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join(name);
    fs::create_dir_all(root.join("content/kopa")).unwrap();
    fs::write(root.join("content/handbok.yaml"), "name: Inköp & it\n").unwrap();
    fs::write(root.join("content/index.md"), "# Start\n\nText.\n").unwrap();
    fs::write(root.join("content/kopa/så.md"), "# Så köper du\n\nText.\n").unwrap();
    (folder, root)
}

fn lathund(root: &Path, zone: &str) -> Command {
    let mut command = Command::cargo_bin("lathund").unwrap();
    command.current_dir(root).env("TZ", zone).args(["--quiet", "--date", "2026-11-21"]);
    command
}

fn bundle(root: &Path, zone: &str) -> Vec<u8> {
    lathund(root, zone).arg("bundle").assert().success();
    fs::read(root.join("inkop-it-2026-11-21.zip")).unwrap()
}

#[test]
fn the_same_handbook_gives_the_same_bytes_wherever_it_is_made() {
    let (_one, first) = project("a");
    let (_two, second) = project("en annan mapp");
    let bytes = bundle(&first, "UTC");
    assert_eq!(bytes, bundle(&first, "UTC"));
    assert_eq!(bytes, bundle(&second, "Pacific/Auckland"));
}

#[test]
fn a_bundle_unpacks_into_one_folder_that_is_whole_and_dated_on_every_page() {
    let (_folder, root) = project("a");
    let bytes = bundle(&root, "UTC");
    zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap().extract(&root).unwrap();
    let site = root.join("inkop-it-2026-11-21");
    assert_eq!(verify(&site).unwrap(), []);
    let pages = ["index.html", "kopa/sa.html", "a-o.html", "404.html"];
    for page in pages {
        let html = fs::read_to_string(site.join(page)).unwrap();
        assert!(html.contains("Utgåva <time datetime=\"2026-11-21\""), "{page}: {html}");
    }
    lathund(&root, "UTC").arg("build").assert().success();
    for page in pages {
        let html = fs::read_to_string(root.join("public").join(page)).unwrap();
        assert!(!html.contains("Utgåva"), "{page}");
    }
}

#[test]
fn a_handbook_with_errors_gives_no_file_and_other_names_are_refused() {
    let (_folder, root) = project("a");
    lathund(&root, "UTC").args(["bundle", "--output", "viktig.md"]).assert().code(2);
    assert!(!root.join("viktig.md").exists());
    fs::write(root.join("content/kopa/fel.md"), "# A\n\n[B](finns-inte.md)\n").unwrap();
    lathund(&root, "UTC").arg("bundle").assert().code(1);
    let left = fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().file_name());
    assert_eq!(left.collect::<Vec<_>>(), ["content"]);
}
