//! Apache: a virtual host.

use super::{Place, fill, head, texts, types};
use crate::locale::{Lang, Text};
use crate::render::headers::SECURITY;

pub(super) fn configuration(place: &Place, lang: Lang) -> String {
    let Place { folder, name, port, base } = place;
    let goes = Text::new(
        "Moduler: alias, deflate, dir, headers, mime, rewrite. Skriv även ServerTokens Prod och, \
         för annan port än 80, Listen i serverns egen konfiguration. Pröva med apachectl -t.",
        "Modules: alias, deflate, dir, headers, mime, rewrite. Also write ServerTokens Prod and, \
         for a port other than 80, Listen in the server's own file. Try it with apachectl -t.",
    );
    let head = head("apache", lang, &goes).map(|line| format!("# {line}\n")).concat();
    let at = match place.steps() {
        "" => format!("    DocumentRoot \"{folder}\"\n"),
        _ => format!("    Alias \"{base}\" \"{folder}/\"\n"),
    };
    let headers: String = SECURITY
        .iter()
        .map(|(name, value)| format!("    Header always set {name} \"{value}\"\n"))
        .collect();
    let endings = |media: &str, endings: &[&str]| {
        let endings: Vec<String> = endings.iter().map(|ending| format!(".{ending}")).collect();
        format!("        AddType \"{media}\" {}\n", endings.join(" "))
    };
    let typed: String = types().iter().map(|(media, of)| endings(media, of)).collect();
    let texts = texts();
    let packable: Vec<&str> = types()
        .into_iter()
        .filter(|(media, _)| texts.contains(media))
        .flat_map(|of| of.1)
        .collect();
    let packable = packable.join("|");
    // The sort of a text decides what is packed on the way, where no packed file stands.
    let bare: Vec<&str> = texts.iter().filter_map(|media| media.split(';').next()).collect();
    let bare = bare.join(" ");
    fill(
        include_str!("apache.conf"),
        &[
            ("head", &head),
            ("port", &port.to_string()),
            ("name", name),
            ("at", &at),
            ("base", base),
            ("headers", &headers),
            ("bare", &bare),
            ("folder", folder),
            ("typed", &typed),
            ("packable", &packable),
        ],
    )
}
