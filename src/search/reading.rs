//! Reads a page word by word: what each word says of it, and where it says most.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::analysis::{Token, tokens};
use super::index::{MAX_IMPACT, MAX_SECTIONS, Posting, WHOLE_NAME, own_word, whole};
use super::lexicon::{Lexicon, Way};
use super::page::{Piece, Place, Text};

/// How much a piece of a word with hyphens is of it, in per cent.
const PIECE: f32 = 0.75;
/// How much another name of the same thing is of a hit.
const SYNONYM: f32 = 0.4;
/// The most words in a name that is looked for in texts.
const MAX_NAME: usize = 4;

/// The names of the glossary's terms, to be met in texts: one calls up the others.
pub(super) struct Names {
    /// A name as the words of it, and the term that it names.
    terms: HashMap<Vec<u32>, usize>,
    /// The words that a name can begin with.
    first: HashSet<u32>,
    /// The words of all names of a term.
    words: Vec<Vec<u32>>,
}

impl Names {
    pub(super) fn new(lexicon: &Lexicon, texts: &[Text], stop: &HashSet<&str>) -> Self {
        let mut names = Self { terms: HashMap::new(), first: HashSet::new(), words: Vec::new() };
        for text in texts.iter().filter(|text| text.defines) {
            let is_name = |piece: &&Piece| matches!(piece.place, Place::Name | Place::Alias);
            let own = text.pieces.iter().filter(is_name);
            let spelt: Vec<Vec<u32>> = own
                .map(|piece| {
                    let tokens = tokens(&piece.text).into_iter();
                    let tokens = tokens.filter(|token| !stop.contains(token.form.as_str()));
                    tokens.filter_map(|token| own_word(lexicon, &token.form)).collect()
                })
                .filter(|words: &Vec<u32>| (1..=MAX_NAME).contains(&words.len()))
                .collect();
            if spelt.len() < 2 {
                continue;
            }
            let mut words = spelt.concat();
            words.sort_unstable();
            words.dedup();
            for name in spelt {
                names.first.insert(name[0]);
                names.terms.entry(name).or_insert(names.words.len());
            }
            names.words.push(words);
        }
        names
    }

    /// The words that the name at the beginning of `words` calls up.
    fn at(&self, words: &[u32]) -> &[u32] {
        let known = words.first().is_some_and(|word| self.first.contains(word));
        let longest = if known { words.len().min(MAX_NAME) } else { 0 };
        let term = (1..=longest).rev().find_map(|length| self.terms.get(&words[..length]));
        term.map_or(&[], |term| &self.words[*term])
    }
}

/// What is found of one word on a page.
#[derive(Debug, Clone, Copy)]
struct Found {
    way: Way,
    name: u32,
    heading: f32,
    field: f32,
    body: f32,
    /// The section with most of it so far, and how much the running one has.
    best: (u8, f32),
    running: (u8, f32),
}

impl Found {
    const fn new(way: Way) -> Self {
        let none = (0, 0.0);
        Self { way, name: 0, heading: 0.0, field: 0.0, body: 0.0, best: none, running: none }
    }
}

/// Where a word stands: in which piece, and at which place among its words.
#[derive(Clone, Copy)]
struct Spot<'p> {
    piece: &'p Piece,
    at: usize,
    of: usize,
}

impl Spot<'_> {
    /// How much of a name the word is, of 60: the first of a title counts more than the others, a
    /// title more than a synonym.
    fn name(self, way: Way) -> u32 {
        let value = match way {
            Way::Own => WHOLE_NAME,
            Way::Related => 48,
            Way::Synonym => 24,
            Way::Part => 30,
        };
        let share = value / self.of.max(1) as u32;
        match self.piece.place {
            Place::Name if self.at == 0 && self.of > 1 => share * 3 / 2,
            Place::Alias => share * 7 / 10,
            _ => share,
        }
    }
}

/// A page while it is read.
pub(super) struct Page<'a> {
    lexicon: &'a Lexicon,
    names: &'a Names,
    stop: &'a HashSet<&'a str>,
    /// The word for pages of its kind.
    label: Option<u32>,
    found: BTreeMap<u32, Found>,
    body: usize,
}

impl<'a> Page<'a> {
    pub(super) fn new(lexicon: &'a Lexicon, names: &'a Names, stop: &'a HashSet<&'a str>) -> Self {
        Self { lexicon, names, stop, label: None, found: BTreeMap::new(), body: 0 }
    }

    pub(super) fn read(&mut self, text: &Text) {
        self.label = tokens(&text.label).first().and_then(|own| own_word(self.lexicon, &own.form));
        for piece in &text.pieces {
            let mut tokens = tokens(&piece.text);
            if piece.place == Place::Body {
                self.body += tokens.len();
            }
            tokens.retain(|token| !self.stop.contains(token.form.as_str()));
            let words: Vec<u32> = tokens
                .iter()
                .map(|token| own_word(self.lexicon, &token.form).unwrap_or(u32::MAX))
                .collect();
            // What the page is, such as a template, does not tell its name from others.
            let own = words.iter().filter(|word| self.label == Some(**word)).count();
            let of = tokens.len() - own.min(tokens.len() - tokens.len().min(1));
            let mut before = 0;
            for (at, token) in tokens.iter().enumerate() {
                let spot = Spot { piece, at: before, of };
                before += usize::from(self.label != Some(words[at]));
                self.token(spot, token);
                for word in self.names.at(&words[at..]) {
                    self.add(spot, *word, Way::Synonym, SYNONYM);
                }
            }
        }
    }

    fn token(&mut self, spot: Spot<'_>, token: &Token) {
        let lexicon = self.lexicon;
        let whole = std::iter::once((token.form.as_str(), 1.0, false));
        let pieces = token.pieces.iter().map(|piece| (piece.as_str(), PIECE, true));
        for (form, share, inside) in whole.chain(pieces) {
            for sense in lexicon.form(form).map_or(&[][..], |form| lexicon.senses(form)) {
                let way = if inside && sense.way == Way::Own { Way::Part } else { sense.way };
                self.add(spot, sense.word, way, share * f32::from(sense.share) / 100.0);
            }
        }
    }

    fn add(&mut self, spot: Spot<'_>, word: u32, way: Way, share: f32) {
        let found = self.found.entry(word).or_insert_with(|| Found::new(way));
        found.way = found.way.min(way);
        let weight = match spot.piece.place {
            Place::Name | Place::Alias => {
                found.name = found.name.max(spot.name(way));
                found.heading = found.heading.max(10.0 * share);
                return;
            }
            Place::Heading => 4.0,
            Place::Field(weight) => f32::from(weight),
            Place::Body => 1.0,
        };
        if spot.piece.place == Place::Body {
            found.body += share;
        } else {
            found.field = (found.field + weight * share).min(9.0);
        }
        if found.running.0 != spot.piece.section {
            found.running = (spot.piece.section, 0.0);
        }
        found.running.1 += weight * share;
        if found.running.1 > found.best.1 {
            found.best = found.running;
        }
    }

    pub(super) fn postings(self, doc: u32, average: f32) -> Vec<(u32, Posting)> {
        let long = 0.4 + 0.6 * self.body as f32 / average;
        let posting = |(word, found): (u32, Found)| {
            let body = 4.0 * found.body / (found.body + 1.5 * long);
            let raw = found.heading + found.field + body;
            let impact = (MAX_IMPACT * raw / (raw + 8.0)).round().clamp(1.0, MAX_IMPACT);
            let section = found.best.0;
            let section = if usize::from(section) > MAX_SECTIONS { 0 } else { section };
            let (impact, name) = (whole(impact), found.name.min(WHOLE_NAME) as u8);
            (word, Posting { doc, impact, way: found.way, name, section })
        };
        self.found.into_iter().map(posting).collect()
    }
}
