//! nginx: one file, read within `http`.

use super::{Place, fill, head, texts, types};
use crate::locale::{Lang, Text};
use crate::render::headers::SECURITY;

pub(super) fn configuration(place: &Place, lang: Lang) -> String {
    let Place { folder, name, port, base } = place;
    let goes = Text::new(
        "Läses in i http, till exempel från /etc/nginx/conf.d/. Pröva med nginx -t.",
        "Read within http, for example from /etc/nginx/conf.d/. Try it with nginx -t.",
    );
    let brotli = Text::new(
        "Behöver modulen brotli_static. Saknas den (unknown directive), ta bort raden: gzip räcker.",
        "Needs the module brotli_static. Where it is missing (unknown directive), remove the line.",
    );
    let head = head("nginx", lang, &goes).map(|line| format!("# {line}\n")).concat();
    let brotli = brotli.get(lang);
    let own = place.own();
    let headers: String = SECURITY
        .iter()
        .map(|(name, value)| format!("    add_header {name} \"{value}\" always;\n"))
        .collect();
    let packed: Vec<String> = texts().into_iter().map(|media| format!("\"{media}\"")).collect();
    let packed = packed.join("\n        ");
    let types: String = types()
        .into_iter()
        .map(|(media, endings)| format!("        \"{media}\" {};\n", endings.join(" ")))
        .collect();
    fill(
        include_str!("nginx.conf"),
        &[
            ("head", &head),
            ("own", &own),
            ("base", base),
            ("port", &port.to_string()),
            ("name", name),
            ("headers", &headers),
            ("packed", &packed),
            ("brotli", brotli),
            ("types", &types),
            ("folder", folder),
        ],
    )
}
