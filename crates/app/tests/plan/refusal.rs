//! Who may not, and what does not fit.

use app::{
    Error,
    plan::{self, Desk},
};
use domain::{
    access::Actor,
    id::{IndicatorId, RealisationId},
    plan::{Checkpoint, Form, Stage},
};
use testkit::both;
use uuid::Uuid;

use crate::world::{
    COUNT, DINSOS, DISNAKER, OPERATIONS, OTHER, PERCENT, PLAN, POLRES, TASKFORCE, TW2, TW3, World,
    count, place,
};

fn elsewhere<T: std::fmt::Debug>(result: Result<T, Error>) -> bool {
    matches!(result, Err(Error::Denied(denied)) if denied.elsewhere)
}

fn denied<T: std::fmt::Debug>(result: Result<T, Error>) -> bool {
    matches!(result, Err(Error::Denied(denied)) if !denied.elsewhere)
}

fn rule<T: std::fmt::Debug>(result: Result<T, Error>, code: &str) -> bool {
    matches!(result, Err(Error::Rule(found)) if found == code)
}

#[tokio::test]
async fn an_agency_can_not_report_for_another_whatever_id_it_guesses() {
    both(|store| async move {
        let world = World::on(store).await;
        let dinsos = world.contact(DINSOS);
        let foreign = place(COUNT, DISNAKER, TW2);
        assert!(elsewhere(plan::report_form(&world.app, &dinsos, foreign).await));
        assert!(elsewhere(plan::report(&world.app, &dinsos, count(foreign, 0, "5")).await));
        let not_its_row = place(COUNT, DINSOS, TW2);
        let form = plan::report_form(&world.app, &dinsos, not_its_row).await;
        assert!(matches!(form, Err(Error::NotFound)));
        let unknown = place(IndicatorId(Uuid::from_u128(9)), DINSOS, TW2);
        let form = plan::report_form(&world.app, &dinsos, unknown).await;
        assert!(matches!(form, Err(Error::NotFound)));
        let not_a_member = place(OPERATIONS, DINSOS, TW2);
        let form = plan::report_form(&world.app, &dinsos, not_a_member).await;
        assert!(matches!(form, Err(Error::NotFound)));
        assert_eq!(world.events().await, 0, "nothing was written");
    })
    .await;
}

#[tokio::test]
async fn an_agency_can_not_touch_the_report_of_another() {
    both(|store| async move {
        let world = World::on(store).await;
        let own = place(COUNT, DISNAKER, TW2);
        let disnaker = world.contact(DISNAKER);
        let id = plan::report(&world.app, &disnaker, count(own, 0, "5")).await.unwrap();
        let dinsos = world.contact(DINSOS);
        let link =
            plan::Attachment::Link { url: "https://a.id".into(), about: plan::About::default() };
        assert!(elsewhere(plan::attach(&world.app, &dinsos, id, link).await));
        let theirs = plan::history(&world.app, &disnaker, COUNT).await.unwrap();
        let piece = theirs.checkpoints[0].members[0].revisions[0].evidence.len();
        assert_eq!(piece, 0);
    })
    .await;
}

#[tokio::test]
async fn only_the_secretariat_decides_and_only_agencies_report() {
    both(|store| async move {
        let world = World::on(store).await;
        let own = place(COUNT, DISNAKER, TW2);
        let contact = world.contact(DISNAKER);
        let id = plan::report(&world.app, &contact, count(own, 0, "5")).await.unwrap();
        let readers = ["leadership", "auditor", "observer", "administrator", "region_operator"];
        let readers = readers.map(|role| world.actor(role, Some(DISNAKER)));
        for actor in readers.iter().chain([&contact]) {
            let role = &actor.role.code;
            assert!(denied(plan::verify(&world.app, actor, id, 1).await), "{role}");
            assert!(
                denied(plan::give_back(&world.app, actor, Desk::Secretariat, (id, 1), "x").await),
                "{role}"
            );
            assert!(denied(plan::waiting(&world.app, actor, Desk::Secretariat).await), "{role}");
            assert!(denied(plan::review(&world.app, actor, Desk::Secretariat, id).await), "{role}");
        }
        for role in ["leadership", "auditor", "observer", "administrator", "secretariat"] {
            let actor = world.actor(role, Some(DISNAKER));
            assert!(denied(plan::report(&world.app, &actor, count(own, 1, "6")).await), "{role}");
            assert!(denied(plan::due(&world.app, &actor).await), "{role}");
        }
        let review =
            plan::review(&world.app, &world.secretariat(), Desk::Secretariat, id).await.unwrap();
        assert_eq!(review.revision.version, 1, "nobody decided it");
    })
    .await;
}

#[tokio::test]
async fn a_sub_district_operator_reports_the_own_office_only() {
    both(|store| async move {
        let world = World::on(store).await;
        let operator = world.actor("region_operator", Some(DISNAKER));
        let own = place(COUNT, DISNAKER, TW2);
        plan::report(&world.app, &operator, count(own, 0, "5")).await.unwrap();
        let foreign = place(PERCENT, DINSOS, TW2);
        assert!(elsewhere(plan::report_form(&world.app, &operator, foreign).await));
        let nowhere = world.actor("region_operator", None);
        assert!(elsewhere(plan::report_form(&world.app, &nowhere, own).await));
        assert!(plan::due(&world.app, &nowhere).await.unwrap().rows.is_empty());
    })
    .await;
}

#[tokio::test]
async fn another_task_force_sees_nothing_of_it() {
    both(|store| async move {
        let world = World::on(store).await;
        let own = place(COUNT, DISNAKER, TW2);
        let id =
            plan::report(&world.app, &world.contact(DISNAKER), count(own, 0, "5")).await.unwrap();
        let stranger = Actor { taskforce: Some(OTHER), ..world.secretariat() };
        assert!(matches!(
            plan::review(&world.app, &stranger, Desk::Secretariat, id).await,
            Err(Error::NotFound)
        ));
        assert!(matches!(plan::verify(&world.app, &stranger, id, 1).await, Err(Error::NotFound)));
        assert!(matches!(plan::history(&world.app, &stranger, COUNT).await, Err(Error::NotFound)));
        let filter = plan::view::Filter::default();
        assert!(plan::matrix(&world.app, &stranger, &filter).await.unwrap().is_none());
        let contact = Actor { taskforce: Some(OTHER), ..world.contact(DISNAKER) };
        let form = plan::report_form(&world.app, &contact, own).await;
        assert!(matches!(form, Err(Error::NotFound)));
        let nobody = Actor { taskforce: None, ..world.secretariat() };
        let matrix = plan::matrix(&world.app, &nobody, &filter).await;
        assert!(matches!(matrix, Err(Error::NotFound)));
        assert!(plan::home(&world.app, &nobody).await.unwrap().matrix.is_none());
    })
    .await;
}

#[tokio::test]
async fn nothing_is_reported_before_its_day_or_outside_the_plan() {
    both(|store| async move {
        let world = World::on(store).await;
        let contact = world.contact(DISNAKER);
        let form =
            async |at| plan::report_form(&world.app, &contact, place(COUNT, DISNAKER, at)).await;
        assert!(rule(form(TW3).await, "plan.not_ended"));
        assert!(rule(form(Checkpoint { year: 2023, index: 1 }).await, "plan.outside_plan"));
        assert!(rule(form(Checkpoint { year: 2025, index: 9 }).await, "plan.outside_plan"));
        let mut tx = world.app.store.write().await.unwrap();
        let mut row = store::plan::get(&mut tx, TASKFORCE, PLAN).await.unwrap();
        row.stage = Stage::Closed;
        store::plan::update(&mut tx, &row).await.unwrap();
        store::plan::update_revision(&mut tx, TASKFORCE, PLAN).await.unwrap();
        tx.commit().await.unwrap();
        assert!(rule(form(TW2).await, "plan.closed"));
    })
    .await;
}

#[tokio::test]
async fn a_form_that_somebody_overtook_is_a_conflict_and_changes_nothing() {
    both(|store| async move {
        let world = World::on(store).await;
        let contact = world.contact(DISNAKER);
        let own = place(COUNT, DISNAKER, TW2);
        plan::report(&world.app, &contact, count(own, 0, "5")).await.unwrap();
        let stale = plan::report(&world.app, &contact, count(own, 0, "9")).await;
        assert!(matches!(stale, Err(Error::Conflict)));
        let early = plan::report(&world.app, &contact, count(own, 2, "9")).await;
        assert!(matches!(early, Err(Error::Conflict)));
        let form = plan::report_form(&world.app, &contact, own).await.unwrap();
        assert_eq!((form.base, form.form.value.as_str()), (1, "5"), "both sides can be shown");
        assert_eq!(world.events().await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_decision_is_made_once_on_what_was_seen_and_not_by_the_sender() {
    both(|store| async move {
        let world = World::on(store).await;
        let contact = world.contact(DISNAKER);
        let secretariat = world.secretariat();
        let own = place(COUNT, DISNAKER, TW2);
        let first = plan::report(&world.app, &contact, count(own, 0, "5")).await.unwrap();
        let stale = plan::verify(&world.app, &secretariat, first, 0).await;
        assert!(matches!(stale, Err(Error::Conflict)));
        let second = plan::report(&world.app, &contact, count(own, 1, "6")).await.unwrap();
        let old = plan::verify(&world.app, &secretariat, first, 1).await;
        assert!(rule(old, "plan.superseded"));
        let reason =
            plan::give_back(&world.app, &secretariat, Desk::Secretariat, (second, 1), " \n").await;
        assert!(rule(reason, "plan.reason_missing"));
        let same_person = Actor { kind: contact.kind.clone(), ..secretariat.clone() };
        let own_report = plan::verify(&world.app, &same_person, second, 1).await;
        assert!(rule(own_report, "plan.own_report"));
        plan::verify(&world.app, &secretariat, second, 1).await.unwrap();
        let again = plan::verify(&world.app, &secretariat, second, 2).await;
        assert!(rule(again, "plan.decided"));
        let unknown = RealisationId(Uuid::from_u128(7));
        let missing = plan::verify(&world.app, &secretariat, unknown, 1).await;
        assert!(matches!(missing, Err(Error::NotFound)));
        assert_eq!(world.events().await, 3);
    })
    .await;
}

#[tokio::test]
async fn wrong_fields_are_named_and_nothing_is_saved() {
    both(|store| async move {
        let world = World::on(store).await;
        let contact = world.contact(DINSOS);
        let own = place(PERCENT, DINSOS, TW2);
        let mut new = count(own, 0, "");
        new.form = Form {
            numerator: "5".into(),
            denominator: "4".into(),
            spend: "banyak".into(),
            ..Form::default()
        };
        let refused = plan::report(&world.app, &contact, new.clone()).await;
        let Err(Error::Invalid(errors)) = refused else { panic!("{refused:?}") };
        assert_eq!(errors.of("numerator"), Some("numerator_over"));
        assert_eq!(errors.of("spend"), Some("number"));
        new.form = Form { nihil: true, ..Form::default() };
        let refused = plan::report(&world.app, &contact, new.clone()).await;
        let Err(Error::Invalid(errors)) = refused else { panic!("{refused:?}") };
        assert_eq!(errors.of("nihil_reason"), Some("required"));
        new.form.nihil_reason = "tidak ada korban".into();
        let script =
            plan::Attachment::Link { url: "javascript:x".into(), about: plan::About::default() };
        new.attach = vec![script];
        let refused = plan::report(&world.app, &contact, new.clone()).await;
        let Err(Error::Invalid(errors)) = refused else { panic!("{refused:?}") };
        assert_eq!(errors.of("url"), Some("url"));
        let link =
            plan::Attachment::Link { url: "https://a.id".into(), about: plan::About::default() };
        new.attach = vec![link; 11];
        let refused = plan::report(&world.app, &contact, new).await;
        let Err(Error::Invalid(errors)) = refused else { panic!("{refused:?}") };
        assert_eq!(errors.of("evidence"), Some("too_many"));
        assert_eq!(world.events().await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_member_of_a_group_does_not_report_for_its_sibling() {
    both(|store| async move {
        let world = World::on(store).await;
        let first = world.contact(POLRES[0]);
        let sibling = place(OPERATIONS, POLRES[1], TW2);
        assert!(elsewhere(plan::report(&world.app, &first, count(sibling, 0, "1")).await));
    })
    .await;
}

#[tokio::test]
async fn of_two_at_once_one_wins_and_there_is_one_history() {
    both(|store| async move {
        let world = World::on(store).await;
        let (contact, secretariat) = (world.contact(DISNAKER), world.secretariat());
        let own = place(COUNT, DISNAKER, TW2);
        let (left, right) = tokio::join!(
            plan::report(&world.app, &contact, count(own, 0, "5")),
            plan::report(&world.app, &contact, count(own, 0, "6")),
        );
        let (Ok(id), Err(Error::Conflict)) = (match left {
            Ok(id) => (Ok::<_, Error>(id), right.map(drop)),
            Err(error) => (right, Err(error)),
        }) else {
            panic!("both won, or none")
        };
        let (left, right) = tokio::join!(
            plan::verify(&world.app, &secretariat, id, 1),
            plan::give_back(&world.app, &secretariat, Desk::Secretariat, (id, 1), "foto kurang"),
        );
        assert_eq!(u8::from(left.is_ok()) + u8::from(right.is_ok()), 1, "{left:?} {right:?}");
        let history = plan::history(&world.app, &contact, COUNT).await.unwrap();
        assert_eq!(history.checkpoints[0].members[0].revisions.len(), 1);
        assert_eq!(world.events().await, 2);
    })
    .await;
}
