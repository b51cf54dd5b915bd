//! A table as a workbook (Office Open XML): dates are dates and sums are numbers, the heading stays
//! in view and can be filtered by, and a second sheet says where the table comes from.

mod sheet;

use super::about::About;
use super::package::Package;
use super::xml::{DECLARATION, escaped};
use crate::view::table::Table;

/// A sheet's name has at most so many signs.
const SHEET_NAME: usize = 31;

const CONTENT_TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>"#;

const WORKBOOK_RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;

/// The formats of cells, in the order that sheets number them.
const STYLES: &str = r##"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="165" formatCode="#,##0\ &quot;kr&quot;"/><numFmt numFmtId="166" formatCode="0.##\ &quot;%&quot;"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EDF2"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style="thin"><color rgb="FF5A6672"/></bottom><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="8"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top"/></xf><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf><xf numFmtId="166" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment vertical="top"/></xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"##;

/// A table as a file.
pub(super) fn bytes(table: &Table, about: &About) -> Vec<u8> {
    let mut package = Package::default();
    let mut add = |name: &str, text: &str| package.add(name, format!("{DECLARATION}{text}"));
    add("[Content_Types].xml", CONTENT_TYPES);
    add("_rels/.rels", &super::about::relations("xl/workbook.xml"));
    add("docProps/core.xml", &about.properties(&table.title, ""));
    add("xl/workbook.xml", &workbook(table, about));
    add("xl/_rels/workbook.xml.rels", WORKBOOK_RELATIONS);
    add("xl/styles.xml", STYLES);
    add("xl/worksheets/sheet1.xml", &sheet::table(table));
    add("xl/worksheets/sheet2.xml", &sheet::facts(&about.facts(&table.title, table.rows.len())));
    package.bytes()
}

fn workbook(table: &Table, about: &About) -> String {
    let first = sheet_name(&table.title);
    let second = sheet_name(about.word("export_about"));
    // One of two sheets with one name gives way.
    let second = if first.to_lowercase() == second.to_lowercase() { "Lathund" } else { &second };
    let quoted = escaped(&first).replace('\'', "''");
    let area = sheet::area(table.columns.len(), table.rows.len() + 1, true);
    format!(
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="{}" sheetId="1" r:id="rId1"/><sheet name="{}" sheetId="2" r:id="rId2"/></sheets><definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">'{quoted}'!{area}</definedName><definedName name="_xlnm.Print_Titles" localSheetId="0">'{quoted}'!$1:$1</definedName></definedNames></workbook>"#,
        escaped(&first),
        escaped(second),
    )
}

/// A name that a sheet may have.
fn sheet_name(title: &str) -> String {
    let allowed = |sign: &char| !"[]:*?/\\".contains(*sign) && !sign.is_control();
    let name: String = title.chars().filter(allowed).collect();
    let name: String = name.trim_matches(['\'', ' ']).chars().take(SHEET_NAME).collect();
    if name.is_empty() { "Lathund".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};
    use jiff::civil::date;

    use super::*;
    use crate::locale::Lang;
    use crate::view::table::{Cell, Column};

    fn table(title: &str, rows: Vec<Vec<Cell>>) -> Table {
        let columns = vec![Column::new("title", "Namn"), Column::new("x", "Uppgift")];
        Table { title: title.to_owned(), lang: Lang::Sv, columns, rows }
    }

    #[test]
    fn cells_keep_their_types() {
        let title = "Avtal: alla [och] lite till i ett namn som är långt";
        let of = |cell| vec![Cell::Text("=1+1 & <b>".to_owned()), cell];
        let rows = vec![
            of(Cell::Date(date(2026, 2, 28))),
            of(Cell::Money(1_500_000)),
            of(Cell::Number(2.5)),
            of(Cell::Text("å\nä".to_owned())),
            of(Cell::Boolean(true)),
            of(Cell::Date(date(1890, 1, 1))),
        ];
        let bytes = bytes(&table(title, rows), &About::example());
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let name = book.sheet_names()[0].clone();
        assert_eq!(name, "Avtal alla och lite till i ett ");
        let sheet = book.worksheet_range(&name).unwrap();
        let at = |row: u32| sheet.get_value((row, 1)).unwrap().clone();
        assert_eq!(sheet.get_value((1, 0)), Some(&Data::String("=1+1 & <b>".to_owned())));
        let Data::DateTime(day) = at(1) else { panic!("{:?}", at(1)) };
        assert_eq!(day.to_ymd_hms_milli(), (2026, 2, 28, 0, 0, 0, 0));
        assert_eq!(at(2), Data::Float(1_500_000.0));
        assert_eq!(at(3), Data::Float(2.5));
        assert_eq!(at(4), Data::String("å\nä".to_owned()));
        assert_eq!(at(5), Data::String("Ja".to_owned()));
        assert_eq!(at(6), Data::String("1890-01-01".to_owned()));
    }

    #[test]
    fn the_same_table_gives_the_same_bytes() {
        let make =
            || bytes(&table("A", vec![vec![Cell::Empty, Cell::Integer(1)]]), &About::example());
        assert_eq!(make(), make());
    }
}
