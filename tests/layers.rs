//! The shape of the code, read as text: who may use whom, how long things may be, what may be left
//! lying about. Raise a budget only with a reason in the commit.
#![expect(clippy::disallowed_methods, reason = "these tests read the source tree")]

mod tree;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use tree::{blank, files, functions, module_names, module_of, read, relative, root, without_tests};

/// Lines in a source file, tests not counted.
const FILE_LINES: usize = 400;
/// Lines from `fn` to the closing brace.
const FUNCTION_LINES: usize = 60;
/// Lines in a command: arguments, messages and an exit code, nothing else.
const COMMAND_LINES: usize = 120;
/// What the commands share, which is no command.
const NO_COMMANDS: [&str; 2] = ["src/commands/mod.rs", "src/commands/context.rs"];
/// Packages in `Cargo.lock`: a new dependency is a decision (`docs/dependencies.md`).
const LOCKED_PACKAGES: usize = 179;

#[test]
fn a_module_uses_only_those_above_it() {
    let order = module_names(&read(&root().join("src/lib.rs")));
    assert!(order.len() > 3, "src/lib.rs declares its modules in layer order");
    let rank = |name: &str| order.iter().position(|module| module == name);
    let mut faults = Vec::new();
    for file in source_files() {
        let Some(own) = module_of(&file).as_deref().and_then(rank) else { continue };
        let text = blank(without_tests(&read(&file)));
        for (line, target) in tree::crate_paths(&text, &file) {
            if rank(&target).is_some_and(|target| target > own) {
                let message = format!("`{}` may not use `{target}`, below it", order[own]);
                faults.push(format!("{}:{line}: {message}", relative(&file)));
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn no_file_is_too_long() {
    let mut faults = Vec::new();
    for file in source_files() {
        let name = relative(&file);
        let command = name.starts_with("src/commands/") && !NO_COMMANDS.contains(&name.as_str());
        let limit = if command { COMMAND_LINES } else { FILE_LINES };
        let text = read(&file);
        let lines = without_tests(&text).lines().count();
        if lines > limit && !name.ends_with("/tests.rs") {
            faults.push(format!("{name}: {lines} lines, {limit} allowed"));
        }
    }
    assert_none(&faults);
}

#[test]
fn no_function_is_too_long() {
    let mut faults = Vec::new();
    for file in source_files() {
        let text = blank(without_tests(&read(&file)));
        for function in functions(&text) {
            if function.lines > FUNCTION_LINES {
                let place = format!("{}:{}", relative(&file), function.line);
                faults.push(format!(
                    "{place}: `{}` has {} lines, {FUNCTION_LINES} allowed",
                    function.name, function.lines
                ));
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn every_source_file_belongs_to_a_module() {
    let mut reached = BTreeSet::new();
    let mut waiting = vec![root().join("src/lib.rs"), root().join("src/main.rs")];
    while let Some(file) = waiting.pop() {
        let text = blank(&read(&file));
        for module in module_names(&text) {
            let folder = tree::module_folder(&file);
            let candidates =
                [folder.join(format!("{module}.rs")), folder.join(&module).join("mod.rs")];
            waiting.extend(candidates.into_iter().filter(|path| path.is_file()));
        }
        reached.insert(file);
    }
    let forgotten: Vec<String> = source_files()
        .into_iter()
        .filter(|file| !reached.contains(file))
        .map(|file| format!("{}: no `mod` declares it", relative(&file)))
        .collect();
    assert_none(&forgotten);
}

#[test]
fn every_kind_stands_in_a_file_of_its_name() {
    let mut faults = Vec::new();
    for file in files(&root().join("src/kind/builtin"), &["yaml"]) {
        let stem = file.file_stem().expect("a file has a name").to_string_lossy().into_owned();
        if stem.starts_with('_') {
            continue;
        }
        let text = read(&file);
        let kind = text.lines().find_map(|line| line.strip_prefix("kind:"));
        let kind = kind.map_or("", |kind| kind.split('#').next().unwrap_or("").trim());
        if kind != stem {
            faults.push(format!("{}: declares the kind `{kind}`", relative(&file)));
        }
    }
    assert_none(&faults);
}

#[test]
fn no_file_names_a_folder_of_somebodys_machine() {
    let folders = ["work", "tmp", "root"].map(|folder| format!("/{folder}/"));
    let outside = format!("..{}", "/shared");
    let mut faults = Vec::new();
    for file in files(&root(), &[]) {
        let Ok(text) = std::fs::read_to_string(&file) else { continue };
        for (number, line) in text.lines().enumerate() {
            let named = folders.iter().any(|folder| names_a_folder(line, folder));
            if named || line.contains(&outside) {
                faults.push(format!("{}:{}: {}", relative(&file), number + 1, line.trim()));
            }
        }
    }
    assert_none(&faults);
}

/// Whether `folder` stands in `line` as the start of a path, not as part of a longer one.
fn names_a_folder(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|before| !before.is_alphanumeric() && !"._-~/}>)*".contains(before))
    })
}

#[test]
fn the_dependencies_keep_within_their_budget() {
    let lock = read(&root().join("Cargo.lock"));
    let packages = lock.lines().filter(|line| *line == "[[package]]").count();
    assert!(
        packages <= LOCKED_PACKAGES,
        "Cargo.lock has {packages} packages, {LOCKED_PACKAGES} allowed"
    );
}

fn source_files() -> Vec<PathBuf> {
    files(&root().join("src"), &["rs"])
}

fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn the_reader_of_paths_sees_groups_and_parents() {
    let text = blank(
        "use crate::{view::{A, B}, parse};\n// use crate::no;\nlet s = \"crate::no::x\";\n\
         fn f() { super::super::render::go(crate::locale::x()) }",
    );
    let file = Path::new("src/check/one.rs");
    let found: Vec<String> =
        tree::crate_paths(&text, file).into_iter().map(|(_, target)| target).collect();
    assert_eq!(found, ["view", "parse", "render", "locale"]);
}

#[test]
fn the_reader_of_functions_is_not_misled_by_braces_in_text() {
    let text =
        blank("fn a<'x>(s: &'x str) -> char {\n  let _ = (\"{\", r#\"{\"#, '{');\n  '}'\n}\n");
    let found = functions(&text);
    assert_eq!((found.len(), found[0].lines, found[0].name.as_str()), (1, 4, "a"));
}
