//! What typed words stand for: a form that the site has, one that begins so, one with another
//! ending, the parts of an unknown compound, or the nearest form to a slip of the hand.
//!
//! The browser does the same (`search.js`), with the vocabulary that it loads piece by piece.

use super::analysis::{Token, folded, joined, tokens};
use super::apart::{begun, figures_apart, halves, split};
use super::index::Index;
use super::lexicon::Form;
use super::typo;

/// The most words of a query that are looked up, and the most letters that are read.
const MAX_WORDS: usize = 24;
const MAX_LETTERS: usize = 400;
/// The most words that the beginning of a word calls up.
const COMPLETIONS: usize = 8;
/// The most words that a slip of the hand, or another ending, can have been.
const NEIGHBOURS: usize = 3;
/// The shortest compound that is taken apart although the site has it.
const COMPOUND: usize = 8;
/// How good each way to a word is, in per cent.
const EXACT: u32 = 100;
const WITHOUT_DOTS: u32 = 95;
const OTHER_WORD: u32 = 40;
const OTHER_ENDING: u32 = 90;
const COMPLETED: u32 = 80;
pub(super) const SPLIT: u32 = 80;
pub(super) const PIECE: u32 = 40;
const NEAR: [u32; 3] = [100, 65, 45];

/// A typed word and the words that it may stand for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Term {
    /// As typed.
    pub(crate) typed: String,
    /// Words with how sure they are, in per cent.
    pub(crate) words: Vec<(u32, u32)>,
    /// What it was taken for when it was misspelt.
    pub(crate) corrected: Option<String>,
    /// Whether it only says as one word what other terms say too.
    pub(crate) again: Again,
}

/// Whether a term says again what others say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Again {
    #[default]
    No,
    /// Two words as one.
    Pair,
    /// All words as one, which are a name.
    Name,
}

/// The words of a query as they are typed.
pub(super) fn typed(query: &str) -> Vec<Token> {
    tokens(&query.chars().take(MAX_LETTERS).collect::<String>())
}

/// The words of a query. Words that only help are left out.
pub(crate) fn terms(index: &Index, query: &str) -> Vec<Term> {
    let open = query.chars().take(MAX_LETTERS).last().is_some_and(char::is_alphanumeric);
    let typed = typed(query);
    let last = typed.len();
    let alone = typed.iter().filter(|token| !helps(index, token)).count() == 1;
    let mut terms = Vec::new();
    let mut pairs = Vec::new();
    let mut taken = false;
    for (at, token) in typed.iter().enumerate().take(MAX_WORDS) {
        if std::mem::take(&mut taken) || helps(index, token) {
            continue;
        }
        if let Some(pair) = pair(index, &typed[at..]) {
            // Words that the site only has as one (`life care`) are taken for that.
            taken = typed[at..at + 2].iter().any(|part| same(index, &part.form).is_empty());
            if taken {
                terms.push(Term { again: Again::No, ..pair });
                continue;
            }
            pairs.push(pair);
        }
        terms.extend(resolve(index, token, open && at + 1 == last, alone));
    }
    terms.extend(pairs);
    terms.extend(name(index, &typed));
    terms.dedup_by(|a, b| a.words == b.words && !a.words.is_empty());
    terms
}

/// Whether a word only helps.
fn helps(index: &Index, token: &Token) -> bool {
    index.stop.contains(&token.form.as_str())
}

/// Words as good as the way to them.
pub(super) fn of_quality(words: Vec<(u32, u32)>, quality: u32) -> Vec<(u32, u32)> {
    words.into_iter().map(|(word, _)| (word, quality)).collect()
}

/// Whether a query has nothing but its terms: no words that only help, but those of a name.
pub(super) fn bare(index: &Index, query: &str, terms: &[Term]) -> bool {
    let typed = typed(query);
    !typed.iter().any(|token| helps(index, token))
        || joined(&typed).is_some_and(|whole| terms.iter().any(|term| term.typed == whole.form))
}

/// The first two words as one, where the site writes them so: `objekt ledare`.
fn pair(index: &Index, typed: &[Token]) -> Option<Term> {
    let pair = typed.get(..2)?;
    let whole = pair.iter().all(|part| part.pieces.is_empty()).then(|| joined(pair)).flatten()?;
    let words = exactly(index, &folded(&whole.form));
    let known = !words.is_empty() && !pair.iter().any(|token| helps(index, token));
    let words = of_quality(words, SPLIT);
    known.then_some(Term { typed: whole.form, words, again: Again::Pair, ..Term::default() })
}

/// A name that has helping words, which the index has as one word. Who asks for it may say more of
/// them before it: `vad är en väg in`.
fn name(index: &Index, typed: &[Token]) -> Option<Term> {
    let first = typed.iter().position(|token| !helps(index, token)).unwrap_or(typed.len());
    (0..=first).find_map(|start| {
        let rest =
            typed.get(start..).filter(|rest| rest.iter().any(|token| helps(index, token)))?;
        let whole = joined(rest)?;
        let words = exactly(index, &folded(&whole.form));
        (!words.is_empty()).then_some(Term {
            typed: whole.form,
            words,
            again: Again::Name,
            ..Term::default()
        })
    })
}

/// `alone`: whether no other word tells what is looked for.
fn resolve(index: &Index, token: &Token, unfinished: bool, alone: bool) -> Vec<Term> {
    let term = |words| vec![Term { typed: token.form.clone(), words, ..Term::default() }];
    let mut same = same(index, &token.form);
    if same.is_empty() && !token.pieces.is_empty() {
        // A word with hyphens is one word in its other forms too: `AV-paketet`.
        same = inflected(index, &folded(&token.form));
    }
    if !same.is_empty() {
        // The pieces of a word with hyphens stand in for it where it is written otherwise.
        let pieces = token.pieces.iter().filter(|piece| !index.stop.contains(&piece.as_str()));
        let pieces = pieces.flat_map(|piece| exactly(index, &folded(piece)));
        let pieces = pieces.map(|(word, _)| (word, PIECE));
        let words = distinct(same.into_iter().chain(pieces), 2 * COMPLETIONS);
        return term(with_parts(index, token, alone, words));
    }
    // `windows7` is written in two words.
    if token.pieces.is_empty()
        && let Some(pieces) = figures_apart(&token.form)
    {
        let plain = |form: &str| Token { form: form.to_owned(), pieces: Vec::new() };
        let pieces = pieces.into_iter().map(plain);
        return pieces.flat_map(|piece| resolve(index, &piece, unfinished, false)).collect();
    }
    let known = |piece: &String| {
        let plain = folded(piece);
        let helps = index.stop.contains(&piece.as_str());
        !helps && (!exactly(index, &plain).is_empty() || !inflected(index, &plain).is_empty())
    };
    // A piece that is no word is a slip of the hand, in what is one word for the site.
    let whole = folded(&token.form);
    let slip = !token.pieces.is_empty()
        && !token.pieces.iter().all(known)
        && !near(index, &whole, 0).is_empty();
    if !token.pieces.is_empty() && !slip {
        let pieces = token.pieces.iter().filter(|piece| !index.stop.contains(&piece.as_str()));
        let plain = |form: &String| Token { form: form.clone(), pieces: Vec::new() };
        return pieces.flat_map(|piece| resolve(index, &plain(piece), unfinished, false)).collect();
    }
    if unfinished {
        let completed = completed(index, &whole);
        if !completed.is_empty() {
            return term(with_parts(index, token, alone, completed));
        }
    }
    let inflected = inflected(index, &whole);
    if !inflected.is_empty() {
        return term(with_parts(index, token, alone, inflected));
    }
    unknown(index, token, &whole)
}

/// A word that the site has in no form.
fn unknown(index: &Index, token: &Token, whole: &str) -> Vec<Term> {
    let near = near(index, whole, 0);
    // One slip makes two words of a long one: `webläsare`.
    let slip = near.first().is_some_and(|(_, quality)| *quality == NEAR[1])
        && whole.chars().count() >= COMPOUND;
    let parts = if slip { None } else { split(index, whole) };
    if let Some(parts) = parts.or_else(|| halves(index, whole).filter(|_| near.is_empty())) {
        return parts
            .into_iter()
            .map(|(typed, words)| Term { typed, words, ..Term::default() })
            .collect();
    }
    if near.is_empty() {
        let words = begun(index, whole);
        if !words.is_empty() {
            return vec![Term { typed: token.form.clone(), words, ..Term::default() }];
        }
    }
    let corrected = near.first().map(|(form, _)| form.text.clone());
    let words = distinct(near.iter().map(|(form, quality)| (form.word, *quality)), NEIGHBOURS);
    vec![Term { typed: token.form.clone(), words, corrected, ..Term::default() }]
}

/// The forms between the first that does not come before `from` and the first that `goes_on` ends.
fn range<'a>(index: &'a Index, from: &str, goes_on: impl Fn(&str) -> bool) -> &'a [Form] {
    let start = index.forms.partition_point(|form| *form.folded < *from);
    let rest = &index.forms[start..];
    let length = rest.iter().position(|form| !goes_on(&form.folded)).unwrap_or(rest.len());
    &rest[..length]
}

/// The words whose form is this one, also when it was typed without å, ä and ö.
fn same(index: &Index, typed: &str) -> Vec<(u32, u32)> {
    let plain = folded(typed);
    let forms = range(index, &plain, |found| found == plain);
    let exact: Vec<(u32, u32)> =
        forms.iter().filter(|form| form.text == typed).map(|form| (form.word, EXACT)).collect();
    // Somebody without the keys may mean another word than the one that is spelt so.
    let quality = if exact.is_empty() { WITHOUT_DOTS } else { OTHER_WORD };
    let others = forms.iter().map(|form| (form.word, quality));
    if exact.is_empty() || plain == typed {
        distinct(exact.into_iter().chain(others), COMPLETIONS)
    } else {
        exact
    }
}

/// The words, and the parts of a compound that says everything: few pages may have it.
fn with_parts(
    index: &Index,
    token: &Token,
    alone: bool,
    words: Vec<(u32, u32)>,
) -> Vec<(u32, u32)> {
    if !alone || !token.pieces.is_empty() || token.form.chars().count() < COMPOUND {
        return words;
    }
    let parts = split(index, &folded(&token.form)).into_iter().flatten();
    let parts = parts.flat_map(|(_, words)| words).map(|(word, _)| (word, PIECE));
    distinct(words.into_iter().chain(parts), 2 * COMPLETIONS)
}

/// The words that go on from here, those on most pages first.
pub(super) fn completed(index: &Index, plain: &str) -> Vec<(u32, u32)> {
    if plain.chars().count() < 2 {
        return Vec::new();
    }
    let forms = range(index, plain, |found| found.starts_with(plain));
    by_reach(index, forms.iter(), COMPLETIONS, COMPLETED)
}

/// The words that the site has with another ending than the typed one.
pub(super) fn inflected(index: &Index, plain: &str) -> Vec<(u32, u32)> {
    let shortest_first = std::iter::once(&"").chain(index.endings.iter().rev());
    for ending in shortest_first {
        let Some(base) = plain.strip_suffix(folded(ending).as_str()) else { continue };
        if base.chars().count() < 4 {
            continue;
        }
        let forms = range(index, base, |found| found.starts_with(base));
        let fits = |form: &&Form| {
            let rest = &form.folded[base.len()..];
            rest.is_empty() || index.endings.iter().any(|ending| folded(ending) == rest)
        };
        let found = by_reach(index, forms.iter().filter(fits), NEIGHBOURS, OTHER_ENDING);
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

pub(super) fn exactly(index: &Index, plain: &str) -> Vec<(u32, u32)> {
    let forms = range(index, plain, |found| found == plain);
    distinct(forms.iter().map(|form| (form.word, EXACT)), NEIGHBOURS)
}

/// The forms nearest to a misspelt word, nearest first. They begin with the same letters, or with
/// the first two swapped. `further`: how many more mistakes than usual.
pub(super) fn near<'a>(index: &'a Index, plain: &str, further: usize) -> Vec<(&'a Form, u32)> {
    let letters: Vec<char> = plain.chars().collect();
    let most = (typo::allowed(letters.len()) + further).min(2);
    if most == 0 {
        return Vec::new();
    }
    let start: String = letters.iter().take(index.sure).collect();
    let swapped: String = letters.iter().take(2).rev().collect();
    let own = range(index, &start, |found| found.starts_with(&start));
    let other = range(index, &swapped, |found| found.starts_with(&swapped));
    let mut found: Vec<(usize, u8, &Form)> = Vec::new();
    let mut best = most;
    for form in own.iter().chain(other) {
        let signs: Vec<char> = form.folded.chars().collect();
        if let Some(steps) = typo::distance(&letters, &signs, best) {
            best = best.min(steps.max(1));
            found.push((steps, u8::MAX - reach(index, form), form));
        }
    }
    found.retain(|(steps, ..)| *steps <= best);
    found.sort_by(|a, b| (a.0, a.1, &a.2.text).cmp(&(b.0, b.1, &b.2.text)));
    found.dedup_by(|a, b| a.2 == b.2);
    found.truncate(2 * NEIGHBOURS);
    found.into_iter().map(|(steps, _, form)| (form, NEAR[steps.min(2)])).collect()
}

fn reach(index: &Index, form: &Form) -> u8 {
    index.reach.get(form.word as usize).copied().unwrap_or_default()
}

/// The words of the forms, those on most pages first.
fn by_reach<'a>(
    index: &Index,
    forms: impl Iterator<Item = &'a Form>,
    most: usize,
    quality: u32,
) -> Vec<(u32, u32)> {
    let mut forms: Vec<&Form> = forms.collect();
    forms.sort_by_key(|form| std::cmp::Reverse(reach(index, form)));
    distinct(forms.iter().map(|form| (form.word, quality)), most)
}

/// The first of each word.
fn distinct(words: impl Iterator<Item = (u32, u32)>, most: usize) -> Vec<(u32, u32)> {
    let mut kept: Vec<(u32, u32)> = Vec::new();
    for (word, quality) in words {
        if kept.len() == most {
            break;
        }
        if kept.iter().all(|(known, _)| *known != word) {
            kept.push((word, quality));
        }
    }
    kept
}
