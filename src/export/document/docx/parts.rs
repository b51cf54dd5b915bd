//! The parts of a document beside its text: styles, numbers of lists, settings.

/// The lists with signs, and those with numbers.
pub(super) const BULLETS: u8 = 0;
pub(super) const NUMBERS: u8 = 1;

pub(super) const CONTENT_TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/><Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/><Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>"#;

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

/// A style of paragraphs: id, name, the style that follows, of the paragraph, of its words.
type Style = (&'static str, &'static str, &'static str, &'static str, &'static str);

/// Word knows some of them by name, and shows those in the reader's language.
const PARAGRAPHS: [Style; 15] = [
    (
        "Title",
        "Title",
        "Normal",
        r#"<w:spacing w:before="0" w:after="80" w:line="240" w:lineRule="auto"/>"#,
        r#"<w:b/><w:sz w:val="44"/>"#,
    ),
    (
        "Subtitle",
        "Subtitle",
        "Normal",
        r#"<w:spacing w:after="320"/>"#,
        r#"<w:color w:val="46535E"/><w:sz w:val="24"/>"#,
    ),
    (
        "Heading1",
        "heading 1",
        "Normal",
        r#"<w:keepNext/><w:keepLines/><w:spacing w:before="400" w:after="100"/><w:outlineLvl w:val="0"/>"#,
        r#"<w:b/><w:sz w:val="32"/>"#,
    ),
    (
        "Heading2",
        "heading 2",
        "Normal",
        r#"<w:keepNext/><w:keepLines/><w:spacing w:before="300" w:after="80"/><w:outlineLvl w:val="1"/>"#,
        r#"<w:b/><w:sz w:val="26"/>"#,
    ),
    (
        "Heading3",
        "heading 3",
        "Normal",
        r#"<w:keepNext/><w:keepLines/><w:spacing w:before="240" w:after="60"/><w:outlineLvl w:val="2"/>"#,
        r#"<w:b/><w:sz w:val="23"/>"#,
    ),
    (
        "Heading4",
        "heading 4",
        "Normal",
        r#"<w:keepNext/><w:keepLines/><w:spacing w:before="200" w:after="60"/><w:outlineLvl w:val="3"/>"#,
        "<w:b/>",
    ),
    (
        "Heading5",
        "heading 5",
        "Normal",
        r#"<w:keepNext/><w:keepLines/><w:spacing w:before="160" w:after="40"/><w:outlineLvl w:val="4"/>"#,
        "<w:b/>",
    ),
    (
        "Heading6",
        "heading 6",
        "Normal",
        r#"<w:keepNext/><w:keepLines/><w:spacing w:before="160" w:after="40"/><w:outlineLvl w:val="5"/>"#,
        "<w:b/>",
    ),
    ("ListParagraph", "List Paragraph", "ListParagraph", r#"<w:spacing w:after="60"/>"#, ""),
    (
        "Note",
        "Notis",
        "Note",
        r#"<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="0B5A7A"/></w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="EEF3F6"/><w:ind w:left="227"/>"#,
        "",
    ),
    (
        "Code",
        "Kod",
        "Code",
        r#"<w:spacing w:after="0"/>"#,
        r#"<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/><w:sz w:val="19"/>"#,
    ),
    (
        "Rule",
        "Avskiljare",
        "Normal",
        r#"<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="8796A2"/></w:pBdr>"#,
        "",
    ),
    (
        "TableHeading",
        "Tabellrubrik",
        "TableText",
        r#"<w:keepNext/><w:spacing w:before="40" w:after="40"/>"#,
        r#"<w:b/><w:sz w:val="20"/>"#,
    ),
    (
        "TableText",
        "Tabelltext",
        "TableText",
        r#"<w:spacing w:before="40" w:after="40"/>"#,
        r#"<w:sz w:val="20"/>"#,
    ),
    (
        "AfterTable",
        "Efter tabell",
        "Normal",
        r#"<w:spacing w:after="60" w:line="120" w:lineRule="exact"/>"#,
        "",
    ),
];

/// The styles that Word has itself, besides its headings.
const KNOWN: [&str; 3] = ["Title", "Subtitle", "ListParagraph"];

/// Styles of words: id, name, how they are set.
const WORDS: [(&str, &str, &str); 3] = [
    ("Hyperlink", "Hyperlink", r#"<w:color w:val="0B5A7A"/><w:u w:val="single"/>"#),
    (
        "PlaceholderText",
        "Placeholder Text",
        r#"<w:color w:val="5A6672"/><w:shd w:val="clear" w:color="auto" w:fill="FFF3C4"/>"#,
    ),
    ("CodeText", "Kodtext", r#"<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/>"#),
];

/// Everything is set in the language of the handbook, so that spelling is checked by it.
pub(super) fn styles(language: &str) -> String {
    let paragraphs: String = PARAGRAPHS
        .iter()
        .map(|(id, name, next, paragraph, words)| {
            let known = id.starts_with("Heading") || KNOWN.contains(id);
            let custom = if known { "" } else { " w:customStyle=\"1\"" };
            format!(
                r#"<w:style w:type="paragraph"{custom} w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:next w:val="{next}"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{words}</w:rPr></w:style>"#
            )
        })
        .collect();
    let words: String = WORDS
        .iter()
        .map(|(id, name, set)| {
            let custom = if *id == "CodeText" { " w:customStyle=\"1\"" } else { "" };
            format!(
                r#"<w:style w:type="character"{custom} w:styleId="{id}"><w:name w:val="{name}"/><w:rPr>{set}</w:rPr></w:style>"#
            )
        })
        .collect();
    let side = |side: &str, colour: &str| {
        format!(r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{colour}"/>"#)
    };
    let sides: String = ["top", "left", "bottom", "right", "insideH", "insideV"]
        .iter()
        .map(|name| side(name, "8796A2"))
        .collect();
    format!(
        r#"<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri"/><w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style><w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style><w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>{paragraphs}<w:style w:type="paragraph" w:styleId="Header"><w:name w:val="header"/><w:basedOn w:val="Normal"/><w:pPr><w:tabs><w:tab w:val="right" w:pos="9241"/></w:tabs><w:spacing w:after="0"/></w:pPr><w:rPr><w:color w:val="46535E"/><w:sz w:val="18"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/><w:basedOn w:val="Normal"/><w:pPr><w:tabs><w:tab w:val="right" w:pos="9241"/></w:tabs><w:spacing w:after="0"/></w:pPr><w:rPr><w:color w:val="46535E"/><w:sz w:val="18"/></w:rPr></w:style>{words}<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{sides}</w:tblBorders></w:tblPr><w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="E8EDF2"/></w:tcPr></w:tblStylePr></w:style></w:styles>"#
    )
}

/// Each list counts for itself.
pub(super) fn numbering(lists: &[(u8, u64)]) -> String {
    let signs = ["•", "–", "•", "–", "•", "–", "•", "–", "•"];
    let level = |sort: u8, at: usize| {
        let (format, text) = match (sort, at % 3) {
            (BULLETS, _) => ("bullet", signs[at].to_owned()),
            (_, 0) => ("decimal", format!("%{}.", at + 1)),
            (_, 1) => ("lowerLetter", format!("%{}.", at + 1)),
            _ => ("lowerRoman", format!("%{}.", at + 1)),
        };
        format!(
            r#"<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{}" w:hanging="425"/></w:pPr></w:lvl>"#,
            425 * (at + 1)
        )
    };
    let sort = |sort: u8| {
        let levels: String = (0..signs.len()).map(|at| level(sort, at)).collect();
        format!(
            r#"<w:abstractNum w:abstractNumId="{sort}"><w:multiLevelType w:val="hybridMultilevel"/>{levels}</w:abstractNum>"#
        )
    };
    let list = |(at, (sort, start)): (usize, &(u8, u64))| {
        let from: String = match *sort {
            BULLETS => String::new(),
            _ => (0..signs.len())
                .map(|level| {
                    format!(
                        r#"<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>"#
                    )
                })
                .collect(),
        };
        format!(r#"<w:num w:numId="{}"><w:abstractNumId w:val="{sort}"/>{from}</w:num>"#, at + 1)
    };
    let lists: String = lists.iter().enumerate().map(list).collect();
    format!("<w:numbering {W}>{}{}{lists}</w:numbering>", sort(BULLETS), sort(NUMBERS))
}

pub(super) fn settings(language: &str) -> String {
    format!(
        r#"<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="{language}"/></w:settings>"#
    )
}
