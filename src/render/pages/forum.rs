//! The page of a forum: when it meets, with the rule that gives the days.

use jiff::ToSpan;
use tera::Context;

use super::entry;
use crate::handbook::EntryId;
use crate::locale::dates;
use crate::render::Renderer;
use crate::render::context::{map, safe};
use crate::render::escape::escaped;
use crate::view::keys::{FORUM_CADENCE, FORUM_MATERIAL};
use crate::view::meetings::{self, Meeting};

/// How many meetings are shown.
const SHOWN: usize = 4;

pub(super) fn context(renderer: &Renderer<'_>, path: &str, id: EntryId) -> Context {
    let mut context = entry::context(renderer, path, id, &[]);
    let found = upcoming(renderer, id);
    let computed = map! {
        "key": "meetings",
        "label": renderer.t().get("next_meetings"),
        "help": renderer.t().get("next_meetings_help"),
        "value": safe(&value(renderer, id, &found)),
        "unknown": found.is_empty(),
    };
    entry::add_first(&mut context, renderer.t().get("computed"), vec![computed]);
    context
}

fn upcoming(renderer: &Renderer<'_>, id: EntryId) -> Vec<Meeting> {
    let today = renderer.handbook.today;
    let until = today.checked_add(2.years()).unwrap_or(today);
    meetings::meetings(renderer.handbook.entry(id), today, until).into_iter().take(SHOWN).collect()
}

/// The next meeting in words: its day, or why there is none.
pub(super) fn next(renderer: &Renderer<'_>, id: EntryId) -> String {
    let words = renderer.t();
    let often = often(renderer, id);
    match upcoming(renderer, id).first() {
        Some(meeting) => {
            let day = dates::day(meeting.day, renderer.lang);
            format!("{often}. {}", words.get("next_meeting").replace("{day}", &day))
        }
        None => format!("{often}. {}", words.get("no_meeting_day")),
    }
}

/// How often the forum meets.
fn often(renderer: &Renderer<'_>, id: EntryId) -> String {
    let entry = renderer.handbook.entry(id);
    let field = renderer.handbook.kind_of(entry).field(FORUM_CADENCE.field);
    let choice = FORUM_CADENCE.of(entry).and_then(|id| field?.choice(id));
    choice.map_or("", |choice| choice.label.get(renderer.lang)).to_owned()
}

/// The days, the rule, and when material is due; or why there are none.
fn value(renderer: &Renderer<'_>, id: EntryId, found: &[Meeting]) -> String {
    let words = renderer.t();
    let lang = renderer.lang;
    let forum = renderer.handbook.entry(id);
    if found.is_empty() {
        return escaped(&format!(
            "{}: {}",
            words.get("no_meeting_day"),
            words.get("no_meeting_why")
        ));
    }
    let before = FORUM_MATERIAL.of(forum);
    let items: String = found
        .iter()
        .map(|meeting| {
            let day = escaped(&dates::day(meeting.day, lang));
            let mut notes = Vec::new();
            if meeting.decided {
                notes.push(words.get("meeting_decided").to_owned());
            }
            let material = before.and_then(|days| meeting.day.checked_sub(days.days()).ok());
            if let Some(material) = material {
                let last = dates::day(material, lang);
                notes.push(words.get("meeting_material").replace("{day}", &last));
            }
            let notes =
                if notes.is_empty() { String::new() } else { format!(" ({})", notes.join(", ")) };
            format!("<li><time datetime=\"{}\">{day}</time>{}</li>", meeting.day, escaped(&notes))
        })
        .collect();
    let rule = meetings::rule(forum, renderer.handbook.today).map(|rule| {
        let rule = words.get("meeting_rule").replace("{rule}", rule.words().get(lang));
        format!("<p class=\"note\">{}</p>", escaped(&rule))
    });
    format!("<ul class=\"plain\">{items}</ul>{}", rule.unwrap_or_default())
}
