//! Plants hostile inputs in a site: in texts, in the fields of every kind, in addresses and files.

use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::process::Output;

use lathund::kind::{Field, FieldType, Need};
use zip::write::SimpleFileOptions;

const TEXTS: &str = include_str!("texts.md");
const ADDRESSES: &str = include_str!("addresses.txt");
const WORDS: &str = include_str!("words.txt");
const IMAGES: &str = include_str!("images.txt");

/// The lines of a list of inputs.
pub(crate) fn lines(name: &str) -> impl Iterator<Item = &'static str> {
    let list = match name {
        "addresses.txt" => ADDRESSES,
        "words.txt" => WORDS,
        "images.txt" => IMAGES,
        _ => "",
    };
    list.lines()
}

/// A site in a folder.
pub(crate) struct Site {
    pub(crate) root: PathBuf,
    pub(crate) content: PathBuf,
}

impl Site {
    pub(crate) fn new(root: &Path) -> Self {
        let content = root.join("content");
        fs::create_dir_all(&content).unwrap();
        Self { root: root.to_owned(), content }
    }

    pub(crate) fn write(&self, address: &str, text: &str) {
        let file = self.content.join(address);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
}

/// The page `a.html` of a site whose errors are left out of it, as far as it can be built.
pub(crate) fn page(site: &Site, run: &dyn Fn(&Path, &[&str]) -> Output) -> String {
    let text = fs::read_to_string(site.content.join("a.md")).unwrap();
    let public = site.root.join("public");
    run(&site.root, &["build", "--output", public.to_str().unwrap()]);
    // A page with errors is not built: then nothing of it is shown.
    fs::read_to_string(public.join("a.html")).unwrap_or_else(|_| text.replace("[klick](", ""))
}

/// Texts, and links to addresses in every form; gives how many inputs there are.
pub(crate) fn texts(site: &Site) -> usize {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let mut count = 0;
    for (at, part) in TEXTS.split("%%% ").skip(1).enumerate() {
        let (name, text) = part.split_once('\n').unwrap();
        let text = format!("---\ntitle: {}\n---\n\n{text}", quoted(name));
        site.write(&format!("texter/{at:03}.md"), &text);
        count += 1;
    }
    for (at, address) in ADDRESSES.lines().enumerate() {
        let forms = [
            format!("[a]({address})"),
            format!("[a](<{address}>)"),
            format!("<{address}>"),
            format!("![a]({address})"),
            format!("[a][b]\n\n[b]: {address}"),
            format!("[[{address}|a]]"),
            format!("<a href=\"{address}\">a</a>"),
        ];
        for (form, text) in forms.iter().enumerate() {
            let text = format!("---\ntitle: Adress {at} {form}\n---\n\n{text}\n");
            site.write(&format!("adresser/{at:03}-{form}.md"), &text);
        }
        count += 1;
    }
    fs::write(site.content.join("texter/bild.png"), b"\x89PNG\r\n\x1a\n").unwrap();
    let mut settings = "owner: agare\n".to_owned();
    let words: Vec<String> = WORDS.lines().map(quoted).collect();
    let (name, organisation, description) = (&words[0], &words[3], &words[4]);
    let _ = writeln!(settings, "name: {name}\norganisation: {organisation}");
    let _ = writeln!(settings, "description: {description}");
    let _ = writeln!(settings, "edit_url: 'https://example.se/\"onclick=\"pwned()/{{path}}'");
    let _ = writeln!(settings, "base_url: 'https://example.se/\"onclick=\"pwned()'");
    let _ = writeln!(
        settings,
        "contact: {{ text: {}, to: {} }}",
        words[1],
        quoted("https://example.se/\"onclick=\"pwned()")
    );
    let _ = writeln!(
        settings,
        "menu: [{{ id: a, label: {}, items: [{{ to: \"kind:role\", label: {} }}, {{ to: {}, label: {} }}] }}]",
        words[2],
        words[5],
        quoted("https://example.se/'onclick='pwned()"),
        words[6],
    );
    site.write("handbok.yaml", &settings);
    site.write("index.md", "---\ntitle: Start\n---\n\nText.\n");
    site.write("roller/agare.yaml", "title: Ägare\nstatus: utkast\n");
    site.write(
        "varden/grans.yaml",
        "title: Gräns\nstatus: utkast\nunit: '\"><script>pwned()</script>'\n",
    );
    site.write(
        "ordlista/avtal.yaml",
        "title: Avtal\nstatus: utkast\ndefinition: '<script>pwned()</script>'\n",
    );
    count + 8
}

/// An entry of every kind for every word, with the word in every field that takes words; gives how
/// many inputs there are.
pub(crate) fn entries_of_every_kind(site: &Site) -> usize {
    let loaded = lathund::pipeline::understand(
        lathund::source::Sources::default(),
        Vec::new(),
        jiff::civil::date(2026, 11, 21),
        lathund::kind::Audience::Intern,
    );
    for (_, kind) in loaded.handbook.kinds.all() {
        let Some(folder) = &kind.folder else { continue };
        for (at, word) in WORDS.lines().enumerate() {
            let mut text = format!("id: ond-{at}\nstatus: utkast\n");
            for field in &kind.fields {
                if !["id", "status", "visibility", "waive"].contains(&&*field.key) {
                    text.push_str(&field_with(field, word, at, 0));
                }
            }
            site.write(&format!("{folder}/ond-{at}.yaml"), &text);
        }
    }
    WORDS.lines().count()
}

/// A field with the word in it, as far as its type takes words.
fn field_with(field: &Field, word: &str, at: usize, depth: usize) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let value = match &field.ty {
        FieldType::Text if field.pattern.is_none() => quoted(word),
        FieldType::Markdown => quoted(&format!("{word}\n\n[a](https://example.se '{word}')")),
        FieldType::Url => quoted(&format!("https://example.se/?{}", word.replace(' ', ""))),
        FieldType::Email => quoted(&format!("{}@example.se", word.replace([' ', '@'], ""))),
        FieldType::Enum(choices) => choices[0].id.clone(),
        FieldType::LooseDate | FieldType::Date => "2027-03-01".to_owned(),
        FieldType::Object(fields) if depth < 3 => {
            let inner: String = fields
                .iter()
                .map(|inner| match &inner.ty {
                    FieldType::Slug => format!("{}: a{at}\n", inner.key),
                    _ => field_with(inner, word, at, depth + 1),
                })
                .collect();
            let inner: Vec<&str> = inner.trim_end().lines().collect();
            if inner.is_empty() {
                return String::new();
            }
            format!("{{ {} }}", inner.join(", "))
        }
        // What else must be there, so that the rest is shown.
        // A value that only one may have is given to one.
        FieldType::Text if field.unique && at > 0 => return String::new(),
        FieldType::Slug if depth == 0 => return String::new(),
        FieldType::Text | FieldType::Slug => quoted(field.example.as_deref().unwrap_or("a")),
        FieldType::Local(_) if depth > 0 => format!("a{at}"),
        FieldType::Ref(kinds) if depth > 0 || matches!(field.required, Need::Always) => {
            format!("\"{}:ond-{at}\"", kinds.first().map_or("role", String::as_str))
        }
        FieldType::Integer | FieldType::Money | FieldType::Number | FieldType::Percent => {
            field.min.unwrap_or(7.0).to_string()
        }
        FieldType::Boolean => "true".to_owned(),
        _ => return String::new(),
    };
    let value = if field.list { format!("[{value}]") } else { value };
    format!("{}: {value}\n", field.key)
}

/// Files that may be attached, with names and insides that mean harm; gives how many there are.
pub(crate) fn files_of_every_sort(site: &Site) -> usize {
    let names = [
        "a'onmouseover='pwned().png",
        "a&quot;onclick=&quot;pwned().png",
        "a%22onclick=%22pwned().png",
        "a onerror=pwned() .png",
        "javascript%3Apwned().png",
        "=1+1.csv",
        "{{ pwned() }}.txt",
        "$(touch pwned).txt",
        "`pwned()`.txt",
        "..pwned.txt",
    ];
    let mut links = String::new();
    for name in names {
        let bytes: &[u8] = if name.ends_with("png") {
            b"\x89PNG\r\n\x1a\n<script>pwned()</script>"
        } else {
            b"<script>pwned()</script>"
        };
        fs::create_dir_all(site.content.join("filer")).unwrap();
        fs::write(site.content.join("filer").join(name), bytes).unwrap();
        let spelled = name.replace('%', "%25").replace(' ', "%20");
        let _ = writeln!(links, "- [fil](<filer/{spelled}>) ![bild](<filer/{spelled}>)");
    }
    site.write("filer.md", &format!("---\ntitle: Filer\n---\n\n{links}"));
    let pages = ["\"><script>pwned()</script>", "a'onclick='pwned()", "..%2f..%2fpwned", "<b>"];
    for name in pages {
        let file = name.replace('/', "");
        fs::write(site.content.join(format!("{file}.md")), "Text utan titel.\n").unwrap();
    }
    names.len() + pages.len()
}

/// Files that would grow: what it is, its address, its bytes.
#[expect(clippy::too_many_lines, reason = "a list")]
pub(crate) fn bombs() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let page = |body: &str| format!("---\ntitle: A\n---\n\n{body}\n").into_bytes();
    let many = |part: &str, times: usize| page(&part.repeat(times));
    let mut aliases = "title: A\na: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (from, to) in ('a'..'i').zip('b'..'j') {
        let _ = writeln!(aliases, "{to}: &{to} [{}]", vec![format!("*{from}"); 9].join(", "));
    }
    let yaml = |text: String| text.into_bytes();
    let rows = "| a | b | c |\n".repeat(20_000);
    let wide = ["| a ", "|---", "| b "].map(|cell| cell.repeat(3_000)).join("|\n");
    let notes: String = (0..3_000).map(|n| format!("[^{n}] \n\n[^{n}]: x\n\n")).collect();
    let definitions = format!("[a]: /{}\n\n{}", "x".repeat(50_000), "[a] ".repeat(4_000));
    let slow = |lang: &str, line: &str, times: usize| {
        let code = format!("{}\n", line.repeat(1_900 / line.len())).repeat(times);
        page(&format!("```{lang}\n{code}```"))
    };
    vec![
        ("flow lists", "system/a.yaml", yaml(format!("title: {}", "[".repeat(100_000)))),
        ("flow maps", "system/a.yaml", yaml(format!("title: {}", "{a: ".repeat(50_000)))),
        ("block lists", "system/a.yaml", yaml("- ".repeat(100_000))),
        ("complex keys", "system/a.yaml", yaml("? ".repeat(100_000))),
        (
            "indentation",
            "system/a.yaml",
            yaml((0..2_000).map(|n| format!("{}a:\n", " ".repeat(n))).collect()),
        ),
        ("aliases", "system/a.yaml", yaml(aliases)),
        ("merge keys", "system/a.yaml", yaml("title: A\na: &a {b: c}\n<<: [*a, *a]\n".to_owned())),
        (
            "anchors",
            "system/a.yaml",
            yaml((0..50_000).map(|n| format!("a{n}: &x{n} b\n")).collect()),
        ),
        ("tags", "system/a.yaml", yaml(format!("title: {} a", "!!str ".repeat(10_000)))),
        ("keys", "system/a.yaml", yaml((0..50_000).map(|n| format!("a{n}: b\n")).collect())),
        (
            "values",
            "system/a.yaml",
            yaml(format!("title: A\naliases: [{}]\n", "a, ".repeat(300_000))),
        ),
        (
            "entries",
            "system.yaml",
            yaml(
                (0..4_000)
                    .map(|n| format!("- {{ id: a{n}, title: A{n}, status: utkast }}\n"))
                    .collect(),
            ),
        ),
        (
            "one word",
            "system/a.yaml",
            yaml(format!("title: {}\nstatus: utkast\n", "a".repeat(4_000_000))),
        ),
        ("one quote", "system/a.yaml", yaml(format!("title: \"{}", "\\u0041".repeat(500_000)))),
        ("comment", "system/a.yaml", yaml(format!("title: A\n#{}", "a".repeat(8_000_000)))),
        ("line breaks", "system/a.yaml", yaml(format!("title: A{}", "\n".repeat(4_000_000)))),
        ("directives", "system/a.yaml", yaml("%YAML 1.2\n".repeat(20_000))),
        ("documents", "system/a.yaml", yaml("--- a\n".repeat(50_000))),
        ("front matter", "a.md", yaml(format!("---\n{}", "a: b\n".repeat(100_000)))),
        ("links", "a.md", many("[a](b.md) ", 100_000)),
        ("wiki links", "a.md", many("[[role:x]] ", 50_000)),
        ("brackets", "a.md", many("[", 100_000)),
        ("double brackets", "a.md", many("[[", 50_000)),
        ("pictures", "a.md", many("![", 50_000)),
        ("pictures that close", "a.md", page(&("![".repeat(20_000) + &"](a)".repeat(20_000)))),
        ("quotes", "a.md", many("> ", 50_000)),
        ("quotes on lines", "a.md", many(&format!("{}a\n", ">".repeat(200)), 500)),
        ("lists", "a.md", many("- ", 50_000)),
        (
            "lists that grow",
            "a.md",
            page(&(0..1_000).map(|n| format!("{}- a\n", "  ".repeat(n))).collect::<String>()),
        ),
        ("stars", "a.md", many("*", 100_000)),
        ("stars and words", "a.md", many("*a ", 50_000)),
        ("stars and underlines", "a.md", many("*_a", 30_000)),
        ("backticks", "a.md", page(&(1..800).map(|n| "`".repeat(n) + " ").collect::<String>())),
        ("tildes", "a.md", many("~~a ", 50_000)),
        ("escapes", "a.md", many("\\", 200_000)),
        ("entities", "a.md", many("&amp;", 100_000)),
        ("half entities", "a.md", many("&a", 100_000)),
        ("comments", "a.md", many("<!--", 50_000)),
        ("declarations", "a.md", many("<!A ", 50_000)),
        ("instructions", "a.md", many("<?", 50_000)),
        ("CDATA", "a.md", many("<![CDATA[", 50_000)),
        ("tags", "a.md", many("<kbd>", 30_000)),
        ("refused tags", "a.md", many("<b>", 30_000)),
        ("half tags", "a.md", many("<a href=\"", 50_000)),
        ("blocks", "a.md", many("<div>\n\n", 10_000)),
        ("table rows", "a.md", page(&format!("| a | b | c |\n|---|---|---|\n{rows}"))),
        ("table columns", "a.md", page(&wide)),
        ("table bars", "a.md", many("|", 100_000)),
        ("headings", "a.md", many("# a\n", 20_000)),
        ("headings that meet", "a.md", page(&(0..5_000).map(|n| format!("## a {n}\n## a-{n}\n")).collect::<String>())),
        ("footnotes", "a.md", page(&notes)),
        ("footnotes in a ring", "a.md", page("a[^a]\n\n[^a]: b[^b]\n\n[^b]: a[^a]\n")),
        ("definitions", "a.md", page(&definitions)),
        ("references", "a.md", many("[a][b] ", 50_000)),
        ("definition lists", "a.md", many("a\n: b\n\n", 20_000)),
        ("tasks", "a.md", many("- [x] a\n", 20_000)),
        ("fences", "a.md", many("```entries\nkind: role\n```\n\n", 2_000)),
        ("open fences", "a.md", many("```entries\n", 20_000)),
        ("rules", "a.md", many("* * *\n", 30_000)),
        ("autolinks", "a.md", many("<https://a.se> ", 30_000)),
        ("addresses", "a.md", many("<a@b.se> ", 30_000)),
        ("one long word", "a.md", page(&"a".repeat(4_000_000))),
        ("words", "a.md", many("avtal ", 500_000)),
        ("accents", "a.md", page(&format!("a{}", "\u{301}".repeat(500_000)))),
        ("code in JavaScript", "a.md", slow("js", "(a[{`${", 30)),
        ("code in HTML", "a.md", slow("html", "<a b='", 30)),
        ("code in Markdown", "a.md", slow("md", "*_[`<", 30)),
        ("code in Perl", "a.md", slow("perl", "s/a{", 30)),
        ("code in Ruby", "a.md", slow("rb", "<<A #{", 30)),
        ("code in shell", "a.md", slow("bash", "$(( `${", 30)),
        ("code in C++", "a.md", slow("cpp", "a<b<(", 30)),
        ("code in LaTeX", "a.md", slow("tex", "\\a{[$", 30)),
        ("code in SQL", "a.md", slow("sql", "select 'a", 30)),
        ("a pattern that repeats", "_kinds/a.yaml", yaml(format!("kind: a\nlabel: A\nfolder: a\nfields: {{ b: {{ type: text, label: B, pattern: \"(a+)+{}$\" }} }}\n", "(a?)".repeat(200)))),
        ("a pattern that grows", "_kinds/a.yaml", yaml("kind: a\nlabel: A\nfolder: a\nfields: { b: { type: text, label: B, pattern: \"((a{1000}){1000}){1000}\" } }\n".to_owned())),
        ("a pattern of groups", "_kinds/a.yaml", yaml(format!("kind: a\nlabel: A\nfolder: a\nfields: {{ b: {{ type: text, label: B, pattern: \"{}\" }} }}\n", "(".repeat(50_000)))),
        ("conditions", "processer/a.yaml", yaml(format!("title: A\nstatus: utkast\nsteps: [{{ id: a, title: A, when: {}a: b{} }}]\n", "{not: ".repeat(25) + "{", "}".repeat(26)))),
        ("steps", "processer/a.yaml", yaml(format!("title: A\nstatus: utkast\nsteps:\n{}", (0..2_000).map(|n| format!("  - {{ id: a{n}, title: A, next: [a{}] }}\n", (n + 1) % 2_000)).collect::<String>()))),
        ("a large text", "a.md", vec![b'a'; 40 * 1024 * 1024]),
        ("zeros", "a.md", vec![0; 4 * 1024 * 1024]),
        ("bytes that are no text", "a.md", vec![0xff; 4 * 1024 * 1024]),
    ]
}

/// Spreadsheets: a name, bytes, and a part of what is said about them.
pub(crate) fn spreadsheets() -> Vec<(String, Vec<u8>, &'static str)> {
    let sheet = |cells: &str| format!("<worksheet><sheetData>{cells}</sheetData></worksheet>");
    let far = sheet(
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row>",
    );
    let cells: String = (1..200)
        .map(|n| {
            format!("<row r=\"{n}\"><c r=\"A{n}\"><v>1</v></c><c r=\"XFD{n}\"><v>2</v></c></row>")
        })
        .collect();
    let small = sheet("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
    let zeros = format!("<worksheet><!--{}--></worksheet>", " ".repeat(80 * 1024 * 1024));
    let claim = |count: &str| format!("<sst uniqueCount=\"{count}\"></sst>");
    let late = format!("<!--{}--><sst uniqueCount='888888888888'></sst>", " ".repeat(5_000));
    vec![
        ("far.xlsx".to_owned(), book(&far, ""), "0 entries from 1 rows"),
        ("wide.xlsx".to_owned(), book(&sheet(&cells), ""), "more than 2000000 cells"),
        ("zeros.xlsx".to_owned(), book(&zeros, ""), "larger than it looks"),
        (
            "claim.xlsx".to_owned(),
            book(&small, &claim("999999999999999999")),
            "larger than it looks",
        ),
        ("claims.xlsx".to_owned(), book(&small, &claim("99999999999")), "larger than it looks"),
        ("late.xlsx".to_owned(), book(&small, &late), "larger than it looks"),
        (
            "entity.xlsx".to_owned(),
            book(
                &format!(
                    "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>{}",
                    sheet("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>&a;</v></c></row>")
                ),
                "",
            ),
            "XLSX",
        ),
        ("none.xlsx".to_owned(), b"PK\x03\x04".to_vec(), "no XLSX workbook"),
        ("cells.csv".to_owned(), ";".repeat(3_000_000).into_bytes(), "more than 2000000 cells"),
        ("lines.csv".to_owned(), "\n".repeat(3_000_000).into_bytes(), "more than 2000000 cells"),
        (
            "quote.csv".to_owned(),
            format!("title\n\"{}", "a".repeat(4_000_000)).into_bytes(),
            "1 rows",
        ),
        ("large.csv".to_owned(), vec![b'a'; 40 * 1024 * 1024], "cannot be read"),
    ]
}

/// A workbook with one sheet.
fn book(sheet: &str, strings: &str) -> Vec<u8> {
    let mut book = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let relations = "<Relationships><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
    let workbook = "<workbook xmlns:r=\"r\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
    let root = "<Relationships><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
    for (name, part) in [
        ("_rels/.rels", root),
        ("xl/workbook.xml", workbook),
        ("xl/_rels/workbook.xml.rels", relations),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", strings),
    ] {
        if !part.is_empty() {
            book.start_file(name, SimpleFileOptions::default()).unwrap();
            book.write_all(part.as_bytes()).unwrap();
        }
    }
    book.finish().unwrap().into_inner()
}
