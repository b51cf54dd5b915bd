//! What some readers may not see stands nowhere in the search index that is published for them:
//! neither as a word, a title, an excerpt nor another name.
#![expect(clippy::disallowed_methods, reason = "tests build their own folders")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::Path;

use assert_cmd::Command;

/// A site in which every word that begins with `qv` is for some readers only.
const SITE: &[(&str, &str)] = &[
    ("handbok.yaml", "name: Handbok\n"),
    (
        "_kinds/lokal.yaml",
        "kind: lokal\nlabel: { sv: Lokal, en: Room }\nplural: { sv: Lokaler, en: Rooms }\n\
         description: { sv: Lokaler att boka., en: Rooms to book. }\nfolder: lokaler\n\
         route: lokaler/{id}.html\nfields:\n\
         \x20 nick: { type: text, weight: 9, visibility: begransad, label: { sv: Kallas, en: Called } }\n\
         \x20 note: { type: markdown, visibility: intern, label: { sv: Anm, en: Note } }\n\
         \x20 next: { type: ref, kind: lokal, label: { sv: Granne, en: Neighbour } }\n",
    ),
    (
        "lokaler/salen.yaml",
        "title: Salen\nstatus: utkast\nvisibility: oppen\nnick: Qvaltare\n\
         note: Nyckeln ligger hos qvborste.\nnext: qvkallare\n",
    ),
    (
        "lokaler/qvkallare.yaml",
        "title: Qvkallare\nstatus: utkast\nvisibility: intern\nsummary: Ett qvdolt rum.\n\
         synonyms: [qvsmeknamn]\nrelated: [\"lokal:salen\"]\n",
    ),
    (
        "besok.md",
        "---\ntitle: Besök\nstatus: utkast\nvisibility: oppen\n---\nRummet är öppet. Kassaskåpet har en kod. Se [[lokal:qvkallare]].\n\n\
         > [!INTERN]\n> Koden är qvsiffror.\n\n## Qvrubrik {.begransad}\n\nRing qvjour.\n",
    ),
    (
        "ordlista/kassaskap.yaml",
        "title: Kassaskåp\nstatus: utkast\nvisibility: intern\nsynonyms: [qvskap]\ndefinition: Ett qvstalt skåp.\n",
    ),
    (
        "fragor-och-svar/rum.yaml",
        "title: Var ligger qvlada?\nstatus: utkast\nvisibility: begransad\nanswer: Bakom [[lokal:salen]].\n",
    ),
];

/// The words of the site that only some may see, and the fewest who may.
const CANARIES: [(&str, &str); 12] = [
    ("qvaltare", "begransad"),
    ("qvborste", "intern"),
    ("qvkallare", "intern"),
    ("qvdolt", "intern"),
    ("qvsmeknamn", "intern"),
    ("qvsiffror", "intern"),
    ("qvrubrik", "begransad"),
    ("qvjour", "begransad"),
    ("qvskap", "intern"),
    ("qvstalt", "intern"),
    ("qvlada", "begransad"),
    ("salen", "oppen"),
];

/// Everything in the files of the index. The vocabulary tells only what a form does not share with
/// the one before, so all the words of these readers begin alike and are looked for without that.
fn index(root: &Path, audience: &str) -> String {
    let output = root.join(format!("public-{audience}"));
    let mut build = Command::cargo_bin("lathund").unwrap();
    build.arg("--root").arg(root).args(["--date", "2026-11-21", "--audience", audience]);
    let done = build.arg("build").arg("--output").arg(&output).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let files = fs::read_dir(output.join("sok")).unwrap();
    files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap().to_lowercase()).collect()
}

/// The hits of a query, when it needs no correction.
fn hits(root: &Path, audience: &str, query: &str) -> usize {
    let mut search = Command::cargo_bin("lathund").unwrap();
    search.arg("--root").arg(root).args(["--date", "2026-11-21", "--audience", audience]);
    let said = search.args(["search", query, "--format", "json"]).assert();
    let said: serde_json::Value = serde_json::from_slice(&said.get_output().stdout).unwrap();
    if said.get("corrected").is_some() { 0 } else { said["hits"].as_array().unwrap().len() }
}

#[test]
fn the_index_holds_only_what_its_readers_may_see() {
    let root = tempfile::tempdir().unwrap();
    for (path, text) in SITE {
        let path = root.path().join("content").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let readers = ["oppen", "intern", "begransad"];
    for (at, audience) in readers.iter().enumerate() {
        let index = index(root.path(), audience);
        for (word, least) in CANARIES {
            let may = readers.iter().position(|reader| *reader == least).unwrap() <= at;
            let rest = word.strip_prefix("qv").unwrap_or(word);
            let rest = rest.strip_prefix('s').unwrap_or(rest);
            assert_eq!(index.contains(rest), may, "{word} in the index for {audience}");
            let found = hits(root.path(), audience, &format!("{word} ")) > 0;
            assert_eq!(found, may, "{word} is found by {audience}");
        }
    }
}
