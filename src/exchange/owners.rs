//! CODEOWNERS: who is asked about which file, from the roles that own the entries.

use std::collections::{BTreeMap, BTreeSet};

use crate::handbook::Handbook;
use crate::kind::value::Value;
use crate::locale::{Lang, Text};
use crate::parse::reference::Reference;
use crate::source::Sources;

/// The roles that answer for a file.
type Owners = BTreeSet<String>;

/// The file, grouped by folder. A folder has the owners that most of its files have, so that a new
/// file has somebody to ask; files with others follow, since the last line that fits counts.
///
/// The setting `codeowners` says what a role is called at the code host: `@exempel/{role}`.
pub fn render(handbook: &Handbook, sources: &Sources, lang: Lang) -> String {
    let pattern = Some(handbook.settings.text("codeowners")).filter(|pattern| !pattern.is_empty());
    let named = |owners: &Owners| {
        let names: Vec<_> = owners
            .iter()
            .map(|role| pattern.unwrap_or("@{role}").replace("{role}", role))
            .collect();
        names.join(" ")
    };
    let heading = Text::new(
        "# Vem som svarar för vad, ur posternas ägare. Gjord av lathund owners; ändra i posterna.",
        "# Who answers for what, from the owners of the entries. Made by lathund owners; change the entries.",
    );
    let mut out = format!("{}\n", heading.get(lang));
    let first = sources.files.first();
    let prefix = first.and_then(|file| file.path.strip_suffix(&file.address)).unwrap_or_default();
    if let Some(owner) = handbook.settings.owner() {
        let owners = Owners::from([current(handbook, owner)]);
        out.push_str(&format!("/{} {}\n", escaped(prefix), named(&owners)));
    }
    for (folder, files) in folders(handbook, sources) {
        out.push_str(&format!("\n# {}\n", if folder.is_empty() { "." } else { &folder }));
        let usual = usual(&files).filter(|_| !folder.is_empty());
        if let Some(owners) = usual {
            out.push_str(&format!(
                "/{} {}\n",
                escaped(&format!("{prefix}{folder}/")),
                named(owners)
            ));
        }
        for (path, owners) in files.iter().filter(|(_, owners)| Some(*owners) != usual) {
            out.push_str(&format!("/{} {}\n", escaped(path), named(owners)));
        }
    }
    out
}

/// The files with entries and their owners, by top folder.
fn folders(handbook: &Handbook, sources: &Sources) -> BTreeMap<String, BTreeMap<String, Owners>> {
    let mut folders: BTreeMap<String, BTreeMap<String, Owners>> = BTreeMap::new();
    for (_, entry) in handbook.all() {
        let Some(Value::Reference(owner)) = entry.fields.get("owner") else { continue };
        let file = sources.file(entry.file);
        let folder = file.address.split_once('/').map_or("", |(folder, _)| folder);
        let files = folders.entry(folder.to_owned()).or_default();
        files.entry(file.path.clone()).or_default().insert(current(handbook, owner));
    }
    folders
}

/// The id of a role as it is now.
fn current(handbook: &Handbook, role: &Reference) -> String {
    handbook.entry_of(role).map_or(&role.id, |id| &handbook.entry(id).id).clone()
}

/// The owners that most files have; of equals, the first.
fn usual(files: &BTreeMap<String, Owners>) -> Option<&Owners> {
    let mut counts: BTreeMap<&Owners, usize> = BTreeMap::new();
    for owners in files.values() {
        *counts.entry(owners).or_default() += 1;
    }
    let most = counts.values().max().copied()?;
    counts.into_iter().find(|(_, count)| *count == most).map(|(owners, _)| owners)
}

/// A path in which no sign means anything but itself.
fn escaped(path: &str) -> String {
    path.chars().fold(String::with_capacity(path.len()), |mut out, sign| {
        if matches!(sign, ' ' | '#' | '*' | '?' | '[' | ']' | '\\') {
            out.push('\\');
        }
        out.push(sign);
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::Audience;
    use crate::pipeline;

    #[test]
    fn a_folder_has_its_usual_owners_and_exceptions_follow() {
        let role = |title: &str, more: &str| {
            format!("title: {title}\nstatus: utkast\nowner: chef\n{more}")
        };
        let term = |owner: &str| format!("title: T\nstatus: utkast\nowner: {owner}\n");
        let files = [
            ("handbok.yaml", "name: H\nowner: chef\ncodeowners: \"@exempel/{role}\"\n".to_owned()),
            ("roller/chef.yaml", role("Chef", "")),
            ("roller/jurist.yaml", role("Jurist", "aliases: [advokat]\n")),
            ("ordlista/a.yaml", term("chef")),
            ("ordlista/b c.yaml", term("advokat")),
            ("ordlista/d.yaml", term("chef")),
            ("lagar.yaml", format!("- id: x\n  {}", term("jurist").replace('\n', "\n  "))),
        ];
        let sources = Sources::from_texts(files.iter().map(|(at, text)| (*at, text.as_str())));
        let today = jiff::civil::date(2026, 11, 21);
        let loaded = pipeline::understand(sources, Vec::new(), today, Audience::Begransad);
        let text = render(&loaded.handbook, &loaded.sources, Lang::Sv);
        let (_, lines) = text.split_once('\n').unwrap();
        assert_eq!(
            lines,
            "/content/ @exempel/chef\n\n\
             # .\n/content/lagar.yaml @exempel/jurist\n\n\
             # ordlista\n/content/ordlista/ @exempel/chef\n/content/ordlista/b\\ c.yaml @exempel/jurist\n\n\
             # roller\n/content/roller/ @exempel/chef\n"
        );
    }
}
