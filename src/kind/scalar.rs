//! Reads one value by the type of its field. Knows no place: the caller, who holds the node, adds it.

use jiff::civil::Date;

use super::loose_date::LooseDate;
use super::value::Value;
use super::{Field, FieldType, Need, suggest};
use crate::diagnostic::{Diagnostic, Span};
use crate::locale::{Text, slug};
use crate::parse::reference;
use crate::parse::yaml::{Node, Scalar};
use crate::source::names;

/// What is wrong with a value, before its place is known.
#[derive(Debug)]
pub(super) struct Fault {
    code: &'static str,
    message: Text,
    help: Option<Text>,
}

impl Fault {
    fn new(code: &'static str, sv: String, en: String) -> Self {
        Self { code, message: Text::new(sv, en), help: None }
    }

    fn wrong_type(text: &str, sv: &str, en: &str) -> Self {
        let shown = shorten(text);
        Self::new("wrong-type", format!("`{shown}` är inte {sv}"), format!("`{shown}` is not {en}"))
    }

    fn help(mut self, sv: &str, en: &str) -> Self {
        self.help = Some(Text::new(sv, en));
        self
    }

    /// The diagnostic, now that the place is known.
    pub(super) fn at(self, span: Span) -> Diagnostic {
        Diagnostic::error(self.code, span, self.message).maybe_help(self.help)
    }
}

/// Reads a single value. Markdown, conditions and groups are not single values: see `read.rs`.
pub(super) fn read(field: &Field, node: &Node) -> Result<Value, Fault> {
    let Some(scalar) = node.scalar() else {
        return Err(not_single(field));
    };
    let text = scalar.text.trim();
    let wordy = matches!(field.ty, FieldType::Text | FieldType::Markdown);
    let own = field.choice(text).is_some();
    if !wordy && !own && matches!(text, "okant" | "okänt") {
        return Ok(Value::Unknown);
    }
    let value = typed(field, scalar, text)?;
    bounds(field, &value, text)?;
    Ok(value)
}

/// A list or group stands where one value must stand.
fn not_single(field: &Field) -> Fault {
    let (sv, en) = expected(&field.ty);
    let fault = Fault::new(
        "wrong-type",
        format!("`{}` ska vara {sv}", field.key),
        format!("`{}` must be {en}", field.key),
    );
    match &field.ty {
        FieldType::Ref(_) => {
            fault.help("skriv bara id, utan parenteser", "write just the id, without brackets")
        }
        FieldType::Text | FieldType::Markdown => fault.help(
            "sätt citattecken runt texten om den börjar med `[` eller `{`",
            "put quotes around the text if it begins with `[` or `{`",
        ),
        _ => fault,
    }
}

fn typed(field: &Field, scalar: &Scalar, text: &str) -> Result<Value, Fault> {
    match &field.ty {
        FieldType::Text => Ok(Value::Text(scalar.text.clone())),
        FieldType::Integer | FieldType::Money => whole(text),
        FieldType::Number | FieldType::Percent => decimal(text),
        FieldType::Boolean => truth(text),
        FieldType::Date => date(text),
        FieldType::LooseDate => loose_date(text),
        FieldType::Url => url(text),
        FieldType::Email => email(text),
        FieldType::File => file(text),
        FieldType::Slug | FieldType::Local(_) => id(text),
        FieldType::Enum(choices) => match choices.iter().find(|choice| choice.id == text) {
            Some(choice) => Ok(Value::Enum(choice.id.clone())),
            None => Err(unknown_value(field, text)),
        },
        FieldType::Ref(kinds) => target(kinds, text),
        FieldType::Object(inner) => {
            let keys = inner.iter().filter(|field| matches!(field.required, Need::Always));
            let keys: Vec<_> = keys.map(|field| format!("{}: …", field.key)).collect();
            let group = format!("`{{ {} }}`", keys.join(", "));
            let (sv, en) = expected(&field.ty);
            let fault = Fault::wrong_type(text, sv, en);
            Err(if keys.is_empty() {
                fault
            } else {
                fault.help(&format!("skriv {group}"), &format!("write {group}"))
            })
        }
        FieldType::Markdown | FieldType::Condition => {
            let (sv, en) = expected(&field.ty);
            Err(Fault::wrong_type(text, sv, en))
        }
    }
}

/// What a type is called in messages, in both languages.
pub(super) fn expected(ty: &FieldType) -> (&'static str, &'static str) {
    match ty {
        FieldType::Text | FieldType::Markdown => ("en text", "a text"),
        FieldType::Integer => ("ett heltal", "a whole number"),
        FieldType::Number => ("ett tal", "a number"),
        FieldType::Boolean => ("`true` eller `false`", "`true` or `false`"),
        FieldType::Date => ("ett datum", "a date"),
        FieldType::LooseDate => ("en tidpunkt", "a point in time"),
        FieldType::Money => ("ett belopp i hela kronor", "a sum in whole kronor"),
        FieldType::Percent => ("en procentsats", "a percentage"),
        FieldType::Url => ("en webbadress", "a web address"),
        FieldType::Email => ("en e-postadress", "an e-mail address"),
        FieldType::File => ("en fil", "a file"),
        FieldType::Slug => ("ett id", "an id"),
        FieldType::Enum(_) => ("ett av de tillåtna värdena", "one of the allowed values"),
        FieldType::Ref(_) => ("en hänvisning", "a reference"),
        FieldType::Local(_) => ("ett id i samma post", "an id in the same entry"),
        FieldType::Condition => ("ett villkor", "a condition"),
        FieldType::Object(_) => ("en grupp med nycklar", "a group of keys"),
    }
}

fn whole(text: &str) -> Result<Value, Fault> {
    text.parse().map(Value::Integer).map_err(|_| {
        Fault::wrong_type(text, "ett heltal", "a whole number")
            .help("skriv bara siffror, utan mellanslag och enhet", "write digits only")
    })
}

fn decimal(text: &str) -> Result<Value, Fault> {
    text.parse().ok().filter(|number: &f64| number.is_finite()).map(Value::Number).ok_or_else(
        || {
            Fault::wrong_type(text, "ett tal", "a number").help(
                "skriv bara siffror, med punkt före decimalerna",
                "write digits only, with a point before the decimals",
            )
        },
    )
}

fn truth(text: &str) -> Result<Value, Fault> {
    match text {
        "true" | "ja" => Ok(Value::Boolean(true)),
        "false" | "nej" => Ok(Value::Boolean(false)),
        _ => Err(Fault::wrong_type(text, "`true` eller `false`", "`true` or `false`").help(
            "skriv `true` (ja), `false` (nej) eller `okant`",
            "write `true`, `false` or `okant`",
        )),
    }
}

fn date(text: &str) -> Result<Value, Fault> {
    let shaped = text.len() == 10;
    match text.parse::<Date>() {
        Ok(date) if shaped => Ok(Value::Date(date)),
        _ if looks_like_date(text) => Err(Fault::new(
            "impossible-date",
            format!("dagen {text} finns inte"),
            format!("there is no day {text}"),
        )
        .help("kontrollera månad och dag", "check month and day")),
        _ => Err(Fault::wrong_type(text, "ett datum", "a date").help(
            "skriv år-månad-dag, till exempel `2026-11-21`",
            "write year-month-day, as `2026-11-21`",
        )),
    }
}

fn loose_date(text: &str) -> Result<Value, Fault> {
    match LooseDate::parse(text) {
        Some(date) => Ok(Value::LooseDate(date)),
        None if looks_like_date(text) => date(text),
        None => Err(Fault::wrong_type(text, "en tidpunkt", "a point in time").help(
            "skriv `2026`, `2026-11`, `2026-Q4`, `2026-vt`, `2026-ht`, `2026-11-21`, `snarast` eller `lopande`",
            "write `2026`, `2026-11`, `2026-Q4`, `2026-vt`, `2026-ht`, `2026-11-21`, `snarast` or `lopande`",
        )),
    }
}

fn looks_like_date(text: &str) -> bool {
    text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() })
}

fn url(text: &str) -> Result<Value, Fault> {
    let known = ["https://", "http://", "mailto:", "tel:"];
    if known.iter().any(|scheme| text.starts_with(scheme)) && !text.contains(char::is_whitespace) {
        return Ok(Value::Text(text.to_owned()));
    }
    Err(Fault::wrong_type(text, "en webbadress", "a web address")
        .help("skriv hela adressen, med `https://`", "write the whole address, with `https://`"))
}

fn email(text: &str) -> Result<Value, Fault> {
    let fits = text
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'));
    if fits && !text.contains(char::is_whitespace) {
        return Ok(Value::Text(text.to_owned()));
    }
    Err(Fault::wrong_type(text, "en e-postadress", "an e-mail address"))
}

fn file(text: &str) -> Result<Value, Fault> {
    let inside = !text.is_empty()
        && !text.starts_with('/')
        && !text.contains(['\\', ':'])
        && text.split('/').all(|part| !part.is_empty() && part != "..");
    if inside {
        return Ok(Value::Text(text.to_owned()));
    }
    Err(Fault::wrong_type(text, "en fil i innehållsmappen", "a file in the content folder")
        .help("skriv sökvägen från `content/`", "write the path from `content/`"))
}

fn id(text: &str) -> Result<Value, Fault> {
    if slug::is_slug(text) && !names::is_reserved(text) {
        return Ok(Value::Text(text.to_owned()));
    }
    let slug = slug::slug(text);
    let fault = Fault::new(
        "bad-id",
        format!("`{}` kan inte vara ett id", shorten(text)),
        format!("`{}` cannot be an id", shorten(text)),
    );
    if slug == text {
        return Err(fault.help(
            "Windows har det namnet för sig; välj ett annat",
            "Windows keeps that name for itself; choose another",
        ));
    }
    if slug.is_empty() {
        return Err(fault.help("använd a–z, 0–9 och bindestreck", "use a–z, 0–9 and hyphens"));
    }
    Err(fault.help(&format!("skriv `{slug}`"), &format!("write `{slug}`")))
}

fn target(kinds: &[String], text: &str) -> Result<Value, Fault> {
    let fault = || {
        if text.contains([',', ';']) {
            let ids: Vec<_> = text.split([',', ';']).map(slug::slug).collect();
            let list = ids.join(", ");
            return Fault::wrong_type(text, "en hänvisning", "a reference").help(
                &format!("skriv flera som `[{list}]`"),
                &format!("write several as `[{list}]`"),
            );
        }
        let near = slug::slug(text);
        if !near.is_empty() && !text.contains([':', '#', '/']) {
            return Fault::wrong_type(text, "en hänvisning", "a reference")
                .help(&format!("skriv id:t: `{near}`"), &format!("write the id: `{near}`"));
        }
        let example = match kinds {
            [kind] => format!("`{kind}:id`"),
            _ => "`kind:id`".to_owned(),
        };
        Fault::wrong_type(text, "en hänvisning", "a reference").help(
            &format!("skriv {example} eller bara id"),
            &format!("write {example} or just the id"),
        )
    };
    let mut reference = reference::parse(text).ok_or_else(fault)?;
    if reference.kind.is_none()
        && let [kind] = kinds
    {
        reference.kind = Some(kind.clone());
    }
    Ok(Value::Reference(reference))
}

fn unknown_value(field: &Field, text: &str) -> Fault {
    let FieldType::Enum(choices) = &field.ty else {
        return Fault::wrong_type(text, "ett tillåtet värde", "an allowed value");
    };
    let mut fault = Fault::new(
        "unknown-value",
        format!("`{}` är inget värde för `{}`", shorten(text), field.key),
        format!("`{}` is no value of `{}`", shorten(text), field.key),
    );
    // The label is what an editor sees on the page, so it is what gets written by mistake.
    let by_label = choices.iter().find(|choice| {
        [&choice.label.sv, &choice.label.en].iter().any(|label| label.eq_ignore_ascii_case(text))
    });
    fault.help = match by_label {
        Some(choice) => Some(Text::new(
            format!("menade du `{}`?", choice.id),
            format!("did you mean `{}`?", choice.id),
        )),
        None => suggest::help(text, choices.iter().map(|choice| choice.id.as_str())),
    };
    fault
}

fn bounds(field: &Field, value: &Value, text: &str) -> Result<(), Fault> {
    let number = match value {
        Value::Integer(number) => *number as f64,
        Value::Number(number) => *number,
        Value::Text(text) => text.chars().count() as f64,
        _ => return Ok(()),
    };
    let is_text = matches!(value, Value::Text(_));
    let (unit_sv, unit_en) = if is_text { (" tecken", " characters") } else { ("", "") };
    if let Some(min) = field.min.filter(|min| number < *min) {
        return Err(Fault::new(
            "out-of-range",
            format!("`{}` ska vara minst {min}{unit_sv}, inte {number}", field.key),
            format!("`{}` must be at least {min}{unit_en}, not {number}", field.key),
        ));
    }
    if let Some(max) = field.max.filter(|max| number > *max) {
        return Err(Fault::new(
            "out-of-range",
            format!("`{}` ska vara högst {max}{unit_sv}, inte {number}", field.key),
            format!("`{}` must be at most {max}{unit_en}, not {number}", field.key),
        ));
    }
    match &field.pattern {
        Some(pattern) if is_text && !pattern.is_match(text) => Err(wrong_pattern(field, text)),
        _ => Ok(()),
    }
}

fn wrong_pattern(field: &Field, text: &str) -> Fault {
    let fault = Fault::new(
        "wrong-pattern",
        format!("`{}` har inte formen för `{}`", shorten(text), field.key),
        format!("`{}` does not have the form of `{}`", shorten(text), field.key),
    );
    match &field.example {
        Some(example) => {
            fault.help(&format!("skriv som `{example}`"), &format!("write it like `{example}`"))
        }
        None => fault,
    }
}

/// A value as it can stand in a message.
fn shorten(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() > 60 {
        line.chars().take(57).chain("...".chars()).collect()
    } else {
        line.to_owned()
    }
}
