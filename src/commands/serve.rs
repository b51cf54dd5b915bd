//! `lathund serve`: builds, serves the site to this machine, and rebuilds on change.

use std::path::PathBuf;
use std::time::Instant;

use super::build;
use super::context::{Context, Failure};
use crate::diagnostic::Tally;
use crate::locale::Text;
use crate::pipeline;
use crate::report;
use crate::serve::{self, Event, Options, Outcome};

/// Build, serve on this machine and rebuild on change
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Port to listen on; the next free one is taken when it is busy
    #[arg(long, default_value_t = 4000)]
    port: u16,
    /// Show the site in the browser
    #[arg(long)]
    open: bool,
    /// Folder to write the site to (default: `public` in the project)
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Folder with theme files that replace the built-in ones
    #[arg(long, value_name = "DIR")]
    theme: Option<PathBuf>,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let output = build::output(context, args.output.as_deref());
    let watch = std::iter::once(context.project.content.clone()).chain(args.theme.clone());
    let options = Options {
        watch: watch.collect(),
        output: output.clone(),
        port: args.port,
        open: args.open,
    };
    let mut rebuild = || rebuild(context, args, &output);
    serve::run(&options, &mut rebuild, &mut |event| tell(context, &event))?;
    Ok(0)
}

fn rebuild(context: &Context, args: &Args, output: &std::path::Path) -> Outcome {
    let begun = Instant::now();
    match attempt(context, args, output) {
        Ok((outcome, words)) => {
            let milliseconds = begun.elapsed().as_millis();
            context.tell(&Text::new(
                format!("{} på {milliseconds} ms", words.sv),
                format!("{} in {milliseconds} ms", words.en),
            ));
            outcome
        }
        Err(failure) => {
            context.fail(&failure);
            let details = failure.0.get(context.lang).to_owned();
            let heading = Text::new("Webbplatsen kunde inte byggas", "The site could not be built");
            Outcome::Failed { heading: heading.get(context.lang).to_owned(), details }
        }
    }
}

fn attempt(
    context: &Context,
    args: &Args,
    output: &std::path::Path,
) -> Result<(Outcome, Text), Failure> {
    let loaded = context.load(Some(output))?;
    context.show(&loaded.faults, &loaded.sources);
    let phrase = context.phrase(&loaded.faults);
    if Tally::of(&loaded.faults).errors > 0 {
        let heading = phrase.clone();
        let details = report::human::render(&loaded.faults, &loaded.sources, context.lang, false);
        return Ok((Outcome::Failed { heading, details }, Text::new(phrase.clone(), phrase)));
    }
    let site = context.site(&loaded.sources, output.to_owned(), args.theme.as_deref())?;
    let built = pipeline::build(&loaded, site, &mut |_| {})?;
    let (written, removed) = (built.written.written, built.written.removed);
    let outcome = if written + removed == 0 { Outcome::Unchanged } else { Outcome::Pages };
    let words = match written {
        1 => Text::new(format!("{phrase}. 1 fil skriven"), format!("{phrase}. 1 file written")),
        _ => Text::new(
            format!("{phrase}. {written} filer skrivna"),
            format!("{phrase}. {written} files written"),
        ),
    };
    Ok((outcome, words))
}

/// Says what happens while files are watched.
pub(super) fn tell(context: &Context, event: &Event<'_>) {
    match event {
        Event::Listening { address } => context.tell(&Text::new(
            format!("handboken visas på {address} (avsluta med Ctrl+C)"),
            format!("the handbook is shown at {address} (stop with Ctrl+C)"),
        )),
        Event::Changed(paths) => {
            let first = paths.first().map(|path| path.display().to_string()).unwrap_or_default();
            let more = paths.len().saturating_sub(1);
            let and = if more == 0 { String::new() } else { format!(" (+{more})") };
            context.tell(&Text::new(
                format!("ändrat: {first}{and}"),
                format!("changed: {first}{and}"),
            ));
        }
        Event::WatchTrouble(trouble) => {
            context.tell(&Text::new(
                format!("ändringar kan ha missats: {trouble}"),
                format!("changes may have been missed: {trouble}"),
            ));
        }
    }
}
