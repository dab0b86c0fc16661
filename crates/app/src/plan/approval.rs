//! Agencies whose head approves each report before the secretariat sees it.

use std::collections::BTreeSet;

use domain::{
    access::{Act, Actor},
    id::{AgencyId, PlanId},
};
use serde_json::json;

use super::own;
use crate::{
    App, Result, agency,
    audit::{self, Event},
};

/// Whether an agency's reports wait for its head, and whether a head is there to decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Approval {
    /// Whether the head approves each report.
    pub is_wanted: bool,
    /// Whether somebody has an account as its head.
    pub has_head: bool,
}

/// Whether the head of an agency approves its reports in the actor's task force.
///
/// # Errors
/// `Denied` without `agency.view`; `NotFound` for an agency that the task force does not know.
pub async fn approval(app: &App, actor: &Actor, id: AgencyId) -> Result<Approval> {
    let taskforce = own(actor)?;
    let mut tx = app.store.read().await?;
    agency::permit(&mut tx, actor, Act::AgencyView, id).await?;
    let today = app.today(store::taskforce::get(&mut tx, taskforce).await?.zone);
    let all = store::account::list_all_assignments(&mut tx).await?;
    let has_head = all.iter().any(|one| {
        one.taskforce == Some(taskforce)
            && one.agency == Some(id)
            && one.role == "agency_head"
            && one.holds(today)
    });
    let is_wanted = store::plan::has_approval(&mut tx, taskforce, id).await?;
    Ok(Approval { is_wanted, has_head })
}

/// Sets whether the head of an agency approves its reports. Where that is no longer wanted, what
/// waits for the head goes on to the secretariat.
///
/// # Errors
/// `Denied` without `agency.edit`; `NotFound` for an agency that the task force does not know.
pub async fn set_approval(app: &App, actor: &Actor, id: AgencyId, wanted: bool) -> Result<()> {
    let taskforce = own(actor)?;
    let mut tx = app.store.write().await?;
    agency::permit(&mut tx, actor, Act::AgencyEdit, id).await?;
    if wanted {
        let by = (actor.account(), app.now());
        store::plan::insert_approval(&mut tx, taskforce, id, by).await?;
    } else {
        store::plan::lock(&mut tx, taskforce).await?;
        store::plan::delete_approval(&mut tx, taskforce, id).await?;
        let plans: BTreeSet<PlanId> =
            store::plan::pass_unapproved(&mut tx, taskforce, id).await?.into_iter().collect();
        for plan in plans {
            store::plan::update_revision(&mut tx, taskforce, plan).await?;
        }
    }
    let event = Event::new(Act::AgencyEdit, "agency", id).taskforce(taskforce);
    audit::append(app, &mut tx, actor, event.detail(&json!({ "approval": wanted }))).await?;
    tx.commit().await?;
    Ok(())
}
