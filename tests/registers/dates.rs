//! Dates as the tables write them, and as Swedish entries may say them.

use regex::Regex;
use serde_json::Value;

use super::table::{Differences, Row, told};

const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];
const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A date in a table.
pub(super) struct Stated {
    /// As it is written there.
    pub(super) written: String,
    /// What an entry says when it states the same date, in small letters.
    said: Regex,
}

impl Stated {
    /// Whether a text (in small letters) states the date.
    pub(super) fn stands_in(&self, text: &str) -> bool {
        self.said.is_match(text)
    }
}

/// The dates in a cell: days, months, quarters, half-years, turns of the year, years, and the word
/// for as soon as possible.
pub(super) fn stated(cell: &str) -> Vec<Stated> {
    let written = Regex::new(
        r"(?x) \b (?<day>\d{4}-\d\d-\d\d) \b | \b (?<month>\d{4}-(?:0[1-9]|1[0-2])) \b
        | \b (?<quarter>\d{4}-Q[1-4]) \b | \b (?<half>\d{4}\ \(?(?:spring|autumn)) \b
        | \b (?<turn>\d{4}/\d{4}) \b | \b (?<english>\d{1,2}\ [A-Z][a-z]+\ \d{4}) \b
        | \b (?<year>(?:19|20)\d\d) \b | (?<soon>Snarast)",
    )
    .unwrap();
    written
        .captures_iter(cell)
        .map(|found| {
            let group = written.capture_names().flatten().find(|name| found.name(name).is_some());
            let said = said(group.unwrap(), &found[0]);
            Stated { written: found[0].to_owned(), said: Regex::new(&said).unwrap() }
        })
        .collect()
}

/// A pattern of the ways to say a date.
fn said(form: &str, date: &str) -> String {
    let year = &date[..4.min(date.len())];
    match form {
        "day" => format!(r"\b{date}\b|\b{}\b", day(date)),
        "month" => {
            let name = MONTHS[number(&date[5..]) - 1];
            format!(r"\b{date}(?:-\d\d)?\b|\b{name}(?: och \w+)? {year}\b")
        }
        "quarter" => {
            let ordinal = ["första", "andra", "tredje", "fjärde"][number(&date[6..]) - 1];
            format!(r"\b{}\b|\b{ordinal} kvartalet {year}\b", date.to_lowercase())
        }
        "half" if date.ends_with("spring") => format!(r"\b{year}-vt\b|\bvåren {year}\b"),
        "half" => format!(r"\b{year}-ht\b|\bhösten {year}\b"),
        "english" => {
            let parts: Vec<&str> = date.split(' ').collect();
            let month = ENGLISH.iter().position(|month| *month == parts[1]).unwrap();
            format!(r"\b{} {} {}\b", parts[0], MONTHS[month], parts[2])
        }
        "turn" | "year" => format!(r"\b{date}\b"),
        _ => r"\bsnarast\b".to_owned(),
    }
}

/// A day in Swedish words: `4 april 2025`.
pub(super) fn day(date: &str) -> String {
    format!("{} {}", number(&date[8..]), month(&date[..7]))
}

/// A month in Swedish words: `april 2025`.
pub(super) fn month(date: &str) -> String {
    format!("{} {}", MONTHS[number(&date[5..7]) - 1], &date[..4])
}

fn number(digits: &str) -> usize {
    digits.parse().unwrap()
}

/// Every date in the cells must be stated by at least one of the entries.
pub(super) fn compare_dates(
    differences: &mut Differences,
    row: &Row,
    entries: &[&Value],
    cells: &str,
) {
    let told: String = entries.iter().map(|entry| told(entry)).collect();
    for date in stated(cells) {
        let lacks = || format!("the date {} is missing", date.written);
        differences.hold(row, entries[0], date.stands_in(&told), lacks);
    }
}

#[test]
fn dates_are_read_in_all_their_forms() {
    let written =
        |cell: &str| -> Vec<String> { stated(cell).into_iter().map(|date| date.written).collect() };
    assert_eq!(written("2022/2023 (turn of the year)"), ["2022/2023"]);
    assert_eq!(written("2014 (autumn)"), ["2014 (autumn"]);
    assert_eq!(written("2014-2015"), ["2014", "2015"]);
    assert_eq!(written("2008 (source prints 5 September 2009)"), ["2008", "5 September 2009"]);
    assert_eq!(written("2013-1341"), ["2013"]);
    let in_words = |cell: &str, text: &str| stated(cell).iter().all(|date| date.stands_in(text));
    assert!(in_words("2014-12-31", "till den 31 december 2014"));
    assert!(in_words("2013-08", "i augusti och september 2013"));
    assert!(in_words("2018-12", "2018-12-31") && in_words("2015 (spring)", "våren 2015"));
    assert!(in_words("2023-Q4", "2023-q4") && in_words("Snarast", "snarast"));
    assert!(!in_words("2014-12-31", "31 december 2015") && !in_words("2014", "2015"));
}
