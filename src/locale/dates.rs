//! Dates as people read them.

use jiff::civil::Date;

use super::Lang;

const MONTHS_SV: [&str; 12] =
    ["jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec"];
const MONTHS_EN: [&str; 12] =
    ["Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"];

/// A day as `31 jan 2026`, held together by no-break spaces.
pub(crate) fn day(date: Date, lang: Lang) -> String {
    // Calendars show thousands of days: putting them together is a third of the work of formatting.
    [&date.day().to_string(), "\u{a0}", &month(date.year(), date.month(), lang)].concat()
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
