//! nginx: one file, read within `http`.

use super::{ALLOWED, ASKED, HIDDEN, KEPT, Place, STAMPED, head, texts, types};
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
    format!(
        r#"{head}
map "$status:$uri" $lathund_cache_{own} {{
    default "{ASKED}";
    "~^(200|206|304):{base}{STAMPED}$" "{KEPT}";
}}
map $status $lathund_allow_{own} {{
    405 "{ALLOWED}";
}}

server {{
    listen {port};
    server_name {name};
    server_tokens off;
    absolute_redirect off;
    autoindex off;
    sendfile on;
    tcp_nopush on;

{headers}    add_header Cache-Control $lathund_cache_{own} always;
    add_header Allow $lathund_allow_{own} always;

    gzip on;
    gzip_static on;
    gzip_vary on;
    gzip_proxied any;
    gzip_types
        {packed};
    # {brotli}
    brotli_static on;

    default_type application/octet-stream;
    types {{
{types}    }}

    if ($request_method !~ "^(GET|HEAD)$") {{
        return 405;
    }}
    error_page 403 404 =404 {base}404.html;
    location ~ "{HIDDEN}" {{
        return 404;
    }}
    location {base} {{
        alias "{folder}/";
        index index.html;
    }}
    location = {base}404.html {{
        internal;
        alias "{folder}/404.html";
    }}
}}
"#
    )
}
