use super::*;

fn all(text: &str) -> Scan {
    scan(text, 0..text.len())
}

fn links(text: &str) -> Vec<(LinkForm, String, String)> {
    let scan = all(text);
    for link in &scan.links {
        if let Some(span) = &link.dest_span {
            assert_eq!(text[span.clone()], link.dest, "{text}");
        }
    }
    scan.links.into_iter().map(|link| (link.form, link.dest, link.text)).collect()
}

fn link(form: LinkForm, dest: &str, text: &str) -> (LinkForm, String, String) {
    (form, dest.to_owned(), text.to_owned())
}

#[test]
fn headings_have_plain_words_and_ids_of_their_own() {
    let text = "# Att *köpa* `it`\n\nAnsvar\n------\n\n## Ansvar ##\n\n### Ja {#egen .x}\n";
    let found = all(text);
    let headings: Vec<_> =
        found.headings.iter().map(|h| (h.level, h.text.as_str(), h.id.as_str())).collect();
    assert_eq!(
        headings,
        [
            (1, "Att köpa it", "att-kopa-it"),
            (2, "Ansvar", "ansvar"),
            (2, "Ansvar", "ansvar-2"),
            (3, "Ja", "egen")
        ]
    );
    assert_eq!(&text[found.headings[2].span.clone()], "## Ansvar ##");
}

#[test]
fn spans_count_from_the_start_of_the_file() {
    let text = "---\nå: b\n---\nSe [[role:agare|ägaren]] och [mallen](../mallar/a.md#x \"T\").\n";
    let start = text.find("Se").unwrap();
    let scan = scan(text, start..text.len());
    let parts: Vec<_> = scan
        .links
        .iter()
        .map(|link| (&text[link.span.clone()], &text[link.dest_span.clone().unwrap()]))
        .collect();
    assert_eq!(
        parts,
        [
            ("[[role:agare|ägaren]]", "role:agare"),
            ("[mallen](../mallar/a.md#x \"T\")", "../mallar/a.md#x"),
        ]
    );
    assert_eq!(scan.words(text), 4);
}

#[test]
fn every_form_of_link_is_found() {
    assert_eq!(links("[[a:b]]"), [link(LinkForm::Wiki, "a:b", "")]);
    assert_eq!(links("[[ a:b | det *här* ]]"), [link(LinkForm::Wiki, "a:b", "det här")]);
    assert_eq!(links("![bild](a.png)"), [link(LinkForm::Image, "a.png", "bild")]);
    assert_eq!(links("![](a.png)"), [link(LinkForm::Image, "a.png", "")]);
    assert_eq!(links("<https://a.se>"), [link(LinkForm::Autolink, "https://a.se", "https://a.se")]);
    assert_eq!(links("<a@b.se>"), [link(LinkForm::Email, "a@b.se", "a@b.se")]);
    assert_eq!(links("[a][b]\n\n[b]: c.md"), [link(LinkForm::Inline, "c.md", "a")]);
    assert_eq!(
        links("[![x](a.png) y](b.md)"),
        [link(LinkForm::Inline, "b.md", "x y"), link(LinkForm::Image, "a.png", "x")]
    );
    assert_eq!(links("[a](b\\_c.md)"), [link(LinkForm::Inline, "b_c.md", "a")]);
    assert_eq!(links("`[[a:b]]` \\[[a:b]]"), []);
}

#[test]
fn a_wiki_link_in_a_table_loses_its_backslash() {
    let found = links("| a |\n|---|\n| [[role:x\\|ägaren]] |\n");
    assert_eq!(found, [link(LinkForm::Wiki, "role:x", "ägaren")]);
}

#[test]
fn only_references_with_a_name_can_be_broken() {
    let text = "[text] och [text][saknas] och [x][] och [finns] \n\n[finns]: a.md\n";
    let broken = all(text).broken;
    let found: Vec<_> = broken.iter().map(|b| &text[b.span.clone()]).collect();
    assert_eq!(found, ["[text][saknas]", "[x]"]);
    assert_eq!(broken[0].reference, "saknas");
}

#[test]
fn blocks_of_entries_are_whole_lines_of_yaml() {
    let text = "```entries\nkind: role\nwhere: {}\n```\n\n```yaml\na: b\n```\n\n- x\n\n  ```entries t\n  kind: a\n  limit: 3\n  ```\n\n```entries\n```\n";
    let found: Vec<_> =
        all(text).entries_blocks.iter().map(|block| &text[block.yaml.clone()]).collect();
    assert_eq!(found, ["kind: role\nwhere: {}\n", "  kind: a\n  limit: 3\n", ""]);
}

fn tags(text: &str) -> Vec<(String, bool, bool)> {
    let found = all(text).raw_html;
    for tag in &found {
        assert_eq!(text[tag.span.clone()], tag.text);
    }
    found.into_iter().map(|tag| (tag.text, tag.allowed, tag.closed)).collect()
}

fn tag(text: &str, allowed: bool, closed: bool) -> (String, bool, bool) {
    (text.to_owned(), allowed, closed)
}

#[test]
fn raw_html_is_judged_tag_by_tag() {
    assert_eq!(
        tags("Tryck <kbd>Ctrl</kbd> <b>nu</b>"),
        [
            tag("<kbd>", true, true),
            tag("</kbd>", true, true),
            tag("<b>", false, true),
            tag("</b>", false, true)
        ]
    );
    assert_eq!(
        tags("> <details>\n> <summary>Å</summary>\n>\n> text\n>\n> </details>\n"),
        [
            tag("<details>", true, true),
            tag("<summary>", true, true),
            tag("</summary>", true, true),
            tag("</details>", true, true)
        ]
    );
    assert_eq!(tags("<!-- ord -->\n\n<script>alert(1)</script>").len(), 2);
}

#[test]
fn raw_html_that_does_not_close_is_told() {
    assert_eq!(
        tags("- <details>\n- b\n\n</details>\n"),
        [tag("<details>", true, false), tag("</details>", false, true)]
    );
    assert_eq!(tags("text <div>a"), [tag("<div>", false, true)]);
    assert_eq!(tags("*a <kbd>b*"), [tag("<kbd>", true, false)]);
}

#[test]
fn words_are_counted_once_and_code_not_at_all() {
    let text = "Två *halva*ord & [en] länk.\nÅ så.\n\n```\nkod kod\n```\n- tre <kbd>två</kbd>";
    assert_eq!(all(text).words(text), 8);
}

#[test]
fn hostile_texts_are_read_quickly() {
    let deep_list = (0..1500).fold(String::new(), |list, n| list + &"  ".repeat(n) + "- a\n");
    let texts = [
        "[".repeat(50_000),
        "[[".repeat(50_000),
        "![".repeat(20_000) + &"](a)".repeat(20_000),
        "> ".repeat(50_000),
        "<!--".repeat(50_000),
        "<kbd>".repeat(50_000),
        "# a\n".repeat(20_000),
        "```entries\n".repeat(20_000),
        "[a][b] ".repeat(20_000),
        deep_list,
    ];
    let begun = std::time::Instant::now();
    for text in &texts {
        all(text);
    }
    assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed());
}

#[test]
fn a_range_outside_the_text_is_empty() {
    assert_eq!(scan("abc", 9..12).words("abc"), 0);
}
