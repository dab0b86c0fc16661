//! A meeting from its agenda to locked minutes. Refusals come first.

use std::collections::BTreeSet;

use app::{
    Actor, Error,
    action::view::Shelf,
    meeting::{self, Page, Place, Written},
    plan,
};
use domain::{
    access::ActorKind,
    action,
    id::{AccountId, ActionId, DecisionId, ItemId, MeetingId, TaskForceId},
    meeting::{AgendaForm, AnswerForm, AttendeeForm, DecisionForm, Form, Source, Stage, Step},
    time::Instant,
};
use jiff::civil::date;
use testkit::both;
use uuid::Uuid;

use crate::world::{COUNT, DINSOS, DISNAKER, OTHER, POLRES, World};

pub fn form(kind: &str) -> Form {
    Form {
        kind: kind.into(),
        title: "Rapat koordinasi".into(),
        held_on: "2025-07-25".into(),
        starts: "09.00".into(),
        place: "Aula".into(),
        ..Form::default()
    }
}

/// Another member of the secretariat.
pub fn second(world: &World) -> Actor {
    let kind = ActorKind::Account(AccountId(Uuid::from_u128(4)));
    Actor { kind, ..world.secretariat() }
}

/// A day after which what nobody reported is overdue, and so red.
pub const RED_DAY: jiff::civil::Date = date(2025, 7, 20);

/// A meeting in session, with everybody of the plan invited.
pub async fn running(world: &World) -> MeetingId {
    world.day(RED_DAY);
    let desk = world.secretariat();
    let id = meeting::create(&world.app, &desk, &form("plan_review"), None).await.unwrap();
    world.day(date(2025, 7, 25));
    meeting::step(&world.app, &desk, id, (Step::Open, None), "").await.unwrap();
    id
}

pub fn action_form(what: &str) -> action::Form {
    action::Form {
        what: what.into(),
        agency: DISNAKER.to_string(),
        due_on: "2025-08-05".into(),
        measure: "Laporan masuk".into(),
        indicator: String::new(),
    }
}

pub fn decision_form(text: &str) -> DecisionForm {
    DecisionForm { text: text.into(), asks_amendment: false }
}

/// The first item that is a red row.
async fn red_item(world: &World, id: MeetingId) -> ItemId {
    let show = meeting::show(&world.app, &world.secretariat(), id).await.unwrap();
    let red = |item: &&meeting::view::Item| item.row.source == Source::Red(COUNT);
    show.items.iter().find(red).unwrap().row.id
}

fn is_rule(result: &Result<impl std::fmt::Debug, Error>, code: &str) {
    assert!(matches!(result, Err(Error::Rule(rule)) if *rule == code), "{code}: {result:?}");
}

fn is_denied(result: &Result<impl std::fmt::Debug, Error>) {
    assert!(matches!(result, Err(Error::Denied(_) | Error::NotFound)), "{result:?}");
}

#[tokio::test]
async fn nobody_but_the_secretariat_runs_a_meeting_and_nobody_elses() {
    both(|store| async move {
        let world = World::on(store).await;
        let app = &world.app;
        let id = running(&world).await;
        let item = red_item(&world, id).await;
        let before = world.events().await;
        let page = Page::new(app);
        let stranger = Actor { taskforce: Some(OTHER), ..world.secretariat() };
        let nobody = Actor { taskforce: Some(TaskForceId(app.ids.next())), ..world.secretariat() };
        for actor in [
            world.contact(DINSOS),
            world.actor("agency_head", Some(DINSOS)),
            world.actor("leadership", None),
            world.actor("auditor", None),
            world.actor("observer", None),
            stranger,
            nobody,
        ] {
            let (decision, action) = (DecisionId(app.ids.next()), ActionId(app.ids.next()));
            is_denied(&meeting::edit(app, &actor, id, &form("plenary"), 1).await);
            is_denied(&meeting::invite(app, &actor, id, (&BTreeSet::new(), None)).await);
            is_denied(&meeting::add_item(app, &actor, id, &AgendaForm::default(), None).await);
            is_denied(&meeting::remove_item(app, &actor, id, item).await);
            is_denied(&meeting::move_item(app, &actor, id, item, Place::Up).await);
            is_denied(&meeting::take_pen(app, &actor, id, &page).await);
            is_denied(&meeting::write(app, &actor, id, (item, 1), "x", &page).await);
            let form = decision_form("x");
            let blank = action::Form::default();
            is_denied(&meeting::decide(app, &actor, id, (item, decision), &form, &blank).await);
            is_denied(&meeting::give(app, &actor, id, (decision, action), &blank).await);
            is_denied(&meeting::undecide(app, &actor, id, decision).await);
            is_denied(&meeting::addendum(app, &actor, id, (None, "x")).await);
            is_denied(&meeting::step(app, &actor, id, (Step::Close, None), "").await);
            let attendee = AttendeeForm { name: "A".into(), title: "B".into(), stands_in: false };
            is_denied(&meeting::attend(app, &actor, id, Some(DINSOS), &attendee).await);
        }
        let observer = world.actor("observer", None);
        is_denied(&meeting::index(app, &observer).await.map(|_| ()));
        is_denied(&meeting::create(app, &world.contact(DINSOS), &form("plenary"), None).await);
        assert_eq!(world.events().await, before, "a refusal changes nothing");
    })
    .await;
}

#[tokio::test]
async fn the_agenda_makes_itself_of_what_is_red_returned_and_asked_for() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        world.day(RED_DAY);
        let wish = AgendaForm { title: "Rumah aman".into(), note: "akhir pekan".into() };
        let other = meeting::wish(app, &world.contact(DINSOS), Some(DISNAKER), &wish, None).await;
        is_denied(&other);
        meeting::wish(app, &world.contact(DINSOS), None, &wish, None).await.unwrap();
        let id = meeting::create(app, &desk, &form("plan_review"), None).await.unwrap();
        let show = meeting::show(app, &desk, id).await.unwrap();
        let (_, red) = plan::red_list(app, &desk).await.unwrap().unwrap();
        let on_it: Vec<_> = show
            .items
            .iter()
            .filter_map(|item| match item.row.source {
                Source::Red(row) => Some(row),
                _ => None,
            })
            .collect();
        assert_eq!(on_it, red.iter().map(|row| row.id).collect::<Vec<_>>(), "in red order");
        assert!(!on_it.is_empty());
        assert!(show.items.iter().any(|item| matches!(item.row.source, Source::Wish(_))));
        assert!(meeting::index(app, &desk).await.unwrap().wishes.is_empty(), "taken up");
        let guests: BTreeSet<_> = show.guests.iter().map(|guest| guest.office.id).collect();
        assert!(guests.contains(&DINSOS) && guests.contains(&POLRES[0]));
        // What was taken off does not come back; a call-off gives wishes free again.
        let first = show.items[1].row.clone();
        meeting::remove_item(app, &desk, id, first.id).await.unwrap();
        assert_eq!(meeting::refresh(app, &desk, id).await.unwrap(), 0);
        let last = show.items.last().unwrap().row.id;
        meeting::move_item(app, &desk, id, last, Place::Up).await.unwrap();
        meeting::move_item(app, &desk, id, last, Place::Down).await.unwrap();
        meeting::move_item(app, &desk, id, last, Place::Down).await.unwrap();
        let after = meeting::show(app, &desk, id).await.unwrap();
        assert_eq!(after.items.last().unwrap().row.id, last, "the end is the end");
        let early = meeting::step(app, &desk, id, (Step::Open, None), "").await;
        is_rule(&early, "meeting.too_early");
        let why = meeting::step(app, &desk, id, (Step::Cancel, None), " ").await;
        assert!(matches!(why, Err(Error::Invalid(errors)) if errors.of("note").is_some()));
        meeting::step(app, &desk, id, (Step::Cancel, None), "Banjir").await.unwrap();
        assert_eq!(meeting::index(app, &desk).await.unwrap().wishes.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn two_scribes_two_tabs_and_a_lost_answer_lose_no_text() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let id = running(&world).await;
        let item = red_item(&world, id).await;
        let (tab, other) = (Page::new(app), Page::new(app));
        let saved = meeting::write(app, &desk, id, (item, 1), "satu", &tab).await.unwrap();
        assert_eq!(saved, Written::Saved(2));
        // The answer was lost and the same text is sent again, over the old version.
        let again = meeting::write(app, &desk, id, (item, 1), "satu", &tab).await.unwrap();
        assert_eq!(again, Written::Saved(2));
        // Another tab of the same person has the pen too, but not another text over a newer one.
        let tabs = meeting::write(app, &desk, id, (item, 1), "dua", &other).await.unwrap();
        assert_eq!(tabs, Written::Conflict("satu".into(), 2));
        let rival = second(&world);
        is_rule(&meeting::write(app, &rival, id, (item, 2), "dua", &other).await, "meeting.pen");
        meeting::take_pen(app, &rival, id, &other).await.unwrap();
        let stale = meeting::write(app, &rival, id, (item, 1), "dua", &other).await.unwrap();
        assert_eq!(stale, Written::Conflict("satu".into(), 2), "both sides are known");
        meeting::write(app, &rival, id, (item, 2), "satu dan dua", &other).await.unwrap();
        // A pen that rests is free.
        is_rule(&meeting::write(app, &desk, id, (item, 3), "x", &tab).await, "meeting.pen");
        world.fixture.wait(11 * 60 * Instant::SECOND);
        let free = meeting::write(app, &desk, id, (item, 3), "tiga", &tab).await.unwrap();
        assert_eq!(free, Written::Saved(4));
        let nik = meeting::write(app, &desk, id, (item, 4), "3603011203980001", &tab).await;
        assert!(
            matches!(nik, Err(Error::Invalid(errors)) if errors.of("text") == Some("identity"))
        );
    })
    .await;
}

#[tokio::test]
async fn minutes_are_read_approved_once_and_locked() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let id = running(&world).await;
        let item = red_item(&world, id).await;
        let (decision, form) = (DecisionId(app.ids.next()), decision_form("Dipercepat"));
        let empty = meeting::step(app, &desk, id, (Step::Close, None), "").await;
        assert!(empty.is_ok());
        is_rule(&meeting::step(app, &desk, id, (Step::Circulate, None), "").await, "meeting.empty");
        let given = action_form("Jemput laporan");
        for _ in 0..2 {
            // The same form twice is one decision and one action.
            meeting::decide(app, &desk, id, (item, decision), &form, &given).await.unwrap();
        }
        let contact = world.contact(DINSOS);
        let hidden = meeting::show(app, &contact, id).await.unwrap();
        assert!(hidden.decisions().next().is_none(), "not before it is circulated");
        is_rule(&meeting::remark(app, &contact, id, (None, "x")).await, "meeting.not_circulating");
        meeting::step(app, &desk, id, (Step::Circulate, None), "").await.unwrap();
        let read = meeting::show(app, &contact, id).await.unwrap();
        let [decided] = &read.decisions().collect::<Vec<_>>()[..] else { panic!("one decision") };
        assert_eq!((decided.row.position, decided.actions.len()), (1, 1));
        assert_eq!(decided.actions[0].row.draft.indicator, Some(COUNT), "the row of the item");
        meeting::remark(app, &contact, id, (None, "Angkanya 8")).await.unwrap();
        is_rule(
            &meeting::step(app, &desk, id, (Step::Approve, None), "").await,
            "meeting.own_minutes",
        );
        let leader = world.actor("leadership", None);
        let rival = second(&world);
        let (one, two) = tokio::join!(
            meeting::step(app, &leader, id, (Step::Approve, None), ""),
            meeting::step(app, &rival, id, (Step::Approve, None), ""),
        );
        assert_eq!(u8::from(one.is_ok()) + u8::from(two.is_ok()), 1, "{one:?} {two:?}");
        is_rule(&meeting::step(app, &leader, id, (Step::Approve, None), "").await, "meeting.stage");
        meeting::step(app, &desk, id, (Step::Lock, None), "").await.unwrap();
        let show = meeting::show(app, &desk, id).await.unwrap();
        assert_eq!(show.row.stage, Stage::Locked);
        let page = Page::new(app);
        is_rule(&meeting::write(app, &desk, id, (item, 1), "x", &page).await, "meeting.locked");
        is_rule(&meeting::step(app, &desk, id, (Step::Return, None), "x").await, "meeting.stage");
        is_rule(&meeting::remark(app, &contact, id, (None, "x")).await, "meeting.not_circulating");
        meeting::addendum(app, &desk, id, (None, "Angka pada butir 2 seharusnya 8."))
            .await
            .unwrap();
        let show = meeting::show(app, &contact, id).await.unwrap();
        assert_eq!(show.remarks.iter().filter(|one| one.is_addendum).count(), 1);
        assert_eq!(show.steps.len(), 5, "open, close, circulate, approve once, lock");
    })
    .await;
}

#[tokio::test]
async fn a_case_conference_is_seen_by_those_invited_alone() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let id = meeting::create(app, &desk, &form("case_conference"), None).await.unwrap();
        meeting::invite(app, &desk, id, (&BTreeSet::from([DINSOS]), None)).await.unwrap();
        world.day(date(2025, 7, 25));
        meeting::step(app, &desk, id, (Step::Open, None), "").await.unwrap();
        let item = meeting::show(app, &desk, id).await.unwrap().items[0].row.id;
        let decision = (item, DecisionId(app.ids.next()));
        let given = action::Form {
            agency: DINSOS.to_string(),
            indicator: COUNT.to_string(),
            ..action_form("Rapat lanjutan KK-03")
        };
        meeting::decide(app, &desk, id, decision, &decision_form("Lanjut"), &given).await.unwrap();
        let action = app::action::index(app, &desk, Shelf::default(), None).await.unwrap();
        let action = action.lines[0].row.id;
        for step in [Step::Close, Step::Circulate] {
            meeting::step(app, &desk, id, (step, None), "").await.unwrap();
        }
        assert!(meeting::show(app, &world.contact(DINSOS), id).await.is_ok());
        assert!(app::action::show(app, &world.contact(DINSOS), action).await.is_ok());
        for actor in
            [world.contact(DISNAKER), world.actor("leadership", None), world.actor("auditor", None)]
        {
            assert!(matches!(meeting::show(app, &actor, id).await, Err(Error::NotFound)));
            assert!(meeting::index(app, &actor).await.unwrap().ahead.is_empty());
            assert!(meeting::next(app, &actor).await.unwrap().is_none());
            assert!(matches!(app::action::show(app, &actor, action).await, Err(Error::NotFound)));
            let all = app::action::index(app, &actor, Shelf::default(), None).await.unwrap();
            assert!(all.lines.is_empty() && all.counts.values().all(|count| *count == 0));
            let (touches, actions) = meeting::touches(app, &actor, COUNT).await.unwrap();
            assert!(touches.is_empty() && actions.is_empty(), "not by way of the plan either");
        }
    })
    .await;
}

#[tokio::test]
async fn two_hundred_come_each_once_and_a_closed_office_is_not_invited() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let id = meeting::create(app, &desk, &form("plan_review"), None).await.unwrap();
        let none = meeting::attend(app, &desk, id, None, &AttendeeForm::default()).await;
        let Err(Error::Invalid(errors)) = none else { panic!("{none:?}") };
        assert_eq!(errors.0.len(), 3, "all that is missing at once");
        for number in 0..200 {
            let agency = [DINSOS, DISNAKER, POLRES[0]][number % 3];
            let name = format!("Peserta {number}");
            let form = AttendeeForm { name, title: "Staf".into(), stands_in: false };
            meeting::attend(app, &desk, id, Some(agency), &form).await.unwrap();
        }
        let twin = AttendeeForm { name: "PESERTA 0".into(), title: "x".into(), stands_in: true };
        is_rule(&meeting::attend(app, &desk, id, Some(DINSOS), &twin).await, "meeting.twice");
        let elsewhere = meeting::attend(app, &desk, id, Some(DISNAKER), &twin).await;
        assert!(elsewhere.is_ok(), "the same name in another office is another person");
        let show = meeting::show(app, &desk, id).await.unwrap();
        assert_eq!(show.attendees.len(), 201);
        assert_eq!((show.attendance.invited, show.attendance.present), (4, 3));
        assert!(show.attendance.is_reached());
        meeting::leave(app, &desk, id, show.attendees[0].0.id).await.unwrap();
        let mut tx = app.store.write().await.unwrap();
        let office = store::agency::get(&mut tx, DINSOS).await.unwrap();
        let closed = domain::agency::Agency { closed_on: Some(date(2025, 7, 1)), ..office };
        assert!(store::agency::update(&mut tx, &closed).await.unwrap());
        tx.commit().await.unwrap();
        let id = meeting::create(app, &desk, &form("plan_review"), None).await.unwrap();
        let show = meeting::show(app, &desk, id).await.unwrap();
        assert!(!show.guests.iter().any(|guest| guest.office.id == DINSOS));
        let all = BTreeSet::from([DINSOS, DISNAKER]);
        is_rule(&meeting::invite(app, &desk, id, (&all, None)).await, "agency.closed");
        let after = meeting::show(app, &desk, id).await.unwrap();
        assert_eq!(after.guests.len(), show.guests.len(), "all or nothing");
    })
    .await;
}

#[tokio::test]
async fn an_office_answers_for_itself_until_the_meeting_begins() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let id = meeting::create(app, &desk, &form("plan_review"), None).await.unwrap();
        let coming = AnswerForm { reply: "coming".into(), ..AnswerForm::default() };
        let contact = world.contact(DINSOS);
        is_denied(&meeting::reply(app, &contact, id, DISNAKER, &coming).await);
        is_denied(&meeting::reply(app, &world.actor("auditor", None), id, DINSOS, &coming).await);
        meeting::reply(app, &contact, id, DINSOS, &coming).await.unwrap();
        meeting::reply(app, &desk, id, DISNAKER, &coming).await.unwrap();
        let show = meeting::show(app, &contact, id).await.unwrap();
        let answered = show.guests.iter().filter(|guest| guest.invitation.answer.is_some());
        assert_eq!((answered.count(), show.may.part), (2, Some(DINSOS)));
        // An office that is left out loses its answer, and the meeting it no longer takes part in.
        meeting::invite(app, &desk, id, (&BTreeSet::from([DISNAKER]), None)).await.unwrap();
        is_denied(&meeting::reply(app, &contact, id, DINSOS, &coming).await);
        world.day(date(2025, 7, 25));
        meeting::step(app, &desk, id, (Step::Open, None), "").await.unwrap();
        is_rule(&meeting::reply(app, &desk, id, DISNAKER, &coming).await, "meeting.stage");
    })
    .await;
}

#[tokio::test]
async fn a_door_opens_by_its_code_on_the_day_of_the_meeting_alone() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        world.day(RED_DAY);
        let id = meeting::create(app, &desk, &form("plan_review"), None).await.unwrap();
        is_denied(&meeting::set_door(app, &world.contact(DINSOS), id, true).await);
        meeting::set_door(app, &desk, id, true).await.unwrap();
        let code = meeting::show(app, &desk, id).await.unwrap().row.door.unwrap();
        let wati = AttendeeForm { name: "Wati".into(), title: "Staf".into(), stands_in: true };
        let early = meeting::enter(app, &code, Some(DINSOS), &wati).await;
        assert!(matches!(early, Err(Error::NotFound)), "not before its day");
        world.day(date(2025, 7, 25));
        assert_eq!(meeting::knock(app, &code).await.unwrap().row.id, id);
        for guess in ["", "AAAAAAAA", "' OR 1=1", &code[1..]] {
            assert!(matches!(meeting::knock(app, guess).await, Err(Error::NotFound)), "{guess}");
        }
        let before = world.events().await;
        let stranger = meeting::enter(app, &code, Some(app_id(app)), &wati).await;
        assert!(matches!(stranger, Err(Error::NotFound)), "an office nobody knows");
        let none = meeting::enter(app, &code, None, &AttendeeForm::default()).await;
        assert!(matches!(none, Err(Error::Invalid(errors)) if errors.0.len() == 3));
        assert_eq!(world.events().await, before);
        let spaced = format!("{}-{}", &code[..4], code[4..].to_lowercase());
        meeting::enter(app, &spaced, Some(DINSOS), &wati).await.unwrap();
        is_rule(&meeting::enter(app, &code, Some(DINSOS), &wati).await, "meeting.twice");
        assert_eq!(world.events().await, before + 1);
        meeting::set_door(app, &desk, id, true).await.unwrap();
        let old = meeting::enter(app, &code, Some(DISNAKER), &wati).await;
        assert!(matches!(old, Err(Error::NotFound)), "a new code ends the old one");
        let code = meeting::show(app, &desk, id).await.unwrap().row.door.unwrap();
        meeting::step(app, &desk, id, (Step::Open, None), "").await.unwrap();
        meeting::enter(app, &code, Some(DISNAKER), &wati).await.unwrap();
        meeting::step(app, &desk, id, (Step::Close, None), "").await.unwrap();
        let late = meeting::enter(app, &code, Some(POLRES[0]), &wati).await;
        assert!(matches!(late, Err(Error::NotFound)), "a closed meeting has no door");
        is_rule(&meeting::set_door(app, &desk, id, true).await, "meeting.stage");
        assert_eq!(meeting::show(app, &desk, id).await.unwrap().attendees.len(), 2);
    })
    .await;
}

fn app_id(app: &app::App) -> domain::id::AgencyId {
    domain::id::AgencyId(app.ids.next())
}

#[tokio::test]
async fn nothing_is_written_to_what_was_taken_off_nor_approved_unseen() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let id = running(&world).await;
        let item = red_item(&world, id).await;
        let page = Page::new(app);
        let keep = meeting::show(app, &desk, id).await.unwrap().items[0].row.id;
        meeting::remove_item(app, &second(&world), id, item).await.unwrap();
        let lost = meeting::write(app, &desk, id, (item, 1), "hilang", &page).await;
        is_rule(&lost, "meeting.item_removed");
        let (key, form) = (DecisionId(app.ids.next()), decision_form("Satu"));
        let given = action_form("Jemput laporan");
        let lost = meeting::decide(app, &desk, id, (item, key), &form, &given).await;
        is_rule(&lost, "meeting.item_removed");
        meeting::decide(app, &desk, id, (keep, key), &form, &given).await.unwrap();
        let other = decision_form("Lain");
        let again = meeting::decide(app, &desk, id, (keep, key), &other, &given).await;
        assert!(matches!(again, Err(Error::Conflict)), "another text under a used key: {again:?}");
        meeting::step(app, &desk, id, (Step::Close, None), "").await.unwrap();
        meeting::step(app, &desk, id, (Step::Circulate, None), "").await.unwrap();
        let leader = world.actor("leadership", None);
        let seen = meeting::show(app, &leader, id).await.unwrap().row.version;
        meeting::step(app, &desk, id, (Step::Return, None), "Salah ketik").await.unwrap();
        meeting::write(app, &desk, id, (keep, 1), "versi dua", &page).await.unwrap();
        meeting::step(app, &desk, id, (Step::Circulate, None), "").await.unwrap();
        let unseen = meeting::step(app, &leader, id, (Step::Approve, Some(seen)), "").await;
        assert!(matches!(unseen, Err(Error::Conflict)), "{unseen:?}");
        let seen = meeting::show(app, &leader, id).await.unwrap().row.version;
        meeting::step(app, &leader, id, (Step::Approve, Some(seen)), "").await.unwrap();
        // What becomes of the action since is no part of what was approved.
        let action = app::action::index(app, &desk, Shelf::Live, None).await.unwrap();
        let row = action.lines[0].row.clone();
        let hand = action::StepForm {
            step: "hand_over".into(),
            note: "Tugasnya".into(),
            agency: DINSOS.to_string(),
            ..action::StepForm::default()
        };
        app::action::take(app, &desk, row.id, (&hand, row.version), None).await.unwrap();
        let show = meeting::show(app, &desk, id).await.unwrap();
        let given = &show.decisions().next().unwrap().actions[0];
        assert_eq!((given.agency, given.row.draft.agency), (DISNAKER, DINSOS));
        assert_eq!(given.due_on, date(2025, 8, 5));
    })
    .await;
}

#[tokio::test]
async fn an_action_tells_nothing_of_the_conference_that_its_office_did_not_attend() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let wish = AgendaForm { title: "Rumah aman".into(), note: String::new() };
        meeting::wish(app, &world.contact(DISNAKER), None, &wish, None).await.unwrap();
        world.day(RED_DAY);
        let id = meeting::create(app, &desk, &form("case_conference"), None).await.unwrap();
        assert_eq!(
            meeting::index(app, &desk).await.unwrap().wishes.len(),
            1,
            "no wish is lost there"
        );
        meeting::invite(app, &desk, id, (&BTreeSet::from([DINSOS]), None)).await.unwrap();
        let stale = meeting::invite(app, &desk, id, (&BTreeSet::from([DISNAKER]), Some(1))).await;
        assert!(matches!(stale, Err(Error::Conflict)), "an older list: {stale:?}");
        world.day(date(2025, 7, 25));
        meeting::step(app, &desk, id, (Step::Open, None), "").await.unwrap();
        let item = meeting::show(app, &desk, id).await.unwrap().items[0].row.id;
        let key = (item, DecisionId(app.ids.next()));
        let given = action_form("Carikan pelatihan");
        meeting::decide(app, &desk, id, key, &decision_form("Lanjut"), &given).await.unwrap();
        meeting::step(app, &desk, id, (Step::Close, None), "").await.unwrap();
        meeting::step(app, &desk, id, (Step::Circulate, None), "").await.unwrap();
        let office = world.contact(DISNAKER);
        let mine = app::action::index(app, &office, Shelf::Live, None).await.unwrap();
        let [line] = &mine.lines[..] else { panic!("{mine:?}") };
        assert_eq!(line.meeting, "", "not even what it is called");
        let show = app::action::show(app, &office, line.row.id).await.unwrap();
        assert!(show.meeting.is_none() && show.decision.is_none());
        let report = action::StepForm {
            step: "report".into(),
            note: "Selesai".into(),
            ..action::StepForm::default()
        };
        let file = app::action::Proof::File { name: "b.txt".into(), bytes: b"bukti".to_vec() };
        let version = (&report, line.row.version);
        app::action::take(app, &office, line.row.id, version, Some(file)).await.unwrap();
        let show = app::action::show(app, &desk, line.row.id).await.unwrap();
        let file = show.steps[0].file.unwrap();
        for actor in [&office, &world.contact(DINSOS), &desk] {
            assert!(app::file::open(app, actor, file).await.is_ok());
        }
        for actor in [
            world.contact(POLRES[0]),
            world.actor("leadership", None),
            world.actor("auditor", None),
            world.actor("administrator", None),
        ] {
            let opened = app::file::open(app, &actor, file).await;
            assert!(matches!(opened, Err(Error::NotFound)), "{:?}", actor.role.code);
        }
    })
    .await;
}

#[tokio::test]
async fn a_form_that_is_sent_twice_makes_one_thing() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        world.day(RED_DAY);
        let key = MeetingId(app.ids.next());
        let item_key = ItemId(app.ids.next());
        let item = AgendaForm { title: "Anggaran".into(), note: String::new() };
        for _ in 0..2 {
            meeting::create(app, &desk, &form("plan_review"), Some(key)).await.unwrap();
            meeting::add_item(app, &desk, key, &item, Some(item_key)).await.unwrap();
        }
        assert_eq!(meeting::index(app, &desk).await.unwrap().ahead.len(), 1);
        let show = meeting::show(app, &desk, key).await.unwrap();
        assert_eq!(show.items.iter().filter(|one| one.row.title == "Anggaran").count(), 1);
        let other = meeting::create(app, &desk, &form("plenary"), Some(key)).await;
        assert!(matches!(other, Err(Error::Conflict)), "another meeting: {other:?}");
        let wish_key = domain::id::WishId(app.ids.next());
        for _ in 0..2 {
            let office = world.contact(DINSOS);
            meeting::wish(app, &office, None, &item, Some(wish_key)).await.unwrap();
        }
        assert_eq!(meeting::index(app, &desk).await.unwrap().wishes.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn papers_are_for_those_who_may_see_the_meeting_and_are_recorded() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        world.day(RED_DAY);
        let id = meeting::create(app, &desk, &form("case_conference"), None).await.unwrap();
        let paper = || report::document::Document {
            title: "Daftar hadir".into(),
            closing: "Demikian.".into(),
            ..report::document::Document::default()
        };
        let before = world.events().await;
        let lang = text::Lang::Id;
        for actor in [
            world.contact(DINSOS),
            world.actor("observer", None),
            world.actor("administrator", None),
            Actor { taskforce: Some(OTHER), ..world.secretariat() },
        ] {
            is_denied(&meeting::paper(app, &actor, lang, id, paper()).await.map(|_| ()));
        }
        assert_eq!(world.events().await, before);
        let pdf = meeting::paper(app, &desk, lang, id, paper()).await.unwrap();
        assert!(pdf.starts_with(b"%PDF"));
        assert_eq!(world.events().await, before + 1);
    })
    .await;
}
