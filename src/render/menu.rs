//! The main menu: from the settings, or from what the site has.

use foldhash::HashMap;
use tera::Value;

use super::address::{self, index_of};
use super::context::{external, link_with, map};
use super::{Renderer, site};
use crate::kind::value::Fields;
use crate::locale::Text;
use crate::view::destination::{Derived, Destination, follow};

/// The menu, and the group that each page in it belongs to.
pub(super) fn menu(renderer: &Renderer<'_>) -> (Value, HashMap<String, String>) {
    let mut menu_of = HashMap::default();
    let groups: Vec<&Fields> = renderer.handbook.settings.fields.objects("menu").collect();
    let groups: Vec<Value> = if groups.is_empty() {
        default(renderer, &mut menu_of)
    } else {
        let menu = groups.iter().map(|group| of_settings(renderer, group, &mut menu_of)).collect();
        let known: Vec<&str> = groups.iter().filter_map(|group| group.text("id")).collect();
        of_kinds(renderer, &known, &mut menu_of);
        menu
    };
    (groups.into(), menu_of)
}

/// A kind that the menu does not name belongs to the group that it declares.
fn of_kinds(renderer: &Renderer<'_>, known: &[&str], menu_of: &mut HashMap<String, String>) {
    for (_, kind) in renderer.handbook.kinds.all() {
        let group = kind.menu.as_deref().filter(|group| known.contains(group));
        if let (Some(group), Some(page)) = (group, address::index(kind)) {
            menu_of.entry(page).or_insert_with(|| group.to_owned());
        }
    }
}

fn of_settings(
    renderer: &Renderer<'_>,
    group: &Fields,
    menu_of: &mut HashMap<String, String>,
) -> Value {
    let id = group.text("id").unwrap_or_default();
    let items: Vec<Value> = group
        .objects("items")
        .filter_map(|item| {
            let to = resolve(renderer, item.text("to")?)?;
            let page = to.path.split('#').next().unwrap_or_default().to_owned();
            menu_of.entry(page).or_insert_with(|| id.to_owned());
            Some(to.value(item.text("label"), item.text("description").unwrap_or_default()))
        })
        .collect();
    map! { "id": id, "label": group.text("label").unwrap_or_default(), "items": items }
}

/// Where a setting leads, ready for a template.
pub(super) struct To {
    pub(super) text: String,
    pub(super) path: String,
    external: bool,
}

impl To {
    pub(super) fn value(&self, label: Option<&str>, description: &str) -> Value {
        let text = label.unwrap_or(&self.text);
        map! {
            "text": text, "path": self.path.clone(), "external": self.external,
            "description": description, "summary": description, "note": "",
        }
    }
}

/// Follows the words of a setting; `None` when there is nothing to show this audience.
pub(super) fn resolve(renderer: &Renderer<'_>, words: &str) -> Option<To> {
    let handbook = renderer.handbook;
    match follow(handbook, words)? {
        Destination::Kind(kind) => Some(To {
            text: handbook.kinds.get(kind).plural.get(renderer.lang).to_owned(),
            path: index_of(handbook, kind)?,
            external: false,
        }),
        Destination::Derived(view) => site::derived(renderer).contains(&view).then(|| To {
            text: title(renderer, view),
            path: view.page().to_owned(),
            external: false,
        }),
        Destination::Entry(id, item) => Some(To {
            text: handbook.entry(id).title.clone(),
            path: renderer.addresses.href(id, item.as_deref()),
            external: false,
        }),
        Destination::External(url) => Some(To { text: url.clone(), path: url, external: true }),
        Destination::Hidden => None,
    }
}

/// The title of a derived page.
pub(super) fn title(renderer: &Renderer<'_>, view: Derived) -> String {
    renderer.t().get(&format!("title_{}", view.id())).to_owned()
}

/// The menu of a site without one in its settings: the folders of texts, then the kinds that have
/// entries, under the groups that they declare.
fn default(renderer: &Renderer<'_>, menu_of: &mut HashMap<String, String>) -> Vec<Value> {
    let handbook = renderer.handbook;
    let mut groups: Vec<(String, String, Vec<Value>)> = Vec::new();
    let mut add = |id: &str, label: &str, path: &str, item: Value| {
        menu_of.entry(path.to_owned()).or_insert_with(|| id.to_owned());
        match groups.iter_mut().find(|(known, _, _)| known == id) {
            Some((_, _, items)) => items.push(item),
            None => groups.push((id.to_owned(), label.to_owned(), vec![item])),
        }
    };
    let top = renderer.children.get("");
    for folder in top.into_iter().flat_map(|top| &top.folders) {
        let path = format!("{folder}/index.html");
        let title = super::frame::folder_title(renderer, folder);
        add("sidor", renderer.t().get("pages"), &path, link(&title, &path));
    }
    for page in top.into_iter().flat_map(|top| &top.pages) {
        let path = renderer.addresses.href(*page, None);
        let title = &handbook.entry(*page).title;
        add("sidor", renderer.t().get("pages"), &path, link(title, &path));
    }
    for kind in site::indexed_kinds(handbook) {
        let declared = handbook.kinds.get(kind);
        let Some(path) = index_of(handbook, kind) else { continue };
        let id = declared.menu.as_deref().unwrap_or("register");
        let label = group_label(id).get(renderer.lang).to_owned();
        add(id, &label, &path, link(declared.plural.get(renderer.lang), &path));
    }
    for view in site::derived(renderer) {
        let (path, label) = (view.page(), title(renderer, view));
        let id = match view {
            Derived::Matrix | Derived::Responsibility | Derived::WindingUp => "forvalta",
            Derived::Plan
            | Derived::Calendar
            | Derived::TimelineShort
            | Derived::TimelineLong
            | Derived::Year
            | Derived::Kpis
            | Derived::Activities
            | Derived::Report
            | Derived::Quality => "planera",
            Derived::Specification | Derived::AcceptanceTest => "kopa",
            Derived::Overlap => "har",
            _ => "sla-upp",
        };
        let group = group_label(id).get(renderer.lang).to_owned();
        add(id, &group, path, link(&label, path));
    }
    groups
        .into_iter()
        .map(|(id, label, items)| map! { "id": id, "label": label, "items": items })
        .collect()
}

fn link(text: &str, path: &str) -> Value {
    map! {
        "text": text, "path": path, "external": false, "description": "", "summary": "", "note": "",
    }
}

/// The names of the groups that shipped kinds declare.
fn group_label(id: &str) -> Text {
    match id {
        "kopa" => Text::new("Köpa", "Buy"),
        "forvalta" => Text::new("Förvalta", "Manage"),
        "har" => Text::new("Vad vi har", "What we have"),
        "planera" => Text::new("Planera", "Plan"),
        "sla-upp" => Text::new("Slå upp", "Look up"),
        _ => Text::new("Register", "Registers"),
    }
}

/// A contact or another link of the settings: `{ text, to }`.
pub(super) fn link_of(renderer: &Renderer<'_>, group: Option<&Fields>) -> Value {
    let found = group.and_then(|group| Some((group.text("text")?, group.text("to")?)));
    let Some((text, to)) = found else { return Value::none() };
    match resolve(renderer, to) {
        Some(to) if to.external => external(text, &to.path),
        Some(to) => link_with(text, &to.path, ""),
        None => Value::none(),
    }
}
