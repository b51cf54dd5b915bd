//! The walk over the events of a text.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Tag as Mark, TagEnd};

use super::ids::Ids;
use super::marks::{self, Open};
use super::open::{HtmlLines, OpenHeading, OpenLinks};
use super::raw::{self, Balance, Piece, Tag};
use super::{
    Block, Fence, Heading, Link, LinkForm, RawHtml, Scan, destination, form, is_block, is_entries,
};

/// Gathers a [`Scan`].
pub(super) struct Scanner<'a> {
    text: &'a str,
    /// Where the Markdown stands.
    range: Range<usize>,
    scan: Scan,
    sections: Open,
    ids: Ids,
    heading: Option<OpenHeading>,
    links: OpenLinks,
    code: Code,
    html: Option<HtmlLines>,
    balance: Balance,
    /// How many Markdown elements are open, blocks of HTML left out.
    depth: usize,
}

/// Which sort of code block the walk stands in.
#[derive(PartialEq, Eq)]
enum Code {
    None,
    Other,
    Entries,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str, range: Range<usize>) -> Self {
        Self {
            text,
            range,
            scan: Scan::default(),
            sections: Open::default(),
            ids: Ids::default(),
            heading: None,
            links: OpenLinks::default(),
            code: Code::None,
            html: None,
            balance: Balance::default(),
            depth: 0,
        }
    }

    pub(super) fn event(&mut self, event: Event<'a>, span: Range<usize>) {
        match event {
            Event::Start(Mark::HtmlBlock) => {
                self.close_words();
                self.html = Some(HtmlLines::default());
            }
            Event::End(TagEnd::HtmlBlock) => self.html_block(),
            Event::Start(mark) => {
                if is_block(&mark) {
                    self.close_words();
                }
                self.depth += 1;
                self.begin(mark, span);
            }
            Event::End(mark) => {
                self.end(mark);
                self.close_left_open();
                self.depth = self.depth.saturating_sub(1);
            }
            Event::Text(words) | Event::Code(words) => match self.code {
                Code::None => self.words(&words),
                Code::Entries => self.yaml(span),
                Code::Other => {}
            },
            Event::SoftBreak | Event::HardBreak => self.words(" "),
            Event::Html(line) => {
                self.html.get_or_insert_default().push(&line, span.start);
            }
            Event::InlineHtml(tag) => {
                let at = span.start;
                self.html(&tag, true, |range| range.start + at..range.end + at);
            }
            Event::Rule => self.close_words(),
            Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    pub(super) fn finish(mut self) -> Scan {
        self.depth = 0;
        self.close_left_open();
        self.sections.end(&mut self.scan.sections, 0, self.range.end);
        self.scan
    }

    fn begin(&mut self, mark: Mark<'a>, span: Range<usize>) {
        match mark {
            Mark::BlockQuote(None) => self.scan.sections.extend(marks::section(self.text, span)),
            Mark::Paragraph | Mark::Item => {
                let known = |found: &marks::Section| {
                    self.scan.sections.iter().any(|known| known.word_span == found.word_span)
                };
                let astray = marks::astray(self.text, span).filter(|found| !known(found));
                self.scan.sections.extend(astray);
            }
            Mark::Heading { level, id, classes, .. } => {
                self.section(level as u8, &classes, &span);
                self.heading = Some(OpenHeading {
                    level: level as u8,
                    written: id.map(CowStr::into_string),
                    text: String::new(),
                    span: self.without_line_break(span),
                });
            }
            Mark::CodeBlock(CodeBlockKind::Fenced(info)) if is_entries(&info) => {
                self.code = Code::Entries;
                self.scan.entries_blocks.push(Block::new(self.text, span));
            }
            Mark::CodeBlock(kind) => {
                self.code = Code::Other;
                if let CodeBlockKind::Fenced(info) = kind
                    && !info.is_empty()
                {
                    self.scan.fences.push(Fence { info: info.into_string(), span });
                }
            }
            Mark::Link { link_type, dest_url, .. } => {
                self.link(form(link_type), link_type, &dest_url, span);
            }
            Mark::Image { link_type, dest_url, .. } => {
                self.link(LinkForm::Image, link_type, &dest_url, span);
            }
            _ => {}
        }
    }

    /// Ends the sections of headings that a heading ends, and begins its own when it has a word
    /// for its readers.
    fn section(&mut self, level: u8, classes: &[CowStr<'a>], span: &Range<usize>) {
        let on_top = self.depth == 1;
        let ends = on_top && self.sections.end(&mut self.scan.sections, level, span.start);
        let found = marks::of_heading(self.text, span, classes);
        let begins = found.iter().any(|section| section.readers.is_some());
        for mut section in found {
            section.misplaced = !on_top;
            self.sections.begin(&mut self.scan.sections, level, section);
        }
        if ends || begins {
            self.depth -= 1;
            self.close_left_open();
            self.depth += 1;
        }
    }

    fn end(&mut self, mark: TagEnd) {
        match mark {
            TagEnd::Heading(_) => {
                if let Some(open) = self.heading.take() {
                    let text = open.text.trim().to_owned();
                    let id = self.ids.heading(open.written.as_deref(), &text);
                    self.scan.headings.push(Heading {
                        level: open.level,
                        text,
                        id,
                        span: open.span,
                    });
                }
            }
            TagEnd::CodeBlock => self.code = Code::None,
            TagEnd::Link | TagEnd::Image => self.end_link(),
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(words);
        }
        for hearer in self.links.hearers() {
            if let Some(link) = self.scan.links.get_mut(hearer) {
                link.text.push_str(words);
            }
        }
    }

    fn link(&mut self, form: LinkForm, link_type: LinkType, url: &CowStr<'a>, span: Range<usize>) {
        let wiki = matches!(link_type, LinkType::WikiLink { .. });
        let dest = destination(url, wiki);
        let dest_span = self.place(url).map(|at| {
            let at = at + dest.skipped;
            at..at + dest.text.len()
        });
        let dest = dest.text.to_owned();
        let has_words = !matches!(link_type, LinkType::WikiLink { has_pothole: false });
        self.links.push(self.scan.links.len(), has_words);
        self.scan.links.push(Link { form, dest, text: String::new(), span, dest_span });
    }

    fn end_link(&mut self) {
        let link = self.links.pop().and_then(|number| self.scan.links.get_mut(number));
        if let Some(link) = link {
            let end = link.text.trim_end().len();
            link.text.truncate(end);
            let start = end - link.text.trim_start().len();
            link.text.drain(..start);
        }
    }

    /// Where a destination stands; only one that the parser took as it was written has a place.
    fn place(&self, url: &CowStr<'a>) -> Option<usize> {
        let CowStr::Borrowed(url) = url else { return None };
        let at = (url.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize)?;
        let found = self.text.get(at..at.checked_add(url.len())?)?;
        (at >= self.range.start && found == *url).then_some(at)
    }

    fn yaml(&mut self, span: Range<usize>) {
        if let Some(block) = self.scan.entries_blocks.last_mut() {
            block.extend(self.text, span);
        }
    }

    fn html_block(&mut self) {
        if let Some(lines) = self.html.take() {
            self.html(&lines.text, false, |range| lines.place(&range));
        }
        self.close_words();
    }

    fn html(
        &mut self,
        html: &str,
        among_words: bool,
        place: impl Fn(Range<usize>) -> Range<usize>,
    ) {
        let mut at = 0;
        for piece in raw::pieces(html) {
            let length = match piece {
                Piece::Text(words) => {
                    self.words(words);
                    words.len()
                }
                Piece::Comment(comment) => comment.len(),
                Piece::Tag(tag) => {
                    let length = tag.source.len();
                    self.tag(&tag, place(at..at + length), among_words);
                    length
                }
            };
            at += length;
        }
    }

    fn tag(&mut self, tag: &Tag<'_>, span: Range<usize>, among_words: bool) {
        let key = self.scan.raw_html.len();
        let allowed = match tag.element {
            Some(element) if tag.closing => self.balance.close(element, self.depth),
            Some(element) => self.balance.open(element, self.depth, among_words, key),
            None => false,
        };
        let text = tag.source.to_owned();
        self.scan.raw_html.push(RawHtml { text, span, allowed, closed: true });
    }

    fn close_words(&mut self) {
        while let Some(open) = self.balance.left_unfinished(self.depth) {
            self.never_closed(open.key);
        }
    }

    fn close_left_open(&mut self) {
        while let Some(open) = self.balance.left_open(self.depth) {
            self.never_closed(open.key);
        }
    }

    fn never_closed(&mut self, key: usize) {
        if let Some(tag) = self.scan.raw_html.get_mut(key) {
            tag.closed = false;
        }
    }

    fn without_line_break(&self, span: Range<usize>) -> Range<usize> {
        let text = self.text.get(span.clone()).unwrap_or_default();
        span.start..span.start + text.trim_end().len()
    }
}
