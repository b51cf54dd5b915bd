//! What editors have noted as changed, newest first.

use jiff::civil::Date;

use crate::handbook::{EntryId, Handbook};
use crate::kind::value::Value;

/// A change that an editor has noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Change<'h> {
    pub(crate) entry: EntryId,
    pub(crate) day: Date,
    /// What changed.
    pub(crate) text: &'h str,
}

/// All of them.
pub(crate) fn changes(handbook: &Handbook) -> Vec<Change<'_>> {
    let mut changes: Vec<Change<'_>> = handbook
        .all()
        .flat_map(|(entry, fields)| {
            fields.fields.objects("changes").filter_map(move |change| {
                let Some(Value::Date(day)) = change.get("date") else { return None };
                Some(Change { entry, day: *day, text: change.text("text").unwrap_or_default() })
            })
        })
        .collect();
    changes.sort_by_key(|change| (std::cmp::Reverse(change.day), change.entry, change.text));
    changes
}
