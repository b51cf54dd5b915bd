//! A document as Markdown that stands alone: the open form of a template, for any editor.

use super::{Block, Document, Inline, Style, Table};

/// A document as text.
pub(in crate::export) fn text(document: &Document) -> String {
    let mut out = format!("# {}\n\n", escaped(&document.title));
    if !document.subject.is_empty() {
        out.push_str(&format!("{}\n\n", escaped(&document.subject)));
    }
    out.push_str(&blocks(&document.blocks));
    for (at, note) in document.notes.iter().enumerate() {
        let note = indented(&blocks(note), "    ");
        out.push_str(&format!("[^{}]: {}\n", at + 1, note.trim_start()));
    }
    out.push_str(&format!("---\n\n{}\n", escaped(&document.foot)));
    out
}

fn blocks(blocks: &[Block]) -> String {
    blocks.iter().map(block).collect()
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(level, words) => {
            format!("{} {}\n\n", "#".repeat(usize::from(*level) + 1), line(words))
        }
        Block::Paragraph(words) => format!("{}\n\n", line(words)),
        Block::List(start, items) => list(*start, items),
        Block::Table(table) => self::table(table),
        Block::Note(title, inner) => {
            let title = title.as_ref().map(|title| format!("**{}**\n\n", escaped(title)));
            let text = title.unwrap_or_default() + &blocks(inner);
            let lines =
                text.trim_end().lines().map(|line| format!("> {line}").trim_end().to_owned());
            format!("{}\n\n", lines.collect::<Vec<_>>().join("\n"))
        }
        Block::Code(text) => format!("{}\n", indented(text, "    ")),
        Block::Rule => "---\n\n".to_owned(),
    }
}

fn list(start: Option<u64>, items: &[Vec<Block>]) -> String {
    let mut out = String::new();
    for (at, item) in items.iter().enumerate() {
        let sign = match start {
            Some(first) => format!("{}. ", first + at as u64),
            None => "- ".to_owned(),
        };
        let text = indented(&blocks(item), &" ".repeat(sign.len()));
        out.push_str(&format!("{sign}{}\n", text.trim()));
    }
    out.push('\n');
    out
}

fn table(table: &Table) -> String {
    let row = |cells: &[Vec<Inline>]| {
        let cells: Vec<_> =
            cells.iter().map(|cell| line(cell).replace('|', "\\|").replace('\n', " ")).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let rule = format!("|{}\n", "---|".repeat(table.head.len()));
    let rows: String = table.rows.iter().map(|cells| row(cells)).collect();
    format!("{}{rule}{rows}\n", row(&table.head))
}

fn line(words: &[Inline]) -> String {
    words.iter().map(inline).collect()
}

fn inline(part: &Inline) -> String {
    match part {
        Inline::Text(words, style) => styled(words, *style),
        Inline::Link(address, words) => format!("[{}](<{address}>)", line(words)),
        Inline::Blank(blank) => blank.written(),
        Inline::Box(ticked) => if *ticked { "[x] " } else { "[ ] " }.to_owned(),
        Inline::Break => "\\\n".to_owned(),
        Inline::Mark(number) => format!("[^{number}]"),
    }
}

fn styled(words: &str, style: Style) -> String {
    if style.code {
        return format!("`{words}`");
    }
    let (signs, inner) = (words.trim(), escaped(words.trim()));
    if signs.is_empty() {
        return words.to_owned();
    }
    let mut text = inner;
    for (set, sign) in [(style.bold, "**"), (style.italic, "*"), (style.struck, "~~")] {
        if set {
            text = format!("{sign}{text}{sign}");
        }
    }
    let lead = words.len() - words.trim_start().len();
    let tail = words.trim_end().len();
    format!(
        "{}{text}{}",
        words.get(..lead).unwrap_or_default(),
        words.get(tail..).unwrap_or_default()
    )
}

/// Words in which no sign is taken for markup.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for sign in words.chars() {
        if matches!(sign, '\\' | '`' | '*' | '_' | '<' | '>' | '[' | ']') {
            out.push('\\');
        }
        out.push(sign);
    }
    out
}

/// Lines further in; empty lines stay empty.
fn indented(text: &str, by: &str) -> String {
    text.lines()
        .map(|line| if line.is_empty() { "\n".to_owned() } else { format!("{by}{line}\n") })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::words;
    use super::*;
    use crate::parse::blank::Blank;

    #[test]
    fn a_document_is_markdown_again() {
        let bold = Style { bold: true, ..Style::default() };
        let document = Document {
            title: "A_b".to_owned(),
            subject: String::new(),
            foot: "Version 1.0".to_owned(),
            blocks: vec![
                Block::Heading(1, words("Ett")),
                Block::Paragraph(vec![
                    Inline::Text("Datum: ".to_owned(), bold),
                    Inline::Blank(Blank::Day),
                ]),
                Block::List(
                    None,
                    vec![vec![
                        Block::Paragraph(vec![
                            Inline::Box(false),
                            Inline::Text("x".to_owned(), Style::default()),
                        ]),
                        Block::List(Some(2), vec![vec![Block::Paragraph(words("y"))]]),
                    ]],
                ),
                Block::Table(Table { head: vec![words("K|L")], rows: vec![vec![words("1")]] }),
                Block::Note(Some("Tips".to_owned()), vec![Block::Paragraph(words("z"))]),
            ],
            notes: Vec::new(),
        };
        let expected = "# A\\_b\n\n## Ett\n\n**Datum:** [fyll i: datum]\n\n- [ ] x\n\n  2. y\n\n\
                        | K\\|L |\n|---|\n| 1 |\n\n> **Tips**\n>\n> z\n\n---\n\nVersion 1.0\n";
        assert_eq!(text(&document), expected);
    }
}
