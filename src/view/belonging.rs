//! Whose an entry is: the unit that it belongs to and the role that keeps it up to date.

use super::keys::{CONTRACT_UNIT, NEED_UNIT, SYSTEM_UNIT};
use super::overlap::references;
use crate::handbook::{EntryId, Handbook};
use crate::kind::entry::Entry;
use crate::kind::value::{Spanned, Value};

/// The unit that an entry belongs to: the one that owns or orders it, or the organisation that it
/// is about.
pub(crate) fn unit(handbook: &Handbook, entry: &Entry) -> Option<EntryId> {
    let kind = handbook.kind_of(entry).id.as_str();
    let own = [&SYSTEM_UNIT, &CONTRACT_UNIT, &NEED_UNIT].into_iter().find(|key| key.kind == kind);
    own.and_then(|key| key.of(entry))
        .and_then(|unit| handbook.entry_of(unit))
        .or_else(|| shared(handbook, entry, "organisation"))
}

/// The role that keeps an entry up to date, and so the one that can fill in what is missing.
pub(crate) fn keeper(handbook: &Handbook, entry: &Entry) -> Option<EntryId> {
    shared(handbook, entry, "owner")
        .or_else(|| handbook.settings.owner().and_then(|owner| handbook.entry_of(owner)))
}

/// The entry that a shared field refers to.
fn shared(handbook: &Handbook, entry: &Entry, key: &str) -> Option<EntryId> {
    match entry.fields.get(key)? {
        Value::Reference(reference) => handbook.entry_of(reference),
        _ => None,
    }
}

/// The entries that a list refers to.
pub(crate) fn entries<'a>(
    handbook: &'a Handbook,
    list: Option<&'a [Spanned<Value>]>,
) -> impl Iterator<Item = EntryId> + 'a {
    references(list).filter_map(|reference| handbook.entry_of(reference))
}
