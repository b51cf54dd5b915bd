//! The text of a document: paragraphs, runs, tables and content controls.

use super::super::{Block, Document, Inline, Style, Table};
use super::parts::{BULLETS, NUMBERS};
use crate::export::about::About;
use crate::export::xml::escaped;
use crate::parse::blank::Blank;

/// The width between the margins, in twentieths of a point.
const WIDTH: usize = 9241;
/// The width of a letter in a table, and of the margins of a cell.
const LETTER: usize = 125;
const MARGINS: usize = 230;
/// How far an item stands in, level by level.
const INDENT: usize = 425;

/// Writes the text, and gathers the links and lists that other parts declare.
pub(super) struct Writer<'a> {
    pub(super) out: String,
    /// The addresses of other sites, in the order of their relations.
    pub(super) links: Vec<String>,
    /// The lists: which sort, and the first number.
    pub(super) lists: Vec<(u8, u64)>,
    /// How many relations stand before those of the links.
    relations: usize,
    about: &'a About,
    controls: usize,
}

/// Where a paragraph stands.
#[derive(Clone, Copy)]
struct Place<'p> {
    style: &'p str,
    /// How many lists it stands in.
    depth: usize,
    /// The list that it is the first paragraph of an item of.
    item: Option<usize>,
}

const PLAIN: Place<'_> = Place { style: "", depth: 0, item: None };

impl<'a> Writer<'a> {
    pub(super) fn new(relations: usize, about: &'a About) -> Self {
        let (out, links, lists) = (String::new(), Vec::new(), Vec::new());
        Self { out, links, lists, relations, about, controls: 0 }
    }

    pub(super) fn document(&mut self, document: &Document) {
        self.out.push_str(r#"<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr>"#);
        self.out.push_str(&run(&document.title));
        self.out.push_str("</w:p>");
        if !document.subject.is_empty() {
            self.out.push_str(r#"<w:p><w:pPr><w:pStyle w:val="Subtitle"/></w:pPr>"#);
            self.out.push_str(&run(&document.subject));
            self.out.push_str("</w:p>");
        }
        self.blocks(&document.blocks, PLAIN);
        if !document.notes.is_empty() {
            let heading = super::super::words(self.about.word("footnotes"));
            self.block(&Block::Heading(1, heading), PLAIN);
            self.block(&Block::List(Some(1), document.notes.clone()), PLAIN);
        }
    }

    fn blocks(&mut self, blocks: &[Block], place: Place<'_>) {
        for (at, block) in blocks.iter().enumerate() {
            // Only the first paragraph of an item has its number.
            let place = if at == 0 { place } else { Place { item: None, ..place } };
            self.block(block, place);
        }
    }

    fn block(&mut self, block: &Block, place: Place<'_>) {
        match block {
            Block::Heading(level, line) => {
                let style = format!("Heading{level}");
                self.paragraph(line, Place { style: &style, ..place });
            }
            Block::Paragraph(line) => self.paragraph(line, place),
            Block::List(start, items) => {
                let sort = if start.is_some() { NUMBERS } else { BULLETS };
                self.lists.push((sort, start.unwrap_or(1)));
                let list = self.lists.len();
                for item in items {
                    let place =
                        Place { style: "ListParagraph", depth: place.depth + 1, item: Some(list) };
                    match item.first() {
                        Some(Block::Paragraph(_)) => {}
                        // An item that begins with something else has its number all the same.
                        _ => self.paragraph(&[], place),
                    }
                    self.blocks(item, place);
                }
            }
            Block::Table(table) => self.table(table),
            Block::Note(title, blocks) => {
                let place = Place { style: "Note", ..place };
                if let Some(title) = title {
                    let bold = Style { bold: true, ..Style::default() };
                    self.paragraph(&[Inline::Text(title.clone(), bold)], place);
                }
                self.blocks(blocks, place);
            }
            Block::Code(text) => {
                for line in text.lines() {
                    let line = [Inline::Text(line.to_owned(), Style::default())];
                    self.paragraph(&line, Place { style: "Code", ..place });
                }
            }
            Block::Rule => self.paragraph(&[], Place { style: "Rule", ..PLAIN }),
        }
    }

    fn paragraph(&mut self, line: &[Inline], place: Place<'_>) {
        self.out.push_str("<w:p><w:pPr>");
        if !place.style.is_empty() {
            self.out.push_str(&format!("<w:pStyle w:val=\"{}\"/>", place.style));
        }
        let level = place.depth.saturating_sub(1).min(8);
        let task = matches!(line.first(), Some(Inline::Box(_)));
        if let Some(list) = place.item.filter(|_| !task) {
            self.out.push_str(&format!(
                "<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>"
            ));
        } else if place.depth > 0 {
            // The box of a task stands where the sign of its item would.
            let hanging = if task { format!(" w:hanging=\"{INDENT}\"") } else { String::new() };
            let left = INDENT * place.depth;
            self.out.push_str(&format!("<w:ind w:left=\"{left}\"{hanging}/>"));
        }
        self.out.push_str("</w:pPr>");
        self.line(line);
        self.out.push_str("</w:p>");
    }

    fn line(&mut self, line: &[Inline]) {
        for part in line {
            match part {
                Inline::Text(words, style) => self.out.push_str(&styled(words, *style, "")),
                Inline::Link(address, words) => self.link(address, words),
                Inline::Blank(blank) => self.blank(blank),
                Inline::Box(ticked) => self.tick_box(*ticked),
                Inline::Break => self.out.push_str("<w:r><w:br/></w:r>"),
                Inline::Mark(number) => self.out.push_str(&format!(
                    "<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>{number}</w:t></w:r>"
                )),
            }
        }
    }

    fn link(&mut self, address: &str, words: &[Inline]) {
        self.links.push(address.to_owned());
        let id = self.relations + self.links.len();
        self.out.push_str(&format!("<w:hyperlink r:id=\"rId{id}\" w:history=\"1\">"));
        for part in words {
            if let Inline::Text(words, style) = part {
                self.out.push_str(&styled(words, *style, "Hyperlink"));
            }
        }
        self.out.push_str("</w:hyperlink>");
    }

    /// A content control, with the words that stand in it until it is filled in.
    fn blank(&mut self, blank: &Blank) {
        let shown = blank.written();
        let (name, sort) = match blank {
            Blank::Words(what) | Blank::Supplier(what) => (what.as_str(), String::new()),
            Blank::Day => (self.about.word("export_day"), day(self.about.language())),
            Blank::Choice(of) => (shown.trim_matches(['[', ']']), choice(of)),
            // A name is written by hand on the printed page.
            Blank::Signature => {
                self.out.push_str(&run(&"_".repeat(36)));
                return;
            }
        };
        let name = if name.is_empty() { self.about.word("export_fill_in") } else { name };
        let name: String = name.chars().take(60).collect();
        self.controls += 1;
        self.out.push_str(&format!(
            "<w:sdt><w:sdtPr><w:alias w:val=\"{}\"/><w:tag w:val=\"fyll-i-{id}\"/><w:id w:val=\"{id}\"/><w:showingPlcHdr/>{sort}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
            escaped(&name),
            styled(&shown, Style::default(), "PlaceholderText"),
            id = self.controls,
        ));
    }

    fn tick_box(&mut self, ticked: bool) {
        self.controls += 1;
        let (state, sign) = if ticked { (1, '☒') } else { (0, '☐') };
        self.out.push_str(&format!(
            "<w:sdt><w:sdtPr><w:tag w:val=\"kryss-{id}\"/><w:id w:val=\"{id}\"/><w14:checkbox><w14:checked w14:val=\"{state}\"/><w14:checkedState w14:val=\"2612\" w14:font=\"MS Gothic\"/><w14:uncheckedState w14:val=\"2610\" w14:font=\"MS Gothic\"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:rPr><w:rFonts w:ascii=\"MS Gothic\" w:eastAsia=\"MS Gothic\" w:hAnsi=\"MS Gothic\" w:hint=\"eastAsia\"/></w:rPr><w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt>{}",
            "<w:r><w:tab/></w:r>",
            id = self.controls,
        ));
    }

    fn table(&mut self, table: &Table) {
        let widths = widths(table);
        let grid: String =
            widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
        self.out.push_str(&format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"{WIDTH}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        ));
        self.row(&table.head, &widths, true);
        for row in &table.rows {
            self.row(row, &widths, false);
        }
        // Word wants a paragraph after a table.
        self.out.push_str("</w:tbl><w:p><w:pPr><w:pStyle w:val=\"AfterTable\"/></w:pPr></w:p>");
    }

    fn row(&mut self, cells: &[Vec<Inline>], widths: &[usize], heading: bool) {
        self.out.push_str("<w:tr><w:trPr><w:cantSplit/>");
        if heading {
            self.out.push_str("<w:tblHeader/>");
        }
        self.out.push_str("</w:trPr>");
        let style = if heading { "TableHeading" } else { "TableText" };
        for (at, width) in widths.iter().enumerate() {
            self.out.push_str(&format!(
                "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>"
            ));
            let cell = cells.get(at).map_or(&[][..], Vec::as_slice);
            self.paragraph(cell, Place { style, ..PLAIN });
            self.out.push_str("</w:tc>");
        }
        self.out.push_str("</w:tr>");
    }
}

fn day(language: &str) -> String {
    format!(
        "<w:date><w:dateFormat w:val=\"yyyy-MM-dd\"/><w:lid w:val=\"{language}\"/><w:storeMappedDataAs w:val=\"dateTime\"/><w:calendar w:val=\"gregorian\"/></w:date>"
    )
}

fn choice(of: &[String]) -> String {
    let item = |one: &String| {
        let one = escaped(one);
        format!("<w:listItem w:displayText=\"{one}\" w:value=\"{one}\"/>")
    };
    format!("<w:dropDownList>{}</w:dropDownList>", of.iter().map(item).collect::<String>())
}

/// The widths of columns: room for the longest word first, then more for more words.
fn widths(table: &Table) -> Vec<usize> {
    let columns = table.rows.iter().map(Vec::len).chain([table.head.len()]).max().unwrap_or(0);
    let cells =
        |at: usize| table.rows.iter().chain([&table.head]).filter_map(move |row| row.get(at));
    let least = |at| cells(at).map(|cell| longest_word(cell)).max().unwrap_or(0).clamp(4, 18);
    let least: Vec<usize> = (0..columns.max(1)).map(|at| least(at) * LETTER + MARGINS).collect();
    let wanted = |at| cells(at).map(|cell| length(cell)).max().unwrap_or(0).clamp(8, 60);
    let wanted: Vec<usize> = (0..least.len()).map(wanted).collect();
    let rest = WIDTH.saturating_sub(least.iter().sum());
    let total: usize = wanted.iter().sum();
    let widths = least.iter().zip(&wanted).map(|(least, wanted)| least + wanted * rest / total);
    let sum: usize = least.iter().sum::<usize>().max(WIDTH);
    widths.map(|width| width * WIDTH / sum).collect()
}

fn longest_word(line: &[Inline]) -> usize {
    let part = |part: &Inline| match part {
        Inline::Text(words, _) => {
            words.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0)
        }
        Inline::Link(_, words) => longest_word(words),
        Inline::Blank(_) => 10,
        Inline::Box(_) | Inline::Break | Inline::Mark(_) => 2,
    };
    line.iter().map(part).max().unwrap_or(0)
}

fn length(line: &[Inline]) -> usize {
    let part = |part: &Inline| match part {
        Inline::Text(words, _) => words.chars().count(),
        Inline::Link(_, words) => length(words),
        Inline::Blank(blank) => blank.written().chars().count(),
        Inline::Box(_) | Inline::Break | Inline::Mark(_) => 2,
    };
    line.iter().map(part).sum()
}

/// Words without emphasis.
pub(super) fn run(words: &str) -> String {
    styled(words, Style::default(), "")
}

fn styled(words: &str, style: Style, name: &str) -> String {
    let mut properties = String::new();
    if style.code {
        properties.push_str("<w:rStyle w:val=\"CodeText\"/>");
    } else if !name.is_empty() {
        properties.push_str(&format!("<w:rStyle w:val=\"{name}\"/>"));
    }
    for (set, tag) in [(style.bold, "b"), (style.italic, "i"), (style.struck, "strike")] {
        if set {
            properties.push_str(&format!("<w:{tag}/>"));
        }
    }
    let properties = match properties.as_str() {
        "" => String::new(),
        set => format!("<w:rPr>{set}</w:rPr>"),
    };
    format!("<w:r>{properties}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(words))
}
