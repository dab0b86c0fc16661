//! Agencies whose head approves each report before the secretariat sees it.

use domain::{
    access::{Act, Actor},
    id::AgencyId,
};
use serde_json::json;

use super::own;
use crate::{
    App, Result, agency,
    audit::{self, Event},
};

/// Whether the head of an agency approves its reports in the actor's task force.
///
/// # Errors
/// `Denied` without `agency.view`; `NotFound` for an agency that the task force does not know.
pub async fn approval(app: &App, actor: &Actor, id: AgencyId) -> Result<bool> {
    let taskforce = own(actor)?;
    let mut tx = app.store.read().await?;
    agency::permit(&mut tx, actor, Act::AgencyView, id).await?;
    Ok(store::plan::has_approval(&mut tx, taskforce, id).await?)
}

/// Sets whether the head of an agency approves its reports. What waits for the head already stays
/// there.
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
        store::plan::delete_approval(&mut tx, taskforce, id).await?;
    }
    let event = Event::new(Act::AgencyEdit, "agency", id).taskforce(taskforce);
    audit::append(app, &mut tx, actor, event.detail(&json!({ "approval": wanted }))).await?;
    tx.commit().await?;
    Ok(())
}
