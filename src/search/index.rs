//! The index: for every word the pages that have it, how much it says there, and in which section.

use std::collections::{BTreeMap, HashMap, HashSet};

use rayon::prelude::*;

use super::analysis::{Analysis, Token, tokens};
use super::lexicon::{Form, Lexicon, Way};
use super::page::{Card, Piece, Place, Text};

/// How much a piece of a word with hyphens is of it, in per cent.
const PIECE: f32 = 0.75;
/// How much rarer a word with hyphens can be than its rarest piece.
const HYPHENED: u8 = 15;
/// How much another name of the same thing is of a hit.
const SYNONYM: f32 = 0.4;
/// The most words in a name that is looked for in texts.
const MAX_NAME: usize = 4;
/// The most sections of a page that are told apart.
const MAX_SECTIONS: usize = 89;
/// The most pages that a word is kept for: those that it says most about.
const MAX_PAGES: usize = 20_000;
/// With more forms than these, more of a misspelt word must be right, or the browser would have to
/// load too many.
const MANY_FORMS: usize = 60_000;
/// The greatest impact.
const MAX_IMPACT: f32 = 90.0;
/// The value of a name that is found whole.
pub(super) const WHOLE_NAME: u32 = 60;

/// What a word says of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Posting {
    pub(crate) doc: u32,
    /// How much, 1 to 90.
    pub(crate) impact: u8,
    /// How the word stands there.
    pub(crate) way: Way,
    /// How much of one of the page's names the word is, of 60.
    pub(crate) name: u8,
    /// The section that says most about it; 0 for the page itself.
    pub(crate) section: u8,
}

/// The index of a site.
#[derive(Debug, Default)]
pub(crate) struct Index {
    /// What is shown of each page, in the order of their numbers.
    pub(crate) cards: Vec<Card>,
    /// The kinds of pages: id, label, and how many pages; the pages of each stand together.
    pub(crate) kinds: Vec<(String, String, usize)>,
    /// Every form, sorted.
    pub(crate) forms: Vec<Form>,
    /// How rare each word is.
    pub(crate) rarity: Vec<u8>,
    /// How many pages each word has, as a figure from 0 to 90.
    pub(crate) reach: Vec<u8>,
    /// Words that are left out.
    pub(crate) stop: Vec<&'static str>,
    /// Endings of words.
    pub(crate) endings: Vec<&'static str>,
    /// How many letters at the beginning of a misspelt word are taken to be right.
    pub(crate) sure: usize,
    postings: Vec<Posting>,
    starts: Vec<u32>,
}

impl Index {
    /// Of pages that stand in the order of their kinds.
    pub(crate) fn new(analysis: &Analysis, texts: Vec<Text>) -> Self {
        let stop: HashSet<&str> = analysis.stop_words().collect();
        let forms = forms(&texts, &stop);
        let hyphened: Vec<Token> =
            forms.iter().filter(|token| !token.pieces.is_empty()).cloned().collect();
        let forms = forms.into_iter().flat_map(|token| token.pieces.into_iter().chain([token.form]));
        let lexicon = Lexicon::new(analysis, forms.filter(|form| !stop.contains(form.as_str())).collect());
        let names = Names::new(&lexicon, &texts, &stop);
        let average = average(&texts);
        let found: Vec<Vec<(u32, Posting)>> = texts
            .par_iter()
            .enumerate()
            .map(|(doc, text)| {
                let mut page = Page::new(&lexicon, &names, &stop);
                page.read(text);
                page.postings(doc as u32, average)
            })
            .collect();
        let mut index = Self {
            stop: analysis.stop_words().collect(),
            endings: analysis.endings(),
            ..Self::collect(lexicon.words, &found)
        };
        index.weigh(texts.len());
        index.trim();
        for token in &hyphened {
            index.temper(&lexicon, token);
        }
        index.sure = if lexicon.forms.len() > MANY_FORMS { 2 } else { 1 };
        index.forms = lexicon.forms;
        index.kinds = kinds(&texts);
        index.cards = texts.into_iter().map(|text| text.card).collect();
        index
    }

    /// The pages of a word, by number.
    pub(crate) fn postings(&self, word: u32) -> &[Posting] {
        let bounds = self.starts.get(word as usize).zip(self.starts.get(word as usize + 1));
        bounds.map_or(&[], |(start, end)| &self.postings[*start as usize..*end as usize])
    }

    /// Leaves out the pages that very common words say least about.
    fn trim(&mut self) {
        if self.starts.windows(2).all(|pair| (pair[1] - pair[0]) as usize <= MAX_PAGES) {
            return;
        }
        let (mut postings, mut starts) = (Vec::new(), vec![0]);
        for word in 0..self.starts.len() as u32 - 1 {
            let mut kept = self.postings(word).to_vec();
            if kept.len() > MAX_PAGES {
                kept.sort_by_key(|posting| (std::cmp::Reverse(posting.impact), posting.doc));
                kept.truncate(MAX_PAGES);
                kept.sort_unstable_by_key(|posting| posting.doc);
            }
            postings.extend(kept);
            starts.push(postings.len() as u32);
        }
        (self.postings, self.starts) = (postings, starts);
    }

    /// Puts what the pages say in the order of the words.
    fn collect(words: usize, found: &[Vec<(u32, Posting)>]) -> Self {
        let mut starts = vec![0_u32; words + 1];
        for (word, _) in found.iter().flatten() {
            starts[*word as usize + 1] += 1;
        }
        for word in 0..words {
            starts[word + 1] += starts[word];
        }
        let nothing = Posting { doc: 0, impact: 0, way: Way::Own, name: 0, section: 0 };
        let mut postings = vec![nothing; starts[words] as usize];
        let mut next = starts.clone();
        for (word, posting) in found.iter().flatten() {
            let at = &mut next[*word as usize];
            postings[*at as usize] = *posting;
            *at += 1;
        }
        Self { postings, starts, ..Self::default() }
    }

    /// A word with hyphens is hardly rarer than its pieces: some write it in two words.
    fn temper(&mut self, lexicon: &Lexicon, token: &Token) {
        let rarity = |form: &str| Some(self.rarity[own_word(lexicon, form)? as usize]);
        let pieces = token.pieces.iter().filter_map(|piece| rarity(piece)).max();
        if let (Some(pieces), Some(word)) = (pieces, own_word(lexicon, &token.form)) {
            let own = &mut self.rarity[word as usize];
            *own = (*own).min(pieces.saturating_add(HYPHENED));
        }
    }

    /// Tells how rare each word is: parts of compounds count half.
    fn weigh(&mut self, pages: usize) {
        let words = self.starts.len() - 1;
        let pages = pages as f32;
        for word in 0..words as u32 {
            let own = self.postings(word);
            let count: f32 = own.iter().map(|p| if p.way == Way::Part { 0.5 } else { 1.0 }).sum();
            let rarity = (10.0 * (1.0 + pages / count.max(0.5)).log2()).round();
            let reach = (6.0 * (1.0 + count).log2()).round();
            self.rarity.push(rarity.clamp(1.0, 200.0) as u8);
            self.reach.push(reach.clamp(0.0, 90.0) as u8);
        }
    }
}

/// The kinds in the order of the pages, with how many each has.
fn kinds(texts: &[Text]) -> Vec<(String, String, usize)> {
    let mut kinds: Vec<(String, String, usize)> = Vec::new();
    for text in texts {
        match kinds.last_mut().filter(|(id, ..)| *id == text.kind) {
            Some((.., count)) => *count += 1,
            None => kinds.push((text.kind.clone(), text.label.clone(), 1)),
        }
    }
    kinds
}

/// Every word that the texts use.
fn forms(texts: &[Text], stop: &HashSet<&str>) -> HashSet<Token> {
    let gathered = |mut set: HashSet<Token>, text: &Text| {
        for piece in &text.pieces {
            let words = tokens(&piece.text).into_iter();
            set.extend(words.filter(|token| !stop.contains(token.form.as_str())));
        }
        set
    };
    texts.par_iter().fold(HashSet::new, gathered).reduce(HashSet::new, |mut a, b| {
        a.extend(b);
        a
    })
}

/// How many words the running text of a page has.
fn average(texts: &[Text]) -> f32 {
    let words: usize = texts.par_iter().map(words).sum();
    (words as f32 / texts.len().max(1) as f32).max(1.0)
}

fn words(text: &Text) -> usize {
    let body = text.pieces.iter().filter(|piece| piece.place == Place::Body);
    body.map(|piece| piece.text.split_whitespace().count()).sum()
}

/// The names of the glossary's terms, to be met in texts: one calls up the others.
struct Names {
    /// A name as the words of it, and the term that it names.
    terms: HashMap<Vec<u32>, usize>,
    /// The words that a name can begin with.
    first: HashSet<u32>,
    /// The words of all names of a term.
    words: Vec<Vec<u32>>,
}

impl Names {
    fn new(lexicon: &Lexicon, texts: &[Text], stop: &HashSet<&str>) -> Self {
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

fn own_word(lexicon: &Lexicon, form: &str) -> Option<u32> {
    Some(lexicon.forms[lexicon.form(form)? as usize].word)
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
struct Page<'a> {
    lexicon: &'a Lexicon,
    names: &'a Names,
    stop: &'a HashSet<&'a str>,
    found: BTreeMap<u32, Found>,
    body: usize,
}

impl<'a> Page<'a> {
    fn new(lexicon: &'a Lexicon, names: &'a Names, stop: &'a HashSet<&'a str>) -> Self {
        Self { lexicon, names, stop, found: BTreeMap::new(), body: 0 }
    }

    fn read(&mut self, text: &Text) {
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
            for (at, token) in tokens.iter().enumerate() {
                let spot = Spot { piece, at, of: tokens.len() };
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

    fn postings(self, doc: u32, average: f32) -> Vec<(u32, Posting)> {
        let long = 0.4 + 0.6 * self.body as f32 / average;
        let posting = |(word, found): (u32, Found)| {
            let body = 4.0 * found.body / (found.body + 1.5 * long);
            let raw = found.heading + found.field + body;
            let impact = (MAX_IMPACT * raw / (raw + 8.0)).round().clamp(1.0, MAX_IMPACT);
            let section = found.best.0;
            let section = if usize::from(section) > MAX_SECTIONS { 0 } else { section };
            let (impact, name) = (impact as u8, found.name.min(WHOLE_NAME) as u8);
            (word, Posting { doc, impact, way: found.way, name, section })
        };
        self.found.into_iter().map(posting).collect()
    }
}
