//! Blocks: headings, lists, quotes and alerts, code, tables and footnotes.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Tag as Mark, TagEnd};

use super::super::escape;
use super::table::Table;
use super::writer::{Code, Heading, Writer};
use crate::parse::markdown::{Block, is_entries, marks};

impl<'a> Writer<'a> {
    pub(super) fn begin(&mut self, mark: &'a Mark<'static>, span: Range<usize>) {
        let tag = match mark {
            Mark::Paragraph => "<p>",
            Mark::BlockQuote(None) => return self.quotation(&span),
            Mark::List(None) => "<ul>\n",
            Mark::DefinitionList => "<dl>\n",
            Mark::DefinitionListTitle => "<dt>",
            Mark::DefinitionListDefinition => "<dd>",
            Mark::Item => {
                self.out.push_str("<li");
                self.item = self.out.len();
                ">"
            }
            Mark::BlockQuote(Some(kind)) => return self.alert(*kind),
            Mark::List(Some(1)) => "<ol>\n",
            Mark::List(Some(start)) => {
                return escape::markup(&mut self.out, format_args!("<ol start=\"{start}\">\n"));
            }
            Mark::Heading { level, id, classes, .. } => {
                self.section(*level as u8, marks::of_classes(classes));
                return self.begin_heading(*level as u8, id.as_deref());
            }
            Mark::CodeBlock(kind) => return self.begin_code(kind, span),
            Mark::FootnoteDefinition(name) => {
                let outer = std::mem::take(&mut self.out);
                return self.outer.push((outer, name.to_string()));
            }
            Mark::Table(alignments) => {
                let label = self.table_label();
                self.table = Table::begin(&mut self.out, alignments.clone(), &label);
                return;
            }
            Mark::TableHead => return self.table.begin_head(&mut self.out),
            Mark::TableRow => return self.table.begin_row(&mut self.out),
            Mark::TableCell => return self.table.begin_cell(&mut self.out),
            other => return self.begin_inline(other),
        };
        self.out.push_str(tag);
    }

    pub(super) fn end(&mut self, mark: TagEnd) {
        let tag = match mark {
            TagEnd::Paragraph => {
                self.end_label();
                "</p>\n"
            }
            TagEnd::Item => {
                self.end_label();
                "</li>\n"
            }
            TagEnd::BlockQuote(None) if self.quotations.pop() == Some(true) => "</div>\n",
            TagEnd::BlockQuote(None) => "</blockquote>\n",
            TagEnd::BlockQuote(Some(_)) => "</div>\n",
            TagEnd::List(true) => "</ol>\n",
            TagEnd::List(false) => "</ul>\n",
            TagEnd::DefinitionList => "</dl>\n",
            TagEnd::DefinitionListTitle => "</dt>\n",
            TagEnd::DefinitionListDefinition => "</dd>\n",
            TagEnd::Heading(_) => return self.end_heading(),
            TagEnd::CodeBlock => return self.end_code(),
            TagEnd::FootnoteDefinition => return self.end_footnote(),
            TagEnd::Table => return self.table.end(&mut self.out),
            TagEnd::TableHead => return self.table.end_head(&mut self.out),
            TagEnd::TableRow => return Table::end_row(&mut self.out),
            TagEnd::TableCell => return self.table.end_cell(&mut self.out),
            other => return self.end_inline(other),
        };
        self.out.push_str(tag);
    }

    fn begin_heading(&mut self, level: u8, id: Option<&str>) {
        let first = std::mem::replace(&mut self.before_headings, false);
        let skipped = first && level == 1 && self.options.skip_title;
        self.heading = Some(Heading {
            level: level.saturating_add(self.options.shift).clamp(2, 6),
            written: id.map(str::to_owned),
            text: String::new(),
            label: String::new(),
            start: self.out.len(),
            skipped,
        });
    }

    fn end_heading(&mut self) {
        let Some(heading) = self.heading.take() else { return };
        let ids = &mut self.page.ids;
        let id = match self.known.next() {
            Some(known) => ids.unique(&known.id),
            None => ids.heading(heading.written.as_deref(), heading.text.trim()),
        };
        if heading.skipped {
            return self.out.truncate(heading.start);
        }
        let label = heading.label.trim();
        let level = heading.level;
        let id = escape::escaped(&id);
        let digit = [b'0' + level];
        let digit = std::str::from_utf8(&digit).unwrap_or_default();
        self.out.insert_str(heading.start, &["<h", digit, " id=\"", &id, "\">"].concat());
        self.out.push_str(" <a class=\"anchor\" href=\"#");
        self.out.push_str(&id);
        self.out.push_str("\" aria-label=\"");
        escape::text(&mut self.out, &self.options.words.anchor);
        self.out.push(' ');
        escape::text(&mut self.out, label);
        self.out.extend(["\">#</a></h", digit, ">\n"]);
        label.clone_into(&mut self.under);
    }

    fn table_label(&self) -> String {
        let table = &self.options.words.table;
        if self.under.is_empty() { table.clone() } else { format!("{table}: {}", self.under) }
    }

    fn quotation(&mut self, span: &Range<usize>) {
        let readers = marks::of_block(self.text, span).and_then(|mark| mark.readers);
        self.quotations.push(readers.is_some());
        match readers {
            Some(readers) => self.begin_readers(readers),
            None => self.out.push_str("<blockquote>\n"),
        }
    }

    fn alert(&mut self, kind: BlockQuoteKind) {
        let (class, number) = match kind {
            BlockQuoteKind::Note => ("note", 0),
            BlockQuoteKind::Tip => ("tip", 1),
            BlockQuoteKind::Important => ("important", 2),
            BlockQuoteKind::Warning => ("warning", 3),
            BlockQuoteKind::Caution => ("caution", 4),
        };
        let start = format_args!("<div class=\"alert alert-{class}\" role=\"note\">\n");
        escape::markup(&mut self.out, start);
        self.out.push_str("<p class=\"alert-title\">");
        let title = self.options.words.alerts.get(number);
        escape::text(&mut self.out, title.map(String::as_str).unwrap_or_default());
        self.out.push_str("</p>\n");
    }

    fn begin_code(&mut self, kind: &CodeBlockKind<'_>, span: Range<usize>) {
        self.code = Some(match kind {
            CodeBlockKind::Fenced(info) if is_entries(info) => {
                Code::Entries(Block::new(self.text, span))
            }
            CodeBlockKind::Fenced(info) => {
                let lang = info.split([' ', ',', '{', '\t']).next().unwrap_or_default();
                Code::Shown { lang: lang.to_owned(), text: String::new() }
            }
            CodeBlockKind::Indented => Code::Shown { lang: String::new(), text: String::new() },
        });
    }

    fn end_code(&mut self) {
        match self.code.take() {
            Some(Code::Shown { lang, text }) => {
                self.out.push_str(&self.options.code.code(&lang, &text));
            }
            Some(Code::Entries(block)) => self.out.push_str(&self.links.block(block.yaml)),
            None => {}
        }
    }

    fn end_footnote(&mut self) {
        if let Some((outer, name)) = self.outer.pop() {
            let note = std::mem::replace(&mut self.out, outer);
            self.footnotes.define(&name, &note);
        }
    }
}
