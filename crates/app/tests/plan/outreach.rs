//! An order from the decision of a meeting down to every village and back. Refusals come first.

use std::collections::BTreeMap;

use app::{
    Actor, App, Error, job, meeting, notice,
    outreach::{self, view::Shelf},
    region,
};
use domain::{
    access::ActorKind,
    account::Assignment,
    id::{AccountId, AssignmentId, DecisionId, MeetingId, OrderId, OrderReportId, RegionId},
    meeting::Step as MeetingStep,
    notice::Topic,
    outreach::{CascadeLevel, LineForm, OrderForm, ReportForm, Stage, State, Step},
    region::RegionCode,
    time::Instant,
};
use jiff::civil::date;
use testkit::both;
use uuid::Uuid;

use crate::{
    meeting::{action_form, decision_form, form as meeting_form, running},
    world::{DINSOS, DISNAKER, OTHER, World},
};

fn system() -> Actor {
    Actor::system(ActorKind::System)
}

/// The world with the regions of Banten, on 05/07/2025.
async fn world(store: store::Store) -> World {
    let world = World::on(store).await;
    region::shipped::load_shipped(&world.app, &system()).await.unwrap();
    world
}

fn operator(world: &World, code: &str) -> Actor {
    Actor { region: Some(code.to_owned()), ..world.actor("region_operator", None) }
}

async fn region_of(app: &App, code: &str) -> RegionId {
    let mut tx = app.store.read().await.unwrap();
    let code: RegionCode = code.parse().unwrap();
    store::region::find(&mut tx, &code).await.unwrap().unwrap().id
}

fn order_form() -> OrderForm {
    OrderForm {
        title: "Pesan pencegahan".into(),
        message: "Jangan serahkan paspor kepada calo.".into(),
        levels: CascadeLevel::ALL.iter().map(|level| level.code().to_owned()).collect(),
        due_on: "2025-08-05".into(),
        agency: DINSOS.to_string(),
        areas: vec![],
    }
}

/// A step on the version that is stored.
async fn step(app: &App, actor: &Actor, id: OrderId, step: Step) -> Result<(), Error> {
    let mut tx = app.store.read().await.unwrap();
    let version = store::outreach::get(&mut tx, actor.taskforce.unwrap(), id)
        .await
        .map_or(1, |row| row.version);
    drop(tx);
    outreach::step(app, actor, id, (step, version), "Karena begitu").await
}

async fn issued(world: &World, form: &OrderForm) -> OrderId {
    let (app, desk) = (&world.app, world.secretariat());
    let id = outreach::create(app, &desk, form, None, None).await.unwrap();
    step(app, &desk, id, Step::Issue).await.unwrap();
    id
}

fn counts(level: CascadeLevel, times: i64, people: i64) -> ReportForm {
    let line = LineForm {
        gatherings: times.to_string(),
        people: people.to_string(),
        ..LineForm::default()
    };
    ReportForm {
        held_on: "2025-07-05".into(),
        lines: BTreeMap::from([(level, line)]),
        note: String::new(),
    }
}

fn nothing() -> ReportForm {
    ReportForm { note: "Belum sempat.".into(), ..ReportForm::default() }
}

async fn report(
    app: &App,
    actor: &Actor,
    of: (OrderId, RegionId),
    (form, version): (&ReportForm, i64),
) -> Result<(), Error> {
    let key = OrderReportId(app.ids.next());
    outreach::report(app, actor, of, (form, version, key), None).await
}

fn is_denied(result: &Result<impl std::fmt::Debug, Error>) {
    assert!(matches!(result, Err(Error::Denied(_) | Error::NotFound)), "{result:?}");
}

fn is_rule(result: &Result<impl std::fmt::Debug, Error>, code: &str) {
    assert!(matches!(result, Err(Error::Rule(rule)) if *rule == code), "{code}: {result:?}");
}

async fn recounts(app: &App) {
    assert_eq!(outreach::recount(app, &system()).await.unwrap(), [], "the roll-up is off");
}

#[tokio::test]
async fn only_the_secretariat_gives_orders_and_nobody_answers_for_a_neighbour() {
    both(|store| async move {
        let world = world(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let draft = outreach::create(app, &desk, &order_form(), None, None).await.unwrap();
        let id = issued(&world, &order_form()).await;
        let village = region_of(app, "36.03.11.2005").await;
        let before = world.events().await;
        let stranger = Actor { taskforce: Some(OTHER), ..world.secretariat() };
        let neighbour = operator(&world, "36.03.12");
        for actor in [
            world.contact(DINSOS),
            world.actor("agency_head", Some(DINSOS)),
            world.actor("leadership", None),
            world.actor("auditor", None),
            world.actor("observer", None),
            world.actor("administrator", None),
            // Another village of the same sub-district, and a code that only begins alike.
            operator(&world, "36.03.11.2006"),
            operator(&world, "36.03.1"),
            neighbour.clone(),
            stranger,
        ] {
            is_denied(&step(app, &actor, id, Step::Close).await);
            is_denied(&outreach::edit(app, &actor, draft, (&order_form(), 1)).await);
            is_denied(&outreach::acknowledge(app, &actor, (id, village), false).await);
            is_denied(&report(app, &actor, (id, village), (&nothing(), 0)).await);
            is_denied(&outreach::show(app, &actor, draft).await);
            if actor.taskforce != Some(OTHER) {
                is_denied(&outreach::create(app, &actor, &order_form(), None, None).await);
                assert!(outreach::recount(app, &actor).await.is_err());
            }
        }
        let district = region_of(app, "36.03.11").await;
        is_denied(&outreach::acknowledge(app, &neighbour, (id, district), true).await);
        let link =
            Actor::link(domain::id::LinkId(id.0), world.secretariat().taskforce.unwrap(), DINSOS);
        is_denied(&outreach::show(app, &link, id).await);
        is_denied(&outreach::export(app, &world.actor("observer", None), id).await);
        assert_eq!(world.events().await, before, "a refusal changes nothing");
        // Whoever sees orders sees that one, and no draft among them.
        let index = outreach::index(app, &neighbour, Shelf::Running).await.unwrap();
        assert_eq!((index.lines.len(), index.counts[&Shelf::Draft]), (1, 0));
    })
    .await;
}

/// A meeting with one decision, before its minutes are approved.
async fn decided(world: &World) -> (MeetingId, DecisionId) {
    let (app, desk) = (&world.app, world.secretariat());
    let id = running(world).await;
    let item = meeting::show(app, &desk, id).await.unwrap().items[0].row.id;
    let decision = DecisionId(app.ids.next());
    let (form, action) = (decision_form("Sampaikan sampai keluarga"), action_form(""));
    let action = domain::action::Form { agency: String::new(), ..action };
    let action = domain::action::Form { due_on: String::new(), measure: String::new(), ..action };
    meeting::decide(app, &desk, id, (item, decision), &form, &action).await.unwrap();
    (id, decision)
}

#[tokio::test]
async fn a_decision_becomes_an_order_once_its_minutes_are_approved_and_never_from_a_case() {
    both(|store| async move {
        let world = world(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let (id, decision) = decided(&world).await;
        let order = |key: OrderId| {
            let desk = desk.clone();
            async move { outreach::create(app, &desk, &order_form(), Some(decision), Some(key)).await }
        };
        let key = OrderId(app.ids.next());
        is_rule(&order(key).await, "outreach.minutes");
        meeting::step(app, &desk, id, (MeetingStep::Close, None), "").await.unwrap();
        meeting::step(app, &desk, id, (MeetingStep::Circulate, None), "").await.unwrap();
        is_rule(&order(key).await, "outreach.minutes");
        let leader = world.actor("leadership", None);
        meeting::step(app, &leader, id, (MeetingStep::Approve, None), "").await.unwrap();
        for _ in 0..2 {
            assert_eq!(order(key).await.unwrap(), key, "the same form twice is one order");
        }
        let other = OrderForm { title: "Lain".into(), ..order_form() };
        let used = outreach::create(app, &desk, &other, Some(decision), Some(key)).await;
        assert!(matches!(used, Err(Error::Conflict)), "{used:?}");
        let of = outreach::of_meeting(app, &desk, id).await.unwrap();
        assert_eq!(of[&decision].len(), 1);
        let contact = world.contact(DISNAKER);
        assert!(outreach::of_meeting(app, &contact, id).await.unwrap().is_empty(), "a draft");
        // Minutes that went back don't lose the decision that an order carries out.
        meeting::step(app, &leader, id, (MeetingStep::Return, None), "Perbaiki").await.unwrap();
        is_rule(&meeting::undecide(app, &desk, id, decision).await, "meeting.worked");
        is_rule(&step(app, &desk, key, Step::Issue).await, "outreach.minutes");
        meeting::step(app, &desk, id, (MeetingStep::Circulate, None), "").await.unwrap();
        meeting::step(app, &leader, id, (MeetingStep::Approve, None), "").await.unwrap();
        step(app, &desk, key, Step::Issue).await.unwrap();
        let show = outreach::show(app, &contact, key).await.unwrap();
        assert_eq!(show.source.unwrap().number, 1);
        assert_eq!(show.row.begins_on, date(2025, 7, 25), "what was said right after counts");
    })
    .await;
    both(|store| async move {
        let world = world(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        world.day(date(2025, 7, 25));
        let id = meeting::create(app, &desk, &meeting_form("case_conference"), None).await.unwrap();
        let item = domain::meeting::AgendaForm { title: "Kasus".into(), note: String::new() };
        let item = meeting::add_item(app, &desk, id, &item, None).await.unwrap();
        meeting::step(app, &desk, id, (MeetingStep::Open, None), "").await.unwrap();
        let decision = DecisionId(app.ids.next());
        let none = domain::action::Form::default();
        meeting::decide(app, &desk, id, (item, decision), &decision_form("x"), &none)
            .await
            .unwrap();
        meeting::step(app, &desk, id, (MeetingStep::Close, None), "").await.unwrap();
        meeting::step(app, &desk, id, (MeetingStep::Circulate, None), "").await.unwrap();
        let refused = outreach::create(app, &desk, &order_form(), Some(decision), None).await;
        is_rule(&refused, "outreach.closed_meeting");
        let unknown = DecisionId(app.ids.next());
        is_denied(&outreach::create(app, &desk, &order_form(), Some(unknown), None).await);
        is_rule(&outreach::source(app, &desk, decision).await, "outreach.closed_meeting");
    })
    .await;
}

#[tokio::test]
async fn an_order_reaches_29_sub_districts_and_274_villages_in_one_go() {
    both(|store| async move {
        let world = world(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let id = outreach::create(app, &desk, &order_form(), None, None).await.unwrap();
        let bad =
            OrderForm { areas: vec![region_of(app, "36.04").await.to_string()], ..order_form() };
        let refused = outreach::edit(app, &desk, id, (&bad, 1)).await;
        assert!(matches!(refused, Err(Error::Invalid(errors)) if errors.of("areas").is_some()));
        outreach::edit(app, &desk, id, (&order_form(), 1)).await.unwrap();
        let stale = outreach::edit(app, &desk, id, (&order_form(), 1)).await;
        assert!(matches!(stale, Err(Error::Conflict)), "{stale:?}");
        let one = outreach::step(app, &desk, id, (Step::Issue, 2), "");
        let two = outreach::step(app, &desk, id, (Step::Issue, 2), "");
        let (one, two) = tokio::join!(one, two);
        assert_eq!(u8::from(one.is_ok()) + u8::from(two.is_ok()), 1, "{one:?} {two:?}");
        let show = outreach::show(app, &desk, id).await.unwrap();
        assert_eq!((show.coverage.steps.asked, show.districts.len()), (303, 29));
        let below: i64 = show.districts.iter().map(|one| one.coverage.steps.asked).sum();
        assert_eq!(below, 303, "each is counted under one sub-district");
        is_rule(&outreach::edit(app, &desk, id, (&order_form(), 3)).await, "outreach.stage");
        recounts(app).await;
        // Fewer levels and chosen sub-districts ask fewer.
        let rajeg = region_of(app, "36.03.11").await.to_string();
        let levels = vec!["rt_rw".to_owned()];
        let few = OrderForm { levels, areas: vec![rajeg.clone(), rajeg], ..order_form() };
        let few = issued(&world, &few).await;
        let show = outreach::show(app, &desk, few).await.unwrap();
        assert_eq!((show.coverage.steps.asked, show.districts.len()), (13, 1));
        let place =
            outreach::place(app, &desk, (few, show.districts[0].tally.region)).await.unwrap();
        assert!(place.own.is_none() && place.below.len() == 13);
        world.day(date(2025, 8, 6));
        let late = outreach::create(app, &desk, &order_form(), None, None).await;
        assert!(matches!(late, Err(Error::Invalid(errors)) if errors.of("due_on").is_some()));
    })
    .await;
}

#[tokio::test]
async fn an_order_that_nobody_would_receive_is_not_sent() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let refused = outreach::create(app, &desk, &order_form(), None, None).await;
        is_rule(&refused, "outreach.nobody");
    })
    .await;
}

#[tokio::test]
async fn it_arrives_once_however_often_it_is_said() {
    both(|store| async move {
        let world = world(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let id = issued(&world, &order_form()).await;
        let village = region_of(app, "36.03.11.2005").await;
        let own = operator(&world, "36.03.11.2005");
        let district = operator(&world, "36.03.11");
        assert_eq!(outreach::owed(app, &district).await.unwrap().rows[0].waiting, 14);
        let before = world.events().await;
        let one = outreach::acknowledge(app, &own, (id, village), false);
        let two = outreach::acknowledge(app, &district, (id, village), false);
        let (one, two) = tokio::join!(one, two);
        assert_eq!(one.unwrap() + two.unwrap(), 1, "one of them");
        assert_eq!(outreach::acknowledge(app, &own, (id, village), false).await.unwrap(), 0);
        assert_eq!(world.events().await, before + 1);
        let rajeg = region_of(app, "36.03.11").await;
        assert_eq!(outreach::acknowledge(app, &district, (id, rajeg), true).await.unwrap(), 13);
        assert_eq!(outreach::acknowledge(app, &district, (id, rajeg), true).await.unwrap(), 0);
        let place = outreach::place(app, &district, (id, rajeg)).await.unwrap();
        assert!(place.below.iter().all(|one| one.receipt.state == State::Acknowledged));
        assert!(!place.own.unwrap().receipt.acknowledged_for, "its own operator");
        let behalf = place.below.iter().filter(|one| one.receipt.acknowledged_for).count();
        assert!(behalf >= 12, "{behalf}");
        let owed = &outreach::owed(app, &district).await.unwrap().rows;
        assert_eq!((owed[0].waiting, owed[0].open), (0, 14));
        let steps = outreach::show(app, &desk, id).await.unwrap().coverage.steps;
        assert_eq!((steps.acknowledged, steps.reported), (14, 0));
        assert!(outreach::owed(app, &desk).await.unwrap().rows.is_empty(), "no region of its own");
        recounts(app).await;
    })
    .await;
}

#[tokio::test]
async fn a_report_is_corrected_over_its_version_and_never_doubled() {
    both(|store| async move {
        let world = world(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let id = issued(&world, &order_form()).await;
        let village = region_of(app, "36.03.11.2005").await;
        let own = operator(&world, "36.03.11.2005");
        let of = (id, village);
        let form = counts(CascadeLevel::RtRw, 4, 100);
        // A sub-district's level is none of a village's.
        let wrong = report(app, &own, of, (&counts(CascadeLevel::District, 1, 50), 0)).await;
        assert!(matches!(wrong, Err(Error::Invalid(_))), "{wrong:?}");
        let early = ReportForm { held_on: "2025-07-04".into(), ..form.clone() };
        assert!(matches!(report(app, &own, of, (&early, 0)).await, Err(Error::Invalid(_))));
        let key = OrderReportId(app.ids.next());
        for _ in 0..2 {
            outreach::report(app, &own, of, (&form, 0, key), None).await.unwrap();
        }
        let more = counts(CascadeLevel::RtRw, 5, 120);
        let used = outreach::report(app, &own, of, (&more, 1, key), None).await;
        assert!(matches!(used, Err(Error::Conflict)), "another report under a used key: {used:?}");
        let stale = report(app, &own, of, (&more, 0)).await;
        assert!(matches!(stale, Err(Error::Conflict)), "{stale:?}");
        let idle = nothing();
        let (one, two) =
            tokio::join!(report(app, &own, of, (&more, 1)), report(app, &desk, of, (&idle, 1)));
        assert_eq!(u8::from(one.is_ok()) + u8::from(two.is_ok()), 1, "{one:?} {two:?}");
        recounts(app).await;
        report(app, &desk, of, (&counts(CascadeLevel::Village, 1, 70), 2)).await.unwrap();
        let show = outreach::show(app, &desk, id).await.unwrap();
        assert_eq!(show.reaches[&CascadeLevel::Village].people, 70);
        let left = show.reaches.get(&CascadeLevel::RtRw).copied().unwrap_or_default();
        assert_eq!(left.people, 0, "what was corrected away counts no more");
        let steps = show.coverage.steps;
        assert_eq!((steps.acknowledged, steps.reported, steps.empty), (1, 1, 0));
        let place = outreach::place(app, &own, of).await.unwrap();
        assert_eq!(place.answers.len(), 3, "every version stays");
        assert!(place.answers[0].row.on_behalf && !place.answers[2].row.on_behalf);
        recounts(app).await;
    })
    .await;
}

#[tokio::test]
async fn a_closed_order_takes_nothing_until_it_is_opened_again() {
    both(|store| async move {
        let world = world(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let id = issued(&world, &order_form()).await;
        let village = region_of(app, "36.03.11.2005").await;
        let own = operator(&world, "36.03.11.2005");
        step(app, &desk, id, Step::Close).await.unwrap();
        is_rule(&outreach::acknowledge(app, &own, (id, village), false).await, "outreach.stage");
        is_rule(&report(app, &own, (id, village), (&nothing(), 0)).await, "outreach.stage");
        assert!(outreach::owed(app, &own).await.unwrap().rows.is_empty());
        let none = outreach::step(app, &desk, id, (Step::Reopen, 3), " ").await;
        assert!(matches!(none, Err(Error::Invalid(errors)) if errors.of("note").is_some()));
        step(app, &desk, id, Step::Reopen).await.unwrap();
        report(app, &own, (id, village), (&nothing(), 0)).await.unwrap();
        step(app, &desk, id, Step::Withdraw).await.unwrap();
        is_rule(&report(app, &own, (id, village), (&nothing(), 1)).await, "outreach.stage");
        let show = outreach::show(app, &own, id).await.unwrap();
        assert_eq!((show.row.stage, show.steps.len()), (Stage::Withdrawn, 4));
        let sheet = outreach::export(app, &own, id).await.unwrap();
        assert_eq!(sheet.rows.len(), 303);
        assert_eq!(sheet.rows.iter().filter(|(_, answer)| answer.is_some()).count(), 1);
    })
    .await;
}

/// A generator that gives the same numbers everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, most: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

#[tokio::test]
async fn the_roll_up_is_what_its_receipts_come_to_whatever_happened() {
    both(|store| async move {
        let world = world(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let id = issued(&world, &order_form()).await;
        let sheet = outreach::export(app, &desk, id).await.unwrap();
        let regions: Vec<_> =
            sheet.rows.iter().take(40).map(|(one, _)| (one.region, one.level)).collect();
        let mut dice = Dice(2_025);
        let mut versions: BTreeMap<RegionId, i64> = BTreeMap::new();
        for round in 0..120 {
            let (region, level) = regions[usize::try_from(dice.roll(40)).unwrap()];
            let levels = order_levels(level);
            let at = levels[usize::try_from(dice.roll(levels.len() as u64)).unwrap()];
            let version = versions.entry(region).or_default();
            match dice.roll(4) {
                0 => drop(outreach::acknowledge(app, &desk, (id, region), false).await.unwrap()),
                1 => {
                    report(app, &desk, (id, region), (&nothing(), *version)).await.unwrap();
                    *version += 1;
                }
                _ => {
                    let (times, each) = (dice.roll(9) + 1, dice.roll(200) + 1);
                    let form = counts(at, times.cast_signed(), (times * each).cast_signed());
                    report(app, &desk, (id, region), (&form, *version)).await.unwrap();
                    *version += 1;
                }
            }
            if round % 30 == 0 {
                recounts(app).await;
            }
        }
        recounts(app).await;
        // And it says so where it is not.
        let mut tx = app.store.write().await.unwrap();
        let key = (desk.taskforce.unwrap(), id, regions[0].0);
        let more = store::outreach::Steps { reported: 1, ..store::outreach::Steps::default() };
        store::outreach::add_steps(&mut tx, key, more).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(outreach::recount(app, &system()).await.unwrap(), [(id, regions[0].0)]);
    })
    .await;
}

fn order_levels(level: domain::region::Level) -> Vec<CascadeLevel> {
    domain::outreach::Levels::new(CascadeLevel::ALL).unwrap().of(level)
}

#[tokio::test]
async fn a_village_that_ends_keeps_its_receipt_and_is_late_no_more() {
    both(|store| async move {
        let world = world(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let id = issued(&world, &order_form()).await;
        let (gone, into) = ("36.03.11.2005", "36.03.11.2006");
        let village = region_of(app, gone).await;
        let other = region_of(app, into).await;
        let rajeg = region_of(app, "36.03.11").await;
        let name = outreach::place(app, &desk, (id, village)).await.unwrap().name;
        let district = operator(&world, "36.03.11");
        report(app, &district, (id, other), (&counts(CascadeLevel::RtRw, 1, 30), 0)).await.unwrap();
        world.day(date(2025, 7, 20));
        let (gone, day) = (gone.parse().unwrap(), "2025-07-15");
        region::relate(app, &system(), &gone, (into, "merge", day)).await.unwrap();
        world.day(date(2025, 8, 6));
        let place = outreach::place(app, &desk, (id, rajeg)).await.unwrap();
        let ended = place.below.iter().find(|one| one.receipt.region == village).unwrap();
        assert!(ended.is_ended && !ended.is_late && ended.receipt.name == name);
        assert_eq!(place.below.iter().filter(|one| one.is_late).count(), 11);
        let coverage = place.coverage.unwrap();
        // 13 villages and the sub-district: one reported, one ended, twelve are late.
        assert_eq!((coverage.steps.asked, coverage.ended, coverage.late()), (14, 1, 12));
        let show = outreach::show(app, &desk, id).await.unwrap();
        assert_eq!((show.coverage.ended, show.coverage.late()), (1, 301));
        assert_eq!(outreach::owed(app, &district).await.unwrap().rows[0].open, 12);
        // The sub-district may still say what was done there.
        report(app, &district, (id, village), (&nothing(), 0)).await.unwrap();
        let place = outreach::place(app, &desk, (id, rajeg)).await.unwrap();
        assert_eq!(place.coverage.unwrap().ended, 0, "what was reported is no loss");
        recounts(app).await;
    })
    .await;
}

#[tokio::test]
async fn a_village_under_another_name_and_sub_district_is_counted_as_on_the_day_of_issue() {
    both(|store| async move {
        let world = world(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let id = issued(&world, &order_form()).await;
        let village = region_of(app, "36.03.11.2005").await;
        let (rajeg, pasar) = (region_of(app, "36.03.11").await, region_of(app, "36.03.12").await);
        let name = outreach::place(app, &desk, (id, village)).await.unwrap().name;
        world.day(date(2025, 7, 20));
        let code: RegionCode = "36.03.12.2099".parse().unwrap();
        let mut tx = app.store.write().await.unwrap();
        let moved = store::region::Place {
            id: village,
            code: &code,
            name: "Nama Baru",
            parent: Some(pasar),
            point: None,
            from: date(2025, 7, 15),
            until: date(2025, 7, 14),
            source: "contoh",
        };
        store::region::update_place(&mut tx, &moved).await.unwrap();
        tx.commit().await.unwrap();
        let (old, new) = (operator(&world, "36.03.11"), operator(&world, "36.03.12"));
        let form = counts(CascadeLevel::RtRw, 2, 60);
        is_denied(&report(app, &old, (id, village), (&form, 0)).await);
        report(app, &new, (id, village), (&form, 0)).await.unwrap();
        let under = outreach::place(app, &desk, (id, rajeg)).await.unwrap();
        assert_eq!(under.reaches[&CascadeLevel::RtRw].people, 60, "where it lay when it was asked");
        let one = under.below.iter().find(|one| one.receipt.region == village).unwrap();
        assert_eq!((&one.receipt.name, one.receipt.now.as_str()), (&name, code.as_str()));
        let there = outreach::place(app, &desk, (id, pasar)).await.unwrap();
        assert!(there.reaches.is_empty(), "not counted twice");
        // What is sent down from now on finds it where it is.
        let next = issued(&world, &order_form()).await;
        let there = outreach::place(app, &desk, (next, pasar)).await.unwrap();
        assert!(there.below.iter().any(|one| one.receipt.name == "Nama Baru"));
        recounts(app).await;
    })
    .await;
}

#[tokio::test]
async fn a_whole_province_is_asked_in_one_go_and_adds_up() {
    both(|store| async move {
        let world = world(store).await;
        let app = &world.app;
        let province = domain::id::TaskForceId(Uuid::from_u128(3));
        let mut tx = app.store.write().await.unwrap();
        let row = store::taskforce::get(&mut tx, OTHER).await.unwrap();
        let row = store::taskforce::TaskForceRow { id: province, region: "36".into(), ..row };
        store::taskforce::insert(&mut tx, &row, Instant(0)).await.unwrap();
        store::agency::insert_participant(&mut tx, province, DINSOS).await.unwrap();
        tx.commit().await.unwrap();
        let desk = Actor { taskforce: Some(province), ..world.secretariat() };
        let id = outreach::create(app, &desk, &order_form(), None, None).await.unwrap();
        step(app, &desk, id, Step::Issue).await.unwrap();
        let show = outreach::show(app, &desk, id).await.unwrap();
        assert_eq!((show.coverage.steps.asked, show.districts.len()), (1_707, 155));
        let cikeusal = show.districts[40].tally.region;
        outreach::acknowledge(app, &desk, (id, cikeusal), true).await.unwrap();
        assert_eq!(outreach::export(app, &desk, id).await.unwrap().rows.len(), 1_707);
        recounts(app).await;
    })
    .await;
}

/// What an operator was told, the oldest first.
async fn told(world: &World, operator: &Actor) -> Vec<Topic> {
    let index = notice::index(&world.app, operator, None).await.unwrap();
    index.notices.iter().rev().map(|one| one.topic).collect()
}

#[tokio::test]
async fn those_who_owe_a_report_are_told_and_reminded_and_nobody_else() {
    both(|store| async move {
        let world = world(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let places = ["36.03.12", "36.03.11", "36.03.11.2005", "36.03.11.2006"];
        let mut tx = app.store.write().await.unwrap();
        for (place, number) in places.iter().zip(1..) {
            let row = Assignment {
                id: AssignmentId(Uuid::from_u128(900 + number)),
                account: AccountId(Uuid::from_u128(number)),
                role: "region_operator".into(),
                taskforce: desk.taskforce,
                agency: None,
                desk: None,
                region: Some((*place).to_owned()),
                from: date(2024, 1, 1),
                to: None,
            };
            store::account::insert_assignment(&mut tx, &row, None, Instant(0)).await.unwrap();
        }
        tx.commit().await.unwrap();
        let reader = |place: usize, number: u128| Actor {
            kind: ActorKind::Account(AccountId(Uuid::from_u128(number))),
            ..operator(&world, places[place])
        };
        let (elsewhere, district) = (reader(0, 1), reader(1, 2));
        let (done, owing) = (reader(2, 3), reader(3, 4));
        let area = region_of(app, "36.03.11").await;
        let form = OrderForm { areas: vec![area.to_string()], ..order_form() };
        let draft = outreach::create(app, &desk, &form, None, None).await.unwrap();
        assert_eq!(told(&world, &district).await, [], "a draft tells nobody");
        step(app, &desk, draft, Step::Issue).await.unwrap();
        for actor in [&district, &done, &owing] {
            assert_eq!(told(&world, actor).await, [Topic::OrderGiven]);
        }
        let village = region_of(app, "36.03.11.2005").await;
        report(app, &done, (draft, village), (&nothing(), 0)).await.unwrap();
        world.day(date(2025, 7, 29));
        job::remind(app).await.unwrap();
        assert_eq!(job::remind(app).await.unwrap(), 0, "said once");
        world.day(date(2025, 8, 6));
        job::remind(app).await.unwrap();
        let late = [Topic::OrderGiven, Topic::OrderDue, Topic::OrderOverdue];
        assert_eq!(told(&world, &owing).await, late);
        assert_eq!(told(&world, &district).await, late);
        assert_eq!(told(&world, &done).await, [Topic::OrderGiven], "it has reported");
        step(app, &desk, draft, Step::Withdraw).await.unwrap();
        assert_eq!(told(&world, &owing).await.last(), Some(&Topic::OrderWithdrawn));
        assert_eq!(told(&world, &elsewhere).await, [], "it was never asked");
    })
    .await;
}
