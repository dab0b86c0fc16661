//! Links by which offices answer an invitation without an account.

use domain::{
    id::{AccountId, AgencyId, LinkId, MeetingId, TaskForceId},
    time::Instant,
};

use crate::{Result, Row, Tx, args, sql};

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkRow {
    /// Whose it is.
    pub taskforce: TaskForceId,
    /// Identifier.
    pub id: LinkId,
    /// To which meeting.
    pub meeting: MeetingId,
    /// For which office.
    pub agency: AgencyId,
    /// Hash of its token.
    pub token_hash: Vec<u8>,
    /// Who gave it out; none where it was made for an e-mail.
    pub issued_by: Option<AccountId>,
    /// When.
    pub issued_at: Instant,
    /// When it was taken back.
    pub revoked_at: Option<Instant>,
}

fn link(row: &Row) -> Result<LinkRow> {
    Ok(LinkRow {
        taskforce: row.get(0)?,
        id: row.get(1)?,
        meeting: row.get(2)?,
        agency: row.get(3)?,
        token_hash: row.get(4)?,
        issued_by: row.get(5)?,
        issued_at: row.get(6)?,
        revoked_at: row.get(7)?,
    })
}

/// Adds a link.
pub async fn insert_link(tx: &mut Tx, row: &LinkRow) -> Result<()> {
    let sql = sql!(
        "INSERT INTO meeting_link (taskforce_id, id, meeting_id, agency_id, token_hash, issued_by,
             issued_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)"
    );
    let values = args![
        row.taskforce,
        row.id,
        row.meeting,
        row.agency,
        row.token_hash,
        row.issued_by,
        row.issued_at,
    ];
    tx.run(sql, values).await?;
    Ok(())
}

/// The link with this token hash, whatever its state; the rule decides.
pub async fn find_link(tx: &mut Tx, token_hash: &[u8]) -> Result<Option<LinkRow>> {
    let sql = sql!(
        "SELECT taskforce_id, id, meeting_id, agency_id, token_hash, issued_by, issued_at, revoked_at
         FROM meeting_link WHERE token_hash = $1"
    );
    tx.opt(sql, args![token_hash]).await?.as_ref().map(link).transpose()
}

/// The links of a meeting, the latest first.
pub async fn list_links(
    tx: &mut Tx,
    taskforce: TaskForceId,
    meeting: MeetingId,
) -> Result<Vec<LinkRow>> {
    let sql = sql!(
        "SELECT taskforce_id, id, meeting_id, agency_id, token_hash, issued_by, issued_at, revoked_at
         FROM meeting_link WHERE taskforce_id = $1 AND meeting_id = $2 ORDER BY id DESC"
    );
    tx.all(sql, args![taskforce, meeting]).await?.iter().map(link).collect()
}

/// Takes every link of an office to a meeting back; returns how many there were.
pub async fn update_links_revoked(
    tx: &mut Tx,
    (taskforce, meeting, agency): (TaskForceId, MeetingId, AgencyId),
    now: Instant,
) -> Result<u64> {
    let sql = sql!(
        "UPDATE meeting_link SET revoked_at = $4
         WHERE taskforce_id = $1 AND meeting_id = $2 AND agency_id = $3 AND revoked_at IS NULL"
    );
    tx.run(sql, args![taskforce, meeting, agency, now]).await
}
