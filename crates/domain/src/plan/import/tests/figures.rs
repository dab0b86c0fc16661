//! Targets, budgets and percentages.

use super::*;

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
|Respon|laporan ditindaklanjuti||80%|90 %|100%|Kejari
|Rujukan|korban dirujuk|%|'0,75|80%|1|Dinsos",
        &[],
    );
    assert_eq!(doubts(&plan), ["E3 percent_fraction", "G4 percent_large", "E6 percent_fraction"]);
    let all: Vec<_> = plan.strategies[0].activities.iter().map(|a| &a.indicators[0]).collect();
    assert!(all.iter().all(|one| one.measure == Measure::Percentage && one.unit == "%"));
    assert_eq!([targets(all[0]), targets(all[1])], ["50/75/100", "50/75/100"]);
    assert_eq!(targets(all[4]), "75/80/100", "formatted in two ways in one row");
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
