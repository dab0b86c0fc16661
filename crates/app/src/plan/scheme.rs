//! By which checkpoints a plan is reported on.

use domain::{
    access::{Act, Actor, check},
    field::FieldErrors,
    id::PlanId,
    plan::{Rule, Scheme, Stage},
};
use serde_json::json;

use super::{own, scope};
use crate::{
    App, Result,
    audit::{self, Event},
};

/// Sets the checkpoints of a plan that nothing has been reported on yet.
///
/// # Errors
/// `Denied` without `plan.edit`; `NotFound` for a plan of another task force; `Invalid` for a
/// scheme that the rules do not know; `Rule` where the plan is closed or has reports.
pub async fn set_scheme(app: &App, actor: &Actor, id: PlanId, code: &str) -> Result<()> {
    let taskforce = own(actor)?;
    check(actor, Act::PlanEdit, &scope(taskforce))?;
    let mut errors = FieldErrors::default();
    if !app.rules.plan.schemes().iter().map(Scheme::code).any(|known| known == code) {
        errors.push("scheme", "choice");
    }
    errors.or(())?;
    let mut tx = app.store.write().await?;
    // Counted first, so that a report at the same moment is made before or after, never between.
    store::plan::update_revision(&mut tx, taskforce, id).await?;
    let mut plan = store::plan::get(&mut tx, taskforce, id).await?;
    if plan.stage == Stage::Closed {
        return Err(Rule::Closed.into());
    }
    if !store::plan::list_realisations(&mut tx, taskforce, id).await?.is_empty() {
        return Err(Rule::SchemeInUse.into());
    }
    let before = std::mem::replace(&mut plan.scheme, code.to_owned());
    store::plan::update(&mut tx, &plan).await?;
    let detail = json!({ "scheme": code, "before": before });
    let event = Event::new(Act::PlanEdit, "plan", id).taskforce(taskforce).detail(&detail);
    audit::append(app, &mut tx, actor, event).await?;
    tx.commit().await?;
    Ok(())
}
