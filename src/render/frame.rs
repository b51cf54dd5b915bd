//! What every page has: title, trail, owner, sources, review.

use tera::Value as Tera;

use super::Renderer;
use super::address::index;
use super::context::{date, labelled, link, map, maybe_date, safe};
use super::{escape, site};
use crate::handbook::EntryId;
use crate::kind::entry::Entry;
use crate::kind::value::{Fields, Value};
use crate::parse::reference::Reference;
use crate::view::attention::review_due;
use crate::view::destination::Derived;

/// The site's own part of every context.
pub(super) fn site(renderer: &Renderer<'_>, menu: Tera) -> Tera {
    let handbook = renderer.handbook;
    let settings = &handbook.settings;
    let title = match settings.text("name") {
        "" => match handbook.page_at("index") {
            Some(start) => handbook.entry(start).title.clone(),
            None => renderer.t().get("handbook").to_owned(),
        },
        name => name.to_owned(),
    };
    let views = [Derived::AToO, Derived::Sources, Derived::About, Derived::Accessibility];
    let shown = site::derived(renderer);
    let footer: Vec<Tera> = views
        .into_iter()
        .filter(|view| shown.contains(view))
        .map(|view| link(&super::menu::title(renderer, view), view.page()))
        .collect();
    let contact = super::menu::link_of(renderer, settings.group("contact"));
    map! {
        "name": title,
        "organisation": settings.text("organisation"),
        "logo": settings.text("logo"),
        "language": renderer.lang.tag(),
        "version": super::VERSION,
        "date": date(handbook.today, renderer.lang),
        "audience": labelled(handbook.audience.id(), &handbook.audience.label(), renderer.lang),
        "repository": settings.text("repository"),
        "shortcuts": !matches!(settings.fields.get("shortcuts"), Some(Value::Boolean(false))),
        "menu": menu,
        "footer": footer,
        "contact": contact,
        "description": settings.text("description"),
        "feedback": Tera::none(),
        "home": "index.html",
    }
}

/// A heading for the outline: id, words, level.
pub(super) type Heading = (String, String, u8);

/// Headings as the outline shows them.
pub(super) fn outline(headings: &[Heading]) -> Vec<Tera> {
    headings.iter().map(|(id, text, level)| heading(id, text, *level)).collect()
}

fn heading(id: &str, text: &str, level: u8) -> Tera {
    let mut item = format!("<li class=\"level-{level}\"><a href=\"#");
    escape::text(&mut item, id);
    item.push_str("\">");
    escape::text(&mut item, text);
    item.push_str("</a></li>");
    safe(&item)
}

/// What a page without an entry says of itself.
pub(super) struct Own<'o> {
    pub(super) title: &'o str,
    pub(super) lead: &'o str,
    pub(super) trail: Vec<Tera>,
}

/// The `page` of a derived page. The owner of the site answers for it; its source is the handbook.
pub(super) fn derived(renderer: &Renderer<'_>, own: Own<'_>) -> Tera {
    let owner = renderer.handbook.settings.owner().map(|owner| to_entry(renderer, owner));
    let source = map! {
        "text": renderer.t().get("compiled"), "path": "",
    };
    map! {
        "title": own.title,
        "lead": own.lead,
        "kind": Tera::none(),
        "breadcrumbs": own.trail,
        "status": Tera::none(),
        "visibility": Tera::none(),
        "owner": owner.unwrap_or_else(Tera::none),
        "organisation": Tera::none(),
        "reviewed": Tera::none(),
        "review_due": Tera::none(),
        "valid": map! { "from": Tera::none(), "to": Tera::none() },
        "sources": vec![source],
        "edit_url": "",
        "tags": Vec::<Tera>::new(),
        "noindex": false,
    }
}

/// The `page` of an entry.
pub(super) fn entry(renderer: &Renderer<'_>, id: EntryId) -> Tera {
    let handbook = renderer.handbook;
    let entry = handbook.entry(id);
    let lang = renderer.lang;
    let kind = handbook.kind_of(entry);
    let fields = &entry.fields;
    let shown = |key: &str| fields.text(key).and_then(|id| kind.field(key)?.choice(id));
    let labelled_choice = |key: &str| {
        shown(key).map_or_else(Tera::none, |choice| labelled(&choice.id, &choice.label, lang))
    };
    let day = |key: &str| match fields.get(key) {
        Some(Value::Date(day)) => Some(*day),
        _ => None,
    };
    let owner = match fields.get("owner") {
        Some(Value::Reference(owner)) => Some(owner),
        _ => handbook.settings.owner(),
    };
    let organisation = match fields.get("organisation") {
        Some(Value::Reference(organisation)) => Some(organisation),
        _ => None,
    };
    let home = index(kind);
    let own_kind = home.as_ref().map(|home| {
        map! {
            "id": kind.id.clone(), "label": kind.label.get(lang), "plural": kind.plural.get(lang),
            "path": home.clone(),
        }
    });
    map! {
        "title": entry.title.clone(),
        "lead": lead(entry),
        "kind": own_kind.unwrap_or_else(Tera::none),
        "breadcrumbs": trail(renderer, entry),
        "status": labelled_choice("status"),
        "visibility": labelled_choice("visibility"),
        "owner": owner.map_or_else(Tera::none, |owner| to_entry(renderer, owner)),
        "organisation": organisation.map_or_else(Tera::none, |unit| to_entry(renderer, unit)),
        "reviewed": maybe_date(day("reviewed_on"), lang),
        "review_due": due(renderer, entry),
        "valid": map! {
            "from": maybe_date(day("valid_from"), lang),
            "to": maybe_date(day("valid_to"), lang),
        },
        "sources": sources(renderer, entry),
        "edit_url": edit_url(renderer, entry),
        "tags": texts(fields, "tags"),
        "noindex": false,
    }
}

/// The summary, or the description of a plain page.
fn lead(entry: &Entry) -> String {
    let fields = &entry.fields;
    fields.text("summary").or_else(|| fields.text("description")).unwrap_or_default().to_owned()
}

fn due(renderer: &Renderer<'_>, entry: &Entry) -> Tera {
    review_due(entry).map_or_else(Tera::none, |due| {
        map! {
            "iso": due.to_string(),
            "text": crate::locale::dates::day(due, renderer.lang),
            "overdue": due < renderer.handbook.today,
        }
    })
}

fn texts(fields: &Fields, key: &str) -> Vec<String> {
    let items = fields.list(key).iter();
    items
        .filter_map(|item| match &item.value {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        })
        .collect()
}

/// The documents that an entry rests on, with their sections.
pub(super) fn sources(renderer: &Renderer<'_>, entry: &Entry) -> Vec<Tera> {
    let handbook = renderer.handbook;
    let mut links = Vec::new();
    for source in entry.fields.objects("sources") {
        let Some(Value::Reference(document)) = source.get("document") else { continue };
        let Some(id) = handbook.entry_of(document) else { continue };
        let title = &handbook.entry(id).title;
        let text = match source.text("section") {
            Some(section) => format!("{title}, {section}"),
            None => title.clone(),
        };
        links.push(link(&text, &renderer.addresses.href(id, None)));
    }
    if links.is_empty() && handbook.kind_of(entry).folder.is_none() {
        // A text page is its own source: the file that it was written in.
        let path = &renderer.sources.file(entry.file).path;
        links.push(map! { "text": path.clone(), "path": "" });
    }
    links
}

fn edit_url(renderer: &Renderer<'_>, entry: &Entry) -> String {
    let pattern = renderer.handbook.settings.text("edit_url");
    pattern.replace("{path}", &renderer.sources.file(entry.file).path)
}

/// A link to an entry.
pub(super) fn to_entry(renderer: &Renderer<'_>, reference: &Reference) -> Tera {
    match renderer.handbook.entry_of(reference) {
        Some(id) => {
            let title = super::value::title(renderer.handbook, id, reference.item.as_deref());
            link(&title, &renderer.addresses.href(id, reference.item.as_deref()))
        }
        None => Tera::none(),
    }
}

/// Links to the entries of a list of references.
pub(super) fn to_entries(
    renderer: &Renderer<'_>,
    items: &[crate::kind::value::Spanned<Value>],
) -> Vec<Tera> {
    items
        .iter()
        .filter_map(|item| match &item.value {
            Value::Reference(reference) => Some(to_entry(renderer, reference)),
            _ => None,
        })
        .filter(|link| !link.is_none())
        .collect()
}

/// The start page, as the first step of every trail.
pub(super) fn home(renderer: &Renderer<'_>) -> Tera {
    link(renderer.t().get("home"), "index.html")
}

fn trail(renderer: &Renderer<'_>, entry: &Entry) -> Vec<Tera> {
    let mut trail = vec![home(renderer)];
    match &entry.path {
        None => {
            let kind = renderer.handbook.kind_of(entry);
            if let Some(home) = index(kind) {
                trail.push(link(kind.plural.get(renderer.lang), &home));
            }
        }
        Some(path) => {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let own = path.ends_with("/index");
            trail.extend(folders(renderer, folder, own));
        }
    }
    trail
}

/// The folders above a page, outermost first; without the last one when the page is its own.
pub(super) fn folders(renderer: &Renderer<'_>, folder: &str, without_last: bool) -> Vec<Tera> {
    let ends: Vec<usize> =
        folder.match_indices('/').map(|(at, _)| at).chain(std::iter::once(folder.len())).collect();
    let shown = if without_last { &ends[..ends.len() - 1] } else { &ends[..] };
    shown
        .iter()
        .filter(|end| **end > 0)
        .map(|end| {
            let path = &folder[..*end];
            link(&folder_title(renderer, path), &format!("{path}/index.html"))
        })
        .collect()
}

/// The title of a folder: that of its page, or its name.
pub(super) fn folder_title(renderer: &Renderer<'_>, folder: &str) -> String {
    let index = renderer.children.get(folder).and_then(|folder| folder.index);
    if let Some(index) = index {
        return renderer.handbook.entry(index).title.clone();
    }
    let name = folder.rsplit('/').next().unwrap_or(folder).replace('-', " ");
    crate::locale::capitalised(&name)
}

/// The menu group of a page: its own, or that of the index of its folder or of the page above it.
pub(super) fn menu_id(renderer: &Renderer<'_>, path: &str) -> String {
    let folder = path.rsplit_once('/').map(|(folder, _)| format!("{folder}/index.html"));
    let top = path.split_once('/').map(|(top, _)| top);
    let tops = top.into_iter().flat_map(|top| [format!("{top}/index.html"), format!("{top}.html")]);
    let found = std::iter::once(path.to_owned())
        .chain(folder)
        .chain(tops)
        .find_map(|path| renderer.menu_of.get(&path));
    found.cloned().unwrap_or_default()
}
