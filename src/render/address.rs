//! Where things are on the site. All addresses count from its root, without a leading slash.

use crate::handbook::{EntryId, Handbook};
use crate::kind::{Kind, KindId};
pub(crate) use crate::view::destination::NOT_FOUND;
use crate::view::keys::{
    CATEGORY_RESPONSIBLE, ROLE_RESPONSIBILITIES, SUBCATEGORY_CATEGORY, UNIT_PARENT, UNIT_TYPE,
};

/// The page that an entry is on, and its place on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    /// The page: `system/lifecare.html`.
    pub(crate) page: String,
    /// The place on it, for entries without a page of their own.
    pub(crate) anchor: Option<String>,
}

/// The addresses of all entries.
#[derive(Debug)]
pub(crate) struct Addresses(Vec<Address>);

impl Addresses {
    pub(crate) fn new(handbook: &Handbook) -> Self {
        let address = |entry: &crate::kind::entry::Entry| {
            let route = &handbook.kind_of(entry).route;
            let path = entry.path.as_deref().unwrap_or(&entry.id);
            let filled = route.replace("{id}", &entry.id).replace("{path}", path);
            match filled.split_once('#') {
                Some((page, anchor)) => {
                    Address { page: page.to_owned(), anchor: Some(anchor.to_owned()) }
                }
                None => Address { page: filled, anchor: None },
            }
        };
        Self(handbook.entries.iter().map(address).collect())
    }

    /// The address of an entry.
    pub(crate) fn of(&self, id: EntryId) -> &Address {
        &self.0[id.0 as usize]
    }

    /// The address of an entry or of a part of it, in one piece.
    pub(crate) fn href(&self, id: EntryId, item: Option<&str>) -> String {
        let address = self.of(id);
        match address.anchor.as_deref().or(item) {
            Some(anchor) => format!("{}#{anchor}", address.page),
            None => address.page.clone(),
        }
    }
}

/// The index page of a kind; `None` for text pages, which have their folders.
pub(crate) fn index(kind: &Kind) -> Option<String> {
    kind.folder.as_ref()?;
    Some(format!("{}/index.html", kind.home()))
}

/// The index page of a kind by its number.
pub(crate) fn index_of(handbook: &Handbook, kind: KindId) -> Option<String> {
    index(handbook.kinds.get(kind))
}

/// Where the data of a kind lie, without the ending; `None` when it has no index or no entries.
pub(crate) fn data(handbook: &Handbook, kind: KindId) -> Option<String> {
    if handbook.of_kind(kind).is_empty() {
        return None;
    }
    index_of(handbook, kind).map(|index| beside(&index))
}

/// Where the data of a page lie, without the ending: `system/index.html` has `system`.
pub(crate) fn beside(page: &str) -> String {
    page.trim_end_matches(".html").trim_end_matches("/index").to_owned()
}

/// Where the files of a variant of a template lie, without the ending.
pub(crate) fn variant(page: &str, variant: &str) -> String {
    format!("{}/{variant}", beside(page))
}

/// The schema of the tables of views.
pub(crate) const TABLE_SCHEMA: &str = "tabell.schema.json";

/// The index of everything, for portals.
pub(crate) const PORTAL: &str = "handbok.json";

/// The page that sets the entries of a kind side by side.
pub(crate) fn comparison(kind: &Kind) -> String {
    format!("{}/jamfor.html", kind.home())
}

/// The calendar of everything, to subscribe to.
pub(crate) const CALENDAR_FEED: &str = "kalender/alla.ics";

/// The deadlines as a feed.
pub(crate) const DATES_FEED: &str = "kalender/datum.atom";

/// The changes as a feed.
pub(crate) const CHANGES_FEED: &str = "andringar.atom";

/// The kinds whose entries have a calendar of their own.
pub(crate) const CALENDAR_KINDS: [&str; 4] = [
    CATEGORY_RESPONSIBLE.kind,
    SUBCATEGORY_CATEGORY.kind,
    UNIT_PARENT.kind,
    ROLE_RESPONSIBILITIES.kind,
];

/// The calendar page of an entry, if entries of its kind have one.
pub(crate) fn calendar(handbook: &Handbook, id: EntryId) -> Option<String> {
    let entry = handbook.entry(id);
    let kind = handbook.kind_of(entry);
    CALENDAR_KINDS
        .contains(&&*kind.id)
        .then(|| format!("kalender/{}/{}.html", kind.home(), entry.id))
}

/// The page on the data quality of a kind.
pub(crate) fn quality(kind: &Kind) -> String {
    format!("datakvalitet/{}.html", kind.home())
}

/// The page on what a role or a unit answers for.
pub(crate) fn responsibility(handbook: &Handbook, who: EntryId) -> String {
    let entry = handbook.entry(who);
    let id = &entry.id;
    if handbook.kind_of(entry).id == UNIT_TYPE.kind {
        return format!("mitt-ansvar/enhet-{id}.html");
    }
    // An id that would meet that of another page steps aside.
    let taken = id == "index" || id.starts_with("enhet-") || id.starts_with("roll-");
    if taken { format!("mitt-ansvar/roll-{id}.html") } else { format!("mitt-ansvar/{id}.html") }
}

/// From a page to the root of the site: empty, or `../` repeated.
pub(crate) fn root(page: &str) -> String {
    "../".repeat(page.matches('/').count())
}
