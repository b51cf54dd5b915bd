//! The words of all pages as numbers. Every text is cut into words once, and what a word is made of
//! is looked at once for each way in which it is written: a site has a hundred times more words
//! than different ones.

use std::ops::Range;

use foldhash::{HashMap, HashSet};
use rayon::prelude::*;

use super::analysis::{Token, joined, tokens};
use super::cut::usual_words;
use super::page::{Card, Place, Text};

/// Stands for words that are left out of the index, and for what is no word.
const HELPS: u32 = u32::MAX;
const NOTHING: u32 = u32::MAX - 1;

/// A page with its words as numbers.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) kind: String,
    pub(super) label: String,
    pub(super) defines: bool,
    pub(super) card: Card,
    /// How many words its running text has, by the spaces between them.
    pub(super) spaced: usize,
    pieces: Vec<Piece>,
    words: Vec<u32>,
}

/// Words that stand together: all that were read, and where those end that the index has.
#[derive(Debug)]
struct Piece {
    place: Place,
    section: u8,
    read: u32,
    end: u32,
}

/// Words that stand together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Passage<'p> {
    pub(super) place: Place,
    pub(super) section: u8,
    /// How many words were read, those too that the index leaves out.
    pub(super) read: usize,
    /// The numbers of the words that the index has.
    pub(super) words: &'p [u32],
}

impl Page {
    /// Gives back the room of its words, which nobody asks for again.
    pub(super) fn forget_words(&mut self) {
        (self.pieces, self.words) = (Vec::new(), Vec::new());
    }

    /// Gives back the room of what is shown of it, but for how much a hit on it counts.
    pub(super) fn forget_card(&mut self) {
        self.card = Card { prior: self.card.prior, ..Card::default() };
    }

    /// Its passages, in their order.
    pub(super) fn passages(&self) -> impl Iterator<Item = Passage<'_>> {
        let mut start = 0;
        self.pieces.iter().map(move |piece| {
            let words = &self.words[start..piece.end as usize];
            start = piece.end as usize;
            let Piece { place, section, read, .. } = *piece;
            Passage { place, section, read: read as usize, words }
        })
    }
}

/// All pages, and the words that their numbers stand for.
#[derive(Debug, Default)]
pub(super) struct Corpus {
    pub(super) pages: Vec<Page>,
    pub(super) words: Vec<Token>,
}

impl Corpus {
    /// Of the texts that `text` makes of each item, in the order of the items.
    pub(super) fn read<T: Send>(
        items: Vec<T>,
        stop: &HashSet<&str>,
        text: impl Fn(T) -> Text + Sync,
    ) -> Self {
        let part = || (Vec::new(), Vocabulary::new(stop));
        let parts: Vec<(Vec<Page>, Vocabulary<'_>)> = items
            .into_par_iter()
            .fold(part, |(mut pages, mut words), item| {
                pages.push(words.page(text(item)));
                (pages, words)
            })
            .collect();
        let mut corpus = Self::default();
        let mut numbers = HashMap::default();
        for (pages, words) in parts {
            corpus.add(&mut numbers, pages, words.tokens);
        }
        corpus
    }

    /// Takes in pages whose numbers stand for `words`.
    fn add(&mut self, numbers: &mut HashMap<Token, u32>, pages: Vec<Page>, words: Vec<Token>) {
        let new: Vec<u32> = words
            .into_iter()
            .map(|token| {
                let next = self.words.len() as u32;
                let number = *numbers.entry(token.clone()).or_insert(next);
                if number == next {
                    self.words.push(token);
                }
                number
            })
            .collect();
        self.pages.extend(pages.into_iter().map(|mut page| {
            for word in &mut page.words {
                *word = new[*word as usize];
            }
            page
        }));
    }
}

/// All words of a name as one. A single word that helps is a name where it is an abbreviation (`AV`).
fn name_of(text: &str) -> Option<Token> {
    let words = tokens(text);
    let is_name = words.len() > 1 || text.chars().all(char::is_uppercase);
    joined(&words).filter(|_| is_name)
}

/// The words that some of the pages use.
struct Vocabulary<'s> {
    stop: &'s HashSet<&'s str>,
    tokens: Vec<Token>,
    numbers: HashMap<Token, u32>,
    /// The number of each word as it is written, apart by its length: nearly all are short, and most
    /// of those very short.
    tiny: HashMap<u64, u32>,
    short: HashMap<(u64, u64, u64), u32>,
    long: HashMap<Box<str>, u32>,
}

/// The bytes of the word at `range` of a text and zeros after it, by which it is found without a look
/// at where it is kept; none when they are more or the text ends before them.
fn packed<const N: usize>(text: &[u8], range: &Range<usize>) -> Option<[u64; N]> {
    let length = range.len();
    let bytes = text.get(range.start..range.start + 8 * N)?;
    if length > bytes.len() {
        return None;
    }
    let (parts, _) = bytes.as_chunks();
    Some(std::array::from_fn(|which| {
        // How many bits of this part are the word's.
        let bits = 8 * length.saturating_sub(8 * which).min(8) as u32;
        u64::from_le_bytes(parts[which]) & u64::MAX.unbounded_shr(64 - bits)
    }))
}

impl<'s> Vocabulary<'s> {
    fn new(stop: &'s HashSet<&str>) -> Self {
        let (tiny, short) = (HashMap::default(), HashMap::default());
        let (numbers, long) = (HashMap::default(), HashMap::default());
        Self { stop, tokens: Vec::new(), numbers, tiny, short, long }
    }

    fn page(&mut self, text: Text) -> Page {
        let Text { kind, label, defines, card, pieces: texts } = text;
        // A word and the space after it take eight bytes or more.
        let length: usize = texts.iter().map(|piece| piece.text.len()).sum();
        let mut pieces = Vec::with_capacity(texts.len());
        let mut words = Vec::with_capacity(length / 8);
        let mut spaced = 0;
        for piece in &texts {
            let before = words.len();
            let (read, between) = self.cut(&piece.text, &mut words);
            if piece.place == Place::Body {
                spaced += between;
            }
            let (place, section, end) = (piece.place, piece.section, words.len() as u32);
            pieces.push(Piece { place, section, read, end });
            let is_name = matches!(place, Place::Name | Place::Alias);
            let helped = is_name && read as usize > words.len() - before;
            if let Some(token) = helped.then(|| name_of(&piece.text)).flatten() {
                words.push(self.kept(token));
                let (place, end) = (Place::Joined, words.len() as u32);
                pieces.push(Piece { place, section, read: 1, end });
            }
        }
        words.shrink_to_fit();
        Page { kind, label, defines, card, spaced, pieces, words }
    }

    /// Adds the words of a text that the index has. Tells how many there were in all, and how many
    /// stand between spaces.
    fn cut(&mut self, text: &str, words: &mut Vec<u32>) -> (u32, usize) {
        let before = words.len();
        let mut read = 0;
        let mut add = |number: u32| {
            read += u32::from(number != NOTHING);
            if number < NOTHING {
                words.push(number);
            }
        };
        if let Some(spaced) = usual_words(text, |word| add(self.written(text, word))) {
            return (read, spaced);
        }
        read = 0;
        words.truncate(before);
        for token in tokens(text) {
            read += 1;
            let number = self.number(token);
            if number < NOTHING {
                words.push(number);
            }
        }
        (read, text.split_whitespace().count())
    }

    /// The number of the word at `range` as it is written.
    fn written(&mut self, text: &str, range: Range<usize>) -> u32 {
        let bytes = text.as_bytes();
        if let Some([tiny]) = packed(bytes, &range) {
            if let Some(number) = self.tiny.get(&tiny) {
                return *number;
            }
            let number = self.new_word(&text[range]);
            self.tiny.insert(tiny, number);
            return number;
        }
        if let Some([first, second, third]) = packed(bytes, &range) {
            let short = (first, second, third);
            if let Some(number) = self.short.get(&short) {
                return *number;
            }
            let number = self.new_word(&text[range]);
            self.short.insert(short, number);
            return number;
        }
        let word = &text[range];
        if let Some(number) = self.long.get(word) {
            return *number;
        }
        let number = self.new_word(word);
        self.long.insert(word.into(), number);
        number
    }

    fn new_word(&mut self, word: &str) -> u32 {
        let token = tokens(word).into_iter().next();
        token.map_or(NOTHING, |token| self.number(token))
    }

    fn number(&mut self, token: Token) -> u32 {
        if self.stop.contains(token.form.as_str()) { HELPS } else { self.kept(token) }
    }

    /// The number of a word that is kept, also when it only helps.
    fn kept(&mut self, token: Token) -> u32 {
        if let Some(number) = self.numbers.get(&token) {
            return *number;
        }
        let number = self.tokens.len() as u32;
        self.tokens.push(token.clone());
        self.numbers.insert(token, number);
        number
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The forms of a text's words, by the numbers that they are given, and how many there are.
    fn forms(text: &str) -> (Vec<String>, (u32, usize)) {
        let stop = HashSet::from_iter(["och"]);
        let mut vocabulary = Vocabulary::new(&stop);
        let mut words = Vec::new();
        let read = vocabulary.cut(text, &mut words);
        let form = |word: u32| vocabulary.tokens[word as usize].form.clone();
        (words.into_iter().map(form).collect(), read)
    }

    #[test]
    fn helping_words_are_read_and_left_out() {
        let (words, read) = forms("Avtal och PUB-avtal, AVTAL – it’s – och ñandu");
        assert_eq!(words, ["avtal", "pubavtal", "avtal", "its", "nandu"]);
        assert_eq!(read, (7, 9));
    }

    #[test]
    fn short_and_long_words_are_found_wherever_they_stand() {
        let long = "personuppgiftsbiträdesavtal";
        let (words, read) = forms(&format!("{long} avtal {long} avtal"));
        assert_eq!(words, [long, "avtal", long, "avtal"]);
        assert_eq!(read, (4, 4));
    }

    proptest! {
        #[test]
        fn usual_texts_are_cut_as_all_others(text in "[a-cA-C0-1 \n\u{b}\u{1c}\\-'.,åäöÅÄÖéÉüñ–”’…§\u{a0}\u{ad}]{0,60}") {
            let all: Vec<String> = tokens(&text).into_iter().map(|token| token.form).collect();
            let kept: Vec<String> = all.iter().filter(|form| *form != "och").cloned().collect();
            let read = (all.len() as u32, text.split_whitespace().count());
            prop_assert_eq!(forms(&text), (kept, read));
        }
    }
}
