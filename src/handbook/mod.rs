//! The handbook: entries that know each other. Built once, then immutable.

mod attached;
mod audience;
mod destination;
pub(crate) mod explained;
mod identity;
pub(crate) mod links;
mod veil;
pub(crate) mod walk;

use std::ops::Range;

use foldhash::{HashMap, HashSet};
use jiff::civil::Date;

use crate::diagnostic::{Checked, Diagnostic, FileId, Span};
use crate::kind::entry::Entry;
use crate::kind::settings::Settings;
use crate::kind::{Audience, Kind, KindId, Kinds};
use crate::leak::Withheld;
use crate::locale::collate;
use crate::parse::reference::Reference;
use crate::source::Sources;
pub(crate) use audience::LEAKED;
pub(crate) use destination::{Destination, VIEW, destination};
pub(crate) use identity::aliases;
use walk::FieldPath;

/// Number of an entry, in the order of [`Handbook::entries`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub(crate) u32);

/// Everything that a site tells, linked.
#[derive(Debug)]
pub struct Handbook {
    /// The kinds.
    pub kinds: Kinds,
    /// The settings.
    pub settings: Settings,
    /// The entries that the audience may see, in the order of their files.
    pub entries: Vec<Entry>,
    /// References that found their target, in the order of their source.
    pub links: Vec<Link>,
    /// The day that the handbook is read on.
    pub today: Date,
    /// Who it is reduced to.
    pub audience: Audience,
    identity: identity::Identity,
    items: Vec<Vec<Item>>,
    anchors: Vec<HashSet<String>>,
    incoming: Vec<Vec<u32>>,
    by_kind: Vec<Vec<EntryId>>,
    files: HashMap<String, EntryId>,
    attachments: HashSet<String>,
    hidden: audience::Hidden,
}

/// A reference from one entry to another.
#[derive(Debug, Clone)]
pub struct Link {
    /// Who refers.
    pub from: EntryId,
    /// In which field.
    pub field: FieldPath,
    /// In which of its items, when it stands in one.
    pub from_item: Option<String>,
    /// What is referred to.
    pub to: EntryId,
    /// Which of its items or headings.
    pub to_item: Option<String>,
    /// Where the reference stands.
    pub span: Span,
}

/// A part of an entry that can be pointed at: a step, a checklist item, a question.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its id in the entry.
    pub id: String,
    /// What readers call it.
    pub title: String,
    /// The field that lists it.
    pub field: std::sync::Arc<str>,
    /// Its place in the list, from 1.
    pub number: usize,
}

/// What a reference leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// An entry, or an item of it.
    Entry(EntryId, Option<String>),
    /// Something that the audience may not see.
    Hidden,
    /// Nothing.
    Missing,
}

/// What the handbook is built from, apart from its entries.
#[derive(Debug)]
pub(crate) struct Frame<'a> {
    pub(crate) kinds: Kinds,
    pub(crate) settings: Settings,
    pub(crate) sources: &'a Sources,
    pub(crate) today: Date,
    pub(crate) audience: Audience,
}

/// Links the entries that the audience may see. Faults: double ids, references without a target.
pub(crate) fn build(frame: Frame<'_>, entries: Vec<Entry>) -> Checked<Handbook> {
    let Frame { kinds, settings, sources, today, audience } = frame;
    let mut faults = identity::doubles(&kinds, &entries, sources);
    let lists = lists(&entries);
    let frame = audience::Frame { kinds: &kinds, sources, lists: &lists, audience, today };
    let (entries, hidden) = audience::restrict(&frame, entries);
    let identity = identity::Identity::new(&entries);
    let items = entries.iter().map(|entry| walk::items(kinds.get(entry.kind), entry)).collect();
    let anchors = entries.iter().map(|entry| walk::anchors(kinds.get(entry.kind), entry)).collect();
    let mut handbook = Handbook {
        by_kind: by_kind(&kinds, &entries),
        files: files(&entries, sources, &lists),
        attachments: sources.attachments.iter().map(|file| file.address.clone()).collect(),
        incoming: vec![Vec::new(); entries.len()],
        links: Vec::new(),
        kinds,
        settings,
        entries,
        today,
        audience,
        identity,
        items,
        anchors,
        hidden,
    };
    faults.extend(veil::draw(&mut handbook, sources));
    let (links, found) = links::resolve(&handbook, sources);
    faults.extend(found);
    for (index, link) in links.iter().enumerate() {
        handbook.incoming[link.to.0 as usize].push(index as u32);
    }
    handbook.links = links;
    (handbook, faults)
}

impl Handbook {
    /// Gives an entry the running text of its newer version, which differs from it in nothing else
    /// ([`crate::kind::revision`]): nothing has to be linked again, or reduced. The faults of its
    /// links.
    pub(crate) fn revise(
        &mut self,
        sources: &Sources,
        id: EntryId,
        newer: Entry,
    ) -> Vec<Diagnostic> {
        let entry = &mut self.entries[id.0 as usize];
        let body = &*self.kinds.get(entry.kind).body;
        let mut texts = newer.fields.0.into_iter().filter(|(key, _)| **key == *body);
        let place = entry.fields.0.iter_mut().find(|(key, _)| **key == *body);
        if let (Some(place), Some(text)) = (place, texts.next()) {
            *place = text;
        }
        entry.extent = newer.extent;
        let (links, faults) = links::of_entry(self, sources, id);
        let first = self.links.partition_point(|link| link.from < id);
        // The same links as before; they may stand on other lines.
        for (old, new) in self.links.iter_mut().skip(first).zip(links) {
            old.span = new.span;
        }
        faults
    }

    /// The entry with that number.
    pub fn entry(&self, id: EntryId) -> &Entry {
        &self.entries[id.0 as usize]
    }

    /// The kind of an entry.
    pub fn kind_of(&self, entry: &Entry) -> &Kind {
        self.kinds.get(entry.kind)
    }

    /// All entries with their numbers.
    pub fn all(&self) -> impl Iterator<Item = (EntryId, &Entry)> {
        self.entries.iter().enumerate().map(|(index, entry)| (EntryId(index as u32), entry))
    }

    /// The numbers of the entries of a file, which stand together.
    pub(crate) fn in_file(&self, file: FileId) -> Range<usize> {
        let first = self.entries.partition_point(|entry| entry.file < file);
        first..self.entries.partition_point(|entry| entry.file <= file)
    }

    /// The entries of a kind, by title in Swedish order.
    pub fn of_kind(&self, kind: KindId) -> &[EntryId] {
        self.by_kind.get(kind.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// The entries of the kind with that id; none when a site lacks it.
    pub fn of(&self, kind: &str) -> impl Iterator<Item = (EntryId, &Entry)> {
        let ids = self.kinds.find(kind).map_or(&[][..], |kind| self.of_kind(kind));
        ids.iter().map(|id| (*id, self.entry(*id)))
    }

    /// The entry of that kind with that id, also under a former id.
    pub fn find(&self, kind: &str, id: &str) -> Option<EntryId> {
        self.identity.find(self.kinds.find(kind)?, id)
    }

    /// The text page at a path, such as `kopa/index`.
    pub fn page_at(&self, path: &str) -> Option<EntryId> {
        self.all().find(|(_, entry)| entry.path.as_deref() == Some(path)).map(|(id, _)| id)
    }

    /// The steps, items and questions of an entry.
    pub fn items(&self, id: EntryId) -> &[Item] {
        &self.items[id.0 as usize]
    }

    /// The item of an entry with that id.
    pub fn item(&self, id: EntryId, item: &str) -> Option<&Item> {
        self.items(id).iter().find(|found| found.id == item)
    }

    /// Whether the entry has an item or a heading with that id.
    pub fn has_anchor(&self, id: EntryId, anchor: &str) -> bool {
        self.anchors[id.0 as usize].contains(anchor)
    }

    /// The ids of an entry's items and headings.
    pub(crate) fn anchors(&self, id: EntryId) -> impl Iterator<Item = &str> + Clone {
        self.anchors[id.0 as usize].iter().map(String::as_str)
    }

    /// The references to an entry, in the order of their sources.
    pub fn incoming(&self, id: EntryId) -> impl Iterator<Item = &Link> {
        self.incoming[id.0 as usize].iter().map(|index| &self.links[*index as usize])
    }

    /// Whether a file is for those who may see more than this audience.
    pub fn is_withheld(&self, attachment: &str) -> bool {
        self.hidden.attachments.contains(attachment)
    }

    /// Whether there is anything that the audience may not see.
    pub(crate) const fn hides_anything(&self) -> bool {
        self.hidden.any
    }

    /// What the audience may not see, as words that must not be found in anything made for it.
    pub(crate) fn withheld(&self) -> &Withheld {
        &self.hidden.withheld
    }

    /// What a reference leads to. `kinds`: the ones that a bare id can mean; empty for all.
    pub fn target(&self, reference: &Reference, kinds: &[String]) -> Target {
        identity::target(self, reference, kinds)
    }

    /// The entry that a reference leads to.
    pub fn entry_of(&self, reference: &Reference) -> Option<EntryId> {
        match self.target(reference, &[]) {
            Target::Entry(id, _) => Some(id),
            Target::Hidden | Target::Missing => None,
        }
    }
}

fn by_kind(kinds: &Kinds, entries: &[Entry]) -> Vec<Vec<EntryId>> {
    let mut by_kind = vec![Vec::new(); kinds.count()];
    for (index, entry) in entries.iter().enumerate() {
        by_kind[entry.kind.0 as usize].push(EntryId(index as u32));
    }
    for ids in &mut by_kind {
        ids.sort_by_cached_key(|id| {
            let entry = &entries[id.0 as usize];
            (collate::key(&entry.title), entry.id.clone())
        });
    }
    by_kind
}

/// Source files that hold one entry each, for relative links between files.
fn files(
    entries: &[Entry],
    sources: &Sources,
    lists: &HashSet<FileId>,
) -> HashMap<String, EntryId> {
    let alone = entries.iter().enumerate().filter(|(_, entry)| !lists.contains(&entry.file));
    let address = |entry: &Entry| sources.file(entry.file).address.clone();
    alone.map(|(index, entry)| (address(entry), EntryId(index as u32))).collect()
}

/// The files that hold several entries.
fn lists(entries: &[Entry]) -> HashSet<FileId> {
    let mut met = HashSet::default();
    entries.iter().filter(|entry| !met.insert(entry.file)).map(|entry| entry.file).collect()
}
