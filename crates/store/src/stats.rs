//! Counts with provenance.

use domain::{
    id::{AccountId, CountId, TaskForceId},
    stats::{Count, Period},
    time::Instant,
};

use crate::{Result, Row, StoreError, Tx, args, sql};

/// A stored count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountRow {
    /// Whose it is.
    pub taskforce: TaskForceId,
    /// Identifier.
    pub id: CountId,
    /// The count.
    pub count: Count,
    /// The count whose place it takes.
    pub corrects: Option<CountId>,
    /// Why; empty where it corrects none.
    pub reason: String,
    /// Who entered it; none for the system.
    pub entered_by: Option<AccountId>,
    /// When.
    pub entered_at: Instant,
}

fn count(row: &Row) -> Result<CountRow> {
    let year = |index: usize| -> Result<Option<i16>> {
        let year: Option<i64> = row.get(index)?;
        let whole = |year| i16::try_from(year).map_err(|_| StoreError::Shape(format!("{year}")));
        year.map(whole).transpose()
    };
    Ok(CountRow {
        taskforce: row.get(0)?,
        id: row.get(1)?,
        count: Count {
            subject: row.get(2)?,
            figure: row.get(3)?,
            wording: row.get(4)?,
            period: Period { from: year(5)?, until: year(6)? },
            definition: row.get(7)?,
            source: row.get(8)?,
            as_of: row.get(9)?,
        },
        corrects: row.get(10)?,
        reason: row.get(11)?,
        entered_by: row.get(12)?,
        entered_at: row.get(13)?,
    })
}

/// The counts of a task force, the latest source first within each subject.
pub async fn list(tx: &mut Tx, taskforce: TaskForceId) -> Result<Vec<CountRow>> {
    let sql = sql!(
        "SELECT taskforce_id, id, subject, figure, wording, from_year, until_year, definition,
                source, as_of_on, corrects_id, reason, entered_by, entered_at
         FROM stats_count WHERE taskforce_id = $1
         ORDER BY subject_key, as_of_on DESC, entered_at DESC, id"
    );
    tx.all(sql, args![taskforce]).await?.iter().map(count).collect()
}

/// Adds a count.
///
/// # Errors
/// `Taken` where another count corrects the same one already; `Missing` where there is none such.
pub async fn insert(tx: &mut Tx, row: &CountRow) -> Result<()> {
    let sql = sql!(
        "INSERT INTO stats_count (taskforce_id, id, subject, subject_key, figure, wording,
             from_year, until_year, definition, source, as_of_on, corrects_id, reason, entered_by,
             entered_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"
    );
    let one = &row.count;
    let values = args![
        row.taskforce,
        row.id,
        one.subject,
        one.key(),
        one.figure,
        one.wording,
        one.period.from.map(i64::from),
        one.period.until.map(i64::from),
        one.definition,
        one.source,
        one.as_of,
        row.corrects,
        row.reason,
        row.entered_by,
        row.entered_at,
    ];
    tx.run(sql, values).await?;
    Ok(())
}
