//! Nothing that an audience may not see is found in what is built for it: a word of its own is
//! planted in every field of every kind, in parts of texts, in ids, items and attached files.
//!
//! The entries are written from the declarations, so a new kind or field is tested by being there.
#![expect(clippy::disallowed_methods, reason = "tests write sites and read what was built")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "audiences/interference.rs"]
mod interference;
#[path = "audiences/plant.rs"]
mod plant;

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read as _};
use std::path::Path;

use jiff::civil::date;
use lathund::kind::Audience;
use lathund::pipeline::{self, BuildError, Project, Site};
use plant::{Canary, Planter, planted};

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
const UNSEEN: [(&str, &str); 3] = [
    ("page.aliases of", "a page that was moved leads on by its address, not by its id"),
    ("page.search_words of", "only the index has them, where a word lacks what the one before has"),
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
