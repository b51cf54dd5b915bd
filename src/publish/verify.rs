//! Compares a published site with its manifest.

use std::fs;
use std::path::Path;

use walkdir::WalkDir;

use super::error::PublishError;
use super::folders::KEPT;
use super::manifest::{self, Manifest, Stamp};
use crate::locale::Text;

/// A file that is not as the manifest says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Path below the output folder.
    pub path: String,
    /// What is wrong with it.
    pub defect: Defect,
}

/// How a file can differ from its manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Defect {
    /// It is listed, but not there.
    Missing,
    /// Its contents are not those that were published.
    Changed,
    /// It is there, but not listed.
    Unlisted,
    /// The manifest itself: a build was stopped while it replaced the files.
    Unfinished,
}

impl Problem {
    /// What is wrong; lower case, no full stop.
    pub fn text(&self) -> Text {
        let path = &self.path;
        match self.defect {
            Defect::Missing => {
                Text::new(format!("filen `{path}` saknas"), format!("the file `{path}` is missing"))
            }
            Defect::Changed => Text::new(
                format!("filen `{path}` har ändrats efter bygget"),
                format!("the file `{path}` has changed since the build"),
            ),
            Defect::Unlisted => Text::new(
                format!("filen `{path}` hör inte till webbplatsen"),
                format!("the file `{path}` is not part of the site"),
            ),
            Defect::Unfinished => Text::new(
                "ett bygge avbröts; bygg webbplatsen igen",
                "a build was stopped; build the site again",
            ),
        }
    }
}

/// Lists all that differs between the site in `output` and its manifest, by path.
pub fn verify(output: &Path) -> Result<Vec<Problem>, PublishError> {
    let manifest =
        manifest::read(output)?.ok_or_else(|| PublishError::NoManifest(output.to_owned()))?;
    let mut problems = Vec::new();
    if manifest.complete {
        for (path, stamp) in &manifest.files {
            problems.extend(compare(output, path, *stamp));
        }
    } else {
        problems.push(Problem { path: manifest::NAME.to_owned(), defect: Defect::Unfinished });
    }
    problems.extend(unlisted(output, &manifest));
    problems.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(problems)
}

fn compare(output: &Path, path: &str, stamp: Stamp) -> Option<Problem> {
    let file = output.join(path);
    let is_file = fs::symlink_metadata(&file).is_ok_and(|data| data.is_file());
    #[expect(clippy::disallowed_methods, reason = "this module owns the output")]
    let defect = match fs::read(&file) {
        Ok(bytes) if is_file && blake3::hash(&bytes) == stamp.hash => return None,
        Ok(_) => Defect::Changed,
        Err(_) => Defect::Missing,
    };
    Some(Problem { path: path.to_owned(), defect })
}

fn unlisted(output: &Path, manifest: &Manifest) -> Vec<Problem> {
    let ours = |path: &str| path == KEPT || path.starts_with(".lathund");
    WalkDir::new(output)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| !entry.file_type().is_dir())
        .filter_map(|entry| {
            let path = entry.path().strip_prefix(output).ok()?;
            Some(path.to_string_lossy().replace('\\', "/"))
        })
        .filter(|path| !ours(path) && !manifest.files.contains_key(path))
        .map(|path| Problem { path, defect: Defect::Unlisted })
        .collect()
}
