//! Writing what differs, in the caller's transaction.

use domain::id::TaskForceId;
use store::Tx;

use super::{Progress, changes::Step, compare::Comparison};
use crate::{Error, Result};

/// How often progress is told.
const EVERY: usize = 200;

/// Writes every step of a comparison.
///
/// # Errors
/// `Conflict` where somebody else changed an indicator in the meantime.
pub async fn write(
    tx: &mut Tx,
    taskforce: TaskForceId,
    comparison: &Comparison,
    progress: Progress<'_>,
) -> Result<()> {
    let plan = &comparison.plan;
    if comparison.changes.plan {
        store::plan::insert(tx, plan).await?;
    } else {
        store::plan::update_revision(tx, taskforce, plan.id).await?;
    }
    for step in &comparison.steps {
        match step {
            Step::Strategy(row, false) => store::plan::free_strategy(tx, taskforce, row.id).await?,
            Step::Activity(row, false) => store::plan::free_activity(tx, taskforce, row.id).await?,
            Step::Indicator(row, false) => {
                store::plan::free_indicator(tx, taskforce, row.id).await?;
            }
            _ => {}
        }
    }
    let all = comparison.steps.len();
    for (done, step) in comparison.steps.iter().enumerate() {
        if done % EVERY == 0 {
            progress(done, all);
        }
        match step {
            Step::Strategy(row, true) => store::plan::insert_strategy(tx, row).await?,
            Step::Strategy(row, false) => store::plan::update_strategy(tx, row).await?,
            Step::Activity(row, true) => store::plan::insert_activity(tx, row).await?,
            Step::Activity(row, false) => store::plan::update_activity(tx, row).await?,
            Step::Budget(row) => store::plan::insert_budget(tx, taskforce, plan.id, row).await?,
            Step::Indicator(row, true) => store::plan::insert_indicator(tx, row).await?,
            Step::Indicator(row, false) => {
                if !store::plan::update_indicator(tx, row).await? {
                    return Err(Error::Conflict);
                }
            }
            Step::Lead(row) => store::plan::insert_lead(tx, taskforce, plan.id, row).await?,
            Step::Target(row) => store::plan::insert_target(tx, taskforce, plan.id, row).await?,
            Step::Supports(activity, rows) => {
                store::plan::delete_supports(tx, taskforce, *activity).await?;
                for row in rows {
                    store::plan::insert_support(tx, taskforce, plan.id, row).await?;
                }
            }
        }
    }
    progress(all, all);
    Ok(())
}
