//! An action from the decision that gave it out to verified done. Refusals come first.

use app::{
    Actor, App, Error,
    action::{self, Proof, view::Shelf},
    meeting,
};
use domain::{
    action::{State, StepForm},
    id::{ActionId, DecisionId, MeetingId},
    meeting::Step as MeetingStep,
};
use jiff::civil::date;
use testkit::both;

use crate::{
    meeting::{action_form, decision_form, form, running, second},
    world::{DINSOS, DISNAKER, OTHER, World},
};

/// An action of Disnaker, due on 05/08/2025, whose minutes go round.
async fn given(world: &World) -> ActionId {
    let id = drafted(world).await;
    let from = action::show(&world.app, &world.secretariat(), id).await.unwrap().row;
    go_round(world, from.meeting.unwrap()).await;
    id
}

async fn go_round(world: &World, meeting: MeetingId) {
    for step in [MeetingStep::Close, MeetingStep::Circulate] {
        meeting::step(&world.app, &world.secretariat(), meeting, (step, None), "").await.unwrap();
    }
}

/// The same while the minutes are written.
async fn drafted(world: &World) -> ActionId {
    let (app, desk) = (&world.app, world.secretariat());
    let id = running(world).await;
    let item = meeting::show(app, &desk, id).await.unwrap().items[0].row.id;
    let place = (item, DecisionId(app.ids.next()));
    let action = action_form("Jemput laporan");
    meeting::decide(app, &desk, id, place, &decision_form("Dipercepat"), &action).await.unwrap();
    action::index(app, &desk, Shelf::Live, None).await.unwrap().lines[0].row.id
}

fn step(step: &str) -> StepForm {
    StepForm { step: step.into(), note: "Karena begitu".into(), ..StepForm::default() }
}

async fn take(
    app: &App,
    actor: &Actor,
    id: ActionId,
    form: &StepForm,
    proof: &str,
) -> Result<(), Error> {
    let system =
        Actor::system(domain::access::ActorKind::System).within(actor.taskforce.unwrap_or(OTHER));
    let version = match action::show(app, &system, id).await {
        Ok(show) => show.row.version,
        Err(_) => 1,
    };
    action::take(app, actor, id, (form, version), Some(Proof::Link(proof.into()))).await
}

fn is_rule(result: &Result<(), Error>, code: &str) {
    assert!(matches!(result, Err(Error::Rule(rule)) if *rule == code), "{code}: {result:?}");
}

#[tokio::test]
async fn an_office_reports_on_its_own_actions_and_the_secretariat_does_the_rest() {
    both(|store| async move {
        let world = World::on(store).await;
        let app = &world.app;
        let id = given(&world).await;
        let desk = world.secretariat();
        let before = world.events().await;
        let stranger = Actor { taskforce: Some(OTHER), ..world.secretariat() };
        for (actor, steps) in [
            (world.contact(DINSOS), &["progress", "ask", "report", "verify", "extend"][..]),
            (world.contact(DISNAKER), &["verify", "return", "hand_over", "extend", "cancel"]),
            (desk.clone(), &["progress", "ask", "report"]),
            (world.actor("leadership", None), &["report", "verify"]),
            (world.actor("auditor", None), &["report", "verify"]),
            (stranger, &["verify", "cancel"]),
        ] {
            for name in steps {
                let taken = take(app, &actor, id, &step(name), "https://contoh.id").await;
                assert!(
                    matches!(taken, Err(Error::Denied(_) | Error::NotFound)),
                    "{name}: {taken:?}"
                );
            }
        }
        assert_eq!(world.events().await, before, "a refusal changes nothing");
    })
    .await;
}

#[tokio::test]
async fn done_needs_evidence_and_another_pair_of_eyes() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let id = given(&world).await;
        let office = world.contact(DISNAKER);
        is_rule(&take(app, &office, id, &step("report"), "").await, "action.no_evidence");
        let bad = take(app, &office, id, &step("report"), "javascript:alert(1)").await;
        assert!(matches!(bad, Err(Error::Invalid(errors)) if errors.of("url").is_some()));
        take(app, &office, id, &step("progress"), "https://contoh.id/jadwal").await.unwrap();
        // What was shown on the way is evidence too.
        take(app, &office, id, &step("report"), "").await.unwrap();
        let (verify, back, rival) = (step("verify"), step("return"), second(&world));
        let (one, two) =
            tokio::join!(take(app, &desk, id, &verify, ""), take(app, &rival, id, &back, ""),);
        assert_eq!(u8::from(one.is_ok()) + u8::from(two.is_ok()), 1, "{one:?} {two:?}");
        let show = action::show(app, &desk, id).await.unwrap();
        assert_eq!(show.steps.len(), 3, "one of them, with one history");
        assert!(matches!(show.row.state, State::Done | State::Open));
    })
    .await;
}

#[tokio::test]
async fn who_reports_for_an_office_does_not_verify_it() {
    both(|store| async move {
        let world = World::on(store).await;
        let app = &world.app;
        let id = given(&world).await;
        let office = world.contact(DISNAKER);
        take(app, &office, id, &step("report"), "https://contoh.id").await.unwrap();
        // The same person under another role.
        let same = Actor { kind: office.kind.clone(), ..world.secretariat() };
        is_rule(&take(app, &same, id, &step("verify"), "").await, "action.own_report");
        take(app, &world.secretariat(), id, &step("verify"), "").await.unwrap();
        is_rule(&take(app, &world.secretariat(), id, &step("cancel"), "").await, "action.state");
    })
    .await;
}

#[tokio::test]
async fn what_is_overdue_comes_onto_the_next_agenda_by_itself() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let id = given(&world).await;
        world.day(date(2025, 8, 10));
        let late = action::index(app, &desk, Shelf::Overdue, None).await.unwrap();
        assert_eq!(late.lines.len(), 1);
        let next = domain::meeting::Form { held_on: "2025-08-15".into(), ..form("plenary") };
        let meeting = meeting::create(app, &desk, &next, None).await.unwrap();
        let show = meeting::show(app, &desk, meeting).await.unwrap();
        let about = domain::meeting::Source::Action(id);
        assert!(show.items.iter().any(|item| item.row.source == about), "{:?}", show.items);
        assert_eq!(action::show(app, &desk, id).await.unwrap().spoken.len(), 1);
        // Another day in the future takes it off the shelf; the reason stays.
        let back = StepForm { day: "2025-07-01".into(), ..step("extend") };
        let refused = take(app, &desk, id, &back, "").await;
        assert!(matches!(refused, Err(Error::Invalid(errors)) if errors.of("day").is_some()));
        let more = StepForm { day: "2025-09-01".into(), ..step("extend") };
        take(app, &desk, id, &more, "").await.unwrap();
        let late = action::index(app, &desk, Shelf::Overdue, None).await.unwrap();
        assert!(late.lines.is_empty());
        // What becomes overdue between the invitation and the day is taken up when it opens.
        let more = StepForm { day: "2025-08-12".into(), ..step("extend") };
        take(app, &desk, id, &more, "").await.unwrap();
        world.day(date(2025, 8, 15));
        meeting::step(app, &desk, meeting, (MeetingStep::Open, None), "").await.unwrap();
        let show = meeting::show(app, &desk, meeting).await.unwrap();
        let times = show.items.iter().filter(|item| item.row.source == about).count();
        assert_eq!(times, 1, "once");
    })
    .await;
}

#[tokio::test]
async fn an_action_is_handed_over_also_from_an_office_that_closed() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let id = given(&world).await;
        let mut tx = app.store.write().await.unwrap();
        let office = store::agency::get(&mut tx, DISNAKER).await.unwrap();
        let closed = domain::agency::Agency { closed_on: Some(world.today()), ..office };
        assert!(store::agency::update(&mut tx, &closed).await.unwrap());
        tx.commit().await.unwrap();
        let index = action::index(app, &desk, Shelf::Live, None).await.unwrap();
        assert!(index.lines[0].is_orphan, "somebody must see it");
        let to = |agency: String| StepForm { agency, ..step("hand_over") };
        let same = take(app, &desk, id, &to(DISNAKER.to_string()), "").await;
        is_rule(&same, "action.same_agency");
        take(app, &desk, id, &to(DINSOS.to_string()), "").await.unwrap();
        take(app, &world.contact(DINSOS), id, &step("progress"), "").await.unwrap();
        let old = take(app, &world.contact(DISNAKER), id, &step("progress"), "").await;
        assert!(matches!(old, Err(Error::Denied(_))), "{old:?}");
        let show = action::show(app, &desk, id).await.unwrap();
        let moved = show.steps.iter().find_map(|step| step.agencies);
        assert_eq!(moved, Some((DISNAKER, DINSOS)));
        assert!(!show.is_orphan);
    })
    .await;
}

#[tokio::test]
async fn a_decision_is_taken_out_only_while_nobody_worked_on_it() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let id = drafted(&world).await;
        let from = action::show(app, &desk, id).await.unwrap().row;
        let (meeting, decision) = (from.meeting.unwrap(), from.decision.unwrap());
        let extra = ActionId(app.ids.next());
        for _ in 0..2 {
            let more = action_form("Satu lagi");
            meeting::give(app, &desk, meeting, (decision, extra), &more).await.unwrap();
        }
        let live = action::index(app, &desk, Shelf::Live, None).await.unwrap();
        assert_eq!(live.lines.len(), 2, "the same form twice gives one");
        // What may still be worded anew is nobody's work yet, and on nobody's list.
        let office = world.contact(DISNAKER);
        let early = take(app, &office, id, &step("progress"), "").await;
        assert!(matches!(early, Err(Error::NotFound)), "{early:?}");
        assert!(action::index(app, &office, Shelf::Live, None).await.unwrap().lines.is_empty());
        assert!(action::due(app, &office).await.unwrap().own.unwrap().0.is_empty());
        go_round(&world, meeting).await;
        take(app, &office, id, &step("progress"), "").await.unwrap();
        let back = (MeetingStep::Return, None);
        meeting::step(app, &desk, meeting, back, "Ada yang kurang").await.unwrap();
        is_rule(&meeting::undecide(app, &desk, meeting, decision).await, "meeting.worked");
        is_rule(&meeting::take_back(app, &desk, meeting, id).await, "meeting.worked");
        let anew = meeting::give_anew(app, &desk, meeting, (id, 2), &action_form("Lain")).await;
        is_rule(&anew, "meeting.worked");
        let live = action::index(app, &desk, Shelf::Live, None).await.unwrap();
        assert_eq!(live.lines.len(), 2, "nothing of it happened");
        let unknown = domain::action::Form { indicator: extra.to_string(), ..action_form("x") };
        let key = ActionId(app.ids.next());
        let refused = meeting::give(app, &desk, meeting, (decision, key), &unknown).await;
        is_rule(&refused, "action.row");
    })
    .await;
}
