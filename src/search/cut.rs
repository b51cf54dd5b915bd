//! Cuts a text that holds only usual signs into words by its bytes, as
//! [`tokens`](super::analysis::tokens) cuts every text.

use std::ops::Range;

/// What a byte of a usual text begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Byte {
    /// A letter or a digit.
    Letter,
    /// Perhaps one of å, ä, ö and é.
    Wide,
    /// A sign of one byte.
    Sign,
    /// Something else.
    Other,
}

const BYTES: [Byte; 256] = {
    let mut bytes = [Byte::Other; 256];
    let mut at = 0;
    while at < 128 {
        let letter = (at as u8).is_ascii_alphanumeric();
        bytes[at] = if letter { Byte::Letter } else { Byte::Sign };
        at += 1;
    }
    bytes[0xc3] = Byte::Wide;
    bytes
};

/// Calls `word` with the place of every word of a text that holds only usual signs, as `tokens`
/// finds them; `None` as soon as there is another sign. How many words stand between spaces.
pub(super) fn usual_words(text: &str, mut word: impl FnMut(Range<usize>)) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut at, mut spaced, mut after_space) = (0, 0, true);
    while let Some(byte) = bytes.get(at) {
        let (length, space) = match BYTES[*byte as usize] {
            Byte::Letter | Byte::Wide => {
                if letter(&bytes[at..]) == 0 {
                    return None;
                }
                let end = end_of_word(bytes, at);
                word(at..end);
                (end - at, false)
            }
            Byte::Sign => (1, matches!(byte, b'\t'..=b'\r' | b' ')),
            Byte::Other => (usual_sign(&bytes[at..])?, bytes[at..].starts_with(&[0xc2, 0xa0])),
        };
        spaced += usize::from(after_space && !space);
        (at, after_space) = (at + length, space);
    }
    Some(spaced)
}

/// Where the word that begins at `start` ends, with the signs that may stand between its letters.
fn end_of_word(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    loop {
        while let Some(eight) = bytes[at..].first_chunk() {
            let letters = letters(*eight);
            at += letters;
            if letters < eight.len() {
                break;
            }
        }
        while bytes.get(at).is_some_and(|byte| BYTES[*byte as usize] == Byte::Letter) {
            at += 1;
        }
        let wide = letter(&bytes[at..]);
        if wide > 0 {
            at += wide;
            continue;
        }
        let joint = match &bytes[at..] {
            [b'-' | b'\'', ..] => 1,
            [0xe2, 0x80, 0x99, ..] => 3,
            _ => return at,
        };
        if letter(&bytes[at + joint..]) == 0 {
            return at;
        }
        at += joint;
    }
}

/// How many of eight bytes are letters of a to z, from the first on: all are looked at at once, with
/// the highest bit of each for the answer.
fn letters(bytes: [u8; 8]) -> usize {
    const EACH: u64 = u64::from_le_bytes([1; 8]);
    let all = u64::from_le_bytes(bytes);
    // In small letters, and without the highest bit, so that no sum runs into the next byte.
    let small = (all | (0x20 * EACH)) & (0x7f * EACH);
    let from_a = small + (0x80 - u64::from(b'a')) * EACH;
    let past_z = small + (0x7f - u64::from(b'z')) * EACH;
    let letters = from_a & !past_z & !all & (0x80 * EACH);
    ((letters ^ (0x80 * EACH)).trailing_zeros() / 8) as usize
}

/// How long the usual letter is that the bytes begin with; 0 when they begin with something else.
fn letter(bytes: &[u8]) -> usize {
    match bytes.first().map(|byte| BYTES[*byte as usize]) {
        Some(Byte::Letter) => 1,
        // One of å, ä, ö and é, small or large.
        Some(Byte::Wide) => match bytes.get(1) {
            Some(0x84 | 0x85 | 0x89 | 0x96 | 0xa4 | 0xa5 | 0xa9 | 0xb6) => 2,
            _ => 0,
        },
        _ => 0,
    }
}

/// How long the usual sign beyond ASCII is that the bytes begin with, if it is one.
fn usual_sign(bytes: &[u8]) -> Option<usize> {
    match bytes {
        // A paragraph sign and a hard space.
        [0xc2, 0xa7 | 0xa0, ..] => Some(2),
        // A dash, two quotation marks and an ellipsis.
        [0xe2, 0x80, 0x93 | 0x99 | 0x9d | 0xa6, ..] => Some(3),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_told_from_every_other_byte() {
        for byte in 0..=u8::MAX {
            for at in 0..8 {
                let mut bytes = *b"azAZmqMQ";
                bytes[at] = byte;
                let wanted = if byte.is_ascii_alphabetic() { 8 } else { at };
                assert_eq!(letters(bytes), wanted, "{byte:#04x} at {at}");
            }
        }
    }
}
