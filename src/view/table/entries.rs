//! The entries of a kind as a table: in words that people read, and that `lathund import` reads
//! back to what the entries hold. What has no such words stands as in `lathund list`.

use foldhash::HashMap;

use super::{Cell, Column, Table};
use crate::handbook::{EntryId, Handbook, Target};
use crate::kind::condition::word_of;
use crate::kind::loose_date::LooseDate;
use crate::kind::value::{Spanned, Value};
use crate::kind::{Field, FieldType, Kind, KindId};
use crate::locale::Lang;
use crate::parse::reference::{self, Reference};
use crate::source::Sources;
use crate::view::list::whole;

/// What is needed to write a cell.
struct Writer<'a> {
    handbook: &'a Handbook,
    sources: &'a Sources,
    lang: Lang,
    titles: &'a Titles,
}

/// The entries that have each title, in small letters. All tables of a handbook share them.
#[derive(Debug)]
pub(crate) struct Titles(HashMap<String, Vec<EntryId>>);

impl Titles {
    pub(crate) fn new(handbook: &Handbook) -> Self {
        let mut titled: HashMap<String, Vec<EntryId>> = HashMap::default();
        for (id, entry) in handbook.all() {
            titled.entry(entry.title.to_lowercase()).or_default().push(id);
        }
        Self(titled)
    }
}

/// The entries of a kind, with the columns that any of them fills.
pub(crate) fn of_kind(
    (handbook, sources): (&Handbook, &Sources),
    titles: &Titles,
    kind: KindId,
    lang: Lang,
) -> Table {
    let declared = handbook.kinds.get(kind);
    let entries = handbook.of_kind(kind);
    let writer = Writer { handbook, sources, lang, titles };
    let own = ["id", "title"];
    let filled = |field: &&Field| {
        !own.contains(&&*field.key)
            && entries.iter().any(|id| handbook.entry(*id).fields.get(&field.key).is_some())
    };
    let shown: Vec<&Field> = declared.fields.iter().filter(filled).collect();
    let named = own.iter().filter_map(|key| declared.field(key));
    let columns = named
        .chain(shown.iter().copied())
        .map(|field| Column { key: field.key.to_string(), label: heading(declared, field, lang) })
        .collect();
    let row = |id: &EntryId| {
        let entry = handbook.entry(*id);
        let cells = shown.iter().map(|field| match entry.fields.get(&field.key) {
            Some(value) => writer.cell(field, value),
            None => Cell::Empty,
        });
        [Cell::text(&*entry.id), Cell::text(&*entry.title)].into_iter().chain(cells).collect()
    };
    let rows = entries.iter().map(row).collect();
    Table { title: declared.plural.get(lang).to_owned(), lang, columns, rows }
}

/// The label of a field, or its key when another field would answer to the label.
fn heading(kind: &Kind, field: &Field, lang: Lang) -> String {
    let label = field.label.get(lang);
    let answers = |other: &&Field| {
        [&other.key, other.label.sv.as_str(), &other.label.en].iter().any(|word| same(word, label))
    };
    let others = kind.fields.iter().filter(answers).count();
    if others > 1 { field.key.to_string() } else { label.to_owned() }
}

/// Whether words are the same in small letters.
fn same(a: &str, b: &str) -> bool {
    fn small(words: &str) -> impl Iterator<Item = char> {
        words.chars().flat_map(char::to_lowercase)
    }
    a == b || small(a).eq(small(b))
}

impl Writer<'_> {
    fn cell(&self, field: &Field, value: &Value) -> Cell {
        match value {
            Value::Integer(number) if matches!(field.ty, FieldType::Money) => Cell::Money(*number),
            Value::Integer(number) => Cell::Integer(*number),
            Value::Number(number) if matches!(field.ty, FieldType::Percent) => {
                Cell::Percent(*number)
            }
            Value::Number(number) => Cell::Number(*number),
            Value::Boolean(truth) => Cell::Boolean(*truth),
            Value::Date(day) | Value::LooseDate(LooseDate::Day(day)) => Cell::Date(*day),
            Value::List(items) => Cell::text(self.list(field, value, items)),
            value => Cell::text(self.words(field, value)),
        }
    }

    /// The items with commas between; as data when a comma cannot hold them apart.
    fn list(&self, field: &Field, value: &Value, items: &[Spanned<Value>]) -> String {
        let splits = |part: &str| {
            part.contains([',', ';', '\n', '[', '{']) || part.trim() != part || part.is_empty()
        };
        let part = |item: &Spanned<Value>| {
            let words = self.words(field, &item.value);
            if splits(&words) { whole(self.sources, field, &item.value) } else { words }
        };
        let parts: Vec<String> = items.iter().map(part).collect();
        if parts.iter().any(|part| splits(part)) {
            return whole(self.sources, field, value);
        }
        parts.join(", ")
    }

    fn words(&self, field: &Field, value: &Value) -> String {
        match value {
            Value::Unknown if !matches!(field.ty, FieldType::Text | FieldType::Markdown) => {
                match self.lang {
                    Lang::Sv => "okänt".to_owned(),
                    Lang::En => "unknown".to_owned(),
                }
            }
            Value::Enum(id) => self.choice(field, id),
            Value::Reference(reference) => {
                let title = self.title(field, reference);
                title.unwrap_or_else(|| whole(self.sources, field, value))
            }
            Value::Markdown(_) | Value::Object(_) | Value::Condition(_) => {
                whole(self.sources, field, value)
            }
            value => word_of(value),
        }
    }

    /// The label of a choice, unless another choice comes before it when the label is read.
    fn choice(&self, field: &Field, id: &str) -> String {
        let FieldType::Enum(choices) = &field.ty else { return id.to_owned() };
        let Some(choice) = field.choice(id) else { return id.to_owned() };
        let label = choice.label.get(self.lang);
        let first = choices.iter().find(|choice| {
            [&choice.id, &choice.label.sv, &choice.label.en].iter().any(|word| same(word, label))
        });
        if first.is_some_and(|first| first.id == id) { label.to_owned() } else { id.to_owned() }
    }

    /// The title of what is referred to, when nothing else would answer to it.
    fn title(&self, field: &Field, reference: &Reference) -> Option<String> {
        let FieldType::Ref(kinds) = &field.ty else { return None };
        let Target::Entry(id, None) = self.handbook.target(reference, kinds) else { return None };
        let title = &self.handbook.entry(id).title;
        let handbook = self.handbook;
        let fits = |id: &&EntryId| {
            kinds.is_empty() || kinds.contains(&handbook.kind_of(handbook.entry(**id)).id)
        };
        let named = self.titles.0.get(&title.to_lowercase())?.iter().filter(fits);
        let only = named.count() == 1;
        let reads_as_id = reference::parse(title)
            .is_some_and(|other| handbook.target(&other, kinds) != Target::Missing);
        (only && !reads_as_id).then(|| title.clone())
    }
}
