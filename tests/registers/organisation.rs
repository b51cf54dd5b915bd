//! Roles, and the meetings where they come together.

use super::agreement::{compare_organisation, compare_sources, goes_under};
use super::dates::compare_dates;
use super::table::{Differences, ids, pairs, text};

#[test]
fn every_role_has_its_entry() {
    let mut differences = Differences::default();
    for pair in pairs(("roles.csv", 87), "role_sv", "map_roles.csv", "role") {
        let (row, role) = (&pair.row, pair.entry);
        let other = || format!("the title is {}", text(role, "title"));
        differences.hold(row, role, goes_under(row.get("role_sv"), role), other);
        compare_organisation(&mut differences, row, role, row.get("organisation"));
        compare_sources(&mut differences, row, role);
        let tasks = || "no responsibilities".to_owned();
        let missing = !row.get("responsibilities").is_empty() && role["responsibilities"].is_null();
        differences.hold(row, role, !missing, tasks);
    }
    differences.none_in(87 * 4);
}

#[test]
fn every_forum_has_its_cadence_and_its_leader() {
    let mut differences = Differences::default();
    for pair in pairs(("forums.csv", 19), "name", "map_forums.csv", "forum") {
        let (row, map, forum) = (&pair.row, &pair.map, pair.entry);
        differences.equal(row, forum, "cadence", text(forum, "cadence"), map.get("cadence"));
        let led_by = ids(forum, "led_by").join(" ");
        differences.equal(row, forum, "led_by", &led_by, map.get("led_by"));
        // What does not fit one of the cadences stands in words.
        let plain = ["ej-angiven", "vid-behov"].contains(&map.get("cadence"));
        let in_words =
            !plain || row.get("cadence") == "not stated" || !text(forum, "cadence_note").is_empty();
        differences.hold(row, forum, in_words, || "no note about the cadence".to_owned());
        compare_dates(&mut differences, row, &[forum], row.get("cadence"));
        compare_sources(&mut differences, row, forum);
    }
    differences.none_in(19 * 4);
}
