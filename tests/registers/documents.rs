//! Documents and earlier reports with their numbers and dates, and the templates.

use serde_json::Value;

use super::agreement::{compare_organisation, compare_sources, goes_under, organisation};
use super::dates::{compare_dates, stated};
use super::table::{Differences, Pair, Row, entry, items, pairs, register, rows, text};

/// What the table calls a document and what the handbook does.
const TYPES: [(&str, &str); 20] = [
    ("agreement", "avtal"),
    ("analysis", "utredning"),
    ("audit report", "granskning"),
    ("checklist", "mall"),
    ("decision", "beslut"),
    ("decision proposal", "forslag"),
    ("directive", "anvisning"),
    ("EU directive", "lag"),
    ("framework", "styrdokument"),
    ("governing document", "styrdokument"),
    ("guide", "mall"),
    ("guideline", "styrdokument"),
    ("law", "lag"),
    ("matrix", "mall"),
    ("minutes", "protokoll"),
    ("model", "modell"),
    ("plan", "plan"),
    ("policy", "policy"),
    ("proposal", "forslag"),
    ("regulation", "styrdokument"),
];
/// Kinds of templates that the handbook calls by one word.
const TEMPLATE_TYPES: [(&str, &str); 4] = [
    ("checklist", "checklista"),
    ("guide", "lathund"),
    ("matrix", "matris"),
    ("template text", "malltext"),
];

#[test]
fn every_document_has_its_number_and_its_date() {
    let mut differences = Differences::default();
    for pair in pairs(("documents.csv", 44), "title", "map_documents.csv", "document") {
        let (row, document) = (&pair.row, pair.entry);
        let other = || format!("the title is {}", text(document, "title"));
        differences.hold(row, document, goes_under(row.get("title"), document), other);
        differences.equal(row, document, "dnr", text(document, "dnr"), row.get("dnr_or_number"));
        compare_date(&mut differences, row, document);
        compare_dates(&mut differences, row, &[document], row.get("note"));
        if organisation(row.get("organisation")).is_some() {
            compare_organisation(&mut differences, row, document, row.get("organisation"));
        }
        let says = text(document, "type");
        if let Some((_, wanted)) = TYPES.iter().find(|(known, _)| *known == row.get("kind")) {
            differences.equal(row, document, "type", says, wanted);
        } else {
            let wanted = ["mall", "rapport", "utredning", "standard"].contains(&says);
            differences.hold(row, document, wanted, || format!("type is {says}"));
        }
        compare_sources(&mut differences, row, document);
    }
    differences.none_in(44 * 5);
}

/// A plain date must be the date of the document; what else the cell says must be told.
fn compare_date(differences: &mut Differences, row: &Row, document: &Value) {
    let (cell, field) = (row.get("date"), text(document, "date"));
    let dates = stated(cell);
    let Some(first) = dates.first() else {
        let open = field.is_empty() || field == "okant";
        differences.hold(row, document, open, || format!("date is {field}, none is in the source"));
        return;
    };
    let plain = first.written.trim_end_matches(')').len() + 1 >= cell.len();
    let says = !plain || first.stands_in(field);
    differences.hold(row, document, says, || format!("date is {field}, not {cell}"));
    compare_dates(differences, row, &[document], cell);
}

#[test]
fn every_earlier_report_has_its_author_number_and_date() {
    let mut differences = Differences::default();
    let mut conflicts = 0;
    for row in rows("reports.csv", 9) {
        let same = |entry: &&Value| text(entry, "title") == row.get("title");
        let report = register("document").values().find(same);
        let report = report.unwrap_or_else(|| panic!("no document for {row}"));
        differences.equal(&row, report, "dnr", text(report, "dnr"), row.get("dnr"));
        compare_date(&mut differences, &row, report);
        let author = entry(text(report, "author_organisation"));
        let other = || format!("the author is {}", text(author, "title"));
        differences.hold(&row, report, goes_under(row.get("author_organisation"), author), other);
        if let Some((_, dnr)) = row.get("note").split_once("prints dnr ") {
            conflicts += 1;
            let variants: Vec<&str> =
                items(report, "dnr_variants").iter().map(|variant| text(variant, "dnr")).collect();
            let says = || format!("the numbers are {variants:?}, not both {dnr} and its own");
            let both = variants.contains(&dnr) && variants.contains(&row.get("dnr"));
            differences.hold(&row, report, both, says);
        }
    }
    assert_eq!(conflicts, 1, "reports with two numbers");
    differences.none_in(9 * 3 + 1);
}

#[test]
fn every_template_has_its_entry() {
    let mut differences = Differences::default();
    for Pair { row, entry: template, .. } in
        pairs(("templates.csv", 51), "name_sv", "map_templates.csv", "template")
    {
        let other = || format!("the title is {}", text(template, "title"));
        differences.hold(&row, template, goes_under(row.get("name_sv"), template), other);
        compare_sources(&mut differences, &row, template);
        let says = text(template, "type");
        if let Some((_, wanted)) =
            TEMPLATE_TYPES.iter().find(|(known, _)| *known == row.get("kind"))
        {
            differences.equal(&row, template, "type", says, wanted);
        }
        let mandatory = template["mandatory_for_it"].as_bool() == Some(true);
        let always = row.get("used_by").starts_with("All IT procurements");
        let optional = || "it is mandatory in all IT procurements".to_owned();
        differences.hold(&row, template, mandatory || !always, optional);
    }
    differences.none_in(51 * 3 + 10);
}
