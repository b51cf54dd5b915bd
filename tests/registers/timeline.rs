//! Every dated fact is found in the entry that it ended in.

use serde_json::Value;

use super::agreement::{has_number, numbers};
use super::dates::{compare_dates, stated};
use super::table::{Differences, entry, rows, told};

#[test]
fn every_fact_of_the_timeline_has_its_dates() {
    let mut differences = Differences::default();
    let mut undated = 0;
    for (row, map) in rows("timeline.csv", 65).into_iter().zip(rows("map_timeline.csv", 65)) {
        for column in ["subject", "event"] {
            assert_eq!(map.get(column), row.get(column), "map_timeline.csv beside {row}");
        }
        let entries: Vec<&Value> = map.get("entries").split(' ').map(entry).collect();
        let cells = format!("{}; {}; {}", row.get("start"), row.get("end"), row.get("note"));
        undated += usize::from(stated(&cells).is_empty());
        compare_dates(&mut differences, &row, &entries, &cells);
        let all: String = entries.iter().map(|entry| told(entry)).collect();
        for number in numbers(row.get("note")) {
            let lacks = || format!("the number {number} is missing");
            differences.hold(&row, entries[0], has_number(&all, &number), lacks);
        }
    }
    assert_eq!(undated, 2, "facts without a date");
    differences.none_in(65 - 2 + 20);
}
