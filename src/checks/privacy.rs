//! `personal-number`, `private-phone`, `personal-email`, `personal-name`: what points out a person,
//! anywhere in the sources. The handbook names roles and functions.

use std::sync::LazyLock;

use memchr::memmem;
use rayon::prelude::*;
use regex::Regex;

use super::{Check, Look};
use crate::diagnostic::Severity::{Error, Warning};
use crate::diagnostic::explanation::{Explanation, words};
use crate::diagnostic::{Diagnostic, Span};
use crate::kind::value::Value;
use crate::locale::Text;
use crate::source::SourceFile;

pub(super) const CHECK: Check = Check {
    run: check,
    explained: &[
        Explanation {
            code: "personal-number",
            severity: Error,
            what: words(
                "Filen innehåller ett personnummer eller samordningsnummer.",
                "The file holds a personal identity number.",
            ),
            why: words(
                "Numret pekar ut en människa och får inte publiceras. Ta bort det. Har filen redan sparats i historiken kontaktar du dataskyddsombudet.",
                "The number points out a person and must not be published. Take it away. If the file is already in the history, contact the data protection officer.",
            ),
            bad: "Kontaktperson: ÅÅMMDD-NNNN",
            good: "Kontakt: it-upphandling@exempel.se",
        },
        Explanation {
            code: "private-phone",
            severity: Warning,
            what: words(
                "Filen innehåller ett mobilnummer, som kan vara en persons eget.",
                "The file holds a mobile number, which may be a person's own.",
            ),
            why: words(
                "Personer byter tjänst, funktioner finns kvar. Skriv växelns eller funktionens nummer.",
                "People change jobs, functions remain. Write the number of the switchboard or function.",
            ),
            bad: "contact: \"07X-XXX XX XX\"",
            good: "contact: it-upphandling@exempel.se",
        },
        Explanation {
            code: "personal-email",
            severity: Warning,
            what: words(
                "E-postadressen ser ut att höra till en person.",
                "The e-mail address looks like a person's.",
            ),
            why: words(
                "Adressen slutar fungera när personen slutar, och namnet ska inte stå i handboken. Skriv en funktionsbrevlåda.",
                "The address stops working when the person leaves, and names do not belong in the handbook. Write a function mailbox.",
            ),
            bad: "contact: fornamn.efternamn@exempel.se",
            good: "contact: it-upphandling@exempel.se",
        },
        Explanation {
            code: "personal-name",
            severity: Warning,
            what: words(
                "Ett kontaktfält ser ut att innehålla ett personnamn.",
                "A contact field seems to hold a person's name.",
            ),
            why: words(
                "Handboken pekar ut roller och funktioner, inte personer. Skriv funktionen eller en funktionsbrevlåda.",
                "The handbook names roles and functions, not people. Write the function or a function mailbox.",
            ),
            bad: "supplier_contact: Förnamn Efternamn",
            good: "supplier_contact: dataskyddsombudet hos leverantören",
        },
    ],
};

/// Patterns that are part of the program; none when one of them should be wrong. Their figures and
/// word boundaries are those of ASCII: others would shut out the fast ways of searching.
fn pattern(words: &str) -> Option<Regex> {
    Regex::new(words).ok()
}

static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"(?-u:\b)(?:(?:19|20)[0-9]{6}[-+]?[0-9]{4}|[0-9]{6}[-+][0-9]{4})(?-u:\b)")
});
static PHONE: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"(?:\+46 ?|(?-u:\b)0)7[02369][- ]?(?:[0-9][- ]?){6}[0-9](?-u:\b)"));
static EMAIL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"([A-Za-zåäöÅÄÖ-]{2,})\.([A-Za-zåäöÅÄÖ-]{2,})@[A-Za-z0-9-]+\.[A-Za-z]")
});
static NAME: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"^[A-ZÅÄÖ][a-zåäöé]+(?:-[A-ZÅÄÖ][a-zåäöé]+)? [A-ZÅÄÖ][a-zåäöé]+(?:-[A-ZÅÄÖ][a-zåäöé]+)?\s*(?:$|[,(<])",
    )
});

/// Words that make an address with a point a function's, and the placeholder for a person.
const FUNCTIONS: [&str; 14] = [
    "avtal",
    "dataskydd",
    "fakturor",
    "fornamn",
    "info",
    "inkop",
    "it",
    "kommun",
    "kontakt",
    "kundtjanst",
    "registrator",
    "servicedesk",
    "support",
    "upphandling",
];

fn check(look: &Look<'_>) -> Vec<Diagnostic> {
    let readable = look.files().par_iter().filter(|file| file.readable);
    let mut faults: Vec<Diagnostic> = readable
        .flat_map_iter(|file| {
            let mut faults = Vec::new();
            numbers(file, &mut faults);
            phones(file, &mut faults);
            emails(file, &mut faults);
            faults
        })
        .collect();
    names(look, &mut faults);
    faults
}

fn numbers(file: &SourceFile, faults: &mut Vec<Diagnostic>) {
    if !may_have_numbers(file.text().as_bytes()) {
        return;
    }
    let found = NUMBER.iter().flat_map(|number| number.find_iter(file.text()));
    for hit in found.filter(|hit| is_personal_number(hit.as_str())) {
        let span = Span::new(file.id, hit.start(), hit.end());
        let message =
            Text::new("här står ett personnummer", "a personal identity number stands here");
        faults.push(Diagnostic::error("personal-number", span, message).help(Text::new(
            "ta bort det; handboken pekar aldrig ut personer",
            "take it away; the handbook never points out people",
        )));
    }
}

/// Whether figures stand together anywhere as in a personal number: six or more before a sign, or
/// twelve. One of every six bytes tells where they may.
fn may_have_numbers(bytes: &[u8]) -> bool {
    let figure = |byte: &&u8| byte.is_ascii_digit();
    // The last byte of each six; the rest has no room for so many.
    bytes.chunks_exact(6).zip((5..).step_by(6)).any(|(six, at)| {
        six[5].is_ascii_digit() && {
            let before = bytes[..at].iter().rev().take_while(figure).count();
            let after = bytes[at..].iter().take_while(figure).count();
            let signed = matches!(bytes.get(at + after), Some(b'-' | b'+'));
            before + after >= if signed { 6 } else { 12 }
        }
    })
}

fn phones(file: &SourceFile, faults: &mut Vec<Diagnostic>) {
    let begins = |start: &str| memmem::find(file.text().as_bytes(), start.as_bytes()).is_some();
    if !begins("07") && !begins("+46") {
        return;
    }
    for hit in PHONE.iter().flat_map(|phone| phone.find_iter(file.text())) {
        let span = Span::new(file.id, hit.start(), hit.end());
        let message = Text::new(
            format!("`{}` ser ut som en persons mobilnummer", hit.as_str()),
            format!("`{}` looks like a person's mobile number", hit.as_str()),
        );
        faults.push(Diagnostic::warning("private-phone", span, message).help(Text::new(
            "skriv växelns eller funktionens nummer",
            "write the number of the switchboard or function",
        )));
    }
}

fn emails(file: &SourceFile, faults: &mut Vec<Diagnostic>) {
    if memchr::memchr(b'@', file.text().as_bytes()).is_none() {
        return;
    }
    for hit in EMAIL.iter().flat_map(|email| email.captures_iter(file.text())) {
        let part = |index| hit.get(index).map_or("", |part| part.as_str()).to_lowercase();
        let (first, last) = (part(1), part(2));
        let (Some(from), Some(to)) = (hit.get(1), hit.get(2)) else { continue };
        if FUNCTIONS.iter().any(|word| first == *word || last == *word) {
            continue;
        }
        let span = Span::new(file.id, from.start(), to.end());
        let message = Text::new(
            format!("`{first}.{last}@` ser ut som en persons adress"),
            format!("`{first}.{last}@` looks like a person's address"),
        );
        faults.push(
            Diagnostic::warning("personal-email", span, message)
                .help(Text::new("skriv en funktionsbrevlåda", "write a function mailbox")),
        );
    }
}

fn names(look: &Look<'_>, faults: &mut Vec<Diagnostic>) {
    for seen in look.seen {
        for visit in &seen.values {
            let Value::Text(text) = &visit.value.value else { continue };
            let impersonal = visit.field.rules.impersonal;
            if impersonal && NAME.as_ref().is_some_and(|name| name.is_match(text)) {
                let message = Text::new(
                    format!("`{text}` ser ut som ett personnamn"),
                    format!("`{text}` looks like a person's name"),
                );
                faults.push(Diagnostic::warning("personal-name", visit.value.span, message).help(
                    Text::new(
                        "skriv funktionen eller en funktionsbrevlåda",
                        "write the function or a function mailbox",
                    ),
                ));
            }
        }
    }
}

/// Whether the digits are a date and end in the right check digit.
fn is_personal_number(text: &str) -> bool {
    let digits: Vec<u32> = text.chars().filter_map(|sign| sign.to_digit(10)).collect();
    let Some(ten) = digits.len().checked_sub(10).and_then(|at| digits.get(at..)) else {
        return false;
    };
    let &[_, _, m1, m2, d1, d2, ..] = ten else { return false };
    let (month, day) = (m1 * 10 + m2, d1 * 10 + d2);
    // The day of a coordination number is 60 more.
    let dated = (1..=12).contains(&month) && matches!(day, 1..=31 | 61..=91);
    let sum: u32 = ten
        .iter()
        .enumerate()
        .map(|(at, digit)| {
            let weighed = digit * if at % 2 == 0 { 2 } else { 1 };
            weighed / 10 + weighed % 10
        })
        .sum();
    dated && sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::{is_personal_number, may_have_numbers};

    #[test]
    fn figures_are_looked_for_wherever_a_personal_number_may_stand() {
        for start in 0..8 {
            let may =
                |figures| may_have_numbers(format!("{}{figures}.", "a".repeat(start)).as_bytes());
            assert!(may("191212-1212") && may("19121212+1212") && may("191212121212"));
            assert!(!may("12345-67890") && !may("000292.md") && !may("2026-11-21"));
        }
    }

    #[test]
    fn the_check_digit_tells_a_personal_number_from_other_figures() {
        // Numbers that the tax agency gives out for tests.
        assert!(is_personal_number(&["19121212", "1212"].join("-")));
        assert!(!is_personal_number("191212121213"));
        // A company's number has no month.
        assert!(!is_personal_number("556036-0793"));
    }
}
