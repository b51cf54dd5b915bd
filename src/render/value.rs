//! Values of fields as HTML.

use super::Renderer;
use super::conditions;
use super::context::iso;
use super::escape::escaped;
use super::links::{Labels, Reader};
use crate::handbook::{EntryId, Handbook, Target};
use crate::kind::condition::word_of;
use crate::kind::value::{Fields, Spanned, Value};
use crate::kind::{Field, FieldType};
use crate::locale::{Lang, dates, numbers};
use crate::parse::reference::Reference;
use crate::view::query::{self, Query};

/// What an entry or a part of it is called in a link.
pub(super) fn title(handbook: &Handbook, id: EntryId, item: Option<&str>) -> String {
    let entry = handbook.entry(id);
    match item.and_then(|item| handbook.item(id, item)) {
        Some(item) => format!("{}: {}", entry.title, item.title),
        None => entry.title.clone(),
    }
}

/// A value of a field.
pub(super) fn html(
    reader: &mut Reader<'_, '_>,
    of: EntryId,
    field: &Field,
    value: &Value,
) -> String {
    match value {
        Value::List(items) => list(reader, of, field, items),
        Value::Object(fields) => facts(reader, of, field.fields(), fields),
        Value::Markdown(prose) => reader.html(of, prose, false),
        _ => single(reader.renderer, &reader.root, of, field, value),
    }
}

/// A value that is neither a list, a group nor Markdown.
fn single(
    renderer: &Renderer<'_>,
    root: &str,
    of: EntryId,
    field: &Field,
    value: &Value,
) -> String {
    let lang = renderer.lang;
    match value {
        Value::Unknown => {
            format!("<span class=\"unknown\">{}</span>", escaped(renderer.t().get("unknown")))
        }
        Value::Text(text) => words(renderer, root, of, field, text),
        Value::Integer(number) => match field.ty {
            FieldType::Money => {
                escaped(&numbers::with_unit(&numbers::integer(*number, lang), "kr"))
            }
            // Years and numbers in a series are names, not amounts.
            _ if field.min.is_some_and(|min| min >= 1900.0) => number.to_string(),
            _ => escaped(&numbers::integer(*number, lang)),
        },
        Value::Number(number) => {
            let figure = numbers::decimal(*number, lang);
            let percent = matches!(field.ty, FieldType::Percent);
            escaped(&if percent { numbers::with_unit(&figure, "%") } else { figure })
        }
        Value::Boolean(truth) => escaped(renderer.t().get(if *truth { "yes" } else { "no" })),
        Value::Date(day) => time(&day.to_string(), &dates::day(*day, lang)),
        Value::LooseDate(loose) => time(&iso(*loose), &loose.words(lang)),
        Value::Enum(id) => choice(field, id, lang),
        Value::Reference(reference) => self::reference(renderer, root, field, reference),
        Value::Condition(condition) => {
            let kinds = &renderer.handbook.kinds;
            let subject = |key: &str| conditions::of_field(kinds, &field.rules.about, key);
            escaped(&conditions::short(renderer.t(), lang, condition, &subject))
        }
        Value::Markdown(_) | Value::List(_) | Value::Object(_) => String::new(),
    }
}

fn words(renderer: &Renderer<'_>, root: &str, of: EntryId, field: &Field, text: &str) -> String {
    match &field.ty {
        FieldType::Url => {
            format!("<a class=\"external\" href=\"{0}\" rel=\"noopener\">{0}</a>", escaped(text))
        }
        FieldType::Email => format!("<a href=\"mailto:{0}\">{0}</a>", escaped(text)),
        FieldType::File => {
            let name = text.rsplit('/').next().unwrap_or(text);
            format!("<a class=\"file\" href=\"{root}{}\">{}</a>", escaped(text), escaped(name))
        }
        FieldType::Local(_) => {
            let title = renderer.handbook.item(of, text).map_or(text, |item| &item.title);
            format!("<a href=\"#{}\">{}</a>", escaped(text), escaped(title))
        }
        _ => escaped(text.trim()).replace('\n', "<br>"),
    }
}

fn time(iso: &str, words: &str) -> String {
    if iso.is_empty() {
        return escaped(words);
    }
    format!("<time datetime=\"{iso}\">{}</time>", escaped(words))
}

fn choice(field: &Field, id: &str, lang: Lang) -> String {
    let label = field.choice(id).map_or(id, |choice| choice.label.get(lang));
    if field.shared && &*field.key == "status" {
        return format!("<span class=\"status status-{id}\">{}</span>", escaped(label));
    }
    escaped(label)
}

fn reference(renderer: &Renderer<'_>, root: &str, field: &Field, reference: &Reference) -> String {
    let kinds: &[String] = match &field.ty {
        FieldType::Ref(kinds) => kinds,
        _ => &[],
    };
    match renderer.handbook.target(reference, kinds) {
        Target::Entry(id, item) => {
            let href = renderer.addresses.href(id, item.as_deref());
            let title = title(renderer.handbook, id, item.as_deref());
            format!("<a class=\"ref\" href=\"{root}{}\">{}</a>", escaped(&href), escaped(&title))
        }
        Target::Hidden | Target::Missing => {
            format!("<span class=\"missing\">{}</span>", escaped(renderer.t().get("hidden")))
        }
    }
}

fn list(
    reader: &mut Reader<'_, '_>,
    of: EntryId,
    field: &Field,
    items: &[Spanned<Value>],
) -> String {
    if !field.fields().is_empty() {
        return objects(reader, of, field, items);
    }
    match items {
        [] => String::new(),
        [only] => html(reader, of, field, &only.value),
        items => {
            let items: String = items
                .iter()
                .map(|item| format!("<li>{}</li>", html(reader, of, field, &item.value)))
                .collect();
            format!("<ul class=\"plain\">{items}</ul>")
        }
    }
}

/// Groups as a table with the columns that are used, or one below the other when they hold texts.
fn objects(
    reader: &mut Reader<'_, '_>,
    of: EntryId,
    field: &Field,
    items: &[Spanned<Value>],
) -> String {
    let groups: Vec<&Fields> = items
        .iter()
        .filter_map(|item| match &item.value {
            Value::Object(fields) => Some(fields),
            _ => None,
        })
        .collect();
    let used: Vec<&Field> = field
        .fields()
        .iter()
        .filter(|inner| groups.iter().any(|group| group.get(&inner.key).is_some()))
        .collect();
    let wide =
        used.len() > 5 || used.iter().any(|inner| !inner.fields().is_empty() || is_markdown(inner));
    if wide {
        let declared = field.fields();
        return groups.iter().map(|group| facts(reader, of, declared, group)).collect();
    }
    let lang = reader.renderer.lang;
    let head: String = used
        .iter()
        .map(|inner| format!("<th scope=\"col\">{}</th>", escaped(inner.label.get(lang))))
        .collect();
    let mut rows = String::new();
    for group in groups {
        rows.push_str("<tr>");
        for inner in &used {
            let cell = group.get(&inner.key).map(|value| html(reader, of, inner, value));
            rows.push_str(&format!("<td>{}</td>", cell.unwrap_or_default()));
        }
        rows.push_str("</tr>");
    }
    let label = escaped(&reader.label(field.label.get(lang)));
    wrapped(&label, &format!("<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"))
}

fn is_markdown(field: &Field) -> bool {
    matches!(field.ty, FieldType::Markdown)
}

/// A table in a frame that scrolls when it is too wide.
fn wrapped(label: &str, table: &str) -> String {
    format!(
        "<div class=\"table-wrap\" role=\"region\" tabindex=\"0\" aria-label=\"{label}\">{table}</div>"
    )
}

/// The fields of a group as label and value.
fn facts(reader: &mut Reader<'_, '_>, of: EntryId, declared: &[Field], fields: &Fields) -> String {
    let lang = reader.renderer.lang;
    let mut rows = String::new();
    for field in declared {
        if let Some(value) = fields.get(&field.key) {
            let value = html(reader, of, field, value);
            let label = escaped(field.label.get(lang));
            rows.push_str(&format!("<dt>{label}</dt><dd>{value}</dd>"));
        }
    }
    format!("<dl class=\"facts\">{rows}</dl>")
}

/// The cell of a table of entries: short, without texts.
pub(super) fn cell(renderer: &Renderer<'_>, root: &str, of: EntryId, field: &Field) -> String {
    match renderer.handbook.entry(of).fields.get(&field.key) {
        // A column of ticks is read by what stands in it.
        None | Some(Value::Boolean(false)) => String::new(),
        Some(Value::List(items)) => {
            let parts: Vec<String> = items
                .iter()
                .map(|item| single(renderer, root, of, field, &item.value))
                .filter(|part| !part.is_empty())
                .collect();
            parts.join(", ")
        }
        Some(Value::Markdown(prose)) => {
            let (text, range) = prose.within(renderer.sources);
            escaped(text.get(range).unwrap_or_default().trim().lines().next().unwrap_or_default())
        }
        Some(value) => single(renderer, root, of, field, value),
    }
}

/// A table of the entries that a query asks for.
pub(super) fn table(renderer: &Renderer<'_>, root: &str, labels: &Labels, query: &Query) -> String {
    let handbook = renderer.handbook;
    let kind = handbook.kinds.get(query.kind);
    let lang = renderer.lang;
    let found = query::run(handbook, query);
    if found.is_empty() {
        return format!("<p class=\"unknown\">{}</p>", escaped(renderer.t().get("empty_table")));
    }
    let columns = query::columns(kind, query);
    let head: String = columns
        .iter()
        .map(|field| format!("<th scope=\"col\">{}</th>", escaped(field.label.get(lang))))
        .collect();
    let mut rows = String::new();
    for id in found {
        let href = escaped(&renderer.addresses.href(id, None));
        let title = escaped(&handbook.entry(id).title);
        rows.push_str(&format!(
            "<tr><th scope=\"row\"><a class=\"ref\" href=\"{root}{href}\">{title}</a></th>"
        ));
        for field in &columns {
            rows.push_str(&format!("<td>{}</td>", cell(renderer, root, id, field)));
        }
        rows.push_str("</tr>");
    }
    let label = escaped(&labels.unique(kind.plural.get(lang)));
    let name = escaped(renderer.t().get("name"));
    wrapped(
        &label,
        &format!(
            "<table><thead><tr><th scope=\"col\">{name}</th>{head}</tr></thead><tbody>{rows}</tbody></table>"
        ),
    )
}

/// The words of a value without markup, for titles and notes.
pub(super) fn plain(field: &Field, value: &Value, lang: Lang) -> String {
    match value {
        Value::Enum(id) => {
            field.choice(id).map_or_else(|| id.clone(), |choice| choice.label.get(lang).to_owned())
        }
        Value::LooseDate(loose) => loose.words(lang),
        Value::Date(day) => dates::day(*day, lang),
        value => word_of(value),
    }
}
