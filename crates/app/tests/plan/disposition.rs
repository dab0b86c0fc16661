//! What the leadership asks for outside a meeting, and its minute. Refusals come first.

use app::{
    Actor, Error, action,
    home::{self, Asked},
    notice,
};
use domain::{
    action::{DispositionForm, Form, State},
    id::ActionId,
    notice::Topic,
};
use jiff::civil::date;
use testkit::both;

use crate::world::{COUNT, DINSOS, DISNAKER, OTHER, World};

fn form() -> DispositionForm {
    DispositionForm {
        given_by: "Sekretaris Daerah".into(),
        given_on: "2025-07-05".into(),
        words: "Percepat, lapor sebelum rapat.".into(),
        action: Form {
            agency: DISNAKER.to_string(),
            due_on: "2025-07-19".into(),
            measure: "Laporan diterima".into(),
            indicator: COUNT.to_string(),
            ..Form::default()
        },
    }
}

const PNG: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, b'I', b'H', b'D', b'R', 0, 0, 0,
    1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0d, b'I', b'D', b'A', b'T',
    0x78, 0x9c, 0x63, 0x60, 0x60, 0x60, 0x60, 0, 0, 0, 5, 0, 1, 0xa5, 0xf6, 0x45, 0x40, 0, 0, 0, 0,
    b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];

#[tokio::test]
async fn a_disposition_is_given_once_by_the_leadership_or_for_it_and_by_nobody_else() {
    both(|store| async move {
        let world = World::on(store).await;
        let app = &world.app;
        let id = ActionId(app.ids.next());
        let before = world.events().await;
        for actor in [
            world.contact(DISNAKER),
            world.actor("agency_head", Some(DISNAKER)),
            world.actor("auditor", None),
            world.actor("administrator", None),
            world.actor("observer", None),
        ] {
            let refused = action::dispose(app, &actor, id, &form(), None).await;
            assert!(matches!(refused, Err(Error::Denied(_))), "{refused:?}");
        }
        let leader = world.actor("leadership", None);
        let stranger = Actor { taskforce: Some(OTHER), ..leader.clone() };
        let refused = action::dispose(app, &stranger, id, &form(), None).await;
        assert!(matches!(refused, Err(Error::NotFound | Error::Rule(_))), "{refused:?}");
        let wrong = action::dispose(app, &leader, id, &DispositionForm::default(), None).await;
        assert!(matches!(wrong, Err(Error::Invalid(_))));
        let page = ("x.jpg".to_owned(), b"<html>".to_vec());
        let wrong = action::dispose(app, &leader, id, &form(), Some(page)).await;
        assert!(
            matches!(&wrong, Err(Error::Invalid(errors)) if errors.of("sheet").is_some()),
            "{wrong:?}"
        );
        assert_eq!(world.events().await, before, "a refusal changes nothing");
        let sheet = Some(("lembar.png".to_owned(), PNG.to_vec()));
        action::dispose(app, &leader, id, &form(), sheet).await.unwrap();
        let after = world.events().await;
        action::dispose(app, &leader, id, &form(), None).await.unwrap();
        assert_eq!(world.events().await, after, "the same form twice gives it once");
        let other = DispositionForm { words: "Lain".into(), ..form() };
        let clash = action::dispose(app, &leader, id, &other, None).await;
        assert!(matches!(clash, Err(Error::Conflict)));
        let show = action::show(app, &world.contact(DISNAKER), id).await.unwrap();
        let given = show.disposition.unwrap();
        assert_eq!(given.disposition.given_by, "Sekretaris Daerah");
        assert!(given.file.is_some());
        assert_eq!(show.row.draft.what, "Percepat, lapor sebelum rapat.");
        assert_eq!((show.row.state, show.meeting.map(|row| row.id)), (State::Open, None));
        // The office is told; nobody works for it, so it is told as an office.
        let log = notice::log(app, &world.secretariat(), (Some(id.0), None), None).await.unwrap();
        assert_eq!(log.mails.len(), 1);
        assert_eq!((log.mails[0].topic, log.mails[0].agency), (Topic::ActionGiven, Some(DISNAKER)));
    })
    .await;
}

#[tokio::test]
async fn the_minute_says_what_is_asked_and_whom_to_call() {
    both(|store| async move {
        let world = World::on(store).await;
        let app = &world.app;
        let leader = world.actor("leadership", None);
        let observer = world.actor("observer", None);
        assert!(matches!(home::minute(app, &observer).await, Err(Error::Denied(_))));
        let minute = home::minute(app, &leader).await.unwrap();
        assert!(minute.asked.is_empty());
        let id = ActionId(app.ids.next());
        action::dispose(app, &world.secretariat(), id, &form(), None).await.unwrap();
        let mine = ActionId(app.ids.next());
        let action = Form { agency: DINSOS.to_string(), ..form().action };
        let dinsos = DispositionForm { action, ..form() };
        action::dispose(app, &world.secretariat(), mine, &dinsos, None).await.unwrap();
        // A day late: somebody to call, nothing to decide yet.
        world.day(date(2025, 7, 20));
        let minute = home::minute(app, &leader).await.unwrap();
        assert!(minute.asked.is_empty(), "{:?}", minute.asked);
        let called: Vec<_> = minute.calls.iter().map(|call| (call.agency, call.late)).collect();
        assert!(called.contains(&(DISNAKER, 1)) && called.contains(&(DINSOS, 1)), "{called:?}");
        // A week late: the leadership's business.
        world.day(date(2025, 7, 26));
        let minute = home::minute(app, &leader).await.unwrap();
        let late = |asked: &Asked| matches!(asked, Asked::Late(line, 7) if line.row.id == id);
        assert!(minute.asked.iter().any(late), "{:?}", minute.asked);
        // What hurries it shows beside it, until it is verified; itself it does not hurry.
        let asked = |minute: &home::Minute| {
            let late = minute.asked.iter().find(|asked| late(asked)).unwrap();
            let Asked::Late(line, _) = late else { unreachable!("it is late") };
            minute.hurried(&line.row).map(|given| given.action)
        };
        assert_eq!(asked(&minute), None, "that of another office is another one");
        assert!([id, mine].contains(&minute.given_on(COUNT).unwrap().action));
        let again = ActionId(app.ids.next());
        let due = Form { due_on: "2025-08-09".into(), ..form().action };
        let hurry = DispositionForm { given_on: "2025-07-26".into(), action: due, ..form() };
        action::dispose(app, &leader, again, &hurry, None).await.unwrap();
        let minute = home::minute(app, &leader).await.unwrap();
        assert_eq!(asked(&minute), Some(again));
        // More time, asked for by the office.
        let ask = domain::action::StepForm {
            step: "ask".into(),
            note: "menunggu camat".into(),
            day: "2025-08-30".into(),
            ..domain::action::StepForm::default()
        };
        action::take(app, &world.contact(DISNAKER), id, (&ask, 1), None).await.unwrap();
        let minute = home::minute(app, &leader).await.unwrap();
        let asks = |asked: &Asked| matches!(asked, Asked::Time(row, _, day) if row.id == id && *day == date(2025, 8, 30));
        assert!(minute.asked.iter().any(asks), "{:?}", minute.asked);
        assert!(minute.plan.is_some_and(|plan| plan.red_total > 0));
    })
    .await;
}
