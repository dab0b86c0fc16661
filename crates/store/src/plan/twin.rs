//! Evidence under other reports that is the same as evidence under this one.

use domain::{
    id::{AgencyId, EvidenceId, FileId, IndicatorId, RealisationId, TaskForceId},
    plan::{Checkpoint, Claim},
};

use super::{Place, figures::place, year};
use crate::{Result, Row, Tx, args, sql};

/// A piece of evidence and one under another report that is the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TwinRow {
    /// The piece.
    pub evidence: EvidenceId,
    /// Why the other one is the same.
    pub claim: Claim,
    /// The other report: the latest revision that holds it.
    pub realisation: RealisationId,
    /// Whose report for what that is.
    pub place: Place,
}

fn twin(row: &Row, claim: Claim) -> Result<TwinRow> {
    Ok(TwinRow {
        evidence: row.get(0)?,
        claim,
        realisation: row.get(1)?,
        place: Place {
            indicator: row.get::<IndicatorId>(2)?,
            agency: row.get::<AgencyId>(3)?,
            checkpoint: Checkpoint { year: year(row, 4)?, index: place(row, 5)? },
        },
    })
}

/// Evidence under another report with the same file, address, or day and place as evidence under
/// this one. Earlier revisions of the same report are no twins.
pub async fn list_twins(
    tx: &mut Tx,
    taskforce: TaskForceId,
    realisation: RealisationId,
) -> Result<Vec<TwinRow>> {
    let file = sql!(
        "SELECT e.id, r.id, r.indicator_id, r.agency_id, r.year, r.checkpoint
         FROM evidence e
         JOIN realisation o ON o.taskforce_id = e.taskforce_id AND o.id = e.realisation_id
         JOIN file f ON f.taskforce_id = e.taskforce_id AND f.id = e.file_id
         JOIN file g ON g.taskforce_id = f.taskforce_id
          AND (g.sha256 = f.sha256 OR g.original_sha256 = f.original_sha256)
         JOIN evidence t ON t.taskforce_id = g.taskforce_id AND t.file_id = g.id
         JOIN realisation r ON r.taskforce_id = t.taskforce_id AND r.id = t.realisation_id
         WHERE e.taskforce_id = $1 AND e.realisation_id = $2
           AND (r.indicator_id <> o.indicator_id OR r.agency_id <> o.agency_id
             OR r.year <> o.year OR r.checkpoint <> o.checkpoint)
         ORDER BY e.position, r.submitted_at DESC, r.id"
    );
    let link = sql!(
        "SELECT e.id, r.id, r.indicator_id, r.agency_id, r.year, r.checkpoint
         FROM evidence e
         JOIN realisation o ON o.taskforce_id = e.taskforce_id AND o.id = e.realisation_id
         JOIN evidence t ON t.taskforce_id = e.taskforce_id AND t.url = e.url AND t.url <> ''
         JOIN realisation r ON r.taskforce_id = t.taskforce_id AND r.id = t.realisation_id
         WHERE e.taskforce_id = $1 AND e.realisation_id = $2
           AND (r.indicator_id <> o.indicator_id OR r.agency_id <> o.agency_id
             OR r.year <> o.year OR r.checkpoint <> o.checkpoint)
         ORDER BY e.position, r.submitted_at DESC, r.id"
    );
    let event = sql!(
        "SELECT e.id, r.id, r.indicator_id, r.agency_id, r.year, r.checkpoint
         FROM evidence e
         JOIN realisation o ON o.taskforce_id = e.taskforce_id AND o.id = e.realisation_id
         JOIN evidence t ON t.taskforce_id = e.taskforce_id AND t.happened_on = e.happened_on
          AND t.region_id = e.region_id
         JOIN realisation r ON r.taskforce_id = t.taskforce_id AND r.id = t.realisation_id
         WHERE e.taskforce_id = $1 AND e.realisation_id = $2 AND t.happened_on IS NOT NULL
           AND (r.indicator_id <> o.indicator_id OR r.agency_id <> o.agency_id
             OR r.year <> o.year OR r.checkpoint <> o.checkpoint)
         ORDER BY e.position, r.submitted_at DESC, r.id"
    );
    let mut twins = Vec::new();
    for (sql, claim) in [(file, Claim::File), (link, Claim::Link), (event, Claim::Event)] {
        for row in &tx.all(sql, args![taskforce, realisation]).await? {
            twins.push(twin(row, claim)?);
        }
    }
    Ok(twins)
}

/// A photo and how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhotoRow {
    /// The file.
    pub file: FileId,
    /// How it looks.
    pub hash: i64,
}

/// Every photo of the task force whose look says something; read from an index alone.
pub async fn list_photos(tx: &mut Tx, taskforce: TaskForceId) -> Result<Vec<PhotoRow>> {
    let sql = sql!(
        "SELECT id, picture_hash FROM file WHERE taskforce_id = $1 AND picture_hash IS NOT NULL
         ORDER BY picture_hash, id"
    );
    let rows = tx.all(sql, args![taskforce]).await?;
    rows.iter().map(|row| Ok(PhotoRow { file: row.get(0)?, hash: row.get(1)? })).collect()
}

/// The reports that a file is evidence of, the latest revision first.
pub async fn list_claims_of_file(
    tx: &mut Tx,
    taskforce: TaskForceId,
    file: FileId,
) -> Result<Vec<TwinRow>> {
    let sql = sql!(
        "SELECT t.id, r.id, r.indicator_id, r.agency_id, r.year, r.checkpoint
         FROM evidence t
         JOIN realisation r ON r.taskforce_id = t.taskforce_id AND r.id = t.realisation_id
         WHERE t.taskforce_id = $1 AND t.file_id = $2 ORDER BY r.submitted_at DESC, r.id"
    );
    let rows = tx.all(sql, args![taskforce, file]).await?;
    rows.iter().map(|row| twin(row, Claim::Photo)).collect()
}
