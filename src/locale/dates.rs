//! Dates as people read them.

use jiff::civil::Date;

use super::Lang;

const MONTHS_SV: [&str; 12] =
    ["jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec"];
const MONTHS_EN: [&str; 12] =
    ["Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"];

/// A day as `31 jan 2026`, held together by no-break spaces.
pub(crate) fn day(date: Date, lang: Lang) -> String {
    // Calendars show thousands of days: putting them together is less work than formatting.
    [&date.day().to_string(), "\u{a0}", &month(date.year(), date.month(), lang)].concat()
}

/// A day as machines read it: `2026-01-31`.
pub(crate) fn iso(date: Date) -> String {
    let Ok(year @ ..=9999) = u16::try_from(date.year()) else { return date.to_string() };
    let (month, day) = (date.month().unsigned_abs().into(), date.day().unsigned_abs().into());
    let digit = |number: u16| char::from(b'0' + (number % 10) as u8);
    let year = [year / 1000, year / 100, year / 10, year].map(digit);
    let rest = ['-', digit(month / 10), digit(month), '-', digit(day / 10), digit(day)];
    year.into_iter().chain(rest).collect()
}

/// A month as `jan 2026`.
pub(crate) fn month(year: i16, month: i8, lang: Lang) -> String {
    let names = match lang {
        Lang::Sv => MONTHS_SV,
        Lang::En => MONTHS_EN,
    };
    let name = usize::try_from(month - 1).ok().and_then(|index| names.get(index)).unwrap_or(&"");
    [name, "\u{a0}", &year.to_string()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_for_people_and_for_machines() {
        for (year, month, day) in [(2026, 1, 31), (987, 12, 1), (1, 10, 9), (-4, 2, 3)] {
            let date = jiff::civil::date(year, month, day);
            assert_eq!(iso(date), date.to_string());
        }
        assert_eq!(super::day(jiff::civil::date(2026, 1, 31), Lang::Sv), "31\u{a0}jan\u{a0}2026");
    }
}
