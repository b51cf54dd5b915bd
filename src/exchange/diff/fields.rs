//! Compares the fields of an entry in two revisions.

use crate::handbook::{EntryId, Handbook};
use crate::kind::condition::word_of;
use crate::kind::value::{Fields, Spanned, Value};
use crate::kind::{Field, FieldType};
use crate::locale::{Lang, Text, dates, numbers};
use crate::pipeline::Loaded;
use crate::source::Sources;

/// A field that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// Its key.
    pub key: String,
    /// What readers see.
    pub label: Text,
    /// How it changed.
    pub what: What,
}

/// How a field changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// From one value to another; empty where there is none.
    Value(Text, Text),
    /// What came to a list and what left it.
    List {
        /// Now there.
        added: Vec<Text>,
        /// No longer there.
        removed: Vec<Text>,
    },
    /// A text, from that many words to that many.
    Words(usize, usize),
    /// The parts are the same in another order or with other contents.
    Inside,
}

/// The fields of two readings of an entry that differ. The id and the former ids are told elsewhere.
pub(super) fn compare(old: &Loaded, new: &Loaded, was: EntryId, now: EntryId) -> Vec<FieldChange> {
    let (before, after) = (old.handbook.entry(was), new.handbook.entry(now));
    let kind = new.handbook.kind_of(after);
    let old_side = Side { handbook: &old.handbook, sources: &old.sources, now: &new.handbook };
    let new_side = Side { handbook: &new.handbook, sources: &new.sources, now: &new.handbook };
    kind.fields
        .iter()
        .filter(|field| !["id", "aliases"].contains(&&*field.key))
        .filter_map(|field| {
            let (from, to) = (before.fields.get(&field.key), after.fields.get(&field.key));
            let same = from.map(|from| old_side.exact(from)) == to.map(|to| new_side.exact(to));
            let what = (!same).then(|| what(field, (&old_side, from), (&new_side, to)))?;
            Some(FieldChange { key: field.key.to_string(), label: field.label.clone(), what })
        })
        .collect()
}

type Given<'a> = (&'a Side<'a>, Option<&'a Value>);

fn what(field: &Field, (old, from): Given<'_>, (new, to): Given<'_>) -> What {
    if matches!(field.ty, FieldType::Markdown) && !field.list {
        return What::Words(old.words(from), new.words(to));
    }
    if !field.list {
        let told = |side: &Side<'_>, value: Option<&Value>| {
            value.map(|value| side.told(field, value)).unwrap_or_default()
        };
        let (from, to) = (told(old, from), told(new, to));
        return if from == to { What::Inside } else { What::Value(from, to) };
    }
    let (from, to) = (old.parts(field, from), new.parts(field, to));
    let missing = |here: &[(String, Text)], there: &[(String, Text)]| -> Vec<Text> {
        let is_new = |part: &&(String, Text)| !there.iter().any(|(exact, _)| *exact == part.0);
        here.iter().filter(is_new).map(|(_, told)| told.clone()).collect()
    };
    let (mut added, mut removed) = (missing(&to, &from), missing(&from, &to));
    // A part that changed inside tells the same on both sides.
    let both: Vec<Text> = added.iter().filter(|part| removed.contains(part)).cloned().collect();
    added.retain(|part| !both.contains(part));
    removed.retain(|part| !both.contains(part));
    if added.is_empty() && removed.is_empty() {
        return What::Inside;
    }
    What::List { added, removed }
}

/// One of the two revisions.
struct Side<'a> {
    handbook: &'a Handbook,
    sources: &'a Sources,
    /// The handbook in which references are followed, so that a renamed target is the same.
    now: &'a Handbook,
}

impl Side<'_> {
    fn words(&self, value: Option<&Value>) -> usize {
        match value {
            Some(Value::Markdown(prose)) => prose.words(self.sources),
            _ => 0,
        }
    }

    /// A value as words that are equal when the values are.
    fn exact(&self, value: &Value) -> String {
        match value {
            Value::Markdown(prose) => {
                let (text, range) = prose.within(self.sources);
                text.get(range).unwrap_or_default().replace("\r\n", "\n").trim().to_owned()
            }
            Value::Reference(reference) => match self.now.entry_of(reference) {
                Some(id) => {
                    let entry = self.now.entry(id);
                    let item = reference.item.as_deref().unwrap_or_default();
                    format!("{}:{}#{item}", self.now.kind_of(entry).id, entry.id)
                }
                None => reference.to_string(),
            },
            Value::List(items) => {
                items.iter().map(|item| self.exact(&item.value) + "\u{1}").collect()
            }
            Value::Object(fields) => self.exact_fields(fields),
            Value::Condition(condition) => condition.data().to_string(),
            _ => word_of(value),
        }
    }

    fn exact_fields(&self, fields: &Fields) -> String {
        let pair = |(key, value): (&std::sync::Arc<str>, &Spanned<Value>)| {
            format!("{key}\u{2}{}\u{3}", self.exact(&value.value))
        };
        // A value that is written and one that is taken from its default stand in other places.
        let mut pairs: Vec<String> = fields.iter().map(pair).collect();
        pairs.sort();
        pairs.concat()
    }

    /// The parts of a list, exactly and as they are told.
    fn parts(&self, field: &Field, value: Option<&Value>) -> Vec<(String, Text)> {
        let Some(Value::List(items)) = value else { return Vec::new() };
        let part = |value: &Value| (self.exact(value), self.told(field, value));
        items.iter().map(|item| part(&item.value)).collect()
    }

    /// A value as readers know it.
    fn told(&self, field: &Field, value: &Value) -> Text {
        let both = |text: String| Text::new(text.clone(), text);
        let in_both = |words: &dyn Fn(Lang) -> String| Text::new(words(Lang::Sv), words(Lang::En));
        match value {
            Value::Unknown => Text::new("okänt", "unknown"),
            Value::Boolean(true) => Text::new("ja", "yes"),
            Value::Boolean(false) => Text::new("nej", "no"),
            Value::Integer(number) => in_both(&|lang| numbers::integer(*number, lang)),
            Value::Number(number) => in_both(&|lang| numbers::decimal(*number, lang)),
            Value::Date(date) => in_both(&|lang| dates::day(*date, lang)),
            Value::LooseDate(date) => in_both(&|lang| date.words(lang)),
            Value::Enum(id) => {
                field.choice(id).map_or_else(|| both(id.clone()), |choice| choice.label.clone())
            }
            Value::Reference(reference) => {
                let id = self.handbook.entry_of(reference);
                both(id.map_or(reference.to_string(), |id| self.handbook.entry(id).title.clone()))
            }
            Value::Markdown(prose) => {
                let words = prose.words(self.sources);
                Text::new(format!("text med {words} ord"), format!("a text of {words} words"))
            }
            Value::Object(fields) => both(name(self, field, fields)),
            Value::Condition(_) => Text::new("ett villkor", "a condition"),
            Value::Text(text) => both(text.clone()),
            Value::List(_) => both(String::new()),
        }
    }
}

/// What a group is known by: its title, or its first value.
fn name(side: &Side<'_>, field: &Field, fields: &Fields) -> String {
    let titled = ["title", "label", "text", "id"].iter().find_map(|key| fields.text(key));
    if let Some(titled) = titled {
        return titled.lines().next().unwrap_or_default().to_owned();
    }
    let first = fields.iter().find_map(|(key, value)| {
        let inner = field.fields().iter().find(|inner| inner.key == *key)?;
        Some(side.told(inner, &value.value).sv)
    });
    first.unwrap_or_default()
}
