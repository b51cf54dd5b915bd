//! Notices that sources have changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use notify_debouncer_full::notify::{EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{
    DebounceEventResult, DebouncedEvent, Debouncer, RecommendedCache, new_debouncer,
};

use super::error::ServeError;

/// How long the sources must be quiet before a build: editors save in several steps.
const QUIET: Duration = Duration::from_millis(100);

/// Changes below some folders, as they come.
#[derive(Debug)]
pub(super) struct Watch {
    filter: Filter,
    events: Receiver<DebounceEventResult>,
    // Watching ends when this is dropped.
    _debouncer: Debouncer<RecommendedWatcher, RecommendedCache>,
}

impl Watch {
    /// Begins to watch `folders`, but for what happens in `output`.
    pub(super) fn start(folders: &[PathBuf], output: &Path) -> Result<Self, ServeError> {
        let trouble = |folder: Option<&PathBuf>| {
            let folder = folder.cloned();
            move |error: notify_debouncer_full::notify::Error| ServeError::Watch {
                folder,
                error: error.to_string(),
            }
        };
        let filter = Filter {
            roots: folders.iter().map(|folder| settled(folder)).collect(),
            output: settled(output),
        };
        let (sender, events) = mpsc::channel();
        let mut debouncer = new_debouncer(QUIET, None, sender).map_err(trouble(None))?;
        for root in &filter.roots {
            debouncer.watch(root, RecursiveMode::Recursive).map_err(trouble(Some(root)))?;
        }
        Ok(Self { filter, events, _debouncer: debouncer })
    }

    /// Waits for changes and gives the files concerned, or what the system has to say instead.
    pub(super) fn next(&self) -> Result<Result<Vec<PathBuf>, String>, ServeError> {
        loop {
            let first = self.events.recv().map_err(|_| ServeError::WatchEnded)?;
            let mut changed = Vec::new();
            // All that has gathered during a build leads to one more build, not to many.
            for result in std::iter::once(first).chain(self.events.try_iter()) {
                match result {
                    Ok(events) => changed.extend(self.filter.changes(&events)),
                    Err(errors) => {
                        let words: Vec<_> = errors.iter().map(ToString::to_string).collect();
                        return Ok(Err(words.join("; ")));
                    }
                }
            }
            changed.sort();
            changed.dedup();
            if !changed.is_empty() {
                return Ok(Ok(changed));
            }
        }
    }
}

/// Tells sources from what merely stands among them.
#[derive(Debug)]
struct Filter {
    roots: Vec<PathBuf>,
    output: PathBuf,
}

impl Filter {
    fn changes(&self, events: &[DebouncedEvent]) -> Vec<PathBuf> {
        let mut changed = Vec::new();
        for event in events {
            // Reading a file is an event, too, and a build reads all of them.
            if event.need_rescan() {
                changed.extend(self.roots.iter().cloned());
            } else if !matches!(event.kind, EventKind::Access(_)) {
                changed.extend(event.paths.iter().filter(|path| self.is_source(path)).cloned());
            }
        }
        changed
    }

    /// Files that the sources leave out, and those of editors at work, are none.
    fn is_source(&self, path: &Path) -> bool {
        let Some(below) = self.roots.iter().find_map(|root| path.strip_prefix(root).ok()) else {
            return false;
        };
        !path.starts_with(&self.output)
            && below.iter().map(|name| name.to_string_lossy()).all(|name| {
                !(name.starts_with(['.', '#']) || name.ends_with(['~', '#']) || name == "4913")
            })
    }
}

/// A path as the system reports it: absolute, without links.
fn settled(path: &Path) -> PathBuf {
    let whole = fs::canonicalize(path).ok();
    let by_parent = || {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
        let parent = fs::canonicalize(parent.unwrap_or(Path::new("."))).ok()?;
        Some(parent.join(path.file_name()?))
    };
    whole.or_else(by_parent).unwrap_or_else(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter() -> Filter {
        Filter { roots: vec!["/h/content".into(), "/h".into()], output: "/h/public".into() }
    }

    #[test]
    fn sources_count_and_the_output_does_not() {
        for path in ["/h/content/avtal/växel.md", "/h/content", "/h/themes/a.css"] {
            assert!(filter().is_source(Path::new(path)), "{path}");
        }
        for path in [
            "/h/public/index.html",
            "/h/.public.lathund-staging/a.html",
            "/h/.git/index",
            "/h/content/.växel.md.swp",
            "/h/content/växel.md~",
            "/h/content/4913",
            "/annat/a.md",
        ] {
            assert!(!filter().is_source(Path::new(path)), "{path}");
        }
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "tests build their own folders")]
    fn a_saved_file_is_noticed_and_a_read_one_is_not() {
        let root = tempfile::tempdir().unwrap();
        let (content, output) = (root.path().join("content"), root.path().join("public"));
        fs::create_dir_all(&content).unwrap();
        fs::create_dir_all(&output).unwrap();
        fs::write(content.join("a.md"), "a").unwrap();
        let watch = Watch::start(&[root.path().to_owned()], &output).unwrap();
        fs::read(content.join("a.md")).unwrap();
        fs::write(output.join("a.html"), "a").unwrap();
        std::thread::sleep(3 * QUIET);
        fs::write(content.join("b.md"), "b").unwrap();
        let changed = watch.next().unwrap().unwrap();
        assert_eq!(changed, [fs::canonicalize(content.join("b.md")).unwrap()]);
    }

    #[test]
    fn a_folder_that_is_not_there_cannot_be_watched() {
        let root = tempfile::tempdir().unwrap();
        let missing = root.path().join("content");
        let error = Watch::start(&[missing], &root.path().join("public")).unwrap_err();
        assert!(error.text().sv.contains("content"), "{}", error.text().sv);
    }
}
