//! Apache: a virtual host.

use super::{ALLOWED, ASKED, HIDDEN, KEPT, Place, STAMPED, head, texts, types};
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
    format!(
        r#"{head}
<VirtualHost *:{port}>
    ServerName {name}
    ServerSignature Off
    TraceEnable Off
    AllowEncodedSlashes Off
{at}    ErrorDocument 403 {base}404.html
    ErrorDocument 404 {base}404.html
    RedirectMatch 404 "{HIDDEN}"

{headers}    Header set Cache-Control "{ASKED}"
    Header set Cache-Control "{KEPT}" "expr=%{{REQUEST_STATUS}} in {{'200','206','304'}} && %{{REQUEST_URI}} =~ m#^{base}{STAMPED}(\.br|\.gz)?$#"
    Header always set Allow "{ALLOWED}" "expr=%{{REQUEST_STATUS}} == '405'"
    AddOutputFilterByType DEFLATE {bare}

    <Directory "{folder}">
        Require all granted
        Options -Indexes -MultiViews -Includes -ExecCGI +FollowSymLinks
        AllowOverride None
        DirectoryIndex index.html
        FileETag MTime Size
        AddDefaultCharset Off
        RemoveLanguage .br
        RemoveType .br .gz
        AddEncoding br .br
        AddEncoding gzip .gz
{typed}
        RewriteEngine On
        RewriteCond %{{REQUEST_METHOD}} !^(GET|HEAD)$
        RewriteRule ^ - [R=405,L]
        RewriteRule \.({packable})$ - [E=packable:1]
        RewriteCond %{{HTTP:Accept-Encoding}} \bbr\b
        RewriteCond %{{REQUEST_FILENAME}}.br -f
        RewriteRule ^(.+\.({packable}))$ $1.br [E=no-gzip:1,L]
        RewriteCond %{{HTTP:Accept-Encoding}} \bgzip\b
        RewriteCond %{{REQUEST_FILENAME}}.gz -f
        RewriteRule ^(.+\.({packable}))$ $1.gz [E=no-gzip:1,L]
        Header merge Vary Accept-Encoding env=packable
        Header merge Vary Accept-Encoding env=REDIRECT_packable
    </Directory>
</VirtualHost>
"#
    )
}
