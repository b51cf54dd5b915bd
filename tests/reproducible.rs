//! The same sources, day and version give the same bytes: wherever, for whomever, on any machine.

#![expect(clippy::disallowed_methods, reason = "these tests read and write whole sites")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use lathund::publish::compare;

fn lathund(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("lathund").unwrap();
    command.arg("--root").arg(root).args(["--date", "2026-11-21", "--color", "never"]);
    command.args(arguments);
    command
}

/// A new handbook in a folder of that name.
fn project(parent: &Path, name: &str) -> std::path::PathBuf {
    let root = parent.join(name);
    let done = Command::cargo_bin("lathund").unwrap().arg("init").arg(&root).output().unwrap();
    assert!(done.status.success());
    root
}

fn said(output: &Output) -> String {
    let words = [&output.stdout[..], &output.stderr[..]].concat();
    String::from_utf8(words).unwrap()
}

#[test]
fn folders_locales_time_zones_and_threads_change_nothing() {
    let parent = tempfile::tempdir().unwrap();
    let here = project(parent.path(), "a");
    let there = project(parent.path(), "en annan mapp å");
    let plain = [("LC_ALL", "C"), ("TZ", "UTC"), ("RAYON_NUM_THREADS", "1")];
    let other = [
        ("LC_ALL", "sv_SE.UTF-8"),
        ("TZ", "Pacific/Auckland"),
        ("RAYON_NUM_THREADS", "4"),
        ("SOURCE_DATE_EPOCH", "1"),
        ("HOME", "/nowhere"),
        ("USER", "annan"),
    ];
    assert!(lathund(&here, &["build"]).envs(plain).output().unwrap().status.success());
    assert!(lathund(&there, &["build"]).envs(other).output().unwrap().status.success());
    assert_eq!(compare(&here.join("public"), &there.join("public")).unwrap(), None);
    let list = |root: &Path| fs::read(root.join("public/.lathund.json")).unwrap();
    assert_eq!(list(&here), list(&there));
}

#[test]
fn a_site_can_be_checked_to_be_reproducible_and_is_left_alone() {
    let parent = tempfile::tempdir().unwrap();
    let root = project(parent.path(), "a");
    let checked = lathund(&root, &["build", "--reproducible-check"]).output().unwrap();
    assert_eq!(checked.status.code(), Some(0), "{}", said(&checked));
    assert!(said(&checked).contains("samma byte"), "{}", said(&checked));
    let names: Vec<_> = fs::read_dir(&root).unwrap().map(|one| one.unwrap().file_name()).collect();
    assert_eq!(names, ["content"], "neither the site nor the trials are left");
}

#[test]
fn a_difference_is_told_with_its_place() {
    let parent = tempfile::tempdir().unwrap();
    let (one, other) = (project(parent.path(), "a"), project(parent.path(), "b"));
    let page = other.join("content/index.md");
    let text = fs::read_to_string(&page).unwrap();
    fs::write(&page, text.replace("Välkommen", "Välkomna")).unwrap();
    for root in [&one, &other] {
        assert!(lathund(root, &["build"]).output().unwrap().status.success());
    }
    let found = compare(&one.join("public"), &other.join("public")).unwrap().unwrap();
    assert!(found.at.is_some(), "{found:?}");
}

#[test]
fn verify_tells_what_is_wrong_and_rollback_puts_the_old_site_back() {
    let parent = tempfile::tempdir().unwrap();
    let root = project(parent.path(), "a");
    assert!(lathund(&root, &["build", "--keep", "3"]).output().unwrap().status.success());
    assert_eq!(lathund(&root, &["verify"]).output().unwrap().status.code(), Some(0));

    let page = root.join("content/index.md");
    let text = fs::read_to_string(&page).unwrap();
    fs::write(&page, text.replace("Välkommen", "Välkomna")).unwrap();
    assert!(lathund(&root, &["build", "--keep", "3"]).output().unwrap().status.success());
    let shown = || fs::read_to_string(root.join("public/index.html")).unwrap();
    assert!(shown().contains("Välkomna"));
    let listed = lathund(&root, &["rollback", "--list"]).output().unwrap();
    assert!(said(&listed).starts_with("1\t2026-11-21\tintern\t"), "{}", said(&listed));
    assert_eq!(lathund(&root, &["rollback"]).output().unwrap().status.code(), Some(0));
    assert!(shown().contains("Välkommen"));

    fs::remove_file(root.join("public/404.html")).unwrap();
    fs::write(root.join("public/index.html"), "annat").unwrap();
    let verified = lathund(&root, &["verify"]).output().unwrap();
    assert_eq!(verified.status.code(), Some(1));
    assert!(said(&verified).contains("filen `404.html` saknas"), "{}", said(&verified));
    let machine = lathund(&root, &["verify", "--format", "json"]).output().unwrap();
    let machine: serde_json::Value = serde_json::from_slice(&machine.stdout).unwrap();
    assert_eq!(machine["whole"], false);
    assert_eq!(machine["problems"][1]["defect"], "changed");
    assert_eq!(lathund(&root, &["verify", "content"]).output().unwrap().status.code(), Some(2));
}
