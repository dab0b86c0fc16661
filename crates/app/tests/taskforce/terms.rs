//! The task force: its terms, its seats on a day, the printed list.

use app::{Error, taskforce};
use domain::{
    access::{Actor, ActorKind},
    taskforce::{Layer, TermDraft, TermForm, TermState, Vacancy},
    time::Date,
};
use testkit::both;
use text::Lang;

use crate::{TODAY, World, rule};

fn draft(from: &str, until: &str) -> TermDraft {
    TermDraft::parse(&TermForm {
        number: "Keputusan Bupati Tangerang Nomor 1 Tahun 2027".into(),
        signed_on: "2026-12-20".into(),
        title: "Pembentukan Gugus Tugas".into(),
        from: from.into(),
        until: until.into(),
    })
    .unwrap()
}

#[tokio::test]
async fn seeding_twice_changes_nothing() {
    both(|store| async move {
        let world = World::new(store).await;
        let before = world.audited().await;
        let system = Actor::system(ActorKind::System);
        let again = taskforce::seed_shipped(world.app(), &system, true).await.unwrap();
        assert_eq!(again, world.own);
        assert_eq!(world.audited().await, before);
    })
    .await;
}

#[tokio::test]
async fn each_term_shows_the_sub_task_forces_and_holders_of_its_day() {
    both(|store| async move {
        let world = World::new(store).await;
        let actor = world.actor("leadership");
        let now = taskforce::show(world.app(), &actor, TODAY).await.unwrap();
        let term = now.term.unwrap();
        assert_eq!((term.term.state, term.subs.len(), now.terms.len()), (TermState::Running, 6, 2));
        let daily = term.first(Layer::DailyChair).unwrap();
        assert!(daily.seat.to_confirm && term.term.to_confirm);
        let seats: usize = term.sections.iter().map(|section| section.seats.len()).sum();
        assert!(seats > 70, "{seats}");

        let rakor = Date::constant(2024, 6, 19);
        let then = taskforce::show(world.app(), &actor, rakor).await.unwrap().term.unwrap();
        let daily = then.first(Layer::DailyChair).unwrap().holder.as_ref().unwrap();
        assert_eq!((daily.person.name.as_str(), daily.is_example), ("Asep Suherman", false));

        let old = taskforce::show(world.app(), &actor, Date::constant(2022, 3, 26)).await.unwrap();
        let old = old.term.unwrap();
        assert_eq!((old.term.state, old.subs.len()), (TermState::Closed, 5));
        let daily = old.first(Layer::DailyChair).unwrap().holder.as_ref().unwrap();
        assert_eq!(daily.person.name, "Asep Jatnika");

        let before =
            taskforce::show(world.app(), &actor, Date::constant(2018, 1, 1)).await.unwrap();
        assert_eq!(before.term, None);
    })
    .await;
}

#[tokio::test]
async fn vacant_seats_are_shown_with_the_reason() {
    let scratch = testkit::sqlite().await;
    let world = World::new(scratch.store.clone()).await;
    let shown = taskforce::show(world.app(), &world.actor("leadership"), TODAY).await.unwrap();
    let term = shown.term.unwrap();
    let seats = term.sections.iter().flat_map(|section| &section.seats);
    let mut why: Vec<Vacancy> =
        seats.filter_map(|seat| seat.holder.as_ref().err().copied()).collect();
    why.sort_by_key(|why| why.code());
    why.dedup();
    assert_eq!(why, [Vacancy::NoHolder, Vacancy::NoOffice]);
    let (all, vacant) = term.tally();
    assert!(vacant > 2 && vacant < all / 4, "{vacant} of {all}");
}

#[tokio::test]
async fn a_term_is_opened_only_after_the_last_was_closed_and_begins_with_vacant_posts() {
    both(|store| async move {
        let world = World::new(store).await;
        let actor = world.actor("secretariat");
        let next = || draft("2027-01-01", "2029-12-31");
        let refused = taskforce::open_term(world.app(), &actor, next()).await;
        assert_eq!(rule(refused), "taskforce.term_running");

        let shown = taskforce::show(world.app(), &actor, TODAY).await.unwrap();
        let running = shown.term.unwrap().term;
        let last = Date::constant(2026, 12, 31);
        let denied =
            taskforce::close_term(world.app(), &world.actor("auditor"), running.id, 1, last).await;
        assert!(matches!(denied, Err(Error::Denied(_))));
        let stale = taskforce::close_term(world.app(), &actor, running.id, 7, last).await;
        assert!(matches!(stale, Err(Error::Conflict)));
        taskforce::close_term(world.app(), &actor, running.id, running.version, last)
            .await
            .unwrap();

        let overlap =
            taskforce::open_term(world.app(), &actor, draft("2026-12-31", "2029-12-31")).await;
        assert_eq!(rule(overlap), "taskforce.term_overlap");
        taskforce::open_term(world.app(), &actor, next()).await.unwrap();
        let then = taskforce::show(world.app(), &actor, Date::constant(2027, 2, 1)).await.unwrap();
        let term = then.term.unwrap();
        assert_eq!(term.subs.len(), 6);
        assert_eq!(term.tally(), (11, 11), "four posts, six coordinators, the secretariat");
        assert!(!term.term.is_example);
    })
    .await;
}

#[tokio::test]
async fn a_seat_goes_to_another_office_from_a_day_on() {
    both(|store| async move {
        let world = World::new(store).await;
        let actor = world.actor("secretariat");
        let term = taskforce::show(world.app(), &actor, TODAY).await.unwrap().term.unwrap();
        let seat = term.first(Layer::DailyChair).unwrap().seat.id;
        let choices = taskforce::choices(world.app(), &actor).await.unwrap();
        let polres =
            choices.iter().find(|choice| choice.title == "Kapolresta Tangerang").unwrap().id;
        let version = term.term.version;
        taskforce::assign_seat(world.app(), &actor, seat, version, polres, TODAY).await.unwrap();
        let stale = taskforce::assign_seat(world.app(), &actor, seat, version, polres, TODAY).await;
        assert!(matches!(stale, Err(Error::Conflict)));
        let again =
            taskforce::assign_seat(world.app(), &actor, seat, version + 1, polres, TODAY).await;
        assert_eq!(rule(again), "taskforce.seat_overlap");

        let now = taskforce::show(world.app(), &actor, TODAY).await.unwrap().term.unwrap();
        let office = now.first(Layer::DailyChair).unwrap().office.clone().unwrap();
        assert_eq!(office.office.id, polres);
        let before = TODAY.yesterday().unwrap();
        let then = taskforce::show(world.app(), &actor, before).await.unwrap().term.unwrap();
        assert_eq!(
            then.first(Layer::DailyChair).unwrap().office.clone().unwrap().agency_short,
            "DPPPA"
        );
    })
    .await;
}

#[tokio::test]
async fn seats_are_added_where_they_fit_and_never_to_a_closed_term() {
    both(|store| async move {
        let world = World::new(store).await;
        let actor = world.actor("secretariat");
        let term = taskforce::show(world.app(), &actor, TODAY).await.unwrap().term.unwrap();
        let (id, version) = (term.term.id, term.term.version);
        let draft = |layer, sub| taskforce::SeatDraft { layer, sub, office: None };
        let misfit =
            taskforce::add_seat(world.app(), &actor, id, version, draft(Layer::Member, None)).await;
        assert_eq!(rule(misfit), "taskforce.seat_layer");
        let sub = term.subs[0].id;
        taskforce::add_seat(world.app(), &actor, id, version, draft(Layer::Member, Some(sub)))
            .await
            .unwrap();
        let old = taskforce::show(world.app(), &actor, Date::constant(2022, 1, 1)).await.unwrap();
        let old = old.term.unwrap().term;
        let closed = taskforce::add_seat(
            world.app(),
            &actor,
            old.id,
            old.version,
            draft(Layer::Chair, None),
        )
        .await;
        assert_eq!(rule(closed), "taskforce.term_closed");
        let foreign = world.stranger("secretariat");
        let result =
            taskforce::add_seat(world.app(), &foreign, id, version, draft(Layer::Chair, None))
                .await;
        assert!(matches!(result, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn the_list_is_printed_for_who_may_and_the_printing_is_recorded() {
    both(|store| async move {
        let world = World::new(store).await;
        let refused =
            taskforce::membership_list(world.app(), &world.actor("observer"), TODAY, Lang::Id)
                .await;
        assert!(matches!(refused, Err(Error::Denied(_))));
        let before = world.audited().await;
        let actor = world.actor("secretariat");
        let pdf = taskforce::membership_list(world.app(), &actor, TODAY, Lang::Id).await.unwrap();
        assert!(pdf.starts_with(b"%PDF-") && pdf.len() < 300_000, "{}", pdf.len());
        assert_eq!(world.audited().await, before + 1);
        let none =
            taskforce::membership_list(world.app(), &actor, Date::constant(2018, 1, 1), Lang::Id)
                .await;
        assert!(matches!(none, Err(Error::NotFound)));
    })
    .await;
}
