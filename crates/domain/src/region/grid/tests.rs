use std::collections::HashSet;

use proptest::prelude::*;

use super::*;

/// The shipped tree: `code,parent_code,level,name,lat,lon`.
const BANTEN: &str = include_str!("../../../../app/data/regions-banten.csv");

fn tangerang() -> (Vec<&'static str>, Vec<Option<Point>>) {
    let row = |line: &'static str| {
        let cells: Vec<&str> = line.split(',').collect();
        let degrees = |cell: &str| {
            let (whole, fraction) = cell.split_once('.').unwrap();
            format!("{whole}{fraction:0<6}").parse::<i64>().unwrap()
        };
        (cells[3], Some(Point { lat: degrees(cells[4]), lon: degrees(cells[5]) }))
    };
    BANTEN.lines().filter(|line| line.contains(",36.03,district,")).map(row).unzip()
}

#[test]
fn the_districts_of_tangerang_look_like_the_kabupaten() {
    let (names, points) = tangerang();
    let cells = grid(&points);
    let at = |name: &str| cells[names.iter().position(|it| *it == name).unwrap()];
    let drawn = draw(&names, &cells);
    // Coast in the north from Kronjo to Kosambi, Solear and Jambe in the south, Cisauk in
    // the south-east corner, Kelapa Dua beside Curug.
    for (west, east) in [
        ("Kronjo", "Mauk"),
        ("Mauk", "Pakuhaji"),
        ("Pakuhaji", "Kosambi"),
        ("Jayanti", "Balaraja"),
        ("Balaraja", "Cikupa"),
        ("Cikupa", "Curug"),
        ("Curug", "Kelapa Dua"),
        ("Solear", "Jambe"),
        ("Jambe", "Legok"),
        ("Legok", "Cisauk"),
        ("Kresek", "Rajeg"),
    ] {
        assert!(at(west).col < at(east).col, "{west} is west of {east}\n{drawn}");
    }
    for (north, south) in [
        ("Mauk", "Rajeg"),
        ("Rajeg", "Cikupa"),
        ("Cikupa", "Jambe"),
        ("Kronjo", "Kresek"),
        ("Kresek", "Jayanti"),
        ("Jayanti", "Solear"),
        ("Kosambi", "Kelapa Dua"),
        ("Kelapa Dua", "Cisauk"),
        ("Pakuhaji", "Sepatan"),
        ("Curug", "Legok"),
        ("Teluknaga", "Sepatan Timur"),
    ] {
        assert!(at(north).row < at(south).row, "{north} is north of {south}\n{drawn}");
    }
    assert!(cells.iter().all(|cell| cell.col < 6 && cell.row < 6), "fits a phone\n{drawn}");
}

#[test]
fn what_lies_more_than_a_cell_apart_keeps_its_order() {
    let (names, points) = tangerang();
    let cells = grid(&points);
    // The kabupaten is 0.31 by 0.30 degrees in six columns and six rows.
    let apart = 55_000;
    for (a, at_a) in points.iter().flatten().zip(&cells) {
        for (b, at_b) in points.iter().flatten().zip(&cells) {
            let drawn = || draw(&names, &cells);
            assert!(b.lon - a.lon < apart || at_a.col <= at_b.col, "{}", drawn());
            assert!(a.lat - b.lat < apart || at_a.row <= at_b.row, "{}", drawn());
        }
    }
}

fn draw(names: &[&str], cells: &[Cell]) -> String {
    let mut lines =
        vec![vec!["·"; MAX_COLUMNS]; cells.iter().map(|cell| cell.row + 1).max().unwrap_or(0)];
    for (name, cell) in names.iter().zip(cells) {
        lines[cell.row][cell.col] = name;
    }
    lines
        .iter()
        .map(|line| {
            line.iter().map(|name| format!("{name:14}")).collect::<Vec<_>>().concat() + "\n"
        })
        .collect()
}

#[test]
fn regions_without_centroids_stand_in_reading_order() {
    let cells = grid(&[None; 8]);
    assert_eq!(cells.first(), Some(&Cell { col: 0, row: 0 }));
    assert!(cells.is_sorted_by_key(|cell| (cell.row, cell.col)));
    assert_eq!(grid(&[]), []);
    assert_eq!(grid(&[Some(Point { lat: 1, lon: 2 })]), [Cell { col: 0, row: 0 }]);
}

#[test]
fn a_region_without_centroid_stands_below_the_others() {
    let point = |lat, lon| Some(Point { lat, lon });
    let cells = grid(&[point(0, 0), None, point(0, 9_000), point(-9_000, 0)]);
    let bottom = cells.iter().map(|cell| cell.row).max();
    assert_eq!(Some(cells[1].row), bottom);
}

fn any_points() -> impl Strategy<Value = Vec<Option<Point>>> {
    let point = (-11_000_000i64..6_000_000, 95_000_000i64..141_000_000);
    let maybe = proptest::option::weighted(0.9, point.prop_map(|(lat, lon)| Point { lat, lon }));
    proptest::collection::vec(maybe, 0..60)
}

proptest! {
    #[test]
    fn no_two_regions_share_a_cell_and_none_is_left_out(points in any_points()) {
        let cells = grid(&points);
        prop_assert_eq!(cells.len(), points.len());
        prop_assert_eq!(cells.iter().collect::<HashSet<_>>().len(), points.len());
        prop_assert!(cells.iter().all(|cell| cell.col < MAX_COLUMNS));
    }

    #[test]
    fn regions_on_one_spot_still_get_cells_of_their_own(count in 0usize..40) {
        let cells = grid(&vec![Some(Point { lat: -6_000_000, lon: 106_000_000 }); count]);
        prop_assert_eq!(cells.iter().collect::<HashSet<_>>().len(), count);
    }

    #[test]
    fn the_grid_is_as_compact_as_it_says(points in any_points()) {
        let cells = grid(&points);
        let rows = cells.iter().map(|cell| cell.row + 1).max().unwrap_or(0);
        let cols = cells.iter().map(|cell| cell.col + 1).max().unwrap_or(0);
        prop_assert!(rows * cols <= 2 * points.len() + 2 * MAX_COLUMNS);
    }
}

#[test]
fn an_assignment_is_the_cheapest_there_is() {
    let targets = [(0, 0), (100, 0), (900, 900), (0, 100)];
    let cells: Vec<Cell> =
        (0..2).flat_map(|row| (0..2).map(move |col| Cell { col, row })).collect();
    let total = |order: &[Cell]| targets.iter().zip(order).map(|(t, c)| cost(*t, *c)).sum::<i64>();
    let found = total(&assign(&targets, &cells));
    let mut best = i64::MAX;
    for a in 0..4 {
        for b in 0..4 {
            for c in 0..4 {
                for d in 0..4 {
                    if [a, b, c, d].into_iter().collect::<HashSet<_>>().len() == 4 {
                        best = best.min(total(&[cells[a], cells[b], cells[c], cells[d]]));
                    }
                }
            }
        }
    }
    assert_eq!(found, best);
}
