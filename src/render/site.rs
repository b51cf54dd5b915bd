//! Which pages a site has.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use foldhash::HashMap;

use super::Renderer;
use super::address::{self, index_of};
use crate::handbook::{EntryId, Handbook};
use crate::kind::KindId;
use crate::locale::collate;
use crate::view::calendar::Line;
use crate::view::destination::{Derived, Destination, follow};
use crate::view::keys::{
    ACTIVITY_NUMBER, KPI_DIRECTION, REQUIREMENT_TEXT, ROLE_ORGANISATION, SYSTEM_STATE, UNIT_TYPE,
};

/// A page of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Page {
    /// Its path from the root of the site.
    pub(crate) path: String,
    /// What it shows.
    pub(crate) what: What,
}

/// What a page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum What {
    /// The start page, with the text of that page.
    Start(Option<EntryId>),
    /// An entry.
    Entry(EntryId),
    /// A text page.
    Text(EntryId),
    /// A folder of text pages that has no page of its own.
    Section(String),
    /// The index of a kind, with the text of a page about it.
    Kind(KindId, Option<EntryId>),
    /// The entries of a kind side by side.
    Compare(KindId),
    /// The plan of a year.
    Year(i64),
    /// The part of the calendar that concerns an entry.
    Calendar(EntryId),
    /// What a role or a unit answers for.
    Responsibility(EntryId),
    /// What is missing among the entries of a kind.
    Quality(KindId),
    /// A derived page.
    Derived(Derived),
    /// The page for addresses that do not exist.
    NotFound,
    /// A former address.
    Redirect {
        /// Where to now.
        target: String,
        /// What is there.
        title: String,
    },
}

/// The text pages of a folder.
#[derive(Debug, Default)]
pub(super) struct Folder {
    /// The pages in it, in their order.
    pub(super) pages: Vec<EntryId>,
    /// The place of each of them in that order.
    pub(super) places: HashMap<EntryId, usize>,
    /// Links to them, rendered when the first page needs them.
    pub(super) links: OnceLock<Vec<String>>,
    /// The folders in it, by path.
    pub(super) folders: BTreeSet<String>,
    /// Its own page.
    pub(super) index: Option<EntryId>,
}

/// All pages, sorted by path.
pub(crate) fn pages(renderer: &Renderer<'_>) -> Vec<Page> {
    let handbook = renderer.handbook;
    let mut pages = Vec::new();
    let mut add = |path: String, what| pages.push(Page { path, what });
    let start = handbook.page_at("index");
    add("index.html".to_owned(), What::Start(start));
    add(address::NOT_FOUND.to_owned(), What::NotFound);
    for view in derived(renderer) {
        add(view.page().to_owned(), What::Derived(view));
    }
    for year in renderer.plan_years() {
        add(format!("plan/{year}.html"), What::Year(year));
    }
    for (id, path) in calendars(renderer) {
        add(path, What::Calendar(id));
    }
    for id in answerers(handbook) {
        add(address::responsibility(handbook, id), What::Responsibility(id));
    }
    for kind in renderer.quality.kinds.keys() {
        add(address::quality(handbook.kinds.get(*kind)), What::Quality(*kind));
    }
    let kinds = indexed_kinds(handbook);
    for kind in &kinds {
        if let Some(path) = index_of(handbook, *kind) {
            let about = handbook.page_at(path.trim_end_matches(".html"));
            add(path, What::Kind(*kind, about));
        }
        if super::pages::compare::is_shown(handbook, *kind) {
            add(address::comparison(handbook.kinds.get(*kind)), What::Compare(*kind));
        }
    }
    let taken: Vec<String> = kinds.iter().filter_map(|kind| index_of(handbook, *kind)).collect();
    for (id, entry) in handbook.all() {
        let address = renderer.addresses.of(id);
        let about_kind = entry.path.is_some() && taken.contains(&address.page);
        if address.anchor.is_some() || about_kind || Some(id) == start {
            continue;
        }
        let what = if entry.path.is_some() { What::Text(id) } else { What::Entry(id) };
        add(address.page.clone(), what);
    }
    for (path, folder) in &renderer.children {
        let page = format!("{path}/index.html");
        if folder.index.is_none() && !path.is_empty() && !taken.contains(&page) {
            add(page, What::Section(path.clone()));
        }
    }
    pages.extend(redirects(renderer));
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    pages.dedup_by(|a, b| a.path == b.path);
    pages
}

/// The roles and units, each of which has a page on what it answers for.
fn answerers(handbook: &Handbook) -> impl Iterator<Item = EntryId> {
    let kinds = [ROLE_ORGANISATION.kind, UNIT_TYPE.kind];
    kinds.into_iter().flat_map(|kind| handbook.of(kind)).map(|(id, _)| id)
}

/// The derived pages that have something to show.
pub(super) fn derived(renderer: &Renderer<'_>) -> Vec<Derived> {
    let handbook = renderer.handbook;
    let shown = |view: &Derived| match view {
        Derived::Matrix => renderer.matrix.is_some(),
        Derived::Plan => !renderer.plan.is_empty(),
        Derived::Calendar | Derived::TimelineShort | Derived::TimelineLong => {
            renderer.calendar.lines().iter().any(Line::is_dated)
        }
        Derived::Responsibility => answerers(handbook).next().is_some(),
        Derived::Year => !renderer.occasions.is_empty(),
        Derived::Kpis => handbook.of(KPI_DIRECTION.kind).next().is_some(),
        Derived::Activities => handbook.of(ACTIVITY_NUMBER.kind).next().is_some(),
        Derived::WindingUp | Derived::Report | Derived::Overlap => {
            handbook.of(SYSTEM_STATE.kind).next().is_some()
        }
        Derived::Quality => renderer.quality.total.expected > 0,
        Derived::Specification | Derived::AcceptanceTest => {
            handbook.of(REQUIREMENT_TEXT.kind).next().is_some()
        }
        Derived::Sources => handbook.of("document").next().is_some(),
        Derived::AToO | Derived::About | Derived::Accessibility | Derived::Search => true,
    };
    Derived::ALL.iter().copied().filter(shown).collect()
}

/// The entries with a calendar of their own, and the addresses of those.
pub(crate) fn calendars<'r>(
    renderer: &'r Renderer<'_>,
) -> impl Iterator<Item = (EntryId, String)> + 'r {
    let handbook = renderer.handbook;
    address::CALENDAR_KINDS.into_iter().flat_map(move |kind| {
        let parties = renderer.calendar.parties(handbook, kind);
        parties.filter_map(|id| Some((id, address::calendar(handbook, id)?)))
    })
}

/// The kinds with an index page: those with entries, and those that the menu names.
pub(super) fn indexed_kinds(handbook: &Handbook) -> BTreeSet<KindId> {
    let filled = handbook
        .kinds
        .all()
        .filter(|(id, kind)| kind.folder.is_some() && !handbook.of_kind(*id).is_empty())
        .map(|(id, _)| id);
    let groups = handbook.settings.fields.objects("menu");
    let named = groups.flat_map(|group| group.objects("items")).filter_map(|item| {
        match follow(handbook, item.text("to")?)? {
            Destination::Kind(kind) => Some(kind),
            _ => None,
        }
    });
    filled.chain(named).collect()
}

fn redirects(renderer: &Renderer<'_>) -> Vec<Page> {
    let handbook = renderer.handbook;
    let mut pages = Vec::new();
    for (id, entry) in handbook.all() {
        let kind = handbook.kind_of(entry);
        if !kind.has_pages() || entry.path.is_some() {
            continue;
        }
        for (alias, _) in crate::handbook::aliases(entry) {
            let path = kind.route.replace("{id}", alias);
            let target = renderer.addresses.of(id).page.clone();
            let what = What::Redirect { target, title: entry.title.clone() };
            pages.push(Page { path, what });
        }
    }
    pages
}

/// The folders of text pages, from the root (`""`) down.
pub(super) fn folders(handbook: &Handbook) -> BTreeMap<String, Folder> {
    let mut folders: BTreeMap<String, Folder> = BTreeMap::new();
    folders.entry(String::new()).or_default();
    for (id, entry) in handbook.all() {
        let Some(path) = &entry.path else { continue };
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        register(&mut folders, folder);
        let folder = folders.entry(folder.to_owned()).or_default();
        if name == "index" {
            folder.index = Some(id);
        } else {
            folder.pages.push(id);
        }
    }
    for folder in folders.values_mut() {
        folder.pages.sort_by_cached_key(|id| {
            let entry = handbook.entry(*id);
            let order = match entry.fields.get("order") {
                Some(crate::kind::value::Value::Integer(order)) => *order,
                _ => i64::MAX,
            };
            (order, collate::key(&entry.title))
        });
        folder.places = folder.pages.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    }
    folders
}

/// Makes a folder known to those above it.
fn register(folders: &mut BTreeMap<String, Folder>, path: &str) {
    let mut path = path;
    while !path.is_empty() {
        let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent);
        let known = !folders.entry(parent.to_owned()).or_default().folders.insert(path.to_owned());
        if known {
            return;
        }
        path = parent;
    }
}
