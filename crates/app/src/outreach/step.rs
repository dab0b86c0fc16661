//! The steps of an order: sent down, closed, taken up again, taken back.

use domain::{
    access::{Act, Actor, check},
    id::OrderId,
    outreach::{Rule, Step},
    region::{Level, RegionPath},
    time::Date,
};
use serde_json::json;
use store::{
    Tx,
    outreach::{OrderRow, StepRow},
};

use super::{decided, locked, own, scope, tell};
use crate::{
    App, Error, Result,
    audit::{self, Event},
    meeting,
};

/// Takes a step over version `version` of an order. Sending it down makes a receipt for every
/// region that is asked, and tells those who report for them.
///
/// # Errors
/// `Denied` without `outreach.manage`; `Invalid` without a reason where one is needed; `Conflict`
/// where it was changed since; `Rule` for a step that does not begin here, a last day that is over,
/// and where nobody would receive it.
pub async fn step(
    app: &App,
    actor: &Actor,
    id: OrderId,
    (step, version): (Step, i64),
    note: &str,
) -> Result<()> {
    let taskforce = own(actor)?;
    check(actor, Act::OutreachManage, &scope(taskforce))?;
    let note = step.reason(note)?;
    let mut tx = app.store.write().await?;
    let mut row = locked(&mut tx, actor, id).await?;
    row.stage = row.stage.take(step)?;
    if row.version != version {
        return Err(Error::Conflict);
    }
    let today = meeting::today(app, &mut tx, taskforce).await?;
    let mut receipts = None;
    if step == Step::Issue {
        row.issued_on = Some(today);
        receipts = Some(send_down(&mut tx, actor, &row, today).await?);
    }
    if !store::outreach::update(&mut tx, &row).await? {
        return Err(Error::Conflict);
    }
    let taken = StepRow { step, note, taken_by: actor.account(), taken_at: app.now() };
    store::outreach::insert_step(&mut tx, (taskforce, id), &taken).await?;
    let detail = json!({ "step": step.code(), "receipts": receipts });
    let event = Event::new(Act::OutreachManage, "order", id).taskforce(taskforce).detail(&detail);
    audit::append(app, &mut tx, actor, event).await?;
    tell::taken(app, &mut tx, actor, (&row, step, today)).await?;
    tx.commit().await?;
    Ok(())
}

/// Makes the receipts and opens their roll-up; how many there are.
async fn send_down(tx: &mut Tx, actor: &Actor, row: &OrderRow, today: Date) -> Result<u64> {
    if row.order.due_on < today {
        return Err(Rule::DuePast.into());
    }
    meeting::usable(tx, row.taskforce, row.order.agency, today).await?;
    if let Some((_, decision)) = row.from {
        // The minutes may have been sent back since the order was written.
        decided(tx, actor, decision).await?;
    }
    let levels = &row.order.levels;
    let asked = (levels.reach(Level::District), levels.reach(Level::Village));
    let key = (row.taskforce, row.id);
    let mut made = 0;
    for path in areas(tx, row).await? {
        made += store::outreach::insert_receipts(tx, key, &path, asked, today).await?;
    }
    if made == 0 {
        return Err(Rule::Nobody.into());
    }
    store::outreach::insert_tallies(tx, key, row.region).await?;
    Ok(made)
}

/// Where the order goes; no area lies in another one, for all are sub-districts.
async fn areas(tx: &mut Tx, row: &OrderRow) -> Result<Vec<RegionPath>> {
    if row.order.areas.is_empty() {
        return Ok(vec![store::region::get(tx, row.region).await?.code.path()]);
    }
    let mut paths = Vec::new();
    for area in &row.order.areas {
        paths.push(store::region::get(tx, *area).await?.code.path());
    }
    Ok(paths)
}
