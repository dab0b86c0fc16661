//! A plan from its first proposal to its carry-over.

use app::{
    Actor, App, Error,
    plan::{self, view::Filter},
};
use domain::{
    agency::Lead,
    id::{AgencyId, PlanId, ProposalId},
    plan::{
        AmendmentForm, Band, Carry, Checkpoint, Choice, EvaluationForm, NewPlan, NewPlanForm,
        ProposalForm, ProposalState, Regulation, Stage, Step, Years,
    },
};
use jiff::civil::date;
use testkit::both;

use crate::world::{COUNT, DINSOS, DISNAKER, OPERATIONS, PLAN, TW2, TW3, World, count, place};

pub fn new_plan() -> NewPlan {
    let form = NewPlanForm {
        title: "RAD 2027-2028".to_owned(),
        first_year: "2027".to_owned(),
        last_year: "2028".to_owned(),
        scheme: "TW".to_owned(),
        strategies: "A. Strategi A\nB. Baru".to_owned(),
    };
    NewPlan::parse(&form, &["TW"]).unwrap()
}

async fn idea(app: &App, actor: &Actor, plan: PlanId, activity: &str) -> ProposalForm {
    let list = plan::proposals(app, actor, plan).await.unwrap();
    ProposalForm {
        strategy: list.matrix.strategies[0].id.to_string(),
        activity: activity.to_owned(),
        indicator: "Jumlah desa".to_owned(),
        unit: "desa".to_owned(),
        measure: "per_period".to_owned(),
        reason: "Kantong pekerja migran".to_owned(),
        targets: vec!["4".to_owned(), "8".to_owned()],
        budgets: vec!["1.000.000".to_owned()],
        ..ProposalForm::default()
    }
}

fn regulation() -> Regulation {
    Regulation {
        number: "Perbup 3/2027".to_owned(),
        title: "RAD".to_owned(),
        signed_on: date(2027, 1, 4),
        in_force_on: date(2027, 1, 4),
    }
}

pub async fn propose(world: &World, agency: AgencyId, plan: PlanId, activity: &str) -> ProposalId {
    let actor = world.contact(agency);
    let form = idea(&world.app, &actor, plan, activity).await;
    plan::propose(&world.app, &actor, plan, &form, None).await.unwrap()
}

async fn stage(world: &World, plan: PlanId) -> Stage {
    plan::life(&world.app, &world.secretariat(), plan).await.unwrap().matrix.plan.stage
}

#[tokio::test]
async fn no_step_is_taken_by_whom_it_is_not_for() {
    both(|store| async move {
        let world = World::on(store).await;
        let app = &world.app;
        let next = plan::create(app, &world.secretariat(), new_plan()).await.unwrap();
        let waiting = propose(&world, DINSOS, next, "Rumah aman").await;
        let before = world.events().await;
        for role in ["agency_contact", "leadership", "region_operator", "auditor", "administrator"]
        {
            let actor = world.actor(role, Some(DISNAKER));
            let denied = |done: Result<(), Error>, what: &str| {
                assert!(matches!(done, Err(Error::Denied(_))), "{role} {what}: {done:?}");
            };
            denied(plan::create(app, &actor, new_plan()).await.map(drop), "create");
            denied(plan::step(app, &actor, next, Step::Discuss, "").await, "discuss");
            denied(plan::step(app, &actor, PLAN, Step::Close, "").await, "close");
            denied(plan::enact(app, &actor, next, regulation()).await, "enact");
            denied(plan::accept(app, &actor, waiting, 1, "").await.map(drop), "accept");
            denied(plan::decline(app, &actor, waiting, 1, "x").await, "decline");
            let form = EvaluationForm::default();
            denied(plan::evaluate(app, &actor, COUNT, 0, &form).await, "evaluate");
            let keep = Carry { choice: Choice::Kept, reason: String::new() };
            denied(plan::carry(app, &actor, COUNT, 0, keep).await, "carry");
            denied(plan::take_out(app, &actor, COUNT, 1).await, "take out");
        }
        for role in ["leadership", "auditor", "administrator", "observer"] {
            let actor = world.actor(role, Some(DISNAKER));
            let form = idea(app, &actor, next, "Apa saja").await;
            let denied = plan::propose(app, &actor, next, &form, None).await;
            assert!(matches!(denied, Err(Error::Denied(_))), "{role}");
        }
        // Another office's proposal looks as if it were not there.
        let other = world.contact(DISNAKER);
        let form = idea(app, &other, next, "Diambil alih").await;
        let refused = plan::revise(app, &other, waiting, 1, &form, None).await;
        assert!(matches!(refused, Err(Error::NotFound)));
        let refused = plan::withdraw(app, &other, waiting, 1).await;
        assert!(matches!(refused, Err(Error::NotFound)));
        assert_eq!(world.events().await, before, "nothing was written");
    })
    .await;
}

#[tokio::test]
async fn an_office_proposes_for_itself_whatever_the_form_says() {
    both(|store| async move {
        let world = World::on(store).await;
        let app = &world.app;
        let next = plan::create(app, &world.secretariat(), new_plan()).await.unwrap();
        let contact = world.contact(DISNAKER);
        let form = idea(app, &contact, next, "Klinik dokumen").await;
        let smuggled = Some(Lead::Agency(DINSOS));
        let id = plan::propose(app, &contact, next, &form, smuggled).await.unwrap();
        let (_, one) = plan::proposal(app, &contact, id).await.unwrap();
        assert_eq!(one.lead, Some(Lead::Agency(DISNAKER)));
        assert_eq!(one.agency.unwrap().id, DISNAKER);
        plan::revise(app, &contact, id, 1, &form, smuggled).await.unwrap();
        let stale = plan::revise(app, &contact, id, 1, &form, None).await;
        assert!(matches!(stale, Err(Error::Conflict)), "the version is old now");
        let (_, one) = plan::proposal(app, &contact, id).await.unwrap();
        assert_eq!(one.lead, Some(Lead::Agency(DISNAKER)));
        let bad = ProposalForm { targets: vec![], ..form };
        let refused = plan::propose(app, &contact, next, &bad, None).await;
        assert!(matches!(refused, Err(Error::Invalid(errors)) if errors.of("target_1").is_some()));
    })
    .await;
}

#[tokio::test]
async fn a_plan_is_proposed_discussed_agreed_enacted_reported_and_closed() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, secretariat) = (&world.app, world.secretariat());
        world.day(date(2026, 11, 2));
        let next = plan::create(app, &secretariat, new_plan()).await.unwrap();
        assert_eq!(stage(&world, next).await, Stage::Proposing);
        let good = propose(&world, DISNAKER, next, "Klinik dokumen").await;
        let bad = propose(&world, DINSOS, next, "Studi banding").await;
        plan::step(app, &secretariat, next, Step::Discuss, "").await.unwrap();
        let contact = world.contact(DISNAKER);
        let form = idea(app, &contact, next, "Terlambat").await;
        let late = plan::propose(app, &contact, next, &form, None).await;
        assert!(matches!(late, Err(Error::Rule("plan.not_proposing"))));

        let none = plan::step(app, &secretariat, next, Step::Agree, "").await;
        assert!(matches!(none, Err(Error::Rule("plan.no_rows"))));
        let row = plan::accept(app, &secretariat, good, 1, "").await.unwrap();
        let twice = plan::accept(app, &secretariat, good, 2, "").await;
        assert!(matches!(twice, Err(Error::Rule("plan.decided"))));
        let leadership = world.actor("leadership", None);
        let early = plan::step(app, &leadership, next, Step::Agree, "").await;
        assert!(matches!(early, Err(Error::Rule("plan.undecided"))));
        let silent = plan::decline(app, &secretariat, bad, 1, " ").await;
        assert!(matches!(silent, Err(Error::Invalid(_))));
        plan::decline(app, &secretariat, bad, 1, "Tidak menurunkan risiko").await.unwrap();
        plan::step(app, &leadership, next, Step::Agree, "Notulen").await.unwrap();

        let back = plan::step(app, &secretariat, next, Step::Return, "").await;
        assert!(matches!(back, Err(Error::Invalid(errors)) if errors.of("note").is_some()));
        plan::step(app, &secretariat, next, Step::Draft, "").await.unwrap();
        let trick = plan::step(app, &secretariat, next, Step::Enact, "").await;
        assert!(matches!(trick, Err(Error::Rule("plan.stage_order"))), "only by a regulation");
        plan::enact(app, &secretariat, next, regulation()).await.unwrap();
        let life = plan::life(app, &secretariat, next).await.unwrap();
        assert_eq!(life.matrix.plan.stage, Stage::Running);
        assert_eq!((life.versions.len(), life.versions[0].number), (1, 1));
        assert_eq!(life.stages.len(), 5);
        assert_eq!(life.before.map(|(id, _)| id), Some(PLAN));

        world.day(date(2027, 4, 5));
        let first = Checkpoint { year: 2027, index: 1 };
        let report = count(place(row, DISNAKER, first), 0, "1");
        let id = plan::report(app, &contact, report).await.unwrap();
        plan::verify(app, &secretariat, id, 1).await.unwrap();
        let filter = Filter { plan: Some(next), ..Filter::default() };
        let page = plan::matrix(app, &secretariat, &filter).await.unwrap().unwrap();
        assert_eq!((page.total, page.matrix.rows[0].percent()), (1, Some(100)));

        let early = plan::step(app, &secretariat, next, Step::Close, "").await;
        assert!(matches!(early, Err(Error::Rule("plan.not_over"))));
        world.day(date(2029, 1, 20));
        let open = plan::step(app, &secretariat, next, Step::Close, "").await;
        assert!(matches!(open, Err(Error::Rule("plan.unevaluated"))));
        let no_cause =
            EvaluationForm { finding: "Satu desa".to_owned(), ..EvaluationForm::default() };
        let refused = plan::evaluate(app, &secretariat, row, 0, &no_cause).await;
        assert!(matches!(refused, Err(Error::Invalid(errors)) if errors.of("cause").is_some()));
        let whole = EvaluationForm { cause: "Pindah tugas".to_owned(), ..no_cause };
        plan::evaluate(app, &secretariat, row, 0, &whole).await.unwrap();
        let stale = plan::evaluate(app, &secretariat, row, 0, &whole).await;
        assert!(matches!(stale, Err(Error::Conflict)));
        plan::step(app, &secretariat, next, Step::Close, "").await.unwrap();
        assert_eq!(stage(&world, next).await, Stage::Closed);
        let after = plan::evaluate(app, &secretariat, row, 1, &whole).await;
        assert!(matches!(after, Err(Error::Rule("plan.closed"))));
        let after = count(place(row, DISNAKER, Checkpoint { year: 2028, index: 4 }), 0, "8");
        let after = plan::report(app, &contact, after).await;
        assert!(matches!(after, Err(Error::Rule("plan.closed"))));
    })
    .await;
}

#[tokio::test]
async fn two_plans_are_not_in_force_in_the_same_years() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, secretariat) = (&world.app, world.secretariat());
        let years = Years { first: 2026, last: 2028 };
        let plan = plan::create(app, &secretariat, NewPlan { years, ..new_plan() }).await.unwrap();
        let id = propose(&world, DISNAKER, plan, "Klinik").await;
        plan::accept(app, &secretariat, id, 1, "").await.unwrap();
        for step in [Step::Discuss, Step::Agree, Step::Draft] {
            plan::step(app, &secretariat, plan, step, "").await.unwrap();
        }
        let refused = plan::enact(app, &secretariat, plan, regulation()).await;
        assert!(matches!(refused, Err(Error::Rule("plan.overlaps"))));
        let twin = plan::create(app, &secretariat, NewPlan { years, ..new_plan() }).await;
        assert!(matches!(twin, Err(Error::Rule("taken"))));
    })
    .await;
}

#[tokio::test]
async fn a_row_that_goes_on_becomes_a_proposal_and_dropping_it_takes_that_back() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, secretariat) = (&world.app, world.secretariat());
        let keep = || Carry { choice: Choice::Kept, reason: String::new() };
        let none = plan::carry(app, &secretariat, COUNT, 0, keep()).await;
        assert!(matches!(none, Err(Error::Rule("plan.not_proposing"))), "there is no next plan");
        let next = plan::create(app, &secretariat, new_plan()).await.unwrap();
        plan::carry(app, &secretariat, COUNT, 0, keep()).await.unwrap();
        plan::carry(app, &secretariat, OPERATIONS, 0, keep()).await.unwrap();
        let list = plan::proposals(app, &secretariat, next).await.unwrap();
        let one = list.rows.iter().find(|row| row.origin == Some(COUNT)).unwrap();
        assert_eq!(one.lead, Some(Lead::Agency(DISNAKER)));
        let wanted: Vec<_> = one.draft.wanted.iter().map(|one| one.target.value).collect();
        assert_eq!(wanted.len(), 2);
        assert!(wanted.iter().all(|value| value.unwrap().0 == 110_000), "the last target");
        assert!(one.may_decide);
        // Its office may change it as its own.
        let contact = world.contact(DISNAKER);
        let form = idea(app, &contact, next, "Sosialisasi baru").await;
        plan::revise(app, &contact, one.id, 1, &form, None).await.unwrap();

        let drop_it = Carry { choice: Choice::Dropped, reason: "Selesai".to_owned() };
        let stale = plan::carry(app, &secretariat, COUNT, 0, drop_it.clone()).await;
        assert!(matches!(stale, Err(Error::Conflict)));
        let (_, still) = plan::proposal(app, &secretariat, one.id).await.unwrap();
        assert_eq!(still.state, ProposalState::Proposed, "all or nothing");
        plan::carry(app, &secretariat, COUNT, 1, drop_it).await.unwrap();
        let (_, gone) = plan::proposal(app, &secretariat, one.id).await.unwrap();
        assert_eq!(gone.state, ProposalState::Withdrawn);
        plan::carry(app, &secretariat, COUNT, 2, keep()).await.unwrap();
        let endings = plan::endings(app, &secretariat, PLAN).await.unwrap();
        assert_eq!(endings.done(), (0, 2));
        let (_, again) = plan::ending(app, &secretariat, COUNT).await.unwrap();
        let id = again.carry.unwrap().proposal.unwrap();
        let row = plan::accept(app, &secretariat, id, 1, "").await.unwrap();
        let beside =
            plan::beside(app, &contact, (PLAN, date(2026, 12, 31)), (next, date(2028, 12, 31)))
                .await
                .unwrap();
        let pair = beside.rows.iter().find(|pair| pair.right.is_some()).unwrap();
        assert_eq!(pair.right.as_ref().unwrap().id, row);
        assert_eq!(pair.left.as_ref().unwrap().id, COUNT, "it carries that row on");
        assert_eq!(beside.rows.len(), 4, "what is not carried on stands on the left alone");
    })
    .await;
}

#[tokio::test]
async fn an_amendment_adds_and_takes_out_rows_from_its_day_on() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, secretariat) = (&world.app, world.secretariat());
        let form = |since: &str| AmendmentForm {
            since: since.to_owned(),
            basis: "Perbup 9/2025".to_owned(),
            note: String::new(),
        };
        let early = plan::amend(app, &secretariat, PLAN, &form("2025-08-01")).await;
        assert!(matches!(early, Err(Error::Rule("plan.no_regulation"))));
        let in_force = Regulation {
            signed_on: date(2024, 1, 2),
            in_force_on: date(2024, 1, 2),
            ..regulation()
        };
        plan::enact(app, &secretariat, PLAN, in_force.clone()).await.unwrap();
        let twice = plan::enact(app, &secretariat, PLAN, in_force).await;
        assert!(matches!(twice, Err(Error::Rule("plan.stage_order"))));
        let past = plan::amend(app, &secretariat, PLAN, &form("2025-07-04")).await;
        assert!(matches!(past, Err(Error::Rule("plan.amends_past"))));
        let text = idea(app, &secretariat, PLAN, "Patroli siber").await;
        let closed = plan::add(app, &secretariat, PLAN, &text, Some(Lead::Agency(DINSOS))).await;
        assert!(matches!(closed, Err(Error::Rule("plan.no_amendment"))));

        plan::amend(app, &secretariat, PLAN, &form("2025-08-01")).await.unwrap();
        let before = plan::amend(app, &secretariat, PLAN, &form("2025-07-20")).await;
        assert!(matches!(before, Err(Error::Rule("plan.amendment_order"))));
        let nobody = plan::add(app, &secretariat, PLAN, &text, None).await;
        assert!(matches!(nobody, Err(Error::Invalid(_))));
        let added = plan::add(app, &secretariat, PLAN, &text, Some(Lead::Agency(DINSOS)));
        let added = added.await.unwrap();
        plan::take_out(app, &secretariat, COUNT, 1).await.unwrap();
        let again = plan::take_out(app, &secretariat, COUNT, 1).await;
        assert!(matches!(again, Err(Error::Conflict)));

        world.day(date(2025, 10, 20));
        let band = async |at, id| {
            let filter = Filter { at: Some(at), ..Filter::default() };
            let page = plan::matrix(app, &secretariat, &filter).await.unwrap().unwrap();
            page.matrix.rows.iter().find(|row| row.id == id).unwrap().band()
        };
        assert_eq!(band(TW2, COUNT).await, Band::Overdue, "what was judged stays judged");
        assert_eq!(band(TW3, COUNT).await, Band::Unscheduled, "it left the plan");
        assert_eq!(band(TW2, added).await, Band::Unscheduled, "it was not there yet");
        assert_eq!(band(TW3, added).await, Band::Overdue);
        let due = plan::due(app, &world.contact(DISNAKER)).await.unwrap();
        assert!(due.rows.iter().all(|due| due.head.checkpoint != TW3), "and is not asked for");
        let over = plan::add(app, &secretariat, PLAN, &text, Some(Lead::Agency(DINSOS))).await;
        assert!(matches!(over, Err(Error::Rule("plan.no_amendment"))), "its day is over");
        let (july, august) = (date(2025, 7, 31), date(2025, 8, 1));
        let beside = plan::beside(app, &secretariat, (PLAN, july), (PLAN, august)).await.unwrap();
        let alone = |row: &plan::view::Compared| (row.left.is_some(), row.right.is_some());
        let ends: Vec<_> = beside.rows.iter().filter(|row| !row.is_same()).map(alone).collect();
        assert_eq!(ends, [(false, true), (true, false)]);
    })
    .await;
}

#[tokio::test]
async fn the_checkpoints_of_a_plan_change_until_something_is_reported() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, secretariat) = (&world.app, world.secretariat());
        let refused = plan::set_scheme(app, &world.contact(DISNAKER), PLAN, "B3").await;
        assert!(matches!(refused, Err(Error::Denied(_))));
        let refused = plan::set_scheme(app, &secretariat, PLAN, "minggu").await;
        assert!(matches!(refused, Err(Error::Invalid(_))));
        let stranger = Actor { taskforce: Some(crate::world::OTHER), ..world.secretariat() };
        let refused = plan::set_scheme(app, &stranger, PLAN, "B3").await;
        assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");

        let events = world.events().await;
        plan::set_scheme(app, &secretariat, PLAN, "B3").await.unwrap();
        assert_eq!(world.events().await, events + 1);
        let life = plan::life(app, &secretariat, PLAN).await.unwrap();
        assert_eq!((life.scheme.as_str(), life.may_choose_scheme), ("B3", true));
        assert_eq!(
            life.matrix.at.as_ref().unwrap().label,
            "B04",
            "in July the last one that ended"
        );
        let leadership = world.actor("leadership", None);
        assert!(!plan::life(app, &leadership, PLAN).await.unwrap().may_choose_scheme);

        plan::set_scheme(app, &secretariat, PLAN, "TW").await.unwrap();
        let contact = world.contact(DISNAKER);
        plan::report(app, &contact, count(place(COUNT, DISNAKER, TW2), 0, "3")).await.unwrap();
        let refused = plan::set_scheme(app, &secretariat, PLAN, "B").await;
        assert!(matches!(refused, Err(Error::Rule("plan.scheme_in_use"))), "{refused:?}");
        assert!(!plan::life(app, &secretariat, PLAN).await.unwrap().may_choose_scheme);
    })
    .await;
}
