//! The plan made at the table. Refusals come first.

use app::{Error, meeting, plan};
use domain::{
    id::{MeetingId, PlanId, ProposalId},
    meeting::{Outcome, SettledForm, Step},
    plan::{Carry, Choice, EvaluationForm, ProposalState, Step as PlanStep},
};
use jiff::civil::date;
use testkit::both;
use uuid::Uuid;

use crate::{
    life::{new_plan, propose},
    meeting::form,
    world::{COUNT, DINSOS, DISNAKER, World},
};

fn settled(outcome: Outcome, note: &str) -> SettledForm {
    SettledForm {
        outcome: outcome.code().into(),
        agency: DINSOS.to_string(),
        speaker: "Kabid Rehsos".into(),
        note: note.into(),
    }
}

/// A plan with three proposals, one of them carried on from an evaluated row, and a meeting of this
/// kind about it, in session.
async fn table(world: &World, kind: &str) -> (PlanId, MeetingId, ProposalId, ProposalId) {
    let (app, desk) = (&world.app, world.secretariat());
    let next = plan::create(app, &desk, new_plan()).await.unwrap();
    let one = propose(world, DINSOS, next, "Rumah aman").await;
    let two = propose(world, DISNAKER, next, "Klinik dokumen").await;
    let evaluation = EvaluationForm {
        finding: "Tertinggal".into(),
        cause: "Anggaran".into(),
        advice: "Lanjutkan".into(),
    };
    plan::evaluate(app, &desk, COUNT, 0, &evaluation).await.unwrap();
    let keep = Carry { choice: Choice::Kept, reason: String::new() };
    plan::carry(app, &desk, COUNT, 0, keep).await.unwrap();
    let id = meeting::create(app, &desk, &form(kind), None).await.unwrap();
    world.day(date(2025, 7, 25));
    meeting::step(app, &desk, id, (Step::Open, None), "").await.unwrap();
    (next, id, one, two)
}

async fn state(world: &World, id: ProposalId) -> (ProposalState, i64) {
    let (_, one) = plan::proposal(&world.app, &world.secretariat(), id).await.unwrap();
    (one.state, one.version)
}

#[tokio::test]
async fn nobody_else_settles_and_no_other_meeting_does() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let (_, id, one, _) = table(&world, "plan_review").await;
        let plenary = meeting::create(app, &desk, &form("plenary"), None).await.unwrap();
        let before = world.events().await;
        let agreed = settled(Outcome::Agreed, "");
        for actor in [
            world.contact(DINSOS),
            world.actor("agency_head", Some(DINSOS)),
            world.actor("leadership", None),
            world.actor("auditor", None),
        ] {
            let refused = meeting::settle(app, &actor, id, (one, 1), &agreed).await;
            assert!(matches!(refused, Err(Error::Denied(_))), "{refused:?}");
        }
        let refused = meeting::settle(app, &desk, plenary, (one, 1), &agreed).await;
        assert!(matches!(refused, Err(Error::Rule("meeting.not_writing"))), "{refused:?}");
        assert!(matches!(meeting::drafting(app, &desk, plenary).await, Err(Error::NotFound)));
        let nothing = ProposalId(Uuid::nil());
        let refused = meeting::settle(app, &desk, id, (nothing, 1), &agreed).await;
        assert!(matches!(refused, Err(Error::NotFound)));
        let refused =
            meeting::settle(app, &desk, id, (one, 1), &settled(Outcome::Dropped, " ")).await;
        assert!(matches!(refused, Err(Error::Invalid(errors)) if errors.of("note").is_some()));
        let refused = meeting::settle(app, &desk, id, (one, 7), &agreed).await;
        assert!(matches!(refused, Err(Error::Conflict)), "{refused:?}");
        assert_eq!(state(&world, one).await, (ProposalState::Proposed, 1));
        assert_eq!(world.events().await, before, "a refusal changes nothing");
    })
    .await;
}

#[tokio::test]
async fn what_the_table_agrees_becomes_a_row_and_what_it_drops_does_not_each_once() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let (next, id, one, two) = table(&world, "plan_review").await;
        let drafting = meeting::drafting(app, &desk, id).await.unwrap();
        assert_eq!(drafting.progress(), (0, 3));
        let carried = drafting.laid.iter().find(|one| one.before.is_some()).unwrap();
        let found = carried.before.as_ref().and_then(|one| one.evaluation.as_ref()).unwrap();
        assert_eq!(found.evaluation.finding, "Tertinggal", "the old row lies beside the new one");
        let three = carried.proposal.id;
        let seen = carried.proposal.version;
        meeting::settle(app, &desk, id, (one, 1), &settled(Outcome::Agreed, "")).await.unwrap();
        let twice =
            meeting::settle(app, &desk, id, (one, 2), &settled(Outcome::Dropped, "x")).await;
        assert!(matches!(twice, Err(Error::Rule(_))), "{twice:?}");
        let (left, right) = (settled(Outcome::Dropped, "digabung"), settled(Outcome::Agreed, ""));
        let (left, right) = tokio::join!(
            meeting::settle(app, &desk, id, (two, 1), &left),
            meeting::settle(app, &desk, id, (two, 1), &right),
        );
        assert_eq!(usize::from(left.is_ok()) + usize::from(right.is_ok()), 1, "one wins");
        let changed = settled(Outcome::Changed, "target 10 menjadi 12");
        meeting::settle(app, &desk, id, (three, seen), &changed).await.unwrap();
        let drafting = meeting::drafting(app, &desk, id).await.unwrap();
        assert_eq!(drafting.progress(), (3, 3));
        assert_eq!(drafting.next(None), None);
        let of = |id| drafting.laid.iter().find(|laid| laid.proposal.id == id).unwrap();
        let said = &of(three).settled.as_ref().unwrap().settled;
        assert_eq!((said.outcome, said.speaker.as_str()), (Outcome::Changed, "Kabid Rehsos"));
        assert_eq!(of(one).proposal.state, ProposalState::Accepted);
        let rows = plan::life(app, &desk, next).await.unwrap().matrix.rows.len();
        let accepted = |laid: &&meeting::Laid| laid.proposal.state == ProposalState::Accepted;
        assert_eq!(rows, drafting.laid.iter().filter(accepted).count());
        // An office sees the table, and cannot write on it.
        let office = meeting::drafting(app, &world.contact(DINSOS), id).await.unwrap();
        assert!(!office.may_settle);
        // Once the rows are agreed nothing is settled any more, and what was is still read.
        plan::step(app, &desk, next, PlanStep::Discuss, "").await.unwrap();
        plan::step(app, &desk, next, PlanStep::Agree, "").await.unwrap();
        let after = meeting::drafting(app, &desk, id).await.unwrap();
        assert!(!after.may_settle && after.progress() == (3, 3));
    })
    .await;
}
