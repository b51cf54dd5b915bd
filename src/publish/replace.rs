//! Replaces a site file by file, in a folder that cannot be exchanged as a whole.
//!
//! While this goes on, a reader may meet an old page beside a new one, but no page before the files
//! that it uses. The manifest says so (`complete` is false): a build that is killed here leaves a
//! site that the next one replaces in full.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::error::PublishError;
use super::manifest::{Manifest, Record};
use super::stage::{self, Stage};

/// Moves fresh files from the staging folder to the output and removes old ones.
pub(super) fn replace(
    stage: &Stage,
    records: &[Record],
    gone: &[&str],
    new: &Manifest,
) -> Result<(), PublishError> {
    let target = &stage.folders().target;
    stage.put_manifest(&new.underway(gone))?;
    let (in_the_way, rest) = gone.iter().partition::<Vec<_>, _>(|path| is_in_the_way(path, new));
    in_the_way.into_iter().try_for_each(|path| remove_file(target, path))?;
    let (pages, others) = records
        .iter()
        .filter(|record| record.fresh)
        .partition::<Vec<_>, _>(|record| is_page(&record.path));
    for record in others.into_iter().chain(pages) {
        let place = target.join(&record.path);
        stage::put(&stage.folders().staging.join(&record.path), &place)
            .map_err(PublishError::at(&place))?;
    }
    rest.into_iter().try_for_each(|path| remove_file(target, path))?;
    remove_empty_folders(target, gone);
    stage.put_manifest(new)
}

fn is_page(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "html")
}

/// Whether an old file stands where the new site has a folder, or the other way round.
fn is_in_the_way(old: &str, new: &Manifest) -> bool {
    let folder = format!("{old}/");
    let below = new.files.range(folder.clone()..).next();
    below.is_some_and(|(path, _)| path.starts_with(&folder))
        || folders_of(old).any(|folder| new.files.contains_key(folder))
}

/// `a/b/c.html` stands in `a/b` and in `a`.
fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').filter_map(|(at, _)| path.get(..at))
}

fn remove_file(target: &Path, path: &str) -> Result<(), PublishError> {
    let file = target.join(path);
    stage::remove(&file).map_err(PublishError::at(&file))?;
    // A folder that just became empty may stand where a file is to be; others stay for now.
    for folder in folders_of(path) {
        if fs::remove_dir(target.join(folder)).is_err() {
            break;
        }
    }
    Ok(())
}

fn remove_empty_folders(target: &Path, gone: &[&str]) {
    let folders: BTreeSet<&str> = gone.iter().flat_map(|path| folders_of(path)).collect();
    for folder in folders.into_iter().rev() {
        // Fails, as it should, for folders that still hold something.
        let _ = fs::remove_dir(target.join(folder));
    }
}

#[cfg(test)]
mod tests {
    use super::super::folders::Folders;
    use super::super::{Defect, Meta, PublishError, Publisher, Summary, verify};
    use super::*;

    /// Publishes to a folder that cannot be exchanged.
    fn publish(target: &Path, files: &[(&str, &str)]) -> Result<Summary, PublishError> {
        let publisher = begin(target);
        for (path, text) in files {
            publisher.add(path, text.as_bytes())?;
        }
        publisher.commit()
    }

    fn begin(target: &Path) -> Publisher {
        let meta = Meta {
            tool_version: "0.1.0".to_owned(),
            date: jiff::civil::date(2026, 11, 21),
            audience: "intern".to_owned(),
            inputs: String::new(),
            said: super::super::Said::default(),
        };
        Publisher::within(Folders::inside(target.to_owned()), meta).unwrap()
    }

    #[test]
    fn files_are_replaced_and_removed_one_by_one() {
        let root = tempfile::tempdir().unwrap();
        publish(root.path(), &[("a.html", "1"), ("b/c.html", "2"), ("b/d.css", "3")]).unwrap();
        fs::File::create(root.path().join("lost+found")).unwrap();
        let summary = publish(root.path(), &[("a.html", "1"), ("e/f.html", "4")]).unwrap();
        assert_eq!((summary.written, summary.unchanged, summary.removed), (1, 1, 2));
        let mut names: Vec<_> =
            fs::read_dir(root.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, [".lathund.json", "a.html", "e", "lost+found"]);
    }

    #[test]
    fn a_folder_may_take_the_place_of_a_file_and_the_other_way_round() {
        let root = tempfile::tempdir().unwrap();
        publish(root.path(), &[("a", "1"), ("b/c/d.html", "2")]).unwrap();
        publish(root.path(), &[("a/x.html", "3"), ("b", "4")]).unwrap();
        assert_eq!(verify(root.path()).unwrap(), []);
    }

    #[test]
    fn a_build_killed_on_the_way_is_made_good_by_the_next() {
        let root = tempfile::tempdir().unwrap();
        let files = [("a.html", "1"), ("b.html", "2")];
        publish(root.path(), &files).unwrap();
        let killed = begin(root.path());
        let underway = killed.old.as_ref().unwrap().underway(&[]);
        killed.stage.put_manifest(&underway).unwrap();
        drop(killed);
        assert_eq!(verify(root.path()).unwrap().first().unwrap().defect, Defect::Unfinished);
        assert_eq!(publish(root.path(), &files).unwrap().written, 2);
        assert_eq!(verify(root.path()).unwrap(), []);
    }
}
