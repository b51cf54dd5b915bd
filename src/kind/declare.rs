//! Reads the declaration of a kind.

use regex::Regex;

use super::condition::Condition;
use super::{Audience, Choice, Field, FieldType, Inverse, Kind, Need, Tie, rules, suggest};
use crate::diagnostic::{Diagnostic, Span};
use crate::locale::Text;
use crate::locale::slug;
use crate::parse::yaml::{Key, Node};

const KIND_KEYS: [&str; 16] = [
    "kind",
    "label",
    "plural",
    "description",
    "folder",
    "route",
    "menu",
    "template",
    "group_by",
    "compare",
    "weight",
    "asked",
    "visibility",
    "restrict",
    "body",
    "fields",
];

const FIELD_KEYS: [&str; 22] = [
    "type",
    "list",
    "kind",
    "in",
    "values",
    "fields",
    "label",
    "help",
    "example",
    "required",
    "required_when",
    "expected",
    "expected_when",
    "default",
    "unique",
    "pattern",
    "min",
    "max",
    "visibility",
    "inverse",
    "facet",
    "column",
];

const MORE_FIELD_KEYS: [&str; 6] = ["weight", "group", "anchors", "item", "shown", "question"];

const TYPES: [&str; 19] = [
    "text",
    "markdown",
    "integer",
    "number",
    "boolean",
    "date",
    "loose-date",
    "money",
    "percent",
    "url",
    "email",
    "file",
    "slug",
    "enum",
    "ref",
    "local",
    "condition",
    "object",
    "list",
];

/// Reads a kind; `None` when it has no usable id.
pub(super) fn kind(node: &Node, faults: &mut Vec<Diagnostic>) -> Option<Kind> {
    let mut reader = Reader { faults };
    let known: Vec<_> = KIND_KEYS.iter().chain(&rules::KIND_KEYS).copied().collect();
    reader.unknown_keys(node, &known);
    let id = node.text("kind").filter(|id| slug::is_slug(&id.replace('_', "-")));
    let Some(id) = id else {
        reader.fault(node.span, "sorten saknar `kind: id`", "the kind lacks `kind: id`");
        return None;
    };
    let label = reader.text(node, "label").unwrap_or_else(|| Text::new(id, id));
    let folder = node.text("folder").map(str::to_owned);
    let fallback = format!("{}/{{id}}.html", folder.as_deref().unwrap_or(id));
    let words = |key: &str| node.text(key).map(str::to_owned);
    for (key, fits) in [("folder", rules::stays as fn(&str) -> bool), ("route", rules::is_route)] {
        if let Some(place) = node.get(key).filter(|_| !node.text(key).is_some_and(fits)) {
            reader.fault(
                place.span,
                "skriv en väg i webbplatsen, med bokstäver, siffror, `-`, `_`, `.` och `/`; en `route` är som `mapp/{id}.html`",
                "write a path in the site, with letters, figures, `-`, `_`, `.` and `/`; a `route` is like `folder/{id}.html`",
            );
            return None;
        }
    }
    Some(Kind {
        id: id.to_owned(),
        plural: reader.text(node, "plural").unwrap_or_else(|| label.clone()),
        label,
        description: reader.text(node, "description").unwrap_or_default(),
        folder,
        route: words("route").unwrap_or(fallback),
        menu: words("menu"),
        template: words("template").unwrap_or_else(|| "entry.html".to_owned()),
        group_by: words("group_by"),
        compare: node.text("compare") == Some("true"),
        weight: words("weight").and_then(|weight| weight.parse().ok()).unwrap_or(10),
        asked: reader.text(node, "asked").unwrap_or_default(),
        visibility: node.get("visibility").map(|word| reader.audience(word)),
        body: words("body").unwrap_or_else(|| "body".to_owned()),
        fields: reader.fields(node),
        rules: rules::of_kind(node, reader.faults),
    })
}

/// Reads only the `fields` of a declaration.
pub(super) fn fields(node: &Node, faults: &mut Vec<Diagnostic>) -> Vec<Field> {
    Reader { faults }.fields(node)
}

/// Sets who may see the fields that `restrict` names; those of a group are `group.field`.
pub(super) fn restrict(fields: &mut [Field], node: &Node, faults: &mut Vec<Diagnostic>) {
    let Some(restrict) = node.get("restrict") else { return };
    let mut reader = Reader { faults };
    for (path, word) in restrict.map().unwrap_or_default() {
        let audience = reader.audience(word);
        match at(fields, &path.text) {
            Some(field) if !UNRESTRICTED.contains(&&*field.key) => {
                field.visibility = Some(audience);
            }
            Some(_) => reader.fault(
                path.span,
                "fältet hör till det som syns av varje post; ge posten `visibility` i stället",
                "the field is part of what is seen of every entry; give the entry `visibility`",
            ),
            None => reader.fault(
                path.span,
                "sorten har inget sådant fält",
                "the kind has no such field",
            ),
        }
    }
}

/// Fields without which an entry cannot be shown at all.
const UNRESTRICTED: [&str; 4] = ["id", "title", "status", "visibility"];

fn at<'f>(fields: &'f mut [Field], path: &str) -> Option<&'f mut Field> {
    let (key, rest) = path.split_once('.').map_or((path, None), |(key, rest)| (key, Some(rest)));
    let field = fields.iter_mut().find(|field| *field.key == *key)?;
    let Some(rest) = rest else { return Some(field) };
    match &mut field.ty {
        FieldType::Object(inner) => at(inner, rest),
        _ => None,
    }
}

struct Reader<'f> {
    faults: &'f mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn fault(&mut self, span: Span, sv: &str, en: &str) {
        self.faults.push(Diagnostic::error("bad-kind", span, Text::new(sv, en)));
    }

    fn unknown_keys(&mut self, node: &Node, known: &[&'static str]) {
        for (key, _) in node.map().unwrap_or_default() {
            if !known.contains(&key.text.as_str()) {
                let message = Text::new(
                    format!("`{}` betyder inget i en sort", key.text),
                    format!("`{}` means nothing in a kind", key.text),
                );
                let help = suggest::help(&key.text, known.iter().copied());
                self.faults.push(Diagnostic::error("bad-kind", key.span, message).maybe_help(help));
            }
        }
    }

    fn text(&mut self, node: &Node, key: &str) -> Option<Text> {
        let value = node.get(key)?;
        if let Some(scalar) = value.scalar() {
            return Some(Text::new(&scalar.text, &scalar.text));
        }
        rules::whole(value, self.faults);
        let sv = value.text("sv");
        if sv.is_none() {
            self.fault(value.span, "den svenska texten `sv` saknas", "the Swedish text `sv` lacks");
        }
        let sv = sv?;
        Some(Text::new(sv, value.text("en").unwrap_or(sv)))
    }

    fn fields(&mut self, node: &Node) -> Vec<Field> {
        let Some(fields) = node.get("fields") else { return Vec::new() };
        let Some(pairs) = fields.map() else {
            self.fault(fields.span, "`fields` ska ha nycklar", "`fields` must have keys");
            return Vec::new();
        };
        pairs.iter().filter_map(|(key, value)| self.field(key, value)).collect()
    }

    fn field(&mut self, key: &Key, node: &Node) -> Option<Field> {
        let known: Vec<_> =
            FIELD_KEYS.iter().chain(&MORE_FIELD_KEYS).chain(&rules::FIELD_KEYS).copied().collect();
        self.unknown_keys(node, &known);
        self.word(key);
        let ty = self.ty(node)?;
        let yes = |name: &str| node.text(name) == Some("true");
        let number = |name: &str| node.text(name).and_then(|text| text.parse().ok());
        let label = self.text(node, "label").unwrap_or_else(|| Text::new(&*key.text, &*key.text));
        let field = Field {
            key: key.text.as_str().into(),
            label,
            help: self.text(node, "help"),
            question: self.text(node, "question"),
            example: node.text("example").map(str::to_owned),
            list: yes("list"),
            required: self.need(node, "required", "required_when"),
            expected: self.need(node, "expected", "expected_when"),
            default: None,
            unique: yes("unique"),
            pattern: self.pattern(node),
            min: number("min"),
            max: number("max"),
            visibility: self.visibility(node),
            inverse: self.inverse(node),
            facet: yes("facet"),
            shown: node.text("shown") != Some("false"),
            column: yes("column"),
            weight: node.text("weight").and_then(|weight| weight.parse().ok()).unwrap_or(1),
            group: self.text(node, "group"),
            anchors: yes("anchors"),
            item: self.text(node, "item"),
            shared: false,
            rules: rules::of_field(node, self.faults),
            ty,
        };
        Some(self.with_default(field, node))
    }

    fn with_default(&mut self, mut field: Field, node: &Node) -> Field {
        if let Some(default) = node.get("default") {
            field.default = super::read::value_of(&field, default, self.faults);
        }
        field
    }

    fn ty(&mut self, node: &Node) -> Option<FieldType> {
        let Some(name) = node.text("type") else {
            self.fault(node.span, "fältet saknar `type`", "the field lacks `type`");
            return None;
        };
        Some(match name {
            "text" => FieldType::Text,
            "markdown" => FieldType::Markdown,
            "integer" => FieldType::Integer,
            "number" => FieldType::Number,
            "boolean" => FieldType::Boolean,
            "date" => FieldType::Date,
            "loose-date" => FieldType::LooseDate,
            "money" => FieldType::Money,
            "percent" => FieldType::Percent,
            "url" => FieldType::Url,
            "email" => FieldType::Email,
            "file" => FieldType::File,
            "slug" => FieldType::Slug,
            "enum" => FieldType::Enum(self.choices(node)),
            "ref" => {
                FieldType::Ref(words(node, "kind").into_iter().filter(|k| k != "any").collect())
            }
            "local" => FieldType::Local(words(node, "in")),
            "condition" => FieldType::Condition,
            "object" => FieldType::Object(self.fields(node)),
            _ => {
                let span = node.get("type").map_or(node.span, |found| found.span);
                let message =
                    Text::new(format!("`{name}` är ingen typ"), format!("`{name}` is no type"));
                let help = suggest::help(name, TYPES);
                self.faults.push(Diagnostic::error("bad-kind", span, message).maybe_help(help));
                return None;
            }
        })
    }

    fn choices(&mut self, node: &Node) -> Vec<Choice> {
        let pairs = node.get("values").and_then(Node::map).unwrap_or_default();
        if pairs.is_empty() {
            self.fault(node.span, "`values` saknas", "`values` lacks");
        }
        let values = node.get("values").unwrap_or(node);
        pairs
            .iter()
            .map(|(key, _)| {
                self.word(key);
                let label = self.text(values, &key.text);
                let label = label.unwrap_or_else(|| Text::new(&*key.text, &*key.text));
                Choice { id: key.text.clone(), label }
            })
            .collect()
    }

    /// A key or value that pages use as the name of a class or a column.
    fn word(&mut self, key: &Key) {
        let fits = |sign: char| sign.is_alphanumeric() || "-_.".contains(sign);
        if key.text.is_empty() || !key.text.chars().all(fits) {
            self.fault(
                key.span,
                "skriv en nyckel med bokstäver, siffror, `-`, `_` och `.`",
                "write a key with letters, figures, `-`, `_` and `.`",
            );
        }
    }

    fn need(&mut self, node: &Node, always: &str, when: &str) -> Need {
        if node.text(always) == Some("true") {
            return Need::Always;
        }
        match node.get(when) {
            None => Need::Never,
            Some(condition) => {
                Condition::read(condition, self.faults).map_or(Need::Never, Need::When)
            }
        }
    }

    fn pattern(&mut self, node: &Node) -> Option<Regex> {
        let pattern = node.text("pattern")?;
        let compiled = Regex::new(&format!("^(?:{pattern})$")).ok();
        if compiled.is_none() {
            let span = node.get("pattern").map_or(node.span, |found| found.span);
            self.fault(span, "mönstret går inte att läsa", "the pattern cannot be read");
        }
        compiled
    }

    fn visibility(&mut self, node: &Node) -> Option<Audience> {
        node.get("visibility").map(|word| self.audience(word))
    }

    fn audience(&mut self, word: &Node) -> Audience {
        let audience = word.scalar().and_then(|scalar| Audience::from_id(&scalar.text));
        if audience.is_none() {
            self.fault(
                word.span,
                "välj bland `oppen`, `intern` och `begransad`",
                "choose among `oppen`, `intern` and `begransad`",
            );
        }
        // A word that means nothing must not open anything up.
        audience.unwrap_or(Audience::Begransad)
    }

    fn inverse(&mut self, node: &Node) -> Option<Inverse> {
        let inverse = node.get("inverse")?;
        if let Some(scalar) = inverse.scalar() {
            let label = Text::new(&scalar.text, &scalar.text);
            return Some(Inverse { key: scalar.text.clone(), label, tie: None });
        }
        let label = self.text(node, "inverse")?;
        let key = inverse.text("key").map_or_else(|| slug::slug(&label.en), str::to_owned);
        let tie = match inverse.text("tie") {
            None => None,
            Some("answers") => Some(Tie::Answers),
            Some("shares") => Some(Tie::Shares),
            Some(_) => {
                let span = inverse.get("tie").map_or(inverse.span, |found| found.span);
                self.fault(
                    span,
                    "välj bland `answers` och `shares`",
                    "choose among `answers` and `shares`",
                );
                None
            }
        };
        Some(Inverse { key, label, tie })
    }
}

/// One word or a list of words under `key`.
fn words(node: &Node, key: &str) -> Vec<String> {
    let Some(value) = node.get(key) else { return Vec::new() };
    match (value.scalar(), value.list()) {
        (Some(scalar), _) => vec![scalar.text.clone()],
        (None, Some(items)) => {
            items.iter().filter_map(Node::scalar).map(|scalar| scalar.text.clone()).collect()
        }
        (None, None) => Vec::new(),
    }
}
