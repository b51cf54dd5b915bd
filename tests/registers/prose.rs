//! No amount, telephone number or private address stands in the texts of the handbook.

use std::sync::LazyLock;

use regex::Regex;

use crate::reader;

static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    let unit =
        "kr|kronor|tkr|mkr|mnkr|tusen kronor|miljon(?:er)? kronor|miljard(?:er)? kronor|MSEK|SEK";
    Regex::new(&format!(r"\d[\d \u{{a0}}]*[ \u{{a0}}](?:{unit})\b")).unwrap()
});
static ADDRESS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+").unwrap());
static TELEPHONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^\w/:.-])(?:\+46 ?\(?0?\)? ?|0)\d{1,3}[ -]\d{2,3}(?:[ -]?\d{2,3}){1,3}\b")
        .unwrap()
});
/// A domain that is nobody's: the handbook's own mailbox stands there until a municipality puts in
/// its own.
const NOBODYS: &str = ".example";

/// What a line of content breaks.
fn breaks(line: &str) -> Option<&'static str> {
    let private =
        |found: regex::Match<'_>| !found.as_str().trim_end_matches('.').ends_with(NOBODYS);
    if AMOUNT.is_match(line) {
        Some("an amount")
    } else if ADDRESS.find_iter(line).any(private) {
        Some("an e-mail address")
    } else if TELEPHONE.find_iter(line).any(|found| !line[found.end()..].starts_with('/')) {
        Some("a telephone number")
    } else {
        None
    }
}

#[test]
fn amounts_stand_in_values_and_nobody_is_pointed_out() {
    let (mut lines, mut found) = (0, Vec::new());
    for file in &reader::handbook().sources.files {
        // What an example in a fence shows is not said; what a value quotes is the source's.
        let (mut fence, value) = (None, file.address.starts_with("varden/"));
        for (number, line) in file.text().lines().enumerate() {
            let words = line.trim_start();
            let mark = ["```", "~~~"].into_iter().find(|mark| words.starts_with(mark));
            match (fence, mark) {
                (None, Some(_)) => fence = mark,
                (Some(open), Some(mark)) if open == mark => fence = None,
                _ => {}
            }
            if fence.is_some() || value && words.starts_with("quote:") {
                continue;
            }
            lines += 1;
            if let Some(what) = breaks(line) {
                found.push(format!("{}:{}: {what}: {words}", file.path, number + 1));
            }
        }
    }
    assert!(lines > 15_000, "only {lines} lines of content");
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn what_points_out_a_person_and_what_does_not() {
    for line in ["högst 700 000 kr", "cirka 4 MSEK", "närmare 1 miljard kronor", "2 mkr per år"]
    {
        assert_eq!(breaks(line), Some("an amount"), "{line}");
    }
    assert_eq!(breaks("Skriv till it@kommunen.se."), Some("an e-mail address"));
    for line in ["Ring 08-123 45 67", "Ring +46 70 123 45 67", "mobil 070-123 45 67."] {
        assert_eq!(breaks(line), Some("a telephone number"), "{line}");
    }
    for line in [
        "dnr 020-3164/2007",
        "2016-01-31",
        "unit: kronor per år",
        "a@b.example.",
        "12 krav",
        "0,5 kr",
    ] {
        let wanted = (line == "0,5 kr").then_some("an amount");
        assert_eq!(breaks(line), wanted, "{line}");
    }
}
