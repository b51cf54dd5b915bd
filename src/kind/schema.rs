//! JSON Schema (draft 7) of what editors write, for help in their editor.

use serde_json::{Map, Value as Json, json};

use super::{Field, FieldType, Kind, Need};
use crate::locale::{Lang, Text};

/// The schema of one file of a kind: a single entry, a list, or a list with defaults.
pub(crate) fn of_kind(kind: &Kind, lang: Lang) -> Json {
    let entry = object(&kind.fields, lang, true);
    let mut defaults = entry.clone();
    if let Some(defaults) = defaults.as_object_mut() {
        defaults.remove("required");
    }
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": kind.label.get(lang),
        "description": kind.description.get(lang),
        "definitions": { "entry": entry, "defaults": defaults },
        "oneOf": [
            { "$ref": "#/definitions/entry" },
            { "type": "array", "items": { "$ref": "#/definitions/entry" } },
            {
                "type": "object",
                "additionalProperties": false,
                "required": ["entries"],
                "properties": {
                    "kind": { "const": kind.id },
                    "defaults": { "$ref": "#/definitions/defaults" },
                    "entries": {
                        "type": "array",
                        "items": { "$ref": "#/definitions/entry" }
                    }
                }
            }
        ]
    })
}

/// The schema of fields as the data files have them: nothing is demanded, since what is demanded
/// of editors may be hidden from readers.
pub(crate) fn exported(fields: &[Field], lang: Lang) -> Json {
    let mut schema = object(fields, lang, true);
    permit(&mut schema);
    schema
}

/// Takes away what a schema demands, all the way down.
fn permit(schema: &mut Json) {
    match schema {
        Json::Object(map) => {
            if map.get("required").is_some_and(Json::is_array) {
                map.remove("required");
            }
            map.values_mut().for_each(permit);
        }
        Json::Array(items) => items.iter_mut().for_each(permit),
        _ => {}
    }
}

fn object(fields: &[Field], lang: Lang, top: bool) -> Json {
    let mut properties = Map::new();
    if top {
        properties.insert("kind".to_owned(), json!({ "type": "string" }));
    }
    for field in fields {
        properties.insert(field.key.to_string(), property(field, lang));
    }
    let mut required: Vec<&str> = fields
        .iter()
        .filter(|field| matches!(field.required, Need::Always) && field.default.is_none())
        // The file name gives the id, and a first heading the title.
        .filter(|field| !(top && field.shared && ["id", "title"].contains(&&*field.key)))
        .map(|field| &*field.key)
        .collect();
    required.sort_unstable();
    let mut schema = json!({
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
    });
    // `defaults` of a list file may supply what an entry lacks, so only groups insist.
    if !top && !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema
}

fn property(field: &Field, lang: Lang) -> Json {
    let mut schema = single(field, lang);
    if field.list {
        schema = json!({ "anyOf": [{ "type": "array", "items": schema }, single(field, lang)] });
    }
    schema["title"] = json!(field.label.get(lang));
    if let Some(help) = &field.help {
        schema["description"] = json!(help.get(lang));
    }
    if let Some(example) = &field.example {
        schema["examples"] = json!([example]);
    }
    schema
}

fn single(field: &Field, lang: Lang) -> Json {
    let mut schema = match &field.ty {
        FieldType::Text | FieldType::Markdown => json!({ "type": ["string", "number"] }),
        FieldType::Integer | FieldType::Money => json!({ "type": "integer" }),
        FieldType::Number | FieldType::Percent => json!({ "type": "number" }),
        FieldType::Boolean => json!({ "type": "boolean" }),
        FieldType::Date => json!({ "type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$" }),
        FieldType::LooseDate => json!({
            "type": ["string", "integer"],
            "pattern": r"^(\d{4}(-(\d{2}|Q[1-4]|vt|ht)(-\d{2})?)?|snarast|lopande)$"
        }),
        FieldType::Url => json!({ "type": "string", "format": "uri" }),
        FieldType::Email => json!({ "type": "string", "format": "email" }),
        FieldType::File => json!({ "type": "string" }),
        FieldType::Slug | FieldType::Local(_) => {
            json!({ "type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$" })
        }
        FieldType::Enum(choices) => {
            let choices: Vec<_> =
                choices.iter().map(|choice| describe(&choice.id, &choice.label, lang)).collect();
            json!({ "oneOf": choices })
        }
        FieldType::Ref(_) => json!({ "type": "string", "pattern": "^[a-z0-9_:/#-]+$" }),
        FieldType::Condition => json!({ "type": "object" }),
        FieldType::Object(fields) => object(fields, lang, false),
    };
    if let (Some(pattern), Some(map)) = (&field.pattern, schema.as_object_mut()) {
        map.insert("pattern".to_owned(), json!(pattern.as_str()));
    }
    let (least, most) = match &field.ty {
        FieldType::Text => ("minLength", "maxLength"),
        _ => ("minimum", "maximum"),
    };
    for (name, bound) in [(least, field.min), (most, field.max)] {
        if let Some(bound) = bound {
            schema[name] = json!(bound as i64);
        }
    }
    let words = matches!(field.ty, FieldType::Text | FieldType::Markdown);
    if words || field.choice("okant").is_some() {
        return schema;
    }
    json!({ "anyOf": [schema, { "const": "okant" }] })
}

fn describe(id: &str, label: &Text, lang: Lang) -> Json {
    json!({ "const": id, "title": label.get(lang) })
}
