//! How commands speak: lines for people on standard error, machine output on standard output.

use std::io::Write;

/// Writes a line for people. A closed pipe is no reason to fail.
pub(super) fn say(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// Writes machine output.
pub(super) fn print(text: &str) {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}
