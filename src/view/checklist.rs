//! What holds for a checklist as a whole: its version, and what its items are at this moment.

use crate::kind::entry::Entry;
use crate::kind::value::{Fields, Value};
use crate::view::keys::{
    CHECKLIST_ITEMS, CHECKLIST_VERSIONS, ITEM_ID, ITEM_MUST, ITEM_OPTIONS, ITEM_SHOW_IF,
    ITEM_TITLE, ITEM_TYPE,
};
use crate::view::matrix::objects;

/// The latest version that the editors have written down.
pub(crate) fn version(checklist: &Entry) -> Option<&Fields> {
    objects(CHECKLIST_VERSIONS.of(checklist)?).last()
}

/// A checksum of what somebody answers: the items with their words, weights, answers and
/// conditions. Help, reasons and sources may change without a new version.
pub(crate) fn checksum(checklist: &Entry) -> String {
    let mut hasher = blake3::Hasher::new();
    for item in objects(CHECKLIST_ITEMS.of(checklist).unwrap_or_default()) {
        let options = ITEM_OPTIONS.within(item).unwrap_or_default().iter();
        let options = options.filter_map(|option| match &option.value {
            Value::Text(text) => Some(text.as_str()),
            _ => None,
        });
        let keys = [&ITEM_ID, &ITEM_TITLE, &ITEM_MUST, &ITEM_TYPE];
        for text in keys.into_iter().filter_map(|key| key.within(item)).chain(options) {
            hasher.update(text.as_bytes()).update(b"\n");
        }
        if let Some(condition) = ITEM_SHOW_IF.within(item) {
            hasher.update(condition.data().to_string().as_bytes());
        }
        hasher.update(b"\n");
    }
    hasher.finalize().to_hex().chars().take(8).collect()
}
