//! Counting in months, exactly.
//!
//! Three operations, each with what holds for it (the tests below prove it for any day):
//!
//! - [`forward`]: the day with the same number that many months later, or the last day of that
//!   month when it is shorter. 31 January and a month is 28 or 29 February.
//! - [`back`]: the latest day from which that many months reach no further than the given day. So
//!   `day <= back(end, n)` exactly when `forward(day, n) <= end`: nobody is told a day that is too
//!   late, and nobody loses a day. Three months before 30 June is 31 March, for 31 March and three
//!   months is 30 June. The round trip: `back(forward(day, n), n)` is `day` up to the 27th of a
//!   month, and otherwise `day` or a later day of the same month that reaches the same day.
//! - [`extend`]: the last day of a period that goes on for whole months after a last day. A period
//!   that ends with a month still does: 28 February 2027 and twelve months is 29 February 2028.

use jiff::{ToSpan, civil::Date};

/// The ends that a notice can be tied to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Boundary {
    Month,
    Quarter,
    Year,
}

impl Boundary {
    /// The boundary that a choice of the register stands for.
    pub(crate) fn of(choice: &str) -> Option<Self> {
        match choice {
            "manad" => Some(Self::Month),
            "kvartal" => Some(Self::Quarter),
            "ar" => Some(Self::Year),
            _ => None,
        }
    }

    /// Its name in the words of the interface.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// The first such end on the day or after it.
    pub(crate) fn at_or_after(self, day: Date) -> Option<Date> {
        let month = match self {
            Self::Month => day.month(),
            Self::Quarter => (day.month() + 2) / 3 * 3,
            Self::Year => 12,
        };
        Date::new(day.year(), month, 1).ok().map(Date::last_of_month)
    }

    /// The last such end on the day or before it.
    pub(crate) fn at_or_before(self, day: Date) -> Option<Date> {
        let end = self.at_or_after(day)?;
        if end == day {
            return Some(end);
        }
        let months = match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        };
        let first = Date::new(end.year(), end.month(), 1).ok()?;
        first.checked_sub(months.months()).ok().map(Date::last_of_month)
    }
}

/// The day that many months later, within its month.
pub(crate) fn forward(day: Date, months: i32) -> Option<Date> {
    day.checked_add(months.months()).ok()
}

/// The latest day from which that many months reach no further than `end`.
pub(crate) fn back(end: Date, months: i32) -> Option<Date> {
    let mut day = end.checked_sub(months.months()).ok()?;
    // A shorter month draws at most three more days to the same end.
    while let Ok(next) = day.tomorrow() {
        if forward(next, months).is_none_or(|reached| reached > end) {
            break;
        }
        day = next;
    }
    Some(day)
}

/// The last day of a period that goes on for whole months after `end`.
pub(crate) fn extend(end: Date, months: i32) -> Option<Date> {
    forward(end.tomorrow().ok()?, months)?.yesterday().ok()
}

/// The last day on or before `end` with that month and number; a month that is too short gives its
/// last day.
pub(crate) fn yearly_before(end: Date, month: i8, number: i8) -> Option<Date> {
    [end.year(), end.year() - 1]
        .into_iter()
        .filter_map(|year| in_year(year, month, number))
        .find(|day| *day <= end)
}

/// The first day on or after `day` with that month and number.
pub(crate) fn yearly_after(day: Date, month: i8, number: i8) -> Option<Date> {
    [day.year(), day.year() + 1]
        .into_iter()
        .filter_map(|year| in_year(year, month, number))
        .find(|found| *found >= day)
}

fn in_year(year: i16, month: i8, number: i8) -> Option<Date> {
    let first = Date::new(year, month, 1).ok()?;
    Date::new(year, month, number.min(first.days_in_month())).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn any_day() -> impl Strategy<Value = Date> {
        (0..73_000_i32).prop_map(|days| date(1950, 1, 1).checked_add(days.days()).unwrap())
    }

    fn month_of(day: Date) -> i32 {
        i32::from(day.year()) * 12 + i32::from(day.month())
    }

    proptest! {
        #[test]
        fn back_and_forward_agree_on_what_is_in_time(day in any_day(), end in any_day(), n in 0..240_i32) {
            let in_time = forward(day, n).unwrap() <= end;
            prop_assert_eq!(day <= back(end, n).unwrap(), in_time);
        }

        #[test]
        fn months_there_and_back_come_home(day in any_day(), n in 0..240_i32) {
            let reached = forward(day, n).unwrap();
            prop_assert_eq!(month_of(reached), month_of(day) + n);
            let home = back(reached, n).unwrap();
            prop_assert!(home >= day && month_of(home) == month_of(day), "{day} {n} {home}");
            if day.day() <= 27 {
                prop_assert_eq!(home, day);
            }
            prop_assert_eq!(forward(home, n).unwrap(), reached);
        }

        #[test]
        fn a_period_goes_on_from_the_day_after(end in any_day(), n in 1..240_i32) {
            let last = extend(end, n).unwrap();
            prop_assert!(last > end);
            let whole = end == end.last_of_month();
            prop_assert!(!whole || last == last.last_of_month(), "{end} {n} {last}");
            prop_assert_eq!(extend(end, 0).unwrap(), end);
        }

        #[test]
        fn an_end_of_month_quarter_or_year_is_the_nearest_one(day in any_day()) {
            for (boundary, days) in [(Boundary::Month, 31), (Boundary::Quarter, 92), (Boundary::Year, 366)] {
                let (before, after) = (boundary.at_or_before(day).unwrap(), boundary.at_or_after(day).unwrap());
                prop_assert!(before <= day && day <= after);
                prop_assert!((after - before).get_days() <= days);
                prop_assert_eq!(boundary.at_or_after(before).unwrap(), before);
                prop_assert_eq!(boundary.at_or_before(after).unwrap(), after);
            }
        }

        #[test]
        fn a_fixed_day_comes_once_a_year(day in any_day(), month in 1..=12_i8, number in 1..=31_i8) {
            let (before, after) =
                (yearly_before(day, month, number).unwrap(), yearly_after(day, month, number).unwrap());
            prop_assert!(before <= day && day <= after && (after - before).get_days() <= 366);
            prop_assert_eq!((before.month(), after.month()), (month, month));
        }
    }

    #[test]
    fn month_ends_and_leap_days_by_hand() {
        // January has 31 days and February 2027 has 28: the month decides.
        assert_eq!(forward(date(2027, 1, 31), 1), Some(date(2027, 2, 28)));
        assert_eq!(forward(date(2028, 1, 31), 1), Some(date(2028, 2, 29)));
        // Four years from a leap day is a leap day; one year is the last of February.
        assert_eq!(forward(date(2024, 2, 29), 48), Some(date(2028, 2, 29)));
        assert_eq!(forward(date(2024, 2, 29), 12), Some(date(2025, 2, 28)));
        // 31 March and three months is 30 June, so notice on 31 March is in time for 30 June.
        assert_eq!(back(date(2027, 6, 30), 3), Some(date(2027, 3, 31)));
        // 30 November and three months is 28 February 2027; 1 December would reach 1 March.
        assert_eq!(back(date(2027, 2, 28), 3), Some(date(2026, 11, 30)));
        // In a leap year 29 November is the last that reaches no further than 29 February ...
        // 30 November is as well, since February is shorter: 30 Nov + 3 months = 29 Feb.
        assert_eq!(back(date(2028, 2, 29), 3), Some(date(2027, 11, 30)));
        // A period that ends with February ends with February, however long.
        assert_eq!(extend(date(2027, 2, 28), 12), Some(date(2028, 2, 29)));
        assert_eq!(extend(date(2026, 6, 30), 1), Some(date(2026, 7, 31)));
        assert_eq!(Boundary::Quarter.at_or_before(date(2027, 5, 26)), Some(date(2027, 3, 31)));
        assert_eq!(Boundary::Quarter.at_or_after(date(2027, 4, 1)), Some(date(2027, 6, 30)));
        assert_eq!(yearly_before(date(2027, 3, 1), 2, 29), Some(date(2027, 2, 28)));
        assert_eq!(yearly_after(date(2027, 9, 30), 9, 30), Some(date(2027, 9, 30)));
    }
}
