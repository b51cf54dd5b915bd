//! The commands: arguments in, messages and an exit code out. No domain logic.

mod build;
mod built;
mod bundle;
mod check;
mod context;
mod diff;
mod explain;
mod hosting;
mod import;
mod init;
mod list;
mod new;
mod owners;
mod rename;
mod reproducible;
mod rollback;
mod schema;
mod search;
mod serve;
mod stopwatch;
mod verify;
mod voice;
mod workbench;

use clap::{Parser, Subcommand};

use context::Context;
pub use context::Environment;

/// Builds a procurement handbook and system catalogue from Markdown and YAML.
#[derive(Debug, Parser)]
#[command(name = "lathund", version, about, max_term_width = 100)]
pub struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

/// Options that every command takes.
#[derive(Debug, clap::Args)]
struct Common {
    /// Folder of the project: the one that holds `content/`, or a folder of Markdown
    #[arg(long, global = true, default_value = ".", value_name = "DIR")]
    root: std::path::PathBuf,
    /// The day to read the handbook on, as 2026-11-21 (default: today)
    #[arg(long, global = true, value_name = "DATE")]
    date: Option<jiff::civil::Date>,
    /// Who the handbook is for (default: intern)
    #[arg(long, global = true, value_parser = ["oppen", "intern", "begransad"])]
    audience: Option<String>,
    /// Language of messages
    #[arg(long, global = true, default_value = "sv", value_parser = ["sv", "en"])]
    lang: String,
    /// Colours in messages
    #[arg(long, global = true, default_value = "auto", value_parser = ["auto", "always", "never"])]
    color: String,
    /// Say nothing but faults
    #[arg(long, short, global = true)]
    quiet: bool,
    /// Also show advice
    #[arg(long, short, global = true)]
    verbose: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::Args),
    Bundle(bundle::Args),
    Check(check::Args),
    List(list::Args),
    Verify(verify::Args),
    Rollback(rollback::Args),
    Search(search::Args),
    Serve(serve::Args),
    New(new::Args),
    Import(import::Args),
    Rename(rename::Args),
    Owners(owners::Args),
    Init(init::Args),
    Diff(diff::Args),
    Hosting(hosting::Args),
    Schema(schema::Args),
    Explain(explain::Args),
}

/// Runs a command; the exit code is 0 when fine, 1 when the content has errors, 2 when the
/// arguments or the environment are wrong.
pub fn run(cli: Cli, environment: &Environment) -> u8 {
    let context = match Context::new(cli.common, environment) {
        Ok(context) => context,
        Err(failure) => return failure.report(),
    };
    let result = match cli.command {
        Command::Build(args) => build::run(&context, &args),
        Command::Bundle(args) => bundle::run(&context, &args),
        Command::Check(args) => check::run(&context, &args),
        Command::List(args) => list::run(&context, &args),
        Command::Verify(args) => verify::run(&context, &args),
        Command::Rollback(args) => rollback::run(&context, &args),
        Command::Search(args) => search::run(&context, &args),
        Command::Serve(args) => serve::run(&context, &args),
        Command::New(args) => new::run(&context, &args),
        Command::Owners(args) => owners::run(&context, &args),
        Command::Import(args) => import::run(&context, &args),
        Command::Rename(args) => rename::run(&context, &args),
        Command::Diff(args) => diff::run(&context, &args),
        Command::Hosting(args) => hosting::run(&context, &args),
        Command::Init(args) => init::run(&context, &args),
        Command::Schema(args) => schema::run(&context, &args),
        Command::Explain(args) => explain::run(&context, &args),
    };
    result.unwrap_or_else(|failure| context.fail(&failure))
}
