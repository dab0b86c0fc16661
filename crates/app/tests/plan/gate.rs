//! Other ways to fill: with the approval of the head of an agency, and by a link without an account.

use app::{
    Error,
    plan::{self, Desk, link},
};
use domain::{
    access::ActorKind,
    id::AccountId,
    plan::{Ask, Band, State, Via},
};
use testkit::both;
use uuid::Uuid;

use super::{
    report::units,
    world::{COUNT, DINSOS, DISNAKER, OPERATIONS, POLRES, TW2, World, count, place},
};

#[tokio::test]
async fn what_waits_for_the_head_is_not_seen_by_the_secretariat() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, secretariat) = (&world.app, world.secretariat());
        let (contact, head) = (world.contact(DISNAKER), world.actor("agency_head", Some(DISNAKER)));
        plan::set_approval(app, &secretariat, DISNAKER, true).await.unwrap();
        let own = place(COUNT, DISNAKER, TW2);
        let id = plan::report(app, &contact, count(own, 0, "5")).await.unwrap();
        let waiting = plan::waiting(app, &secretariat, Desk::Secretariat).await.unwrap();
        assert!(waiting.rows.is_empty());
        let early = plan::verify(app, &secretariat, id, 1).await;
        assert!(matches!(early, Err(Error::Rule("plan.decided"))), "{early:?}");
        let history = plan::history(app, &contact, COUNT).await.unwrap();
        assert_eq!(history.checkpoints[0].cell.band, Band::NotReported, "nothing came yet");
        let due = plan::due(app, &contact).await.unwrap();
        let asked = due.rows.iter().any(|row| row.row.id == COUNT && row.head.checkpoint == TW2);
        assert!(!asked, "nobody is asked twice");
        assert_eq!(plan::home(app, &head).await.unwrap().waiting_total, 1);
        plan::approve(app, &head, id, 1).await.unwrap();
        let again = plan::approve(app, &head, id, 1).await;
        assert!(matches!(again, Err(Error::Rule("plan.decided"))), "{again:?}");
        let waiting = plan::waiting(app, &secretariat, Desk::Secretariat).await.unwrap();
        assert_eq!(waiting.rows[0].revision.approved_by.as_deref(), Some("Orang 4"));
        plan::verify(app, &secretariat, id, 2).await.unwrap();
        let history = plan::history(app, &contact, COUNT).await.unwrap();
        assert_eq!(history.checkpoints[0].cell.value, units(5));
    })
    .await;
}

#[tokio::test]
async fn a_head_decides_about_the_own_agency_alone_and_may_send_back() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, secretariat) = (&world.app, world.secretariat());
        let head = world.actor("agency_head", Some(DISNAKER));
        plan::set_approval(app, &secretariat, DISNAKER, true).await.unwrap();
        let own = place(COUNT, DISNAKER, TW2);
        let contact = world.contact(DISNAKER);
        let id = plan::report(app, &contact, count(own, 0, "5")).await.unwrap();
        for stranger in
            [world.actor("agency_head", Some(DINSOS)), contact.clone(), secretariat.clone()]
        {
            let done = plan::approve(app, &stranger, id, 1).await;
            assert!(matches!(done, Err(Error::Denied(_))), "{done:?}");
            let back = plan::give_back(app, &stranger, Desk::Head, (id, 1), "x").await;
            assert!(matches!(back, Err(Error::Denied(_))), "{back:?}");
        }
        plan::give_back(app, &head, Desk::Head, (id, 1), "angka belum cocok").await.unwrap();
        let due = plan::due(app, &contact).await.unwrap();
        let row = due.rows.iter().find(|row| row.row.id == COUNT && row.head.checkpoint == TW2);
        let row = row.unwrap();
        assert_eq!(row.ask, Ask::Again);
        // What the head writes needs nobody's approval.
        let own = plan::report(app, &head, count(own, 1, "6")).await.unwrap();
        let seen = plan::review(app, &secretariat, Desk::Secretariat, own).await.unwrap();
        assert_eq!(seen.revision.state, State::Submitted);
        let unset = plan::set_approval(app, &head, DISNAKER, false).await;
        assert!(matches!(unset, Err(Error::Denied(_))), "{unset:?}");
    })
    .await;
}

#[tokio::test]
async fn a_link_reports_for_one_office_until_it_expires_or_is_taken_back() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, secretariat) = (&world.app, world.secretariat());
        let (id, token) =
            link::issue(app, &secretariat, Some(POLRES[0]), ("Bripka Ani", "3")).await.unwrap();
        let holder = link::knock(app, &token).await.unwrap();
        assert_eq!(holder.name, "Bripka Ani");
        let own = place(OPERATIONS, POLRES[0], TW2);
        let sent = plan::report(app, &holder.actor, count(own, 0, "1")).await.unwrap();
        let seen = plan::review(app, &secretariat, Desk::Secretariat, sent).await.unwrap();
        assert_eq!(seen.revision.submitted_by.as_deref(), Some("Bripka Ani"));
        assert_eq!(seen.revision.via, Via::Link);
        let other =
            plan::report(app, &holder.actor, count(place(OPERATIONS, POLRES[1], TW2), 0, "1"))
                .await;
        assert!(matches!(other, Err(Error::Denied(_))), "{other:?}");
        for refused in [
            plan::matrix(app, &holder.actor, &plan::view::Filter::default()).await.err(),
            plan::history(app, &holder.actor, OPERATIONS).await.err(),
            link::links(app, &holder.actor).await.err(),
        ] {
            assert!(matches!(refused, Some(Error::Denied(_))), "{refused:?}");
        }
        assert_eq!(link::links(app, &secretariat).await.unwrap()[0].row.uses, 1);
        link::revoke(app, &secretariat, id).await.unwrap();
        // The page was open when the link was taken back.
        let late = plan::report(app, &holder.actor, count(own, 1, "2")).await;
        assert!(matches!(late, Err(Error::NotFound)), "{late:?}");
        let before = world.events().await;
        assert!(matches!(link::knock(app, &token).await, Err(Error::NotFound)));
        assert_eq!(world.events().await, before + 1, "a dead link leaves a trace");
    })
    .await;
}

#[tokio::test]
async fn an_old_a_guessed_and_a_foreign_link_look_alike() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, secretariat) = (&world.app, world.secretariat());
        let (_, token) =
            link::issue(app, &secretariat, Some(DINSOS), ("Pak Budi", "3")).await.unwrap();
        let guess: String = token.chars().rev().collect();
        for wrong in ["", "x", guess.as_str(), &"A".repeat(43), "../../etc/passwd"] {
            assert!(matches!(link::knock(app, wrong).await, Err(Error::NotFound)), "{wrong}");
        }
        world.fixture.wait(3 * domain::time::Instant::DAY);
        assert!(matches!(link::knock(app, &token).await, Err(Error::NotFound)));
        let contact = world.contact(DINSOS);
        let issued = link::issue(app, &contact, Some(DINSOS), ("Pak Budi", "3")).await;
        assert!(matches!(issued, Err(Error::Denied(_))), "{issued:?}");
        let nowhere = link::issue(app, &secretariat, None, ("", "9999")).await;
        let Err(Error::Invalid(errors)) = nowhere else { panic!("{nowhere:?}") };
        assert_eq!(errors.0.len(), 3);
    })
    .await;
}

#[tokio::test]
async fn what_has_not_left_the_house_is_told_to_nobody_else_and_goes_on_when_the_gate_opens() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, secretariat) = (&world.app, world.secretariat());
        let contact = world.contact(DISNAKER);
        plan::set_approval(app, &secretariat, DISNAKER, true).await.unwrap();
        let approval = plan::approval(app, &secretariat, DISNAKER).await.unwrap();
        assert!(approval.is_wanted && !approval.has_head, "the page says that nobody can approve");
        let own = place(COUNT, DISNAKER, TW2);
        let id = plan::report(app, &contact, count(own, 0, "5")).await.unwrap();
        for stranger in [&secretariat, &world.contact(DINSOS), &world.actor("observer", None)] {
            let history = plan::history(app, stranger, COUNT).await.unwrap();
            let told = history.checkpoints.iter().flat_map(|point| &point.members);
            assert!(told.into_iter().all(|member| member.revisions.is_empty()), "{stranger:?}");
        }
        let history = plan::history(app, &contact, COUNT).await.unwrap();
        assert_eq!(history.checkpoints[0].members[0].revisions.len(), 1, "the office sees its own");
        let seen = plan::review(app, &secretariat, Desk::Secretariat, id).await;
        assert!(matches!(seen, Err(Error::NotFound)), "{seen:?}");

        plan::set_approval(app, &secretariat, DISNAKER, false).await.unwrap();
        let waiting = plan::waiting(app, &secretariat, Desk::Secretariat).await.unwrap();
        assert_eq!(waiting.rows.len(), 1, "nothing is stranded");
        plan::verify(app, &secretariat, id, 2).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn who_gave_out_a_link_does_not_decide_what_came_by_it() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, secretariat) = (&world.app, world.secretariat());
        let (_, token) =
            link::issue(app, &secretariat, Some(POLRES[0]), ("Bripka Ani", "3")).await.unwrap();
        let holder = link::knock(app, &token).await.unwrap();
        let own = place(OPERATIONS, POLRES[0], TW2);
        let id = plan::report(app, &holder.actor, count(own, 0, "1")).await.unwrap();
        let done = plan::verify(app, &secretariat, id, 1).await;
        assert!(matches!(done, Err(Error::Rule("plan.own_report"))), "{done:?}");
        let mut colleague = world.secretariat();
        colleague.kind = ActorKind::Account(AccountId(Uuid::from_u128(2)));
        plan::verify(app, &colleague, id, 1).await.unwrap();
    })
    .await;
}
