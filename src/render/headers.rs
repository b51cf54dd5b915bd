//! The headers that a site is to be served with: said once, for our own server and for what is
//! written for others.

/// What a page may use: what lies beside it, and nothing else. Scripts and styles stand in files of
/// their own, so nothing needs to be let through in a page.
pub(crate) const POLICY: &str = "default-src 'self'; base-uri 'none'; form-action 'self'; \
                                 frame-ancestors 'self'; object-src 'none'";

/// The headers of every answer, whatever it carries.
pub(crate) const SECURITY: [(&str, &str); 6] = [
    ("Content-Security-Policy", POLICY),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Referrer-Policy", "same-origin"),
    ("X-Content-Type-Options", "nosniff"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_header_is_one_line_that_can_stand_in_any_configuration() {
        for (name, value) in SECURITY {
            assert!(name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-'), "{name}");
            let plain = |sign: char| sign.is_ascii() && !sign.is_control() && sign != '"';
            assert!(value.chars().all(plain) && !value.contains("  "), "{name}: {value}");
        }
    }

    #[test]
    fn nothing_is_let_through_that_a_page_could_bring_along() {
        assert!(POLICY.starts_with("default-src 'self';"));
        for word in ["unsafe", "data:", "http", "*", "blob:"] {
            assert!(!POLICY.contains(word), "{word}");
        }
    }
}
