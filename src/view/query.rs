//! Selections of entries: the `entries` block in texts, and `lathund list --where`.

use std::cmp::Ordering;

use crate::diagnostic::{Checked, Diagnostic, FileId, Span};
use crate::handbook::{EntryId, Handbook};
use crate::kind::condition::{Condition, word_of};
use crate::kind::value::Value;
use crate::kind::{Field, Kind, KindId, suggest};
use crate::locale::{Text, collate};
use crate::parse::yaml::{self, Node};

/// A table of entries asked for in a text.
#[derive(Debug, Clone)]
pub(crate) struct Query {
    pub(crate) kind: KindId,
    pub(crate) condition: Option<Condition>,
    /// The field to sort by, and whether the other way round; otherwise by title.
    pub(crate) sort: Option<(String, bool)>,
    /// The columns after the title; empty for the kind's own.
    pub(crate) columns: Vec<String>,
    pub(crate) limit: Option<usize>,
}

const KEYS: [&str; 5] = ["kind", "where", "sort", "columns", "limit"];

/// Reads the YAML of an `entries` block, which stands at `offset` of `file`.
pub(crate) fn read(
    handbook: &Handbook,
    file: FileId,
    text: &str,
    offset: usize,
) -> Checked<Option<Query>> {
    let (node, mut faults) = yaml::parse(file, text, offset);
    let whole = Span::new(file, offset, offset + text.trim_end().len());
    let Some(node) = node else {
        faults.push(bad(whole, "tabellen saknar `kind:`", "the table lacks `kind:`"));
        return (None, faults);
    };
    let query = Reader { handbook, faults: &mut faults }.query(&node);
    (query, faults)
}

struct Reader<'a> {
    handbook: &'a Handbook,
    faults: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn query(&mut self, node: &Node) -> Option<Query> {
        for (key, _) in node.map().unwrap_or_default() {
            if !KEYS.contains(&key.text.as_str()) {
                let message = Text::new(
                    format!("`{}` betyder inget i en tabell", key.text),
                    format!("`{}` means nothing in a table", key.text),
                );
                let help = suggest::help(&key.text, KEYS);
                self.faults
                    .push(Diagnostic::error("bad-table", key.span, message).maybe_help(help));
            }
        }
        let kind = self.kind(node)?;
        let declared = self.handbook.kinds.get(kind);
        let condition =
            node.get("where").and_then(|condition| Condition::read(condition, self.faults));
        if let Some(condition) = &condition {
            condition.fields(&mut |key, span| self.known(declared, key, span));
        }
        let sort = node.text("sort").map(|sort| match sort.strip_prefix('-') {
            Some(key) => (key.to_owned(), true),
            None => (sort.to_owned(), false),
        });
        if let (Some((key, _)), Some(found)) = (&sort, node.get("sort")) {
            self.known(declared, key, found.span);
        }
        let limit = node.text("limit").and_then(|limit| limit.parse().ok());
        Some(Query { kind, condition, sort, columns: self.columns(declared, node), limit })
    }

    fn kind(&mut self, node: &Node) -> Option<KindId> {
        let found = node.get("kind");
        let name = found.and_then(Node::scalar).map(|scalar| scalar.text.as_str());
        let kind = name.and_then(|name| self.handbook.kinds.find(name));
        if kind.is_none() {
            let span = found.map_or(node.span, |found| found.span);
            let known: Vec<_> = self.handbook.kinds.all().map(|(_, k)| k.id.as_str()).collect();
            let help = suggest::help(name.unwrap_or_default(), known);
            let fault = bad(span, "tabellen behöver en sort som finns", "no such kind");
            self.faults.push(fault.maybe_help(help));
        }
        kind
    }

    fn columns(&mut self, declared: &Kind, node: &Node) -> Vec<String> {
        let Some(columns) = node.get("columns") else { return Vec::new() };
        let items = columns.list().unwrap_or(std::slice::from_ref(columns));
        let mut keys = Vec::new();
        for item in items {
            if let Some(scalar) = item.scalar() {
                self.known(declared, &scalar.text, item.span);
                keys.push(scalar.text.clone());
            }
        }
        keys.retain(|key| declared.field(key).is_some() && key != "title");
        keys
    }

    fn known(&mut self, declared: &Kind, key: &str, span: Span) {
        if declared.field(key).is_none() {
            let message = Text::new(
                format!("`{}` har inget fält `{key}`", declared.id),
                format!("`{}` has no field `{key}`", declared.id),
            );
            let keys: Vec<&str> = declared.fields.iter().map(|field| &*field.key).collect();
            let help = suggest::help(key, keys);
            self.faults.push(Diagnostic::error("bad-table", span, message).maybe_help(help));
        }
    }
}

fn bad(span: Span, sv: &str, en: &str) -> Diagnostic {
    Diagnostic::error("bad-table", span, Text::new(sv, en))
}

/// The entries that a query asks for, in its order.
pub(crate) fn run(handbook: &Handbook, query: &Query) -> Vec<EntryId> {
    let holds = |id: &EntryId| {
        let entry = handbook.entry(*id);
        query.condition.as_ref().is_none_or(|condition| condition.holds(&entry.fields))
    };
    let mut found: Vec<EntryId> =
        handbook.of_kind(query.kind).iter().copied().filter(holds).collect();
    if let Some((key, reversed)) = &query.sort {
        let value = |id: &EntryId| handbook.entry(*id).fields.get(key);
        found.sort_by(|a, b| {
            let order = compare(value(a), value(b));
            if *reversed { order.reverse() } else { order }
        });
    }
    found.truncate(query.limit.unwrap_or(usize::MAX));
    found
}

/// The columns that a query shows.
pub(crate) fn columns<'a>(kind: &'a Kind, query: &Query) -> Vec<&'a Field> {
    if query.columns.is_empty() {
        return kind.fields.iter().filter(|field| field.column).collect();
    }
    query.columns.iter().filter_map(|key| kind.field(key)).collect()
}

/// Orders values: numbers and dates by size, words in Swedish order, missing ones last.
fn compare(a: Option<&Value>, b: Option<&Value>) -> Ordering {
    match (a, b) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (Some(Value::Integer(a)), Some(Value::Integer(b))) => a.cmp(b),
        (Some(Value::Number(a)), Some(Value::Number(b))) => a.total_cmp(b),
        (Some(Value::Date(a)), Some(Value::Date(b))) => a.cmp(b),
        (Some(Value::LooseDate(a)), Some(Value::LooseDate(b))) => {
            let day = |date: &crate::kind::loose_date::LooseDate| date.first_day();
            (day(a).is_none(), day(a)).cmp(&(day(b).is_none(), day(b)))
        }
        (Some(a), Some(b)) => collate::compare(&word_of(a), &word_of(b)),
    }
}
