//! `broken-reference` in the settings: a menu item, door or shortcut that leads nowhere.

use super::{Check, Look};
use crate::diagnostic::{Diagnostic, Span};
use crate::handbook::Handbook;
use crate::kind::suggest;
use crate::kind::value::{Fields, Value};
use crate::locale::Text;
use crate::view::destination::{Derived, follow};

/// The fault is explained with the links between entries.
pub(super) const CHECK: Check = Check { run: check, explained: &[] };

fn check(look: &Look<'_>) -> Vec<Diagnostic> {
    let Look { handbook, .. } = *look;
    let mut faults = Vec::new();
    each(&handbook.settings.fields, &mut |words, span| {
        if follow(handbook, words).is_none() {
            faults.push(broken(handbook, words, span));
        }
    });
    faults
}

/// Calls `visit` for every `to`, wherever it stands.
fn each(fields: &Fields, visit: &mut dyn FnMut(&str, Span)) {
    for (key, value) in fields.iter() {
        match &value.value {
            Value::Text(words) if &**key == "to" => visit(words, value.span),
            Value::Object(inner) => each(inner, visit),
            Value::List(items) => {
                for item in items {
                    if let Value::Object(inner) = &item.value {
                        each(inner, visit);
                    }
                }
            }
            _ => {}
        }
    }
}

fn broken(handbook: &Handbook, words: &str, span: Span) -> Diagnostic {
    let message =
        Text::new(format!("`{words}` leder ingenstans"), format!("`{words}` leads nowhere"));
    let (kind, id) = words.split_once(':').unwrap_or(("", words));
    let known: Vec<&str> = match kind {
        "kind" => handbook.kinds.all().map(|(_, kind)| kind.id.as_str()).collect(),
        "view" => Derived::ALL.iter().map(|view| view.id()).collect(),
        kind => handbook.of(kind).map(|(_, entry)| entry.id.as_str()).collect(),
    };
    let help = suggest::nearest(id, known).map_or_else(
        || {
            Text::new(
                "skriv `kind:sort`, `view:sida`, `sort:id` eller en hel webbadress",
                "write `kind:kind`, `view:page`, `kind:id` or a whole web address",
            )
        },
        |near| {
            Text::new(
                format!("menade du `{kind}:{near}`?"),
                format!("did you mean `{kind}:{near}`?"),
            )
        },
    );
    Diagnostic::error("broken-reference", span, message).help(help)
}
