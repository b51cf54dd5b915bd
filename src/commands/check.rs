//! `lathund check`: tells everything that is wrong with the content.

use super::context::{Context, Failure};
use super::voice::print;
use crate::diagnostic::{Diagnostic, Tally};
use crate::exchange::diff;
use crate::locale::{Lang, Text};
use crate::pipeline::{self, Loaded};
use crate::report;
use crate::serve;
use crate::source::Sources;

const FORMATS: [&str; 7] = ["human", "short", "json", "sarif", "gitlab", "github", "junit"];

/// Check the content and report every fault
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// How to report
    #[arg(long, default_value = "human", value_parser = FORMATS)]
    format: String,
    /// Treat warnings as errors
    #[arg(long, value_parser = ["warnings"])]
    deny: Option<String>,
    /// Also report ids that are lost since a revision in git, such as `origin/main`
    #[arg(long, value_name = "REV")]
    since: Option<String>,
    /// Check again whenever a file changes
    #[arg(long)]
    watch: bool,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    if !args.watch {
        return once(context, args);
    }
    let folder = &context.project.content;
    let mut check = || {
        if let Err(failure) = once(context, args) {
            context.fail(&failure);
        }
    };
    let output = folder.join("public");
    serve::watch(std::slice::from_ref(folder), &output, &mut check, &mut |event| {
        super::serve::tell(context, &event);
    })?;
    Ok(0)
}

fn once(context: &Context, args: &Args) -> Result<u8, Failure> {
    let mut loaded = context.load(None)?;
    if let Some(revision) = &args.since {
        loaded.faults.extend(lost(context, revision)?);
    }
    if loaded.is_sound() {
        loaded.faults.extend(pipeline::search_cases(&loaded)?);
    }
    if let Some(write) = writer(&args.format) {
        print(&write(&loaded.faults, &loaded.sources, context.lang));
    } else {
        tell(context, &loaded);
    }
    let tally = Tally::of(&loaded.faults);
    let denied = args.deny.is_some() && tally.warnings > 0;
    Ok(u8::from(tally.errors > 0 || denied))
}

/// The ids that are lost, whoever may see them.
fn lost(context: &Context, revision: &str) -> Result<Vec<Diagnostic>, Failure> {
    let context = context.unrestricted();
    let old = context.load_revision(revision)?;
    Ok(diff::lost::check(&old, &context.load(None)?, revision))
}

fn tell(context: &Context, loaded: &Loaded) {
    context.show(&loaded.faults, &loaded.sources);
    let entries = loaded.handbook.entries.len();
    let files = loaded.sources.files.len();
    let phrase = context.phrase(&loaded.faults);
    let (one, many) = (["post", "fil", "entry", "file"], ["poster", "filer", "entries", "files"]);
    let word = |n: usize, at: usize| if n == 1 { one[at] } else { many[at] };
    context.tell(&Text::new(
        format!("{entries} {} i {files} {}: {phrase}", word(entries, 0), word(files, 1)),
        format!("{entries} {} in {files} {}: {phrase}", word(entries, 2), word(files, 3)),
    ));
}

/// Turns faults into text for a program.
type Writer = fn(&[Diagnostic], &Sources, Lang) -> String;

/// What writes a format for programs; none for people.
fn writer(format: &str) -> Option<Writer> {
    match format {
        "json" => Some(report::json::render),
        "short" => Some(report::short::render),
        "sarif" => Some(report::sarif::render),
        "gitlab" => Some(report::gitlab::render),
        "github" => Some(report::github::render),
        "junit" => Some(report::junit::render),
        _ => None,
    }
}
