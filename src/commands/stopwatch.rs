//! Where a build spends its time, and how far it has come.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

use super::context::Context;
use crate::locale::Text;
use crate::pipeline::Stage;

/// A build that takes longer than this says how far it has come.
const PATIENCE: Duration = Duration::from_secs(1);
/// Clears a line of the terminal and returns to its start.
const CLEAR: &str = "\r\x1b[2K";

/// Times the stages of a build.
#[derive(Debug)]
pub(super) struct Stopwatch {
    begun: Instant,
    laps: Vec<(Stage, Instant)>,
    /// Whether a person sees the line that says how far it has come.
    shown: bool,
    said: bool,
}

impl Stopwatch {
    /// Starts; says how far the build has come when `context` has a terminal and a voice.
    pub(super) fn start(context: &Context) -> Self {
        let shown = !context.quiet && std::io::stderr().is_terminal();
        Self { begun: Instant::now(), laps: Vec::new(), shown, said: false }
    }

    /// Hears that a stage begins.
    pub(super) fn hear(&mut self, stage: Stage, context: &Context) {
        let now = Instant::now();
        self.laps.push((stage, now));
        if self.shown && now - self.begun > PATIENCE {
            self.said = true;
            let mut out = std::io::stderr().lock();
            // A terminal that has gone away is no reason to fail.
            let _ = write!(out, "{CLEAR}{} …", words(stage).get(context.lang));
            let _ = out.flush();
        }
    }

    /// Takes the line away and gives the milliseconds since the start.
    pub(super) fn stop(&self) -> u128 {
        if self.said {
            let mut out = std::io::stderr().lock();
            let _ = write!(out, "{CLEAR}");
            let _ = out.flush();
        }
        self.begun.elapsed().as_millis()
    }

    /// A line for each stage, with its milliseconds.
    pub(super) fn table(&self) -> Text {
        let ends = self.laps.iter().skip(1).map(|(_, at)| *at).chain([Instant::now()]);
        let mut table = Text::new("", "");
        for ((stage, from), to) in self.laps.iter().zip(ends) {
            let milliseconds = (to - *from).as_secs_f64() * 1000.0;
            let name = words(*stage);
            table.sv.push_str(&format!("  {milliseconds:9.1} ms  {}\n", name.sv));
            table.en.push_str(&format!("  {milliseconds:9.1} ms  {}\n", name.en));
        }
        Text::new(table.sv.trim_end(), table.en.trim_end())
    }
}

fn words(stage: Stage) -> Text {
    match stage {
        Stage::Read => Text::new("läser filerna", "reading the files"),
        Stage::Parse => Text::new("tolkar filerna", "parsing the files"),
        Stage::Resolve => Text::new("länkar posterna", "linking the entries"),
        Stage::Check => Text::new("söker fel", "looking for faults"),
        Stage::Prepare => Text::new("förbereder sidorna", "preparing the pages"),
        Stage::Render => Text::new("skriver sidorna", "writing the pages"),
        Stage::Export => Text::new("skriver filerna vid sidan om", "writing the files beside them"),
        Stage::Publish => Text::new("byter ut webbplatsen", "replacing the site"),
    }
}
