//! Writing an order, from nothing or from the decision of a meeting.

use domain::{
    access::{Act, Actor, check},
    field::FieldErrors,
    id::{DecisionId, OrderId, TaskForceId},
    outreach::{Order, OrderForm, Rule, Stage},
    region::Level,
    time::Date,
};
use serde_json::json;
use store::{Tx, outreach::OrderRow, region::RegionRow};

use super::{
    decided, locked, own, scope, top,
    view::{Choices, Source},
};
use crate::{
    App, Error, Result,
    audit::{self, Event},
    meeting::{self, view::Office},
};

/// Writes an order that nobody below sees yet. `key` is that of the form, so a form that is sent
/// twice writes one.
///
/// # Errors
/// `Denied` without `outreach.manage`; `Invalid`; `Rule` for a decision that can't become an order,
/// and where no region has been imported; `Conflict` for another order under a used key.
pub async fn create(
    app: &App,
    actor: &Actor,
    form: &OrderForm,
    decision: Option<DecisionId>,
    key: Option<OrderId>,
) -> Result<OrderId> {
    let taskforce = own(actor)?;
    check(actor, Act::OutreachManage, &scope(taskforce))?;
    let mut tx = app.store.write().await?;
    let task = store::taskforce::get(&mut tx, taskforce).await?;
    let today = app.today(task.zone);
    let order = Order::parse(form, today)?;
    let id = key.unwrap_or_else(|| OrderId(app.ids.next()));
    if let Some(old) = store::outreach::find(&mut tx, taskforce, id).await? {
        let same = old.order == order && old.from.map(|from| from.1) == decision;
        return if same { Ok(id) } else { Err(Error::Conflict) };
    }
    let meeting = match decision {
        Some(decision) => Some((decided(&mut tx, actor, decision).await?, decision)),
        None => None,
    };
    let region = fitting(&mut tx, (taskforce, &task.region), &order, today).await?;
    let row = OrderRow {
        taskforce,
        id,
        region: region.id,
        from: meeting.as_ref().map(|(row, decision)| (row.id, *decision)),
        order,
        // What was said right after the meeting counts, before anybody wrote the order.
        begins_on: meeting.map_or(today, |(row, _)| row.draft.held_on.min(today)),
        stage: Stage::Draft,
        issued_on: None,
        version: 1,
        is_example: task.is_demo,
        created_by: actor.account(),
        created_at: app.now(),
    };
    store::outreach::insert(&mut tx, &row).await?;
    record(app, &mut tx, actor, &row).await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes an order that was not sent down.
///
/// # Errors
/// As [`create`]; `Conflict` where somebody else changed it since version `version`; `Rule` once it
/// was sent down.
pub async fn edit(
    app: &App,
    actor: &Actor,
    id: OrderId,
    (form, version): (&OrderForm, i64),
) -> Result<()> {
    let taskforce = own(actor)?;
    check(actor, Act::OutreachManage, &scope(taskforce))?;
    let mut tx = app.store.write().await?;
    let row = locked(&mut tx, actor, id).await?;
    if row.stage != Stage::Draft {
        return Err(Rule::Stage.into());
    }
    let task = store::taskforce::get(&mut tx, taskforce).await?;
    let today = app.today(task.zone);
    let order = Order::parse(form, today)?;
    fitting(&mut tx, (taskforce, &task.region), &order, today).await?;
    let changed = OrderRow { order, version, ..row };
    if !store::outreach::update(&mut tx, &changed).await? {
        return Err(Error::Conflict);
    }
    record(app, &mut tx, actor, &changed).await?;
    tx.commit().await?;
    Ok(())
}

async fn record(app: &App, tx: &mut Tx, actor: &Actor, row: &OrderRow) -> Result<()> {
    let detail = json!({
        "due_on": row.order.due_on.to_string(), "levels": row.order.levels.code(),
        "areas": row.order.areas.len(),
        "decision": row.from.map(|from| from.1.to_string()),
    });
    let event = Event::new(Act::OutreachManage, "order", row.id).taskforce(row.taskforce);
    audit::append(app, tx, actor, event.detail(&detail)).await
}

/// The region of the task force, once office and areas of an order fit into it.
async fn fitting(
    tx: &mut Tx,
    (taskforce, code): (TaskForceId, &str),
    order: &Order,
    today: Date,
) -> Result<RegionRow> {
    let region = top(tx, code).await?.ok_or(Rule::Nobody)?;
    meeting::usable(tx, taskforce, order.agency, today).await?;
    let path = region.code.path();
    if !store::outreach::list_unfit(tx, &path, &order.areas).await?.is_empty() {
        let mut errors = FieldErrors::default();
        errors.push("areas", "choice");
        return Err(errors.into());
    }
    Ok(region)
}

/// What the form of an order offers to choose.
///
/// # Errors
/// `Denied` without `outreach.manage`.
pub async fn choices(app: &App, actor: &Actor) -> Result<Choices> {
    let taskforce = own(actor)?;
    check(actor, Act::OutreachManage, &scope(taskforce))?;
    let mut tx = app.store.read().await?;
    let task = store::taskforce::get(&mut tx, taskforce).await?;
    let today = app.today(task.zone);
    let known = meeting::agencies(&mut tx, taskforce).await?;
    let mut offices: Vec<Office> = known
        .into_values()
        .filter(|one| one.exists_on(today))
        .map(|one| Office { id: one.id, short: one.short_name, full: one.full_name })
        .collect();
    offices.sort_by(|one, two| one.short.cmp(&two.short));
    let districts = match top(&mut tx, &task.region).await? {
        Some(region) => store::region::list_places(&mut tx, &region.code.path()).await?,
        None => Vec::new(),
    };
    let districts = districts
        .into_iter()
        .filter(|row| row.region.level() == Level::District)
        .map(|row| (row.region.id, row.region.name))
        .collect();
    Ok(Choices { offices, districts })
}

/// The decision that an order would carry out.
///
/// # Errors
/// `Denied` without `outreach.manage`; `NotFound`; `Rule` where it can't become an order.
pub async fn source(app: &App, actor: &Actor, decision: DecisionId) -> Result<Source> {
    let taskforce = own(actor)?;
    check(actor, Act::OutreachManage, &scope(taskforce))?;
    let mut tx = app.store.read().await?;
    let meeting = decided(&mut tx, actor, decision).await?;
    let row = store::meeting::get_decision(&mut tx, taskforce, meeting.id, decision).await?;
    Ok(Source { meeting, number: row.position, text: row.decision.text })
}
