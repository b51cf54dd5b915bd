//! Slugs: lower-case ASCII ids and anchors from Swedish words.

use unicode_normalization::UnicodeNormalization;

/// Turns words into an id: `Systemägare (KSF)` becomes `systemagare-ksf`.
///
/// Accents fall away (å ä -> a, ö -> o, é -> e); every other run of signs becomes one hyphen.
pub(crate) fn slug(words: &str) -> String {
    // Most words hold no letters that have to be taken apart by the tables of Unicode.
    if words.chars().all(|sign| sign.is_ascii() || SWEDISH.contains(&sign)) {
        return joined(words.chars().map(|sign| match sign {
            'å' | 'ä' | 'Å' | 'Ä' => 'a',
            'ö' | 'Ö' => 'o',
            'é' | 'É' => 'e',
            sign => sign.to_ascii_lowercase(),
        }));
    }
    joined(words.nfd().flat_map(char::to_lowercase))
}

/// Letters whose accents fall away.
const SWEDISH: [char; 8] = ['å', 'ä', 'ö', 'Å', 'Ä', 'Ö', 'é', 'É'];

/// Signs in lower case, with a hyphen for every run of those that are no letters.
fn joined(signs: impl Iterator<Item = char>) -> String {
    let mut out = String::with_capacity(4 * signs.size_hint().0);
    for sign in signs {
        match sign {
            'a'..='z' | '0'..='9' => out.push(sign),
            'æ' => out.push_str("ae"),
            'ø' => out.push('o'),
            'ß' => out.push_str("ss"),
            '\u{300}'..='\u{36f}' => {}
            _ if out.is_empty() || out.ends_with('-') => {}
            _ => out.push('-'),
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

/// Whether `word` can stand as an id: `[a-z0-9]+(-[a-z0-9]+)*`.
pub(crate) fn is_slug(word: &str) -> bool {
    !word.is_empty()
        && word.split('-').all(|part| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swedish_letters_fold_and_signs_become_one_hyphen() {
        assert_eq!(slug("Systemägare (KSF)"), "systemagare-ksf");
        assert_eq!(slug("  Öppna – och låsta/ärenden! "), "oppna-och-lasta-arenden");
        assert_eq!(slug("1:1 / Ett till ett"), "1-1-ett-till-ett");
        assert_eq!(slug("a\u{30a}r"), slug("år"));
        assert_eq!(slug("ÅÄÖ Éé åäö"), slug("ÅÄÖ Éé åäö \u{f8}").trim_end_matches("-o"));
    }

    #[test]
    fn only_whole_slugs_are_ids() {
        assert!(is_slug("it-som-tjanst"));
        for bad in ["", "-a", "a-", "a--b", "Å", "a_b", "a b"] {
            assert!(!is_slug(bad), "{bad}");
        }
    }
}
