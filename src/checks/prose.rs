//! Visits the Markdown texts of an entry.

use crate::handbook::{Handbook, walk};
use crate::kind::entry::Entry;
use crate::kind::value::{Prose, Value};

pub(super) fn each<'a>(handbook: &'a Handbook, entry: &'a Entry, visit: &mut dyn FnMut(&'a Prose)) {
    walk::values(handbook.kind_of(entry), entry, &mut |found| {
        if let Value::Markdown(prose) = &found.value.value {
            visit(prose);
        }
    });
}
