//! The site's own words: which forms belong together, which words hold which others, and which are
//! made of one another. All language work is done here, when the site is built.

use std::borrow::Cow;

use foldhash::{HashMap, HashSet};
use rayon::prelude::*;

use super::analysis::{Analysis, folded};
use super::lemma::Lemmas;

/// How much of a hit a part of a compound is, in per cent: the last part says most.
const TAIL: u8 = 40;
const HEAD: u8 = 35;
const MIDDLE: u8 = 30;
/// How much of a hit a word of the same origin is: `upphandla` for `upphandling`.
const RELATED: u8 = 60;
/// The shortest part of a compound, and the shortest word that is taken apart.
const MIN_PART: usize = 3;
const MIN_COMPOUND: usize = 6;
/// Makes another word of what it stands before, and is no part of it: `upphandling`.
const PARTICLE: &str = "upp";
/// The shortest last part that is believed in when what stands before it is unknown.
const MIN_LONE_TAIL: usize = 5;

/// Endings that make a noun of a verb or of an adjective, and what stands there instead.
const DERIVED: [(&str, &str); 10] = [
    ("ningen", "a"),
    ("ning", "a"),
    ("ingen", "a"),
    ("ing", "a"),
    ("ande", "a"),
    ("are", "a"),
    ("nad", "a"),
    ("het", ""),
    ("ering", ""),
    ("era", ""),
];

/// How a form leads to a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Way {
    /// It is one of its forms.
    Own,
    /// They are made of one another.
    Related,
    /// The glossary gives it as another name.
    Synonym,
    /// It is a part of it.
    Part,
}

/// A word that a form stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sense {
    pub(crate) word: u32,
    pub(crate) way: Way,
    /// How much of a hit it is, in per cent.
    pub(crate) share: u8,
}

/// The words of a site.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    /// Every form, sorted by how it is written without å, ä and ö, with its word.
    pub(crate) forms: Vec<Form>,
    /// How many words there are; numbered in the order of their first form.
    pub(crate) words: usize,
    ids: HashMap<String, u32>,
    senses: Vec<Vec<Sense>>,
}

/// A form that the site uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Form {
    pub(crate) text: String,
    pub(crate) folded: String,
    pub(crate) word: u32,
}

impl Lexicon {
    /// Of all forms that the site uses.
    pub(crate) fn new(analysis: &Analysis, forms: Vec<String>) -> Self {
        let mut forms: Vec<(String, String)> =
            forms.into_iter().map(|form| (folded(&form), form)).collect();
        forms.par_sort_unstable();
        forms.dedup();
        let known: HashSet<&str> = forms.iter().map(|(_, form)| form.as_str()).collect();
        let lemmas = Lemmas::new(analysis, &known);
        let keys: Vec<String> = forms.par_iter().map(|(_, form)| lemmas.key(form)).collect();
        let mut words: HashMap<&str, u32> = HashMap::default();
        let mut lexicon = Self::default();
        for ((folded, form), key) in forms.iter().zip(&keys) {
            let next = words.len() as u32;
            let word = *words.entry(key).or_insert(next);
            lexicon.forms.push(Form { text: form.clone(), folded: folded.clone(), word });
        }
        lexicon.words = words.len();
        for (id, form) in lexicon.forms.iter().enumerate() {
            lexicon.ids.insert(form.text.clone(), id as u32);
        }
        let parts = Parts::new(&lexicon, &words, analysis);
        let related = related(&lexicon, &parts);
        lexicon.senses =
            lexicon.forms.par_iter().map(|form| senses(&related, &parts, form)).collect();
        lexicon
    }

    /// The number of a form.
    pub(crate) fn form(&self, text: &str) -> Option<u32> {
        self.ids.get(text).copied()
    }

    /// What a form stands for; its own word first.
    pub(crate) fn senses(&self, form: u32) -> &[Sense] {
        self.senses.get(form as usize).map_or(&[], Vec::as_slice)
    }

    fn word_of(&self, text: &str) -> Option<u32> {
        self.form(text).map(|id| self.forms[id as usize].word)
    }
}

/// What compounds may be made of: forms and stems, each with its word.
struct Parts<'a> {
    words: HashMap<Cow<'a, str>, u32>,
    compounds: bool,
}

impl<'a> Parts<'a> {
    fn new(lexicon: &'a Lexicon, keys: &HashMap<&'a str, u32>, analysis: &Analysis) -> Self {
        let stop: HashSet<&str> = analysis.stop_words().collect();
        let fits = |part: &str| {
            part.chars().count() >= MIN_PART
                && part.chars().all(char::is_alphabetic)
                && part != PARTICLE
                && !stop.contains(part)
        };
        let mut words: HashMap<Cow<'a, str>, u32> = keys
            .iter()
            .filter(|(key, _)| key.chars().count() > MIN_PART && fits(key))
            .map(|(key, word)| (Cow::Borrowed(*key), *word))
            .collect();
        // A doer loses its last letter before another word: `användarkonto`.
        let doers = keys.iter().filter(|(key, _)| key.ends_with("are"));
        words.extend(doers.map(|(key, word)| (key[..key.len() - 1].into(), *word)));
        // Some change their last vowel there: `hårdvaruavtal`.
        let vowels = lexicon.forms.iter().filter_map(|form| {
            let base = form.text.strip_suffix('a').filter(|base| fits(base))?;
            Some((format!("{base}u").into(), form.word))
        });
        words.extend(vowels);
        words.extend(
            lexicon
                .forms
                .iter()
                .filter(|form| fits(&form.text))
                .map(|form| (form.text.as_str().into(), form.word)),
        );
        Self { words, compounds: analysis.has_compounds() }
    }

    /// The word that a part stands for, with or without a binding s.
    fn find(&self, part: &str, last: bool) -> Option<u32> {
        let bound = || part.strip_suffix('s').filter(|_| !last && part.len() > MIN_PART + 1);
        self.words.get(part).or_else(|| self.words.get(bound()?)).copied()
    }

    /// The fewest parts that make up the form, first to last.
    fn split(&self, form: &str) -> Vec<u32> {
        let ends: Vec<usize> =
            form.char_indices().map(|(at, _)| at).chain(std::iter::once(form.len())).collect();
        let count = ends.len() - 1;
        // best[i]: the fewest parts of the first i letters, and where the last of them begins.
        let mut best: Vec<Option<(usize, usize, u32)>> = vec![None; count + 1];
        for end in MIN_PART..=count {
            for start in (0..=end - MIN_PART).rev() {
                let before = match (start, best[start]) {
                    (0, _) => 0,
                    (_, Some((parts, ..))) => parts,
                    (_, None) => continue,
                };
                if start == 0 && end == count {
                    continue;
                }
                let part = &form[ends[start]..ends[end]];
                let Some(word) = self.find(part, end == count) else { continue };
                if best[end].is_none_or(|(parts, ..)| before < parts) {
                    best[end] = Some((before + 1, start, word));
                }
            }
        }
        let mut parts = Vec::new();
        let mut at = count;
        while let Some((_, start, word)) = best[at].filter(|_| at > 0) {
            parts.push(word);
            at = start;
        }
        parts.reverse();
        parts
    }

    /// The longest word that the form ends in, when what stands before it is no word.
    fn tail(&self, form: &str) -> Option<u32> {
        let letters = form.chars().count();
        form.char_indices()
            .enumerate()
            .skip(MIN_PART)
            .take_while(|(at, _)| letters - at >= MIN_LONE_TAIL)
            .find_map(|(_, (at, _))| self.words.get(&form[at..]).copied())
    }
}

/// The words of the same origin as each word.
fn related(lexicon: &Lexicon, parts: &Parts<'_>) -> HashMap<u32, Vec<u32>> {
    let mut related: HashMap<u32, Vec<u32>> = HashMap::default();
    if !parts.compounds {
        return related;
    }
    // What is made of a verb that the site does not have: `kravställning` and `kravställare`.
    let mut kin: HashMap<String, u32> = HashMap::default();
    for form in &lexicon.forms {
        for (ending, instead) in DERIVED {
            let base = form.text.strip_suffix(ending);
            let Some(base) = base.filter(|base| base.chars().count() >= MIN_PART) else { continue };
            let base = format!("{base}{instead}");
            let word = lexicon.word_of(&base);
            let word = word.unwrap_or_else(|| *kin.entry(base).or_insert(form.word));
            if word != form.word {
                related.entry(form.word).or_default().push(word);
                related.entry(word).or_default().push(form.word);
            }
        }
    }
    related
}

fn senses(related: &HashMap<u32, Vec<u32>>, parts: &Parts<'_>, form: &Form) -> Vec<Sense> {
    let mut senses = vec![Sense { word: form.word, way: Way::Own, share: 100 }];
    let mut add = |word: u32, way: Way, share: u8| {
        if senses.iter().all(|sense| sense.word != word) {
            senses.push(Sense { word, way, share });
        }
    };
    for word in related.get(&form.word).into_iter().flatten() {
        add(*word, Way::Related, RELATED);
    }
    let whole = form.text.chars().all(char::is_alphabetic);
    if !parts.compounds || !whole || form.text.chars().count() < MIN_COMPOUND {
        return senses;
    }
    if let [first, middle @ .., last] = parts.split(&form.text).as_slice() {
        add(*last, Way::Part, TAIL);
        add(*first, Way::Part, HEAD);
        for word in middle {
            add(*word, Way::Part, MIDDLE);
        }
    }
    if let Some(tail) = parts.tail(&form.text) {
        add(tail, Way::Part, TAIL);
    }
    senses
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;

    fn lexicon(text: &str) -> Lexicon {
        let forms = text.split_whitespace().map(str::to_owned).collect();
        Lexicon::new(&Analysis::new(Lang::Sv), forms)
    }

    /// How the word of `part` is found in `form`.
    fn way(lexicon: &Lexicon, form: &str, part: &str) -> Option<Way> {
        let word = lexicon.word_of(part)?;
        let senses = lexicon.senses(lexicon.form(form)?);
        senses.iter().find(|sense| sense.word == word).map(|sense| sense.way)
    }

    #[test]
    fn a_compound_is_found_by_its_parts() {
        let site = lexicon(
            "personuppgiftsbiträdesavtal avtalet personuppgifter biträde upphandlingsgräns \
             gränsen upphandling molnavtalet ansvar svar hårdvaruavtal hårdvara",
        );
        for (compound, part) in [
            ("personuppgiftsbiträdesavtal", "avtalet"),
            ("personuppgiftsbiträdesavtal", "biträde"),
            ("personuppgiftsbiträdesavtal", "personuppgifter"),
            ("upphandlingsgräns", "gränsen"),
            ("upphandlingsgräns", "upphandling"),
            ("molnavtalet", "avtalet"),
            ("hårdvaruavtal", "hårdvara"),
        ] {
            assert_eq!(way(&site, compound, part), Some(Way::Part), "{compound} {part}");
        }
        assert_eq!(way(&site, "ansvar", "svar"), None, "an- is no word");
    }

    #[test]
    fn the_neuter_ending_falls_only_when_the_site_has_the_word_without_it() {
        let site = lexicon("dokument dokumentet beloppet belopp register registret budget");
        for (form, base) in
            [("dokumentet", "dokument"), ("beloppet", "belopp"), ("registret", "register")]
        {
            assert_eq!(way(&site, form, base), Some(Way::Own), "{form}");
        }
        assert_eq!(site.words, 4);
    }

    #[test]
    fn a_verb_finds_its_noun_and_the_noun_its_verb() {
        let site = lexicon(
            "upphandla upphandlingar upphandling förlänga förlängning säker säkerhet kravställare kravställning",
        );
        for (form, other) in [
            ("upphandla", "upphandling"),
            ("upphandlingar", "upphandla"),
            ("förlänga", "förlängning"),
            ("säkerhet", "säker"),
            ("kravställning", "kravställare"),
        ] {
            assert_eq!(way(&site, form, other), Some(Way::Related), "{form} {other}");
        }
    }
}
