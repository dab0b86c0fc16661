//! Outlines of regions: rings of points, thinned to what a picture shows.

use std::{fmt::Write as _, str::FromStr};

/// A point: longitude and latitude in 1/100,000 degree, about a metre.
pub type Point = (i32, i32);

/// Outline of a region: every ring of every part, holes too.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Boundary(pub Vec<Vec<Point>>);

/// An outline that is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadBoundary {
    /// A ring of fewer than four points, or one that does not close.
    #[error("a ring that does not close")]
    Ring,
    /// A point outside Indonesia: often latitude and longitude in the wrong order.
    #[error("a point outside Indonesia")]
    Outside,
    /// More points than a picture can use.
    #[error("too many points")]
    TooMany,
    /// Not the text that is stored.
    #[error("not an outline")]
    Text,
}

impl BadBoundary {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ring => "ring",
            Self::Outside => "outside",
            Self::TooMany => "too_many",
            Self::Text => "text",
        }
    }
}

/// Degrees of longitude and latitude between which Indonesia lies.
const LONGITUDE: std::ops::RangeInclusive<f64> = 94.0..=142.0;
const LATITUDE: std::ops::RangeInclusive<f64> = -12.0..=7.0;
/// Most points of one region.
const POINTS: usize = 200_000;
/// How far a thinned line may be from the outline, in 1/100,000 degree: about 20 metres.
const TOLERANCE: i64 = 18;

impl Boundary {
    /// Checks rings in degrees and thins them.
    ///
    /// # Errors
    /// [`BadBoundary`].
    pub fn of_degrees(rings: &[Vec<(f64, f64)>]) -> Result<Self, BadBoundary> {
        if rings.iter().map(Vec::len).sum::<usize>() > POINTS {
            return Err(BadBoundary::TooMany);
        }
        let rings = rings.iter().map(|ring| ring_of(ring)).collect::<Result<Vec<_>, _>>()?;
        if rings.is_empty() { Err(BadBoundary::Ring) } else { Ok(Self(rings)) }
    }

    /// As it is stored: numbers with blanks between them, a semicolon after each ring.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for ring in &self.0 {
            for (lon, lat) in ring {
                // Writing to a String can't fail.
                let _ = write!(text, "{lon} {lat} ");
            }
            text.push(';');
        }
        text
    }
}

impl FromStr for Boundary {
    type Err = BadBoundary;

    fn from_str(text: &str) -> Result<Self, BadBoundary> {
        let rings = text.split(';').filter(|ring| !ring.trim().is_empty()).map(|ring| {
            let numbers: Result<Vec<i32>, _> = ring.split_whitespace().map(str::parse).collect();
            let numbers = numbers.map_err(|_| BadBoundary::Text)?;
            let (pairs, rest) = numbers.as_chunks::<2>();
            if !rest.is_empty() {
                return Err(BadBoundary::Text);
            }
            Ok(pairs.iter().map(|[lon, lat]| (*lon, *lat)).collect())
        });
        Ok(Self(rings.collect::<Result<_, _>>()?))
    }
}

fn ring_of(ring: &[(f64, f64)]) -> Result<Vec<Point>, BadBoundary> {
    let inside = |(lon, lat): &(f64, f64)| LONGITUDE.contains(lon) && LATITUDE.contains(lat);
    if !ring.iter().all(inside) {
        return Err(BadBoundary::Outside);
    }
    if ring.len() < 4 || ring.first() != ring.last() {
        return Err(BadBoundary::Ring);
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "degrees of Indonesia, checked just before"
    )]
    let whole = |degrees: f64| (degrees * 100_000.0).round() as i32;
    let points: Vec<Point> = ring.iter().map(|(lon, lat)| (whole(*lon), whole(*lat))).collect();
    Ok(thinned(&points))
}

/// The ring without points that lie closer to the line than [`TOLERANCE`] (Douglas and Peucker);
/// a small ring keeps its corners.
fn thinned(points: &[Point]) -> Vec<Point> {
    let last = points.len().saturating_sub(1);
    let mut keep = vec![false; points.len()];
    let middle = last / 2;
    // The ends of a ring are one point, so it is cut into two lines first.
    for at in [0, middle, last] {
        if let Some(kept) = keep.get_mut(at) {
            *kept = true;
        }
    }
    let mut work = vec![(0, middle), (middle, last)];
    while let Some((from, to)) = work.pop() {
        if let Some(far) = farthest(points, from, to) {
            keep[far] = true;
            work.extend([(from, far), (far, to)]);
        }
    }
    let thin: Vec<Point> =
        points.iter().zip(keep).filter_map(|(point, keep)| keep.then_some(*point)).collect();
    if thin.len() < 4 { points.to_vec() } else { thin }
}

/// The point between two others that is farthest from their line, where that is too far.
fn farthest(points: &[Point], from: usize, to: usize) -> Option<usize> {
    let wide = |(lon, lat): Point| (i64::from(lon), i64::from(lat));
    let (start, end) = (wide(*points.get(from)?), wide(*points.get(to)?));
    let (dx, dy) = (end.0 - start.0, end.1 - start.1);
    let length = dx * dx + dy * dy;
    let square = |at: usize| {
        let (x, y) = wide(points[at]);
        let (px, py) = (x - start.0, y - start.1);
        if length == 0 {
            return px * px + py * py;
        }
        let cross = i128::from(dx) * i128::from(py) - i128::from(dy) * i128::from(px);
        i64::try_from(cross * cross / i128::from(length)).unwrap_or(i64::MAX)
    };
    let far = (from + 1..to).max_by_key(|at| square(*at))?;
    (square(far) > TOLERANCE * TOLERANCE).then_some(far)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square() -> Vec<(f64, f64)> {
        vec![(106.0, -6.0), (106.1, -6.0), (106.1, -6.1), (106.0, -6.1), (106.0, -6.0)]
    }

    #[test]
    fn an_outline_reads_back_as_it_was_stored() {
        let boundary = Boundary::of_degrees(&[square(), square()]).unwrap();
        assert_eq!(boundary.0[0].len(), 5);
        assert_eq!(boundary.text().parse(), Ok(boundary));
        for wrong in ["1 2 3;", "x y;"] {
            assert_eq!(wrong.parse::<Boundary>(), Err(BadBoundary::Text), "{wrong}");
        }
    }

    #[test]
    fn points_on_a_line_are_left_out_and_corners_stay() {
        let mut ring = square();
        ring.splice(1..1, (1..100).map(|step| (106.0 + f64::from(step) * 0.001, -6.00005)));
        let boundary = Boundary::of_degrees(&[ring]).unwrap();
        assert!(boundary.0[0].len() < 10, "{boundary:?}");
        assert!(boundary.0[0].contains(&(10_610_000, -610_000)));
    }

    #[test]
    fn what_is_no_outline_is_named() {
        let swapped = square().into_iter().map(|(lon, lat)| (lat, lon)).collect();
        let mut open = square();
        open.pop();
        for (rings, bad) in [
            (vec![swapped], BadBoundary::Outside),
            (vec![open], BadBoundary::Ring),
            (vec![vec![]], BadBoundary::Ring),
            (vec![], BadBoundary::Ring),
            (vec![vec![(f64::NAN, f64::NAN); 5]], BadBoundary::Outside),
        ] {
            assert_eq!(Boundary::of_degrees(&rings), Err(bad));
        }
    }
}
