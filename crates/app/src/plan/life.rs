//! Making a plan and leading it from stage to stage, until it is closed.

use std::sync::Arc;

use domain::{
    access::{Act, Actor, check},
    id::{AccountId, AmendmentId, PlanId, StrategyId, TaskForceId},
    plan::{
        Amendment, NewPlan, ProposalState, Regulation, Rule, Stage, Step, Years, key,
        life::{self, Ready},
    },
    time::Date,
};
use serde_json::json;
use store::{
    Tx,
    plan::{AmendmentRow, PlanRow, StageRow, StrategyRow},
};

use super::{
    load, own, scope, told,
    view::{Entered, Life, Matrix, Version},
};
use crate::{
    App, Result,
    audit::{self, Event},
};

/// Longest note about a step, in characters.
const NOTE_MAX: usize = 2_000;

/// Every plan of the task force, the latest years first.
///
/// # Errors
/// `Denied` without `plan.view`.
pub async fn plans(app: &App, actor: &Actor) -> Result<Vec<Arc<Matrix>>> {
    let taskforce = own(actor)?;
    check(actor, Act::PlanView, &scope(taskforce))?;
    let mut tx = app.store.read().await?;
    let mut plans = Vec::new();
    for plan in store::plan::list(&mut tx, taskforce).await? {
        plans.push(load::of(app, &mut tx, taskforce, plan.id).await?.matrix.clone());
    }
    Ok(plans)
}

/// Where a plan is in its life.
///
/// # Errors
/// `Denied` without `plan.view`; `NotFound` for a plan of another task force.
pub async fn life(app: &App, actor: &Actor, id: PlanId) -> Result<Life> {
    let taskforce = own(actor)?;
    check(actor, Act::PlanView, &scope(taskforce))?;
    let mut tx = app.store.read().await?;
    let row = store::plan::get(&mut tx, taskforce, id).await?;
    let model = load::of(app, &mut tx, taskforce, id).await?;
    let others = store::plan::list(&mut tx, taskforce).await?;
    let stages = store::plan::list_stages(&mut tx, taskforce, id).await?;
    let versions = store::plan::list_amendments(&mut tx, taskforce, id).await?;
    let ids = stages.iter().map(|row| row.account);
    let ids = ids.chain(versions.iter().map(|row| row.account)).flatten();
    let names = told::accounts(&mut tx, ids.collect()).await?;
    let name = |id: Option<AccountId>| id.and_then(|id| names.get(&id).cloned());
    let entered = |row: StageRow| Entered {
        stage: row.stage,
        at: row.entered_at,
        by: name(row.account),
        note: row.note,
    };
    let version = |row: AmendmentRow| Version {
        number: row.number,
        amendment: row.amendment,
        by: name(row.account),
        at: row.made_at,
    };
    let find = |plan: &PlanRow| (plan.id, plan.years);
    let steps = life::steps(row.stage).filter(|step| may(actor, *step));
    let chooses = actor.may(Act::PlanEdit) && row.stage != Stage::Closed;
    let reports = store::plan::list_realisations(&mut tx, taskforce, id).await?;
    Ok(Life {
        matrix: model.matrix.clone(),
        may_choose_scheme: chooses && reports.is_empty(),
        ready: ready(app, &mut tx, &row).await?,
        proposals: proposals(&mut tx, &row).await?,
        stages: stages.into_iter().rev().map(entered).collect(),
        versions: versions.into_iter().rev().map(version).collect(),
        steps: steps.collect(),
        scheme: row.scheme.clone(),
        before: others.iter().find(|plan| Some(plan.id) == row.predecessor).map(find),
        after: others.iter().find(|plan| plan.predecessor == Some(id)).map(find),
    })
}

/// Agreeing is an act of its own; everything else is the secretariat's.
const fn act(step: Step) -> Act {
    match step {
        Step::Agree => Act::PlanAgree,
        _ => Act::PlanEdit,
    }
}

fn may(actor: &Actor, step: Step) -> bool {
    actor.may(act(step))
}

async fn proposals(tx: &mut Tx, plan: &PlanRow) -> Result<[u32; ProposalState::ALL.len()]> {
    let all = store::plan::list_proposals(tx, plan.taskforce, plan.id, plan.years).await?;
    Ok(ProposalState::ALL.map(|state| {
        let count = all.iter().filter(|row| row.state == state).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    }))
}

/// What the next step of a plan looks at.
async fn ready(app: &App, tx: &mut Tx, plan: &PlanRow) -> Result<Ready> {
    let (taskforce, id) = (plan.taskforce, plan.id);
    let rows = store::plan::list_indicators(tx, taskforce, id).await?;
    let leads = store::plan::list_leads(tx, taskforce, id).await?;
    let targets = store::plan::list_targets(tx, taskforce, id).await?;
    let evaluations = store::plan::list_evaluations(tx, taskforce, id).await?;
    let undecided = store::plan::count_undecided(tx, taskforce, id).await?;
    let zone = store::taskforce::get(tx, taskforce).await?.zone;
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let led = |id| leads.iter().any(|row| row.indicator == id && row.lead.is_some());
    let wanted = |id| targets.iter().any(|row| row.indicator == id);
    Ok(Ready {
        rows: count(rows.len()),
        without_lead: count(rows.iter().filter(|row| !led(row.id)).count()),
        without_target: count(rows.iter().filter(|row| !wanted(row.id)).count()),
        undecided: u32::try_from(undecided).unwrap_or(u32::MAX),
        unevaluated: count(rows.len().saturating_sub(evaluations.len())),
        is_over: app.today(zone).year() > plan.years.last,
    })
}

/// The strategies that a new plan begins with: those of the latest one, as a form takes them.
///
/// # Errors
/// `Denied` without `plan.edit`.
pub async fn strategies_to_begin(app: &App, actor: &Actor) -> Result<(Option<Years>, String)> {
    let taskforce = own(actor)?;
    check(actor, Act::PlanEdit, &scope(taskforce))?;
    let mut tx = app.store.read().await?;
    let plans = store::plan::list(&mut tx, taskforce).await?;
    let Some(latest) = plans.first() else { return Ok((None, String::new())) };
    let strategies = store::plan::list_strategies(&mut tx, taskforce, latest.id).await?;
    let lines = strategies.iter().map(|row| match row.code.as_str() {
        "" => format!("{}\n", row.name),
        code => format!("{code}. {}\n", row.name),
    });
    Ok((Some(latest.years), lines.collect()))
}

/// Begins a plan that offices can propose rows for; it follows the latest one before it.
///
/// # Errors
/// `Denied` without `plan.edit`; `Rule("taken")` where there is one for these years;
/// `Rule("plan.has_next")` where the plan before it has a successor.
pub async fn create(app: &App, actor: &Actor, new: NewPlan) -> Result<PlanId> {
    let taskforce = own(actor)?;
    check(actor, Act::PlanEdit, &scope(taskforce))?;
    let mut tx = app.store.write().await?;
    let plans = store::plan::list(&mut tx, taskforce).await?;
    let before = plans.iter().find(|plan| plan.years.last < new.years.first);
    let before = before.map(|plan| plan.id);
    if before.is_some() && plans.iter().any(|plan| plan.predecessor == before) {
        return Err(Rule::HasNext.into());
    }
    let is_demo = store::taskforce::get(&mut tx, taskforce).await?.is_demo;
    let row = PlanRow {
        taskforce,
        id: PlanId(app.ids.next()),
        title: new.title,
        years: new.years,
        scheme: new.scheme,
        stage: Stage::Proposing,
        is_example: is_demo,
        revision: 1,
        created_at: app.now(),
        predecessor: before,
        regulation: None,
        closed_on: None,
    };
    store::plan::insert(&mut tx, &row).await?;
    for (position, (code, name)) in (0..).zip(new.strategies) {
        let strategy = StrategyRow {
            taskforce,
            plan: row.id,
            id: StrategyId(app.ids.next()),
            key: key(&name),
            code,
            name,
            position,
        };
        store::plan::insert_strategy(&mut tx, &strategy).await?;
    }
    enter(app, &mut tx, actor, &row, "").await?;
    let detail = json!({ "years": [row.years.first, row.years.last] });
    let event = Event::new(Act::PlanEdit, "plan", row.id).taskforce(taskforce).detail(&detail);
    audit::append(app, &mut tx, actor, event).await?;
    tx.commit().await?;
    Ok(row.id)
}

/// Writes down that a plan has entered the stage it is in.
pub(super) async fn enter(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    plan: &PlanRow,
    note: &str,
) -> Result<()> {
    let known = store::plan::list_stages(tx, plan.taskforce, plan.id).await?;
    let row = StageRow {
        position: known.last().map_or(1, |last| last.position + 1),
        stage: plan.stage,
        entered_at: app.now(),
        account: actor.account(),
        note: note.to_owned(),
    };
    Ok(store::plan::insert_stage(tx, plan.taskforce, plan.id, &row).await?)
}

/// A plan to be changed, its writers in a row. A read model is loaded before, never after: a
/// transaction that is taken back would leave one behind under a revision that comes again.
pub(super) async fn taken(tx: &mut Tx, taskforce: TaskForceId, id: PlanId) -> Result<PlanRow> {
    store::plan::update_revision(tx, taskforce, id).await?;
    Ok(store::plan::get(tx, taskforce, id).await?)
}

/// Leads a plan one step on, or back with a reason. Putting in force is [`enact`].
///
/// # Errors
/// `Denied` without the act of the step; `Invalid` for a way back without a reason; `Rule` as
/// [`life::next`] refuses.
pub async fn step(app: &App, actor: &Actor, id: PlanId, step: Step, note: &str) -> Result<()> {
    let taskforce = own(actor)?;
    check(actor, act(step), &scope(taskforce))?;
    let note = reason(step, note)?;
    let mut tx = app.store.write().await?;
    let mut plan = taken(&mut tx, taskforce, id).await?;
    if step == Step::Enact {
        return Err(Rule::StageOrder.into());
    }
    let ready = ready(app, &mut tx, &plan).await?;
    plan.stage = life::next(plan.stage, step, &ready)?;
    if step == Step::Close {
        let zone = store::taskforce::get(&mut tx, taskforce).await?.zone;
        plan.closed_on = Some(app.today(zone));
    }
    store::plan::update(&mut tx, &plan).await?;
    enter(app, &mut tx, actor, &plan, &note).await?;
    let detail = json!({ "step": step.code() });
    let event = Event::new(act(step), "plan", id).taskforce(taskforce).detail(&detail);
    audit::append(app, &mut tx, actor, event).await?;
    tx.commit().await?;
    Ok(())
}

fn reason(step: Step, note: &str) -> Result<String> {
    let note = note.trim().replace('\0', "");
    let mut errors = domain::field::FieldErrors::default();
    if step.leads_back() && note.is_empty() {
        errors.push("note", "required");
    }
    if note.chars().count() > NOTE_MAX {
        errors.push("note", "too_long");
    }
    Ok(errors.or(note)?)
}

/// Puts a plan in force by a regulation; one that came from a file and runs already gets the
/// regulation it lacks.
///
/// # Errors
/// `Denied` without `plan.edit`; `Rule` where it is not drafted, where it has its regulation, and
/// where another plan is in force in these years.
pub async fn enact(app: &App, actor: &Actor, id: PlanId, regulation: Regulation) -> Result<()> {
    let taskforce = own(actor)?;
    check(actor, Act::PlanEdit, &scope(taskforce))?;
    let mut tx = app.store.write().await?;
    let mut plan = taken(&mut tx, taskforce, id).await?;
    let lacks = plan.is_running() && plan.regulation.is_none();
    if !lacks {
        plan.stage = life::next(plan.stage, Step::Enact, &Ready::default())?;
        let others = store::plan::list(&mut tx, taskforce).await?;
        let overlaps = |other: &PlanRow| {
            other.id != id && other.is_running() && overlap(other.years, plan.years)
        };
        if others.iter().any(overlaps) {
            return Err(Rule::Overlaps.into());
        }
    }
    let first = first_day(plan.years).max(regulation.in_force_on);
    let amendment = Amendment {
        since: if lacks { first_day(plan.years) } else { first },
        basis: regulation.number.clone(),
        note: String::new(),
    };
    plan.regulation = Some(regulation);
    store::plan::update(&mut tx, &plan).await?;
    version(app, &mut tx, actor, &plan, amendment).await?;
    if !lacks {
        enter(app, &mut tx, actor, &plan, "").await?;
    }
    let detail = json!({ "step": Step::Enact.code() });
    let event = Event::new(Act::PlanEdit, "plan", id).taskforce(taskforce).detail(&detail);
    audit::append(app, &mut tx, actor, event).await?;
    tx.commit().await?;
    Ok(())
}

const fn overlap(left: Years, right: Years) -> bool {
    left.first <= right.last && right.first <= left.last
}

/// The first day of a plan.
pub(super) fn first_day(years: Years) -> Date {
    Date::new(years.first, 1, 1).unwrap_or(Date::MIN)
}

/// Adds a version to a plan.
pub(crate) async fn version(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    plan: &PlanRow,
    amendment: Amendment,
) -> Result<AmendmentId> {
    let known = store::plan::list_amendments(tx, plan.taskforce, plan.id).await?;
    let row = AmendmentRow {
        id: AmendmentId(app.ids.next()),
        number: known.last().map_or(1, |last| last.number + 1),
        amendment,
        account: actor.account(),
        made_at: app.now(),
    };
    store::plan::insert_amendment(tx, plan.taskforce, plan.id, &row).await?;
    Ok(row.id)
}

/// Writes down that a file changed what a plan in force wants, from today on; a plan whose
/// regulation is not known has no versions yet.
pub(super) async fn amended_by_file(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    plan: &PlanRow,
    (basis, note): (&str, String),
) -> Result<()> {
    let known = store::plan::list_amendments(tx, plan.taskforce, plan.id).await?;
    let Some(latest) = known.last().filter(|_| plan.is_running()) else { return Ok(()) };
    let today = app.today(store::taskforce::get(tx, plan.taskforce).await?.zone);
    let since = today.max(latest.amendment.since);
    let amendment = Amendment { since, basis: basis.to_owned(), note };
    version(app, tx, actor, plan, amendment).await?;
    Ok(())
}

/// The plan of these years.
///
/// # Errors
/// `Denied` without `plan.view`; `NotFound` where the task force has none.
pub async fn of_years(app: &App, actor: &Actor, years: Years) -> Result<PlanId> {
    let taskforce = own(actor)?;
    check(actor, Act::PlanView, &scope(taskforce))?;
    let mut tx = app.store.peek().await?;
    let found = store::plan::find_of_years(&mut tx, taskforce, years).await?;
    found.map(|plan| plan.id).ok_or(crate::Error::NotFound)
}
