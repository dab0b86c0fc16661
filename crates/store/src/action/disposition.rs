//! Dispositions, beside the actions that they became.

use domain::{
    action::Disposition,
    id::{AccountId, ActionId, AgencyId, FileId, IndicatorId, TaskForceId},
    time::{Date, Instant},
};

use crate::{Result, Row, Tx, args, sql};

/// A stored disposition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DispositionRow {
    /// Who gave it, when, in which words.
    pub disposition: Disposition,
    /// The handwritten sheet.
    pub file: Option<FileId>,
    /// Who entered it.
    pub entered_by: Option<AccountId>,
    /// When.
    pub entered_at: Instant,
}

/// The disposition behind an action; none where a meeting gave it out.
pub async fn find_disposition(
    tx: &mut Tx,
    taskforce: TaskForceId,
    action: ActionId,
) -> Result<Option<DispositionRow>> {
    let sql = sql!(
        "SELECT given_by, given_on, words, file_id, entered_by, entered_at FROM action_disposition
         WHERE taskforce_id = $1 AND action_id = $2"
    );
    let one = |row: Row| {
        Ok(DispositionRow {
            disposition: Disposition {
                given_by: row.get(0)?,
                given_on: row.get(1)?,
                words: row.get(2)?,
            },
            file: row.get(3)?,
            entered_by: row.get(4)?,
            entered_at: row.get(5)?,
        })
    };
    tx.opt(sql, args![taskforce, action]).await?.map(one).transpose()
}

/// A disposition whose action is not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenRow {
    /// The action.
    pub action: ActionId,
    /// The office that has it.
    pub agency: AgencyId,
    /// The row of the plan that it serves.
    pub indicator: Option<IndicatorId>,
    /// Its words.
    pub words: String,
    /// When it was given.
    pub given_on: Date,
}

/// The dispositions whose actions are not done, the latest first.
pub async fn list_disposed(tx: &mut Tx, taskforce: TaskForceId) -> Result<Vec<GivenRow>> {
    let sql = sql!(
        "SELECT a.id, a.agency_id, a.indicator_id, d.words, d.given_on FROM action_disposition d
         JOIN action a ON a.taskforce_id = d.taskforce_id AND a.id = d.action_id
         WHERE d.taskforce_id = $1 AND a.state IN ('open', 'reported')
         ORDER BY d.given_on DESC, a.id DESC"
    );
    let given = |row: &Row| {
        Ok(GivenRow {
            action: row.get(0)?,
            agency: row.get(1)?,
            indicator: row.get(2)?,
            words: row.get(3)?,
            given_on: row.get(4)?,
        })
    };
    tx.all(sql, args![taskforce]).await?.iter().map(given).collect()
}

/// Writes a disposition down.
///
/// # Errors
/// `Taken` where the action has one.
pub async fn insert_disposition(
    tx: &mut Tx,
    (taskforce, action): (TaskForceId, ActionId),
    row: &DispositionRow,
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO action_disposition (taskforce_id, action_id, given_by, given_on, words,
             file_id, entered_by, entered_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
    );
    let one = &row.disposition;
    let values = args![
        taskforce,
        action,
        one.given_by,
        one.given_on,
        one.words,
        row.file,
        row.entered_by,
        row.entered_at,
    ];
    tx.run(sql, values).await?;
    Ok(())
}
