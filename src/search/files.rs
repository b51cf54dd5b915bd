//! The index as small files: plain scripts that hand over a string or a list, so that pages read
//! them from any web server, from a folder, and under the strictest content security policy.
//!
//! `sok/index.js` tells which file holds what. The vocabulary (`ord-*`), the pages of each word
//! (`traff-*`) and what is shown of the pages (`kort-*`) are cut into pieces of about the same
//! size, so that a search loads a few of them, however large the site.
//!
//! Numbers are written in 91 signs, none of which a script must escape: 0 to 90 in one sign, larger
//! ones in several, the last of which is below 45.

use std::ops::Range;

use rayon::prelude::*;
use serde_json::{Value, json};

use super::index::{Index, Posting};
use super::page::{Card, Section};
use super::vocabulary::Page;
use crate::render::escape::has;
use crate::render::theme::Words;

/// How many bytes a file has, about.
const VOCABULARY: usize = 16_000;
const POSTINGS: usize = 14_000;
const CARDS: usize = 8_000;
/// How many bytes the number of a page and what a word says of it take, about.
const POSTING: usize = 4;
/// The most sections of a page that are shown with their text.
const EXCERPTS: usize = 24;

const FOLDER: &str = "sok";

/// A file of the index: its path, and the hash of what is in it.
type Written = (String, blake3::Hash);

fn write_one<E>(
    put: &impl Fn(&str, &[u8]) -> Result<(), E>,
    name: &str,
    data: &[u8],
) -> Result<Written, E> {
    let path = format!("{FOLDER}/{name}.js");
    let call = format!("lathundSok(\"{name}\",");
    put(&path, &[call.as_bytes(), data, b");\n"].concat())?;
    Ok((path, blake3::hash(data)))
}

/// The files of what is shown of the pages, and the first page in each.
pub(super) struct Shown {
    files: Vec<Written>,
    starts: Vec<usize>,
}

/// Writes what is shown of the pages, and gives back the room of it.
pub(super) fn write_cards<E: Send>(
    pages: &mut [Page],
    put: impl Fn(&str, &[u8]) -> Result<(), E> + Sync,
) -> Result<Shown, E> {
    let runs = runs(pages.len(), CARDS, |doc| size(&pages[doc].card));
    let file = |(at, run): (usize, &Range<usize>)| {
        let mut data = Vec::with_capacity(2 * CARDS);
        list(&mut data, &pages[run.clone()], |out, page| card(out, &page.card));
        write_one(&put, &format!("kort-{at}"), &data)
    };
    let files = runs.par_iter().enumerate().map(file).collect::<Result<_, E>>()?;
    let starts = runs.iter().map(|run| run.start).collect();
    pages.par_iter_mut().for_each(Page::forget_card);
    Ok(Shown { files, starts })
}

/// Writes all other files, on many threads; `put` takes each with its path. A file is made when it is
/// written: a large site has an index that is larger than its texts. Tells the paths.
pub(super) fn write<E: Send>(
    index: &Index,
    shown: Shown,
    words: &Words,
    put: impl Fn(&str, &[u8]) -> Result<(), E> + Sync,
) -> Result<Vec<String>, E> {
    let put = |name: &str, data: &[u8]| write_one(&put, name, data);
    let (forms, first_forms) = vocabulary(index);
    let pages = runs(index.rarity.len(), POSTINGS, |word| {
        POSTING * (index.postings(word as u32).len() + 1)
    });
    let forms = forms.par_iter().enumerate();
    let forms = forms.map(|(at, data)| put(&format!("ord-{at}"), data.as_bytes()));
    let pages_of = |(at, run): (usize, &Range<usize>)| {
        put(&format!("traff-{at}"), postings(index, run.clone()).as_bytes())
    };
    let files = forms.chain(pages.par_iter().enumerate().map(pages_of));
    let mut files: Vec<Written> = files.collect::<Result<_, E>>()?;
    files.extend(shown.files);
    let mut hasher = blake3::Hasher::new();
    for (path, hash) in &files {
        hasher.update(path.as_bytes()).update(hash.as_bytes());
    }
    let starts: Vec<usize> = pages.iter().map(|run| run.start).collect();
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
        "traff": starts,
        "kort": shown.starts,
    });
    let (manifest, _) = put("index", manifest.to_string().as_bytes())?;
    Ok(files.into_iter().map(|(path, _)| path).chain([manifest]).collect())
}

/// Cuts a list of things into runs of about `wanted` bytes.
fn runs(things: usize, wanted: usize, bytes: impl Fn(usize) -> usize) -> Vec<Range<usize>> {
    let (mut runs, mut start, mut taken) = (Vec::new(), 0, 0);
    for at in 0..things {
        taken += bytes(at);
        if taken > wanted || at + 1 == things {
            runs.push(start..at + 1);
            (start, taken) = (at + 1, 0);
        }
    }
    runs
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

/// The pages of some words: a list with a string for each. No sign of theirs has to be escaped.
fn postings(index: &Index, words: Range<usize>) -> String {
    let mut text = String::with_capacity(2 * POSTINGS);
    for word in words {
        text.push_str(if text.is_empty() { "[\"" } else { "\",\"" });
        number(&mut text, u32::from(index.rarity[word]));
        let mut before = 0;
        for posting in index.postings(word as u32) {
            number(&mut text, posting.doc - before);
            self::posting(&mut text, *posting);
            before = posting.doc;
        }
    }
    text.push_str("\"]");
    text
}

fn posting(text: &mut String, posting: Posting) {
    let way = posting.way() as u32;
    let (named, placed) = (posting.name() > 0, posting.section > 0);
    sign(text, u32::from(posting.impact));
    sign(text, way + 4 * u32::from(named) + 8 * u32::from(placed));
    if named {
        sign(text, u32::from(posting.name()));
        number(text, posting.names);
    }
    if placed {
        sign(text, u32::from(posting.section));
    }
}

/// How many bytes what is shown of a page takes, about.
fn size(card: &Card) -> usize {
    let names = card.names.iter().map(|name| name.len() + 3).sum::<usize>();
    let section =
        |section: &Section| section.anchor.len() + section.title.len() + section.excerpt.len() + 12;
    let sections = card.sections.iter().map(section).sum::<usize>();
    let Card { path, anchor, title, trail, summary, .. } = card;
    let own = [path, anchor, title, trail, summary].map(|words| words.len() + 3);
    own.iter().sum::<usize>() + names + sections
}

fn card(out: &mut Vec<u8>, card: &Card) {
    let Card { path, anchor, title, trail, names, sections, .. } = card;
    let text = match card.summary.as_str() {
        "" => sections.first().map_or("", |section| section.excerpt.as_str()),
        summary => summary,
    };
    out.push(b'[');
    for words in [path, anchor, title, trail, text] {
        string(out, words);
        out.push(b',');
    }
    list(out, names, |out, name| string(out, name));
    out.push(b',');
    list(out, sections.iter().enumerate().skip(1), |out, (at, section)| {
        let excerpt = if at < EXCERPTS { section.excerpt.as_str() } else { "" };
        list(out, [&section.anchor, &section.title, excerpt], string);
    });
    out.push(b']');
}

/// Writes a list, each item by `write`.
fn list<T>(out: &mut Vec<u8>, items: impl IntoIterator<Item = T>, write: impl Fn(&mut Vec<u8>, T)) {
    out.push(b'[');
    for (at, item) in items.into_iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        write(out, item);
    }
    out.push(b']');
}

/// Writes a string; few have a sign that must be escaped.
fn string(out: &mut Vec<u8>, words: &str) {
    let is_escaped = |byte: u8| byte < b' ' || byte == b'"' || byte == b'\\';
    if has(words, is_escaped) {
        // A string can always be written.
        let _ = serde_json::to_writer(out, words);
        return;
    }
    out.push(b'"');
    out.extend(words.as_bytes());
    out.push(b'"');
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
