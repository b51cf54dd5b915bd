//! Values that are no list or map by indentation: words, texts, and what stands in brackets.

use std::collections::HashSet;

use super::super::{Node, Scalar, Value};
use super::{MAX_KEYS, MAX_WORDS, Reader, inside_quotes, repeats};

impl Reader<'_> {
    /// The value that begins at `at`, of a key or dash at `column`; goes on to what follows it.
    pub(super) fn value(&mut self, at: usize, column: usize) -> Option<Node> {
        match self.byte(at) {
            b'|' | b'>' => self.text_block(at, column),
            b'[' | b'{' => {
                let (node, end) = self.bracket(at, column)?;
                self.ended(node, end, column)
            }
            b'"' | b'\'' => {
                let (node, end) = self.quoted(at)?;
                self.ended(node, end, column)
            }
            _ => self.words(at, column),
        }
    }

    /// A value that stands before `end`, where its line must have ended.
    fn ended(&mut self, node: Node, end: usize, column: usize) -> Option<Node> {
        let rest = self.past_spaces(end);
        match self.byte(rest) {
            b'\n' => self.next_line(rest)?,
            b'#' if rest > end => self.next_line(self.line_end(rest))?,
            _ => return None,
        }
        (self.is_over() || self.column <= column).then_some(node)
    }

    /// The value of a key that has none.
    pub(super) fn nothing(&self, at: usize) -> Node {
        self.scalar("~".to_owned(), true, at, at)
    }

    fn scalar(&self, text: String, plain: bool, start: usize, end: usize) -> Node {
        let value = Value::Scalar(Scalar { text, plain });
        Node { span: self.span(start, end), value }
    }

    /// Words without quotes, which go on in lines that stand farther in than `column`.
    fn words(&mut self, at: usize, column: usize) -> Option<Node> {
        let mut end = self.line_end(at);
        let first = plain(&self.text[at..end])?;
        let (mut text, mut last) = (first.to_owned(), at + first.len());
        loop {
            let before = self.past_spaces(last);
            self.next_line(end)?;
            if self.is_over() || self.column <= column {
                return Some(self.scalar(text, true, at, last));
            }
            // Only a line that follows at once: an empty one would be a line break, and nothing goes
            // on after a comment.
            if before != end || self.at - self.column != end + 1 {
                return None;
            }
            end = self.line_end(self.at);
            let more = plain(&self.text[self.at..end])?;
            text.push(' ');
            text.push_str(more);
            last = self.at + more.len();
        }
    }

    /// A value in quotes, and where it ends.
    fn quoted(&self, at: usize) -> Option<(Node, usize)> {
        let text = inside_quotes(&self.text[at..])?;
        let end = at + text.len() + 2;
        Some((self.scalar(text.to_owned(), false, at, end), end))
    }

    /// A list or map in brackets, and where it ends. Its lines stand farther in than `column`.
    fn bracket(&mut self, at: usize, column: usize) -> Option<(Node, usize)> {
        self.opened()?;
        let is_map = self.byte(at) == b'{';
        let close = if is_map { b'}' } else { b']' };
        let (mut items, mut pairs, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
        let mut next = self.inside(at + 1, column)?;
        while self.byte(next) != close {
            if is_map {
                let key = self.key(next)?;
                let named = self.named(&key, next);
                if repeats(&pairs, &mut seen, &named) {
                    return None;
                }
                let (value, end) = self.piece(self.past_spaces(key.colon + 1), column)?;
                pairs.push((named, value));
                next = self.inside(end, column)?;
            } else {
                let (item, end) = self.piece(next, column)?;
                items.push(item);
                next = self.inside(end, column)?;
            }
            match self.byte(next) {
                b',' => next = self.inside(next + 1, column)?,
                found if found == close => break,
                _ => return None,
            }
            // Nothing after a comma is left to the parser.
            if self.byte(next) == close {
                return None;
            }
        }
        self.depth -= 1;
        let few = pairs.len() <= MAX_KEYS && items.len() <= MAX_WORDS;
        let value = if is_map { Value::Map(pairs) } else { Value::List(items) };
        few.then(|| (Node { span: self.span(at, next + 1), value }, next + 1))
    }

    /// The next piece between brackets from `at` on.
    fn inside(&self, at: usize, column: usize) -> Option<usize> {
        let mut at = self.past_spaces(at);
        while self.text.as_bytes().get(at)? == &b'\n' {
            let start = at + 1;
            at = self.past_spaces(start);
            if at - start <= column {
                return None;
            }
        }
        Some(at)
    }

    /// One value between brackets, and where it ends.
    fn piece(&mut self, at: usize, column: usize) -> Option<(Node, usize)> {
        match self.byte(at) {
            b'[' | b'{' => self.bracket(at, column),
            b'"' | b'\'' => self.quoted(at),
            _ => {
                let rest = &self.text.as_bytes()[at..];
                let is_end = |byte: &u8| matches!(byte, b',' | b']' | b'}' | b'[' | b'{' | b'\n');
                let length = rest.iter().position(is_end)?;
                let words = plain(&self.text[at..at + length])?;
                let end = at + words.len();
                Some((self.scalar(words.to_owned(), true, at, end), end))
            }
        }
    }

    /// A text after `|` or `>`, whose lines stand farther in than `column`.
    fn text_block(&mut self, at: usize, column: usize) -> Option<Node> {
        let head = self.text[at..self.line_end(at)].trim_end_matches(' ');
        let (folded, kept) = match head {
            "|" => (false, true),
            "|-" => (false, false),
            ">" => (true, true),
            ">-" => (true, false),
            _ => return None,
        };
        let mut line = self.line_end(at) + 1;
        let start = self.past_spaces(line.min(self.text.len()));
        let indent = start.checked_sub(line).filter(|indent| *indent > column)?;
        let mut text = String::new();
        let mut breaks = 0;
        let mut last = start;
        while line < self.text.len() {
            let end = self.line_end(line);
            let begins = self.past_spaces(line);
            if begins >= end {
                // A line of spaces would be a part of the text.
                if end > line {
                    return None;
                }
                breaks += 1;
            } else if begins - line < indent {
                break;
            } else {
                // Lines that stand farther in are not folded.
                if folded && begins - line > indent {
                    return None;
                }
                match breaks {
                    _ if text.is_empty() => {}
                    0 if folded => text.push(' '),
                    more => (usize::from(folded)..=more).for_each(|_| text.push('\n')),
                }
                text.push_str(&self.text[line + indent..end]);
                breaks = 0;
                last = end;
            }
            line = end + 1;
        }
        if text.is_empty() || last == self.text.len() {
            return None;
        }
        if kept {
            text.push('\n');
        }
        self.next_line(line.min(self.text.len()))?;
        let end = self.past_spaces(line.min(self.text.len()));
        let ended = self.is_over() || self.column <= column;
        ended.then(|| self.scalar(text, false, start, end))
    }
}

/// The words that a line begins with, up to a comment, when they surely are one value as it stands.
fn plain(line: &str) -> Option<&str> {
    let is_sure =
        |sign: char| sign.is_alphanumeric() || matches!(sign, '(' | '/' | '§' | '–' | '+');
    if !line.starts_with(is_sure) {
        return None;
    }
    let bytes = line.as_bytes();
    for at in memchr::memchr2_iter(b':', b'#', bytes) {
        let next = bytes.get(at + 1).copied().unwrap_or(b' ');
        match bytes[at] {
            b'#' if bytes[at - 1] == b' ' => return Some(line[..at].trim_end_matches(' ')),
            b':' if matches!(next, b' ' | b',' | b'[' | b']' | b'{' | b'}') => return None,
            _ => {}
        }
    }
    Some(line.trim_end_matches(' '))
}
