//! Reads, runs and rewrites the Markdown cases under `tests/cases/`.

pub(crate) mod case_file;
pub(crate) mod console;
pub(crate) mod html;

use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use case_file::{Block, Case, CaseFile, Expectation};

/// A site in memory: paths such as `content/avtal/vaxel.md`, and texts.
pub(crate) type Files = [(String, String)];

/// What the cases ask of the library.
pub(crate) struct Subject {
    /// All diagnostics of a site in their short form, one a line, each hint on a line of its own.
    pub(crate) diagnostics: fn(&Files) -> String,
    /// One page of the built site; none when the site has no such page.
    pub(crate) page: fn(&Files, &str) -> Option<String>,
}

/// What came out of all cases.
#[derive(Default)]
pub(crate) struct Outcome {
    /// How many cases ran.
    pub(crate) cases: usize,
    /// How many expectations were rewritten.
    pub(crate) updated: usize,
    /// What did not hold, ready to be shown.
    pub(crate) failures: Vec<String>,
}

impl Outcome {
    fn add(&mut self, other: Self) {
        self.cases += other.cases;
        self.updated += other.updated;
        self.failures.extend(other.failures);
    }
}

/// Runs the cases of all files, in parallel; only those whose heading or path contains `filter`.
pub(crate) fn run_all(paths: &[PathBuf], subject: &Subject, filter: &str, update: bool) -> Outcome {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut outcome = Outcome::default();
        while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
            outcome.add(run_file(path, subject, filter, update));
        }
        outcome
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let mut outcome = Outcome::default();
        for worker in workers {
            outcome.add(worker.join().expect("a case that panics is caught"));
        }
        outcome.failures.sort();
        outcome
    })
}

fn run_file(path: &Path, subject: &Subject, filter: &str, update: bool) -> Outcome {
    let text = std::fs::read_to_string(path).expect("a case file can be read");
    let name = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(path).display().to_string();
    let mut outcome = Outcome::default();
    let file = match CaseFile::parse(&text) {
        Ok(file) => file,
        Err(fault) => {
            outcome.failures.push(format!("{name}:{fault}"));
            return outcome;
        }
    };
    let mut rewrites = Vec::new();
    for case in &file.cases {
        if !name.contains(filter) && !case.name.contains(filter) {
            continue;
        }
        outcome.cases += 1;
        for block in &case.expectations {
            let actual = answer(case, &block.expectation, subject);
            if holds(&block.expectation, &block.body, &actual) {
                continue;
            }
            if update {
                let open = matches!(block.expectation, Expectation::Console { .. });
                let body = if open { console::updated(&block.body, &actual) } else { actual };
                rewrites.push((block, body));
            } else {
                let failure = describe(&name, case, block, &actual);
                outcome.failures.push(failure);
            }
        }
    }
    if !rewrites.is_empty() {
        outcome.updated += rewrites.len();
        std::fs::write(path, file.rewritten(&rewrites)).expect("a case file can be written");
    }
    outcome
}

/// What the program says; a panic is an answer too.
fn answer(case: &Case, expectation: &Expectation, subject: &Subject) -> String {
    let files = case.files.as_slice();
    let answer = catch_unwind(AssertUnwindSafe(|| match expectation {
        Expectation::Diagnostics => (subject.diagnostics)(files).trim_end().to_owned(),
        Expectation::Html { path, selector } => match (subject.page)(files, path) {
            Some(page) => html::select(&page, selector)
                .unwrap_or_else(|| format!("(nothing in {path} matches {selector})")),
            None => format!("(no page {path})"),
        },
        Expectation::Console { commands } => console::run(files, commands),
    }));
    answer.unwrap_or_else(|_| "(panicked)".to_owned())
}

fn holds(expectation: &Expectation, expected: &str, actual: &str) -> bool {
    match expectation {
        Expectation::Diagnostics => expected == actual,
        Expectation::Html { .. } => html::tidy(expected) == actual,
        Expectation::Console { .. } => console::matches(expected, actual),
    }
}

fn describe(name: &str, case: &Case, block: &Block, actual: &str) -> String {
    let mut out = format!("{name}:{}: {}\n", block.line, case.name);
    let expected: Vec<&str> = block.body.lines().collect();
    let actual: Vec<&str> = actual.lines().collect();
    for line in expected.iter().filter(|line| !actual.contains(line)) {
        let _ = writeln!(out, "  - {line}");
    }
    for line in &actual {
        let sign = if expected.contains(line) { ' ' } else { '+' };
        let _ = writeln!(out, "  {sign} {line}");
    }
    out
}
