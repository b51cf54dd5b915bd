//! `lathund bundle`: the whole handbook of a day in one file, to be carried and kept.

use std::path::PathBuf;

use super::context::{Context, Failure};
use crate::locale::{Lang, Text, numbers};
use crate::pipeline::{self, BuildError, Project};

/// Make one ZIP file of the site, dated on each page, that opens without a web server
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// File to write (default: the name of the handbook and the day, in the project)
    #[arg(long, short, value_name = "FILE.zip")]
    output: Option<PathBuf>,
    /// Folder with theme files that replace the built-in ones
    #[arg(long, value_name = "DIR")]
    theme: Option<PathBuf>,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    if let Some(output) = args.output.as_ref().filter(|path| !is_zip(path)) {
        return Err(Failure::new(
            format!("{} ska sluta på .zip", output.display()),
            format!("{} is to end in .zip", output.display()),
        ));
    }
    let (sources, unread) = context.read(args.output.as_deref(), &mut |_| {})?;
    let site = context.site(&sources, PathBuf::new(), args.theme.as_deref())?;
    let Project { today, audience, .. } = context.project;
    let loaded = pipeline::understand(sources, unread, today, audience);
    context.show(&loaded.faults, &loaded.sources);
    if !loaded.is_sound() {
        context.tell(&not_written(&context.phrase(&loaded.faults)));
        return Ok(1);
    }
    let named = || context.project.root.join(format!("{}.zip", pipeline::edition_name(&loaded)));
    let output = args.output.clone().unwrap_or_else(named);
    let site = pipeline::Site { output: output.clone(), ..site };
    let built = match pipeline::bundle(&loaded, site, &mut |_| {}) {
        Err(BuildError::Leaked(faults)) => {
            context.show(&faults, &loaded.sources);
            context.tell(&not_written(&context.phrase(&faults)));
            return Ok(1);
        }
        built => built?,
    };
    let kilobytes = |lang| numbers::integer((built.written.bytes / 1000) as i64, lang);
    let (pages, files, output) = (built.pages, built.written.files, output.display());
    context.tell(&Text::new(
        format!("{pages} sidor, {files} filer, {} kB i {output}", kilobytes(Lang::Sv)),
        format!("{pages} pages, {files} files, {} kB in {output}", kilobytes(Lang::En)),
    ));
    Ok(0)
}

fn not_written(phrase: &str) -> Text {
    Text::new(format!("{phrase}: ingen fil skrevs"), format!("{phrase}: no file was written"))
}

fn is_zip(path: &std::path::Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"))
}
