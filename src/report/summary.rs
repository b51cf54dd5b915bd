//! How many faults there are, in words.

use crate::diagnostic::Tally;
use crate::locale::Lang;

/// The count as one phrase: `2 fel och 1 varning`; without any, `inga fel`.
pub fn phrase(tally: Tally, lang: Lang) -> String {
    let words = match lang {
        Lang::Sv => [("fel", "fel"), ("varning", "varningar"), ("råd", "råd")],
        Lang::En => {
            [("error", "errors"), ("warning", "warnings"), ("piece of advice", "pieces of advice")]
        }
    };
    let counts = [tally.errors, tally.warnings, tally.advice];
    let parts: Vec<_> = counts
        .into_iter()
        .zip(words)
        .filter(|(count, _)| *count > 0)
        .map(|(count, (one, many))| format!("{count} {}", if count == 1 { one } else { many }))
        .collect();
    let (none, and) = match lang {
        Lang::Sv => ("inga fel", "och"),
        Lang::En => ("no errors", "and"),
    };
    match parts.as_slice() {
        [] => none.to_owned(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {and} {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_read_as_a_phrase() {
        let tally = |errors, warnings, advice| Tally { errors, warnings, advice };
        assert_eq!(phrase(tally(0, 0, 0), Lang::Sv), "inga fel");
        assert_eq!(phrase(tally(2, 1, 0), Lang::Sv), "2 fel och 1 varning");
        assert_eq!(phrase(tally(1, 2, 3), Lang::Sv), "1 fel, 2 varningar och 3 råd");
        assert_eq!(phrase(tally(1, 0, 1), Lang::En), "1 error and 1 piece of advice");
    }
}
