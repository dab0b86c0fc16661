//! Orders to pass a message on, and the steps on their way.

mod receipt;
mod report;
mod tally;

use std::collections::BTreeSet;

use domain::{
    id::{AccountId, DecisionId, MeetingId, OrderId, RegionId, TaskForceId},
    outreach::{Levels, Order, Stage, Step},
    region::RegionPath,
    time::{Date, Instant},
};

pub use receipt::{
    OwedRow, ReceiptRow, acknowledge, count_ended, get_receipt, insert_receipts,
    list_acknowledging, list_open, list_owed, list_receipts, update_reported,
};
pub use report::{
    ReportRow, find_report, insert_file, insert_reaches, insert_report, list_files, list_latest,
    list_reaches, list_reports,
};
pub use tally::{
    Steps, TallyRow, add_reach, add_steps, insert_tallies, list_reckoned, list_reckoned_reach,
    list_tallies, list_tally_reach, list_tops,
};

use crate::{Result, Row, StoreError, Tx, args, sql};

/// A stored order; its areas are read apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderRow {
    /// Whose it is.
    pub taskforce: TaskForceId,
    /// Identifier.
    pub id: OrderId,
    /// The region of the task force.
    pub region: RegionId,
    /// The meeting and the decision that it carries out.
    pub from: Option<(MeetingId, DecisionId)>,
    /// What it says.
    pub order: Order,
    /// Nothing that is reported lies before.
    pub begins_on: Date,
    /// Where it stands.
    pub stage: Stage,
    /// Day on which it was sent down.
    pub issued_on: Option<Date>,
    /// Counts edits and steps.
    pub version: i64,
    /// Whether it is invented.
    pub is_example: bool,
    /// Who wrote it; none for the system.
    pub created_by: Option<AccountId>,
    /// When.
    pub created_at: Instant,
}

/// The columns of an order, from `id` on, as [`order`] reads them.
fn order(row: &Row, taskforce: TaskForceId) -> Result<OrderRow> {
    let (levels, stage): (String, String) = (row.get(6)?, row.get(10)?);
    let from: (Option<MeetingId>, Option<DecisionId>) = (row.get(2)?, row.get(3)?);
    Ok(OrderRow {
        taskforce,
        id: row.get(0)?,
        region: row.get(1)?,
        from: from.0.zip(from.1),
        order: Order {
            title: row.get(4)?,
            message: row.get(5)?,
            levels: Levels::from_code(&levels).ok_or(StoreError::Shape(levels))?,
            due_on: row.get(7)?,
            agency: row.get(9)?,
            areas: BTreeSet::new(),
        },
        begins_on: row.get(8)?,
        stage: Stage::from_code(&stage).ok_or(StoreError::Shape(stage))?,
        issued_on: row.get(11)?,
        version: row.get(12)?,
        is_example: row.get(13)?,
        created_by: row.get(14)?,
        created_at: row.get(15)?,
    })
}

/// An order of a task force with its areas; none where it has none with this id.
pub async fn find(tx: &mut Tx, taskforce: TaskForceId, id: OrderId) -> Result<Option<OrderRow>> {
    let sql = sql!(
        "SELECT id, region_id, meeting_id, decision_id, title, message, levels, due_on, begins_on,
                agency_id, stage, issued_on, version, is_example, created_by, created_at
         FROM outreach_order WHERE taskforce_id = $1 AND id = $2"
    );
    let Some(row) = tx.opt(sql, args![taskforce, id]).await? else { return Ok(None) };
    let mut found = order(&row, taskforce)?;
    let sql = sql!("SELECT region_id FROM outreach_area WHERE taskforce_id = $1 AND order_id = $2");
    for row in tx.all(sql, args![taskforce, id]).await? {
        found.order.areas.insert(row.get(0)?);
    }
    Ok(Some(found))
}

/// An order of a task force with its areas.
///
/// # Errors
/// `Missing` where the task force has none with this id.
pub async fn get(tx: &mut Tx, taskforce: TaskForceId, id: OrderId) -> Result<OrderRow> {
    find(tx, taskforce, id).await?.ok_or(StoreError::Missing)
}

/// Every order of a task force without its areas, the last day nearest to come first.
pub async fn list(tx: &mut Tx, taskforce: TaskForceId) -> Result<Vec<OrderRow>> {
    let sql = sql!(
        "SELECT id, region_id, meeting_id, decision_id, title, message, levels, due_on, begins_on,
                agency_id, stage, issued_on, version, is_example, created_by, created_at
         FROM outreach_order WHERE taskforce_id = $1 ORDER BY due_on DESC, id"
    );
    tx.all(sql, args![taskforce]).await?.iter().map(|row| order(row, taskforce)).collect()
}

/// The orders that carry out the decisions of a meeting.
pub async fn list_of_meeting(
    tx: &mut Tx,
    taskforce: TaskForceId,
    meeting: MeetingId,
) -> Result<Vec<OrderRow>> {
    let sql = sql!(
        "SELECT id, region_id, meeting_id, decision_id, title, message, levels, due_on, begins_on,
                agency_id, stage, issued_on, version, is_example, created_by, created_at
         FROM outreach_order WHERE taskforce_id = $1 AND meeting_id = $2 ORDER BY created_at, id"
    );
    tx.all(sql, args![taskforce, meeting]).await?.iter().map(|row| order(row, taskforce)).collect()
}

/// How many orders carry out a decision.
pub async fn count_of_decision(
    tx: &mut Tx,
    taskforce: TaskForceId,
    (meeting, decision): (MeetingId, DecisionId),
) -> Result<i64> {
    let sql = sql!(
        "SELECT COUNT(*) FROM outreach_order
         WHERE taskforce_id = $1 AND meeting_id = $2 AND decision_id = $3"
    );
    tx.one(sql, args![taskforce, meeting, decision]).await?.get(0)
}

/// The meeting of a decision.
pub async fn find_decision(
    tx: &mut Tx,
    taskforce: TaskForceId,
    decision: DecisionId,
) -> Result<Option<MeetingId>> {
    let sql = sql!("SELECT meeting_id FROM meeting_decision WHERE taskforce_id = $1 AND id = $2");
    tx.opt(sql, args![taskforce, decision]).await?.map(|row| row.get(0)).transpose()
}

/// Puts the writers of one order in a row.
pub async fn lock(tx: &mut Tx, taskforce: TaskForceId, id: OrderId) -> Result<()> {
    let sql =
        sql!("UPDATE outreach_order SET version = version WHERE taskforce_id = $1 AND id = $2");
    tx.run(sql, args![taskforce, id]).await?;
    Ok(())
}

/// Adds an order with its areas.
pub async fn insert(tx: &mut Tx, row: &OrderRow) -> Result<()> {
    let sql = sql!(
        "INSERT INTO outreach_order (taskforce_id, id, region_id, meeting_id, decision_id, title,
             message, levels, due_on, begins_on, agency_id, stage, issued_on, version, is_example,
             created_by, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)"
    );
    let values = args![
        row.taskforce,
        row.id,
        row.region,
        row.from.map(|from| from.0),
        row.from.map(|from| from.1),
        row.order.title,
        row.order.message,
        row.order.levels.code(),
        row.order.due_on,
        row.begins_on,
        row.order.agency,
        row.stage.code(),
        row.issued_on,
        row.version,
        row.is_example,
        row.created_by,
        row.created_at,
    ];
    tx.run(sql, values).await?;
    insert_areas(tx, row).await
}

async fn insert_areas(tx: &mut Tx, row: &OrderRow) -> Result<()> {
    let sql =
        sql!("INSERT INTO outreach_area (taskforce_id, order_id, region_id) VALUES ($1, $2, $3)");
    for area in &row.order.areas {
        tx.run(sql, args![row.taskforce, row.id, area]).await?;
    }
    Ok(())
}

/// Keeps what an order says and where it stands; false where it has another version by now.
pub async fn update(tx: &mut Tx, row: &OrderRow) -> Result<bool> {
    let sql = sql!(
        "UPDATE outreach_order SET title = $4, message = $5, levels = $6, due_on = $7,
             agency_id = $8, stage = $9, issued_on = $10, begins_on = $11, version = version + 1
         WHERE taskforce_id = $1 AND id = $2 AND version = $3"
    );
    let values = args![
        row.taskforce,
        row.id,
        row.version,
        row.order.title,
        row.order.message,
        row.order.levels.code(),
        row.order.due_on,
        row.order.agency,
        row.stage.code(),
        row.issued_on,
        row.begins_on,
    ];
    if tx.run(sql, values).await? == 0 {
        return Ok(false);
    }
    let sql = sql!("DELETE FROM outreach_area WHERE taskforce_id = $1 AND order_id = $2");
    tx.run(sql, args![row.taskforce, row.id]).await?;
    insert_areas(tx, row).await?;
    Ok(true)
}

/// A step on the way of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepRow {
    /// Which.
    pub step: Step,
    /// Why; may be empty.
    pub note: String,
    /// By whom; none for the system.
    pub taken_by: Option<AccountId>,
    /// When.
    pub taken_at: Instant,
}

/// The steps of an order, the latest first.
pub async fn list_steps(tx: &mut Tx, taskforce: TaskForceId, id: OrderId) -> Result<Vec<StepRow>> {
    let sql = sql!(
        "SELECT step, note, taken_by, taken_at FROM outreach_step
         WHERE taskforce_id = $1 AND order_id = $2 ORDER BY position DESC"
    );
    let step = |row: &Row| {
        let code: String = row.get(0)?;
        Ok(StepRow {
            step: Step::from_code(&code).ok_or(StoreError::Shape(code))?,
            note: row.get(1)?,
            taken_by: row.get(2)?,
            taken_at: row.get(3)?,
        })
    };
    tx.all(sql, args![taskforce, id]).await?.iter().map(step).collect()
}

/// Writes a step down, behind those taken before.
pub async fn insert_step(
    tx: &mut Tx,
    (taskforce, id): (TaskForceId, OrderId),
    row: &StepRow,
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO outreach_step (taskforce_id, order_id, position, step, note, taken_by, taken_at)
         VALUES ($1, $2, (SELECT COUNT(*) FROM outreach_step WHERE taskforce_id = $1 AND order_id = $2),
                 $3, $4, $5, $6)"
    );
    let values = args![taskforce, id, row.step.code(), row.note, row.taken_by, row.taken_at];
    tx.run(sql, values).await?;
    Ok(())
}

/// Which of these regions are no open sub-district at or below `path`.
pub async fn list_unfit(
    tx: &mut Tx,
    path: &RegionPath,
    areas: &BTreeSet<RegionId>,
) -> Result<Vec<RegionId>> {
    let sql = sql!(
        "SELECT id FROM region
         WHERE path >= $1 AND path < $2 AND level = 'district' AND closed_on IS NULL"
    );
    let rows = tx.all(sql, args![path.as_str(), path.end()]).await?;
    let open: BTreeSet<RegionId> = rows.iter().map(|row| row.get(0)).collect::<Result<_>>()?;
    Ok(areas.difference(&open).copied().collect())
}
