//! What an audience reads does not depend on what is hidden from it: two handbooks that differ only
//! in that give the same bytes.
//!
//! That says more than looking for planted words: no count, order, number, size, name or date can
//! tell anything either.

use std::collections::BTreeMap;

use lathund::kind::Audience;

use super::plant::pair;
use super::{build, write};

/// The files of the site that is made of `files` for an audience, without what the list of files
/// says of the sources: their name decides whether there is anything to build.
fn site_of(files: &BTreeMap<String, String>, audience: Audience) -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().unwrap();
    write(files, folder.path());
    let built = build(folder.path(), audience, Vec::new()).unwrap();
    let text = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).into_owned();
    built.iter().map(|(name, bytes)| (name.clone(), text(bytes))).collect()
}

/// The same entries in lists, all of a kind in one file: what is hidden stands between what is read.
fn in_lists(files: BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut lists: BTreeMap<String, String> = BTreeMap::new();
    for (path, text) in files {
        let kind = text.strip_prefix("kind: ").and_then(|text| text.lines().next());
        match kind.filter(|_| path.starts_with("content/poster/")) {
            Some(kind) => {
                let list = lists.entry(format!("content/poster/{kind}.yaml")).or_default();
                list.push_str(&format!("- {}\n", text.trim_end().replace('\n', "\n  ")));
            }
            None => lists.entry(path).or_default().push_str(&text),
        }
    }
    lists
}

/// Where two sites differ first, for whoever has to find out why.
fn difference(one: &BTreeMap<String, String>, other: &BTreeMap<String, String>) -> Vec<String> {
    let names = |site: &BTreeMap<String, String>| site.keys().cloned().collect::<Vec<_>>();
    if names(one) != names(other) {
        return vec![format!("files: {:?}\n{:?}", names(one), names(other))];
    }
    let mut found = Vec::new();
    for (name, text) in one {
        let at = text.bytes().zip(other[name].bytes()).position(|(a, b)| a != b);
        let at = at.or((text.len() != other[name].len()).then_some(0));
        if let Some(at) = at {
            let near = |text: &str| {
                let from = at.saturating_sub(150);
                let bytes = &text.as_bytes()[from..(at + 150).min(text.len())];
                String::from_utf8_lossy(bytes).into_owned()
            };
            found.push(format!("{name} at {at}:\n  {}\n  {}", near(text), near(&other[name])));
        }
    }
    found
}

#[test]
fn what_is_hidden_from_readers_changes_no_byte_of_what_they_read() {
    for restrict in [None, Some(Audience::Intern), Some(Audience::Begransad)] {
        for audience in [Audience::Oppen, Audience::Intern] {
            let [one, other] = pair(restrict, audience).map(|site| {
                let alone = restrict == Some(Audience::Intern);
                site_of(&if alone { site.files } else { in_lists(site.files) }, audience)
            });
            assert!(one.len() > 200, "{}", one.len());
            let found = difference(&one, &other);
            let shown: Vec<_> = found.iter().take(12).collect();
            assert!(
                found.is_empty(),
                "{} files differ for {audience:?}, {restrict:?}:\n{}",
                found.len(),
                shown.iter().map(|text| text.as_str()).collect::<Vec<_>>().join("\n")
            );
        }
    }
}
