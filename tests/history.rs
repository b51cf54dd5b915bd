//! `diff` and `check --since` over a prepared history in git.
#![expect(clippy::disallowed_methods, reason = "these tests read and write whole sites")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use serde_json::{Value, json};
use tempfile::TempDir;

fn git(folder: &Path, arguments: &[&str]) {
    let done = std::process::Command::new("git")
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .args(["-c", "user.name=Prov", "-c", "user.email=prov@exempel.se"])
        .args(["-c", "commit.gpgsign=false", "-c", "core.autocrlf=false"])
        .args(arguments)
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

fn write(root: &Path, address: &str, text: &str) {
    let path = root.join("content").join(address);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn lathund(root: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::cargo_bin("lathund").unwrap();
    command.arg("--root").arg(root).args(["--date", "2026-11-21", "--color", "never"]);
    // A hook of git sets these; they must not lead anywhere else.
    command.env("GIT_DIR", "/nowhere").env("GIT_INDEX_FILE", "/nowhere");
    command.args(arguments).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

const ROLE: &str = "title: Chef\nstatus: utkast\nowner: chef\nmay_decide: false\n";
const TERM: &str = "title: Avrop\nstatus: utkast\nowner: chef\ndefinition: Köp mot ett ramavtal.\n";

/// A repository below whose folder `handbok` the content stands, in two revisions.
fn history() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("handbok");
    write(&root, "handbok.yaml", "name: Handboken\n");
    write(&root, "index.md", "# Start\n\nFråga [[role:chef]] om åtgärd.\n");
    write(&root, "roller/chef.yaml", ROLE);
    write(&root, "ordlista/avrop.yaml", TERM);
    write(&root, "ordlista/ramavtal.yaml", &TERM.replace("Avrop", "Ramavtal"));
    write(&root, "ordlista/trasig.yaml", &TERM.replace("owner: chef", "owner: cheff"));
    write(&root, "bilder/växel.svg", "<svg/>");
    git(folder.path(), &["init", "-q", "-b", "main"]);
    git(folder.path(), &["add", "-A"]);
    git(folder.path(), &["commit", "-q", "-m", "Först"]);
    fs::remove_file(root.join("content/roller/chef.yaml")).unwrap();
    fs::remove_file(root.join("content/ordlista/ramavtal.yaml")).unwrap();
    let role = ROLE.replace("status: utkast", "status: foreslagen").replace("false", "true");
    write(&root, "roller/ledare.yaml", &format!("{role}aliases: [chef]\nsynonyms: [bas, boss]\n"));
    write(&root, "index.md", "# Start\n\nFråga [[role:ledare]] om åtgärd i tid.\n");
    write(&root, "ordlista/trasig.yaml", TERM);
    write(&root, "ordlista/växel.yaml", "id: vaxel\ntitle: Växel\nstatus: utkast\nowner: bas\n");
    git(folder.path(), &["add", "-A"]);
    git(folder.path(), &["commit", "-q", "-m", "Sedan"]);
    folder
}

#[test]
fn a_difference_is_told_in_the_terms_of_the_handbook() {
    let folder = history();
    let output = lathund(&folder.path().join("handbok"), &["diff", "HEAD~1", "HEAD"]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(stdout(&output), GOLDEN);
    let markdown = ["diff", "HEAD~1", "HEAD", "--format", "markdown"];
    let markdown = stdout(&lathund(&folder.path().join("handbok"), &markdown));
    assert!(markdown.starts_with("## Ändringar i handboken från HEAD~1 till HEAD\n\n### "));
    assert!(markdown.contains("\n- Roll: Chef (`role:ledare`) ← `chef`\n"), "{markdown}");
}

const GOLDEN: &str = "\
Ändringar i handboken från HEAD~1 till HEAD

Nya poster (1)
  Term: Växel (term:vaxel)

Borttagna poster (1)
  Term: Ramavtal (term:ramavtal)

Poster med nytt id (1)
  Roll: Chef (role:ledare) ← chef

Ändrade poster (3)
  Sida: Start (page:index)
    Text: ändrad text, 5 → 7 ord
  Term: Avrop (term:trasig)
    Ansvarig för innehållet: role:cheff → Chef
  Roll: Chef (role:ledare)
    Får fatta beslut: nej → ja
    Status: Utkast → Föreslagen
    Kallas också: + bas, + boss

Roller och enheter vars listor berörs (1)
  Chef

Berörda sidor (3)
  index.html
  ordlista/index.html
  roller/ledare.html

Nya fel och varningar (6)
  content/ordlista/avrop.yaml:3:8: advice[former-id]: `chef` är ett tidigare id
  content/ordlista/trasig.yaml:3:8: advice[former-id]: `chef` är ett tidigare id
  content/ordlista/växel.yaml:4:8: error[broken-reference]: roll `bas` finns inte
  content/roller/ledare.yaml:1:1: error[missing-field]: `organisation` saknas (Organisation)
  content/roller/ledare.yaml:1:1: error[missing-field]: `responsibilities` saknas (Ansvar)
  content/roller/ledare.yaml:3:8: advice[former-id]: `chef` är ett tidigare id

Åtgärdade fel och varningar (1)
  content/ordlista/trasig.yaml:3:8: error[broken-reference]: roll `cheff` finns inte
";

#[test]
fn the_files_as_they_are_can_be_compared_as_json() {
    let folder = history();
    let root = folder.path().join("handbok");
    let same = lathund(&root, &["diff", "HEAD"]);
    assert!(stdout(&same).contains("Inget har ändrats i handboken."), "{}", stdout(&same));
    write(&root, "ordlista/avrop.yaml", &TERM.replace("ett ramavtal", "ett ramavtal i kommunen"));
    let output = lathund(&root, &["diff", "HEAD", "--format", "json"]);
    let value: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(value["changed"][0]["id"], "avrop");
    let field = &value["changed"][0]["fields"][0];
    assert_eq!((&field["key"], &field["words_to"]), (&json!("definition"), &json!(6)));
    assert_eq!(value["added"], json!([]));
}

#[test]
fn ids_that_are_lost_since_a_revision_are_errors() {
    let folder = history();
    let root = folder.path().join("handbok");
    write(&root, "ordlista/växel.yaml", TERM);
    let output = lathund(&root, &["check", "--since", "HEAD~1", "--format", "short"]);
    assert_eq!(output.status.code(), Some(1));
    let said = stdout(&output);
    let lost: Vec<_> = said.lines().filter(|line| line.contains("lost-id")).collect();
    assert_eq!(
        lost,
        ["content/ordlista/avrop.yaml:1:1: error[lost-id]: `term:ramavtal` (”Ramavtal”) fanns i \
          HEAD~1 men leder ingenstans nu"]
    );
    assert!(said.contains("  hjälp: skriv `aliases: [ramavtal]` på posten"), "{said}");
}

#[test]
fn what_git_cannot_do_is_said() {
    let folder = history();
    let root = folder.path().join("handbok");
    for revision in ["ingen-sådan", "--all", "HEAD:content"] {
        let output = lathund(&root, &["diff", "--", revision]);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains(&format!("revisionen {revision} finns inte")));
    }
    let bare = tempfile::tempdir().unwrap();
    write(bare.path(), "index.md", "# Start\n");
    let output = lathund(bare.path(), &["diff", "HEAD"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("ligger inte i ett git-arkiv"), "{}", stderr(&output));
}
