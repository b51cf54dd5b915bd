//! Drawings of processes and guides, as SVG made when the site is built.
//!
//! Rows from top to bottom; colours and fonts come from the theme's classes, so nothing is styled
//! in the drawing. The same flow gives the same bytes. The page says the same in words below it.

mod draw;
mod layers;
mod place;
mod words;

use super::escape;

/// Steps or questions, and what leads to what.
#[derive(Debug, Default)]
pub(crate) struct Flow {
    /// Begins the ids in the drawing; unique on the page.
    pub(crate) id: String,
    /// What the drawing shows.
    pub(crate) title: String,
    /// The same in a sentence or two.
    pub(crate) description: String,
    /// In reading order.
    pub(crate) nodes: Vec<Node>,
    /// In reading order; several between the same nodes are drawn as one.
    pub(crate) edges: Vec<Edge>,
}

/// A step, a question or an outcome.
#[derive(Debug)]
pub(crate) struct Node {
    /// Its id in the flow.
    pub(crate) id: String,
    /// Its words.
    pub(crate) title: String,
    /// Its number among the steps.
    pub(crate) number: Option<usize>,
    /// What it is.
    pub(crate) kind: Kind,
    /// Where it leads; empty when it leads nowhere.
    pub(crate) href: String,
}

/// What a node is, which gives its shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A step of a process.
    Step,
    /// A question, or a step with a decision.
    Decision,
    /// Where a guide ends.
    Outcome,
    /// A step that nobody has been named for.
    Gap,
}

/// What leads from one node to another.
#[derive(Debug)]
pub(crate) struct Edge {
    /// The id of the node that it leaves.
    pub(crate) from: String,
    /// The id of the node that it leads to.
    pub(crate) to: String,
    /// The answer that leads there; may be empty.
    pub(crate) label: String,
}

/// The drawing of a flow; empty when there is nothing to draw, or too much to be of use.
pub(crate) fn svg(flow: &Flow) -> String {
    let Some(mut chart) = layers::chart(flow) else { return String::new() };
    let width = place::place(&mut chart);
    let (mut lines, mut boxes) = (String::new(), String::new());
    let height = draw::draw(&mut lines, &mut boxes, &chart, flow);
    // An image has no content for screen readers, so one with links in it is a group.
    let linked = flow.nodes.iter().any(|node| !node.href.is_empty());
    let role = if linked { "group" } else { "img" };
    let id = escape::escaped(&flow.id);
    let mut out = String::with_capacity(lines.len() + boxes.len() + 1024);
    escape::markup(
        &mut out,
        format_args!(
            "<svg class=\"flow\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             font-size=\"{size}\" role=\"{role}\" aria-labelledby=\"{id}-title\" \
             aria-describedby=\"{id}-desc\">\n<title id=\"{id}-title\">",
            size = layers::TITLE_SIZE,
        ),
    );
    escape::text(&mut out, &flow.title);
    escape::markup(&mut out, format_args!("</title>\n<desc id=\"{id}-desc\">"));
    escape::text(&mut out, &flow.description);
    out.push_str("</desc>\n<g aria-hidden=\"true\">\n");
    out.push_str(&lines);
    out.push_str("</g>\n");
    out.push_str(&boxes);
    out.push_str("</svg>\n");
    out
}

/// A count as a coordinate.
fn whole(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow(nodes: &[(&str, Kind)], edges: &[(&str, &str, &str)]) -> Flow {
        let node = |(at, (id, kind)): (usize, &(&str, Kind))| Node {
            id: (*id).to_owned(),
            title: format!("Det här är {id}"),
            number: (*kind == Kind::Step).then_some(at + 1),
            kind: *kind,
            href: format!("#{id}"),
        };
        let edge = |(from, to, label): &(&str, &str, &str)| Edge {
            from: (*from).to_owned(),
            to: (*to).to_owned(),
            label: (*label).to_owned(),
        };
        Flow {
            id: "flode".into(),
            title: "Flöde <1>".into(),
            description: "Visar & berättar".into(),
            nodes: nodes.iter().enumerate().map(node).collect(),
            edges: edges.iter().map(edge).collect(),
        }
    }

    /// The middle of the box of each node, in the order of the drawing.
    fn boxes(svg: &str) -> Vec<(i32, i32, i32, i32)> {
        svg.split("<rect ")
            .skip(1)
            .map(|part| {
                let number = |key: &str| -> i32 {
                    let (_, rest) = part.split_once(key).unwrap();
                    rest[1..].split('"').next().unwrap().parse().unwrap()
                };
                (number("x="), number("y="), number("width="), number("height="))
            })
            .collect()
    }

    #[test]
    fn a_process_is_one_column() {
        let flow = flow(
            &[("a", Kind::Step), ("b", Kind::Gap), ("c", Kind::Step)],
            &[("a", "b", ""), ("b", "c", "")],
        );
        let svg = svg(&flow);
        let found = boxes(&svg);
        assert!(found.iter().all(|found| found.0 == 4));
        assert!(found.windows(2).all(|pair| pair[0].1 + pair[0].3 < pair[1].1), "{found:?}");
        assert_eq!(svg.matches("class=\"flow-arrow\"").count(), 2);
        assert!(svg.contains("<title id=\"flode-title\">Flöde &lt;1&gt;</title>"));
        assert!(svg.contains("<g class=\"flow-gap\">") && svg.contains("<a href=\"#b\">"));
        assert!(!svg.contains("style"));
    }

    #[test]
    fn a_guide_branches_without_overlaps() {
        let mut nodes = vec![("q1", Kind::Outcome), ("q2", Kind::Outcome), ("q3", Kind::Outcome)];
        let ends = ["a", "b", "c", "d", "e", "f", "g"];
        nodes.extend(ends.iter().map(|end| (*end, Kind::Outcome)));
        let mut edges = vec![("q1", "q2", "Ja"), ("q1", "q2", "Kanske"), ("q2", "q3", "Nej")];
        edges.extend(ends.iter().map(|end| ("q1", *end, "Ett långt svar som bryts i flera rader")));
        edges.push(("q3", "a", "Ja"));
        let svg = svg(&flow(&nodes, &edges));
        let found = boxes(&svg);
        for (at, one) in found.iter().enumerate() {
            for other in &found[at + 1..] {
                let apart = one.0 + one.2 < other.0
                    || other.0 + other.2 < one.0
                    || one.1 + one.3 < other.1
                    || other.1 + other.3 < one.1;
                assert!(apart, "{one:?} {other:?}");
            }
        }
        assert!(svg.contains("Ja / Kanske"));
    }

    #[test]
    fn cycles_and_loose_ends_are_drawn_and_give_the_same_bytes() {
        let nodes = [("a", Kind::Decision), ("b", Kind::Step), ("c", Kind::Step), ("d", Kind::Gap)];
        let edges =
            [("a", "b", ""), ("b", "c", ""), ("c", "a", "Igen"), ("c", "c", ""), ("c", "x", "")];
        let drawn = svg(&flow(&nodes, &edges));
        assert_eq!(drawn.matches("class=\"flow-arrow\"").count(), 3);
        assert_eq!(drawn, svg(&flow(&nodes, &edges)));
    }

    #[test]
    fn an_image_without_links_is_an_image() {
        let mut flow = flow(&[("a", Kind::Step)], &[]);
        flow.nodes[0].href.clear();
        assert!(svg(&flow).contains("role=\"img\""));
        flow.nodes.clear();
        assert_eq!(svg(&flow), "");
    }

    #[test]
    fn large_flows_are_drawn_or_left_out_quickly() {
        let begun = std::time::Instant::now();
        for (count, step) in [(150, 1), (150, 7), (5000, 1)] {
            let names: Vec<String> = (0..count).map(|n| format!("n{n}")).collect();
            let nodes: Vec<_> = names.iter().map(|name| (name.as_str(), Kind::Step)).collect();
            let mut edges = Vec::new();
            for from in 0..count {
                for jump in 0..step {
                    let to = &names[(from + 1 + jump * 13) % count];
                    edges.push((names[from].as_str(), to.as_str(), "svar"));
                }
            }
            svg(&flow(&nodes, &edges));
        }
        assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed());
    }
}
