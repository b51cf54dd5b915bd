//! `leftover-markup`: signs that were meant as markup but that readers would see.

use std::ops::Range;
use std::sync::LazyLock;

use rayon::prelude::*;
use regex::Regex;

use super::prose::Paragraph;
use super::{Check, Look, Seen};
use crate::diagnostic::Severity::Warning;
use crate::diagnostic::explanation::{Explanation, words};
use crate::diagnostic::{Diagnostic, Span};
use crate::kind::value::Value;
use crate::locale::Text;
use crate::source::Sources;

pub(super) const CHECK: Check = Check {
    run: check,
    explained: &[Explanation {
        code: "leftover-markup",
        severity: Warning,
        what: words(
            "Tecken som skulle bli en länk, rubrik, lista eller tabell blev vanlig text.",
            "Signs that were meant to become a link, a heading, a list or a table became text.",
        ),
        why: words(
            "Läsaren ser tecknen i stället för det du menade. Oftast saknas ett mellanslag eller en parentes, eller så står det ett för mycket.",
            "Readers see the signs instead of what you meant. Usually a space or a bracket is missing, or one is too many.",
        ),
        bad: "Se [mallen] (../mallar/sla.md).",
        good: "Se [mallen](../mallar/sla.md).",
    }],
};

/// A slip of the hand: how it looks in the text, what it is and what to write.
struct Slip {
    pattern: &'static str,
    message: (&'static str, &'static str),
    help: (&'static str, &'static str),
}

const SLIPS: &[Slip] = &[
    Slip {
        pattern: r"^<<<<<<< .*",
        message: (
            "här står två versioner av texten, som git inte kunde välja mellan",
            "two versions of the text stand here, between which git could not choose",
        ),
        help: (
            "behåll den rätta och ta bort raderna `<<<<<<<`, `=======` och `>>>>>>>`",
            "keep the right one and remove the lines `<<<<<<<`, `=======` and `>>>>>>>`",
        ),
    },
    Slip {
        pattern: r"^##+[^\s#]",
        message: ("rubriken saknar ett mellanslag", "the heading lacks a space"),
        help: ("skriv `## Rubrik`", "write `## Heading`"),
    },
    Slip {
        pattern: r"^•",
        message: ("listan är skriven med `•`", "the list is written with `•`"),
        help: ("börja varje rad med `- `", "begin each line with `- `"),
    },
    Slip {
        pattern: r"^\|[^|]+\|[^|]*\|",
        message: (
            "tabellen saknar raden under rubrikerna, eller har fel antal kolumner i den",
            "the table lacks the row below its headings, or has the wrong number of columns in it",
        ),
        help: (
            "skriv `|---|---|` under rubrikerna, med lika många kolumner",
            "write `|---|---|` below the headings, with as many columns",
        ),
    },
    Slip {
        pattern: r"\[\[[^\[\]]*\]?$|\[\[[^\[\]]*\][^\]]",
        message: ("hänvisningen avslutas aldrig med `]]`", "the reference is never closed by `]]`"),
        help: (
            r"skriv `[[sort:id]]` eller `[[sort:id|text]]`; i en tabell `[[sort:id\|text]]`",
            r"write `[[kind:id]]` or `[[kind:id|text]]`; in a table `[[kind:id\|text]]`",
        ),
    },
    Slip {
        pattern: r"\[[a-z_]+:[a-z0-9-]+(?:\|[^\[\]]*)?\]",
        message: (
            "hänvisningen har bara en hakparentes på var sida",
            "the reference has only one bracket on each side",
        ),
        help: (
            r"skriv `[[sort:id]]` eller `[[sort:id|text]]`",
            r"write `[[kind:id]]` or `[[kind:id|text]]`",
        ),
    },
    Slip {
        pattern: r"\][ \x{a0}]\((?:https?:|\.\./|[a-z0-9/_-]+\.md)",
        message: ("ett mellanslag delar länken i två", "a space parts the link in two"),
        help: ("skriv `[text](adress)`", "write `[text](address)`"),
    },
    Slip {
        pattern: r"\)\[(?:https?:|\.\./|[a-z0-9/_-]+\.md)",
        message: ("länkens parenteser är omkastade", "the brackets of the link are swapped"),
        help: ("skriv `[text](adress)`", "write `[text](address)`"),
    },
    Slip {
        pattern: r"\]\([^()]*$",
        message: ("länken avslutas aldrig med `)`", "the link is never closed by `)`"),
        help: ("skriv `[text](adress)`", "write `[text](address)`"),
    },
    Slip {
        pattern: r"\[\^[^\]\s]+\]",
        message: ("fotnoten finns inte", "there is no such footnote"),
        help: ("skriv fotnoten sist: `[^1]: text`", "write the footnote last: `[^1]: text`"),
    },
    Slip {
        pattern: r"\*\*",
        message: ("`**` har ingen motsvarighet", "`**` has no counterpart"),
        help: (
            "sätt `**` både före och efter orden, utan mellanslag innanför",
            "put `**` both before and after the words, without a space inside",
        ),
    },
];

static PATTERNS: LazyLock<Vec<(Regex, &'static Slip)>> = LazyLock::new(|| {
    let patterns = SLIPS.iter().map(|slip| Some((Regex::new(slip.pattern).ok()?, slip)));
    patterns.flatten().collect()
});

fn check(look: &Look<'_>) -> Vec<Diagnostic> {
    look.seen.par_iter().flat_map_iter(|seen| quoted(seen, look.sources)).collect()
}

/// Values that stand between quotes which YAML does not know, so that they become part of the text.
fn quoted(seen: &Seen<'_>, sources: &Sources) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for found in &seen.values {
        let Value::Text(text) = &found.value.value else { continue };
        let inner =
            text.strip_prefix(['”', '“', '„']).and_then(|text| text.strip_suffix(['”', '“']));
        let wrapped = inner.is_some_and(|inner| !inner.contains(['”', '“', '„']));
        if wrapped && sources.text(found.value.span).starts_with(['”', '“', '„']) {
            let message = Text::new(
                "typografiska citattecken blir en del av texten",
                "typographic quotes become part of the text",
            );
            let help = Text::new(
                "skriv raka citattecken, `\"text\"`, eller inga alls",
                "write straight quotes, `\"text\"`, or none at all",
            );
            faults
                .push(Diagnostic::warning("leftover-markup", found.value.span, message).help(help));
        }
    }
    faults
}

/// The first byte of `•`.
const BULLET: u8 = 0xe2;

/// Whether words may hold a slip: each begins with one of a few signs.
pub(super) fn may_have_slips(text: &str) -> bool {
    let begins = |byte: u8| matches!(byte, b'[' | b']' | b'|' | b'*' | BULLET | b'#' | b'<');
    text.bytes().fold(false, |found, byte| found | begins(byte))
}

/// The first slip of a paragraph: what follows it is often its consequence.
pub(super) fn first(
    paragraph: Paragraph<'_>,
    place: &dyn Fn(Range<usize>) -> Span,
) -> Option<Diagnostic> {
    if !may_have_slips(paragraph.text) {
        return None;
    }
    PATTERNS.iter().find_map(|(pattern, slip)| {
        let hit = pattern.find(paragraph.text)?;
        let message = Text::new(slip.message.0, slip.message.1);
        let help = Text::new(slip.help.0, slip.help.1);
        Some(Diagnostic::warning("leftover-markup", place(hit.range()), message).help(help))
    })
}
