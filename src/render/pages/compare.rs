//! Entries side by side, without a script.

use tera::{Context, Value as Tera};

use super::index;
use crate::handbook::{EntryId, Handbook};
use crate::kind::KindId;
use crate::render::context::{link, map};
use crate::render::frame::{self, Own};
use crate::render::{Renderer, address, base_context};
use crate::view::catalogue;

/// More entries than this are compared in the register, a few at a time.
const MAX_ENTRIES: usize = 100;

/// The most entries with a column each. More of them have a row each, with what differs.
const MAX_COLUMNS: usize = 5;

/// The most facts in a row.
const MAX_FACTS: usize = 5;

/// Whether the entries of a kind stand side by side on a page.
pub(crate) fn is_shown(handbook: &Handbook, kind: KindId) -> bool {
    let declared = handbook.kinds.get(kind);
    let count = handbook.of_kind(kind).len();
    declared.compare && declared.has_pages() && (2..=MAX_ENTRIES).contains(&count)
}

pub(super) fn context(renderer: &Renderer<'_>, path: &str, kind: KindId) -> Context {
    let declared = renderer.handbook.kinds.get(kind);
    let lang = renderer.lang;
    let plural = declared.plural.get(lang);
    let title = renderer.t().get("compare_title").replace("{kind}", &plural.to_lowercase());
    let trail =
        vec![frame::home(renderer), link(plural, &address::index(declared).unwrap_or_default())];
    let lead = renderer.t().get("compare_lead");
    let own = Own { title: &title, lead, trail };
    let groups: Vec<Tera> = index::groups(renderer, kind)
        .into_iter()
        .map(|(id, label, entries)| {
            map! { "id": id, "label": label, "table": table(renderer, kind, &entries) }
        })
        .collect();
    let mut context = base_context(path, frame::derived(renderer, own));
    context.insert_value("groups", groups.into());
    context
}

/// The facts of some entries of a kind: a column for each entry, or a row when they are many.
pub(super) fn table(renderer: &Renderer<'_>, kind: KindId, entries: &[EntryId]) -> Tera {
    let handbook = renderer.handbook;
    let lang = renderer.lang;
    let columns = catalogue::columns(handbook, handbook.kinds.get(kind), entries, lang);
    let to = |id: &EntryId| link(&handbook.entry(*id).title, &renderer.addresses.href(*id, None));
    let names: Vec<Tera> = entries.iter().map(to).collect();
    if entries.len() <= MAX_COLUMNS {
        let lines: Vec<Tera> = columns
            .iter()
            .map(|column| {
                let cells: Vec<String> = (0..entries.len()).map(|row| column.words(row)).collect();
                map! {
                    "label": column.field.label.get(lang), "differs": column.differs(),
                    "cells": cells,
                }
            })
            .collect();
        return map! { "wide": false, "names": names, "lines": lines };
    }
    let told: Vec<_> = columns.iter().filter(|column| column.differs()).take(MAX_FACTS).collect();
    let labels: Vec<&str> = told.iter().map(|column| column.field.label.get(lang)).collect();
    let lines: Vec<Tera> = names
        .into_iter()
        .enumerate()
        .map(|(row, name)| {
            let cells: Vec<String> = told.iter().map(|column| column.words(row)).collect();
            map! { "name": name, "cells": cells }
        })
        .collect();
    map! { "wide": true, "names": labels, "lines": lines }
}
