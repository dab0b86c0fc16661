//! Files that were previewed and wait to be confirmed.

use domain::{
    id::{AccountId, ImportId},
    time::{Date, Instant},
};

use crate::{Result, Tx, args, sql};

/// A previewed file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadRow {
    /// Identifier, carried by the form that confirms it.
    pub id: ImportId,
    /// Who uploaded it; nobody else can confirm it.
    pub account: AccountId,
    /// Its name, to be shown.
    pub file_name: String,
    /// Its bytes.
    pub content: Vec<u8>,
    /// Day on which its changes take effect.
    pub from: Date,
}

/// Keeps a previewed file.
pub async fn insert_upload(tx: &mut Tx, row: &UploadRow, now: Instant) -> Result<()> {
    let sql = sql!(
        "INSERT INTO region_upload (id, account_id, file_name, content, valid_from, created_at)
         VALUES ($1, $2, $3, $4, $5, $6)"
    );
    tx.run(sql, args![row.id, row.account, row.file_name, row.content, row.from, now]).await?;
    Ok(())
}

/// The file that this account previewed.
pub async fn find_upload(
    tx: &mut Tx,
    id: ImportId,
    account: AccountId,
) -> Result<Option<UploadRow>> {
    let sql = sql!(
        "SELECT id, account_id, file_name, content, valid_from FROM region_upload
         WHERE id = $1 AND account_id = $2"
    );
    let row = tx.opt(sql, args![id, account]).await?;
    row.map(|row| {
        Ok(UploadRow {
            id: row.get(0)?,
            account: row.get(1)?,
            file_name: row.get(2)?,
            content: row.get(3)?,
            from: row.get(4)?,
        })
    })
    .transpose()
}

/// Forgets a file that was confirmed.
pub async fn delete_upload(tx: &mut Tx, id: ImportId) -> Result<()> {
    tx.run(sql!("DELETE FROM region_upload WHERE id = $1"), args![id]).await?;
    Ok(())
}

/// Forgets the earlier files of an account, and everybody's from before `before`.
pub async fn delete_old_uploads(tx: &mut Tx, account: AccountId, before: Instant) -> Result<u64> {
    let sql = sql!("DELETE FROM region_upload WHERE account_id = $1 OR created_at < $2");
    tx.run(sql, args![account, before]).await
}
