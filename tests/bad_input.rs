//! Input that no editor means: it is told of, in bounded memory, and nothing breaks.
//!
//! Each file stands alone in a site and is checked by the binary in a process that may use one
//! gibibyte. Times are printed (`--nocapture`), not judged: machines differ.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "tests write the files that they check")]
#![expect(clippy::print_stdout, reason = "times are told, not judged")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::process::{Command, Output};
use std::time::Instant;

use serde_json::Value;

/// The address space of a check, in kibibytes.
const MEMORY: usize = 1024 * 1024;

/// Checks a site of one file; gives the codes with their places, in order.
fn check(path: &str, bytes: &[u8]) -> Vec<String> {
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("content").join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, bytes).unwrap();
    let begun = Instant::now();
    let Output { status, stdout, stderr } = Command::new("sh")
        .arg("-c")
        .arg(format!("ulimit -v {MEMORY}; exec \"$0\" \"$@\""))
        .arg(env!("CARGO_BIN_EXE_lathund"))
        .arg("--root")
        .arg(root.path())
        .args(["--date", "2026-11-21", "check", "--format", "json"])
        .output()
        .unwrap();
    println!("{path}, {} bytes: {} ms", bytes.len(), begun.elapsed().as_millis());
    let said = String::from_utf8_lossy(&stderr);
    assert!(matches!(status.code(), Some(0 | 1)), "{path}: {status}\n{said}");
    let faults: Value = serde_json::from_slice(&stdout).unwrap();
    let faults = faults.as_array().unwrap();
    faults
        .iter()
        .map(|fault| {
            format!("{}:{} {}", fault["line"], fault["column"], fault["code"].as_str().unwrap())
        })
        .collect()
}

/// The codes alone, each once.
fn codes(path: &str, bytes: &[u8]) -> Vec<String> {
    let mut codes: Vec<String> = check(path, bytes)
        .into_iter()
        .filter_map(|fault| Some(fault.split_once(' ')?.1.to_owned()))
        .collect();
    codes.sort();
    codes.dedup();
    codes
}

const TERM: &str = "title: Avrop\nstatus: utkast\ndefinition: Köp mot ett ramavtal.\n";

#[test]
fn what_windows_writes_is_fine() {
    let text = format!("\u{feff}{}", TERM.replace('\n', "\r\n"));
    assert_eq!(check("ordlista/avrop.yaml", text.as_bytes()), Vec::<String>::new());
    let page = "\u{feff}---\r\ntitle: Sida\r\n---\r\n\r\nText.\r\n";
    assert_eq!(check("sida.md", page.as_bytes()), Vec::<String>::new());
}

#[test]
fn words_that_others_take_for_yes_and_no_stay_words() {
    for word in ["nej", "no", "on", "yes", "off", "y", "null-tjänst"] {
        let text = format!("title: {word}\nstatus: utkast\ndefinition: {word}\n");
        assert_eq!(check("ordlista/ord.yaml", text.as_bytes()), Vec::<String>::new(), "{word}");
    }
    for word in ["no", "on", "yes", "off", "False"] {
        let text = format!("title: Chef\nstatus: utkast\nmay_decide: {word}\n");
        assert_eq!(check("roller/chef.yaml", text.as_bytes()), ["3:13 wrong-type"], "{word}");
    }
}

#[test]
fn what_is_not_text_is_refused() {
    assert_eq!(codes("a.md", b"---\ntitle: \xff\xfe\n---\n"), ["unreadable-file"]);
    assert_eq!(codes("ordlista/a.yaml", b"title: \xc3\n"), ["unreadable-file"]);
    assert!(!codes("ordlista/a.yaml", b"title: a\x00b\nstatus: utkast\n").is_empty());
}

#[test]
fn a_text_with_an_end_that_is_not_read_is_told_of() {
    for name in ["a.markdown", "a.MD", "ordlista/a.Yaml"] {
        assert_eq!(codes(name, b"title: A\n"), ["unreadable-file"], "{name}");
    }
}

#[test]
fn days_and_numbers_that_do_not_exist_are_told_of() {
    let text = "title: A\nstatus: utkast\nreviewed_on: 2026-02-30\n";
    assert_eq!(check("ordlista/a.yaml", text.as_bytes()), ["3:14 impossible-date"]);
    for number in ["1e999", "99999999999999999999999", "-1", "0x10", "1_000", ".inf", ".nan"] {
        let text = format!("title: A\nstatus: utkast\nreview_interval: {number}\n");
        let found = check("ordlista/a.yaml", text.as_bytes());
        assert_eq!(found.len(), 1, "{number}: {found:?}");
        assert!(found[0].starts_with("3:18 "), "{number}: {found:?}");
    }
}

#[test]
fn deep_nesting_is_refused_or_harmless() {
    let deep = 10_000;
    for (open, close) in [("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", "")] {
        let text = format!("title: {}x{}\n", open.repeat(deep), close.repeat(deep));
        assert!(!codes("ordlista/a.yaml", text.as_bytes()).is_empty(), "{open}");
    }
    let lines: String = (0..deep).map(|at| format!("{}a:\n", " ".repeat(at % 2_000))).collect();
    assert!(!codes("ordlista/a.yaml", lines.as_bytes()).is_empty());
    for part in [
        "> ", "- ", "[", "![", "*", "**", "_", "`", "<b>", "[[", "](", "\\", "&", "| ", "~", "(",
        "<!--", "1. ",
    ] {
        let text = format!("---\ntitle: A\n---\n\n{}x\n", part.repeat(deep));
        check("a.md", text.as_bytes());
    }
}

#[test]
fn aliases_are_refused_before_they_multiply() {
    let mut bomb = "title: A\na: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (from, to) in ('a'..'i').zip('b'..'j') {
        let many = vec![format!("*{from}"); 9].join(", ");
        bomb.push_str(&format!("{to}: &{to} [{many}]\n"));
    }
    let found = codes("ordlista/a.yaml", bomb.as_bytes());
    assert!(
        found.contains(&"yaml-alias".to_owned()) || found.contains(&"yaml-syntax".to_owned()),
        "{found:?}"
    );
    assert!(!codes("ordlista/a.yaml", b"title: A\n<<: {status: utkast}\n").is_empty());
}

#[test]
fn shapes_that_do_not_fit_are_told_of_once() {
    assert!(!codes("ordlista/a.yaml", b"- title: A\n- - b\n").is_empty());
    assert!(!codes("ordlista/a.yaml", b"just a line\n").is_empty());
    assert!(!codes("a.md", b"---\ntitle: A\n\nText utan slut\n").is_empty());
    assert!(!codes("ordlista/a.yaml", b"title: A\ntitle: B\nstatus: utkast\n").is_empty());
    assert!(!codes("ordlista/a.yaml", b"title:\n\t- A\n").is_empty());
}

#[test]
fn very_large_files_are_refused_or_read() {
    let line = "Ett avtal om it-stöd och en lång rad med ord.\n";
    let large = format!("---\ntitle: A\n---\n\n{}", line.repeat(100 * 1024 * 1024 / line.len()));
    assert_eq!(codes("a.md", large.as_bytes()), ["unreadable-file"]);
    let long = format!("---\ntitle: A\n---\n\n{}\n", "ord ".repeat(1_000_000));
    check("a.md", long.as_bytes());
    let many = "- { id: a, title: A, status: utkast, definition: B }\n".repeat(20_000);
    assert!(!codes("ordlista.yaml", many.as_bytes()).is_empty());
    let keys: String = (0..50_000).map(|key| format!("key{key}: 1\n")).collect();
    assert!(!codes("ordlista/a.yaml", keys.as_bytes()).is_empty());
}
