//! Calendars to subscribe to (RFC 5545): every deadline as a day of its own, with reminders.
//!
//! One for everything, and one for each unit, role, category and subcategory. The id of a deadline
//! is that of its contract and its duty, so that a day that moves moves in the reader's calendar.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use jiff::civil::Date;

use super::File;
use crate::handbook::EntryId;
use crate::locale::slug;
use crate::render::{Renderer, VERSION, address, calendars, why};
use crate::view::calendar::{self, Duty, Line, Moment};

/// The most octets on a line.
const LINE: usize = 75;
/// Days before a deadline that the reader is reminded.
const REMINDERS: [u8; 2] = [30, 7];

pub(super) fn files<'a>(renderer: &'a Renderer<'a>) -> Vec<File<'a>> {
    let lines = renderer.calendar.lines();
    if !lines.iter().any(Line::is_dated) {
        return Vec::new();
    }
    let name = renderer.t().get("title_calendar");
    let shared = Arc::new(LazyLock::new(move || events(renderer)));
    let events = Arc::clone(&shared);
    let whole = File::new(address::CALENDAR_FEED.to_owned(), move || {
        written(renderer, name, lines.iter(), &events).into_bytes()
    });
    let parts = calendars(renderer).map(move |(id, page)| {
        let events = Arc::clone(&shared);
        File::new(page.replace(".html", ".ics"), move || {
            let name = format!("{name}: {}", renderer.handbook.entry(id).title);
            written(renderer, &name, renderer.calendar.of(id), &events).into_bytes()
        })
    });
    std::iter::once(whole).chain(parts).collect()
}

/// The days as they stand in calendars, by entry and duty. A day stands in the calendars of its unit,
/// its category and others.
type Events = BTreeMap<(EntryId, Duty), String>;

fn events(renderer: &Renderer<'_>) -> Events {
    let settings = &renderer.handbook.settings;
    let site = slug::slug(&format!("{} {}", settings.text("name"), settings.text("organisation")));
    let moments = calendar::agenda(renderer.calendar.lines(), renderer.handbook.today);
    let written = |moment: &Moment<'_>| {
        let mut out = Out(String::new());
        event(&mut out, renderer, moment, &site);
        ((moment.line.entry, moment.due.duty), out.0)
    };
    moments.iter().map(written).collect()
}

/// A calendar of some lines.
fn written<'c>(
    renderer: &Renderer<'_>,
    name: &str,
    lines: impl IntoIterator<Item = &'c Line>,
    events: &Events,
) -> String {
    let mut out = Out(String::new());
    let language = renderer.lang.tag().to_uppercase();
    out.line("BEGIN", "VCALENDAR");
    out.line("VERSION", "2.0");
    out.line("PRODID", &format!("-//Lathund//Lathund {VERSION}//{language}"));
    out.line("CALSCALE", "GREGORIAN");
    out.line("METHOD", "PUBLISH");
    out.line("NAME", &escaped(name));
    out.line("X-WR-CALNAME", &escaped(name));
    out.line("REFRESH-INTERVAL;VALUE=DURATION", "P1D");
    for moment in calendar::agenda(lines, renderer.handbook.today) {
        let event = events.get(&(moment.line.entry, moment.due.duty));
        out.0.extend(event.map(String::as_str));
    }
    out.line("END", "VCALENDAR");
    out.0
}

fn event(out: &mut Out, renderer: &Renderer<'_>, moment: &Moment<'_>, site: &str) {
    let handbook = renderer.handbook;
    let day = moment.due.day;
    let what = why::capitalised(why::duty(renderer, moment.due.duty));
    let summary = format!("{what}: {}", handbook.entry(moment.line.entry).title);
    let path = renderer.addresses.href(moment.entry(), None);
    out.line("BEGIN", "VEVENT");
    out.line("UID", &uid(renderer, moment, site));
    out.line("DTSTAMP", &format!("{}T000000Z", basic(handbook.today)));
    out.line("DTSTART;VALUE=DATE", &basic(day));
    if let Ok(next) = day.tomorrow() {
        out.line("DTEND;VALUE=DATE", &basic(next));
    }
    out.line("SUMMARY", &escaped(&summary));
    let rule = why::plain(renderer, moment.derivation()).join("\n");
    out.line("DESCRIPTION", &escaped(&rule));
    if let Some(subcategory) = moment.line.subcategory {
        out.line("CATEGORIES", &escaped(&handbook.entry(subcategory).title));
    }
    if let Some(url) = renderer.absolute(&path) {
        out.line("URL", &url);
    }
    out.line("TRANSP", "TRANSPARENT");
    for days in REMINDERS {
        out.line("BEGIN", "VALARM");
        out.line("ACTION", "DISPLAY");
        out.line("DESCRIPTION", &escaped(&summary));
        out.line("TRIGGER", &format!("-P{days}D"));
        out.line("END", "VALARM");
    }
    out.line("END", "VEVENT");
}

/// The lasting id of a deadline: `contract-rpa-start@inkopshandboken-exempelkommunen.lathund`.
fn uid(renderer: &Renderer<'_>, moment: &Moment<'_>, site: &str) -> String {
    let handbook = renderer.handbook;
    let entry = handbook.entry(moment.line.entry);
    let kind = &handbook.kind_of(entry).id;
    format!("{kind}-{}-{}@{site}.lathund", entry.id, moment.due.duty.id())
}

/// A day as calendars write it: `20270526`.
fn basic(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// A text as a value.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '\\' | ';' | ',' => out.extend(['\\', sign]),
            '\n' => out.push_str("\\n"),
            sign if sign.is_control() => {}
            sign => out.push(sign),
        }
    }
    out
}

/// Lines of a calendar, folded.
struct Out(String);

impl Out {
    /// A line, broken before it is too long and never within a sign.
    fn line(&mut self, name: &str, value: &str) {
        if name.len() + 1 + value.len() <= LINE {
            return self.0.extend([name, ":", value, "\r\n"]);
        }
        let mut length = 0;
        for sign in format!("{name}:{value}").chars() {
            if length + sign.len_utf8() > LINE {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(sign);
            length += sign.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_line_is_too_long_and_none_loses_a_sign(text in "\\PC{0,300}") {
            let mut out = Out(String::new());
            out.line("SUMMARY", &text);
            prop_assert!(out.0.ends_with("\r\n"));
            prop_assert!(out.0.split("\r\n").all(|line| line.len() <= LINE));
            prop_assert_eq!(out.0.replace("\r\n ", ""), format!("SUMMARY:{text}\r\n"));
        }
    }

    #[test]
    fn signs_with_a_meaning_are_escaped() {
        assert_eq!(escaped("a; b, c\\d\ne\r"), "a\\; b\\, c\\\\d\\ne");
    }
}
