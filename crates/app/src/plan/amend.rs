//! Amending a plan in force: a dated version, and the rows it adds or takes out.

use domain::{
    access::{Act, Actor, check},
    agency::Lead,
    field::FieldErrors,
    id::{AmendmentId, IndicatorId, PlanId, TaskForceId},
    plan::{Amendment, AmendmentForm, ProposalDraft, ProposalForm, Rule, amendable},
    time::Date,
};
use serde_json::json;
use store::{Tx, plan::PlanRow};

use super::{
    life::{first_day, taken, version},
    own,
    row::{Counting, add_row},
    scope,
};
use crate::{
    App, Error, Result,
    audit::{self, Event},
};

/// Begins a version of a plan in force. Until its first day is over, targets, leads and rows can
/// be changed from that day on.
///
/// # Errors
/// `Denied` without `plan.edit`; `Invalid`; `Rule` where the plan is not in force, the day is
/// over, lies before the latest version or outside the plan.
pub async fn amend(
    app: &App,
    actor: &Actor,
    id: PlanId,
    form: &AmendmentForm,
) -> Result<AmendmentId> {
    let taskforce = own(actor)?;
    check(actor, Act::PlanEdit, &scope(taskforce))?;
    let mut tx = app.store.write().await?;
    let plan = taken(&mut tx, taskforce, id).await?;
    if !plan.is_running() {
        return Err(Rule::Closed.into());
    }
    let amendment = Amendment::parse(form)?;
    let latest = latest(&mut tx, &plan).await?.ok_or(Rule::NoRegulation)?;
    amendable(plan.years, Some(latest), amendment.since, today(app, &mut tx, taskforce).await?)?;
    let detail = json!({ "amendment": amendment.since.to_string() });
    let made = version(app, &mut tx, actor, &plan, amendment).await?;
    let event = Event::new(Act::PlanEdit, "plan", id).taskforce(taskforce).detail(&detail);
    audit::append(app, &mut tx, actor, event).await?;
    tx.commit().await?;
    Ok(made)
}

async fn today(app: &App, tx: &mut Tx, taskforce: TaskForceId) -> Result<Date> {
    Ok(app.today(store::taskforce::get(tx, taskforce).await?.zone))
}

/// First day of the latest version.
async fn latest(tx: &mut Tx, plan: &PlanRow) -> Result<Option<Date>> {
    let known = store::plan::list_amendments(tx, plan.taskforce, plan.id).await?;
    Ok(known.last().map(|row| row.amendment.since))
}

/// The day from which a change to what a plan wants counts: the plan's first day while it is being
/// made, the day of an amendment that is not over once it is in force.
///
/// # Errors
/// `Rule("plan.no_amendment")` where a plan in force has no such amendment; `Rule("plan.closed")`
/// for a closed one and one whose rows are agreed.
pub(super) async fn counting(app: &App, tx: &mut Tx, plan: &PlanRow) -> Result<Date> {
    if plan.stage.takes_rows() {
        return Ok(first_day(plan.years));
    }
    if !plan.is_running() {
        return Err(Rule::Closed.into());
    }
    let today = today(app, tx, plan.taskforce).await?;
    let known = store::plan::list_amendments(tx, plan.taskforce, plan.id).await?;
    // The first version is the plan as it was put in force, which is no amendment.
    let open = known.iter().skip(1).map(|row| row.amendment.since).next_back();
    open.filter(|since| *since >= today).ok_or(Rule::NoAmendment.into())
}

/// Adds a row by the running amendment.
///
/// # Errors
/// `Denied` without `plan.edit`; `Invalid`; `Rule("plan.no_amendment")`; `Rule("taken")` where the
/// activity has such an indicator.
pub async fn add(
    app: &App,
    actor: &Actor,
    id: PlanId,
    form: &ProposalForm,
    lead: Option<Lead>,
) -> Result<IndicatorId> {
    let taskforce = own(actor)?;
    check(actor, Act::PlanEdit, &scope(taskforce))?;
    let mut tx = app.store.write().await?;
    let plan = taken(&mut tx, taskforce, id).await?;
    let since = counting(app, &mut tx, &plan).await?;
    let counting =
        if plan.is_running() { Counting::from(since) } else { Counting::whole(&plan, None) };
    let strategies = store::plan::list_strategies(&mut tx, taskforce, id).await?;
    let ids: Vec<_> = strategies.iter().map(|row| row.id).collect();
    let draft = ProposalDraft::parse(form, plan.years, &ids)?;
    let Some(lead) = lead else {
        let mut errors = FieldErrors::default();
        errors.push("lead", "required");
        return Err(errors.into());
    };
    let row = add_row(app, &mut tx, &plan, &draft, lead, counting).await?;
    let event = Event::new(Act::PlanEdit, "indicator", row).taskforce(taskforce);
    audit::append(app, &mut tx, actor, event.detail(&json!({ "added": since.to_string() })))
        .await?;
    tx.commit().await?;
    Ok(row)
}

/// Takes a row out by the running amendment: it counts until the day before. What was reported
/// and judged stays.
///
/// # Errors
/// `Denied` without `plan.edit`; `Rule("plan.no_amendment")`; `Conflict` for a stale version.
pub async fn take_out(app: &App, actor: &Actor, id: IndicatorId, seen: i64) -> Result<()> {
    let taskforce = own(actor)?;
    check(actor, Act::PlanEdit, &scope(taskforce))?;
    let mut tx = app.store.write().await?;
    let mut row = store::plan::get_indicator(&mut tx, taskforce, id).await?;
    let plan = taken(&mut tx, taskforce, row.plan).await?;
    let since = counting(app, &mut tx, &plan).await?;
    row.until = since.yesterday().ok();
    row.version = seen;
    if !store::plan::update_indicator(&mut tx, &row).await? {
        return Err(Error::Conflict);
    }
    let event = Event::new(Act::PlanEdit, "indicator", id).taskforce(taskforce);
    audit::append(app, &mut tx, actor, event.detail(&json!({ "taken_out": since.to_string() })))
        .await?;
    tx.commit().await?;
    Ok(())
}
