//! The place where an entry is defined: its id, its file and its former ids.

use crate::exchange::edit::Edit;
use crate::kind::entry::Entry;
use crate::parse;
use crate::parse::yaml::{Key, Node};
use crate::source::SourceFile;

/// What a rename does where the entry stands.
pub(super) struct Definition {
    /// The new id, and the old one among the former.
    pub(super) edits: Vec<Edit>,
    /// Whether the id is the name of the file.
    pub(super) by_file: bool,
}

pub(super) fn edits(source: &SourceFile, entry: &Entry, old: &str, new: &str) -> Definition {
    let (document, _) = parse::parse(source);
    let data = document.data.as_ref();
    let node = data.map(|data| own(data, entry));
    let pairs = node.and_then(Node::map).unwrap_or_default();
    let id = pairs.iter().find(|(key, _)| key.text == "id").map(|(_, value)| value);
    let mut edits = Vec::new();
    if let Some(id) = id.filter(|id| id.scalar().is_some_and(|scalar| scalar.text == old)) {
        let raw = source.text().get(id.span.range()).unwrap_or_default();
        let at = id.span.start as usize + raw.find(old).unwrap_or_default();
        edits.push(Edit::new(at..at + old.len(), new));
    }
    let by_file = edits.is_empty();
    let aliases = pairs.iter().find(|(key, _)| key.text == "aliases");
    edits.push(match (aliases, node) {
        (Some((key, aliases)), _) => extended(source.text(), key, aliases, old, new),
        (None, Some(node)) if !pairs.is_empty() => added(source.text(), node, pairs, old),
        (None, _) => opened(source.text(), old),
    });
    edits.sort();
    Definition { edits, by_file }
}

/// The map that holds the entry: the file's, or an item of its list.
fn own<'n>(data: &'n Node, entry: &Entry) -> &'n Node {
    let items = data.list().or_else(|| data.get("entries").and_then(Node::list));
    let item = items.and_then(|items| items.iter().find(|item| item.span == entry.extent));
    item.unwrap_or(data)
}

/// `aliases` with the old id; the new one, when it was there, makes room for it.
fn extended(text: &str, key: &Key, aliases: &Node, old: &str, new: &str) -> Edit {
    let range = aliases.span.range();
    let items = aliases.list().unwrap_or_default();
    let is = |node: &&Node| node.scalar().is_some_and(|scalar| scalar.text == new);
    if let Some(again) = items.iter().chain([aliases]).find(is) {
        return Edit::new(again.span.range(), old);
    }
    match items.last() {
        Some(last) if text.get(range.clone()).is_some_and(|raw| !raw.starts_with('[')) => {
            let at = last.span.end as usize;
            let line = line_start(text, last.span.start as usize);
            let before = text.get(line..last.span.start as usize).unwrap_or_default();
            Edit::new(at..at, format!("{}{before}{old}", line_break(text)))
        }
        Some(last) => {
            let at = last.span.end as usize;
            Edit::new(at..at, format!(", {old}"))
        }
        None if aliases.is_empty() => {
            let at = key.span.end as usize + 1;
            Edit::new(at..at, format!(" [{old}]"))
        }
        None if aliases.list().is_some() => Edit::new(range, format!("[{old}]")),
        None => {
            let one = text.get(range.clone()).unwrap_or_default();
            Edit::new(range, format!("[{one}, {old}]"))
        }
    }
}

/// A new key `aliases` below `id`, or below another key with a value on one line.
fn added(text: &str, node: &Node, pairs: &[(Key, Node)], old: &str) -> Edit {
    let start = node.span.start as usize;
    if text.get(start..).is_some_and(|raw| raw.starts_with('{')) {
        let after = pairs.iter().find(|(key, _)| key.text == "id").or(pairs.first());
        let at = after.map_or(start + 1, |(_, value)| value.span.end as usize);
        return Edit::new(at..at, format!(", aliases: [{old}]"));
    }
    let one_line = |value: &Node| {
        let raw = text.get(value.span.range()).unwrap_or_default();
        value.scalar().is_some() && !raw.contains('\n') && !raw.starts_with(['|', '>'])
    };
    let fits = |wanted: &str| {
        pairs
            .iter()
            .find(|(key, value)| (wanted.is_empty() || key.text == wanted) && one_line(value))
    };
    let Some((key, value)) = fits("id").or_else(|| fits("title")).or_else(|| fits("")) else {
        // Every value is long: the new key stands first.
        let at = pairs.first().map_or(start, |(key, _)| key.span.start as usize);
        return Edit::new(
            at..at,
            format!("aliases: [{old}]{}{}", line_break(text), indent(text, at)),
        );
    };
    let indent = indent(text, key.span.start as usize);
    let end = value.span.end as usize;
    if let Some(line_end) = text.get(end..).and_then(|rest| rest.find('\n')) {
        let at = end + line_end + 1;
        Edit::new(at..at, format!("{indent}aliases: [{old}]{}", line_break(text)))
    } else {
        let at = text.len();
        Edit::new(at..at, format!("{}{indent}aliases: [{old}]", line_break(text)))
    }
}

/// Front matter for a file that has none.
fn opened(text: &str, old: &str) -> Edit {
    let at = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let end = line_break(text);
    Edit::new(at..at, format!("---{end}aliases: [{old}]{end}---{end}"))
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1)
}

/// Blanks up to the column of `at`.
fn indent(text: &str, at: usize) -> String {
    let before = text.get(line_start(text, at)..at).unwrap_or_default();
    " ".repeat(before.trim_start_matches('\u{feff}').chars().count())
}

fn line_break(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}
