//! The stages that a plan has entered, and its dated versions.

use domain::{
    id::{AccountId, AmendmentId, PlanId, TaskForceId},
    plan::{Amendment, Stage},
    time::Instant,
};

use super::stage;
use crate::{Result, Row, Tx, args, sql};

/// A stage that a plan entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageRow {
    /// Its place, from 1.
    pub position: i64,
    /// The stage.
    pub stage: Stage,
    /// When.
    pub entered_at: Instant,
    /// Who led it there; none for the system.
    pub account: Option<AccountId>,
    /// Why; may be empty.
    pub note: String,
}

/// A dated version of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmendmentRow {
    /// Identifier.
    pub id: AmendmentId,
    /// Its number; 1 is the plan as it was put in force.
    pub number: i64,
    /// From when on, what it rests on, and why.
    pub amendment: Amendment,
    /// Who made it; none for the system.
    pub account: Option<AccountId>,
    /// When.
    pub made_at: Instant,
}

/// The stages of a plan, the oldest first.
pub async fn list_stages(
    tx: &mut Tx,
    taskforce: TaskForceId,
    plan: PlanId,
) -> Result<Vec<StageRow>> {
    let sql = sql!(
        "SELECT position, stage, entered_at, account_id, note FROM plan_stage
         WHERE taskforce_id = $1 AND plan_id = $2 ORDER BY position"
    );
    let rows = tx.all(sql, args![taskforce, plan]).await?;
    let one = |row: &Row| {
        Ok(StageRow {
            position: row.get(0)?,
            stage: stage(row, 1)?,
            entered_at: row.get(2)?,
            account: row.get(3)?,
            note: row.get(4)?,
        })
    };
    rows.iter().map(one).collect()
}

/// Adds a stage.
///
/// # Errors
/// `Taken` where another one has this place.
pub async fn insert_stage(
    tx: &mut Tx,
    taskforce: TaskForceId,
    plan: PlanId,
    row: &StageRow,
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO plan_stage (taskforce_id, plan_id, position, stage, entered_at, account_id,
             note)
         VALUES ($1, $2, $3, $4, $5, $6, $7)"
    );
    let values = args![
        taskforce,
        plan,
        row.position,
        row.stage.code(),
        row.entered_at,
        row.account,
        row.note
    ];
    tx.run(sql, values).await?;
    Ok(())
}

/// The versions of a plan, the oldest first.
pub async fn list_amendments(
    tx: &mut Tx,
    taskforce: TaskForceId,
    plan: PlanId,
) -> Result<Vec<AmendmentRow>> {
    let sql = sql!(
        "SELECT id, number, since_on, basis, note, account_id, made_at FROM plan_amendment
         WHERE taskforce_id = $1 AND plan_id = $2 ORDER BY number"
    );
    let rows = tx.all(sql, args![taskforce, plan]).await?;
    let one = |row: &Row| {
        Ok(AmendmentRow {
            id: row.get(0)?,
            number: row.get(1)?,
            amendment: Amendment { since: row.get(2)?, basis: row.get(3)?, note: row.get(4)? },
            account: row.get(5)?,
            made_at: row.get(6)?,
        })
    };
    rows.iter().map(one).collect()
}

/// Adds a version.
///
/// # Errors
/// `Taken` where another one has this number.
pub async fn insert_amendment(
    tx: &mut Tx,
    taskforce: TaskForceId,
    plan: PlanId,
    row: &AmendmentRow,
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO plan_amendment (taskforce_id, id, plan_id, number, since_on, basis, note,
             account_id, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    );
    let Amendment { since, basis, note } = &row.amendment;
    let values =
        args![taskforce, row.id, plan, row.number, since, basis, note, row.account, row.made_at];
    tx.run(sql, values).await?;
    Ok(())
}
