//! Caddy: a site of a Caddyfile.

use std::fmt::Write;

use super::{HIDDEN, Place, fill, head, texts, types};
use crate::locale::{Lang, Text};
use crate::render::headers::SECURITY;

pub(super) fn configuration(place: &Place, lang: Lang) -> String {
    let Place { folder, name, port, base } = place;
    let goes = Text::new(
        "En plats i en Caddyfile. Pröva med caddy validate.",
        "A site of a Caddyfile. Try it with caddy validate.",
    );
    let head = head("caddy", lang, &goes).map(|line| format!("# {line}\n")).concat();
    let own = place.own();
    // Without a scheme Caddy fetches a certificate.
    let address = match port {
        443 => name.clone(),
        _ => format!("http://{name}:{port}"),
    };
    let headers: String =
        SECURITY.iter().map(|(name, value)| format!("        {name} \"{value}\"\n")).collect();
    let mut typed = String::new();
    for (at, (media, endings)) in types().into_iter().enumerate() {
        let paths: Vec<String> = endings.iter().map(|ending| format!("*.{ending}")).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(typed, "            @type{at} path {}", paths.join(" "));
        let _ = writeln!(typed, "            header @type{at} Content-Type \"{media}\"");
    }
    let bare: Vec<&str> = texts().iter().filter_map(|media| media.split(';').next()).collect();
    let packed: String = bare
        .iter()
        .map(|media| format!("                    header Content-Type {media}*\n"))
        .collect();
    // Go's expressions know no look-ahead.
    let hidden = HIDDEN.split('(').next().unwrap_or(HIDDEN);
    fill(
        include_str!("Caddyfile"),
        &[
            ("head", &head),
            ("own", &own),
            ("headers", &headers),
            ("address", &address),
            ("hidden", hidden),
            ("base", base),
            ("folder", folder),
            ("typed", &typed),
            ("packed", &packed),
        ],
    )
}
