//! Decisions, remarks on minutes and addenda to them.

use domain::{
    id::{AccountId, AgencyId, DecisionId, ItemId, MeetingId, RemarkId, TaskForceId},
    meeting::Decision,
    time::Instant,
};

use crate::{Result, Row, Tx, args, sql};

/// A stored decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionRow {
    /// Whose it is.
    pub taskforce: TaskForceId,
    /// Identifier.
    pub id: DecisionId,
    /// Of which meeting.
    pub meeting: MeetingId,
    /// To which item.
    pub item: ItemId,
    /// Its number in the meeting, from 1.
    pub position: i64,
    /// What was decided.
    pub decision: Decision,
    /// Who wrote it down; none for the system.
    pub created_by: Option<AccountId>,
    /// When.
    pub created_at: Instant,
}

fn decision(row: &Row) -> Result<DecisionRow> {
    Ok(DecisionRow {
        taskforce: row.get(0)?,
        id: row.get(1)?,
        meeting: row.get(2)?,
        item: row.get(3)?,
        position: row.get(4)?,
        decision: Decision { text: row.get(5)?, asks_amendment: row.get(6)? },
        created_by: row.get(7)?,
        created_at: row.get(8)?,
    })
}

/// Decisions that ask for another target, of meetings whose minutes are approved, the oldest first.
pub async fn list_amending(
    tx: &mut Tx,
    taskforce: TaskForceId,
) -> Result<Vec<(MeetingId, String)>> {
    let sql = sql!(
        "SELECT d.meeting_id, d.text FROM meeting_decision d
         JOIN meeting m ON m.taskforce_id = d.taskforce_id AND m.id = d.meeting_id
         WHERE d.taskforce_id = $1 AND d.asks_amendment = $2
           AND m.stage IN ('approved', 'locked')
         ORDER BY m.held_on, d.position, d.id"
    );
    let one = |row: &Row| Ok((row.get(0)?, row.get(1)?));
    tx.all(sql, args![taskforce, true]).await?.iter().map(one).collect()
}

/// The decisions of a meeting in order.
pub async fn list_decisions(
    tx: &mut Tx,
    taskforce: TaskForceId,
    meeting: MeetingId,
) -> Result<Vec<DecisionRow>> {
    let sql = sql!(
        "SELECT taskforce_id, id, meeting_id, item_id, position, text, asks_amendment, created_by,
                created_at
         FROM meeting_decision WHERE taskforce_id = $1 AND meeting_id = $2 ORDER BY position"
    );
    tx.all(sql, args![taskforce, meeting]).await?.iter().map(decision).collect()
}

/// A decision of a meeting.
///
/// # Errors
/// `Missing` where the meeting has none with this id.
pub async fn get_decision(
    tx: &mut Tx,
    taskforce: TaskForceId,
    meeting: MeetingId,
    id: DecisionId,
) -> Result<DecisionRow> {
    let sql = sql!(
        "SELECT taskforce_id, id, meeting_id, item_id, position, text, asks_amendment, created_by,
                created_at
         FROM meeting_decision WHERE taskforce_id = $1 AND meeting_id = $2 AND id = $3"
    );
    decision(&tx.one(sql, args![taskforce, meeting, id]).await?)
}

/// The number of the next decision of a meeting.
pub async fn next_decision(tx: &mut Tx, taskforce: TaskForceId, meeting: MeetingId) -> Result<i64> {
    let sql = sql!(
        "SELECT COALESCE(MAX(position), 0) + 1 FROM meeting_decision
         WHERE taskforce_id = $1 AND meeting_id = $2"
    );
    tx.one(sql, args![taskforce, meeting]).await?.get(0)
}

/// Adds a decision.
pub async fn insert_decision(tx: &mut Tx, row: &DecisionRow) -> Result<()> {
    let sql = sql!(
        "INSERT INTO meeting_decision (taskforce_id, id, meeting_id, item_id, position, text,
             asks_amendment, created_by, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    );
    let values = args![
        row.taskforce,
        row.id,
        row.meeting,
        row.item,
        row.position,
        row.decision.text,
        row.decision.asks_amendment,
        row.created_by,
        row.created_at,
    ];
    tx.run(sql, values).await?;
    Ok(())
}

/// Words a decision anew while the minutes are written; false where it says something else by now.
pub async fn update_decision(tx: &mut Tx, row: &DecisionRow, seen: &Decision) -> Result<bool> {
    let sql = sql!(
        "UPDATE meeting_decision SET text = $5, asks_amendment = $6
         WHERE taskforce_id = $1 AND id = $2 AND text = $3 AND asks_amendment = $4"
    );
    let said = &row.decision;
    let values = args![
        row.taskforce,
        row.id,
        seen.text,
        seen.asks_amendment,
        said.text,
        said.asks_amendment,
    ];
    Ok(tx.run(sql, values).await? == 1)
}

/// Takes a decision out while the minutes are written.
pub async fn delete_decision(tx: &mut Tx, taskforce: TaskForceId, id: DecisionId) -> Result<()> {
    let sql = sql!("DELETE FROM meeting_decision WHERE taskforce_id = $1 AND id = $2");
    tx.run(sql, args![taskforce, id]).await?;
    Ok(())
}

/// A remark on minutes, or an addendum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemarkRow {
    /// Whose it is.
    pub taskforce: TaskForceId,
    /// Identifier.
    pub id: RemarkId,
    /// On which meeting.
    pub meeting: MeetingId,
    /// Whether it corrects minutes that are locked.
    pub is_addendum: bool,
    /// For which office; none for the secretariat.
    pub agency: Option<AgencyId>,
    /// In words.
    pub text: String,
    /// By whom; none for the system.
    pub created_by: Option<AccountId>,
    /// When.
    pub created_at: Instant,
}

/// Remarks and addenda of a meeting, the oldest first.
pub async fn list_remarks(
    tx: &mut Tx,
    taskforce: TaskForceId,
    meeting: MeetingId,
) -> Result<Vec<RemarkRow>> {
    let sql = sql!(
        "SELECT taskforce_id, id, meeting_id, is_addendum, agency_id, text, created_by, created_at
         FROM meeting_remark WHERE taskforce_id = $1 AND meeting_id = $2
         ORDER BY created_at, id"
    );
    let remark = |row: &Row| {
        Ok(RemarkRow {
            taskforce: row.get(0)?,
            id: row.get(1)?,
            meeting: row.get(2)?,
            is_addendum: row.get(3)?,
            agency: row.get(4)?,
            text: row.get(5)?,
            created_by: row.get(6)?,
            created_at: row.get(7)?,
        })
    };
    tx.all(sql, args![taskforce, meeting]).await?.iter().map(remark).collect()
}

/// Adds a remark or an addendum.
pub async fn insert_remark(tx: &mut Tx, row: &RemarkRow) -> Result<()> {
    let sql = sql!(
        "INSERT INTO meeting_remark (taskforce_id, id, meeting_id, is_addendum, agency_id, text,
             created_by, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
    );
    let values = args![
        row.taskforce,
        row.id,
        row.meeting,
        row.is_addendum,
        row.agency,
        row.text,
        row.created_by,
        row.created_at,
    ];
    tx.run(sql, values).await?;
    Ok(())
}
