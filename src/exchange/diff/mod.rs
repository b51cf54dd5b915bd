//! What changed in a handbook between two revisions, in its own terms: entries, fields, pages.

mod fields;
pub mod json;
mod lists;
pub mod lost;
pub mod words;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::diagnostic::Diagnostic;
use crate::handbook::{EntryId, Handbook};
use crate::kind::settings;
use crate::pipeline::Loaded;
use crate::render::address::Addresses;
use crate::report::short;
use crate::source::Sources;
pub use fields::{FieldChange, What};

/// The differences between two revisions of a handbook.
#[derive(Debug, Default)]
pub struct Difference {
    /// Entries that are new.
    pub added: Vec<Subject>,
    /// Entries that are gone.
    pub removed: Vec<Subject>,
    /// Entries that have another id, which their former ids tell: the old id, and the entry.
    pub renamed: Vec<(String, Subject)>,
    /// Entries whose fields changed.
    pub changed: Vec<(Subject, Vec<FieldChange>)>,
    /// Files of settings or kinds that changed; they concern every page.
    pub settings: Vec<String>,
    /// Pages of the new site that are affected, sorted.
    pub pages: Vec<String>,
    /// Days of contracts and needs that come, go or move.
    pub calendar: Vec<crate::locale::Text>,
    /// The roles and units whose lists are affected, by title.
    pub people: Vec<String>,
    /// Faults that were not there before.
    pub new_faults: Vec<Diagnostic>,
    /// Faults that are mended.
    pub mended: Vec<Diagnostic>,
}

/// An entry as it is told of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The id of its kind.
    pub kind: String,
    /// What its kind is called.
    pub label: crate::locale::Text,
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
}

impl Difference {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty()
            && self.removed.is_empty()
            && self.renamed.is_empty()
            && self.changed.is_empty()
            && self.settings.is_empty()
            && self.new_faults.is_empty()
            && self.mended.is_empty()
    }
}

/// Compares two readings of a handbook, made for the same audience and day.
pub fn compare(old: &Loaded, new: &Loaded) -> Difference {
    let mut difference = Difference::default();
    let mut pages = BTreeSet::new();
    let addresses = Addresses::new(&new.handbook);
    let mut met = HashSet::new();
    let mut touched = Vec::new();
    for (was, entry) in old.handbook.all() {
        let kind = &old.handbook.kind_of(entry).id;
        let Some(now) = new.handbook.find(kind, &entry.id).filter(|now| met.insert(*now)) else {
            difference.removed.push(subject(&old.handbook, was));
            touched.push((&old.handbook, was));
            // The pages that told of it are the old ones.
            let stay = neighbours(&old.handbook, was).filter_map(|from| {
                let entry = old.handbook.entry(from);
                new.handbook.find(&old.handbook.kind_of(entry).id, &entry.id)
            });
            pages.extend(stay.map(|id| addresses.of(id).page.clone()));
            continue;
        };
        let renamed = new.handbook.entry(now).id != entry.id;
        if renamed {
            difference.renamed.push((entry.id.clone(), subject(&new.handbook, now)));
            shown_on(&new.handbook, &addresses, now, &mut pages);
        }
        let changes = fields::compare(old, new, was, now);
        if renamed || !changes.is_empty() {
            touched.extend([(&old.handbook, was), (&new.handbook, now)]);
            affected(&new.handbook, &addresses, now, &mut pages);
        }
        if !changes.is_empty() {
            difference.changed.push((subject(&new.handbook, now), changes));
        }
    }
    for (id, _) in new.handbook.all().filter(|(id, _)| !met.contains(id)) {
        difference.added.push(subject(&new.handbook, id));
        touched.push((&new.handbook, id));
        affected(&new.handbook, &addresses, id, &mut pages);
        shown_on(&new.handbook, &addresses, id, &mut pages);
    }
    difference.pages = pages.into_iter().collect();
    difference.calendar = lists::calendar(&old.handbook, &new.handbook);
    difference.people = lists::people(touched);
    difference.settings = settings_files(&old.sources, &new.sources);
    difference.new_faults = beyond(new, old);
    difference.mended = beyond(old, new);
    difference
}

fn subject(handbook: &Handbook, id: EntryId) -> Subject {
    let entry = handbook.entry(id);
    let kind = handbook.kind_of(entry);
    Subject {
        kind: kind.id.clone(),
        label: kind.label.clone(),
        id: entry.id.clone(),
        title: entry.title.clone(),
    }
}

/// The page of an entry, and those that tell of it because they refer to it.
fn affected(handbook: &Handbook, addresses: &Addresses, id: EntryId, pages: &mut BTreeSet<String>) {
    pages.insert(addresses.of(id).page.clone());
    pages.extend(neighbours(handbook, id).map(|from| addresses.of(from).page.clone()));
}

/// The pages that an entry refers to, which show it in turn.
fn shown_on(handbook: &Handbook, addresses: &Addresses, id: EntryId, pages: &mut BTreeSet<String>) {
    let to = handbook.links.iter().filter(|link| link.from == id);
    pages.extend(to.map(|link| addresses.of(link.to).page.clone()));
}

fn neighbours(handbook: &Handbook, id: EntryId) -> impl Iterator<Item = EntryId> {
    handbook.incoming(id).map(|link| link.from)
}

/// The files that hold no entries and are not the same on both sides.
fn settings_files(old: &Sources, new: &Sources) -> Vec<String> {
    let reserved = |sources: &Sources| -> BTreeMap<String, String> {
        let all = sources.files.iter();
        all.filter(|file| file.address == settings::FILE || file.address.starts_with('_'))
            .map(|file| (file.path.clone(), file.text().to_owned()))
            .collect()
    };
    let (old, new) = (reserved(old), reserved(new));
    let paths: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    paths.into_iter().filter(|path| old.get(*path) != new.get(*path)).cloned().collect()
}

/// The faults of `here` that `there` does not have. A fault that only moves is the same one.
fn beyond(here: &Loaded, there: &Loaded) -> Vec<Diagnostic> {
    let key = |loaded: &Loaded, fault: &Diagnostic| {
        let path = loaded.sources.file(fault.span.file).path.clone();
        (fault.code, path, fault.message.sv.clone())
    };
    let mut known: BTreeMap<_, usize> = BTreeMap::new();
    for fault in &there.faults {
        *known.entry(key(there, fault)).or_default() += 1;
    }
    let is_new = |fault: &&Diagnostic| match known.get_mut(&key(here, fault)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    here.faults.iter().filter(is_new).cloned().collect()
}

/// Faults as lines: `path:line:column: error[code]: message`, without their help.
fn fault_lines(faults: &[Diagnostic], sources: &Sources, lang: crate::locale::Lang) -> Vec<String> {
    let bare: Vec<_> =
        faults.iter().map(|fault| Diagnostic { help: None, ..fault.clone() }).collect();
    short::render(&bare, sources, lang).lines().map(str::to_owned).collect()
}
