//! Files of meetings.

use domain::{
    file::FileKind,
    id::{AccountId, AgencyId, FileId, MeetingFileId, MeetingId, TaskForceId},
    meeting::{FileDraft, Kind, Sort, Stage},
    time::Instant,
};

use crate::{Result, Row, StoreError, Tx, args, sql};

/// A file that belongs to a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingFileRow {
    /// Whose it is.
    pub taskforce: TaskForceId,
    /// Identifier.
    pub id: MeetingFileId,
    /// Of which meeting.
    pub meeting: MeetingId,
    /// What it is and what is said of it.
    pub draft: FileDraft,
    /// The office that brought it; none for the secretariat.
    pub agency: Option<AgencyId>,
    /// The file itself.
    pub file: FileId,
    /// The same picture, small enough for a page.
    pub preview: Option<FileId>,
    /// Who added it; none for the system.
    pub created_by: Option<AccountId>,
    /// When.
    pub created_at: Instant,
    /// By whom and when it was struck off.
    pub struck: Option<(Option<AccountId>, Instant)>,
    /// Why; empty where it stands.
    pub struck_why: String,
    /// What the stored bytes are.
    pub kind: FileKind,
    /// Its name for the download.
    pub name: String,
    /// Bytes stored.
    pub size: i64,
    /// SHA-256 of them.
    pub sha256: Vec<u8>,
}

fn file(row: &Row) -> Result<MeetingFileRow> {
    let (sort, kind): (String, String) = (row.get(3)?, row.get(13)?);
    let struck: Option<Instant> = row.get(11)?;
    let struck_by: Option<AccountId> = row.get(10)?;
    Ok(MeetingFileRow {
        taskforce: row.get(0)?,
        id: row.get(1)?,
        meeting: row.get(2)?,
        draft: FileDraft {
            sort: Sort::from_code(&sort).ok_or(StoreError::Shape(sort))?,
            caption: row.get(7)?,
        },
        agency: row.get(4)?,
        file: row.get(5)?,
        preview: row.get(6)?,
        created_by: row.get(8)?,
        created_at: row.get(9)?,
        struck: struck.map(|at| (struck_by, at)),
        struck_why: row.get(12)?,
        kind: FileKind::from_code(&kind).ok_or(StoreError::Shape(kind))?,
        name: row.get(14)?,
        size: row.get(15)?,
        sha256: row.get(16)?,
    })
}

/// The files of a meeting, the oldest first, those that were struck off too.
pub async fn list_files(
    tx: &mut Tx,
    taskforce: TaskForceId,
    meeting: MeetingId,
) -> Result<Vec<MeetingFileRow>> {
    let sql = sql!(
        "SELECT m.taskforce_id, m.id, m.meeting_id, m.sort, m.agency_id, m.file_id, m.preview_id,
                m.caption, m.created_by, m.created_at, m.struck_by, m.struck_at, m.struck_why,
                f.kind, f.name, f.size, f.sha256
         FROM meeting_file m JOIN file f ON f.taskforce_id = m.taskforce_id AND f.id = m.file_id
         WHERE m.taskforce_id = $1 AND m.meeting_id = $2 ORDER BY m.created_at, m.id"
    );
    tx.all(sql, args![taskforce, meeting]).await?.iter().map(file).collect()
}

/// Adds a file that was stored.
///
/// # Errors
/// `Taken` where one with this id exists.
pub async fn insert_file(tx: &mut Tx, row: &MeetingFileRow) -> Result<()> {
    let sql = sql!(
        "INSERT INTO meeting_file (taskforce_id, id, meeting_id, sort, agency_id, file_id,
             preview_id, caption, created_by, created_at, struck_why)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '')"
    );
    let values = args![
        row.taskforce,
        row.id,
        row.meeting,
        row.draft.sort.code(),
        row.agency,
        row.file,
        row.preview,
        row.draft.caption,
        row.created_by,
        row.created_at,
    ];
    tx.run(sql, values).await?;
    Ok(())
}

/// Strikes a file off; false where it was already.
pub async fn update_file_struck(
    tx: &mut Tx,
    (taskforce, meeting, id): (TaskForceId, MeetingId, MeetingFileId),
    why: &str,
    (by, now): (Option<AccountId>, Instant),
) -> Result<bool> {
    let sql = sql!(
        "UPDATE meeting_file SET struck_why = $4, struck_by = $5, struck_at = $6
         WHERE taskforce_id = $1 AND meeting_id = $2 AND id = $3 AND struck_at IS NULL"
    );
    Ok(tx.run(sql, args![taskforce, meeting, id, why, by, now]).await? == 1)
}

/// To which meeting a stored file belongs, and who may open it there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileOf {
    /// The meeting.
    pub meeting: MeetingId,
    /// Its kind.
    pub kind: Kind,
    /// Where it stands.
    pub stage: Stage,
    /// What the file is to it.
    pub sort: Sort,
    /// Whether it was struck off.
    pub is_struck: bool,
}

/// The meeting that a stored file, or a small picture of it, belongs to.
pub async fn find_of_file(
    tx: &mut Tx,
    taskforce: TaskForceId,
    id: FileId,
) -> Result<Option<FileOf>> {
    let sql = sql!(
        "SELECT m.id, m.kind, m.stage, f.sort, f.struck_at FROM meeting_file f
         JOIN meeting m ON m.taskforce_id = f.taskforce_id AND m.id = f.meeting_id
         WHERE f.taskforce_id = $1 AND (f.file_id = $2 OR f.preview_id = $2)"
    );
    let Some(row) = tx.opt(sql, args![taskforce, id]).await? else { return Ok(None) };
    let (kind, stage, sort): (String, String, String) = (row.get(1)?, row.get(2)?, row.get(3)?);
    Ok(Some(FileOf {
        meeting: row.get(0)?,
        kind: Kind::from_code(&kind).ok_or(StoreError::Shape(kind))?,
        stage: Stage::from_code(&stage).ok_or(StoreError::Shape(stage))?,
        sort: Sort::from_code(&sort).ok_or(StoreError::Shape(sort))?,
        is_struck: row.get::<Option<Instant>>(4)?.is_some(),
    }))
}
