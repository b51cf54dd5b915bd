//! `lathund search`: what the search of the site finds, and why.

use super::context::{Context, Failure};
use super::voice::print;
use crate::pipeline;
use crate::search::report;

/// Search the handbook as the built site does
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What to look for; `-` reads a query from each line of the input and prints a line of JSON
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
    let index = pipeline::search_index(&loaded)?;
    if args.query == "-" {
        for query in std::io::stdin().lines().map_while(Result::ok) {
            let found = index.search(&query);
            print(&format!("{}\n", report::json(&index, &query, &found, args.limit)));
        }
        return Ok(u8::from(!loaded.is_sound()));
    }
    let found = index.search(&args.query);
    print(&match args.format.as_str() {
        "json" => format!("{:#}\n", report::json(&index, &args.query, &found, args.limit)),
        _ => report::table(&index, &args.query, &found, (args.limit, args.explain), context.lang),
    });
    Ok(u8::from(!loaded.is_sound()))
}
