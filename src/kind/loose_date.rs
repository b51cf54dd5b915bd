//! Loose dates: as exact as the source is, and no more.

use jiff::civil::Date;

use crate::locale::{Lang, dates};

/// A time that a source may give as a day, a month, a quarter, a half-year, a year, or a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LooseDate {
    /// `2025-03-31`
    Day(Date),
    /// `2025-03`
    Month(i16, i8),
    /// `2025-Q4`
    Quarter(i16, i8),
    /// `2024-vt` (spring, half 1) or `2024-ht` (autumn, half 2)
    Half(i16, i8),
    /// `2025`
    Year(i16),
    /// `snarast`: as soon as possible.
    Soon,
    /// `lopande`: all the time.
    Running,
}

impl LooseDate {
    /// Reads a loose date; `None` when it has none of the forms or does not exist.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "snarast" => return Some(Self::Soon),
            "lopande" | "löpande" => return Some(Self::Running),
            _ => {}
        }
        let (year, rest) = match text.split_once('-') {
            Some((year, rest)) => (year, Some(rest)),
            None => (text, None),
        };
        if year.len() != 4 || !year.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let year: i16 = year.parse().ok()?;
        match rest {
            None => Some(Self::Year(year)),
            Some("vt" | "VT") => Some(Self::Half(year, 1)),
            Some("ht" | "HT") => Some(Self::Half(year, 2)),
            Some(rest) => Self::within(year, rest, text),
        }
    }

    fn within(year: i16, rest: &str, whole: &str) -> Option<Self> {
        if let Some(quarter) = rest.strip_prefix(['Q', 'q']) {
            let quarter = quarter.parse().ok().filter(|quarter| (1..=4).contains(quarter))?;
            return Some(Self::Quarter(year, quarter));
        }
        match rest.len() {
            2 => {
                let month = rest.parse().ok().filter(|month| (1..=12).contains(month))?;
                Some(Self::Month(year, month))
            }
            5 => whole.parse().ok().map(Self::Day),
            _ => None,
        }
    }

    /// The first day it can mean; `None` for the words.
    pub fn first_day(self) -> Option<Date> {
        let (year, month) = match self {
            Self::Day(day) => return Some(day),
            Self::Month(year, month) => (year, month),
            Self::Quarter(year, quarter) => (year, quarter * 3 - 2),
            Self::Half(year, half) => (year, half * 6 - 5),
            Self::Year(year) => (year, 1),
            Self::Soon | Self::Running => return None,
        };
        Date::new(year, month, 1).ok()
    }

    /// The last day it can mean; `None` for the words.
    pub fn last_day(self) -> Option<Date> {
        let (year, month) = match self {
            Self::Day(day) => return Some(day),
            Self::Month(year, month) => (year, month),
            Self::Quarter(year, quarter) => (year, quarter * 3),
            Self::Half(year, half) => (year, half * 6),
            Self::Year(year) => (year, 12),
            Self::Soon | Self::Running => return None,
        };
        Date::new(year, month, 1).ok().map(Date::last_of_month)
    }

    /// The name of the form: `day`, `month`, `quarter`, `half`, `year`, `snarast`, `lopande`.
    pub const fn form(self) -> &'static str {
        match self {
            Self::Day(_) => "day",
            Self::Month(..) => "month",
            Self::Quarter(..) => "quarter",
            Self::Half(..) => "half",
            Self::Year(_) => "year",
            Self::Soon => "snarast",
            Self::Running => "lopande",
        }
    }

    /// As people read it: `31 mars 2025`, `kvartal 4 2025`, `snarast`.
    pub fn words(self, lang: Lang) -> String {
        let sv = lang == Lang::Sv;
        match self {
            Self::Day(day) => dates::day(day, lang),
            Self::Month(year, month) => dates::month(year, month, lang),
            Self::Quarter(year, quarter) if sv => format!("kvartal {quarter} {year}"),
            Self::Quarter(year, quarter) => format!("Q{quarter} {year}"),
            Self::Half(year, 1) if sv => format!("våren {year}"),
            Self::Half(year, _) if sv => format!("hösten {year}"),
            Self::Half(year, 1) => format!("spring {year}"),
            Self::Half(year, _) => format!("autumn {year}"),
            Self::Year(year) => year.to_string(),
            Self::Soon if sv => "snarast".to_owned(),
            Self::Soon => "as soon as possible".to_owned(),
            Self::Running if sv => "löpande".to_owned(),
            Self::Running => "continuously".to_owned(),
        }
    }
}

impl std::fmt::Display for LooseDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Self::Half(year, half) => {
                write!(f, "{year:04}-{}", if *half == 1 { "vt" } else { "ht" })
            }
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Soon => f.write_str("snarast"),
            Self::Running => f.write_str("lopande"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_reads_and_writes_back() {
        for text in
            ["2025-03-31", "2025-03", "2025-Q4", "2024-vt", "2024-ht", "2025", "snarast", "lopande"]
        {
            assert_eq!(LooseDate::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn dates_that_do_not_exist_are_refused() {
        for text in ["2026-02-30", "2025-13", "2025-Q5", "25", "2025-1", "2025-3-1", "soon", ""] {
            assert_eq!(LooseDate::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_span_of_time_has_a_first_and_a_last_day() {
        let last = |text| LooseDate::parse(text).unwrap().last_day().unwrap().to_string();
        assert_eq!(last("2024-02"), "2024-02-29");
        assert_eq!(last("2025-Q2"), "2025-06-30");
        assert_eq!(last("2024-ht"), "2024-12-31");
        let first = |text| LooseDate::parse(text).unwrap().first_day().unwrap().to_string();
        assert_eq!(first("2025-Q4"), "2025-10-01");
        assert_eq!(first("2024-ht"), "2024-07-01");
    }
}
