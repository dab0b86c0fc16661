//! Meetings: what is prepared, who comes, what is written down and decided.

mod attendance;
mod drafting;
mod files;
mod item;
mod link;
mod minutes;
mod paper;
mod pledge;

pub use attendance::{
    AttendeeRow, InvitationRow, delete_attendee, delete_invitation, insert_attendee,
    insert_invitation, list_attendees, list_invitations, list_invited, update_reply, update_told,
};
pub use drafting::{SettledRow, insert_settled, list_settled};
pub use files::{
    FileOf, MeetingFileRow, find_of_file, insert_file, list_files, update_file_struck,
};
pub use item::{
    ItemRow, TouchRow, WishRow, count_items, get_item, get_wish, insert_item, insert_wish,
    list_about, list_items, list_touches, list_wishes, update_discussion, update_item,
    update_place, update_wish_withdrawn,
};
pub use link::{LinkRow, find_link, insert_link, list_links, update_links_revoked};
pub use minutes::{
    DecisionRow, RemarkRow, delete_decision, get_decision, insert_decision, insert_remark,
    list_amending, list_decisions, list_remarks, next_decision, update_decision,
};

pub use paper::{
    ActivityRow, RecordRow, find_activity, find_record, insert_activity, insert_record,
    update_activity, update_record,
};
pub use pledge::{
    PledgeRow, delete_pledge, find_pledge, insert_pledge, list_judged_pledges, list_open_pledges,
    list_pledges, list_pledges_of_agency, update_pledge,
};

use domain::{
    id::{AccountId, AgencyId, MeetingId, SubTaskForceId, TaskForceId},
    meeting::{Clock, Draft, Kind, Stage, Step},
    time::{Date, Instant},
};

use crate::{Result, Row, StoreError, Tx, args, sql};

/// A stored meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingRow {
    /// Whose it is.
    pub taskforce: TaskForceId,
    /// Identifier.
    pub id: MeetingId,
    /// What was prepared.
    pub draft: Draft,
    /// Where it stands.
    pub stage: Stage,
    /// Who holds the pen, by which page, since when.
    pub pen: Option<Pen>,
    /// The code by which those at the door put themselves on the list; none while it is shut.
    pub door: Option<String>,
    /// Whether it is invented.
    pub is_example: bool,
    /// Counts the changes of what its invitation says: day, time, place.
    pub facts: i64,
    /// Counts the edits.
    pub version: i64,
    /// Who prepared it; none for the system.
    pub created_by: Option<AccountId>,
    /// When.
    pub created_at: Instant,
}

/// Who writes the minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pen {
    /// The scribe.
    pub scribe: AccountId,
    /// The page by which they write.
    pub page: String,
    /// Since when.
    pub since: Instant,
}

fn meeting(row: &Row) -> Result<MeetingRow> {
    let code: String = row.get(2)?;
    let kind = Kind::from_code(&code).ok_or(StoreError::Shape(code))?;
    let stage: String = row.get(11)?;
    let clock = |minutes: i64| {
        Clock::from_minutes(minutes).ok_or_else(|| StoreError::Shape(minutes.to_string()))
    };
    let scribe: Option<AccountId> = row.get(12)?;
    let pen = match (scribe, row.get::<Option<String>>(13)?, row.get::<Option<Instant>>(14)?) {
        (Some(scribe), Some(page), Some(since)) => Some(Pen { scribe, page, since }),
        _ => None,
    };
    Ok(MeetingRow {
        taskforce: row.get(0)?,
        id: row.get(1)?,
        draft: Draft {
            kind,
            sub: row.get::<Option<SubTaskForceId>>(3)?,
            title: row.get(4)?,
            held_on: row.get(5)?,
            starts: clock(row.get(6)?)?,
            ends: row.get::<Option<i64>>(7)?.map(clock).transpose()?,
            place: row.get(8)?,
            basis: row.get(9)?,
            note: row.get(10)?,
        },
        stage: Stage::from_code(&stage).ok_or(StoreError::Shape(stage))?,
        pen,
        is_example: row.get(15)?,
        version: row.get(16)?,
        created_by: row.get(17)?,
        created_at: row.get(18)?,
        door: row.get(19)?,
        facts: row.get(20)?,
    })
}

/// A meeting of a task force.
///
/// # Errors
/// `Missing` where the task force has none with this id.
pub async fn get(tx: &mut Tx, taskforce: TaskForceId, id: MeetingId) -> Result<MeetingRow> {
    let sql = sql!(
        "SELECT taskforce_id, id, kind, sub_id, title, held_on, starts, ends, place, basis, note,
                stage, scribe_id, pen, pen_at, is_example, version, created_by, created_at, door,
                facts
         FROM meeting WHERE taskforce_id = $1 AND id = $2"
    );
    meeting(&tx.one(sql, args![taskforce, id]).await?)
}

/// The same, or none.
pub async fn find(
    tx: &mut Tx,
    taskforce: TaskForceId,
    id: MeetingId,
) -> Result<Option<MeetingRow>> {
    match get(tx, taskforce, id).await {
        Ok(row) => Ok(Some(row)),
        Err(StoreError::Missing) => Ok(None),
        Err(other) => Err(other),
    }
}

/// Puts the writers of one meeting in a row.
pub async fn lock(tx: &mut Tx, taskforce: TaskForceId, id: MeetingId) -> Result<()> {
    let sql = sql!("UPDATE meeting SET version = version WHERE taskforce_id = $1 AND id = $2");
    tx.run(sql, args![taskforce, id]).await?;
    Ok(())
}

/// Counts a change of what is laid before people.
pub async fn update_version(tx: &mut Tx, taskforce: TaskForceId, id: MeetingId) -> Result<()> {
    let sql = sql!("UPDATE meeting SET version = version + 1 WHERE taskforce_id = $1 AND id = $2");
    tx.run(sql, args![taskforce, id]).await?;
    Ok(())
}

/// Every meeting of a task force, the latest day first.
pub async fn list(tx: &mut Tx, taskforce: TaskForceId) -> Result<Vec<MeetingRow>> {
    let sql = sql!(
        "SELECT taskforce_id, id, kind, sub_id, title, held_on, starts, ends, place, basis, note,
                stage, scribe_id, pen, pen_at, is_example, version, created_by, created_at, door,
                facts
         FROM meeting WHERE taskforce_id = $1 ORDER BY held_on DESC, starts DESC, id DESC"
    );
    tx.all(sql, args![taskforce]).await?.iter().map(meeting).collect()
}

/// Meetings at which somebody has still to do something, the oldest first: planned from `today` on,
/// and held but not locked.
pub async fn list_open(
    tx: &mut Tx,
    taskforce: TaskForceId,
    today: Date,
) -> Result<Vec<MeetingRow>> {
    let sql = sql!(
        "SELECT taskforce_id, id, kind, sub_id, title, held_on, starts, ends, place, basis, note,
                stage, scribe_id, pen, pen_at, is_example, version, created_by, created_at, door,
                facts
         FROM meeting
         WHERE taskforce_id = $1 AND stage NOT IN ('locked', 'cancelled')
           AND (stage <> 'planned' OR held_on >= $2)
         ORDER BY held_on, starts, id"
    );
    tx.all(sql, args![taskforce, today]).await?.iter().map(meeting).collect()
}

/// Meetings that are running, or planned for `today` or later, the next first.
pub async fn list_ahead(
    tx: &mut Tx,
    taskforce: TaskForceId,
    today: Date,
) -> Result<Vec<MeetingRow>> {
    let sql = sql!(
        "SELECT taskforce_id, id, kind, sub_id, title, held_on, starts, ends, place, basis, note,
                stage, scribe_id, pen, pen_at, is_example, version, created_by, created_at, door,
                facts
         FROM meeting
         WHERE taskforce_id = $1
           AND (stage = 'running' OR (stage = 'planned' AND held_on >= $2))
         ORDER BY held_on, starts, id"
    );
    tx.all(sql, args![taskforce, today]).await?.iter().map(meeting).collect()
}

/// Meetings to which an agency is invited.
pub async fn list_of_agency(
    tx: &mut Tx,
    taskforce: TaskForceId,
    agency: AgencyId,
) -> Result<Vec<MeetingId>> {
    let sql = sql!(
        "SELECT meeting_id FROM meeting_invitation WHERE taskforce_id = $1 AND agency_id = $2"
    );
    tx.all(sql, args![taskforce, agency]).await?.iter().map(|row| row.get(0)).collect()
}

/// Adds a meeting.
pub async fn insert(tx: &mut Tx, row: &MeetingRow) -> Result<()> {
    let sql = sql!(
        "INSERT INTO meeting (taskforce_id, id, kind, sub_id, title, held_on, starts, ends, place,
             basis, note, stage, is_example, version, created_by, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"
    );
    let one = &row.draft;
    let values = args![
        row.taskforce,
        row.id,
        one.kind.code(),
        one.sub,
        one.title,
        one.held_on,
        one.starts.minutes(),
        one.ends.map(Clock::minutes),
        one.place,
        one.basis,
        one.note,
        row.stage.code(),
        row.is_example,
        row.version,
        row.created_by,
        row.created_at,
    ];
    tx.run(sql, values).await?;
    Ok(())
}

/// Changes what was prepared; false where the meeting has another version by now.
pub async fn update(tx: &mut Tx, row: &MeetingRow) -> Result<bool> {
    let sql = sql!(
        "UPDATE meeting SET kind = $4, sub_id = $5, title = $6, held_on = $7, starts = $8,
             ends = $9, place = $10, basis = $11, note = $12, facts = $13, version = version + 1
         WHERE taskforce_id = $1 AND id = $2 AND version = $3"
    );
    let one = &row.draft;
    let values = args![
        row.taskforce,
        row.id,
        row.version,
        one.kind.code(),
        one.sub,
        one.title,
        one.held_on,
        one.starts.minutes(),
        one.ends.map(Clock::minutes),
        one.place,
        one.basis,
        one.note,
        row.facts,
    ];
    Ok(tx.run(sql, values).await? == 1)
}

/// Moves a meeting from one stage to another; false where it is at a third by now.
pub async fn update_stage(tx: &mut Tx, row: &MeetingRow, stage: Stage) -> Result<bool> {
    let sql = sql!(
        "UPDATE meeting SET stage = $4, scribe_id = NULL, pen = NULL, pen_at = NULL,
             version = version + 1
         WHERE taskforce_id = $1 AND id = $2 AND stage = $3"
    );
    let values = args![row.taskforce, row.id, row.stage.code(), stage.code()];
    Ok(tx.run(sql, values).await? == 1)
}

/// The meeting with this code at its door.
pub async fn find_door(tx: &mut Tx, door: &str) -> Result<Option<MeetingRow>> {
    let sql = sql!(
        "SELECT taskforce_id, id, kind, sub_id, title, held_on, starts, ends, place, basis, note,
                stage, scribe_id, pen, pen_at, is_example, version, created_by, created_at, door,
                facts
         FROM meeting WHERE door = $1"
    );
    tx.opt(sql, args![door]).await?.as_ref().map(meeting).transpose()
}

/// Opens the door by a code, or shuts it.
///
/// # Errors
/// `Taken` where another door has this code.
pub async fn update_door(
    tx: &mut Tx,
    taskforce: TaskForceId,
    id: MeetingId,
    door: Option<&str>,
) -> Result<()> {
    let sql = sql!("UPDATE meeting SET door = $3 WHERE taskforce_id = $1 AND id = $2");
    tx.run(sql, args![taskforce, id, door]).await?;
    Ok(())
}

/// Gives the pen to a page of an account.
pub async fn update_pen(
    tx: &mut Tx,
    taskforce: TaskForceId,
    id: MeetingId,
    pen: &Pen,
) -> Result<()> {
    let sql = sql!(
        "UPDATE meeting SET scribe_id = $3, pen = $4, pen_at = $5
         WHERE taskforce_id = $1 AND id = $2"
    );
    tx.run(sql, args![taskforce, id, pen.scribe, pen.page, pen.since]).await?;
    Ok(())
}

/// A step that a meeting took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepRow {
    /// Which.
    pub step: Step,
    /// Why; empty where it needs no reason.
    pub note: String,
    /// By whom; none for the system.
    pub taken_by: Option<AccountId>,
    /// When.
    pub taken_at: Instant,
}

/// The steps of a meeting, the latest first.
pub async fn list_steps(
    tx: &mut Tx,
    taskforce: TaskForceId,
    id: MeetingId,
) -> Result<Vec<StepRow>> {
    let sql = sql!(
        "SELECT step, note, taken_by, taken_at FROM meeting_step
         WHERE taskforce_id = $1 AND meeting_id = $2 ORDER BY position DESC"
    );
    let step = |row: &Row| {
        let code: String = row.get(0)?;
        Ok(StepRow {
            step: Step::from_code(&code).ok_or(StoreError::Shape(code))?,
            note: row.get(1)?,
            taken_by: row.get(2)?,
            taken_at: row.get(3)?,
        })
    };
    tx.all(sql, args![taskforce, id]).await?.iter().map(step).collect()
}

/// Writes a step down.
pub async fn insert_step(
    tx: &mut Tx,
    taskforce: TaskForceId,
    id: MeetingId,
    row: &StepRow,
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO meeting_step (taskforce_id, meeting_id, position, step, note, taken_by,
             taken_at)
         SELECT $1, $2, COUNT(*) + 1, $3, $4, $5, $6 FROM meeting_step
         WHERE taskforce_id = $1 AND meeting_id = $2"
    );
    let values = args![taskforce, id, row.step.code(), row.note, row.taken_by, row.taken_at];
    tx.run(sql, values).await?;
    Ok(())
}
