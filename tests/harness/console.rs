//! `console` expectations: the real binary in a folder of its own.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Output};

use super::Files;

/// Runs command lines one after the other in a new folder that holds `files`.
pub(crate) fn run(files: &Files, commands: &[String]) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("made");
        std::fs::write(path, text).expect("a file of the case can be written");
    }
    let mut out = String::new();
    for command in commands {
        let output = run_one(folder.path(), command);
        let _ = writeln!(out, "$ lathund{command}");
        for stream in [&output.stdout, &output.stderr] {
            let text = String::from_utf8_lossy(stream);
            let text = text.replace(&*folder.path().to_string_lossy(), ".");
            for line in text.lines() {
                let _ = writeln!(out, "{}", line.trim_end());
            }
        }
        let _ = writeln!(out, "exit {}", output.status.code().unwrap_or(-1));
    }
    out.trim_end().to_owned()
}

/// Nothing of the developer's machine decides what a command prints.
fn run_one(folder: &Path, command: &str) -> Output {
    let mut process = Command::new(env!("CARGO_BIN_EXE_lathund"));
    process.args(words(command)).current_dir(folder).env_clear();
    process.env("NO_COLOR", "1").env("HOME", folder).env("LANG", "C.UTF-8");
    if let Some(path) = std::env::var_os("PATH") {
        process.env("PATH", path);
    }
    process.output().expect("the program can be started")
}

/// The words of a command line; double quotes keep blanks together.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quoted = false;
    for c in command.chars() {
        match c {
            '"' => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            c if c.is_whitespace() && !quoted => words.extend(word.take()),
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

/// Whether the lines are equal; `[..]` in an expected line stands for anything.
pub(crate) fn matches(expected: &str, actual: &str) -> bool {
    let (expected, actual): (Vec<_>, Vec<_>) =
        (expected.lines().collect(), actual.lines().collect());
    expected.len() == actual.len()
        && expected.iter().zip(&actual).all(|(expected, actual)| line_matches(expected, actual))
}

/// What is written into the case: the new lines, with `[..]` where the old ones had it and still
/// fit.
pub(crate) fn updated(expected: &str, actual: &str) -> String {
    let loose: Vec<&str> = expected.lines().filter(|line| line.contains("[..]")).collect();
    let kept = |line: &str| loose.iter().find(|loose| line_matches(loose, line)).copied();
    let lines: Vec<&str> = actual.lines().map(|line| kept(line).unwrap_or(line)).collect();
    lines.join("\n")
}

fn line_matches(expected: &str, actual: &str) -> bool {
    let Some((start, rest)) = expected.split_once("[..]") else { return expected == actual };
    let Some(tail) = actual.strip_prefix(start) else { return false };
    let ends = tail.char_indices().map(|(at, _)| at).chain([tail.len()]);
    ends.into_iter().any(|at| line_matches(rest, &tail[at..]))
}

#[test]
fn a_command_line_is_split_at_blanks_outside_quotes() {
    assert_eq!(words(" new role \"Chef för it\" --x"), ["new", "role", "Chef för it", "--x"]);
}

#[test]
fn two_dots_in_brackets_stand_for_anything() {
    assert!(line_matches("3 sidor på [..] ms, [..]", "3 sidor på 12 ms, 4 filer"));
    assert!(!line_matches("3 sidor på [..] ms", "3 sidor på 12 s"));
}

#[test]
fn an_update_keeps_what_was_left_open() {
    assert_eq!(updated("gammal\npå [..] ms", "ny\npå 12 ms\nexit 0"), "ny\npå [..] ms\nexit 0");
}
