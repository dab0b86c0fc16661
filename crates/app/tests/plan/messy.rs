//! A matrix as offices really send it: two sheets in two layouts, merged headings, totals, a
//! signature, numbers as text, misspelt agencies, formulas, invisible signs.

use app::plan::import::{self, Outcome, Source};
use domain::{
    agency::Lead,
    figure::Figure,
    plan::{Measure, Years},
};
use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};
use store::plan as rows;
use testkit::both;
use text::Lang;

use super::world::{DINSOS, DISNAKER, GROUP, TASKFORCE, World};

/// Writes a cell as somebody would type it: a number where it is one, and `'` forces text.
fn put(sheet: &mut Worksheet, row: u32, column: u16, cell: &str) {
    if let Some(text) = cell.strip_prefix('\'') {
        sheet.write_string(row, column, text).unwrap();
    } else if let Ok(number) = cell.parse::<f64>() {
        sheet.write_number(row, column, number).unwrap();
    } else if !cell.is_empty() {
        sheet.write_string(row, column, cell).unwrap();
    }
}

fn line(sheet: &mut Worksheet, row: u32, cells: &[&str]) {
    for (column, cell) in (0..).zip(cells) {
        put(sheet, row, column, cell);
    }
}

fn merge(sheet: &mut Worksheet, area: [u32; 4], text: &str) {
    let [top, left, bottom, right] = area;
    let (left, right) = (u16::try_from(left).unwrap(), u16::try_from(right).unwrap());
    sheet.merge_range(top, left, bottom, right, text, &Format::new()).unwrap();
}

/// One strategy on a sheet named after it, under a heading of two merged rows.
fn prevention(sheet: &mut Worksheet) {
    sheet.set_name("Strategi 1 Pencegahan").unwrap();
    merge(sheet, [0, 0, 0, 9], "RENCANA AKSI DAERAH PPTPPO (CONTOH)");
    merge(sheet, [1, 0, 1, 9], "KABUPATEN TANGERANG TAHUN 2027 - 2028");
    for (column, name) in [
        (0, "NO"),
        (1, "Rencana Aksi"),
        (2, "Ukuran Keberhasilan"),
        (5, "Sat."),
        (8, "Leading Sector"),
        (9, "OPD Terkait"),
    ] {
        merge(sheet, [3, column, 4, column], name);
    }
    merge(sheet, [3, 3, 3, 4], "TARGET");
    merge(sheet, [3, 6, 3, 7], "ANGGARAN (Rp)");
    line(sheet, 4, &["", "", "", "2027", "2028", "", "2027", "2028"]);
    line(sheet, 5, &["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)"]);
    let table: [&[&str]; 4] = [
        &[
            "1",
            "Sosialisasi",
            "Jumlah peserta",
            "'1.250",
            "1300",
            "orang",
            "'Rp25.000.000",
            "",
            "Dinsos",
            "Disnaker, RT/RW",
        ],
        &[
            "2",
            "Kampa\u{200b}nye\u{a0}digital",
            "Konten \u{202e}terbit",
            "'5 dokumen",
            "6",
            "dokumen",
            "-",
            "",
            "Disnakr",
            "",
        ],
        &[
            "3",
            "Layanan",
            "Korban terlayani",
            "'75%",
            "80",
            "%",
            "",
            "",
            "Dinas Antah Berantah",
            "",
        ],
        &[
            "4",
            "مكافحة الاتجار",
            "Rujukan",
            "per kebutuhan",
            "sesuai kasus",
            "orang",
            "",
            "",
            "Polres (2)",
            "",
        ],
    ];
    for (row, cells) in (6..).zip(table) {
        line(sheet, row, cells);
    }
    line(sheet, 10, &["", "JUMLAH", "", "", "", "", "25000000"]);
    line(sheet, 13, &["", "", "", "", "", "", "", "", "Tigaraksa, Juni 2027"]);
    line(sheet, 14, &["", "", "", "", "", "", "", "", "Kepala Dinas,"]);
    line(sheet, 17, &["", "", "", "", "", "", "", "", "NIP. 19700101 199001 1 001"]);
}

/// Strategies as rows of their own, other columns in another order, formulas.
fn handling(sheet: &mut Worksheet) {
    sheet.set_name("Lampiran II").unwrap();
    line(sheet, 0, &["PJ", "Target 2028", "Target 2027", "Satuan", "Indikator", "Kegiatan", "No"]);
    line(sheet, 1, &["STRATEGI II : PENANGANAN"]);
    line(sheet, 2, &["Dinsos", "", "3", "orang", "Jumlah korban", "Pemulangan", "1"]);
    sheet.write_formula(2, 1, Formula::new("=C3+1").set_result("4")).unwrap();
    line(sheet, 3, &["Polres", "", "2", "kali", "Jumlah operasi", "Operasi", "2"]);
    // Programs that write a workbook without computing it leave formulas without their value.
    sheet.set_formula_result_default("");
    sheet.write_formula(3, 1, Formula::new("=C4*2")).unwrap();
    line(sheet, 4, &["Jumlah", "", "5"]);
    line(sheet, 5, &["STRATEGI III : PEMULIHAN"]);
    line(sheet, 6, &["", "1", "lima", "kali", "Jumlah pelatihan", "Pelatihan kerja", "1"]);
}

fn workbook() -> Source {
    let mut book = Workbook::new();
    prevention(book.add_worksheet());
    handling(book.add_worksheet());
    let hidden = book.add_worksheet();
    handling(hidden);
    hidden.set_name("Lama").unwrap().set_hidden(true);
    line(book.add_worksheet().set_name("Catatan").unwrap(), 0, &["Catatan rapat"]);
    Source { name: "rad final (2).xlsx".into(), bytes: book.save_to_buffer().unwrap() }
}

async fn run(world: &World, source: Source) -> Outcome {
    let mut silent = |_: usize, _: usize| {};
    let actor = world.secretariat();
    import::import(&world.app, &actor, Lang::Id, source, false, &mut silent).await.unwrap()
}

/// Every indicator as `strategy / activity / indicator [unit]: targets`, with its lead.
async fn stored(world: &World) -> Vec<(String, Measure, Option<Lead>)> {
    let mut tx = world.app.store.read().await.unwrap();
    let years = Years { first: 2027, last: 2028 };
    let Some(plan) = rows::find_of_years(&mut tx, TASKFORCE, years).await.unwrap() else {
        return Vec::new();
    };
    let strategies = rows::list_strategies(&mut tx, TASKFORCE, plan.id).await.unwrap();
    let activities = rows::list_activities(&mut tx, TASKFORCE, plan.id).await.unwrap();
    let targets = rows::list_targets(&mut tx, TASKFORCE, plan.id).await.unwrap();
    let leads = rows::list_leads(&mut tx, TASKFORCE, plan.id).await.unwrap();
    let mut list = rows::list_indicators(&mut tx, TASKFORCE, plan.id).await.unwrap();
    list.sort_by_key(|row| row.position);
    let told = list.iter().map(|row| {
        let activity = activities.iter().find(|one| one.id == row.activity).unwrap();
        let strategy = strategies.iter().find(|one| one.id == activity.strategy).unwrap();
        let mut figures: Vec<_> = targets.iter().filter(|one| one.indicator == row.id).collect();
        figures.sort_by_key(|one| one.year);
        let figures: Vec<String> =
            figures.iter().map(|one| one.value.map_or_else(|| one.text.clone(), whole)).collect();
        let words = format!(
            "{} / {} / {} [{}]: {}",
            strategy.name,
            activity.name,
            row.name,
            row.unit,
            figures.join(", ")
        );
        let lead = leads.iter().find(|one| one.indicator == row.id).and_then(|one| one.lead);
        (words, row.measure, lead)
    });
    told.collect()
}

fn whole(figure: Figure) -> String {
    (figure.0 / Figure::ONE).to_string()
}

/// The doubts as `sheet cell code`.
fn doubts(outcome: &Outcome) -> Vec<String> {
    let place = |one: &import::Finding| {
        format!(
            "{} {}{} {}",
            one.sheet.as_deref().unwrap_or_default(),
            one.column.as_deref().unwrap_or_default(),
            one.row.unwrap_or_default(),
            one.code.trim_start_matches("plan_import.")
        )
    };
    outcome.doubts.iter().map(place).collect()
}

#[tokio::test]
async fn a_matrix_as_offices_send_it_is_read_whole_and_what_is_doubtful_is_said() {
    both(|store| async move {
        let world = World::on(store).await;
        let outcome = run(&world, workbook()).await;
        assert!(outcome.applied && outcome.is_example, "{:?}", outcome.errors);
        assert_eq!(
            outcome.title,
            "RENCANA AKSI DAERAH PPTPPO (CONTOH) KABUPATEN TANGERANG TAHUN 2027 - 2028"
        );
        let counts = (outcome.strategies, outcome.activities, outcome.indicators, outcome.targets);
        assert_eq!(counts, (3, 7, 7, 10));
        assert_eq!(
            doubts(&outcome),
            [
                "Strategi 1 Pencegahan I8 agency_guessed",
                "Strategi 1 Pencegahan I9 agency_unknown",
                "Lampiran II B4 formula_without_value",
                "Lampiran II A7 lead_missing",
                "Lampiran II C7 number_unread",
                "Lama 1 sheet_hidden",
            ]
        );
        let (dinsos, disnaker) = (Some(Lead::Agency(DINSOS)), Some(Lead::Agency(DISNAKER)));
        let police = Some(Lead::Group(GROUP));
        let rows = [
            (
                "Pencegahan / Sosialisasi / Jumlah peserta [orang]: 1250, 1300",
                Measure::PerPeriod,
                dinsos,
            ),
            (
                "Pencegahan / Kampa\u{200b}nye digital / Konten \u{202e}terbit [dokumen]: 5, 6",
                Measure::PerPeriod,
                disnaker,
            ),
            ("Pencegahan / Layanan / Korban terlayani [%]: 75, 80", Measure::Percentage, None),
            (
                "Pencegahan / مكافحة الاتجار / Rujukan [orang]: per kebutuhan, sesuai kasus",
                Measure::AsNeeded,
                police,
            ),
            ("PENANGANAN / Pemulangan / Jumlah korban [orang]: 3, 4", Measure::PerPeriod, dinsos),
            ("PENANGANAN / Operasi / Jumlah operasi [kali]: 2", Measure::PerPeriod, police),
            (
                "PEMULIHAN / Pelatihan kerja / Jumlah pelatihan [kali]: lima, 1",
                Measure::PerPeriod,
                None,
            ),
        ];
        let rows = rows.map(|(words, measure, lead)| (words.to_owned(), measure, lead));
        assert_eq!(stored(&world).await, rows);
    })
    .await;
}

#[tokio::test]
async fn the_same_workbook_twice_changes_nothing_and_a_broken_one_stores_nothing() {
    both(|store| async move {
        let world = World::on(store).await;
        let whole = workbook();
        let half = whole.bytes[..whole.bytes.len() / 2].to_vec();
        let outcome = run(&world, Source { bytes: half, ..whole.clone() }).await;
        assert_eq!(outcome.errors[0].code, "plan_import.file_broken");
        assert!(!outcome.applied && stored(&world).await.is_empty());

        let first = run(&world, whole.clone()).await;
        let (events, rows) = (world.events().await, stored(&world).await);
        let second = run(&world, whole).await;
        assert!(second.applied && second.changes.is_nothing(), "{:?}", second.changes);
        assert_eq!((second.targets, doubts(&second)), (first.targets, doubts(&first)));
        assert_eq!((world.events().await, stored(&world).await), (events, rows));
    })
    .await;
}
