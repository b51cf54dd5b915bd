//! What a register's script needs beside its table: values, words, and the order of titles.

use serde_json::{Map, Value as Json, json};

use super::index;
use crate::handbook::{EntryId, Handbook};
use crate::kind::entry::Entry;
use crate::kind::value::Value;
use crate::kind::{Field, FieldType, KindId};
use crate::locale::Lang;
use crate::render::{Renderer, address};
use crate::view::catalogue::{self, Column};
use crate::view::keys::TERM_DEFINITION;

/// Fewer rows than this are seen at a glance.
const MIN_ROWS: usize = 8;

/// The words that the script shows, as the theme's words name them after `cat_`.
const WORDS: [&str; 26] = [
    "all_values",
    "back",
    "choose_more",
    "choose_no_more",
    "chosen",
    "clear",
    "clear_chosen",
    "columns",
    "compare",
    "comparison",
    "count",
    "csv",
    "differs",
    "facets",
    "fact",
    "fewer",
    "filter",
    "name",
    "none",
    "none_help",
    "only_differing",
    "or",
    "remove",
    "search_all",
    "show_all",
    "unknown",
];

/// The data file of a kind's register; `None` for a register without facets.
pub(crate) fn path(handbook: &Handbook, kind: KindId) -> Option<String> {
    let declared = handbook.kinds.get(kind);
    // The glossary is a list to read, not a table.
    if declared.id == TERM_DEFINITION.kind {
        return None;
    }
    let large = handbook.of_kind(kind).len() >= MIN_ROWS;
    let index = address::index(declared).filter(|_| large && catalogue::has_facets(declared))?;
    Some(format!("{}/katalog.js", index.trim_end_matches("/index.html")))
}

/// The text of the data file, its rows in the order of the page.
pub(crate) fn script(renderer: &Renderer<'_>, kind: KindId) -> String {
    let handbook = renderer.handbook;
    let declared = handbook.kinds.get(kind);
    let groups = index::groups(renderer, kind);
    let entries: Vec<EntryId> = groups.into_iter().flat_map(|(_, _, entries)| entries).collect();
    let columns = catalogue::columns(handbook, declared, &entries, renderer.lang);
    let columns: Vec<Json> = columns.iter().map(|one| column(one, renderer.lang)).collect();
    let synonyms: Vec<String> = entries.iter().map(|id| synonyms(handbook.entry(*id))).collect();
    let words: Map<String, Json> = WORDS
        .iter()
        .map(|key| ((*key).to_owned(), renderer.t().get(&format!("cat_{key}")).into()))
        .collect();
    let mut data = json!({
        "file": declared.home(),
        "count": entries.len(),
        "compare": declared.compare && declared.has_pages(),
        "columns": columns,
        "synonyms": synonyms,
        "words": words,
    });
    let by_title = handbook.of_kind(kind);
    if by_title != entries {
        let mut ranks = vec![0; entries.len()];
        let order: std::collections::BTreeMap<EntryId, usize> =
            by_title.iter().enumerate().map(|(rank, id)| (*id, rank)).collect();
        for (slot, id) in ranks.iter_mut().zip(&entries) {
            *slot = order.get(id).copied().unwrap_or_default();
        }
        data["ranks"] = json!(ranks);
    }
    format!("(window.Lathund = window.Lathund || {{}}).catalogue = {data};\n")
}

fn column(column: &Column<'_>, lang: Lang) -> Json {
    let field: &Field = column.field;
    let label = field.label.get(lang);
    let values: Vec<Json> =
        column.values.iter().map(|value| json!([value.id, value.label])).collect();
    let rows: Vec<Json> = column
        .rows
        .iter()
        .map(|values| match values.as_slice() {
            [] => json!(-1),
            [only] => json!(only),
            several => json!(several),
        })
        .collect();
    let mut data = json!({
        "key": &*field.key, "label": label, "values": values, "rows": rows,
    });
    for (key, is_so) in
        [("facet", field.facet && !column.values.is_empty()), ("numeric", is_numeric(field))]
    {
        if is_so {
            data[key] = json!(true);
        }
    }
    data
}

/// Whether the figures of a column stand under each other.
pub(super) const fn is_numeric(field: &Field) -> bool {
    matches!(
        field.ty,
        FieldType::Integer | FieldType::Number | FieldType::Money | FieldType::Percent
    )
}

/// The other words of an entry.
pub(super) fn synonyms(entry: &Entry) -> String {
    let words = entry.fields.list("synonyms").iter().filter_map(|item| match &item.value {
        Value::Text(word) => Some(word.as_str()),
        _ => None,
    });
    words.collect::<Vec<_>>().join(", ")
}
