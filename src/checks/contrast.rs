//! `low-contrast`: a colour of the settings that some readers cannot tell from its background.

use super::{Check, Look};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Severity::Error;
use crate::diagnostic::explanation::{Explanation, words};
use crate::locale::{Lang, Text, numbers};
use crate::view::contrast::{self, Colour, TEXT};

pub(super) const CHECK: Check = Check {
    run: check,
    explained: &[Explanation {
        code: "low-contrast",
        severity: Error,
        what: words(
            "En färg i inställningarna syns för dåligt mot sin bakgrund.",
            "A colour of the settings stands out too little from its background.",
        ),
        why: words(
            "Lagen om tillgänglighet till digital offentlig service kräver en kontrast på minst 4,5. Välj en mörkare färg på ljus botten, en ljusare på mörk.",
            "The law on accessibility asks for a contrast of at least 4.5. Take a darker colour on light, a lighter one on dark.",
        ),
        bad: "colours: { accent: \"#8ccbe6\" }",
        good: "colours: { accent: \"#0b5a7a\" }",
    }],
};

/// The backgrounds of the theme that the accents stand on: key, background, its name.
const PAIRS: [(&str, &str, &str, &str); 2] = [
    ("accent", "#f3f6f8", "ljus botten", "the light background"),
    ("accent_dark", "#19232a", "mörk botten", "the dark background"),
];

fn check(look: &Look<'_>) -> Vec<Diagnostic> {
    let Look { handbook, .. } = *look;
    let Some(colours) = handbook.settings.group("colours") else { return Vec::new() };
    let mut faults = Vec::new();
    for (key, background, sv, en) in PAIRS {
        let span = colours.spanned(key).map(|colour| colour.span);
        let pair = colours.text(key).and_then(Colour::parse).zip(Colour::parse(background));
        let (Some(span), Some((colour, background))) = (span, pair) else { continue };
        let ratio = contrast::ratio(colour, background);
        if ratio < TEXT {
            let shown = (ratio * 10.0).floor() / 10.0;
            let message = Text::new(
                format!("färgen har kontrasten {} mot {sv}", numbers::decimal(shown, Lang::Sv)),
                format!("the colour has contrast {} with {en}", numbers::decimal(shown, Lang::En)),
            );
            faults.push(Diagnostic::error("low-contrast", span, message).help(Text::new(
                "WCAG kräver minst 4,5; välj en mörkare färg för ljus botten och en ljusare för mörk",
                "WCAG asks for at least 4.5; take a darker one on light, a lighter one on dark",
            )));
        }
    }
    faults
}
