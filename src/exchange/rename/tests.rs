//! Renames over small handbooks in memory.

use proptest::prelude::*;

use super::*;
use crate::kind::Audience;

const UNITS: (&str, &str) =
    ("enheter/it.yaml", "title: It\nstatus: utkast\nowner: chef\ntype: enhet\n");

/// With settings, a folder of Markdown holds entries of its kind.
const SETTINGS: (&str, &str) = ("handbok.yaml", "name: Handboken\n");

fn load(files: &[(&str, &str)]) -> Loaded {
    let sources = Sources::from_texts(files.iter().copied());
    let today = jiff::civil::date(2026, 11, 21);
    pipeline::understand(sources, Vec::new(), today, Audience::Begransad)
}

/// The files after the rename, with the new name of the moved one.
fn after(files: &[(&str, &str)], old: &str, new: &str) -> Vec<(String, String)> {
    let loaded = load(files);
    let (kind, old) = old.split_once(':').unwrap();
    let plan = plan(&loaded, kind, old, new).unwrap_or_else(|why| panic!("{}", why.sv));
    let sources = renamed(&loaded.sources, &plan);
    sources.files.into_iter().map(|file| (file.address.clone(), file.text().to_owned())).collect()
}

fn text<'a>(files: &'a [(String, String)], address: &str) -> &'a str {
    &files.iter().find(|(found, _)| found == address).unwrap().1
}

#[test]
fn a_file_is_moved_and_every_reference_follows() {
    let role =
        "---\ntitle: Chef # den högsta\nstatus: utkast\nowner: chef\n---\nSe [[chef|sig själv]].\n";
    let page = "# Start\n\n[[role:chef]], [[role:chef#ansvar]], [länk](roller/chef.md#ansvar) och chef.\n\n\
                | a |\n|---|\n| [[role:chef\\|x]] |\n\n```entries\nkind: unit\nwhere: { owner: chef }\n```\n";
    let role = role.replace("Se ", "## Ansvar\n\nSe ");
    let files = [("roller/chef.md", role.as_str()), ("index.md", page), UNITS, SETTINGS];
    let after = after(&files, "role:chef", "ledare");
    assert_eq!(
        text(&after, "roller/ledare.md"),
        "---\ntitle: Chef # den högsta\naliases: [chef]\nstatus: utkast\nowner: ledare\n---\n\
         ## Ansvar\n\nSe [[ledare|sig själv]].\n"
    );
    assert_eq!(
        text(&after, "index.md"),
        "# Start\n\n[[role:ledare]], [[role:ledare#ansvar]], [länk](roller/ledare.md#ansvar) och chef.\n\n\
         | a |\n|---|\n| [[role:ledare\\|x]] |\n\n```entries\nkind: unit\nwhere: { owner: ledare }\n```\n"
    );
    assert_eq!(text(&after, UNITS.0), UNITS.1.replace("owner: chef", "owner: ledare"));
}

#[test]
fn an_id_in_a_list_is_changed_in_place() {
    let roles = "# Roller\r\nentries:\r\n  - id: chef   # kort\r\n    title: Chef\r\n    status: utkast\r\n    \
                 owner: \"role:chef\"\r\n  - { id: vd, title: Vd, status: utkast, owner: chef }\r\n";
    let files = [("roller.yaml", roles), UNITS];
    let first = after(&files, "role:chef", "ledare");
    let expected = roles
        .replace("id: chef   # kort\r\n", "id: ledare   # kort\r\n    aliases: [chef]\r\n")
        .replace("role:chef", "role:ledare")
        .replace("owner: chef", "owner: ledare");
    assert_eq!(text(&first, "roller.yaml"), expected);
    let second = after(&files, "role:vd", "hogst");
    assert!(text(&second, "roller.yaml").contains("{ id: hogst, aliases: [vd], title: Vd,"));
}

#[test]
fn former_ids_are_added_to_in_the_style_that_stands_there() {
    for (before, expected) in [
        ("aliases: [bas]", "aliases: [bas, chef]"),
        ("aliases: []", "aliases: [chef]"),
        ("aliases: bas", "aliases: [bas, chef]"),
        ("aliases:", "aliases: [chef]"),
        ("aliases:\n  - bas # först", "aliases:\n  - bas\n  - chef # först"),
        ("aliases: [ledare, bas]", "aliases: [chef, bas]"),
    ] {
        let role = |aliases: &str, id: &str| {
            format!("id: {id}\n{aliases}\ntitle: Chef\nstatus: utkast\nowner: {id}\n")
        };
        let files = [("roller/x.yaml", &*role(before, "chef")), UNITS];
        let after = after(&files, "role:chef", "ledare");
        assert_eq!(text(&after, "roller/x.yaml"), role(expected, "ledare"), "{before}");
    }
}

#[test]
fn the_settings_follow_too() {
    let settings =
        "owner: chef\nmenu:\n  - id: a\n    label: A\n    items:\n      - { to: \"role:chef\" }\n";
    let role = "title: Chef\nstatus: utkast\nowner: chef\n";
    let files = [("roller/chef.yaml", role), ("handbok.yaml", settings), UNITS];
    let after = after(&files, "role:chef", "ledare");
    assert_eq!(text(&after, "handbok.yaml"), settings.replace("chef", "ledare"));
}

#[test]
fn what_cannot_be_done_is_said() {
    let role = "title: Chef\nstatus: utkast\nowner: chef\n";
    let other = "title: Vd\nstatus: utkast\nowner: chef\naliases: [direktor]\n";
    let files = [("roller/chef.yaml", role), ("roller/vd.yaml", other), UNITS];
    let loaded = load(&files);
    let refused = |kind: &str, old: &str, new: &str| plan(&loaded, kind, old, new).unwrap_err().sv;
    assert_eq!(refused("role", "cheff", "x"), "role:cheff finns inte (chef?)");
    assert_eq!(refused("roll", "chef", "x"), "sorten roll finns inte (role?)");
    assert_eq!(refused("role", "chef", "vd"), "role:vd finns redan (”Vd”); välj ett annat id");
    assert!(refused("role", "chef", "direktor").starts_with("role:direktor finns redan"));
    assert!(refused("role", "chef", "Högste chef").ends_with("skriv till exempel hogste-chef"));
    assert!(refused("role", "direktor", "x").contains("posten heter nu role:vd"));
    let broken = load(&[("roller/chef.yaml", "title: [\n")]);
    assert!(plan(&broken, "role", "chef", "x").unwrap_err().sv.contains("har fel"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn there_and_back_only_the_former_id_is_new(
        old in "[a-z]{3,8}(-[a-z0-9]{1,4})?",
        new in "[a-z]{3,8}(-[a-z0-9]{1,4})?",
        noise in "[a-zåäö ,.%\"'-]{0,40}",
        listed in any::<bool>(),
        crlf in any::<bool>(),
    ) {
        prop_assume!(old != new && ![&old, &new].contains(&&"it".to_owned()));
        let ends = |text: String| if crlf { text.replace('\n', "\r\n") } else { text };
        let quoted = noise.replace('\'', "''");
        let (address, role) = if listed {
            let item = format!("- id: {old} # x\n  title: 'T {quoted}'\n  status: utkast\n  owner: {old}\n");
            ("roller.yaml".to_owned(), item)
        } else {
            let head = format!("---\n# y\ntitle: 'T {quoted}'\nstatus: utkast\nowner:   \"role:{old}\"\n---\n");
            (format!("roller/{old}.md"), format!("{head}{noise}\n\n[[role:{old}|{old}]]\n"))
        };
        let page = format!("# Start\n\n{noise} [[role:{old}]] och {old}.\n");
        let (role, page) = (ends(role), ends(page));
        let files = [(address.as_str(), role.as_str()), ("index.md", page.as_str()), SETTINGS];
        let there = after(&files, &format!("role:{old}"), &new);
        let borrowed: Vec<_> = there.iter().map(|(a, t)| (a.as_str(), t.as_str())).collect();
        let back = after(&borrowed, &format!("role:{new}"), &old);
        let alias = ends(format!("aliases: [{new}]\n"));
        let stripped = text(&back, &address).replace(&format!("  {alias}"), "").replace(&alias, "");
        prop_assert_eq!(&stripped, &role);
        prop_assert_eq!(text(&back, "index.md"), page.as_str());
        prop_assert_eq!(back.len(), files.len());
    }
}
