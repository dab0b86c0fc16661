//! Outreach: orders to pass a message on, from the decision of a meeting down to each village, and
//! the receipts that come back.

mod draft;
mod paper;
mod read;
mod receipt;
mod step;
mod tally;
mod tell;
pub mod view;

use domain::{
    access::{Act, Actor, Scope, check},
    id::{DecisionId, OrderId, TaskForceId},
    meeting::Stage,
    outreach::Rule,
    region::RegionCode,
};
use store::{Tx, meeting::MeetingRow, outreach::OrderRow, region::RegionRow};

pub use draft::{choices, create, edit, source};
pub use paper::{export, paper};
pub use read::{index, of_meeting, owed, place, show};
pub use receipt::{Proof, acknowledge, report};
pub use step::step;
pub use tally::recount;
pub(crate) use tell::remind;

use crate::{Error, Result, meeting};

impl From<Rule> for Error {
    fn from(rule: Rule) -> Self {
        Self::Rule(rule.code())
    }
}

/// What permission asks of an order.
pub fn scope(taskforce: TaskForceId) -> Scope {
    Scope::taskforce(taskforce)
}

fn own(actor: &Actor) -> Result<TaskForceId> {
    actor.taskforce.ok_or(Error::NotFound)
}

fn manages(actor: &Actor, taskforce: TaskForceId) -> bool {
    check(actor, Act::OutreachManage, &scope(taskforce)).is_ok()
}

/// Refuses whoever may not answer for the region with this code.
fn answers(actor: &Actor, taskforce: TaskForceId, code: &RegionCode) -> Result<()> {
    Ok(check(actor, Act::OutreachReport, &scope(taskforce).region(code.as_str()))?)
}

/// Whether the actor is not of the region itself and answers on its behalf.
fn on_behalf(actor: &Actor, code: &RegionCode) -> bool {
    actor.region.as_deref() != Some(code.as_str())
}

/// An order that the actor may see: what was never sent down is the secretariat's alone.
///
/// # Errors
/// `Denied` without `outreach.view`; `NotFound` for every other one.
async fn seen(tx: &mut Tx, actor: &Actor, id: OrderId) -> Result<OrderRow> {
    let taskforce = own(actor)?;
    check(actor, Act::OutreachView, &scope(taskforce))?;
    let row = store::outreach::get(tx, taskforce, id).await?;
    if row.issued_on.is_none() && !manages(actor, taskforce) {
        return Err(Error::NotFound);
    }
    Ok(row)
}

/// An order in a transaction that writes: whoever else writes to it waits.
async fn locked(tx: &mut Tx, actor: &Actor, id: OrderId) -> Result<OrderRow> {
    store::outreach::lock(tx, own(actor)?, id).await?;
    seen(tx, actor, id).await
}

/// The region of a task force, where it has been imported.
async fn top(tx: &mut Tx, code: &str) -> Result<Option<RegionRow>> {
    match RegionCode::parse(code) {
        Ok(code) => Ok(store::region::find(tx, &code).await?),
        Err(_) => Ok(None),
    }
}

/// The meeting of a decision that may become an order.
///
/// # Errors
/// `NotFound`; `Rule` for a decision of a case conference, and while its minutes are not approved.
async fn decided(tx: &mut Tx, actor: &Actor, decision: DecisionId) -> Result<MeetingRow> {
    let found = store::outreach::find_decision(tx, own(actor)?, decision).await?;
    let row = meeting::seen(tx, actor, found.ok_or(Error::NotFound)?).await?;
    if row.draft.kind.is_closed() {
        return Err(Rule::Closed.into());
    }
    if !matches!(row.stage, Stage::Approved | Stage::Locked) {
        return Err(Rule::Minutes.into());
    }
    Ok(row)
}
