//! Where offices put headings, strategies and sheets.

use super::*;

#[test]
fn a_matrix_with_titles_merged_headings_and_a_signature_is_read() {
    let plan = one(
        "RENCANA AKSI DAERAH PPTPPO
KABUPATEN TANGERANG TAHUN 2024 - 2026
Keadaan sampai TW3 2026. Angka yang belum diverifikasi tidak dihitung.
NO|STRATEGI|KEGIATAN|INDIKATOR|SATUAN|TARGET|||ANGGARAN (Rp)|||PENANGGUNG JAWAB|INSTANSI TERKAIT|SUMBER DANA
|||||2024|2025|2026|2024|2025|2026
(1)|(2)|(3)|(4)|(5)|(6)|(7)|(8)|(9)|(10)|(11)|(12)|(13)|(14)
A.1|Pencegahan|Sosialisasi TPPO|Jumlah kegiatan|kegiatan|2|'3|4|'Rp25.000.000|30000000|-|DPPPA|camat, RT/RW|APBD
A.2||Edukasi siswa|Jumlah siswa|orang|'1.250|1300|1350||||Disnaker|DPPPA|APBD, DAK
JUMLAH||||||||25000000|30000000
B.1|Penguatan hukum|Perbup RAD|Jumlah dokumen|dokumen|1|0|0||||Polres (3)||-

|||||||||||Tigaraksa, Juni 2024
|||||||||||Kepala DPPPA

|||||||||||NIP. 19700101 199001 1 001",
        &["A1:N1", "F4:H4", "I4:K4", "A4:A5", "B4:B5", "C4:C5", "B7:B8"],
    );
    assert_eq!(doubts(&plan), NONE);
    assert_eq!(plan.years, Some(Years { first: 2024, last: 2026 }));
    assert_eq!(plan.title, "RENCANA AKSI DAERAH PPTPPO KABUPATEN TANGERANG TAHUN 2024 - 2026");
    assert!(!plan.is_example);
    assert_eq!(
        outline(&plan),
        [
            "A Pencegahan",
            "- A.1 Sosialisasi TPPO",
            "-- Jumlah kegiatan 2/3/4",
            "- A.2 Edukasi siswa",
            "-- Jumlah siswa 1250/1300/1350",
            "B Penguatan hukum",
            "- B.1 Perbup RAD",
            "-- Jumlah dokumen 1/0/0",
        ]
    );
    assert_eq!(plan.targets, 9);
    let activity = &plan.strategies[0].activities[0];
    assert_eq!(
        activity.budgets.iter().map(|(y, r)| (*y, r.0)).collect::<Vec<_>>(),
        [(2024, 25_000_000), (2025, 30_000_000)]
    );
    assert_eq!(activity.funding, "APBD");
    let helpers: Vec<_> = activity.support.iter().map(|s| (s.name.as_str(), s.lead)).collect();
    assert_eq!(helpers, [("camat", Some(group(7))), ("RT/RW", None)]);
    assert_eq!(activity.indicators[0].lead, Some(agency(DPPPA)));
    assert_eq!(plan.strategies[1].activities[0].indicators[0].lead, Some(group(POLRES)));
    assert_eq!(plan.strategies[1].activities[0].funding, "");
}

#[test]
fn strategies_as_rows_of_their_own_are_read() {
    let plan = one(
        "No|Program/Kegiatan|Indikator Kinerja|Satuan|Target 2024|Target 2025|Leading Sector
STRATEGI I : PENCEGAHAN
1|Sosialisasi|Jumlah kegiatan|kegiatan|1|2|DPPPA
2|Kampanye|Jumlah konten|konten|1|2|DPPPA
Jumlah Strategi I|||||
STRATEGI II : PENANGANAN|||||||
1|Pemulangan|Jumlah korban|orang|sesuai kebutuhan|sesuai kasus|Dinsos",
        &["A2:G2"],
    );
    assert_eq!(doubts(&plan), NONE);
    assert_eq!(
        outline(&plan),
        [
            "I PENCEGAHAN",
            "- 1 Sosialisasi",
            "-- Jumlah kegiatan 1/2",
            "- 2 Kampanye",
            "-- Jumlah konten 1/2",
            "II PENANGANAN",
            "- 1 Pemulangan",
            "-- Jumlah korban sesuai kebutuhan/sesuai kasus",
        ]
    );
    let last = &plan.strategies[1].activities[0].indicators[0];
    assert_eq!((last.measure, plan.targets), (Measure::AsNeeded, 4));
}

#[test]
fn strategies_by_letter_with_programmes_under_them_are_read() {
    let plan = one(
        "NO|URAIAN|INDIKATOR|SATUAN|2024|2025|OPD
A|PENCEGAHAN|||||
1|Program Pemberdayaan|||||
1.1|Sosialisasi|Jumlah kegiatan|kegiatan|1|2|DPPPA
1.2|Kampanye|Jumlah konten|konten|1|2|DPPPA
B|PENANGANAN|||||
2|Program Perlindungan|||||
2.1|Pemulangan|Jumlah korban|orang|3|4|Dinsos",
        &[],
    );
    assert_eq!(doubts(&plan), NONE);
    assert_eq!(
        outline(&plan),
        [
            "A PENCEGAHAN",
            "- 1.1 Sosialisasi",
            "-- Jumlah kegiatan 1/2",
            "- 1.2 Kampanye",
            "-- Jumlah konten 1/2",
            "B PENANGANAN",
            "- 2.1 Pemulangan",
            "-- Jumlah korban 3/4",
        ]
    );
}

#[test]
fn one_sheet_per_strategy_is_read() {
    let table = |activity: &str| {
        format!(
            "MATRIKS RAD 2025
NO|KEGIATAN|INDIKATOR|SATUAN|TARGET|PJ
1|{activity}|Jumlah kegiatan|kegiatan|5|DPPPA"
        )
    };
    let plan = read(vec![
        Sheet::new("Sampul"),
        sheet("Strategi 1 Pencegahan", &table("Sosialisasi"), &[]),
        sheet("2. Penegakan Hukum", &table("Razia"), &[]),
        sheet("Reintegrasi", &table("Pelatihan kerja"), &[]),
    ]);
    assert_eq!(doubts(&plan), NONE);
    assert_eq!(plan.years, Some(Years { first: 2025, last: 2025 }));
    assert_eq!(
        outline(&plan),
        [
            "1 Pencegahan",
            "- 1 Sosialisasi",
            "-- Jumlah kegiatan 5",
            "2 Penegakan Hukum",
            "- 1 Razia",
            "-- Jumlah kegiatan 5",
            "Reintegrasi",
            "- 1 Pelatihan kerja",
            "-- Jumlah kegiatan 5",
        ]
    );
}

#[test]
fn one_sheet_per_year_adds_up_to_one_plan() {
    let table = |year: i16, target: i64| {
        let lines = format!(
            "STRATEGI|KEGIATAN|INDIKATOR|SATUAN|TARGET|ANGGARAN|PJ
Pencegahan|Sosialisasi|Jumlah kegiatan|kegiatan|{target}|{target}000000|DPPPA"
        );
        sheet(&format!("RAD {year}"), &lines, &[])
    };
    let plan = read(vec![table(2024, 4), table(2025, 5), table(2026, 6)]);
    assert_eq!(doubts(&plan), NONE);
    assert_eq!(outline(&plan), ["Pencegahan", "- Sosialisasi", "-- Jumlah kegiatan 4/5/6"]);
    assert_eq!(plan.strategies[0].activities[0].budgets.len(), 3);
    assert_eq!(plan.targets, 3);
}

#[test]
fn several_tables_on_one_sheet_and_repeated_headings_are_read() {
    let plan = one(
        "STRATEGI 1 : PENCEGAHAN
NO|KEGIATAN|INDIKATOR|SATUAN|TARGET 2024|PJ
1|Sosialisasi|Jumlah kegiatan|kegiatan|1|DPPPA
NO|KEGIATAN|INDIKATOR|SATUAN|TARGET 2024|PJ
2|Kampanye|Jumlah konten|konten|1|DPPPA

STRATEGI 2|:|PENANGANAN
NO|KEGIATAN|INDIKATOR|SATUAN|TARGET 2024|PJ
1|Pemulangan|Jumlah korban|orang|1|Dinsos",
        &[],
    );
    assert_eq!(doubts(&plan), NONE);
    assert_eq!(
        outline(&plan),
        [
            "1 PENCEGAHAN",
            "- 1 Sosialisasi",
            "-- Jumlah kegiatan 1",
            "- 2 Kampanye",
            "-- Jumlah konten 1",
            "2 PENANGANAN",
            "- 1 Pemulangan",
            "-- Jumlah korban 1",
        ]
    );
}

#[test]
fn other_names_and_orders_of_columns_are_read() {
    let plan = one(
        "Instansi Pelaksana|Rencana Aksi|Kebijakan|Ukuran Keberhasilan|Tahun 2024||Tahun 2025||Satuan|Ket
||||Vol|Rp (juta)|Vol|Rp (juta)||
DPPPA|Sosialisasi|Pencegahan|Terlaksananya sosialisasi|5|25|6|'30,5|kali|x",
        &["E1:F1", "G1:H1"],
    );
    assert_eq!(doubts(&plan), NONE);
    assert_eq!(outline(&plan), ["Pencegahan", "- Sosialisasi", "-- Terlaksananya sosialisasi 5/6"]);
    let budgets = &plan.strategies[0].activities[0].budgets;
    assert_eq!(budgets.values().map(|r| r.0).collect::<Vec<_>>(), [25_000_000, 30_500_000]);
    assert_eq!(plan.unused, ["Ket"]);
}

#[test]
fn a_table_that_lost_its_merged_cells_is_read() {
    let plan = one(
        "NO;STRATEGI;KEGIATAN;INDIKATOR;SATUAN;TARGET;;;ANGGARAN;;;PENANGGUNG JAWAB
;;;;;2024;2025;2026;2024;2025;2026;
1;Pencegahan;Sosialisasi;Jumlah kegiatan;kegiatan;'1;'2;'3;'1.000.000;;;DPPPA
;;;Jumlah peserta;orang;'10;'20;'20;;;;
2;;Kampanye;Jumlah konten;konten;'1;'2;'2;;;;Disnaker"
            .replace(';', "|")
            .as_str(),
        &[],
    );
    assert_eq!(doubts(&plan), NONE);
    assert_eq!(
        outline(&plan),
        [
            "Pencegahan",
            "- 1 Sosialisasi",
            "-- Jumlah kegiatan 1/2/3",
            "-- Jumlah peserta 10/20/20",
            "- 2 Kampanye",
            "-- Jumlah konten 1/2/2"
        ]
    );
    let leads: Vec<_> =
        plan.strategies[0].activities[0].indicators.iter().map(|one| one.lead).collect();
    assert_eq!(leads, [Some(agency(DPPPA)); 2], "an empty cell below belongs to the same activity");
    assert_eq!(plan.strategies[0].activities[0].budgets.len(), 1);
}

#[test]
fn a_signature_block_in_two_columns_is_no_activity() {
    let plan = one(
        "NO|STRATEGI|KEGIATAN|INDIKATOR|SATUAN|TARGET 2024|PENANGGUNG JAWAB|INSTANSI TERKAIT
1|Pencegahan|Sosialisasi|Jumlah kegiatan|kegiatan|4|DPPPA|Dinsos
||Mengetahui,||||Tigaraksa, 19 Juni 2024
||Bupati Tangerang||||Kepala DPPPA

||(nama)||||(nama)
||NIP. 1||||NIP. 2",
        &[],
    );
    assert_eq!(doubts(&plan), NONE);
    assert_eq!(outline(&plan), ["Pencegahan", "- 1 Sosialisasi", "-- Jumlah kegiatan 4"]);
}

#[test]
fn an_activity_after_a_gap_that_says_too_little_is_said_to_be_unread() {
    let plan = one(
        "NO|STRATEGI|KEGIATAN|INDIKATOR|SATUAN|TARGET 2024|PENANGGUNG JAWAB
1|Pencegahan|Sosialisasi|Jumlah kegiatan|kegiatan|4|DPPPA

||Kampanye||||Dinsos",
        &[],
    );
    assert_eq!(doubts(&plan), ["4 row_unread"]);
}

#[test]
fn headings_of_three_rows_are_read() {
    let plan = one(
        "MATRIKS RENCANA AKSI DAERAH

|No.|Arah Kebijakan|Bentuk Kegiatan|Tolok Ukur|TARGET DAN PAGU INDIKATIF||||JUMLAH ANGGARAN|OPD Pelaksana|Unsur yang terlibat
|||||2024||2025||||
|||||Target|Rp|Target|Rp|||
|1|Pencegahan|Sosialisasi|Jumlah desa tersosialisasi|'10 desa|1000|'12 desa|2000|3000|Dinas P3A|Pol PP",
        &["F3:I3", "F4:G4", "H4:I4", "B3:B5", "C3:C5", "D3:D5", "E3:E5", "J3:J5", "K3:K5", "L3:L5"],
    );
    assert_eq!(plan.strategies.len(), 1, "{plan:?}");
    assert_eq!(outline(&plan)[2], "-- Jumlah desa tersosialisasi 10/12");
    assert_eq!(doubts(&plan), ["F6 looks_cumulative"]);
    let activity = &plan.strategies[0].activities[0];
    assert_eq!(activity.budgets.values().map(|r| r.0).collect::<Vec<_>>(), [1000, 2000]);
    assert_eq!(activity.indicators[0].lead, Some(agency(DPPPA)));
    assert_eq!(activity.indicators[0].unit, "desa");
}

#[test]
fn years_under_a_heading_of_years_are_targets() {
    let plan = one(
        "STRATEGI|KEGIATAN|INDIKATOR|SATUAN|TAHUN|||JUMLAH TARGET||PJ
||||2024|2025|2026|2024|2025|
Pencegahan|Sosialisasi|Jumlah kegiatan|kegiatan|1|2|3|||DPPPA",
        &["E1:G1", "A1:A2", "B1:B2", "C1:C2", "D1:D2", "J1:J2"],
    );
    assert_eq!(plan.targets, 0, "the targets proper are under their own heading");
    let plain = one(
        "STRATEGI|KEGIATAN|INDIKATOR|SATUAN|TAHUN|||PJ
||||2024|2025|2026|
Pencegahan|Sosialisasi|Jumlah kegiatan|kegiatan|1|2|3|DPPPA",
        &["E1:G1", "A1:A2", "B1:B2", "C1:C2", "D1:D2", "H1:H2"],
    );
    assert_eq!(doubts(&plain), NONE);
    assert_eq!(outline(&plain)[2], "-- Jumlah kegiatan 1/2/3");
    let summed = one(
        "STRATEGI|KEGIATAN|INDIKATOR|SATUAN|JUMLAH TARGET||PJ
||||2024|2025|
Pencegahan|Sosialisasi|Jumlah kegiatan|kegiatan|1|2|DPPPA",
        &["E1:F1"],
    );
    assert_eq!(outline(&summed)[2], "-- Jumlah kegiatan 1/2");
}

#[test]
fn a_label_beside_the_name_of_a_strategy_is_read() {
    let plan = one(
        "Strategi I|Pencegahan dan kesadaran
NO|KEGIATAN|INDIKATOR|SATUAN|TARGET 2024|PJ
1|Sosialisasi|Jumlah kegiatan|kegiatan|1 keg|DPPPA
2|Pelatihan|Jumlah peserta|orang|100 org|DPPPA
Total Strategi I||||2",
        &[],
    );
    assert_eq!(doubts(&plan), NONE);
    assert_eq!(outline(&plan)[0], "I Pencegahan dan kesadaran");
    assert_eq!(plan.targets, 2);
}

#[test]
fn a_strategy_written_out_is_one_in_any_column() {
    let plan = one(
        "PJ|TARGET 2025|TARGET 2024|SATUAN|INDIKATOR|KEGIATAN|NO
STRATEGI I : PENCEGAHAN||||||
DPPPA|2|1|kegiatan|Jumlah kegiatan|Sosialisasi|1
|||||Strategi II. Penanganan|
Dinsos|4|3|orang|Jumlah korban|Pemulangan|1",
        &[],
    );
    assert_eq!(doubts(&plan), NONE);
    assert_eq!(
        outline(&plan),
        [
            "I PENCEGAHAN",
            "- 1 Sosialisasi",
            "-- Jumlah kegiatan 1/2",
            "II Penanganan",
            "- 1 Pemulangan",
            "-- Jumlah korban 3/4",
        ]
    );
}
