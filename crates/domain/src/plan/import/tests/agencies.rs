//! Who answers and who helps.

use super::*;

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
