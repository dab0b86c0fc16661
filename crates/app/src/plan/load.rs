//! Plans read whole and judged once, for every page and use case about them.

use std::sync::Arc;

use domain::{
    id::{PlanId, TaskForceId},
    plan::Checkpoint,
    time::Zone,
};
use store::Tx;

use super::{
    build, gather,
    model::{Key, Model},
};
use crate::{App, Result};

/// The running plan judged at `at`, or at the last checkpoint that has ended; none where no plan
/// runs.
pub(super) async fn running(
    app: &App,
    tx: &mut Tx,
    taskforce: TaskForceId,
    at: Option<Checkpoint>,
) -> Result<Option<Arc<Model>>> {
    let found = store::plan::find_running_revision(tx, taskforce, year(app)).await?;
    let Some((plan, revision)) = found else {
        return Ok(None);
    };
    load(app, tx, (taskforce, plan, at), revision).await.map(Some)
}

/// As [`running`], with one look-up where the model is kept and a transaction of its own where it
/// must be built.
pub(super) async fn running_now(
    app: &App,
    taskforce: TaskForceId,
    at: Option<Checkpoint>,
) -> Result<Option<Arc<Model>>> {
    let mut peek = app.store.peek().await?;
    let found = store::plan::find_running_revision(&mut peek, taskforce, year(app)).await?;
    drop(peek);
    let Some((plan, revision)) = found else { return Ok(None) };
    if let Some(model) = app.plans.find((taskforce, plan, at), revision, app.now()) {
        return Ok(Some(model));
    }
    running(app, &mut app.store.read().await?, taskforce, at).await
}

/// One plan judged at `at`, or at the last checkpoint that has ended.
///
/// # Errors
/// `NotFound` where the task force has none with this id.
pub(super) async fn judged(
    app: &App,
    taskforce: TaskForceId,
    plan: PlanId,
    at: Option<Checkpoint>,
) -> Result<Arc<Model>> {
    let mut tx = app.store.read().await?;
    let revision = store::plan::get_revision(&mut tx, taskforce, plan).await?;
    load(app, &mut tx, (taskforce, plan, at), revision).await
}

/// This year, in the western zone: which plan runs may lag two hours at New Year further east.
fn year(app: &App) -> i16 {
    app.today(Zone::Wib).year()
}

/// One plan judged at the last checkpoint that has ended.
///
/// # Errors
/// `NotFound` where the task force has none with this id.
pub(super) async fn of(
    app: &App,
    tx: &mut Tx,
    taskforce: TaskForceId,
    plan: PlanId,
) -> Result<Arc<Model>> {
    let revision = store::plan::get_revision(tx, taskforce, plan).await?;
    load(app, tx, (taskforce, plan, None), revision).await
}

async fn load(app: &App, tx: &mut Tx, key: Key, revision: i64) -> Result<Arc<Model>> {
    let now = app.now();
    if let Some(model) = app.plans.find(key, revision, now) {
        return Ok(model);
    }
    let (taskforce, plan, at) = key;
    let gathered = gather::all(app, tx, taskforce, plan).await?;
    let model = Arc::new(build::model(&app.rules.plan, gathered, at));
    app.plans.keep(key, &model, now);
    Ok(model)
}
