//! What every file says of itself: where it comes from, which day it was made, and for whom.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::xml::escaped;
use crate::locale::Lang;
use crate::render::{Renderer, VERSION};
use crate::view::table::Cell;

/// The words that files need from the theme.
const WORDS: [&str; 12] = [
    "export_about",
    "export_title",
    "export_handbook",
    "export_organisation",
    "export_date",
    "export_audience",
    "export_rows",
    "export_page",
    "export_of",
    "export_day",
    "export_fill_in",
    "footnotes",
];

/// The handbook that a file comes from.
#[derive(Debug, Clone)]
pub(super) struct About {
    pub(super) handbook: String,
    pub(super) organisation: String,
    pub(super) date: Date,
    /// Who the handbook is reduced to: the id, and in words.
    pub(super) audience: (&'static str, String),
    pub(super) lang: Lang,
    words: BTreeMap<&'static str, String>,
}

impl About {
    pub(super) fn new(renderer: &Renderer<'_>) -> Self {
        let handbook = renderer.handbook;
        let word = |key: &'static str| (key, renderer.t().get(key).to_owned());
        let name = match handbook.settings.text("name") {
            "" => renderer.t().get("handbook"),
            name => name,
        };
        let audience = handbook.audience;
        Self {
            handbook: name.to_owned(),
            organisation: handbook.settings.text("organisation").to_owned(),
            date: handbook.today,
            audience: (audience.id(), audience.label().get(renderer.lang).to_owned()),
            lang: renderer.lang,
            words: WORDS.into_iter().map(word).collect(),
        }
    }

    /// A word of the theme.
    pub(super) fn word<'k>(&'k self, key: &'k str) -> &'k str {
        self.words.get(key).map_or(key, String::as_str)
    }

    /// The language of the text, as office programs name it.
    pub(super) const fn language(&self) -> &'static str {
        match self.lang {
            Lang::Sv => "sv-SE",
            Lang::En => "en-GB",
        }
    }

    /// The facts of a table, for the sheet about it.
    pub(super) fn facts(&self, title: &str, rows: usize) -> Vec<(String, Cell)> {
        let fact = |key: &str, cell: Cell| (self.word(key).to_owned(), cell);
        vec![
            fact("export_title", Cell::text(title)),
            fact("export_handbook", Cell::text(&*self.handbook)),
            fact("export_organisation", Cell::text(&*self.organisation)),
            fact("export_date", Cell::Date(self.date)),
            fact("export_audience", Cell::text(&*self.audience.1)),
            fact("export_rows", Cell::Integer(rows as i64)),
        ]
    }

    /// The core properties of an office document. The time is the day of the build.
    pub(super) fn properties(&self, title: &str, subject: &str) -> String {
        let time = format!("{}T00:00:00Z", self.date);
        format!(
            r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{}</dc:title><dc:subject>{}</dc:subject><dc:creator>{}</dc:creator><cp:keywords>{}</cp:keywords><dc:description>Lathund {VERSION}</dc:description><dcterms:created xsi:type="dcterms:W3CDTF">{time}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">{time}</dcterms:modified><dc:language>{}</dc:language></cp:coreProperties>"#,
            escaped(title),
            escaped(subject),
            escaped(&self.organisation),
            escaped(&self.handbook),
            self.language(),
        )
    }

    #[cfg(test)]
    pub(super) fn example() -> Self {
        Self {
            handbook: "Handboken".to_owned(),
            organisation: "Kommunen".to_owned(),
            date: jiff::civil::date(2026, 11, 21),
            audience: ("oppen", "Öppen".to_owned()),
            lang: Lang::Sv,
            words: BTreeMap::new(),
        }
    }
}

/// The relations of an office package: its main part and its properties.
pub(super) fn relations(main: &str) -> String {
    format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{main}"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#
    )
}
