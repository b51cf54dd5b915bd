//! Whatever somebody does to a handbook while `serve` runs: what stands afterwards is, byte for
//! byte, what a build from nothing gives.
#![expect(clippy::disallowed_methods, reason = "these tests read and write whole sites")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::{Date, date};
use lathund::kind::Audience;
use lathund::pipeline::{self, Project, Session, Site, Step};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use tempfile::TempDir;

const TODAY: Date = date(2026, 11, 21);

/// How many sequences of edits are tried.
const SEQUENCES: u32 = 220;

/// Something that an editor does.
#[derive(Debug, Clone)]
enum Edit {
    /// Writes in the running text of a page.
    Write(usize, String),
    /// Replaces words, wherever the file has them.
    Replace(usize),
    /// Takes a file away.
    Delete(usize),
    /// Gives a file another name.
    Rename(usize),
    /// Adds a page.
    Add(usize, String),
    /// Puts all as it was at first.
    Restore,
}

/// Files whose running text is edited.
const TEXTS: [&str; 8] = [
    "content/kopa/direkt.md",
    "content/kopa/stort.md",
    "content/kopa/index.md",
    "content/index.md",
    "content/system/navet.md",
    "content/avtal/drift.md",
    "content/ordlista/avrop.md",
    "content/mallar/protokoll.md",
];

/// What is written: words, a known term, a link, a heading, an error, markup, a query.
const WORDS: [&str; 11] = [
    "Ett stycke till om hur det går till.",
    "Gör ett avrop eller en beställning.",
    "Läs om [[system:passet]] och [[value:gransen]].",
    "## Ännu en rubrik",
    "Se [[role:finns-inte]].",
    "Personnummer 19121212-1212 hör inte hemma här.",
    "<b>fet</b> **halvfet** och `kod`",
    "```entries\nkind: term\ncolumns: [title]\n```",
    "```entries\nkind: [\n```",
    "- [ ] en punkt\n- [x] en till",
    "En fotnot[^1].\n\n[^1]: Här är den.",
];

/// What is replaced: titles that others show, a kind, values, settings, templates, styles, syntax.
const CHANGES: [(&str, &str, &str); 16] = [
    ("content/kopa/direkt.md", "title: Köpa direkt", "title: Köpa utan omvägar"),
    ("content/kopa/direkt.md", "description: När beloppet är litet.", "description: Små belopp."),
    ("content/kopa/direkt.md", "## Gör så här", "## Gör så"),
    ("content/system/navet.md", "title: navet", "title: Navet"),
    ("content/system/navet.md", "## Så används det", "## Så används systemet"),
    ("content/ordlista/avrop.md", "synonyms: [beställning]", "synonyms: [rop]"),
    ("content/ordlista/avrop.md", "definition: Ett köp", "definition: Ett enda köp"),
    ("content/varden/gransen.yaml", "amount: 12", "amount: 18"),
    ("content/avtal/drift.md", "end: 2027-06-30", "end: 2027-09-30"),
    ("content/roller.yaml", "title: Chef", "title: Enhetschef"),
    ("content/handbok.yaml", "label: Så köper du", "label: Köp så här"),
    ("content/_kinds/rum.yaml", "sv: Rum", "sv: Lokaler"),
    ("content/processer/inforande.yaml", "Prova allt", "Prova det mesta"),
    ("content/processer/inforande.yaml", "steps:", "steps: ["),
    ("theme/templates/redirect.html", "<!--a-->", "<!--b-->"),
    ("theme/static/css/prov.css", "red", "blue"),
];

fn edits() -> impl Strategy<Value = Vec<(Edit, bool)>> {
    let words = || prop::sample::select(WORDS.to_vec()).prop_map(str::to_owned);
    let edit = prop_oneof![
        5 => (0..TEXTS.len(), words()).prop_map(|(file, words)| Edit::Write(file, words)),
        4 => (0..CHANGES.len()).prop_map(Edit::Replace),
        1 => (0..TEXTS.len()).prop_map(Edit::Delete),
        1 => (0..TEXTS.len()).prop_map(Edit::Rename),
        1 => (0..3_usize, words()).prop_map(|(number, words)| Edit::Add(number, words)),
        1 => Just(Edit::Restore),
    ];
    prop::collection::vec((edit, prop::bool::weighted(0.7)), 1..4)
}

/// A project on disk with a session at work on it.
struct Bench {
    root: TempDir,
    first: BTreeMap<String, Vec<u8>>,
    session: Session,
}

impl Bench {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/incremental");
        let first = files(&fixture);
        for (path, bytes) in &first {
            put(root.path(), path, bytes);
        }
        let theme = Some(root.path().join("theme"));
        let session = Session::new(project(root.path()), root.path().join("public"), theme);
        Self { root, first, session }
    }

    /// Does it, and tells which files it touched.
    fn edit(&self, edit: &Edit) -> Vec<PathBuf> {
        let root = self.root.path();
        let read = |path: &str| fs::read_to_string(root.join(path)).ok();
        let place = |path: &str| fs::canonicalize(root).unwrap().join(path);
        match edit {
            Edit::Write(file, words) => {
                let Some(text) = read(TEXTS[*file]) else { return Vec::new() };
                put(root, TEXTS[*file], format!("{text}\n{words}\n").as_bytes());
                vec![place(TEXTS[*file])]
            }
            Edit::Replace(change) => {
                let (path, old, new) = CHANGES[*change];
                let Some(text) = read(path) else { return Vec::new() };
                let (from, to) = if text.contains(new) { (new, old) } else { (old, new) };
                put(root, path, text.replacen(from, to, 1).as_bytes());
                vec![place(path)]
            }
            Edit::Delete(file) => {
                let _ = fs::remove_file(root.join(TEXTS[*file]));
                vec![place(TEXTS[*file])]
            }
            Edit::Rename(file) => {
                let new = TEXTS[*file].replace(".md", "-ny.md");
                let _ = fs::rename(root.join(TEXTS[*file]), root.join(&new));
                vec![place(TEXTS[*file]), place(&new)]
            }
            Edit::Add(number, words) => {
                let path = format!("content/kopa/ny-{number}.md");
                put(root, &path, format!("# Sida {number}\n\n{words}\n").as_bytes());
                vec![place(&path)]
            }
            Edit::Restore => {
                let mut touched = Vec::new();
                for folder in ["content", "theme"] {
                    for (path, bytes) in files(&root.join(folder)) {
                        let path = format!("{folder}/{path}");
                        if self.first.get(&path) != Some(&bytes) {
                            fs::remove_file(root.join(&path)).unwrap();
                            touched.push(place(&path));
                        }
                    }
                }
                for (path, bytes) in &self.first {
                    if !root.join(path).exists() {
                        put(root, path, bytes);
                        touched.push(place(path));
                    }
                }
                touched
            }
        }
    }

    /// What a build from nothing gives; nothing when the sources have errors.
    fn clean(&self) -> Option<BTreeMap<String, Vec<u8>>> {
        let root = self.root.path();
        let loaded = pipeline::load(&project(root)).unwrap();
        if !loaded.is_sound() {
            return None;
        }
        let theme = pipeline::overrides(Some(&root.join("theme"))).unwrap();
        let inputs = pipeline::inputs(&loaded.sources, &theme, TODAY, Audience::Intern).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("public");
        pipeline::build(
            &loaded,
            Site { output: output.clone(), theme, keep: None, inputs, packed: false },
            &mut |_| {},
        )
        .unwrap();
        Some(files(&output))
    }

    fn stands(&self) -> BTreeMap<String, Vec<u8>> {
        files(&self.root.path().join("public"))
    }
}

fn project(root: &Path) -> Project {
    Project {
        root: root.to_owned(),
        content: root.join("content"),
        skip: Vec::new(),
        today: TODAY,
        audience: Audience::Intern,
    }
}

fn put(root: &Path, path: &str, bytes: &[u8]) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).into_iter().flatten().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
            } else {
                let path = entry.path().strip_prefix(folder).unwrap().to_owned();
                let path = path.to_string_lossy().replace('\\', "/");
                found.insert(path, fs::read(entry.path()).unwrap());
            }
        }
    }
    found
}

/// The first difference between two sites, in words that fit on a screen.
fn difference(
    stands: &BTreeMap<String, Vec<u8>>,
    clean: &BTreeMap<String, Vec<u8>>,
) -> Option<String> {
    let paths: std::collections::BTreeSet<_> = stands.keys().chain(clean.keys()).collect();
    paths.into_iter().find_map(|path| match (stands.get(path), clean.get(path)) {
        (Some(stands), Some(clean)) if stands == clean => None,
        (Some(_), None) => Some(format!("{path} should be gone")),
        (None, _) => Some(format!("{path} is missing")),
        (Some(stands), Some(clean)) => {
            let at = stands.iter().zip(clean).take_while(|(a, b)| a == b).count();
            let near = |bytes: &[u8]| {
                let (start, end) = (at.saturating_sub(80), (at + 120).min(bytes.len()));
                String::from_utf8_lossy(&bytes[start..end]).into_owned()
            };
            Some(format!("{path} at byte {at}:\n{}\n---\n{}", near(stands), near(clean)))
        }
    })
}

/// Applies a sequence of edits to the site as it was at first, and compares.
fn follow(bench: &mut Bench, edits: &[(Edit, bool)]) -> Result<(), TestCaseError> {
    let mut before = bench.stands();
    let mut step = Step::Same;
    let restore = (Edit::Restore, true);
    for (edit, pauses) in std::iter::once(&restore).chain(edits) {
        let touched = bench.edit(edit);
        step = bench.session.rebuild(&touched, &mut |_| {}).unwrap();
        bench.session.finish(&|| !pauses, &mut |_| {}).unwrap();
        if step != Step::Unsound {
            before = bench.stands();
        }
    }
    if let Some(clean) = bench.clean() {
        prop_assert_ne!(step, Step::Unsound);
        bench.session.finish(&|| false, &mut |_| {}).unwrap();
        let found = difference(&bench.stands(), &clean);
        prop_assert!(found.is_none(), "{step:?}: {}", found.unwrap());
    } else {
        prop_assert_eq!(step, Step::Unsound);
        bench.session.finish(&|| false, &mut |_| {}).unwrap();
        let found = difference(&bench.stands(), &before);
        prop_assert!(found.is_none(), "the last good site does not stand: {found:?}");
    }
    Ok(())
}

/// Half of the sequences; two tests run on two cores.
fn run(seed: u8) {
    let config = Config { cases: SEQUENCES / 2, failure_persistence: None, ..Config::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    let bench = RefCell::new(Bench::new());
    bench.borrow_mut().session.rebuild(&[], &mut |_| {}).unwrap();
    let followed = TestRunner::new_with_rng(config, rng)
        .run(&edits(), |edits| follow(&mut bench.borrow_mut(), &edits));
    followed.unwrap();
}

#[test]
fn a_site_that_was_changed_is_one_that_was_built() {
    run(1);
}

#[test]
fn and_so_it_is_with_other_changes() {
    run(2);
}

#[test]
fn an_edit_of_running_text_makes_only_the_pages_that_show_it() {
    let mut bench = Bench::new();
    bench.session.rebuild(&[], &mut |_| {}).unwrap();
    let touched = bench.edit(&Edit::Write(0, WORDS[0].to_owned()));
    let step = bench.session.rebuild(&touched, &mut |_| {}).unwrap();
    let Step::Pages(1, written) = step else { panic!("{step:?}") };
    assert_eq!(written.written, 1);
    let left = bench.session.finish(&|| true, &mut |_| {}).unwrap();
    assert_eq!(left, None, "somebody waits for another change");
    assert!(bench.session.finish(&|| false, &mut |_| {}).unwrap().is_some());
    let again = bench.session.finish(&|| false, &mut |_| {}).unwrap();
    assert_eq!(again, None, "there is nothing left to do");
    assert_eq!(bench.session.rebuild(&touched, &mut |_| {}).unwrap(), Step::Same);
}

#[test]
fn an_error_in_running_text_is_found_and_mended_without_building_all() {
    let mut bench = Bench::new();
    bench.session.rebuild(&[], &mut |_| {}).unwrap();
    let path = bench.root.path().join("content/kopa/direkt.md");
    let good = fs::read_to_string(&path).unwrap();
    let touched = bench.edit(&Edit::Write(0, WORDS[5].to_owned()));
    assert_eq!(bench.session.rebuild(&touched, &mut |_| {}).unwrap(), Step::Unsound);
    let faults = &bench.session.loaded().unwrap().faults;
    assert!(faults.iter().any(|fault| fault.code == "personal-number"), "{faults:?}");
    fs::write(&path, format!("{good}\nMer text.\n")).unwrap();
    let step = bench.session.rebuild(&touched, &mut |_| {}).unwrap();
    assert!(matches!(step, Step::Pages(1, _)), "{step:?}");
}
