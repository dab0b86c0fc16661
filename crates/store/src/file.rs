//! Files and their chunks. A file never changes after it was inserted.

use domain::{
    file::{FileClass, FileKind},
    id::{AccountId, FileId, TaskForceId},
    time::Instant,
};

use crate::{Result, Row, StoreError, Tx, args, sql};

/// A stored file without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRow {
    /// Whose it is.
    pub taskforce: TaskForceId,
    /// Identifier.
    pub id: FileId,
    /// Who may open it.
    pub class: FileClass,
    /// What the stored bytes are.
    pub kind: FileKind,
    /// Neutral name for the download.
    pub name: String,
    /// Bytes stored.
    pub size: i64,
    /// SHA-256 of what is stored.
    pub sha256: Vec<u8>,
    /// Bytes that were sent.
    pub original_size: i64,
    /// SHA-256 of what was sent, before its metadata was removed.
    pub original_sha256: Vec<u8>,
    /// How a picture looks, in 64 bits; none for other files and where that says nothing.
    pub picture_hash: Option<i64>,
    /// Who sent it; nobody for the command line.
    pub created_by: Option<AccountId>,
    /// When.
    pub created_at: Instant,
}

fn file(row: &Row) -> Result<FileRow> {
    let (class, kind): (String, String) = (row.get(2)?, row.get(3)?);
    Ok(FileRow {
        taskforce: row.get(0)?,
        id: row.get(1)?,
        class: FileClass::from_code(&class).ok_or(StoreError::Shape(class))?,
        kind: FileKind::from_code(&kind).ok_or(StoreError::Shape(kind))?,
        name: row.get(4)?,
        size: row.get(5)?,
        sha256: row.get(6)?,
        original_size: row.get(7)?,
        original_sha256: row.get(8)?,
        picture_hash: row.get(9)?,
        created_by: row.get(10)?,
        created_at: row.get(11)?,
    })
}

/// The file of this task force.
///
/// # Errors
/// `Missing` where the task force has none with this id.
pub async fn get(tx: &mut Tx, taskforce: TaskForceId, id: FileId) -> Result<FileRow> {
    let sql = sql!(
        "SELECT taskforce_id, id, class, kind, name, size, sha256, original_size, original_sha256,
                picture_hash, created_by, created_at
         FROM file WHERE taskforce_id = $1 AND id = $2"
    );
    file(&tx.one(sql, args![taskforce, id]).await?)
}

/// Adds a file; its chunks follow with [`insert_chunk`] in the same transaction.
pub async fn insert(tx: &mut Tx, row: &FileRow) -> Result<()> {
    let sql = sql!(
        "INSERT INTO file (taskforce_id, id, class, kind, name, size, sha256, original_size,
             original_sha256, picture_hash, created_by, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
    );
    let values = args![
        row.taskforce,
        row.id,
        row.class.code(),
        row.kind.code(),
        row.name,
        row.size,
        row.sha256,
        row.original_size,
        row.original_sha256,
        row.picture_hash,
        row.created_by,
        row.created_at,
    ];
    tx.run(sql, values).await?;
    Ok(())
}

/// The bytes of one chunk; none after the last.
pub async fn find_chunk(
    tx: &mut Tx,
    taskforce: TaskForceId,
    id: FileId,
    position: i64,
) -> Result<Option<Vec<u8>>> {
    let sql = sql!(
        "SELECT content FROM file_chunk
         WHERE taskforce_id = $1 AND file_id = $2 AND position = $3"
    );
    let row = tx.opt(sql, args![taskforce, id, position]).await?;
    row.map(|row| row.get(0)).transpose()
}

/// Adds a chunk at its position, from 0.
pub async fn insert_chunk(
    tx: &mut Tx,
    taskforce: TaskForceId,
    id: FileId,
    position: i64,
    content: &[u8],
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO file_chunk (taskforce_id, file_id, position, content) VALUES ($1, $2, $3, $4)"
    );
    tx.run(sql, args![taskforce, id, position, content]).await?;
    Ok(())
}
