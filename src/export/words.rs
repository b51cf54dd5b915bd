//! Values as people read them, without markup, for the tables of documents.

use crate::handbook::Target;
use crate::kind::condition::word_of;
use crate::kind::value::Value;
use crate::kind::{Field, FieldType};
use crate::locale::{Lang, dates, numbers};
use crate::render::Renderer;
use crate::view::table::yes_or_no;

/// A value of a field; what has parts stands part by part.
pub(super) fn of_value(renderer: &Renderer<'_>, field: &Field, value: &Value) -> String {
    let lang = renderer.lang;
    match value {
        Value::Unknown => match lang {
            Lang::Sv => "okänt".to_owned(),
            Lang::En => "unknown".to_owned(),
        },
        Value::Integer(number) if matches!(field.ty, FieldType::Money) => {
            numbers::with_unit(&numbers::integer(*number, lang), "kr")
        }
        Value::Number(number) if matches!(field.ty, FieldType::Percent) => {
            numbers::with_unit(&numbers::decimal(*number, lang), "%")
        }
        Value::Number(number) => numbers::decimal(*number, lang),
        Value::Boolean(truth) => yes_or_no(*truth, lang).to_owned(),
        Value::Date(day) => dates::day(*day, lang),
        Value::LooseDate(date) => date.words(lang),
        Value::Enum(id) => choice(field, id, lang),
        Value::Reference(reference) => {
            let FieldType::Ref(kinds) = &field.ty else { return reference.to_string() };
            match renderer.handbook.target(reference, kinds) {
                Target::Entry(id, _) => renderer.handbook.entry(id).title.clone(),
                Target::Hidden | Target::Missing => String::new(),
            }
        }
        Value::Markdown(prose) => prose.written(renderer.sources).into_owned(),
        Value::Condition(condition) => renderer.condition(field, condition),
        Value::List(items) => {
            let parts = items.iter().map(|item| of_value(renderer, field, &item.value));
            parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
        }
        Value::Object(fields) => {
            let parts = field.fields().iter().filter_map(|inner| {
                let value = of_value(renderer, inner, fields.get(&inner.key)?);
                Some(format!("{}: {value}", inner.label.get(lang)))
            });
            parts.collect::<Vec<_>>().join(". ")
        }
        value => word_of(value),
    }
}

fn choice(field: &Field, id: &str, lang: Lang) -> String {
    field.choice(id).map_or_else(|| id.to_owned(), |choice| choice.label.get(lang).to_owned())
}
