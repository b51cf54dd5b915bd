//! Footnotes: gathered where they are written, shown together after the text.

use std::collections::HashMap;

use super::super::escape;
use super::Words;

/// The footnotes of a text.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    /// The place in `notes` of each name.
    names: HashMap<String, usize>,
    /// In the order in which they are met.
    notes: Vec<Note>,
    /// How many footnotes the page had before.
    before: usize,
}

#[derive(Debug, Default)]
struct Note {
    html: String,
    references: usize,
}

impl Footnotes {
    /// Footnotes that are numbered from `before + 1`.
    pub(super) fn after(before: usize) -> Self {
        Self { before, ..Self::default() }
    }

    pub(super) fn len(&self) -> usize {
        self.notes.len()
    }

    fn at(&mut self, name: &str) -> usize {
        if let Some(at) = self.names.get(name) {
            return *at;
        }
        self.names.insert(name.to_owned(), self.notes.len());
        self.notes.push(Note::default());
        self.notes.len() - 1
    }

    /// Writes a reference to the footnote `name`.
    pub(super) fn reference(&mut self, out: &mut String, name: &str, words: &Words) {
        let at = self.at(name);
        let number = self.before + at + 1;
        let Some(note) = self.notes.get_mut(at) else { return };
        note.references += 1;
        out.push_str("<sup class=\"footnote-ref\"><a");
        if note.references == 1 {
            escape::markup(out, format_args!(" id=\"fnref-{number}\""));
        }
        escape::markup(out, format_args!(" href=\"#fn-{number}\" aria-label=\""));
        escape::text(out, &words.footnote);
        escape::markup(out, format_args!(" {number}\">{number}</a></sup>"));
    }

    /// Takes in the text of the footnote `name`.
    pub(super) fn define(&mut self, name: &str, html: &str) {
        let at = self.at(name);
        if let Some(note) = self.notes.get_mut(at) {
            note.html.push_str(html);
        }
    }

    /// Writes the footnotes.
    pub(super) fn write(&self, out: &mut String, words: &Words) {
        let Some(first) = self.notes.first().map(|_| self.before + 1) else { return };
        out.push_str("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"");
        escape::text(out, &words.footnotes);
        out.push_str("\">\n");
        match first {
            1 => out.push_str("<ol>\n"),
            _ => escape::markup(out, format_args!("<ol start=\"{first}\">\n")),
        }
        for (number, note) in (first..).zip(&self.notes) {
            escape::markup(out, format_args!("<li id=\"fn-{number}\">"));
            if note.references == 0 {
                out.push_str(&note.html);
            } else {
                note.write_with_way_back(out, number, words);
            }
            out.push_str("</li>\n");
        }
        out.push_str("</ol>\n</section>\n");
    }
}

impl Note {
    /// The way back stands at the end of the last paragraph, when the note ends with one.
    fn write_with_way_back(&self, out: &mut String, number: usize, words: &Words) {
        let (html, end) = match self.html.strip_suffix("</p>\n") {
            Some(html) => (html, "</p>\n"),
            None => (self.html.as_str(), ""),
        };
        out.push_str(html);
        escape::markup(
            out,
            format_args!(" <a class=\"footnote-back\" href=\"#fnref-{number}\" aria-label=\""),
        );
        escape::text(out, &words.back);
        out.push_str("\">↩</a>");
        out.push_str(end);
    }
}
