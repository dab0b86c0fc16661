//! Papers of a plan: what a page has put into words, under the letterhead, signed and recorded.

use domain::{
    access::{Act, Actor, check},
    id::PlanId,
};
use report::document::Document;
use serde_json::json;
use text::Lang;

use super::{own, scope};
use crate::{
    App, Result,
    audit::{self, Event},
};

/// A document about a plan as PDF. That it was taken out is recorded.
///
/// # Errors
/// `Denied` without `plan.print`; `NotFound` for a plan of another task force.
pub async fn paper(
    app: &App,
    actor: &Actor,
    lang: Lang,
    plan: PlanId,
    paper: Document,
) -> Result<Vec<u8>> {
    let taskforce = own(actor)?;
    check(actor, Act::PlanPrint, &scope(taskforce))?;
    let mut tx = app.store.write().await?;
    store::plan::get(&mut tx, taskforce, plan).await?;
    let detail = json!({ "export": "paper", "title": paper.title });
    let event = Event::new(Act::PlanPrint, "plan", plan).taskforce(taskforce).detail(&detail);
    audit::append(app, &mut tx, actor, event).await?;
    tx.commit().await?;
    crate::taskforce::papered(app, taskforce, lang, paper).await
}
