//! Configuration for web servers of others, so that readers get from them what our own server gives:
//! the same headers and types, and beside that caching and packed files.
//!
//! Each server has a file as it is to be written, with gaps, and a module that fills them from what is
//! said once: here, in `render::headers` and in `serve::media`.

mod apache;
mod caddy;
mod iis;
mod nginx;
mod place;

use crate::locale::{Lang, Text};
use crate::serve::media;
pub use place::Place;

/// A web server that we know how to set up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Server {
    /// nginx, 1.18 or later.
    Nginx,
    /// Apache HTTP Server 2.4.
    Apache,
    /// Internet Information Services 10, with URL Rewrite 2.1.
    Iis,
    /// Caddy 2.
    Caddy,
}

impl Server {
    /// The server of that name, as it is given on the command line.
    pub fn from_id(id: &str) -> Option<Self> {
        match id {
            "nginx" => Some(Self::Nginx),
            "apache" => Some(Self::Apache),
            "iis" => Some(Self::Iis),
            "caddy" => Some(Self::Caddy),
            _ => None,
        }
    }
}

/// The configuration of a server for a site.
pub fn configuration(server: Server, place: &Place, lang: Lang) -> String {
    match server {
        Server::Nginx => nginx::configuration(place, lang),
        Server::Apache => apache::configuration(place, lang),
        Server::Iis => iis::configuration(place, lang),
        Server::Caddy => caddy::configuration(place, lang),
    }
}

/// What may be kept for a year: files whose name follows their content. Only the theme has such, so
/// a report that an editor calls `rapport.20261121.pdf` is not among them. Relative to the base.
const STAMPED: &str = r"(css|js|img|fonts)/[^/]+\.[0-9a-f]{8}\.[a-z0-9]+";
/// How those are kept.
const KEPT: &str = "public, max-age=31536000, immutable";
/// How all others are: readers ask each time whether there is something newer.
const ASKED: &str = "no-cache";
/// What a method that is refused is answered with.
const ALLOWED: &str = "GET, HEAD";
/// Files and folders that are not for readers; `.well-known` is, to those who renew certificates.
const HIDDEN: &str = r"/\.(?!well-known/)";

/// The types that are worth packing: texts. The others are packed as they are.
fn texts() -> Vec<&'static str> {
    let packed = |media: &str| media.ends_with("charset=utf-8") || media.starts_with("image/svg");
    let mut texts: Vec<&str> = types().into_iter().map(|(media, _)| media).collect();
    texts.retain(|media| packed(media));
    texts
}

/// Each content type with the endings of its files.
fn types() -> Vec<(&'static str, Vec<&'static str>)> {
    let mut types: Vec<(&str, Vec<&str>)> = Vec::new();
    for (ending, media) in media::TYPES {
        match types.iter_mut().find(|(known, _)| *known == media) {
            Some((_, endings)) => endings.push(ending),
            None => types.push((media, vec![ending])),
        }
    }
    types
}

/// What every configuration may name.
const SHARED: [(&str, &str); 5] = [
    ("STAMPED", STAMPED),
    ("KEPT", KEPT),
    ("ASKED", ASKED),
    ("ALLOWED", ALLOWED),
    ("HIDDEN", HIDDEN),
];

/// A configuration with words for the names that stand between `«` and `»` in it, which no server
/// has a use for. What is put in is not looked at again.
fn fill(pattern: &str, own: &[(&str, &str)]) -> String {
    let mut pieces = pattern.split('«');
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for (name, rest) in pieces.filter_map(|piece| piece.split_once('»')) {
        let known = own.iter().chain(&SHARED).find(|(known, _)| *known == name);
        text.push_str(known.map_or(name, |(_, words)| words));
        text.push_str(rest);
    }
    text
}

/// What stands first in a configuration: who wrote it, and where it goes.
fn head(server: &str, lang: Lang, goes: &Text) -> [String; 2] {
    let by = Text::new(
        format!("Skriven av lathund hosting (för {server}). Samma rubriker som lathund serve."),
        format!("Written by lathund hosting (for {server}). The same headers as lathund serve."),
    );
    [by.get(lang).to_owned(), goes.get(lang).to_owned()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::headers::SECURITY;

    const ALL: [&str; 4] = ["nginx", "apache", "iis", "caddy"];

    fn written(id: &str, base: &str) -> String {
        let place = Place::new("/srv/handbok", "handbok.example.se", 8080, base).unwrap();
        configuration(Server::from_id(id).unwrap(), &place, Lang::Sv)
    }

    #[test]
    fn every_server_is_told_all_headers_types_and_how_long_files_are_kept() {
        for id in ALL {
            let text = written(id, "/handbok/").replace("&apos;", "'");
            for (name, value) in SECURITY {
                assert!(text.contains(name) && text.contains(value), "{id}: {name}");
            }
            for (media, endings) in types() {
                assert!(text.contains(media), "{id}: {media}");
                for ending in endings {
                    assert!(text.contains(ending), "{id}: {ending}");
                }
            }
            for word in [KEPT, ASKED, STAMPED, "404.html", "br", "gzip"] {
                assert!(text.contains(word), "{id}: {word}");
            }
        }
    }

    #[test]
    fn a_gap_is_filled_once_and_none_is_left() {
        assert_eq!(fill("a «x» «ASKED»\n", &[("x", "«y»")]), "a «y» no-cache\n");
        for id in ALL {
            let text = written(id, "/");
            assert!(!text.contains(['«', '»']), "{text}");
        }
        let own = [
            (include_str!("nginx.conf"), include_str!("nginx.rs")),
            (include_str!("apache.conf"), include_str!("apache.rs")),
            (include_str!("Caddyfile"), include_str!("caddy.rs")),
            (include_str!("web.config"), include_str!("iis.rs")),
        ];
        for (pattern, module) in own {
            for name in pattern.split('«').skip(1).filter_map(|rest| rest.split('»').next()) {
                let shared = SHARED.iter().any(|(known, _)| *known == name);
                assert!(shared || module.contains(&format!("(\"{name}\",")), "{name}");
            }
        }
    }

    #[test]
    fn every_server_is_told_where_the_site_stands() {
        for id in ALL {
            assert!(written(id, "/").contains("handbok.example.se"), "{id}");
            assert!(written(id, "/inkop/").contains("inkop"), "{id}");
        }
    }

    #[test]
    fn what_is_kept_for_a_year_is_what_the_theme_names_by_its_content() {
        let stamped = regex::Regex::new(&format!("^{STAMPED}$")).unwrap();
        let settings = crate::kind::settings::Settings::default();
        let theme = crate::render::theme::load(&settings, Lang::Sv, Vec::new()).unwrap();
        assert!(theme.files.len() > 20);
        for (path, _) in theme.files {
            assert!(stamped.is_match(&path), "{path}");
        }
        for path in ["rapport.20261121.pdf", "bilder/a.20261121.png", "sok/index.js", "index.html"]
        {
            assert!(!stamped.is_match(path), "{path}");
        }
    }

    #[test]
    fn the_configuration_for_iis_is_well_formed() {
        let text = written("iis", "/");
        let mut open: Vec<&str> = Vec::new();
        let body = text.split_once("?>").unwrap().1;
        for tag in body.split('<').skip(1).map(|rest| rest.rsplit_once('>').unwrap()) {
            let (tag, between) = tag;
            assert!(between.trim().is_empty(), "{between}");
            assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
            if tag.starts_with("!--") {
                assert!(tag.ends_with("--") && !tag[3..tag.len() - 2].contains("--"), "{tag}");
            } else if let Some(name) = tag.strip_prefix('/') {
                assert_eq!(open.pop(), Some(name));
            } else if !tag.ends_with('/') {
                open.push(tag.split(' ').next().unwrap());
            }
        }
        assert!(open.is_empty(), "{open:?}");
        assert!(!text.replace("&amp;", "").replace("&apos;", "").replace("&lt;", "").contains('&'));
    }
}
