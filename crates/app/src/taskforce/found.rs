//! Founding the task force of a region, and finding it.

use domain::{
    access::{Act, Actor, Scope, check},
    id::TaskForceId,
};
use store::taskforce::TaskForceRow;

use crate::{App, Result, audit, audit::Event};

/// The task force of this installation, where there is exactly one (the usual case).
pub async fn only(app: &App) -> Result<Option<TaskForceId>> {
    let mut tx = app.store.read().await?;
    let all = store::taskforce::list(&mut tx).await?;
    Ok(match all.as_slice() {
        [one] => Some(one.id),
        _ => None,
    })
}

/// Founds the task force that `row` describes, under a new identifier.
///
/// # Errors
/// `Denied` without `system.run`; `Rule("taken")` where the region has one.
pub async fn found(app: &App, actor: &Actor, row: TaskForceRow) -> Result<TaskForceId> {
    check(actor, Act::SystemRun, &Scope::global())?;
    let id = TaskForceId(app.ids.next());
    let row = TaskForceRow { id, ..row };
    let mut tx = app.store.write().await?;
    store::taskforce::insert(&mut tx, &row, app.now()).await?;
    audit::append(app, &mut tx, actor, Event::new(Act::SystemRun, "taskforce", id).taskforce(id))
        .await?;
    tx.commit().await?;
    Ok(id)
}
