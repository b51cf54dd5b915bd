//! The drawing: boxes, lines and words with whole-number coordinates.

use super::super::escape;
use super::layers::{Chart, Item, LABEL_SIZE, LINE, Link, NUMBER, PADDING, Sort};
use super::place::MARGIN;
use super::{Flow, Kind, Node, whole};

/// The least room between rows, and what each line that runs across adds.
const ROOM: i32 = 18;
const TRACK: i32 = 9;
/// Lines that would shift less than this run straight.
const STRAIGHT: i32 = 6;

/// Lines that begin, or end, in the same place and share the part that runs across.
struct Bus {
    links: Vec<Link>,
    left: i32,
    right: i32,
    track: i32,
}

/// Draws the rows of `chart`, and returns the height of the drawing.
pub(super) fn draw(lines: &mut String, boxes: &mut String, chart: &Chart, flow: &Flow) -> i32 {
    let mut gaps: Vec<Vec<Link>> = vec![Vec::new(); chart.rows.len()];
    let mut rows = vec![0; chart.items.len()];
    for (number, row) in chart.rows.iter().enumerate() {
        for item in row {
            rows[*item] = number;
        }
    }
    for link in &chart.links {
        gaps[rows[link.upper]].push(*link);
    }
    let mut y = MARGIN;
    for (row, links) in chart.rows.iter().zip(gaps) {
        let height = row.iter().map(|item| chart.items[*item].height).max().unwrap_or(0);
        for item in row.iter().filter_map(|item| chart.items.get(*item)) {
            match item.sort {
                Sort::Node(at) => boxes_of(boxes, item, flow.nodes.get(at), y),
                Sort::Label => label(lines, item, y),
                Sort::Pass if height > 0 => line(lines, &[(item.x, y), (item.x, y + height)]),
                Sort::Pass => {}
            }
            if item.sort == Sort::Label && item.height < height {
                line(lines, &[(item.x, y + item.height), (item.x, y + height)]);
            }
        }
        let mut buses = buses(chart, links);
        let tracks = tracks(&mut buses);
        let room = if buses.is_empty() { 0 } else { ROOM + tracks * TRACK };
        for bus in &buses {
            run(lines, chart, bus, (y, y + height, y + height + room));
        }
        y += height + room;
    }
    y + MARGIN
}

/// Groups the lines of a gap: by where they begin below a node, else by where they end.
fn buses(chart: &Chart, links: Vec<Link>) -> Vec<Bus> {
    let is_node = |item: usize| matches!(chart.items[item].sort, Sort::Node(_));
    let key = |link: &Link| if is_node(link.upper) { (link.upper, 0) } else { (link.lower, 1) };
    let mut buses: Vec<Bus> = Vec::new();
    let mut sorted = links;
    sorted.sort_by_key(key);
    for link in sorted {
        let (one, other) = (chart.items[link.upper].x, chart.items[link.lower].x);
        let (left, right) = (one.min(other), one.max(other));
        match buses.last_mut().filter(|bus| bus.links.first().map(key) == Some(key(&link))) {
            Some(bus) => {
                bus.left = bus.left.min(left);
                bus.right = bus.right.max(right);
                bus.links.push(link);
            }
            None => buses.push(Bus { links: vec![link], left, right, track: 0 }),
        }
    }
    buses
}

/// Gives lines that would run across in the same place a height each; returns how many there are.
fn tracks(buses: &mut [Bus]) -> i32 {
    let mut ends: Vec<i32> = Vec::new();
    let mut order: Vec<&mut Bus> =
        buses.iter_mut().filter(|bus| bus.right - bus.left >= STRAIGHT).collect();
    order.sort_by_key(|bus| (bus.left, bus.right));
    for bus in order {
        let free = ends.iter().position(|end| *end < bus.left);
        let track = free.unwrap_or(ends.len());
        match ends.get_mut(track) {
            Some(end) => *end = bus.right,
            None => ends.push(bus.right),
        }
        bus.track = whole(track) + 1;
    }
    whole(ends.len())
}

/// Draws the lines of a bus through a gap: `row` is the top of the row above, its bottom, and the
/// top of the row below.
fn run(lines: &mut String, chart: &Chart, bus: &Bus, row: (i32, i32, i32)) {
    let (top, bottom, below) = row;
    let across = bottom + ROOM / 3 + bus.track * TRACK;
    for link in &bus.links {
        let (upper, lower) = (&chart.items[link.upper], &chart.items[link.lower]);
        let is_node = matches!(upper.sort, Sort::Node(_));
        let start = if is_node { top + upper.height } else { bottom };
        let points = [(upper.x, start), (upper.x, across), (lower.x, across), (lower.x, below)];
        if (upper.x - lower.x).abs() < STRAIGHT {
            line(lines, &[(upper.x, start), (lower.x, below)]);
        } else {
            line(lines, &points);
        }
        if link.reversed && is_node {
            arrow(lines, upper.x, start, "l-5 9h10z");
        } else if !link.reversed && matches!(lower.sort, Sort::Node(_)) {
            arrow(lines, lower.x, below, "l-5 -9h10z");
        }
    }
}

fn line(lines: &mut String, points: &[(i32, i32)]) {
    lines.push_str("<path class=\"flow-line\" d=\"");
    for (number, (x, y)) in points.iter().enumerate() {
        let step = if number == 0 { 'M' } else { 'L' };
        escape::markup(lines, format_args!("{step}{x} {y}"));
    }
    lines.push_str("\"/>\n");
}

fn arrow(lines: &mut String, x: i32, y: i32, shape: &str) {
    escape::markup(lines, format_args!("<path class=\"flow-arrow\" d=\"M{x} {y}{shape}\"/>\n"));
}

fn label(lines: &mut String, item: &Item, y: i32) {
    let start = format_args!(
        "<text class=\"flow-label\" font-size=\"{LABEL_SIZE}\" text-anchor=\"middle\">"
    );
    escape::markup(lines, start);
    words(lines, &item.lines, item.x, y + 17, LINE - 3);
    lines.push_str("</text>\n");
}

fn boxes_of(boxes: &mut String, item: &Item, node: Option<&Node>, y: i32) {
    let Some(node) = node else { return };
    if !node.href.is_empty() {
        boxes.push_str("<a href=\"");
        escape::url(boxes, &node.href);
        boxes.push_str("\">");
    }
    let left = item.x - item.width / 2;
    shape(boxes, node.kind, left, y, item);
    let mut text = left + PADDING + if node.kind == Kind::Decision { 4 } else { 0 };
    let base = y + PADDING + 14;
    if let Some(number) = node.number {
        let start = format_args!("<text class=\"flow-number\" x=\"{text}\" y=\"{base}\">");
        escape::markup(boxes, start);
        escape::markup(boxes, format_args!("{number} </text>"));
        text += NUMBER;
    }
    boxes.push_str("<text class=\"flow-title\">");
    words(boxes, &item.lines, text, base, LINE);
    boxes.push_str("</text></g>");
    boxes.push_str(if node.href.is_empty() { "\n" } else { "</a>\n" });
}

fn shape(boxes: &mut String, kind: Kind, left: i32, top: i32, item: &Item) {
    let (width, height) = (item.width, item.height);
    let (class, round) = match kind {
        Kind::Step => ("step", 6),
        Kind::Gap => ("gap", 6),
        Kind::Outcome => ("outcome", 18),
        Kind::Decision => {
            let (right, bottom, middle) = (left + width, top + height, top + height / 2);
            let (inner_left, inner_right) = (left + 9, right - 9);
            return escape::markup(
                boxes,
                format_args!(
                    "<g class=\"flow-decision\"><polygon points=\"{inner_left},{top} \
                     {inner_right},{top} {right},{middle} {inner_right},{bottom} \
                     {inner_left},{bottom} {left},{middle}\"/>"
                ),
            );
        }
    };
    escape::markup(
        boxes,
        format_args!(
            "<g class=\"flow-{class}\"><rect x=\"{left}\" y=\"{top}\" width=\"{width}\" \
             height=\"{height}\" rx=\"{round}\"/>"
        ),
    );
}

fn words(out: &mut String, lines: &[String], x: i32, y: i32, step: i32) {
    for (number, line) in (0..).zip(lines) {
        let y = y + number * step;
        escape::markup(out, format_args!("<tspan x=\"{x}\" y=\"{y}\">"));
        escape::text(out, line);
        // A space keeps the lines apart when they are read aloud as one.
        out.push_str(" </tspan>");
    }
}
