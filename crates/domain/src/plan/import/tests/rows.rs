//! Years, rows that fit nothing, and files that are no plan.

use super::*;

#[test]
fn years_counted_from_the_start_of_the_plan_are_read() {
    let plan = one(
        "RAD TAHUN 2024-2026
STRATEGI|KEGIATAN|INDIKATOR|SATUAN|T1|T2|T3|PJ
Pencegahan|Sosialisasi|Jumlah kegiatan|kegiatan|1|2|3|DPPPA",
        &[],
    );
    assert_eq!(doubts(&plan), NONE);
    assert_eq!(first(&plan).targets.keys().copied().collect::<Vec<_>>(), [2024, 2025, 2026]);
}

#[test]
fn a_column_of_years_gives_each_row_its_year() {
    let plan = one(
        "STRATEGI|KEGIATAN|INDIKATOR|SATUAN|TAHUN|TARGET|PJ
Pencegahan|Sosialisasi|Jumlah kegiatan|kegiatan|2024|4|DPPPA
Pencegahan|Sosialisasi|Jumlah kegiatan|kegiatan|2025|5|DPPPA
Pencegahan|Sosialisasi|Jumlah kegiatan|kegiatan|2025|6|DPPPA",
        &[],
    );
    assert_eq!(doubts(&plan), ["C4 duplicate_row"]);
    assert_eq!(outline(&plan), ["Pencegahan", "- Sosialisasi", "-- Jumlah kegiatan 4/5"]);
}

#[test]
fn a_target_without_a_year_is_concluded_and_said() {
    let plan = one(
        "RAD 2024-2026
STRATEGI|KEGIATAN|INDIKATOR|SATUAN|TARGET|ANGGARAN|PJ
Pencegahan|Sosialisasi|Jumlah kegiatan|kegiatan|4|1000|DPPPA",
        &[],
    );
    assert_eq!(doubts(&plan), ["E2 year_assumed", "F2 budget_year_assumed"]);
    assert_eq!(first(&plan).targets.keys().copied().collect::<Vec<_>>(), [2026]);
    let lost = one("STRATEGI|KEGIATAN|INDIKATOR|SATUAN|TARGET|PJ\nA|B|C|kali|4|DPPPA", &[]);
    assert_eq!(doubts(&lost), ["no_years"]);
    assert!(!lost.is_usable());
}

#[test]
fn rows_that_fit_nothing_are_said_and_a_second_row_of_a_kind_counts_once() {
    let plan = one(
        "NO|STRATEGI|KEGIATAN|INDIKATOR|SATUAN|TARGET 2024|PJ
1||Sosialisasi|Jumlah kegiatan|kegiatan|1|DPPPA
2|Pencegahan|Sosialisasi|Jumlah kegiatan|kegiatan|1|DPPPA
3|Pencegahan|SOSIALISASI.|Jumlah  kegiatan|kegiatan|9|DPPPA
4||Kampanye||konten|1|DPPPA
||||||||catatan di luar
5|||Jumlah rapat|rapat|2|DPPPA
6||Rakor|Jumlah rapat|rapat|2|DPPPA",
        &[],
    );
    assert_eq!(
        doubts(&plan),
        ["B2 row_without_strategy", "D4 duplicate_row", "D5 indicator_missing", "6 row_unread"]
    );
    assert_eq!(
        outline(&plan),
        [
            "RAD",
            "- 1 Sosialisasi",
            "-- Jumlah kegiatan 1",
            "Pencegahan",
            "- 2 Sosialisasi",
            "-- Jumlah kegiatan 1",
            "- 4 Kampanye",
            "-- Kampanye 1",
            "-- Jumlah rapat 2",
            "- 6 Rakor",
            "-- Jumlah rapat 2",
        ]
    );
    assert_eq!(plan.targets, 5);
}

#[test]
fn columns_that_are_not_read_are_said() {
    let plan = one(
        "STRATEGI|KEGIATAN|INDIKATOR|INDIKATOR|SATUAN|TARGET 2024|REALISASI 2024|TW1 2024|Warna|Lokasi|PJ
A|B|C|D|kali|4|3|1|merah|Mauk|DPPPA",
        &[],
    );
    assert_eq!(
        doubts(&plan),
        ["D1 column_twice", "G1 column_realised", "H1 column_quarter", "I1 column_unknown"]
    );
    assert_eq!(plan.unused, ["INDIKATOR", "Lokasi"]);
    assert_eq!(plan.targets, 1);
}

#[test]
fn a_file_without_a_table_or_without_rows_is_refused() {
    assert_eq!(doubts(&one("Daftar hadir\nNama|Jabatan|Tanda tangan\nA|B|C", &[])), ["no_table"]);
    assert_eq!(doubts(&read(Vec::new())), ["no_table"]);
    assert_eq!(doubts(&one("STRATEGI|KEGIATAN|INDIKATOR|SATUAN|TARGET 2024|PJ", &[])), ["no_rows"]);
    let far = one(
        "STRATEGI|KEGIATAN|INDIKATOR|SATUAN|TARGET 2004|TARGET 2024|PJ\nA|B|C|kali|1|2|DPPPA",
        &[],
    );
    assert_eq!(doubts(&far), ["years_apart"]);
    let mut hidden =
        sheet("Lama", "STRATEGI|KEGIATAN|INDIKATOR|SATUAN|TARGET 2024|PJ\nA|B|C|kali|1|DPPPA", &[]);
    hidden.hidden = true;
    assert_eq!(doubts(&read(vec![hidden])), ["no_table", "1 sheet_hidden"]);
}

#[test]
fn names_are_kept_as_they_are_written_and_cut_only_where_they_must_be() {
    let long = "kata ".repeat(200);
    let plan = one(
        &format!(
            "STRATEGI|KEGIATAN|INDIKATOR|SATUAN|TARGET 2024|PJ\n<b>مكافحة</b>|👩‍👧 '; DROP TABLE|\u{202e}kebalik|kali|1|DPPPA\n|{long}|C|kali|1|DPPPA"
        ),
        &[],
    );
    assert_eq!(doubts(&plan), ["B3 text_cut"]);
    assert_eq!(plan.strategies[0].name, "<b>مكافحة</b>");
    assert_eq!(plan.strategies[0].activities[0].name, "👩‍👧 '; DROP TABLE");
    assert_eq!(first(&plan).name, "\u{202e}kebalik");
    assert_eq!(plan.strategies[0].activities[1].name.chars().count(), super::super::NAME_MAX);
}

#[test]
fn reading_twice_gives_the_same() {
    let lines =
        "STRATEGI|KEGIATAN|INDIKATOR|SATUAN|TARGET 2024|PJ\nA|B|C|kali|1|Entah\nA|D|E|desa|2|DPPPA";
    assert_eq!(one(lines, &[]), one(lines, &[]));
}
