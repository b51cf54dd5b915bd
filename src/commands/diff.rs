//! `lathund diff`: tells what changed in the handbook between two revisions.

use super::context::{Context, Failure};
use super::voice::print;
use crate::exchange::diff::words::Layout;
use crate::exchange::diff::{self, json, words};
use crate::locale::Text;

/// Tell what changed in the handbook between two revisions in git
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The earlier revision, such as `main` or `HEAD~1`
    #[arg(value_name = "REV")]
    old: String,
    /// The later revision (default: the files as they are)
    #[arg(value_name = "REV2")]
    new: Option<String>,
    /// How to print
    #[arg(long, default_value = "text", value_parser = ["text", "markdown", "json"])]
    format: String,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let old = context.load_revision(&args.old)?;
    let new = match &args.new {
        Some(revision) => context.load_revision(revision)?,
        None => context.load(None)?,
    };
    let difference = diff::compare(&old, &new);
    let sources = (&old.sources, &new.sources);
    let layout = match args.format.as_str() {
        "json" => {
            print(&json::render(&difference, sources, context.lang));
            return Ok(0);
        }
        "markdown" => Layout::Markdown,
        _ => Layout::Plain,
    };
    let title = title(&args.old, args.new.as_deref());
    print(&words::render(&difference, &title, sources, layout, context.lang));
    Ok(0)
}

fn title(old: &str, new: Option<&str>) -> Text {
    match new {
        Some(new) => Text::new(
            format!("Ändringar i handboken från {old} till {new}"),
            format!("Changes in the handbook from {old} to {new}"),
        ),
        None => Text::new(
            format!("Ändringar i handboken sedan {old}"),
            format!("Changes in the handbook since {old}"),
        ),
    }
}
