//! `lathund build`: turns the content into a site, or into a list of what is wrong with it.

use std::path::{Path, PathBuf};

use super::built::numbers_of;
use super::context::{Context, Failure};
use super::reproducible;
use super::stopwatch::Stopwatch;
use crate::diagnostic::Tally;
use crate::locale::Text;
use crate::pipeline::{self, BuildError, Built, Project, Site};
use crate::report;
use crate::source::Sources;

/// Build the site
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Folder to write the site to (default: `public` in the project)
    #[arg(long, short, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    /// Folder with theme files that replace the built-in ones
    #[arg(long, value_name = "DIR")]
    theme: Option<PathBuf>,
    /// Put a packed copy (gzip and Brotli) beside each text, for web servers that can send it
    #[arg(long)]
    precompress: bool,
    /// Keep that many older editions beside the output, for `lathund rollback`
    #[arg(long, value_name = "N")]
    keep: Option<usize>,
    /// Build twice elsewhere, with one thread and with all, and compare the bytes
    #[arg(long, conflicts_with_all = ["keep", "timings"])]
    reproducible_check: bool,
    /// Tell where the time went
    #[arg(long)]
    timings: bool,
}

impl Args {
    /// The site that is asked for, in the folder `output`.
    pub(super) fn site(
        &self,
        context: &Context,
        sources: &Sources,
        output: PathBuf,
    ) -> Result<Site, Failure> {
        let site =
            Site { keep: self.keep, ..context.site(sources, output, self.theme.as_deref())? };
        Ok(if self.precompress { site.packed() } else { site })
    }
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    if args.reproducible_check {
        return reproducible::run(context, args);
    }
    let mut watch = Stopwatch::start(context);
    let output = output(context, args.output.as_deref());
    context.may_replace(&output)?;
    let (sources, unread) = context.read(Some(&output), &mut |stage| watch.hear(stage, context))?;
    let site = args.site(context, &sources, output)?;
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
    let code = finished(context, args, &watch, (&built, Tally::of(&loaded.faults), &output));
    // The run ends here: its memory goes back whole, not piece by piece.
    std::mem::forget(loaded);
    Ok(code)
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
