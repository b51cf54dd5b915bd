//! The forms in which a Swedish word is met.
//!
//! Made from the word of the phrase, never by cutting at the words of the text, so that a word that
//! merely looks like an inflection of another is only mistaken when it is spelled like one.

/// Endings that are put to a word as it is.
const ADDED: [&str; 20] = [
    "s", "n", "ns", "en", "ens", "et", "ets", "t", "ts", "er", "ers", "erna", "ernas", "ar",
    "arna", "arnas", "or", "na", "nas", "a",
];
/// Endings that take the place of others: skola, skolor; upphandlare, upphandlarna.
const CHANGED: [(&str, &[&str]); 5] = [
    ("are", &["arna", "arnas", "aren", "arens"]),
    ("a", &["or", "ors", "orna", "ornas"]),
    ("e", &["ar", "ars", "arna", "arnas"]),
    ("t", &["", "a"]),
    ("el", &["eln", "elns", "ler", "lerna", "lar", "larna"]),
];
/// Endings of abbreviations: LOU:s, KPI:er.
const ABBREVIATED: [&str; 10] =
    ["s", ":s", ":n", ":en", ":et", ":t", ":er", ":erna", ":ar", ":arna"];
/// Shorter words take no endings: too many other words begin like them.
const MIN_LETTERS: usize = 3;

/// The word itself, then its forms, the nearest first.
pub(super) fn of(word: &str, abbreviation: bool) -> impl Iterator<Item = String> + '_ {
    let long = word.chars().count() >= MIN_LETTERS;
    let added: &[&str] = match (abbreviation, long) {
        (true, _) => &ABBREVIATED,
        (false, true) => &ADDED,
        (false, false) => &[],
    };
    let changed = CHANGED
        .iter()
        .filter(move |_| long && !abbreviation)
        .filter_map(|(ending, others)| Some((word.strip_suffix(ending)?, *others)))
        .flat_map(|(stem, others)| others.iter().map(move |other| format!("{stem}{other}")));
    let added = added.iter().map(move |ending| format!("{word}{ending}"));
    std::iter::once(word.to_owned()).chain(added).chain(changed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_forms_are_known() {
        for (word, forms) in [
            ("avtal", &["avtal", "avtalet", "avtalen", "avtalens"][..]),
            ("skola", &["skolan", "skolor", "skolorna", "skolas"]),
            ("upphandlare", &["upphandlaren", "upphandlarna", "upphandlares"]),
            ("process", &["processen", "processer", "processernas"]),
            ("dynamiskt", &["dynamiska", "dynamisk"]),
            ("nyckeltal", &["nyckeltalen"]),
            ("biträde", &["biträdet", "biträden", "biträdena"]),
        ] {
            for form in forms {
                assert!(of(word, false).any(|found| found == *form), "{form}");
            }
        }
        assert!(of("LOU", true).any(|form| form == "LOU:s"));
        assert_eq!(of("om", false).count(), 1);
    }
}
