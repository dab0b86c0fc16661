//! Proposals: offices say what they want in the next plan; it is discussed row by row, and what is
//! accepted becomes a row.

use domain::{
    access::{Act, Actor, check},
    agency::Lead,
    field::FieldErrors,
    id::{AccountId, IndicatorId, PlanId, ProposalId, TaskForceId},
    plan::{
        ProposalDraft, ProposalForm, ProposalState, Rule, Stage,
        proposal::{discussable, proposable},
    },
};
use serde_json::json;
use store::{
    Tx,
    plan::{PlanRow, ProposalRow},
};

use super::{
    life::taken,
    load,
    model::Model,
    own, report_scope,
    row::{Counting, add_row},
    scope, told,
    view::{Proposal, Proposals},
};
use crate::{
    App, Error, Result,
    audit::{self, Event},
};

/// Longest reason of a decision, in characters.
const REASON_MAX: usize = 2_000;

/// The proposals for a plan.
///
/// # Errors
/// `Denied` without `plan.view`; `NotFound` for a plan of another task force.
pub async fn proposals(app: &App, actor: &Actor, id: PlanId) -> Result<Proposals> {
    let taskforce = own(actor)?;
    check(actor, Act::PlanView, &scope(taskforce))?;
    let mut tx = app.store.read().await?;
    let plan = store::plan::get(&mut tx, taskforce, id).await?;
    let model = load::of(app, &mut tx, taskforce, id).await?;
    let rows = store::plan::list_proposals(&mut tx, taskforce, id, plan.years).await?;
    let rows = shown(&mut tx, actor, &plan, &model, rows).await?;
    let mut list = Proposals {
        matrix: model.matrix.clone(),
        rows: Vec::new(),
        may_propose: plan.stage == Stage::Proposing && may_propose(actor),
        names_lead: actor.may(Act::PlanEdit),
    };
    let mut placed: Vec<_> =
        rows.into_iter().map(|row| (list.strategy(row.draft.strategy), row)).collect();
    placed.sort_by_key(|(place, row)| (*place, row.proposed_at, row.id));
    list.rows = placed.into_iter().map(|(_, row)| row).collect();
    Ok(list)
}

/// One proposal, with the plan it is for.
///
/// # Errors
/// As [`proposals`].
pub async fn proposal(app: &App, actor: &Actor, id: ProposalId) -> Result<(Proposals, Proposal)> {
    let taskforce = own(actor)?;
    check(actor, Act::PlanView, &scope(taskforce))?;
    let mut tx = app.store.read().await?;
    let plan = store::plan::get_proposal(&mut tx, taskforce, id).await?.plan;
    drop(tx);
    let list = proposals(app, actor, plan).await?;
    let one = list.rows.iter().find(|row| row.id == id).cloned().ok_or(Error::NotFound)?;
    Ok((list, one))
}

fn may_propose(actor: &Actor) -> bool {
    actor.may(Act::PlanEdit) || actor.may(Act::PlanPropose) && actor.agency.is_some()
}

/// Whether a proposal is of the actor's own office, which proposed it or would answer for it.
fn is_own(actor: &Actor, row: &ProposalRow) -> bool {
    let Some(agency) = actor.agency else { return false };
    actor.may(Act::PlanPropose)
        && (row.agency == Some(agency) || row.lead == Some(Lead::Agency(agency)))
}

async fn shown(
    tx: &mut Tx,
    actor: &Actor,
    plan: &PlanRow,
    model: &Model,
    rows: Vec<ProposalRow>,
) -> Result<Vec<Proposal>> {
    let ids = rows.iter().flat_map(|row| [row.proposed_by, row.decided_by]).flatten();
    let names = told::accounts(tx, ids.collect()).await?;
    let name = |id: Option<AccountId>| id.and_then(|id| names.get(&id).cloned());
    let groups = store::agency::list_groups(tx, plan.taskforce).await?;
    let lead_name = |lead: Option<Lead>| match lead {
        Some(Lead::Agency(id)) => model.agency(id).short,
        Some(Lead::Group(id)) => {
            let group = groups.iter().find(|group| group.id == id);
            group.map(|group| group.short_name.clone()).unwrap_or_default()
        }
        None => String::new(),
    };
    let one = |row: ProposalRow| Proposal {
        may_change: may_change(actor, plan.stage, &row).is_ok(),
        may_decide: actor.may(Act::PlanEdit) && discussable(plan.stage, row.state).is_ok(),
        id: row.id,
        plan: row.plan,
        agency: row.agency.map(|id| model.agency(id)),
        lead: row.lead,
        lead_name: lead_name(row.lead),
        draft: row.draft,
        origin: row.origin,
        state: row.state,
        decision: row.decision,
        indicator: row.indicator,
        proposed_by: name(row.proposed_by),
        proposed_at: row.proposed_at,
        decided_by: name(row.decided_by),
        decided_at: row.decided_at,
        version: row.version,
    };
    Ok(rows.into_iter().map(one).collect())
}

/// The own office changes it while proposals are taken, the secretariat until it is decided.
fn may_change(actor: &Actor, stage: Stage, row: &ProposalRow) -> Result<()> {
    if actor.may(Act::PlanEdit) {
        return Ok(discussable(stage, row.state)?);
    }
    if is_own(actor, row) { Ok(proposable(stage, row.state)?) } else { Err(Error::NotFound) }
}

/// Who would answer: the own office, or whom the secretariat names.
async fn led(
    tx: &mut Tx,
    actor: &Actor,
    taskforce: TaskForceId,
    named: Option<Lead>,
) -> Result<Option<Lead>> {
    if !actor.may(Act::PlanEdit) {
        return Ok(actor.agency.map(Lead::Agency));
    }
    match named {
        Some(Lead::Agency(id)) => drop(store::agency::get(tx, id).await?),
        Some(Lead::Group(id)) => drop(store::agency::get_group(tx, taskforce, id).await?),
        None => {
            let mut errors = FieldErrors::default();
            errors.push("lead", "required");
            return Err(errors.into());
        }
    }
    Ok(named)
}

async fn draft(tx: &mut Tx, plan: &PlanRow, form: &ProposalForm) -> Result<ProposalDraft> {
    let strategies = store::plan::list_strategies(tx, plan.taskforce, plan.id).await?;
    let ids: Vec<_> = strategies.iter().map(|row| row.id).collect();
    Ok(ProposalDraft::parse(form, plan.years, &ids)?)
}

/// Proposes a row. An office proposes for itself, whatever the form says; the secretariat names
/// who would answer.
///
/// # Errors
/// `Denied` without `plan.propose` or `plan.edit`; `Invalid`; `Rule` where the plan takes no
/// proposals.
pub async fn propose(
    app: &App,
    actor: &Actor,
    id: PlanId,
    form: &ProposalForm,
    lead: Option<Lead>,
) -> Result<ProposalId> {
    let taskforce = own(actor)?;
    match actor.agency.filter(|_| !actor.may(Act::PlanEdit)) {
        Some(agency) => check(actor, Act::PlanPropose, &report_scope(taskforce, agency))?,
        None => check(actor, Act::PlanEdit, &scope(taskforce))?,
    }
    let mut tx = app.store.write().await?;
    let plan = taken(&mut tx, taskforce, id).await?;
    proposable(plan.stage, ProposalState::Proposed)?;
    let draft = draft(&mut tx, &plan, form).await?;
    let row = ProposalRow {
        agency: actor.agency,
        lead: led(&mut tx, actor, taskforce, lead).await?,
        ..fresh(app, actor, &plan, draft)
    };
    store::plan::insert_proposal(&mut tx, &row, plan.years).await?;
    record(app, &mut tx, actor, Act::PlanPropose, &row).await?;
    tx.commit().await?;
    Ok(row.id)
}

/// A proposal that nobody has stored yet.
pub(super) fn fresh(app: &App, actor: &Actor, plan: &PlanRow, draft: ProposalDraft) -> ProposalRow {
    ProposalRow {
        taskforce: plan.taskforce,
        id: ProposalId(app.ids.next()),
        plan: plan.id,
        agency: None,
        lead: None,
        draft,
        origin: None,
        state: ProposalState::Proposed,
        decision: String::new(),
        indicator: None,
        proposed_by: actor.account(),
        proposed_at: app.now(),
        decided_by: None,
        decided_at: None,
        version: 1,
    }
}

async fn record(app: &App, tx: &mut Tx, actor: &Actor, act: Act, row: &ProposalRow) -> Result<()> {
    let detail = json!({ "state": row.state.code() });
    let event = Event::new(act, "proposal", row.id).taskforce(row.taskforce).detail(&detail);
    audit::append(app, tx, actor, event).await
}

/// A proposal to be changed, with its plan; its version is the one that was seen.
async fn open(
    tx: &mut Tx,
    actor: &Actor,
    id: ProposalId,
    version: i64,
) -> Result<(PlanRow, ProposalRow)> {
    let taskforce = own(actor)?;
    check(actor, Act::PlanView, &scope(taskforce))?;
    let row = store::plan::get_proposal(tx, taskforce, id).await?;
    let plan = taken(tx, taskforce, row.plan).await?;
    Ok((plan, ProposalRow { version, ..row }))
}

async fn keep(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    act: Act,
    (plan, row): (&PlanRow, &ProposalRow),
) -> Result<()> {
    if !store::plan::update_proposal(tx, row, plan.years).await? {
        return Err(Error::Conflict);
    }
    record(app, tx, actor, act, row).await
}

/// Changes a proposal: the own office while proposals are taken, the secretariat until it is
/// decided.
///
/// # Errors
/// `NotFound` for somebody else's; `Invalid`; `Rule`; `Conflict` for a stale version.
pub async fn revise(
    app: &App,
    actor: &Actor,
    id: ProposalId,
    version: i64,
    form: &ProposalForm,
    lead: Option<Lead>,
) -> Result<()> {
    let mut tx = app.store.write().await?;
    let (plan, mut row) = open(&mut tx, actor, id, version).await?;
    may_change(actor, plan.stage, &row)?;
    row.draft = draft(&mut tx, &plan, form).await?;
    if actor.may(Act::PlanEdit) {
        row.lead = led(&mut tx, actor, plan.taskforce, lead).await?;
    }
    keep(app, &mut tx, actor, Act::PlanPropose, (&plan, &row)).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a proposal back.
///
/// # Errors
/// As [`revise`].
pub async fn withdraw(app: &App, actor: &Actor, id: ProposalId, version: i64) -> Result<()> {
    let mut tx = app.store.write().await?;
    let (plan, mut row) = open(&mut tx, actor, id, version).await?;
    may_change(actor, plan.stage, &row)?;
    row.state = ProposalState::Withdrawn;
    keep(app, &mut tx, actor, Act::PlanPropose, (&plan, &row)).await?;
    tx.commit().await?;
    Ok(())
}

/// Declines a proposal, with the reason that its office reads.
///
/// # Errors
/// `Denied` without `plan.edit`; `Invalid` without a reason; `Rule` where it has been decided or
/// the rows are agreed; `Conflict` for a stale version.
pub async fn decline(
    app: &App,
    actor: &Actor,
    id: ProposalId,
    version: i64,
    why: &str,
) -> Result<()> {
    let mut tx = app.store.write().await?;
    decline_in(app, &mut tx, actor, (id, version, why)).await?;
    tx.commit().await?;
    Ok(())
}

/// [`decline`] in the transaction of a meeting that decides it.
pub(crate) async fn decline_in(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    (id, version, why): (ProposalId, i64, &str),
) -> Result<()> {
    let (plan, row) = open(tx, actor, id, version).await?;
    let row = decided(app, actor, &plan, row, why, ProposalState::Declined)?;
    keep(app, tx, actor, Act::PlanEdit, (&plan, &row)).await
}

fn decided(
    app: &App,
    actor: &Actor,
    plan: &PlanRow,
    row: ProposalRow,
    why: &str,
    state: ProposalState,
) -> Result<ProposalRow> {
    check(actor, Act::PlanEdit, &scope(plan.taskforce))?;
    discussable(plan.stage, row.state)?;
    let decision = why.trim().replace('\0', "");
    let mut errors = FieldErrors::default();
    if state == ProposalState::Declined && decision.is_empty() {
        errors.push("reason", "required");
    }
    if decision.chars().count() > REASON_MAX {
        errors.push("reason", "too_long");
    }
    let decided_at = Some(app.now());
    let row = ProposalRow { state, decision, decided_by: actor.account(), decided_at, ..row };
    Ok(errors.or(row)?)
}

/// Accepts a proposal: its row stands in the plan from the plan's first day on.
///
/// # Errors
/// As [`decline`]; `Rule("taken")` where the plan has such an indicator; `Rule` where nobody would
/// answer.
pub async fn accept(
    app: &App,
    actor: &Actor,
    id: ProposalId,
    version: i64,
    note: &str,
) -> Result<IndicatorId> {
    let mut tx = app.store.write().await?;
    let indicator = accept_in(app, &mut tx, actor, (id, version, note)).await?;
    tx.commit().await?;
    Ok(indicator)
}

/// [`accept`] in the transaction of a meeting that decides it.
pub(crate) async fn accept_in(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    (id, version, note): (ProposalId, i64, &str),
) -> Result<IndicatorId> {
    let (plan, row) = open(tx, actor, id, version).await?;
    let mut row = decided(app, actor, &plan, row, note, ProposalState::Accepted)?;
    let lead = row.lead.ok_or(Rule::Incomplete)?;
    let counting = Counting::whole(&plan, row.origin);
    let indicator = add_row(app, tx, &plan, &row.draft, lead, counting).await?;
    row.indicator = Some(indicator);
    keep(app, tx, actor, Act::PlanEdit, (&plan, &row)).await?;
    Ok(indicator)
}
