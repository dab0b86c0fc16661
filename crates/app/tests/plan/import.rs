//! Importing a plan: refused to strangers, shown before it is stored, stored whole or not at all,
//! and the same file never twice.

use app::{
    Error,
    plan::{self, Edit, import},
};
use domain::{
    access::{Actor, ActorKind},
    figure::Figure,
    id::{AccountId, IndicatorId},
    plan::{Direction, Measure, Stage, Years},
    time::Instant,
};
use jiff::civil::date;
use store::plan::{IndicatorRow, TargetRow};
use testkit::both;
use text::Lang;
use uuid::Uuid;

use super::world::{OTHER, PLAN, TASKFORCE, World};

const HEAD: &str = "NO;STRATEGI;KEGIATAN;INDIKATOR;SATUAN;TARGET 2027;TARGET 2028;ANGGARAN 2027;PENANGGUNG JAWAB;INSTANSI TERKAIT;SUMBER DANA\n";
const ROWS: &str = "A.1;Pencegahan;Sosialisasi;Jumlah kegiatan;kegiatan;4;1.250;Rp25.000.000;Dinsos;Disnaker, RT/RW;APBD\n\
                    A.2;;Perdes;Jumlah desa;desa;3;8;;Polres;;Dana Desa\n\
                    B.1;Penanganan;Layanan;korban terlayani;%;100;100;-;Disnaker;;\n";

fn source(text: &str) -> import::Source {
    import::Source { name: "rad.csv".into(), bytes: text.as_bytes().to_vec() }
}

fn file() -> import::Source {
    source(&format!("RAD 2027-2028 (CONTOH)\n{HEAD}{ROWS}"))
}

async fn run(world: &World, source: import::Source, dry_run: bool) -> import::Outcome {
    let mut silent = |_: usize, _: usize| {};
    let actor = world.secretariat();
    import::import(&world.app, &actor, Lang::Id, source, dry_run, &mut silent).await.unwrap()
}

/// Indicators and targets of the plan 2027-2028; nothing where it is not stored.
async fn stored(world: &World) -> Option<(Vec<IndicatorRow>, Vec<TargetRow>, i64)> {
    let mut tx = world.app.store.read().await.unwrap();
    let years = Years { first: 2027, last: 2028 };
    let plan = store::plan::find_of_years(&mut tx, TASKFORCE, years).await.unwrap()?;
    let indicators = store::plan::list_indicators(&mut tx, TASKFORCE, plan.id).await.unwrap();
    let targets = store::plan::list_targets(&mut tx, TASKFORCE, plan.id).await.unwrap();
    Some((indicators, targets, plan.revision))
}

fn named(rows: &[IndicatorRow], name: &str) -> IndicatorId {
    rows.iter().find(|row| row.name == name).unwrap().id
}

#[tokio::test]
async fn only_the_secretariat_of_the_task_force_imports() {
    both(|store| async move {
        let world = World::on(store).await;
        let contact = world.contact(super::world::DINSOS);
        let mut silent = |_: usize, _: usize| {};
        for dry_run in [true, false] {
            let refused =
                import::import(&world.app, &contact, Lang::Id, file(), dry_run, &mut silent).await;
            assert!(matches!(refused, Err(Error::Denied(_))), "{refused:?}");
        }
        let refused = import::preview(&world.app, &contact, Lang::Id, file()).await;
        assert!(matches!(refused, Err(Error::Denied(_))));

        let secretariat = world.secretariat();
        let preview = import::preview(&world.app, &secretariat, Lang::Id, file()).await.unwrap();
        let id = preview.id.unwrap();
        let colleague = Actor {
            kind: ActorKind::Account(AccountId(Uuid::from_u128(2))),
            ..world.secretariat()
        };
        let neighbour = Actor { taskforce: Some(OTHER), ..world.secretariat() };
        for stranger in [&colleague, &neighbour] {
            let refused = import::confirm(&world.app, stranger, Lang::Id, id).await;
            assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
            let refused = import::doubts(&world.app, stranger, Lang::Id, id).await;
            assert!(matches!(refused, Err(Error::NotFound)));
        }
        assert!(matches!(
            import::confirm(&world.app, &contact, Lang::Id, id).await,
            Err(Error::Denied(_))
        ));
        assert!(stored(&world).await.is_none());
    })
    .await;
}

#[tokio::test]
async fn a_preview_stores_nothing_and_a_confirmation_everything_once() {
    both(|store| async move {
        let world = World::on(store).await;
        let secretariat = world.secretariat();
        let events = world.events().await;
        let preview = import::preview(&world.app, &secretariat, Lang::Id, file()).await.unwrap();
        let outcome = &preview.outcome;
        let counts = (outcome.strategies, outcome.activities, outcome.indicators, outcome.targets);
        assert_eq!(counts, (2, 3, 3, 6));
        assert_eq!(outcome.changes.new_rows(), 8);
        assert!(outcome.is_example && !outcome.applied);
        let codes: Vec<_> = outcome.doubts.iter().map(|one| one.code).collect();
        assert_eq!(codes, ["plan_import.looks_cumulative"]);
        assert!(stored(&world).await.is_none());
        assert_eq!(world.events().await, events);

        let id = preview.id.unwrap();
        assert!(import::confirm(&world.app, &secretariat, Lang::Id, id).await.unwrap().applied);
        let first = stored(&world).await.unwrap();
        assert_eq!((first.0.len(), first.1.len()), (3, 6));
        assert_eq!(world.events().await, events + 1);

        let again = import::confirm(&world.app, &secretariat, Lang::Id, id).await.unwrap();
        assert!(again.applied && again.changes.is_nothing());
        let twice = run(&world, file(), false).await;
        assert!(twice.changes.is_nothing(), "{:?}", twice.changes);
        assert_eq!((twice.strategies, twice.targets), (2, 6), "counts are what the file holds");
        assert_eq!(stored(&world).await.unwrap(), first);
    })
    .await;
}

#[tokio::test]
async fn a_changed_file_changes_only_what_differs_and_from_today_on() {
    both(|store| async move {
        let world = World::on(store).await;
        world.day(date(2027, 2, 1));
        run(&world, file(), false).await;
        world.day(date(2027, 8, 1));
        let changed = format!("{HEAD}{ROWS}")
            .replace(";4;1.250;", ";5;1.250;")
            .replace(
                "A.2;;Perdes;Jumlah desa;desa;3;8;;Polres;",
                "A.2;;Perdes;Jumlah desa;desa;3;8;;Dinsos;",
            )
            .replace("Layanan", "LAYANAN");
        let outcome = run(&world, source(&changed), false).await;
        let changes = outcome.changes;
        assert_eq!((changes.new_rows(), changes.targets, changes.leads), (0, 1, 1));
        assert_eq!((changes.details, changes.staying), (1, 0), "one spelling");
        let (indicators, targets, _) = stored(&world).await.unwrap();
        let id = named(&indicators, "Jumlah kegiatan");
        let of_2027: Vec<_> = targets
            .iter()
            .filter(|row| row.indicator == id && row.year == 2027)
            .map(|row| (row.since, row.value.unwrap()))
            .collect();
        assert_eq!(
            of_2027,
            [(date(2027, 1, 1), Figure::whole(4)), (date(2027, 8, 1), Figure::whole(5))],
            "checkpoints before today keep what was wanted then"
        );
        assert!(run(&world, source(&changed), false).await.changes.is_nothing());
    })
    .await;
}

#[tokio::test]
async fn what_people_decided_on_a_page_survives_the_next_import() {
    both(|store| async move {
        let world = World::on(store).await;
        run(&world, file(), false).await;
        let (indicators, ..) = stored(&world).await.unwrap();
        let edit = Edit {
            id: named(&indicators, "Jumlah desa"),
            version: 1,
            measure: Measure::Cumulative,
            direction: Direction::HigherIsBetter,
            weight: 3,
            definition: "Desa dengan Perdes yang diundangkan".into(),
            data_source: String::new(),
            over_whole: false,
            sipd: "2.08.03".to_owned(),
            baseline: Some(Figure::whole(1)),
            spreads: Vec::new(),
        };
        plan::edit(&world.app, &world.secretariat(), edit).await.unwrap();
        assert!(run(&world, file(), false).await.changes.is_nothing());
        let (indicators, ..) = stored(&world).await.unwrap();
        let row = indicators.iter().find(|row| row.name == "Jumlah desa").unwrap();
        assert_eq!((row.measure, row.weight), (Measure::Cumulative, 3));
    })
    .await;
}

#[tokio::test]
async fn a_file_with_an_error_leaves_nothing_behind() {
    both(|store| async move {
        let world = World::on(store).await;
        let events = world.events().await;
        for (text, code) in [
            ("Nama;Jabatan\nA;B\n", "plan_import.no_table"),
            ("STRATEGI;KEGIATAN;INDIKATOR;TARGET;PJ\nA;B;C;1;Dinsos\n", "plan_import.no_years"),
            ("a\0b", "plan_import.file_nul"),
            ("", "plan_import.file_empty"),
        ] {
            let outcome = run(&world, source(text), false).await;
            assert_eq!(outcome.errors[0].code, code);
            assert!(!outcome.errors[0].message.is_empty() && !outcome.applied);
            let preview =
                import::preview(&world.app, &world.secretariat(), Lang::En, source(text)).await;
            assert_eq!(preview.unwrap().id, None);
        }
        assert_eq!(world.events().await, events);
    })
    .await;
}

#[tokio::test]
async fn a_closed_plan_takes_no_import() {
    both(|store| async move {
        let world = World::on(store).await;
        let mut tx = world.app.store.write().await.unwrap();
        let mut plan = store::plan::get(&mut tx, TASKFORCE, PLAN).await.unwrap();
        plan.stage = Stage::Closed;
        store::plan::update(&mut tx, &plan).await.unwrap();
        tx.commit().await.unwrap();
        let text =
            format!("RAD 2024-2026\n{HEAD}{ROWS}").replace("2027", "2024").replace("2028", "2026");
        let outcome = run(&world, source(&text), false).await;
        assert_eq!(outcome.errors[0].code, "plan_import.closed");
        let mut tx = world.app.store.read().await.unwrap();
        let rows = store::plan::list_indicators(&mut tx, TASKFORCE, PLAN).await.unwrap();
        assert_eq!(rows.len(), 4, "only those that were there");
    })
    .await;
}

#[tokio::test]
async fn rows_that_a_file_leaves_out_stay() {
    both(|store| async move {
        let world = World::on(store).await;
        run(&world, file(), false).await;
        let one = format!("RAD 2027-2028\n{HEAD}{}", ROWS.lines().next().unwrap());
        let outcome = run(&world, source(&one), false).await;
        assert!(outcome.changes.is_nothing());
        assert_eq!(outcome.changes.staying, 2);
        assert_eq!(stored(&world).await.unwrap().0.len(), 3);
    })
    .await;
}

#[tokio::test]
async fn an_upload_that_nobody_confirmed_is_forgotten_after_a_day() {
    both(|store| async move {
        let world = World::on(store).await;
        let secretariat = world.secretariat();
        let old = import::preview(&world.app, &secretariat, Lang::Id, file()).await.unwrap();
        world.fixture.wait(Instant::DAY + Instant::SECOND);
        import::preview(&world.app, &secretariat, Lang::Id, file()).await.unwrap();
        let late = import::confirm(&world.app, &secretariat, Lang::Id, old.id.unwrap()).await;
        assert!(matches!(late, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn naughty_names_come_back_as_they_were_and_run_nowhere() {
    both(|store| async move {
        let world = World::on(store).await;
        let names = [
            "=1+1",
            "+62 21",
            "@SUM(A1)",
            "'; DROP TABLE plan; --",
            "<script>alert(1)</script>",
            "\u{202e}txt.exe",
            "\u{200b}nol",
            "مكافحة الاتجار",
            "👩‍👩‍👧‍👦🇮🇩",
            "{{7*7}}",
            "%s%n",
            "NULL",
        ];
        let mut text = String::from(HEAD);
        for name in names {
            let _ = std::fmt::Write::write_fmt(
                &mut text,
                format_args!("1;\"{name}\";\"{name}\";\"{name}\";kali;1;2;;Instansi {name};;\n"),
            );
        }
        let outcome = run(&world, source(&text), false).await;
        assert!(outcome.applied, "{:?}", outcome.errors);
        let (indicators, ..) = stored(&world).await.unwrap();
        let read: Vec<_> = indicators.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(read, names);
        assert!(run(&world, source(&text), false).await.changes.is_nothing());

        let secretariat = world.secretariat();
        let preview =
            import::preview(&world.app, &secretariat, Lang::Id, source(&text)).await.unwrap();
        let table =
            import::doubts(&world.app, &secretariat, Lang::Id, preview.id.unwrap()).await.unwrap();
        let table = String::from_utf8(table).unwrap();
        assert!(
            table.lines().skip(1).all(|line| !line.starts_with(['=', '+', '-', '@'])),
            "{table}"
        );
    })
    .await;
}

#[tokio::test]
async fn five_thousand_rows_are_stored_with_progress_and_changed_by_none() {
    both(|store| async move {
        let world = World::on(store).await;
        let mut text = String::from(HEAD);
        for row in 0..5_000 {
            let _ = std::fmt::Write::write_fmt(&mut text, format_args!(
                "{row};Strategi {};Kegiatan {row};Jumlah kegiatan;kegiatan;{};{};1000000;Dinsos;Disnaker;APBD\n",
                row % 5, row % 7, row % 11
            ));
        }
        let mut heard = Vec::new();
        let mut listen = |done: usize, all: usize| heard.push((done, all));
        let actor = world.secretariat();
        let outcome =
            import::import(&world.app, &actor, Lang::Id, source(&text), false, &mut listen).await.unwrap();
        assert_eq!((outcome.strategies, outcome.indicators, outcome.targets), (5, 5_000, 10_000));
        assert!(outcome.doubts.is_empty(), "{:?}", outcome.doubts.first());
        assert!(heard.len() > 20 && heard.last().is_some_and(|(done, all)| done == all));
        assert!(run(&world, source(&text), true).await.changes.is_nothing());
    })
    .await;
}

#[tokio::test]
async fn the_shipped_and_the_original_example_are_one_plan() {
    // The original lies outside the repository; skipped where it is absent.
    let path =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/plan/rad-2024-2026-contoh.xlsx");
    let Ok(bytes) = std::fs::read(path) else {
        eprintln!("skipped: {path} is absent");
        return;
    };
    let shipped = include_bytes!("../../data/rad-36.03-2024-2026.csv").to_vec();
    both(|store| {
        let (bytes, shipped) = (bytes.clone(), shipped.clone());
        async move {
            let app = testkit::app_on(store).app;
            let system = Actor::system(ActorKind::System);
            let taskforce = app::taskforce::seed_shipped(&app, &system, true).await.unwrap();
            let actor = system.within(taskforce);
            let mut silent = |_: usize, _: usize| {};
            let original = import::Source { name: "rad.xlsx".into(), bytes };
            let first =
                import::import(&app, &actor, Lang::Id, original.clone(), false, &mut silent)
                    .await
                    .unwrap();
            assert_eq!(
                (first.strategies, first.activities, first.indicators, first.targets),
                (5, 30, 30, 87)
            );
            assert!(first.errors.is_empty());
            let doubts: Vec<_> = first.doubts.iter().map(|one| one.code).collect();
            assert!(
                doubts.iter().all(|code| *code == "plan_import.looks_cumulative"),
                "{:?}",
                first.doubts
            );
            assert!(doubts.len() <= 7);
            let second =
                import::import(&app, &actor, Lang::Id, original, false, &mut silent).await.unwrap();
            assert!(second.changes.is_nothing(), "{:?}", second.changes);
            let shipped = import::Source { name: "rad.csv".into(), bytes: shipped };
            let same =
                import::import(&app, &actor, Lang::Id, shipped, true, &mut silent).await.unwrap();
            assert!(same.changes.is_nothing(), "{:?}", same.changes);
        }
    })
    .await;
}

#[tokio::test]
async fn the_matrix_goes_out_is_filled_by_hand_and_comes_back_without_loss() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, secretariat) = (&world.app, world.secretariat());
        let words: plan::BandWords = |_, _| "tercapai";
        let out = async |kind| {
            plan::export(app, &secretariat, Lang::Id, (None, None), (kind, words)).await.unwrap()
        };
        for role in ["observer", "administrator"] {
            let actor = world.actor(role, None);
            let export = (plan::Export::Csv, words);
            let denied = plan::export(app, &actor, Lang::Id, (None, None), export).await;
            assert!(matches!(denied, Err(Error::Denied(_))), "{role}");
        }
        let bytes = out(plan::Export::Workbook).await;
        let read = async |bytes: Vec<u8>| {
            let source = import::Source { name: "rad.xlsx".to_owned(), bytes };
            import::import(app, &secretariat, Lang::Id, source, false, &mut |_, _| {})
                .await
                .unwrap()
        };
        let first = read(bytes.clone()).await;
        assert!(first.errors.is_empty(), "{:?}", first.errors);
        let wanted = (first.changes.new_rows(), first.changes.targets, first.changes.leads);
        assert_eq!((wanted, first.changes.staying), ((0, 0, 0), 0), "{:?}", first.changes);
        assert_eq!((first.indicators, first.doubts.len()), (4, 0), "{:?}", first.doubts);
        let same = read(out(plan::Export::Workbook).await).await;
        assert!(same.changes.is_nothing(), "{:?} {:?}", same.changes, same.doubts);

        // In the office: another name for strategy, activity and indicator, and another target.
        let renamed = |name: &str| match name {
            "Strategi A" => Some("Strategi A yang baru"),
            "Kegiatan" => Some("Kegiatan =lama("),
            _ => None,
        };
        let changed = read(rewritten(&bytes, renamed)).await;
        assert!(changed.errors.is_empty(), "{:?}", changed.errors);
        let changes = changed.changes;
        assert_eq!((changes.new_rows(), changes.staying), (0, 0), "{changes:?}");
        assert!(changes.details >= 5, "{changes:?}");
        let again = read(out(plan::Export::Workbook).await).await;
        assert!(again.changes.is_nothing(), "{:?} {:?}", again.changes, again.doubts);
        let csv = String::from_utf8(out(plan::Export::Csv).await).unwrap();
        assert!(csv.contains("Kegiatan =lama(") && !csv.contains("ID GUGUS"), "{csv}");
    })
    .await;
}

/// The same workbook with other words in some cells, as an office would save it.
fn rewritten(bytes: &[u8], word: impl Fn(&str) -> Option<&'static str>) -> Vec<u8> {
    let book = report::sheet::read(bytes, "rad.xlsx", &report::sheet::Limits::default()).unwrap();
    let mut new = rust_xlsxwriter::Workbook::new();
    let sheet = new.add_worksheet();
    for row in 0..book.sheets[0].row_count() {
        for (column, cell) in book.sheets[0].cells(row) {
            let column = u16::try_from(column).unwrap();
            match cell {
                domain::sheet::Cell::Text(text) => {
                    sheet.write_string(row, column, word(text).unwrap_or(text)).unwrap();
                }
                domain::sheet::Cell::Number(number) => {
                    sheet.write_number(row, column, *number).unwrap();
                }
                _ => {}
            }
        }
    }
    new.save_to_buffer().unwrap()
}

#[tokio::test]
async fn a_preview_tells_before_and_after_and_words_take_no_number_away() {
    both(|store| async move {
        let world = World::on(store).await;
        run(&world, file(), false).await;
        let secretariat = world.secretariat();
        let changed = ROWS
            .replace(
                "Sosialisasi;Jumlah kegiatan;kegiatan;4;1.250",
                "Sosialisasi;Jumlah kegiatan;kegiatan;5;dua ratus",
            )
            .replace("Rp25.000.000", "Rp30.000.000");
        let text = format!("RAD 2027-2028 (CONTOH)\n{HEAD}{changed}");
        let preview =
            import::preview(&world.app, &secretariat, Lang::Id, source(&text)).await.unwrap();
        let told: Vec<_> = preview
            .differences
            .iter()
            .map(|one| (one.row.as_str(), one.what, one.before.as_str(), one.after.as_str()))
            .collect();
        let row = "A.1 Sosialisasi";
        assert_eq!(
            told,
            [
                (row, import::Differs::Budget(2027), "Rp25.000.000 APBD", "Rp30.000.000 APBD"),
                (row, import::Differs::Target(2027), "4", "5"),
            ]
        );
        assert_eq!((preview.outcome.changes.targets, preview.outcome.changes.kept), (1, 1));
        import::confirm(&world.app, &secretariat, Lang::Id, preview.id.unwrap()).await.unwrap();
        let (indicators, targets, _) = stored(&world).await.unwrap();
        let id = named(&indicators, "Jumlah kegiatan");
        let of =
            |year| targets.iter().rfind(|row| row.indicator == id && row.year == year).unwrap();
        assert_eq!(of(2027).value, Some(Figure::whole(5)));
        assert_eq!(of(2028).value, Some(Figure::whole(1_250)), "words take no number away");
    })
    .await;
}

#[tokio::test]
async fn a_file_whose_years_meet_those_of_another_plan_is_refused() {
    both(|store| async move {
        let world = World::on(store).await;
        let text =
            format!("RAD 2026-2027\n{HEAD}{ROWS}").replace("2027;TARGET 2028", "2026;TARGET 2027");
        let outcome = run(&world, source(&text), false).await;
        let codes: Vec<_> = outcome.errors.iter().map(|error| error.code).collect();
        assert_eq!(codes, ["plan_import.overlaps"], "{:?}", outcome.errors);
        assert!(outcome.errors[0].message.contains("2024–2026"), "{:?}", outcome.errors);
        assert!(stored(&world).await.is_none());
    })
    .await;
}
