//! What is fuzzed (`scripts/fuzz`): each target takes any bytes, and panics when something does not
//! hold that always should. Every test run replays the inputs that were worth keeping
//! (`fuzz/corpus`). Not part of the program: compiled for tests and for fuzzing only.

mod safe;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::LazyLock;

use jiff::civil::{Date, date};

use crate::diagnostic::{Diagnostic, FileId};
use crate::exchange::import::{self, Request, table};
use crate::kind::Audience;
use crate::kind::condition::{Condition, Known};
use crate::kind::value::Value;
use crate::locale::Lang;
use crate::parse::markdown::{self, raw};
use crate::parse::yaml::{self, Node};
use crate::pipeline::{self, Loaded};
use crate::render::highlight::Blocks;
use crate::render::markdown as html;
use crate::report::short;
use crate::search::Index;
use crate::serve;
use crate::source::{SourceFile, Sources};

const TODAY: Date = date(2026, 11, 21);

/// A target.
pub type Target = fn(&[u8]);

/// All targets by name.
pub const TARGETS: [(&str, Target); 9] = [
    ("yaml", yaml),
    ("front-matter", front_matter),
    ("markdown", markdown),
    ("site", site),
    ("conditions", conditions),
    ("csv", csv),
    ("xlsx", xlsx),
    ("request", request),
    ("query", query),
];

fn text(data: &[u8]) -> String {
    String::from_utf8_lossy(data).into_owned()
}

fn source(address: &str, text: String) -> SourceFile {
    SourceFile::new(FileId(0), format!("content/{address}"), address.to_owned(), text)
}

/// The place of a fault can be shown.
fn check_place(range: &Range<usize>, text: &str) {
    assert!(text.get(range.clone()).is_some(), "{range:?} of {} bytes", text.len());
}

fn check_faults(faults: &[Diagnostic], text: &str) {
    for fault in faults {
        check_place(&fault.span.range(), text);
    }
}

/// A YAML file: every node stands in the text, nothing is deep, and what is read quickly is what the
/// parser reads.
fn yaml(data: &[u8]) {
    fn walk(node: &Node, text: &str, depth: usize) {
        assert!(depth <= 32, "deeper than is allowed");
        check_place(&node.span.range(), text);
        for item in node.list().unwrap_or_default() {
            walk(item, text, depth + 1);
        }
        for (key, value) in node.map().unwrap_or_default() {
            check_place(&key.span.range(), text);
            walk(value, text, depth + 1);
        }
    }
    let text = text(data);
    let (node, faults) = yaml::parse(FileId(0), &text, 0);
    check_faults(&faults, &text);
    let (parsed, more) = yaml::parsed(FileId(0), &text, 0);
    assert_eq!((&node, faults.len()), (&parsed, more.len()), "read in two ways");
    if let Some(node) = node {
        walk(&node, &text, 0);
    }
}

/// A Markdown file with its front matter.
fn front_matter(data: &[u8]) {
    let source = source("a.md", text(data));
    let (document, faults) = crate::parse::parse(&source);
    check_faults(&faults, source.text());
    if let Some(body) = document.body {
        check_place(&body, source.text());
    }
}

/// Answers for a handbook in which some things are there and some are not.
struct Answers;

impl html::Links for Answers {
    fn link(&self, request: &html::Request<'_>) -> html::Resolved {
        match request.dest.len() % 3 {
            0 => html::Resolved::Missing { text: request.dest.to_owned() },
            1 => html::Resolved::To(html::Target {
                href: request.dest.to_owned(),
                text: Some(request.dest.to_owned()),
                class: "ref",
                title: Some(request.dest.to_owned()),
            }),
            _ => html::Resolved::Html("<a href=\"v\">1</a>".to_owned()),
        }
    }

    fn image(&self, request: &html::Request<'_>) -> Option<html::Picture> {
        let src = request.dest.to_owned();
        src.len().is_multiple_of(2).then_some(html::Picture { src, size: None })
    }

    fn block(&self, _: Range<usize>) -> String {
        "<p>tabell</p>".to_owned()
    }
}

static WORDS: LazyLock<html::Words> = LazyLock::new(|| html::Words {
    anchor: "Länk till".to_owned(),
    table: "Tabell".to_owned(),
    footnotes: "Fotnoter".to_owned(),
    footnote: "Fotnot".to_owned(),
    back: "Tillbaka".to_owned(),
    alerts: ["Observera", "Tips", "Viktigt", "Varning", "Fara"].map(str::to_owned),
    readers: ["oppen", "intern", "begransad"].map(|id| (id, format!("För {id}"))),
});

/// A text: its HTML is safe, its anchors are those that were found, its links have places.
fn markdown(data: &[u8]) {
    let text = text(data);
    let scan = markdown::scan(&text, 0..text.len());
    for link in &scan.links {
        check_place(&link.span, &text);
    }
    for tag in &scan.raw_html {
        check_place(&tag.span, &text);
    }
    assert!(raw::pieces(&text).count() <= text.len());
    let terms = html::terms::Terms::new([html::terms::Term {
        path: "ordlista.html#avtal".to_owned(),
        phrases: vec!["avtal".to_owned(), "a".to_owned()],
    }]);
    let code = Blocks::default();
    let options = html::Options {
        skip_title: false,
        shift: 0,
        root: "../",
        words: &WORDS,
        code: &code,
        terms: Some(&terms),
    };
    let mut state = html::PageState::default();
    let page = html::html(&text, &scan, &Answers, &options, &mut state);
    assert_eq!(safe::fault(&page), None, "\n{page}");
}

/// A whole site: files after lines `%%% address`.
fn site(data: &[u8]) {
    let text = text(data);
    let mut files: BTreeMap<&str, &str> = BTreeMap::new();
    for part in text.split("%%% ").skip(1) {
        let (address, text) = part.split_once('\n').unwrap_or((part, ""));
        files.insert(address.trim(), text);
    }
    let loaded = understand(files.iter().map(|(address, text)| (*address, *text)));
    for fault in &loaded.faults {
        check_place(&fault.span.range(), loaded.sources.file(fault.span.file).text());
    }
    short::render(&loaded.faults, &loaded.sources, Lang::Sv);
}

fn understand<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Loaded {
    pipeline::understand(Sources::from_texts(texts), Vec::new(), TODAY, Audience::Intern)
}

/// A condition, and what is told after it: what is settled stays so when more is told, and a
/// condition reads back as it was written.
fn conditions(data: &[u8]) {
    let text = text(data);
    let (Some(node), _) = yaml::parse(FileId(0), &text, 0) else { return };
    let mut faults = Vec::new();
    let when = node.get("when").unwrap_or(&node);
    let Some(condition) = Condition::read(when, &mut faults) else { return };
    check_faults(&faults, &text);
    let told: Vec<(String, Value)> = node
        .get("told")
        .and_then(Node::map)
        .unwrap_or_default()
        .iter()
        .filter_map(|(key, value)| Some((key.text.clone(), of_word(&value.scalar()?.text))))
        .collect();
    let value = |key: &str| told.iter().find(|(told, _)| told == key).map(|(_, value)| value);
    let all = condition.judge(&|key| Known::Told(value(key)));
    assert!(all.is_some(), "what is told leaves nothing open");
    let some = condition.judge(&|key| value(key).map_or(Known::Open, |v| Known::Told(Some(v))));
    assert!(some.is_none() || some == all, "more facts turned {some:?} into {all:?}");
    let data = condition.data().to_string();
    let (again, _) = yaml::parse(FileId(0), &data, 0);
    let again = again.and_then(|node| Condition::read(&node, &mut Vec::new()));
    if let Some(again) = again {
        assert_eq!(again.data().to_string(), data);
    }
}

fn of_word(word: &str) -> Value {
    match (word.parse::<i64>(), word.parse::<f64>(), word.parse::<Date>()) {
        (Ok(number), ..) => Value::Integer(number),
        (_, Ok(number), _) => Value::Number(number),
        (.., Ok(day)) => Value::Date(day),
        _ if word == "okant" => Value::Unknown,
        _ if word == "true" => Value::Boolean(true),
        _ => Value::Text(word.to_owned()),
    }
}

static HANDBOOK: LazyLock<Loaded> = LazyLock::new(|| {
    understand([
        ("handbok.yaml", "name: Handboken\nowner: agare\n"),
        ("roller/agare.yaml", "title: Ägare\nstatus: utkast\n"),
        ("system/vaxel.yaml", "title: Växel\nstatus: utkast\naliases: [telefonväxel]\n"),
        ("avtal.md", "---\ntitle: Avtal\n---\n\nAvtal för personuppgifter.\n"),
    ])
});

static INDEX: LazyLock<Option<Index>> = LazyLock::new(|| pipeline::search_index(&HANDBOOK).ok());

/// A spreadsheet as CSV, made into entries that are read again.
fn csv(data: &[u8]) {
    let Ok(table) = table::csv(&text(data)) else { return };
    // One of them for each input: entries are judged with a whole handbook, which takes its time.
    let name = if data.len().is_multiple_of(2) { "system" } else { "term" };
    let request = Request { kind: name, name, table: &table, map: &[] };
    if let Ok(made) = import::import(&HANDBOOK, request) {
        let (_, faults) = yaml::parse(FileId(0), &made.text, 0);
        assert!(faults.is_empty(), "{faults:?}\n{}", made.text);
    }
}

/// A workbook; bytes that are none become the sheet of one.
fn xlsx(data: &[u8]) {
    use std::io::{Cursor, Write};
    let bytes = if data.starts_with(b"PK") {
        data.to_vec()
    } else {
        let mut book = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored);
        let strings: &[u8] = b"<sst uniqueCount=\"1\"><si><t>title</t></si></sst>";
        for (name, part) in [
            ("_rels/.rels", ROOT),
            ("xl/workbook.xml", WORKBOOK),
            ("xl/_rels/workbook.xml.rels", RELATIONS),
            ("xl/sharedStrings.xml", strings),
            ("xl/worksheets/sheet1.xml", data),
        ] {
            if book.start_file(name, options).is_err() || book.write_all(part).is_err() {
                return;
            }
        }
        let Ok(bytes) = book.finish() else { return };
        bytes.into_inner()
    };
    if let Ok(table) = table::xlsx(&bytes) {
        let width = table.header.len();
        assert!(table.rows.iter().all(|(_, row)| row.len() == width), "a table has columns");
    }
}

const WORKBOOK: &[u8] = b"<workbook xmlns:r=\"r\"><sheets>\
    <sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
const ROOT: &[u8] = b"<Relationships><Relationship Id=\"rId1\" \
    Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
    Target=\"xl/workbook.xml\"/></Relationships>";
const RELATIONS: &[u8] = b"<Relationships><Relationship Id=\"rId1\" \
    Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" \
    Target=\"worksheets/sheet1.xml\"/></Relationships>";

/// What a client sends: the answer is one answer, and nothing from outside the folder.
fn request(data: &[u8]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/handbok/static");
    let Some(answer) = serve::answer(&root, 4000, data) else { return };
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n");
    let head = answer.get(..end.unwrap_or_default()).unwrap_or_default();
    let head = String::from_utf8_lossy(head);
    assert!(head.starts_with("HTTP/1.1 "), "{head}");
    for line in head.split("\r\n") {
        assert!(!line.chars().any(char::is_control), "{line:?}");
    }
    for name in ["Content-Length", "Content-Security-Policy", "Content-Type"] {
        assert_eq!(head.matches(&format!("\r\n{name}: ")).count(), 1, "{name} in {head}");
    }
}

/// Words that somebody searches for.
fn query(data: &[u8]) {
    let Some(index) = &*INDEX else { return };
    let results = index.search(&text(data));
    // 400 signs are read, and a word with hyphens can be as many words as it has hyphens.
    assert!(results.terms.len() <= 200);
    assert!(results.hits.windows(2).all(|two| two[0].score >= two[1].score), "best first");
}

#[cfg(test)]
mod tests {
    use super::TARGETS;

    #[test]
    fn what_was_worth_keeping_holds_still() {
        let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
        for (name, target) in TARGETS {
            let mut inputs = 0;
            for file in std::fs::read_dir(corpus.join(name)).unwrap() {
                #[expect(clippy::disallowed_methods, reason = "the test reads its inputs")]
                let data = std::fs::read(file.unwrap().path()).unwrap();
                target(&data);
                // What a fuzzer tries first: half of an input, and an input twice.
                target(&data[..data.len() / 2]);
                target(&[&data[..], &data[..]].concat());
                inputs += 1;
            }
            assert!(inputs > 2, "{name} has {inputs} inputs");
        }
    }
}
