//! How long each stage of a build takes, in one process and without the reading of files: parse,
//! link, check, render, index, publish.
//!
//! ```sh
//! cargo bench --bench stages                  # 1,000 plain pages and 1,000 entries of many kinds
//! cargo bench --bench stages -- 5000          # other sizes
//! ```
//!
//! Times of a shared machine are noisy: the least of several runs says most. A harness of our own,
//! since Criterion would bring seventeen packages for what is a median and a least here.
#![expect(clippy::print_stdout, reason = "a tool for the terminal")]
#![expect(clippy::expect_used, reason = "a tool that may fail")]

#[path = "corpus/mixed.rs"]
mod mixed;
#[path = "corpus/plain.rs"]
mod plain;
#[path = "corpus/words.rs"]
mod words;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use jiff::civil::date;
use lathund::kind::Audience;
use lathund::pipeline::{self, Site, Stage};
use lathund::source::Sources;

/// A file to write: path below the folder, text.
type Files = Vec<(String, String)>;

const RUNS: usize = 9;

fn main() {
    let count = std::env::args().skip(1).find_map(|size| size.parse().ok()).unwrap_or(1000);
    measure(&format!("{count} plain pages"), &plain::files(count, "md"));
    measure(&format!("{count} entries of many kinds"), &mixed::files(count));
}

fn measure(title: &str, files: &Files) {
    let mut times: BTreeMap<usize, (Stage, Vec<Duration>)> = BTreeMap::new();
    for _ in 0..RUNS {
        for (place, (stage, time)) in run(files).into_iter().enumerate() {
            times.entry(place).or_insert((stage, Vec::new())).1.push(time);
        }
    }
    println!("\n{title}: milliseconds, least and median of {RUNS}");
    for (_, (stage, mut times)) in times {
        times.sort();
        let ms = |time: Duration| time.as_secs_f64() * 1000.0;
        println!("{:>9.1} {:>9.1}  {stage:?}", ms(times[0]), ms(times[RUNS / 2]));
    }
}

/// One build into an empty folder: the stages with their times.
fn run(files: &Files) -> Vec<(Stage, Duration)> {
    let output = tempfile::tempdir().expect("a folder for the site");
    let texts = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    let sources = Sources::from_texts(texts);
    let mut laps = Vec::new();
    let heard = &mut |stage| laps.push((stage, Instant::now()));
    let day = date(2026, 11, 21);
    let loaded = pipeline::understand_heard(sources, Vec::new(), (day, Audience::Intern), heard);
    assert!(loaded.is_sound(), "the corpus has faults");
    let site = Site {
        output: output.path().join("site"),
        theme: Vec::new(),
        inputs: String::new(),
        keep: None,
        packed: false,
    };
    pipeline::build(&loaded, site, heard).expect("the site is built");
    let ends: Vec<Instant> =
        laps.iter().skip(1).map(|(_, at)| *at).chain([Instant::now()]).collect();
    laps.iter().zip(ends).map(|((stage, from), to)| (*stage, to - *from)).collect()
}
