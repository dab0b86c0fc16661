//! The secretariat's side: what waits, and verifying or returning it.

use domain::{
    access::{Act, Actor, check},
    id::{RealisationId, TaskForceId},
    plan::{self, Decidable, State},
};
use serde_json::json;
use store::{Tx, plan::RealisationRow};

use super::{
    PAGE, mark,
    model::{self, Model},
    own, report_scope, scope, told,
    twin::Finder,
    view::{Twin, Waiting, WaitingList},
};
use crate::{
    App, Error, Result,
    audit::{self, Event},
};

/// The reports that wait for the secretariat, the longest waiting first.
///
/// # Errors
/// `Denied` without `realisation.verify`.
pub async fn waiting(app: &App, actor: &Actor) -> Result<WaitingList> {
    let taskforce = own(actor)?;
    check(actor, Act::RealisationVerify, &scope(taskforce))?;
    let mut tx = app.store.read().await?;
    match model::running(app, &mut tx, taskforce, None).await? {
        Some(model) => {
            let mut list = waiting_rows(&mut tx, taskforce, &model, PAGE).await?;
            let finder = Finder::new(&mut tx, taskforce).await?;
            for one in &mut list.rows {
                one.twins = twins(&mut tx, &finder, &model, taskforce, one.revision.id).await?;
            }
            Ok(list)
        }
        None => Ok(WaitingList { matrix: None, rows: Vec::new(), total: 0 }),
    }
}

/// The first `most` of what waits, and how many there are.
pub(super) async fn waiting_rows(
    tx: &mut Tx,
    taskforce: TaskForceId,
    model: &Model,
    most: usize,
) -> Result<WaitingList> {
    let plan = model.matrix.plan.id;
    let mut rows = store::plan::list_waiting(tx, taskforce, plan, i64::MAX).await?;
    let total = rows.len();
    rows.truncate(most);
    let mut list = Vec::with_capacity(rows.len());
    for row in &rows {
        list.push(told_waiting(tx, model, row).await?);
    }
    Ok(WaitingList { matrix: Some(model.matrix.clone()), rows: list, total })
}

async fn told_waiting(tx: &mut Tx, model: &Model, row: &RealisationRow) -> Result<Waiting> {
    let place = row.place;
    let names = told::accounts(tx, told::people(std::slice::from_ref(row))).await?;
    let evidence = store::plan::list_evidence(tx, row.taskforce, row.id).await?;
    let places = told::places(tx, &evidence).await?;
    let teller = told::Teller { model, names: &names, evidence: &evidence, places: &places };
    let (facts, shown) = model.row(model.place(place.indicator)?)?;
    let aim = facts.aim(&model.frame.scheme, place.checkpoint);
    let previous = model.previous(facts, place.agency, place.checkpoint);
    let history = model.frame.history(place.indicator, place.agency, place.checkpoint);
    let verified = history.and_then(|history| history.verified()).map(|verified| verified.entry);
    let head = history.and_then(|history| history.head()).map(|head| head.number);
    let mut revision = teller.revision(row, &[row]);
    revision.is_head = head.is_none_or(|head| head == row.revision);
    Ok(Waiting {
        row: shown.clone(),
        agency: model.agency(place.agency),
        head: model.head(place.checkpoint)?,
        target: aim.target,
        expected: aim.expected().map(plan::Expected::shown),
        replaces: verified.filter(|_| row.state != State::Verified),
        fell: told::fell(previous, row.entry),
        previous,
        revision,
        twins: Vec::new(),
    })
}

/// One report as the secretariat decides about it, whatever its state.
///
/// # Errors
/// `Denied` without `realisation.verify`; `NotFound` for a report of another task force.
pub async fn review(app: &App, actor: &Actor, id: RealisationId) -> Result<Waiting> {
    let taskforce = own(actor)?;
    check(actor, Act::RealisationVerify, &scope(taskforce))?;
    let mut tx = app.store.read().await?;
    let row = store::plan::get_realisation(&mut tx, taskforce, id).await?;
    let model = model::of(app, &mut tx, taskforce, row.plan).await?;
    let mut one = told_waiting(&mut tx, &model, &row).await?;
    let finder = Finder::new(&mut tx, taskforce).await?;
    one.twins = twins(&mut tx, &finder, &model, taskforce, id).await?;
    Ok(one)
}

async fn twins(
    tx: &mut Tx,
    finder: &Finder,
    model: &Model,
    taskforce: TaskForceId,
    id: RealisationId,
) -> Result<Vec<Twin>> {
    let evidence = store::plan::list_evidence(tx, taskforce, id).await?;
    finder.twins(tx, model, &evidence).await
}

/// Lets a reported figure count.
///
/// `version` is the one that was seen.
///
/// # Errors
/// `Denied` without `realisation.verify`; `NotFound` for a report of another task force;
/// `Conflict` where it changed or a newer revision came in the meantime; `Rule` where it is
/// decided already, or was sent by the same person.
pub async fn verify(app: &App, actor: &Actor, id: RealisationId, version: i64) -> Result<()> {
    decide(app, actor, id, version, |report| Ok((report.verify(actor.account())?, String::new())))
        .await
}

/// Sends a report back to its agency with a reason.
///
/// # Errors
/// As [`verify`]; `Rule` where the reason is empty.
pub async fn give_back(
    app: &App,
    actor: &Actor,
    id: RealisationId,
    version: i64,
    reason: &str,
) -> Result<()> {
    decide(app, actor, id, version, |report| Ok(report.give_back(actor.account(), reason)?)).await
}

async fn decide(
    app: &App,
    actor: &Actor,
    id: RealisationId,
    version: i64,
    decision: impl FnOnce(Decidable) -> Result<(State, String)>,
) -> Result<()> {
    let taskforce = own(actor)?;
    check(actor, Act::RealisationVerify, &scope(taskforce))?;
    let mut tx = app.store.write().await?;
    let mut row = store::plan::get_realisation(&mut tx, taskforce, id).await?;
    check(actor, Act::RealisationVerify, &report_scope(taskforce, row.place.agency))?;
    store::plan::update_revision(&mut tx, taskforce, row.plan).await?;
    let head = store::plan::find_head(&mut tx, taskforce, row.place).await?;
    let is_head = head.is_some_and(|head| head.id == id);
    let report = Decidable { state: row.state, is_head, submitted_by: row.submitted_by };
    (row.state, row.return_reason) = decision(report)?;
    (row.version, row.decided_by, row.decided_at) = (version, actor.account(), Some(app.now()));
    if !store::plan::decide(&mut tx, &row).await? {
        return Err(Error::Conflict);
    }
    let detail = json!({
        "state": row.state.code(),
        "indicator": row.place.indicator.to_string(),
        "agency": row.place.agency.to_string(),
        "checkpoint": mark(row.place.checkpoint),
        "revision": row.revision,
    });
    let event = Event::new(Act::RealisationVerify, "realisation", id).taskforce(taskforce);
    audit::append(app, &mut tx, actor, event.detail(&detail)).await?;
    tx.commit().await?;
    Ok(())
}
