//! `lathund check`: tells everything that is wrong with the content.

use super::context::{Context, Failure};
use super::voice::print;
use crate::diagnostic::Tally;
use crate::locale::Text;
use crate::report;

/// Check the content and report every fault
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// How to report
    #[arg(long, default_value = "human", value_parser = ["human", "short", "json"])]
    format: String,
    /// Treat warnings as errors
    #[arg(long, value_parser = ["warnings"])]
    deny: Option<String>,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let loaded = context.load(None)?;
    match args.format.as_str() {
        "json" => print(&report::json::render(&loaded.faults, &loaded.sources, context.lang)),
        "short" => print(&report::short::render(&loaded.faults, &loaded.sources, context.lang)),
        _ => {
            context.show(&loaded.faults, &loaded.sources);
            let entries = loaded.handbook.entries.len();
            let files = loaded.sources.files.len();
            let phrase = context.phrase(&loaded.faults);
            let (one, many) =
                (["post", "fil", "entry", "file"], ["poster", "filer", "entries", "files"]);
            let word = |n: usize, at: usize| if n == 1 { one[at] } else { many[at] };
            context.tell(&Text::new(
                format!("{entries} {} i {files} {}: {phrase}", word(entries, 0), word(files, 1)),
                format!("{entries} {} in {files} {}: {phrase}", word(entries, 2), word(files, 3)),
            ));
        }
    }
    let tally = Tally::of(&loaded.faults);
    let denied = args.deny.is_some() && tally.warnings > 0;
    Ok(u8::from(tally.errors > 0 || denied))
}
