//! Links by which one office reports without an account, and offices whose head approves.

use domain::{
    id::{AccountId, AgencyId, LinkId, PlanId, TaskForceId},
    time::Instant,
};

use crate::{Result, Row, Tx, args, sql};

/// A link; its token is known to its holder alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkRow {
    /// Whose it is.
    pub taskforce: TaskForceId,
    /// Identifier.
    pub id: LinkId,
    /// The one agency it reports for.
    pub agency: AgencyId,
    /// To whom it was given.
    pub holder: String,
    /// Hash of the token.
    pub token_hash: Vec<u8>,
    /// Who gave it; none for the system.
    pub issued_by: Option<AccountId>,
    /// When.
    pub issued_at: Instant,
    /// From when on it is dead.
    pub expires_at: Instant,
    /// When it was taken back.
    pub revoked_at: Option<Instant>,
    /// When the last report was sent by it.
    pub used_at: Option<Instant>,
    /// How many reports were sent by it.
    pub uses: i64,
}

impl LinkRow {
    /// Whether it works at this moment.
    pub fn is_live(&self, now: Instant) -> bool {
        self.revoked_at.is_none() && now < self.expires_at
    }
}

fn link(row: &Row) -> Result<LinkRow> {
    Ok(LinkRow {
        taskforce: row.get(0)?,
        id: row.get(1)?,
        agency: row.get(2)?,
        holder: row.get(3)?,
        token_hash: row.get(4)?,
        issued_by: row.get(5)?,
        issued_at: row.get(6)?,
        expires_at: row.get(7)?,
        revoked_at: row.get(8)?,
        used_at: row.get(9)?,
        uses: row.get(10)?,
    })
}

/// The link with this token, dead or alive.
pub async fn find_link(tx: &mut Tx, token_hash: &[u8]) -> Result<Option<LinkRow>> {
    let sql = sql!(
        "SELECT taskforce_id, id, agency_id, holder, token_hash, issued_by, issued_at, expires_at,
                revoked_at, used_at, uses
         FROM report_link WHERE token_hash = $1"
    );
    tx.opt(sql, args![token_hash]).await?.as_ref().map(link).transpose()
}

/// A link of a task force.
///
/// # Errors
/// `Missing` where the task force has none with this id.
pub async fn get_link(tx: &mut Tx, taskforce: TaskForceId, id: LinkId) -> Result<LinkRow> {
    let sql = sql!(
        "SELECT taskforce_id, id, agency_id, holder, token_hash, issued_by, issued_at, expires_at,
                revoked_at, used_at, uses
         FROM report_link WHERE taskforce_id = $1 AND id = $2"
    );
    link(&tx.one(sql, args![taskforce, id]).await?)
}

/// Every link of a task force, the latest first.
pub async fn list_links(tx: &mut Tx, taskforce: TaskForceId) -> Result<Vec<LinkRow>> {
    let sql = sql!(
        "SELECT taskforce_id, id, agency_id, holder, token_hash, issued_by, issued_at, expires_at,
                revoked_at, used_at, uses
         FROM report_link WHERE taskforce_id = $1 ORDER BY issued_at DESC, id"
    );
    tx.all(sql, args![taskforce]).await?.iter().map(link).collect()
}

/// Adds a link.
pub async fn insert_link(tx: &mut Tx, row: &LinkRow) -> Result<()> {
    let sql = sql!(
        "INSERT INTO report_link (taskforce_id, id, agency_id, holder, token_hash, issued_by,
             issued_at, expires_at, revoked_at, used_at, uses)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
    );
    let values = args![
        row.taskforce,
        row.id,
        row.agency,
        row.holder,
        row.token_hash,
        row.issued_by,
        row.issued_at,
        row.expires_at,
        row.revoked_at,
        row.used_at,
        row.uses,
    ];
    tx.run(sql, values).await?;
    Ok(())
}

/// Takes a link back; false where it is dead already.
pub async fn update_link_revoked(
    tx: &mut Tx,
    taskforce: TaskForceId,
    id: LinkId,
    now: Instant,
) -> Result<bool> {
    let sql = sql!(
        "UPDATE report_link SET revoked_at = $3
         WHERE taskforce_id = $1 AND id = $2 AND revoked_at IS NULL AND expires_at > $3"
    );
    Ok(tx.run(sql, args![taskforce, id, now]).await? == 1)
}

/// Counts a report sent by a live link; false where it died in the meantime.
pub async fn update_link_used(
    tx: &mut Tx,
    taskforce: TaskForceId,
    id: LinkId,
    now: Instant,
) -> Result<bool> {
    let sql = sql!(
        "UPDATE report_link SET used_at = $3, uses = uses + 1
         WHERE taskforce_id = $1 AND id = $2 AND revoked_at IS NULL AND expires_at > $3"
    );
    Ok(tx.run(sql, args![taskforce, id, now]).await? == 1)
}

/// Lets what waits for the head of an agency go on to the secretariat; returns the plans it is of.
pub async fn pass_unapproved(
    tx: &mut Tx,
    taskforce: TaskForceId,
    agency: AgencyId,
) -> Result<Vec<PlanId>> {
    let sql = sql!(
        "UPDATE realisation SET state = 'submitted', version = version + 1
         WHERE taskforce_id = $1 AND agency_id = $2 AND state = 'unapproved' RETURNING plan_id"
    );
    tx.all(sql, args![taskforce, agency]).await?.iter().map(|row| row.get(0)).collect()
}

/// Whether the head of an agency approves its reports.
pub async fn has_approval(tx: &mut Tx, taskforce: TaskForceId, agency: AgencyId) -> Result<bool> {
    let sql = sql!("SELECT 1 FROM agency_approval WHERE taskforce_id = $1 AND agency_id = $2");
    Ok(tx.opt(sql, args![taskforce, agency]).await?.is_some())
}

/// Asks the head of an agency to approve its reports from now on.
pub async fn insert_approval(
    tx: &mut Tx,
    taskforce: TaskForceId,
    agency: AgencyId,
    (by, now): (Option<AccountId>, Instant),
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO agency_approval (taskforce_id, agency_id, set_by, set_at)
         VALUES ($1, $2, $3, $4) ON CONFLICT (taskforce_id, agency_id) DO NOTHING"
    );
    tx.run(sql, args![taskforce, agency, by, now]).await?;
    Ok(())
}

/// Lets the reports of an agency go to the secretariat at once.
pub async fn delete_approval(tx: &mut Tx, taskforce: TaskForceId, agency: AgencyId) -> Result<()> {
    let sql = sql!("DELETE FROM agency_approval WHERE taskforce_id = $1 AND agency_id = $2");
    tx.run(sql, args![taskforce, agency]).await?;
    Ok(())
}
