//! Reads the keys of a YAML map into the fields of a declaration, and finds what does not fit.

use super::condition::Condition;
use super::value::{Fields, Prose, Spanned, Value};
use super::{Audience, Field, FieldType, Need, scalar, section, suggest};
use crate::diagnostic::{Diagnostic, Span};
use crate::locale::{Text, slug::slug};
use crate::parse::markdown;
use crate::parse::yaml::Node;

/// Where the values of a map come from besides the map itself.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Frame<'n> {
    /// A map whose values stand in for missing keys (the `defaults` of a list file).
    pub(super) defaults: Option<&'n Node>,
    /// Keys that are read elsewhere, such as `kind`.
    pub(super) ignored: &'static [&'static str],
}

/// Reads `node` by `declared`. Values that do not fit are reported and left out.
pub(super) fn fields(
    declared: &[Field],
    node: &Node,
    frame: Frame<'_>,
    faults: &mut Vec<Diagnostic>,
) -> Fields {
    let Some(pairs) = node.map() else {
        if !node.is_empty() {
            faults.push(not_a_map(node.span));
        }
        return Fields::default();
    };
    unknown_keys(declared, node, frame, faults);
    let mut fields = Fields::default();
    for field in declared {
        let own = pairs.iter().find(|(key, _)| key.text == *field.key).map(|(_, value)| value);
        let fallback = || frame.defaults.and_then(|defaults| defaults.get(&field.key));
        let Some(value) = own.filter(|own| !own.is_empty()).or_else(fallback) else { continue };
        if let Some(read) = value_of(field, value, faults) {
            fields.0.push((field.key.clone(), Spanned { value: read, span: value.span }));
        }
    }
    fields
}

/// Looks at the keys of a map that stands in for missing ones; its values are read where they are
/// missed.
pub(super) fn defaults(declared: &[Field], node: &Node, faults: &mut Vec<Diagnostic>) {
    if node.map().is_none() && !node.is_empty() {
        faults.push(not_a_map(node.span));
    }
    unknown_keys(declared, node, Frame::default(), faults);
}

/// Fills in declared defaults, then reports what must be there and is not.
///
/// Where `lenient`, gaps are no faults: a draft only needs what it has, and of a file that could
/// not be read to its end nobody knows what it lacks.
pub(super) fn complete(
    declared: &[Field],
    fields: &mut Fields,
    node: &Node,
    lenient: bool,
    faults: &mut Vec<Diagnostic>,
) {
    let span = place(node);
    let written = |field: &Field| node.get(&field.key).is_some_and(|value| !value.is_empty());
    let unread = |field: &&Field| written(field) && fields.get(&field.key).is_none();
    if let Some(field) = declared.iter().find(|field| &*field.key == Audience::FIELD).filter(unread)
    {
        // A word that means nothing must not open anything up.
        let least = Value::Enum(Audience::Begransad.id().to_owned());
        fields.0.push((field.key.clone(), Spanned { value: least, span }));
    }
    for field in declared {
        if let Some(default) = field.default.as_ref().filter(|_| fields.get(&field.key).is_none()) {
            fields.0.push((field.key.clone(), Spanned { value: default.clone(), span }));
        }
    }
    for field in declared {
        let needed = match &field.required {
            Need::Never => false,
            Need::Always => true,
            Need::When(condition) => condition.holds(fields),
        };
        if needed && !lenient && !written(field) && fields.get(&field.key).is_none() {
            let slip = misspelt(declared, node, &field.key);
            faults.extend((!slip).then(|| missing(field, span)));
        }
    }
}

/// Reads the value of a field; one value where a list could stand is a list of one.
pub(super) fn value_of(field: &Field, node: &Node, faults: &mut Vec<Diagnostic>) -> Option<Value> {
    if !field.list {
        return single(field, node, faults);
    }
    let items = node.list().unwrap_or(std::slice::from_ref(node));
    let items = items
        .iter()
        .filter_map(|item| {
            single(field, item, faults).map(|value| Spanned { value, span: item.span })
        })
        .collect();
    Some(Value::List(items))
}

fn single(field: &Field, node: &Node, faults: &mut Vec<Diagnostic>) -> Option<Value> {
    match &field.ty {
        FieldType::Object(declared) if node.map().is_some() => {
            let mut inner = fields(declared, node, Frame::default(), faults);
            complete(declared, &mut inner, node, false, faults);
            Some(Value::Object(inner))
        }
        FieldType::Condition if node.map().is_some() => {
            Condition::read(node, faults).map(Value::Condition)
        }
        FieldType::Markdown if node.scalar().is_some() => node.scalar().map(|scalar| {
            let scan = markdown::scan(&scalar.text, 0..scalar.text.len());
            let text = Some(scalar.text.as_str().into());
            let prose = Prose { text, reduced: None, span: node.span, scan: scan.into() };
            faults.extend(section::faults(&prose));
            Value::Markdown(prose)
        }),
        _ => match scalar::read(field, node) {
            Ok(value) => Some(value),
            Err(fault) => {
                faults.push(fault.at(node.span));
                None
            }
        },
    }
}

fn unknown_keys(declared: &[Field], node: &Node, frame: Frame<'_>, faults: &mut Vec<Diagnostic>) {
    // A key that is no word is told of where the syntax is read.
    let words = node.map().unwrap_or_default().iter().filter(|(key, _)| !key.text.is_empty());
    for (key, _) in words {
        let known = declared.iter().any(|field| *field.key == *key.text)
            || frame.ignored.contains(&key.text.as_str());
        if !known {
            let message = Text::new(
                format!("nyckeln `{}` finns inte", key.text),
                format!("there is no key `{}`", key.text),
            );
            let help = meant(declared, &key.text);
            faults.push(Diagnostic::error("unknown-key", key.span, message).maybe_help(help));
        }
    }
}

/// The key that an editor meant: the one whose label was written, or the nearest one.
fn meant(declared: &[Field], word: &str) -> Option<Text> {
    let written = slug(word);
    let labels = |field: &&Field| {
        [&field.label.sv, &field.label.en].into_iter().any(|label| slug(label) == written)
    };
    if let Some(Field { key, label, .. }) = declared.iter().find(labels) {
        return Some(Text::new(
            format!("menade du `{key}` ({})?", label.sv),
            format!("did you mean `{key}` ({})?", label.en),
        ));
    }
    let keys: Vec<&str> = declared.iter().map(|field| &*field.key).collect();
    suggest::help(word, keys)
}

/// Whether a key that means nothing was probably meant to be `wanted`: one cause, one fault.
fn misspelt(declared: &[Field], node: &Node, wanted: &str) -> bool {
    let known = || declared.iter().map(|field| &*field.key);
    let strangers = node.map().unwrap_or_default().iter().map(|(key, _)| key.text.as_str());
    strangers.filter(|key| !known().any(|own| own == *key)).any(|key| {
        let labelled = declared
            .iter()
            .any(|field| *field.key == *wanted && slug(&field.label.sv) == slug(key));
        labelled || suggest::nearest(key, known()) == Some(wanted)
    })
}

fn missing(field: &Field, span: Span) -> Diagnostic {
    let message = Text::new(
        format!("`{}` saknas ({})", field.key, field.label.sv),
        format!("`{}` is missing ({})", field.key, field.label.en),
    );
    let (sv, en) = scalar::expected(&field.ty);
    let help = match &field.example {
        Some(example) => Text::new(
            format!("lägg till till exempel `{}: {example}`", field.key),
            format!("add for example `{}: {example}`", field.key),
        ),
        None => Text::new(
            format!("lägg till `{}:` med {sv}", field.key),
            format!("add `{}:` with {en}", field.key),
        ),
    };
    Diagnostic::error("missing-field", span, message).help(help)
}

/// The place that stands for a whole map: its first key.
pub(super) fn place(node: &Node) -> Span {
    node.map().and_then(<[_]>::first).map_or(node.span, |(key, _)| key.span)
}

fn not_a_map(span: Span) -> Diagnostic {
    Diagnostic::error(
        "wrong-type",
        span,
        Text::new("här ska det stå `nyckel: värde`", "`key: value` must stand here"),
    )
}
