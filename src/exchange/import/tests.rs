//! Imports over small handbooks, and of the shipped one's own exports.

use super::*;
use crate::exchange::diff;
use crate::export;
use crate::kind::Audience;
use crate::locale::Lang;
use crate::pipeline::Project;
use crate::render::{Renderer, address, theme};
use crate::view::list;

const TODAY: jiff::civil::Date = jiff::civil::date(2026, 11, 21);

fn load(files: &[(&str, &str)]) -> Loaded {
    let sources = Sources::from_texts(files.iter().copied());
    pipeline::understand(sources, Vec::new(), TODAY, Audience::Begransad)
}

fn site() -> Loaded {
    load(&[
        ("handbok.yaml", "name: H\nowner: chef\n"),
        ("roller/chef.yaml", "title: Chef\nstatus: utkast\nowner: chef\n"),
        ("leverantorer/telia.yaml", "title: Telia Sverige\nstatus: utkast\nowner: chef\n"),
    ])
}

fn imported(kind: &str, csv: &str, map: &[(String, String)]) -> Import {
    let table = table::csv(csv).unwrap();
    import(&site(), Request { kind, name: "Våra system", table: &table, map }).unwrap()
}

fn told(import: &Import) -> Vec<String> {
    let faults = import.faults.iter();
    let column = |fault: &RowFault| fault.column.clone().unwrap_or_default();
    faults.map(|fault| format!("{} {}: {}", fault.row, column(fault), fault.message.sv)).collect()
}

#[test]
fn five_filled_columns_are_enough_to_begin() {
    let csv = "Systemnamn;Leverantör;phase;Personuppgifter;Kallas också;;\r\n\
               Växeln: ny;telia sverige;Användning;Okänt;växel, telefoni;;\r\n";
    let map = [("systemnamn".to_owned(), "title".to_owned()), (String::new(), String::new())];
    let csv = csv.replace("Personuppgifter", "personal_data");
    let import = imported("system", &csv, &map);
    assert_eq!(told(&import), Vec::<String>::new());
    assert_eq!(import.address, "system/import-vara-system.yaml");
    assert_eq!(
        import.text,
        "# Importerad från Våra system.\nentries:\n  - id: vaxeln-ny\n    title: \"Växeln: ny\"\n    \
         supplier: telia\n    phase: anvandning\n    personal_data: okant\n    \
         synonyms: [växel, telefoni]\n    status: utkast\n    owner: chef\n"
    );
}

#[test]
fn a_row_may_name_another_row_by_its_title() {
    let import = imported("system", "title;part_of\r\nVäxeln: ny;\r\nTelefoni;växeln: ny\r\n", &[]);
    assert_eq!(told(&import), Vec::<String>::new());
    assert!(import.text.contains("    part_of: vaxeln-ny\n"), "{}", import.text);
}

#[test]
fn what_does_not_fit_is_told_by_row_and_column_and_left_as_a_comment() {
    let csv = "title;phase;supplier;färg;reviewed_on\n\
               A;på väg;telja;blå;2026-02-30\n;;telia;;\nB;;;;\nB;;;;\n";
    let import = imported("system", csv, &[]);
    let told = told(&import);
    assert!(told[0].starts_with("1 färg: `färg` är inget fält i system"), "{told:#?}");
    assert!(told.iter().any(|line| line.starts_with("2 phase: `på väg` är inget värde")));
    assert!(told.iter().any(|line| {
        line.starts_with("2 supplier: leverantör `telja` finns inte (menade du `telia`?)")
    }));
    assert!(told.iter().any(|line| line.starts_with("2 reviewed_on: dagen 2026-02-30 finns inte")));
    assert!(told.iter().any(|line| line == "3 : raden saknar namn (`title`)"));
    assert!(told.iter().any(|line| line.starts_with("5 : system `b` finns redan")), "{told:#?}");
    assert_eq!(import.entries, 2);
    assert!(import.text.contains("    # supplier: telja\n"), "{}", import.text);
}

fn handbook() -> Loaded {
    let root = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let content = root.join("content");
    let audience = Audience::Begransad;
    let project = Project { root, content, skip: Vec::new(), today: TODAY, audience };
    pipeline::load(&project).unwrap()
}

/// What is lost when the entries of a kind are taken out and imported again from a spreadsheet.
fn lost(loaded: &Loaded, id: &str, table: &Table) -> Vec<String> {
    let kind = loaded.handbook.kinds.find(id).unwrap();
    let entries = loaded.handbook.of_kind(kind);
    assert_eq!(table.rows.len(), entries.len());
    let files: Vec<FileId> =
        entries.iter().map(|entry| loaded.handbook.entry(*entry).file).collect();
    let kept = |file: &&SourceFile| !files.contains(&file.id);
    let texts = || loaded.sources.files.iter().filter(kept);
    let emptied = with(texts().map(|file| (file.address.clone(), file.text().to_owned())), loaded);
    let import = import(&emptied, Request { kind: id, name: "ut", table, map: &[] }).unwrap();
    let mut lost: Vec<_> = told(&import).into_iter().map(|line| format!("{id}: {line}")).collect();
    let new = texts().map(|file| (file.address.clone(), file.text().to_owned()));
    let new = with(new.chain([(import.address, import.text)]), loaded);
    let difference = diff::compare(loaded, &new);
    lost.extend(difference.removed.iter().map(|entry| format!("{}:{}", entry.kind, entry.id)));
    let changed = difference.changed.iter();
    lost.extend(changed.map(|(entry, fields)| format!("{}:{} {fields:?}", entry.kind, entry.id)));
    lost
}

const CATALOGUE: [&str; 5] = ["system", "contract", "supplier", "checklist", "requirement"];

#[test]
fn a_list_comes_back_without_loss() {
    let loaded = handbook();
    for id in CATALOGUE {
        let kind = loaded.handbook.kinds.find(id).unwrap();
        let entries = loaded.handbook.of_kind(kind);
        let csv = list::render(&loaded.handbook, &loaded.sources, kind, entries, "csv", Lang::Sv);
        assert_eq!(lost(&loaded, id, &table::csv(&csv).unwrap()), Vec::<String>::new(), "{id}");
    }
}

#[test]
fn an_exported_catalogue_comes_back_without_loss() {
    let loaded = handbook();
    let theme = theme::load(&loaded.handbook.settings, Lang::Sv, Vec::new()).unwrap();
    let renderer = Renderer::new(&loaded.handbook, &loaded.sources, theme);
    let files = export::files(&renderer);
    let bytes = |path: &str| (files.iter().find(|file| file.path == path).unwrap().make)();
    for id in CATALOGUE {
        let kind = loaded.handbook.kinds.find(id).unwrap();
        let base = address::data(&loaded.handbook, kind).unwrap();
        let csv = String::from_utf8(bytes(&format!("{base}.csv"))).unwrap();
        assert_eq!(
            lost(&loaded, id, &table::csv(&csv).unwrap()),
            Vec::<String>::new(),
            "{base}.csv"
        );
        let workbook = table::xlsx(&bytes(&format!("{base}.xlsx"))).unwrap();
        assert_eq!(lost(&loaded, id, &workbook), Vec::<String>::new(), "{base}.xlsx");
    }
}

fn with(texts: impl Iterator<Item = (String, String)>, like: &Loaded) -> Loaded {
    let texts: Vec<_> = texts.collect();
    let mut sources = Sources::from_texts(texts.iter().map(|(at, text)| (&**at, &**text)));
    sources.attachments = like.sources.attachments.clone();
    pipeline::understand(sources, Vec::new(), TODAY, Audience::Begransad)
}

#[test]
fn a_workbook_becomes_entries_too() {
    let bytes = include_bytes!("../../../tests/fixtures/import/system.xlsx");
    let table = table::xlsx(bytes).unwrap();
    let request = Request { kind: "system", name: "system", table: &table, map: &[] };
    let import = import(&site(), request).unwrap();
    assert!(import.text.contains("    reviewed_on: 2026-11-02\n"), "{}", import.text);
    let told = told(&import);
    assert!(told[0].starts_with("1 Internetexponerat: "), "{told:#?}");
    assert!(told.iter().any(|line| line.starts_with("4 Fas: `på väg` är inget värde")));
    assert!(told.iter().any(|line| line.starts_with("4 Granskas var (månader): `6.5`")));
}
