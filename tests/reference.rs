//! The references under `docs/reference/` are generated, and are compared here so that they stay
//! true. `UPDATE_DOCS=1 cargo test --test reference` writes them anew.
#![expect(clippy::disallowed_methods, reason = "reads and writes documents")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use assert_cmd::Command;
use clap::CommandFactory;
use lathund::commands::Cli;
use serde_json::Value;

#[test]
fn the_command_reference_is_true() {
    let mut cli = Cli::command();
    cli.build();
    let mut text = String::from(
        "# Commands\n\nGenerated from the program. Every command takes the options of the first \
         section.\n\n## lathund\n\n",
    );
    block(&mut text, &cli.render_long_help().to_string());
    for command in cli.get_subcommands_mut().filter(|command| command.get_name() != "help") {
        let _ = write!(text, "\n## lathund {}\n\n", command.get_name());
        let global: Vec<_> = command
            .get_arguments()
            .filter(|argument| argument.is_global_set())
            .map(|argument| argument.get_id().clone())
            .collect();
        let mut own = command.clone();
        for id in global {
            own = own.mut_arg(id, |argument| argument.hide(true));
        }
        block(&mut text, &own.render_long_help().to_string());
    }
    compare("commands.md", &text);
}

fn block(text: &mut String, help: &str) {
    let lines: Vec<&str> = help.trim().lines().map(str::trim_end).collect();
    let _ = writeln!(text, "```text\n{}\n```", lines.join("\n"));
}

#[test]
fn the_reference_of_kinds_is_true() {
    let empty = tempfile::tempdir().unwrap();
    let mut command = Command::cargo_bin("lathund").unwrap();
    command.arg("--root").arg(empty.path()).args(["--lang", "en", "schema"]);
    let output = command.output().unwrap();
    let schemas: serde_json::Map<String, Value> = serde_json::from_slice(&output.stdout).unwrap();
    let mut text = String::from(
        "# Kinds\n\nGenerated from the declarations in `src/kind/builtin/`. The fields that every \
         kind shares stand once, at the end.\n",
    );
    let shared = "term";
    for (kind, schema) in &schemas {
        section(&mut text, kind, schema, &|field| !SHARED.contains(&field));
    }
    let _ = write!(text, "\n## Every kind\n\n");
    fields(&mut text, &schemas[shared], &|field| SHARED.contains(&field));
    compare("kinds.md", &text);
}

/// The fields of `_shared.yaml`.
const SHARED: [&str; 19] = [
    "id",
    "title",
    "summary",
    "status",
    "visibility",
    "owner",
    "organisation",
    "valid_from",
    "valid_to",
    "reviewed_on",
    "review_interval",
    "sources",
    "synonyms",
    "aliases",
    "tags",
    "related",
    "changes",
    "waive",
    "body",
];

fn section(text: &mut String, kind: &str, schema: &Value, wanted: &dyn Fn(&str) -> bool) {
    let title = schema["title"].as_str().unwrap();
    let description = schema["description"].as_str().unwrap();
    let _ = write!(text, "\n## {title} (`{kind}`)\n\n{description}\n\n");
    fields(text, schema, wanted);
}

fn fields(text: &mut String, schema: &Value, wanted: &dyn Fn(&str) -> bool) {
    let _ = writeln!(text, "| key | what | values |\n|---|---|---|");
    let properties = schema["definitions"]["entry"]["properties"].as_object().unwrap();
    for (key, field) in properties.iter().filter(|(key, _)| *key != "kind" && wanted(key)) {
        let title = field["title"].as_str().unwrap_or_default();
        let _ = writeln!(text, "| `{key}` | {title} | {} |", values(field));
    }
}

/// The values of an enumeration, or the keys of a group.
fn values(field: &Value) -> String {
    let single =
        field["anyOf"][0]["items"].as_object().map_or(field, |_| &field["anyOf"][0]["items"]);
    let single = if single["anyOf"].is_array() { &single["anyOf"][0] } else { single };
    if let Some(choices) = single["oneOf"].as_array() {
        let all = choices.iter().filter_map(|choice| choice["const"].as_str());
        return all.map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
    }
    match single["properties"].as_object() {
        Some(keys) => keys.keys().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", "),
        None => String::new(),
    }
}

fn compare(name: &str, text: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/reference").join(name);
    if std::env::var("UPDATE_DOCS").is_ok_and(|value| value == "1") {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == text, "docs/reference/{name} is out of date; run with UPDATE_DOCS=1");
}
