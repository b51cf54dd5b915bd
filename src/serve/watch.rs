//! Notices that sources have changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::error::ServeError;

/// How long the sources must be quiet before a build: editors save in several steps.
const QUIET: Duration = Duration::from_millis(20);

/// How long a build waits for quiet: somebody may copy files for minutes.
const PATIENCE: Duration = Duration::from_secs(1);

/// What has happened below the folders.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum News {
    /// These files have changed.
    Changed(Vec<PathBuf>),
    /// What the system has to say instead.
    Trouble(String),
    /// Nothing, for as long as somebody was ready to wait.
    Nothing,
}

/// Changes below some folders, as they come.
#[derive(Debug)]
pub(super) struct Watch {
    filter: Filter,
    events: Receiver<notify::Result<Event>>,
    /// Whether there is news that nobody has asked for yet.
    stirs: Arc<AtomicBool>,
    // Watching ends when this is dropped.
    _watcher: RecommendedWatcher,
}

impl Watch {
    /// Begins to watch `folders`, but for what happens in `output`.
    pub(super) fn start(folders: &[PathBuf], output: &Path) -> Result<Self, ServeError> {
        let trouble = |folder: Option<&PathBuf>| {
            let folder = folder.cloned();
            move |error: notify::Error| ServeError::Watch { folder, error: error.to_string() }
        };
        let filter = Filter {
            roots: folders.iter().map(|folder| settled(folder)).collect(),
            output: settled(output),
        };
        let (sender, events) = mpsc::channel();
        let stirs = Arc::new(AtomicBool::new(false));
        let (notices, stirred) = (filter.clone(), Arc::clone(&stirs));
        let hear = move |event: notify::Result<Event>| {
            if event.as_ref().is_ok_and(|event| !notices.changes(event).is_empty()) {
                stirred.store(true, Ordering::Relaxed);
            }
            // Nobody listens when watching has ended.
            let _ = sender.send(event);
        };
        let mut watcher = notify::recommended_watcher(hear).map_err(trouble(None))?;
        for root in &filter.roots {
            watcher.watch(root, RecursiveMode::Recursive).map_err(trouble(Some(root)))?;
        }
        Ok(Self { filter, events, stirs, _watcher: watcher })
    }

    /// Tells, from any thread, whether something has changed that [`Self::next`] has not told yet.
    pub(super) fn stirs(&self) -> impl Fn() -> bool + Sync + use<> {
        let stirs = Arc::clone(&self.stirs);
        move || stirs.load(Ordering::Relaxed)
    }

    /// Waits for changes, at most for `patience`, and until no more come.
    pub(super) fn next(&self, patience: Option<Duration>) -> Result<News, ServeError> {
        let begun = Instant::now();
        self.stirs.store(false, Ordering::Relaxed);
        let mut changed: Vec<PathBuf> = Vec::new();
        // When the last change was noticed, and the first.
        let mut noticed: Option<(Instant, Instant)> = None;
        loop {
            let until = match noticed {
                Some((first, last)) => Some((last + QUIET).min(first + PATIENCE)),
                None => patience.map(|patience| begun + patience),
            };
            match self.wait(until) {
                Err(RecvTimeoutError::Disconnected) => return Err(ServeError::WatchEnded),
                Err(RecvTimeoutError::Timeout) if changed.is_empty() => return Ok(News::Nothing),
                Err(RecvTimeoutError::Timeout) => break,
                Ok(Err(error)) => return Ok(News::Trouble(error.to_string())),
                Ok(Ok(event)) => {
                    let sources = self.filter.changes(&event);
                    if !sources.is_empty() {
                        let now = Instant::now();
                        noticed = Some((noticed.map_or(now, |(first, _)| first), now));
                        changed.extend(sources);
                    }
                }
            }
        }
        changed.sort();
        changed.dedup();
        Ok(News::Changed(changed))
    }

    fn wait(&self, until: Option<Instant>) -> Result<notify::Result<Event>, RecvTimeoutError> {
        match until {
            None => self.events.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(until) => {
                self.events.recv_timeout(until.saturating_duration_since(Instant::now()))
            }
        }
    }
}

/// Tells sources from what merely stands among them.
#[derive(Debug, Clone)]
struct Filter {
    roots: Vec<PathBuf>,
    output: PathBuf,
}

impl Filter {
    fn changes(&self, event: &Event) -> Vec<PathBuf> {
        if event.need_rescan() {
            return self.roots.clone();
        }
        // Reading a file is an event, too, and a build reads all of them.
        if matches!(event.kind, EventKind::Access(_)) {
            return Vec::new();
        }
        event.paths.iter().filter(|path| self.is_source(path)).cloned().collect()
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
        let saved = fs::canonicalize(content.join("b.md")).unwrap();
        assert_eq!(watch.next(None).unwrap(), News::Changed(vec![saved.clone()]));
        // Being made and being written may be told apart where the machine has other things to do.
        let mut rest = watch.next(Some(10 * QUIET)).unwrap();
        while rest != News::Nothing {
            assert_eq!(rest, News::Changed(vec![saved.clone()]));
            rest = watch.next(Some(10 * QUIET)).unwrap();
        }
    }

    #[test]
    fn a_folder_that_is_not_there_cannot_be_watched() {
        let root = tempfile::tempdir().unwrap();
        let missing = root.path().join("content");
        let error = Watch::start(&[missing], &root.path().join("public")).unwrap_err();
        assert!(error.text().sv.contains("content"), "{}", error.text().sv);
    }
}
