//! `lathund build`: turns the content into a site, or into a list of what is wrong with it.

use std::path::{Path, PathBuf};

use super::context::{Context, Failure};
use super::stopwatch::Stopwatch;
use crate::locale::{Lang, Text, numbers};
use crate::pipeline::{self, BuildError, Built, Listener, Loaded};
use crate::source;

/// Build the site
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Folder to write the site to (default: `public` in the project)
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Folder with theme files that replace the built-in ones
    #[arg(long, value_name = "DIR")]
    theme: Option<PathBuf>,
    /// Tell where the time went
    #[arg(long)]
    timings: bool,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let mut watch = Stopwatch::start(context);
    let output = output(context, args.output.as_deref());
    let loaded = context.load_heard(Some(&output), &mut |stage| watch.hear(stage, context))?;
    context.show(&loaded.faults, &loaded.sources);
    if !loaded.is_sound() {
        let phrase = context.phrase(&loaded.faults);
        context.tell(&Text::new(
            format!("{phrase}: ingenting skrevs, den gamla webbplatsen står kvar"),
            format!("{phrase}: nothing was written, the old site stands"),
        ));
        return Ok(1);
    }
    let theme = args.theme.as_deref();
    let built = publish(&loaded, &output, theme, &mut |stage| watch.hear(stage, context))?;
    let milliseconds = watch.stop();
    let phrase = context.phrase(&loaded.faults);
    context.tell(&numbers_of(&built, &phrase, &output, milliseconds));
    if args.timings {
        context.tell(&watch.table());
    }
    Ok(0)
}

/// The output folder: what was asked for, or `public` beside the content.
pub(super) fn output(context: &Context, asked: Option<&Path>) -> PathBuf {
    asked.map_or_else(|| context.project.root.join("public"), Path::to_path_buf)
}

/// Builds a sound handbook into `output`.
pub(super) fn publish(
    loaded: &Loaded,
    output: &Path,
    theme: Option<&Path>,
    heard: Listener<'_>,
) -> Result<Built, Failure> {
    let overrides = match theme {
        Some(folder) => source::read_theme(folder).map_err(|error| {
            let folder = folder.display();
            Failure::new(
                format!("temat i {folder} går inte att läsa ({error})"),
                format!("the theme in {folder} cannot be read ({error})"),
            )
        })?,
        None => Vec::new(),
    };
    pipeline::build(loaded, output, overrides, heard).map_err(failure)
}

fn failure(error: BuildError) -> Failure {
    match error {
        BuildError::Theme(error) => Failure::new(
            format!("temat går inte att använda: {}\n{}", error.file, error.message.sv),
            format!("the theme cannot be used: {}\n{}", error.file, error.message.en),
        ),
        BuildError::Publish(error) => {
            let (text, help) = (error.text(), error.help().unwrap_or_default());
            Failure::new(join(&text.sv, &help.sv), join(&text.en, &help.en))
        }
        BuildError::Attachment(address, error) => Failure::new(
            format!("filen {address} går inte att läsa ({error})"),
            format!("the file {address} cannot be read ({error})"),
        ),
    }
}

fn join(text: &str, help: &str) -> String {
    if help.is_empty() { text.to_owned() } else { format!("{text}\n  {help}") }
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
