//! Older editions are kept beside the site, and one of them can be put back.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests build their own folders"
)]

use std::fs;
use std::path::Path;

use lathund::publish::{Meta, PublishError, Publisher, Said, kept, rollback, standing, verify};

/// Publishes a site of one changing and one lasting page, and keeps two older ones.
fn publish(output: &Path, text: &str) {
    let meta = Meta {
        tool_version: "0.1.0".to_owned(),
        date: jiff::civil::date(2026, 11, 21),
        audience: "intern".to_owned(),
        inputs: text.to_owned(),
        said: Said::default(),
    };
    let publisher = Publisher::begin(output, meta).unwrap().keeping(Some(2)).unwrap();
    publisher.add("index.html", text.as_bytes()).unwrap();
    publisher.add("om.html", b"om").unwrap();
    publisher.commit().unwrap();
}

fn shown(output: &Path) -> String {
    fs::read_to_string(output.join("index.html")).unwrap()
}

fn numbers(output: &Path) -> Vec<u32> {
    kept(output).unwrap().iter().map(|kept| kept.number).collect()
}

#[test]
fn the_newest_editions_are_kept_and_older_ones_go() {
    let root = tempfile::tempdir().unwrap();
    let output = root.path().join("public");
    for text in ["ett", "två", "tre", "fyra"] {
        publish(&output, text);
    }
    assert_eq!(numbers(&output), [3, 2]);
    assert_eq!(shown(&root.path().join(".public.lathund-kept/0003")), "tre");
    assert_eq!(verify(&root.path().join(".public.lathund-kept/0002")).unwrap(), []);
}

#[test]
fn a_build_that_changes_nothing_keeps_nothing_more() {
    let root = tempfile::tempdir().unwrap();
    let output = root.path().join("public");
    publish(&output, "ett");
    publish(&output, "ett");
    assert_eq!(numbers(&output), Vec::<u32>::new());
}

#[test]
fn rolling_back_puts_the_newest_back_and_keeps_what_stood_there() {
    let root = tempfile::tempdir().unwrap();
    let output = root.path().join("public");
    for text in ["ett", "två", "tre"] {
        publish(&output, text);
    }
    assert_eq!(rollback(&output, None).unwrap().number, 2);
    assert_eq!((shown(&output).as_str(), numbers(&output)), ("två", vec![3, 1]));
    assert_eq!(verify(&output).unwrap(), []);
    rollback(&output, None).unwrap();
    assert_eq!(shown(&output), "tre", "a second rollback undoes the first");
    rollback(&output, Some(1)).unwrap();
    assert_eq!(shown(&output), "ett");
    assert!(standing(&output, "ett").unwrap().is_some());
}

#[test]
fn a_site_that_somebody_removed_comes_back() {
    let root = tempfile::tempdir().unwrap();
    let output = root.path().join("public");
    publish(&output, "ett");
    publish(&output, "två");
    fs::remove_dir_all(&output).unwrap();
    rollback(&output, None).unwrap();
    assert_eq!(shown(&output), "ett");
}

#[test]
fn an_edition_that_is_missing_or_damaged_is_refused_and_the_site_stands() {
    let root = tempfile::tempdir().unwrap();
    let output = root.path().join("public");
    publish(&output, "ett");
    assert!(matches!(rollback(&output, None), Err(PublishError::NoEdition { .. })));
    publish(&output, "två");
    assert!(matches!(rollback(&output, Some(7)), Err(PublishError::NoEdition { .. })));
    let old = root.path().join(".public.lathund-kept/0001/index.html");
    fs::remove_file(&old).unwrap();
    fs::write(&old, "annat").unwrap();
    assert!(matches!(rollback(&output, None), Err(PublishError::DamagedEdition { .. })));
    assert_eq!(shown(&output), "två");
}
