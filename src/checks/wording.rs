//! `amount-in-prose`, `long-sentence`, `unexplained-abbreviation`: how the texts are worded.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem;
use rayon::prelude::*;
use regex::Regex;

use super::prose::{self, Paragraph};
use super::{Check, Look};
use crate::diagnostic::Severity::{Advice, Warning};
use crate::diagnostic::explanation::{Explanation, words};
use crate::diagnostic::{Diagnostic, Span};
use crate::handbook::Handbook;
use crate::kind::condition::word_of;
use crate::kind::entry::Entry;
use crate::locale::{self, Text};
use crate::source::Sources;
use crate::view::keys::TERM_ABBREVIATION;

pub(super) const CHECK: Check = Check {
    run: check,
    explained: &[
        Explanation {
            code: "amount-in-prose",
            severity: Warning,
            what: words("Texten innehåller ett belopp.", "The text holds an amount of money."),
            why: words(
                "Beloppet blir fel på den här sidan när gränsen ändras. Lägg det i registret över värden och hänvisa dit, så följer alla sidor med.",
                "The amount becomes wrong on this page when the limit changes. Put it among the values and refer to it, and all pages follow.",
            ),
            bad: "Du får köpa direkt under 700 000 kronor.",
            good: "Du får köpa direkt under [[value:direktupphandlingsgrans]].",
        },
        Explanation {
            code: "long-sentence",
            severity: Advice,
            what: words("Meningen är mycket lång.", "The sentence is very long."),
            why: words(
                "Långa meningar är svåra att läsa. Dela upp den, eller gör en lista av leden.",
                "Long sentences are hard to read. Split it, or make a list of its parts.",
            ),
            bad: "När du ska köpa ett system som behandlar personuppgifter och som …",
            good: "Behandlar systemet personuppgifter? Då behöver du ett PUB-avtal.",
        },
        Explanation {
            code: "unexplained-abbreviation",
            severity: Advice,
            what: words(
                "Förkortningen förklaras varken i texten eller i ordlistan.",
                "The abbreviation is explained neither in the text nor in the glossary.",
            ),
            why: words(
                "Alla läsare kan inte ordet. Skriv ut det första gången, eller lägg det i ordlistan.",
                "Not all readers know the word. Write it out the first time, or add it to the glossary.",
            ),
            bad: "Lämna behovet till SKFV.",
            good: "Lämna behovet till systemförvaltningens verksamhetsråd (SFVR).",
        },
    ],
};

/// The words that a sentence may have before it is very long.
const LONG: usize = 45;

/// An amount, but for what may follow it.
static AMOUNT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"[0-9][0-9 \x{a0}\x{202f}]*(?:[.,][0-9]+)?[ \x{a0}\x{202f}]?(?:(?:miljoner|miljarder|tusen)[ \x{a0}])?(?:kronor|kr|tkr|kkr|mkr|mnkr|mdkr|SEK|euro|:-)|(?:€|(?-u:\b)(?:kr|SEK))[ \x{a0}]?[0-9](?:[ \x{a0}\x{202f}]?[0-9])*|(?:en|två|tre|fyra|fem|sex|sju|åtta|nio|tio|hundra|tusen)[ \x{a0}](?:miljoner|miljon|miljarder|miljard|tusen|hundra)[ \x{a0}]kronor",
    )
    .ok()
});

static CAPITALS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new("[A-ZÅÄÖ]{3,}").ok());

/// The first byte of `€`.
const EURO: u8 = 0xe2;

/// Abbreviations that need no explanation.
const KNOWN: [&str; 12] =
    ["CSV", "EES", "HTML", "HTTPS", "PDF", "SMS", "USA", "USB", "UTF", "WWW", "XLSX", "YAML"];

fn check(look: &Look<'_>) -> Vec<Diagnostic> {
    let Look { handbook, sources, .. } = *look;
    let known = known(handbook);
    let entries = look.slice().par_iter();
    entries.flat_map_iter(|entry| of_entry(handbook, entry, sources, &known)).collect()
}

fn of_entry(
    handbook: &Handbook,
    entry: &Entry,
    sources: &Sources,
    known: &HashSet<String>,
) -> Vec<Diagnostic> {
    let (mut faults, mut told) = (Vec::new(), HashSet::new());
    prose::each(handbook, entry, &mut |prose| {
        prose::paragraphs(prose, sources, &mut |paragraph| {
            let place = |range| prose::place(prose, &paragraph.source(range), sources);
            amounts(paragraph, &place, &mut faults);
            sentences(paragraph, &place, &mut faults);
            for (word, range) in abbreviations(&paragraph.text) {
                // A word in brackets is the one that the words before it explain.
                let explained = paragraph.text.contains(&format!("({word}"));
                if !known.contains(word) && told.insert(word.to_owned()) && !explained {
                    faults.push(abbreviation(word, place(range)));
                }
            }
        });
    });
    faults
}

fn amounts(
    paragraph: &Paragraph,
    place: &dyn Fn(Range<usize>) -> Span,
    faults: &mut Vec<Diagnostic>,
) {
    // Most paragraphs have no figures, and need not be searched for amounts.
    let figures = |byte: u8| byte.is_ascii_digit() || byte == EURO;
    let bytes = paragraph.text.as_bytes();
    let may = bytes.iter().fold(false, |found, byte| found | figures(*byte));
    if !may && memmem::find(bytes, b"kronor").is_none() {
        return;
    }
    let found = AMOUNT.iter().flat_map(|amount| amount.find_iter(&paragraph.text));
    let ends = |hit: &regex::Match<'_>| {
        let next = paragraph.text.get(hit.end()..).and_then(|rest| rest.chars().next());
        !next.is_some_and(char::is_alphanumeric)
    };
    for hit in found.filter(ends) {
        let message = Text::new(
            format!("beloppet ”{}” står i texten", hit.as_str()),
            format!("the amount “{}” stands in the text", hit.as_str()),
        );
        faults.push(Diagnostic::warning("amount-in-prose", place(hit.range()), message).help(
            Text::new(
                "lägg beloppet bland värdena och skriv `[[value:id]]`",
                "put the amount among the values and write `[[value:id]]`",
            ),
        ));
    }
}

fn sentences(
    paragraph: &Paragraph,
    place: &dyn Fn(Range<usize>) -> Span,
    faults: &mut Vec<Diagnostic>,
) {
    let mut start = 0;
    if paragraph.text.len() < 2 * LONG {
        return;
    }
    let ends = |byte: &u8| matches!(byte, b'.' | b'!' | b'?' | b':');
    for bytes in paragraph.text.as_bytes().split_inclusive(ends) {
        let sentence = &paragraph.text[start..start + bytes.len()];
        // A word and the space after it are two bytes at least: most sentences need no count.
        let short = sentence.len() < 2 * LONG;
        let count = if short { 0 } else { locale::words::count(sentence) };
        if count > LONG {
            let lead = sentence.len() - sentence.trim_start().len();
            let range = start + lead..start + sentence.trim_end().len();
            let message = Text::new(
                format!("meningen har {count} ord"),
                format!("the sentence has {count} words"),
            );
            faults.push(
                Diagnostic::advice("long-sentence", place(range), message)
                    .help(Text::new("dela upp den eller gör en lista", "split it or make a list")),
            );
        }
        start += sentence.len();
    }
}

/// The words of three to six capitals.
fn abbreviations(text: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    let part = |sign: char| sign.is_alphanumeric() || sign == '_';
    let searched = CAPITALS.iter().filter(|_| may_have_capitals(text));
    searched.flat_map(|pattern| pattern.find_iter(text)).filter_map(move |hit| {
        let before = text.get(..hit.start()).and_then(|text| text.chars().next_back());
        let after = text.get(hit.end()..).and_then(|text| text.chars().next());
        let whole = !before.is_some_and(part) && !after.is_some_and(part);
        let short = hit.as_str().chars().count() <= 6;
        (whole && short).then(|| (hit.as_str(), hit.range()))
    })
}

/// Whether a text may have three capitals together: of any three bytes of such a word, one is looked
/// at.
fn may_have_capitals(text: &str) -> bool {
    // The bytes of A to Z, Å, Ä and Ö.
    let may = |byte: u8| matches!(byte, b'A'..=b'Z' | 0xc3 | 0x84 | 0x85 | 0x96);
    let bytes = text.as_bytes();
    let mut looked_at = (2..bytes.len()).step_by(3).filter(|at| may(bytes[*at]));
    looked_at.any(|at| {
        let before = bytes[..at].iter().rev().take_while(|byte| may(**byte)).count();
        before + bytes[at..].iter().take_while(|byte| may(**byte)).count() > 2
    })
}

/// The words that the glossary, or the names of entries, make known.
fn known(handbook: &Handbook) -> HashSet<String> {
    let mut known: HashSet<String> = KNOWN.iter().map(|&word| word.to_owned()).collect();
    let mut add = |words: &str| {
        let parts = words.split(|sign: char| !sign.is_alphanumeric());
        known.extend(parts.map(str::to_owned));
    };
    for (_, entry) in handbook.all() {
        add(&entry.title);
        for synonym in entry.fields.list("synonyms") {
            add(&word_of(&synonym.value));
        }
        add(TERM_ABBREVIATION.of(entry).unwrap_or_default());
    }
    known
}

fn abbreviation(word: &str, span: Span) -> Diagnostic {
    let message = Text::new(
        format!("förkortningen ”{word}” förklaras inte"),
        format!("the abbreviation “{word}” is not explained"),
    );
    Diagnostic::advice("unexplained-abbreviation", span, message).help(Text::new(
        "skriv ut orden första gången, eller lägg förkortningen i ordlistan",
        "write the words out the first time, or add the abbreviation to the glossary",
    ))
}
