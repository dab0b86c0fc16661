//! Who supports activities (instansi terkait).

use domain::{
    agency::Lead,
    id::{ActivityId, PlanId, TaskForceId},
};

use super::tree::{agency_of, group_of, lead};
use crate::{Result, Row, Tx, args, sql};

/// Who supports an activity: an agency, a group, or only words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupportRow {
    /// The activity.
    pub activity: ActivityId,
    /// Place in the list, from 0.
    pub position: i64,
    /// The agency or group, where the words name one.
    pub lead: Option<Lead>,
    /// As written.
    pub name: String,
}

/// Who supports the activities of a plan, in order.
pub async fn list_supports(
    tx: &mut Tx,
    taskforce: TaskForceId,
    plan: PlanId,
) -> Result<Vec<SupportRow>> {
    let sql = sql!(
        "SELECT activity_id, position, agency_id, group_id, name FROM plan_activity_support
         WHERE taskforce_id = $1 AND plan_id = $2 ORDER BY activity_id, position"
    );
    let rows = tx.all(sql, args![taskforce, plan]).await?;
    let support = |row: &Row| {
        Ok(SupportRow {
            activity: row.get(0)?,
            position: row.get(1)?,
            lead: lead(row, 2, 3)?,
            name: row.get(4)?,
        })
    };
    rows.iter().map(support).collect()
}

/// Adds who supports an activity.
pub async fn insert_support(
    tx: &mut Tx,
    taskforce: TaskForceId,
    plan: PlanId,
    row: &SupportRow,
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO plan_activity_support (taskforce_id, activity_id, position, plan_id, agency_id,
             group_id, name)
         VALUES ($1, $2, $3, $4, $5, $6, $7)"
    );
    let (agency, group) = (agency_of(row.lead), group_of(row.lead));
    tx.run(sql, args![taskforce, row.activity, row.position, plan, agency, group, row.name])
        .await?;
    Ok(())
}

/// Removes everyone who supports an activity, to write them anew.
pub async fn delete_supports(
    tx: &mut Tx,
    taskforce: TaskForceId,
    activity: ActivityId,
) -> Result<()> {
    let sql =
        sql!("DELETE FROM plan_activity_support WHERE taskforce_id = $1 AND activity_id = $2");
    tx.run(sql, args![taskforce, activity]).await?;
    Ok(())
}
