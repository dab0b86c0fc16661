//! Imports that may be taken back, with how their plan was before.

use domain::{
    id::{AccountId, ImportId, PlanId, TaskForceId},
    time::Instant,
};

use crate::{Result, Row, Tx, args, sql};

/// An import that may be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndoRow {
    /// Whose it is.
    pub taskforce: TaskForceId,
    /// Identifier.
    pub id: ImportId,
    /// The plan it wrote.
    pub plan: PlanId,
    /// Name of the file.
    pub file_name: String,
    /// Who imported it; none for the system.
    pub account: Option<AccountId>,
    /// When.
    pub imported_at: Instant,
    /// SHA-256 of the plan's rows right after it.
    pub after: Vec<u8>,
    /// How the plan was before; empty where it was new.
    pub before: Vec<u8>,
    /// When it was taken back.
    pub undone_at: Option<Instant>,
}

fn undo(row: &Row) -> Result<UndoRow> {
    Ok(UndoRow {
        taskforce: row.get(0)?,
        id: row.get(1)?,
        plan: row.get(2)?,
        file_name: row.get(3)?,
        account: row.get(4)?,
        imported_at: row.get(5)?,
        after: row.get(6)?,
        before: row.get(7)?,
        undone_at: row.get(8)?,
    })
}

/// The latest imports, newest first.
pub async fn list_undo(tx: &mut Tx, taskforce: TaskForceId, limit: i64) -> Result<Vec<UndoRow>> {
    let sql = sql!(
        "SELECT taskforce_id, id, plan_id, file_name, account_id, imported_at, after_sha256,
                before_rows, undone_at
         FROM plan_import_undo WHERE taskforce_id = $1 ORDER BY imported_at DESC, id DESC LIMIT $2"
    );
    tx.all(sql, args![taskforce, limit]).await?.iter().map(undo).collect()
}

/// Keeps how a plan was before an import; older ones of the plan can't be taken back any more.
pub async fn insert_undo(tx: &mut Tx, row: &UndoRow) -> Result<()> {
    let forget = sql!("DELETE FROM plan_import_undo WHERE taskforce_id = $1 AND plan_id = $2");
    tx.run(forget, args![row.taskforce, row.plan]).await?;
    let sql = sql!(
        "INSERT INTO plan_import_undo (taskforce_id, id, plan_id, file_name, account_id, imported_at,
             after_sha256, before_rows, undone_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    );
    let values = args![
        row.taskforce,
        row.id,
        row.plan,
        row.file_name,
        row.account,
        row.imported_at,
        row.after,
        row.before,
        row.undone_at,
    ];
    tx.run(sql, values).await?;
    Ok(())
}

/// Marks an import as taken back; false where it has been already.
pub async fn update_undone(
    tx: &mut Tx,
    taskforce: TaskForceId,
    id: ImportId,
    now: Instant,
) -> Result<bool> {
    let sql = sql!(
        "UPDATE plan_import_undo SET undone_at = $3
         WHERE taskforce_id = $1 AND id = $2 AND undone_at IS NULL"
    );
    Ok(tx.run(sql, args![taskforce, id, now]).await? == 1)
}

/// Whether anybody has worked with the rows of a plan since: a report, an end evaluation, a decision
/// about the next plan, or a plan that follows it.
pub async fn has_later_work(
    tx: &mut Tx,
    taskforce: TaskForceId,
    plan: PlanId,
    since: Instant,
) -> Result<bool> {
    let sql = sql!(
        "SELECT COUNT(id) FROM (
             SELECT id FROM realisation
             WHERE taskforce_id = $1 AND plan_id = $2 AND submitted_at > $3
             UNION ALL
             SELECT indicator_id AS id FROM plan_evaluation
             WHERE taskforce_id = $1 AND plan_id = $2 AND evaluated_at > $3
             UNION ALL
             SELECT indicator_id AS id FROM plan_carry
             WHERE taskforce_id = $1 AND plan_id = $2 AND decided_at > $3
             UNION ALL
             SELECT id FROM plan
             WHERE taskforce_id = $1 AND predecessor_id = $2 AND created_at > $3
         ) AS later"
    );
    let count: i64 = tx.one(sql, args![taskforce, plan, since]).await?.get(0)?;
    Ok(count > 0)
}
