//! From nodes and edges to rows: every edge leads from one row to the next.
//!
//! Rows alternate: nodes, then the words on the edges below them. An edge that passes other rows
//! gets a place in each of them, so that nothing is drawn across a node.

use std::collections::HashMap;

use super::words::{width, wrap};
use super::{Flow, Kind, whole};

/// Beyond this a drawing explains nothing.
const MAX_NODES: usize = 150;
const MAX_ITEMS: usize = 1500;
/// Rows are kept to this many nodes where ends can be moved further down.
const MAX_ROW: usize = 5;

pub(super) const TITLE_SIZE: i32 = 16;
pub(super) const LABEL_SIZE: i32 = 14;
pub(super) const LINE: i32 = 21;
pub(super) const PADDING: i32 = 14;
/// What the corners of a decision take from its width.
const CUT: i32 = 8;
/// The width of the number before a title.
pub(super) const NUMBER: i32 = 30;

/// Something that has a place in a row.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) sort: Sort,
    pub(super) lines: Vec<String>,
    pub(super) width: i32,
    pub(super) height: i32,
    /// Its middle.
    pub(super) x: i32,
}

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// A node, by its place in the flow.
    Node(usize),
    /// The words on an edge.
    Label,
    /// Room for an edge that passes.
    Pass,
}

/// A piece of an edge, from an item in one row to an item in the next.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link {
    pub(super) upper: usize,
    pub(super) lower: usize,
    /// Whether the edge leads upwards.
    pub(super) reversed: bool,
}

/// The rows of a drawing.
#[derive(Debug, Default)]
pub(super) struct Chart {
    pub(super) items: Vec<Item>,
    pub(super) rows: Vec<Vec<usize>>,
    pub(super) links: Vec<Link>,
}

/// An edge between places in the flow; several between the same nodes are one.
#[derive(Debug)]
struct Edge {
    upper: usize,
    lower: usize,
    label: String,
    reversed: bool,
}

/// Lays a flow in rows; `None` when it is empty or too large to draw.
pub(super) fn chart(flow: &Flow) -> Option<Chart> {
    let count = flow.nodes.len();
    if count == 0 || count > MAX_NODES {
        return None;
    }
    let mut edges = edges(flow);
    turn_cycles(count, &mut edges);
    let mut layers = layers(count, &edges);
    spill(&mut layers, &edges);
    let width = node_width(flow, layers.iter().max().is_some_and(|last| last + 1 == count));
    let mut chart = Chart::default();
    chart.rows.resize(2 * layers.iter().max().copied().unwrap_or(0) + 1, Vec::new());
    for (at, layer) in layers.iter().enumerate() {
        chart.add(2 * layer, node(flow, at, width));
    }
    for edge in &edges {
        chart.connect(edge, &layers);
        if chart.items.len() > MAX_ITEMS {
            return None;
        }
    }
    Some(chart)
}

fn edges(flow: &Flow) -> Vec<Edge> {
    let mut places = HashMap::new();
    for (at, node) in flow.nodes.iter().enumerate() {
        places.entry(node.id.as_str()).or_insert(at);
    }
    let mut edges: Vec<Edge> = Vec::new();
    let mut known: HashMap<(usize, usize), usize> = HashMap::new();
    for edge in &flow.edges {
        let ends = (places.get(edge.from.as_str()), places.get(edge.to.as_str()));
        let (Some(&upper), Some(&lower)) = ends else { continue };
        if upper == lower {
            continue;
        }
        let at = *known.entry((upper, lower)).or_insert(edges.len());
        match edges.get_mut(at) {
            Some(same) if !edge.label.is_empty() => {
                same.label.push_str(if same.label.is_empty() { "" } else { " / " });
                same.label.push_str(&edge.label);
            }
            Some(_) => {}
            None => {
                edges.push(Edge { upper, lower, label: edge.label.clone(), reversed: false });
            }
        }
    }
    edges
}

/// The edges that leave each node.
fn leaving(count: usize, edges: &[Edge]) -> Vec<Vec<usize>> {
    let mut leaving = vec![Vec::new(); count];
    for (at, edge) in edges.iter().enumerate() {
        if let Some(edges) = leaving.get_mut(edge.upper) {
            edges.push(at);
        }
    }
    leaving
}

/// Turns the edges that lead back, so that every edge leads downwards.
fn turn_cycles(count: usize, edges: &mut [Edge]) {
    #[derive(Clone, Copy, PartialEq)]
    enum Visit {
        Not,
        Under,
        Done,
    }
    let leaving = leaving(count, edges);
    let mut visits = vec![Visit::Not; count];
    for start in 0..count {
        if visits[start] != Visit::Not {
            continue;
        }
        visits[start] = Visit::Under;
        let mut path = vec![(start, 0)];
        while let Some((node, next)) = path.last_mut() {
            let Some(edge) = leaving[*node].get(*next).and_then(|at| edges.get_mut(*at)) else {
                visits[*node] = Visit::Done;
                path.pop();
                continue;
            };
            *next += 1;
            let below = edge.lower;
            match visits[below] {
                Visit::Under => {
                    (edge.upper, edge.lower) = (edge.lower, edge.upper);
                    edge.reversed = true;
                }
                Visit::Not => {
                    visits[below] = Visit::Under;
                    path.push((below, 0));
                }
                Visit::Done => {}
            }
        }
    }
}

/// The row of each node: one below the lowest node that leads to it.
fn layers(count: usize, edges: &[Edge]) -> Vec<usize> {
    let leaving = leaving(count, edges);
    let mut waiting = vec![0_usize; count];
    for edge in edges {
        waiting[edge.lower] += 1;
    }
    let mut layers = vec![0_usize; count];
    let mut ready: Vec<usize> = (0..count).filter(|node| waiting[*node] == 0).collect();
    let mut next = 0;
    while let Some(&node) = ready.get(next) {
        next += 1;
        for edge in leaving[node].iter().filter_map(|at| edges.get(*at)) {
            layers[edge.lower] = layers[edge.lower].max(layers[node] + 1);
            waiting[edge.lower] -= 1;
            if waiting[edge.lower] == 0 {
                ready.push(edge.lower);
            }
        }
    }
    layers
}

/// Moves ends of the flow down from rows that are too wide.
fn spill(layers: &mut [usize], edges: &[Edge]) {
    let mut is_end = vec![true; layers.len()];
    for edge in edges {
        is_end[edge.upper] = false;
    }
    for layer in 0..layers.len() {
        let row: Vec<usize> = (0..layers.len()).filter(|node| layers[*node] == layer).collect();
        let too_many = row.len().saturating_sub(MAX_ROW);
        for node in row.into_iter().rev().filter(|node| is_end[*node]).take(too_many) {
            layers[node] += 1;
        }
    }
}

/// One width for all nodes, so that long words fit: wide in a column, otherwise as narrow as it
/// goes.
fn node_width(flow: &Flow, column: bool) -> i32 {
    let words = flow.nodes.iter().flat_map(|node| node.title.split_whitespace());
    let longest = words.map(|word| width(word, TITLE_SIZE)).max().unwrap_or(0);
    let least = if column { 380 } else { 190 };
    (longest + 2 * PADDING + NUMBER + CUT).clamp(least, least.max(210))
}

fn node(flow: &Flow, at: usize, width: i32) -> Item {
    let node = flow.nodes.get(at);
    let number = if node.is_some_and(|node| node.number.is_some()) { NUMBER } else { 0 };
    let cut = if node.is_some_and(|node| node.kind == Kind::Decision) { CUT } else { 0 };
    let room = width - 2 * PADDING - number - cut;
    let title = node.map(|node| node.title.as_str()).unwrap_or_default();
    let lines = wrap(title, TITLE_SIZE, room, 6);
    let height = whole(lines.len().max(1)) * LINE + 2 * PADDING - 4;
    Item { sort: Sort::Node(at), lines, width, height, x: 0 }
}

fn label(words: &str) -> Item {
    let lines = wrap(words, LABEL_SIZE, 150, 4);
    if lines.is_empty() {
        return Item { sort: Sort::Pass, lines, width: 12, height: 0, x: 0 };
    }
    let wide = lines.iter().map(|line| width(line, LABEL_SIZE)).max();
    let height = whole(lines.len()) * (LINE - 3) + 8;
    Item { sort: Sort::Label, lines, width: wide.unwrap_or(0) + 12, height, x: 0 }
}

impl Chart {
    fn add(&mut self, row: usize, item: Item) -> usize {
        let at = self.items.len();
        self.items.push(item);
        if let Some(row) = self.rows.get_mut(row) {
            row.push(at);
        }
        at
    }

    /// Leads an edge through the rows between its nodes, whose items have the nodes' own numbers.
    fn connect(&mut self, edge: &Edge, layers: &[usize]) {
        let first = 2 * layers[edge.upper] + 1;
        let last = 2 * layers[edge.lower];
        let mut upper = edge.upper;
        for row in first..last {
            let lower = self.add(row, label(if row == first { &edge.label } else { "" }));
            self.links.push(Link { upper, lower, reversed: edge.reversed });
            upper = lower;
        }
        self.links.push(Link { upper, lower: edge.lower, reversed: edge.reversed });
    }
}
