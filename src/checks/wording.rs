//! `amount-in-prose`, `long-sentence`, `unexplained-abbreviation`: how the texts are worded.

use std::ops::Range;
use std::sync::LazyLock;

use foldhash::HashSet;
use memchr::memmem;
use regex::Regex;

use super::prose::Paragraph;
use crate::diagnostic::Severity::{Advice, Warning};
use crate::diagnostic::explanation::{Explanation, words};
use crate::diagnostic::{Diagnostic, Span};
use crate::handbook::Handbook;
use crate::kind::condition::word_of;
use crate::locale::{self, Text};
use crate::view::keys::TERM_ABBREVIATION;

pub(super) const EXPLAINED: &[Explanation] = &[
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
];

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

/// What every amount has one of.
static CURRENCIES: LazyLock<[memmem::Finder<'static>; 5]> =
    LazyLock::new(|| ["kr", "SEK", "euro", ":-", "€"].map(memmem::Finder::new));

/// Whether a text may have amounts: most name no currency, and need not be searched for them.
pub(super) fn may_have_amounts(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Most words with `kr` go on after it.
    let ends = |at: usize| match bytes.get(at + 2..).unwrap_or_default() {
        [b'o', b'n', b'o', b'r', ..] | [] => true,
        [next, ..] => !next.is_ascii_alphabetic() && *next != 0xc3,
    };
    let [kronor, others @ ..] = &*CURRENCIES;
    kronor.find_iter(bytes).any(ends) || others.iter().any(|other| other.find(bytes).is_some())
}

/// Abbreviations that need no explanation.
const KNOWN: [&str; 12] =
    ["CSV", "EES", "HTML", "HTTPS", "PDF", "SMS", "USA", "USB", "UTF", "WWW", "XLSX", "YAML"];

/// The abbreviations of a paragraph that nothing explains. `told`: those that its entry has been
/// told of.
pub(super) fn unexplained(
    paragraph: Paragraph<'_>,
    known: &HashSet<String>,
    told: &mut HashSet<String>,
    place: &dyn Fn(Range<usize>) -> Span,
    faults: &mut Vec<Diagnostic>,
) {
    for (word, range) in abbreviations(paragraph.text) {
        // A word in brackets is the one that the words before it explain.
        let explained = paragraph.text.contains(&format!("({word}"));
        if !known.contains(word) && told.insert(word.to_owned()) && !explained {
            faults.push(abbreviation(word, place(range)));
        }
    }
}

/// The amounts in a paragraph.
pub(super) fn amounts(
    paragraph: Paragraph<'_>,
    place: &dyn Fn(Range<usize>) -> Span,
    faults: &mut Vec<Diagnostic>,
) {
    if !may_have_amounts(paragraph.text) {
        return;
    }
    let found = AMOUNT.iter().flat_map(|amount| amount.find_iter(paragraph.text));
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

/// The sentences of a paragraph that are very long.
pub(super) fn sentences(
    paragraph: Paragraph<'_>,
    place: &dyn Fn(Range<usize>) -> Span,
    faults: &mut Vec<Diagnostic>,
) {
    let text = paragraph.text;
    // Few paragraphs have so many words, and few parts of them between the signs that end a sentence.
    if !may_be_long(text) {
        return;
    }
    let ends = memchr::memchr3_iter(b'.', b'!', b'?', text.as_bytes()).map(|at| at + 1);
    let mut start = 0;
    for end in ends.chain([text.len()]) {
        let part = &text[start..end];
        if may_be_long(part) {
            let mut from = start;
            for sentence in part.split_inclusive(':') {
                sentence_in(paragraph, from..from + sentence.len(), place, faults);
                from += sentence.len();
            }
        }
        start = end;
    }
}

/// The fault of a sentence that is very long.
fn sentence_in(
    paragraph: Paragraph<'_>,
    range: Range<usize>,
    place: &dyn Fn(Range<usize>) -> Span,
    faults: &mut Vec<Diagnostic>,
) {
    let sentence = &paragraph.text[range.clone()];
    let count = if may_be_long(sentence) { locale::words::count(sentence) } else { 0 };
    if count > LONG {
        let lead = sentence.len() - sentence.trim_start().len();
        let range = range.start + lead..range.start + sentence.trim_end().len();
        let message = Text::new(
            format!("meningen har {count} ord"),
            format!("the sentence has {count} words"),
        );
        faults.push(
            Diagnostic::advice("long-sentence", place(range), message)
                .help(Text::new("dela upp den eller gör en lista", "split it or make a list")),
        );
    }
}

/// Whether a sentence may have too many words: between any two of them stands a byte that a space
/// begins with.
fn may_be_long(sentence: &str) -> bool {
    // A word and the space after it are two bytes at least: most sentences need no look.
    sentence.len() >= 2 * LONG && {
        let space = |byte: &u8| matches!(byte, b'\t'..=b'\r' | b' ' | 0xc2 | 0xe1..=0xe3);
        let chunks = sentence.as_bytes().chunks(128);
        let spaces = |chunk: &[u8]| chunk.iter().map(|byte| u8::from(space(byte))).sum::<u8>();
        chunks.map(|chunk| usize::from(spaces(chunk))).sum::<usize>() >= LONG
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

/// Whether a text may have three capitals together.
pub(super) fn may_have_capitals(text: &str) -> bool {
    // The bytes of A to Z, Å, Ä and Ö; told without a branch, so that many are looked at at a time.
    let is = |byte: u8, other: u8| byte == other;
    let may = |byte: u8| {
        (byte.wrapping_sub(b'A') < 26)
            | is(byte, 0xc3)
            | is(byte, 0x84)
            | is(byte, 0x85)
            | is(byte, 0x96)
    };
    // Parts share two bytes, in which three capitals may begin.
    (0..text.len()).step_by(PART - 2).any(|start| {
        let mut marks = [0_u8; PART];
        for (mark, byte) in marks.iter_mut().zip(&text.as_bytes()[start..]) {
            *mark = u8::from(may(*byte));
        }
        let together = marks.iter().zip(&marks[1..]).zip(&marks[2..]);
        together.fold(0, |found, ((a, b), c)| found | a & b & c) > 0
    })
}

/// How many bytes are looked at for capitals at a time.
const PART: usize = 256;

/// The words that the glossary, or the names of entries, make known, those at least that could be
/// asked about.
pub(super) fn known(handbook: &Handbook) -> HashSet<String> {
    let mut known: HashSet<String> = KNOWN.iter().map(|&word| word.to_owned()).collect();
    let mut add = |words: &str| {
        if !may_have_capitals(words) {
            return;
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_capitals_are_met_wherever_they_stand() {
        for before in 0..3 * PART {
            let lead = "x".repeat(before);
            assert!(may_have_capitals(&format!("{lead}ÅBC")), "{before}");
            assert!(may_have_capitals(&format!("{lead}NIS2")), "{before}");
            assert!(!may_have_capitals(&format!("{lead}IT, AI")), "{before}");
        }
        assert!(!may_have_capitals(""));
    }
}
