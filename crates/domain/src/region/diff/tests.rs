use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

use super::{
    super::{Point, Problem},
    *,
};
use crate::{id::RegionId, time::Date};

const LONG_AGO: Date = date(1945, 8, 17);

fn code(text: &str) -> RegionCode {
    RegionCode::parse(text).unwrap()
}

fn known(rows: &[(&str, &str)]) -> Vec<Known> {
    let row = |(index, (at, name)): (usize, &(&str, &str))| Known {
        id: RegionId(Uuid::from_u128(index as u128 + 1)),
        code: code(at),
        name: (*name).to_owned(),
        point: None,
        state: State::Open,
        since: LONG_AGO,
    };
    rows.iter().enumerate().map(row).collect()
}

fn entries(rows: &[(&str, &str)]) -> Vec<Entry> {
    let row = |(index, (at, name)): (usize, &(&str, &str))| Entry {
        code: code(at),
        name: (*name).to_owned(),
        point: None,
        at: Spot { file: 0, row: index + 2 },
    };
    rows.iter().enumerate().map(row).collect()
}

fn told(diff: &Diff) -> Vec<String> {
    let tell = |change: &Change| match change {
        Change::New(entry) => format!("new {}", entry.code),
        Change::Touched { was, to } => format!("touched {} {} > {}", was.code, was.name, to.name),
        Change::Changed { was, to, renamed, moved } => {
            let how = match (renamed, moved) {
                (true, true) => "renamed+moved",
                (true, false) => "renamed",
                _ => "moved",
            };
            format!("{how} {} {} > {} {}", was.code, was.name, to.code, to.name)
        }
        Change::Reopened { was, .. } => format!("reopened {}", was.code),
        Change::Closed(was) => format!("closed {}", was.code),
    };
    diff.changes.iter().map(tell).collect()
}

const TREE: [(&str, &str); 8] = [
    ("36", "Banten"),
    ("36.03", "Kabupaten Tangerang"),
    ("36.03.11", "Rajeg"),
    ("36.03.11.2001", "Rajeg"),
    ("36.03.11.2002", "Rajeg Mulya"),
    ("36.03.11.2002/RW001", "RW 001"),
    ("36.03.12", "Pasar Kemis"),
    ("36.03.12.2001", "Sukamantri"),
];

fn with(change: impl Fn(&mut Vec<(&'static str, &'static str)>)) -> Vec<Entry> {
    let mut rows = TREE.to_vec();
    rows.retain(|(code, _)| !code.contains("RW"));
    change(&mut rows);
    entries(&rows)
}

#[test]
fn capitals_and_signs_are_no_rename() {
    let stored = known(&TREE);
    let shouted = with(|rows| rows[1].1 = "KABUPATEN TANGERANG");
    assert_eq!(diff(&stored, &shouted, true), Diff { same: 7, ..Diff::default() });
    let bare = with(|rows| rows[1].1 = "Tangerang");
    assert_eq!(told(&diff(&stored, &bare, true)), [""; 0]);
    let respelled = with(|rows| rows[4].1 = "Rajeg-Mulya");
    assert_eq!(
        told(&diff(&stored, &respelled, true)),
        ["touched 36.03.11.2002 Rajeg Mulya > Rajeg-Mulya"]
    );
}

#[test]
fn another_name_under_the_same_code_is_a_rename() {
    let stored = known(&TREE);
    let file = with(|rows| rows[4].1 = "Mekarsari");
    assert_eq!(
        told(&diff(&stored, &file, true)),
        ["renamed 36.03.11.2002 Rajeg Mulya > 36.03.11.2002 Mekarsari"]
    );
}

#[test]
fn a_desa_that_becomes_a_kelurahan_takes_its_rw_along() {
    let stored = known(&TREE);
    let file = with(|rows| rows[4].0 = "36.03.11.1001");
    assert_eq!(
        told(&diff(&stored, &file, true)),
        [
            "moved 36.03.11.2002 Rajeg Mulya > 36.03.11.1001 Rajeg Mulya",
            "moved 36.03.11.2002/RW001 RW 001 > 36.03.11.1001/RW001 RW 001",
        ]
    );
}

#[test]
fn a_regency_that_moves_to_a_new_province_keeps_everything_below_it() {
    let stored = known(&TREE);
    let file =
        entries(&[("37", "Tangerang Raya"), ("37.01", "Kabupaten Tangerang"), ("36.01", "Lebak")]);
    assert_eq!(
        told(&diff(&stored, &file, true)),
        [
            "new 37",
            "moved 36.03 Kabupaten Tangerang > 37.01 Kabupaten Tangerang",
            "new 36.01",
            "moved 36.03.11 Rajeg > 37.01.11 Rajeg",
            "moved 36.03.12 Pasar Kemis > 37.01.12 Pasar Kemis",
            "moved 36.03.11.2001 Rajeg > 37.01.11.2001 Rajeg",
            "moved 36.03.11.2002 Rajeg Mulya > 37.01.11.2002 Rajeg Mulya",
            "moved 36.03.12.2001 Sukamantri > 37.01.12.2001 Sukamantri",
            "moved 36.03.11.2002/RW001 RW 001 > 37.01.11.2002/RW001 RW 001",
        ]
    );
}

#[test]
fn a_village_that_changes_district_is_the_same_village() {
    let stored = known(&TREE);
    let file = with(|rows| rows[4].0 = "36.03.12.2002");
    let diff = diff(&stored, &file, true);
    assert_eq!(told(&diff)[0], "moved 36.03.11.2002 Rajeg Mulya > 36.03.12.2002 Rajeg Mulya");
    assert_eq!(diff.counts().closed, 0);
}

#[test]
fn a_common_name_elsewhere_is_not_taken_for_a_move() {
    let stored = known(&TREE);
    let file = with(|rows| {
        rows.retain(|row| row.0 != "36.03.11.2002");
        rows.extend([("36.03.12.2002", "Rajeg Mulya"), ("36.03.11.2009", "Rajeg Mulya")]);
    });
    let diff = diff(&stored, &file, true);
    // Below the same parent wins; the other one is a village of its own.
    assert_eq!(told(&diff)[0], "moved 36.03.11.2002 Rajeg Mulya > 36.03.11.2009 Rajeg Mulya");
    assert!(told(&diff).contains(&"new 36.03.12.2002".to_owned()));
}

#[test]
fn what_a_complete_list_leaves_out_has_ended_with_all_below_it() {
    let stored = known(&TREE);
    let file = with(|rows| rows.retain(|row| row.0 != "36.03.11.2002"));
    assert_eq!(
        told(&diff(&stored, &file, true)),
        ["closed 36.03.11.2002", "closed 36.03.11.2002/RW001"]
    );
    let district = with(|rows| rows.retain(|row| !row.0.starts_with("36.03.12")));
    assert_eq!(told(&diff(&stored, &district, true)), ["closed 36.03.12", "closed 36.03.12.2001"]);
}

#[test]
fn a_list_of_one_place_touches_no_other() {
    let stored = known(&TREE);
    let other_province = entries(&[("11", "ACEH"), ("11.01", "KABUPATEN ACEH SELATAN")]);
    assert_eq!(told(&diff(&stored, &other_province, true)), ["new 11", "new 11.01"]);
    let units = entries(&[("36.03.11.2002/RW002", "RW 002")]);
    assert_eq!(told(&diff(&stored, &units, false)), ["new 36.03.11.2002/RW002"]);
}

#[test]
fn a_few_rows_of_a_long_list_end_nothing() {
    let mut rows = TREE.to_vec();
    rows.extend([
        ("36.03.11.2003", "Daon"),
        ("36.03.11.2004", "Sukasari"),
        ("36.03.11.2005", "Mekarsari"),
    ]);
    let stored = known(&rows);
    let file = entries(&[("36.03.11.2001", "Rajeg Kota"), ("36.03.11.2009", "Tanjakan")]);
    let found = diff(&stored, &file, true);
    assert_eq!(
        told(&found),
        ["renamed 36.03.11.2001 Rajeg > 36.03.11.2001 Rajeg Kota", "new 36.03.11.2009"]
    );
    assert_eq!(found.partial, [Partial { parent: code("36.03.11"), missing: 4, stored: 5 }]);
}

#[test]
fn a_province_that_loses_most_regencies_to_new_ones_keeps_none_twice() {
    let names = ["Merauke", "Mappi", "Asmat", "Nabire", "Jayapura"];
    let rows: Vec<(String, &str)> =
        names.iter().enumerate().map(|(n, name)| (format!("91.0{}", n + 1), *name)).collect();
    let mut before: Vec<(&str, &str)> =
        rows.iter().map(|(code, name)| (code.as_str(), *name)).collect();
    before.push(("91", "Papua"));
    let stored = known(&before);
    let file = entries(&[
        ("91", "Papua"),
        ("91.05", "Jayapura"),
        ("93", "Papua Selatan"),
        ("93.01", "Merauke"),
        ("93.02", "Mappi"),
        ("93.03", "Asmat"),
        ("94", "Papua Tengah"),
        ("94.01", "Nabire"),
    ]);
    let found = diff(&stored, &file, true);
    assert_eq!((found.counts().moved, found.counts().new, found.counts().closed), (4, 2, 0));
    assert_eq!(found.partial, []);
}

#[test]
fn codes_that_were_swapped_follow_the_names() {
    let stored = known(&TREE);
    let file = with(|rows| {
        rows[3].1 = "Rajeg Mulya";
        rows[4].1 = "Rajeg";
    });
    let diff = diff(&stored, &file, true);
    assert_eq!(
        told(&diff),
        [
            "moved 36.03.11.2001 Rajeg > 36.03.11.2002 Rajeg",
            "moved 36.03.11.2002 Rajeg Mulya > 36.03.11.2001 Rajeg Mulya",
            "moved 36.03.11.2002/RW001 RW 001 > 36.03.11.2001/RW001 RW 001",
        ]
    );
}

#[test]
fn a_region_that_ended_comes_back_as_itself() {
    let mut stored = known(&TREE);
    stored[4].state = State::Closed;
    stored[5].state = State::Closed;
    let file = with(|_| ());
    assert_eq!(told(&diff(&stored, &file, true)), ["reopened 36.03.11.2002"]);
    let renamed = with(|rows| rows[4].1 = "Mekarsari");
    assert_eq!(told(&diff(&stored, &renamed, true)), ["new 36.03.11.2002"]);
}

#[test]
fn a_centroid_is_kept_when_the_file_has_none() {
    let mut stored = known(&TREE);
    stored[3].point = Some(Point { lat: -6_100_000, lon: 106_500_000 });
    assert_eq!(diff(&stored, &with(|_| ()), true).changes, []);
}

#[test]
fn an_older_list_does_not_overwrite_a_newer_version() {
    let mut stored = known(&TREE);
    stored[4].since = date(2025, 6, 1);
    let file = with(|rows| rows[4].1 = "Mekarsari");
    let diff = diff(&stored, &file, true);
    assert_eq!(diff.too_early(date(2025, 6, 1)), []);
    let early = diff.too_early(date(2025, 5, 31));
    assert_eq!(
        early.iter().map(|it| (it.at.row, it.problem)).collect::<Vec<_>>(),
        [(6, Problem::Earlier)]
    );
}

/// A small tree: one province, regencies, districts and villages with few names, so that
/// names collide often.
fn any_tree() -> impl Strategy<Value = Vec<(String, String)>> {
    let village = (1u8..4, 1u8..4, 1u8..5, 0usize..5);
    proptest::collection::btree_map(village.prop_map(|(r, d, v, _)| (r, d, v)), 0usize..5, 1..25)
        .prop_map(|villages| {
            let names = ["Sukamaju", "Mekarsari", "Cikupa", "Tanjakan", "Daon"];
            let mut rows =
                std::collections::BTreeMap::from([("36".to_owned(), "Banten".to_owned())]);
            for ((r, d, v), name) in villages {
                rows.insert(format!("36.{r:02}"), format!("Kabupaten {}", names[r as usize]));
                rows.insert(format!("36.{r:02}.{d:02}"), names[(r + d) as usize % 5].to_owned());
                rows.insert(format!("36.{r:02}.{d:02}.200{v}"), names[name].to_owned());
            }
            rows.into_iter().collect()
        })
}

fn borrowed(rows: &[(String, String)]) -> Vec<(&str, &str)> {
    rows.iter().map(|(code, name)| (code.as_str(), name.as_str())).collect()
}

proptest! {
    #[test]
    fn the_same_list_again_changes_nothing(tree in any_tree()) {
        let (stored, file) = (known(&borrowed(&tree)), entries(&borrowed(&tree)));
        let again = diff(&stored, &file, true);
        prop_assert_eq!(again, Diff { same: tree.len(), ..Diff::default() });
    }

    #[test]
    fn applying_the_changes_gives_exactly_the_list(from in any_tree(), to in any_tree()) {
        let (stored, file) = (known(&borrowed(&from)), entries(&borrowed(&to)));
        let found = diff(&stored, &file, true);
        prop_assume!(found.partial.is_empty());
        let mut after: HashMap<RegionCode, String> =
            stored.iter().map(|it| (it.code.clone(), it.name.clone())).collect();
        for change in &found.changes {
            if let Change::Changed { was, .. } | Change::Closed(was) = change {
                after.remove(&was.code);
            }
        }
        for change in &found.changes {
            let to = match change {
                Change::New(entry) => (*entry).clone(),
                Change::Touched { to, .. } | Change::Changed { to, .. } | Change::Reopened { to, .. } => to.clone(),
                Change::Closed(_) => continue,
            };
            after.insert(to.code, to.name);
        }
        // A regency the file does not mention ends with it, as the province's list is complete.
        let wanted: HashMap<RegionCode, String> = file.iter().map(|it| (it.code.clone(), it.name.clone())).collect();
        prop_assert_eq!(after, wanted);
    }

    #[test]
    fn the_order_of_rows_does_not_matter(from in any_tree(), to in any_tree(), turn in 0usize..25) {
        let stored = known(&borrowed(&from));
        let file = entries(&borrowed(&to));
        let mut turned = file.clone();
        turned.rotate_left(turn % file.len());
        let mut turned_known = stored.clone();
        turned_known.reverse();
        prop_assert_eq!(told(&diff(&stored, &file, true)), told(&diff(&turned_known, &turned, true)));
    }
}
