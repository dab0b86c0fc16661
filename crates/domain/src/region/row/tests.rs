use proptest::prelude::*;

use super::{super::Batch, *};

const TREE: [&str; 6] = ["code", "parent_code", "level", "name", "lat", "lon"];
const AT: Spot = Spot { file: 0, row: 2 };

fn read(
    header: &[&str],
    cells: &[&str],
) -> Result<Vec<Entry>, Vec<(usize, &'static str, Problem)>> {
    let header = Header::read(0, header).unwrap();
    header.row(AT, cells).map_err(|errors| {
        errors.into_iter().map(|error| (error.column, error.field, error.problem)).collect()
    })
}

fn batch(header: &[&str], rows: &[&[&str]]) -> Batch {
    let header = Header::read(0, header).unwrap();
    let mut batch = Batch::default();
    for (index, cells) in rows.iter().enumerate() {
        batch.add(&header, Spot { file: 0, row: index + 2 }, cells);
    }
    batch
}

#[test]
fn headers_of_the_known_layouts_are_told_apart() {
    let layout = |cells: &[&str]| Header::read(0, cells).map(|header| header.layout);
    assert_eq!(layout(&TREE), Ok(Layout::Tree));
    assert_eq!(layout(&["code", "name"]), Ok(Layout::Official(Level::Province)));
    assert_eq!(layout(&["code", "province_code", "name"]), Ok(Layout::Official(Level::Regency)));
    assert_eq!(layout(&["code", "regency_code", "name"]), Ok(Layout::Official(Level::District)));
    assert_eq!(layout(&["Code ", "DISTRICT_CODE", "name"]), Ok(Layout::Official(Level::Village)));
    assert_eq!(layout(&["kode_desa", "RW", "RT", "ketua"]), Ok(Layout::Units));
}

#[test]
fn headers_of_other_files_are_refused_with_the_column() {
    let problem =
        |cells: &[&str]| Header::read(0, cells).map_err(|error| (error.column, error.problem));
    let islands = ["code", "regency_code", "coordinate", "is_populated", "name"];
    assert_eq!(problem(&islands).err(), Some((0, Problem::Header)));
    assert_eq!(problem(&["code;parent_code;level;name"]).err(), Some((0, Problem::Header)));
    assert_eq!(problem(&[]).err(), Some((0, Problem::Header)));
    assert_eq!(problem(&["code", "name", "CODE"]).err(), Some((3, Problem::DuplicateColumn)));
    assert_eq!(problem(&["kode", "code", "name"]).err(), Some((2, Problem::DuplicateColumn)));
    assert_eq!(
        problem(&["rw", "village_code", "x", "x"]).err(),
        Some((4, Problem::DuplicateColumn))
    );
    assert_eq!(problem(&["code", "na\0me"]).err(), Some((2, Problem::Control)));
    assert_eq!(problem(&["code"; 300]).err(), Some((0, Problem::TooManyColumns)));
}

#[test]
fn a_row_of_our_tree_becomes_a_region() {
    let entries = read(&TREE, &["36.03.11", "36.03", "district", "Rajeg", "-6.11634", "106.51033"]);
    let expected = Entry {
        code: RegionCode::parse("36.03.11").unwrap(),
        name: "Rajeg".to_owned(),
        point: Some(Point { lat: -6_116_340, lon: 106_510_330 }),
        at: AT,
    };
    assert_eq!(entries, Ok(vec![expected]));
    assert_eq!(read(&TREE, &["", " ", "", "", "", ""]), Ok(vec![]));
}

#[test]
fn each_wrong_cell_is_named() {
    let wrong = |cells: [&str; 6]| read(&TREE, &cells).unwrap_err();
    assert_eq!(wrong(["", "36", "regency", "A", "", ""]), [(1, "code", Problem::Required)]);
    assert_eq!(wrong(["36.3", "36", "regency", "A", "", ""]), [(1, "code", Problem::Code)]);
    assert_eq!(
        wrong(["36.03.11.9005", "36.03.11", "village", "A", "", ""]),
        [(1, "code", Problem::Kind)]
    );
    assert_eq!(
        wrong(["36.03", "35", "district", "", "106.5", "-6.1"]),
        [
            (3, "level", Problem::Level),
            (2, "parent_code", Problem::Parent),
            (4, "name", Problem::Required),
            (5, "lat", Problem::Point),
        ]
    );
    assert_eq!(wrong(["36.03", "36", "regency", "A", "-6.1", ""]), [(6, "lon", Problem::Point)]);
    assert_eq!(wrong(["36.03", "36", "regency", "A\0B", "", ""]), [(4, "name", Problem::Control)]);
    let long = "x".repeat(101);
    assert_eq!(wrong(["36.03", "36", "regency", &long, "", ""]), [(4, "name", Problem::TooLong)]);
    assert_eq!(read(&TREE, &["36.03", "36"]).unwrap_err(), [(0, "", Problem::Cells)]);
}

#[test]
fn an_official_file_holds_one_level_only() {
    let header = ["code", "district_code", "name"];
    assert!(read(&header, &["1101012001", "110101", "Keude"]).is_ok());
    assert_eq!(
        read(&header, &["11.01.01", "11.01", "Bakongan"]).unwrap_err(),
        [(1, "code", Problem::Level)]
    );
}

#[test]
fn an_rt_row_names_its_rw_and_stands_below_it() {
    let codes = |cells: [&str; 3]| -> Vec<String> {
        let entries = read(&["village_code", "rw", "rt"], &cells).unwrap();
        entries.into_iter().map(|entry| format!("{} = {}", entry.code, entry.name)).collect()
    };
    assert_eq!(
        codes(["36.03.11.2005", "RW 3", "012"]),
        ["36.03.11.2005/RW003 = RW 003", "36.03.11.2005/RW003/RT012 = RT 012"]
    );
    assert_eq!(codes(["3603112005", "3", ""]), ["36.03.11.2005/RW003 = RW 003"]);
}

#[test]
fn an_rt_without_an_rw_has_no_parent() {
    let wrong = |cells: [&str; 3]| read(&["village_code", "rw", "rt"], &cells).unwrap_err();
    assert_eq!(wrong(["36.03.11.2005", "", "12"]), [(2, "rw", Problem::NoRw)]);
    assert_eq!(wrong(["36.03.11.2005", "", ""]), [(2, "rw", Problem::Required)]);
    assert_eq!(wrong(["36.03.11.2005", "0", "12"]), [(2, "rw", Problem::Number)]);
    assert_eq!(wrong(["36.03.11.2005", "3", "1000"]), [(3, "rt", Problem::Number)]);
    assert_eq!(wrong(["36.03.11", "3", "1"]), [(1, "village_code", Problem::Level)]);
}

#[test]
fn repeated_codes_and_missing_parents_are_found_across_rows() {
    let mut units = batch(
        &["village_code", "rw", "rt"],
        &[&["36.03.11.2005", "3", "1"], &["36.03.11.2005", "3", "2"], &["36.03.11.2005", "3", "1"]],
    );
    units.check(|_| false);
    let found: Vec<_> = units.errors.iter().map(|error| (error.at.row, error.problem)).collect();
    assert_eq!(found, [(2, Problem::NoParent), (4, Problem::Duplicate)]);
    assert_eq!(units.entries.len(), 3);

    let mut none = batch(&["code", "name"], &[]);
    none.check(|_| true);
    assert_eq!(none.errors.first().map(|error| error.problem), Some(Problem::Empty));
}

#[test]
fn every_problem_reads_back_from_its_code() {
    assert!(Problem::ALL.iter().all(|it| Problem::from_code(it.code()) == Some(*it)));
}

#[test]
fn degrees_are_exact_in_millionths() {
    assert_eq!(micro("-6.59023"), Some(-6_590_230));
    assert_eq!(micro("106.1234567"), Some(106_123_456));
    assert_eq!(micro("5"), Some(5_000_000));
    for text in ["", "-", "6,1", "1e2", "6.1.2", "+6", "1234", "6.-1", "NaN"] {
        assert_eq!(micro(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn any_cells_are_answered_without_a_panic(
        head in proptest::collection::vec("[a-z_]{0,12}|code|name|rw|rt|village_code|level", 0..8),
        cells in proptest::collection::vec("\\PC{0,20}", 0..8),
    ) {
        let head: Vec<&str> = head.iter().map(String::as_str).collect();
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        if let Ok(header) = Header::read(0, &head) {
            let _ = header.row(AT, &cells);
        }
    }
}
