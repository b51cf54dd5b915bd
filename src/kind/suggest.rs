//! Finds the word that an editor probably meant.

use crate::locale::Text;

/// The most candidates compared for one word, so that no input makes the search slow.
const MAX_CANDIDATES: usize = 20_000;

/// The nearest of `known` to `word`, when one is near enough to be a slip of the hand.
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    if word.chars().count() > 80 {
        return None;
    }
    known
        .into_iter()
        .take(MAX_CANDIDATES)
        .map(|candidate| (score(&word, candidate), candidate))
        .filter(|(score, _)| *score >= 0.6)
        .max_by(|(a, left), (b, right)| a.total_cmp(b).then_with(|| right.cmp(left)))
        .map(|(_, candidate)| candidate)
}

/// Likeness from 0 to 1: edits count, and so does a part that fits (`agare` in `systemagare`).
fn score(word: &str, candidate: &str) -> f64 {
    let edits = strsim::normalized_damerau_levenshtein(word, candidate);
    let contained = word.len() >= 4
        && (candidate.contains(word) || word.contains(candidate) && candidate.len() >= 4);
    if contained { edits.max(0.65) } else { edits }
}

/// Help that names the nearest word, or lists the known ones when they are few.
pub(crate) fn help<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str> + Clone,
) -> Option<Text> {
    if let Some(near) = nearest(word, known.clone()) {
        return Some(Text::new(format!("menade du `{near}`?"), format!("did you mean `{near}`?")));
    }
    let all: Vec<_> = known.into_iter().take(13).map(|word| format!("`{word}`")).collect();
    if all.is_empty() || all.len() > 12 {
        return None;
    }
    let all = all.join(", ");
    Some(Text::new(format!("välj bland {all}"), format!("choose among {all}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_word_and_a_stranger_none() {
        let known = ["telia", "telenor", "tieto"];
        assert_eq!(nearest("telja", known), Some("telia"));
        assert_eq!(nearest("Teila", known), Some("telia"));
        assert_eq!(nearest("kommunen", known), None);
        assert_eq!(nearest("agare", ["systemagare", "projektledare"]), Some("systemagare"));
    }

    #[test]
    fn a_short_list_is_told_when_nothing_is_near() {
        let help = help("xyz", ["ja", "nej"]).unwrap();
        assert_eq!(help.sv, "välj bland `ja`, `nej`");
    }
}
