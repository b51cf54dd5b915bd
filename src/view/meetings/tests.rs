use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn next(rule: Rule, start: Date, count: usize) -> Vec<String> {
    rule.days(start).take(count).map(|day| day.to_string()).collect()
}

#[test]
fn the_first_tuesday_of_every_month() {
    let on = On::Nth(1, Weekday::Tuesday);
    let rule = Rule::Monthly { every: 1, from: (2026, 1), on };
    assert_eq!(next(rule, date(2026, 11, 21), 3), ["2026-12-01", "2027-01-05", "2027-02-02"]);
    // A meeting on the day itself is the next one.
    assert_eq!(next(rule, date(2026, 12, 1), 1), ["2026-12-01"]);
    assert_eq!(rule.words().sv, "första tisdagen i varje månad");
}

#[test]
fn a_quarterly_meeting_keeps_to_its_months() {
    let on = On::Nth(-1, Weekday::Friday);
    let rule = Rule::Monthly { every: 3, from: (2026, 3), on };
    assert_eq!(next(rule, date(2026, 11, 21), 3), ["2026-12-25", "2027-03-26", "2027-06-25"]);
    assert_eq!(rule.words().sv, "sista fredagen var tredje månad, räknat från mars\u{a0}2026");
    // Also before the month that it counts from.
    assert_eq!(next(rule, date(2025, 1, 1), 1), ["2025-03-28"]);
}

#[test]
fn the_last_day_of_a_short_month_stands_for_the_31st_without_drifting() {
    let rule = Rule::Monthly { every: 1, from: (2024, 1), on: On::Day(31) };
    let days = next(rule, date(2024, 1, 31), 4);
    assert_eq!(days, ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30"]);
    assert_eq!(rule.words().sv, "den 31:a eller månadens sista dag i varje månad");
}

#[test]
fn every_week_on_its_day() {
    let rule = Rule::Weekly(Weekday::Thursday);
    assert_eq!(next(rule, date(2026, 11, 21), 2), ["2026-11-26", "2026-12-03"]);
    assert_eq!(next(rule, date(2026, 11, 26), 1), ["2026-11-26"]);
}

fn any_weekday() -> impl Strategy<Value = Weekday> {
    (0..7_usize).prop_map(|at| WEEKDAYS[at].1)
}

fn any_rule() -> impl Strategy<Value = Rule> {
    let on = prop_oneof![
        (1..=31_i8).prop_map(On::Day),
        (prop_oneof![Just(-1_i8), 1..=4_i8], any_weekday())
            .prop_map(|(nth, day)| On::Nth(nth, day)),
    ];
    let every = prop::sample::select(vec![1_i8, 2, 3, 6, 12]);
    let monthly = (every, 2000..2060_i16, 1..=12_i8, on)
        .prop_map(|(every, year, month, on)| Rule::Monthly { every, from: (year, month), on });
    prop_oneof![any_weekday().prop_map(Rule::Weekly), monthly]
}

fn any_day() -> impl Strategy<Value = Date> {
    (2000..2060_i16, 1..=12_i8, 1..=31_i8).prop_map(|(year, month, day)| {
        let first = date(year, month, 1);
        date(year, month, day.min(first.days_in_month()))
    })
}

/// Whether a day fits the rule, judged from the day alone.
fn fits(rule: Rule, day: Date) -> bool {
    match rule {
        Rule::Weekly(weekday) => day.weekday() == weekday,
        Rule::Monthly { every, from, on } => {
            let passed = months(day.year(), day.month()) - months(from.0, from.1);
            let within = match on {
                On::Day(wanted) => day.day() == wanted.min(day.days_in_month()),
                On::Nth(-1, weekday) => {
                    day.weekday() == weekday && day.day() + 7 > day.days_in_month()
                }
                On::Nth(nth, weekday) => day.weekday() == weekday && (day.day() - 1) / 7 + 1 == nth,
            };
            passed.rem_euclid(i32::from(every)) == 0 && within
        }
    }
}

proptest! {
    #[test]
    fn the_next_day_is_never_past_fits_the_rule_and_none_is_left_out(
        rule in any_rule(),
        today in any_day(),
    ) {
        let days: Vec<Date> = rule.days(today).take(3).collect();
        prop_assert_eq!(days.len(), 3);
        let mut day = today;
        for found in days {
            // Walks day by day to the next one that fits: the days between fit no rule.
            while !fits(rule, day) {
                day = day.tomorrow().unwrap();
            }
            prop_assert_eq!(found, day);
            day = day.tomorrow().unwrap();
        }
    }
}
