//! What offices pledged at meetings.

use domain::{
    id::{AccountId, AgencyId, IndicatorId, MeetingId, PledgeId, TaskForceId},
    meeting::{Kind, Pledge, PledgeState, Stage},
    time::{Date, Instant},
};

use crate::{Result, Row, StoreError, Tx, args, sql};

/// A stored pledge, with what must be known of the meeting at which it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PledgeRow {
    /// Whose it is.
    pub taskforce: TaskForceId,
    /// Identifier.
    pub id: PledgeId,
    /// At which meeting it was given.
    pub meeting: MeetingId,
    /// What was pledged.
    pub pledge: Pledge,
    /// Where it stands.
    pub state: PledgeState,
    /// What shows it, or why not.
    pub note: String,
    /// The meeting that looked at it; none where the secretariat did alone.
    pub judged_in: Option<MeetingId>,
    /// Who judged, and when.
    pub judged: Option<(Option<AccountId>, Instant)>,
    /// Counts the judgements.
    pub version: i64,
    /// Whether it is invented.
    pub is_example: bool,
    /// Who wrote it down; none for the system.
    pub created_by: Option<AccountId>,
    /// When.
    pub created_at: Instant,
    /// Title of its meeting.
    pub title: String,
    /// Day of its meeting.
    pub held_on: Date,
    /// Where its meeting stands.
    pub stage: Stage,
}

fn pledge(row: &Row) -> Result<PledgeRow> {
    let (state, stage): (String, String) = (row.get(7)?, row.get(18)?);
    let judged: Option<Instant> = row.get(11)?;
    let judged_by: Option<AccountId> = row.get(10)?;
    Ok(PledgeRow {
        taskforce: row.get(0)?,
        id: row.get(1)?,
        meeting: row.get(2)?,
        pledge: Pledge {
            agency: row.get(3)?,
            text: row.get(4)?,
            due_on: row.get(5)?,
            indicator: row.get::<Option<IndicatorId>>(6)?,
        },
        state: PledgeState::from_code(&state).ok_or(StoreError::Shape(state))?,
        note: row.get(8)?,
        judged_in: row.get(9)?,
        judged: judged.map(|at| (judged_by, at)),
        version: row.get(12)?,
        is_example: row.get(13)?,
        created_by: row.get(14)?,
        created_at: row.get(15)?,
        title: row.get(16)?,
        held_on: row.get(17)?,
        stage: Stage::from_code(&stage).ok_or(StoreError::Shape(stage))?,
    })
}

/// A pledge of a task force, where it exists.
pub async fn find_pledge(
    tx: &mut Tx,
    taskforce: TaskForceId,
    id: PledgeId,
) -> Result<Option<PledgeRow>> {
    let sql = sql!(
        "SELECT p.taskforce_id, p.id, p.meeting_id, p.agency_id, p.text, p.due_on, p.indicator_id,
                p.state, p.note, p.judged_in, p.judged_by, p.judged_at, p.version, p.is_example,
                p.created_by, p.created_at, m.title, m.held_on, m.stage
         FROM meeting_pledge p
         JOIN meeting m ON m.taskforce_id = p.taskforce_id AND m.id = p.meeting_id
         WHERE p.taskforce_id = $1 AND p.id = $2"
    );
    tx.opt(sql, args![taskforce, id]).await?.as_ref().map(pledge).transpose()
}

/// The pledges that were given at a meeting, in the order in which they were written down.
pub async fn list_pledges(
    tx: &mut Tx,
    taskforce: TaskForceId,
    meeting: MeetingId,
) -> Result<Vec<PledgeRow>> {
    let sql = sql!(
        "SELECT p.taskforce_id, p.id, p.meeting_id, p.agency_id, p.text, p.due_on, p.indicator_id,
                p.state, p.note, p.judged_in, p.judged_by, p.judged_at, p.version, p.is_example,
                p.created_by, p.created_at, m.title, m.held_on, m.stage
         FROM meeting_pledge p
         JOIN meeting m ON m.taskforce_id = p.taskforce_id AND m.id = p.meeting_id
         WHERE p.taskforce_id = $1 AND p.meeting_id = $2 ORDER BY p.created_at, p.id"
    );
    tx.all(sql, args![taskforce, meeting]).await?.iter().map(pledge).collect()
}

/// What waits to be looked at by a meeting on a day: given at another one, not later, and not
/// judged, the oldest day first.
pub async fn list_open_pledges(
    tx: &mut Tx,
    taskforce: TaskForceId,
    (meeting, day): (MeetingId, Date),
) -> Result<Vec<PledgeRow>> {
    let sql = sql!(
        "SELECT p.taskforce_id, p.id, p.meeting_id, p.agency_id, p.text, p.due_on, p.indicator_id,
                p.state, p.note, p.judged_in, p.judged_by, p.judged_at, p.version, p.is_example,
                p.created_by, p.created_at, m.title, m.held_on, m.stage
         FROM meeting_pledge p
         JOIN meeting m ON m.taskforce_id = p.taskforce_id AND m.id = p.meeting_id
         WHERE p.taskforce_id = $1 AND p.state = 'given' AND p.meeting_id <> $2
           AND m.held_on <= $3 AND m.stage <> 'cancelled' AND m.kind <> $4
         ORDER BY p.due_on, p.created_at, p.id"
    );
    let closed = Kind::CaseConference.code();
    tx.all(sql, args![taskforce, meeting, day, closed]).await?.iter().map(pledge).collect()
}

/// What a meeting judged of earlier pledges.
pub async fn list_judged_pledges(
    tx: &mut Tx,
    taskforce: TaskForceId,
    meeting: MeetingId,
) -> Result<Vec<PledgeRow>> {
    let sql = sql!(
        "SELECT p.taskforce_id, p.id, p.meeting_id, p.agency_id, p.text, p.due_on, p.indicator_id,
                p.state, p.note, p.judged_in, p.judged_by, p.judged_at, p.version, p.is_example,
                p.created_by, p.created_at, m.title, m.held_on, m.stage
         FROM meeting_pledge p
         JOIN meeting m ON m.taskforce_id = p.taskforce_id AND m.id = p.meeting_id
         WHERE p.taskforce_id = $1 AND p.judged_in = $2 ORDER BY p.due_on, p.created_at, p.id"
    );
    tx.all(sql, args![taskforce, meeting]).await?.iter().map(pledge).collect()
}

/// What an office pledged: what is open first, by its day, then the rest, the latest first.
pub async fn list_pledges_of_agency(
    tx: &mut Tx,
    taskforce: TaskForceId,
    agency: AgencyId,
    limit: i64,
) -> Result<Vec<PledgeRow>> {
    let sql = sql!(
        "SELECT p.taskforce_id, p.id, p.meeting_id, p.agency_id, p.text, p.due_on, p.indicator_id,
                p.state, p.note, p.judged_in, p.judged_by, p.judged_at, p.version, p.is_example,
                p.created_by, p.created_at, m.title, m.held_on, m.stage
         FROM meeting_pledge p
         JOIN meeting m ON m.taskforce_id = p.taskforce_id AND m.id = p.meeting_id
         WHERE p.taskforce_id = $1 AND p.agency_id = $2
         ORDER BY CASE WHEN p.state = 'given' THEN 0 ELSE 1 END,
                  CASE WHEN p.state = 'given' THEN p.due_on ELSE '' END,
                  p.judged_at DESC, p.id LIMIT $3"
    );
    tx.all(sql, args![taskforce, agency, limit]).await?.iter().map(pledge).collect()
}

/// Adds a pledge.
///
/// # Errors
/// `Taken` where one with this id exists.
pub async fn insert_pledge(tx: &mut Tx, row: &PledgeRow) -> Result<()> {
    let sql = sql!(
        "INSERT INTO meeting_pledge (taskforce_id, id, meeting_id, agency_id, text, due_on,
             indicator_id, state, note, version, is_example, created_by, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
    );
    let values = args![
        row.taskforce,
        row.id,
        row.meeting,
        row.pledge.agency,
        row.pledge.text,
        row.pledge.due_on,
        row.pledge.indicator,
        row.state.code(),
        row.note,
        row.version,
        row.is_example,
        row.created_by,
        row.created_at,
    ];
    tx.run(sql, values).await?;
    Ok(())
}

/// Keeps what was found of a pledge; false where it has another version by now.
pub async fn update_pledge(tx: &mut Tx, row: &PledgeRow) -> Result<bool> {
    let sql = sql!(
        "UPDATE meeting_pledge SET state = $4, note = $5, judged_in = $6, judged_by = $7,
             judged_at = $8, version = version + 1
         WHERE taskforce_id = $1 AND id = $2 AND version = $3"
    );
    let (by, at) = row.judged.map_or((None, None), |(by, at)| (by, Some(at)));
    let values = args![
        row.taskforce,
        row.id,
        row.version,
        row.state.code(),
        row.note,
        row.judged_in,
        by,
        at,
    ];
    Ok(tx.run(sql, values).await? == 1)
}

/// Takes a pledge out that was written down by mistake and not judged; false where it was.
pub async fn delete_pledge(tx: &mut Tx, taskforce: TaskForceId, id: PledgeId) -> Result<bool> {
    let sql =
        sql!("DELETE FROM meeting_pledge WHERE taskforce_id = $1 AND id = $2 AND state = 'given'");
    Ok(tx.run(sql, args![taskforce, id]).await? == 1)
}
