//! `handbok.json`: everything in the handbook with where it is, and the files of each kind and
//! view, so that a portal or a BI tool needs to know a single address.

use serde_json::{Map, Value as Json, json};

use super::json::{head, kind, written};
use super::{File, schema, views};
use crate::handbook::EntryId;
use crate::kind::value::Value;
use crate::render::{Renderer, address};

pub(super) fn files<'a>(renderer: &'a Renderer<'a>) -> Vec<File<'a>> {
    let schema_at = address::PORTAL.replace(".json", ".schema.json");
    let name = schema_at.clone();
    vec![
        File::new(address::PORTAL.to_owned(), move || written(&index(renderer, &name))),
        File::new(schema_at, || {
            written(&schema::of_portal(renderer.handbook.settings.text("name")))
        }),
    ]
}

fn index(renderer: &Renderer<'_>, schema: &str) -> Json {
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
    let entries = handbook.all().map(|(id, _)| entry(renderer, id));
    json.insert("entries".to_owned(), entries.collect());
    json.into()
}

fn files_of(base: &str, ends: &[&str]) -> Json {
    let file = |end: &&str| (end.replace('.', "_"), json!(format!("{base}.{end}")));
    ends.iter().map(file).collect::<Map<_, _>>().into()
}

fn entry(renderer: &Renderer<'_>, id: EntryId) -> Json {
    let entry = renderer.handbook.entry(id);
    let mut json = json!({
        "kind": renderer.handbook.kind_of(entry).id,
        "id": entry.id,
        "title": entry.title,
        "path": renderer.addresses.href(id, None),
    });
    for key in ["summary", "status"] {
        if let Some(words) = entry.fields.text(key) {
            json[key] = json!(words);
        }
    }
    if let Some(Value::Reference(owner)) = entry.fields.get("owner") {
        json["owner"] = json!(owner.id);
    }
    if let Some(Value::Date(day)) = entry.fields.get("reviewed_on") {
        json["reviewed_on"] = json!(day.to_string());
    }
    json
}
