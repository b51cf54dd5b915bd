//! The text of a new entry: what must be filled in first, the rest as comments.

use super::{Field, FieldType, Kind, Need};
use crate::locale::Lang;

/// The most values of an enumeration that are listed.
const MAX_CHOICES: usize = 12;

/// A Markdown file for a new entry of `kind`. It is a draft, so it may lack the rest.
pub(crate) fn entry(kind: &Kind, title: &str, owner: Option<&str>, lang: Lang) -> String {
    let mut out = String::from("---\n");
    out.push_str(&format!("title: {}\nstatus: utkast\n", quoted(title)));
    match owner {
        Some(owner) => out.push_str(&format!("owner: {owner}\n")),
        None => out.push_str("# owner:\n"),
    }
    let known = ["id", "title", "status", "owner", "body", "waive", "changes", "aliases"];
    let mut rest: Vec<&Field> =
        kind.fields.iter().filter(|field| !known.contains(&&*field.key)).collect();
    rest.sort_by_key(|field| !matches!(field.required, Need::Always));
    for field in rest {
        out.push_str(&explained(field, lang));
    }
    out.push_str("---\n");
    out
}

fn explained(field: &Field, lang: Lang) -> String {
    let mut line = format!("\n# {}", field.label.get(lang));
    let mandatory = match lang {
        Lang::Sv => " (måste fyllas i)",
        Lang::En => " (required)",
    };
    if matches!(field.required, Need::Always) {
        line.push_str(mandatory);
    }
    if let Some(help) = &field.help {
        line.push_str(&format!(". {}", help.get(lang)));
    }
    if let FieldType::Enum(choices) = &field.ty {
        let shown: Vec<&str> =
            choices.iter().take(MAX_CHOICES).map(|choice| choice.id.as_str()).collect();
        line.push_str(&format!("\n# {}", shown.join(" | ")));
    }
    let example = field.example.as_deref().unwrap_or_default();
    let value = if field.list { format!("[{example}]") } else { example.to_owned() };
    format!("{line}\n# {}: {value}\n", field.key)
}

/// The title as YAML: quoted only where it must be.
fn quoted(title: &str) -> String {
    let plain = title.chars().all(|sign| sign.is_alphanumeric() || " -–.,/()".contains(sign))
        && title.starts_with(char::is_alphabetic);
    if plain {
        title.to_owned()
    } else {
        format!("\"{}\"", title.replace('\\', "\\\\").replace('"', "\\\""))
    }
}
