//! Files that were uploaded and previewed, to be confirmed.

use domain::{
    id::{AccountId, ImportId, TaskForceId},
    time::Instant,
};

use crate::{Result, Row, Tx, args, sql};

/// An uploaded file that waits for its confirmation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadRow {
    /// Whose it is.
    pub taskforce: TaskForceId,
    /// Identifier.
    pub id: ImportId,
    /// What it holds.
    pub what: Uploaded,
    /// Who uploaded it; only they see it.
    pub account: Option<AccountId>,
    /// Name of the file, as sent.
    pub file_name: String,
    /// SHA-256 of the content.
    pub sha256: Vec<u8>,
    /// The file.
    pub content: Vec<u8>,
    /// JSON: what was decided about doubts.
    pub choices: String,
    /// When it was uploaded.
    pub created_at: Instant,
    /// When it was applied; none while it waits.
    pub applied_at: Option<Instant>,
}

/// What an uploaded file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Uploaded {
    /// A plan.
    Plan,
    /// The reports of an office.
    Reports,
}

impl Uploaded {
    const fn code(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Reports => "reports",
        }
    }
}

const PREVIEWED: &str = "previewed";

fn upload(row: &Row, what: Uploaded) -> Result<UploadRow> {
    Ok(UploadRow {
        taskforce: row.get(0)?,
        id: row.get(1)?,
        what,
        account: row.get(2)?,
        file_name: row.get(3)?,
        sha256: row.get(4)?,
        content: row.get(5)?,
        choices: row.get(6)?,
        created_at: row.get(7)?,
        applied_at: row.get(8)?,
    })
}

/// An upload of this account.
///
/// # Errors
/// `Missing` where the account has none with this id in the task force.
pub async fn get_upload(
    tx: &mut Tx,
    taskforce: TaskForceId,
    account: Option<AccountId>,
    (what, id): (Uploaded, ImportId),
) -> Result<UploadRow> {
    let sql = sql!(
        "SELECT taskforce_id, id, account_id, file_name, sha256, content, choices, created_at,
                applied_at
         FROM plan_import
         WHERE taskforce_id = $1 AND id = $2 AND what = $4
           AND (account_id = $3 OR (account_id IS NULL AND CAST($3 AS TEXT) IS NULL))"
    );
    upload(&tx.one(sql, args![taskforce, id, account, what.code()]).await?, what)
}

/// Keeps an uploaded file.
pub async fn insert_upload(tx: &mut Tx, row: &UploadRow) -> Result<()> {
    let sql = sql!(
        "INSERT INTO plan_import (taskforce_id, id, account_id, file_name, sha256, content, choices,
             state, created_at, applied_at, what)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
    );
    let values = args![
        row.taskforce,
        row.id,
        row.account,
        row.file_name,
        row.sha256,
        row.content,
        row.choices,
        PREVIEWED,
        row.created_at,
        row.applied_at,
        row.what.code(),
    ];
    tx.run(sql, values).await?;
    Ok(())
}

/// Keeps what was decided about the doubts of an upload.
pub async fn update_upload_choices(
    tx: &mut Tx,
    taskforce: TaskForceId,
    id: ImportId,
    choices: &str,
) -> Result<()> {
    let sql = sql!(
        "UPDATE plan_import SET choices = $3
         WHERE taskforce_id = $1 AND id = $2 AND state = 'previewed'"
    );
    tx.run(sql, args![taskforce, id, choices]).await?;
    Ok(())
}

/// Marks an upload as applied; false where it has been already.
pub async fn update_upload_applied(
    tx: &mut Tx,
    taskforce: TaskForceId,
    id: ImportId,
    now: Instant,
) -> Result<bool> {
    let sql = sql!(
        "UPDATE plan_import SET state = 'applied', applied_at = $3
         WHERE taskforce_id = $1 AND id = $2 AND state = 'previewed'"
    );
    Ok(tx.run(sql, args![taskforce, id, now]).await? == 1)
}

/// Removes uploads from before a moment that nobody confirmed.
pub async fn delete_old_uploads(
    tx: &mut Tx,
    taskforce: TaskForceId,
    before: Instant,
) -> Result<u64> {
    let sql = sql!(
        "DELETE FROM plan_import
         WHERE taskforce_id = $1 AND state = 'previewed' AND created_at < $2"
    );
    tx.run(sql, args![taskforce, before]).await
}
