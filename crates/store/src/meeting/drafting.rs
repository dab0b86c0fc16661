//! What meetings settled about proposals for the next plan.

use domain::{
    id::{AccountId, MeetingId, ProposalId, TaskForceId},
    meeting::{Outcome, Settled},
    time::Instant,
};

use crate::{Result, Row, StoreError, Tx, args, sql};

/// What a meeting settled about one proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettledRow {
    /// The proposal.
    pub proposal: ProposalId,
    /// What was settled.
    pub settled: Settled,
    /// Who wrote it down.
    pub settled_by: Option<AccountId>,
    /// When.
    pub settled_at: Instant,
}

/// What a meeting settled, in the order in which it did.
pub async fn list_settled(
    tx: &mut Tx,
    taskforce: TaskForceId,
    meeting: MeetingId,
) -> Result<Vec<SettledRow>> {
    let sql = sql!(
        "SELECT proposal_id, outcome, agency_id, speaker, note, settled_by, settled_at
         FROM meeting_proposal WHERE taskforce_id = $1 AND meeting_id = $2
         ORDER BY settled_at, proposal_id"
    );
    let one = |row: &Row| {
        let code: String = row.get(1)?;
        Ok(SettledRow {
            proposal: row.get(0)?,
            settled: Settled {
                outcome: Outcome::from_code(&code).ok_or(StoreError::Shape(code))?,
                agency: row.get(2)?,
                speaker: row.get(3)?,
                note: row.get(4)?,
            },
            settled_by: row.get(5)?,
            settled_at: row.get(6)?,
        })
    };
    tx.all(sql, args![taskforce, meeting]).await?.iter().map(one).collect()
}

/// Writes down what a meeting settled.
///
/// # Errors
/// `Taken` where it settled the same proposal before.
pub async fn insert_settled(
    tx: &mut Tx,
    (taskforce, meeting): (TaskForceId, MeetingId),
    row: &SettledRow,
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO meeting_proposal (taskforce_id, meeting_id, proposal_id, outcome, agency_id,
             speaker, note, settled_by, settled_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    );
    let one = &row.settled;
    let values = args![
        taskforce,
        meeting,
        row.proposal,
        one.outcome.code(),
        one.agency,
        one.speaker,
        one.note,
        row.settled_by,
        row.settled_at,
    ];
    tx.run(sql, values).await?;
    Ok(())
}
