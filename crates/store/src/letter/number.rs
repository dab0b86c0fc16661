//! How kinds are numbered, and our own counter.

use domain::{
    id::{AccountId, TaskForceId},
    letter::{Kind, NumberSource, Numbering},
    time::{Date, Instant},
};

use crate::{Result, Row, StoreError, Tx, args, sql};

/// How a kind is numbered from a day on, as it was set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberingRow {
    /// Whose it is.
    pub taskforce: TaskForceId,
    /// Of which kind.
    pub kind: Kind,
    /// Counts what was set for this kind.
    pub revision: i64,
    /// What was set.
    pub numbering: Numbering,
    /// By whom; none for the system.
    pub created_by: Option<AccountId>,
    /// When.
    pub created_at: Instant,
}

/// Everything that was set, the latest first.
pub async fn list_numberings(tx: &mut Tx, taskforce: TaskForceId) -> Result<Vec<NumberingRow>> {
    let sql = sql!(
        "SELECT kind, revision, since, source, classification, unit, created_by, created_at
         FROM letter_numbering WHERE taskforce_id = $1 ORDER BY since DESC, revision DESC, kind"
    );
    let row = |row: &Row| {
        let (kind, source): (String, String) = (row.get(0)?, row.get(3)?);
        Ok(NumberingRow {
            taskforce,
            kind: Kind::from_code(&kind).ok_or(StoreError::Shape(kind))?,
            revision: row.get(1)?,
            numbering: Numbering {
                since: row.get(2)?,
                source: NumberSource::from_code(&source).ok_or(StoreError::Shape(source))?,
                classification: row.get(4)?,
                unit: row.get(5)?,
            },
            created_by: row.get(6)?,
            created_at: row.get(7)?,
        })
    };
    tx.all(sql, args![taskforce]).await?.iter().map(row).collect()
}

/// Sets how a kind is numbered.
///
/// # Errors
/// `Taken` where somebody else has set this revision.
pub async fn insert_numbering(tx: &mut Tx, row: &NumberingRow) -> Result<()> {
    let sql = sql!(
        "INSERT INTO letter_numbering (taskforce_id, kind, revision, since, source, classification,
             unit, created_by, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    );
    let values = args![
        row.taskforce,
        row.kind.code(),
        row.revision,
        row.numbering.since,
        row.numbering.source.code(),
        row.numbering.classification,
        row.numbering.unit,
        row.created_by,
        row.created_at,
    ];
    tx.run(sql, values).await?;
    Ok(())
}

/// Takes the next place of a year's counter for a letter of this day, and returns it; none where a
/// later day has been numbered already. Whoever else numbers waits until this transaction ends, and
/// when it is given up the place is free again: so there is never a gap.
pub async fn update_counter(
    tx: &mut Tx,
    taskforce: TaskForceId,
    (year, day): (i64, Date),
) -> Result<Option<i64>> {
    let sql = sql!(
        "INSERT INTO letter_counter (taskforce_id, year, last, last_on) VALUES ($1, $2, 0, $3)
         ON CONFLICT (taskforce_id, year) DO NOTHING"
    );
    tx.run(sql, args![taskforce, year, day]).await?;
    let sql = sql!(
        "UPDATE letter_counter SET last = last + 1, last_on = $3
         WHERE taskforce_id = $1 AND year = $2 AND last_on <= $3 RETURNING last"
    );
    tx.opt(sql, args![taskforce, year, day]).await?.map(|row| row.get(0)).transpose()
}
