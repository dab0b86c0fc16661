//! From report to verified.

use app::plan::{self, About, Attachment, Desk, view::Filter};
use domain::{
    figure::Figure,
    plan::{Ask, Band, Entry, EvidenceKind, Flag, Form, State},
};
use jiff::civil::date;
use testkit::both;

use crate::world::{
    COUNT, DINSOS, DISNAKER, OPERATIONS, PERCENT, POLRES, SHELTER, TW1, TW2, World, count, place,
};

#[expect(clippy::unnecessary_wraps, reason = "views hold an option")]
pub fn units(units: i64) -> Option<Entry> {
    Some(Entry::Count(Figure::whole(units)))
}

async fn row(world: &World, id: domain::id::IndicatorId) -> std::sync::Arc<plan::view::Row> {
    let filter = Filter::default();
    let page = plan::matrix(&world.app, &world.secretariat(), &filter).await.unwrap().unwrap();
    page.matrix.rows.iter().find(|row| row.id == id).unwrap().clone()
}

#[tokio::test]
async fn a_figure_counts_only_once_it_is_verified() {
    both(|store| async move {
        let world = World::on(store).await;
        let (contact, secretariat) = (world.contact(DISNAKER), world.secretariat());
        assert_eq!(row(&world, COUNT).await.band(), Band::NotReported);
        let own = place(COUNT, DISNAKER, TW2);
        let mut new = count(own, 0, "3");
        new.form.spend = "Rp250.000".into();
        new.form.obstacle = "hujan".into();
        let id = plan::report(&world.app, &contact, new).await.unwrap();

        let waits = row(&world, COUNT).await;
        let cell = waits.now.as_ref().unwrap();
        assert_eq!((cell.band, cell.value, cell.unverified), (Band::Waiting, None, units(3)));
        let list = plan::waiting(&world.app, &secretariat, Desk::Secretariat).await.unwrap();
        assert_eq!((list.total, list.rows.len()), (1, 1));
        let waiting = &list.rows[0];
        assert_eq!((waiting.revision.id, waiting.agency.short.as_str()), (id, "Disnaker"));
        assert_eq!(waiting.expected, Some(Figure::whole(5)));
        assert_eq!(waiting.revision.submitted_by.as_deref(), Some("Orang 3"));

        plan::verify(&world.app, &secretariat, id, 1).await.unwrap();
        let verified = row(&world, COUNT).await;
        let cell = verified.now.as_ref().unwrap();
        assert_eq!((cell.band, cell.value, cell.unverified), (Band::Behind, units(3), None));
        assert_eq!((verified.percent(), verified.red.is_some()), (Some(60), true));
        assert_eq!(verified.spend.map(|spend| spend.0), Some(250_000));
        assert_eq!(verified.budget.map(|budget| budget.0), Some(1_000_000));
        assert!(
            plan::waiting(&world.app, &secretariat, Desk::Secretariat)
                .await
                .unwrap()
                .rows
                .is_empty()
        );
        assert_eq!(world.events().await, 2);
    })
    .await;
}

#[tokio::test]
async fn a_returned_report_comes_back_to_its_agency_with_the_reason() {
    both(|store| async move {
        let world = World::on(store).await;
        let (contact, secretariat) = (world.contact(DISNAKER), world.secretariat());
        let own = place(COUNT, DISNAKER, TW2);
        let id = plan::report(&world.app, &contact, count(own, 0, "5")).await.unwrap();
        assert!(
            plan::due(&world.app, &contact)
                .await
                .unwrap()
                .rows
                .iter()
                .all(|due| due.row.id != COUNT || due.head.checkpoint != TW2)
        );
        world.day(date(2025, 7, 14));
        plan::give_back(&world.app, &secretariat, Desk::Secretariat, (id, 1), "foto kurang")
            .await
            .unwrap();
        world.day(date(2025, 7, 16));
        let due = plan::due(&world.app, &contact).await.unwrap();
        let again = due.rows.iter().find(|due| due.head.checkpoint == TW2).unwrap();
        assert_eq!((again.ask, again.is_overdue), (Ask::Again, false));
        assert_eq!(again.deadline, date(2025, 7, 21));
        let form = plan::report_form(&world.app, &contact, own).await.unwrap();
        let head = form.head.unwrap();
        assert_eq!((head.state, head.return_reason.as_str()), (State::Returned, "foto kurang"));
        assert_eq!((form.base, form.form.value.as_str()), (1, "5"));
        assert_eq!(row(&world, COUNT).await.now.as_ref().unwrap().flags, [Flag::Returned]);
        let second = plan::report(&world.app, &contact, count(own, 1, "5")).await.unwrap();
        plan::verify(&world.app, &secretariat, second, 1).await.unwrap();
        let cell = row(&world, COUNT).await.now.clone().unwrap();
        assert_eq!((cell.band, cell.flags), (Band::Achieved, vec![]), "it was first sent in time");
    })
    .await;
}

#[tokio::test]
async fn late_missing_and_corrected_are_seen_by_everyone() {
    both(|store| async move {
        let world = World::on(store).await;
        let (contact, secretariat) = (world.contact(DISNAKER), world.secretariat());
        world.day(date(2025, 7, 20));
        assert_eq!(row(&world, COUNT).await.now.as_ref().unwrap().flags, [Flag::Missing]);
        let own = place(COUNT, DISNAKER, TW2);
        for (base, value) in [(0, "3"), (1, "5")] {
            let id = plan::report(&world.app, &contact, count(own, base, value)).await.unwrap();
            plan::verify(&world.app, &secretariat, id, 1).await.unwrap();
        }
        let cell = row(&world, COUNT).await.now.clone().unwrap();
        assert_eq!((cell.value, cell.flags), (units(5), vec![Flag::Late, Flag::Corrected]));
        let leadership = world.actor("leadership", None);
        let history = plan::history(&world.app, &leadership, COUNT).await.unwrap();
        let point = &history.checkpoints[0];
        assert_eq!(point.head.label, "TW2");
        let revisions = &point.members[0].revisions;
        let seen: Vec<_> = revisions.iter().map(|r| (r.number, r.counts, r.is_late)).collect();
        assert_eq!(seen, [(2, true, false), (1, false, true)]);
        assert_eq!(revisions[1].decided_by.as_deref(), Some("Orang 1"));
        assert_eq!(history.checkpoints.len(), 6);
    })
    .await;
}

#[tokio::test]
async fn a_group_adds_up_when_all_its_members_are_verified() {
    both(|store| async move {
        let world = World::on(store).await;
        let secretariat = world.secretariat();
        for agency in POLRES {
            let contact = world.contact(agency);
            let due = plan::due(&world.app, &contact).await.unwrap();
            assert!(due.rows.iter().any(|due| due.head.checkpoint == TW2));
            let new = count(place(OPERATIONS, agency, TW2), 0, "1");
            let id = plan::report(&world.app, &contact, new).await.unwrap();
            assert_eq!(row(&world, OPERATIONS).await.percent(), None);
            plan::verify(&world.app, &secretariat, id, 1).await.unwrap();
        }
        let group = row(&world, OPERATIONS).await;
        assert_eq!((group.band(), group.percent()), (Band::Achieved, Some(100)));
        assert_eq!(group.lead.short, "Polres (2)");
        assert_eq!(group.lead.members.len(), 2);
        assert_eq!(group.now.as_ref().unwrap().value, units(2));
    })
    .await;
}

#[tokio::test]
async fn nihil_carries_a_count_on_and_is_no_case_for_a_percentage() {
    both(|store| async move {
        let world = World::on(store).await;
        let secretariat = world.secretariat();
        let (disnaker, dinsos) = (world.contact(DISNAKER), world.contact(DINSOS));
        let nihil = Form { nihil: true, nihil_reason: "belum cair".into(), ..Form::default() };
        let first = count(place(COUNT, DISNAKER, TW1), 0, "2");
        plan::report(&world.app, &disnaker, first).await.unwrap();
        let mut second = count(place(COUNT, DISNAKER, TW2), 0, "");
        second.form = nihil.clone();
        let id = plan::report(&world.app, &disnaker, second).await.unwrap();
        plan::verify(&world.app, &secretariat, id, 1).await.unwrap();
        let counted = row(&world, COUNT).await.now.clone().unwrap();
        assert_eq!((counted.value, counted.band), (units(2), Band::Behind), "nihil hides nothing");
        assert_eq!(counted.flags, [Flag::Nihil]);

        let mut none = count(place(PERCENT, DINSOS, TW2), 0, "");
        none.form = nihil.clone();
        let id = plan::report(&world.app, &dinsos, none).await.unwrap();
        plan::verify(&world.app, &secretariat, id, 1).await.unwrap();
        assert_eq!(row(&world, PERCENT).await.band(), Band::NoCase);

        let mut shelter = count(place(SHELTER, DINSOS, TW2), 0, "");
        shelter.form = nihil;
        let id = plan::report(&world.app, &dinsos, shelter).await.unwrap();
        plan::verify(&world.app, &secretariat, id, 1).await.unwrap();
        assert_eq!(row(&world, SHELTER).await.band(), Band::NoCase);
    })
    .await;
}

#[tokio::test]
async fn a_figure_that_fell_is_pointed_out_to_the_secretariat() {
    both(|store| async move {
        let world = World::on(store).await;
        let contact = world.contact(DISNAKER);
        for (at, value) in [(TW1, "4"), (TW2, "3")] {
            let new = count(place(COUNT, DISNAKER, at), 0, value);
            plan::report(&world.app, &contact, new).await.unwrap();
        }
        let list =
            plan::waiting(&world.app, &world.secretariat(), Desk::Secretariat).await.unwrap();
        let told: Vec<_> = list.rows.iter().map(|row| (row.head.checkpoint, row.fell)).collect();
        assert_eq!(told.len(), 2);
        assert!(told.contains(&(TW1, false)) && told.contains(&(TW2, true)));
    })
    .await;
}

#[tokio::test]
async fn evidence_is_kept_from_revision_to_revision_until_it_is_decided() {
    both(|store| async move {
        let world = World::on(store).await;
        let (contact, secretariat) = (world.contact(DISNAKER), world.secretariat());
        let own = place(COUNT, DISNAKER, TW2);
        let link = |caption: &str| Attachment::Link {
            url: "https://tangerangkab.go.id/berita".into(),
            about: About { caption: caption.into(), ..About::default() },
        };
        let text = Attachment::File {
            name: "daftar hadir.pdf".into(),
            bytes: b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
                .to_vec(),
            about: About { caption: " daftar \n hadir ".into(), ..About::default() },
        };
        let mut new = count(own, 0, "5");
        new.attach = vec![link("berita"), text];
        let first = plan::report(&world.app, &contact, new).await.unwrap();
        plan::attach(&world.app, &contact, first, link("lagi")).await.unwrap();
        let seen_before = plan::verify(&world.app, &world.secretariat(), first, 1).await;
        assert!(matches!(seen_before, Err(app::Error::Conflict)), "{seen_before:?}");
        let form = plan::report_form(&world.app, &contact, own).await.unwrap();
        let evidence = form.head.unwrap().evidence;
        let seen: Vec<_> = evidence.iter().map(|e| (e.kind, e.caption.as_str())).collect();
        assert_eq!(
            seen,
            [
                (EvidenceKind::Link, "berita"),
                (EvidenceKind::File, "daftar hadir"),
                (EvidenceKind::Link, "lagi"),
            ]
        );
        let mut again = count(own, 1, "6");
        again.keep = vec![evidence[1].id];
        let second = plan::report(&world.app, &contact, again).await.unwrap();
        let review =
            plan::review(&world.app, &secretariat, Desk::Secretariat, second).await.unwrap();
        assert_eq!(review.revision.evidence.len(), 1);
        assert_eq!(review.revision.evidence[0].file, evidence[1].file);
        assert_eq!(row(&world, COUNT).await.now.as_ref().unwrap().evidence, 1);
        let mut stolen = count(place(COUNT, DISNAKER, TW1), 0, "6");
        stolen.keep = vec![evidence[1].id];
        let refused = plan::report(&world.app, &contact, stolen).await;
        assert!(matches!(refused, Err(app::Error::NotFound)), "evidence of another checkpoint");
        plan::verify(&world.app, &secretariat, second, 1).await.unwrap();
        let late = plan::attach(&world.app, &contact, second, link("x")).await;
        assert!(matches!(late, Err(app::Error::Rule("plan.decided"))));
    })
    .await;
}

#[tokio::test]
async fn each_role_comes_home_to_its_own_work() {
    both(|store| async move {
        let world = World::on(store).await;
        world.day(date(2025, 7, 20));
        let contact = world.contact(DINSOS);
        let home = plan::home(&world.app, &contact).await.unwrap();
        let due: Vec<_> = home.due.iter().map(|due| (due.row.id, due.ask)).collect();
        assert_eq!(due.last(), Some(&(SHELTER, Ask::Optional)), "the optional one comes last");
        assert_eq!(home.due_total, 2, "TW2, and TW4 of a year that was never closed");
        assert!(home.waiting.is_empty());
        assert_eq!((home.red_total, home.red[0].id), (1, PERCENT), "only its own");
        let own = place(COUNT, DISNAKER, TW2);
        plan::report(&world.app, &world.contact(DISNAKER), count(own, 0, "5")).await.unwrap();
        let home = plan::home(&world.app, &world.secretariat()).await.unwrap();
        assert_eq!((home.due.len(), home.waiting_total, home.red_total), (0, 1, 2));
        assert_eq!(home.next.unwrap().label, "TW3");
        let leadership = world.actor("leadership", None);
        let page = plan::leadership(&world.app, &leadership).await.unwrap().unwrap();
        assert_eq!((page.red_total, page.red.len()), (2, 2));
        let names: Vec<_> =
            page.agencies.iter().map(|a| (a.agency.short.as_str(), a.red)).collect();
        assert_eq!(names, [("Dinsos", 1), ("Polres A", 1), ("Polres B", 1)]);
        let home = plan::home(&world.app, &leadership).await.unwrap();
        assert_eq!((home.due.len(), home.waiting.len(), home.red_total), (0, 0, 2));
    })
    .await;
}
