//! Markdown as facts with places: headings, links, blocks, raw HTML.
//!
//! Every range is a byte range in the whole file, not in the Markdown part of it. The pages are
//! written from the same events (`tape`), so a link found here has the same span there.

pub(crate) mod ids;
pub(crate) mod marks;
mod open;
pub(crate) mod raw;
mod scanner;
mod tape;
pub(crate) mod url;
mod words;

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, LinkType, Options, Parser, Tag};

use scanner::Scanner;
pub(crate) use tape::{Tape, Told};

/// What a Markdown text holds.
#[derive(Debug, Default)]
pub struct Scan {
    /// The headings, in order.
    pub headings: Vec<Heading>,
    /// The links and images, in the order in which they begin.
    pub links: Vec<Link>,
    /// The fenced blocks that ask for a table of entries.
    pub entries_blocks: Vec<Block>,
    /// The other fenced blocks that say what they hold.
    pub fences: Vec<Fence>,
    /// The HTML tags, the allowed ones too.
    pub raw_html: Vec<RawHtml>,
    /// The links to a definition that is not there: `[text][missing]`.
    pub broken: Vec<Broken>,
    /// The parts that say who may read them, in the order in which they begin.
    pub sections: Vec<marks::Section>,
    /// All that the parser said of it, but for the words that mark a block for some readers
    /// ([`marks::of_block`] tells them).
    pub(crate) tape: Tape,
}

impl Scan {
    /// How many words the text has that it is of, code blocks left out.
    pub(crate) fn words(&self, text: &str) -> usize {
        words::count(self.tape.events(text).map(|(event, _)| event))
    }
}

/// A heading.
#[derive(Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its words without markup; a wiki link without words stands as its reference.
    pub text: String,
    /// Its anchor, unique in the text.
    pub id: String,
    /// The whole heading.
    pub span: Range<usize>,
}

/// A link or an image.
#[derive(Debug, PartialEq, Eq)]
pub struct Link {
    /// How it was written.
    pub form: LinkForm,
    /// Where it leads, as written.
    pub dest: String,
    /// Its words without markup: empty for `[[kind:id]]`. The text alternative of an image.
    pub text: String,
    /// The whole link.
    pub span: Range<usize>,
    /// The destination; `None` when it holds escapes, so that its place is not known.
    pub dest_span: Option<Range<usize>>,
}

/// How a link was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkForm {
    /// `[[kind:id]]` or `[[kind:id|words]]`.
    Wiki,
    /// `[words](destination)`, or through a definition.
    Inline,
    /// `![words](destination)`, in any form.
    Image,
    /// `<https://...>`
    Autolink,
    /// `<name@example.se>`
    Email,
}

/// A fenced block of code.
#[derive(Debug, PartialEq, Eq)]
pub struct Fence {
    /// What it holds, as written after the fence.
    pub info: String,
    /// The block with its fences.
    pub span: Range<usize>,
}

/// A fenced block for the generator.
#[derive(Debug, PartialEq, Eq)]
pub struct Block {
    /// The YAML between the fences, as whole lines.
    pub yaml: Range<usize>,
    /// The block with its fences.
    pub span: Range<usize>,
}

impl Block {
    /// A block that takes `span`, with no YAML in it yet.
    pub(crate) fn new(text: &str, span: Range<usize>) -> Self {
        let first_line = text.get(span.clone()).and_then(|block| block.find('\n'));
        let at = first_line.map_or(span.end, |end| span.start + end + 1);
        Self { yaml: at..at, span }
    }

    /// Takes in the piece of YAML at `span`.
    pub(crate) fn extend(&mut self, text: &str, span: Range<usize>) {
        if self.yaml.is_empty() {
            // The indentation that a list gives the block belongs to it, or its first line would
            // look less indented than the others.
            let before = text.get(..span.start).unwrap_or_default();
            self.yaml.start = before.trim_end_matches([' ', '\t']).len();
        }
        self.yaml.end = span.end;
    }
}

/// An HTML tag.
#[derive(Debug, PartialEq, Eq)]
pub struct RawHtml {
    /// The tag as written.
    pub text: String,
    /// Where it stands.
    pub span: Range<usize>,
    /// Whether it is a tag that may stand in a text, in a place where it may stand.
    pub allowed: bool,
    /// False for an opening tag that is never closed where it should be.
    pub closed: bool,
}

/// A link to a definition that is not there.
#[derive(Debug, PartialEq, Eq)]
pub struct Broken {
    /// The name of the definition.
    pub reference: String,
    /// The whole link.
    pub span: Range<usize>,
}

/// A destination with the line breaks and table escapes of its surroundings taken away.
#[derive(Debug)]
pub(crate) struct Dest<'a> {
    /// The destination.
    pub(crate) text: &'a str,
    /// Where `text` begins in the destination as parsed.
    pub(crate) skipped: usize,
}

/// Finds what `range` of `text` holds.
pub(crate) fn scan(text: &str, range: Range<usize>) -> Scan {
    let start = range.start;
    let mut broken = Vec::new();
    let mut scanner = Scanner::new(text, range.clone());
    let missing = |link: BrokenLink<'_>| {
        // A shortcut, `[words]`, is nearly always meant as words in brackets.
        if matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) {
            let span = link.span.start + start..link.span.end + start;
            broken.push(Broken { reference: link.reference.into_string(), span });
        }
        None::<(CowStr<'_>, CowStr<'_>)>
    };
    let part = text.get(range).unwrap_or_default();
    let parser = Parser::new_with_broken_link_callback(part, options(), Some(missing));
    let placed = parser
        .into_offset_iter()
        .map(move |(event, span)| (event, span.start + start..span.end + start));
    let mut tape = Tape::with_room(part.len());
    for (event, span) in marks::without(text, placed) {
        tape.record(text, &event, &span);
        scanner.event(event, span);
    }
    tape.shrink();
    let mut scan = scanner.finish();
    (scan.broken, scan.tape) = (broken, tape);
    scan
}

/// The destination of a link: trimmed, and without the backslash that a wiki link in a table has
/// before its bar.
pub(crate) fn destination(dest: &str, wiki: bool) -> Dest<'_> {
    let text = dest.trim_start();
    let skipped = dest.len() - text.len();
    let text = if wiki { text.trim_end().trim_end_matches('\\') } else { text };
    Dest { text: text.trim_end(), skipped }
}

/// The form of a link that is not an image.
pub(crate) fn form(link_type: LinkType) -> LinkForm {
    match link_type {
        LinkType::WikiLink { .. } => LinkForm::Wiki,
        LinkType::Autolink => LinkForm::Autolink,
        LinkType::Email => LinkForm::Email,
        LinkType::Inline
        | LinkType::Reference
        | LinkType::ReferenceUnknown
        | LinkType::Collapsed
        | LinkType::CollapsedUnknown
        | LinkType::Shortcut
        | LinkType::ShortcutUnknown => LinkForm::Inline,
    }
}

/// Whether the info string of a fenced block asks for a table of entries.
pub(crate) fn is_entries(info: &str) -> bool {
    info.split_whitespace().next() == Some("entries")
}

/// Whether an element cannot stand among words.
pub(crate) fn is_block(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::BlockQuote(_)
            | Tag::CodeBlock(_)
            | Tag::HtmlBlock
            | Tag::List(_)
            | Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::Table(_)
    )
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS
}

#[cfg(test)]
mod tests;
