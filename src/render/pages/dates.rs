//! "Dates to keep": what the calendar says of an entry, as a short list on the entry's own page.
//!
//! Every page of an entry has it (`dates` in the context, shown by `dates.html`): a system, a
//! supplier, a unit and a role alike.

use tera::Value as Tera;

use super::plan::{urgency, urgency_of};
use crate::handbook::EntryId;
use crate::render::context::{date, link, map};
use crate::render::{Renderer, address, why};
use crate::view::calendar::{self, Line, Moment};
use crate::view::urgency::{SOON_DAYS, Urgency};

/// How many days are shown before the reader is sent to the calendar.
const SHOWN: usize = 8;

/// The days that concern an entry: what is late, then by day. None for a contract or need, whose
/// page has them among its facts, and for entries without any.
pub(super) fn block(renderer: &Renderer<'_>, id: EntryId) -> Tera {
    let lines: Vec<&Line> = renderer.calendar.of(id).collect();
    if lines.iter().any(|line| line.entry == id || line.needs.contains(&id)) {
        return Tera::none();
    }
    let at_once: Vec<&Line> = lines.iter().copied().filter(|line| line.at_once()).collect();
    let moments = calendar::agenda(lines, renderer.handbook.today);
    let all = at_once.len() + moments.len();
    if all == 0 {
        return Tera::none();
    }
    let at_once = at_once.into_iter().map(|line| self::at_once(renderer, line));
    let moments = moments.iter().map(|moment| item(renderer, moment));
    let items: Vec<Tera> = at_once.chain(moments).take(SHOWN).collect();
    let page = address::calendar(renderer.handbook, id).filter(|_| has_calendar(renderer, id));
    let feed = page.as_ref().map(|page| page.replace(".html", ".ics"));
    map! {
        "items": items,
        "all": page.map_or_else(Tera::none, |page| {
            link(&renderer.t().count("all_dates", all as i64), &page)
        }),
        "feed": feed.map_or_else(Tera::none, |feed| link(renderer.t().get("subscribe"), &feed)),
        "soon_days": i64::from(SOON_DAYS),
    }
}

/// Whether an entry has a calendar page of its own.
fn has_calendar(renderer: &Renderer<'_>, id: EntryId) -> bool {
    address::calendar(renderer.handbook, id).is_some()
        && renderer.calendar.of(id).any(Line::is_dated)
}

fn item(renderer: &Renderer<'_>, moment: &Moment<'_>) -> Tera {
    let entry = moment.entry();
    map! {
        "text": renderer.handbook.entry(entry).title.clone(),
        "path": renderer.addresses.href(entry, None),
        "date": date(moment.due.day, renderer.lang),
        "label": why::duty(renderer, moment.due.duty),
        "state": urgency_of(renderer, moment.urgency, Some(moment.due.duty)),
    }
}

fn at_once(renderer: &Renderer<'_>, line: &Line) -> Tera {
    map! {
        "text": renderer.handbook.entry(line.entry).title.clone(),
        "path": renderer.addresses.href(line.entry, None),
        "date": Tera::none(),
        "label": renderer.t().get("due_at_once"),
        "state": urgency(renderer, Urgency::Late),
    }
}
