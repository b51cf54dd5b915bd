//! Words in running text, and a hasher that is quick on them.

use std::hash::BuildHasherDefault;

/// A word, as a byte range of its text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Word {
    pub(super) fn text<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// The words of a text: letters and digits, with single `-` and `:` between them, so that `avtal`
/// is not found in `it-avtal`.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::with_capacity(text.len() / 7);
    // Where a sign that may stand inside a word ended, right after a word.
    let mut joined = None;
    for (at, sign) in text.char_indices() {
        if sign.is_alphanumeric() || matches!(sign, '\u{300}'..='\u{36f}') {
            let end = at + sign.len_utf8();
            match words.last_mut() {
                Some(word) if word.end == at || joined == Some(at) => word.end = end,
                _ => words.push(Word { start: at, end }),
            }
        } else if matches!(sign, '-' | ':') && words.last().is_some_and(|word| word.end == at) {
            joined = Some(at + 1);
        }
    }
    words
}

/// Whether `word` is one word from its beginning to its end.
pub(super) fn is_whole(word: &str) -> bool {
    matches!(words(word).as_slice(), [only] if only.start == 0 && only.end == word.len())
}

/// Whether a word is met only as it is written: two capitals or more, and no small letters.
pub(super) fn is_abbreviation(word: &str) -> bool {
    word.chars().filter(|sign| sign.is_uppercase()).count() > 1
        && !word.chars().any(char::is_lowercase)
}

/// FNV-1a: words are short, and the keys come from the site's own glossary.
pub(super) type Hasher = BuildHasherDefault<Fnv>;

#[derive(Debug)]
pub(super) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl std::hash::Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_inside_words_belong_to_them() {
        let text = "It-system, LOU:s 1:1-avtal – (å/b) a- -b c--d:";
        let found: Vec<_> = words(text).iter().map(|word| word.text(text)).collect();
        assert_eq!(found, ["It-system", "LOU:s", "1:1-avtal", "å", "b", "a", "b", "c", "d"]);
        assert!(is_whole("e-handel") && !is_whole("e-") && !is_whole("a/b") && !is_whole(""));
    }
}
