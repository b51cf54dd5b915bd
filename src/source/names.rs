//! Names of files that mean the same on every system that a site is copied to: Windows, macOS, and
//! a memory stick read by either.

use unicode_normalization::UnicodeNormalization;

/// Names that Windows keeps for devices, whatever their extension.
const DEVICES: [&str; 30] = [
    "con", "prn", "aux", "nul", "conin$", "conout$", "com1", "com2", "com3", "com4", "com5",
    "com6", "com7", "com8", "com9", "com¹", "com²", "com³", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5",
    "lpt6", "lpt7", "lpt8", "lpt9", "lpt¹", "lpt²", "lpt³",
];

/// Whether a name is one that some system keeps for itself: a device, whatever its extension, or
/// one whose end is not read.
pub(crate) fn is_reserved(name: &str) -> bool {
    let device = name.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    DEVICES.contains(&device.as_str()) || name.ends_with(['.', ' '])
}

/// Paths that are the same on some system, as one: large and small letters, and accents that stand
/// for themselves or are part of their letter.
pub(crate) fn folded(path: &str) -> String {
    if path.is_ascii() { path.to_ascii_lowercase() } else { path.to_lowercase().nfc().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_are_known_whatever_follows() {
        for name in ["CON", "nul.txt", "com1.tar.gz", "aux .txt", "CONIN$", "COM¹.html", "a.", "b "]
        {
            assert!(is_reserved(name), "{name}");
        }
        for name in ["console.html", "com10", "a.con", "nuläge.md", "com.html"] {
            assert!(!is_reserved(name), "{name}");
        }
    }

    #[test]
    fn paths_that_some_system_holds_for_one_are_one() {
        assert_eq!(folded("Bilder/Ö.png"), folded("bilder/o\u{308}.PNG"));
        assert_ne!(folded("o.png"), folded("ö.png"));
    }
}
