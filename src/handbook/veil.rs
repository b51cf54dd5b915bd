//! References to what an audience may not see: nothing that comes later learns what they led to.
//!
//! The target of such a reference is replaced in the reduced entries themselves, so that no page,
//! table or file can tell its id. Faults: references whose target is hidden.

use std::ops::Range;

use super::{EntryId, Handbook, Target, audience, destination, links, walk};
use crate::diagnostic::{Diagnostic, Span};
use crate::handbook::Destination;
use crate::kind::value::{Fields, Prose, Spanned, VEIL, Value};
use crate::kind::{Field, FieldType};
use crate::locale::Text;
use crate::parse::markdown::Link;
use crate::parse::reference::Reference;
use crate::source::Sources;

/// Whether a target has been replaced.
pub(super) fn is_drawn(target: &str) -> bool {
    target.starts_with(VEIL) || (!target.is_empty() && target.bytes().all(|byte| byte == b'-'))
}

/// Replaces the targets that are hidden.
pub(super) fn draw(handbook: &mut Handbook, sources: &Sources) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    // A heading that named something hidden gets another anchor, and what led to it is hidden then.
    let mut again = !handbook.hidden.is_empty();
    while again {
        again = false;
        for index in 0..handbook.entries.len() {
            again |= one(handbook, sources, EntryId(index as u32), &mut faults);
        }
    }
    faults
}

/// Replaces the hidden targets of an entry; whether it lost an anchor by that.
fn one(
    handbook: &mut Handbook,
    sources: &Sources,
    from: EntryId,
    faults: &mut Vec<Diagnostic>,
) -> bool {
    let number = from.0 as usize;
    let mut fields = std::mem::take(&mut handbook.entries[number].fields);
    let entry = handbook.entry(from);
    let address = &sources.file(entry.file).address;
    let mut veil = Veil { handbook, sources, from, address, changed: false, faults };
    veil.fields(&handbook.kind_of(entry).fields, &mut fields);
    let changed = veil.changed;
    handbook.entries[number].fields = fields;
    if !changed {
        return false;
    }
    let entry = handbook.entry(from);
    let anchors = walk::anchors(handbook.kind_of(entry), entry);
    let before = std::mem::replace(&mut handbook.anchors[number], anchors);
    let mut lost = before.difference(&handbook.anchors[number]).peekable();
    let any = lost.peek().is_some();
    let entry = &handbook.entries[number];
    handbook.hidden.lose(entry, lost);
    any
}

struct Veil<'a> {
    handbook: &'a Handbook,
    sources: &'a Sources,
    from: EntryId,
    address: &'a str,
    /// Whether a text got other words.
    changed: bool,
    faults: &'a mut Vec<Diagnostic>,
}

impl Veil<'_> {
    fn fields(&mut self, declared: &[Field], fields: &mut Fields) {
        fields.0.retain_mut(|(key, value)| {
            let field = declared.iter().find(|field| field.key == *key);
            field.is_some_and(|field| self.value(field, value))
        });
    }

    /// Replaces the hidden targets in a value; whether there is anything left of it.
    fn value(&mut self, field: &Field, value: &mut Spanned<Value>) -> bool {
        let span = value.span;
        match (&mut value.value, &field.ty) {
            (Value::Reference(reference), FieldType::Ref(kinds)) => {
                let seen = is_drawn(&reference.id);
                if !seen && self.handbook.target(reference, kinds) == Target::Hidden {
                    self.hidden(&reference.to_string(), span);
                    *reference = Reference { kind: None, id: VEIL.to_owned(), item: None };
                }
            }
            (Value::Text(id), FieldType::Local(_))
                if self.handbook.is_hidden_part(self.from, id) =>
            {
                self.hidden(&id.clone(), span);
                return false;
            }
            (Value::Markdown(prose), _) => self.prose(prose),
            (Value::Condition(condition), _) => {
                let mut found = Vec::new();
                condition.replace_references(&mut |reference, span| {
                    let hidden = self.handbook.target(reference, &[]) == Target::Hidden;
                    hidden.then(|| {
                        found.push((reference.to_string(), span));
                        VEIL.to_owned()
                    })
                });
                for (words, span) in found {
                    self.hidden(&words, span);
                }
            }
            (Value::List(items), _) => {
                let before = items.len();
                let mut veiled = false;
                items.retain_mut(|item| {
                    let left = self.value(field, item);
                    // One word for all of them: how many there are is not to be told either.
                    let again = is_veiled(&item.value) && std::mem::replace(&mut veiled, true);
                    left && !again
                });
                return before == 0 || !items.is_empty();
            }
            (Value::Object(inner), _) => self.fields(field.fields(), inner),
            _ => {}
        }
        true
    }

    fn prose(&mut self, prose: &mut Prose) {
        let handbook = self.handbook;
        let hides = |link: &Link| {
            let to = || destination(handbook, self.from, self.address, (link.form, &link.dest));
            !is_drawn(&link.dest) && to() == Destination::Hidden
        };
        let links = prose.scan.links.iter().enumerate();
        let hidden: Vec<usize> =
            links.filter(|(_, link)| hides(link)).map(|(index, _)| index).collect();
        if hidden.is_empty() {
            return;
        }
        let (text, range) = prose.within(self.sources);
        let mut words = text.to_owned();
        for index in hidden {
            let span = links::place(prose, index, self.sources);
            let Some(link) = prose.scan.links.get(index) else { continue };
            self.hidden(&link.dest, span);
            // A destination whose place is not known goes with all that the link says.
            let place = link.dest_span.clone().unwrap_or_else(|| link.span.clone());
            cover(&mut words, place);
        }
        audience::replace(prose, words, range);
        self.changed = true;
    }

    fn hidden(&mut self, words: &str, span: Span) {
        let message = Text::new(
            format!("`{words}` är dold för läsarna av den här utgåvan"),
            format!("`{words}` is hidden from the readers of this edition"),
        );
        self.faults.push(Diagnostic::advice("hidden-target", span, message));
    }
}

fn is_veiled(value: &Value) -> bool {
    matches!(value, Value::Reference(reference) if is_drawn(&reference.id))
}

/// Puts the veil over a range of a text, in the same number of bytes.
fn cover(text: &mut String, range: Range<usize>) {
    let length = range.len();
    let veil = if length < VEIL.len() {
        "-".repeat(length)
    } else {
        format!("{VEIL}{}", " ".repeat(length - VEIL.len()))
    };
    text.replace_range(range, &veil);
}
