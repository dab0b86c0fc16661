//! Plans as offices keep them.

use uuid::Uuid;

use super::{Code, Indicator, Known, Understood, understand};
use crate::{
    agency::{Candidate, Lead},
    figure::Figure,
    id::{AgencyId, GroupId},
    plan::{Measure, Years},
    sheet::{Area, Cell, Sheet, Workbook},
};

/// A cell as tests write it: `8` a number, `'8` text, `%0.75` a percentage, `!f` a formula without
/// its value, `!e` an error; anything else text.
fn cell(written: &str) -> Cell {
    let written = written.trim();
    match written {
        "" => Cell::Empty,
        "!f" => Cell::Unstored,
        "!e" => Cell::Fault,
        _ => match (written.strip_prefix('\''), written.strip_prefix('%')) {
            (Some(text), _) => Cell::Text(text.replace("\\n", "\n")),
            (_, Some(share)) if share.parse::<f64>().is_ok() => {
                Cell::Percent(share.parse().unwrap())
            }
            _ => written
                .parse()
                .map_or_else(|_| Cell::Text(written.replace("\\n", "\n")), Cell::Number),
        },
    }
}

/// A sheet of lines with cells parted by `|`, and merged areas such as `A1:C2`.
fn sheet(name: &str, lines: &str, merges: &[&str]) -> Sheet {
    let mut sheet = Sheet::new(name);
    for (row, line) in (0..).zip(lines.trim_matches('\n').lines()) {
        for (column, written) in (0..).zip(line.split('|')) {
            sheet.set(row, column, cell(written));
        }
    }
    let areas: Vec<Area> = merges.iter().map(|written| area(written)).collect();
    sheet.merge(&areas, 300, 100_000).unwrap();
    sheet
}

fn area(written: &str) -> Area {
    let corner = |text: &str| {
        let column = u32::from(text.as_bytes()[0] - b'A');
        (text[1..].parse::<u32>().unwrap() - 1, column)
    };
    let (start, end) = written.split_once(':').unwrap();
    let ((top, left), (bottom, right)) = (corner(start), corner(end));
    Area { top, left, bottom, right }
}

fn agency(n: u128) -> Lead {
    Lead::Agency(AgencyId(Uuid::from_u128(n)))
}

fn group(n: u128) -> Lead {
    Lead::Group(GroupId(Uuid::from_u128(n)))
}

const DPPPA: u128 = 1;
const DISNAKER: u128 = 2;
const DINSOS: u128 = 3;
const KEJARI: u128 = 4;
const POLRES: u128 = 5;
const DISPORA: u128 = 6;

pub(super) fn known() -> Known {
    let agencies = [
        (agency(DPPPA), "Dinas Pemberdayaan Perempuan dan Perlindungan Anak", "DPPPA"),
        (agency(DISNAKER), "Dinas Tenaga Kerja", "Disnaker"),
        (agency(DINSOS), "Dinas Sosial Kabupaten Tangerang", "Dinsos"),
        (agency(KEJARI), "Kejaksaan Negeri Kabupaten Tangerang", "Kejari"),
        (group(POLRES), "Tiga Polres di wilayah kabupaten", "Polres (3)"),
        (agency(DISPORA), "Dinas Pemuda, Olahraga, Kebudayaan dan Pariwisata", "Disporabudpar"),
        (group(7), "Kecamatan", "Kecamatan"),
        (agency(8), "Kecamatan Mauk", "Kec. Mauk"),
        (agency(9), "RSUD Balaraja", "RSUD"),
        (agency(10), "RSUD Tigaraksa", "RSUD"),
        (agency(11), "Polres Tangerang Selatan", "Polres Tangsel"),
    ];
    let both = agencies.iter().flat_map(|(lead, full, short)| {
        [Candidate::new(*lead, full, short), Candidate::new(*lead, short, short)]
    });
    Known { names: both.collect(), region: "Kabupaten Tangerang".into() }
}

fn read(sheets: Vec<Sheet>) -> Understood {
    understand(&Workbook { sheets }, &known())
}

fn one(lines: &str, merges: &[&str]) -> Understood {
    read(vec![sheet("RAD", lines, merges)])
}

/// Doubts as `F7 code`, in order.
fn doubts(plan: &Understood) -> Vec<String> {
    let shown = |doubt: &super::Doubt| {
        let at = doubt
            .at
            .map(|at| format!("{}{} ", at.column_name().unwrap_or_default(), at.row_number()));
        format!(
            "{}{}",
            at.unwrap_or_default(),
            doubt.code.code().trim_start_matches("plan_import.")
        )
    };
    plan.errors.iter().chain(&plan.doubts).map(shown).collect()
}

/// Strategies with their activities and indicators, as indented lines.
fn outline(plan: &Understood) -> Vec<String> {
    let mut lines = Vec::new();
    for strategy in &plan.strategies {
        lines.push(format!("{} {}", strategy.code, strategy.name).trim().to_owned());
        for activity in &strategy.activities {
            lines.push(format!("- {} {}", activity.code, activity.name).replace("-  ", "- "));
            lines.extend(
                activity.indicators.iter().map(|one| format!("-- {} {}", one.name, targets(one))),
            );
        }
    }
    lines
}

fn targets(indicator: &Indicator) -> String {
    let shown = |target: &crate::plan::Target| {
        target.value.map_or_else(|| target.text.clone(), |v| (v.0 / Figure::ONE).to_string())
    };
    indicator.targets.values().map(shown).collect::<Vec<_>>().join("/")
}

fn first(plan: &Understood) -> &Indicator {
    &plan.strategies[0].activities[0].indicators[0]
}

const NONE: [&str; 0] = [];

#[test]
fn a_matrix_with_titles_merged_headings_and_a_signature_is_read() {
    let plan = one(
        "RENCANA AKSI DAERAH PPTPPO
KABUPATEN TANGERANG TAHUN 2024 - 2026

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
fn figures_that_can_t_be_read_are_doubts_in_their_cells() {
    let plan = one(
        "STRATEGI|KEGIATAN|INDIKATOR|SATUAN|TARGET 2024|TARGET 2025|TARGET 2026|ANGGARAN 2024|PJ
Pencegahan|Sosialisasi|Jumlah kegiatan|kegiatan|!f|!e|√|!f|DPPPA
|Kampanye|Jumlah konten|konten|5-10|-3|=1+1|APBD|DPPPA
|Rakor|Jumlah rapat|rapat|'1,250|5 laporan|75%|-|DPPPA",
        &[],
    );
    assert_eq!(
        doubts(&plan),
        [
            "E2 formula_without_value",
            "F2 cell_fault",
            "G2 number_tick",
            "H2 formula_without_value",
            "E3 number_unread",
            "F3 number_negative",
            "G3 number_unread",
            "H3 number_unread",
            "E4 number_ambiguous",
            "F4 unit_conflict",
            "G4 unit_conflict",
        ]
    );
    let unread =
        plan.doubts.iter().find(|d| d.code == Code::NumberUnread && d.subject.is_empty()).unwrap();
    assert_eq!(unread.at.unwrap().column, Some(6), "what looks like a formula is not shown");
    let last = &plan.strategies[0].activities[2].indicators[0];
    assert_eq!(targets(last), "1250/5/75 %");
    assert_eq!(plan.targets, 3, "1,250 and 5 laporan and 75% hold numbers");
}

#[test]
fn percentages_are_read_however_they_are_written() {
    let plan = one(
        "STRATEGI|KEGIATAN|INDIKATOR|SATUAN|TARGET 2024|TARGET 2025|TARGET 2026|PJ
Penanganan|Layanan|korban terlayani|%|%0.5|75%|100|Dinsos
|Pemulangan|korban dipulangkan|persen|0.5|0.75|1|Dinsos
|Hukum|perkara dipantau|%|80|90|120|Kejari
|Respon|laporan ditindaklanjuti||80%|90 %|100%|Kejari",
        &[],
    );
    assert_eq!(doubts(&plan), ["E3 percent_fraction", "G4 percent_large"]);
    let all: Vec<_> = plan.strategies[0].activities.iter().map(|a| &a.indicators[0]).collect();
    assert!(all.iter().all(|one| one.measure == Measure::Percentage && one.unit == "%"));
    assert_eq!([targets(all[0]), targets(all[1])], ["50/75/100", "50/75/100"]);
}

#[test]
fn cumulative_figures_are_marked_or_suggested() {
    let plan = one(
        "STRATEGI|KEGIATAN|INDIKATOR|SATUAN|TARGET 2024|TARGET 2025|TARGET 2026|PJ
Pencegahan|Sosialisasi|Jumlah desa (kumulatif)|desa|60|150|274|DPPPA
|Perdes|Jumlah desa|desa|3|8|15|DPPPA
|Pelatihan|Jumlah peserta|orang|150|300|548|DPPPA
|Satgas|Jumlah desa|desa|5|5|5|DPPPA
|Forum|Jumlah desa|desa|5||8|DPPPA
|Mundur|Jumlah desa (kumulatif)|desa|50|40|60|DPPPA",
        &[],
    );
    assert_eq!(doubts(&plan), ["E3 looks_cumulative", "F7 cumulative_falls"]);
    let measures: Vec<_> =
        plan.strategies[0].activities.iter().map(|a| a.indicators[0].measure).collect();
    let period = Measure::PerPeriod;
    assert_eq!(
        measures,
        [Measure::Cumulative, period, period, period, period, Measure::Cumulative]
    );
}

#[test]
fn agencies_are_matched_by_any_of_their_names() {
    for (written, lead) in [
        ("Dinas Pemberdayaan Perempuan dan Perlindungan Anak (DPPPA)", agency(DPPPA)),
        ("DP3A", agency(DPPPA)),
        ("Kepala Dinas PPPA", agency(DPPPA)),
        ("dinas tenaga kerja kab. tangerang", agency(DISNAKER)),
        ("Disnakertrans", agency(DISNAKER)),
        ("Dinas Sosial", agency(DINSOS)),
        ("Kejaksaan Negeri Kab Tangerang", agency(KEJARI)),
        ("Kejaksaan", agency(KEJARI)),
        ("Polres", group(POLRES)),
        ("3 Polres", group(POLRES)),
        ("Polres (3)", group(POLRES)),
        ("Dinas Pemuda, Olahraga, Kebudayaan dan Pariwisata", agency(DISPORA)),
        ("Camat", group(7)),
        ("Camat Mauk", agency(8)),
        ("1. DPPPA", agency(DPPPA)),
        ("DPPPA (+KCD prov)", agency(DPPPA)),
    ] {
        let plan = one(
            &format!("STRATEGI|KEGIATAN|INDIKATOR|SATUAN|TARGET 2024|PJ\nA|B|C|kali|4|{written}"),
            &[],
        );
        assert_eq!(first(&plan).lead, Some(lead), "{written}");
        assert_eq!(doubts(&plan), NONE, "{written}");
    }
}

#[test]
fn an_agency_that_is_not_known_is_a_doubt_with_the_nearest_name() {
    let plan = one(
        "STRATEGI|KEGIATAN|INDIKATOR|SATUAN|TARGET 2024|PJ|INSTANSI TERKAIT
A|B1|C|kali|4|Disnakerr|Dinas Sosail
|B2|C|kali|4|Dinas Antariksa|Dinas Antariksa dan Luar Angkasa
|B3|C|kali|4|RSUD|RSUD, LBH dan tokoh agama
|B4|C|kali|4||semua anggota
|B5|C|kali|4|DPPPA, Dinsos dan Kejari|
|B6|C|kali|4|Dinas Pendidkan Kab. Tangerang|",
        &[],
    );
    let shown: Vec<_> =
        plan.doubts.iter().map(|d| (d.code, d.suggestion.clone().unwrap_or_default())).collect();
    assert_eq!(shown[0], (Code::AgencyGuessed, "Disnaker".into()));
    assert_eq!(shown[1], (Code::AgencyGuessed, "Dinsos".into()));
    assert_eq!(
        doubts(&plan)[2..],
        [
            "F3 agency_unknown",
            "G3 support_unknown",
            "F4 agency_ambiguous",
            "F5 lead_missing",
            "F6 lead_several",
            "F7 agency_unknown",
        ]
    );
    let activities = &plan.strategies[0].activities;
    assert_eq!(activities[0].indicators[0].lead, Some(agency(DISNAKER)));
    let names: Vec<_> = activities[1].support.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(names, ["Dinas Antariksa", "Dinas Antariksa dan Luar Angkasa"], "kept in words");
    assert_eq!(activities[2].support.len(), 3);
    assert_eq!(activities[4].indicators[0].lead, Some(agency(DPPPA)));
    assert_eq!(
        activities[4].support.iter().filter_map(|s| s.lead).collect::<Vec<_>>(),
        [agency(DINSOS), agency(KEJARI)]
    );
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
fn agencies_that_go_on_in_the_rows_below_belong_to_the_row_above() {
    let plan = one(
        "STRATEGI|KEGIATAN|INDIKATOR|SATUAN|TARGET 2024|PJ|INSTANSI TERKAIT
A|B|C|kali|4|DPPPA|Dinsos
|||||Disnaker|Kejari
|D|E|kali|4|Dinsos|",
        &[],
    );
    assert_eq!(doubts(&plan), NONE);
    let activity = &plan.strategies[0].activities[0];
    assert_eq!(activity.indicators[0].lead, Some(agency(DPPPA)));
    assert_eq!(
        activity.support.iter().filter_map(|s| s.lead).collect::<Vec<_>>(),
        [agency(DINSOS), agency(DISNAKER), agency(KEJARI)]
    );
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
fn a_number_over_several_years_counts_for_each_and_once() {
    let plan = one(
        "STRATEGI|KEGIATAN|INDIKATOR|SATUAN|TARGET 2024|TARGET 2025|ANGGARAN 2024|ANGGARAN 2025|PJ
A|B|C|%|100||1000||DPPPA
|D|E|kali|per kebutuhan||||DPPPA",
        &["E2:F2", "E3:F3", "G2:H2"],
    );
    assert_eq!(doubts(&plan), ["E2 number_merged", "G2 budget_year_assumed"]);
    assert_eq!(targets(first(&plan)), "100/100");
    assert_eq!(plan.targets, 1);
    assert_eq!(
        targets(&plan.strategies[0].activities[1].indicators[0]),
        "per kebutuhan/per kebutuhan"
    );
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
    assert_eq!(plan.strategies[0].activities[1].name.chars().count(), super::NAME_MAX);
}

#[test]
fn reading_twice_gives_the_same() {
    let lines =
        "STRATEGI|KEGIATAN|INDIKATOR|SATUAN|TARGET 2024|PJ\nA|B|C|kali|1|Entah\nA|D|E|desa|2|DPPPA";
    assert_eq!(one(lines, &[]), one(lines, &[]));
}
