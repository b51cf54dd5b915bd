//! The files that entries show or offer: who may see a file follows from who may see what refers
//! to it.

use foldhash::HashSet;

use super::{destination, walk};
use crate::kind::entry::Entry;
use crate::kind::value::Value;
use crate::kind::{FieldType, Kinds};
use crate::parse::markdown::LinkForm;
use crate::source::Sources;

/// The attachments that `entries` refer to, by their addresses.
pub(super) fn of(kinds: &Kinds, entries: &[Entry], sources: &Sources) -> HashSet<String> {
    if sources.attachments.is_empty() {
        return HashSet::default();
    }
    let known: HashSet<&str> =
        sources.attachments.iter().map(|file| file.address.as_str()).collect();
    let mut found = HashSet::default();
    for entry in entries {
        let from = &sources.file(entry.file).address;
        let mut add = |address: &str| {
            if known.contains(address) {
                found.insert(address.to_owned());
            }
        };
        walk::values(kinds.get(entry.kind), entry, &mut |visit| match &visit.value.value {
            Value::Text(address) if matches!(visit.field.ty, FieldType::File) => add(address),
            Value::Markdown(prose) => {
                let links = prose.scan.links.iter().filter(|link| link.form != LinkForm::Wiki);
                links.for_each(|link| add(&destination::file(from, &link.dest)));
            }
            _ => {}
        });
    }
    found
}
