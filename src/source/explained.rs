//! What the faults of reading files mean.

use crate::diagnostic::Severity::Error;
use crate::diagnostic::explanation::{Explanation, words};

/// The faults found while files are read.
pub(crate) const EXPLAINED: &[Explanation] = &[
    Explanation {
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
    },
    Explanation {
        code: "refused-file",
        severity: Error,
        what: words(
            "Filen publiceras inte: fel filtyp, fel innehåll, för stor, ett namn som inte går att publicera, eller en SVG-bild med annat än en teckning.",
            "The file is not published: another type, other content, too large, a name that cannot be published, or an SVG image with more than a drawing.",
        ),
        why: words(
            "Webbläsaren kör kod som finns i till exempel HTML-filer och i vissa SVG-bilder. Därför publiceras bara bilder, dokument och tabeller.",
            "Browsers run code in HTML files, for example, and in some SVG images. That is why only images, documents and tables are published.",
        ),
        bad: "content/bilder/karta.html",
        good: "content/bilder/karta.png",
    },
];
