//! The demo fills on both engines, through the same use cases as people.

use app::{Actor, ActorKind, audit, demo};
use testkit::{app_on, both};

#[tokio::test]
async fn the_demo_fills_and_leaves_a_whole_chain() {
    both(|store| async move {
        let app = app_on(store).app;
        let mut heard = Vec::new();
        let accounts = demo::fill(&app, &mut |line| heard.push(line.to_owned())).await.unwrap();
        assert!(accounts.iter().any(|one| one.role == "agency_contact" && one.agency == "Dinsos"));
        assert!(!heard.is_empty(), "long work says how far it is");
        let off = app::outreach::recount(&app, &Actor::system(ActorKind::System)).await.unwrap();
        assert_eq!(off, [], "the roll-up of orders is off");
        let taskforce = {
            let mut tx = app.store.read().await.unwrap();
            store::taskforce::list(&mut tx).await.unwrap()[0].id
        };
        let desk = Actor::system(ActorKind::System).within(taskforce);
        let filter = app::instrument::view::Filter::default();
        let register = app::instrument::index(&app, &desk, &filter).await.unwrap();
        assert!(register.total > 10 && register.coverage.iter().any(|one| one.covered > 0));
        assert!(register.lines.iter().any(|line| line.asks_answer), "something ends soon");
        let verdicts = audit::verify(&app, &Actor::system(ActorKind::System)).await.unwrap();
        assert!(verdicts.iter().all(|verdict| verdict.bad.is_none()));
    })
    .await;
}

#[tokio::test]
async fn a_seeded_nation_is_exported_whole_and_one_task_force_alone() {
    both(|store| async move {
        let app = app_on(store).app;
        demo::fill(&app, &mut |_| {}).await.unwrap();
        let system = Actor::system(ActorKind::System);
        let seeded = demo::scale(&app, &system, demo::Scale::Province, &mut |_, _| {}).await;
        let seeded = seeded.unwrap();
        assert_eq!((seeded.taskforces, seeded.added), (9, 8));
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("laporan.xlsx");
        let all = app::plan::export_reports(&app, &system, &path, &mut |_| {}).await.unwrap();
        assert!(all > seeded.realisations, "{all} of {seeded:?}");
        let bytes = std::fs::read(&path).unwrap();
        let limits = report::sheet::Limits::default();
        let book = report::sheet::read(&bytes, "laporan.xlsx", &limits).unwrap();
        let sheet = &book.sheets[0];
        assert_eq!(usize::try_from(sheet.row_count()).unwrap(), all + 1);
        let words = |row, column| sheet.cell(row, column).as_text().unwrap_or_default().to_owned();
        let first = (1..sheet.row_count()).find(|row| words(*row, 3) == "A.1").unwrap();
        let read = [2, 4, 6, 7, 8, 12, 24].map(|column| words(first, column));
        let told = [
            "Pendidikan dan kesadaran masyarakat",
            "Sosialisasi TPPO/PMI aman di kecamatan kantong PMI",
            "kecamatan",
            "per_period",
            "Disnaker",
            "verified",
            "page",
        ];
        assert_eq!(read, told);
        let again = demo::scale(&app, &system, demo::Scale::Province, &mut |_, _| {}).await;
        assert_eq!(again.unwrap().added, 0, "seeding again adds nothing");
        let mut tx = app.store.read().await.unwrap();
        let other = store::taskforce::list(&mut tx).await.unwrap();
        let other = other.into_iter().find(|row| row.name == "Contoh 3").unwrap();
        drop(tx);
        let own = system.within(other.id);
        let own = app::plan::export_reports(&app, &own, &path, &mut |_| {}).await.unwrap();
        assert_eq!(own + 1, seeded.realisations / 8, "what waits for a head stays in the house");
        let verdicts = audit::verify(&app, &Actor::system(ActorKind::System)).await.unwrap();
        assert!(verdicts.iter().all(|verdict| verdict.bad.is_none()));
    })
    .await;
}
