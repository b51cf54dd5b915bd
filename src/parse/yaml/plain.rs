//! The usual part of YAML, which nearly every file keeps to: maps and lists by indentation, lists and
//! maps in brackets, words with and without quotes, texts after `|` and `>`, and lines of comment. It
//! is read here at a sixth of what the parser costs. Whatever is not surely so, and every mistake, is
//! left to the parser, which knows what to say about it.

mod value;

use std::collections::HashSet;

use super::build::{MAX_DEPTH, MAX_KEYS, MAX_NODES, MAX_WORDS, repeats};
use super::{Key, Node, Value};
use crate::diagnostic::{FileId, Span};

/// The tree of `text`; `None` when it may be more than usual.
pub(super) fn tree(file: FileId, text: &str, offset: usize) -> Option<Node> {
    // Where each byte is less than a value, there are not too many values.
    if text.len() >= MAX_NODES || !is_printable(text) {
        return None;
    }
    let mut reader = Reader { file, offset, text, at: 0, column: 0, depth: 0 };
    reader.next_line(0)?;
    let root = reader.block()?;
    (reader.at == text.len()).then_some(root)
}

/// Whether a text has none of the signs that break lines in other ways, or that YAML refuses.
fn is_printable(text: &str) -> bool {
    let is_odd = |byte: u8| byte < b' ' && byte != b'\n' || byte == 0x7f || byte == 0xef;
    // Sums of slices of one length are made sixteen bytes at a time.
    let odd = |chunk: &[u8]| chunk.iter().map(|byte| u8::from(is_odd(*byte))).sum::<u8>();
    text.as_bytes().chunks(64).all(|chunk| odd(chunk) == 0)
        && memchr::memchr2_iter(0xc2, 0xe2, text.as_bytes()).all(|at| {
            let sign = text[at..].chars().next().unwrap_or_default();
            !matches!(sign, '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}')
        })
}

/// What is read of a text, up to the beginning of its next piece.
struct Reader<'a> {
    file: FileId,
    offset: usize,
    text: &'a str,
    /// Where the next piece begins; the end of the text after the last.
    at: usize,
    /// How far it stands from the beginning of its line; 0 after the last.
    column: usize,
    /// How many lists and maps are open around it.
    depth: usize,
}

impl<'a> Reader<'a> {
    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, self.offset + start, self.offset + end)
    }

    fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or(b'\n')
    }

    /// The end of the line of `at`: its line break, or the end of the text.
    fn line_end(&self, at: usize) -> usize {
        memchr::memchr(b'\n', &self.text.as_bytes()[at..]).map_or(self.text.len(), |end| at + end)
    }

    /// The first place from `at` that has no space.
    fn past_spaces(&self, mut at: usize) -> usize {
        while self.text.as_bytes().get(at) == Some(&b' ') {
            at += 1;
        }
        at
    }

    /// Goes on to the first line from `at` on, where a line begins, that says something.
    fn next_line(&mut self, mut at: usize) -> Option<()> {
        while at < self.text.len() {
            let start = self.past_spaces(at);
            match self.byte(start) {
                b'\n' => at = start + 1,
                b'#' => at = self.line_end(start) + 1,
                b'-' | b'.' if start == at && self.is_marker(start) => return None,
                _ => {
                    (self.at, self.column) = (start, start - at);
                    return Some(());
                }
            }
        }
        (self.at, self.column) = (self.text.len(), 0);
        Some(())
    }

    /// Whether a document may begin or end here.
    fn is_marker(&self, at: usize) -> bool {
        self.text[at..].starts_with("---") || self.text[at..].starts_with("...")
    }

    /// Whether an item of a list begins at the next piece.
    fn at_item(&self) -> bool {
        self.byte(self.at) == b'-' && self.byte(self.at + 1) == b' '
    }

    fn is_over(&self) -> bool {
        self.at == self.text.len()
    }

    /// The list or map that begins at the next piece.
    fn block(&mut self) -> Option<Node> {
        if self.is_over() {
            None
        } else if self.at_item() {
            self.list(self.at)
        } else {
            let key = self.key(self.at)?;
            self.map(key)
        }
    }

    /// The list whose first item begins at the next piece; its span is said to begin at `start`.
    fn list(&mut self, start: usize) -> Option<Node> {
        self.opened()?;
        let column = self.column;
        let mut items = Vec::new();
        while !self.is_over() && self.column == column && self.at_item() {
            let at = self.past_spaces(self.at + 2);
            self.column += at - self.at;
            self.at = at;
            let item = match self.key(at) {
                Some(key) => self.map(key)?,
                None => self.value(at, column)?,
            };
            items.push(item);
        }
        // A list may stand as far to the left as the key that has it.
        let ended = self.is_over() || self.column <= column;
        self.depth -= 1;
        let span = self.span(start, self.at);
        (ended && items.len() <= MAX_WORDS).then_some(Node { span, value: Value::List(items) })
    }

    /// The map that begins at the next piece with `key`.
    fn map(&mut self, mut key: Found<'a>) -> Option<Node> {
        self.opened()?;
        let (start, column) = (self.at, self.column);
        let (mut pairs, mut seen) = (Vec::new(), HashSet::new());
        loop {
            let named = self.named(&key, self.at);
            if repeats(&pairs, &mut seen, &named) {
                return None;
            }
            pairs.push((named, self.value_of(key.colon, column)?));
            if self.is_over() || self.column != column {
                break;
            }
            key = self.key(self.at)?;
        }
        let ended = self.is_over() || self.column < column;
        self.depth -= 1;
        let span = self.span(start, self.at);
        (ended && pairs.len() <= MAX_KEYS).then_some(Node { span, value: Value::Map(pairs) })
    }

    /// A key that was found at `at`.
    fn named(&self, key: &Found<'_>, at: usize) -> Key {
        Key { text: key.text.to_owned(), span: self.span(at, key.colon) }
    }

    /// What stands after the colon of a key that stands at `column`.
    fn value_of(&mut self, colon: usize, column: usize) -> Option<Node> {
        let at = self.past_spaces(colon + 1);
        if at < self.text.len() && self.byte(at) != b'\n' {
            return self.value(at, column);
        }
        self.next_line(at)?;
        if !self.is_over() && self.column > column {
            return self.block();
        }
        if !self.is_over() && self.column == column && self.at_item() {
            // The parser lets such a list begin after its first dash.
            return self.list(self.past_spaces(self.at + 2));
        }
        Some(self.nothing(colon))
    }

    /// One more list or map is open, unless there are too many.
    fn opened(&mut self) -> Option<()> {
        self.depth += 1;
        (self.depth < MAX_DEPTH).then_some(())
    }

    /// The key that begins at `at`, if one does.
    fn key(&self, at: usize) -> Option<Found<'a>> {
        let rest = &self.text[at..];
        let (text, length) = match rest.as_bytes().first()? {
            b'"' | b'\'' => {
                let text = inside_quotes(rest)?;
                (text, text.len() + 2)
            }
            first if is_letter(*first) => {
                let length = rest.bytes().position(|byte| !is_in_key(byte))?;
                (&rest[..length], length)
            }
            _ => return None,
        };
        let colon = at + length;
        let is_key = !text.ends_with(' ') && length < MAX_KEY && self.byte(colon) == b':';
        let ends = matches!(self.byte(colon + 1), b' ' | b'\n');
        (is_key && ends).then_some(Found { text, colon })
    }
}

/// A key, and where its colon stands.
struct Found<'a> {
    text: &'a str,
    colon: usize,
}

/// The parser takes no longer keys than 1,024 signs; few have a tenth of it.
const MAX_KEY: usize = 128;

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}

fn is_in_key(byte: u8) -> bool {
    is_letter(byte) || matches!(byte, b'_' | b'-' | b' ' | b'.' | b'/')
}

/// What stands in the quotes that `rest` begins with, when that is what they say.
fn inside_quotes(rest: &str) -> Option<&str> {
    let quote = *rest.as_bytes().first()?;
    let inside = &rest.as_bytes()[1..];
    let length = match quote {
        b'"' => memchr::memchr3(quote, b'\\', b'\n', inside)?,
        _ => memchr::memchr2(quote, b'\n', inside)?,
    };
    // Two single quotes are one.
    let ends = inside[length] == quote && inside.get(length + 1) != Some(&quote);
    ends.then(|| &rest[1..=length])
}

#[cfg(test)]
mod tests;
