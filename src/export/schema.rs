//! JSON Schema (draft 7) of the data files.

use serde_json::{Value as Json, json};

use super::json::{VERSION, is_own};
use crate::kind::schema;
use crate::kind::{Audience, Kind};
use crate::locale::Lang;

const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// The schema of the file of a kind.
pub(super) fn of_kind(kind: &Kind, lang: Lang) -> Json {
    let fields = kind.fields.iter().filter(|field| is_own(&field.key)).cloned().collect::<Vec<_>>();
    let mut properties = head("lathund/kind");
    properties["kind"] = self::kind(Some(&kind.id));
    properties["labels"] = json!({
        "description": "What readers see for each field.",
        "type": "object", "additionalProperties": text(),
    });
    properties["entries"] = json!({
        "type": "array",
        "items": {
            "type": "object",
            "required": ["id", "title", "path", "fields", "labels"],
            "properties": {
                "id": { "type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$" },
                "title": text(),
                "path": path(),
                "fields": null,
                "labels": {
                    "description": "The values of fields that hold ids, in words.",
                    "type": "object",
                    "additionalProperties": {
                        "anyOf": [text(), { "type": "array", "items": text() }]
                    },
                },
            },
        },
    });
    properties["entries"]["items"]["properties"]["fields"] = schema::exported(&fields, lang);
    document(kind.plural.get(lang), properties)
}

/// The schema of the table of a view.
pub(super) fn of_table() -> Json {
    let mut properties = head("lathund/table");
    properties["title"] = text();
    properties["columns"] = json!({
        "type": "array",
        "items": {
            "type": "object",
            "required": ["key", "label"],
            "properties": { "key": text(), "label": text() },
        },
    });
    properties["rows"] = json!({
        "description": "A row has a value for the key of each column; null: not stated.",
        "type": "array",
        "items": {
            "type": "object",
            "additionalProperties": { "type": ["string", "number", "boolean", "null"] },
        },
    });
    document("lathund/table", properties)
}

/// The schema of the index of everything.
pub(super) fn of_portal(title: &str) -> Json {
    let mut properties = head("lathund/handbook");
    let files = json!({
        "description": "The addresses of the same as files, by their format.",
        "type": "object", "additionalProperties": path(),
    });
    let mut kind = kind(None);
    kind["properties"]["files"] = files.clone();
    properties["kinds"] = json!({ "type": "array", "items": kind });
    properties["views"] = json!({
        "type": "array",
        "items": {
            "type": "object",
            "required": ["title", "files"],
            "properties": { "title": text(), "files": files },
        },
    });
    properties["entries"] = json!({
        "type": "array",
        "items": {
            "type": "object",
            "required": ["kind", "id", "title", "path"],
            "properties": {
                "kind": text(), "id": text(), "title": text(), "path": path(),
                "summary": text(), "status": text(), "owner": text(), "reviewed_on": day(),
            },
        },
    });
    document(title, properties)
}

/// An object in which all of its properties must be, and others may.
fn document(title: &str, properties: Json) -> Json {
    let required: Vec<&String> =
        properties.as_object().into_iter().flat_map(serde_json::Map::keys).collect();
    let mut document = json!({
        "$schema": DRAFT,
        "title": title,
        "type": "object",
        "required": required,
    });
    document["properties"] = properties;
    document
}

fn head(format: &str) -> Json {
    json!({
        "$schema": text(),
        "format": { "const": format },
        "version": { "const": VERSION },
        "generated": day(),
        "generator": text(),
        "language": { "enum": ["sv", "en"] },
        "audience": {
            "type": "object",
            "required": ["id", "label"],
            "properties": { "id": { "enum": Audience::ALL.map(Audience::id) }, "label": text() },
        },
        "handbook": text(),
        "organisation": text(),
    })
}

fn kind(id: Option<&str>) -> Json {
    let id = id.map_or_else(text, |id| json!({ "const": id }));
    json!({
        "type": "object",
        "required": ["id", "label", "plural", "description", "page", "count"],
        "properties": {
            "id": id, "label": text(), "plural": text(), "description": text(),
            "page": path(), "count": { "type": "integer", "minimum": 0 },
        },
    })
}

fn text() -> Json {
    json!({ "type": "string" })
}

fn day() -> Json {
    json!({ "type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$" })
}

/// An address from the root of the site.
fn path() -> Json {
    json!({ "type": "string", "pattern": "^[^/:][^:]*$" })
}
