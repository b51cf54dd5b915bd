//! `handbok.json`: everything in the handbook with where it is, and the files of each kind and
//! view, so that a portal or a BI tool needs to know a single address.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value as Json, json};

use super::json::{head, kind, written, written_with};
use super::{File, schema, views};
use crate::handbook::EntryId;
use crate::kind::value::Value;
use crate::render::{Renderer, address};

pub(super) fn files<'a>(renderer: &'a Renderer<'a>) -> Vec<File<'a>> {
    let schema_at = address::PORTAL.replace(".json", ".schema.json");
    let name = schema_at.clone();
    vec![
        File::new(address::PORTAL.to_owned(), move || index(renderer, &name)),
        File::new(schema_at, || {
            written(&schema::of_portal(renderer.handbook.settings.text("name")))
        }),
    ]
}

fn index(renderer: &Renderer<'_>, schema: &str) -> Vec<u8> {
    let handbook = renderer.handbook;
    let mut json = head(renderer, "lathund/handbook", schema);
    let kinds = handbook.kinds.all().filter_map(|(id, _)| {
        let mut kind = kind(renderer, id);
        let base = address::data(handbook, id)?;
        kind["files"] = files_of(&base, &["json", "schema.json", "csv", "xlsx"]);
        Some(kind)
    });
    json.insert("kinds".to_owned(), kinds.collect());
    let views = views::offers(renderer);
    let views = views.iter().map(|offer| {
        json!({ "title": offer.table().title, "files": files_of(&offer.base, &["json", "csv", "xlsx"]) })
    });
    json.insert("views".to_owned(), views.collect());
    written_with(&json, "entries", || handbook.all().map(|(id, _)| Listed { renderer, id }))
}

fn files_of(base: &str, ends: &[&str]) -> Json {
    let file = |end: &&str| (end.replace('.', "_"), json!(format!("{base}.{end}")));
    ends.iter().map(file).collect::<Map<_, _>>().into()
}

/// An entry, and where it is.
struct Listed<'a> {
    renderer: &'a Renderer<'a>,
    id: EntryId,
}

impl Serialize for Listed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entry = self.renderer.handbook.entry(self.id);
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("kind", &self.renderer.handbook.kind_of(entry).id)?;
        map.serialize_entry("id", &entry.id)?;
        map.serialize_entry("title", &entry.title)?;
        map.serialize_entry("path", &self.renderer.addresses.href(self.id, None))?;
        for key in ["summary", "status"] {
            if let Some(words) = entry.fields.text(key) {
                map.serialize_entry(key, words)?;
            }
        }
        if let Some(Value::Reference(owner)) = entry.fields.get("owner") {
            map.serialize_entry("owner", &owner.id)?;
        }
        if let Some(Value::Date(day)) = entry.fields.get("reviewed_on") {
            map.serialize_entry("reviewed_on", &day.to_string())?;
        }
        map.end()
    }
}
