//! The year as a wheel, as SVG made when the site is built: twelve parts, January at the top, with
//! the number of things in each. The page holds the same as a list; colours come from the theme.

use super::escape::escaped;

/// A part of the wheel.
#[derive(Debug)]
pub(crate) struct Part {
    /// The month of the year, 1 to 12.
    pub(crate) month: i8,
    /// A short name.
    pub(crate) label: String,
    /// How many things happen in it.
    pub(crate) count: usize,
    /// Where its list stands.
    pub(crate) href: String,
    /// Whether it is the month of the handbook's day.
    pub(crate) now: bool,
}

const OUTER: f64 = 180.0;
const INNER: f64 = 74.0;
/// Room around the circle for the ring that shows focus.
const EDGE: f64 = 8.0;

/// Draws the wheel, with `title` as its name and words in its middle.
pub(crate) fn svg(title: &str, middle: &[String], parts: &[Part]) -> String {
    let centre = OUTER + EDGE;
    let size = 2.0 * centre;
    let title = escaped(title);
    let mut out = format!(
        "<svg class=\"wheel\" viewBox=\"0 0 {size} {size}\" role=\"group\" aria-label=\"{title}\">"
    );
    for part in parts {
        out.push_str(&drawn(part, centre));
    }
    let mut y = centre + 6.0 - 11.0 * (middle.len() as f64 - 1.0);
    for line in middle {
        let line = escaped(line);
        out.push_str(&format!(
            "<text class=\"wheel-middle\" x=\"{centre}\" y=\"{y:.1}\" text-anchor=\"middle\">{line}</text>"
        ));
        y += 22.0;
    }
    out.push_str("</svg>");
    out
}

fn drawn(part: &Part, centre: f64) -> String {
    let from = f64::from(part.month - 1) * 30.0;
    let at = |degrees: f64, radius: f64| {
        let angle = (degrees - 90.0).to_radians();
        (centre + radius * angle.cos(), centre + radius * angle.sin())
    };
    let ((ax, ay), (bx, by)) = (at(from, OUTER), at(from + 30.0, OUTER));
    let ((cx, cy), (dx, dy)) = (at(from + 30.0, INNER), at(from, INNER));
    let path = format!(
        "M{ax:.1} {ay:.1}A{OUTER} {OUTER} 0 0 1 {bx:.1} {by:.1}L{cx:.1} {cy:.1}A{INNER} {INNER} 0 0 0 {dx:.1} {dy:.1}Z"
    );
    let ((lx, ly), (nx, ny)) = (at(from + 15.0, 158.0), at(from + 15.0, 114.0));
    let class = match (part.now, part.count) {
        (true, _) => "wheel-part wheel-now",
        (false, 0) => "wheel-part wheel-none",
        (false, _) => "wheel-part",
    };
    format!(
        "<a href=\"{}\"><path class=\"{class}\" d=\"{path}\"/><text class=\"wheel-label\" x=\"{lx:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text> <text class=\"wheel-count\" x=\"{nx:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text></a>",
        escaped(&part.href),
        ly + 5.0,
        escaped(&part.label),
        ny + 7.0,
        part.count,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn january_begins_at_the_top_and_names_are_escaped() {
        let part = Part {
            month: 1,
            label: "jan & feb".to_owned(),
            count: 2,
            href: "#_2027-01".to_owned(),
            now: false,
        };
        let svg = svg("Året", &["2027".to_owned()], &[part]);
        assert!(svg.contains("M188.0 8.0A180 180 0 0 1 278.0 32.1"), "{svg}");
        assert!(svg.contains("jan &amp; feb"), "{svg}");
    }
}
