//! By hand where it must: an import taken back as a whole, a name matched once and for good, two
//! offices that became one. On both engines, refusals first.

use app::{
    Error, action, agency,
    plan::{self, import},
};
use domain::{
    access::Actor,
    action::{DispositionForm, Form},
    agency::Lead,
    id::{ActionId, AgencyId, ImportId, IndicatorId},
    plan::{Regulation, Rule, Years},
};
use jiff::civil::date;
use store::plan::{Cell, LeadRow, Rows};
use testkit::both;
use text::Lang;
use uuid::Uuid;

use super::world::{
    COUNT, DINSOS, DISNAKER, GROUP, OPERATIONS, OTHER, PERCENT, PLAN, POLRES, TASKFORCE, TW2,
    World, count, place,
};

const HEAD: &str = "NO;STRATEGI;KEGIATAN;INDIKATOR;SATUAN;TARGET 2027;TARGET 2028;ANGGARAN 2027;PENANGGUNG JAWAB;INSTANSI TERKAIT\n";
const ROWS: &str = "A.1;Pencegahan;Sosialisasi;Jumlah kegiatan;kegiatan;4;12;25.000.000;Dinsos;Disnaker\n\
                    A.2;;Perdes;Jumlah desa;desa;3;8;;Bidang Buruh;Dinsos\n";

async fn run(world: &World, text: &str) -> import::Outcome {
    let source = import::Source { name: "rad.csv".into(), bytes: text.as_bytes().to_vec() };
    let mut silent = |_: usize, _: usize| {};
    let actor = world.secretariat();
    let outcome = import::import(&world.app, &actor, Lang::Id, source, false, &mut silent).await;
    let outcome = outcome.unwrap();
    assert!(outcome.errors.is_empty(), "{:?}", outcome.errors);
    outcome
}

fn first() -> String {
    format!("RAD 2027-2028\n{HEAD}{ROWS}")
}

/// The same with a changed name, target, budget, lead and support, and a row more.
fn second() -> String {
    let changed = ROWS.replace(
        "kegiatan;4;12;25.000.000;Dinsos;Disnaker",
        "kali;5;12;30.000.000;Disnaker;Dinsos",
    );
    format!(
        "RAD 2027-2028\n{HEAD}{changed}C.1;Pemulihan;Rumah aman;Jumlah rumah;unit;1;2;;Dinsos;\n"
    )
}

async fn rows(world: &World, years: Years) -> Option<Vec<Rows>> {
    let mut tx = world.app.store.read().await.unwrap();
    let plan = store::plan::find_of_years(&mut tx, TASKFORCE, years).await.unwrap()?;
    Some(store::plan::dump(&mut tx, TASKFORCE, plan.id).await.unwrap())
}

const NEXT: Years = Years { first: 2027, last: 2028 };

async fn latest(world: &World) -> import::Applied {
    import::applied(&world.app, &world.secretariat()).await.unwrap().remove(0)
}

async fn refused(world: &World, id: ImportId, rule: Rule) {
    let done = import::take_back(&world.app, &world.secretariat(), id).await;
    assert!(matches!(done, Err(Error::Rule(code)) if code == rule.code()), "{done:?}");
}

#[tokio::test]
async fn an_import_is_taken_back_as_a_whole() {
    both(|store| async move {
        let world = World::on(store).await;
        run(&world, &first()).await;
        let before = rows(&world, NEXT).await.unwrap();
        run(&world, &second()).await;
        let after = rows(&world, NEXT).await.unwrap();
        assert_ne!(before, after);
        let import = latest(&world).await;
        assert!(import.may_undo && !import.is_undone);
        assert_eq!((import.file_name.as_str(), import.years), ("rad.csv", Some(NEXT)));

        let contact = world.contact(DINSOS);
        assert!(matches!(import::applied(&world.app, &contact).await, Err(Error::Denied(_))));
        let done = import::take_back(&world.app, &contact, import.id).await;
        assert!(matches!(done, Err(Error::Denied(_))));
        let neighbour = Actor { taskforce: Some(OTHER), ..world.secretariat() };
        let done = import::take_back(&world.app, &neighbour, import.id).await;
        assert!(matches!(done, Err(Error::NotFound)), "{done:?}");
        assert_eq!(rows(&world, NEXT).await.unwrap(), after);

        let events = world.events().await;
        import::take_back(&world.app, &world.secretariat(), import.id).await.unwrap();
        assert_eq!(without_versions(rows(&world, NEXT).await.unwrap()), without_versions(before));
        assert_eq!(world.events().await, events + 1);
        refused(&world, import.id, Rule::ImportUndone).await;
        assert!(latest(&world).await.is_undone);
        // What was taken back can be imported again.
        run(&world, &second()).await;
        assert_eq!(rows(&world, NEXT).await.unwrap().iter().map(Vec::len).max(), Some(6));
    })
    .await;
}

/// The version of a row never goes back.
fn without_versions(mut tables: Vec<Rows>) -> Vec<Rows> {
    for row in &mut tables[2] {
        row.remove(15);
    }
    tables
}

#[tokio::test]
async fn a_plan_that_was_new_goes_with_its_import() {
    both(|store| async move {
        let world = World::on(store).await;
        run(&world, &first()).await;
        let import = latest(&world).await;
        import::take_back(&world.app, &world.secretariat(), import.id).await.unwrap();
        assert_eq!(rows(&world, NEXT).await, None);
        let gone = latest(&world).await;
        assert!(gone.is_undone && gone.years.is_none());
    })
    .await;
}

#[tokio::test]
async fn an_import_stays_once_its_plan_has_changed_or_was_reported_on() {
    both(|store| async move {
        let world = World::on(store).await;
        // A row that the import changed by hand since.
        run(&world, &first()).await;
        let import = latest(&world).await;
        let mut tx = world.app.store.write().await.unwrap();
        let plan = store::plan::find_of_years(&mut tx, TASKFORCE, NEXT).await.unwrap().unwrap();
        let list = store::plan::list_indicators(&mut tx, TASKFORCE, plan.id).await.unwrap();
        let lead = LeadRow {
            indicator: list[0].id,
            since: date(2027, 3, 1),
            lead: Some(Lead::Agency(DISNAKER)),
        };
        store::plan::insert_lead(&mut tx, TASKFORCE, plan.id, &lead).await.unwrap();
        tx.commit().await.unwrap();
        refused(&world, import.id, Rule::ImportUsed).await;
        assert!(!latest(&world).await.may_undo);
        assert!(rows(&world, NEXT).await.is_some());

        // A row that the import added to a running plan, and that was reported on since.
        let running =
            format!("RAD 2024-2026\n{HEAD}Z.1;Tambahan;Patroli;Jumlah patroli;kali;4;4;;Dinsos;\n");
        let running = running.replace("2027", "2025").replace("2028", "2026");
        run(&world, &running).await;
        let import = latest(&world).await;
        assert!(import.may_undo);
        let years = Years { first: 2024, last: 2026 };
        let now = rows(&world, years).await.unwrap();
        let added: Option<IndicatorId> = now[2].iter().find_map(|row| match (&row[2], &row[4]) {
            (Cell::Text(id), Cell::Text(name)) if name == "Jumlah patroli" => id.parse().ok(),
            _ => None,
        });
        world.day(date(2025, 10, 5));
        // Something outside the plan points to it: an action that serves it.
        let asked = DispositionForm {
            given_by: "Sekretaris Daerah".into(),
            given_on: "2025-10-05".into(),
            words: "Percepat.".into(),
            action: Form {
                agency: DISNAKER.to_string(),
                due_on: "2025-10-19".into(),
                measure: "Laporan diterima".into(),
                indicator: added.unwrap().to_string(),
                ..Form::default()
            },
        };
        let id = ActionId(world.app.ids.next());
        action::dispose(&world.app, &world.secretariat(), id, &asked, None).await.unwrap();
        refused(&world, import.id, Rule::ImportUsed).await;
        let report = count(place(added.unwrap(), DINSOS, super::world::TW3), 0, "2");
        plan::report(&world.app, &world.contact(DINSOS), report).await.unwrap();
        refused(&world, import.id, Rule::ImportUsed).await;
        assert_eq!(rows(&world, years).await.unwrap(), now, "nothing is half taken back");
    })
    .await;
}

#[tokio::test]
async fn a_name_matched_once_is_remembered() {
    both(|store| async move {
        let world = World::on(store).await;
        let secretariat = world.secretariat();
        let doubt = |outcome: &import::Outcome| {
            let found = outcome.doubts.iter().find(|one| one.name.is_some());
            found.and_then(|one| one.name.clone())
        };
        let source = || import::Source { name: "rad.csv".into(), bytes: first().into_bytes() };
        let preview = async || {
            import::preview(&world.app, &secretariat, Lang::Id, source()).await.unwrap().outcome
        };
        assert_eq!(doubt(&preview().await).as_deref(), Some("Bidang Buruh"));

        let lead = Some(Lead::Agency(DISNAKER));
        let contact = world.contact(DINSOS);
        let done = agency::settle(&world.app, &contact, "Bidang Buruh", lead).await;
        assert!(matches!(done, Err(Error::Denied(_))));
        assert!(matches!(agency::matches(&world.app, &contact).await, Err(Error::Denied(_))));
        let done = agency::forget(&world.app, &contact, "Bidang Buruh").await;
        assert!(matches!(done, Err(Error::Denied(_))));
        let stranger = Some(Lead::Agency(AgencyId(Uuid::from_u128(999))));
        let done = agency::settle(&world.app, &secretariat, "Bidang Buruh", stranger).await;
        assert!(matches!(done, Err(Error::NotFound)));
        for (name, lead) in [(" ", lead), ("Bidang Buruh", None)] {
            let done = agency::settle(&world.app, &secretariat, name, lead).await;
            assert!(matches!(done, Err(Error::Invalid(_))), "{done:?}");
        }
        assert!(agency::matches(&world.app, &secretariat).await.unwrap().is_empty());

        agency::settle(&world.app, &secretariat, "BIDANG buruh", lead).await.unwrap();
        assert_eq!(doubt(&preview().await), None);
        let listed = agency::matches(&world.app, &secretariat).await.unwrap();
        assert_eq!(listed, [("BIDANG buruh".to_owned(), "Disnaker".to_owned())]);
        // A second time replaces it, also where the name is one that was known by itself.
        for name in ["Bidang Buruh", "Dinsos"] {
            let lead = Some(Lead::Group(GROUP));
            agency::settle(&world.app, &secretariat, name, lead).await.unwrap();
        }
        run(&world, &first()).await;
        let mut tx = world.app.store.read().await.unwrap();
        let plan = store::plan::find_of_years(&mut tx, TASKFORCE, NEXT).await.unwrap().unwrap();
        let leads = store::plan::list_leads(&mut tx, TASKFORCE, plan.id).await.unwrap();
        assert!(leads.iter().all(|row| row.lead == Some(Lead::Group(GROUP))), "{leads:?}");
        drop(tx);
        for name in ["bidang buruh", "dinsos"] {
            agency::forget(&world.app, &secretariat, name).await.unwrap();
        }
        assert_eq!(doubt(&preview().await).as_deref(), Some("Bidang Buruh"));
    })
    .await;
}

#[tokio::test]
async fn a_merged_office_hands_over_its_rows_with_their_history() {
    both(|store| async move {
        let world = World::on(store).await;
        let secretariat = world.secretariat();
        let report = count(place(COUNT, DISNAKER, TW2), 0, "3");
        plan::report(&world.app, &world.contact(DISNAKER), report).await.unwrap();

        let contact = world.contact(DISNAKER);
        let done = agency::merge(&world.app, &contact, DISNAKER, Some(DINSOS), "2025-08-01").await;
        assert!(matches!(done, Err(Error::Denied(_))));
        for (into, on) in
            [(Some(DISNAKER), "2025-08-01"), (None, "2025-08-01"), (Some(DINSOS), "?")]
        {
            let done = agency::merge(&world.app, &secretariat, DISNAKER, into, on).await;
            assert!(matches!(done, Err(Error::Invalid(_))), "{done:?}");
        }
        // The second quarter of 2025 is reported in the weeks after its end.
        let done =
            agency::merge(&world.app, &secretariat, DISNAKER, Some(DINSOS), "2025-04-01").await;
        assert!(matches!(done, Err(Error::Rule("agency.merge_reported"))), "{done:?}");

        let events = world.events().await;
        let merged =
            agency::merge(&world.app, &secretariat, DISNAKER, Some(DINSOS), "2025-08-01").await;
        assert_eq!(merged.unwrap(), agency::Merged { rows: 1, groups: 0 });
        assert_eq!(world.events().await, events + 1);
        let merged =
            agency::merge(&world.app, &secretariat, POLRES[1], Some(DINSOS), "2025-08-01").await;
        assert_eq!(merged.unwrap(), agency::Merged { rows: 0, groups: 1 });

        let mut tx = world.app.store.read().await.unwrap();
        let leads = store::plan::list_leads(&mut tx, TASKFORCE, PLAN).await.unwrap();
        let of = |indicator| -> Vec<_> {
            let own = leads.iter().filter(|row| row.indicator == indicator);
            own.map(|row| (row.since, row.lead)).collect()
        };
        let began = date(2024, 1, 1);
        let merged_on = date(2025, 8, 1);
        assert_eq!(
            of(COUNT),
            [(began, Some(Lead::Agency(DISNAKER))), (merged_on, Some(Lead::Agency(DINSOS)))]
        );
        assert_eq!(of(PERCENT), [(began, Some(Lead::Agency(DINSOS)))]);
        assert_eq!(of(OPERATIONS), [(began, Some(Lead::Group(GROUP)))]);
        let group = store::agency::get_group(&mut tx, TASKFORCE, GROUP).await.unwrap();
        let members: Vec<_> = group.members_on(merged_on).collect();
        assert!(members.contains(&DINSOS) && !members.contains(&POLRES[1]), "{members:?}");
        let members: Vec<_> = group.members_on(date(2025, 7, 31)).collect();
        assert!(!members.contains(&DINSOS) && members.contains(&POLRES[1]), "{members:?}");
        let old = store::agency::get(&mut tx, DISNAKER).await.unwrap();
        assert_eq!(old.closed_on, Some(merged_on));
        let reports = store::plan::list_realisations(&mut tx, TASKFORCE, PLAN).await.unwrap();
        assert_eq!(reports[0].place.agency, DISNAKER, "what was reported stays where it was");
        drop(tx);

        // Its name in a file means the other one from now on.
        run(&world, &first()).await;
        let mut tx = world.app.store.read().await.unwrap();
        let plan = store::plan::find_of_years(&mut tx, TASKFORCE, NEXT).await.unwrap().unwrap();
        let supports = store::plan::list_supports(&mut tx, TASKFORCE, plan.id).await.unwrap();
        let named = supports.iter().find(|row| row.name == "Disnaker").unwrap();
        assert_eq!(named.lead, Some(Lead::Agency(DINSOS)));
        drop(tx);

        // The third quarter is asked of who carries the row on.
        world.day(date(2025, 10, 5));
        let late = count(place(COUNT, DISNAKER, super::world::TW3), 0, "4");
        let done = plan::report(&world.app, &world.contact(DISNAKER), late).await;
        assert!(done.is_err(), "{done:?}");
        let new = count(place(COUNT, DINSOS, super::world::TW3), 0, "4");
        plan::report(&world.app, &world.contact(DINSOS), new).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_merge_takes_matched_names_along_and_is_no_way_around_a_version() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, secretariat) = (&world.app, world.secretariat());
        let lead = Some(Lead::Agency(DISNAKER));
        agency::settle(app, &secretariat, "Bidang Buruh", lead).await.unwrap();
        // What another task force works with too is not merged from here.
        let mut tx = app.store.write().await.unwrap();
        store::agency::insert_participant(&mut tx, OTHER, DISNAKER).await.unwrap();
        tx.commit().await.unwrap();
        let shared = agency::merge(app, &secretariat, DISNAKER, Some(DINSOS), "2025-08-01").await;
        assert!(matches!(shared, Err(Error::Rule("agency.merge_shared"))), "{shared:?}");
        let mut tx = app.store.write().await.unwrap();
        store::agency::delete_participant(&mut tx, OTHER, DISNAKER).await.unwrap();
        tx.commit().await.unwrap();

        // A plan in force gets a version of its own, from today at the earliest.
        let regulation = Regulation {
            number: "Perbup 7/2024".to_owned(),
            title: "RAD".to_owned(),
            signed_on: date(2024, 1, 2),
            in_force_on: date(2024, 1, 2),
        };
        plan::enact(app, &secretariat, PLAN, regulation).await.unwrap();
        let past = agency::merge(app, &secretariat, DISNAKER, Some(DINSOS), "2025-07-01").await;
        assert!(matches!(past, Err(Error::Rule("plan.amends_past"))), "{past:?}");
        agency::merge(app, &secretariat, DISNAKER, Some(DINSOS), "2025-08-01").await.unwrap();
        let life = plan::life(app, &secretariat, PLAN).await.unwrap();
        let latest = &life.versions[0];
        assert_eq!((latest.number, latest.amendment.since), (2, date(2025, 8, 1)));
        assert_eq!(latest.amendment.basis, "Penggabungan Disnaker ke Dinsos");
        // And on: what meant the first means the third now, also without its region.
        agency::merge(app, &secretariat, DINSOS, Some(POLRES[0]), "2025-09-01").await.unwrap();
        let text = first().replace("Dinsos;Disnaker", "Dinas Tenaga Kerja;Bidang Buruh");
        run(&world, &text).await;
        let mut tx = app.store.read().await.unwrap();
        let plan = store::plan::find_of_years(&mut tx, TASKFORCE, NEXT).await.unwrap().unwrap();
        let leads = store::plan::list_leads(&mut tx, TASKFORCE, plan.id).await.unwrap();
        assert!(leads.iter().all(|row| row.lead == Some(Lead::Agency(POLRES[0]))), "{leads:?}");
        let supports = store::plan::list_supports(&mut tx, TASKFORCE, plan.id).await.unwrap();
        let named = supports.iter().find(|row| row.name == "Bidang Buruh").unwrap();
        assert_eq!(named.lead, Some(Lead::Agency(POLRES[0])));
    })
    .await;
}

#[tokio::test]
async fn a_merge_is_refused_where_a_group_would_lose_a_report() {
    both(|store| async move {
        let world = World::on(store).await;
        let secretariat = world.secretariat();
        let report = count(place(OPERATIONS, POLRES[1], TW2), 0, "1");
        plan::report(&world.app, &world.contact(POLRES[1]), report).await.unwrap();
        let done =
            agency::merge(&world.app, &secretariat, POLRES[1], Some(DINSOS), "2025-06-01").await;
        assert!(matches!(done, Err(Error::Rule("agency.merge_reported"))), "{done:?}");
        let done =
            agency::merge(&world.app, &secretariat, POLRES[1], Some(DINSOS), "2025-07-01").await;
        assert_eq!(done.unwrap().groups, 1);
    })
    .await;
}

#[tokio::test]
async fn an_import_stays_once_a_row_it_changed_was_reported_on() {
    both(|store| async move {
        let world = World::on(store).await;
        // The row of Disnaker goes to Dinsos, who reports; undoing it would leave the report to nobody.
        let head = HEAD.replace("INSTANSI TERKAIT", "INSTANSI TERKAIT;ID GUGUS");
        let moved = format!(
            "RAD 2024-2026\n{head}A.1;Strategi A;Kegiatan;Indikator {COUNT};kegiatan;10;11;;Dinsos;;{COUNT}\n"
        );
        let moved = moved.replace("2027", "2025").replace("TARGET 2028", "TARGET 2026");
        run(&world, &moved).await;
        let import = latest(&world).await;
        assert!(import.may_undo);
        world.day(date(2025, 10, 5));
        let report = count(place(COUNT, DINSOS, super::world::TW3), 0, "6");
        plan::report(&world.app, &world.contact(DINSOS), report).await.unwrap();
        refused(&world, import.id, Rule::ImportUsed).await;
        assert!(!latest(&world).await.may_undo);
    })
    .await;
}

#[tokio::test]
async fn names_that_change_places_are_imported() {
    both(|store| async move {
        let world = World::on(store).await;
        let file = |one: &str, two: &str| {
            format!(
                "RAD 2027-2028\n{HEAD}A.1;Pencegahan;{one};Jumlah;kali;4;12;;Dinsos;\n\
                 A.2;;{two};Jumlah;kali;3;8;;Disnaker;\n"
            )
        };
        run(&world, &file("Sosialisasi", "Pelatihan")).await;
        let mut tx = world.app.store.read().await.unwrap();
        let plan = store::plan::find_of_years(&mut tx, TASKFORCE, NEXT).await.unwrap().unwrap();
        let rows = store::plan::list_indicators(&mut tx, TASKFORCE, plan.id).await.unwrap();
        drop(tx);
        let ids: Vec<_> = rows.iter().map(|row| row.id.to_string()).collect();
        // As our own workbook comes back: the rows are found by their ids, the names are swapped.
        let head = HEAD.replace("INSTANSI TERKAIT", "INSTANSI TERKAIT;ID GUGUS");
        let swapped = format!(
            "RAD 2027-2028\n{head}A.1;Pencegahan;Pelatihan;Jumlah;kali;4;12;;Dinsos;;{}\n\
             A.2;;Sosialisasi;Jumlah;kali;3;8;;Disnaker;;{}\n",
            ids[0], ids[1]
        );
        run(&world, &swapped).await;
        let mut tx = world.app.store.read().await.unwrap();
        let list = store::plan::list_activities(&mut tx, TASKFORCE, plan.id).await.unwrap();
        let names: Vec<_> = list.iter().map(|row| (row.code.as_str(), row.name.as_str())).collect();
        assert!(names.contains(&("A.1", "Pelatihan")), "{names:?}");
    })
    .await;
}
