//! `lathund build`: turns the content into a site, or into a list of what is wrong with it.

use std::path::{Path, PathBuf};

use super::context::{Context, Failure};
use super::stopwatch::Stopwatch;
use crate::diagnostic::Tally;
use crate::locale::{Lang, Text, numbers};
use crate::pipeline::{self, BuildError, Built, Project};
use crate::report;

/// Build the site
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Folder to write the site to (default: `public` in the project)
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Folder with theme files that replace the built-in ones
    #[arg(long, value_name = "DIR")]
    theme: Option<PathBuf>,
    /// Put a packed copy (gzip and Brotli) beside each text, for web servers that can send it
    #[arg(long)]
    precompress: bool,
    /// Tell where the time went
    #[arg(long)]
    timings: bool,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let mut watch = Stopwatch::start(context);
    let output = output(context, args.output.as_deref());
    let (sources, unread) = context.read(Some(&output), &mut |stage| watch.hear(stage, context))?;
    let site = context.site(&sources, output, args.theme.as_deref())?;
    let site = if args.precompress { site.packed() } else { site };
    if unread.is_empty()
        && !context.verbose
        && let Some((built, tally)) = pipeline::standing(&site.output, &site.inputs)?
    {
        return Ok(finished(context, args, &watch, (&built, tally, &site.output)));
    }
    let Project { today, audience, .. } = context.project;
    let mut heard = |stage| watch.hear(stage, context);
    let loaded = pipeline::understand_heard(sources, unread, (today, audience), &mut heard);
    context.show(&loaded.faults, &loaded.sources);
    if !loaded.is_sound() {
        context.tell(&not_published(&context.phrase(&loaded.faults)));
        return Ok(1);
    }
    let output = site.output.clone();
    let built = match pipeline::build(&loaded, site, &mut heard) {
        Err(BuildError::Leaked(faults)) => {
            context.show(&faults, &loaded.sources);
            context.tell(&not_published(&context.phrase(&faults)));
            return Ok(1);
        }
        built => built?,
    };
    Ok(finished(context, args, &watch, (&built, Tally::of(&loaded.faults), &output)))
}

fn not_published(phrase: &str) -> Text {
    Text::new(
        format!("{phrase}: ingenting skrevs, den gamla webbplatsen står kvar"),
        format!("{phrase}: nothing was written, the old site stands"),
    )
}

/// Tells the numbers of a site that stands.
fn finished(
    context: &Context,
    args: &Args,
    watch: &Stopwatch,
    (built, tally, output): (&Built, Tally, &Path),
) -> u8 {
    let milliseconds = watch.stop();
    let phrase = report::summary::phrase(tally, context.lang);
    context.tell(&numbers_of(built, &phrase, output, milliseconds));
    if args.timings {
        context.tell(&watch.table());
    }
    0
}

/// The output folder: what was asked for, or `public` beside the content.
pub(super) fn output(context: &Context, asked: Option<&Path>) -> PathBuf {
    asked.map_or_else(|| context.project.root.join("public"), Path::to_path_buf)
}

fn numbers_of(built: &Built, phrase: &str, output: &Path, milliseconds: u128) -> Text {
    let Built { entries, pages, written } = built;
    let output = output.display();
    let kilobytes = |lang| numbers::integer((written.bytes / 1000) as i64, lang);
    Text::new(
        format!(
            "{phrase}. {entries} poster, {pages} sidor, {} filer, {} kB i {output} \
             ({} skrivna, {} oförändrade, {} borttagna) på {milliseconds} ms",
            written.files,
            kilobytes(Lang::Sv),
            written.written,
            written.unchanged,
            written.removed,
        ),
        format!(
            "{phrase}. {entries} entries, {pages} pages, {} files, {} kB in {output} \
             ({} written, {} unchanged, {} removed) in {milliseconds} ms",
            written.files,
            kilobytes(Lang::En),
            written.written,
            written.unchanged,
            written.removed,
        ),
    )
}
