//! A tile-grid map: one cell per region, laid out so that neighbours stay neighbours.
//!
//! Centroids are stretched half-way towards an even spread (dense corners open up, empty ones
//! close), then each takes a cell so that the squared distances sum to the least possible
//! (shortest augmenting paths, O(n² m)). All in integers, so one input gives one map everywhere.

use super::Point;

/// A place in the grid, from the top left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    /// Column from 0, west to east.
    pub col: usize,
    /// Row from 0, north to south.
    pub row: usize,
}

/// Widest grid that still shows names; Indonesia's provinces fill it.
pub const MAX_COLUMNS: usize = 11;
/// Columns of a grid in reading order: what a phone shows.
const READING_COLUMNS: usize = 6;
/// More regions than this are set in reading order (no parent has as many children).
const MAX_PLACED: usize = 200;
/// Cells per 100 regions: some stay empty so that the outline shows.
const SLACK: usize = 115;
/// Steps between two neighbouring columns or rows.
const STEP: i64 = 1_000;

/// A cell for each region, in the order given: by its centroid, and behind the others in
/// reading order where it has none. No two share a cell; no row or column in between is empty
/// without need.
pub fn grid(points: &[Option<Point>]) -> Vec<Cell> {
    let placed: Vec<Point> = points.iter().flatten().copied().collect();
    if placed.len() < 2 || placed.len() > MAX_PLACED {
        let columns = columns_of(points.len(), 1, 1).min(READING_COLUMNS);
        return (0..points.len()).map(|n| Cell { col: n % columns, row: n / columns }).collect();
    }
    let frame = Frame::around(&placed);
    let mut cells = trimmed(&assign(&frame.targets(&placed), &frame.cells())).into_iter();
    let below = cells.as_slice().iter().map(|cell| cell.row + 1).max().unwrap_or(0);
    let mut rest = (0..).map(|n| Cell { col: n % frame.columns, row: below + n / frame.columns });
    let next = |point: &Option<Point>| {
        if point.is_some() { cells.next() } else { rest.next() }
    };
    points.iter().filter_map(next).collect()
}

/// Columns for `count` cells of a shape `width` to `height`, no slimmer than 1 : 4.
fn columns_of(count: usize, width: i64, height: i64) -> usize {
    let (width, height) = (width.max(1), height.max(1));
    let (width, height) = (width.max(height / 4), height.max(width / 4));
    let area = i64::try_from(count * SLACK).unwrap_or(i64::MAX) / 100;
    let square = area.saturating_mul(width) / height;
    // Rounded square root: the largest c with (c - 1/2)^2 <= square.
    let fits = |columns: &usize| {
        let c = i64::try_from(*columns).unwrap_or(i64::MAX);
        c * c - c < square
    };
    (1..=MAX_COLUMNS).rev().find(fits).unwrap_or(1)
}

/// The rectangle of centroids, in units of equal length on the ground, and its grid.
struct Frame {
    west: i64,
    north: i64,
    width: i64,
    height: i64,
    columns: usize,
    rows: usize,
}

impl Frame {
    fn around(points: &[Point]) -> Self {
        let lats = || points.iter().map(|point| point.lat);
        let lons = || points.iter().map(|point| point.lon);
        let (south, north) = (lats().min().unwrap_or(0), lats().max().unwrap_or(0));
        let (west, east) = (lons().min().unwrap_or(0), lons().max().unwrap_or(0));
        // Indonesia lies within 11 degrees of the equator: a degree of longitude is at least
        // 98 % of a degree of latitude, so both count the same.
        let (width, height) = (east - west, north - south);
        let columns = columns_of(points.len(), width, height);
        let rows = (points.len() * SLACK).div_ceil(100 * columns);
        Self { west, north, width: width.max(1), height: height.max(1), columns, rows }
    }

    fn cells(&self) -> Vec<Cell> {
        let all =
            (0..self.rows).flat_map(|row| (0..self.columns).map(move |col| Cell { col, row }));
        all.collect()
    }

    /// Where each centroid would like to be, in [`STEP`]s: the mean of its place on the ground
    /// and its rank.
    fn targets(&self, points: &[Point]) -> Vec<(i64, i64)> {
        let across = ranks(points, |point| (point.lon, -point.lat));
        let down = ranks(points, |point| (-point.lat, point.lon));
        let last = i64::try_from(points.len() - 1).unwrap_or(1).max(1);
        let span = |cells: usize| i64::try_from(cells - 1).unwrap_or(0) * STEP;
        let place = |offset: i64, size: i64, rank: i64, span: i64| {
            i64::midpoint(offset * span / size, rank * span / last)
        };
        let target = |(index, point): (usize, &Point)| {
            let x = place(point.lon - self.west, self.width, across[index], span(self.columns));
            let y = place(self.north - point.lat, self.height, down[index], span(self.rows));
            (x, y)
        };
        points.iter().enumerate().map(target).collect()
    }
}

/// The rank of each point under `key`; equal ones keep their order.
fn ranks(points: &[Point], key: impl Fn(&Point) -> (i64, i64)) -> Vec<i64> {
    let mut order: Vec<usize> = (0..points.len()).collect();
    order.sort_by_key(|index| key(&points[*index]));
    let mut ranks = vec![0; points.len()];
    for (rank, index) in (0..).zip(order) {
        ranks[index] = rank;
    }
    ranks
}

fn cost((x, y): (i64, i64), cell: Cell) -> i64 {
    let at = |place: usize| i64::try_from(place).unwrap_or(0) * STEP;
    let (dx, dy) = (x - at(cell.col), y - at(cell.row));
    dx * dx + dy * dy
}

/// The cheapest assignment of targets to different cells (at least as many cells as targets).
fn assign(targets: &[(i64, i64)], cells: &[Cell]) -> Vec<Cell> {
    let mut search = Search {
        pull: vec![0; targets.len()],
        push: vec![0; cells.len()],
        owner: vec![None; cells.len()],
    };
    for target in 0..targets.len() {
        search.augment(target, |target, cell| cost(targets[target], cells[cell]));
    }
    let mut places = vec![Cell { col: 0, row: 0 }; targets.len()];
    for (cell, owner) in search.owner.iter().enumerate() {
        if let Some(target) = owner {
            places[*target] = cells[cell];
        }
    }
    places
}

/// State of the Hungarian method: potentials of targets and cells, and who owns a cell.
struct Search {
    pull: Vec<i64>,
    push: Vec<i64>,
    owner: Vec<Option<usize>>,
}

impl Search {
    /// Finds `start` a cell along the cheapest chain of moves.
    fn augment(&mut self, start: usize, cost: impl Fn(usize, usize) -> i64) {
        let count = self.owner.len();
        let mut nearest = vec![i64::MAX; count];
        let mut from: Vec<Option<usize>> = vec![None; count];
        let mut done = vec![false; count];
        let (mut target, mut last) = (start, None);
        loop {
            for cell in (0..count).filter(|cell| !done[*cell]) {
                let reduced = cost(target, cell) - self.pull[target] - self.push[cell];
                if reduced < nearest[cell] {
                    (nearest[cell], from[cell]) = (reduced, last);
                }
            }
            let open = (0..count).filter(|cell| !done[*cell]);
            let Some(best) = open.min_by_key(|cell| nearest[*cell]) else {
                return;
            };
            self.shift(start, nearest[best], &done, &mut nearest);
            done[best] = true;
            last = Some(best);
            match self.owner[best] {
                Some(owner) => target = owner,
                None => break,
            }
        }
        self.hand_over(start, last, &from);
    }

    /// Moves the potentials of the tree grown so far by `delta`.
    fn shift(&mut self, start: usize, delta: i64, done: &[bool], nearest: &mut [i64]) {
        self.pull[start] += delta;
        for cell in 0..done.len() {
            if !done[cell] {
                nearest[cell] -= delta;
            } else if let Some(owner) = self.owner[cell] {
                self.pull[owner] += delta;
                self.push[cell] -= delta;
            }
        }
    }

    /// Each cell on the chain goes to the owner of the cell before it, the first to `start`.
    fn hand_over(&mut self, start: usize, mut last: Option<usize>, from: &[Option<usize>]) {
        while let Some(cell) = last {
            let before = from[cell];
            self.owner[cell] = before.map_or(Some(start), |before| self.owner[before]);
            last = before;
        }
    }
}

/// The cells without empty rows and columns.
fn trimmed(cells: &[Cell]) -> Vec<Cell> {
    let used = |of: fn(&Cell) -> usize| {
        let mut used: Vec<usize> = cells.iter().map(of).collect();
        used.sort_unstable();
        used.dedup();
        used
    };
    let (cols, rows) = (used(|cell| cell.col), used(|cell| cell.row));
    let place = |used: &[usize], at: usize| used.binary_search(&at).unwrap_or(at);
    let close = |cell: &Cell| Cell { col: place(&cols, cell.col), row: place(&rows, cell.row) };
    cells.iter().map(close).collect()
}

#[cfg(test)]
mod tests;
