//! What the faults of reading files mean.

use crate::diagnostic::Severity::Error;
use crate::diagnostic::explanation::{Explanation, words};

/// The faults found while files are read.
pub(crate) const EXPLAINED: &[Explanation] = &[Explanation {
    code: "unreadable-file",
    severity: Error,
    what: words(
        "Filen går inte att läsa: fel teckenkodning, fel ändelse, för stor eller utan läsrättighet.",
        "The file cannot be read: wrong encoding, another end of its name, too large, or no permission.",
    ),
    why: words(
        "Inget i filen kan visas eller kontrolleras. Spara om den som UTF-8 i textredigeraren. Är den för stor delar du upp den.",
        "Nothing in the file can be shown or checked. Save it as UTF-8 in the editor. Split it if it is too large.",
    ),
    bad: "avtal.yaml sparad med kodningen Windows-1252",
    good: "avtal.yaml sparad med kodningen UTF-8",
}];
