//! Publishing: whole sites only, and as little writing as possible.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests build their own folders"
)]

use std::fs;
use std::path::{Path, PathBuf};

use lathund::publish::{
    BadPath, Defect, Meta, PublishError, Publisher, Said, Summary, standing, verify,
};
use rayon::prelude::*;

type Files<'a> = &'a [(&'a str, &'a str)];

const SITE: Files<'static> =
    &[("index.html", "start"), ("css/handbok.css", "a{}"), ("system/lifecare.html", "Lifecare")];

fn meta() -> Meta {
    Meta {
        tool_version: "0.1.0".to_owned(),
        date: jiff::civil::date(2026, 11, 21),
        audience: "intern".to_owned(),
        inputs: "abc".to_owned(),
        said: Said::default(),
    }
}

fn publish(output: &Path, files: Files<'_>) -> Result<Summary, PublishError> {
    let publisher = Publisher::begin(output, meta())?;
    files.iter().try_for_each(|(path, text)| publisher.add(path, text.as_bytes()))?;
    publisher.commit()
}

/// A folder for one test, and the output in it.
fn output() -> (tempfile::TempDir, PathBuf) {
    let root = tempfile::tempdir().unwrap();
    let output = root.path().join("public");
    (root, output)
}

/// The names in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn read(output: &Path, path: &str) -> String {
    fs::read_to_string(output.join(path)).unwrap()
}

#[test]
fn a_first_build_writes_every_file_and_a_manifest() {
    let (root, output) = output();
    let summary = publish(&output, SITE).unwrap();
    assert_eq!(summary, Summary { files: 3, bytes: 16, written: 3, unchanged: 0, removed: 0 });
    assert_eq!(read(&output, "system/lifecare.html"), "Lifecare");
    assert_eq!(names(&output), [".lathund.json", "css", "index.html", "system"]);
    assert_eq!(names(root.path()), ["public"], "nothing is left beside the output");
    assert_eq!(verify(&output).unwrap(), []);
}

/// Publishes with a packed copy beside each text.
fn publish_packed(output: &Path, files: Files<'_>) -> Summary {
    let publisher = Publisher::begin(output, meta()).unwrap().packing(true);
    files.iter().try_for_each(|(path, text)| publisher.add(path, text.as_bytes())).unwrap();
    publisher.commit().unwrap()
}

#[test]
fn packed_copies_stand_beside_texts_and_follow_them() {
    let (_root, output) = output();
    let long = "Upphandling av system i kommunen. ".repeat(100);
    let other = long.replace("kommunen", "regionen");
    let site: Files<'_> = &[("a.html", &long), ("b.html", &other), ("c.png", &long), ("d.js", "x")];
    assert_eq!(publish_packed(&output, site).written, 8);
    let all = ["a.html", "a.html.br", "a.html.gz", "b.html", "b.html.br", "b.html.gz"];
    assert_eq!(names(&output)[1..], [&all[..], &["c.png", "d.js"]].concat());
    assert_eq!(verify(&output).unwrap(), []);
    let before = ["a.html.gz", "a.html.br"].map(|path| identity(&output, path));

    let site: Files<'_> = &[("a.html", &long), ("b.html", &long), ("c.png", &long), ("d.js", "x")];
    let summary = publish_packed(&output, site);
    assert_eq!((summary.written, summary.unchanged), (3, 5), "b.html and its copies");
    let after = ["a.html.gz", "a.html.br"].map(|path| identity(&output, path));
    assert_eq!(after, before, "the copies of a file that is the same are kept");
    let gzip = |path: &str| fs::read(output.join(path)).unwrap();
    assert_eq!(gzip("a.html.gz"), gzip("b.html.gz"));

    assert_eq!(publish(&output, site).unwrap().removed, 4, "without packing the copies go");
    assert_eq!(verify(&output).unwrap(), []);
}

/// What tells whether a file has been touched: its number on the disk, and when it was written.
fn identity(output: &Path, path: &str) -> (u64, std::time::SystemTime) {
    let data = fs::metadata(output.join(path)).unwrap();
    #[cfg(unix)]
    let number = std::os::unix::fs::MetadataExt::ino(&data);
    #[cfg(not(unix))]
    let number = 0;
    (number, data.modified().unwrap())
}

#[test]
fn missing_folders_above_the_output_are_created() {
    let (root, _) = output();
    let output = root.path().join("a/b/public");
    publish(&output, SITE).unwrap();
    assert_eq!(verify(&output).unwrap(), []);
}

#[test]
fn two_builds_of_the_same_site_are_the_same_bytes() {
    let (root, output) = output();
    let other = root.path().join("other");
    publish(&output, SITE).unwrap();
    let mut reversed = SITE.to_vec();
    reversed.reverse();
    publish(&other, &reversed).unwrap();
    assert_eq!(read(&output, ".lathund.json"), read(&other, ".lathund.json"));
}

#[cfg(unix)]
#[test]
fn a_second_identical_build_writes_nothing() {
    use std::os::unix::fs::MetadataExt;
    let identity = |path: &Path| {
        let data = fs::metadata(path).unwrap();
        (data.ino(), data.mtime_nsec(), data.ctime_nsec())
    };
    let (_root, output) = output();
    publish(&output, SITE).unwrap();
    let before = (identity(&output), identity(&output.join("index.html")));
    let summary = publish(&output, SITE).unwrap();
    assert_eq!((summary.written, summary.unchanged, summary.removed), (0, 3, 0));
    assert_eq!(before, (identity(&output), identity(&output.join("index.html"))));
}

#[cfg(unix)]
#[test]
fn a_new_date_alone_rewrites_only_the_manifest() {
    use std::os::unix::fs::MetadataExt;
    let (_root, output) = output();
    publish(&output, SITE).unwrap();
    let folder = fs::metadata(&output).unwrap().ino();
    let tomorrow = Meta { date: jiff::civil::date(2026, 11, 22), ..meta() };
    let publisher = Publisher::begin(&output, tomorrow).unwrap();
    for (path, text) in SITE {
        publisher.add(path, text.as_bytes()).unwrap();
    }
    assert_eq!(publisher.commit().unwrap().written, 0);
    assert_eq!(fs::metadata(&output).unwrap().ino(), folder);
    assert!(read(&output, ".lathund.json").contains("2026-11-22"));
    assert_eq!(verify(&output).unwrap(), []);
}

#[cfg(unix)]
#[test]
fn one_changed_file_is_written_and_the_others_are_shared() {
    use std::os::unix::fs::MetadataExt;
    let (root, output) = output();
    publish(&output, SITE).unwrap();
    let inode = |path: &str| fs::metadata(output.join(path)).unwrap().ino();
    let before = (inode("index.html"), inode("css/handbok.css"));
    let mut changed = SITE.to_vec();
    changed[0] = ("index.html", "START");
    let summary = publish(&output, &changed).unwrap();
    assert_eq!((summary.written, summary.unchanged), (1, 2));
    assert_eq!(read(&output, "index.html"), "START");
    assert_ne!(inode("index.html"), before.0);
    assert_eq!(inode("css/handbok.css"), before.1, "an unchanged file is the same file");
    assert_eq!(fs::metadata(output.join("css/handbok.css")).unwrap().nlink(), 1);
    assert_eq!(names(root.path()), ["public"]);
}

#[test]
fn a_removed_file_is_gone_and_its_empty_folder_too() {
    let (_root, output) = output();
    publish(&output, SITE).unwrap();
    let summary = publish(&output, &SITE[..2]).unwrap();
    assert_eq!((summary.written, summary.unchanged, summary.removed), (0, 2, 1));
    assert_eq!(names(&output), [".lathund.json", "css", "index.html"]);
    assert_eq!(verify(&output).unwrap(), []);
}

#[test]
fn a_damaged_file_is_written_anew() {
    let (_root, output) = output();
    publish(&output, SITE).unwrap();
    fs::write(output.join("index.html"), "").unwrap();
    fs::remove_file(output.join("css/handbok.css")).unwrap();
    assert_eq!(publish(&output, SITE).unwrap().written, 2);
    assert_eq!(verify(&output).unwrap(), []);
}

#[test]
fn a_folder_with_foreign_files_is_refused() {
    let (_root, output) = output();
    fs::create_dir(&output).unwrap();
    fs::write(output.join("foto.jpg"), "x").unwrap();
    let error = publish(&output, SITE).unwrap_err();
    assert!(matches!(&error, PublishError::Foreign { example, .. } if example == "foto.jpg"));
    assert!(error.text().sv.contains("foto.jpg"), "{}", error.text().sv);
    assert!(error.help().is_some());
    assert_eq!(names(&output), ["foto.jpg"]);
}

#[test]
fn a_folder_whose_manifest_is_not_ours_is_refused() {
    let (_root, output) = output();
    fs::create_dir(&output).unwrap();
    fs::write(output.join(".lathund.json"), "{\"files\":[]}").unwrap();
    assert!(matches!(publish(&output, SITE), Err(PublishError::BrokenManifest(_))));
}

#[test]
fn an_output_that_is_a_file_is_refused() {
    let (_root, output) = output();
    fs::write(&output, "x").unwrap();
    assert!(matches!(publish(&output, SITE), Err(PublishError::NotAFolder(_))));
    assert_eq!(fs::read_to_string(&output).unwrap(), "x");
}

#[test]
fn the_file_that_keeps_an_empty_folder_in_a_repository_stays() {
    let (_root, output) = output();
    fs::create_dir(&output).unwrap();
    fs::write(output.join(".gitignore"), "*\n").unwrap();
    publish(&output, SITE).unwrap();
    publish(&output, &SITE[..1]).unwrap();
    assert_eq!(read(&output, ".gitignore"), "*\n");
    assert_eq!(names(&output), [".gitignore", ".lathund.json", "index.html"]);
    assert_eq!(verify(&output).unwrap(), []);
}

#[test]
fn a_path_out_of_the_folder_is_refused() {
    let (root, output) = output();
    let publisher = Publisher::begin(&output, meta()).unwrap();
    for path in ["../x", "/x", "a/../../x", "a\\..\\x", "", "a//b", ".lathund.json"] {
        let error = publisher.add(path, b"x").unwrap_err();
        assert!(matches!(error, PublishError::BadPath { .. }), "{path}");
    }
    let reason = publisher.add("../x", b"x").map_err(|error| match error {
        PublishError::BadPath { reason, .. } => reason,
        error => panic!("{error}"),
    });
    assert_eq!(reason, Err(BadPath::Traversal));
    drop(publisher);
    assert_eq!(names(root.path()), Vec::<String>::new());
}

#[test]
fn two_files_with_one_path_are_refused() {
    let (_root, output) = output();
    let twice = publish(&output, &[("a.html", "1"), ("a.html", "2")]);
    assert!(matches!(twice, Err(PublishError::Duplicate { .. })));
    let case = publish(&output, &[("a.html", "1"), ("A.html", "2")]);
    assert!(matches!(case, Err(PublishError::Duplicate { .. })));
    assert!(!output.exists());
}

#[test]
fn two_unchanged_files_with_one_path_are_refused() {
    let (_root, output) = output();
    publish(&output, &SITE[..1]).unwrap();
    let twice = publish(&output, &[SITE[0], SITE[0]]);
    assert!(matches!(twice, Err(PublishError::Duplicate { .. })));
}

#[test]
fn a_build_that_stops_leaves_the_old_site() {
    let (root, output) = output();
    publish(&output, SITE).unwrap();
    let publisher = Publisher::begin(&output, meta()).unwrap();
    publisher.add("index.html", b"half").unwrap();
    drop(publisher);
    assert_eq!(read(&output, "index.html"), "start");
    assert_eq!(verify(&output).unwrap(), []);
    assert_eq!(names(root.path()), ["public"]);
}

#[test]
fn what_a_killed_build_left_behind_is_cleared() {
    let (root, output) = output();
    publish(&output, SITE).unwrap();
    let staging = root.path().join(".public.lathund-staging/system");
    fs::create_dir_all(&staging).unwrap();
    fs::write(staging.join("lifecare.html"), "half").unwrap();
    fs::write(root.path().join(".public.lathund-lock"), "4711\n").unwrap();
    publish(&output, &[("system/lifecare.html", "whole")]).unwrap();
    assert_eq!(read(&output, "system/lifecare.html"), "whole");
    assert_eq!(names(root.path()), ["public"]);
}

#[test]
fn a_disk_that_refuses_keeps_the_old_site() {
    let (_root, output) = output();
    publish(&output, SITE).unwrap();
    let error = publish(&output, &[("a", "file"), ("a/b", "needs a folder")]).unwrap_err();
    assert!(matches!(error, PublishError::Disk { .. }), "{error}");
    assert_eq!(verify(&output).unwrap(), []);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_an_error() {
    let error = publish(Path::new("/dev/null/public"), SITE).unwrap_err();
    assert!(matches!(error, PublishError::Disk { .. }), "{error}");
    assert!(error.text().sv.starts_with("det går inte att skriva"), "{}", error.text().sv);
}

#[test]
fn two_builds_at_once_are_refused() {
    let (_root, output) = output();
    let first = Publisher::begin(&output, meta()).unwrap();
    let error = Publisher::begin(&output, meta()).unwrap_err();
    let own = std::process::id();
    assert!(matches!(error, PublishError::Busy { process: Some(id), .. } if id == own), "{error}");
    drop(first);
    Publisher::begin(&output, meta()).unwrap();
}

#[test]
fn many_threads_add_files_at_once() {
    let (_root, output) = output();
    for round in ["one", "two"] {
        let publisher = Publisher::begin(&output, meta()).unwrap();
        (0..2000_usize).into_par_iter().for_each(|number| {
            let text = if number.is_multiple_of(2) { round } else { "same" };
            publisher.add(&format!("del/{}/{number}.html", number % 7), text.as_bytes()).unwrap();
        });
        assert_eq!(publisher.commit().unwrap().files, 2000);
    }
    assert_eq!(read(&output, "del/4/4.html"), "two");
    assert_eq!(verify(&output).unwrap(), []);
}

#[cfg(unix)]
#[test]
fn an_output_that_is_a_link_is_replaced_where_it_points() {
    let (root, output) = output();
    fs::create_dir(root.path().join("real")).unwrap();
    std::os::unix::fs::symlink("real", &output).unwrap();
    publish(&output, SITE).unwrap();
    assert_eq!(names(root.path()), ["public", "real"]);
    assert!(fs::symlink_metadata(&output).unwrap().is_symlink());
    assert_eq!(read(&root.path().join("real"), "index.html"), "start");
}

#[cfg(unix)]
#[test]
fn the_folder_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let (_root, output) = output();
    publish(&output, SITE).unwrap();
    fs::set_permissions(&output, fs::Permissions::from_mode(0o750)).unwrap();
    publish(&output, &SITE[..1]).unwrap();
    assert_eq!(fs::metadata(&output).unwrap().permissions().mode() & 0o777, 0o750);
}

#[test]
fn verify_names_what_differs() {
    let (_root, output) = output();
    assert!(matches!(verify(&output), Err(PublishError::NoManifest(_))));
    publish(&output, SITE).unwrap();
    fs::write(output.join("index.html"), "STARK").unwrap();
    fs::remove_file(output.join("css/handbok.css")).unwrap();
    fs::write(output.join("system/egen.html"), "x").unwrap();
    let found: Vec<_> = verify(&output)
        .unwrap()
        .into_iter()
        .map(|problem| (problem.path, problem.defect))
        .collect();
    let expected = [
        ("css/handbok.css", Defect::Missing),
        ("index.html", Defect::Changed),
        ("system/egen.html", Defect::Unlisted),
    ];
    assert_eq!(found, expected.map(|(path, defect)| (path.to_owned(), defect)));
}

#[test]
fn a_site_that_stands_whole_needs_no_build() {
    let (_root, output) = output();
    assert_eq!(standing(&output, "abc").unwrap(), None);
    publish(&output, SITE).unwrap();
    let (_, summary) = standing(&output, "abc").unwrap().unwrap();
    assert_eq!((summary.files, summary.written, summary.unchanged), (3, 0, 3));
    assert_eq!(standing(&output, "other").unwrap(), None);
    std::fs::write(output.join("index.html"), "shorter").unwrap();
    assert_eq!(standing(&output, "abc").unwrap(), None, "a file has another size");
}
