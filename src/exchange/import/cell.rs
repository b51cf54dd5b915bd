//! What a cell of a spreadsheet is in YAML, by the type of its field.

use serde_json::Value as Json;

use crate::handbook::{Handbook, Target};
use crate::kind::{Field, FieldType};
use crate::parse::reference;
use crate::view::table::csv;

/// What a cell may refer to: what the handbook holds, and the other rows.
pub(super) struct Known<'a> {
    pub(super) handbook: &'a Handbook,
    /// The kind of the rows.
    pub(super) kind: &'a str,
    /// The rows: title in small letters, and id.
    pub(super) rows: Vec<(String, String)>,
}

/// The YAML of a cell, on one line; `None` when the cell is empty.
pub(super) fn yaml(known: &Known<'_>, field: &Field, cell: &str) -> Option<String> {
    let cell = csv::unguarded(cell);
    if cell.trim().is_empty() {
        return None;
    }
    let is_group = matches!(field.ty, FieldType::Object(_) | FieldType::Condition);
    if (is_group || field.list)
        && let Ok(json) = serde_json::from_str::<Json>(cell)
        && (json.is_array() || json.is_object())
    {
        return Some(quoted(&json));
    }
    if !field.list || is_group {
        return Some(single(known, field, cell));
    }
    let parts = cell.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty());
    let parts: Vec<_> = parts.map(|part| single(known, field, part)).collect();
    Some(format!("[{}]", parts.join(", ")))
}

fn single(known: &Known<'_>, field: &Field, cell: &str) -> String {
    let text = cell.trim();
    let wordy = matches!(field.ty, FieldType::Text | FieldType::Markdown);
    if !wordy
        && field.choice(text).is_none()
        && ["okänt", "okant", "unknown", "?"].contains(&&*text.to_lowercase())
    {
        return "okant".to_owned();
    }
    match &field.ty {
        FieldType::Boolean => match text.to_lowercase().as_str() {
            "ja" | "yes" | "true" | "sant" | "x" | "1" => "true".to_owned(),
            "nej" | "no" | "false" | "falskt" | "0" => "false".to_owned(),
            _ => scalar(text),
        },
        FieldType::Enum(choices) => {
            let is = |word: &str| word.to_lowercase() == text.to_lowercase();
            let choice = choices
                .iter()
                .find(|choice| is(&choice.id) || is(&choice.label.sv) || is(&choice.label.en));
            scalar(choice.map_or(text, |choice| choice.id.as_str()))
        }
        FieldType::Integer | FieldType::Money => {
            let figures = text.trim_end_matches("kr").trim_end_matches("SEK");
            scalar(&figures.replace(char::is_whitespace, ""))
        }
        FieldType::Number | FieldType::Percent => {
            let figures = text.trim_end_matches('%').replace(char::is_whitespace, "");
            scalar(&figures.replace(',', "."))
        }
        // Spreadsheets add a time to dates.
        FieldType::Date | FieldType::LooseDate => match text.split_once([' ', 'T']) {
            Some((date, time)) if time.starts_with("00:00") => scalar(date),
            _ => scalar(text),
        },
        FieldType::Ref(kinds) => scalar(&target(known, kinds, text)),
        FieldType::Text | FieldType::Markdown => scalar(cell),
        _ => scalar(text),
    }
}

/// The reference that a cell means: as written, or by the title of its target.
fn target(known: &Known<'_>, kinds: &[String], text: &str) -> String {
    let handbook = known.handbook;
    let exists = |reference| handbook.target(&reference, kinds) != Target::Missing;
    if reference::parse(text).is_some_and(exists) {
        return text.to_owned();
    }
    let fits = |kind: &str| kinds.is_empty() || kinds.iter().any(|wanted| wanted == kind);
    let title = text.to_lowercase();
    let entries = handbook.all().map(|(_, entry)| (entry, &*handbook.kind_of(entry).id));
    let mut titled = entries.filter(|(_, kind)| fits(kind));
    let entry = titled.find(|(entry, _)| entry.title.to_lowercase() == title);
    let row = || {
        let rows = known.rows.iter().filter(|_| fits(known.kind));
        rows.map(|(title, id)| (title, &**id)).find(|(known, _)| **known == title)
    };
    let found = entry.map(|(entry, kind)| (kind, &*entry.id));
    match found.or_else(|| row().map(|(_, id)| (known.kind, id))) {
        Some((_, id)) if kinds.len() == 1 => id.to_owned(),
        Some((kind, id)) => format!("{kind}:{id}"),
        None => text.to_owned(),
    }
}

/// A text as YAML: plain when nothing in it could mean something else.
pub(super) fn scalar(text: &str) -> String {
    let starts = text.starts_with(|sign: char| sign.is_alphanumeric());
    let plain = |sign: char| sign.is_alphanumeric() || " -_./()+%–”’".contains(sign);
    let word = ["null", "true", "false"].contains(&text);
    if starts && !word && text.chars().all(plain) && !text.ends_with(' ') {
        return text.to_owned();
    }
    quoted(&Json::String(text.to_owned()))
}

/// JSON as YAML on one line. Signs that YAML cannot hold, or takes for the end of a line, stand by
/// their number; JSON has such signs only in quotes.
fn quoted(json: &Json) -> String {
    let mut out = String::new();
    for sign in json.to_string().chars() {
        let odd = sign.is_control()
            || matches!(sign, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
        if odd {
            out.push_str(&format!("\\u{:04x}", u32::from(sign)));
        } else {
            out.push(sign);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_quoted_when_they_could_mean_something_else() {
        for plain in ["Växel", "2026-11-21", "a b (c)", "role"] {
            assert_eq!(scalar(plain), plain);
        }
        assert_eq!(scalar("a: b"), "\"a: b\"");
        assert_eq!(scalar("rad\nrad"), "\"rad\\nrad\"");
        assert_eq!(scalar("a\u{7f}\u{2028}b"), "\"a\\u007f\\u2028b\"");
        for quoted in ["- a", "#a", "null", "a ", "[a]", "å, ä", "\"x\""] {
            assert!(scalar(quoted).starts_with('"'), "{quoted}");
        }
    }
}
