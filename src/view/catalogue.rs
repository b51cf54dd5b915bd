//! The register of a kind as columns of numbered values: what facets, sorting and comparing need.
//!
//! The values of a column are numbered in the order that they sort (choices as declared, numbers
//! and dates by size, words in Swedish), so that a browser sorts by number alone.

use std::collections::BTreeMap;

use crate::handbook::{EntryId, Handbook};
use crate::kind::value::{Fields, Value};
use crate::kind::{Field, FieldType, Kind, Need};
use crate::locale::{Lang, Text, collate, dates, numbers};

/// A field of the entries, with the values that it has.
#[derive(Debug, Clone)]
pub(crate) struct Column<'h> {
    /// Its declaration.
    pub(crate) field: &'h Field,
    /// The values, each once, in the order that they sort.
    pub(crate) values: Vec<Choice>,
    /// For each entry the numbers of its values, least first; none when it is not known.
    pub(crate) rows: Vec<Vec<usize>>,
}

/// A value that entries have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    /// What addresses call it.
    pub(crate) id: String,
    /// What readers see.
    pub(crate) label: String,
}

impl Column<'_> {
    /// Whether the entries differ in it.
    pub(crate) fn differs(&self) -> bool {
        self.rows.windows(2).any(|pair| pair.first() != pair.last())
    }

    /// The values of an entry, as a reader sees them.
    pub(crate) fn words(&self, row: usize) -> String {
        let numbers = self.rows.get(row).map_or(&[][..], Vec::as_slice);
        let values = numbers.iter().filter_map(|number| self.values.get(*number));
        values.map(|value| value.label.as_str()).collect::<Vec<_>>().join(", ")
    }
}

/// Size, then words in Swedish order, then the id, so that no two values sort alike.
type Order = (i64, (Vec<u32>, String), String);

/// Shared fields that a register may show; the rest is for the page's frame and for editors.
const SHARED: [&str; 3] = ["status", "organisation", "tags"];

/// Whether the register of a kind can be narrowed down.
pub(crate) fn has_facets(kind: &Kind) -> bool {
    kind.fields.iter().any(|field| field.facet && !field.shared)
}

/// The columns that some entry has a value for, or should have. A kind whose entries are compared has all its
/// facts, others what the declaration gives as column or facet.
pub(crate) fn columns<'h>(
    handbook: &'h Handbook,
    kind: &'h Kind,
    entries: &[EntryId],
    lang: Lang,
) -> Vec<Column<'h>> {
    let is_shown = |field: &&Field| {
        let fit = !matches!(field.ty, FieldType::Markdown | FieldType::Condition);
        let own = !field.shared || SHARED.contains(&&*field.key);
        let asked = kind.compare || field.facet || field.column;
        // What the audience may not see is not unknown to it: it is not there.
        let seen = field.visibility.is_none_or(|least| least <= handbook.audience);
        fit && own && asked && seen && field.shown && !field.anchors
    };
    let fields = kind.fields.iter().filter(is_shown);
    // Who compares wants to know what is not known, when it is something to know.
    let asks = |need: &Need| match need {
        Need::Never => false,
        Need::Always => true,
        Need::When(condition) => {
            entries.iter().any(|id| condition.holds(&handbook.entry(*id).fields))
        }
    };
    let wanted = |field: &Field| kind.compare && (asks(&field.required) || asks(&field.expected));
    fields
        .map(|field| column(handbook, field, entries, lang))
        .filter(|column| !column.values.is_empty() || wanted(column.field))
        .collect()
}

fn column<'h>(
    handbook: &'h Handbook,
    field: &'h Field,
    entries: &[EntryId],
    lang: Lang,
) -> Column<'h> {
    let mut known: BTreeMap<Order, String> = BTreeMap::new();
    let rows: Vec<Vec<Order>> = entries
        .iter()
        .map(|id| {
            let mut found = Vec::new();
            if let Some(value) = handbook.entry(*id).fields.get(&field.key) {
                read(handbook, field, value, lang, &mut found);
            }
            found.sort();
            found.dedup();
            let orders = found.iter().map(|(order, _)| order.clone()).collect();
            known.extend(found);
            orders
        })
        .collect();
    let numbers: BTreeMap<&Order, usize> =
        known.keys().enumerate().map(|(number, order)| (order, number)).collect();
    let rows = rows
        .iter()
        .map(|orders| orders.iter().filter_map(|order| numbers.get(order).copied()).collect())
        .collect();
    let values = known
        .iter()
        .map(|((_, _, id), label)| Choice { id: id.clone(), label: label.clone() })
        .collect();
    Column { field, values, rows }
}

/// Adds what a value counts as; nothing when it is not known or not shown to the audience.
fn read(
    handbook: &Handbook,
    field: &Field,
    value: &Value,
    lang: Lang,
    found: &mut Vec<(Order, String)>,
) {
    let (size, id, label) = match value {
        Value::Unknown | Value::Markdown(_) | Value::Condition(_) => return,
        Value::List(items) => {
            for item in items {
                read(handbook, field, &item.value, lang, found);
            }
            return;
        }
        Value::Reference(reference) => match handbook.entry_of(reference) {
            Some(target) => {
                let target = handbook.entry(target);
                (0, target.id.clone(), target.title.clone())
            }
            None => return,
        },
        Value::Object(fields) => {
            let label = summary(handbook, field, fields, lang);
            (0, label.clone(), label)
        }
        value => {
            (size(field, value), crate::kind::condition::word_of(value), words(field, value, lang))
        }
    };
    if !label.is_empty() {
        // Only words sort by their letters: a choice and a number have their size.
        let letters = if size == 0 { collate::key(&label) } else { (Vec::new(), String::new()) };
        found.push(((size, letters, id), label));
    }
}

/// What a value sorts by before its letters. Thousandths, so that decimals keep their order.
fn size(field: &Field, value: &Value) -> i64 {
    const DAY_ZERO: jiff::civil::Date = jiff::civil::Date::constant(1900, 1, 1);
    let days = |day: jiff::civil::Date| i64::from((day - DAY_ZERO).get_days());
    match value {
        Value::Integer(number) => number.saturating_mul(1000),
        #[expect(clippy::cast_possible_truncation, reason = "a size to sort by, saturating")]
        Value::Number(number) => (number * 1000.0) as i64,
        Value::Boolean(truth) => {
            if *truth {
                1
            } else {
                2
            }
        }
        Value::Date(day) => days(*day),
        // What is to be done at once comes first, what goes on for ever last.
        Value::LooseDate(loose) => loose
            .first_day()
            .map_or_else(|| if loose.form() == "snarast" { i64::MIN } else { i64::MAX }, days),
        Value::Enum(id) => match &field.ty {
            FieldType::Enum(choices) => {
                choices.iter().position(|choice| choice.id == *id).map_or(0, |at| at as i64 + 1)
            }
            _ => 0,
        },
        _ => 0,
    }
}

/// A single value as people read it, without markup.
fn words(field: &Field, value: &Value, lang: Lang) -> String {
    match value {
        Value::Boolean(true) => Text::new("Ja", "Yes").get(lang).to_owned(),
        Value::Boolean(false) => Text::new("Nej", "No").get(lang).to_owned(),
        Value::Date(day) => dates::day(*day, lang),
        Value::LooseDate(loose) => loose.words(lang),
        Value::Enum(id) => {
            field.choice(id).map_or_else(|| id.clone(), |choice| choice.label.get(lang).to_owned())
        }
        Value::Integer(number) => match field.ty {
            FieldType::Money => numbers::with_unit(&numbers::integer(*number, lang), "kr"),
            // Years are names, not amounts.
            _ if field.min.is_some_and(|min| min >= 1900.0) => number.to_string(),
            _ => numbers::integer(*number, lang),
        },
        Value::Number(number) => {
            let figure = numbers::decimal(*number, lang);
            let percent = matches!(field.ty, FieldType::Percent);
            if percent { numbers::with_unit(&figure, "%") } else { figure }
        }
        Value::Text(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        _ => String::new(),
    }
}

/// A group of fields in one line: `Proceedo – Fakturor – Varje dag`; a bare yes takes its label.
fn summary(handbook: &Handbook, field: &Field, fields: &Fields, lang: Lang) -> String {
    let mut parts: Vec<String> = Vec::new();
    for inner in field.fields() {
        let Some(value) = fields.get(&inner.key) else { continue };
        let label = inner.label.get(lang);
        match value {
            Value::Boolean(true) => parts.push(label.to_lowercase()),
            Value::Boolean(false) => {}
            Value::Integer(_) | Value::Number(_) if !matches!(inner.ty, FieldType::Money) => {
                parts.push(format!("{} {}", label.to_lowercase(), words(inner, value, lang)));
            }
            value => {
                let mut found = Vec::new();
                read(handbook, inner, value, lang, &mut found);
                parts.extend(found.into_iter().map(|(_, label)| label));
            }
        }
    }
    parts.join(" – ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_dates_and_choices_sort_by_size_and_words_by_their_letters() {
        let field = |yaml: &str| {
            let kinds = crate::kind::builtin();
            let (kind, key) = yaml.split_once('.').unwrap();
            kinds.get(kinds.find(kind).unwrap()).field(key).unwrap().clone()
        };
        let state = field("system.lifecycle_status");
        let of = |id: &str| size(&state, &Value::Enum(id.to_owned()));
        assert!(of("infors") < of("i-drift") && of("i-drift") < of("behov"));
        let until = field("system.in_use_to");
        let of = |text: &str| {
            let loose = crate::kind::loose_date::LooseDate::parse(text).unwrap();
            size(&until, &Value::LooseDate(loose))
        };
        let ordered = ["snarast", "1899", "2025-vt", "2025-12-31", "2026", "lopande"];
        assert!(ordered.windows(2).all(|pair| of(pair[0]) < of(pair[1])));
        let title = field("system.title");
        assert_eq!(size(&title, &Value::Text("Ö".to_owned())), 0);
    }
}
