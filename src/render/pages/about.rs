//! About the site, its accessibility statement, and the pages for addresses that lead nowhere.

use foldhash::HashSet;
use tera::{Context, Value as Tera};

use crate::kind::value::{Fields, Value};
use crate::locale::{collate, numbers};
use crate::render::address;
use crate::render::context::{labelled, map, maybe_date, safe};
use crate::render::escape::escaped;
use crate::render::frame::{self, Own};
use crate::render::{Renderer, base_context, menu, site};
use crate::view::destination::Derived;

/// Where shortcomings are reported to the supervisor of the law.
const REPORT: &str = "https://www.digg.se/tdosanmalan";

pub(super) fn about(renderer: &Renderer<'_>, path: &str) -> Context {
    let handbook = renderer.handbook;
    let title = menu::title(renderer, Derived::About);
    let lead = handbook.settings.text("description");
    let own = Own { title: &title, lead, trail: vec![frame::home(renderer)] };
    let mut context = base_context(path, frame::derived(renderer, own));
    let figure = |n: usize| numbers::integer(n as i64, renderer.lang);
    let number = |key: &str, n: usize| map! { "label": renderer.t().get(key), "n": figure(n) };
    let numbers = vec![
        number("entries", handbook.entries.len()),
        number("links", handbook.links.len()),
        // Those that hold something for these readers: the others are not to be counted.
        number("files", handbook.all().map(|(_, entry)| entry.file).collect::<HashSet<_>>().len()),
    ];
    let mut kinds: Vec<_> = site::indexed_kinds(handbook).into_iter().collect();
    kinds.sort_by_cached_key(|kind| {
        collate::key(handbook.kinds.get(*kind).plural.get(renderer.lang))
    });
    let kinds: Vec<Tera> = kinds
        .into_iter()
        .map(|kind| {
            let declared = handbook.kinds.get(kind);
            map! {
                "label": declared.plural.get(renderer.lang),
                "n": figure(handbook.of_kind(kind).len()),
                "path": address::index(declared).unwrap_or_default(),
            }
        })
        .collect();
    let body = format!("<p>{}</p>", escaped(renderer.t().get("about_text")));
    context.insert_value("body", safe(&body));
    context.insert_value("numbers", numbers.into());
    context.insert_value("kinds", kinds.into());
    context
}

pub(super) fn accessibility(renderer: &Renderer<'_>, path: &str) -> Context {
    let settings = &renderer.handbook.settings;
    let title = menu::title(renderer, Derived::Accessibility);
    let own = Own { title: &title, lead: "", trail: vec![frame::home(renderer)] };
    let mut context = base_context(path, frame::derived(renderer, own));
    let empty = Fields::default();
    let found = settings.group("accessibility").unwrap_or(&empty);
    let declared = crate::kind::settings::fields();
    let fields = declared.iter().find(|field| &*field.key == "accessibility");
    let choice = |key: &str, id: Option<&str>| {
        let field = fields?.fields().iter().find(|field| *field.key == *key)?;
        field.choice(id?).cloned()
    };
    let day = |key: &str| match found.get(key) {
        Some(Value::Date(day)) => Some(*day),
        _ => None,
    };
    let name = match settings.text("name") {
        "" => renderer.t().get("handbook"),
        name => name,
    };
    let contact = match found.get("contact") {
        Some(Value::Object(contact)) => menu::link_of(renderer, Some(contact)),
        _ => menu::link_of(renderer, settings.group("contact")),
    };
    let status = choice("status", found.text("status"));
    let method = choice("method", found.text("method"));
    let statement = map! {
        "actor": settings.text("organisation"),
        "service": found.text("service").unwrap_or(name),
        "status": status.map_or_else(Tera::none, |c| labelled(&c.id, &c.label, renderer.lang)),
        "issues": issues(renderer, found, fields),
        "assessed": maybe_date(day("assessed"), renderer.lang),
        "updated": maybe_date(day("updated"), renderer.lang),
        "method": method.map(|c| c.label.get(renderer.lang).to_owned()).unwrap_or_default(),
        "contact": contact,
        "report_url": REPORT,
        "burden": text(found, "burden"),
        "outside": text(found, "outside"),
        "body": "",
    };
    context.insert_value("statement", statement);
    context
}

fn issues(
    renderer: &Renderer<'_>,
    found: &Fields,
    declared: Option<&crate::kind::Field>,
) -> Vec<Tera> {
    let situations = declared
        .and_then(|field| field.fields().iter().find(|field| &*field.key == "issues"))
        .and_then(|issues| issues.fields().iter().find(|field| &*field.key == "situation"));
    found
        .objects("issues")
        .map(|issue| {
            let situation = issue.text("situation").and_then(|id| situations?.choice(id));
            map! {
                "title": issue.text("title").unwrap_or_default(),
                "why": issue.text("why").unwrap_or_default(),
                "situation": situation.map_or("", |choice| choice.label.get(renderer.lang)),
            }
        })
        .collect()
}

/// A text of the settings: plain paragraphs.
fn text(fields: &Fields, key: &str) -> Tera {
    match fields.get(key) {
        Some(Value::Markdown(prose)) => {
            let text = prose.text.as_deref().unwrap_or_default().trim();
            let paragraphs = text.split("\n\n").filter(|part| !part.trim().is_empty());
            safe(&paragraphs.map(|part| format!("<p>{}</p>", escaped(part))).collect::<String>())
        }
        _ => "".into(),
    }
}

pub(super) fn not_found(renderer: &Renderer<'_>, path: &str) -> Context {
    let title = renderer.t().get("not_found");
    let own = Own { title, lead: "", trail: Vec::new() };
    base_context(path, frame::derived(renderer, own))
}

/// The page that the search field leads to; a script fills it.
pub(super) fn search(renderer: &Renderer<'_>, path: &str) -> Context {
    let title = menu::title(renderer, Derived::Search);
    let own = Own { title: &title, lead: "", trail: vec![frame::home(renderer)] };
    base_context(path, frame::derived(renderer, own))
}

pub(super) fn redirect(renderer: &Renderer<'_>, path: &str, target: &str, title: &str) -> Context {
    let own = Own { title, lead: "", trail: Vec::new() };
    let mut context = base_context(path, frame::derived(renderer, own));
    context.insert_value("target", target.into());
    context.insert_value("title", title.into());
    context
}
