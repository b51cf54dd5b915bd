//! Nothing that an audience may not see is found in what is built for it: a word of its own is
//! planted in every field of every kind, in parts of texts, in ids, items and attached files.
//!
//! The entries are written from the declarations, so a new kind or field is tested by being there.
#![expect(clippy::disallowed_methods, reason = "tests write sites and read what was built")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Read as _};
use std::path::Path;

use jiff::civil::date;
use lathund::kind::{Audience, Field, FieldType, Kind};
use lathund::pipeline::{self, BuildError, Project, Site};
use lathund::source::Sources;

/// A planted word, and the least audience that may meet it.
struct Canary {
    word: String,
    least: Audience,
    place: String,
}

/// The fields of a system that everybody may see when it does not say which.
const OPENED: [&str; 4] = ["title", "functions", "owner_unit", "aliases"];

/// Writes a site, and remembers what was planted in it.
#[derive(Default)]
struct Planter {
    canaries: Vec<Canary>,
    files: BTreeMap<String, String>,
}

impl Planter {
    fn plant(&mut self, least: Audience, place: &str) -> String {
        // Told apart from its first sign on, so that an index that leaves out what words share with
        // those before them still shows it.
        let word = format!("q{}zkanarie", letters(self.canaries.len() + 26));
        self.canaries.push(Canary { word: word.clone(), least, place: place.to_owned() });
        word
    }

    fn entry(&mut self, kind: &Kind, level: Audience) {
        let id = entry_id(kind, level);
        let mut yaml =
            format!("kind: {}\nid: {id}\nvisibility: {}\nstatus: utkast\n", kind.id, level.id());
        self.canaries.push(Canary { word: id.clone(), least: level, place: id.clone() });
        let mut items = Vec::new();
        for field in &kind.fields {
            if ["id", "visibility", "status", "waive"].contains(&&*field.key) {
                continue;
            }
            let least = level.max(field.visibility.unwrap_or(Audience::Oppen));
            let closed = kind.id == "system" && !OPENED.contains(&&*field.key);
            let least = if closed { least.max(Audience::Intern) } else { least };
            let place = format!("{}.{} of {}", kind.id, field.key, level.id());
            let first = self.canaries.len();
            let value = self.value(field, least, level, &place);
            let _ = writeln!(yaml, "{}: {value}", field.key);
            let id = format!("{place}.id");
            let id = self.canaries[first..].iter().find(|canary| canary.place == id);
            items.extend(id.map(|canary| (format!("<{}>", field.key), canary.word.clone())));
        }
        // A word for an item of the same entry is the id of that.
        let yaml = items.iter().fold(yaml, |yaml, (item, word)| yaml.replace(item, word));
        self.files.insert(format!("content/poster/{id}.yaml"), yaml);
    }

    /// A value in one line.
    fn value(&mut self, field: &Field, least: Audience, level: Audience, place: &str) -> String {
        let value = self.single(field, least, level, place);
        if field.list { format!("[{value}]") } else { value }
    }

    fn single(&mut self, field: &Field, least: Audience, level: Audience, place: &str) -> String {
        match &field.ty {
            // What must look a certain way is no place for a word.
            _ if field.pattern.is_some() => field.example.clone().unwrap_or_default(),
            FieldType::Local(fields) => format!("<{}>", fields.last().unwrap()),
            FieldType::Text | FieldType::Slug => self.plant(least, place),
            FieldType::Markdown => self.prose(least, place),
            FieldType::Url => format!("\"https://{}.example.se/\"", self.plant(least, place)),
            FieldType::Email => format!("{}@example.se", self.plant(least, place)),
            FieldType::File => {
                let name = format!("bilagor/{}.txt", self.plant(least, place));
                let inner = self.plant(least, &format!("the file of {place}"));
                self.files.insert(format!("content/{name}"), inner);
                name
            }
            FieldType::Enum(choices) => choices[0].id.clone(),
            FieldType::Ref(kinds) => {
                let kind = kinds.first().map_or("page", String::as_str);
                // To an entry that fewer may see: its id must not be told either.
                let hidden = Audience::ALL.into_iter().find(|other| *other > level);
                format!("{kind}:{}", id_of(kind, hidden.unwrap_or(level)))
            }
            FieldType::Condition => "{ status: utkast }".to_owned(),
            FieldType::Date | FieldType::LooseDate => "2026-11-21".to_owned(),
            FieldType::Integer | FieldType::Number | FieldType::Percent => "7".to_owned(),
            FieldType::Money => "7100".to_owned(),
            FieldType::Boolean => "true".to_owned(),
            FieldType::Object(fields) => {
                let inner = fields.iter().map(|inner| {
                    if &*inner.key == "visibility" {
                        return format!("visibility: {}", least.id());
                    }
                    let least = least.max(inner.visibility.unwrap_or(Audience::Oppen));
                    let place = format!("{place}.{}", inner.key);
                    format!("{}: {}", inner.key, self.value(inner, least, level, &place))
                });
                format!("{{ {} }}", inner.collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// A text with parts for every audience, in every way of saying so.
    fn prose(&mut self, least: Audience, place: &str) -> String {
        let mut text = self.plant(least, place);
        for audience in [Audience::Intern, Audience::Begransad] {
            let (own, place) = (least.max(audience), format!("a part of {place}"));
            let mut word = || self.plant(own, &place);
            let _ = write!(
                text,
                "[^{}]\\n\\n> [!{}]\\n> {} [[page:{}]]\\n\\n## {} {{.{}}}\\n\\n- {}[^{}]\\n\\n## Mer\\n\\n[^{}]: {}\\n\\n",
                audience.id(),
                audience.id().to_uppercase(),
                word(),
                id_of("page", own),
                word(),
                audience.id(),
                word(),
                own.id().repeat(2),
                own.id().repeat(2),
                word(),
            );
        }
        format!("\"{text}\"")
    }
}

fn letters(mut number: usize) -> String {
    let mut out = String::new();
    while number > 0 {
        out.insert(0, char::from(b'a' + (number % 26) as u8));
        number /= 26;
    }
    out
}

fn entry_id(kind: &Kind, level: Audience) -> String {
    id_of(&kind.id, level)
}

fn id_of(kind: &str, level: Audience) -> String {
    format!("{}-{}zpost", kind.replace('_', "-"), level.id())
}

fn kinds() -> lathund::kind::Kinds {
    let none = Sources::from_texts([]);
    pipeline::understand(none, Vec::new(), date(2026, 11, 21), Audience::Begransad).handbook.kinds
}

/// A site with a word in every field of every kind for each audience. With `restrict`, a site whose
/// declarations restrict every field that can be.
fn planted(restrict: Option<Audience>) -> Planter {
    let mut planter = Planter::default();
    let mut kinds: Vec<Kind> = kinds().all().map(|(_, kind)| kind.clone()).collect();
    planter.files.insert("content/handbok.yaml".to_owned(), "name: Handbok\n".to_owned());
    for kind in &mut kinds {
        let mut rules = String::new();
        for field in &mut kind.fields {
            let shown = ["id", "title", "status", "visibility"].contains(&&*field.key);
            if let Some(least) = restrict.filter(|_| !shown) {
                field.visibility = Some(least);
                let _ = writeln!(rules, "  {}: {}", field.key, least.id());
            }
        }
        if !rules.is_empty() {
            let rules = format!("kind: {}\nrestrict:\n{rules}", kind.id);
            planter.files.insert(format!("content/_kinds/{}.yaml", kind.id), rules);
        }
        for level in Audience::ALL {
            planter.entry(kind, level);
        }
    }
    planter
}

fn write(files: &BTreeMap<String, String>, root: &Path) {
    for (path, text) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

fn build(
    root: &Path,
    audience: Audience,
    theme: Vec<(String, Vec<u8>)>,
) -> Result<BTreeMap<String, Vec<u8>>, BuildError> {
    let (root, content) = (root.to_owned(), root.join("content"));
    let output = root.join(audience.id());
    let today = date(2026, 11, 21);
    let project = Project { root, content, skip: Vec::new(), today, audience };
    let loaded = pipeline::load(&project).unwrap();
    let site =
        Site { output: output.clone(), theme, keep: None, inputs: String::new(), packed: false };
    pipeline::build(&loaded, site, &mut |_| {})?;
    let mut files = BTreeMap::new();
    gather(&output, &output, &mut files);
    Ok(files)
}

/// The files of a folder, and the parts of those that hold others.
fn gather(folder: &Path, root: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, root, files);
            continue;
        }
        let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
        let bytes = fs::read(&path).unwrap();
        if bytes.starts_with(b"PK") {
            let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
            for index in 0..archive.len() {
                let mut part = archive.by_index(index).unwrap();
                let mut content = Vec::new();
                part.read_to_end(&mut content).unwrap();
                files.insert(format!("{name}/{index}"), content);
            }
        }
        files.insert(name, bytes);
    }
}

/// Where each planted word stands, in names and contents, whatever the case.
fn found(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, bytes) in files {
        let text = format!("{name}\n{}", String::from_utf8_lossy(bytes).to_lowercase());
        for (end, of_word) in [("zkanarie", true), ("zpost", false)] {
            for (at, _) in text.match_indices(end) {
                let belongs = |sign: char| sign.is_ascii_lowercase() || !of_word && sign == '-';
                let start = text[..at].rfind(|sign| !belongs(sign)).map_or(0, |before| {
                    before + text[before..].chars().next().map_or(0, char::len_utf8)
                });
                let run = &text[start..at + end.len()];
                // Other letters may stand before the word; the word itself begins with a q.
                let starts = run.match_indices('q').map(|(start, _)| start).filter(|_| of_word);
                for start in starts.chain(std::iter::once(0)) {
                    let places = found.entry(run[start..].to_owned()).or_default();
                    if places.last() != Some(name) {
                        places.push(name.clone());
                    }
                }
            }
        }
    }
    found
}

/// Values that no file shows, and why.
const UNSEEN: [(&str, &str); 2] = [
    ("page.aliases of", "a page that was moved leads on by its address, not by its id"),
    ("page.sources of", "a source is shown by its document, which this one may not see"),
];

fn is_unseen(place: &str) -> bool {
    UNSEEN.iter().any(|(unseen, _)| place.starts_with(unseen))
}

/// The planted words that an audience meets and should not, and those that it misses.
fn judge(planter: &Planter, root: &Path, audience: Audience) -> (Vec<String>, Vec<String>) {
    let found = found(&build(root, audience, Vec::new()).unwrap());
    let (mut leaks, mut missing) = (Vec::new(), Vec::new());
    for Canary { word, least, place } in &planter.canaries {
        match found.get(word) {
            Some(files) if *least > audience => {
                leaks.push(format!("{} meets {place} in {files:?}", audience.id()));
            }
            None if *least <= audience && !is_unseen(place) => missing.push(place.clone()),
            _ => {}
        }
    }
    (leaks, missing)
}

#[test]
fn a_word_in_every_field_of_every_kind_is_met_by_its_readers_and_by_nobody_else() {
    for restrict in [None, Some(Audience::Intern), Some(Audience::Begransad)] {
        let planter = planted(restrict);
        let folder = tempfile::tempdir().unwrap();
        write(&planter.files, folder.path());
        assert!(planter.canaries.len() > 2500, "{}", planter.canaries.len());
        for audience in Audience::ALL {
            let (leaks, missing) = judge(&planter, folder.path(), audience);
            assert!(
                leaks.is_empty(),
                "{} leaks: {:#?}",
                leaks.len(),
                &leaks[..leaks.len().min(20)]
            );
            assert!(
                missing.is_empty(),
                "{} missing for {audience:?}: {:#?}",
                missing.len(),
                &missing[..missing.len().min(60)]
            );
        }
    }
}

const SECRET: &str = "Serverrummet saknar larm på natten.";

fn secret_site(root: &Path, attached: &str) {
    let system = format!("title: Journal\nstatus: utkast\nrisk_note: {SECRET}\n");
    let page = "---\ntitle: Plan\n---\nLäs [bilagan](plan.txt).\n";
    let files = [
        ("handbok.yaml", "name: Handbok\n"),
        ("system/journal.yaml", &system),
        ("plan.md", page),
        ("plan.txt", attached),
    ];
    let files = files.map(|(name, text)| (format!("content/{name}"), text.to_owned()));
    write(&files.into(), root);
}

/// Where the faults of a build that was refused stand; nothing else is to be said of the secret.
fn refused(result: Result<BTreeMap<String, Vec<u8>>, BuildError>) -> Vec<&'static str> {
    let Err(BuildError::Leaked(faults)) = result else { panic!("it was published") };
    for fault in &faults {
        let said = format!("{fault:?}").to_lowercase();
        assert!(!said.contains("serverrummet") && !fault.quoted, "{said}");
    }
    faults.iter().map(|fault| fault.code).collect()
}

#[test]
fn a_theme_or_a_file_that_tells_something_restricted_is_not_published() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let themes = [
        format!("<footer><p>Obs! {SECRET}</p></footer>"),
        "<footer title=\"serverrummet saknar larm p&aring; natten\"></footer>".to_owned(),
        "<footer><p>Server<b>rummet</b> saknar <i>larm</i>\n på&nbsp;natten</p></footer>"
            .to_owned(),
        "<footer data-x='{\"r\":\"Serverrummet saknar larm p\\u00e5 natten\"}'></footer>"
            .to_owned(),
        "<footer><a href=\"?q=serverrummet%20saknar%20larm%20p%C3%A5%20natten\">x</a></footer>"
            .to_owned(),
    ];
    secret_site(root, "Ingenting.");
    let sound = build(root, Audience::Intern, Vec::new()).unwrap();
    for footer in themes {
        let theme = vec![("templates/footer.html".to_owned(), footer.clone().into_bytes())];
        assert_eq!(refused(build(root, Audience::Intern, theme)), ["leaked-value"], "{footer}");
        let mut stands = BTreeMap::new();
        gather(&root.join("intern"), &root.join("intern"), &mut stands);
        assert_eq!(stands, sound, "the old site stands");
    }
    secret_site(root, &format!("Bilaga.\n{SECRET}\n"));
    assert_eq!(refused(build(root, Audience::Intern, Vec::new())), ["leaked-value"]);
    build(root, Audience::Begransad, Vec::new()).unwrap();
}

#[test]
fn a_file_that_only_hidden_places_refer_to_is_not_copied() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let page = "---\ntitle: Plan\nvisibility: oppen\n---\n[Alla](a.txt)\n\n> [!INTERN]\n> [Vi](b.txt) ![Bild](c.svg)\n";
    let hidden = "---\ntitle: Kris\nvisibility: begransad\n---\n[Alla](a.txt) [Få](d.txt)\n";
    let mut files: BTreeMap<String, String> = [("plan.md", page), ("kris.md", hidden)]
        .map(|(name, text)| (format!("content/{name}"), text.to_owned()))
        .into();
    for name in ["a.txt", "b.txt", "c.svg", "d.txt", "e.txt"] {
        let text = if name == "c.svg" { "<svg xmlns=\"http://www.w3.org/2000/svg\"/>" } else { "" };
        files.insert(format!("content/{name}"), text.to_owned());
    }
    write(&files, root);
    let copied = |audience| -> String {
        let site = build(root, audience, Vec::new()).unwrap();
        let names = ["a.txt", "b.txt", "c.svg", "d.txt", "e.txt"].into_iter();
        names.filter(|name| site.contains_key(*name)).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(copied(Audience::Oppen), "a.txt e.txt");
    assert_eq!(copied(Audience::Intern), "a.txt b.txt c.svg e.txt");
    assert_eq!(copied(Audience::Begransad), "a.txt b.txt c.svg d.txt e.txt");
}
