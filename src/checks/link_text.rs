//! `vague-link`, `image-without-alt`, `foreign-image`: links and images that not everybody can use.

use super::{Check, Look, prose};
use crate::diagnostic::Severity::{Advice, Warning};
use crate::diagnostic::explanation::{Explanation, words};
use crate::diagnostic::{Diagnostic, Span};
use crate::locale::Text;
use crate::parse::markdown::{Link, LinkForm};

pub(super) const CHECK: Check = Check {
    run: check,
    explained: &[
        Explanation {
            code: "vague-link",
            severity: Warning,
            what: words(
                "Länkens text säger inte vart den leder.",
                "The words of the link do not tell where it leads.",
            ),
            why: words(
                "Den som lyssnar på sidan eller hoppar mellan länkar hör bara länktexten. Skriv vad läsaren hittar där.",
                "Who listens to the page, or jumps from link to link, hears only the words. Write what the reader finds there.",
            ),
            bad: "Mallen hittar du [här](../mallar/sla.md).",
            good: "Använd [mallen för servicenivåer](../mallar/sla.md).",
        },
        Explanation {
            code: "image-without-alt",
            severity: Warning,
            what: words("Bilden saknar beskrivning.", "The image has no text alternative."),
            why: words(
                "Den som inte ser bilden får inget veta. Beskriv det viktiga i bilden mellan hakparenteserna.",
                "Who does not see the image learns nothing. Describe what matters in it between the brackets.",
            ),
            bad: "![](bilder/faser.svg)",
            good: "![Fyra faser från anskaffning till avveckling](bilder/faser.svg)",
        },
        Explanation {
            code: "foreign-image",
            severity: Advice,
            what: words(
                "Bilden hämtas från en annan webbplats.",
                "The image comes from another site.",
            ),
            why: words(
                "Den visas inte, eftersom handboken bara hämtar filer från sig själv. Spara bilden bland innehållet.",
                "It is not shown, as the handbook only takes files from itself. Save the image among the content.",
            ),
            bad: "![Karta](https://example.org/karta.png)",
            good: "![Karta](bilder/karta.png)",
        },
    ],
};

/// Words that tell nothing of where a link leads.
const VAGUE: [&str; 20] = [
    "click here",
    "den här länken",
    "den här sidan",
    "denna länk",
    "denna sida",
    "detta",
    "here",
    "här",
    "klicka",
    "klicka här",
    "länk",
    "länken",
    "läs mer",
    "läs mer här",
    "mer",
    "mer information",
    "more",
    "read more",
    "se här",
    "tryck här",
];

fn check(look: &Look<'_>) -> Vec<Diagnostic> {
    let sources = look.sources;
    let mut faults = Vec::new();
    for seen in look.seen {
        for prose in seen.prose() {
            for link in &prose.scan.links {
                let place = || prose::place(prose, &link.span, sources);
                if link.form == LinkForm::Image {
                    faults.extend(image(link, place));
                } else if is_vague(link) {
                    faults.push(vague(link, place()));
                }
            }
        }
    }
    faults
}

fn image(link: &Link, place: impl Fn() -> Span) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    if link.text.trim().is_empty() {
        let message = Text::new("bilden saknar beskrivning", "the image has no text alternative");
        faults.push(Diagnostic::warning("image-without-alt", place(), message).help(Text::new(
            "beskriv det viktiga i bilden: `![beskrivning](fil)`",
            "describe what matters in the image: `![description](file)`",
        )));
    }
    if ["https://", "http://", "//"].iter().any(|start| link.dest.starts_with(start)) {
        let message = Text::new(
            "bilden ligger på en annan webbplats och visas inte",
            "the image lies on another site and is not shown",
        );
        faults.push(
            Diagnostic::advice("foreign-image", place(), message).help(Text::new(
                "spara bilden bland innehållet",
                "save the image among the content",
            )),
        );
    }
    faults
}

fn is_vague(link: &Link) -> bool {
    let text = link.text.trim().to_lowercase();
    let text = text.trim_end_matches(['.', ':', '!', '»', '>', '→', '…', ' ']);
    let bare = ["http://", "https://", "www."].iter().any(|start| text.starts_with(start));
    link.form != LinkForm::Email && (VAGUE.contains(&text) || bare)
}

fn vague(link: &Link, span: Span) -> Diagnostic {
    let text = link.text.trim();
    let message = Text::new(
        format!("länktexten ”{text}” säger inte vart länken leder"),
        format!("the words “{text}” do not tell where the link leads"),
    );
    Diagnostic::warning("vague-link", span, message).help(Text::new(
        "skriv vad läsaren hittar där: `[mallen för servicenivåer](adress)`",
        "write what the reader finds there: `[the template](address)`",
    ))
}
