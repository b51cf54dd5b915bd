//! Feeds (RFC 4287): the deadlines that are near or late, and what editors have noted as changed.
//!
//! The id of an item follows from what it says, so that readers see it once: a deadline that moves
//! is a new item, one that comes nearer is not.

use jiff::civil::Date;

use super::File;
use crate::locale::dates;
use crate::render::{Renderer, VERSION, address, escape::escaped, why};
use crate::view::calendar::{self, Line, Moment};
use crate::view::changes::{self, Change};

/// The most items in a feed.
const ITEMS: usize = 100;

pub(super) fn files<'a>(renderer: &'a Renderer<'a>) -> Vec<File<'a>> {
    let mut files = Vec::new();
    if renderer.calendar.lines().iter().any(Line::is_dated) {
        let path = address::DATES_FEED;
        files.push(File::new(path.to_owned(), move || deadlines(renderer, path).into_bytes()));
    }
    if !changes::changes(renderer.handbook).is_empty() {
        let path = address::CHANGES_FEED;
        files.push(File::new(path.to_owned(), move || changed(renderer, path).into_bytes()));
    }
    files
}

/// An item of a feed.
struct Item {
    /// What makes it this item and no other.
    identity: String,
    title: String,
    text: String,
    updated: Date,
    /// Its page, from the root of the site.
    page: String,
}

fn deadlines(renderer: &Renderer<'_>, path: &str) -> String {
    let agenda = calendar::agenda(renderer.calendar.lines(), renderer.handbook.today);
    let items: Vec<Item> =
        agenda.iter().take(ITEMS).map(|moment| deadline(renderer, moment)).collect();
    feed(renderer, path, "feed_dates", &items)
}

fn deadline(renderer: &Renderer<'_>, moment: &Moment<'_>) -> Item {
    let handbook = renderer.handbook;
    let entry = handbook.entry(moment.line.entry);
    let due = moment.due;
    let what = why::capitalised(why::duty(renderer, due.duty));
    let reviewed = match handbook.entry(moment.line.entry).fields.get("reviewed_on") {
        Some(crate::kind::value::Value::Date(day)) => Some(*day),
        _ => None,
    };
    Item {
        identity: format!(
            "deadline {} {} {} {}",
            handbook.kind_of(entry).id,
            entry.id,
            due.duty.id(),
            due.day
        ),
        title: format!("{what} {}: {}", dates::day(due.day, renderer.lang), entry.title),
        text: why::plain(renderer, moment.derivation()).join(". "),
        updated: reviewed.unwrap_or(handbook.today).min(handbook.today),
        page: renderer.addresses.href(moment.entry(), None),
    }
}

fn changed(renderer: &Renderer<'_>, path: &str) -> String {
    let changes = changes::changes(renderer.handbook);
    let items: Vec<Item> =
        changes.iter().take(ITEMS).map(|change| change_item(renderer, change)).collect();
    feed(renderer, path, "feed_changes", &items)
}

fn change_item(renderer: &Renderer<'_>, change: &Change<'_>) -> Item {
    let handbook = renderer.handbook;
    let entry = handbook.entry(change.entry);
    let kind = &handbook.kind_of(entry).id;
    Item {
        identity: format!("change {kind} {} {} {}", entry.id, change.day, change.text),
        title: entry.title.clone(),
        text: change.text.to_owned(),
        updated: change.day,
        page: renderer.addresses.href(change.entry, None),
    }
}

/// A feed of some items.
fn feed(renderer: &Renderer<'_>, path: &str, title: &str, items: &[Item]) -> String {
    let handbook = renderer.handbook;
    let settings = &handbook.settings;
    let site = match settings.text("name") {
        "" => renderer.t().get("handbook"),
        name => name,
    };
    let author = match settings.text("organisation") {
        "" => site,
        organisation => organisation,
    };
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{lang}\">\n\
         <id>{id}</id>\n<title>{title}</title>\n<updated>{updated}</updated>\n\
         <author><name>{author}</name></author>\n\
         <generator version=\"{VERSION}\">Lathund</generator>\n",
        lang = renderer.lang.tag(),
        id = urn(&format!("feed {site} {author} {title}")),
        title = escaped(&format!("{} – {site}", renderer.t().get(title))),
        updated = moment_of(handbook.today),
        author = escaped(author),
    );
    if let Some(own) = renderer.absolute(path) {
        out.push_str(&format!("<link rel=\"self\" href=\"{}\"/>\n", escaped(&own)));
    }
    for item in items {
        let href = renderer
            .absolute(&item.page)
            .unwrap_or_else(|| format!("{}{}", address::root(path), item.page));
        out.push_str(&format!(
            "<entry>\n<id>{id}</id>\n<title>{title}</title>\n<updated>{updated}</updated>\n\
             <link rel=\"alternate\" type=\"text/html\" href=\"{href}\"/>\n\
             <summary>{text}</summary>\n</entry>\n",
            id = urn(&format!("{site} {author} {}", item.identity)),
            title = escaped(&item.title),
            updated = moment_of(item.updated),
            href = escaped(&href),
            text = escaped(&item.text),
        ));
    }
    out.push_str("</feed>\n");
    out
}

/// The beginning of a day.
fn moment_of(day: Date) -> String {
    format!("{day}T00:00:00Z")
}

/// A name that follows from words, in the form of a UUID (version 8, RFC 9562).
fn urn(words: &str) -> String {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&blake3::hash(words.as_bytes()).as_bytes()[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let parts = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]];
    format!("urn:uuid:{}", parts.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_give_the_same_name() {
        assert_eq!(urn("a"), urn("a"));
        assert_ne!(urn("a"), urn("b"));
        let name = urn("a");
        assert_eq!((name.len(), name.matches('-').count()), (45, 4));
        assert_eq!(&name[23..24], "8", "the version stands in the third group: {name}");
    }
}
