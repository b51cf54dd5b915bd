//! IIS: `web.config`, which stands in the folder above the site, since the site's own folder is
//! replaced as a whole by each build.

use std::fmt::Write;

use super::{ASKED, KEPT, Place, STAMPED, fill, head, texts, types};
use crate::locale::{Lang, Text};
use crate::render::headers::SECURITY;

pub(super) fn configuration(place: &Place, lang: Lang) -> String {
    let goes = Text::new(
        "Kräver URL Rewrite 2.1. Platsen under en sökväg: web.config i mappen ovanför. Platsen i \
         roten: elementet location i applicationHost.config, med namnet på platsen i IIS.",
        "Needs URL Rewrite 2.1. A site under a path: web.config in the folder above. A site at the \
         root: the element location in applicationHost.config, by the name of the site in IIS.",
    );
    let head = head("IIS", lang, &goes).map(|line| format!("<!-- {line} -->\n")).concat();
    let path = if place.steps().is_empty() { &place.name } else { place.steps() };
    let base = &place.base;
    let headers: String = SECURITY
        .iter()
        .map(|(name, value)| {
            format!("          <add name=\"{name}\" value=\"{}\" />\n", text(value))
        })
        .collect();
    let mut mime = String::new();
    for (media, endings) in types() {
        for ending in endings {
            // Writing to a string cannot fail.
            let _ = writeln!(mime, "        <remove fileExtension=\".{ending}\" />");
            let map = format!("fileExtension=\".{ending}\" mimeType=\"{media}\"");
            let _ = writeln!(mime, "        <mimeMap {map} />");
        }
    }
    let (inbound, outbound) = (inbound(), outbound(base));
    fill(
        include_str!("web.config"),
        &[
            ("head", &head),
            ("path", path),
            ("headers", &headers),
            ("base", base),
            ("mime", &mime),
            ("inbound", &inbound),
            ("outbound", &outbound),
        ],
    )
}

/// Packed files and the name of the encoding that each holds.
const PACKED: [(&str, &str); 2] = [("br", "br"), ("gz", "gzip")];

/// The endings of texts, for an expression.
fn packable() -> String {
    let texts = texts();
    let packed = types().into_iter().filter(|(media, _)| texts.contains(media));
    packed.flat_map(|(_, endings)| endings).collect::<Vec<_>>().join("|")
}

/// From a text to the packed file beside it, when the reader takes such.
fn inbound() -> String {
    let packable = packable();
    let rule = |(ending, encoding): (&str, &str)| {
        format!(
            r#"          <rule name="lathund {encoding}" stopProcessing="true">
            <match url="^(.+\.({packable}))$" />
            <conditions>
              <add input="{{HTTP_ACCEPT_ENCODING}}" pattern="\b{encoding}\b" />
              <add input="{{REQUEST_FILENAME}}.{ending}" matchType="IsFile" />
            </conditions>
            <action type="Rewrite" url="{{R:1}}.{ending}" />
          </rule>
"#
        )
    };
    PACKED.map(rule).concat()
}

/// What a packed file says of itself, and how long files are kept.
fn outbound(base: &str) -> String {
    let texts = texts();
    let mut rules = String::new();
    let mut rule = |name: &str, variable: &str, conditions: &[(&str, &str)], value: &str| {
        let conditions: String = conditions
            .iter()
            .map(|(input, pattern)| {
                format!("              <add input=\"{{{input}}}\" pattern=\"{pattern}\" />\n")
            })
            .collect();
        // Writing to a string cannot fail.
        let _ = write!(
            rules,
            r#"          <rule name="lathund {name}">
            <match serverVariable="RESPONSE_{variable}" pattern=".*" />
            <conditions>
{conditions}            </conditions>
            <action type="Rewrite" value="{value}" />
          </rule>
"#
        );
    };
    rule("asked", "Cache_Control", &[("URL", ".*")], ASKED);
    let stamped = format!(r"^{base}{STAMPED}(\.br|\.gz)?$");
    let found = ("RESPONSE_STATUS", "^(200|206|304)");
    rule("kept", "Cache_Control", &[("URL", &stamped), found], KEPT);
    for (ending, encoding) in PACKED {
        let packed = format!(r"\.({})\.{ending}$", packable());
        rule(&format!("encoding {encoding}"), "Content_Encoding", &[("URL", &packed)], encoding);
    }
    rule(
        "vary",
        "Vary",
        &[("URL", &format!(r"\.({})(\.br|\.gz)?$", packable()))],
        "Accept-Encoding",
    );
    for (media, endings) in types().into_iter().filter(|(media, _)| texts.contains(media)) {
        let packed = format!(r"\.({})\.(br|gz)$", endings.join("|"));
        rule(&format!("type {}", endings[0]), "Content_Type", &[("URL", &packed)], media);
    }
    rules
}

/// A value between double quotes.
fn text(value: &str) -> String {
    value.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
