//! JSON Schema (draft 7) of what editors write, for help in their editor.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json, json};

use super::{Choice, Field, FieldType, Kind, Need};
use crate::locale::Lang;

/// The ids that references may name, by kind, each with the title of its entry.
pub(crate) type Ids = BTreeMap<String, Vec<(String, String)>>;

/// The schema of one file of a kind: a single entry, a list, or a list with defaults. With `ids`, a
/// bare reference must name one of them, and an editor can offer them.
pub(crate) fn of_kind(kind: &Kind, lang: Lang, ids: Option<&Ids>) -> Json {
    let schema = Schema { lang, ids, lenient: false, named: RefCell::default() };
    let entry = schema.object(&kind.fields, true);
    let mut defaults = entry.clone();
    if let Some(defaults) = defaults.as_object_mut() {
        defaults.remove("required");
    }
    let mut definitions = schema.definitions();
    definitions.insert("entry".to_owned(), entry);
    definitions.insert("defaults".to_owned(), defaults);
    let mut document = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": kind.label.get(lang),
        "description": kind.description.get(lang),
    });
    document["definitions"] = definitions.into();
    document["oneOf"] = json!([
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
    ]);
    document
}

/// The schema of fields as the data files have them: nothing is demanded, since what is demanded
/// of editors may be hidden from readers.
pub(crate) fn exported(fields: &[Field], lang: Lang) -> Json {
    Schema { lang, ids: None, lenient: true, named: RefCell::default() }.object(fields, true)
}

/// A schema on its way: its language, whether nothing is demanded, and the kinds that its references
/// name. What is large is put into its place, since `json!` makes a copy of what it is given.
struct Schema<'a> {
    lang: Lang,
    ids: Option<&'a Ids>,
    lenient: bool,
    named: RefCell<BTreeSet<String>>,
}

impl Schema<'_> {
    fn object(&self, fields: &[Field], top: bool) -> Json {
        let mut properties = Map::new();
        if top {
            properties.insert("kind".to_owned(), json!({ "type": "string" }));
        }
        for field in fields {
            properties.insert(field.key.to_string(), self.property(field));
        }
        let mut required: Vec<&str> = fields
            .iter()
            .filter(|field| matches!(field.required, Need::Always) && field.default.is_none())
            // The file name gives the id, and a first heading the title.
            .filter(|field| !(top && field.shared && ["id", "title"].contains(&&*field.key)))
            .map(|field| &*field.key)
            .collect();
        required.sort_unstable();
        let mut schema = json!({ "type": "object", "additionalProperties": false });
        schema["properties"] = properties.into();
        // `defaults` of a list file may supply what an entry lacks, so only groups insist.
        if !top && !self.lenient && !required.is_empty() {
            schema["required"] = json!(required);
        }
        schema
    }

    fn property(&self, field: &Field) -> Json {
        let mut schema = self.single(field);
        if field.list {
            let mut list = json!({ "type": "array" });
            list["items"] = schema.clone();
            schema = any_of(vec![list, schema]);
        }
        schema["title"] = json!(field.label.get(self.lang));
        if let Some(help) = &field.help {
            schema["description"] = json!(help.get(self.lang));
        }
        if let Some(example) = &field.example {
            schema["examples"] = json!([example]);
        }
        schema
    }

    fn single(&self, field: &Field) -> Json {
        let mut schema = match &field.ty {
            FieldType::Text | FieldType::Markdown => json!({ "type": ["string", "number"] }),
            FieldType::Integer | FieldType::Money => json!({ "type": "integer" }),
            FieldType::Number | FieldType::Percent => json!({ "type": "number" }),
            FieldType::Boolean => json!({ "enum": [true, false, "ja", "nej"] }),
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
                let words = |choice: &Choice| describe(&choice.id, choice.label.get(self.lang));
                one("oneOf", choices.iter().map(words).collect())
            }
            FieldType::Ref(kinds) => self.reference(kinds),
            FieldType::Condition => json!({ "type": "object" }),
            FieldType::Object(fields) => self.object(fields, false),
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
        any_of(vec![schema, json!({ "const": "okant" })])
    }

    /// A reference: the bare id of one of `kinds`, or an id with its kind or its item.
    fn reference(&self, kinds: &[String]) -> Json {
        let Some(ids) = self.ids.filter(|_| !kinds.is_empty()) else {
            return json!({ "type": "string", "pattern": "^[a-z0-9_:/#-]+$" });
        };
        let with_more = json!({ "type": "string", "pattern": "^[a-z0-9_/-]*[:#][a-z0-9_:/#-]+$" });
        let mut choices = Vec::new();
        for kind in kinds.iter().filter(|kind| ids.get(*kind).is_some_and(|ids| !ids.is_empty())) {
            self.named.borrow_mut().insert(kind.clone());
            choices.push(json!({ "$ref": format!("#/definitions/{kind}-ids") }));
        }
        choices.push(with_more);
        any_of(choices)
    }

    /// The ids of the kinds that the references name.
    fn definitions(&self) -> Map<String, Json> {
        let named = self.named.borrow();
        let ids = self.ids.into_iter().flatten().filter(|(kind, _)| named.contains(*kind));
        let definition = |(kind, ids): (&String, &Vec<(String, String)>)| {
            let choices = ids.iter().map(|(id, title)| describe(id, title)).collect();
            (format!("{kind}-ids"), any_of(choices))
        };
        ids.map(definition).collect()
    }
}

fn any_of(choices: Vec<Json>) -> Json {
    one("anyOf", choices)
}

/// An object of one key.
fn one(key: &str, values: Vec<Json>) -> Json {
    Json::Object(Map::from_iter([(key.to_owned(), values.into())]))
}

fn describe(id: &str, title: &str) -> Json {
    json!({ "const": id, "title": title })
}
