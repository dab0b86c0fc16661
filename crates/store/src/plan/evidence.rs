//! What proves a realisation.

use domain::{
    id::{
        AccountId, EvidenceId, FileId, IndicatorId, PlanId, RealisationId, RegionId, TaskForceId,
    },
    plan::EvidenceKind,
    time::{Date, Instant},
};

use crate::{Result, Row, StoreError, Tx, args, sql};

/// A piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceRow {
    /// Whose it is.
    pub taskforce: TaskForceId,
    /// Identifier.
    pub id: EvidenceId,
    /// What it proves.
    pub realisation: RealisationId,
    /// File, photo or link.
    pub kind: EvidenceKind,
    /// The stored file; none for a link.
    pub file: Option<FileId>,
    /// The address of a link; else empty.
    pub url: String,
    /// What it shows; may be empty.
    pub caption: String,
    /// The day of the event that it shows.
    pub happened_on: Option<Date>,
    /// The place of that event.
    pub region: Option<RegionId>,
    /// Place in the list, from 0.
    pub position: i64,
    /// Who added it.
    pub created_by: Option<AccountId>,
    /// When.
    pub created_at: Instant,
}

fn evidence(row: &Row) -> Result<EvidenceRow> {
    let kind: String = row.get(3)?;
    Ok(EvidenceRow {
        taskforce: row.get(0)?,
        id: row.get(1)?,
        realisation: row.get(2)?,
        kind: EvidenceKind::from_code(&kind).ok_or(StoreError::Shape(kind))?,
        file: row.get(4)?,
        url: row.get(5)?,
        caption: row.get(6)?,
        position: row.get(7)?,
        created_by: row.get(8)?,
        created_at: row.get(9)?,
        happened_on: row.get(10)?,
        region: row.get(11)?,
    })
}

/// One piece of evidence of this task force.
///
/// # Errors
/// `Missing` where the task force has none with this id.
pub async fn get_evidence(
    tx: &mut Tx,
    taskforce: TaskForceId,
    id: EvidenceId,
) -> Result<EvidenceRow> {
    let sql = sql!(
        "SELECT taskforce_id, id, realisation_id, kind, file_id, url, caption, position, created_by,
                created_at, happened_on, region_id
         FROM evidence WHERE taskforce_id = $1 AND id = $2"
    );
    evidence(&tx.one(sql, args![taskforce, id]).await?)
}

/// The evidence under a realisation, in order.
pub async fn list_evidence(
    tx: &mut Tx,
    taskforce: TaskForceId,
    realisation: RealisationId,
) -> Result<Vec<EvidenceRow>> {
    let sql = sql!(
        "SELECT taskforce_id, id, realisation_id, kind, file_id, url, caption, position, created_by,
                created_at, happened_on, region_id
         FROM evidence WHERE taskforce_id = $1 AND realisation_id = $2 ORDER BY position"
    );
    tx.all(sql, args![taskforce, realisation]).await?.iter().map(evidence).collect()
}

/// The evidence under every realisation of an indicator, in order.
pub async fn list_evidence_of_indicator(
    tx: &mut Tx,
    taskforce: TaskForceId,
    indicator: IndicatorId,
) -> Result<Vec<EvidenceRow>> {
    let sql = sql!(
        "SELECT e.taskforce_id, e.id, e.realisation_id, e.kind, e.file_id, e.url, e.caption,
                e.position, e.created_by, e.created_at, e.happened_on, e.region_id
         FROM evidence e
         JOIN realisation r ON r.taskforce_id = e.taskforce_id AND r.id = e.realisation_id
         WHERE r.taskforce_id = $1 AND r.indicator_id = $2 ORDER BY e.realisation_id, e.position"
    );
    tx.all(sql, args![taskforce, indicator]).await?.iter().map(evidence).collect()
}

/// The realisation that a file is evidence of; none where it is not evidence.
pub async fn find_evidence_of_file(
    tx: &mut Tx,
    taskforce: TaskForceId,
    file: FileId,
) -> Result<Option<RealisationId>> {
    let sql = sql!(
        "SELECT realisation_id FROM evidence WHERE taskforce_id = $1 AND file_id = $2
         ORDER BY created_at, id LIMIT 1"
    );
    tx.opt(sql, args![taskforce, file]).await?.map(|row| row.get(0)).transpose()
}

/// How many pieces of evidence each realisation of a plan has; those without are left out.
pub async fn count_evidence(
    tx: &mut Tx,
    taskforce: TaskForceId,
    plan: PlanId,
) -> Result<Vec<(RealisationId, i64)>> {
    let sql = sql!(
        "SELECT e.realisation_id, COUNT(e.id) FROM evidence e
         JOIN realisation r ON r.taskforce_id = e.taskforce_id AND r.id = e.realisation_id
         WHERE r.taskforce_id = $1 AND r.plan_id = $2 GROUP BY e.realisation_id"
    );
    let rows = tx.all(sql, args![taskforce, plan]).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// Adds a piece of evidence.
pub async fn insert_evidence(tx: &mut Tx, row: &EvidenceRow) -> Result<()> {
    let sql = sql!(
        "INSERT INTO evidence (taskforce_id, id, realisation_id, kind, file_id, url, caption,
             position, created_by, created_at, happened_on, region_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
    );
    let values = args![
        row.taskforce,
        row.id,
        row.realisation,
        row.kind.code(),
        row.file,
        row.url,
        row.caption,
        row.position,
        row.created_by,
        row.created_at,
        row.happened_on,
        row.region,
    ];
    tx.run(sql, values).await?;
    Ok(())
}
