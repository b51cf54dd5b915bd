//! The binary on whole sites: the handbook itself, a site with its own kind, and plain folders.
#![expect(clippy::disallowed_methods, reason = "tests read what was built")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;

const DATE: &str = "2026-11-21";

fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn lathund(root: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::cargo_bin("lathund").unwrap();
    command.arg("--root").arg(root).args(["--date", DATE, "--color", "never"]).args(arguments);
    command.output().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn list(root: &Path, kind: &str) -> Vec<Value> {
    let output = lathund(root, &["list", kind, "--format", "json"]);
    assert!(output.status.success(), "{}", stderr(&output));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn build(root: &Path, output: &Path) {
    let done = lathund(root, &["build", "--output", output.to_str().unwrap()]);
    assert!(done.status.success(), "{}", stderr(&done));
}

/// Every file below a folder with its bytes, the manifest included.
fn tree(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    fn visit(folder: &Path, root: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                visit(&path, root, files);
            } else {
                files.push((path.strip_prefix(root).unwrap().to_owned(), fs::read(&path).unwrap()));
            }
        }
    }
    let mut files = Vec::new();
    visit(folder, folder, &mut files);
    files.sort();
    files
}

/// Every file below a folder with its number on the disk and the time it was written.
#[cfg(unix)]
fn marks(folder: &Path) -> Vec<(PathBuf, u64, i64, i64)> {
    use std::os::unix::fs::MetadataExt;
    let data = |path: &Path| fs::metadata(folder.join(path)).unwrap();
    let files = tree(folder).into_iter().map(|(path, _)| path);
    let marked = files.map(|path| (data(&path), path));
    marked.map(|(data, path)| (path, data.ino(), data.mtime(), data.mtime_nsec())).collect()
}

#[test]
#[cfg(unix)]
fn a_build_without_changes_touches_no_file() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir_all(root.path().join("content/bilder")).unwrap();
    fs::write(root.path().join("content/index.md"), "# Start\n\nHej.\n").unwrap();
    fs::write(root.path().join("content/bilder/a.svg"), "<svg/>").unwrap();
    let output = root.path().join("public");
    let folder = || fs::metadata(&output).map(|data| std::os::unix::fs::MetadataExt::ino(&data));
    for packed in [&[][..], &["--precompress"]] {
        let arguments = [&["build", "--output", output.to_str().unwrap()], packed].concat();
        let first = lathund(root.path(), &arguments);
        assert!(!stderr(&first).contains("(0 skrivna"), "{}", stderr(&first));
        let (before, place) = (marks(&output), folder().unwrap());
        let second = lathund(root.path(), &arguments);
        assert!(stderr(&second).contains("(0 skrivna"), "{}", stderr(&second));
        assert_eq!((marks(&output), folder().unwrap()), (before, place), "{packed:?}");
    }
    assert!(output.join("index.html.gz").exists() && output.join("index.html.br").exists());
}

#[test]
fn the_handbook_checks_without_fault_or_warning() {
    let output = lathund(&project(), &["check", "--deny", "warnings"]);
    assert!(output.status.success(), "{}", stderr(&output));
}

#[test]
fn two_builds_of_the_handbook_are_byte_identical() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = (folder.path().join("a"), folder.path().join("b"));
    build(&project(), &first);
    build(&project(), &second);
    let (first, second) = (tree(&first), tree(&second));
    assert!(first.len() > 1000);
    assert_eq!(first.len(), second.len());
    for (a, b) in first.iter().zip(&second) {
        assert!(a == b, "{} differs", a.0.display());
    }
}

#[test]
fn a_fault_leaves_the_old_site_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let content = folder.path().join("content");
    fs::create_dir_all(content.join("roller")).unwrap();
    fs::write(content.join("index.md"), "# Start\n").unwrap();
    build(folder.path(), &folder.path().join("public"));
    let before = tree(&folder.path().join("public"));
    fs::write(content.join("roller/x.yaml"), "title: X\nowner: saknas\n").unwrap();
    fs::write(content.join("trasig.md"), [b'#', b' ', 0xff]).unwrap();
    let output = lathund(folder.path(), &["build"]);
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    for code in ["broken-reference", "missing-field", "unreadable-file"] {
        assert!(said.contains(code), "{code} is not told:\n{said}");
    }
    assert_eq!(tree(&folder.path().join("public")), before);
}

#[test]
fn a_kind_of_the_sites_own_needs_no_rust() {
    let root = project().join("tests/fixtures/own-kind");
    let folder = tempfile::tempdir().unwrap();
    build(&root, folder.path());
    let page = |path: &str| fs::read_to_string(folder.path().join(path)).unwrap();

    let cycle = page("fordon/ladcykeln.html");
    assert!(cycle.contains("Drivmedel") && cycle.contains("href=\"../system/bokning.html\""));
    let index = page("fordon/index.html");
    assert!(index.contains("Bil 1") && index.contains("Biogas"));
    let system = page("system/bokning.html");
    assert!(system.contains("Fordon som bokas här") && system.contains("Går att boka i"));

    assert_eq!(list(&root, "vehicle").len(), 3);
    assert_eq!(list(&root, "system")[0]["bookable"], true);
    let schema = lathund(&root, &["schema", "vehicle"]);
    let schema: Value = serde_json::from_slice(&schema.stdout).unwrap();
    let fuel = &schema["definitions"]["entry"]["properties"]["fuel"];
    assert_eq!(fuel["anyOf"][0]["oneOf"][0]["const"], "el");
}

#[test]
fn a_kind_of_the_sites_own_is_validated() {
    let folder = tempfile::tempdir().unwrap();
    let content = folder.path().join("content");
    let fixture = project().join("tests/fixtures/own-kind/content");
    for (path, bytes) in tree(&fixture) {
        let to = content.join(path);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, bytes).unwrap();
    }
    let faulty = "title: Mopeden\nstatus: gallande\nowner: fordonsansvarig\n\
                  reviewed_on: 2026-11-01\nfuel: bensin\nboked_in: bokning\n";
    fs::write(content.join("fordon/mopeden.yaml"), faulty).unwrap();
    let output = lathund(folder.path(), &["check", "--format", "short"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("content/fordon/mopeden.yaml:5:7: error[unknown-value]"), "{said}");
    assert!(said.contains("content/fordon/mopeden.yaml:6:1: error[unknown-key]"), "{said}");
    assert!(said.contains("menade du `booked_in`?"), "{said}");
}

#[test]
fn a_thousand_plain_pages_build_without_settings() {
    let folder = tempfile::tempdir().unwrap();
    for section in 0..20 {
        let at = folder.path().join(format!("Avdelning {section}"));
        fs::create_dir_all(&at).unwrap();
        for number in 0..50 {
            let next = (number + 1) % 50;
            let text = format!(
                "# Sida {number} i avdelning {section}\n\nLäs [nästa](sida-{next}.md) och \
                 [samma sida i en annan avdelning](<../Avdelning {}/sida-{number}.md#mer>).\n\n\
                 ## Mer\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
                (section + 1) % 20,
            );
            let front = ["", "---\ntitle: Egen titel\ndate: 2026-01-01\n---\n"][number % 2];
            fs::write(at.join(format!("sida-{number}.md")), format!("{front}{text}")).unwrap();
        }
    }
    let public = folder.path().join("public");
    build(folder.path(), &public);
    let pages = tree(&public)
        .into_iter()
        .filter(|(path, _)| path.extension().is_some_and(|end| end == "html"));
    assert!(pages.count() >= 1020);
    let page = fs::read_to_string(public.join("avdelning-3/sida-7.html")).unwrap();
    assert!(page.contains("href=\"../avdelning-4/sida-7.html#mer\""), "{page}");
    // A second build finds nothing to write.
    let again = lathund(folder.path(), &["build"]);
    assert!(stderr(&again).contains("(0 skrivna"), "{}", stderr(&again));
}

#[test]
fn a_new_handbook_builds_and_a_new_entry_checks() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("ny");
    let made = lathund(folder.path(), &["init", root.to_str().unwrap()]);
    assert!(made.status.success(), "{}", stderr(&made));
    let kinds = lathund(&root, &["list", "--format", "json"]);
    let kinds: Vec<Value> = serde_json::from_slice(&kinds.stdout).unwrap();
    for kind in kinds {
        let kind = kind["kind"].as_str().unwrap().to_owned();
        let new = lathund(&root, &["new", &kind, &format!("Prov på {kind}: å, ä & ö")]);
        assert!(new.status.success(), "{kind}: {}", stderr(&new));
    }
    let checked = lathund(&root, &["check"]);
    assert!(checked.status.success(), "{}", stderr(&checked));
    build(&root, &root.join("public"));
}
