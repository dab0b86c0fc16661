//! One hand that would fill what belongs to all, and what looks like something else. Refusals first.

use app::{Error, instrument, meeting};
use domain::{
    id::DecisionId,
    instrument::Relation,
    meeting::{AgendaForm, AttendeeForm, Step},
};
use jiff::civil::date;
use testkit::both;

use crate::{
    instrument::form as instrument_form,
    meeting::{RED_DAY, decision_form, form},
    world::{DINSOS, DISNAKER, POLRES, World},
};

fn is_rule(result: &Result<impl std::fmt::Debug, Error>, code: &str) {
    assert!(matches!(result, Err(Error::Rule(rule)) if *rule == code), "{code}: {result:?}");
}

fn guest(number: usize) -> AttendeeForm {
    AttendeeForm { name: format!("Tamu {number}"), title: "Staf".into(), stands_in: false }
}

#[tokio::test]
async fn one_hand_at_the_door_fills_no_list_and_gives_itself_no_rights() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        world.day(RED_DAY);
        let id = meeting::create(app, &desk, &form("plan_review"), None).await.unwrap();
        let guests = std::collections::BTreeSet::from([DISNAKER]);
        meeting::invite(app, &desk, id, (&guests, None)).await.unwrap();
        meeting::set_door(app, &desk, id, true).await.unwrap();
        world.day(date(2025, 7, 25));
        let code = meeting::show(app, &desk, id).await.unwrap().row.door.unwrap();
        meeting::step(app, &desk, id, (Step::Open, None), "").await.unwrap();
        for number in 0..15 {
            meeting::enter(app, &code, Some(DISNAKER), &guest(number)).await.unwrap();
        }
        let more = meeting::enter(app, &code, Some(DISNAKER), &guest(15)).await;
        is_rule(&more, "meeting.office_full");
        meeting::enter(app, &code, Some(POLRES[0]), &guest(0)).await.unwrap();
        meeting::attend(app, &desk, id, Some(DISNAKER), &guest(16)).await.unwrap();
        let item = meeting::show(app, &desk, id).await.unwrap().items[0].row.id;
        let (place, said) = ((item, DecisionId(app.ids.next())), decision_form("Lanjut"));
        let nothing = domain::action::Form::default();
        meeting::decide(app, &desk, id, place, &said, &nothing).await.unwrap();
        // What somebody says of themselves at the door gives their office no voice.
        for step in [Step::Close, Step::Circulate] {
            meeting::step(app, &desk, id, (step, None), "").await.unwrap();
        }
        let police = world.contact(POLRES[0]);
        let voice = meeting::remark(app, &police, id, (None, "Tanggapan")).await;
        assert!(matches!(voice, Err(Error::Denied(_) | Error::NotFound)), "{voice:?}");
        let disnaker = world.contact(DISNAKER);
        meeting::remark(app, &disnaker, id, (None, "Tanggapan")).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_case_conference_has_no_door() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let id = meeting::create(app, &desk, &form("case_conference"), None).await.unwrap();
        is_rule(&meeting::set_door(app, &desk, id, true).await, "meeting.closed");
        assert_eq!(meeting::show(app, &desk, id).await.unwrap().row.door, None);
    })
    .await;
}

#[tokio::test]
async fn no_office_crowds_the_others_off_the_agenda() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let loud = world.contact(DISNAKER);
        let wish = |title: &str| AgendaForm { title: title.into(), note: String::new() };
        for number in 0..5 {
            let one = wish(&format!("Usul {number}"));
            meeting::wish(app, &loud, None, &one, None).await.unwrap();
        }
        let more = meeting::wish(app, &loud, None, &wish("Satu lagi"), None).await;
        is_rule(&more, "meeting.wishes");
        // What shows as nothing is nothing, and a title stays on its line.
        let quiet = world.contact(DINSOS);
        let blank = meeting::wish(app, &quiet, None, &wish("\u{200b}\u{3164}"), None).await;
        assert!(matches!(blank, Err(Error::Invalid(_))));
        let two = wish("Rumah\naman\u{202e}");
        meeting::wish(app, &quiet, None, &two, None).await.unwrap();
        let id = meeting::create(app, &desk, &form("plenary"), None).await.unwrap();
        let items = meeting::show(app, &desk, id).await.unwrap().items;
        assert!(items.iter().any(|item| item.row.title == "Rumah aman"), "heard too");
        assert!(items.last().unwrap().row.title.contains("penutup"));
    })
    .await;
}

#[tokio::test]
async fn nobody_silences_the_instrument_of_another_office() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let mut begun = Vec::new();
        for office in [DINSOS, DISNAKER] {
            let form = instrument_form("circular", office);
            begun.push(instrument::create(app, &desk, (&form, None), None).await.unwrap());
        }
        let (theirs, ours) = (begun[0], begun[1]);
        let office = world.contact(DISNAKER);
        for kind in [Relation::Revokes, Relation::Renews, Relation::Amends] {
            let refused = instrument::add_relation(app, &office, ours, (kind, theirs)).await;
            is_rule(&refused, "instrument.foreign");
        }
        let carried = (Relation::Implements, theirs);
        instrument::add_relation(app, &office, ours, carried).await.unwrap();
        let revoked = (Relation::Revokes, theirs);
        instrument::add_relation(app, &desk, ours, revoked).await.unwrap();
    })
    .await;
}
