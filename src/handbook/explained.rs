//! What the faults of identity and links mean.

use crate::diagnostic::Severity::{Advice, Error};
use crate::diagnostic::explanation::{Explanation, words};

/// The faults found while entries are linked.
pub(crate) const EXPLAINED: &[Explanation] = &[
    Explanation {
        code: "duplicate-id",
        severity: Error,
        what: words(
            "Två poster av samma sort har samma id, eller ett tidigare id används av en annan post.",
            "Two entries of a kind have the same id, or a former id belongs to another entry.",
        ),
        why: words(
            "Hänvisningar kan då leda fel. Byt id på den ena. Är det samma sak på två ställen slår du ihop posterna.",
            "References may lead astray. Change one of the ids. If both are the same thing, merge them.",
        ),
        bad: "- { id: it-chef, title: It-chef }\n- { id: it-chef, title: Chef för it-enheten }",
        good: "- { id: it-chef, title: It-chef }\n- { id: enhetschef-it, title: Chef för it-enheten }",
    },
    Explanation {
        code: "duplicate-value",
        severity: Error,
        what: words(
            "Två poster har samma värde i ett fält där värdet måste vara unikt.",
            "Two entries have the same value in a field where it must be unique.",
        ),
        why: words(
            "Till exempel kan två lagar inte ha samma nummer. Ett av värdena är fel.",
            "Two laws, for example, cannot have the same number. One of the values is wrong.",
        ),
        bad: "- { id: lou, number: \"2016:1145\" }\n- { id: luf, number: \"2016:1145\" }",
        good: "- { id: lou, number: \"2016:1145\" }\n- { id: luf, number: \"2016:1146\" }",
    },
    Explanation {
        code: "broken-reference",
        severity: Error,
        what: words(
            "Posten som du hänvisar till finns inte.",
            "The entry that you refer to does not exist.",
        ),
        why: words(
            "Läsaren skulle möta en länk som inte leder någonstans. Kontrollera stavningen; beskedet föreslår det id som ligger närmast.",
            "The reader would meet a link that leads nowhere. Check the spelling; the message suggests the nearest id.",
        ),
        bad: "owner: it-cheff",
        good: "owner: it-chef",
    },
    Explanation {
        code: "broken-link",
        severity: Error,
        what: words(
            "Länken leder till en fil eller en definition som inte finns.",
            "The link leads to a file or a definition that does not exist.",
        ),
        why: words(
            "Skriv sökvägen från filen du står i, eller hänvisa till posten med `[[sort:id]]`.",
            "Write the path from the file you are in, or refer to the entry with `[[kind:id]]`.",
        ),
        bad: "Läs om [ansvaret](../roller/systemagaren.md).",
        good: "Läs om [ansvaret](../roller/systemagare.md).",
    },
    Explanation {
        code: "too-many-links",
        severity: Error,
        what: words(
            "Texten har fler länkar än någon sida behöver.",
            "The text has more links than any page needs.",
        ),
        why: words(
            "Så många länkar gör bygget långsamt och sidan oläslig. Dela upp texten på flera sidor.",
            "So many links make the build slow and the page unreadable. Split the text into several pages.",
        ),
        bad: "En sida med 6 000 länkar.",
        good: "Sex sidor med 1 000 länkar var.",
    },
    Explanation {
        code: "broken-anchor",
        severity: Error,
        what: words(
            "Steget, punkten eller rubriken efter `#` finns inte i posten.",
            "The step, item or heading after `#` is not in the entry.",
        ),
        why: words(
            "Läsaren hamnar överst på sidan i stället för på rätt ställe. Kontrollera id:t efter nummertecknet.",
            "The reader ends up at the top of the page instead of the right place. Check the id after the hash.",
        ),
        bad: "[[process:inforande#acceptanstestet]]",
        good: "[[process:inforande#acceptanstest]]",
    },
    Explanation {
        code: "wrong-kind",
        severity: Error,
        what: words(
            "Hänvisningen leder till en post av fel sort.",
            "The reference leads to an entry of the wrong kind.",
        ),
        why: words(
            "Fältet väntar sig till exempel en roll men får en enhet. Välj en post av rätt sort.",
            "The field expects, for example, a role but gets a unit. Choose an entry of the right kind.",
        ),
        bad: "owner: unit:it-enheten",
        good: "owner: role:it-chef",
    },
    Explanation {
        code: "hidden-target",
        severity: Advice,
        what: words(
            "Hänvisningen leder till en post som läsarna av den här utgåvan inte får se.",
            "The reference leads to an entry that the readers of this edition may not see.",
        ),
        why: words(
            "Länken visas då som text. Det kan vara avsikten; annars ändrar du `visibility` på en av posterna.",
            "The link is shown as text. That may be intended; otherwise change `visibility` of one of the entries.",
        ),
        bad: "Se [[system:journal]], som är begränsad.",
        good: "Se [[function:journalforing]], som alla får se.",
    },
    Explanation {
        code: "leaked-value",
        severity: Error,
        what: words(
            "En uppgift som är dold i den här utgåvan står ändå i en av dess färdiga filer.",
            "A fact that is hidden from this edition stands in one of its finished files all the same.",
        ),
        why: words(
            "Ingenting publiceras. Oftast har temat eller en bifogad fil uppgiften inskriven. Är den inte hemlig skriver du den på ett synligt ställe, eller undantar posten med `waive`.",
            "Nothing is published. Mostly the theme or an attached file has the fact written into it. If it is no secret, write it in a visible place, or waive it for the entry.",
        ),
        bad: "<p>Larmet stängs av med koden i det röda skåpet.</p>",
        good: "<p>Fråga driften hur larmet stängs av.</p>",
    },
    Explanation {
        code: "lost-id",
        severity: Error,
        what: words(
            "Ett id som fanns i den revision som du jämför med leder ingenstans nu.",
            "An id that was there in the revision that you compare with leads nowhere now.",
        ),
        why: words(
            "Länkar från andra webbplatser, bokmärken och e-post går då sönder. Kontrollen görs bara med `--since`.",
            "Links from other sites, bookmarks and e-mail break. The check is only made with `--since`.",
        ),
        bad: "- { id: avdelningschef, title: Avdelningschef }",
        good: "- { id: avdelningschef, title: Avdelningschef, aliases: [enhetschef] }",
    },
];
