//! Sessions, and whom a cookie belongs to.

use domain::{
    account::{AccountState, Assignment},
    id::{AccountId, AgencyId, AssignmentId, SessionId, TaskForceId},
    time::{Date, Instant},
};

use crate::{Result, Row, Tx, args, sql};

/// A stored session.
#[derive(Debug, Clone)]
pub struct SessionRow {
    /// Identifier, for lists and sign-out.
    pub id: SessionId,
    /// Hash of the cookie's secret.
    pub token_hash: Vec<u8>,
    /// Whose it is.
    pub account: AccountId,
    /// The assignment acted under.
    pub assignment: Option<AssignmentId>,
    /// Secret half of the person key, sealed under the cookie's secret.
    pub person_secret_sealed: Vec<u8>,
    /// Browser and system, shortened.
    pub agent: String,
    /// Sign-in.
    pub created_at: Instant,
    /// Last request, to the minute.
    pub seen_at: Instant,
    /// End, whatever happens.
    pub expires_at: Instant,
}

fn session(row: &Row) -> Result<SessionRow> {
    Ok(SessionRow {
        id: row.get(0)?,
        token_hash: row.get(1)?,
        account: row.get(2)?,
        assignment: row.get(3)?,
        person_secret_sealed: row.get(4)?,
        agent: row.get(5)?,
        created_at: row.get(6)?,
        seen_at: row.get(7)?,
        expires_at: row.get(8)?,
    })
}

/// Adds a session.
pub async fn insert_session(tx: &mut Tx, row: &SessionRow) -> Result<()> {
    let sql = sql!(
        "INSERT INTO session (id, token_hash, account_id, assignment_id, person_secret_sealed,
             agent, created_at, seen_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    );
    let values = args![
        row.id,
        row.token_hash,
        row.account,
        row.assignment,
        row.person_secret_sealed,
        row.agent,
        row.created_at,
        row.seen_at,
        row.expires_at,
    ];
    tx.run(sql, values).await?;
    Ok(())
}

/// Who a cookie belongs to: session, account and assignment in one look, for every request.
#[derive(Debug, Clone)]
pub struct SignedRow {
    /// Session.
    pub session: SessionId,
    /// Account.
    pub account: AccountId,
    /// User name.
    pub username: String,
    /// Name of the person.
    pub name: String,
    /// Whether the account can be used.
    pub active: bool,
    /// Whether the password must be changed first.
    pub must_change: bool,
    /// Last request, to the minute.
    pub seen_at: Instant,
    /// End of the session.
    pub expires_at: Instant,
    /// Notices of the task force acted for that were not opened yet.
    pub unread: i64,
    /// The assignment acted under; none where it was never chosen.
    pub assignment: Option<Assignment>,
    /// The task force of the assignment.
    pub taskforce: Option<SignedTaskforce>,
}

/// What every page says of the task force it is for.
#[derive(Debug, Clone)]
pub struct SignedTaskforce {
    /// Its name.
    pub name: String,
    /// Code of its region.
    pub region_code: String,
    /// Code of its zone.
    pub zone: String,
    /// Whether it is filled with examples.
    pub demo: bool,
    /// Usual short name of the agency acted for.
    pub agency: Option<String>,
    /// First and last day of the running term.
    pub term: Option<(Date, Date)>,
}

/// The session with this token hash, whatever its state; the rule decides.
pub async fn find_signed(tx: &mut Tx, token_hash: &[u8]) -> Result<Option<SignedRow>> {
    let sql = sql!(
        "SELECT s.id, a.id, a.username, a.name, a.state, a.must_change, s.seen_at, s.expires_at,
                m.id, m.role, m.taskforce_id, m.agency_id, m.desk_id, m.region_code, m.valid_from,
                m.valid_to, t.name, t.region_code, t.zone, t.demo, g.short_name, r.valid_from, r.valid_to,
                (SELECT COUNT(*) FROM notice n
                 WHERE n.account_id = a.id AND n.taskforce_id = t.id AND n.read_at IS NULL)
         FROM session s
         JOIN account a ON a.id = s.account_id
         LEFT JOIN assignment m ON m.id = s.assignment_id AND m.account_id = a.id
         LEFT JOIN taskforce t ON t.id = m.taskforce_id
         LEFT JOIN agency g ON g.id = m.agency_id
         LEFT JOIN taskforce_term r ON r.taskforce_id = t.id AND r.state = 'running'
         WHERE s.token_hash = $1"
    );
    let Some(row) = tx.opt(sql, args![token_hash]).await? else { return Ok(None) };
    let account: AccountId = row.get(1)?;
    let assignment = match row.get::<Option<AssignmentId>>(8)? {
        Some(id) => Some(Assignment {
            id,
            account,
            role: row.get(9)?,
            taskforce: row.get::<Option<TaskForceId>>(10)?,
            agency: row.get::<Option<AgencyId>>(11)?,
            desk: row.get(12)?,
            region: row.get(13)?,
            from: row.get(14)?,
            to: row.get(15)?,
        }),
        None => None,
    };
    Ok(Some(SignedRow {
        session: row.get(0)?,
        account,
        username: row.get(2)?,
        name: row.get(3)?,
        active: row.get::<String>(4)? == AccountState::Active.code(),
        must_change: row.get(5)?,
        seen_at: row.get(6)?,
        expires_at: row.get(7)?,
        unread: row.get(23)?,
        assignment,
        taskforce: signed_taskforce(&row)?,
    }))
}

fn signed_taskforce(row: &Row) -> Result<Option<SignedTaskforce>> {
    let Some(name) = row.get::<Option<String>>(16)? else { return Ok(None) };
    let term = row.get::<Option<Date>>(21)?.zip(row.get::<Option<Date>>(22)?);
    Ok(Some(SignedTaskforce {
        name,
        region_code: row.get(17)?,
        zone: row.get(18)?,
        demo: row.get(19)?,
        agency: row.get(20)?,
        term,
    }))
}

/// Sessions of an account, newest first.
pub async fn list_sessions(tx: &mut Tx, account: AccountId) -> Result<Vec<SessionRow>> {
    let sql = sql!(
        "SELECT id, token_hash, account_id, assignment_id, person_secret_sealed, agent, created_at,
                seen_at, expires_at
         FROM session WHERE account_id = $1 ORDER BY created_at DESC, id"
    );
    tx.all(sql, args![account]).await?.iter().map(session).collect()
}

/// Notes that a session was used.
pub async fn update_seen(tx: &mut Tx, id: SessionId, now: Instant) -> Result<()> {
    tx.run(sql!("UPDATE session SET seen_at = $2 WHERE id = $1"), args![id, now]).await?;
    Ok(())
}

/// Lets a session act under another assignment.
pub async fn update_session_assignment(
    tx: &mut Tx,
    id: SessionId,
    assignment: AssignmentId,
) -> Result<()> {
    tx.run(sql!("UPDATE session SET assignment_id = $2 WHERE id = $1"), args![id, assignment])
        .await?;
    Ok(())
}

/// Ends one session of an account; false where it is not theirs.
pub async fn delete_session(tx: &mut Tx, account: AccountId, id: SessionId) -> Result<bool> {
    let sql = sql!("DELETE FROM session WHERE account_id = $1 AND id = $2");
    Ok(tx.run(sql, args![account, id]).await? == 1)
}

/// Ends every session of an account and returns how many there were.
pub async fn delete_sessions(tx: &mut Tx, account: AccountId) -> Result<u64> {
    tx.run(sql!("DELETE FROM session WHERE account_id = $1"), args![account]).await
}

/// Removes sessions that have ended.
pub async fn delete_expired_sessions(
    tx: &mut Tx,
    now: Instant,
    idle_before: Instant,
) -> Result<u64> {
    let sql = sql!("DELETE FROM session WHERE expires_at <= $1 OR seen_at <= $2");
    tx.run(sql, args![now, idle_before]).await
}
