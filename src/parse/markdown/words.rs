//! How many words a text has, code blocks left out.

use pulldown_cmark::{Tag, TagEnd};

use super::Told;
use super::raw::{self, Piece};

/// Counts words: runs of signs between spaces that hold a letter or a figure.
#[derive(Default)]
struct Counter {
    words: usize,
    in_word: bool,
}

/// How many words the events of a text say.
pub(super) fn count<'t>(events: impl Iterator<Item = Told<'t>>) -> usize {
    let mut counter = Counter::default();
    let mut in_code = false;
    let mut html = String::new();
    for event in events {
        match event {
            Told::Start(Tag::CodeBlock(_)) => in_code = true,
            Told::End(TagEnd::CodeBlock) => in_code = false,
            Told::Text(words) | Told::Code(words) if !in_code => counter.add(words),
            Told::Html(line) => html.push_str(line),
            Told::InlineHtml(tag) => counter.html(tag),
            Told::End(TagEnd::HtmlBlock) => counter.html(&std::mem::take(&mut html)),
            Told::End(
                TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Link
                | TagEnd::Image,
            ) => {}
            Told::SoftBreak | Told::HardBreak | Told::End(_) => counter.in_word = false,
            _ => {}
        }
    }
    counter.words
}

impl Counter {
    fn add(&mut self, words: &str) {
        for sign in words.chars() {
            if sign.is_whitespace() {
                self.in_word = false;
            } else if !self.in_word && sign.is_alphanumeric() {
                self.in_word = true;
                self.words += 1;
            }
        }
    }

    /// The words between the tags.
    fn html(&mut self, html: &str) {
        for piece in raw::pieces(html) {
            if let Piece::Text(words) = piece {
                self.add(words);
            }
        }
    }
}
