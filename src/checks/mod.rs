//! Faults that need the whole handbook to be seen. One file per fault or tight family; the table
//! names them all.

mod address;
mod alias;
mod ambiguous;
mod asked;
mod avoid;
mod blank;
mod consecutive;
mod contrast;
mod fence;
mod folder;
mod groups;
mod guide;
mod heading;
mod law;
mod leftover;
mod link_text;
mod menu;
mod must_refer;
mod options;
mod period;
mod privacy;
mod prose;
mod query;
mod raw_html;
mod readers;
mod retired;
mod review;
mod ring;
mod running;
mod search_case;
mod step;
mod table;
mod twins;
mod unfit;
mod value;
mod version;
mod view;
mod waive;
mod wording;

use rayon::prelude::*;

use crate::diagnostic::explanation::Explanation;
use crate::diagnostic::{Diagnostic, FileId, sort};
use crate::handbook::walk::{self, Visit};
use crate::handbook::{EntryId, Handbook};
use crate::kind::entry::Entry;
use crate::kind::value::{Prose, Value};
use crate::source::{SourceFile, Sources};
use crate::{handbook, kind, parse, source};

/// A rule: what its faults mean, and how it finds them.
struct Check {
    /// The faults that no earlier stage explains.
    explained: &'static [Explanation],
    /// Finds the faults everywhere in the handbook.
    run: fn(&Look<'_>) -> Vec<Diagnostic>,
}

/// What a rule looks at, and whose faults are wanted.
///
/// A fault depends on what entries say of themselves to others (fields, headings, links), and on
/// the running text of no file but its own: that is why a file can be looked at alone.
#[derive(Clone, Copy)]
struct Look<'a> {
    handbook: &'a Handbook,
    sources: &'a Sources,
    /// The only file whose faults are wanted, when not all are.
    only: Option<FileId>,
    /// The entries whose faults are wanted.
    seen: &'a [Seen<'a>],
}

/// An entry with its values, gathered once for all rules.
struct Seen<'a> {
    id: EntryId,
    entry: &'a Entry,
    values: Vec<Visit<'a>>,
}

impl<'a> Seen<'a> {
    fn new(handbook: &'a Handbook, id: EntryId) -> Self {
        let entry = handbook.entry(id);
        let mut values = Vec::new();
        walk::values(handbook.kind_of(entry), entry, &mut |visit| values.push(visit));
        Self { id, entry, values }
    }

    /// Its Markdown texts.
    fn prose(&self) -> impl Iterator<Item = &'a Prose> {
        self.values.iter().filter_map(|visit| match &visit.value.value {
            Value::Markdown(prose) => Some(prose),
            _ => None,
        })
    }
}

impl<'a> Look<'a> {
    /// The entries whose faults are wanted.
    fn entries(self) -> impl Iterator<Item = (EntryId, &'a Entry)> {
        self.seen.iter().map(|seen| (seen.id, seen.entry))
    }

    /// The files whose faults are wanted.
    fn files(self) -> &'a [SourceFile] {
        match self.only {
            Some(file) => std::slice::from_ref(self.sources.file(file)),
            None => &self.sources.files,
        }
    }
}

/// All rules.
const ALL: &[Check] = &[
    address::CHECK,
    alias::CHECK,
    ambiguous::CHECK,
    asked::CHECK,
    avoid::CHECK,
    blank::CHECK,
    consecutive::CHECK,
    contrast::CHECK,
    fence::CHECK,
    folder::CHECK,
    guide::CHECK,
    heading::CHECK,
    law::CHECK,
    leftover::CHECK,
    link_text::CHECK,
    menu::CHECK,
    must_refer::CHECK,
    options::CHECK,
    period::CHECK,
    privacy::CHECK,
    query::CHECK,
    raw_html::CHECK,
    readers::CHECK,
    retired::CHECK,
    review::CHECK,
    ring::CHECK,
    running::CHECK,
    step::CHECK,
    table::CHECK,
    twins::CHECK,
    unfit::CHECK,
    value::CHECK,
    view::CHECK,
    version::CHECK,
];

/// What every code means, whichever stage finds the fault, in the order of the codes.
pub fn explained() -> Vec<&'static Explanation> {
    let earlier = [
        source::explained::EXPLAINED,
        parse::explained::EXPLAINED,
        kind::explained::EXPLAINED,
        handbook::explained::EXPLAINED,
        search_case::EXPLAINED,
        waive::EXPLAINED,
    ];
    let own = ALL.iter().map(|check| check.explained);
    let mut all: Vec<_> = earlier.into_iter().chain(own).flatten().collect();
    all.sort_by_key(|explanation| explanation.code);
    all
}

/// Runs every rule, then takes away what the entries waive with a reason.
///
/// `faults`: what earlier stages found.
pub(crate) fn run(
    handbook: &Handbook,
    sources: &Sources,
    faults: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    look(handbook, sources, None, faults)
}

/// As [`run`], for the faults of one file.
pub(crate) fn run_in(
    handbook: &Handbook,
    sources: &Sources,
    file: FileId,
    faults: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    let mut faults = look(handbook, sources, Some(file), faults);
    faults.retain(|fault| fault.span.file == file);
    faults
}

fn look(
    handbook: &Handbook,
    sources: &Sources,
    only: Option<FileId>,
    mut faults: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    let ids = only.map_or(0..handbook.entries.len(), |file| handbook.in_file(file));
    let ids = ids.into_par_iter().map(|id| EntryId(id as u32));
    let seen: Vec<Seen<'_>> = ids.map(|id| Seen::new(handbook, id)).collect();
    let look = Look { handbook, sources, only, seen: &seen };
    let found: Vec<Vec<Diagnostic>> = ALL.par_iter().map(|check| (check.run)(&look)).collect();
    faults.extend(found.into_iter().flatten());
    let mut faults = waive::apply(handbook, faults);
    sort(&mut faults);
    faults
}
