//! What holds for any contract, and contracts computed by hand.

use jiff::ToSpan;
use jiff::civil::date;
use proptest::option::of as maybe;
use proptest::prelude::*;

use super::*;
use crate::view::calendar::months::{Boundary, extend};
use crate::view::calendar::terms::{Lead, Listed};

fn any_day() -> impl Strategy<Value = Date> {
    (0..14_600_i32).prop_map(|days| date(2010, 1, 1).checked_add(days.days()).unwrap())
}

fn any_options() -> impl Strategy<Value = Options> {
    let listed = |(first, lengths): (Date, Vec<(i32, bool)>)| {
        let mut to = first;
        let options = lengths.into_iter().enumerate().map(|(at, (months, decided))| {
            to = extend(to, months).unwrap();
            Listed { number: at as i64 + 1, to, decided }
        });
        Options::Listed(options.collect())
    };
    prop_oneof![
        Just(Options::Unstated),
        (any_day(), prop::collection::vec((1..49_i32, any::<bool>()), 1..5)).prop_map(listed),
        (0..6_i32, maybe(1..49_i32), maybe(0..6_i32))
            .prop_map(|(count, months, used)| Options::Counted { count, months, used }),
    ]
}

fn any_terms() -> impl Strategy<Value = Terms> {
    let until = maybe(prop_oneof![
        any_day().prop_map(LooseDate::Day),
        (2010..2050_i16, 1..=4_i8).prop_map(|(year, quarter)| LooseDate::Quarter(year, quarter)),
        Just(LooseDate::Soon),
    ]);
    let boundary =
        maybe(prop_oneof![Just(Boundary::Month), Just(Boundary::Quarter), Just(Boundary::Year)]);
    let notice = (maybe(0..25_i32), boundary, maybe((1..=12_i8, 1..=31_i8)), maybe(any_day()));
    let period = (maybe(any_day()), until, any_options(), maybe(any_day()), any::<bool>());
    let rest = (maybe(0..37_i32), maybe(0..19_i32), maybe(0..61_i32));
    (period, notice, rest).prop_map(|(period, notice, rest)| Terms {
        end: period.0,
        until: period.1,
        options: period.2,
        hard_end: period.3,
        runs_on: period.4,
        renewal: rest.0,
        option_notice: rest.1,
        notice: notice.0,
        notice_by: notice.1,
        notice_day: notice.2,
        irrevocable: notice.3,
        lead: rest.2.map(|months| Lead { months, source: None }),
    })
}

/// What must hold in this order, as far as it is defined.
fn in_order(days: &[Option<Date>]) -> bool {
    days.iter().flatten().is_sorted()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn start_comes_before_extend_and_extend_before_the_end(terms in any_terms(), today in any_day()) {
        let found = deadlines(&terms, today);
        for rung in &found.rungs {
            let order = [rung.start.day(), rung.extend.day(), Some(rung.end.day), found.last.day(), terms.hard_end];
            prop_assert!(in_order(&order), "{order:?} {terms:?}");
        }
        prop_assert!(in_order(&[found.extend.day(), found.present.day(), found.last.day()]));
        prop_assert!(in_order(&[found.start.day(), found.last.day(), terms.hard_end]));
        let ends: Vec<Date> = found.rungs.iter().map(|rung| rung.end.day).collect();
        prop_assert!(ends.windows(2).all(|pair| pair[0] < pair[1]), "{ends:?}");
    }

    #[test]
    fn notice_is_given_in_time_and_when_it_can_be(terms in any_terms(), today in any_day()) {
        let found = deadlines(&terms, today);
        if let Some(day) = found.terminate.day() {
            prop_assert!(terms.irrevocable.is_none_or(|earliest| earliest <= day), "{day} {terms:?}");
            prop_assert!(found.present.day().is_none_or(|end| day <= end), "{day} {terms:?}");
            if terms.runs_on {
                prop_assert!(day >= today, "{day} {terms:?}");
            } else if terms.notice_day.is_none() {
                let reached = forward(day, terms.notice.unwrap()).unwrap();
                prop_assert!(reached <= found.present.day().unwrap());
            }
        }
    }

    #[test]
    fn a_contract_that_renews_itself_shows_a_day_that_lies_ahead(terms in any_terms(), today in any_day()) {
        let renews = terms.renewal.is_some_and(|months| months > 0) && !terms.runs_on;
        let found = deadlines(&terms, today);
        if let Some(day) = found.terminate.day().filter(|_| renews) {
            prop_assert!(day >= today, "{day} {today} {terms:?}");
        }
    }

    #[test]
    fn the_steps_end_in_the_day_they_explain(terms in any_terms(), today in any_day()) {
        let found = deadlines(&terms, today);
        for one in [&found.present, &found.last, &found.terminate, &found.extend, &found.start] {
            if let Some(day) = one.day() {
                prop_assert_eq!(one.steps.last().map(|step| step.day), Some(day));
            }
        }
    }

    #[test]
    fn without_facts_there_is_no_day(today in any_day()) {
        let found = deadlines(&Terms::UNSTATED, today);
        for one in [&found.present, &found.last, &found.terminate, &found.extend, &found.start] {
            prop_assert!(matches!(one.outcome, Outcome::Missing(_)));
        }
        prop_assert!(found.rungs.is_empty());
    }
}

fn days(found: &Derivation) -> Vec<String> {
    found.steps.iter().map(|step| step.day.to_string()).collect()
}

/// A contract with a month end, a leap day and notice at the end of a quarter, as anyone can check
/// on a calendar. The day of judgement is 21 November 2026.
#[test]
fn a_contract_computed_by_hand() {
    let terms = Terms {
        // The period ends with February 2027. Two extensions of 12 months, none used.
        end: Some(date(2027, 2, 28)),
        options: Options::Counted { count: 2, months: Some(12), used: Some(0) },
        // An extension is called at least 3 months before, notice is 6 months, at a quarter's end.
        option_notice: Some(3),
        notice: Some(6),
        notice_by: Some(Boundary::Quarter),
        lead: Some(Lead { months: 18, source: None }),
        ..Terms::UNSTATED
    };
    let found = deadlines(&terms, date(2026, 11, 21));
    assert_eq!(found.present.day(), Some(date(2027, 2, 28)));
    // First extension: 1 March 2027 and 12 months is to 29 February 2028, for 2028 is a leap year.
    // Second: 1 March 2027 and 24 months is to 28 February 2029.
    let ends: Vec<_> = found.rungs.iter().map(|rung| rung.end.day).collect();
    assert_eq!(ends, [date(2027, 2, 28), date(2028, 2, 29), date(2029, 2, 28)]);
    // Called by: 30 November 2026 and 3 months is 28 February 2027 (30 February does not exist);
    // 1 December 2026 and 3 months is 1 March, too late.
    assert_eq!(found.extend.day(), Some(date(2026, 11, 30)));
    // Beyond 29 February 2028: 30 November 2027 and 3 months is 29 February 2028.
    assert_eq!(found.rungs[1].extend.day(), Some(date(2027, 11, 30)));
    // The last quarter that ends by 28 February 2027 ends on 31 December 2026; six months before
    // that: 30 June and 6 months is 30 December, 1 July and 6 months is 1 January. So 30 June 2026.
    assert_eq!(days(&found.terminate), ["2027-02-28", "2026-12-31", "2026-06-30"]);
    // Start: 18 months before 28 February 2029. 31 August 2027 and 18 months is 28 February 2029;
    // 1 September is 1 March.
    assert_eq!(days(&found.start), ["2027-02-28", "2029-02-28", "2027-08-31"]);
    // If the contract ends at its present end: 31 August 2025 and 18 months is 28 February 2027.
    assert_eq!(found.rungs[0].start.day(), Some(date(2025, 8, 31)));
}

/// Renews itself by a year from 30 June, notice three months before: the last day is 31 March.
#[test]
fn a_contract_that_renews_itself_by_hand() {
    let terms = Terms {
        end: Some(date(2024, 6, 30)),
        renewal: Some(12),
        notice: Some(3),
        ..Terms::UNSTATED
    };
    // On 31 March 2026 there is still time: notice today ends it on 30 June 2026.
    let in_time = deadlines(&terms, date(2026, 3, 31));
    assert_eq!(in_time.present.day(), Some(date(2026, 6, 30)));
    assert_eq!(in_time.terminate.day(), Some(date(2026, 3, 31)));
    // A day later it goes on to 30 June 2027, and the next last day is 31 March 2027.
    let late = deadlines(&terms, date(2026, 4, 1));
    assert_eq!(late.present.day(), Some(date(2027, 6, 30)));
    assert_eq!(late.terminate.day(), Some(date(2027, 3, 31)));
    assert_eq!(late.last.outcome, Outcome::None(Reason::Renews));
    // With a last day to buy it stops there, by itself.
    let limited = Terms { hard_end: Some(date(2026, 12, 31)), ..terms };
    let found = deadlines(&limited, date(2026, 4, 1));
    assert_eq!(found.present.day(), Some(date(2026, 12, 31)));
    assert_eq!(found.terminate.outcome, Outcome::None(Reason::EndsByItself));
}

/// Runs until further notice, three months' notice, ends with a quarter.
#[test]
fn a_contract_until_further_notice_by_hand() {
    let terms = Terms {
        runs_on: true,
        notice: Some(3),
        notice_by: Some(Boundary::Quarter),
        ..Terms::UNSTATED
    };
    // 21 November 2026 and 3 months is 21 February 2027, so the quarter ends on 31 March 2027.
    // 31 December 2026 and 3 months is 31 March: until then notice leads to the same end.
    let found = deadlines(&terms, date(2026, 11, 21));
    assert_eq!(days(&found.terminate), ["2026-11-21", "2027-02-21", "2027-03-31", "2026-12-31"]);
    // Nobody can give notice before 15 January 2027: 15 April lies in the quarter to 30 June, and
    // 31 March 2027 and 3 months is 30 June.
    let bound = Terms { irrevocable: Some(date(2027, 1, 15)), ..terms.clone() };
    let found = deadlines(&bound, date(2026, 11, 21));
    assert_eq!(found.terminate.day(), Some(date(2027, 3, 31)));
    // By a fixed day of the year: the next 30 September.
    let fixed = Terms { notice_day: Some((9, 30)), ..terms.clone() };
    let found = deadlines(&fixed, date(2026, 11, 21));
    assert_eq!(found.terminate.day(), Some(date(2027, 9, 30)));
    // Tied to nothing, any day will do.
    let free = Terms { notice_by: None, ..terms };
    let found = deadlines(&free, date(2026, 11, 21));
    assert_eq!(found.terminate.outcome, Outcome::None(Reason::AnyDay));
}

/// The contract of the Stockholm analysis: one extension decided, one possible, a hard end.
#[test]
fn options_one_by_one_by_hand() {
    let terms = Terms {
        end: Some(date(2014, 12, 31)),
        options: Options::Listed(vec![
            Listed { number: 1, to: date(2016, 12, 31), decided: true },
            Listed { number: 2, to: date(2018, 12, 31), decided: false },
        ]),
        hard_end: Some(date(2018, 12, 31)),
        renewal: Some(0),
        lead: Some(Lead { months: 42, source: None }),
        ..Terms::UNSTATED
    };
    let found = deadlines(&terms, date(2013, 12, 1));
    assert_eq!(found.present.day(), Some(date(2016, 12, 31)));
    assert_eq!(found.last.day(), Some(date(2018, 12, 31)));
    // No time for calling the extension is stated: the present end is the limit.
    assert_eq!(found.extend.day(), Some(date(2016, 12, 31)));
    // 42 months before 31 December 2018: 30 June 2015 and 42 months is 30 December 2018, 1 July
    // 2015 is 1 January 2019.
    assert_eq!(found.start.day(), Some(date(2015, 6, 30)));
    assert_eq!(found.terminate.outcome, Outcome::None(Reason::EndsByItself));
    // A lead time shorter than what is left after the choice: the choice decides.
    let short =
        Terms { lead: Some(Lead { months: 2, source: None }), option_notice: Some(6), ..terms };
    let found = deadlines(&short, date(2013, 12, 1));
    assert_eq!(found.rungs[0].extend.day(), Some(date(2016, 6, 30)));
    assert_eq!(found.rungs[0].start.day(), Some(date(2016, 6, 30)));
    assert_eq!(found.start.day(), Some(date(2018, 10, 31)));
}

#[test]
fn a_time_that_is_not_exact_counts_from_its_first_day() {
    let until = |text: &str| Terms {
        until: LooseDate::parse(text),
        lead: Some(Lead { months: 24, source: None }),
        ..Terms::UNSTATED
    };
    let found = deadlines(&until("2027-Q4"), date(2026, 11, 21));
    // The quarter begins on 1 October 2027.
    assert_eq!(days(&found.start), ["2027-10-01", "2025-10-01"]);
    let found = deadlines(&until("snarast"), date(2026, 11, 21));
    assert_eq!(found.start.outcome, Outcome::None(Reason::AtOnce));
}
