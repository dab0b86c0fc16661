//! Importing and showing regions, on both engines.

#![expect(clippy::unwrap_used, reason = "a test that fails should fail loudly")]

use std::path::{Path, PathBuf};

use app::{
    Actor, ActorKind, App, Error,
    region::{self, LONG_AGO, Outcome, Source, import::Options, upload},
};
use domain::{
    access::Role,
    id::AccountId,
    region::{Confidence, RegionCode},
    time::{Date, Instant, parse_date},
};
use testkit::{app_on, both};

fn code(text: &str) -> RegionCode {
    RegionCode::parse(text).unwrap()
}

fn system() -> Actor {
    Actor::system(ActorKind::System)
}

/// An account that acts under a shipped role.
fn account(app: &App, role: &str, number: u128) -> Actor {
    let id: AccountId = format!("00000000-0000-0000-0000-{number:012x}").parse().unwrap();
    Actor { kind: ActorKind::Account(id), role: app.rules.roles.get(role).unwrap(), ..system() }
}

fn nobody() -> Actor {
    let role = Role { code: "nobody".to_owned(), grants: std::collections::BTreeMap::new() };
    Actor { role: std::sync::Arc::new(role), ..system() }
}

fn day(text: &str) -> Date {
    parse_date(text).unwrap()
}

async fn load(app: &App, text: &str, on: &str) -> Outcome {
    let source = Source { name: "x.csv".to_owned(), bytes: text.as_bytes().to_vec() };
    let options = Options { on: Some(day(on)), ..Options::default() };
    region::import(app, &system(), vec![source], options).await.unwrap()
}

async fn audited(app: &App) -> usize {
    let mut tx = app.store.read().await.unwrap();
    store::audit::list_after(&mut tx, "main", 0, 1_000).await.unwrap().len()
}

const TREE: &str = "code,parent_code,level,name,lat,lon\n\
    36,,province,Banten,,\n\
    36.03,36,regency,Kabupaten Tangerang,-6.17446,106.51893\n\
    36.03.11,36.03,district,Rajeg,-6.11634,106.51033\n\
    36.03.11.1010,36.03.11,village,Sukatani,-6.13502,106.51252\n\
    36.03.11.2001,36.03.11,village,Rajeg,-6.10778,106.51088\n";

#[tokio::test]
async fn banten_ships_with_the_program_and_is_loaded_once() {
    both(|store| async move {
        let app = app_on(store).app;
        let outcome = region::shipped::load_shipped(&app, &system()).await.unwrap().unwrap();
        let held = outcome.held;
        assert_eq!(
            (held.provinces, held.regencies, held.districts, held.villages),
            (1, 8, 155, 1_552)
        );
        assert_eq!(outcome.new, 1_716);
        assert_eq!(region::shipped::load_shipped(&app, &system()).await.unwrap(), None);

        let view = region::view(&app, &system(), Some(&code("36.03"))).await.unwrap();
        assert_eq!(view.children.len(), 29);
        let rajeg = view.children.iter().find(|child| child.region.name == "Rajeg").unwrap();
        assert_eq!((rajeg.children, rajeg.villages.urban, rajeg.villages.rural), (13, 1, 12));
        let (urban, rural) = view.children.iter().fold((0, 0), |(urban, rural), child| {
            (urban + child.villages.urban, rural + child.villages.rural)
        });
        assert_eq!((urban, rural), (28, 246));
        let mut cells: Vec<_> = view.children.iter().map(|child| child.cell).collect();
        cells.sort_unstable();
        cells.dedup();
        assert_eq!(cells.len(), 29);
    })
    .await;
}

#[tokio::test]
async fn three_polres_divide_the_kabupaten_and_the_unsure_ones_say_so() {
    both(|store| async move {
        let app = app_on(store).app;
        region::shipped::load_shipped(&app, &system()).await.unwrap();
        let on = day("2026-11-24");
        let police = async |at: &str, on: Date| {
            region::jurisdiction_of(&app, &system(), &code(at), on).await.unwrap()
        };
        let teluknaga = police("36.03.13", on).await.unwrap();
        assert_eq!(teluknaga.polres, "Polres Metro Tangerang Kota");
        assert_eq!(teluknaga.polda, "Polda Metro Jaya");
        let village = police("36.03.11.2001", on).await.unwrap();
        assert_eq!(
            (village.polsek.as_str(), village.polda.as_str()),
            ("Polsek Rajeg", "Polda Banten")
        );
        assert_eq!(police("36.03.09", on).await.unwrap().confidence, Confidence::Unconfirmed);
        assert_eq!(police("36.03.09", day("2016-05-02")).await, None);
        assert_eq!(police("36.04", on).await, None);
        let view = region::view(&app, &system(), Some(&code("36.03"))).await.unwrap();
        assert!(view.children.iter().all(|child| child.police.is_some()));
    })
    .await;
}

#[tokio::test]
async fn an_import_changes_all_or_nothing_and_is_audited() {
    both(|store| async move {
        let app = app_on(store).app;
        let wrong =
            load(&app, &format!("{TREE}36.03.99.2001,36.03.99,village,X,,\n"), "2026-01-01").await;
        assert_eq!((wrong.applied, wrong.error_count, wrong.errors[0].row), (false, 1, 7));
        assert_eq!(wrong.errors[0].code, "no_parent");
        assert_eq!(audited(&app).await, 0);

        let right = load(&app, TREE, "2026-01-01").await;
        assert!(right.applied && right.new == 5);
        assert_eq!(audited(&app).await, 1);
        let again = load(&app, TREE, "2026-01-01").await;
        assert_eq!((again.new, again.same, again.held.villages), (0, 5, 2));
        assert_eq!(audited(&app).await, 1, "nothing changed, nothing recorded");
    })
    .await;
}

#[tokio::test]
async fn a_dry_run_saves_nothing() {
    both(|store| async move {
        let app = app_on(store).app;
        let source = Source { name: "x.csv".to_owned(), bytes: TREE.as_bytes().to_vec() };
        let options = Options { dry_run: true, ..Options::default() };
        let outcome = region::import(&app, &system(), vec![source], options).await.unwrap();
        assert_eq!((outcome.new, outcome.applied), (5, false));
        let nation = region::nation(&app, &system()).await.unwrap();
        assert!(nation.children.is_empty());
    })
    .await;
}

#[tokio::test]
async fn history_holds_through_a_rename_a_new_code_and_an_end() {
    both(|store| async move {
        let app = app_on(store).app;
        load(&app, TREE, "2025-01-01").await;
        // Sukatani becomes a desa under another name code; Rajeg is renamed.
        let moved = TREE
            .replace("36.03.11.1010", "36.03.11.2010")
            .replace("village,Rajeg", "village,Rajeg Baru");
        let outcome = load(&app, &moved, "2026-01-01").await;
        assert_eq!((outcome.moved, outcome.renamed, outcome.new, outcome.closed), (1, 1, 0, 0));

        let by_old_code =
            region::view(&app, &system(), Some(&code("36.03.11.1010"))).await.unwrap();
        let by_new_code =
            region::view(&app, &system(), Some(&code("36.03.11.2010"))).await.unwrap();
        assert_eq!(by_old_code.region(), by_new_code.region());
        assert_eq!(by_new_code.versions.len(), 2);
        assert_eq!(by_new_code.versions[1].from, LONG_AGO);
        assert_eq!(by_new_code.versions[1].to, Some(day("2025-12-31")));
        assert_eq!(by_new_code.changes.len(), 1);

        // The next list has neither Sukatani nor a date behind what is stored.
        let shorter =
            TREE.replace("36.03.11.1010,36.03.11,village,Sukatani,-6.13502,106.51252\n", "");
        let early = load(&app, &shorter, "2025-06-01").await;
        assert!(!early.applied && early.errors.iter().all(|error| error.code == "earlier"));
        let outcome = load(&app, &shorter, "2027-01-01").await;
        assert_eq!((outcome.closed, outcome.renamed), (1, 1));
        let ended = region::view(&app, &system(), Some(&code("36.03.11.2010"))).await.unwrap();
        assert_eq!(ended.region().unwrap().closed_on, Some(day("2027-01-01")));
        let district = region::view(&app, &system(), Some(&code("36.03.11"))).await.unwrap();
        assert_eq!(district.children.len(), 1, "an ended village is not counted again");
    })
    .await;
}

#[tokio::test]
async fn a_mistaken_end_is_taken_back_by_the_right_list() {
    both(|store| async move {
        let app = app_on(store).app;
        load(&app, TREE, "2025-01-01").await;
        let id = region::view(&app, &system(), Some(&code("36.03.11.1010")))
            .await
            .unwrap()
            .region()
            .unwrap()
            .id;
        let shorter =
            TREE.replace("36.03.11.1010,36.03.11,village,Sukatani,-6.13502,106.51252\n", "");
        load(&app, &shorter, "2026-01-01").await;
        let outcome = load(&app, TREE, "2026-01-01").await;
        assert_eq!((outcome.reopened, outcome.new), (1, 0));
        let view = region::view(&app, &system(), Some(&code("36.03.11.1010"))).await.unwrap();
        assert_eq!((view.region().unwrap().id, view.versions.len()), (id, 1));
    })
    .await;
}

#[tokio::test]
async fn a_file_with_three_corrected_rows_ends_nothing_else() {
    both(|store| async move {
        let app = app_on(store).app;
        region::shipped::load_shipped(&app, &system()).await.unwrap();
        let rows = "code,parent_code,level,name,lat,lon\n36.03.11,36.03,district,Rajeg,,\n\
            36.03.11.2001,36.03.11,village,Rajeg Kota,,\n36.03.11.1002,36.03.11,village,Rajeg Mulya,,\n";
        let outcome = load(&app, rows, "2026-01-01").await;
        assert_eq!((outcome.renamed, outcome.moved, outcome.new, outcome.closed), (1, 1, 0, 0));
        let doubts: Vec<_> = outcome.doubts.iter().map(|it| (it.parent.as_str(), it.missing, it.stored)).collect();
        assert_eq!(doubts, [("36.03", 28, 29), ("36.03.11", 11, 13)]);
        let district = region::view(&app, &system(), Some(&code("36.03.11"))).await.unwrap();
        assert_eq!(district.children.len(), 13);
    })
    .await;
}

#[tokio::test]
async fn rt_and_rw_rows_stand_below_a_stored_village() {
    both(|store| async move {
        let app = app_on(store).app;
        load(&app, TREE, "2025-01-01").await;
        let rows =
            "village_code;rw;rt\n36.03.11.2001;1;1\n36.03.11.2001;1;2\n36.03.11.2001;RW 2;\n";
        let outcome = load(&app, rows, "2026-01-01").await;
        assert_eq!((outcome.held.rw, outcome.held.rt, outcome.new, outcome.closed), (2, 2, 4, 0));
        let more = load(&app, "village_code,rw,rt\n36.03.11.2001,3,1\n", "2026-01-01").await;
        assert_eq!((more.new, more.closed), (2, 0), "a list of RT only adds");
        let rw = region::view(&app, &system(), Some(&code("36.03.11.2001/RW001"))).await.unwrap();
        assert_eq!((rw.way.len(), rw.children.len()), (5, 2));

        let orphan =
            load(&app, "village_code,rw,rt\n36.03.11.2009,1,1\n36.03.11.2001,,4\n", "2026-01-01")
                .await;
        let codes: Vec<_> = orphan.errors.iter().map(|error| (error.row, error.code)).collect();
        assert_eq!(codes, [(2, "no_parent"), (3, "no_rw")]);
    })
    .await;
}

#[tokio::test]
async fn a_merger_is_written_down_between_regions_of_one_level() {
    both(|store| async move {
        let app = app_on(store).app;
        load(&app, TREE, "2025-01-01").await;
        let relate = async |new: &str, kind: &str, on: &str| {
            region::relate(&app, &system(), &code("36.03.11.1010"), (new, kind, on)).await
        };
        for (new, kind, on, field) in [
            ("36.03.11.1010", "merge", "2026-01-01", "code"),
            ("36.03.11", "merge", "2026-01-01", "code"),
            ("36.03.11.2999", "merge", "2026-01-01", "code"),
            ("x", "merge", "2026-01-01", "code"),
            ("36.03.11.2001", "rename", "2026-01-01", "kind"),
            ("36.03.11.2001", "merge", "2023-02-29", "on"),
            ("36.03.11.2001", "merge", "1945-08-17", "on"),
        ] {
            let Err(Error::Invalid(errors)) = relate(new, kind, on).await else {
                panic!("{new} {kind} {on}")
            };
            assert!(errors.of(field).is_some(), "{new} {kind} {on}");
        }
        relate("36.03.11.2001", "merge", "2026-01-01").await.unwrap();
        let view = region::view(&app, &system(), Some(&code("36.03.11.2001"))).await.unwrap();
        assert_eq!(view.changes[0].old.name, "Sukatani");
        assert_eq!(view.changes[0].old.closed_on, Some(day("2026-01-01")));
        let district = region::view(&app, &system(), Some(&code("36.03.11"))).await.unwrap();
        assert_eq!(district.children.len(), 1, "what was merged is not counted twice");
    })
    .await;
}

#[tokio::test]
async fn only_administrator_and_secretariat_import() {
    both(|store| async move {
        let app = app_on(store).app;
        let source = || vec![Source { name: "x.csv".to_owned(), bytes: TREE.as_bytes().to_vec() }];
        for role in ["agency_contact", "leadership", "region_operator", "auditor", "observer"] {
            let actor = account(&app, role, 1);
            let refused = region::import(&app, &actor, source(), Options::default()).await;
            assert!(matches!(refused, Err(Error::Denied(_))), "{role}");
        }
        for (number, role) in [(1, "administrator"), (2, "secretariat")] {
            let actor = account(&app, role, number);
            assert!(
                region::import(&app, &actor, source(), Options::default()).await.unwrap().applied
            );
        }
        assert!(matches!(region::nation(&app, &nobody()).await, Err(Error::Denied(_))));
        assert!(matches!(region::search(&app, &nobody(), "x").await, Err(Error::Denied(_))));
    })
    .await;
}

#[tokio::test]
async fn a_preview_is_confirmed_once_and_by_nobody_else() {
    both(|store| async move {
        let fixture = app_on(store);
        let app = &fixture.app;
        let (mine, other) = (account(app, "secretariat", 1), account(app, "administrator", 2));
        let bytes = TREE.as_bytes().to_vec();
        let preview = upload::preview(app, &mine, "banten.csv", bytes.clone(), day("2026-01-01"))
            .await
            .unwrap();
        let id = preview.id.unwrap();
        assert_eq!((preview.outcome.new, preview.outcome.applied), (5, false));
        assert!(matches!(upload::confirm(app, &other, id).await, Err(Error::NotFound)));
        assert!(upload::confirm(app, &mine, id).await.unwrap().applied);
        assert!(matches!(upload::confirm(app, &mine, id).await, Err(Error::NotFound)), "once only");

        let wrong = upload::preview(app, &mine, "x.csv", b"a,b\n1,2\n".to_vec(), day("2026-01-01"))
            .await
            .unwrap();
        assert!(wrong.id.is_none() && wrong.outcome.error_count == 1);

        let old = upload::preview(app, &mine, "banten.csv", bytes.clone(), day("2026-01-01"))
            .await
            .unwrap();
        fixture.wait(2 * Instant::DAY);
        upload::preview(app, &other, "banten.csv", bytes, day("2026-01-01")).await.unwrap();
        assert!(matches!(upload::confirm(app, &mine, old.id.unwrap()).await, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn a_search_finds_the_own_regency_first_and_codes_too() {
    both(|store| async move {
        let app = app_on(store).app;
        region::shipped::load_shipped(&app, &system()).await.unwrap();
        let found = region::search(&app, &system(), "kec. raj").await.unwrap();
        assert_eq!(found[0].region.code, code("36.03.11"));
        let found = region::search(&app, &system(), "36.03.11.1010").await.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].parent.as_deref(), found[0].grandparent.as_deref()),
            (Some("Rajeg"), Some("Kabupaten Tangerang"))
        );
        assert!(region::search(&app, &system(), "tidak ada").await.unwrap().is_empty());
        assert!(region::search(&app, &system(), "%_'\"").await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_task_force_opens_on_its_own_region() {
    both(|store| async move {
        let app = app_on(store).app;
        region::shipped::load_shipped(&app, &system()).await.unwrap();
        assert_eq!(region::view(&app, &system(), None).await.unwrap().region(), None);
        let (taskforce, _) = testkit::taskforce(&app).await;
        let view = region::view(&app, &system().within(taskforce), None).await.unwrap();
        assert_eq!(view.region().unwrap().code, code("36.03"));
        assert!(matches!(
            region::view(&app, &system(), Some(&code("99"))).await,
            Err(Error::NotFound)
        ));
    })
    .await;
}

#[tokio::test]
async fn a_file_and_a_folder_are_read_and_a_missing_one_is_said() {
    both(|store| async move {
        let app = app_on(store).app;
        let folder = tempfile::tempdir().unwrap();
        let import = async |path: &Path| {
            region::import_path(&app, &system(), path, Options::default()).await.unwrap()
        };
        for missing in [folder.path(), &folder.path().join("x.csv")] {
            let outcome = import(missing).await;
            assert_eq!((outcome.applied, outcome.errors[0].code), (false, "missing"));
            assert!(
                region::words::outcome(text::Lang::Id, &outcome, false).contains("provinces.csv")
            );
        }
        std::fs::write(folder.path().join("tree.csv"), TREE).unwrap();
        assert!(import(&folder.path().join("tree.csv")).await.applied);
        std::fs::create_dir(folder.path().join("data")).unwrap();
        std::fs::write(folder.path().join("data/provinces.csv"), "code,name\n11,ACEH\n36,BANTEN\n")
            .unwrap();
        std::fs::write(folder.path().join("data/islands.csv"), "code,regency_code,coordinate\n")
            .unwrap();
        let outcome = import(folder.path()).await;
        assert_eq!((outcome.new, outcome.same), (1, 1));
        let json = serde_json::to_value(&outcome).unwrap();
        assert_eq!((json["provinces"].as_u64(), json["villages"].as_u64()), (Some(2), Some(0)));
        assert!(json["errors"].as_array().unwrap().is_empty() && json["on"].is_string());
        let said = region::words::outcome(text::Lang::Id, &outcome, false);
        assert!(said.contains("2 provinsi") && said.contains("menambah 1 wilayah baru"), "{said}");
    })
    .await;
}

/// The folder of the npm package where the browser tests have installed it.
fn national() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../e2e/node_modules/idn-area-data");
    folder.is_dir().then_some(folder)
}

#[tokio::test]
async fn the_whole_country_is_read_from_idn_area_data() {
    let Some(folder) = national() else {
        eprintln!("skipped: idn-area-data is not installed in e2e");
        return;
    };
    both(|store| {
        let folder = folder.clone();
        async move {
            let app = app_on(store).app;
            region::shipped::load_shipped(&app, &system()).await.unwrap();
            let outcome =
                region::import_path(&app, &system(), &folder, Options::default()).await.unwrap();
            assert_eq!(outcome.errors, []);
            let held = outcome.held;
            assert_eq!(
                (held.provinces, held.regencies, held.districts, held.villages),
                (38, 514, 7_277, 83_763)
            );
            assert_eq!(
                (outcome.same, outcome.touched, outcome.closed),
                (1_716, 0, 0),
                "Banten is the same"
            );
            let again =
                region::import_path(&app, &system(), &folder, Options::default()).await.unwrap();
            assert_eq!((again.new, again.same), (0, 91_592));
            let nation = region::nation(&app, &system()).await.unwrap();
            assert_eq!(nation.children.len(), 38);
        }
    })
    .await;
}

#[tokio::test]
async fn police_commands_find_their_agencies_once_these_are_stored() {
    both(|store| async move {
        let app = app_on(store).app;
        region::shipped::load_shipped(&app, &system()).await.unwrap();
        assert_eq!(region::shipped::link_police(&app, &system()).await.unwrap(), 0);
        app::taskforce::seed_shipped(&app, &system(), true).await.unwrap();
        assert!(region::shipped::link_police(&app, &system()).await.unwrap() > 0);
        assert_eq!(region::shipped::link_police(&app, &system()).await.unwrap(), 0, "once");
        let view = region::view(&app, &system(), Some(&code("36.03"))).await.unwrap();
        for child in view.children {
            let police = child.police.unwrap();
            assert!(police.polres_agency.is_some() && police.polda_agency.is_some(), "{police:?}");
        }
    })
    .await;
}
