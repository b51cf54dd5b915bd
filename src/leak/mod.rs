//! Looks for what was withheld from an audience in the finished bytes of its site.
//!
//! The handbook is reduced before anything is derived from it, so nothing should be found. This is
//! the second lock: it knows no page and no template, only the words that must not be there, and
//! those by their hashes alone.

mod gather;
mod package;
mod words;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use crate::diagnostic::Span;
pub(crate) use gather::{Withheld, grouped};
use words::{Form, Word};

/// The most words that are looked for in a row. So many common words are not met by chance.
const LONGEST: usize = 8;

/// Words in a row that tell something withheld, and where they are written.
#[derive(Debug, Clone)]
pub(crate) struct Needle {
    words: Vec<u64>,
    /// Those of the words that a text is known by when nothing else uses them.
    telling: Vec<u64>,
    /// Whether hyphens join the words.
    glued: bool,
    /// Whether it is known by a number.
    coded: bool,
    span: Span,
}

impl Needle {
    fn new(words: &[Word], glued: bool, span: Span) -> Self {
        let coded = gather::is_coded(words);
        let telling = words.iter().filter(|word| word.letters > 3).map(|word| word.hash).collect();
        let words = words.iter().map(|word| word.hash).collect();
        Self { words, telling, glued, coded, span }
    }

    fn key(&self) -> u64 {
        let key = self.words.iter().rev().fold(0, |key, word| joined(key, *word));
        if self.glued { key ^ GLUE } else { key }
    }
}

/// Tells the key of an id from that of the same words in a text.
const GLUE: u64 = 0x5bd1_e995_5bd1_e995;

/// Finds needles in bytes.
#[derive(Debug, Default)]
pub(crate) struct Guard {
    needles: Vec<Needle>,
    by_key: HashMap<u64, u32>,
    /// Whether a needle may end in a word, a bit for some bits of its hash.
    ends: Vec<u64>,
    /// The lengths that needles have.
    lengths: [bool; LONGEST + 1],
}

/// Where the words of the search index stand, in an order of their own.
const INDEX: &str = "sok/ord-";

/// How many bits of a hash tell whether a needle may end in its word.
const END_BITS: u32 = 18;

/// Where the bit of a word stands, and the bit.
const fn place(hash: u64) -> (usize, u64) {
    let bits = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - END_BITS);
    ((bits >> 6) as usize, 1 << (bits & 63))
}

impl Guard {
    /// Guards what was withheld, but for what `visible` texts say too: that is no secret. What is
    /// left has a word that none of them uses, or a number, or is long.
    pub(crate) fn new(withheld: &Withheld, visible: &[Cow<'_, str>]) -> Self {
        let all = Self::over(withheld.needles().to_vec());
        let told: Vec<AtomicBool> = all.needles.iter().map(|_| AtomicBool::default()).collect();
        let words = all.needles.iter().flat_map(|needle| &needle.telling);
        let used: HashMap<u64, AtomicBool> =
            words.map(|word| (*word, AtomicBool::default())).collect();
        visible.par_iter().for_each(|text| {
            all.find(text.as_bytes(), Form::Text, &mut |needle| {
                told[needle as usize].store(true, Ordering::Relaxed);
            });
            // A word that others begin with is what search makes of those.
            words::each::<true>(text.as_bytes(), Form::Words, |word| {
                if let Some(used) = used.get(&word.hash) {
                    used.store(true, Ordering::Relaxed);
                }
            });
        });
        let is_used = |word: &u64| used.get(word).is_some_and(|used| used.load(Ordering::Relaxed));
        let is_rare = |needle: &Needle| {
            needle.coded
                || needle.glued
                || needle.words.len() == LONGEST
                || !needle.telling.iter().all(is_used)
        };
        let kept = all.needles.iter().zip(&told).filter(|(_, told)| !told.load(Ordering::Relaxed));
        Self::over(kept.map(|(needle, _)| needle.clone()).filter(is_rare).collect())
    }

    fn over(needles: Vec<Needle>) -> Self {
        let mut guard = Self { ends: vec![0; 1 << (END_BITS - 6)], ..Self::default() };
        for needle in needles {
            let next = guard.needles.len() as u32;
            let last = needle.words.last().copied().unwrap_or_default();
            if *guard.by_key.entry(needle.key()).or_insert(next) == next {
                let (slot, bit) = place(last);
                guard.ends[slot] |= bit;
                guard.lengths[needle.words.len()] = true;
                guard.needles.push(needle);
            }
        }
        guard
    }

    /// Whether there is nothing to look for.
    pub(crate) fn is_idle(&self) -> bool {
        self.needles.is_empty()
    }

    /// Where the withheld words stand that a file tells, in its name or its bytes.
    pub(crate) fn look(&self, path: &str, bytes: &[u8]) -> Vec<Span> {
        if self.is_idle() {
            return Vec::new();
        }
        let form = form(path);
        let mut found = Vec::new();
        let mut add = |needle: u32| {
            let needle = &self.needles[needle as usize];
            // An index holds words that no text uses: what words are made of, and what they mean.
            if form != Form::Words || needle.coded {
                found.push(needle.span);
            }
        };
        self.find(path.as_bytes(), Form::Text, &mut add);
        match package::parts(bytes) {
            Some(parts) => {
                for part in parts {
                    self.find(&part, form, &mut add);
                }
            }
            None => self.find(bytes, form, &mut add),
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn find(&self, bytes: &[u8], form: Form, hit: &mut dyn FnMut(u32)) {
        let (mut text, mut inner) = (Row::default(), Row::default());
        words::each::<false>(bytes, form, |word| {
            let row = if word.tag == 0 { &mut text } else { &mut inner };
            if !word.glued {
                self.probe_id(row, hit);
            }
            row.push(word);
            let (slot, bit) = place(word.hash);
            if self.ends[slot] & bit != 0 {
                self.probe(row, hit);
            }
        });
        self.probe_id(&text, hit);
        self.probe_id(&inner, hit);
    }

    /// Looks for an id among the words that hyphens join: all of them, or it would be another id.
    fn probe_id(&self, row: &Row, hit: &mut dyn FnMut(u32)) {
        if row.glued > 1 && row.glued <= LONGEST && self.lengths[row.glued] {
            let key = row.backwards().take(row.glued).fold(0, joined) ^ GLUE;
            self.by_key.get(&key).into_iter().for_each(|needle| hit(*needle));
        }
    }

    fn probe(&self, row: &Row, hit: &mut dyn FnMut(u32)) {
        let mut key = 0;
        for (length, hash) in (1..=LONGEST).zip(row.backwards()) {
            key = joined(key, hash);
            if self.lengths[length]
                && let Some(needle) = self.by_key.get(&key)
            {
                hit(*needle);
            }
        }
    }
}

fn form(path: &str) -> Form {
    match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("csv") => Form::Rows,
        Some("ics") => Form::Folded,
        _ if path.starts_with(INDEX) => Form::Words,
        _ => Form::Text,
    }
}

/// The last words that were read.
#[derive(Default, Clone, Copy)]
struct Row {
    words: [u64; LONGEST],
    count: usize,
    /// How many of them hyphens join.
    glued: usize,
}

impl Row {
    fn push(&mut self, word: Word) {
        if word.fresh {
            self.count = 0;
        }
        self.words[self.count % LONGEST] = word.hash;
        self.count += 1;
        self.glued = if word.glued { self.glued + 1 } else { 1 };
    }

    fn backwards(&self) -> impl Iterator<Item = u64> {
        let known = self.count.min(LONGEST);
        (1..=known).map(|back| self.words[(self.count - back) % LONGEST])
    }
}

/// The key of words in a row, from the last to the first.
const fn joined(key: u64, hash: u64) -> u64 {
    (key.rotate_left(23) ^ hash).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests;
