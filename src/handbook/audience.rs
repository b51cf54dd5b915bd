//! Reduces entries to what an audience may see, before anything is derived from them.

use std::collections::HashSet;

use crate::kind::entry::Entry;
use crate::kind::value::{Fields, Value};
use crate::kind::{Audience, Field, KindId, Kinds};

/// Drops entries and fields above `audience`; tells which ids were dropped.
pub(super) fn restrict(
    kinds: &Kinds,
    entries: Vec<Entry>,
    audience: Audience,
) -> (Vec<Entry>, HashSet<(KindId, String)>) {
    let mut hidden = HashSet::new();
    let visible = entries
        .into_iter()
        .filter_map(|mut entry| {
            if entry.audience() > audience {
                hidden.insert((entry.kind, entry.id));
                return None;
            }
            reduce(&kinds.get(entry.kind).fields, &mut entry.fields, audience);
            Some(entry)
        })
        .collect();
    (visible, hidden)
}

fn reduce(declared: &[Field], fields: &mut Fields, audience: Audience) {
    fields.0.retain_mut(|(key, value)| {
        let Some(field) = declared.iter().find(|field| field.key == *key) else { return false };
        if field.visibility.is_some_and(|least| least > audience) {
            return false;
        }
        reduce_value(field, &mut value.value, audience);
        true
    });
}

fn reduce_value(field: &Field, value: &mut Value, audience: Audience) {
    match value {
        Value::Object(fields) => reduce(field.fields(), fields, audience),
        Value::List(items) => {
            for item in items {
                reduce_value(field, &mut item.value, audience);
            }
        }
        _ => {}
    }
}
