//! The official record of a meeting, and what is added to the report on it.

use domain::{
    id::{AccountId, AgencyId, MeetingId, TaskForceId},
    meeting::{ActivityDraft, Party, RecordDraft, Signed},
    time::Instant,
};

use crate::{Result, Row, Tx, args, sql};

/// A stored official record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordRow {
    /// Whose it is.
    pub taskforce: TaskForceId,
    /// Of which meeting; it has one.
    pub meeting: MeetingId,
    /// What it says.
    pub draft: RecordDraft,
    /// Counts the edits.
    pub version: i64,
    /// Who wrote it last; none for the system.
    pub updated_by: Option<AccountId>,
    /// When.
    pub updated_at: Instant,
}

/// The official record of a meeting, where one was written.
pub async fn find_record(
    tx: &mut Tx,
    taskforce: TaskForceId,
    meeting: MeetingId,
) -> Result<Option<RecordRow>> {
    let sql = sql!(
        "SELECT number, points, version, updated_by, updated_at FROM meeting_record
         WHERE taskforce_id = $1 AND meeting_id = $2"
    );
    let Some(row) = tx.opt(sql, args![taskforce, meeting]).await? else { return Ok(None) };
    let points: String = row.get(1)?;
    let (parties, witnesses) = signers(tx, taskforce, meeting).await?;
    Ok(Some(RecordRow {
        taskforce,
        meeting,
        draft: RecordDraft {
            number: row.get(0)?,
            points: points.lines().map(str::to_owned).collect(),
            parties,
            witnesses,
        },
        version: row.get(2)?,
        updated_by: row.get(3)?,
        updated_at: row.get(4)?,
    }))
}

async fn signers(
    tx: &mut Tx,
    taskforce: TaskForceId,
    meeting: MeetingId,
) -> Result<(Vec<Party>, Vec<Signed>)> {
    let sql = sql!(
        "SELECT agency_id, name, title FROM meeting_record_signer
         WHERE taskforce_id = $1 AND meeting_id = $2 ORDER BY position"
    );
    let (mut parties, mut witnesses) = (Vec::new(), Vec::new());
    for row in tx.all(sql, args![taskforce, meeting]).await? {
        let signed = Signed { name: row.get(1)?, title: row.get(2)? };
        match row.get::<Option<AgencyId>>(0)? {
            Some(agency) => parties.push(Party { agency, signed }),
            None => witnesses.push(signed),
        }
    }
    Ok((parties, witnesses))
}

/// Adds the official record of a meeting.
///
/// # Errors
/// `Taken` where it has one.
pub async fn insert_record(tx: &mut Tx, row: &RecordRow) -> Result<()> {
    let sql = sql!(
        "INSERT INTO meeting_record (taskforce_id, meeting_id, number, points, version, updated_by,
             updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)"
    );
    let values = args![
        row.taskforce,
        row.meeting,
        row.draft.number,
        row.draft.points.join("\n"),
        row.version,
        row.updated_by,
        row.updated_at,
    ];
    tx.run(sql, values).await?;
    insert_signers(tx, row).await
}

/// Changes it; false where it has another version by now.
pub async fn update_record(tx: &mut Tx, row: &RecordRow) -> Result<bool> {
    let sql = sql!(
        "UPDATE meeting_record SET number = $4, points = $5, updated_by = $6, updated_at = $7,
             version = version + 1
         WHERE taskforce_id = $1 AND meeting_id = $2 AND version = $3"
    );
    let values = args![
        row.taskforce,
        row.meeting,
        row.version,
        row.draft.number,
        row.draft.points.join("\n"),
        row.updated_by,
        row.updated_at,
    ];
    if tx.run(sql, values).await? != 1 {
        return Ok(false);
    }
    let sql = sql!("DELETE FROM meeting_record_signer WHERE taskforce_id = $1 AND meeting_id = $2");
    tx.run(sql, args![row.taskforce, row.meeting]).await?;
    insert_signers(tx, row).await?;
    Ok(true)
}

async fn insert_signers(tx: &mut Tx, row: &RecordRow) -> Result<()> {
    let parties = row.draft.parties.iter().map(|party| (Some(party.agency), &party.signed));
    let witnesses = row.draft.witnesses.iter().map(|signed| (None, signed));
    for (position, (agency, signed)) in (1_i64..).zip(parties.chain(witnesses)) {
        let sql = sql!(
            "INSERT INTO meeting_record_signer (taskforce_id, meeting_id, position, agency_id, name,
                 title)
             VALUES ($1, $2, $3, $4, $5, $6)"
        );
        let values = args![row.taskforce, row.meeting, position, agency, signed.name, signed.title];
        tx.run(sql, values).await?;
    }
    Ok(())
}

/// What was added to the report on a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivityRow {
    /// Whose it is.
    pub taskforce: TaskForceId,
    /// On which meeting.
    pub meeting: MeetingId,
    /// What it says.
    pub draft: ActivityDraft,
    /// Counts the edits.
    pub version: i64,
    /// Who wrote it last; none for the system.
    pub updated_by: Option<AccountId>,
    /// When.
    pub updated_at: Instant,
}

/// What was added to the report on a meeting, where something was.
pub async fn find_activity(
    tx: &mut Tx,
    taskforce: TaskForceId,
    meeting: MeetingId,
) -> Result<Option<ActivityRow>> {
    let sql = sql!(
        "SELECT purpose, results, obstacles, recommendations, budget, version, updated_by, updated_at
         FROM meeting_report WHERE taskforce_id = $1 AND meeting_id = $2"
    );
    let activity = |row: &Row| {
        Ok(ActivityRow {
            taskforce,
            meeting,
            draft: ActivityDraft {
                purpose: row.get(0)?,
                results: row.get(1)?,
                obstacles: row.get(2)?,
                recommendations: row.get(3)?,
                budget: row.get(4)?,
            },
            version: row.get(5)?,
            updated_by: row.get(6)?,
            updated_at: row.get(7)?,
        })
    };
    tx.opt(sql, args![taskforce, meeting]).await?.as_ref().map(activity).transpose()
}

/// Adds it.
///
/// # Errors
/// `Taken` where the meeting has it.
pub async fn insert_activity(tx: &mut Tx, row: &ActivityRow) -> Result<()> {
    let sql = sql!(
        "INSERT INTO meeting_report (taskforce_id, meeting_id, purpose, results, obstacles,
             recommendations, budget, version, updated_by, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    );
    let one = &row.draft;
    let values = args![
        row.taskforce,
        row.meeting,
        one.purpose,
        one.results,
        one.obstacles,
        one.recommendations,
        one.budget,
        row.version,
        row.updated_by,
        row.updated_at,
    ];
    tx.run(sql, values).await?;
    Ok(())
}

/// Changes it; false where it has another version by now.
pub async fn update_activity(tx: &mut Tx, row: &ActivityRow) -> Result<bool> {
    let sql = sql!(
        "UPDATE meeting_report SET purpose = $4, results = $5, obstacles = $6,
             recommendations = $7, budget = $8, updated_by = $9, updated_at = $10,
             version = version + 1
         WHERE taskforce_id = $1 AND meeting_id = $2 AND version = $3"
    );
    let one = &row.draft;
    let values = args![
        row.taskforce,
        row.meeting,
        row.version,
        one.purpose,
        one.results,
        one.obstacles,
        one.recommendations,
        one.budget,
        row.updated_by,
        row.updated_at,
    ];
    Ok(tx.run(sql, values).await? == 1)
}
