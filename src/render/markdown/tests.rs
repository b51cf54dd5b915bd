use super::terms::Term;
use super::*;

struct Answers;

impl Links for Answers {
    fn link(&self, request: &Request<'_>) -> Resolved {
        match request.dest {
            "role:agare" => Resolved::To(Target {
                href: "../roller/agare.html".to_owned(),
                text: Some("Ägare & co".to_owned()),
                class: "ref",
                title: None,
            }),
            "value:grans" => Resolved::Html("<a href=\"v\">700 000 kr</a>".to_owned()),
            "dalig" => Resolved::To(Target { href: "java\nscript:x".into(), ..Target::default() }),
            "dold" => Resolved::Missing { text: "Dolt <namn>".to_owned() },
            dest if dest.contains(".md") || dest.starts_with('#') => {
                Resolved::To(Target { href: dest.replace(".md", ".html"), ..Target::default() })
            }
            dest => Resolved::Missing { text: dest.to_owned() },
        }
    }

    fn image(&self, request: &Request<'_>) -> Option<Picture> {
        let src = request.dest.to_owned();
        request.dest.ends_with("png").then_some(Picture { src, size: Some((40, 30)) })
    }

    fn block(&self, yaml: Range<usize>) -> String {
        format!("<table data-yaml=\"{}-{}\"></table>", yaml.start, yaml.end)
    }
}

fn words() -> Words {
    Words {
        anchor: "Länk till".into(),
        table: "Tabell".into(),
        footnotes: "Fotnoter".into(),
        footnote: "Fotnot".into(),
        back: "Tillbaka till texten".into(),
        alerts: ["Observera", "Tips", "Viktigt", "Varning", "Fara"].map(Into::into),
        readers: ["oppen", "intern", "begransad"].map(|readers| (readers, readers.to_uppercase())),
    }
}

fn terms() -> Terms {
    let phrases = vec!["avtal".to_owned()];
    Terms::new([Term { path: "ordlista/index.html#avtal".into(), phrases }])
}

fn write(text: &str, skip_title: bool, page: &mut PageState) -> String {
    let (words, terms) = (words(), terms());
    let code = Blocks::default();
    let (words, terms) = (&words, Some(&terms));
    let options = Options { skip_title, shift: 0, root: "../", words, code: &code, terms };
    let scan = crate::parse::markdown::scan(text, 0..text.len());
    html(text, &scan, &Answers, &options, page)
}

fn page(text: &str) -> String {
    write(text, false, &mut PageState::default())
}

#[track_caller]
fn shows(text: &str, parts: &[&str]) {
    let html = page(text);
    for part in parts {
        assert!(html.contains(part), "{part}\nin\n{html}");
    }
}

#[test]
fn words_are_escaped_everywhere() {
    assert_eq!(
        page("a & b <c \"d\"> `<e>` &lt;"),
        "<p>a &amp; b &lt;c &quot;d&quot;&gt; <code>&lt;e&gt;</code> &lt;</p>\n"
    );
    shows("[a](b.md \"c\\\"><x>\")", &["title=\"c&quot;&gt;&lt;x&gt;\""]);
    shows("![a\"<b>](x.png)", &["alt=\"a&quot;"]);
    shows("# a {#x\"y'}", &["<h2 id=\"x&quot;y&#39;\">"]);
}

#[test]
fn headings_have_anchors_and_one_title_is_left_to_the_page() {
    let html = page("# Å *b*\n\n## [[role:agare]]\n");
    assert!(html.starts_with(
        "<h2 id=\"a-b\">Å <em>b</em> <a class=\"anchor\" href=\"#a-b\" aria-label=\"Länk till Å b\">#</a></h2>\n"
    ));
    assert!(html.contains("<h2 id=\"role-agare\"><a class=\"ref\" href=\"../roller/agare.html\">Ägare &amp; co</a> <a class=\"anchor\" href=\"#role-agare\" aria-label=\"Länk till Ägare &amp; co\">"));
    let html = write("# Titel\n\ntext\n\n# Titel\n", true, &mut PageState::default());
    assert!(html.starts_with("<p>text</p>\n<h2 id=\"titel-2\">Titel"), "{html}");
}

#[test]
fn anchors_are_those_of_the_scan() {
    let text = "# A\n\n## A `b` [[role:agare]]\n## ![alt](x.png) c\n## [[role:agare|d *e*]]\n## A\n## f <kbd>g</kbd>\nh\n===\n> ## A\n";
    let html = page(text);
    for heading in crate::parse::markdown::scan(text, 0..text.len()).headings {
        assert!(html.contains(&format!(" id=\"{}\">", heading.id)), "{} in {html}", heading.id);
    }
}

#[test]
fn links_say_where_they_lead() {
    assert_eq!(
        page("[[role:agare]], [[role:agare|hon *själv*]], [[value:grans]]"),
        "<p><a class=\"ref\" href=\"../roller/agare.html\">Ägare &amp; co</a>, \
         <a class=\"ref\" href=\"../roller/agare.html\">hon <em>själv</em></a>, \
         <a href=\"v\">700 000 kr</a></p>\n"
    );
    shows(
        "[a](https://b.se/?x=1&y=2) <https://c.se> <d@e.se> [f](tel:+46)",
        &[
            "<a class=\"external\" href=\"https://b.se/?x=1&amp;y=2\" rel=\"noopener\">a</a>",
            "href=\"https://c.se\" rel=\"noopener\">https://c.se</a>",
            "<a href=\"mailto:d@e.se\">d@e.se</a>",
            "<a href=\"tel:+46\">f</a>",
        ],
    );
    shows(
        "[[dold]] [[dold|namn]] [x](saknas)",
        &[
            "<span class=\"missing\">Dolt &lt;namn&gt;</span>",
            "<span class=\"missing\">namn</span>",
            "<span class=\"missing\">x</span>",
        ],
    );
}

#[test]
fn scripts_never_become_addresses() {
    for text in [
        "[x](javascript:alert(1))",
        "[x](JAVASCRIPT:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](java&Tab;script&colon;alert(1))",
        "[x](<java\u{1}script:alert(1)>)",
        "[x](<  javascript:alert(1)>)",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        "![x](javascript:a.png)",
        "![x](data:image/svg+xml,a.png)",
        "<javascript:alert(1)>",
        "[x][y]\n\n[y]: javascript:alert(1)",
        "[[javascript:alert(1)]]",
        "[[dalig]]",
        "[x](file:///etc/passwd)",
    ] {
        let html = page(text);
        assert!(!html.contains("href") && !html.contains("src"), "{text}\n{html}");
    }
}

#[test]
fn raw_html_is_shown_as_text_unless_it_is_harmless() {
    for text in [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "<div onclick=\"x\">a</div>",
        "<svg/onload=alert(1)>",
        "<style>a{}</style>",
        "<iframe src=\"//a.se\"></iframe>",
        "<a href=\"javascript:x\">a</a>",
        "<details ontoggle=x open>",
        "<br onclick=x>",
        "<scr<script>ipt>",
        "<b\u{0}r>",
        "<!--><script>x</script>-->",
    ] {
        let html = page(text);
        let tags: Vec<_> = html.match_indices('<').map(|(at, _)| &html[at..]).collect();
        let harmless = ["<p>", "</p>", "</div>", "<br>"];
        assert!(
            tags.iter().all(|tag| harmless.iter().any(|h| tag.starts_with(h))),
            "{text}\n{html}"
        );
    }
    assert_eq!(page("H<sub>2</sub>O<BR/>&nbsp;"), "<p>H<sub>2</sub>O<br>\u{a0}</p>\n");
    assert_eq!(
        page("<abbr title=\"a &amp; <b\">x</abbr>"),
        "<p><abbr title=\"a &amp; &lt;b\">x</abbr></p>\n"
    );
}

#[test]
fn raw_html_is_closed_inside_what_holds_it() {
    assert_eq!(
        page("<details>\n<summary>Mer om avtal</summary>\n\nText.\n\n</details>\n"),
        "<details>\n<summary>Mer om avtal</summary>\n<p>Text.</p>\n</details>\n"
    );
    assert_eq!(
        page("- <div>\n- b\n\n</div>"),
        "<ul>\n<li><div>\n</div></li>\n<li>b</li>\n</ul>\n&lt;/div&gt;"
    );
    assert_eq!(page("*a <kbd>b* c</kbd>"), "<p><em>a <kbd>b</kbd></em> c&lt;/kbd&gt;</p>\n");
    assert_eq!(page("<!-- dolt -->\n"), "\n");
    assert_eq!(
        page("- <mark>a\n  - b"),
        "<ul>\n<li><mark>a</mark><ul>\n<li>b</li>\n</ul>\n</li>\n</ul>\n"
    );
}

#[test]
fn tables_have_scopes_and_a_name() {
    let html = page("## Tider\n\n|   | Dag |\n|:--|----:|\n| A | 1 |\n| B |  |\n");
    assert!(html.contains(
        "<div class=\"table-wrap\" role=\"region\" tabindex=\"0\" aria-label=\"Tabell: Tider\">\n<table>\n\
         <thead>\n<tr><td></td><th scope=\"col\" class=\"align-right\">Dag</th></tr>\n</thead>\n\
         <tbody>\n<tr><th scope=\"row\" class=\"align-left\">A</th><td class=\"align-right\">1</td></tr>\n"
    ), "{html}");
    assert!(html.ends_with("<td class=\"align-right\"></td></tr>\n</tbody>\n</table>\n</div>\n"));
    shows("| A |\n|---|\n", &["<table>\n<thead>", "</thead>\n</table>"]);
    shows("| a |\n|--|\n| [[role:agare\\|x\\|y]] |\n", &["agare.html\">x|y</a>"]);
}

#[test]
fn alerts_tasks_and_definitions() {
    shows(
        "> [!WARNING]\n> Läs *detta*.\n",
        &[
            "<div class=\"alert alert-warning\" role=\"note\">\n<p class=\"alert-title\">Varning</p>\n<p>Läs",
        ],
    );
    assert_eq!(
        page("- [x] Klart [a](b.md)\n- [ ] Kvar\n  - inre\n"),
        "<ul>\n<li class=\"task\"><label><input type=\"checkbox\" disabled checked> Klart <a href=\"b.html\">a</a></label></li>\n\
         <li class=\"task\"><label><input type=\"checkbox\" disabled> Kvar</label><ul>\n<li>inre</li>\n</ul>\n</li>\n</ul>\n"
    );
    assert_eq!(
        page("- [x] ett\n\n- två\n"),
        "<ul>\n<li class=\"task\"><p><label><input type=\"checkbox\" disabled checked> ett</label></p>\n</li>\n<li><p>två</p>\n</li>\n</ul>\n"
    );
    shows("Ord\n: Betydelse\n", &["<dl>\n<dt>Ord</dt>\n<dd>Betydelse</dd>\n</dl>"]);
    shows("3. c\n4. d\n", &["<ol start=\"3\">"]);
    shows("~~a~~ **b**  \nc\n\n---\n", &["<del>a</del> <strong>b</strong><br>\nc", "<hr>"]);
}

#[test]
fn footnotes_go_there_and_back_and_count_through_the_page() {
    let mut state = PageState::default();
    let html = write(
        "a[^x] b[^y] c[^x]\n\n[^y]: Andra.\n[^x]: Första.\n[^z]: Tredje.\n",
        false,
        &mut state,
    );
    assert_eq!(
        html,
        "<p>a<sup class=\"footnote-ref\"><a id=\"fnref-1\" href=\"#fn-1\" aria-label=\"Fotnot 1\">1</a></sup> \
         b<sup class=\"footnote-ref\"><a id=\"fnref-2\" href=\"#fn-2\" aria-label=\"Fotnot 2\">2</a></sup> \
         c<sup class=\"footnote-ref\"><a href=\"#fn-1\" aria-label=\"Fotnot 1\">1</a></sup></p>\n\
         <section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Fotnoter\">\n<ol>\n\
         <li id=\"fn-1\"><p>Första. <a class=\"footnote-back\" href=\"#fnref-1\" aria-label=\"Tillbaka till texten\">↩</a></p>\n</li>\n\
         <li id=\"fn-2\"><p>Andra. <a class=\"footnote-back\" href=\"#fnref-2\" aria-label=\"Tillbaka till texten\">↩</a></p>\n</li>\n\
         <li id=\"fn-3\"><p>Tredje.</p>\n</li>\n\
         </ol>\n</section>\n"
    );
    assert!(
        write("a[^x]\n\n[^x]: b\n", false, &mut state)
            .contains("<ol start=\"4\">\n<li id=\"fn-4\">")
    );
    assert_eq!(page("a[^saknas]"), "<p>a[^saknas]</p>\n");
}

#[test]
fn images_and_code_and_blocks() {
    assert_eq!(
        page("![En *bild*](a b.png \"T\")\n\n![x](<a b.png> \"T\")"),
        "<p>![En <em>bild</em>](a b.png &quot;T&quot;)</p>\n<p><img src=\"a%20b.png\" alt=\"x\" title=\"T\" width=\"40\" height=\"30\" loading=\"lazy\"></p>\n"
    );
    shows("![a ![b](c.png) d](e.png)", &["alt=\"a b d\""]);
    shows("![[a.png]]", &["alt=\"\""]);
    shows("![Saknad](a.svg)", &["<span class=\"missing\">Saknad</span>"]);
    shows("[![a](b.png)](c.md)", &["<a href=\"c.html\"><img "]);
    shows("```yaml title\na: 1\n```\n", &["<code class=\"language-yaml\"><span class=\"hl-t\">a"]);
    shows("    <x>\n", &["<pre tabindex=\"0\"><code>&lt;x&gt;\n</code></pre>"]);
    shows("å\n\n```entries\nkind: a\n```\n", &["<table data-yaml=\"15-23\"></table>"]);
}

#[test]
fn terms_are_linked_once_and_not_where_links_do_not_belong() {
    let text =
        "# Avtal\n\n`avtal` [avtal](b.md) <abbr title=\"avtal\">x</abbr> avtalet och avtal\n";
    let html = page(text);
    assert_eq!(html.matches("class=\"term\"").count(), 1, "{html}");
    assert!(
        html.contains(
            "<a class=\"term\" href=\"../ordlista/index.html#avtal\">avtalet</a> och avtal"
        )
    );
}

#[test]
fn hostile_texts_are_written_quickly() {
    let deep_list = (0..1500).fold(String::new(), |list, n| list + &"  ".repeat(n) + "- a\n");
    let begun = std::time::Instant::now();
    for text in [
        "[".repeat(50_000),
        "[[".repeat(50_000),
        "![".repeat(20_000) + &"](a)".repeat(20_000),
        "> ".repeat(50_000),
        "<kbd>".repeat(50_000),
        "<!--".repeat(50_000),
        "&".repeat(50_000),
        "[^a]".repeat(20_000) + "\n\n[^a]: b",
        "# a\n".repeat(20_000),
        "- [x] ".repeat(20_000),
        "|a".repeat(3000) + "\n" + &"|-".repeat(3000) + "\n" + &"|b\n".repeat(3000),
        deep_list,
    ] {
        page(&text);
    }
    assert!(begun.elapsed().as_secs() < 120, "{:?}", begun.elapsed());
}
