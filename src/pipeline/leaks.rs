//! The last look at what is made for an audience: does it tell what was withheld from it?

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::Loaded;
use crate::checks;
use crate::diagnostic::{Diagnostic, Span};
use crate::handbook::walk;
use crate::kind::settings;
use crate::kind::value::{Spanned, Value};
use crate::kind::{Field, FieldType};
use crate::leak::{Guard, grouped};
use crate::locale::Text;
use crate::render::theme;
use crate::search;
use crate::view::{list, observations};

/// What looks at the files of a site.
pub(super) struct Watch {
    guard: Guard,
    /// Where what was withheld is written, and the files that tell it.
    leaks: Mutex<BTreeMap<Span, Vec<String>>>,
}

impl Watch {
    /// A watch over a site; one that has nothing to look for costs nothing.
    pub(super) fn over(loaded: &Loaded) -> Self {
        let withheld = loaded.handbook.withheld();
        let guard = if withheld.is_empty() {
            Guard::default()
        } else {
            Guard::new(withheld, &visible(loaded))
        };
        Self { guard, leaks: Mutex::default() }
    }

    /// Takes note of what a file tells that was withheld.
    pub(super) fn look(&self, path: &str, bytes: &[u8]) {
        let found = self.guard.look(path, bytes);
        if !found.is_empty() {
            let mut leaks = self.leaks.lock().unwrap_or_else(PoisonError::into_inner);
            for span in found {
                leaks.entry(span).or_default().push(path.to_owned());
            }
        }
    }

    /// One fault for every withheld value that files tell. None of them repeats the value.
    pub(super) fn faults(self) -> Vec<Diagnostic> {
        let leaks = self.leaks.into_inner().unwrap_or_else(PoisonError::into_inner);
        leaks.into_iter().map(|(span, files)| fault(span, files)).collect()
    }
}

fn fault(span: Span, mut files: Vec<String>) -> Diagnostic {
    files.sort();
    let first = files.first().map(String::as_str).unwrap_or_default();
    let (sv, en) = match files.len() {
        0 | 1 => (String::new(), String::new()),
        2 => (" och i 1 fil till".to_owned(), " and in 1 more file".to_owned()),
        more => (format!(" och i {} filer till", more - 1), format!(" and in {} more", more - 1)),
    };
    let message = Text::new(
        format!("det som står här är dolt i den här utgåvan, men finns i `{first}`{sv}"),
        format!("what stands here is hidden from this edition, but is in `{first}`{en}"),
    );
    Diagnostic::error("leaked-value", span, message).unquoted().help(Text::new(
        "leta i temats filer, i bifogade filer och i texter som upprepar uppgiften",
        "look in the files of the theme, in attached files and in texts that repeat the fact",
    ))
}

/// All that the readers of the site may see, apart from what a site's own theme and the attached
/// files say: those are what the watch is for.
fn visible(loaded: &Loaded) -> Vec<Cow<'_, str>> {
    let Loaded { sources, handbook, .. } = loaded;
    let mut texts: Vec<Cow<'_, str>> = Vec::new();
    for (_, kind) in handbook.kinds.all() {
        texts.extend([&kind.label, &kind.plural, &kind.description].into_iter().flat_map(both));
        declared(&kind.fields, &mut texts);
    }
    let open = |address: &str| address == settings::FILE || address.starts_with("_kinds/");
    let own = sources.files.iter().filter(|file| open(&file.address));
    texts.extend(own.map(|file| Cow::from(file.text())));
    for (_, entry) in handbook.all() {
        texts.push(Cow::from(&entry.title));
        texts.push(Cow::from(&sources.file(entry.file).address));
        walk::values(handbook.kind_of(entry), entry, &mut |visit| match &visit.value.value {
            Value::Text(text) => texts.push(Cow::from(text)),
            Value::Integer(number) => {
                texts.push(number.to_string().into());
                texts.push(grouped(*number).into());
            }
            Value::Markdown(prose) => texts.push(prose.written(sources)),
            _ => {}
        });
        // As readers see the texts: links by their words, or by the names of what they lead to.
        let prose = |(_, value): (_, &Spanned<Value>)| match &value.value {
            Value::Markdown(prose) => search::words(handbook, sources, prose),
            value => list::data(sources, value).to_string(),
        };
        texts.extend(entry.fields.iter().map(prose).map(Cow::from));
    }
    for explanation in checks::explained() {
        texts.push(Cow::from(explanation.code));
        texts.extend(
            [&explanation.what, &explanation.why]
                .into_iter()
                .flat_map(|words| [Cow::from(words.sv), Cow::from(words.en)]),
        );
    }
    for (code, about) in observations::explained() {
        let (label, why) = (about.label, about.why);
        let words = [label.sv, label.en, why.sv, why.en].into_iter().map(Cow::from);
        texts.extend(std::iter::once(Cow::from(code)).chain(words));
    }
    texts.extend(theme::own_texts().into_iter().map(Cow::from));
    texts
}

fn declared<'a>(fields: &'a [Field], texts: &mut Vec<Cow<'a, str>>) {
    for field in fields {
        let more = [&field.help, &field.question, &field.group, &field.item];
        let words = std::iter::once(&field.label).chain(more.into_iter().flatten());
        texts.extend(words.flat_map(both));
        texts.extend(field.example.iter().map(Cow::from));
        match &field.ty {
            FieldType::Enum(choices) => {
                texts.extend(choices.iter().flat_map(|choice| both(&choice.label)));
            }
            FieldType::Object(inner) => declared(inner, texts),
            _ => {}
        }
    }
}

fn both(text: &Text) -> [Cow<'_, str>; 2] {
    [Cow::from(&text.sv), Cow::from(&text.en)]
}
