//! Takes apart words that the site does not have.

use super::index::Index;
use super::resolve::{PIECE, SPLIT, completed, exactly, inflected, of_quality};

/// The most beginnings of an unknown compound that are tried.
const HEADS: usize = 4;

/// The fewest letters of a word of which others may be found that go on from it.
const BEGINNING: usize = 5;

/// A part of an unknown compound with the words that it stands for.
pub(super) type Part = (String, Vec<(u32, u32)>);

fn part(form: &str, words: Vec<(u32, u32)>) -> Part {
    (form.to_owned(), of_quality(words, SPLIT))
}

/// The words that a form stands for, or else another form of it.
fn in_some_form(index: &Index, plain: &str) -> Vec<(u32, u32)> {
    let found = exactly(index, plain);
    if found.is_empty() { inflected(index, plain) } else { found }
}

/// The two parts of a compound that the site does not have.
pub(super) fn split(index: &Index, plain: &str) -> Option<[Part; 2]> {
    let ends: Vec<usize> = plain.char_indices().map(|(at, _)| at).skip(3).collect();
    let usable = ends.len().checked_sub(2)?;
    let mut tried = 0;
    for end in ends[..usable].iter().rev() {
        let head = &plain[..*end];
        let mut known = exactly(index, head);
        if let Some(bare) = head.strip_suffix('s').filter(|bare| bare.chars().count() > 2)
            && known.is_empty()
        {
            known = exactly(index, bare);
        }
        if known.is_empty() {
            // A word loses its last vowel before another: `kartsystem`.
            known = inflected(index, head);
        }
        if known.is_empty() {
            continue;
        }
        tried += 1;
        let tail = &plain[*end..];
        let found = in_some_form(index, tail);
        if !found.is_empty() {
            return Some([part(head, known), part(tail, found)]);
        }
        if tried == HEADS {
            break;
        }
    }
    None
}

/// The words that go on from a word that the site does not have, or else the longest word that it
/// begins with or ends in.
pub(super) fn begun(index: &Index, plain: &str) -> Vec<(u32, u32)> {
    let letters = plain.chars().count();
    if letters < BEGINNING {
        return Vec::new();
    }
    let further = completed(index, plain);
    if !further.is_empty() {
        return further;
    }
    let cuts = plain.char_indices().map(|(at, _)| at).skip(4);
    let cuts: Vec<usize> = cuts.take(letters.saturating_sub(6)).collect();
    let heads = cuts.iter().rev().map(|at| &plain[..*at]);
    let tails = cuts.iter().map(|at| &plain[*at..]).filter(|tail| tail.chars().count() > 3);
    let words = heads.chain(tails).map(|part| exactly(index, part)).find(|words| !words.is_empty());
    of_quality(words.unwrap_or_default(), PIECE)
}

/// The two parts of an unknown compound of whose first part words are known that go on from it.
pub(super) fn halves(index: &Index, plain: &str) -> Option<[Part; 2]> {
    let cuts = plain.char_indices().map(|(at, _)| at).skip(4);
    let cuts: Vec<usize> = cuts.take_while(|at| plain[*at..].chars().count() > 3).collect();
    cuts.into_iter().rev().find_map(|at| {
        let (head, tail) = plain.split_at(at);
        let first = completed(index, head);
        let last = in_some_form(index, tail);
        (!first.is_empty() && !last.is_empty()).then(|| [part(head, first), part(tail, last)])
    })
}

/// The word before the figures that another one ends in, and the figures.
pub(super) fn figures_apart(form: &str) -> Option<[&str; 2]> {
    let word = form.trim_end_matches(|sign: char| sign.is_ascii_digit());
    let apart = word.len() < form.len() && word.chars().count() > 2;
    (apart && word.chars().all(char::is_alphabetic)).then(|| [word, &form[word.len()..]])
}
