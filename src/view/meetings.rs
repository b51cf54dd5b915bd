//! When forums meet: the days that are decided, and those that follow from the declared rule.
//!
//! Without a rule that fixes the day there is no date: how often a forum meets does not say when.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use super::keys::{
    FORUM_CADENCE, FORUM_DATES, FORUM_SCHEDULE, SCHEDULE_FROM, SCHEDULE_NTH, SCHEDULE_WEEKDAY,
};
use crate::kind::entry::Entry;
use crate::kind::loose_date::LooseDate;
use crate::kind::value::Value;
use crate::locale::{Text, dates};

/// The most days that are looked through for one that fits: more than any rule can skip.
const MAX_PERIODS: i32 = 4000;

/// The days of the week as they are declared, with the words for them.
const WEEKDAYS: [(&str, Weekday, &str, &str); 7] = [
    ("mandag", Weekday::Monday, "måndagen", "Monday"),
    ("tisdag", Weekday::Tuesday, "tisdagen", "Tuesday"),
    ("onsdag", Weekday::Wednesday, "onsdagen", "Wednesday"),
    ("torsdag", Weekday::Thursday, "torsdagen", "Thursday"),
    ("fredag", Weekday::Friday, "fredagen", "Friday"),
    ("lordag", Weekday::Saturday, "lördagen", "Saturday"),
    ("sondag", Weekday::Sunday, "söndagen", "Sunday"),
];

/// Which one of its weekday in the month a day is. `-1`: the last.
const NTHS: [(&str, i8, &str, &str); 5] = [
    ("forsta", 1, "första", "first"),
    ("andra", 2, "andra", "second"),
    ("tredje", 3, "tredje", "third"),
    ("fjarde", 4, "fjärde", "fourth"),
    ("sista", -1, "sista", "last"),
];

/// A meeting that lies ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Meeting {
    pub(crate) day: Date,
    /// Whether the day is decided, rather than computed from the rule.
    pub(crate) decided: bool,
}

/// A rule that gives days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rule {
    /// Every week on that day of the week.
    Weekly(Weekday),
    /// On a day of every so many months, counted from a month.
    Monthly { every: i8, from: (i16, i8), on: On },
}

/// The day within a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum On {
    /// That day, or the last day of a month that is too short.
    Day(i8),
    /// The first Tuesday, the last Friday.
    Nth(i8, Weekday),
}

/// The rule of a forum, when what it declares fixes the days.
pub(crate) fn rule(forum: &Entry, today: Date) -> Option<Rule> {
    let schedule = FORUM_SCHEDULE.of(forum)?;
    let weekday = SCHEDULE_WEEKDAY.within(schedule).and_then(|id| {
        WEEKDAYS.iter().find(|(known, ..)| *known == id).map(|(_, weekday, ..)| *weekday)
    });
    let nth = SCHEDULE_NTH
        .within(schedule)
        .and_then(|id| NTHS.iter().find(|(known, ..)| *known == id).map(|(_, nth, ..)| *nth));
    let (month, day) = match SCHEDULE_FROM.within(schedule) {
        Some(LooseDate::Day(day)) => (Some((day.year(), day.month())), Some(day)),
        Some(LooseDate::Month(year, month)) => (Some((year, month)), None),
        _ => (None, None),
    };
    let every = match FORUM_CADENCE.of(forum)? {
        "vecka" => return weekday.or(day.map(Date::weekday)).map(Rule::Weekly),
        "manad" => 1,
        "varannan-manad" => 2,
        "kvartal" => 3,
        "halvar" => 6,
        "ar" => 12,
        _ => return None,
    };
    let on = match (nth, weekday, day) {
        (Some(nth), Some(weekday), _) => On::Nth(nth, weekday),
        (None, None, Some(day)) => On::Day(day.day()),
        _ => return None,
    };
    // A forum that meets every month needs no month to count from.
    let from = month.or((every == 1).then(|| (today.year(), today.month())))?;
    Some(Rule::Monthly { every, from, on })
}

impl Rule {
    /// The days that the rule gives, from `start` on.
    pub(crate) fn days(self, start: Date) -> impl Iterator<Item = Date> {
        let first = match self {
            Self::Weekly(_) => 0,
            // One period early: its day may lie after `start` within the month.
            Self::Monthly { every, from, .. } => {
                let passed = months(start.year(), start.month()) - months(from.0, from.1);
                passed.div_euclid(i32::from(every)) - 1
            }
        };
        (first..first + MAX_PERIODS)
            .map_while(move |period| self.at(start, period))
            .filter(move |day| *day >= start)
    }

    /// The day of a period: a number of weeks from `start`, or of periods from the first month.
    fn at(self, start: Date, period: i32) -> Option<Date> {
        match self {
            Self::Weekly(weekday) => {
                let ahead = start.weekday().since(weekday);
                let ahead = if ahead == 0 { 0 } else { 7 - ahead };
                start.checked_add(Span::new().days(i64::from(ahead) + i64::from(period) * 7)).ok()
            }
            Self::Monthly { every, from, on } => {
                let first = Date::new(from.0, from.1, 1).ok()?;
                let month = first.checked_add((period * i32::from(every)).months()).ok()?;
                Some(match on {
                    On::Day(day) => {
                        month.with().day(day.min(month.days_in_month())).build().ok()?
                    }
                    On::Nth(nth, weekday) => month.nth_weekday_of_month(nth, weekday).ok()?,
                })
            }
        }
    }

    /// The rule as people say it: "första tisdagen var tredje månad, räknat från mars 2026".
    pub(crate) fn words(self) -> Text {
        match self {
            Self::Weekly(day) => {
                Text::new(format!("{} varje vecka", sv(day)), format!("every {}", en(day)))
            }
            Self::Monthly { every, from, on } => {
                let (day_sv, day_en) = match on {
                    On::Day(day) if day > 28 => (
                        format!("den {} eller månadens sista dag", ordinal(day)),
                        format!("day {day} or the last day of the month"),
                    ),
                    On::Day(day) => (format!("den {}", ordinal(day)), format!("day {day}")),
                    On::Nth(nth, day) => {
                        let word = NTHS.iter().find(|(_, known, ..)| *known == nth);
                        let (_, _, nth_sv, nth_en) = word.unwrap_or(&NTHS[0]);
                        (format!("{nth_sv} {}", sv(day)), format!("the {nth_en} {}", en(day)))
                    }
                };
                let (each_sv, each_en) = match every {
                    1 => {
                        return Text::new(
                            format!("{day_sv} i varje månad"),
                            format!("{day_en} of every month"),
                        );
                    }
                    2 => ("varannan månad", "every second month"),
                    3 => ("var tredje månad", "every third month"),
                    6 => ("var sjätte månad", "every sixth month"),
                    _ => ("varje år", "every year"),
                };
                let month = |lang| dates::month(from.0, from.1, lang);
                Text::new(
                    format!("{day_sv} {each_sv}, räknat från {}", month(crate::locale::Lang::Sv)),
                    format!("{day_en} {each_en}, from {}", month(crate::locale::Lang::En)),
                )
            }
        }
    }
}

/// A day of the month as it is read in Swedish: `1:a`, `11:e`, `31:a`.
fn ordinal(day: i8) -> String {
    let ending = if matches!(day % 10, 1 | 2) && !(11..=12).contains(&day) { 'a' } else { 'e' };
    format!("{day}:{ending}")
}

fn months(year: i16, month: i8) -> i32 {
    i32::from(year) * 12 + i32::from(month) - 1
}

fn named(day: Weekday) -> &'static (&'static str, Weekday, &'static str, &'static str) {
    WEEKDAYS.iter().find(|(_, known, ..)| *known == day).unwrap_or(&WEEKDAYS[0])
}

fn sv(day: Weekday) -> &'static str {
    named(day).2
}

fn en(day: Weekday) -> &'static str {
    named(day).3
}

/// The meetings of a forum from `today` to `until`: the decided ones, then, after the last of
/// these, those that follow from the rule.
pub(crate) fn meetings(forum: &Entry, today: Date, until: Date) -> Vec<Meeting> {
    let mut decided: Vec<Date> = FORUM_DATES
        .of(forum)
        .unwrap_or_default()
        .iter()
        .filter_map(|item| match item.value {
            Value::Date(day) => Some(day),
            _ => None,
        })
        .collect();
    decided.sort();
    decided.dedup();
    let last = decided.last().copied();
    let rule = rule(forum, today);
    let from = match (last, rule) {
        (Some(last), Some(rule)) if last >= today => after(last, rule),
        _ => today,
    };
    let computed = rule.into_iter().flat_map(|rule| rule.days(from));
    let computed = computed.map(|day| Meeting { day, decided: false });
    let decided = decided.into_iter().filter(|day| *day >= today);
    decided
        .map(|day| Meeting { day, decided: true })
        .chain(computed.take_while(|meeting| meeting.day <= until))
        .filter(|meeting| meeting.day <= until)
        .collect()
}

/// The first day of the period after a decided meeting, which stands for that of its own period.
fn after(last: Date, rule: Rule) -> Date {
    let next = match rule {
        Rule::Weekly(_) => last.checked_add(4.days()),
        Rule::Monthly { .. } => last.first_of_month().checked_add(1.month()),
    };
    next.unwrap_or(last)
}

#[cfg(test)]
mod tests;
