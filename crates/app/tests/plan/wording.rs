//! What was decided, worded anew while the minutes are written. Refusals come first.

use app::{Actor, Error, meeting};
use domain::{
    action,
    id::{ActionId, DecisionId, MeetingId},
    meeting::{Decision, DecisionForm, Step},
};
use testkit::both;

use crate::{
    meeting::{action_form, decision_form, running},
    world::{COUNT, DINSOS, DISNAKER, OTHER, World},
};

/// A decision with one action; the two of them.
async fn decided(world: &World, id: MeetingId) -> (DecisionId, ActionId) {
    let (app, desk) = (&world.app, world.secretariat());
    let item = meeting::show(app, &desk, id).await.unwrap().items[0].row.id;
    let decision = DecisionId(app.ids.next());
    let (form, carried) = (decision_form("Dipercepat."), action_form("Menjemput laporan"));
    meeting::decide(app, &desk, id, (item, decision), &form, &carried).await.unwrap();
    let show = meeting::show(app, &desk, id).await.unwrap();
    let action = show.decisions().next().unwrap().actions[0].row.id;
    (decision, action)
}

fn is_rule(result: &Result<(), Error>, code: &str) {
    assert!(matches!(result, Err(Error::Rule(rule)) if *rule == code), "{code}: {result:?}");
}

#[tokio::test]
async fn a_decision_and_its_action_are_worded_anew_until_the_minutes_go_round() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let id = running(&world).await;
        let (decision, action) = decided(&world, id).await;
        let before = world.events().await;
        let form = decision_form("Dipercepat sampai Agustus.");
        let given = action::Form {
            agency: DINSOS.to_string(),
            due_on: "2025-08-12".into(),
            indicator: COUNT.to_string(),
            ..action_form("Menjemput laporan ke desa")
        };
        let old = Decision { text: "Dipercepat.".into(), asks_amendment: false };
        let older = Decision { asks_amendment: true, ..old.clone() };
        for actor in [
            world.contact(DISNAKER),
            world.actor("agency_head", Some(DISNAKER)),
            world.actor("leadership", None),
            world.actor("auditor", None),
            Actor { taskforce: Some(OTHER), ..world.secretariat() },
        ] {
            for refused in [
                meeting::reword(app, &actor, id, (decision, &old), &form).await,
                meeting::give_anew(app, &actor, id, (action, 1), &given).await,
                meeting::take_back(app, &actor, id, action).await,
            ] {
                let is_refused = matches!(refused, Err(Error::Denied(_) | Error::NotFound));
                assert!(is_refused, "{refused:?}");
            }
        }
        // An action of another meeting is none of this one.
        let elsewhere = running(&world).await;
        let stray = meeting::take_back(app, &desk, elsewhere, action).await;
        assert!(matches!(stray, Err(Error::NotFound)), "{stray:?}");
        let empty = DecisionForm::default();
        let wrong = meeting::reword(app, &desk, id, (decision, &old), &empty).await;
        assert!(matches!(wrong, Err(Error::Invalid(_))));
        let late = meeting::reword(app, &desk, id, (decision, &older), &form).await;
        assert!(matches!(late, Err(Error::Conflict)));
        let late = meeting::give_anew(app, &desk, id, (action, 7), &given).await;
        assert!(matches!(late, Err(Error::Conflict)));
        assert_eq!(world.events().await, before + 2, "the second meeting alone was made");

        meeting::reword(app, &desk, id, (decision, &old), &form).await.unwrap();
        meeting::give_anew(app, &desk, id, (action, 1), &given).await.unwrap();
        // A second click finds it done, and says nothing of a conflict.
        let after = world.events().await;
        meeting::reword(app, &desk, id, (decision, &old), &form).await.unwrap();
        meeting::give_anew(app, &desk, id, (action, 1), &given).await.unwrap();
        assert_eq!(world.events().await, after);
        let show = meeting::show(app, &desk, id).await.unwrap();
        let now = show.decisions().next().unwrap();
        assert_eq!(now.row.decision.text, "Dipercepat sampai Agustus.");
        let draft = &now.actions[0].row.draft;
        assert_eq!((draft.agency, draft.indicator), (DINSOS, Some(COUNT)));
        assert_eq!(draft.what, "Menjemput laporan ke desa");
        meeting::take_back(app, &desk, id, action).await.unwrap();
        let show = meeting::show(app, &desk, id).await.unwrap();
        assert!(show.decisions().next().unwrap().actions.is_empty());

        for step in [Step::Close, Step::Circulate] {
            meeting::step(app, &desk, id, (step, None), "").await.unwrap();
        }
        let shut = meeting::reword(app, &desk, id, (decision, &old), &form).await;
        is_rule(&shut, "meeting.not_writing");
        is_rule(&meeting::undecide(app, &desk, id, decision).await, "meeting.not_writing");
    })
    .await;
}
