//! The activities of the category plan and their sub-activities.

use serde_json::Value;

use super::agreement::echoes;
use super::dates::stated;
use super::table::{Differences, Row, ids, items, register, rows, text, told};

/// The activity with that number.
fn activity(number: &str) -> &'static Value {
    let found = register("activity").values().find(|entry| text(entry, "number") == number);
    found.unwrap_or_else(|| panic!("no activity {number}"))
}

#[test]
fn every_activity_has_its_fixed_fields() {
    assert_eq!(register("activity").len(), 22, "activities in the handbook");
    let mut differences = Differences::default();
    for row in rows("activities.csv", 22) {
        let entry = activity(row.get("number"));
        differences.equal(&row, entry, "title", text(entry, "title"), row.get("title_sv"));
        let without = if row.get("schedule_note").contains("continuously") {
            "lopande"
        } else {
            "ej-angiven"
        };
        let priority = Some(row.get("priority")).filter(|priority| !priority.is_empty());
        let priority = priority.unwrap_or(without);
        differences.equal(&row, entry, "priority", text(entry, "priority"), priority);
        compare_date(&mut differences, &row, entry, "start");
        compare_date(&mut differences, &row, entry, "end");
        let (measured, kpis) = (!row.get("kpi").is_empty(), ids(entry, "kpis"));
        let says = || format!("KPIs are {kpis:?}");
        differences.hold(&row, entry, measured != kpis.is_empty(), says);
        let open = row.get("schedule_note") == "No date stated";
        let dated = !text(entry, "start").is_empty() || !text(entry, "end").is_empty();
        differences.hold(&row, entry, !(open && dated), || "a date that is not stated".to_owned());
    }
    differences.none_in(22 * 6);
}

/// The date in a column and the field of that name. What a date cannot say ("no later than") must
/// stand in the note.
fn compare_date(differences: &mut Differences, row: &Row, entry: &Value, column: &str) {
    let dates = stated(row.get(column));
    let field = text(entry, column);
    let Some(date) = dates.first() else {
        differences.equal(row, entry, column, field, "");
        return;
    };
    let note = told(&entry["schedule_note"]);
    let says = date.stands_in(&field.to_lowercase()) || date.stands_in(&note) && !field.is_empty();
    let lacks = || format!("{column} is `{field}`, the source says `{}`", row.get(column));
    differences.hold(row, entry, says, lacks);
    for (english, swedish) in
        [("no later than", "senast"), ("before", "före"), ("turn of", "skiftet")]
    {
        let missing = || format!("the note does not say `{swedish}`");
        let told = !row.get(column).contains(english) || note.contains(swedish);
        differences.hold(row, entry, told, missing);
    }
}

#[test]
fn every_activity_has_its_responsible_roles() {
    let mut differences = Differences::default();
    for (row, map) in rows("activities.csv", 22).into_iter().zip(rows("map_activities.csv", 22)) {
        for column in ["number", "responsible_role"] {
            assert_eq!(map.get(column), row.get(column), "map_activities.csv beside {row}");
        }
        let entry = activity(row.get("number"));
        let says = ids(entry, "responsible").join(" ");
        differences.equal(&row, entry, "responsible", &says, map.get("responsible"));
    }
    differences.none_in(22);
}

#[test]
fn every_amount_in_an_activity_stands_in_its_budget() {
    let amount = regex::Regex::new(r"(\d[\d ]*\d) kr").unwrap();
    let mut differences = Differences::default();
    for row in rows("activities.csv", 22) {
        let entry = activity(row.get("number"));
        let wanted: Vec<String> = amount
            .captures_iter(row.get("implementation_needs"))
            .map(|found| found[1].replace(' ', ""))
            .collect();
        let budget = items(entry, "budget").iter();
        let says: Vec<String> = budget.map(|item| item["sek"].to_string()).collect();
        differences.equal(&row, entry, "budget", &says.join(" "), &wanted.join(" "));
    }
    differences.none_in(22);
}

#[test]
fn every_sub_activity_stands_in_its_order_with_its_letter() {
    let rows = rows("activity_steps.csv", 91);
    let mut differences = Differences::default();
    for entry in register("activity").values() {
        let own = rows.iter().filter(|row| row.get("activity") == text(entry, "number"));
        let own: Vec<&Row> = own.collect();
        let steps = items(entry, "steps");
        assert_eq!(steps.len(), own.len(), "sub-activities of {}", text(entry, "number"));
        for (row, step) in own.into_iter().zip(steps) {
            // The source has the letter a twice in one activity; the table marks the second.
            let letter = row.get("step").strip_suffix(" (second)").unwrap_or(row.get("step"));
            differences.equal(row, entry, "letter", text(step, "letter"), letter);
            differences.equal(row, entry, "type", text(step, "type"), row.get("kind"));
            let says = format!("{}. {}", text(step, "title"), text(step, "text"));
            let strange = || format!("the step says `{says}`");
            differences.hold(row, entry, echoes(row.get("step_sv"), &says), strange);
        }
    }
    differences.none_in(91 * 3);
}

#[test]
fn the_letters_that_the_source_got_wrong_are_kept() {
    let letters = |number: &str| -> Vec<&str> {
        items(activity(number), "steps").iter().map(|step| text(step, "letter")).collect()
    };
    assert_eq!(letters("1.2.12"), ["f", "g", "h", "i", "j", "k"]);
    assert_eq!(letters("1.2.21"), ["a", "a", "b", "c", "d"]);
}
