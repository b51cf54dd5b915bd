//! The calendar as a drawing of the months to come, with the same in a table.

use tera::{Context, Value as Tera};

use super::calendar;
use crate::render::context::{link, safe};
use crate::render::frame::{self, Own};
use crate::render::timeline::{self, Mark, ROWS, Row, Window, Words};
use crate::render::{Renderer, address, base_context, menu};
use crate::view::calendar::{Duty, Line};
use crate::view::destination::Derived;
use crate::view::keys::CONTRACT_START;
use crate::view::urgency::SOON_DAYS;

pub(super) fn context(renderer: &Renderer<'_>, path: &str, view: Derived, months: i32) -> Context {
    let title = menu::title(renderer, view);
    let lead = renderer.t().get("timeline_lead");
    let calendar = link(&menu::title(renderer, Derived::Calendar), Derived::Calendar.page());
    let trail = vec![frame::home(renderer), calendar];
    let own = Own { title: &title, lead, trail };
    let mut context = base_context(path, frame::derived(renderer, own));
    let window = Window::new(renderer.handbook.today, months);
    let lines: Vec<&Line> = window.map_or_else(Vec::new, |window| {
        let lines = renderer.calendar.lines().iter();
        let mut lines: Vec<&Line> = lines.filter(|line| is_drawn(line, &window)).collect();
        lines.sort_by_key(|line| (line.deadlines.last.day().or(line.runs_out()), line.entry));
        lines
    });
    let rows: Vec<Row> = lines.iter().map(|line| row(renderer, path, line)).collect();
    let drawings: Vec<Tera> = rows
        .chunks(ROWS)
        .zip(1..)
        .filter_map(|(rows, number)| {
            let words = Words {
                id: &format!("s-tidslinje-{number}"),
                title: &title,
                description: renderer.t().get("timeline_description"),
                today: renderer.t().get("today"),
                lang: renderer.lang,
            };
            Some(safe(&timeline::svg(rows, &window?, &words)))
        })
        .collect();
    let table: Vec<Tera> = lines.iter().map(|line| calendar::row(renderer, line)).collect();
    let left_out = renderer.calendar.lines().iter().filter(|line| line.is_dated()).count();
    context.insert_value("drawings", drawings.into());
    context.insert_value("rows", table.into());
    context.insert_value("left_out", ((left_out - lines.len()) as i64).into());
    context.insert_value("other", other(renderer, view));
    context.insert_value("soon_days", i64::from(SOON_DAYS).into());
    context
}

/// The other drawing.
fn other(renderer: &Renderer<'_>, view: Derived) -> Tera {
    let other = match view {
        Derived::TimelineShort => Derived::TimelineLong,
        _ => Derived::TimelineShort,
    };
    link(&menu::title(renderer, other), other.page())
}

/// Whether the drawing has anything of a line: a day within it, or a contract that runs on beyond.
fn is_drawn(line: &Line, window: &Window) -> bool {
    let days = &line.deadlines;
    let ends = [days.present.day(), days.last.day()];
    line.dues().iter().any(|due| window.holds(due.day))
        || ends.into_iter().flatten().any(|day| window.reaches(day))
}

fn row(renderer: &Renderer<'_>, path: &str, line: &Line) -> Row {
    let root = address::root(path);
    let mark = |duty| match duty {
        Duty::Start => Mark::Start,
        Duty::Extend => Mark::Extend,
        Duty::Terminate => Mark::Terminate,
        Duty::End => Mark::End,
    };
    Row {
        label: renderer.handbook.entry(line.entry).title.clone(),
        href: format!("{root}{}", renderer.addresses.href(line.entry, None)),
        start: CONTRACT_START.of(renderer.handbook.entry(line.entry)),
        settled: line.deadlines.present.day(),
        last: line.deadlines.last.day(),
        marks: line.dues().iter().map(|due| (mark(due.duty), due.day)).collect(),
    }
}
