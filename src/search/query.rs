//! Ranks the pages that hold the words of a query. Whole numbers only, so that the browser, which
//! does the same (`search.js`), comes to the same list.

use std::ops::Range;

use super::analysis::folded;
use super::index::{Index, MAX_NAMES, Posting, WHOLE_NAME};
use super::lexicon::{Form, Way};
use super::resolve::{self, Again, Term};

/// How much of a word is held, in per cent, by the way that it stands on the page.
const HELD: [u32; 4] = [100, 85, 75, 70];
/// What a query that is a name of the page adds, beside what its words say.
const NAME: u32 = 70;
/// A page is a hit when it holds this much of the query, in per cent, and scores this share of the
/// best page.
const LEAST_HELD: u32 = 25;
const LEAST_SCORE: u32 = 6;
/// A section is shown when it has this much of what the page scores, in per cent.
const LEAST_SECTION: u32 = 40;
/// What a word that only tells the sort of page gives, and what a page of that sort gains, in per
/// cent.
const ASKING: u32 = 50;
const ASKED: u32 = 45;
/// What a page gains, in per cent, when one of its names is all of the query. Words of other names
/// than the title count less, which is why so much of one, of 60, is all of it.
const NAMED: u32 = 40;
const ALL_OF_NAME: u32 = 40;
/// The most sections shown under a page.
const SECTIONS: usize = 2;

/// What was found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Results {
    /// The words of the query.
    pub(crate) terms: Vec<Term>,
    /// The pages, best first.
    pub(crate) hits: Vec<Hit>,
    /// Forms near to words that the site does not have.
    pub(crate) near: Vec<String>,
}

/// A page that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hit {
    pub(crate) doc: u32,
    pub(crate) score: u32,
    /// The sections that say most about the query, best first.
    pub(crate) sections: Vec<u8>,
    /// For each word of the query how it stands on the page; `None` where it does not.
    pub(crate) ways: Vec<Option<Way>>,
    /// What each word gives.
    pub(crate) parts: Vec<u32>,
}

/// A word on a page, and how sure it is that it was meant.
#[derive(Debug, Clone, Copy)]
struct Found {
    points: u32,
    quality: u32,
    posting: Posting,
}

/// The sorts of pages that a query asks for: `mall för avveckling`, `vad betyder DIS`.
#[derive(Debug, Default)]
struct Asked {
    /// The pages of those sorts.
    pages: Vec<Range<usize>>,
    /// The words that say so.
    words: Vec<bool>,
}

/// What the words of a query weigh.
#[derive(Debug, Clone, Copy)]
struct Weights {
    /// All of them together, and in names.
    total: u32,
    named: u32,
    /// Those that only ask for a sort of page.
    asking: u32,
    /// Whether the query has no others, which only help.
    bare: bool,
}

/// What a page has of a query.
#[derive(Debug, Clone, Default)]
struct Score {
    points: u32,
    held: u32,
    names: [Named; MAX_NAMES],
    sections: Vec<(u8, u32)>,
    ways: Vec<Option<Way>>,
    parts: Vec<u32>,
}

/// What a name of a page has of a query.
#[derive(Debug, Clone, Copy, Default)]
struct Named {
    /// How much of the name, of 60.
    held: u32,
    /// What the words of the query weigh that it has.
    weight: u32,
}

impl Named {
    /// A whole name is worth more than the halves of two, and one that is the whole query more than
    /// one that is a word of it.
    fn worth(self, total: u32) -> u32 {
        let held = self.held.min(WHOLE_NAME);
        held * (WHOLE_NAME + held) / (2 * WHOLE_NAME) * self.weight / total.max(1)
    }
}

impl Index {
    /// The pages that a query finds.
    pub(crate) fn search(&self, query: &str) -> Results {
        let terms = resolve::terms(self, query);
        let asked = self.asked(query, &terms);
        let share = |at: usize| if asked.words[at] { ASKING } else { 100 };
        let own = |(at, term): (usize, &Term)| self.weight(term) * share(at) / 100;
        let own: Vec<u32> = terms.iter().enumerate().map(own).collect();
        // What other words say too counts only in names.
        let told = terms.iter().any(|term| term.again == Again::No);
        let counted = |(term, own): (&Term, &u32), again: &[Again]| {
            if told && again.contains(&term.again) { 0 } else { *own }
        };
        let weigh = |again: &[Again]| -> Vec<u32> {
            terms.iter().zip(&own).map(|word| counted(word, again)).collect()
        };
        let (weights, named) = (weigh(&[Again::Pair, Again::Name]), weigh(&[Again::Pair]));
        let asking = weights.iter().zip(&asked.words).filter(|(_, asks)| **asks);
        let asking = asking.map(|(weight, _)| *weight).sum();
        let bare = resolve::bare(self, query, &terms);
        let sum = Weights { total: weights.iter().sum(), named: named.iter().sum(), asking, bare };
        let mut scores: Vec<Option<Box<Score>>> = vec![None; self.cards.len()];
        for (at, term) in terms.iter().enumerate() {
            for mut found in self.best(term) {
                found.points = found.points * share(at) / 100;
                let score = scores[found.posting.doc as usize].get_or_insert_with(|| {
                    let nothing = (vec![None; terms.len()], vec![0; terms.len()]);
                    Box::new(Score { ways: nothing.0, parts: nothing.1, ..Score::default() })
                });
                score.add(at, (weights[at], named[at]), &found, term.again != Again::No);
            }
        }
        let mut hits: Vec<Hit> = scores
            .into_iter()
            .enumerate()
            .filter_map(|(doc, score)| {
                let wanted = asked.pages.iter().any(|pages| pages.contains(&doc));
                self.hit(doc as u32, *score?, sum, wanted)
            })
            .collect();
        let best = hits.iter().map(|hit| hit.score).max().unwrap_or_default();
        hits.retain(|hit| hit.score * 100 >= best * LEAST_SCORE);
        hits.sort_by_key(|hit| (std::cmp::Reverse(hit.score), hit.doc));
        let near = self.near(&terms);
        Results { terms, hits, near }
    }

    /// The sorts of pages that a query asks for, beside other words.
    fn asked(&self, query: &str, terms: &[Term]) -> Asked {
        let asks = |typed: &str| {
            let typed = folded(typed);
            self.kinds.iter().any(|kind| kind.asked.contains(&typed))
        };
        let words: Vec<bool> = terms.iter().map(|term| asks(&term.typed)).collect();
        if words.iter().all(|asks| *asks) {
            return Asked { pages: Vec::new(), words: vec![false; terms.len()] };
        }
        let typed: Vec<String> =
            resolve::typed(query).iter().map(|token| folded(&token.form)).collect();
        let mut end = 0;
        let pages = self.kinds.iter().filter_map(|kind| {
            let start = end;
            end += kind.count;
            kind.asked.iter().any(|word| typed.contains(word)).then_some(start..end)
        });
        Asked { pages: pages.collect(), words }
    }

    /// How rare what a word stands for is, less where that is not sure.
    fn weight(&self, term: &Term) -> u32 {
        let rarity = |word: u32| self.rarity.get(word as usize).copied().unwrap_or_default();
        let words = term.words.iter();
        words.map(|(word, sure)| u32::from(rarity(*word)) * sure / 100).max().unwrap_or_default()
    }

    /// For each page the best of the words that a term stands for.
    fn best(&self, term: &Term) -> Vec<Found> {
        let mut all: Vec<Found> = Vec::new();
        for (word, quality) in &term.words {
            let rarity = self.rarity.get(*word as usize).copied().unwrap_or_default();
            all.extend(self.postings(*word).iter().map(|posting| {
                let points = u32::from(rarity) * u32::from(posting.impact) * quality / 100;
                Found { points, quality: *quality, posting: *posting }
            }));
        }
        if term.words.len() > 1 {
            all.sort_by_key(|found| (found.posting.doc, std::cmp::Reverse(found.points)));
            all.dedup_by_key(|found| found.posting.doc);
        }
        all
    }

    /// `wanted`: whether the query asks for such a page.
    fn hit(&self, doc: u32, mut score: Score, sum: Weights, wanted: bool) -> Option<Hit> {
        let Weights { total, named, asking, bare } = sum;
        let given = if wanted { 100 * asking } else { 0 };
        let share = ((score.held + given) * 100 / (100 * total).max(1)).min(100);
        if share < LEAST_HELD {
            return None;
        }
        let name = score.names.iter().map(|name| name.worth(named)).max().unwrap_or_default();
        let whole = score.points / 8 * share / 100 + total * NAME / 8 * name / WHOLE_NAME;
        score.sections.sort_by_key(|(section, points)| (std::cmp::Reverse(*points), *section));
        let own = score.points.max(1);
        let prior = self.cards.get(doc as usize).map_or(100, |card| card.prior);
        let prior = prior + if wanted { ASKED } else { 0 };
        let is_named = bare && score.is_named(named);
        let prior = prior * (100 + if is_named { NAMED } else { 0 }) / 100;
        // Words that stand together in one section are about the same thing.
        let together = score.sections.first().map_or(0, |(_, points)| points * 100 / own);
        let together = 75 + together * 25 / 100;
        let sections = score
            .sections
            .iter()
            .filter(|(section, points)| *section > 0 && points * 100 >= own * LEAST_SECTION);
        Some(Hit {
            doc,
            score: (whole * together / 100 * prior / 100).max(1),
            sections: sections.map(|(section, _)| *section).take(SECTIONS).collect(),
            ways: score.ways,
            parts: score.parts,
        })
    }

    /// A form of each of the words that are near to those that stand for nothing.
    fn near(&self, terms: &[Term]) -> Vec<String> {
        let lost = terms.iter().filter(|term| term.words.is_empty());
        let near = lost.flat_map(|term| resolve::near(self, &folded(&term.typed), 1));
        let mut forms: Vec<&Form> = Vec::new();
        for (form, _) in near {
            if forms.iter().all(|known| known.word != form.word) {
                forms.push(form);
            }
        }
        forms.into_iter().map(|form| form.text.clone()).collect()
    }
}

impl Score {
    /// Whether one of the page's names has all words of the query, and no others.
    fn is_named(&self, total: u32) -> bool {
        let [title, others @ ..] = &self.names;
        let is = |name: &Named, held: u32| name.weight >= total && name.held >= held;
        is(title, WHOLE_NAME) || others.iter().any(|name| is(name, ALL_OF_NAME))
    }

    /// `again`: whether other words have said it.
    fn add(&mut self, at: usize, (weight, in_names): (u32, u32), found: &Found, again: bool) {
        let Found { points, quality, posting, .. } = *found;
        self.points += points;
        self.held += weight * HELD[posting.way() as usize] * quality / 100;
        let names = self.names.iter_mut().enumerate();
        for (_, name) in names.filter(|(bit, _)| posting.names >> bit & 1 == 1) {
            let held = u32::from(posting.name()) * quality / 100;
            name.held = if again { name.held.max(held) } else { name.held + held };
            name.weight += in_names;
        }
        self.ways[at] = Some(posting.way());
        self.parts[at] = points;
        match self.sections.iter_mut().find(|(section, _)| *section == posting.section) {
            Some((_, sum)) => *sum += points,
            None => self.sections.push((posting.section, points)),
        }
    }
}
