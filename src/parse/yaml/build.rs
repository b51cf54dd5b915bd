//! Builds the tree from parser events, without recursion.

use std::collections::HashSet;
use std::ops::ControlFlow;

use granit_parser::{Event, ScalarStyle, ScanError, StructureStyle};

use super::{Key, Node, Scalar, Value, syntax};
use crate::diagnostic::{Checked, Diagnostic, FileId, Span};
use crate::locale::Text;

/// How deep lists and maps may stand in each other.
pub(super) const MAX_DEPTH: usize = 32;

/// The most nodes in one file, keys in one group, and words in one list.
pub(super) const MAX_NODES: usize = 1_000_000;
pub(super) const MAX_KEYS: usize = 4_000;
pub(super) const MAX_WORDS: usize = 10_000;

pub(super) struct Builder {
    file: FileId,
    offset: usize,
    /// Open lists and maps, outermost first.
    open: Vec<Open>,
    root: Option<Node>,
    nodes: usize,
    pub(super) faults: Vec<Diagnostic>,
}

/// A list or map whose end has not come yet.
struct Open {
    start: usize,
    /// Whether it was opened by a bracket, which must be closed by one.
    bracket: bool,
    items: Items,
}

enum Items {
    List(Vec<Node>),
    Map { pairs: Vec<(Key, Node)>, key: Option<Key>, seen: HashSet<String> },
}

/// Up to so many keys of a map are compared one by one.
const FEW: usize = 16;

/// Whether a map has a key already. `seen`: its keys, once they are many.
pub(super) fn repeats(pairs: &[(Key, Node)], seen: &mut HashSet<String>, key: &Key) -> bool {
    if pairs.len() < FEW {
        return pairs.iter().any(|(known, _)| known.text == key.text);
    }
    if seen.is_empty() {
        seen.extend(pairs.iter().map(|(known, _)| known.text.clone()));
    }
    !seen.insert(key.text.clone())
}

impl Builder {
    pub(super) fn new(file: FileId, offset: usize) -> Self {
        let (open, faults) = (Vec::new(), Vec::new());
        Self { file, offset, open, root: None, nodes: 0, faults }
    }

    pub(super) fn event(
        &mut self,
        event: Event<'_>,
        span: &granit_parser::Span,
    ) -> ControlFlow<()> {
        let range = span.byte_range().unwrap_or_default();
        let (start, end) = (range.start + self.offset, range.end + self.offset);
        match event {
            Event::Scalar(text, style, _, _) => {
                let plain = style == ScalarStyle::Plain;
                let scalar = Value::Scalar(Scalar { text: text.into_owned(), plain });
                self.add(Node { span: Span::new(self.file, start, end), value: scalar })
            }
            Event::SequenceStart(style, ..) => {
                self.open(start, end, style, Items::List(Vec::new()))
            }
            Event::MappingStart(style, ..) => {
                let (pairs, seen) = (Vec::new(), HashSet::new());
                self.open(start, end, style, Items::Map { pairs, key: None, seen })
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(start.max(end)),
            Event::Alias(_) => {
                self.faults.push(alias(Span::new(self.file, start, end)));
                let value = Value::Scalar(Scalar { text: String::new(), plain: true });
                self.add(Node { span: Span::new(self.file, start, end), value })
            }
            Event::DocumentStart(..) if self.root.is_some() => {
                self.faults.push(second_document(Span::new(self.file, start, end)));
                ControlFlow::Break(())
            }
            _ => ControlFlow::Continue(()),
        }
    }

    /// Reports a syntax error; the tree ends here.
    pub(super) fn broken(&mut self, text: &str, error: &ScanError) {
        let open = self.open.iter().rev().find(|open| open.bracket).map(|open| open.start);
        self.faults.push(syntax::diagnostic(self.file, text, self.offset, error, open));
    }

    /// The tree; lists and maps that a syntax error left open are closed where the text was left.
    pub(super) fn finish(mut self) -> Checked<Option<Node>> {
        while let Some(open) = self.open.last() {
            let end = open.start;
            let _ = self.close(end);
        }
        (self.root, self.faults)
    }

    fn open(
        &mut self,
        start: usize,
        end: usize,
        style: StructureStyle,
        items: Items,
    ) -> ControlFlow<()> {
        if self.open.len() >= MAX_DEPTH {
            self.faults.push(too_deep(Span::new(self.file, start, end)));
            return ControlFlow::Break(());
        }
        let bracket = style == StructureStyle::Flow;
        self.open.push(Open { start, bracket, items });
        ControlFlow::Continue(())
    }

    fn close(&mut self, end: usize) -> ControlFlow<()> {
        let Some(open) = self.open.pop() else { return ControlFlow::Continue(()) };
        let value = match open.items {
            Items::List(items) => Value::List(items),
            Items::Map { pairs, .. } => Value::Map(pairs),
        };
        let span = Span::new(self.file, open.start, end.max(open.start));
        self.add(Node { span, value })
    }

    fn add(&mut self, node: Node) -> ControlFlow<()> {
        self.nodes += 1;
        let full = match self.open.last().map(|open| &open.items) {
            _ if self.nodes > MAX_NODES => Some(too_many(node.span, MAX_NODES)),
            Some(Items::Map { pairs, .. }) if pairs.len() >= MAX_KEYS => {
                Some(too_many(node.span, MAX_KEYS))
            }
            Some(Items::List(items)) if items.len() >= MAX_WORDS && node.scalar().is_some() => {
                Some(too_many(node.span, MAX_WORDS))
            }
            _ => None,
        };
        if let Some(full) = full {
            self.faults.push(full);
            return ControlFlow::Break(());
        }
        match self.open.last_mut().map(|open| &mut open.items) {
            None => self.root = Some(node),
            Some(Items::List(items)) => items.push(node),
            Some(Items::Map { pairs, key, seen }) => match key.take() {
                Some(key) if repeats(pairs, seen, &key) => self.faults.push(duplicate(&key)),
                Some(key) => pairs.push((key, node)),
                None => match node.value {
                    Value::Scalar(scalar) => {
                        *key = Some(Key { text: scalar.text, span: node.span });
                    }
                    Value::List(_) | Value::Map(_) => {
                        self.faults.push(complex_key(node.span));
                        *key = Some(Key { text: String::new(), span: node.span });
                    }
                },
            },
        }
        ControlFlow::Continue(())
    }
}

fn duplicate(key: &Key) -> Diagnostic {
    Diagnostic::error(
        "duplicate-key",
        key.span,
        Text::new(
            format!("nyckeln `{}` står två gånger", key.text),
            format!("the key `{}` stands twice", key.text),
        ),
    )
    .help(Text::new("behåll en av dem", "keep one of them"))
}

fn alias(span: Span) -> Diagnostic {
    Diagnostic::error(
        "yaml-alias",
        span,
        Text::new("YAML-alias (`*namn`) används inte här", "YAML aliases (`*name`) are not used"),
    )
    .help(Text::new("skriv ut värdet", "write the value itself"))
}

fn second_document(span: Span) -> Diagnostic {
    Diagnostic::error(
        "second-yaml-document",
        span,
        Text::new("filen har mer än ett YAML-dokument", "the file has more than one YAML document"),
    )
    .help(Text::new(
        "gör en lista av posterna, eller lägg dem i var sin fil",
        "make a list of the entries, or put them in a file each",
    ))
}

fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::error(
        "yaml-too-deep",
        span,
        Text::new(
            format!("för många nivåer i varandra (högst {MAX_DEPTH})"),
            format!("nested too deeply (at most {MAX_DEPTH} levels)"),
        ),
    )
}

fn too_many(span: Span, most: usize) -> Diagnostic {
    let (sv, en) = match most {
        MAX_KEYS => ("en grupp har fler än", "a group has more than"),
        MAX_WORDS => ("en lista har fler än", "a list has more than"),
        _ => ("filen har fler än", "the file holds more than"),
    };
    Diagnostic::error(
        "yaml-too-large",
        span,
        Text::new(format!("{sv} {most} värden"), format!("{en} {most} values")),
    )
    .help(Text::new("dela upp den i flera filer", "split it into several files"))
}

fn complex_key(span: Span) -> Diagnostic {
    Diagnostic::error(
        "yaml-complex-key",
        span,
        Text::new("en nyckel måste vara ett ord", "a key must be a word"),
    )
}
