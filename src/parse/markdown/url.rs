//! Which addresses a page may lead to. Both the check of links and the pages ask here, so that what
//! leads nowhere is told of.

/// What sort of address a link has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Address {
    /// Within the site.
    Relative,
    /// Another site.
    Web,
    /// Mail or telephone.
    Contact,
    /// Anything else: scripts, data, files of the reader's machine.
    Refused,
}

/// Judges an address as a browser reads it: white space and control signs do not count.
pub(crate) fn judge(url: &str) -> Address {
    // Most links lead within the site, and show it: they begin with a name, and no scheme ends.
    let begins = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'#');
    let bytes = url.as_bytes();
    if bytes.first().is_some_and(begins) && memchr::memchr(b':', bytes).is_none() {
        return Address::Relative;
    }
    let mut scheme = String::new();
    let mut signs = url.chars().filter(|sign| !sign.is_control() && !sign.is_whitespace());
    let ended = signs.by_ref().take(24).find(|sign| {
        let ends = matches!(sign, ':' | '/' | '\\' | '?' | '#');
        if !ends {
            scheme.extend(sign.to_lowercase());
        }
        ends
    });
    match ended {
        Some(':') => match scheme.as_str() {
            "http" | "https" => Address::Web,
            "mailto" | "tel" => Address::Contact,
            _ => Address::Refused,
        },
        // `//host` and, as browsers read it, `\\host` and `/\host`. From a page on a disk it leads to
        // a machine in the network, which is told who asks.
        Some('/' | '\\') if scheme.is_empty() && matches!(signs.next(), Some('/' | '\\')) => {
            Address::Refused
        }
        // A colon that comes late ends no scheme that is allowed.
        None if signs.take_while(|s| !matches!(s, '/' | '?' | '#')).any(|s| s == ':') => {
            Address::Refused
        }
        _ => Address::Relative,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_schemes_lead_anywhere() {
        for (url, address) in [
            ("a/b.html#c:d", Address::Relative),
            ("#x", Address::Relative),
            ("?a:b", Address::Relative),
            ("", Address::Relative),
            ("a\\b", Address::Relative),
            ("..//a.se", Address::Relative),
            ("./a:b", Address::Relative),
            ("HTTPS://a.se", Address::Web),
            ("//a.se", Address::Refused),
            ("\\\\a", Address::Refused),
            ("/\\a.se", Address::Refused),
            ("mailto:a@b.se", Address::Contact),
            ("tel:+46", Address::Contact),
        ] {
            assert_eq!(judge(url), address, "{url}");
        }
    }

    #[test]
    fn scripts_are_refused_however_they_are_dressed() {
        for url in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " \u{1}javascript:x",
            "java\tscript:x",
            "java\nscript\r:x",
            "java\u{0}script:x",
            "\u{a0}javascript:x",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "blob:x",
            "a-very-long-scheme-that-never-ends:x",
            "javascript&colon;x:y",
            ":x",
        ] {
            assert_eq!(judge(url), Address::Refused, "{url}");
        }
    }
}
