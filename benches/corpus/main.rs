//! Writes a handbook of any size, always the same for the same arguments, to measure with.
//!
//! ```sh
//! cargo run --release --example corpus -- plain 10000 DIR           # Markdown pages
//! cargo run --release --example corpus -- plain 10000 DIR --links html   # for other generators
//! cargo run --release --example corpus -- mixed 1000 DIR            # entries of many kinds
//! ```
#![expect(clippy::disallowed_methods, reason = "a tool that writes files")]
#![expect(clippy::print_stderr, reason = "a tool for the terminal")]

mod mixed;
mod plain;
mod words;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// A file to write: path below the folder, text.
type Files = Vec<(String, String)>;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let (files, folder) = match args.as_slice() {
        ["plain", count, folder] => (count.parse().map(|count| plain::files(count, "md")), folder),
        ["plain", count, folder, "--links", end] => {
            (count.parse().map(|count| plain::files(count, end)), folder)
        }
        ["mixed", count, folder] => (count.parse().map(mixed::files), folder),
        _ => {
            eprintln!("usage: corpus plain|mixed COUNT DIR [--links md|html]");
            return ExitCode::from(2);
        }
    };
    let written = files
        .map_err(|error| error.to_string())
        .and_then(|files| write(&PathBuf::from(folder), &files).map_err(|error| error.to_string()));
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("corpus: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write(folder: &Path, files: &Files) -> std::io::Result<()> {
    for (path, text) in files {
        let file = folder.join(path);
        fs::create_dir_all(file.parent().unwrap_or(folder))?;
        fs::write(file, text)?;
    }
    Ok(())
}
