//! A document as Office Open XML, for Word and `LibreOffice`: real headings, lists, tables with a
//! heading that is repeated, and content controls in the places to fill in.

mod parts;
mod text;

use super::Document;
use crate::export::about::{About, relations};
use crate::export::package::Package;
use crate::export::xml::{DECLARATION, escaped};

/// The names that the parts of a text use.
const NAMES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14""#;

/// The first relations of the text: to its styles, numbers, settings, head and foot.
const FIXED: [(&str, &str); 5] = [
    ("styles", "styles.xml"),
    ("numbering", "numbering.xml"),
    ("settings", "settings.xml"),
    ("header", "header1.xml"),
    ("footer", "footer1.xml"),
];

/// A document as a file.
pub(in crate::export) fn bytes(document: &Document, about: &About) -> Vec<u8> {
    let mut writer = text::Writer::new(FIXED.len(), about);
    writer.document(document);
    let mut package = Package::default();
    let mut add = |name: &str, text: &str| package.add(name, format!("{DECLARATION}{text}"));
    add("[Content_Types].xml", parts::CONTENT_TYPES);
    add("_rels/.rels", &relations("word/document.xml"));
    add("docProps/core.xml", &about.properties(&document.title, &document.subject));
    add("word/document.xml", &body(&writer.out));
    add("word/_rels/document.xml.rels", &links(&writer.links));
    add("word/styles.xml", &parts::styles(about.language()));
    add("word/numbering.xml", &parts::numbering(&writer.lists));
    add("word/settings.xml", &parts::settings(about.language()));
    add("word/header1.xml", &head(document, about));
    add("word/footer1.xml", &foot(document, about));
    package.bytes()
}

/// A4 with room for a hole punch.
fn body(blocks: &str) -> String {
    format!(
        r#"<w:document {NAMES}><w:body>{blocks}<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1247" w:bottom="1304" w:left="1418" w:header="624" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>"#
    )
}

fn links(links: &[String]) -> String {
    const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let fixed = FIXED.iter().enumerate().map(|(at, (kind, target))| {
        format!(r#"<Relationship Id="rId{}" Type="{KIND}/{kind}" Target="{target}"/>"#, at + 1)
    });
    let outside = links.iter().enumerate().map(|(at, address)| {
        format!(
            r#"<Relationship Id="rId{}" Type="{KIND}/hyperlink" Target="{}" TargetMode="External"/>"#,
            at + FIXED.len() + 1,
            escaped(address)
        )
    });
    let all: String = fixed.chain(outside).collect();
    format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{all}</Relationships>"#
    )
}

fn head(document: &Document, about: &About) -> String {
    format!(
        r#"<w:hdr {NAMES}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>{}<w:r><w:tab/></w:r>{}</w:p></w:hdr>"#,
        text::run(&document.title),
        text::run(&about.organisation),
    )
}

/// The foot: what the document is, and the number of the page.
fn foot(document: &Document, about: &About) -> String {
    let field = |name: &str| {
        format!(r#"<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>"#)
    };
    format!(
        r#"<w:ftr {NAMES}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{}<w:r><w:tab/></w:r>{}{}{}{}</w:p></w:ftr>"#,
        text::run(&document.foot),
        text::run(&format!("{} ", about.word("export_page"))),
        field("PAGE"),
        text::run(&format!(" {} ", about.word("export_of"))),
        field("NUMPAGES"),
    )
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use super::super::{Block, Inline, Style, Table, words};
    use super::*;
    use crate::parse::blank::Blank;

    fn part(bytes: &[u8], name: &str) -> String {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    fn example() -> Document {
        let bold = Style { bold: true, ..Style::default() };
        Document {
            title: "Anteckning <1>".to_owned(),
            subject: "Om köpet".to_owned(),
            foot: "Version 1.0".to_owned(),
            blocks: vec![
                Block::Heading(2, words("Ärendet")),
                Block::Paragraph(vec![
                    Inline::Text("Datum: ".to_owned(), bold),
                    Inline::Blank(Blank::Day),
                    Inline::Link("https://example.se/?a=1&b".to_owned(), words("webben")),
                ]),
                Block::List(Some(3), vec![vec![Block::Paragraph(words("tre"))]]),
                Block::Table(Table {
                    head: vec![words("A"), words("B")],
                    rows: vec![vec![words("1"), Vec::new()]],
                }),
            ],
            notes: Vec::new(),
        }
    }

    #[test]
    fn a_document_has_headings_lists_tables_and_places_to_fill_in() {
        let bytes = bytes(&example(), &About::example());
        let text = part(&bytes, "word/document.xml");
        for wanted in [
            r#"<w:pStyle w:val="Title"/>"#,
            "Anteckning &lt;1&gt;",
            r#"<w:pStyle w:val="Heading2"/>"#,
            "<w:date>",
            r#"<w:hyperlink r:id="rId6""#,
            "<w:tblHeader/>",
        ] {
            assert!(text.contains(wanted), "{wanted}: {text}");
        }
        assert!(part(&bytes, "word/numbering.xml").contains(r#"<w:startOverride w:val="3"/>"#));
        assert!(part(&bytes, "word/styles.xml").contains(r#"w:val="sv-SE""#));
        let links = part(&bytes, "word/_rels/document.xml.rels");
        assert!(links.contains("https://example.se/?a=1&amp;b"));
        assert!(part(&bytes, "docProps/core.xml").contains("<dc:language>sv-SE</dc:language>"));
    }

    #[test]
    fn the_same_document_gives_the_same_bytes() {
        let make = || bytes(&example(), &About::example());
        assert_eq!(make(), make());
    }
}
