//! Visits every value of an entry together with its declaration.

use std::sync::Arc;

use foldhash::HashSet;

use super::Item;
use crate::kind::entry::Entry;
use crate::kind::value::{Fields, Spanned, Value};
use crate::kind::{Field, Kind};

/// Where a field stands in its kind: its place among the fields, and inside groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FieldPath {
    steps: [u8; 4],
    depth: u8,
}

impl FieldPath {
    fn then(self, step: usize) -> Self {
        let mut path = self;
        if let Some(slot) = path.steps.get_mut(self.depth as usize) {
            *slot = step as u8;
            path.depth += 1;
        }
        path
    }

    /// The fields on the way, outermost first.
    pub fn fields(self, kind: &Kind) -> impl Iterator<Item = &Field> {
        let mut fields = kind.fields.as_slice();
        (0..self.depth as usize).map_while(move |level| {
            let field = fields.get(self.steps[level] as usize)?;
            fields = field.fields();
            Some(field)
        })
    }
}

/// A single value on the way through an entry.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Visit<'a> {
    /// Its declaration.
    pub field: &'a Field,
    /// Where the declaration stands.
    pub path: FieldPath,
    /// The value; never a list or a group.
    pub value: &'a Spanned<Value>,
    /// The fields of the step or item that it stands in.
    pub item: Option<&'a Fields>,
}

/// Calls `visit` for every single value of an entry.
pub(crate) fn values<'a>(kind: &'a Kind, entry: &'a Entry, visit: &mut dyn FnMut(Visit<'a>)) {
    group(&kind.fields, &entry.fields, FieldPath::default(), None, visit);
}

fn group<'a>(
    declared: &'a [Field],
    fields: &'a Fields,
    path: FieldPath,
    item: Option<&'a Fields>,
    visit: &mut dyn FnMut(Visit<'a>),
) {
    let mut next = 0;
    for (key, value) in fields.iter() {
        // Both stand in the declared order, and share their keys.
        let shared = |field: &Field| Arc::ptr_eq(&field.key, key);
        let ahead = declared[next..].iter().position(shared).map(|at| next + at);
        let Some(step) = ahead.or_else(|| declared.iter().position(|field| field.key == *key))
        else {
            continue;
        };
        next = step + 1;
        one(&declared[step], value, path.then(step), item, visit);
    }
}

fn one<'a>(
    field: &'a Field,
    value: &'a Spanned<Value>,
    path: FieldPath,
    item: Option<&'a Fields>,
    visit: &mut dyn FnMut(Visit<'a>),
) {
    match &value.value {
        Value::List(items) => {
            for value in items {
                one(field, value, path, item, visit);
            }
        }
        Value::Object(fields) => {
            let item = if field.anchors { Some(fields) } else { item };
            group(field.fields(), fields, path, item, visit);
        }
        _ => visit(Visit { field, path, value, item }),
    }
}

/// The parts of an entry that can be pointed at.
pub(super) fn items(kind: &Kind, entry: &Entry) -> Vec<Item> {
    let mut items = Vec::new();
    for field in &kind.fields {
        anchored(field, &entry.fields, &mut items);
    }
    items
}

/// The ids of an entry's items and headings.
pub(super) fn anchors(kind: &Kind, entry: &Entry) -> HashSet<String> {
    let mut anchors: HashSet<String> = items(kind, entry).into_iter().map(|item| item.id).collect();
    for (_, value) in entry.fields.iter() {
        if let Value::Markdown(prose) = &value.value {
            anchors.extend(prose.scan.headings.iter().map(|heading| heading.id.clone()));
        }
    }
    anchors
}

fn anchored(field: &Field, fields: &Fields, items: &mut Vec<Item>) {
    if field.fields().is_empty() {
        return;
    }
    for (index, inner) in fields.objects(&field.key).enumerate() {
        if field.anchors {
            let id = inner.text("id").unwrap_or_default().to_owned();
            let title = ["title", "text", "label"].iter().find_map(|key| inner.text(key));
            let title = title.unwrap_or(&id).to_owned();
            items.push(Item { id, title, field: Arc::clone(&field.key), number: index + 1 });
        }
        for nested in field.fields() {
            anchored(nested, inner, items);
        }
    }
}
