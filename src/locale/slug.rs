//! Slugs: lower-case ASCII ids and anchors from Swedish words.

use unicode_normalization::UnicodeNormalization;

/// Turns words into an id: `Systemägare (KSF)` becomes `systemagare-ksf`.
///
/// Accents fall away (å ä -> a, ö -> o, é -> e); every other run of signs becomes one hyphen.
pub(crate) fn slug(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for sign in words.nfd().flat_map(char::to_lowercase) {
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
    }

    #[test]
    fn only_whole_slugs_are_ids() {
        assert!(is_slug("it-som-tjanst"));
        for bad in ["", "-a", "a-", "a--b", "Å", "a_b", "a b"] {
            assert!(!is_slug(bad), "{bad}");
        }
    }
}
