//! The map of a region with its legend: which figure, which step. Outlines where they have been
//! imported, else tiles.

use std::collections::HashMap;

use app::region::{Child, words};
use domain::{
    id::RegionId,
    region::{Kind, Level},
};
use maud::{Markup, PreEscaped, html};
use report::{
    outline::{self, Area},
    tiles::{Step, Tile, svg},
};
use text::Lang;

use super::href;
use crate::ui::{Legend, Words, legend};

/// Most steps of a map.
const STEPS: usize = 5;

/// The map of `children`, which are of one level, below the region `name`, and its legend.
pub fn map(lang: Lang, name: &str, children: &[Child]) -> (Markup, Markup) {
    let Some(level) = children.first().map(|child| child.region.level()) else {
        return (html! {}, html! {});
    };
    let values: Vec<i64> = children.iter().map(figure).collect();
    let bands = if level == Level::Village { Vec::new() } else { bands(&values) };
    let shown: Vec<Shown> = children
        .iter()
        .zip(values)
        .map(|(child, value)| shown(lang, level, child, value, &bands))
        .collect();
    let steps = if level == Level::Village {
        kinds(children).iter().map(|kind| words::kind(lang, *kind).into()).collect()
    } else {
        bands.iter().map(|(from, to)| range(lang, level, *from, *to).into()).collect()
    };
    drawn(lang, &lang.region_map_title(name), children, (&shown, steps))
}

/// The map of `children` by a figure of each, and its legend; `(link, words)` say where an area
/// leads by its code, and what a figure counts.
pub fn counted(
    lang: Lang,
    title: &str,
    children: &[Child],
    figures: &HashMap<RegionId, i64>,
    (link, words): (&dyn Fn(&str) -> String, &dyn Fn(i64) -> String),
) -> (Markup, Markup) {
    let value = |child: &Child| figures.get(&child.region.id).copied().unwrap_or(0);
    let some: Vec<i64> = children.iter().map(value).filter(|value| *value > 0).collect();
    let bands = bands(&some);
    let shown: Vec<Shown> = children
        .iter()
        .map(|child| {
            let value = value(child);
            // Nothing is no pale something: it is hatched.
            let step = if value == 0 { Step::Gap } else { Step::At(step(&bands, value)) };
            Shown {
                href: link(child.region.code.as_str()),
                step,
                figure: lang.number(value),
                label: lang.region_tile(&child.region.name, words(value)),
            }
        })
        .collect();
    let range = |(from, to): &(i64, i64)| {
        if from == to {
            words(*from)
        } else {
            format!("{}\u{2013}{}", lang.number(*from), words(*to))
        }
    };
    let steps = bands.iter().map(|band| range(band).into()).collect();
    drawn(lang, title, children, (&shown, steps))
}

/// Outlines where every child has one, else tiles; and the legend.
fn drawn(
    lang: Lang,
    title: &str,
    children: &[Child],
    (shown, steps): (&[Shown], Vec<Words<'_>>),
) -> (Markup, Markup) {
    let both = || children.iter().zip(shown);
    let areas: Option<Vec<Area>> = both()
        .map(|(child, shown)| {
            Some(Area {
                boundary: child.boundary.as_ref()?,
                name: &child.region.name,
                href: &shown.href,
                step: shown.step,
                label: &shown.label,
            })
        })
        .collect();
    let gaps = shown.iter().any(|one| one.step == Step::Gap);
    let key = legend(lang, &Legend { steps, gaps });
    if let Some(areas) = areas {
        return (PreEscaped(outline::svg(&areas, title)), key);
    }
    let tiles: Vec<Tile> = both()
        .map(|(child, shown)| Tile {
            cell: child.cell,
            name: &child.region.name,
            href: &shown.href,
            step: shown.step,
            figure: &shown.figure,
            label: &shown.label,
        })
        .collect();
    let placed = children.iter().any(|child| child.region.point.is_some());
    let key = html! {
        (key)
        @if !placed { p class="source" { (lang.region_map_order()) } }
    };
    (PreEscaped(svg(&tiles, title)), key)
}

/// What one tile shows.
struct Shown {
    href: String,
    step: Step,
    figure: String,
    label: String,
}

fn shown(lang: Lang, level: Level, child: &Child, value: i64, bands: &[(i64, i64)]) -> Shown {
    let region = &child.region;
    let (step, figure, words) = match (level, level.below()) {
        (Level::Village, _) => {
            let kind = words::kind(lang, region.kind());
            (place(region.kind()), short(lang, region.kind()).to_owned(), kind.to_owned())
        }
        (_, None) => (0, String::new(), region.name.clone()),
        (_, Some(below)) => {
            let counted = if level <= Level::District && level != Level::Province {
                Level::Village
            } else {
                below
            };
            (step(bands, value), lang.number(value), words::count(lang, counted, value))
        }
    };
    let label =
        if figure.is_empty() { region.name.clone() } else { lang.region_tile(&region.name, words) };
    Shown { href: href(&region.code), step: Step::At(step), figure, label }
}

/// The figure of a tile: villages below regencies and districts, else regions right below.
const fn figure(child: &Child) -> i64 {
    match child.villages.all() {
        0 => child.children,
        villages => villages,
    }
}

/// Kinds of village in the order of the steps.
const KINDS: [Kind; 3] = [Kind::Village, Kind::UrbanVillage, Kind::CustomaryVillage];

fn place(kind: Kind) -> u8 {
    u8::try_from(KINDS.iter().position(|it| *it == kind).unwrap_or(0)).unwrap_or(0)
}

/// The kinds that a legend must name: up to the last one on the map.
fn kinds(children: &[Child]) -> &'static [Kind] {
    let last =
        children.iter().map(|child| usize::from(place(child.region.kind()))).max().unwrap_or(0);
    &KINDS[..=last]
}

const fn short(lang: Lang, kind: Kind) -> &'static str {
    match kind {
        Kind::UrbanVillage => lang.region_short_urban(),
        Kind::CustomaryVillage => lang.region_short_customary(),
        _ => lang.region_short_village(),
    }
}

fn range(lang: Lang, level: Level, from: i64, to: i64) -> String {
    let counted = match level {
        Level::Regency | Level::District => Level::Village,
        other => other.below().unwrap_or(other),
    };
    if from == to {
        return words::count(lang, counted, from);
    }
    format!("{}\u{2013}{}", lang.number(from), words::count(lang, counted, to))
}

/// At most five bands with about as many regions each, lowest first; every value lies in one, and
/// equal values in the same one.
fn bands(values: &[i64]) -> Vec<(i64, i64)> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let mut bands: Vec<(i64, i64)> = Vec::new();
    let mut seen = 0;
    for group in sorted.chunk_by(|a, b| a == b) {
        // The band whose share of all regions the middle of this group lies in.
        let band = (2 * seen + group.len()) * STEPS / (2 * sorted.len());
        match bands.get_mut(band) {
            Some((_, to)) => *to = group[0],
            None => bands.push((group[0], group[0])),
        }
        seen += group.len();
    }
    bands
}

fn step(bands: &[(i64, i64)], value: i64) -> u8 {
    let index = bands.iter().position(|(from, to)| (*from..=*to).contains(&value)).unwrap_or(0);
    u8::try_from(index).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_hold_every_value_once_and_do_not_overlap() {
        let values = [7, 7, 7, 8, 8, 9, 9, 10, 10, 11, 12, 13, 13, 14];
        let bands = bands(&values);
        assert!(
            bands.len() <= STEPS && bands.windows(2).all(|pair| pair[0].1 < pair[1].0),
            "{bands:?}"
        );
        for value in values {
            assert_eq!(bands.iter().filter(|(from, to)| (*from..=*to).contains(&value)).count(), 1);
        }
    }

    #[test]
    fn one_value_makes_one_band_and_none_makes_none() {
        assert_eq!(bands(&[5, 5, 5]), [(5, 5)]);
        assert_eq!(bands(&[]), []);
        assert_eq!(bands(&[1, 9]), [(1, 1), (9, 9)]);
        assert_eq!(step(&[(1, 1), (9, 9)], 9), 1);
    }
}
