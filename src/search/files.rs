//! The index as small files: plain scripts that hand over a string or a list, so that pages read
//! them from any web server, from a folder, and under the strictest content security policy.
//!
//! `sok/index.js` tells which file holds what. The vocabulary (`ord-*`), the pages of each word
//! (`traff-*`) and what is shown of the pages (`kort-*`) are cut into pieces of about the same
//! size, so that a search loads a few of them, however large the site.
//!
//! Numbers are written in 91 signs, none of which a script must escape: 0 to 90 in one sign, larger
//! ones in several, the last of which is below 45.

use serde_json::{Value, json};

use super::index::{Index, Posting};
use super::lexicon::Way;
use super::page::Card;
use crate::render::theme::Words;

/// How many bytes a file has, about.
const VOCABULARY: usize = 24_000;
const POSTINGS: usize = 24_000;
const CARDS: usize = 14_000;
/// The most sections of a page that are shown with their text.
const EXCERPTS: usize = 24;

const FOLDER: &str = "sok";

/// All files: path and text.
pub(crate) fn files(index: &Index, words: &Words) -> Vec<(String, String)> {
    let (forms, first_forms) = vocabulary(index);
    let (pages, first_words) = postings(index);
    let (cards, first_cards) = cards(index);
    let mut files = Vec::new();
    for (name, pieces) in [("ord", forms), ("traff", pages), ("kort", cards)] {
        files.extend(
            pieces.into_iter().enumerate().map(|(at, data)| (format!("{name}-{at}"), data)),
        );
    }
    let mut hasher = blake3::Hasher::new();
    for (name, data) in &files {
        hasher.update(name.as_bytes()).update(data.as_bytes());
    }
    let kinds: Vec<Value> = index
        .kinds
        .iter()
        .map(|kind| json!([kind.id, kind.label, kind.count, kind.asked]))
        .collect();
    let manifest = json!({
        "stamp": &hasher.finalize().to_hex()[..8],
        "pages": index.cards.len(),
        "kinds": kinds,
        "stop": index.stop.join(" "),
        "endings": index.endings.join(" "),
        "sure": index.sure,
        "words": words.beginning("search_"),
        "priors": priors(index),
        "ord": first_forms,
        "traff": first_words,
        "kort": first_cards,
    });
    files.push(("index".to_owned(), manifest.to_string()));
    let script =
        |(name, data)| (format!("{FOLDER}/{name}.js"), format!("lathundSok(\"{name}\",{data});\n"));
    files.into_iter().map(script).collect()
}

/// How much the pages count: runs of pages that count the same.
fn priors(index: &Index) -> Vec<(usize, u32)> {
    let mut runs: Vec<(usize, u32)> = Vec::new();
    for card in &index.cards {
        match runs.last_mut().filter(|(_, prior)| *prior == card.prior) {
            Some((count, _)) => *count += 1,
            None => runs.push((1, card.prior)),
        }
    }
    runs
}

/// The forms, each as what it has in common with the one before, the rest, its word and its reach.
fn vocabulary(index: &Index) -> (Vec<String>, Vec<String>) {
    let (mut files, mut firsts) = (Vec::new(), Vec::new());
    let mut text = String::new();
    let (mut before, mut word): (Vec<char>, i64) = (Vec::new(), 0);
    for (at, form) in index.forms.iter().enumerate() {
        // Forms that fold to the same stand in the same file.
        let fresh = at == 0 || index.forms[at - 1].folded != form.folded;
        if at == 0 || text.len() > VOCABULARY && fresh {
            if at > 0 {
                files.push(quoted(&std::mem::take(&mut text)));
            }
            firsts.push(form.folded.clone());
            (before, word) = (Vec::new(), 0);
        }
        let letters: Vec<char> = form.text.chars().collect();
        let common = before.iter().zip(&letters).take_while(|(a, b)| a == b).count();
        number(&mut text, common as u32);
        text.extend(&letters[common..]);
        text.push(' ');
        let step = i64::from(form.word) - word;
        let zigzag = step.unsigned_abs() * 2 - u64::from(step < 0);
        number(&mut text, zigzag as u32);
        number(&mut text, u32::from(index.reach[form.word as usize]));
        (before, word) = (letters, i64::from(form.word));
    }
    if !text.is_empty() {
        files.push(quoted(&text));
    }
    (files, firsts)
}

/// The pages of each word: a list of strings, the first for the first word of the file.
fn postings(index: &Index) -> (Vec<String>, Vec<u32>) {
    let (mut files, mut firsts) = (Vec::new(), Vec::new());
    let (mut words, mut size): (Vec<String>, usize) = (Vec::new(), 0);
    for word in 0..index.rarity.len() as u32 {
        if words.is_empty() {
            firsts.push(word);
        }
        let mut text = String::new();
        number(&mut text, u32::from(index.rarity[word as usize]));
        let mut before = 0;
        for posting in index.postings(word) {
            number(&mut text, posting.doc - before);
            self::posting(&mut text, *posting);
            before = posting.doc;
        }
        size += text.len() + 3;
        words.push(text);
        if size > POSTINGS {
            files.push(serde_json::to_string(&std::mem::take(&mut words)).unwrap_or_default());
            size = 0;
        }
    }
    if !words.is_empty() {
        files.push(serde_json::to_string(&words).unwrap_or_default());
    }
    (files, firsts)
}

fn posting(text: &mut String, posting: Posting) {
    let way = match posting.way {
        Way::Own => 0,
        Way::Related => 1,
        Way::Synonym => 2,
        Way::Part => 3,
    };
    let (named, placed) = (posting.name > 0, posting.section > 0);
    sign(text, u32::from(posting.impact));
    sign(text, way + 4 * u32::from(named) + 8 * u32::from(placed));
    if named {
        sign(text, u32::from(posting.name));
    }
    if placed {
        sign(text, u32::from(posting.section));
    }
}

/// What is shown of the pages, in lists.
fn cards(index: &Index) -> (Vec<String>, Vec<usize>) {
    let (mut files, mut firsts) = (Vec::new(), Vec::new());
    let mut text = String::new();
    for (doc, card) in index.cards.iter().enumerate() {
        if text.is_empty() {
            firsts.push(doc);
        }
        text.push(if text.is_empty() { '[' } else { ',' });
        text.push_str(&self::card(card));
        if text.len() > CARDS {
            text.push(']');
            files.push(std::mem::take(&mut text));
        }
    }
    if !text.is_empty() {
        text.push(']');
        files.push(text);
    }
    (files, firsts)
}

fn card(card: &Card) -> String {
    let first = card.sections.first();
    let sections = card.sections.iter().enumerate().skip(1).map(|(at, section)| {
        let excerpt = if at < EXCERPTS { section.excerpt.as_str() } else { "" };
        (&section.anchor, &section.title, excerpt)
    });
    let text = match card.summary.as_str() {
        "" => first.map_or("", |section| section.excerpt.as_str()),
        summary => summary,
    };
    let sections: Vec<_> = sections.collect();
    let Card { path, anchor, title, trail, names, .. } = card;
    // Lists and texts can always be written.
    let card = (path, anchor, title, trail, text, names, sections);
    serde_json::to_string(&card).unwrap_or_default()
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// A number in as many signs as it needs.
fn number(text: &mut String, mut number: u32) {
    while number >= 45 {
        sign(text, 45 + number % 45);
        number = number / 45 - 1;
    }
    sign(text, number);
}

/// A number from 0 to 90 in one sign.
fn sign(text: &mut String, number: u32) {
    let code = 35 + number;
    let code = if code >= u32::from(b'\\') { code + 1 } else { code };
    // Always below 127: a sign of ASCII.
    text.push(char::from(code as u8));
}
