//! The index: for every word the pages that have it, how much it says there, and in which section.

use foldhash::HashSet;
use rayon::prelude::*;

use super::analysis::{Analysis, Token};
use super::lexicon::{Form, Lexicon, Way};
use super::page::Card;
use super::reading::{Meanings, Names, Reader};
use super::vocabulary::{Corpus, Page};

/// How much rarer a word with hyphens can be than its rarest piece.
const HYPHENED: u8 = 15;
/// How much of its rarity a word has that is common in the language.
const LIGHT: f32 = 0.7;
/// The most sections of a page that are told apart.
pub(super) const MAX_SECTIONS: usize = 89;
/// How many pages are read at a time.
const BLOCK: usize = 1000;
/// The most pages that a word is kept for: those that it says most about.
const MAX_PAGES: usize = 5_000;
/// With more forms than these, more of a misspelt word must be right, or the browser would have to
/// load too many.
const MANY_FORMS: usize = 60_000;
/// The greatest impact.
pub(super) const MAX_IMPACT: f32 = 90.0;
/// The most names of a page that are told apart.
pub(super) const MAX_NAMES: usize = 31;
/// The value of a name that is found whole.
pub(super) const WHOLE_NAME: u32 = 60;

/// What a word says of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Posting {
    pub(crate) doc: u32,
    /// How much, 1 to 90.
    pub(crate) impact: u8,
    /// The section that says most about it; 0 for the page itself.
    pub(crate) section: u8,
    /// The names that hold the word, a bit for each; names beyond [`MAX_NAMES`] share theirs.
    pub(crate) names: u32,
    /// How the word stands there, and how much of a name it is: millions of these are kept at once.
    how: u8,
}

impl Posting {
    pub(super) const fn new(
        doc: u32,
        (impact, section): (u8, u8),
        way: Way,
        names: NameShare,
    ) -> Self {
        Self { doc, impact, section, names: names.which, how: way as u8 + 4 * names.share }
    }

    /// How the word stands there.
    pub(crate) const fn way(self) -> Way {
        match self.how % 4 {
            0 => Way::Own,
            1 => Way::Related,
            2 => Way::Synonym,
            _ => Way::Part,
        }
    }

    /// How much of one of the page's names the word is, of 60.
    pub(crate) const fn name(self) -> u8 {
        self.how / 4
    }
}

/// The names of a page that hold a word.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct NameShare {
    /// A bit for each.
    pub(super) which: u32,
    /// How much of one of them the word is, of 60.
    pub(super) share: u8,
}

/// A kind of pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kind {
    pub(crate) id: String,
    pub(crate) label: String,
    /// How many pages it has.
    pub(crate) count: usize,
    /// Words of a query that ask for such a page, without å, ä and ö.
    pub(crate) asked: Vec<String>,
}

/// The index of a site.
#[derive(Debug, Default)]
pub(crate) struct Index {
    /// What is shown of each page, in the order of their numbers.
    pub(crate) cards: Vec<Card>,
    /// The kinds of pages; the pages of each stand together.
    pub(crate) kinds: Vec<Kind>,
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
    /// The pages of each word, by number.
    postings: Vec<Vec<Posting>>,
}

impl Index {
    /// Of pages that stand in the order of their kinds.
    pub(super) fn new(analysis: &Analysis, corpus: Corpus) -> Self {
        let Corpus { mut pages, mut words } = corpus;
        let stop: HashSet<&str> = analysis.stop_words().collect();
        for word in &mut words {
            word.pieces.retain(|piece| !stop.contains(piece.as_str()));
        }
        let forms = words.iter().flat_map(|word| word.pieces.iter().chain([&word.form]));
        let lexicon = Lexicon::new(analysis, forms.cloned().collect());
        let meanings = Meanings::new(&lexicon, &words);
        let names = Names::new(&lexicon, &meanings, &pages);
        let average = average(&pages);
        let reader = || Reader::new(&lexicon, &meanings, &names);
        let mut postings = vec![Vec::new(); lexicon.words];
        // Not all pages at once: what they say would then be kept twice.
        for (block, first) in pages.chunks_mut(BLOCK).zip((0..).step_by(BLOCK)) {
            let read = |reader: &mut Reader<'_>, (at, page): (usize, &mut Page)| {
                let postings = reader.read(page, first + at as u32, average);
                page.forget_words();
                postings
            };
            let found: Vec<Vec<(u32, Posting)>> =
                block.par_iter_mut().enumerate().map_init(reader, read).collect();
            for (word, posting) in found.into_iter().flatten() {
                postings[word as usize].push(posting);
            }
        }
        let mut index = Self {
            stop: analysis.stop_words().collect(),
            endings: analysis.endings(),
            postings,
            ..Self::default()
        };
        let light = analysis.light_words().filter_map(|form| own_word(&lexicon, form));
        index.weigh(pages.len(), &light.collect());
        index.trim();
        let mut hyphened: Vec<&Token> =
            words.iter().filter(|token| !token.pieces.is_empty()).collect();
        // A piece may itself have been written with hyphens elsewhere.
        hyphened.sort_unstable();
        for token in hyphened {
            index.temper(&lexicon, token);
        }
        index.sure = if lexicon.forms.len() > MANY_FORMS { 2 } else { 1 };
        index.forms = lexicon.forms;
        index.kinds = kinds(&pages);
        index.cards = pages.into_iter().map(|page| page.card).collect();
        index
    }

    /// What is shown of a hit.
    pub(crate) fn card(&self, hit: &super::query::Hit) -> &Card {
        &self.cards[hit.doc as usize]
    }

    /// The id and the label of a page's kind.
    pub(crate) fn kind_of(&self, doc: u32) -> (&str, &str) {
        let mut before = 0;
        let holds = |kind: &&Kind| {
            before += kind.count;
            (doc as usize) < before
        };
        self.kinds.iter().find(holds).map_or(("", ""), |kind| (&kind.id, &kind.label))
    }

    /// The pages of a word, by number.
    pub(crate) fn postings(&self, word: u32) -> &[Posting] {
        self.postings.get(word as usize).map_or(&[], Vec::as_slice)
    }

    /// Leaves out the pages that very common words say least about.
    fn trim(&mut self) {
        self.postings.par_iter_mut().filter(|found| found.len() > MAX_PAGES).for_each(|found| {
            found.sort_by_key(|posting| (std::cmp::Reverse(posting.impact), posting.doc));
            found.truncate(MAX_PAGES);
            found.sort_unstable_by_key(|posting| posting.doc);
            found.shrink_to_fit();
        });
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

    /// Tells how rare each word is: parts of compounds count half, and words that are common in
    /// the language say less than their few pages here make believe.
    fn weigh(&mut self, pages: usize, light: &HashSet<u32>) {
        let pages = pages as f32;
        for (own, word) in self.postings.iter().zip(0..) {
            let count: f32 = own.iter().map(|p| if p.way() == Way::Part { 0.5 } else { 1.0 }).sum();
            let share = if light.contains(&word) { LIGHT } else { 1.0 };
            let rarity = (share * 10.0 * (1.0 + pages / count.max(0.5)).log2()).round();
            let reach = (6.0 * (1.0 + count).log2()).round();
            self.rarity.push(whole(rarity.clamp(1.0, 200.0)));
            self.reach.push(whole(reach.clamp(0.0, 90.0)));
        }
    }
}

/// The kinds in the order of the pages, with how many each has.
fn kinds(pages: &[Page]) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = Vec::new();
    for page in pages {
        if let Some(kind) = kinds.last_mut().filter(|kind| kind.id == page.kind) {
            kind.count += 1;
        } else {
            let (id, label) = (page.kind.clone(), page.label.clone());
            kinds.push(Kind { id, label, count: 1, asked: Vec::new() });
        }
    }
    kinds
}

/// How many words the running text of a page has.
fn average(pages: &[Page]) -> f32 {
    let words: usize = pages.iter().map(|page| page.spaced).sum();
    (words as f32 / pages.len().max(1) as f32).max(1.0)
}

/// A small number that is not below nought.
#[expect(clippy::cast_sign_loss, reason = "what is given here is never negative")]
pub(super) fn whole(number: f32) -> u8 {
    number as u8
}

/// The word that a form is of.
pub(super) fn own_word(lexicon: &Lexicon, form: &str) -> Option<u32> {
    Some(lexicon.forms[lexicon.form(form)? as usize].word)
}
