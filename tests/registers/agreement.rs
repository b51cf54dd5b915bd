//! When a row and an entry speak of the same: names, organisations, sources, numbers.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use super::table::{Differences, Row, id, items, text, told};

/// The documents behind the codes of the tables.
const DOCUMENTS: [(&str, &str); 5] = [
    ("000", "kategoriplan-huddinge"),
    ("001", "granskning-haninge"),
    ("002", "it-styrning-uppsala"),
    ("003", "gs-it-stockholm"),
    ("004", "leveransstrategi-stockholm"),
];
/// The organisations as the tables call them; the first that is named counts.
const ORGANISATIONS: [(&str, &str); 5] = [
    ("Haninge", "haninge-kommun"),
    ("Huddinge", "huddinge-kommun"),
    ("Uppsala", "uppsala-kommun"),
    ("Stockholm", "stockholms-stad"),
    ("City companies", "stockholms-stad"),
];
/// Words that carry no name.
const SMALL_WORDS: [&str; 10] = ["av", "för", "i", "med", "och", "på", "samt", "som", "till", "mm"];

static PARENTHESIS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\([^)]*\)").unwrap());
static NUMBER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\d(?:[\d ]*\d)?").unwrap());

/// The document behind a code.
pub(super) fn document(code: &str) -> &'static str {
    let known = DOCUMENTS.iter().find(|(known, _)| *known == code);
    known.map_or_else(|| panic!("no document {code}"), |(_, document)| document)
}

/// The organisation that a table names.
pub(super) fn organisation(name: &str) -> Option<&'static str> {
    ORGANISATIONS.iter().find(|(known, _)| name.contains(known)).map(|(_, id)| *id)
}

/// A name without what stands in parentheses.
pub(super) fn plain(name: &str) -> String {
    PARENTHESIS.replace_all(name, "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What readers can find an entry under.
pub(super) fn names(entry: &Value) -> Vec<String> {
    let others = items(entry, "synonyms").iter().filter_map(Value::as_str);
    [text(entry, "title"), text(entry, "abbreviation")]
        .into_iter()
        .chain(others)
        .map(str::to_lowercase)
        .collect()
}

/// Whether an entry goes under that name: all words of it, or of one of its alternatives, stand
/// in the names of the entry. Endings may differ.
pub(super) fn goes_under(name: &str, entry: &Value) -> bool {
    let known: BTreeSet<String> = names(entry).iter().flat_map(|name| words(name)).collect();
    let plain = plain(name);
    let whole = [name, &plain];
    whole.into_iter().chain(plain.split(" / ")).any(|name| {
        let words = words(name);
        !words.is_empty() && words.iter().all(|word| known.iter().any(|known| alike(word, known)))
    })
}

/// The words of a text that carry meaning, in small letters.
pub(super) fn words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !SMALL_WORDS.contains(word))
        .map(str::to_owned)
        .collect()
}

/// Whether two words differ in their endings only.
fn alike(a: &str, b: &str) -> bool {
    let longest = a.chars().count().max(b.chars().count());
    a == b || shared(a, b) >= 6 && shared(a, b) * 10 >= longest * 7
}

fn shared(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count()
}

/// Whether at least half of the words of a wording stand in a text, by their first five letters.
pub(super) fn echoes(wording: &str, text: &str) -> bool {
    let (asked, known) = (words(wording), words(text));
    let stem = |word: &str| -> String { word.chars().take(5).collect() };
    let met = asked.iter().filter(|word| known.iter().any(|known| known.starts_with(&stem(word))));
    !asked.is_empty() && met.count() * 2 >= asked.len()
}

/// The numbers in a cell, as they are written.
pub(super) fn numbers(cell: &str) -> Vec<String> {
    NUMBER.find_iter(cell).map(|number| number.as_str().to_owned()).collect()
}

/// Whether a text has that number, not as part of a longer one.
pub(super) fn has_number(text: &str, number: &str) -> bool {
    text.match_indices(number).any(|(at, _)| {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        !digit(text[..at].chars().next_back()) && !digit(text[at + number.len()..].chars().next())
    })
}

/// Every number in the cells must stand in the entry.
pub(super) fn compare_numbers(
    differences: &mut Differences,
    row: &Row,
    entry: &Value,
    cells: &str,
) {
    let told = told(entry);
    for number in numbers(cells) {
        let lacks = || format!("the number {number} is missing");
        differences.hold(row, entry, has_number(&told, &number), lacks);
    }
}

/// The entry must belong to the organisation that the row names.
pub(super) fn compare_organisation(
    differences: &mut Differences,
    row: &Row,
    entry: &Value,
    name: &str,
) {
    let wanted = organisation(name).unwrap_or_else(|| panic!("no organisation in {row}"));
    differences.equal(row, entry, "organisation", id(entry, "organisation"), wanted);
}

/// The entry must name every document and section that the row comes from.
pub(super) fn compare_sources(differences: &mut Differences, row: &Row, entry: &Value) {
    let named = entry_sections(entry);
    for (document, sections) in row_sections(row.get("source")) {
        let Some(known) = named.get(document) else {
            differences.hold(row, entry, false, || format!("{document} is not a source"));
            continue;
        };
        differences.hold(row, entry, true, String::new);
        for section in sections {
            let below = format!("{section}.");
            let covers = |known: &String| *known == section || known.starts_with(&below);
            let lacks = || format!("section {section} of {document} is not a source");
            differences.hold(row, entry, known.iter().any(covers), lacks);
        }
    }
}

/// Documents and the numbered sections in them.
type Sections = BTreeMap<&'static str, BTreeSet<String>>;

/// The sources of a row: `001 §2.3.2 table 1, §3.2; 002`.
fn row_sections(cell: &str) -> Sections {
    let code = Regex::new(r"\b00[0-4]\b").unwrap();
    let starts: Vec<_> = code.find_iter(cell).collect();
    assert!(!starts.is_empty(), "no document in `{cell}`");
    let ends = starts.iter().skip(1).map(regex::Match::start).chain([cell.len()]);
    let mut found = Sections::new();
    for (start, end) in starts.iter().zip(ends) {
        let sections = sections(&cell[start.end()..end]);
        found.entry(document(start.as_str())).or_default().extend(sections);
    }
    found
}

fn entry_sections(entry: &Value) -> BTreeMap<&str, BTreeSet<String>> {
    let mut found: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for source in items(entry, "sources") {
        found.entry(id(source, "document")).or_default().extend(sections(text(source, "section")));
    }
    found
}

/// The numbers of the sections in a text, ranges written out. Notes, tables and annexes have
/// numbers of their own, which do not count.
fn sections(text: &str) -> BTreeSet<String> {
    let inside = Regex::new(r"(?:table|tabell|note|not|Annex|Bilaga|bilaga) \d+(?:-\d+)?").unwrap();
    let range = Regex::new(r"\b(\d+(?:\.\d+)*)(?:-(\d+(?:\.\d+)*))?\b").unwrap();
    let text = inside.replace_all(text, "");
    let mut found = BTreeSet::new();
    for parts in range.captures_iter(&text) {
        let (first, last) = (&parts[1], parts.get(2).map_or(&parts[1], |last| last.as_str()));
        found.extend([first.to_owned(), last.to_owned()]);
        let split = |section: &str| {
            let (above, number) = section.rsplit_once('.').unwrap_or(("", section));
            (above.to_owned(), number.parse::<u32>().unwrap())
        };
        let ((above, from), (below, to)) = (split(first), split(last));
        if above == below && !above.is_empty() {
            found.extend((from..=to).map(|number| format!("{above}.{number}")));
        }
    }
    found
}

#[test]
fn sections_are_read_in_all_their_forms() {
    let of = |text: &str| sections(text).into_iter().collect::<Vec<_>>();
    assert_eq!(of("2.3.2 tabell 1-2, 3"), ["2.3.2", "3"]);
    assert_eq!(of("1.2.15-1.2.17 not 6"), ["1.2.15", "1.2.16", "1.2.17"]);
    assert_eq!(of(" §1.2.4 f1, §1.2.9 f"), ["1.2.4", "1.2.9"]);
    let rows = row_sections("001 §2.3.2 table 1; 002; 003 Annex 1");
    assert_eq!(
        rows.keys().copied().collect::<Vec<_>>(),
        ["granskning-haninge", "gs-it-stockholm", "it-styrning-uppsala"]
    );
}

#[test]
fn names_agree_in_all_but_their_endings() {
    let entry = |title: &str| serde_json::json!({ "title": title, "synonyms": ["arkitekt"] });
    assert!(goes_under(
        "Tidrapportering via webbtjänster",
        &entry("Tidrapportering via webbtjänst")
    ));
    assert!(goes_under("IT-enheten (KSF)", &entry("IT-enheten")));
    assert!(goes_under("Arkitekt / arkitektur", &entry("Verksamhetsarkitekt")));
    assert!(!goes_under("Systemförvaltare", &entry("Systemägare")));
    assert!(!goes_under("Lokal systemägare", &entry("Systemägare")));
    assert!(has_number("av 175 000 ärenden", "175 000") && !has_number("2013", "13"));
    assert!(echoes("synka resurshantering", "Samordna resurserna"));
    assert!(!echoes("kontrollkatalog", "Inventering av gamla avtal"));
}
