//! The order in the rows, and where each item stands across.

use super::layers::{Chart, Sort};
use super::whole;

const ORDER_SWEEPS: usize = 8;
const PLACE_SWEEPS: usize = 8;
/// The room between neighbours.
const GAP: i32 = 22;
/// Shifts up to this are mere rounding of many wishes.
const SMALL: i32 = 18;
/// The room at the left edge.
pub(super) const MARGIN: i32 = 4;

/// For each item, the items that it is linked to in one direction.
type Neighbours = Vec<Vec<usize>>;

/// Orders and places the items, and returns the width of the drawing.
pub(super) fn place(chart: &mut Chart) -> i32 {
    let (above, below) = neighbours(chart);
    order(chart, &above, &below);
    let both: Neighbours =
        above.iter().zip(&below).map(|(above, below)| [&above[..], below].concat()).collect();
    for row in chart.rows.clone() {
        settle(chart, &row, &[]);
    }
    for sweep in 0..PLACE_SWEEPS {
        let rows = chart.rows.clone();
        let last = sweep + 1 == PLACE_SWEEPS;
        if sweep % 2 == 0 {
            rows.iter().skip(1).for_each(|row| settle(chart, row, &above));
        } else {
            let towards = if last { &both } else { &below };
            rows.iter().rev().skip(1).for_each(|row| settle(chart, row, towards));
        }
    }
    straighten(chart, &above);
    let left = chart.items.iter().map(|item| item.x - item.width / 2).min().unwrap_or(0);
    for item in &mut chart.items {
        item.x += MARGIN - left;
    }
    chart.items.iter().map(|item| item.x + (item.width + 1) / 2).max().unwrap_or(0) + MARGIN
}

/// Takes away the small shifts that are left between an item and the only one above it.
fn straighten(chart: &mut Chart, above: &Neighbours) {
    for row in &chart.rows {
        let mut right_of_last = i32::MIN;
        for (at, item) in row.iter().enumerate() {
            let (width, x) = (chart.items[*item].width, chart.items[*item].x);
            if let [only] = above[*item][..] {
                let wish = chart.items[only].x;
                let next = row.get(at + 1).map(|next| &chart.items[*next]);
                let room =
                    next.map_or(i32::MAX, |next| next.x - i32::midpoint(next.width, width) - GAP);
                let fits = wish <= room && wish.saturating_sub(width / 2 + GAP) >= right_of_last;
                let passes = chart.items[*item].sort == Sort::Pass;
                if fits && (wish - x).abs() <= if passes { 4 * SMALL } else { SMALL } {
                    chart.items[*item].x = wish;
                }
            }
            right_of_last = chart.items[*item].x + (width + 1) / 2;
        }
    }
}

fn neighbours(chart: &Chart) -> (Neighbours, Neighbours) {
    let mut above = vec![Vec::new(); chart.items.len()];
    let mut below = above.clone();
    for link in &chart.links {
        above[link.lower].push(link.upper);
        below[link.upper].push(link.lower);
    }
    (above, below)
}

/// Sorts the rows by where their neighbours stand, and keeps the order with the fewest crossings.
fn order(chart: &mut Chart, above: &Neighbours, below: &Neighbours) {
    let mut positions = vec![0; chart.items.len()];
    number(&chart.rows, &mut positions);
    let mut best = (crossings(chart, &positions), chart.rows.clone());
    for sweep in 0..ORDER_SWEEPS {
        let towards = if sweep % 2 == 0 { above } else { below };
        let count = chart.rows.len();
        for step in 0..count {
            let at = if sweep % 2 == 0 { step } else { count - 1 - step };
            let Some(row) = chart.rows.get_mut(at) else { continue };
            row.sort_by_cached_key(|item| {
                mean(towards[*item].iter().map(|at| positions[*at]), positions[*item])
            });
            for (position, item) in (0..).zip(row.iter()) {
                positions[*item] = position * 1000;
            }
        }
        let crossings = crossings(chart, &positions);
        if crossings < best.0 {
            best = (crossings, chart.rows.clone());
        }
    }
    chart.rows = best.1;
}

fn number(rows: &[Vec<usize>], positions: &mut [i32]) {
    for row in rows {
        for (position, item) in (0..).zip(row) {
            positions[*item] = position * 1000;
        }
    }
}

fn mean(values: impl ExactSizeIterator<Item = i32>, otherwise: i32) -> i32 {
    match whole(values.len()) {
        0 => otherwise,
        count => values.sum::<i32>() / count,
    }
}

/// How many pairs of links cross each other.
fn crossings(chart: &Chart, positions: &[i32]) -> usize {
    let mut row_of = vec![0; chart.items.len()];
    for (number, row) in chart.rows.iter().enumerate() {
        for item in row {
            row_of[*item] = number;
        }
    }
    let mut gaps = vec![Vec::new(); chart.rows.len()];
    for link in &chart.links {
        gaps[row_of[link.upper]].push((positions[link.upper], positions[link.lower]));
    }
    let cross =
        |a: &(i32, i32), b: &(i32, i32)| (a.0 < b.0 && a.1 > b.1) || (a.0 > b.0 && a.1 < b.1);
    let within = |gap: &Vec<(i32, i32)>| -> usize {
        gap.iter()
            .enumerate()
            .map(|(at, one)| gap[at + 1..].iter().filter(|other| cross(one, other)).count())
            .sum()
    };
    gaps.iter().map(within).sum()
}

/// A run of items that stand as close as they may.
struct Run {
    /// The sum of where its items want to stand, less their distance from the first, by weight.
    wish: i64,
    weight: i64,
    count: usize,
}

impl Run {
    fn place(&self) -> i64 {
        self.wish.div_euclid(self.weight)
    }
}

/// Moves the items of a row as near to the middle of their neighbours as their order allows; the
/// sum of the squared distances is the least there is.
fn settle(chart: &mut Chart, row: &[usize], towards: &[Vec<usize>]) {
    let mut offsets: Vec<i64> = Vec::with_capacity(row.len());
    let mut runs: Vec<Run> = Vec::with_capacity(row.len());
    let mut before: Option<(i32, i64)> = None;
    for item in row {
        let width = chart.items[*item].width;
        let offset =
            before.map_or(0, |(last, at)| at + i64::from(i32::midpoint(last, width) + GAP));
        before = Some((width, offset));
        offsets.push(offset);
        let near = towards.get(*item).map(Vec::as_slice).unwrap_or_default();
        let wish = mean(near.iter().map(|at| chart.items[*at].x), chart.items[*item].x);
        // Lines that pass should be straight; a node has several to please.
        let weight = if chart.items[*item].sort == Sort::Pass { 3 } else { 1 };
        runs.push(Run { wish: (i64::from(wish) - offset) * weight, weight, count: 1 });
        while let [.., left, right] = runs.as_slice()
            && left.place() >= right.place()
        {
            let merged = Run {
                wish: left.wish + right.wish,
                weight: left.weight + right.weight,
                count: left.count + right.count,
            };
            runs.truncate(runs.len() - 2);
            runs.push(merged);
        }
    }
    let places = runs.iter().flat_map(|run| std::iter::repeat_n(run.place(), run.count));
    for ((item, offset), place) in row.iter().zip(offsets).zip(places) {
        chart.items[*item].x = i32::try_from(place + offset).unwrap_or_default();
    }
}
