//! The `lathund` command: arguments in, exit code out.

use std::process::ExitCode;

use clap::Parser;
use lathund::commands::{self, Cli, Environment};
use mimalloc::MiMalloc;

/// A build is millions of short strings, made on one thread and dropped on another.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    ExitCode::from(commands::run(Cli::parse(), &environment()))
}

/// Reads clock and environment, once for the whole run.
fn environment() -> Environment {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where clock and variables are read"
    )]
    let (now, epoch, no_color) = (
        jiff::Zoned::now(),
        std::env::var("SOURCE_DATE_EPOCH").ok(),
        std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()),
    );
    let fixed = epoch
        .and_then(|seconds| seconds.parse().ok())
        .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok())
        .map(|stamp| stamp.to_zoned(jiff::tz::TimeZone::UTC).date());
    Environment { today: fixed.unwrap_or_else(|| now.date()), no_color }
}
