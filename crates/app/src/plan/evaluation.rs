//! How the rows of a plan ended, and what the next plan does with each.

use std::collections::HashMap;

use domain::{
    access::{Act, Actor, check},
    agency::Lead,
    id::{AccountId, IndicatorId, PlanId, StrategyId, TaskForceId},
    plan::{
        Carry, Choice, Evaluation, EvaluationForm, Measure, ProposalDraft, ProposalState, Rule,
        Target, Wanted, on, proposal::discussable,
    },
    time::Date,
};
use serde_json::json;
use store::{
    Tx,
    plan::{CarryRow, EvaluationRow, PlanRow, ProposalRow},
};

use super::{
    life::taken,
    load,
    model::Model,
    own,
    proposal::fresh,
    scope, told,
    view::{Carried, Ending, Endings, Evaluated},
};
use crate::{
    App, Error, Result,
    audit::{self, Event},
};

/// Every row of a plan with how it ended.
///
/// # Errors
/// `Denied` without `plan.view`; `NotFound` for a plan of another task force.
pub async fn endings(app: &App, actor: &Actor, id: PlanId) -> Result<Endings> {
    let taskforce = own(actor)?;
    check(actor, Act::PlanView, &scope(taskforce))?;
    let mut tx = app.store.read().await?;
    let model = load::of(app, &mut tx, taskforce, id).await?;
    let evaluations = store::plan::list_evaluations(&mut tx, taskforce, id).await?;
    let carries = store::plan::list_carries(&mut tx, taskforce, id).await?;
    let next = successor(&mut tx, taskforce, id).await?;
    let ids = evaluations.iter().map(|row| row.evaluated_by);
    let ids = ids.chain(carries.iter().map(|row| row.decided_by)).flatten();
    let names = told::accounts(&mut tx, ids.collect()).await?;
    let name = |id: Option<AccountId>| id.and_then(|id| names.get(&id).cloned());
    let mut evaluations: HashMap<_, _> =
        evaluations.into_iter().map(|row| (row.indicator, row)).collect();
    let mut carries: HashMap<_, _> = carries.into_iter().map(|row| (row.indicator, row)).collect();
    let rows = model.matrix.rows.iter().map(|row| Ending {
        row: row.clone(),
        evaluation: evaluations.remove(&row.id).map(|one| Evaluated {
            by: name(one.evaluated_by),
            evaluation: one.evaluation,
            at: one.evaluated_at,
            version: one.version,
        }),
        carry: carries.remove(&row.id).map(|one| Carried {
            by: name(one.decided_by),
            carry: one.carry,
            proposal: one.proposal,
            at: one.decided_at,
            version: one.version,
        }),
    });
    let edits = actor.may(Act::PlanEdit);
    Ok(Endings {
        rows: rows.collect(),
        may_evaluate: edits && model.matrix.plan.is_running(),
        may_carry: edits && next.as_ref().is_some_and(|next| next.stage.takes_rows()),
        next: next.map(|next| (next.id, next.years, next.stage)),
        matrix: model.matrix.clone(),
    })
}

async fn successor(tx: &mut Tx, taskforce: TaskForceId, id: PlanId) -> Result<Option<PlanRow>> {
    let plans = store::plan::list(tx, taskforce).await?;
    Ok(plans.into_iter().find(|plan| plan.predecessor == Some(id)))
}

/// A row with how it ended, and the plan it is of.
///
/// # Errors
/// As [`endings`]; `NotFound` for an indicator of another task force.
pub async fn ending(app: &App, actor: &Actor, id: IndicatorId) -> Result<(Endings, Ending)> {
    let taskforce = own(actor)?;
    check(actor, Act::PlanView, &scope(taskforce))?;
    let mut tx = app.store.read().await?;
    let plan = store::plan::get_indicator(&mut tx, taskforce, id).await?.plan;
    drop(tx);
    let all = endings(app, actor, plan).await?;
    let one = all.rows.iter().find(|one| one.row.id == id).cloned().ok_or(Error::NotFound)?;
    Ok((all, one))
}

/// Writes the end evaluation of a row.
///
/// # Errors
/// `Denied` without `plan.edit`; `Invalid`; `Rule` where the plan is not in force; `Conflict` for
/// a stale version.
pub async fn evaluate(
    app: &App,
    actor: &Actor,
    id: IndicatorId,
    version: i64,
    form: &EvaluationForm,
) -> Result<()> {
    let taskforce = own(actor)?;
    check(actor, Act::PlanEdit, &scope(taskforce))?;
    let mut tx = app.store.write().await?;
    let indicator = store::plan::get_indicator(&mut tx, taskforce, id).await?;
    let model = load::of(app, &mut tx, taskforce, indicator.plan).await?;
    let plan = taken(&mut tx, taskforce, indicator.plan).await?;
    if !plan.is_running() {
        return Err(Rule::Closed.into());
    }
    let (_, row) = model.row(model.place(id)?)?;
    let row = EvaluationRow {
        indicator: id,
        plan: plan.id,
        evaluation: Evaluation::parse(form, row.band())?,
        evaluated_by: actor.account(),
        evaluated_at: app.now(),
        version,
    };
    if !store::plan::save_evaluation(&mut tx, taskforce, &row).await? {
        return Err(Error::Conflict);
    }
    let event = Event::new(Act::PlanEdit, "evaluation", id).taskforce(taskforce);
    audit::append(app, &mut tx, actor, event).await?;
    tx.commit().await?;
    Ok(())
}

/// Decides what the next plan does with a row; what goes on becomes a proposal there, which its
/// office can still change.
///
/// # Errors
/// `Denied` without `plan.edit`; `Rule` where no next plan takes rows or the proposal has been
/// decided there; `Conflict` for a stale version.
pub async fn carry(
    app: &App,
    actor: &Actor,
    id: IndicatorId,
    version: i64,
    carry: Carry,
) -> Result<()> {
    let taskforce = own(actor)?;
    check(actor, Act::PlanEdit, &scope(taskforce))?;
    let mut tx = app.store.write().await?;
    let indicator = store::plan::get_indicator(&mut tx, taskforce, id).await?;
    let next = successor(&mut tx, taskforce, indicator.plan).await?;
    let next = next.ok_or(Rule::NotProposing)?;
    let model = load::of(app, &mut tx, taskforce, indicator.plan).await?;
    let next = taken(&mut tx, taskforce, next.id).await?;
    let old = store::plan::find_carry(&mut tx, taskforce, id).await?;
    let known = old.and_then(|row| row.proposal);
    let proposal = match (carry.choice, known) {
        (Choice::Dropped, Some(known)) => {
            withdraw(app, &mut tx, actor, &next, known).await?;
            None
        }
        (Choice::Dropped, None) => {
            discussable(next.stage, ProposalState::Proposed)?;
            None
        }
        (_, Some(known)) => Some(known),
        (_, None) => {
            discussable(next.stage, ProposalState::Proposed)?;
            let (draft, lead) = carried(&mut tx, &model, &next, id, &carry).await?;
            let row = ProposalRow { lead, origin: Some(id), ..fresh(app, actor, &next, draft) };
            store::plan::insert_proposal(&mut tx, &row, next.years).await?;
            Some(row.id)
        }
    };
    let choice = carry.choice;
    let row = CarryRow {
        indicator: id,
        plan: indicator.plan,
        carry,
        proposal,
        decided_by: actor.account(),
        decided_at: app.now(),
        version,
    };
    if !store::plan::save_carry(&mut tx, taskforce, &row).await? {
        return Err(Error::Conflict);
    }
    let detail = json!({ "carry": choice.code() });
    let event = Event::new(Act::PlanEdit, "indicator", id).taskforce(taskforce).detail(&detail);
    audit::append(app, &mut tx, actor, event).await?;
    tx.commit().await?;
    Ok(())
}

async fn withdraw(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    next: &PlanRow,
    id: domain::id::ProposalId,
) -> Result<()> {
    let row = store::plan::get_proposal(tx, next.taskforce, id).await?;
    if row.state == ProposalState::Withdrawn {
        return Ok(());
    }
    discussable(next.stage, row.state)?;
    let row = ProposalRow {
        state: ProposalState::Withdrawn,
        decided_by: actor.account(),
        decided_at: Some(app.now()),
        ..row
    };
    if store::plan::update_proposal(tx, &row, next.years).await? {
        Ok(())
    } else {
        Err(Error::Conflict)
    }
}

/// A row as a proposal for the next plan: the same words, and in every year the last target.
async fn carried(
    tx: &mut Tx,
    model: &Model,
    next: &PlanRow,
    id: IndicatorId,
    carry: &Carry,
) -> Result<(ProposalDraft, Option<Lead>)> {
    let (facts, row) = model.row(model.place(id)?)?;
    let last = facts.targets.keys().next_back().copied();
    let target = last.and_then(|year| facts.target(year, Date::MAX)).cloned();
    let target = match facts.measure {
        // A milestone that was passed has no number to go on with.
        Measure::Milestone => Target { value: None, text: String::new() },
        _ => target.unwrap_or_default(),
    };
    let draft = ProposalDraft {
        strategy: strategy(tx, model, next, row.strategy).await?,
        activity: row.activity_name.clone(),
        indicator: row.name.clone(),
        unit: row.unit.clone(),
        measure: row.measure,
        definition: row.definition.clone(),
        funding: row.funding.clone(),
        reason: carry.reason.clone(),
        wanted: next
            .years
            .each()
            .map(|_| Wanted { target: target.clone(), rupiah: None })
            .collect(),
    };
    Ok((draft, on(&facts.leads, Date::MAX).copied()))
}

/// The strategy of the next plan with the same name, else with the same place, else the first.
async fn strategy(tx: &mut Tx, model: &Model, next: &PlanRow, place: usize) -> Result<StrategyId> {
    let strategies = store::plan::list_strategies(tx, next.taskforce, next.id).await?;
    let name = model.matrix.strategies.get(place).map(|strategy| domain::plan::key(&strategy.name));
    let same = strategies.iter().find(|row| Some(&row.key) == name.as_ref());
    let found = same.or(strategies.get(place)).or(strategies.first());
    found.map(|row| row.id).ok_or(Rule::NoRows.into())
}
