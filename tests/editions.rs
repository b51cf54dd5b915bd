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
    publish_for("intern", output, text);
}

fn publish_for(audience: &str, output: &Path, text: &str) {
    let meta = Meta {
        tool_version: "0.1.0".to_owned(),
        date: jiff::civil::date(2026, 11, 21),
        audience: audience.to_owned(),
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

#[test]
fn an_edition_for_fewer_readers_does_not_come_back_to_others() {
    let root = tempfile::tempdir().unwrap();
    let output = root.path().join("public");
    publish_for("begransad", &output, "hemligt");
    publish_for("oppen", &output, "ett");
    let back = |number| rollback(&output, number);
    assert!(matches!(back(None), Err(PublishError::NoEdition { .. })), "none is for them");
    assert!(matches!(back(Some(1)), Err(PublishError::OtherReaders { .. })));
    assert_eq!(shown(&output), "ett");
    publish_for("begransad", &output, "hemligt igen");
    assert_eq!(rollback(&output, Some(2)).unwrap().audience, "oppen", "what more may see can");
    assert_eq!(shown(&output), "ett");
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_the_editions_is_not_followed() {
    let root = tempfile::tempdir().unwrap();
    let (output, other) = (root.path().join("public"), root.path().join("annat"));
    fs::create_dir_all(other.join("0001")).unwrap();
    fs::write(other.join("0001/brev.txt"), "mitt").unwrap();
    publish(&output, "ett");
    fs::copy(output.join(".lathund.json"), other.join("0001/.lathund.json")).unwrap();
    std::os::unix::fs::symlink(&other, root.path().join(".public.lathund-kept")).unwrap();
    let meta = Meta {
        tool_version: "0.1.0".to_owned(),
        date: jiff::civil::date(2026, 11, 21),
        audience: "intern".to_owned(),
        inputs: String::new(),
        said: Said::default(),
    };
    let refused = Publisher::begin(&output, meta).unwrap().keeping(Some(1));
    assert!(matches!(refused, Err(PublishError::NotAFolder(_))));
    assert!(matches!(rollback(&output, None), Err(PublishError::NotAFolder(_))));
    assert_eq!(fs::read_to_string(other.join("0001/brev.txt")).unwrap(), "mitt");
    assert_eq!(shown(&output), "ett");
}
