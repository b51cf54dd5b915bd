//! The handbook and its built site, as tests read them.

use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use assert_cmd::Command;
use html5gum::{StartTag, Token, Tokenizer};
use lathund::kind::Audience;
use lathund::parse::Document;
use lathund::pipeline::{self, Loaded, Project};
use lathund::source::Sources;
use serde_json::Value;

/// The day on which the handbook is read, so that no test grows old.
pub(crate) const TODAY: jiff::civil::Date = jiff::civil::date(2026, 11, 21);

/// The folder with `Cargo.toml`.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A text file of the project.
pub(crate) fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A YAML file of the project.
pub(crate) fn yaml(path: &str) -> Document {
    let text = text(path);
    let sources = Sources::from_texts([("data.yaml", text.as_str())]);
    let (document, faults) = lathund::parse::parse(&sources.files[0]);
    assert!(faults.is_empty(), "{path}: {faults:?}");
    document
}

/// The handbook, linked and checked.
pub(crate) fn handbook() -> &'static Loaded {
    static LOADED: OnceLock<Loaded> = OnceLock::new();
    LOADED.get_or_init(|| {
        let project = Project {
            root: root(),
            content: root().join("content"),
            skip: Vec::new(),
            today: TODAY,
            audience: Audience::Intern,
        };
        pipeline::load(&project).unwrap()
    })
}

/// The entries of a kind as `lathund list` gives them; without a kind, the kinds themselves.
pub(crate) fn list(kind: &str) -> Vec<Value> {
    let mut list = Command::cargo_bin("lathund").unwrap();
    list.arg("--root").arg(root()).args(["--date", &TODAY.to_string(), "list"]);
    list.args(Some(kind).filter(|kind| !kind.is_empty())).args(["--format", "json"]);
    serde_json::from_slice(&list.assert().success().get_output().stdout).unwrap()
}

/// A page of the built site.
#[derive(Default)]
pub(crate) struct Page {
    /// The words in its main part, with single blanks between them.
    pub(crate) text: String,
    /// Where its links lead.
    pub(crate) links: Vec<Link>,
}

/// A link to a page of the same site.
pub(crate) struct Link {
    /// The id of the part that the link stands in.
    pub(crate) part: String,
    /// The page that it leads to.
    pub(crate) path: String,
    /// The part of that page.
    pub(crate) anchor: String,
}

/// The pages of the built site by path.
pub(crate) fn site() -> &'static BTreeMap<String, Page> {
    static SITE: OnceLock<BTreeMap<String, Page>> = OnceLock::new();
    SITE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("site");
        let mut build = Command::cargo_bin("lathund").unwrap();
        build.arg("--root").arg(root()).args(["--date", &TODAY.to_string()]);
        build.args(["build", "--output"]).arg(&output).assert().success();
        let mut pages = BTreeMap::new();
        collect(&output, &output, &mut pages);
        pages
    })
}

/// How many clicks lead from the start page to each page.
pub(crate) fn clicks() -> BTreeMap<&'static str, usize> {
    let mut clicks = BTreeMap::from([("index.html", 0)]);
    let mut waiting = VecDeque::from(["index.html"]);
    while let Some(path) = waiting.pop_front() {
        let next = clicks[path] + 1;
        for link in &site()[path].links {
            if site().contains_key(&link.path) && !clicks.contains_key(link.path.as_str()) {
                clicks.insert(&link.path, next);
                waiting.push_back(&link.path);
            }
        }
    }
    clicks
}

fn collect(folder: &Path, root: &Path, pages: &mut BTreeMap<String, Page>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, root, pages);
        } else if path.extension().is_some_and(|end| end == "html") {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            let page = read(&name, &std::fs::read_to_string(&path).unwrap());
            pages.insert(name, page);
        }
    }
}

fn read(path: &str, html: &str) -> Page {
    let mut page = Page::default();
    let mut part = String::new();
    let (mut main, mut silent) = (0_usize, 0_usize);
    for token in Tokenizer::new(html).flatten() {
        match token {
            Token::StartTag(start) => {
                let name = words(&start.name);
                main += usize::from(name == "main");
                silent += usize::from(name == "script" || name == "style");
                part = attribute(&start, "id").unwrap_or(part);
                if let Some(href) = attribute(&start, "href").filter(|_| name == "a") {
                    page.links.extend(link(path, &part, &href));
                }
                page.text.push(' ');
            }
            Token::EndTag(end) => {
                let name = words(&end.name);
                main = main.saturating_sub(usize::from(name == "main"));
                silent = silent.saturating_sub(usize::from(name == "script" || name == "style"));
                if !INLINE.contains(&name.as_str()) {
                    page.text.push(' ');
                }
            }
            Token::String(text) if main > 0 && silent == 0 => page.text.push_str(&words(&text)),
            Token::String(_) | Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    page.text = page.text.split_whitespace().collect::<Vec<_>>().join(" ");
    page
}

/// Elements that end inside a word or before a full stop.
const INLINE: [&str; 8] = ["a", "abbr", "b", "code", "em", "i", "span", "strong"];

fn link(from: &str, part: &str, href: &str) -> Option<Link> {
    if href.contains(':') || href.starts_with("//") {
        return None;
    }
    let (path, anchor) = href.split_once('#').unwrap_or((href, ""));
    let path = path.split('?').next().unwrap_or(path);
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for piece in path.split('/').filter(|piece| !piece.is_empty() && *piece != ".") {
        if piece == ".." {
            parts.pop();
        } else {
            parts.push(piece);
        }
    }
    let path = if path.is_empty() { from.to_owned() } else { parts.join("/") };
    Some(Link { part: part.to_owned(), path, anchor: anchor.to_owned() })
}

fn attribute(start: &StartTag<()>, name: &str) -> Option<String> {
    start.attributes.iter().find(|(key, _)| words(key) == name).map(|(_, value)| words(value))
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
