//! How commands speak: lines for people on standard error, machine output on standard output.

use std::borrow::Cow;
use std::io::Write;

/// Writes a line for people. A closed pipe is no reason to fail.
pub(super) fn say(line: &str) {
    show(&tamed(line));
}

/// Writes a line whose colours are our own.
pub(super) fn show(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// Writes machine output.
pub(super) fn print(text: &str) {
    let _ = std::io::stdout().lock().write_all(tamed(text).as_bytes());
}

/// Words without what would steer a terminal: they may quote content and name files.
fn tamed(text: &str) -> Cow<'_, str> {
    let steers = |sign: char| sign.is_control() && !"\n\r\t".contains(sign);
    if text.contains(steers) { text.replace(steers, "\u{fffd}").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_quoted_steers_a_terminal() {
        assert_eq!(tamed("a\tb\n"), "a\tb\n");
        assert_eq!(tamed("a\u{1b}[2J\u{9b}\u{7}b"), "a\u{fffd}[2J\u{fffd}\u{fffd}b");
    }
}
