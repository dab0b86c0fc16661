//! A map of real outlines: one shape per region, filled by its step.
//!
//! The same links, steps and words as the tile map, for where outlines have been loaded.

use std::fmt::Write as _;

use domain::region::Boundary;

use crate::{
    chart::STEPS,
    tiles::{CLASSES, HATCH, Step, Text},
};

/// One region of the map.
#[derive(Debug, Clone, Copy)]
pub struct Area<'a> {
    /// Its outline.
    pub boundary: &'a Boundary,
    /// Its name, written where it has room.
    pub name: &'a str,
    /// Where it leads.
    pub href: &'a str,
    /// How it is filled.
    pub step: Step,
    /// Name and figure in words, on hover and for those who hear it.
    pub label: &'a str,
}

/// Width of the picture in its own units, and the most it is high.
const WIDTH: i64 = 600;
const TALLEST: i64 = 760;
/// A name is written where its area is this many units wide for each letter.
const LETTER: i64 = 6;

/// The map as SVG; `title` says what it shows. North is up; the scale is that of its middle.
pub fn svg(areas: &[Area], title: &str) -> String {
    let points = areas.iter().flat_map(|area| area.boundary.0.iter().flatten());
    let (west, east) = span(points.clone().map(|(lon, _)| *lon));
    let (south, north) = span(points.map(|(_, lat)| *lat));
    // A degree of longitude is as long as a degree of latitude at the equator; at 12 degrees, the
    // southern end of the country, 2 % shorter. No picture of an office needs more.
    let (width, height) = ((east - west).max(1), (north - south).max(1));
    let scale = |value: i64| (value * WIDTH / width).min(value * TALLEST / height);
    let place =
        |(lon, lat): (i32, i32)| (scale(i64::from(lon) - west), scale(north - i64::from(lat)));
    let mut out = String::with_capacity(4_096);
    let _ = write!(
        out,
        r#"<svg xmlns="http://www.w3.org/2000/svg" class="outline" width="{}" height="{}" viewBox="-2 -2 {} {}" role="list" aria-label="{}" font-family="sans-serif" text-anchor="middle">"#,
        scale(width) + 4,
        scale(height) + 4,
        scale(width) + 4,
        scale(height) + 4,
        Text(title)
    );
    if areas.iter().any(|area| area.step == Step::Gap) {
        out.push_str(HATCH);
    }
    for area in areas {
        shape(&mut out, area, place);
    }
    for area in areas {
        name(&mut out, area, place);
    }
    out.push_str("</svg>");
    out
}

fn span(values: impl Iterator<Item = i32> + Clone) -> (i64, i64) {
    let least = values.clone().min().map_or(0, i64::from);
    (least, values.max().map_or(0, i64::from))
}

fn look(step: Step) -> (&'static str, &'static str, bool) {
    match step {
        Step::At(step) => {
            let step = usize::from(step).min(STEPS.len() - 1);
            (CLASSES[step], STEPS[step], step == STEPS.len() - 1)
        }
        Step::Gap => ("q-none", "url(#gap)", false),
    }
}

fn shape(out: &mut String, area: &Area, place: impl Fn((i32, i32)) -> (i64, i64)) {
    let (class, fill, _) = look(area.step);
    let _ = write!(
        out,
        r##"<g role="listitem"><a href="{}"><title>{}</title><path class="{class}" fill="{fill}" stroke="#8c8475" fill-rule="evenodd" d=""##,
        Text(area.href),
        Text(area.label),
    );
    for ring in &area.boundary.0 {
        let mut last = None;
        for point in ring {
            let (x, y) = place(*point);
            match last {
                None => drop(write!(out, "M{x} {y}")),
                // Points that fall together need no line.
                Some(before) if before == (x, y) => {}
                Some(_) => drop(write!(out, "L{x} {y}")),
            }
            last = Some((x, y));
        }
        out.push('z');
    }
    out.push_str("\"/></a></g>");
}

/// The name in the middle of its largest ring, where that is wide enough.
fn name(out: &mut String, area: &Area, place: impl Fn((i32, i32)) -> (i64, i64)) {
    let Some(ring) = area.boundary.0.iter().max_by_key(|ring| ring.len()) else { return };
    let placed: Vec<(i64, i64)> = ring.iter().map(|point| place(*point)).collect();
    let across = placed.iter().map(|(x, _)| *x);
    let (west, east) = (across.clone().min().unwrap_or(0), across.max().unwrap_or(0));
    let (x, y) = middle(&placed);
    let letters = i64::try_from(area.name.chars().count()).unwrap_or(i64::MAX);
    if east - west < letters.saturating_mul(LETTER) {
        return;
    }
    let (_, _, dark) = look(area.step);
    let ink = if dark { "#ffffff" } else { "#000000" };
    let _ = write!(
        out,
        r#"<text class="tile-name" fill="{ink}" font-size="10" pointer-events="none" x="{}" y="{}">{}</text>"#,
        x,
        y + 3,
        Text(area.name)
    );
}

/// The centre of gravity of a ring; its first point where it encloses nothing.
fn middle(ring: &[(i64, i64)]) -> (i64, i64) {
    let (mut area, mut x, mut y) = (0, 0, 0);
    for pair in ring.windows(2) {
        let [one, two] = pair else { continue };
        let cross = one.0 * two.1 - two.0 * one.1;
        area += cross;
        x += (one.0 + two.0) * cross;
        y += (one.1 + two.1) * cross;
    }
    match area {
        0 => ring.first().copied().unwrap_or_default(),
        area => (x / (3 * area), y / (3 * area)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(west: i32) -> Boundary {
        let (east, north, south) = (west + 1_000, -600_000, -601_000);
        Boundary(vec![vec![
            (west, north),
            (east, north),
            (east, south),
            (west, south),
            (west, north),
        ]])
    }

    #[test]
    fn shapes_are_links_with_their_words_and_stand_north_up() {
        let (one, two) = (square(10_600_000), square(10_601_000));
        let area =
            |boundary, name, step| Area { boundary, name, href: "/a?b&c", step, label: name };
        let svg = svg(&[area(&one, "A & B", Step::At(4)), area(&two, "C", Step::Gap)], "Peta");
        assert!(svg.contains("href=\"/a?b&amp;c\"") && svg.contains("<title>A &amp; B</title>"));
        assert!(svg.contains("M0 0L300 0L300 300L0 300L0 0z"), "{svg}");
        assert!(svg.contains("M300 0L600 0") && svg.contains("url(#gap)"), "{svg}");
        assert!(svg.contains("x=\"150\" y=\"153\">A &amp; B</text>"), "{svg}");
    }

    #[test]
    fn no_areas_make_an_empty_picture() {
        assert!(svg(&[], "x").contains("aria-label=\"x\""));
    }
}
