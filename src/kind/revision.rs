//! Tells an edit of running text from one that others may notice.
//!
//! What entries know of each other are fields, headings and links. An edit that leaves all of these
//! as they were concerns only those who read the text itself.

use super::entry::Entry;
use super::value::Prose;
use crate::parse::markdown::{Block, Broken, Heading, Link, RawHtml, Scan};

/// Whether the newer version of an entry differs from the older one in the running text below its
/// front matter, and in nothing else. `body`: the field that holds that text.
pub(crate) fn is_of_text(older: (&Entry, &str), newer: (&Entry, &str), body: &str) -> bool {
    let ((old, before), (new, after)) = (older, newer);
    let (Some(old_text), Some(new_text)) = (below(old, body), below(new, body)) else {
        return false;
    };
    // Fields come from the front matter, byte for byte the same; what is missing there comes from
    // the address and the headings.
    let front = old_text.span.start as usize;
    let same_front = old_text.span.start == new_text.span.start
        && before.get(..front).is_some_and(|front| after.get(..front.len()) == Some(front));
    let whole = !old.partial && !new.partial;
    same_front
        && whole
        && (old.kind, &old.id, &old.title, &old.path) == (new.kind, &new.id, &new.title, &new.path)
        && old.titled_by_heading == new.titled_by_heading
        && same_bones(&old_text.scan, &new_text.scan)
}

fn below<'e>(entry: &'e Entry, body: &str) -> Option<&'e Prose> {
    // A text that holds marks for readers, or that has been reduced, may say more or less now.
    let plain = |prose: &&Prose| prose.text.is_none() && prose.reduced.is_none();
    entry.prose(body).filter(plain).filter(|prose| prose.scan.sections.is_empty())
}

/// Whether two texts have the same headings, links and parts, wherever these stand.
fn same_bones(old: &Scan, new: &Scan) -> bool {
    // Taken apart, so that what is added to one of these has to be thought of here.
    let Scan { headings, links, entries_blocks, fences: _, raw_html, broken, sections: _, tape: _ } =
        old;
    let heading = |Heading { level, text, id, span: _ }: &Heading, other: &Heading| {
        (*level, text, id) == (other.level, &other.text, &other.id)
    };
    let link = |Link { form, dest, text, span: _, dest_span }: &Link, other: &Link| {
        (*form, dest, text) == (other.form, &other.dest, &other.text)
            && dest_span.is_some() == other.dest_span.is_some()
    };
    let block = |Block { yaml: _, span: _ }: &Block, _: &Block| true;
    let html = |RawHtml { text, span: _, allowed, closed }: &RawHtml, other: &RawHtml| {
        (text, *allowed, *closed) == (&other.text, other.allowed, other.closed)
    };
    let loose =
        |Broken { reference, span: _ }: &Broken, other: &Broken| *reference == other.reference;
    all(headings, &new.headings, heading)
        && all(links, &new.links, link)
        && all(entries_blocks, &new.entries_blocks, block)
        && all(raw_html, &new.raw_html, html)
        && all(broken, &new.broken, loose)
}

fn all<T>(old: &[T], new: &[T], same: impl Fn(&T, &T) -> bool) -> bool {
    old.len() == new.len() && old.iter().zip(new).all(|(old, new)| same(old, new))
}
