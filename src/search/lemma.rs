//! What the inflections of a word share. Snowball cuts endings off without knowing the word: it cuts
//! into some words (`dator`, `kostnad`, `analys`) and leaves endings on others (`listan`, `kontot`).
//! The other forms that the site has tell an ending from the end of a word.

use foldhash::HashSet;

use super::analysis::Analysis;

/// The most letters of a word whose last ones are never taken for an ending.
const ROOT: usize = 3;

/// Ends of words that look like endings, each with the endings that only follow when it is none.
const ENDS: [(&str, &[&str]); 9] = [
    ("or", &["n", "er", "erna", "et", "en"]),
    ("ad", &["en", "er", "erna"]),
    ("ar", &["a", "et"]),
    ("er", &["n", "t"]),
    ("ern", &["t", "a"]),
    ("at", &["et", "en", "er", "erna"]),
    ("el", &["n"]),
    ("an", &["en", "er", "erna"]),
    ("s", &["en", "er", "erna", "et", "a"]),
];

/// What falls away when a word is inflected, and what stands there instead.
const CHANGED: [(&str, &str); 8] = [
    ("ret", "er"),
    ("let", "el"),
    ("net", "en"),
    ("et", ""),
    ("ena", "e"),
    ("en", "e"),
    ("r", "er"),
    ("l", "el"),
];

/// The forms of a site, by which words are told from their endings.
pub(super) struct Lemmas<'a> {
    analysis: &'a Analysis,
    known: &'a HashSet<&'a str>,
}

impl<'a> Lemmas<'a> {
    pub(super) const fn new(analysis: &'a Analysis, known: &'a HashSet<&'a str>) -> Self {
        Self { analysis, known }
    }

    /// What a form shares with the other forms of its word, and with no other.
    pub(super) fn key(&self, form: &str) -> String {
        if let Some(doer) = doer(form).filter(|doer| self.has(doer)) {
            return doer;
        }
        if !self.analysis.has_compounds() {
            return self.analysis.stem(form);
        }
        let form = self.bare(form);
        if let Some(base) = self.rooted(form) {
            return base.to_owned();
        }
        self.stem(self.without_article(form).unwrap_or(form))
    }

    fn has(&self, form: &str) -> bool {
        self.known.contains(form)
    }

    fn has_with(&self, base: &str, ending: &str) -> bool {
        self.has(&format!("{base}{ending}"))
    }

    /// The stem of a form; that of its base, when the site has it and Snowball does not find it.
    fn stem(&self, form: &str) -> String {
        let stem = self.analysis.stem(form);
        let letters = stem.chars().count();
        if letters <= ROOT {
            // A front (`fasad`) is no phase.
            return if form.ends_with("ad") { form.to_owned() } else { stem };
        }
        let base = CHANGED.iter().find_map(|(ending, instead)| {
            let base = format!("{}{instead}", stem.strip_suffix(ending)?);
            (base.chars().count() > ROOT && self.has(&base)).then_some(base)
        });
        match base {
            Some(base) if self.is_rooted(&base) => base,
            Some(base) => self.analysis.stem(&base),
            None => stem,
        }
    }

    /// Without the s of a genitive or of a passive.
    fn bare<'f>(&self, form: &'f str) -> &'f str {
        let bare = form.strip_suffix('s').filter(|bare| {
            bare.chars().count() > ROOT
                && !bare.ends_with('s')
                && self.has(bare)
                && !self.is_rooted(form)
        });
        bare.unwrap_or(form)
    }

    /// The base of a form, when the end of the base looks like an ending.
    fn rooted<'f>(&self, form: &'f str) -> Option<&'f str> {
        if self.is_rooted(form) {
            return Some(form);
        }
        let genitive = form.strip_suffix('s');
        ENDS.iter().find_map(|(end, endings)| {
            let bases = endings.iter().flat_map(|ending| {
                let own = form.strip_suffix(ending);
                own.into_iter().chain(genitive.and_then(|form| form.strip_suffix(ending)))
            });
            let mut bases = bases.filter(|base| base.ends_with(end) && base.chars().count() > ROOT);
            bases.find(|base| self.has(base))
        })
    }

    /// Whether the end of a form is no ending.
    fn is_rooted(&self, form: &str) -> bool {
        let shows = |(end, endings): &(&str, &[&str])| {
            form.ends_with(end) && endings.iter().any(|ending| self.has_with(form, ending))
        };
        form.chars().count() > ROOT && ENDS.iter().any(shows)
    }

    /// Without an ending that Snowball leaves on: the article after a vowel, the neuter of an
    /// adjective, the present of a verb that is only a root.
    fn without_article<'f>(&self, form: &'f str) -> Option<&'f str> {
        let base = form.strip_suffix(['n', 't', 'r'])?;
        let (last, before) = (form.chars().next_back()?, base.chars().next_back()?);
        let fits = match (last, before) {
            ('n', 'a' | 'e' | 'i' | 'o' | 'y' | 'å' | 'ä' | 'ö')
            | ('t', 'a' | 'e' | 'i' | 'o' | 'å')
            | ('r', 'å') => base.chars().count() >= ROOT,
            ('t', before) => !matches!(before, 's' | 't') && base.chars().count() > ROOT,
            _ => false,
        };
        (fits && self.has(base)).then_some(base)
    }
}

/// Who or what does it (`skrivare`), which is another word than doing it (`skriva`).
fn doer(form: &str) -> Option<String> {
    let endings = ["arens", "arnas", "aren", "arna", "ares", "are"];
    let base = endings.iter().find_map(|ending| form.strip_suffix(ending))?;
    (base.chars().count() >= ROOT).then(|| format!("{base}are"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;

    /// The forms by their keys, those with the same key joined.
    fn joined(forms: &str) -> Vec<String> {
        let analysis = Analysis::new(Lang::Sv);
        let known: HashSet<&str> = forms.split_whitespace().collect();
        let lemmas = Lemmas::new(&analysis, &known);
        let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
        for form in forms.split_whitespace() {
            let key = lemmas.key(form);
            match groups.iter_mut().find(|(known, _)| *known == key) {
                Some((_, group)) => group.push(form),
                None => groups.push((key, vec![form])),
            }
        }
        groups.into_iter().map(|(_, group)| group.join(" ")).collect()
    }

    #[test]
    fn an_end_that_looks_like_an_ending_stays() {
        for word in [
            "dator datorn datorns datorer datorerna",
            "kostnad kostnaden kostnader",
            "analys analysen analyser",
            "gräns gränsen gränser gränserna",
            "villkor villkoret villkoren",
            "server servern servrar servrarna",
            "hållbar hållbara",
        ] {
            assert_eq!(joined(word), [word]);
        }
        assert_eq!(joined("dator datorer data"), ["dator datorer", "data"]);
    }

    #[test]
    fn an_ending_that_snowball_leaves_on_falls() {
        for word in [
            "lista listan listor listorna",
            "konto kontot konton",
            "ärende ärendet ärenden",
            "miljö miljön miljöer",
            "strategi strategin strategier",
            "digital digitalt digitala",
            "leverantör leverantörer leverantörers",
            "dokument dokumentet",
            "regel regeln regler reglerna",
            "föreslå föreslår",
        ] {
            assert_eq!(joined(word), [word]);
        }
        assert_eq!(joined("konto kontor"), ["konto", "kontor"]);
    }

    #[test]
    fn who_does_it_is_another_word_than_doing_it() {
        let forms = "upphandlare upphandlaren upphandla upphandlar";
        assert_eq!(joined(forms), ["upphandlare upphandlaren", "upphandla upphandlar"]);
    }
}
