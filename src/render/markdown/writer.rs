//! The walk over the events of a text: what is open, and who takes the next words.

use std::ops::Range;

use pulldown_cmark::{Tag as Mark, TagEnd};

use super::super::escape;
use super::footnotes::Footnotes;
use super::table::Table;
use super::terms;
use super::{Links, Options, PageState};
use crate::parse::markdown::raw::{self, Balance, Piece, Tag};
use crate::parse::markdown::{self, Block, Told, is_block};

/// Writes the HTML of one text.
pub(super) struct Writer<'a> {
    pub(super) text: &'a str,
    pub(super) links: &'a dyn Links,
    pub(super) options: &'a Options<'a>,
    pub(super) page: &'a mut PageState,
    pub(super) out: String,
    /// Words that have been read but not written: a run of them may hold a term of several words.
    run: String,
    pub(super) heading: Option<Heading>,
    /// The headings to come whose anchors are known.
    pub(super) known: std::slice::Iter<'a, markdown::Heading>,
    /// The words of the last heading, as the name of what stands under it.
    pub(super) under: String,
    pub(super) code: Option<Code>,
    html: Option<String>,
    pub(super) picture: Option<Alternative>,
    pub(super) table: Table,
    pub(super) footnotes: Footnotes,
    /// The texts around open footnotes, with the names of those.
    pub(super) outer: Vec<(String, String)>,
    balance: Balance,
    /// How many Markdown elements are open, blocks of HTML left out.
    depth: usize,
    /// How many links are open, whose words lead somewhere already.
    pub(super) in_link: usize,
    /// The link whose words are left out until it ends.
    pub(super) swallows: bool,
    pub(super) link_ends: Vec<&'static str>,
    /// Where the open list item begins in the output, after its name.
    pub(super) item: usize,
    /// Whether the words of a task are still being written.
    pub(super) in_label: bool,
    /// Whether no heading has come yet.
    pub(super) before_headings: bool,
    /// Whether each of the open quotations is one for some readers.
    pub(super) quotations: Vec<bool>,
    /// The levels of the headings whose sections are for some readers.
    sections: Vec<u8>,
}

/// A padlock, so that a part for some readers is not known by its colour alone.
const LOCK: &str = "<svg class=\"readers-lock\" viewBox=\"0 0 16 16\" width=\"16\" height=\"16\" \
    aria-hidden=\"true\" focusable=\"false\"><path d=\"M3 7h10v7H3z\"/>\
    <path class=\"readers-bow\" d=\"M5 7V4.5a3 3 0 0 1 6 0V7\"/></svg> ";

/// A heading that has begun.
pub(super) struct Heading {
    pub(super) level: u8,
    pub(super) written: Option<String>,
    /// Its words as the scan reads them, from which the anchor is made.
    pub(super) text: String,
    /// Its words as they are shown.
    pub(super) label: String,
    /// Where it begins in the output.
    pub(super) start: usize,
    pub(super) skipped: bool,
}

/// A block of code that has begun.
pub(super) enum Code {
    /// Code to show.
    Shown { lang: String, text: String },
    /// A block of entries.
    Entries(Block),
}

/// The text alternative of an image that has begun.
pub(super) struct Alternative {
    pub(super) words: String,
    /// How many images are open inside it.
    pub(super) inner: usize,
    /// Its tag up to the alternative, and after it.
    pub(super) tag: (String, String),
    /// Whether its words are its address, not words about it.
    pub(super) wordless: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        text: &'a str,
        links: &'a dyn Links,
        options: &'a Options<'a>,
        page: &'a mut PageState,
        room: usize,
    ) -> Self {
        let footnotes = Footnotes::after(page.footnotes);
        Self {
            text,
            links,
            options,
            page,
            out: String::with_capacity(room),
            run: String::new(),
            heading: None,
            known: [].iter(),
            under: String::new(),
            code: None,
            html: None,
            picture: None,
            table: Table::default(),
            footnotes,
            outer: Vec::new(),
            balance: Balance::default(),
            depth: 0,
            in_link: 0,
            swallows: false,
            link_ends: Vec::new(),
            item: 0,
            in_label: false,
            before_headings: true,
            quotations: Vec::new(),
            sections: Vec::new(),
        }
    }

    pub(super) fn event(&mut self, event: Told<'a>, span: Range<usize>) {
        match event {
            Told::Text(words) => return self.words(words, span),
            Told::SoftBreak => return self.words("\n", span),
            _ => self.flush(),
        }
        match event {
            Told::Start(Mark::HtmlBlock) => {
                self.begin_block();
                self.html = Some(String::new());
            }
            Told::End(TagEnd::HtmlBlock) => self.html_block(),
            Told::Start(mark) => {
                if is_block(mark) {
                    self.begin_block();
                }
                self.depth += 1;
                self.begin(mark, span);
            }
            Told::End(mark) => {
                while let Some(open) = self.balance.left_open(self.depth) {
                    self.close_tag(open.element.name);
                }
                self.depth = self.depth.saturating_sub(1);
                self.end(mark);
            }
            Told::Code(words) => self.inline_code(words),
            Told::Html(line) => self.html.get_or_insert_default().push_str(line),
            Told::InlineHtml(html) => self.inline_html(html),
            Told::HardBreak => self.hard_break(),
            Told::Rule => {
                self.begin_block();
                self.out.push_str("<hr>\n");
            }
            Told::FootnoteReference(name) => self.footnote(name),
            Told::Task(done) => self.task(done),
            Told::Text(_) | Told::SoftBreak => {}
        }
    }

    pub(super) fn finish(mut self) -> String {
        self.flush();
        self.end_sections(0);
        while let Some(open) = self.balance.left_open(0) {
            self.close_tag(open.element.name);
        }
        self.footnotes.write(&mut self.out, self.options.words);
        self.page.footnotes += self.footnotes.len();
        self.out
    }

    /// Ends the sections that a heading of `level` ends, and begins its own when it is for some
    /// readers.
    pub(super) fn section(&mut self, level: u8, readers: Option<&str>) {
        if self.depth != 1 {
            return;
        }
        self.end_sections(level);
        if let Some(readers) = readers {
            self.end_html();
            self.sections.push(level);
            self.begin_readers(readers);
        }
    }

    fn end_sections(&mut self, level: u8) {
        while self.sections.pop_if(|open| *open >= level).is_some() {
            self.end_html();
            self.out.push_str("</div>\n");
        }
    }

    /// Closes the HTML that a section can neither begin nor end in.
    fn end_html(&mut self) {
        while let Some(open) = self.balance.left_open(0) {
            self.close_tag(open.element.name);
        }
    }

    /// Begins a part for some readers, with the words for who they are.
    pub(super) fn begin_readers(&mut self, readers: &str) {
        let start = format_args!("<div class=\"readers readers-{readers}\">\n");
        escape::markup(&mut self.out, start);
        self.out.push_str("<p class=\"readers-title\">");
        self.out.push_str(LOCK);
        let words = self.options.words.readers.iter().find(|(known, _)| *known == readers);
        escape::text(&mut self.out, words.map_or("", |(_, words)| words));
        self.out.push_str("</p>\n");
    }

    /// Takes in words that a heading or an image alternative wants too.
    pub(super) fn heard(&mut self, words: &str) -> bool {
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(words);
            if !self.swallows {
                heading.label.push_str(words);
            }
        }
        if let Some(picture) = &mut self.picture {
            if !picture.wordless {
                picture.words.push_str(words);
            }
            return true;
        }
        self.swallows
    }

    fn words(&mut self, words: &str, span: Range<usize>) {
        match &mut self.code {
            Some(Code::Shown { text, .. }) => text.push_str(words),
            Some(Code::Entries(block)) => block.extend(self.text, span),
            None => {
                let as_heading = if words == "\n" { " " } else { words };
                if !self.heard(as_heading) {
                    self.run.push_str(words);
                }
            }
        }
    }

    /// Writes the words that have been read.
    pub(super) fn flush(&mut self) {
        if self.run.is_empty() {
            return;
        }
        let quiet = self.in_link > 0 || self.heading.is_some() || self.balance.is_in_line();
        match self.options.terms.filter(|_| !quiet) {
            Some(terms) => {
                let root = self.options.root;
                terms::link(&mut self.out, terms, &mut self.page.seen, root, &self.run);
            }
            None => escape::text(&mut self.out, &self.run),
        }
        self.run.clear();
    }

    /// Closes what may hold only words, before a block begins.
    fn begin_block(&mut self) {
        while let Some(open) = self.balance.left_unfinished(self.depth) {
            self.close_tag(open.element.name);
        }
        self.end_label();
    }

    pub(super) fn end_label(&mut self) {
        if std::mem::take(&mut self.in_label) {
            self.out.push_str("</label>");
        }
    }

    fn html_block(&mut self) {
        let html = self.html.take().unwrap_or_default();
        self.raw(&html, false);
        while let Some(open) = self.balance.left_unfinished(self.depth) {
            self.close_tag(open.element.name);
        }
    }

    fn inline_html(&mut self, html: &str) {
        if self.picture.is_none() && !self.swallows {
            self.raw(html, true);
        }
    }

    /// Writes HTML as far as it is allowed, the rest as text.
    fn raw(&mut self, html: &str, among_words: bool) {
        for piece in raw::pieces(html) {
            match piece {
                Piece::Text(words) => escape::text_with_entities(&mut self.out, words),
                Piece::Comment(_) => {}
                Piece::Tag(tag) => self.tag(&tag, among_words),
            }
        }
    }

    fn tag(&mut self, tag: &Tag<'_>, among_words: bool) {
        let allowed = tag.element.filter(|element| {
            if tag.closing {
                self.balance.close(*element, self.depth)
            } else {
                self.balance.open(*element, self.depth, among_words, 0)
            }
        });
        let Some(element) = allowed else { return escape::text(&mut self.out, tag.source) };
        if tag.closing {
            return self.close_tag(element.name);
        }
        self.out.push('<');
        self.out.push_str(element.name);
        if let Some(title) = tag.title {
            self.out.push_str(" title=\"");
            escape::text_with_entities(&mut self.out, title);
            self.out.push('"');
        }
        self.out.push('>');
    }

    pub(super) fn close_tag(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }
}
