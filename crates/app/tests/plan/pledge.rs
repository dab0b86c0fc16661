//! What offices pledge at one meeting and what the next one finds. Refusals come first.

use app::{Actor, Error, meeting};
use domain::{
    id::{IndicatorId, MeetingId, PledgeId},
    meeting::{JudgementForm, PledgeForm, PledgeState, Source, Step},
};
use jiff::civil::date;
use testkit::both;
use uuid::Uuid;

use crate::{
    meeting::{form, second},
    papers::{go, held, lock, prepared},
    world::{COUNT, DINSOS, DISNAKER, OTHER, World},
};

fn pledged(text: &str) -> PledgeForm {
    PledgeForm {
        agency: DINSOS.to_string(),
        text: text.into(),
        due_on: "2025-08-31".into(),
        indicator: COUNT.to_string(),
    }
}

fn found(verdict: &str, note: &str) -> JudgementForm {
    JudgementForm { verdict: verdict.into(), note: note.into() }
}

fn is_rule(result: &Result<impl std::fmt::Debug, Error>, code: &str) {
    assert!(matches!(result, Err(Error::Rule(rule)) if *rule == code), "{code}: {result:?}");
}

fn is_hidden(result: &Result<impl std::fmt::Debug, Error>) {
    assert!(matches!(result, Err(Error::Denied(_) | Error::NotFound)), "{result:?}");
}

/// The next coordination meeting, prepared a month later.
async fn next(world: &World) -> MeetingId {
    let (app, desk) = (&world.app, world.secretariat());
    world.day(date(2025, 9, 1));
    let form = domain::meeting::Form { held_on: "2025-09-10".into(), ..form("plenary") };
    meeting::create(app, &desk, &form, None).await.unwrap()
}

async fn gave(world: &World, id: MeetingId, text: &str) -> PledgeId {
    let key = PledgeId(world.app.ids.next());
    let desk = world.secretariat();
    meeting::pledge(&world.app, &desk, id, key, &pledged(text)).await.unwrap();
    key
}

#[tokio::test]
async fn pledges_are_written_by_the_secretariat_at_an_open_meeting() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let early = prepared(&world, "plenary", &[DINSOS]).await;
        let key = PledgeId(app.ids.next());
        let form = pledged("Menyurati camat");
        is_rule(&meeting::pledge(app, &desk, early, key, &form).await, "meeting.not_begun");
        let closed = held(&world, "case_conference", &[DINSOS]).await;
        is_rule(&meeting::pledge(app, &desk, closed, key, &form).await, "meeting.no_pledges");
        let id = held(&world, "plenary", &[DINSOS]).await;
        let before = world.events().await;
        for actor in [
            world.contact(DINSOS),
            world.actor("leadership", None),
            world.actor("auditor", None),
            Actor { taskforce: Some(OTHER), ..world.secretariat() },
        ] {
            is_hidden(&meeting::pledge(app, &actor, id, key, &form).await);
            is_hidden(&meeting::withdraw_pledge(app, &actor, id, key).await);
            is_hidden(&meeting::pledge_of(app, &actor, key).await);
            is_hidden(&meeting::judge(app, &actor, key, (&found("kept", ""), 1), None).await);
        }
        let unknown = IndicatorId(Uuid::from_u128(999));
        let other = PledgeForm { indicator: unknown.to_string(), ..form.clone() };
        is_hidden(&meeting::pledge(app, &desk, id, key, &other).await);
        let nik = meeting::pledge(app, &desk, id, key, &pledged("3603011203980001")).await;
        assert!(matches!(nik, Err(Error::Invalid(errors)) if errors.of("text").is_some()));
        assert_eq!(world.events().await, before);
        for _ in 0..2 {
            meeting::pledge(app, &desk, id, key, &form).await.unwrap();
        }
        let used = meeting::pledge(app, &desk, id, key, &pledged("Lain")).await;
        assert!(matches!(used, Err(Error::Conflict)));
        assert_eq!(world.events().await, before + 1, "sent twice is written once");
        let own = meeting::own_pledges(app, &world.contact(DINSOS)).await.unwrap();
        assert_eq!(own.len(), 1, "the office sees its own at once");
        assert!(meeting::own_pledges(app, &world.contact(DISNAKER)).await.unwrap().is_empty());
        let other = meeting::folder(app, &world.contact(DISNAKER), id).await.unwrap();
        assert!(other.pledges.is_empty(), "others once the minutes are laid before them");
        let twin = gave(&world, id, "Salah tulis").await;
        meeting::withdraw_pledge(app, &desk, id, twin).await.unwrap();
        is_hidden(&meeting::withdraw_pledge(app, &desk, id, twin).await);
        lock(&world, id).await;
        let late = PledgeId(app.ids.next());
        is_rule(&meeting::pledge(app, &desk, id, late, &form).await, "meeting.stage");
        is_rule(&meeting::withdraw_pledge(app, &desk, id, key).await, "meeting.stage");
        let shared = meeting::folder(app, &world.contact(DISNAKER), id).await.unwrap();
        assert_eq!(shared.pledges.len(), 1);
        assert!(shared.rows.contains_key(&COUNT));
    })
    .await;
}

#[tokio::test]
async fn the_next_coordination_meeting_looks_at_what_was_pledged() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let first = held(&world, "plenary", &[DINSOS]).await;
        let (kept, broken) =
            (gave(&world, first, "Menyurati camat").await, gave(&world, first, "Posko").await);
        let inside = meeting::judge(app, &desk, kept, (&found("kept", ""), 1), Some(first)).await;
        is_rule(&inside, "meeting.not_there");
        lock(&world, first).await;
        let id = next(&world).await;
        let show = meeting::show(app, &desk, id).await.unwrap();
        let about = |item: &&meeting::view::Item| item.row.source == Source::Pledges;
        assert_eq!(show.items.iter().filter(about).count(), 1, "one item for all of them");
        assert_eq!(meeting::refresh(app, &desk, id).await.unwrap(), 0, "and not again");
        let item = show.items.iter().find(about).unwrap().row.id;
        meeting::remove_item(app, &desk, id, item).await.unwrap();
        assert_eq!(meeting::refresh(app, &desk, id).await.unwrap(), 0, "nor when taken off");
        assert_eq!(meeting::folder(app, &desk, id).await.unwrap().before.len(), 2);
        let planned = meeting::judge(app, &desk, kept, (&found("kept", ""), 1), Some(id)).await;
        is_rule(&planned, "meeting.not_there");
        world.day(date(2025, 9, 10));
        meeting::step(app, &desk, id, (Step::Open, None), "").await.unwrap();
        let bare = meeting::judge(app, &desk, broken, (&found("broken", ""), 1), Some(id)).await;
        assert!(matches!(bare, Err(Error::Invalid(errors)) if errors.of("note").is_some()));
        meeting::judge(app, &desk, kept, (&found("kept", ""), 1), Some(id)).await.unwrap();
        // The same answer again does nothing, another one over an old version is refused.
        meeting::judge(app, &desk, kept, (&found("kept", ""), 1), Some(id)).await.unwrap();
        let stale = (&found("broken", "Belum"), 1);
        let stale = meeting::judge(app, &second(&world), kept, stale, Some(id)).await;
        assert!(matches!(stale, Err(Error::Conflict)));
        let partly = (&found("partly", "Dua kecamatan"), 1);
        meeting::judge(app, &desk, broken, partly, Some(id)).await.unwrap();
        let folder = meeting::folder(app, &desk, id).await.unwrap();
        let states: Vec<PledgeState> = folder.before.iter().map(|one| one.state).collect();
        assert_eq!(states.len(), 2, "what was judged here stays in sight");
        assert!(states.contains(&PledgeState::Kept) && states.contains(&PledgeState::Partly));
        go(&world, id, &[Step::Close, Step::Circulate, Step::Approve]).await;
        // The secretariat mends a judgement alone, later.
        let later = (&found("broken", "Ternyata belum"), 2);
        is_rule(&meeting::judge(app, &desk, broken, later, Some(id)).await, "meeting.not_there");
        meeting::judge(app, &desk, broken, later, None).await.unwrap();
        let one = meeting::pledge_of(app, &desk, broken).await.unwrap();
        assert_eq!((one.state, one.judged_in, one.version), (PledgeState::Broken, None, 3));
        // Nothing is open any more, so a third meeting has no such item.
        let third = next(&world).await;
        let show = meeting::show(app, &desk, third).await.unwrap();
        assert!(!show.items.iter().any(|item| item.row.source == Source::Pledges));
        // A sub-task force or a case conference does not look at them.
        assert!(meeting::folder(app, &desk, third).await.unwrap().before.is_empty());
    })
    .await;
}
