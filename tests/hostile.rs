//! Content that means harm: planted wherever somebody may write, built, and looked for in every
//! file of the site. `tests/browser/hostile.test.mjs` opens the same site, and files that run in
//! Chromium would be told there.
//!
//! The inputs stand in `tests/hostile/`. Every run of the program may use half a gibibyte and two
//! seconds of processor time; a debug build, which does no sum without looking twice, gets more.
//! `LATHUND=target/release/lathund cargo test --test hostile` holds a release build to the two.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "tests write the sites that they build")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "hostile/outputs.rs"]
mod outputs;
#[path = "hostile/plant.rs"]
mod plant;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output};

use plant::{Site, entries_of_every_kind, files_of_every_sort, texts};
use serde_json::Value;

/// The address space of a run, in kibibytes.
const MEMORY: usize = 512 * 1024;

/// The program, and the processor time that it may use, in seconds.
fn program() -> (OsString, u32) {
    if let Some(program) = std::env::var_os("LATHUND") {
        return (program, 2);
    }
    let seconds = if cfg!(debug_assertions) { 20 } else { 2 };
    (env!("CARGO_BIN_EXE_lathund").into(), seconds)
}

/// Runs the program within its limits.
fn run(root: &Path, arguments: &[&str]) -> Output {
    let (program, seconds) = program();
    let output = Command::new("sh")
        .arg("-c")
        .arg(format!("ulimit -v {MEMORY}; ulimit -t {seconds}; exec \"$0\" \"$@\""))
        .arg(program)
        .args(["--date", "2026-11-21", "--root"])
        .arg(root)
        .args(arguments)
        // Each thread sets address space aside that it does not use.
        .env("RAYON_NUM_THREADS", "2")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!said.contains("panicked"), "{arguments:?}: {said}");
    assert!(matches!(output.status.code(), Some(0..=2)), "{arguments:?}: {} {said}", output.status);
    output
}

/// The faults of a site: severity, code, path and message.
fn faults(root: &Path) -> Vec<(String, String, String, String)> {
    let output = run(root, &["check", "--format", "json"]);
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    let word = |fault: &Value, key: &str| {
        let found = &fault[key];
        found.as_str().map_or_else(|| found.to_string(), str::to_owned)
    };
    said.as_array()
        .unwrap()
        .iter()
        .map(|fault| {
            let words = ["severity", "code", "path", "message"].map(|key| word(fault, key));
            let [severity, code, path, message] = words;
            (severity, code, path, message)
        })
        .collect()
}

/// Takes the files out that have errors, until the site builds; gives their addresses.
fn take_out_what_is_refused(site: &Site) -> BTreeSet<String> {
    let mut refused = BTreeSet::new();
    for _ in 0..6 {
        let found = faults(&site.root);
        let errors = found.into_iter().filter(|(severity, ..)| severity == "error");
        let paths: BTreeSet<String> = errors.map(|(_, _, path, _)| path).collect();
        if paths.is_empty() {
            return refused;
        }
        for path in paths {
            fs::remove_file(site.root.join(&path)).unwrap();
            refused.insert(path);
        }
    }
    panic!("what is refused leads to more that is refused");
}

#[test]
fn nothing_that_is_planted_runs() {
    // Kept for the browser, which looks at the same site.
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile");
    let _ = fs::remove_dir_all(&root);
    let site = Site::new(&root);
    let planted = texts(&site) + entries_of_every_kind(&site) + files_of_every_sort(&site);
    let told: BTreeSet<String> = faults(&site.root).into_iter().map(|fault| fault.2).collect();
    let refused = take_out_what_is_refused(&site);
    assert!(refused.iter().all(|path| told.contains(path)), "every refusal is told of");
    let output = run(&site.root, &["build", "--output", root.join("public").to_str().unwrap()]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
    let found = outputs::faults(&root.join("public"));
    assert!(found.is_empty(), "{} faults\n{}", found.len(), found.join("\n"));
    println!("{planted} inputs planted, {} files refused", refused.len());
    assert!(planted >= 200, "{planted}");
}

#[test]
fn every_address_that_leads_nowhere_is_told_of() {
    for (at, address) in plant::lines("addresses.txt").enumerate() {
        let root = tempfile::tempdir().unwrap();
        let site = Site::new(root.path());
        site.write("a.md", &format!("---\ntitle: A\n---\n\n[klick]({address})\n"));
        let told = faults(&site.root).iter().any(|(_, code, ..)| code == "broken-link");
        // What Markdown takes for no link is shown as it was written.
        let page = plant::page(&site, &run);
        let shown = page.contains("[klick](");
        assert!(told || shown, "{at}: {address}");
        assert!(!page.contains("href=\"j") && !page.contains("href=\"d"), "{address}");
    }
}

#[test]
fn images_that_hold_more_than_a_drawing_are_refused() {
    for image in plant::lines("images.txt") {
        let root = tempfile::tempdir().unwrap();
        let site = Site::new(root.path());
        site.write("a.svg", image);
        let codes: Vec<String> = faults(&site.root).into_iter().map(|fault| fault.1).collect();
        assert_eq!(codes, ["refused-file"], "{image}");
    }
}

#[test]
fn files_that_browsers_run_are_refused() {
    let gif: &[u8] = b"GIF89a=0;pwned()";
    for (name, bytes) in [
        ("a.html", &b"<script>pwned()</script>"[..]),
        ("a.HTM", b"<script>pwned()</script>"),
        ("a.xhtml", b"<html/>"),
        ("a.xml", b"<html xmlns='http://www.w3.org/1999/xhtml'><script>pwned()</script></html>"),
        ("a.js", b"pwned()"),
        ("a.mjs", b"pwned()"),
        ("a.css", b"@import 'https://evil.example'"),
        ("a.swf", b"FWS"),
        ("a.exe", b"MZ"),
        ("a.docm", b"PK\x03\x04"),
        ("a.svgz", b"\x1f\x8b"),
        ("a.mht", b"pwned()"),
        ("a.wasm", b"\0asm"),
        ("a.json", b"{}"),
        ("htaccess", b"AddType text/html .png"),
        ("a", b"<script>pwned()</script>"),
        ("a.png", b"<script>pwned()</script>"),
        ("a.jpg", gif),
        ("a.pdf", b"<html>"),
        ("a.docx", b"<html>"),
        ("a.png.html", b"\x89PNG\r\n\x1a\n"),
        ("a\nb.txt", b"x"),
        ("a\"onclick=pwned().txt", b"x"),
        ("a\u{202e}gnp.txt", b"x"),
        ("a<b>.txt", b"x"),
        ("con.txt", b"x"),
        ("LPT1.tar.zip", b"PK"),
        ("aux .txt", b"x"),
        ("com\u{b9}.txt", b"x"),
        ("a:b.txt", b"x"),
        ("a\\b.txt", b"x"),
        ("a .txt ", b"x"),
    ] {
        let root = tempfile::tempdir().unwrap();
        let site = Site::new(root.path());
        fs::write(site.content.join(name), bytes).unwrap();
        let found = faults(&site.root);
        let codes: Vec<&str> = found.iter().map(|fault| fault.1.as_str()).collect();
        assert_eq!(codes, ["refused-file"], "{name:?}");
        assert!(!found[0].3.contains(char::is_control), "{name:?}: {}", found[0].3);
    }
}

#[test]
fn what_leads_out_of_the_content_is_not_followed() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("hemligt.md"), "---\ntitle: Hemligt\n---\n\nhemligt\n").unwrap();
    fs::write(outside.path().join("hemligt.png"), b"\x89PNG\r\n\x1a\nhemligt").unwrap();
    let root = tempfile::tempdir().unwrap();
    let site = Site::new(root.path());
    site.write("a.md", "---\ntitle: A\n---\n\nText.\n");
    let at = |name: &str| site.content.join(name);
    symlink(outside.path().join("hemligt.md"), at("lank.md")).unwrap();
    symlink(outside.path().join("hemligt.png"), at("lank.png")).unwrap();
    symlink(outside.path(), at("mapp")).unwrap();
    symlink("..", at("upp")).unwrap();
    symlink("ring", at("ring")).unwrap();
    symlink("/dev/zero", at("noll.txt")).unwrap();
    symlink("/proc/self/environ", at("omgivning.txt")).unwrap();
    symlink("/etc/passwd", at("losenord.txt")).unwrap();
    let made = Command::new("mkfifo").arg(at("ror.md")).arg(at("ror.png")).status().unwrap();
    assert!(made.success());
    let _socket = std::os::unix::net::UnixListener::bind(at("uttag.txt")).unwrap();
    let found = faults(&site.root);
    let mut told: Vec<&str> = found.iter().map(|fault| fault.2.as_str()).collect();
    told.sort_unstable();
    let expected = [
        "lank.md",
        "lank.png",
        "losenord.txt",
        "mapp",
        "noll.txt",
        "omgivning.txt",
        "ring",
        "ror.md",
        "ror.png",
        "upp",
        "uttag.txt",
    ];
    assert_eq!(told, expected.map(|name| format!("content/{name}")));
    let public = root.path().join("public");
    let output = run(&site.root, &["build", "--output", public.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1), "nothing is built");
    assert!(!public.exists());
}

#[test]
fn files_that_some_system_holds_for_one_are_refused() {
    let root = tempfile::tempdir().unwrap();
    let site = Site::new(root.path());
    for name in ["bild/a.txt", "Bild/A.txt", "\u{f6}.txt", "o\u{308}.txt", "b.txt"] {
        site.write(name, "x");
    }
    let found = faults(&site.root);
    let mut told: Vec<&str> = found.iter().map(|fault| fault.2.as_str()).collect();
    told.sort_unstable();
    assert_eq!(told, ["content/bild/a.txt", "content/\u{f6}.txt"], "the later ones");
}

#[test]
fn commands_that_write_among_the_content_follow_no_link() {
    let outside = tempfile::tempdir().unwrap();
    let other = outside.path().join("annat.txt");
    fs::write(&other, "annat").unwrap();
    let root = tempfile::tempdir().unwrap();
    let site = Site::new(root.path());
    site.write("roller/agare.yaml", "title: Ägare\nstatus: utkast\n");
    symlink(&other, site.content.join("roller/chef.lathund-new")).unwrap();
    run(&site.root, &["rename", "role:agare", "chef"]);
    assert_eq!(fs::read_to_string(&other).unwrap(), "annat");
    symlink(outside.path(), site.content.join("system")).unwrap();
    fs::write(root.path().join("a.csv"), "title\nA\n").unwrap();
    let table = root.path().join("a.csv");
    run(&site.root, &["new", "system", "A"]);
    run(&site.root, &["import", "--kind", "system", table.to_str().unwrap()]);
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 1, "nothing came beside it");
}

#[test]
fn folders_lie_in_one_another_to_a_limit() {
    let root = tempfile::tempdir().unwrap();
    let site = Site::new(root.path());
    let depths = [24, 25, 900];
    for (count, depth) in depths.into_iter().enumerate() {
        site.write(&format!("{}a.md", format!("m{count}/").repeat(depth)), "# A\n\nText.\n");
    }
    let told: Vec<String> = faults(&site.root).into_iter().map(|fault| fault.2).collect();
    let cut = |name: &str| {
        format!("content/{}", format!("{name}/").repeat(25)).trim_end_matches('/').to_owned()
    };
    assert_eq!(told, [cut("m1"), cut("m2")]);
}

#[test]
fn no_name_or_title_makes_a_line_of_its_own() {
    let root = tempfile::tempdir().unwrap();
    let site = Site::new(root.path());
    let page = "---\ntitle: \"A\\n* @evil\\n/merge\"\nowner: chef\n---\n\nText.\n";
    site.write("roller/chef.yaml", "title: \"Chef\\n* @evil\"\nstatus: utkast\n");
    site.write("mapp\n* @evil/sida.md", page);
    site.write("annan/sida.md", page);
    let told: Vec<String> = faults(&site.root).into_iter().map(|fault| fault.1).collect();
    assert_eq!(told, ["refused-file"]);
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.current_dir(root.path()).args(["-c", "user.name=a", "-c", "user.email=a@b.se"]);
        assert!(command.args(arguments).output().unwrap().status.success());
    };
    git(&["init", "-q"]);
    git(&["commit", "-q", "--allow-empty", "-m", "a"]);
    let commands: [&[&str]; 3] =
        [&["owners"], &["diff", "HEAD"], &["diff", "HEAD", "--format", "markdown"]];
    for arguments in commands {
        let output = run(&site.root, arguments);
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(said.contains("annan"), "{said}");
        let orders = said
            .lines()
            .filter(|line| line.starts_with(['*', '/']) && !line.starts_with("/content/"));
        assert_eq!(orders.collect::<Vec<_>>(), Vec::<&str>::new(), "{arguments:?}: {said}");
    }
}

#[test]
fn a_theme_holds_files_and_no_links() {
    let root = tempfile::tempdir().unwrap();
    let site = Site::new(root.path());
    site.write("a.md", "---\ntitle: A\n---\n\nText.\n");
    let theme = root.path().join("tema");
    let public = root.path().join("public");
    let arguments = |theme: &Path| {
        ["build", "--theme", theme.to_str().unwrap(), "--output", public.to_str().unwrap()]
            .map(str::to_owned)
    };
    let links: [(&str, &str); 3] =
        [("a.css", "/etc/passwd"), ("b.css", "/dev/zero"), ("mapp", "/etc")];
    for (name, to) in links {
        fs::create_dir_all(theme.join("static/css")).unwrap();
        symlink(to, theme.join("static").join(name)).unwrap();
        let arguments = arguments(&theme);
        let output = run(&site.root, &arguments.each_ref().map(String::as_str));
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{name}: {said}");
        assert!(said.contains("länk") && !public.exists(), "{name}: {said}");
        fs::remove_dir_all(&theme).unwrap();
    }
}

#[test]
fn no_address_of_a_page_leaves_the_site() {
    for (path, text) in [
        ("_kinds/a.yaml", "kind: a\nlabel: A\nfolder: a\nroute: ../../{id}.html\nfields: {}\n"),
        ("_kinds/a.yaml", "kind: a\nlabel: A\nfolder: a\nroute: /etc/{id}\nfields: {}\n"),
        (
            "_kinds/a.yaml",
            "kind: a\nlabel: A\nfolder: a\nroute: \"javascript:x#{id}\"\nfields: {}\n",
        ),
        ("_kinds/a.yaml", "kind: a\nlabel: A\nfolder: a\nroute: sok/{id}.js\nfields: {}\n"),
        ("_kinds/a.yaml", "kind: a\nlabel: A\nfolder: a\nroute: \"{id}.html\"\nfields: {}\n"),
        ("_kinds/a.yaml", "kind: a\nlabel: A\nfolder: a\nroute: a/.git/{id}.html\nfields: {}\n"),
        ("_kinds/a.yaml", "kind: a\nlabel: A\nfolder: ../a\nfields: {}\n"),
        ("_kinds/a.yaml", "kind: ../a\nlabel: A\nfolder: a\nfields: {}\n"),
        (
            "_kinds/a.yaml",
            "kind: a\nlabel: A\nfolder: a\nfields: { \"x\\\" onclick=\\\"y\": { type: text, label: X } }\n",
        ),
        ("system/a.yaml", "id: ../../a\ntitle: A\nstatus: utkast\n"),
        ("system/a.yaml", "id: /etc/passwd\ntitle: A\nstatus: utkast\n"),
        ("system/con.yaml", "title: A\nstatus: utkast\n"),
        ("system/a.yaml", "id: nul\ntitle: A\nstatus: utkast\n"),
        ("system/a#b.yaml", "title: A\nstatus: utkast\n"),
        ("system/a?b.yaml", "title: A\nstatus: utkast\n"),
        ("system/%2e%2e.yaml", "title: A\nstatus: utkast\n"),
        ("system/<img src=x onerror=pwned()>.yaml", "title: A\nstatus: utkast\n"),
        ("aux.md", "---\ntitle: A\n---\n\nText.\n"),
        ("mapp/lpt9.md", "---\ntitle: A\n---\n\nText.\n"),
        ("system/a.yaml", "id: a\\b\ntitle: A\nstatus: utkast\n"),
        ("system/a.yaml", "id: \"a\\0b\"\ntitle: A\nstatus: utkast\n"),
        ("dokument/a.yaml", "title: A\nstatus: utkast\nfile: ../../etc/passwd\n"),
        ("dokument/a.yaml", "title: A\nstatus: utkast\nfile: /etc/passwd\n"),
        ("handbok.yaml", "name: A\nlogo: ../../etc/passwd\n"),
        ("handbok.yaml", "name: A\nedit_url: \"javascript:pwned()//{path}\"\n"),
        ("handbok.yaml", "name: A\nrepository: \"javascript:pwned()\"\n"),
        (
            "handbok.yaml",
            "name: A\nmenu: [{ id: a, label: A, items: [{ to: \"javascript:pwned()\", label: B }] }]\n",
        ),
        ("handbok.yaml", "name: A\ncolours: { accent: \"red;} * { background: url(//a)\" }\n"),
    ] {
        let root = tempfile::tempdir().unwrap();
        let site = Site::new(root.path());
        site.write(path, text);
        let errors = faults(&site.root).into_iter().filter(|fault| fault.0 == "error").count();
        assert!(errors > 0, "{path}: {text}");
    }
}

#[test]
fn bombs_are_refused_or_harmless() {
    for (name, path, bytes) in plant::bombs() {
        let root = tempfile::tempdir().unwrap();
        let site = Site::new(root.path());
        fs::create_dir_all(site.content.join(path).parent().unwrap()).unwrap();
        fs::write(site.content.join(path), &bytes).unwrap();
        let begun = std::time::Instant::now();
        let codes: BTreeSet<String> = faults(&site.root).into_iter().map(|fault| fault.1).collect();
        let checked = begun.elapsed();
        let limits = ["unreadable-file", "too-many-links"];
        if !codes.iter().any(|code| code.starts_with("yaml") || limits.contains(&code.as_str())) {
            take_out_what_is_refused(&site);
            let public = root.path().join("public");
            run(&site.root, &["build", "--output", public.to_str().unwrap()]);
        }
        println!(
            "{name}: {} ms, with build {} ms, {codes:?}",
            checked.as_millis(),
            begun.elapsed().as_millis()
        );
    }
}

#[test]
fn spreadsheets_that_are_more_than_they_look_are_refused() {
    for (name, bytes, words) in plant::spreadsheets() {
        let root = tempfile::tempdir().unwrap();
        let site = Site::new(root.path());
        let file = root.path().join(&name);
        fs::write(&file, &bytes).unwrap();
        let output = run(
            &site.root,
            &["--lang", "en", "import", "--kind", "system", "--dry-run", file.to_str().unwrap()],
        );
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains(words), "{name}: {said}");
    }
}

#[test]
fn live_reload_is_never_a_part_of_the_site() {
    let root = tempfile::tempdir().unwrap();
    let site = Site::new(root.path());
    site.write("a.md", "---\ntitle: A\n---\n\nText.\n");
    let public = root.path().join("public");
    run(&site.root, &["build", "--output", public.to_str().unwrap()]);
    for (path, bytes) in outputs::files(&public) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("__lathund") && !text.contains("EventSource"), "{path}");
    }
}
