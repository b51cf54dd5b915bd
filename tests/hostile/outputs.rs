//! Looks at every file of a built site for what could run, ask or count elsewhere.

use std::fs;
use std::io::Read;
use std::path::Path;

use html5gum::{Token, Tokenizer};

/// All files below a folder: path and bytes.
pub(crate) fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                found.push((name, fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// What is wrong with the files of a site.
pub(crate) fn faults(public: &Path) -> Vec<String> {
    let mut faults = Vec::new();
    for (path, bytes) in files(public) {
        let end = path.rsplit('.').next().unwrap_or_default();
        let found = match end {
            "html" => page(&String::from_utf8(bytes).unwrap()),
            "json" => json(&bytes),
            "csv" => table(&bytes),
            "ics" => calendar(&String::from_utf8(bytes).unwrap()),
            "xlsx" | "docx" => office(bytes),
            "atom" => feed(&String::from_utf8(bytes).unwrap()),
            _ => Vec::new(),
        };
        faults.extend(found.into_iter().map(|fault| format!("{path}: {fault}")));
    }
    faults
}

const NEVER: [&str; 14] = [
    "iframe",
    "object",
    "embed",
    "applet",
    "base",
    "frame",
    "frameset",
    "style",
    "math",
    "xmp",
    "plaintext",
    "marquee",
    "foreignobject",
    "animate",
];

const ADDRESSES: [&str; 10] = [
    "href",
    "src",
    "action",
    "formaction",
    "srcset",
    "poster",
    "data",
    "xlink:href",
    "background",
    "ping",
];

fn page(html: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut data = None;
    for token in Tokenizer::new(html) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let attributes: Vec<(String, String)> = tag
                    .attributes
                    .iter()
                    .map(|(key, value)| {
                        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                        (text(key), text(value))
                    })
                    .collect();
                let get = |wanted: &str| {
                    attributes
                        .iter()
                        .find(|(key, _)| key == wanted)
                        .map(|(_, value)| value.as_str())
                };
                if NEVER.contains(&&*name) {
                    faults.push(format!("the element {name}"));
                }
                // A page that has moved leads to its new place in the site.
                let moved = get("http-equiv") == Some("refresh")
                    && get("content").and_then(|to| to.strip_prefix("0; url=")).is_some_and(|to| {
                        !to.contains(':') && !to.starts_with('/') && !to.starts_with('\\')
                    });
                if name == "meta" && get("http-equiv").is_some() && !moved {
                    faults.push("a meta element that acts as a header".to_owned());
                }
                if name == "script" {
                    match (get("src"), get("type")) {
                        (Some(src), None) if src.trim_start_matches("../").starts_with("js/") => {}
                        (Some(src), None) if is_data(src) => {}
                        (None, Some("application/json")) => data = Some(String::new()),
                        other => faults.push(format!("a script {other:?}")),
                    }
                }
                for (key, value) in &attributes {
                    if let Some(fault) = attribute(&name, key, value) {
                        faults.push(fault);
                    }
                }
            }
            Token::String(text) => {
                if let Some(data) = &mut data {
                    data.push_str(&String::from_utf8_lossy(&text));
                }
            }
            Token::EndTag(tag) if &**tag.name == b"script" => {
                if let Some(data) = data.take() {
                    faults.extend(json(data.as_bytes()));
                }
            }
            _ => {}
        }
    }
    faults
}

/// Whether a script is one of the data files that the built site brings along.
fn is_data(src: &str) -> bool {
    let path = src.trim_start_matches("../");
    !path.contains("..")
        && !path.contains(':')
        && path.rsplit_once('.').is_some_and(|(_, end)| end == "js")
}

fn attribute(element: &str, key: &str, value: &str) -> Option<String> {
    if key.starts_with("on") || ["style", "srcdoc", "is", "nonce"].contains(&key) {
        return Some(format!("the attribute {key}={value:?} of {element}"));
    }
    if !ADDRESSES.contains(&key) {
        return None;
    }
    // As a browser reads it: what it leaves out of an address does not count.
    let address: String =
        value.chars().filter(|sign| !sign.is_control() && !sign.is_whitespace()).collect();
    let lower = address.to_lowercase();
    let start = lower.split(['/', '?', '#']).next().unwrap_or_default();
    let scheme = start.split_once(':').map(|(scheme, _)| scheme);
    let elsewhere = lower.starts_with("//") || lower.starts_with('\\') || lower.starts_with("/\\");
    let fine = match scheme {
        // From a disk, `//host` is a machine in the network.
        None => !elsewhere,
        Some("http" | "https" | "mailto" | "tel") => element == "a",
        Some(_) => false,
    };
    (!fine).then(|| format!("the address {value:?} of {element}"))
}

fn json(bytes: &[u8]) -> Vec<String> {
    match serde_json::from_slice::<serde_json::Value>(bytes) {
        Ok(_) => Vec::new(),
        Err(error) => vec![format!("no JSON: {error}")],
    }
}

/// What a spreadsheet may take for the beginning of a formula.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'];

fn table(bytes: &[u8]) -> Vec<String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes);
    let formula =
        |cell: &str| cell.starts_with(FORMULA) && cell.replace(',', ".").parse::<f64>().is_err();
    let mut faults = Vec::new();
    for row in reader.records() {
        let row = row.unwrap();
        faults.extend(
            row.iter().filter(|cell| formula(cell)).map(|cell| format!("formula {cell:?}")),
        );
    }
    faults
}

fn calendar(text: &str) -> Vec<String> {
    let fits = |line: &str| {
        let name = line.split([':', ';']).next().unwrap_or_default();
        let known = !name.is_empty() && name.bytes().all(|b| b.is_ascii_uppercase() || b == b'-');
        line.len() <= 75 && (line.starts_with(' ') || known) && !line.contains(['\n', '\r'])
    };
    let lines = text.trim_end_matches("\r\n").split("\r\n");
    lines.filter(|line| !fits(line)).map(|line| format!("the line {line:?}")).collect()
}

fn office(bytes: Vec<u8>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut parts = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    for at in 0..parts.len() {
        let mut part = parts.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        if ["<f>", "<f ", "<script", "<!DOCTYPE", "<!ENTITY", "w:instrText"]
            .iter()
            .any(|bad| text.contains(bad))
        {
            faults.push(format!("{name} holds a formula, a field or markup"));
        }
        for target in text.split("Target=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let start = target.split(['/', '?', '#']).next().unwrap_or_default().to_lowercase();
            let known = ["http:", "https:", "mailto:", "tel:"];
            if start.contains(':') && !known.iter().any(|scheme| start.starts_with(scheme)) {
                faults.push(format!("{name} leads to {target:?}"));
            }
        }
    }
    faults
}

fn feed(text: &str) -> Vec<String> {
    let bad = ["<script", "<!DOCTYPE", "<!ENTITY", "<?xml-stylesheet", " onclick=\""];
    bad.iter().filter(|bad| text.contains(**bad)).map(|bad| format!("holds {bad}")).collect()
}
