//! The cases under `tests/cases/`: Markdown in which each heading is a test.
//!
//! `CASE=word cargo test --test cases` runs those whose heading or path contains the word.
//! `UPDATE_CASES=1` writes what the program says now into the files; read the difference.
#![expect(clippy::disallowed_methods, reason = "the harness reads cases and the environment")]
#![expect(clippy::expect_used, reason = "a harness that cannot work fails the test")]

mod harness;
#[allow(dead_code, reason = "shared with `layers.rs`, which uses all of it")]
mod tree;

use std::io::Write as _;

use harness::{Files, Subject, run_all};
use lathund::kind::Audience;
use lathund::locale::Lang;
use lathund::pipeline::{Loaded, page, understand};
use lathund::report::short;
use lathund::source::Sources;

/// The day on which all cases are read, so that no case grows old.
const TODAY: jiff::civil::Date = jiff::civil::date(2026, 11, 21);

/// The diagnostics of a site in their short form.
fn diagnostics_of(files: &Files) -> String {
    let loaded = load(files);
    short::render(&loaded.faults, &loaded.sources, Lang::Sv)
}

fn load(files: &Files) -> Loaded {
    let content = |(path, text): &'_ (String, String)| {
        path.strip_prefix("content/").map(|address| (address.to_owned(), text.clone()))
    };
    let texts: Vec<(String, String)> = files.iter().filter_map(content).collect();
    let texts = texts.iter().map(|(address, text)| (address.as_str(), text.as_str()));
    understand(Sources::from_texts(texts), Vec::new(), TODAY, Audience::Intern)
}

/// One page of the built site.
fn page_of(files: &Files, path: &str) -> Option<String> {
    page(&load(files), path).expect("the built-in theme renders")
}

#[test]
fn cases() {
    let variable = |name: &str| std::env::var(name).unwrap_or_default();
    let paths = tree::files(&tree::root().join("tests/cases"), &["md"]);
    let subject = Subject { diagnostics: diagnostics_of, page: page_of };
    let update = !matches!(variable("UPDATE_CASES").as_str(), "" | "0");
    let outcome = run_all(&paths, &subject, &variable("CASE"), update);
    // Written past the capture of the test runner: the one line that a green run shows.
    let mut out = std::io::stderr();
    let _ = write!(out, "{} cases in {} files", outcome.cases, paths.len());
    let _ = match outcome.updated {
        0 => writeln!(out),
        updated => writeln!(out, ", {updated} expectations rewritten"),
    };
    let failures = outcome.failures.len();
    assert!(failures == 0, "\n{}\n{failures} failures", outcome.failures.join("\n"));
}
