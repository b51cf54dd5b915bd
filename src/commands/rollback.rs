//! `lathund rollback`: puts an older edition of the site back.

use std::path::PathBuf;

use super::build::output;
use super::context::{Context, Failure};
use super::voice::print;
use crate::locale::Text;
use crate::pipeline::BuildError;
use crate::publish::{self, Kept};

/// Put back an edition that `build --keep` kept
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Folder of the site (default: `public` in the project)
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Number of the edition (default: the newest for the same audience)
    #[arg(long, value_name = "NUMBER")]
    to: Option<u32>,
    /// List the editions that are kept, and change nothing
    #[arg(long, conflicts_with = "to")]
    list: bool,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let folder = output(context, args.output.as_deref());
    if args.list {
        let kept = publish::kept(&folder).map_err(BuildError::from)?;
        print(&kept.iter().map(line).collect::<String>());
        return Ok(0);
    }
    let kept = publish::rollback(&folder, args.to).map_err(BuildError::from)?;
    let (folder, line) = (folder.display(), line(&kept));
    let line = line.trim_end();
    context.tell(&Text::new(
        format!("utgåvan är tillbaka i {folder}: {line}\n  den som stod där är sparad; `lathund rollback` byter tillbaka"),
        format!("the edition is back in {folder}: {line}\n  the one that stood there is kept; `lathund rollback` changes back"),
    ));
    Ok(0)
}

/// Number, day, audience and files of an edition, in columns for people and programs alike.
fn line(kept: &Kept) -> String {
    let Kept { number, date, audience, files } = kept;
    format!("{number}\t{date}\t{audience}\t{files}\n")
}
