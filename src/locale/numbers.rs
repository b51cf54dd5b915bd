//! Numbers as Swedish and English readers write them.

use super::Lang;

/// A no-break space: figures and their units must not part at a line end.
const NBSP: char = '\u{a0}';

/// Groups thousands: `1 000 000` in Swedish, `1,000,000` in English.
pub(crate) fn integer(number: i64, lang: Lang) -> String {
    let digits = number.unsigned_abs().to_string();
    let separator = match lang {
        Lang::Sv => NBSP,
        Lang::En => ',',
    };
    let mut out = String::new();
    if number < 0 {
        out.push('−');
    }
    // Four figures stand together in Swedish running text.
    let group = digits.len() > 4 || lang == Lang::En;
    for (index, digit) in digits.chars().enumerate() {
        if group && index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

/// A number with its decimals, if any: `12,5` in Swedish, `12.5` in English.
pub(crate) fn decimal(number: f64, lang: Lang) -> String {
    let text = format!("{number}");
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), |whole| integer(whole, lang));
    match (fraction, lang) {
        ("", _) => whole,
        (fraction, Lang::Sv) => format!("{whole},{fraction}"),
        (fraction, Lang::En) => format!("{whole}.{fraction}"),
    }
}

/// A figure with its unit, held together by a no-break space.
pub(crate) fn with_unit(figure: &str, unit: &str) -> String {
    if unit.is_empty() { figure.to_owned() } else { format!("{figure}{NBSP}{unit}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped_from_five_figures_in_swedish() {
        assert_eq!(integer(700_000, Lang::Sv), "700\u{a0}000");
        assert_eq!(integer(2000, Lang::Sv), "2000");
        assert_eq!(integer(2000, Lang::En), "2,000");
        assert_eq!(integer(-1_234_567, Lang::Sv), "−1\u{a0}234\u{a0}567");
    }

    #[test]
    fn decimals_follow_the_language() {
        assert_eq!(decimal(12.5, Lang::Sv), "12,5");
        assert_eq!(decimal(12.0, Lang::En), "12");
    }
}
