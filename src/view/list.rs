//! Entries as plain data: tables, JSON and CSV of what stands in their fields.

use serde::{Serialize, Serializer};
use serde_json::{Map, Value as Json, json};

use crate::handbook::{EntryId, Handbook};
use crate::kind::condition::{Test, word_of};
use crate::kind::value::{Fields, Value};
use crate::kind::{Field, FieldType, KindId};
use crate::locale::Lang;
use crate::parse::reference::Reference;
use crate::source::Sources;
use crate::view::facts::Told;
use crate::view::table::csv;

/// A wanted value of a field: `state=planerad`, or `steps.id=f` inside a group.
#[derive(Debug, Clone)]
pub(crate) struct Filter {
    pub(crate) field: String,
    pub(crate) value: String,
}

/// The entries of a kind that fit all filters, and whose conditions the facts do not rule out.
pub(crate) fn select(
    handbook: &Handbook,
    kind: KindId,
    filters: &[Filter],
    told: &Told,
) -> Vec<EntryId> {
    let fits = |id: &&EntryId| {
        let fields = &handbook.entry(**id).fields;
        let allowed = fields.iter().all(|(_, value)| match &value.value {
            Value::Condition(condition) => told.allows(condition),
            _ => true,
        });
        allowed && filters.iter().all(|filter| holds(fields, &filter.field, &filter.value))
    };
    handbook.of_kind(kind).iter().filter(fits).copied().collect()
}

fn holds(fields: &Fields, path: &str, wanted: &str) -> bool {
    let (key, rest) = match path.split_once('.') {
        Some((key, rest)) => (key, Some(rest)),
        None => (path, None),
    };
    let test = Test::In(vec![wanted.to_owned()]);
    match (fields.get(key), rest) {
        (value, None) => test.holds(value) || wanted.is_empty() && value.is_none(),
        (Some(Value::Object(inner)), Some(rest)) => holds(inner, rest, wanted),
        (Some(Value::List(_)), Some(rest)) => {
            fields.objects(key).any(|inner| holds(inner, rest, wanted))
        }
        (_, Some(_)) => false,
    }
}

/// The kinds with the number of their entries.
pub(crate) fn kinds(handbook: &Handbook, format: &str, lang: Lang) -> String {
    let rows: Vec<_> = handbook
        .kinds
        .all()
        .map(|(id, kind)| (kind.id.as_str(), kind.plural.get(lang), handbook.of_kind(id).len()))
        .collect();
    if format == "json" {
        let rows: Vec<_> = rows
            .iter()
            .map(|(kind, label, count)| json!({ "kind": kind, "label": label, "entries": count }))
            .collect();
        return pretty(&Json::Array(rows));
    }
    let header = ["kind", "label", "entries"].map(str::to_owned).to_vec();
    let rows = rows
        .iter()
        .map(|(kind, label, n)| vec![(*kind).to_owned(), (*label).to_owned(), n.to_string()])
        .collect();
    grid(header, rows, format)
}

/// What there is to observe, in the format asked for; `kind`: only of entries of that kind.
pub(crate) fn observations(
    handbook: &Handbook,
    kind: Option<KindId>,
    format: &str,
    lang: Lang,
) -> String {
    let observations = super::observations::Register::new(handbook);
    let wanted = |id: EntryId| kind.is_none_or(|kind| handbook.entry(id).kind == kind);
    let found = observations.all().iter().filter(|found| wanted(found.entry));
    let rows = found.map(|found| {
        let entry = handbook.entry(found.entry);
        let kind = handbook.kind_of(entry).id.clone();
        let message = found.message.get(lang).to_owned();
        [found.code.to_owned(), kind, entry.id.clone(), entry.title.clone(), message]
    });
    let names = ["code", "kind", "id", "title", "message"];
    if format == "json" {
        let object = |row: [String; 5]| {
            let pairs = names.iter().zip(row).map(|(name, cell)| ((*name).to_owned(), json!(cell)));
            Json::Object(pairs.collect())
        };
        return pretty(&Json::Array(rows.map(object).collect()));
    }
    grid(names.map(str::to_owned).to_vec(), rows.map(Vec::from).collect(), format)
}

/// Entries in the format asked for.
pub(crate) fn render(
    handbook: &Handbook,
    sources: &Sources,
    kind: KindId,
    entries: &[EntryId],
    format: &str,
    lang: Lang,
) -> String {
    let declared = handbook.kinds.get(kind);
    if format == "json" {
        let all = entries.iter().map(|id| object(handbook, sources, *id)).collect();
        return pretty(&Json::Array(all));
    }
    let shown: Vec<_> = declared
        .fields
        .iter()
        .filter(|field| format == "csv" || field.column)
        .filter(|field| !["id", "title"].contains(&&*field.key))
        .collect();
    let names = shown.iter().map(|field| match format {
        "csv" => field.key.to_string(),
        _ => field.label.get(lang).to_owned(),
    });
    let header = ["id".to_owned(), "title".to_owned()].into_iter().chain(names).collect();
    let rows = entries
        .iter()
        .map(|id| {
            let entry = handbook.entry(*id);
            let cells = shown.iter().map(|field| match (format, entry.fields.get(&field.key)) {
                ("csv", Some(value)) => whole(sources, field, value),
                (_, value) => cell(value),
            });
            [entry.id.clone(), entry.title.clone()].into_iter().chain(cells).collect()
        })
        .collect();
    grid(header, rows, format)
}

fn object(handbook: &Handbook, sources: &Sources, id: EntryId) -> Json {
    let entry = handbook.entry(id);
    let file = sources.file(entry.file);
    let mut map = Map::new();
    map.insert("kind".to_owned(), json!(handbook.kind_of(entry).id));
    map.insert("id".to_owned(), json!(entry.id));
    map.insert("title".to_owned(), json!(entry.title));
    let place = format!("{}:{}", file.path, file.position(entry.span.start).line);
    for (key, value) in entry.fields.iter() {
        if !["id", "title"].contains(&&**key) {
            map.insert(key.to_string(), data(sources, &value.value));
        }
    }
    map.insert("_source".to_owned(), json!(place));
    Json::Object(map)
}

/// A value as JSON: what the editor wrote, with its type.
pub(crate) fn data(sources: &Sources, value: &Value) -> Json {
    // Values have no keys that JSON lacks.
    serde_json::to_value(Data { sources, value }).unwrap_or_default()
}

/// A value on its way to JSON, so that what is only written needs no tree of it.
pub(crate) struct Data<'a> {
    pub(crate) sources: &'a Sources,
    pub(crate) value: &'a Value,
}

impl Serialize for Data<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let inner = |value| Data { sources: self.sources, value };
        match self.value {
            Value::Integer(number) => number.serialize(serializer),
            Value::Number(number) => number.serialize(serializer),
            Value::Boolean(truth) => truth.serialize(serializer),
            Value::Markdown(prose) => prose.written(self.sources).serialize(serializer),
            Value::List(items) => {
                serializer.collect_seq(items.iter().map(|item| inner(&item.value)))
            }
            Value::Object(fields) => {
                let pairs = fields.iter().map(|(key, value)| (&**key, inner(&value.value)));
                serializer.collect_map(pairs)
            }
            Value::Condition(condition) => condition.data().serialize(serializer),
            value => word_of(value).serialize(serializer),
        }
    }
}

/// A value as one cell: the parts of a list stand with commas between.
fn cell(value: Option<&Value>) -> String {
    match value {
        None => String::new(),
        Some(Value::List(items)) => {
            let parts: Vec<_> = items.iter().map(|item| cell(Some(&item.value))).collect();
            parts.join(", ")
        }
        Some(Value::Object(fields)) => {
            let parts: Vec<_> = fields.iter().map(|(_, value)| cell(Some(&value.value))).collect();
            parts.join(" ")
        }
        Some(Value::Reference(reference)) => reference.id.clone(),
        Some(value) => word_of(value),
    }
}

/// A value as one cell from which it can be read again (`lathund import`): what has parts that a
/// comma cannot hold apart stands as JSON.
pub(super) fn whole(sources: &Sources, field: &Field, value: &Value) -> String {
    let deep = |value: &Value| {
        matches!(value, Value::Object(_) | Value::Markdown(_) | Value::Condition(_))
    };
    match value {
        Value::Markdown(prose) => prose.written(sources).into_owned(),
        Value::Reference(reference) => match &field.ty {
            FieldType::Ref(kinds) if kinds.len() == 1 => {
                let bare = Reference { kind: None, ..reference.clone() };
                bare.to_string()
            }
            _ => reference.to_string(),
        },
        Value::List(items) => {
            if items.iter().any(|item| deep(&item.value)) {
                return compact(sources, value);
            }
            let parts: Vec<_> =
                items.iter().map(|item| whole(sources, field, &item.value)).collect();
            let splits = |part: &String| {
                part.contains([',', ';', '\n', '[', '{']) || part.trim() != part || part.is_empty()
            };
            if parts.iter().any(splits) { compact(sources, value) } else { parts.join(", ") }
        }
        Value::Object(_) | Value::Condition(_) => compact(sources, value),
        value => word_of(value),
    }
}

/// A value as JSON on one line.
fn compact(sources: &Sources, value: &Value) -> String {
    serde_json::to_string(&Data { sources, value }).unwrap_or_default()
}

fn grid(header: Vec<String>, rows: Vec<Vec<String>>, format: &str) -> String {
    if format == "csv" {
        return std::iter::once(&header).chain(&rows).map(|row| csv::line(row)).collect();
    }
    let all: Vec<Vec<String>> = std::iter::once(header)
        .chain(rows)
        .map(|row| row.iter().map(|cell| shorten(cell)).collect())
        .collect();
    let widths: Vec<usize> = (0..all.first().map_or(0, Vec::len))
        .map(|at| all.iter().map(|row| row[at].chars().count()).max().unwrap_or(0))
        .collect();
    let mut out = String::new();
    for row in &all {
        let cells: Vec<String> =
            row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        out.push_str(cells.join("  ").trim_end());
        out.push('\n');
    }
    out
}

fn shorten(cell: &str) -> String {
    let line = cell.lines().next().unwrap_or_default();
    if line.chars().count() > 48 {
        line.chars().take(47).chain(std::iter::once('…')).collect()
    } else {
        line.to_owned()
    }
}

fn pretty(json: &Json) -> String {
    format!("{json:#}\n")
}
