//! Accounts and assignments; sessions have a file of their own below.

use domain::{
    account::{AccountState, Assignment},
    id::{AccountId, AssignmentId},
    time::{Date, Instant},
};

use crate::{Result, Row, StoreError, Tx, args, sql};

mod session;

pub use session::{
    SessionRow, SignedRow, SignedTaskforce, delete_expired_sessions, delete_session,
    delete_sessions, find_signed, insert_session, list_sessions, update_seen,
    update_session_assignment,
};

/// A stored account.
#[derive(Debug, Clone)]
pub struct AccountRow {
    /// Identifier.
    pub id: AccountId,
    /// Lower-case user name.
    pub username: String,
    /// Name of the person.
    pub name: String,
    /// Stored password: parameters, salt, hash of the verifier half.
    pub password: Vec<u8>,
    /// Public half of the person key.
    pub person_public: Vec<u8>,
    /// Secret half, sealed under the password.
    pub person_secret_sealed: Vec<u8>,
    /// Whether it can be used.
    pub state: AccountState,
    /// Whether the password was given by somebody else.
    pub must_change: bool,
    /// Whether the person is invented.
    pub is_example: bool,
    /// Version for edits.
    pub version: i64,
    /// When it was made.
    pub created_at: Instant,
}

fn account(row: &Row) -> Result<AccountRow> {
    let state: String = row.get(6)?;
    Ok(AccountRow {
        id: row.get(0)?,
        username: row.get(1)?,
        name: row.get(2)?,
        password: row.get(3)?,
        person_public: row.get(4)?,
        person_secret_sealed: row.get(5)?,
        state: AccountState::from_code(&state).ok_or(StoreError::Shape(state))?,
        must_change: row.get(7)?,
        is_example: row.get(8)?,
        version: row.get(9)?,
        created_at: row.get(10)?,
    })
}

/// The account `id`.
pub async fn get(tx: &mut Tx, id: AccountId) -> Result<AccountRow> {
    let sql = sql!(
        "SELECT id, username, name, password, person_public, person_secret_sealed, state,
                must_change, is_example, version, created_at
         FROM account WHERE id = $1"
    );
    account(&tx.one(sql, args![id]).await?)
}

/// The account with this lower-case user name.
pub async fn find(tx: &mut Tx, username: &str) -> Result<Option<AccountRow>> {
    let sql = sql!(
        "SELECT id, username, name, password, person_public, person_secret_sealed, state,
                must_change, is_example, version, created_at
         FROM account WHERE username = $1"
    );
    tx.opt(sql, args![username]).await?.as_ref().map(account).transpose()
}

/// Every account, by user name.
pub async fn list(tx: &mut Tx) -> Result<Vec<AccountRow>> {
    let sql = sql!(
        "SELECT id, username, name, password, person_public, person_secret_sealed, state,
                must_change, is_example, version, created_at
         FROM account ORDER BY username"
    );
    tx.all(sql, args![]).await?.iter().map(account).collect()
}

/// How many accounts there are.
pub async fn count(tx: &mut Tx) -> Result<i64> {
    tx.one(sql!("SELECT COUNT(*) FROM account"), args![]).await?.get(0)
}

/// Adds an account.
///
/// # Errors
/// `Taken` where the user name is.
pub async fn insert(tx: &mut Tx, row: &AccountRow) -> Result<()> {
    let sql = sql!(
        "INSERT INTO account (id, username, name, password, person_public, person_secret_sealed,
             state, must_change, is_example, version, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
    );
    let values = args![
        row.id,
        row.username,
        row.name,
        row.password,
        row.person_public,
        row.person_secret_sealed,
        row.state.code(),
        row.must_change,
        row.is_example,
        row.version,
        row.created_at,
    ];
    tx.run(sql, values).await?;
    Ok(())
}

/// Counts one more attempt under a name, in one step that no other attempt can share, and returns
/// the count with the time until which the name has to wait already.
pub async fn update_attempts(
    tx: &mut Tx,
    name_hash: &[u8],
    now: Instant,
) -> Result<(i64, Option<Instant>)> {
    let sql = sql!(
        "INSERT INTO sign_in_failure (name_hash, failures, blocked_until, seen_at)
         VALUES ($1, 1, NULL, $2)
         ON CONFLICT (name_hash) DO UPDATE
         SET failures = sign_in_failure.failures + 1, seen_at = excluded.seen_at
         RETURNING failures, blocked_until"
    );
    let row = tx.one(sql, args![name_hash, now]).await?;
    Ok((row.get(0)?, row.get(1)?))
}

/// Lets a name wait.
pub async fn update_blocked(
    tx: &mut Tx,
    name_hash: &[u8],
    blocked_until: Option<Instant>,
) -> Result<()> {
    let sql = sql!("UPDATE sign_in_failure SET blocked_until = $2 WHERE name_hash = $1");
    tx.run(sql, args![name_hash, blocked_until]).await?;
    Ok(())
}

/// Forgets the wrong passwords under a name, after the right one.
pub async fn delete_failures(tx: &mut Tx, name_hash: &[u8]) -> Result<()> {
    tx.run(sql!("DELETE FROM sign_in_failure WHERE name_hash = $1"), args![name_hash]).await?;
    Ok(())
}

/// Forgets names not tried since `before`.
pub async fn delete_old_failures(tx: &mut Tx, before: Instant) -> Result<u64> {
    tx.run(sql!("DELETE FROM sign_in_failure WHERE seen_at < $1"), args![before]).await
}

/// Stores a new password and the person key sealed under it.
pub async fn update_password(
    tx: &mut Tx,
    id: AccountId,
    password: &[u8],
    person_secret_sealed: &[u8],
    must_change: bool,
) -> Result<()> {
    let sql = sql!(
        "UPDATE account SET password = $2, person_secret_sealed = $3, must_change = $4,
             version = version + 1 WHERE id = $1"
    );
    tx.run(sql, args![id, password, person_secret_sealed, must_change]).await?;
    Ok(())
}

/// Moves `version` of the account to `state`; false where the version is stale.
pub async fn update_state(
    tx: &mut Tx,
    id: AccountId,
    version: i64,
    state: AccountState,
) -> Result<bool> {
    let sql =
        sql!("UPDATE account SET state = $3, version = version + 1 WHERE id = $1 AND version = $2");
    Ok(tx.run(sql, args![id, version, state.code()]).await? == 1)
}

fn assignment(row: &Row) -> Result<Assignment> {
    Ok(Assignment {
        id: row.get(0)?,
        account: row.get(1)?,
        role: row.get(2)?,
        taskforce: row.get(3)?,
        agency: row.get(4)?,
        desk: row.get(5)?,
        region: row.get(6)?,
        from: row.get(7)?,
        to: row.get(8)?,
    })
}

/// Assignments of one account, oldest first.
pub async fn list_assignments(tx: &mut Tx, of: AccountId) -> Result<Vec<Assignment>> {
    let sql = sql!(
        "SELECT id, account_id, role, taskforce_id, agency_id, desk_id, region_code, valid_from, valid_to
         FROM assignment WHERE account_id = $1 ORDER BY valid_from, id"
    );
    tx.all(sql, args![of]).await?.iter().map(assignment).collect()
}

/// Assignments of everybody, by account.
pub async fn list_all_assignments(tx: &mut Tx) -> Result<Vec<Assignment>> {
    let sql = sql!(
        "SELECT id, account_id, role, taskforce_id, agency_id, desk_id, region_code, valid_from, valid_to
         FROM assignment ORDER BY account_id, valid_from, id"
    );
    tx.all(sql, args![]).await?.iter().map(assignment).collect()
}

/// Gives an assignment.
pub async fn insert_assignment(
    tx: &mut Tx,
    row: &Assignment,
    granted_by: Option<AccountId>,
    now: Instant,
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO assignment (id, account_id, role, taskforce_id, agency_id, desk_id,
             region_code, valid_from, valid_to, granted_by, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
    );
    let values = args![
        row.id,
        row.account,
        row.role,
        row.taskforce,
        row.agency,
        row.desk,
        row.region,
        row.from,
        row.to,
        granted_by,
        now,
    ];
    tx.run(sql, values).await?;
    Ok(())
}

/// Ends an assignment with the day `to`; false where it does not exist or has ended.
pub async fn end_assignment(tx: &mut Tx, id: AssignmentId, to: Date) -> Result<bool> {
    let sql = sql!(
        "UPDATE assignment SET valid_to = $2 WHERE id = $1 AND (valid_to IS NULL OR valid_to > $2)"
    );
    Ok(tx.run(sql, args![id, to]).await? == 1)
}
