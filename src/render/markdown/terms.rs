//! Links from words in running text to the glossary, at the first use on each page.
//!
//! The index is built once for the site: a tree of words in which a phrase is a path, and a table
//! from every form that a word is met in to the word of the phrase. Text is read once, word by
//! word, with one look-up each; the longest phrase wins.

mod forms;
mod word;

use std::collections::HashMap;

use super::super::escape;
use word::{Hasher, Word, is_abbreviation, is_whole, words};

/// The shortest phrase that is met in any case: shorter ones are too often other words.
const MIN_LETTERS: usize = 4;

/// A glossary term.
#[derive(Debug)]
pub(crate) struct Term {
    /// The address of its definition, from the root of the site.
    pub(crate) path: String,
    /// What it is called: title, abbreviation, synonyms.
    pub(crate) phrases: Vec<String>,
}

/// The glossary terms of a site, ready to be found in text.
#[derive(Debug, Default)]
pub(crate) struct Terms {
    paths: Vec<String>,
    /// Every form of every word in the phrases, in lower case; abbreviations as they are written.
    forms: HashMap<Box<str>, Form, Hasher>,
    /// The word that follows a beginning.
    steps: HashMap<(u32, u32), u32, Hasher>,
    /// The term that ends at a node.
    ends: Vec<Option<u32>>,
    /// How many different words the phrases have.
    words: u32,
}

/// What a form in text stands for.
#[derive(Debug, Clone, Copy)]
struct Form {
    /// The word of a phrase.
    word: u32,
    /// How far the form is from the word: 0 is the word itself.
    distance: usize,
}

/// Which terms a page has linked to.
#[derive(Debug, Default)]
pub(crate) struct Seen(Vec<bool>);

impl Terms {
    /// Builds the index. Phrases that are too short, or hold other signs than words, are left out.
    pub(crate) fn new(terms: impl IntoIterator<Item = Term>) -> Self {
        let mut index = Self { ends: vec![None], ..Self::default() };
        for term in terms {
            let number = index.paths.len() as u32;
            for phrase in &term.phrases {
                index.add(phrase, number);
            }
            index.paths.push(term.path);
        }
        index
    }

    /// The number of the term that is defined at `path`.
    pub(crate) fn at(&self, path: &str) -> Option<usize> {
        self.paths.iter().position(|found| found == path)
    }

    /// The address of a term.
    pub(crate) fn path(&self, term: usize) -> Option<&str> {
        self.paths.get(term).map(String::as_str)
    }

    fn add(&mut self, phrase: &str, term: u32) {
        // "Personuppgiftsbiträde (PUB)" is met without its explanation.
        let phrase = phrase.split('(').next().unwrap_or_default().trim();
        let fits = phrase.split_whitespace().all(is_whole)
            && (phrase.chars().count() >= MIN_LETTERS || is_abbreviation(phrase));
        if phrase.is_empty() || !fits {
            return;
        }
        let mut node = 0;
        for word in phrase.split_whitespace() {
            let word = self.word(word);
            let next = self.ends.len() as u32;
            node = *self.steps.entry((node, word)).or_insert(next);
            if node == next {
                self.ends.push(None);
            }
        }
        if let Some(end) = self.ends.get_mut(node as usize) {
            end.get_or_insert(term);
        }
    }

    /// The number of a word in phrases; a new one brings its forms along.
    fn word(&mut self, word: &str) -> u32 {
        let abbreviation = is_abbreviation(word);
        let word = if abbreviation { word.to_owned() } else { word.to_lowercase() };
        if let Some(form) = self.forms.get(word.as_str()).filter(|form| form.distance == 0) {
            return form.word;
        }
        let number = self.words;
        self.words += 1;
        for (distance, form) in forms::of(&word, abbreviation).enumerate() {
            let new = Form { word: number, distance };
            let known = self.forms.entry(form.into()).or_insert(new);
            if known.distance > distance {
                *known = new;
            }
        }
        number
    }

    /// The term of the longest phrase at the beginning of `words`, and how many words it has.
    fn longest(&self, text: &str, words: &[Word], lower: &mut String) -> Option<(usize, usize)> {
        let mut node = 0;
        let mut found = None;
        let mut end = None;
        for (at, word) in words.iter().enumerate() {
            let near = end.is_none_or(|end| is_space(text, end, word.start));
            let next = self.form(word.text(text), lower).filter(|_| near);
            let Some(next) = next.and_then(|form| self.steps.get(&(node, form.word))) else {
                break;
            };
            node = *next;
            end = Some(word.end);
            if let Some(Some(term)) = self.ends.get(node as usize) {
                found = Some((*term as usize, at + 1));
            }
        }
        found
    }

    fn form(&self, word: &str, lower: &mut String) -> Option<Form> {
        lower.clear();
        let mut capitals = 0;
        for sign in word.chars() {
            match sign {
                'a'..='z' | 'å' | 'ä' | 'ö' | '-' => lower.push(sign),
                _ => {
                    capitals += usize::from(sign.is_uppercase());
                    lower.extend(sign.to_lowercase());
                }
            }
        }
        let as_written = (capitals > 1).then(|| self.forms.get(word)).flatten();
        as_written.or_else(|| self.forms.get(lower.as_str())).copied()
    }
}

/// Whether a phrase may go on from one word to the next over what stands between them.
fn is_space(text: &str, from: usize, to: usize) -> bool {
    text.get(from..to).is_some_and(|between| between.chars().all(char::is_whitespace))
}

impl Seen {
    /// Whether this is the first use; it is not the next time.
    fn first(&mut self, term: usize) -> bool {
        if self.0.len() <= term {
            self.0.resize(term + 1, false);
        }
        self.0.get_mut(term).is_some_and(|seen| !std::mem::replace(seen, true))
    }

    /// Leaves a term without links, as on its own page.
    pub(crate) fn skip(&mut self, term: usize) {
        self.first(term);
    }
}

/// Writes `text` with links to the terms that the page has not linked to yet.
pub(crate) fn link(out: &mut String, terms: &Terms, seen: &mut Seen, root: &str, text: &str) {
    if terms.paths.is_empty() {
        escape::text(out, text);
        return;
    }
    let words = words(text);
    let mut lower = String::with_capacity(32);
    let mut done = 0;
    let mut at = 0;
    while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
        let Some((term, length)) = terms.longest(text, rest, &mut lower) else {
            at += 1;
            continue;
        };
        if let (true, Some(first), Some(last)) =
            (seen.first(term), rest.first(), rest.get(length - 1))
        {
            escape::text(out, &text[done..first.start]);
            out.push_str("<a class=\"term\" href=\"");
            out.push_str(root);
            escape::url(out, terms.path(term).unwrap_or_default());
            out.push_str("\">");
            escape::text(out, &text[first.start..last.end]);
            out.push_str("</a>");
            done = last.end;
        }
        at += length;
    }
    escape::text(out, &text[done..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms() -> Terms {
        let term = |path: &str, phrases: &[&str]| Term {
            path: path.to_owned(),
            phrases: phrases.iter().map(|phrase| (*phrase).to_owned()).collect(),
        };
        Terms::new([
            term("o#avtal", &["Avtal"]),
            term("o#ramavtal", &["Ramavtal"]),
            term("o#lou", &["Lagen om offentlig upphandling", "LOU"]),
            term("o#dis", &["Dynamiskt inköpssystem (DIS)", "DIS"]),
            term("o#upphandlare", &["Upphandlare"]),
            term("o#it", &["it", "ska", "a, b"]),
            term("o#direkt", &["direktupphandling"]),
        ])
    }

    /// The text with each link as `{words|path}`.
    fn linked(text: &str) -> String {
        let mut out = String::new();
        link(&mut out, &terms(), &mut Seen::default(), "../", text);
        out.replace("<a class=\"term\" href=\"../o#", "{").replace("\">", "|").replace("</a>", "}")
    }

    #[test]
    fn whole_words_are_linked_in_any_case_and_common_forms() {
        assert_eq!(linked("Avtalet gäller."), "{avtal|Avtalet} gäller.");
        assert_eq!(linked("AVTAL"), "{avtal|AVTAL}");
        assert_eq!(linked("två ramavtalens, x"), "två {ramavtal|ramavtalens}, x");
        assert_eq!(linked("Upphandlarna och"), "{upphandlare|Upphandlarna} och");
        assert_eq!(linked("dynamiska\ninköpssystemet"), "{dis|dynamiska\ninköpssystemet}");
        for other in ["avtalsbrott", "it-avtal", "it", "ska", "a, b", "dis", "Lou"] {
            assert_eq!(linked(other), other);
        }
        assert_eq!(linked("DIS och LOU:s"), "{dis|DIS} och {lou|LOU:s}");
    }

    #[test]
    fn only_the_first_use_is_linked_and_the_longest_phrase_wins() {
        assert_eq!(linked("avtal & avtal"), "{avtal|avtal} &amp; avtal");
        assert_eq!(
            linked("lagen om offentlig upphandling, lagen om x, LOU"),
            "{lou|lagen om offentlig upphandling}, lagen om x, LOU"
        );
        assert_eq!(linked("lagen om, offentlig upphandling"), "lagen om, offentlig upphandling");
    }

    #[test]
    fn a_page_does_not_link_to_its_own_term() {
        let terms = terms();
        let mut seen = Seen::default();
        seen.skip(terms.at("o#avtal").unwrap());
        let mut out = String::new();
        link(&mut out, &terms, &mut seen, "", "avtal, ramavtal");
        assert_eq!(out, "avtal, <a class=\"term\" href=\"o#ramavtal\">ramavtal</a>");
    }

    #[test]
    fn long_texts_take_linear_time() {
        let begun = std::time::Instant::now();
        let terms = terms();
        for part in ["lagen om offentlig ", "å-", "a:", "x "] {
            let mut out = String::new();
            link(&mut out, &terms, &mut Seen::default(), "", &part.repeat(100_000));
        }
        assert!(begun.elapsed().as_secs() < 60);
    }
}
