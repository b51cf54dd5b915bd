//! Reduces entries to what an audience may see, before anything is derived from them.

use std::ops::Range;
use std::sync::Arc;

use foldhash::HashSet;
use jiff::civil::Date;

use super::{EntryId, Handbook, attached, identity, walk};
use crate::diagnostic::FileId;
use crate::kind::condition::word_of;
use crate::kind::entry::Entry;
use crate::kind::rules::Opens;
use crate::kind::value::{Fields, Prose, Spanned, Value};
use crate::kind::{Audience, Field, KindId, Kinds, section};
use crate::leak::Withheld;
use crate::parse::markdown::{self, marks};
use crate::source::Sources;

/// What the reduction needs to know besides the entries.
pub(super) struct Frame<'a> {
    pub(super) kinds: &'a Kinds,
    pub(super) sources: &'a Sources,
    /// The files that hold several entries.
    pub(super) lists: &'a HashSet<FileId>,
    pub(super) audience: Audience,
    pub(super) today: Date,
}

/// The names of what was taken out, by which a reference to it is known.
#[derive(Debug, Default)]
pub(super) struct Hidden {
    /// Entries, by their ids and former ids.
    entries: HashSet<(KindId, String)>,
    /// Items and headings of entries that are seen themselves, by the ids of both.
    parts: HashSet<(KindId, String, String)>,
    /// Files of one entry.
    pub(super) files: HashSet<String>,
    /// Attachments that only hidden places refer to.
    pub(super) attachments: HashSet<String>,
    /// The words that must not be found in what is made for the audience.
    pub(super) withheld: Withheld,
    /// Whether there is anything of which the audience does not know.
    pub(super) any: bool,
}

impl Hidden {
    pub(super) fn has_entry(&self, kind: KindId, id: &str) -> bool {
        !self.entries.is_empty() && self.entries.contains(&(kind, id.to_owned()))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.parts.is_empty()
    }

    /// Notes parts that an entry had.
    pub(super) fn lose<'p>(&mut self, entry: &Entry, parts: impl Iterator<Item = &'p String>) {
        let part = |part: &String| (entry.kind, entry.id.clone(), part.clone());
        self.parts.extend(parts.map(part));
    }

    fn add(&mut self, entry: Entry, frame: &Frame<'_>) {
        let aliases: Vec<_> = identity::aliases(&entry).map(|(id, _)| id.to_owned()).collect();
        if !frame.lists.contains(&entry.file) {
            self.files.insert(frame.sources.file(entry.file).address.clone());
        }
        let ids = std::iter::once(entry.id).chain(aliases);
        self.entries.extend(ids.map(|id| (entry.kind, id)));
    }
}

impl Handbook {
    /// Whether the audience may see the entry but not that part of it.
    pub(super) fn is_hidden_part(&self, id: EntryId, part: &str) -> bool {
        let entry = self.entry(id);
        !self.hidden.parts.is_empty()
            && !self.has_anchor(id, part)
            && self.hidden.parts.contains(&(entry.kind, entry.id.clone(), part.to_owned()))
    }
}

/// Drops entries, fields, items and parts of texts above the audience; tells what was dropped.
pub(super) fn restrict(frame: &Frame<'_>, entries: Vec<Entry>) -> (Vec<Entry>, Hidden) {
    let Frame { kinds, sources, audience, today, .. } = *frame;
    let attached = attached::of(kinds, &entries, sources);
    let mut hidden = Hidden::default();
    let mut visible = Vec::with_capacity(entries.len());
    for mut entry in entries {
        if entry.audience() > audience {
            if !is_waived(&entry, today) {
                hidden.withheld.entry(&entry, sources);
            }
            hidden.add(entry, frame);
            hidden.any = true;
            continue;
        }
        let kind = kinds.get(entry.kind);
        let mut withheld = Withheld::default();
        let mut reducer = Reducer { sources, audience, changed: false, withheld: &mut withheld };
        let all = (audience < Audience::Begransad).then(|| walk::anchors(kind, &entry));
        if let Some(opens) = kind.rules.opens.as_ref().filter(|_| audience == Audience::Oppen) {
            reducer.open(opens, &mut entry.fields);
        }
        reducer.fields(&kind.fields, &mut entry.fields);
        hidden.any |= reducer.changed;
        if let Some(all) = all.filter(|_| reducer.changed) {
            let kept = walk::anchors(kind, &entry);
            hidden.lose(&entry, all.difference(&kept));
        }
        if !is_waived(&entry, today) {
            hidden.withheld.extend(withheld);
        }
        visible.push(entry);
    }
    if !attached.is_empty() {
        let shown = attached::of(kinds, &visible, sources);
        hidden.attachments = attached.difference(&shown).cloned().collect();
    }
    (visible, hidden)
}

/// The fault of a file that tells what was withheld from its readers.
pub(crate) const LEAKED: &str = "leaked-value";

/// Whether an entry says that what it hides may be found all the same, and for how long.
fn is_waived(entry: &Entry, today: Date) -> bool {
    entry.fields.objects("waive").any(|waiver| {
        let until = match waiver.get("until") {
            Some(Value::Date(until)) => *until >= today,
            _ => false,
        };
        waiver.text("code") == Some(LEAKED) && until
    })
}

struct Reducer<'a> {
    sources: &'a Sources,
    audience: Audience,
    /// Whether anything was taken out.
    changed: bool,
    withheld: &'a mut Withheld,
}

/// What is seen of an entry whatever its kind opens.
const ALWAYS: [&str; 5] = ["id", "title", "status", Audience::FIELD, "aliases"];

impl Reducer<'_> {
    /// Leaves the fields that everybody may see.
    fn open(&mut self, opens: &Opens, fields: &mut Fields) {
        let listed = fields.list(&opens.by).iter();
        let listed: Vec<String> = listed.map(|item| word_of(&item.value)).collect();
        let listed = if listed.is_empty() { &opens.otherwise } else { &listed };
        fields.0.retain(|(key, value)| {
            let seen = ALWAYS.contains(&&**key) || listed.iter().any(|open| **open == **key);
            if !seen {
                self.withhold(value);
            }
            seen
        });
    }

    fn fields(&mut self, declared: &[Field], fields: &mut Fields) {
        fields.0.retain_mut(|(key, value)| {
            let field = declared.iter().find(|field| field.key == *key);
            let seen = |field: &&Field| field.visibility.is_none_or(|least| least <= self.audience);
            let Some(field) = field.filter(seen) else {
                self.withhold(value);
                return false;
            };
            self.value(field, value)
        });
    }

    fn withhold(&mut self, value: &Spanned<Value>) {
        self.changed = true;
        self.withheld.value(value, self.sources);
    }

    /// Reduces a value; whether anything of it may be seen.
    fn value(&mut self, field: &Field, value: &mut Spanned<Value>) -> bool {
        if let Value::Object(fields) = &value.value {
            let least = fields.text(Audience::FIELD).and_then(Audience::from_id);
            if least.is_some_and(|least| least > self.audience) {
                self.withhold(value);
                return false;
            }
        }
        match &mut value.value {
            Value::Object(fields) => self.fields(field.fields(), fields),
            Value::List(items) => {
                let before = items.len();
                items.retain_mut(|item| self.value(field, item));
                return before == 0 || !items.is_empty();
            }
            Value::Markdown(prose) => self.prose(prose),
            _ => {}
        }
        true
    }

    fn prose(&mut self, prose: &mut Prose) {
        let sections = prose.scan.sections.iter();
        let above = |section: &&marks::Section| {
            section::least(section).is_some_and(|least| least > self.audience)
        };
        let mut spans: Vec<_> = sections.filter(above).map(|found| found.span.clone()).collect();
        if spans.is_empty() {
            return;
        }
        self.changed = true;
        let (text, range) = prose.within(self.sources);
        for hidden in &spans {
            let place = section::place(prose, hidden);
            self.withheld.prose(text, hidden.clone(), place);
        }
        let mut reduced = marks::blank(text, &spans);
        loop {
            let orphans = marks::orphans(text, &reduced, range.clone());
            if orphans.is_empty() {
                break;
            }
            spans.extend(orphans);
            reduced = marks::blank(text, &spans);
        }
        replace(prose, reduced, range);
    }
}

/// Gives a text other words of the same length.
pub(super) fn replace(prose: &mut Prose, mut words: String, range: Range<usize>) {
    prose.scan = markdown::scan(&words, range.clone()).into();
    if prose.text.is_none() {
        // What stands before the text is no part of it: the keys above it may be hidden too.
        words.truncate(range.end);
        words.replace_range(..range.start, &" ".repeat(range.start));
    }
    let words: Arc<str> = words.into();
    prose.text = prose.text.is_some().then(|| Arc::clone(&words));
    prose.reduced = Some(words);
}
