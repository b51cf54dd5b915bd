//! Reads the Markdown of an entry as a document. References become the words that they stand for,
//! dated values the figure in force, and blocks of entries tables: a document that has been taken
//! along has no handbook around it.

mod links;

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Tag, TagEnd};

use super::{Block, Document, Inline, Style, Table, blank, words};
use crate::export::words::of_value;
use crate::handbook::EntryId;
use crate::kind::value::Prose;
use crate::parse::markdown::{self, Told, marks};
use crate::render::Renderer;
use crate::view::query;

/// Adds a text of an entry to a document, with its highest heading at `level`.
pub(in crate::export) fn of_prose(
    document: &mut Document,
    renderer: &Renderer<'_>,
    of: EntryId,
    prose: &Prose,
    level: u8,
) {
    let (text, _) = prose.within(renderer.sources);
    let titled = renderer.handbook.entry(of).titled_by_heading;
    let headings = prose.scan.headings.iter().skip(usize::from(titled));
    let highest = headings.map(|heading| heading.level).min().unwrap_or(level);
    let mut reader = Reader {
        renderer,
        of,
        text,
        levels: (level, highest),
        frames: vec![Frame::new(Open::Whole)],
        style: Style::default(),
        run: String::new(),
        link: None,
        swallows: false,
        marks: Vec::new(),
        notes: Vec::new(),
        section: None,
    };
    for (event, span) in prose.events(renderer.sources) {
        reader.event(event, span);
    }
    reader.flush();
    let mut blocks = reader.frames.pop().map(|frame| frame.blocks).unwrap_or_default();
    if titled && matches!(blocks.first(), Some(Block::Heading(..))) {
        blocks.remove(0);
    }
    document.blocks.extend(blocks);
    let (marks, mut found) = (reader.marks, reader.notes);
    document.notes.extend(marks.iter().map(|name| {
        let at = found.iter().position(|(known, _)| known == name);
        at.map(|at| found.swap_remove(at).1).unwrap_or_default()
    }));
}

/// What a part is being read for.
enum Open {
    Whole,
    Heading(u8),
    /// Words directly in an item or a cell stand as a paragraph of their own.
    Paragraph,
    List(Option<u64>, Vec<Vec<Block>>),
    Item,
    Note(Option<String>),
    Code {
        entries: Option<markdown::Block>,
        text: String,
    },
    Table(Table),
    Row(Vec<Vec<Inline>>),
    Cell,
    Term,
    Footnote(String),
    Passed,
}

struct Frame {
    open: Open,
    blocks: Vec<Block>,
    line: Vec<Inline>,
}

impl Frame {
    const fn new(open: Open) -> Self {
        Self { open, blocks: Vec::new(), line: Vec::new() }
    }

    /// The parts, with words that stand in no paragraph as one.
    fn finish(mut self) -> Vec<Block> {
        self.settle();
        self.blocks
    }

    fn settle(&mut self) {
        if !self.line.is_empty() {
            self.blocks.push(Block::Paragraph(std::mem::take(&mut self.line)));
        }
    }
}

struct Reader<'r, 'a> {
    renderer: &'r Renderer<'a>,
    of: EntryId,
    text: &'r str,
    /// The level that the highest heading gets, and the one that it has.
    levels: (u8, u8),
    frames: Vec<Frame>,
    style: Style,
    /// Words that have been read but not set: places to fill in come in several pieces.
    run: String,
    /// The link to another site that is being read, with what stood before it.
    link: Option<(String, Vec<Inline>)>,
    /// Whether words are left out, because what they stand for has been written.
    swallows: bool,
    marks: Vec<String>,
    notes: Vec<(String, Vec<Block>)>,
    /// What is to stand below the heading that is being read: who its section is for.
    section: Option<Block>,
}

impl Reader<'_, '_> {
    fn event(&mut self, event: Told<'_>, span: Range<usize>) {
        match event {
            Told::Text(words) => self.words(words, span),
            Told::SoftBreak => self.words(" ", span),
            Told::Code(words) if !self.swallows => {
                self.flush();
                let style = Style { code: true, ..self.style };
                self.push(Inline::Text(words.to_owned(), style));
            }
            Told::HardBreak => self.inline(Inline::Break),
            Told::Rule => self.block(Block::Rule),
            Told::Task(done) => self.inline(Inline::Box(done)),
            Told::InlineHtml(tag) if tag.starts_with("<br") => self.inline(Inline::Break),
            Told::FootnoteReference(name) => {
                let known = self.marks.iter().position(|mark| *mark == name);
                let at = known.unwrap_or_else(|| {
                    self.marks.push(name.to_owned());
                    self.marks.len() - 1
                });
                self.inline(Inline::Mark(at + 1));
            }
            Told::Start(tag) => self.start(tag, span),
            Told::End(tag) => self.end(tag),
            Told::Code(_) | Told::Html(_) | Told::InlineHtml(_) => {}
        }
    }

    fn words(&mut self, text: &str, span: Range<usize>) {
        match self.frames.last_mut().map(|frame| &mut frame.open) {
            Some(Open::Code { entries: Some(block), .. }) => block.extend(self.text, span),
            Some(Open::Code { text: code, .. }) => code.push_str(text),
            _ if self.swallows => {}
            _ => self.run.push_str(text),
        }
    }

    /// Sets the words that have been read.
    fn flush(&mut self) {
        if !self.run.is_empty() {
            let run = std::mem::take(&mut self.run);
            for part in blank::parts(&run, self.style) {
                self.push(part);
            }
        }
    }

    fn push(&mut self, inline: Inline) {
        if let Some(frame) = self.frames.last_mut() {
            frame.line.push(inline);
        }
    }

    fn inline(&mut self, inline: Inline) {
        self.flush();
        self.push(inline);
    }

    fn block(&mut self, block: Block) {
        self.flush();
        if let Some(frame) = self.frames.last_mut() {
            frame.settle();
            frame.blocks.push(block);
        }
    }

    fn open(&mut self, open: Open) {
        self.flush();
        if let Some(frame) = self.frames.last_mut() {
            frame.settle();
        }
        self.frames.push(Frame::new(open));
    }

    fn start(&mut self, tag: &Tag<'_>, span: Range<usize>) {
        match tag {
            Tag::Paragraph => self.open(Open::Paragraph),
            Tag::Heading { level, classes, .. } => {
                let readers = marks::of_classes(classes).map(|readers| self.readers(readers));
                self.section = readers.map(|title| Block::Note(Some(title), Vec::new()));
                let (top, highest) = self.levels;
                let level = (*level as u8).saturating_sub(highest).saturating_add(top).clamp(1, 6);
                self.open(Open::Heading(level));
            }
            Tag::BlockQuote(Some(kind)) => self.open(Open::Note(Some(self.alert(*kind)))),
            Tag::BlockQuote(None) => {
                let readers = marks::of_block(self.text, &span).and_then(|mark| mark.readers);
                self.open(Open::Note(readers.map(|readers| self.readers(readers))));
            }
            Tag::CodeBlock(kind) => {
                let entries = match kind {
                    CodeBlockKind::Fenced(info) if markdown::is_entries(info) => {
                        Some(markdown::Block::new(self.text, span))
                    }
                    _ => None,
                };
                self.open(Open::Code { entries, text: String::new() });
            }
            Tag::List(start) => self.open(Open::List(*start, Vec::new())),
            Tag::Item | Tag::DefinitionListDefinition => self.open(Open::Item),
            Tag::DefinitionListTitle => self.open(Open::Term),
            Tag::Table(_) => self.open(Open::Table(Table::default())),
            Tag::TableHead | Tag::TableRow => self.open(Open::Row(Vec::new())),
            Tag::TableCell => self.open(Open::Cell),
            Tag::FootnoteDefinition(name) => self.open(Open::Footnote(name.to_string())),
            Tag::HtmlBlock | Tag::MetadataBlock(_) => self.open(Open::Passed),
            Tag::Emphasis => self.restyle(|style| style.italic = true),
            Tag::Strong => self.restyle(|style| style.bold = true),
            Tag::Strikethrough => self.restyle(|style| style.struck = true),
            Tag::Link { link_type, dest_url, .. } => self.start_link(*link_type, dest_url),
            Tag::Image { .. } => self.restyle(|style| style.italic = true),
            Tag::DefinitionList | Tag::Superscript | Tag::Subscript => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Image => self.restyle(|style| style.italic = false),
            TagEnd::Strong => self.restyle(|style| style.bold = false),
            TagEnd::Strikethrough => self.restyle(|style| style.struck = false),
            TagEnd::Link => self.end_link(),
            TagEnd::DefinitionList | TagEnd::Superscript | TagEnd::Subscript => {}
            _ => self.close(),
        }
    }

    fn restyle(&mut self, change: impl FnOnce(&mut Style)) {
        self.flush();
        change(&mut self.style);
    }

    fn readers(&self, readers: &str) -> String {
        self.renderer.t().get(&format!("readers_{readers}")).to_owned()
    }

    fn alert(&self, kind: BlockQuoteKind) -> String {
        let key = match kind {
            BlockQuoteKind::Note => "alert_note",
            BlockQuoteKind::Tip => "alert_tip",
            BlockQuoteKind::Important => "alert_important",
            BlockQuoteKind::Warning => "alert_warning",
            BlockQuoteKind::Caution => "alert_caution",
        };
        self.renderer.t().get(key).to_owned()
    }

    /// Ends the part that was opened last and hands it to the one around it.
    fn close(&mut self) {
        self.flush();
        let Some(mut frame) = self.frames.pop() else { return };
        match frame.open {
            Open::Whole | Open::Passed => {}
            Open::Heading(level) => {
                self.block(Block::Heading(level, frame.line));
                // Who the section is for stands first in it.
                if let Some(note) = self.section.take() {
                    self.block(note);
                }
            }
            Open::Paragraph => self.block(Block::Paragraph(frame.line)),
            Open::Term => {
                for part in &mut frame.line {
                    if let Inline::Text(_, style) = part {
                        style.bold = true;
                    }
                }
                self.block(Block::Paragraph(frame.line));
            }
            Open::List(start, items) => self.block(Block::List(start, items)),
            Open::Item => {
                frame.open = Open::Whole;
                let blocks = frame.finish();
                match self.frames.last_mut().map(|outer| &mut outer.open) {
                    Some(Open::List(_, items)) => items.push(blocks),
                    // The explanation of a term.
                    _ => blocks.into_iter().for_each(|block| self.block(block)),
                }
            }
            Open::Note(title) => {
                self.block(Block::Note(title, Frame::finish(Frame { open: Open::Whole, ..frame })));
            }
            Open::Code { entries: Some(block), .. } => self.entries(block.yaml),
            Open::Code { text, .. } => self.block(Block::Code(text.trim_end().to_owned())),
            Open::Cell => {
                if let Some(Open::Row(cells)) = self.frames.last_mut().map(|outer| &mut outer.open)
                {
                    cells.push(frame.line);
                }
            }
            Open::Row(cells) => {
                if let Some(Open::Table(table)) =
                    self.frames.last_mut().map(|outer| &mut outer.open)
                {
                    if table.head.is_empty() {
                        table.head = cells;
                    } else {
                        table.rows.push(cells);
                    }
                }
            }
            Open::Table(table) => self.block(Block::Table(table)),
            Open::Footnote(name) => {
                frame.open = Open::Whole;
                self.notes.push((name, frame.finish()));
            }
        }
    }

    /// A block of entries as a table.
    fn entries(&mut self, yaml: Range<usize>) {
        let (renderer, handbook) = (self.renderer, self.renderer.handbook);
        let file = handbook.entry(self.of).file;
        let text = self.text.get(yaml.clone()).unwrap_or_default();
        let (Some(query), _) = query::read(handbook, file, text, yaml.start) else { return };
        let kind = handbook.kinds.get(query.kind);
        let columns = query::columns(kind, &query);
        let label = |field: &&crate::kind::Field| words(field.label.get(renderer.lang));
        let name = words(renderer.t().get("name"));
        let row = |id: EntryId| {
            let entry = handbook.entry(id);
            let cells = columns.iter().map(|field| match entry.fields.get(&field.key) {
                Some(value) => words(&of_value(renderer, field, value)),
                None => Vec::new(),
            });
            std::iter::once(words(&entry.title)).chain(cells).collect()
        };
        let rows = query::run(handbook, &query).into_iter().map(row).collect();
        let head = std::iter::once(name).chain(columns.iter().map(label)).collect();
        self.block(Block::Table(Table { head, rows }));
    }
}
