//! Every place where an entry is referred to by its id.

use std::collections::BTreeSet;

use super::words::{id_in_reference, stem_in_path};
use crate::diagnostic::{FileId, Span};
use crate::handbook::{EntryId, Handbook, walk};
use crate::kind::value::{Fields, Value};
use crate::kind::{FieldType, Kind};
use crate::parse::yaml::{self, Node};
use crate::pipeline::Loaded;

/// Who is renamed.
pub(super) struct Subject<'a> {
    pub(super) entry: EntryId,
    pub(super) kind: &'a str,
    pub(super) id: &'a str,
    /// The name of its file without ending, when that changes too.
    pub(super) stem: Option<&'a str>,
}

/// The places of the id, and those that name it in a way that is not understood.
#[derive(Default)]
pub(super) struct Places {
    pub(super) ids: BTreeSet<Span>,
    pub(super) left: BTreeSet<Span>,
}

pub(super) fn find(loaded: &Loaded, subject: &Subject<'_>) -> Places {
    let handbook = &loaded.handbook;
    let mut places = Places::default();
    for link in handbook.incoming(subject.entry) {
        places.reference(loaded, subject, link.span);
    }
    settings(&handbook.settings.fields, &mut |words, span| {
        if id_in_reference(words, subject.kind, subject.id).is_some() {
            places.reference(loaded, subject, span);
        }
    });
    for (_, entry) in handbook.all() {
        walk::values(handbook.kind_of(entry), entry, &mut |visit| {
            let Value::Markdown(prose) = &visit.value.value else { return };
            // A text inside YAML is unescaped, so the places in its tables are not known.
            if prose.text.is_none() {
                for block in &prose.scan.entries_blocks {
                    let file = prose.span.file;
                    places.table(loaded, subject, file, block.yaml.clone());
                }
            }
        });
    }
    places
}

impl Places {
    fn reference(&mut self, loaded: &Loaded, subject: &Subject<'_>, span: Span) {
        let raw = loaded.sources.text(span);
        let found = id_in_reference(raw, subject.kind, subject.id)
            .or_else(|| stem_in_path(raw, subject.stem?));
        if let Some(at) = found {
            let start = span.start as usize;
            self.ids.insert(Span::new(span.file, start + at.start, start + at.end));
        } else if raw.contains(subject.id) {
            self.left.insert(span);
        }
    }

    /// The conditions of a table of entries.
    fn table(
        &mut self,
        loaded: &Loaded,
        subject: &Subject<'_>,
        file: FileId,
        range: std::ops::Range<usize>,
    ) {
        let text = loaded.sources.file(file).text().get(range.clone()).unwrap_or_default();
        let (node, _) = yaml::parse(file, text, range.start);
        let Some(node) = node else { return };
        let kinds = &loaded.handbook.kinds;
        let kind = node.text("kind").and_then(|kind| kinds.find(kind));
        if let (Some(kind), Some(condition)) = (kind, node.get("where")) {
            self.condition(loaded, subject, kinds.get(kind), condition);
        }
    }

    fn condition(&mut self, loaded: &Loaded, subject: &Subject<'_>, kind: &Kind, node: &Node) {
        for (key, value) in node.map().unwrap_or_default() {
            let field = kind.field(&key.text).map(|field| &field.ty);
            match field {
                Some(FieldType::Ref(kinds))
                    if kinds.is_empty() || kinds.iter().any(|kind| kind == subject.kind) =>
                {
                    scalars(value, &mut |span| {
                        let raw = loaded.sources.text(span);
                        if id_in_reference(raw, subject.kind, subject.id).is_some() {
                            self.reference(loaded, subject, span);
                        }
                    });
                }
                _ => self.condition(loaded, subject, kind, value),
            }
        }
        for item in node.list().unwrap_or_default() {
            self.condition(loaded, subject, kind, item);
        }
    }
}

fn scalars(node: &Node, visit: &mut dyn FnMut(Span)) {
    if node.scalar().is_some() {
        visit(node.span);
    }
    for item in node.list().unwrap_or_default() {
        scalars(item, visit);
    }
    for (_, value) in node.map().unwrap_or_default() {
        scalars(value, visit);
    }
}

/// The references of the settings: typed ones, and every `to`.
fn settings(fields: &Fields, visit: &mut dyn FnMut(&str, Span)) {
    for (key, value) in fields.iter() {
        match &value.value {
            Value::Reference(reference) => visit(&reference.to_string(), value.span),
            Value::Text(words) if &**key == "to" && words.contains(':') => visit(words, value.span),
            Value::Object(inner) => settings(inner, visit),
            Value::List(items) => {
                for item in items {
                    if let Value::Object(inner) = &item.value {
                        settings(inner, visit);
                    }
                }
            }
            _ => {}
        }
    }
}

/// How many references lead to an entry.
pub(super) fn count(handbook: &Handbook, entry: EntryId) -> usize {
    handbook.incoming(entry).count()
}
