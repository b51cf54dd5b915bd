//! `lathund search`: what the search of the site finds, and why.

use super::context::{Context, Failure};
use super::voice::print;
use crate::pipeline;

/// Search the handbook as the built site does
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What to look for
    query: String,
    /// Tell what each word of the query gives
    #[arg(long)]
    explain: bool,
    /// The most hits to print
    #[arg(long, default_value_t = 20, value_name = "N")]
    limit: usize,
    /// How to print
    #[arg(long, default_value = "table", value_parser = ["table", "json"])]
    format: String,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let loaded = context.load(None)?;
    print(&pipeline::search_dump(&loaded));
    Ok(0)
}
