//! The entries of each kind as JSON for other programs, with a JSON Schema beside it.
//!
//! The format is a promise: a key is never renamed or given another meaning without a new
//! `version`. New keys may come.

use serde_json::{Map, Value as Json, json};

use super::File;
use super::about::About;
use super::schema;
use crate::handbook::{EntryId, Handbook, Target};
use crate::kind::value::Value;
use crate::kind::{Field, FieldType, Kind, KindId};
use crate::locale::Lang;
use crate::render::{Renderer, address};
use crate::view::list;
use crate::view::table::yes_or_no;

/// The version of the format.
pub(super) const VERSION: u32 = 1;

pub(super) fn files<'a>(renderer: &'a Renderer<'a>) -> Vec<File<'a>> {
    let handbook = renderer.handbook;
    let kinds = handbook.kinds.all();
    let based = kinds.filter_map(|(id, kind)| Some((id, kind, address::data(handbook, id)?)));
    based
        .flat_map(|(id, kind, base)| {
            let schema = format!("{base}.schema.json");
            let name = schema.rsplit('/').next().unwrap_or_default().to_owned();
            [
                File::new(format!("{base}.json"), move || written(&of_kind(renderer, id, &name))),
                File::new(schema, move || written(&schema::of_kind(kind, renderer.lang))),
            ]
        })
        .collect()
}

/// JSON as the bytes of a file.
pub(super) fn written(json: &Json) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing to memory cannot fail, and the keys of a JSON value are strings.
    let _ = serde_json::to_writer_pretty(&mut bytes, json);
    bytes.push(b'\n');
    bytes
}

/// What every file begins with.
pub(super) fn head(renderer: &Renderer<'_>, format: &str, schema: &str) -> Map<String, Json> {
    let about = About::new(renderer);
    let json = json!({
        "$schema": schema,
        "format": format,
        "version": VERSION,
        "generated": about.date.to_string(),
        "generator": format!("Lathund {}", crate::render::VERSION),
        "language": renderer.lang.tag(),
        "audience": { "id": about.audience.0, "label": about.audience.1 },
        "handbook": about.handbook,
        "organisation": about.organisation,
    });
    match json {
        Json::Object(map) => map,
        _ => Map::new(),
    }
}

/// A kind as other programs see it.
pub(super) fn kind(renderer: &Renderer<'_>, id: KindId) -> Json {
    let (handbook, lang) = (renderer.handbook, renderer.lang);
    let kind = handbook.kinds.get(id);
    json!({
        "id": kind.id,
        "label": kind.label.get(lang),
        "plural": kind.plural.get(lang),
        "description": kind.description.get(lang),
        "page": address::index(kind),
        "count": handbook.of_kind(id).len(),
    })
}

fn of_kind(renderer: &Renderer<'_>, id: KindId, schema: &str) -> Json {
    let handbook = renderer.handbook;
    let declared = handbook.kinds.get(id);
    let mut json = head(renderer, "lathund/kind", schema);
    json.insert("kind".to_owned(), kind(renderer, id));
    let field = |field: &Field| (field.key.to_string(), json!(field.label.get(renderer.lang)));
    let labels = declared.fields.iter().filter(|field| is_own(&field.key)).map(field);
    json.insert("labels".to_owned(), labels.collect::<Map<_, _>>().into());
    let entries = handbook.of_kind(id).iter().map(|id| entry(renderer, declared, *id));
    json.insert("entries".to_owned(), entries.collect());
    json.into()
}

/// The id and the title stand beside the fields, not among them.
pub(super) fn is_own(key: &str) -> bool {
    !["id", "title"].contains(&key)
}

fn entry(renderer: &Renderer<'_>, kind: &Kind, id: EntryId) -> Json {
    let entry = renderer.handbook.entry(id);
    let (mut fields, mut labels) = (Map::new(), Map::new());
    for (key, value) in entry.fields.iter().filter(|(key, _)| is_own(key)) {
        fields.insert(key.to_string(), list::data(renderer.sources, &value.value));
        let words = kind
            .field(key)
            .and_then(|field| words(renderer.handbook, renderer.lang, field, &value.value));
        if let Some(words) = words {
            labels.insert(key.to_string(), words);
        }
    }
    json!({
        "id": entry.id, "title": entry.title, "path": renderer.addresses.href(id, None),
        "fields": fields, "labels": labels,
    })
}

/// What readers see for a value that is an id; `None` for what is words already.
fn words(handbook: &Handbook, lang: Lang, field: &Field, value: &Value) -> Option<Json> {
    match value {
        Value::Enum(id) => {
            Some(json!(field.choice(id).map_or(id.as_str(), |choice| choice.label.get(lang))))
        }
        Value::Boolean(truth) => Some(json!(yes_or_no(*truth, lang))),
        Value::LooseDate(date) => Some(json!(date.words(lang))),
        Value::Reference(reference) => {
            let FieldType::Ref(kinds) = &field.ty else { return None };
            match handbook.target(reference, kinds) {
                Target::Entry(id, item) => {
                    let title = &handbook.entry(id).title;
                    let item = item.and_then(|item| handbook.item(id, &item));
                    Some(json!(match item {
                        Some(item) => format!("{title}: {}", item.title),
                        None => title.clone(),
                    }))
                }
                Target::Hidden | Target::Missing => None,
            }
        }
        Value::List(items) => {
            items.iter().map(|item| words(handbook, lang, field, &item.value)).collect()
        }
        _ => None,
    }
}
