//! Contracts over time, as SVG made when the site is built: a row for each, a bar for how long it
//! runs, marks for the days to keep, and a line for today.
//!
//! Shapes tell what hues tell: a filled bar for the time that is settled, a striped one for what
//! extensions can add, an outlined one where only the last day is known. Colours and fonts come
//! from the theme's classes. The page holds the same in a table.

use jiff::{ToSpan, civil::Date};

use super::escape;
use crate::locale::{Lang, dates};

/// Rows on a drawing; more are drawn on another, so that each fits on a sheet of paper.
pub(crate) const ROWS: usize = 20;

const WIDTH: i32 = 1200;
const LABELS: i32 = 310;
const HEAD: i32 = 46;
const FOOT: i32 = 24;
const ROW: i32 = 36;
/// Letters in a line of a label; longer ones are broken.
const LETTERS: usize = 40;

/// What a mark stands for, which gives its shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    Start,
    Extend,
    Terminate,
    End,
}

/// A row of the drawing.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) label: String,
    /// Where the label leads.
    pub(crate) href: String,
    /// The first day, when it is known.
    pub(crate) start: Option<Date>,
    /// The last day of the time that is settled.
    pub(crate) settled: Option<Date>,
    /// The last day with every extension.
    pub(crate) last: Option<Date>,
    pub(crate) marks: Vec<(Mark, Date)>,
}

/// The words of a drawing.
#[derive(Debug)]
pub(crate) struct Words<'w> {
    /// Begins the ids in the drawing; unique on the page.
    pub(crate) id: &'w str,
    pub(crate) title: &'w str,
    pub(crate) description: &'w str,
    pub(crate) today: &'w str,
    pub(crate) lang: Lang,
}

/// The time that is drawn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window {
    from: Date,
    to: Date,
    today: Date,
    months: i32,
}

impl Window {
    /// So many whole months from the one that `today` stands in.
    pub(crate) fn new(today: Date, months: i32) -> Option<Self> {
        let from = today.first_of_month();
        Some(Self { from, to: from.checked_add(months.months()).ok()?, today, months })
    }

    /// Whether the day is drawn.
    pub(crate) fn holds(&self, day: Date) -> bool {
        self.from <= day && day < self.to
    }

    /// Whether something that lasts to the day is drawn.
    pub(crate) fn reaches(&self, day: Date) -> bool {
        self.from <= day
    }

    /// The place of a day, kept within the drawing.
    fn x(&self, day: Date) -> i32 {
        let day = day.clamp(self.from, self.to);
        LABELS + (day - self.from).get_days() * (WIDTH - LABELS) / (self.to - self.from).get_days()
    }
}

/// The drawing of some rows.
pub(crate) fn svg(rows: &[Row], window: &Window, words: &Words<'_>) -> String {
    let height = HEAD + ROW * i32::try_from(rows.len()).unwrap_or(i32::MAX / ROW - HEAD) + FOOT;
    let id = escape::escaped(words.id);
    let mut out = String::new();
    escape::markup(
        &mut out,
        format_args!(
            "<svg class=\"timeline\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" \
             role=\"group\" aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-desc\">\n\
             <title id=\"{id}-title\">"
        ),
    );
    escape::text(&mut out, words.title);
    escape::markup(&mut out, format_args!("</title>\n<desc id=\"{id}-desc\">"));
    escape::text(&mut out, words.description);
    escape::markup(
        &mut out,
        format_args!(
            "</desc>\n<defs><pattern id=\"{id}-stripes\" width=\"8\" height=\"8\" \
             patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
             <rect class=\"tl-stripe\" width=\"3\" height=\"8\"/></pattern></defs>\n\
             <g aria-hidden=\"true\">\n"
        ),
    );
    grid(&mut out, window, height - FOOT, words.lang);
    for (row, y) in rows.iter().zip((HEAD..).step_by(36)) {
        bars(&mut out, row, window, y, &id);
    }
    today(&mut out, window, height, words.today);
    out.push_str("</g>\n");
    for (row, y) in rows.iter().zip((HEAD..).step_by(36)) {
        label(&mut out, row, y);
    }
    out.push_str("</svg>\n");
    out
}

/// Lines for months, or for quarters when there are many, with their names above.
fn grid(out: &mut String, window: &Window, height: i32, lang: Lang) {
    for at in 0..window.months {
        let Ok(day) = window.from.checked_add(at.months()) else { return };
        let quarter = day.month() % 3 == 1;
        if window.months > 36 && !quarter && at > 0 {
            continue;
        }
        let x = window.x(day);
        let class = if day.month() == 1 { "tl-year" } else { "tl-month" };
        escape::markup(
            out,
            format_args!("<path class=\"{class}\" d=\"M{x} {} V{height}\"/>\n", HEAD - 8),
        );
        // Beside the next name there is no room for the first month when it stands alone.
        let room = x + 30 < WIDTH;
        if room && (quarter || (at == 0 && window.months <= 36)) {
            let name = dates::month(day.year(), day.month(), lang);
            let month = name.split('\u{a0}').next().unwrap_or_default();
            escape::markup(out, format_args!("<text x=\"{}\" y=\"34\">", x + 3));
            escape::text(out, month);
            out.push_str("</text>\n");
        }
        if day.month() == 1 || (at == 0 && day.month() < 11) {
            let year = day.year();
            let x = x + 3;
            escape::markup(
                out,
                format_args!("<text class=\"tl-name\" x=\"{x}\" y=\"16\">{year}</text>\n"),
            );
        }
    }
}

/// How long the contract runs, and the days to keep.
fn bars(out: &mut String, row: &Row, window: &Window, y: i32, id: &str) {
    let middle = y + ROW / 2;
    escape::markup(out, format_args!("<path class=\"tl-row\" d=\"M0 {} H{WIDTH}\"/>\n", y + ROW));
    let begin = row.start.map_or(LABELS, |day| window.x(day));
    let mut bar = |class: &str, from: i32, to: i32, fill: &str| {
        if to > from {
            escape::markup(
                out,
                format_args!(
                    "<rect class=\"{class}\" x=\"{from}\" y=\"{}\" width=\"{}\" height=\"12\"{fill}/>\n",
                    middle - 6,
                    to - from
                ),
            );
        }
    };
    let settled = row.settled.map_or(begin, |day| window.x(day));
    bar("tl-settled", begin, settled, "");
    if let Some(last) = row.last {
        let to = window.x(last);
        if row.settled.is_some() {
            bar("tl-option", settled, to, &format!(" fill=\"url(#{id}-stripes)\""));
        } else {
            bar("tl-until", begin, to, "");
        }
    }
    for (mark, day) in row.marks.iter().filter(|(_, day)| window.holds(*day)) {
        let x = window.x(*day);
        let (class, path) = shape(*mark);
        escape::markup(
            out,
            format_args!(
                "<path class=\"tl-mark {class}\" transform=\"translate({x} {middle})\" d=\"{path}\"/>\n"
            ),
        );
    }
}

/// The shape of a mark, around its place.
const fn shape(mark: Mark) -> (&'static str, &'static str) {
    match mark {
        Mark::Start => ("tl-start", "M-8 -10 L10 0 L-8 10 Z"),
        Mark::Extend => ("tl-extend", "M0 -10 L10 0 L0 10 L-10 0 Z"),
        Mark::Terminate => ("tl-terminate", "M-8 -8 L8 8 M8 -8 L-8 8"),
        Mark::End => ("tl-end", "M-3 -12 H3 V12 H-3 Z"),
    }
}

/// Today's line, named below; the script of the page moves it to the reader's day.
fn today(out: &mut String, window: &Window, height: i32, word: &str) {
    let (from, to, x) = (window.from, window.to, window.x(window.today));
    escape::markup(
        out,
        format_args!(
            "<g class=\"tl-today\" data-today data-from=\"{from}\" data-to=\"{to}\" \
             data-left=\"{LABELS}\" data-right=\"{WIDTH}\" transform=\"translate({x} 0)\">\
             <path d=\"M0 {} V{}\"/><text x=\"0\" y=\"{}\">",
            HEAD - 8,
            height - FOOT + 6,
            height - 4
        ),
    );
    escape::text(out, word);
    out.push_str("</text></g>\n");
}

/// The name of a row, which leads to its page.
fn label(out: &mut String, row: &Row, y: i32) {
    let lines = lines(&row.label);
    let first = if lines.len() == 1 { y + 23 } else { y + 15 };
    out.push_str("<a href=\"");
    escape::url(out, &row.href);
    out.push_str("\"><text class=\"tl-label\">");
    for (line, y) in lines.iter().zip((first..).step_by(16)) {
        escape::markup(out, format_args!("<tspan x=\"0\" y=\"{y}\">"));
        escape::text(out, line);
        out.push_str("</tspan>");
    }
    out.push_str("</text></a>\n");
}

/// A label on two lines at most; what does not fit ends in an ellipsis.
fn lines(label: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in label.split_whitespace() {
        let last = lines.len() - 1;
        let length = lines[last].chars().count() + word.chars().count();
        if lines[last].is_empty() || length < LETTERS {
            let gap = if lines[last].is_empty() { "" } else { " " };
            lines[last].push_str(&format!("{gap}{word}"));
        } else if lines.len() < 2 {
            // The blank keeps the words apart for those who hear them.
            lines[last].push(' ');
            lines.push(word.to_owned());
        } else {
            lines[last].push('…');
            break;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn drawn(rows: &[Row]) -> String {
        let window = Window::new(date(2026, 11, 21), 24).unwrap();
        let words = Words {
            id: "s-tid",
            title: "Tidslinje",
            description: "Avtal <och> behov",
            today: "i dag",
            lang: Lang::Sv,
        };
        svg(rows, &window, &words)
    }

    fn row(settled: Option<Date>, last: Option<Date>) -> Row {
        Row {
            label: "Avtal om förvaltning, support och underhåll av ett diariesystem med långt namn"
                .into(),
            href: "../avtal/w.html".into(),
            start: None,
            settled,
            last,
            marks: vec![(Mark::Start, date(2027, 1, 1)), (Mark::End, date(2031, 1, 1))],
        }
    }

    #[test]
    fn what_is_settled_comes_before_what_can_be_added() {
        let svg = drawn(&[row(Some(date(2027, 11, 1)), Some(date(2028, 11, 1)))]);
        // Half of the 24 months from 1 November 2026 is 365 of 731 days: 310 + 365 * 890 / 731.
        assert!(svg.contains("class=\"tl-settled\" x=\"310\" y=\"58\" width=\"444\""), "{svg}");
        assert!(svg.contains("class=\"tl-option\" x=\"754\" y=\"58\" width=\"446\""), "{svg}");
        assert!(!svg.contains("tl-until") && !svg.contains("style="));
    }

    #[test]
    fn a_contract_to_come_begins_on_its_first_day() {
        let row = Row {
            start: Some(date(2027, 11, 1)),
            ..row(Some(date(2028, 11, 1)), Some(date(2028, 11, 1)))
        };
        assert!(drawn(&[row]).contains("class=\"tl-settled\" x=\"754\" y=\"58\" width=\"446\""));
    }

    #[test]
    fn a_last_day_alone_is_an_outline_and_marks_outside_are_left_out() {
        let svg = drawn(&[row(None, Some(date(2031, 1, 1)))]);
        assert!(svg.contains("tl-until") && !svg.contains("tl-settled"));
        assert!(svg.contains("tl-start") && !svg.contains("tl-end"));
        assert!(svg.contains("Avtal &lt;och&gt; behov"));
        assert_eq!(svg.matches("<tspan").count(), 2);
    }

    #[test]
    fn today_stands_at_its_day() {
        // 20 of 731 days: 310 + 20 * 890 / 731 = 334.
        let today = "data-from=\"2026-11-01\" data-to=\"2028-11-01\" data-left=\"310\" \
                     data-right=\"1200\" transform=\"translate(334 0)\"";
        assert!(drawn(&[]).contains(today), "{}", drawn(&[]));
    }
}
