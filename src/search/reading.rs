//! Reads a page word by word: what each word says of it, and where it says most.

use foldhash::HashMap;

use super::analysis::{Token, tokens};
use super::index::{
    MAX_IMPACT, MAX_NAMES, MAX_SECTIONS, NameShare, Posting, WHOLE_NAME, own_word, whole,
};
use super::lexicon::{Lexicon, Way};
use super::page::Place;
use super::vocabulary::{Page, Passage};

/// How much a piece of a word with hyphens is of it, in per cent.
const PIECE: f32 = 0.75;
/// How much another name of the same thing is of a hit.
const SYNONYM: f32 = 0.4;
/// The weight of a word in a title, and in another name.
const TITLE: f32 = 10.0;
const ALIAS: f32 = 7.0;
/// The most helping words of a name that make it longer.
const MAX_HELPING: usize = 2;
/// The most words in a name that is looked for in texts.
const MAX_NAME: usize = 4;

/// What the words of the vocabulary say of a page that has them.
pub(super) struct Meanings {
    /// The word that each is a form of.
    own: Vec<u32>,
    /// Where the hits of each end among all.
    ends: Vec<u32>,
    hits: Vec<Meaning>,
}

/// A word that is met where another one stands.
#[derive(Debug, Clone, Copy)]
struct Meaning {
    word: u32,
    way: Way,
    /// How much of a hit it is.
    share: f32,
}

impl Meanings {
    pub(super) fn new(lexicon: &Lexicon, words: &[Token]) -> Self {
        let mut meanings = Self { own: Vec::new(), ends: Vec::new(), hits: Vec::new() };
        for token in words {
            meanings.own.push(own_word(lexicon, &token.form).unwrap_or(u32::MAX));
            let whole = std::iter::once((token.form.as_str(), 1.0, false));
            let pieces = token.pieces.iter().map(|piece| (piece.as_str(), PIECE, true));
            for (form, share, inside) in whole.chain(pieces) {
                for sense in lexicon.form(form).map_or(&[][..], |form| lexicon.senses(form)) {
                    let way = if inside && sense.way == Way::Own { Way::Part } else { sense.way };
                    let share = share * f32::from(sense.share) / 100.0;
                    meanings.hits.push(Meaning { word: sense.word, way, share });
                }
            }
            meanings.ends.push(meanings.hits.len() as u32);
        }
        meanings
    }

    fn of(&self, word: u32) -> &[Meaning] {
        let word = word as usize;
        let start = word.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.hits[start as usize..self.ends[word] as usize]
    }
}

/// The names of the glossary's terms, to be met in texts: one calls up the others.
pub(super) struct Names {
    /// A name as the words of it, and the term that it names.
    terms: HashMap<Vec<u32>, usize>,
    /// Whether a name can begin with each word.
    first: Vec<bool>,
    /// The words of all names of a term.
    words: Vec<Vec<u32>>,
}

impl Names {
    pub(super) fn new(lexicon: &Lexicon, meanings: &Meanings, pages: &[Page]) -> Self {
        let first = vec![false; lexicon.words];
        let mut names = Self { terms: HashMap::default(), first, words: Vec::new() };
        for page in pages.iter().filter(|page| page.defines) {
            let is_name = |here: &Passage<'_>| matches!(here.place, Place::Name | Place::Alias);
            let word =
                |word: &u32| Some(meanings.own[*word as usize]).filter(|own| *own < u32::MAX);
            let own = page.passages().filter(is_name);
            let spelt: Vec<Vec<u32>> = own
                .map(|passage| passage.words.iter().filter_map(word).collect())
                .filter(|words: &Vec<u32>| (1..=MAX_NAME).contains(&words.len()))
                .collect();
            if spelt.len() < 2 {
                continue;
            }
            let mut words = spelt.concat();
            words.sort_unstable();
            words.dedup();
            for name in spelt {
                names.first[name[0] as usize] = true;
                names.terms.entry(name).or_insert(names.words.len());
            }
            names.words.push(words);
        }
        names
    }

    /// The words that the name at the beginning of `words` calls up.
    fn at(&self, words: &[u32]) -> &[u32] {
        let first = words.first().and_then(|word| self.first.get(*word as usize));
        let longest = if first == Some(&true) { words.len().min(MAX_NAME) } else { 0 };
        let term = (1..=longest).rev().find_map(|length| self.terms.get(&words[..length]));
        term.map_or(&[], |term| &self.words[*term])
    }
}

/// What is found of one word on a page.
#[derive(Debug, Clone, Copy)]
struct Found {
    way: Way,
    name: u32,
    names: u32,
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
        Self {
            way,
            name: 0,
            names: 0,
            heading: 0.0,
            field: 0.0,
            body: 0.0,
            best: none,
            running: none,
        }
    }

    fn add(&mut self, spot: Spot, way: Way, share: f32) {
        self.way = self.way.min(way);
        let weight = match spot.place {
            Place::Name | Place::Alias | Place::Joined => {
                self.name = self.name.max(spot.name(way));
                self.names |= spot.number;
                let weight = if spot.place == Place::Alias { ALIAS } else { TITLE };
                self.heading = self.heading.max(weight * share);
                return;
            }
            Place::Heading => 4.0,
            Place::Field(weight) => f32::from(weight),
            Place::Body => 1.0,
        };
        if spot.place == Place::Body {
            self.body += share;
        } else {
            self.field = (self.field + weight * share).min(9.0);
        }
        if self.running.0 != spot.section {
            self.running = (spot.section, 0.0);
        }
        self.running.1 += weight * share;
        if self.running.1 > self.best.1 {
            self.best = self.running;
        }
    }

    /// `words`: how many the running text of the page has.
    fn posting(&self, doc: u32, words: usize, average: f32) -> Posting {
        let long = 0.4 + 0.6 * words as f32 / average;
        let body = 4.0 * self.body / (self.body + 1.5 * long);
        let raw = self.heading + self.field + body;
        // Cut off by `whole`: rounding costs a call where processors of all ages are to run it.
        let impact = (MAX_IMPACT * raw / (raw + 8.0) + 0.5).clamp(1.0, MAX_IMPACT);
        let section = self.best.0;
        let section = if usize::from(section) > MAX_SECTIONS { 0 } else { section };
        let share = self.name.min(WHOLE_NAME) as u8;
        let names = NameShare { which: self.names, share };
        Posting::new(doc, (whole(impact), section), self.way, names)
    }
}

/// Where a word stands: in what, and at which place among its words.
#[derive(Clone, Copy)]
struct Spot {
    place: Place,
    section: u8,
    at: usize,
    /// How long the name is, in half words: helping words count half.
    halves: usize,
    /// The bit of the name.
    number: u32,
}

impl Spot {
    /// How much of a name the word is, of 60: the first of a title counts more than the others, a
    /// title more than a synonym.
    fn name(self, way: Way) -> u32 {
        let value = match way {
            Way::Own => WHOLE_NAME,
            Way::Related => 48,
            Way::Synonym => 24,
            Way::Part => 30,
        };
        let share = 2 * value / self.halves.max(1) as u32;
        match self.place {
            Place::Name if self.at == 0 && self.halves > 3 => share * 3 / 2,
            Place::Alias => share * 7 / 10,
            _ => share,
        }
    }
}

/// The bit of a name by its place among the names of its page: the title has one of its own.
fn bit(name: usize) -> u32 {
    if name == 0 { 1 } else { 2 << ((name - 1) % (MAX_NAMES - 1)) }
}

/// Reads pages, one after the other.
pub(super) struct Reader<'a> {
    lexicon: &'a Lexicon,
    meanings: &'a Meanings,
    names: &'a Names,
    /// The words of the page, what is found of them, and where that of each word of the site is.
    met: Vec<u32>,
    found: Vec<Found>,
    places: Vec<u32>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(lexicon: &'a Lexicon, meanings: &'a Meanings, names: &'a Names) -> Self {
        let places = vec![u32::MAX; lexicon.words];
        Self { lexicon, meanings, names, met: Vec::new(), found: Vec::new(), places }
    }

    /// What the words of a page say of it, in the order in which it has them.
    pub(super) fn read(&mut self, page: &Page, doc: u32, average: f32) -> Vec<(u32, Posting)> {
        // The word for pages of its kind.
        let label = tokens(&page.label).first().and_then(|own| own_word(self.lexicon, &own.form));
        let (mut body, mut words, mut names) = (0, Vec::new(), 0);
        for passage in page.passages() {
            if passage.place == Place::Body {
                body += passage.read;
            }
            words.clear();
            words.extend(passage.words.iter().map(|word| self.meanings.own[*word as usize]));
            let is_name = matches!(passage.place, Place::Name | Place::Alias);
            let number = match passage.place {
                Place::Joined => bit(names.max(1) - 1),
                _ if is_name => bit(names),
                _ => 0,
            };
            names += usize::from(is_name);
            self.passage(passage, &words, label, number);
        }
        let postings = self.met.iter().map(|word| {
            let place = std::mem::replace(&mut self.places[*word as usize], u32::MAX);
            (*word, self.found[place as usize].posting(doc, body, average))
        });
        let postings = postings.collect();
        self.met.clear();
        self.found.clear();
        postings
    }

    /// `words`: what the words of the passage are forms of.
    fn passage(&mut self, passage: Passage<'_>, words: &[u32], label: Option<u32>, number: u32) {
        let Passage { place, section, .. } = passage;
        // What the page is, such as a template, does not tell its name from others.
        let own = words.iter().filter(|word| label == Some(**word)).count();
        let of = words.len() - own.min(words.len() - words.len().min(1));
        let helping = if place == Place::Alias { passage.read - words.len() } else { 0 };
        let halves = 2 * of + helping.min(MAX_HELPING);
        let (meanings, names) = (self.meanings, self.names);
        let mut before = 0;
        for (at, word) in passage.words.iter().enumerate() {
            let spot = Spot { place, section, at: before, halves, number };
            before += usize::from(label != Some(words[at]));
            for meaning in meanings.of(*word) {
                self.add(spot, *meaning);
            }
            for word in names.at(&words[at..]) {
                self.add(spot, Meaning { word: *word, way: Way::Synonym, share: SYNONYM });
            }
        }
    }

    fn add(&mut self, spot: Spot, Meaning { word, way, share }: Meaning) {
        let place = &mut self.places[word as usize];
        if *place == u32::MAX {
            *place = self.found.len() as u32;
            self.met.push(word);
            self.found.push(Found::new(way));
        }
        self.found[*place as usize].add(spot, way, share);
    }
}
