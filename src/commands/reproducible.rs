//! `lathund build --reproducible-check`: the same sources give the same bytes, however many threads.

use std::path::Path;

use super::build::{Args, output};
use super::context::{Context, Failure};
use crate::locale::Text;
use crate::pipeline::{self, BuildError, Project};
use crate::publish::{self, Difference, Trial};

/// Builds the site twice beside the output, with one thread and with all, and compares the bytes.
/// The output itself is left as it is.
pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let output = output(context, args.output.as_deref());
    let trial = |name| Trial::beside(&output, name).map_err(BuildError::from);
    let (one, other) = (trial("check-1")?, trial("check-2")?);
    for (folder, threads) in [(one.folder(), 1), (other.folder(), 0)] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let pool = pool.map_err(|error| {
            Failure::new(
                format!("det går inte att starta trådar ({error})"),
                format!("threads cannot be started ({error})"),
            )
        })?;
        if !pool.install(|| once(context, args, &output, folder))? {
            return Ok(1);
        }
    }
    let found = publish::compare(one.folder(), other.folder()).map_err(BuildError::from)?;
    context.tell(&verdict(found.as_ref()));
    Ok(u8::from(found.is_some()))
}

/// Reads and builds everything anew; false when the content has errors.
fn once(context: &Context, args: &Args, output: &Path, folder: &Path) -> Result<bool, Failure> {
    let (sources, unread) = context.read(Some(output), &mut |_| ())?;
    let site = args.site(context, &sources, folder.to_owned())?;
    let Project { today, audience, .. } = context.project;
    let loaded = pipeline::understand_heard(sources, unread, (today, audience), &mut |_| ());
    if !loaded.is_sound() {
        context.show(&loaded.faults, &loaded.sources);
        context.tell(&Text::new(context.phrase(&loaded.faults), context.phrase(&loaded.faults)));
        return Ok(false);
    }
    pipeline::build(&loaded, site, &mut |_| ())?;
    Ok(true)
}

fn verdict(found: Option<&Difference>) -> Text {
    match found {
        None => Text::new(
            "två byggen gav samma byte i alla filer",
            "two builds gave the same bytes in all files",
        ),
        Some(Difference { path, at: Some(at) }) => Text::new(
            format!("två byggen skiljer sig åt: `{path}` från byte {at}"),
            format!("two builds differ: `{path}` from byte {at}"),
        ),
        Some(Difference { path, at: None }) => Text::new(
            format!("två byggen skiljer sig åt: bara det ena har `{path}`"),
            format!("two builds differ: only one of them has `{path}`"),
        ),
    }
}
