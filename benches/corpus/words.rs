//! Swedish words in a fixed, seeming disorder.

/// Numbers that look random and are always the same (the `SplitMix64` sequence).
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let z = (z ^ (z >> 31)) as usize;
        z % bound.max(1)
    }

    /// One of some words.
    pub(crate) fn of<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.below(words.len())]
    }
}

const BEFORE: [&str; 40] = [
    "upphandlings",
    "avtals",
    "system",
    "drift",
    "kontrakts",
    "leverantörs",
    "inköps",
    "kommun",
    "skol",
    "omsorgs",
    "miljö",
    "kvalitets",
    "säkerhets",
    "informations",
    "budget",
    "förvaltnings",
    "ärende",
    "projekt",
    "tjänste",
    "kund",
    "licens",
    "integrations",
    "behörighets",
    "arkiv",
    "register",
    "mötes",
    "besluts",
    "risk",
    "utbildnings",
    "support",
    "test",
    "krav",
    "plan",
    "löne",
    "journal",
    "nät",
    "lagrings",
    "klient",
    "moln",
    "telefoni",
];

const AFTER: [&str; 40] = [
    "ansvar",
    "beslut",
    "dokument",
    "plan",
    "grupp",
    "ägare",
    "register",
    "underlag",
    "process",
    "rutin",
    "analys",
    "nivå",
    "kontroll",
    "modell",
    "strategi",
    "gräns",
    "mall",
    "bilaga",
    "prövning",
    "uppföljning",
    "ordning",
    "ledare",
    "verksamhet",
    "enhet",
    "lista",
    "fråga",
    "period",
    "kostnad",
    "avgift",
    "information",
    "lösning",
    "bedömning",
    "mål",
    "villkor",
    "möte",
    "rapport",
    "yta",
    "tjänst",
    "stöd",
    "kalender",
];

const VERBS: [&str; 24] = [
    "prövar",
    "beslutar om",
    "följer upp",
    "planerar",
    "beställer",
    "granskar",
    "dokumenterar",
    "förlänger",
    "avslutar",
    "inför",
    "ersätter",
    "samordnar",
    "mäter",
    "kontrollerar",
    "delar",
    "arkiverar",
    "bevakar",
    "förbereder",
    "jämför",
    "redovisar",
    "uppdaterar",
    "bestämmer",
    "beskriver",
    "ändrar",
];

const SMALL: [&str; 16] = [
    "och", "för", "med", "utan", "inom", "enligt", "före", "efter", "mellan", "genom", "när",
    "eftersom", "innan", "om", "där", "samt",
];

/// A compound: `avtalsuppföljning`.
pub(crate) fn compound(chance: &mut Chance) -> String {
    format!("{}{}", chance.of(&BEFORE), chance.of(&AFTER))
}

/// The same with a capital, for a title.
pub(crate) fn title(chance: &mut Chance) -> String {
    let word = compound(chance);
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A sentence of about a dozen words.
pub(crate) fn sentence(chance: &mut Chance) -> String {
    let mut text = title(chance);
    text.push_str(&format!(" {} {}", chance.of(&VERBS), compound(chance)));
    for _ in 0..2 + chance.below(3) {
        let small = chance.of(&SMALL);
        text.push_str(&format!(" {small} {}", compound(chance)));
    }
    text.push('.');
    text
}

/// A paragraph of some sentences.
pub(crate) fn paragraph(chance: &mut Chance, sentences: usize) -> String {
    (0..sentences).map(|_| sentence(chance)).collect::<Vec<_>>().join(" ")
}
