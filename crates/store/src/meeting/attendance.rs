//! Who is invited, what they answer, and who came.

use domain::{
    id::{AccountId, AgencyId, AttendeeId, MeetingId, TaskForceId},
    meeting::{Answer, Attendee, Reply, Via},
    time::Instant,
};

use crate::{Result, Row, StoreError, Tx, args, sql};

/// An office that is invited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationRow {
    /// The office.
    pub agency: AgencyId,
    /// What it answers; none before it does.
    pub answer: Option<Answer>,
    /// Who answered; none for the system.
    pub replied_by: Option<AccountId>,
    /// When.
    pub replied_at: Option<Instant>,
    /// Which day, time and place it was last told of; none before it was told.
    pub told: Option<i64>,
}

/// The offices that are invited to a meeting, in byte order of their id.
pub async fn list_invitations(
    tx: &mut Tx,
    taskforce: TaskForceId,
    meeting: MeetingId,
) -> Result<Vec<InvitationRow>> {
    let sql = sql!(
        "SELECT agency_id, reply, name, title, note, replied_by, replied_at, told_facts
         FROM meeting_invitation WHERE taskforce_id = $1 AND meeting_id = $2 ORDER BY agency_id"
    );
    let invitation = |row: &Row| {
        let reply = row.get::<Option<String>>(1)?;
        let reply =
            reply.map(|code| Reply::from_code(&code).ok_or(StoreError::Shape(code))).transpose()?;
        let answer = match reply {
            Some(reply) => {
                Some(Answer { reply, name: row.get(2)?, title: row.get(3)?, note: row.get(4)? })
            }
            None => None,
        };
        Ok(InvitationRow {
            agency: row.get(0)?,
            answer,
            replied_by: row.get(5)?,
            replied_at: row.get(6)?,
            told: row.get(7)?,
        })
    };
    tx.all(sql, args![taskforce, meeting]).await?.iter().map(invitation).collect()
}

/// Notes that an office was told of this day, time and place.
pub async fn update_told(
    tx: &mut Tx,
    (taskforce, meeting, agency): (TaskForceId, MeetingId, AgencyId),
    facts: i64,
) -> Result<()> {
    let sql = sql!(
        "UPDATE meeting_invitation SET told_facts = $4
         WHERE taskforce_id = $1 AND meeting_id = $2 AND agency_id = $3"
    );
    tx.run(sql, args![taskforce, meeting, agency, facts]).await?;
    Ok(())
}

/// Every meeting with the offices that are invited to it.
pub async fn list_invited(
    tx: &mut Tx,
    taskforce: TaskForceId,
) -> Result<Vec<(MeetingId, AgencyId)>> {
    let sql = sql!(
        "SELECT meeting_id, agency_id FROM meeting_invitation WHERE taskforce_id = $1
         ORDER BY meeting_id, agency_id"
    );
    let pair = |row: &Row| Ok((row.get(0)?, row.get(1)?));
    tx.all(sql, args![taskforce]).await?.iter().map(pair).collect()
}

/// Invites an office; nothing changes where it is invited already.
pub async fn insert_invitation(
    tx: &mut Tx,
    taskforce: TaskForceId,
    meeting: MeetingId,
    agency: AgencyId,
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO meeting_invitation (taskforce_id, meeting_id, agency_id, name, title, note)
         VALUES ($1, $2, $3, '', '', '')
         ON CONFLICT (taskforce_id, meeting_id, agency_id) DO NOTHING"
    );
    tx.run(sql, args![taskforce, meeting, agency]).await?;
    Ok(())
}

/// Takes an invitation back.
pub async fn delete_invitation(
    tx: &mut Tx,
    taskforce: TaskForceId,
    meeting: MeetingId,
    agency: AgencyId,
) -> Result<()> {
    let sql = sql!(
        "DELETE FROM meeting_invitation
         WHERE taskforce_id = $1 AND meeting_id = $2 AND agency_id = $3"
    );
    tx.run(sql, args![taskforce, meeting, agency]).await?;
    Ok(())
}

/// Keeps the answer of an office; false where it is not invited.
pub async fn update_reply(
    tx: &mut Tx,
    (taskforce, meeting, agency): (TaskForceId, MeetingId, AgencyId),
    answer: &Answer,
    (by, now): (Option<AccountId>, Instant),
) -> Result<bool> {
    let sql = sql!(
        "UPDATE meeting_invitation SET reply = $4, name = $5, title = $6, note = $7,
             replied_by = $8, replied_at = $9
         WHERE taskforce_id = $1 AND meeting_id = $2 AND agency_id = $3"
    );
    let values = args![
        taskforce,
        meeting,
        agency,
        answer.reply.code(),
        answer.name,
        answer.title,
        answer.note,
        by,
        now,
    ];
    Ok(tx.run(sql, values).await? == 1)
}

/// Somebody who was there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttendeeRow {
    /// Whose it is.
    pub taskforce: TaskForceId,
    /// Identifier.
    pub id: AttendeeId,
    /// Of which meeting.
    pub meeting: MeetingId,
    /// For which office.
    pub agency: AgencyId,
    /// Who.
    pub attendee: Attendee,
    /// How the name came on the list.
    pub via: Via,
    /// Who put it there; none for the system and for the door.
    pub created_by: Option<AccountId>,
    /// When.
    pub created_at: Instant,
}

/// Who was at a meeting, in the order in which they came.
pub async fn list_attendees(
    tx: &mut Tx,
    taskforce: TaskForceId,
    meeting: MeetingId,
) -> Result<Vec<AttendeeRow>> {
    let sql = sql!(
        "SELECT taskforce_id, id, meeting_id, agency_id, name, title, stands_in, via, created_by,
                created_at
         FROM meeting_attendee WHERE taskforce_id = $1 AND meeting_id = $2
         ORDER BY created_at, id"
    );
    let attendee = |row: &Row| {
        let via: String = row.get(7)?;
        Ok(AttendeeRow {
            taskforce: row.get(0)?,
            id: row.get(1)?,
            meeting: row.get(2)?,
            agency: row.get(3)?,
            attendee: Attendee { name: row.get(4)?, title: row.get(5)?, stands_in: row.get(6)? },
            via: Via::from_code(&via).ok_or(StoreError::Shape(via))?,
            created_by: row.get(8)?,
            created_at: row.get(9)?,
        })
    };
    tx.all(sql, args![taskforce, meeting]).await?.iter().map(attendee).collect()
}

/// Puts somebody on the list.
///
/// # Errors
/// `Taken` where the office has somebody of this name on it already.
pub async fn insert_attendee(tx: &mut Tx, row: &AttendeeRow) -> Result<()> {
    let sql = sql!(
        "INSERT INTO meeting_attendee (taskforce_id, id, meeting_id, agency_id, name, name_key,
             title, stands_in, via, created_by, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
    );
    let one = &row.attendee;
    let values = args![
        row.taskforce,
        row.id,
        row.meeting,
        row.agency,
        one.name,
        one.key(),
        one.title,
        one.stands_in,
        row.via.code(),
        row.created_by,
        row.created_at,
    ];
    tx.run(sql, values).await?;
    Ok(())
}

/// Takes somebody off the list; false where nobody with this id is on it.
pub async fn delete_attendee(
    tx: &mut Tx,
    taskforce: TaskForceId,
    meeting: MeetingId,
    id: AttendeeId,
) -> Result<bool> {
    let sql = sql!(
        "DELETE FROM meeting_attendee WHERE taskforce_id = $1 AND meeting_id = $2 AND id = $3"
    );
    Ok(tx.run(sql, args![taskforce, meeting, id]).await? == 1)
}
