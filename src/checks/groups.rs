//! Visits every group of fields of an entry: its own, and those inside lists and objects.

use crate::kind::Field;
use crate::kind::value::{Fields, Value};

/// Calls `visit` with the declared fields and the values of each group.
pub(super) fn each<'a>(
    declared: &'a [Field],
    fields: &'a Fields,
    visit: &mut dyn FnMut(&'a [Field], &'a Fields),
) {
    visit(declared, fields);
    for (key, value) in fields.iter() {
        let Some(field) = declared.iter().find(|field| field.key == *key) else { continue };
        let items = match &value.value {
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(value),
        };
        for item in items {
            if let Value::Object(inner) = &item.value {
                each(field.fields(), inner, visit);
            }
        }
    }
}
