//! The words of a file, whatever it writes them in: HTML, JSON, CSV, an address, a calendar.
//!
//! Case, accents and signs between words do not count, nor do tags that only set words off. An
//! escape counts as the letter that it stands for.

/// A word, by what it is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Word {
    pub(super) hash: u64,
    pub(super) letters: u32,
    pub(super) digits: u32,
    /// The tag that it stands in; 0 for the text between tags.
    pub(super) tag: u32,
    /// Whether it begins something new: a cell, a paragraph, a quotation.
    pub(super) fresh: bool,
    /// Whether nothing but a hyphen stands between it and the word before, as in an id.
    pub(super) glued: bool,
    /// Whether it is a year: met everywhere, like numbers of one or two digits.
    pub(super) year: bool,
}

/// How a file parts its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A line break is a blank.
    Text,
    /// A line is a row of a table.
    Rows,
    /// A line may be folded in the midst of a word, as in a calendar.
    Folded,
    /// Every word stands for itself, as in an index.
    Words,
}

/// Hands over every word of `bytes`. With `PARTS`, also how words begin: the first six letters, the
/// first seven, and so on.
pub(super) fn each<const PARTS: bool>(bytes: &[u8], form: Form, sink: impl FnMut(Word)) {
    let alone = form == Form::Words;
    let (text, inner) = (Word::default(), Word::default());
    let mut reader = Reader::<PARTS, _> { sink, alone, year: [0; 2], text, inner, tag: 0, tags: 0 };
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let rest = &bytes[at..];
        at += match byte {
            b'a'..=b'z' | b'0'..=b'9' => reader.add(*byte),
            b'A'..=b'Z' => reader.add(byte | 0x20),
            b'<' => reader.open(rest, 1),
            b'>' => reader.close(1),
            b'&' => reader.entity(rest),
            b'\\' => reader.escape(rest),
            b'%' => reader.percent(rest),
            b'\r' | b'\n' => match form {
                Form::Folded => unfold(rest).unwrap_or_else(|| reader.part()),
                Form::Rows => reader.part(),
                Form::Text | Form::Words => reader.end(),
            },
            b';' | b'"' | b',' | b':' | b'|' | b'[' | b']' | b'{' | b'}' => reader.part(),
            0x80.. => reader.wide(rest),
            b'-' => reader.glue(rest),
            _ => reader.end(),
        };
    }
    reader.end();
    reader.tag = 0;
    reader.end();
}

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// The shortest beginning of a word that is handed over.
const PART: u32 = 6;

struct Reader<const PARTS: bool, S> {
    sink: S,
    /// Whether no word belongs to another.
    alone: bool,
    /// How the last word begins.
    year: [u8; 2],
    /// The word of the text that is being read, also while a tag is.
    text: Word,
    /// The word of the tag that is being read.
    inner: Word,
    /// The tag that is being read; 0 for none.
    tag: u32,
    tags: u32,
}

impl<const PARTS: bool, S: FnMut(Word)> Reader<PARTS, S> {
    fn add(&mut self, byte: u8) -> usize {
        let word = if self.tag == 0 { &mut self.text } else { &mut self.inner };
        let count = word.letters + word.digits;
        if let Some(slot) = self.year.get_mut(count as usize) {
            *slot = byte;
        }
        let before = if count == 0 { OFFSET } else { word.hash };
        word.hash = (before ^ u64::from(byte)).wrapping_mul(PRIME);
        if byte.is_ascii_digit() {
            word.digits += 1;
        } else {
            word.letters += 1;
        }
        if PARTS && word.letters + word.digits >= PART {
            (self.sink)(*word);
        }
        1
    }

    fn end(&mut self) -> usize {
        let word = if self.tag == 0 { &mut self.text } else { &mut self.inner };
        if word.letters + word.digits > 0 {
            let whole = Word { tag: self.tag, ..*word };
            *word = Word { fresh: self.alone, ..Word::default() };
            let old = whole.digits == 4 && whole.letters == 0 && self.year == [b'1', b'9'];
            let new = whole.digits == 4 && whole.letters == 0 && self.year == [b'2', b'0'];
            let whole = Word { year: old || new, ..whole };
            if !PARTS || whole.letters + whole.digits < PART {
                (self.sink)(whole);
            }
        }
        1
    }

    /// Ends a word at a hyphen; the next one belongs to it when it follows at once.
    fn glue(&mut self, rest: &[u8]) -> usize {
        let (tag, joins) = (self.tag, rest.get(1).is_some_and(u8::is_ascii_alphanumeric));
        let word = if tag == 0 { &mut self.text } else { &mut self.inner };
        let follows = word.letters + word.digits > 0;
        self.end();
        let word = if tag == 0 { &mut self.text } else { &mut self.inner };
        word.glued = follows && joins;
        1
    }

    /// Ends a word, and all that the next one could belong to.
    fn part(&mut self) -> usize {
        self.end();
        let word = if self.tag == 0 { &mut self.text } else { &mut self.inner };
        word.fresh = true;
        1
    }

    fn open(&mut self, rest: &[u8], length: usize) -> usize {
        let inner = rest.get(length..).unwrap_or_default();
        let begins = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'!' | b'?');
        if !inner.first().is_some_and(begins) {
            self.end();
            return length;
        }
        if self.tag != 0 {
            self.end();
            self.tag = 0;
        }
        self.inner = Word { fresh: true, ..Word::default() };
        if !is_inline(inner) {
            self.part();
        }
        self.tags += 1;
        self.tag = self.tags;
        length
    }

    fn close(&mut self, length: usize) -> usize {
        self.end();
        self.tag = 0;
        length
    }

    fn entity(&mut self, rest: &[u8]) -> usize {
        let name = rest.get(1..rest.len().min(12)).unwrap_or_default();
        let Some(end) = name.iter().position(|byte| *byte == b';') else { return self.end() };
        let name = std::str::from_utf8(&name[..end]).unwrap_or_default();
        let number = name.strip_prefix('#').map(|number| {
            let hex = number.strip_prefix(['x', 'X']).map(|hex| u32::from_str_radix(hex, 16));
            hex.unwrap_or_else(|| number.parse()).ok().and_then(char::from_u32)
        });
        let sign = match (number, name) {
            (Some(sign), _) => sign,
            (_, "aring" | "auml" | "Aring" | "Auml" | "agrave" | "aacute") => Some('a'),
            (_, "ouml" | "Ouml") => Some('o'),
            (_, "eacute" | "Eacute" | "egrave") => Some('e'),
            (_, "shy") => Some('\u{ad}'),
            (_, "quot") => Some('"'),
            _ => None,
        };
        self.sign(sign.unwrap_or(' '));
        end + 2
    }

    fn escape(&mut self, rest: &[u8]) -> usize {
        match rest.get(1) {
            Some(b'u') => {
                let hex = rest.get(2..6).and_then(|hex| std::str::from_utf8(hex).ok());
                let sign = hex.and_then(|hex| u32::from_str_radix(hex, 16).ok());
                match sign.and_then(char::from_u32) {
                    Some('<') => self.open(rest, 6),
                    Some('>') => self.close(6),
                    Some(sign) => {
                        self.sign(sign);
                        6
                    }
                    None => self.end(),
                }
            }
            // The letter is a line break or a tab, no letter of the next word.
            Some(b'n' | b'N' | b'r' | b't' | b'\\') => {
                self.end();
                2
            }
            _ => self.end(),
        }
    }

    fn percent(&mut self, rest: &[u8]) -> usize {
        let byte = |code: &[u8]| {
            let hex = std::str::from_utf8(code.strip_prefix(b"%")?).ok()?;
            u8::from_str_radix(hex, 16).ok().filter(|_| hex.len() == 2)
        };
        let bytes: Vec<u8> = rest.chunks(3).take(4).map_while(byte).collect();
        let Some((sign, size)) = first(&bytes) else { return self.end() };
        self.sign(sign);
        size * 3
    }

    fn wide(&mut self, rest: &[u8]) -> usize {
        match first(&rest[..rest.len().min(4)]) {
            Some((sign, size)) => {
                self.sign(sign);
                size
            }
            None => self.end(),
        }
    }

    fn sign(&mut self, sign: char) {
        match sign {
            'a'..='z' | 'A'..='Z' | '0'..='9' => {
                self.add(sign.to_ascii_lowercase() as u8);
            }
            'å' | 'ä' | 'Å' | 'Ä' | 'à'..='ã' | 'À'..='Ã' => {
                self.add(b'a');
            }
            'ö' | 'Ö' | 'ò'..='õ' | 'Ò'..='Õ' | 'ø' | 'Ø' => {
                self.add(b'o');
            }
            'è'..='ë' | 'È'..='Ë' => {
                self.add(b'e');
            }
            'ù'..='ü' | 'Ù'..='Ü' => {
                self.add(b'u');
            }
            // Soft hyphens, joiners and combining accents part no word.
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{300}'..='\u{36f}' => {}
            sign if sign.is_alphanumeric() => {
                for byte in sign.to_lowercase().flat_map(|sign| {
                    let mut bytes = [0; 4];
                    sign.encode_utf8(&mut bytes).as_bytes().to_vec()
                }) {
                    self.add(byte);
                }
            }
            ';' | '"' | ',' | ':' | '|' | '[' | ']' | '{' | '}' => {
                self.part();
            }
            _ => {
                self.end();
            }
        }
    }
}

/// The first sign of some bytes, and how many of them it takes.
fn first(bytes: &[u8]) -> Option<(char, usize)> {
    let valid = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(),
    };
    valid.chars().next().map(|sign| (sign, sign.len_utf8()))
}

/// How long a fold is: a line break in the midst of a line, with a blank after it.
fn unfold(rest: &[u8]) -> Option<usize> {
    let line = rest.strip_prefix(b"\r").unwrap_or(rest).strip_prefix(b"\n")?;
    matches!(line.first(), Some(b' ' | b'\t')).then(|| rest.len() - line.len() + 1)
}

/// Elements that do not part what stands before them from what stands after.
const INLINE: [&[u8]; 22] = [
    b"a", b"abbr", b"b", b"bdi", b"cite", b"code", b"del", b"dfn", b"em", b"i", b"ins", b"kbd",
    b"mark", b"q", b"s", b"small", b"span", b"strong", b"sub", b"sup", b"u", b"wbr",
];

/// Whether a tag, after its `<`, may stand in the midst of a word. In an office document all may
/// but those of paragraphs, breaks and tabs.
fn is_inline(tag: &[u8]) -> bool {
    let name = tag.strip_prefix(b"/").unwrap_or(tag);
    let end = name.iter().position(|byte| !byte.is_ascii_alphanumeric() && *byte != b':');
    let name = &name[..end.unwrap_or(name.len())];
    match name.strip_prefix(b"w:") {
        Some(inner) => ![&b"p"[..], b"br", b"tab", b"tc"].contains(&inner),
        None => INLINE.contains(&name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hashes(text: &str) -> Vec<u64> {
        let mut words = Vec::new();
        each::<false>(text.as_bytes(), Form::Text, |word| words.push(word.hash));
        words
    }

    #[test]
    fn the_same_words_are_found_however_they_are_written() {
        let plain = hashes("nyckeln i vardskapet");
        for written in [
            "Nyckeln i Vårdskåpet",
            "nyckeln-i-vardskapet",
            "<p>Nyck<strong>eln</strong> i V&aring;rdsk&#229;pet</p>",
            "<p>Nyckeln</p><p>i</p><p>V&#xE5;rdskåpet</p>",
            r"Nyckeln\ni V\u00e5rdsk\u00e5pet",
            r"\u003cb\u003eNyckeln\u003c/b\u003e i Vårdskåpet",
            "nyckeln%20i+v%C3%A5rdsk%c3%a5pet",
            "Nyckeln\u{a0}i Vård\u{ad}skåpet",
            "NYCKELN_I_VÅRDSKÅPET",
            "Nyckeln i Va\u{30a}rdska\u{30a}pet",
        ] {
            let found = hashes(written);
            let tags = plain.iter().all(|word| found.contains(word));
            assert!(tags, "{written}");
        }
    }

    #[test]
    fn a_word_over_two_runs_or_two_lines_is_one_word() {
        let runs = "<w:r><w:t>Nyck</w:t></w:r><w:r><w:t>eln</w:t></w:r>";
        assert!(hashes(runs).contains(&hashes("nyckeln")[0]));
        let mut words = Vec::new();
        each::<false>(b"SUMMARY:Nyck\r\n eln", Form::Folded, |word| words.push(word.hash));
        assert!(words.contains(&hashes("nyckeln")[0]));
    }

    #[test]
    fn words_of_a_tag_do_not_stand_between_those_around_it() {
        let mut text = Vec::new();
        each::<false>(b"under <a href=\"x\" title=\"mer\">mattan</a>", Form::Text, |word| {
            if word.tag == 0 {
                text.push(word.hash);
            }
        });
        assert_eq!(text, hashes("under mattan"));
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_stop_the_reader(bytes: Vec<u8>) {
            each::<false>(&bytes, Form::Folded, |_| {});
            each::<true>(&bytes, Form::Words, |_| {});
        }
    }
}
