//! What people type and send that nobody meant, at the meeting table: naughty words come back as
//! they were and run nowhere, and a list with one thing in it that may not be is refused as a whole.

use std::collections::{BTreeMap, BTreeSet};

use app::{Error, meeting, notice};
use domain::{
    id::{AgencyId, DecisionId},
    meeting::{AgendaForm, Form, Step},
};
use jiff::civil::date;
use report::calendar::calendar;
use testkit::both;
use uuid::Uuid;

use crate::{
    meeting::{action_form, decision_form, form},
    world::{DINSOS, DISNAKER, World},
};

/// After the Big List of Naughty Strings: markup, quotes, formulas, templates, paths, directions,
/// combining signs, and words that look like an order to a database, a shell or a calendar.
const NAUGHTY: [&str; 16] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "=HYPERLINK(\"https://x\",\"klik\")",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "'; DROP TABLE meeting; --",
    "$(touch /tmp/x) `id` | cat",
    "../../../etc/passwd",
    "{{7*7}} ${7*7} #{7*7} #let x = 1",
    "Rapat\\nBEGIN:VEVENT",
    "ATTENDEE;CN=x:mailto:x@example.com",
    "田中さんにあげて下さい 🦜 ñ",
    "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮",
    "مرحبا, rapat",
    "null undefined NaN 1/0",
    "O'Brien & “Sari” *tebal* _miring_ $rumus$ @rujuk",
    "%s%p%n %00 %0a",
];

#[tokio::test]
async fn naughty_words_come_back_as_they_were_and_break_no_paper_mail_or_calendar() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        for naughty in NAUGHTY {
            world.day(date(2025, 7, 20));
            let typed = Form {
                title: naughty.into(),
                place: naughty.into(),
                basis: naughty.into(),
                note: naughty.into(),
                ..form("incident")
            };
            let id = meeting::create(app, &desk, &typed, None).await.unwrap();
            let guests = BTreeSet::from([DISNAKER]);
            meeting::invite(app, &desk, id, (&guests, None)).await.unwrap();
            meeting::send(app, &desk, id).await.unwrap();
            let show = meeting::show(app, &desk, id).await.unwrap();
            assert_eq!(show.row.draft.title, naughty);
            let log = notice::log(app, &desk, (Some(id.0), None), None).await.unwrap();
            assert!(log.mails.iter().all(|mail| mail.name == naughty), "{naughty}");
            let entry = meeting::entry(&show.row, show.zone, false, "https://gugus.example.go.id");
            let text = calendar(&entry, app.now());
            let own = |name: &str| text.lines().filter(|line| line.starts_with(name)).count();
            assert_eq!((own("BEGIN:VEVENT"), own("ATTENDEE"), own("SUMMARY")), (1, 0, 1), "{text}");
            world.day(date(2025, 7, 25));
            meeting::step(app, &desk, id, (Step::Open, None), "").await.unwrap();
            let item = AgendaForm { title: naughty.into(), note: naughty.into() };
            let item = meeting::add_item(app, &desk, id, &item, None).await.unwrap();
            let page = meeting::Page::new(app);
            meeting::write(app, &desk, id, (item, 1), naughty, &page).await.unwrap();
            let place = (item, DecisionId(app.ids.next()));
            let action = action_form(naughty);
            meeting::decide(app, &desk, id, place, &decision_form(naughty), &action).await.unwrap();
            let show = meeting::show(app, &desk, id).await.unwrap();
            let decided = show.decisions().next().unwrap();
            assert_eq!(decided.row.decision.text, naughty);
            assert_eq!(decided.actions[0].row.draft.what, naughty);
            let written = show.items.iter().find(|one| one.row.id == item).unwrap();
            assert_eq!(
                (written.row.title.as_str(), written.row.discussion.as_str()),
                (naughty, naughty)
            );
            let paper = report::document::Document {
                title: naughty.to_owned(),
                lines: vec![naughty.to_owned()],
                parts: vec![report::document::Part::Text(naughty.to_owned())],
                ..report::document::Document::default()
            };
            let bytes = meeting::paper(app, &desk, text::Lang::Id, id, paper).await.unwrap();
            assert!(bytes.starts_with(b"%PDF"), "{naughty}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_list_with_one_office_that_may_not_be_in_it_is_refused_as_a_whole() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let foreign = AgencyId(Uuid::from_u128(999));
        let id = meeting::create(app, &desk, &form("incident"), None).await.unwrap();
        let before = world.events().await;
        let guests = BTreeSet::from([DINSOS, DISNAKER, foreign]);
        let refused = meeting::invite(app, &desk, id, (&guests, None)).await;
        assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
        assert!(meeting::show(app, &desk, id).await.unwrap().guests.is_empty());
        let address = |id| (id, "kantor@example.go.id".to_owned());
        let typed = BTreeMap::from([address(DINSOS), address(foreign)]);
        let refused = notice::set_addresses(app, &desk, &typed, &mut vec![]).await;
        assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
        let kept = notice::addresses(app, &desk).await.unwrap();
        assert!(kept.iter().all(|one| one.address.is_empty()), "nothing half-saved");
        assert_eq!(world.events().await, before);
    })
    .await;
}
