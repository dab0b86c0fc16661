//! The steps of letters.

use domain::{
    id::{AccountId, FileId, LetterId, TaskForceId},
    letter::Step,
    time::Instant,
};

use crate::{Result, Row, StoreError, Tx, args, sql};

/// A step that a letter took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepRow {
    /// Which.
    pub step: Step,
    /// Why; empty where it needs no reason.
    pub note: String,
    /// The number that was given, or the one before it was corrected; else empty.
    pub number: String,
    /// The signed paper that was laid beside it.
    pub file: Option<FileId>,
    /// By whom; none for the system.
    pub taken_by: Option<AccountId>,
    /// When.
    pub taken_at: Instant,
}

/// The steps of a letter, the latest first.
pub async fn list_steps(tx: &mut Tx, taskforce: TaskForceId, id: LetterId) -> Result<Vec<StepRow>> {
    let sql = sql!(
        "SELECT step, note, number, file_id, taken_by, taken_at FROM letter_step
         WHERE taskforce_id = $1 AND letter_id = $2 ORDER BY position DESC"
    );
    let step = |row: &Row| {
        let code: String = row.get(0)?;
        Ok(StepRow {
            step: Step::from_code(&code).ok_or(StoreError::Shape(code))?,
            note: row.get(1)?,
            number: row.get(2)?,
            file: row.get(3)?,
            taken_by: row.get(4)?,
            taken_at: row.get(5)?,
        })
    };
    tx.all(sql, args![taskforce, id]).await?.iter().map(step).collect()
}

/// Writes a step down.
pub async fn insert_step(
    tx: &mut Tx,
    taskforce: TaskForceId,
    id: LetterId,
    row: &StepRow,
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO letter_step (taskforce_id, letter_id, position, step, note, number, file_id,
             taken_by, taken_at)
         SELECT $1, $2, COUNT(*) + 1, $3, $4, $5, $6, $7, $8 FROM letter_step
         WHERE taskforce_id = $1 AND letter_id = $2"
    );
    let values = args![
        taskforce,
        id,
        row.step.code(),
        row.note,
        row.number,
        row.file,
        row.taken_by,
        row.taken_at,
    ];
    tx.run(sql, values).await?;
    Ok(())
}

/// The letter that a file is the signed paper of, also an earlier one.
pub async fn find_of_file(
    tx: &mut Tx,
    taskforce: TaskForceId,
    file: FileId,
) -> Result<Option<LetterId>> {
    let sql =
        sql!("SELECT letter_id FROM letter_step WHERE taskforce_id = $1 AND file_id = $2 LIMIT 1");
    tx.opt(sql, args![taskforce, file]).await?.map(|row| row.get(0)).transpose()
}
