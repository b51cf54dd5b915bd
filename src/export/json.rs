//! The entries of each kind as JSON for other programs, with a JSON Schema beside it.
//!
//! The format is a promise: a key is never renamed or given another meaning without a new
//! `version`. New keys may come.

use std::borrow::Cow;
use std::sync::Arc;

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value as Json, json};

use super::File;
use super::about::About;
use super::schema;
use crate::handbook::{EntryId, Handbook, Target};
use crate::kind::value::{Spanned, Value};
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
                File::new(format!("{base}.json"), move || of_kind(renderer, id, &name)),
                File::new(schema, move || written(&schema::of_kind(kind, renderer.lang))),
            ]
        })
        .collect()
}

/// JSON as the bytes of a file.
pub(super) fn written(json: &impl Serialize) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing to memory cannot fail, and all keys are strings.
    let _ = serde_json::to_writer_pretty(&mut bytes, json);
    bytes.push(b'\n');
    bytes
}

/// As [`written`], with a list under one more `key`, which is written as it is made.
pub(super) fn written_with<I: IntoIterator<Item: Serialize>>(
    head: &Map<String, Json>,
    key: &str,
    list: impl Fn() -> I,
) -> Vec<u8> {
    written(&WithList { head, key, list })
}

struct WithList<'a, F> {
    head: &'a Map<String, Json>,
    key: &'a str,
    list: F,
}

impl<I: IntoIterator<Item: Serialize>, F: Fn() -> I> Serialize for WithList<'_, F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (key, value) in self.head {
            map.serialize_entry(key, value)?;
        }
        map.serialize_entry(self.key, &List(&self.list))?;
        map.end()
    }
}

/// A list that is written as it is made.
struct List<'a, F>(&'a F);

impl<I: IntoIterator<Item: Serialize>, F: Fn() -> I> Serialize for List<'_, F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

/// Keys and values that are written as they are made.
struct Pairs<F>(F);

impl<K: Serialize, V: Serialize, I: IntoIterator<Item = (K, V)>, F: Fn() -> I> Serialize
    for Pairs<F>
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map((self.0)())
    }
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

fn of_kind(renderer: &Renderer<'_>, id: KindId, schema: &str) -> Vec<u8> {
    let handbook = renderer.handbook;
    let declared = handbook.kinds.get(id);
    let mut json = head(renderer, "lathund/kind", schema);
    json.insert("kind".to_owned(), kind(renderer, id));
    let field = |field: &Field| (field.key.to_string(), json!(field.label.get(renderer.lang)));
    let labels = declared.fields.iter().filter(|field| is_own(&field.key)).map(field);
    json.insert("labels".to_owned(), labels.collect::<Map<_, _>>().into());
    let entry = |id: &EntryId| Exported { renderer, kind: declared, id: *id };
    written_with(&json, "entries", || handbook.of_kind(id).iter().map(entry))
}

/// The id and the title stand beside the fields, not among them.
pub(super) fn is_own(key: &str) -> bool {
    !["id", "title"].contains(&key)
}

/// An entry with what stands in its fields, and what readers see for it.
struct Exported<'a> {
    renderer: &'a Renderer<'a>,
    kind: &'a Kind,
    id: EntryId,
}

impl<'a> Serialize for Exported<'a> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { renderer, kind, id } = *self;
        let entry = renderer.handbook.entry(id);
        let own = || entry.fields.iter().filter(|(key, _)| is_own(key));
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &entry.id)?;
        map.serialize_entry("title", &entry.title)?;
        map.serialize_entry("path", &renderer.addresses.href(id, None))?;
        let data = |value| list::Data { sources: renderer.sources, value };
        let fields = || own().map(|(key, value)| (&**key, data(&value.value)));
        map.serialize_entry("fields", &Pairs(fields))?;
        let label = |(key, value): (&'a Arc<str>, &'a Spanned<Value>)| {
            let words = words(renderer.handbook, renderer.lang, kind.field(key)?, &value.value)?;
            Some((&**key, words))
        };
        let labels = || own().filter_map(label);
        map.serialize_entry("labels", &Pairs(labels))?;
        map.end()
    }
}

/// What readers see for a value that is an id; `None` for what is words already.
fn words<'a>(
    handbook: &'a Handbook,
    lang: Lang,
    field: &'a Field,
    value: &'a Value,
) -> Option<Words<'a>> {
    let words = match value {
        Value::Enum(id) => {
            field.choice(id).map_or(id.as_str(), |choice| choice.label.get(lang)).into()
        }
        Value::Boolean(truth) => yes_or_no(*truth, lang).into(),
        Value::LooseDate(date) => date.words(lang).into(),
        Value::Reference(reference) => {
            let FieldType::Ref(kinds) = &field.ty else { return None };
            let Target::Entry(id, item) = handbook.target(reference, kinds) else { return None };
            let title = handbook.entry(id).title.as_str();
            match item.and_then(|item| handbook.item(id, &item)) {
                Some(item) => format!("{title}: {}", item.title).into(),
                None => title.into(),
            }
        }
        Value::List(items) => {
            let words = |item: &'a Spanned<Value>| words(handbook, lang, field, &item.value);
            return items.iter().map(words).collect::<Option<_>>().map(Words::Many);
        }
        _ => return None,
    };
    Some(Words::One(words))
}

/// What readers see for an id or a list of them.
enum Words<'a> {
    One(Cow<'a, str>),
    Many(Vec<Self>),
}

impl Serialize for Words<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::One(words) => words.serialize(serializer),
            Self::Many(words) => serializer.collect_seq(words),
        }
    }
}
