//! Items of agendas, what was said to them, and what offices wish to be spoken of.

use domain::{
    id::{AccountId, AgencyId, IndicatorId, ItemId, MeetingId, TaskForceId, WishId},
    meeting::{Source, Stage},
    time::{Date, Instant},
};

use crate::{Result, Row, StoreError, Tx, args, sql};

/// A stored item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemRow {
    /// Whose it is.
    pub taskforce: TaskForceId,
    /// Identifier.
    pub id: ItemId,
    /// Of which meeting.
    pub meeting: MeetingId,
    /// Its place, from 0.
    pub position: i64,
    /// What is spoken of.
    pub title: String,
    /// What must be known beforehand.
    pub note: String,
    /// Why it stands there.
    pub source: Source,
    /// Whether it was taken off by hand.
    pub is_removed: bool,
    /// What was said.
    pub discussion: String,
    /// Counts the edits of the discussion.
    pub version: i64,
}

fn read<T: std::str::FromStr>(text: String) -> Result<T> {
    text.parse().map_err(|_| StoreError::Shape(text))
}

fn source(code: String, subject: Option<String>) -> Result<Source> {
    let id =
        |subject: Option<String>| subject.ok_or_else(|| StoreError::Shape("no subject".into()));
    Ok(match code.as_str() {
        "own" => Source::Own,
        "red" => Source::Red(read(id(subject)?)?),
        "action" => Source::Action(read(id(subject)?)?),
        "returned" => Source::Returned(read(id(subject)?)?),
        "wish" => Source::Wish(read(id(subject)?)?),
        "pledges" => Source::Pledges,
        _ => return Err(StoreError::Shape(code)),
    })
}

fn subject(source: Source) -> Option<String> {
    match source {
        Source::Own | Source::Pledges => None,
        Source::Red(id) | Source::Returned(id) => Some(id.to_string()),
        Source::Action(id) => Some(id.to_string()),
        Source::Wish(id) => Some(id.to_string()),
    }
}

fn item(row: &Row) -> Result<ItemRow> {
    Ok(ItemRow {
        taskforce: row.get(0)?,
        id: row.get(1)?,
        meeting: row.get(2)?,
        position: row.get(3)?,
        title: row.get(4)?,
        note: row.get(5)?,
        source: source(row.get(6)?, row.get(7)?)?,
        is_removed: row.get(8)?,
        discussion: row.get(9)?,
        version: row.get(10)?,
    })
}

/// The items of a meeting in order, those taken off too.
pub async fn list_items(
    tx: &mut Tx,
    taskforce: TaskForceId,
    meeting: MeetingId,
) -> Result<Vec<ItemRow>> {
    let sql = sql!(
        "SELECT taskforce_id, id, meeting_id, position, title, note, source, subject_id,
                is_removed, discussion, version
         FROM meeting_item WHERE taskforce_id = $1 AND meeting_id = $2 ORDER BY position, id"
    );
    tx.all(sql, args![taskforce, meeting]).await?.iter().map(item).collect()
}

/// How many items stand on an agenda.
pub async fn count_items(tx: &mut Tx, taskforce: TaskForceId, meeting: MeetingId) -> Result<i64> {
    let sql = sql!(
        "SELECT COUNT(*) FROM meeting_item
         WHERE taskforce_id = $1 AND meeting_id = $2 AND is_removed = $3"
    );
    tx.one(sql, args![taskforce, meeting, false]).await?.get(0)
}

/// An item of a meeting.
///
/// # Errors
/// `Missing` where the meeting has none with this id.
pub async fn get_item(
    tx: &mut Tx,
    taskforce: TaskForceId,
    meeting: MeetingId,
    id: ItemId,
) -> Result<ItemRow> {
    let sql = sql!(
        "SELECT taskforce_id, id, meeting_id, position, title, note, source, subject_id,
                is_removed, discussion, version
         FROM meeting_item WHERE taskforce_id = $1 AND meeting_id = $2 AND id = $3"
    );
    item(&tx.one(sql, args![taskforce, meeting, id]).await?)
}

/// Adds an item.
pub async fn insert_item(tx: &mut Tx, row: &ItemRow) -> Result<()> {
    let sql = sql!(
        "INSERT INTO meeting_item (taskforce_id, id, meeting_id, position, title, note, source,
             subject_id, is_removed, discussion, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
    );
    let values = args![
        row.taskforce,
        row.id,
        row.meeting,
        row.position,
        row.title,
        row.note,
        row.source.code(),
        subject(row.source),
        row.is_removed,
        row.discussion,
        row.version,
    ];
    tx.run(sql, values).await?;
    Ok(())
}

/// Changes what an item says, and whether it stands there.
pub async fn update_item(tx: &mut Tx, row: &ItemRow) -> Result<()> {
    let sql = sql!(
        "UPDATE meeting_item SET title = $3, note = $4, is_removed = $5
         WHERE taskforce_id = $1 AND id = $2"
    );
    tx.run(sql, args![row.taskforce, row.id, row.title, row.note, row.is_removed]).await?;
    Ok(())
}

/// Moves an item to another place.
pub async fn update_place(
    tx: &mut Tx,
    taskforce: TaskForceId,
    id: ItemId,
    position: i64,
) -> Result<()> {
    let sql = sql!("UPDATE meeting_item SET position = $3 WHERE taskforce_id = $1 AND id = $2");
    tx.run(sql, args![taskforce, id, position]).await?;
    Ok(())
}

/// Writes what was said; false where the item has another version by now.
pub async fn update_discussion(
    tx: &mut Tx,
    taskforce: TaskForceId,
    id: ItemId,
    (said, version): (&str, i64),
) -> Result<bool> {
    let sql = sql!(
        "UPDATE meeting_item SET discussion = $4, version = version + 1
         WHERE taskforce_id = $1 AND id = $2 AND version = $3"
    );
    Ok(tx.run(sql, args![taskforce, id, version, said]).await? == 1)
}

/// The meetings on whose agenda something stands.
pub async fn list_about(
    tx: &mut Tx,
    taskforce: TaskForceId,
    about: Source,
) -> Result<Vec<MeetingId>> {
    let sql = sql!(
        "SELECT meeting_id FROM meeting_item
         WHERE taskforce_id = $1 AND subject_id = $2 AND source = $3 AND is_removed = $4"
    );
    let values = args![taskforce, subject(about), about.code(), false];
    tx.all(sql, values).await?.iter().map(|row| row.get(0)).collect()
}

/// A meeting on whose agenda a row of the plan stands or stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TouchRow {
    /// The row.
    pub indicator: IndicatorId,
    /// The meeting.
    pub meeting: MeetingId,
    /// What it is called.
    pub title: String,
    /// Its day.
    pub held_on: Date,
    /// Where it stands.
    pub stage: Stage,
}

/// Meetings that touched rows of the plan, by an item about the row or by an action that serves
/// it, the latest first; of one row, or of all. Meetings that were called off don't count.
pub async fn list_touches(
    tx: &mut Tx,
    taskforce: TaskForceId,
    indicator: Option<IndicatorId>,
) -> Result<Vec<TouchRow>> {
    let sql = sql!(
        "SELECT t.indicator_id, m.id, m.title, m.held_on, m.stage
         FROM (SELECT i.meeting_id, i.subject_id AS indicator_id FROM meeting_item i
               WHERE i.taskforce_id = $1 AND i.source IN ('red', 'returned')
                 AND i.is_removed = $3
               UNION
               SELECT a.meeting_id, a.indicator_id FROM action a
               WHERE a.taskforce_id = $1 AND a.indicator_id IS NOT NULL) t
         JOIN meeting m ON m.taskforce_id = $1 AND m.id = t.meeting_id
         WHERE m.stage <> 'cancelled' AND m.kind <> 'case_conference'
           AND (CAST($2 AS TEXT) IS NULL OR t.indicator_id = $2)
         ORDER BY m.held_on DESC, m.id DESC"
    );
    let touch = |row: &Row| {
        let stage: String = row.get(4)?;
        Ok(TouchRow {
            indicator: row.get(0)?,
            meeting: row.get(1)?,
            title: row.get(2)?,
            held_on: row.get(3)?,
            stage: Stage::from_code(&stage).ok_or(StoreError::Shape(stage))?,
        })
    };
    tx.all(sql, args![taskforce, indicator, false]).await?.iter().map(touch).collect()
}

/// What an office wishes to be spoken of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WishRow {
    /// Whose it is.
    pub taskforce: TaskForceId,
    /// Identifier.
    pub id: WishId,
    /// The office that asks.
    pub agency: AgencyId,
    /// What is to be spoken of.
    pub title: String,
    /// Why.
    pub note: String,
    /// Who asked; none for the system.
    pub created_by: Option<AccountId>,
    /// When.
    pub created_at: Instant,
}

fn wish(row: &Row) -> Result<WishRow> {
    Ok(WishRow {
        taskforce: row.get(0)?,
        id: row.get(1)?,
        agency: row.get(2)?,
        title: row.get(3)?,
        note: row.get(4)?,
        created_by: row.get(5)?,
        created_at: row.get(6)?,
    })
}

/// Wishes that no meeting has taken up and nobody has withdrawn, the oldest first. A meeting that
/// was called off has taken nothing up.
pub async fn list_wishes(tx: &mut Tx, taskforce: TaskForceId) -> Result<Vec<WishRow>> {
    let sql = sql!(
        "SELECT w.taskforce_id, w.id, w.agency_id, w.title, w.note, w.created_by, w.created_at
         FROM meeting_wish w
         WHERE w.taskforce_id = $1 AND w.withdrawn_at IS NULL AND NOT EXISTS (
             SELECT 1 FROM meeting_item i
             JOIN meeting m ON m.taskforce_id = i.taskforce_id AND m.id = i.meeting_id
             WHERE i.taskforce_id = $1 AND i.source = 'wish' AND i.subject_id = w.id
               AND i.is_removed = $2 AND m.stage <> 'cancelled')
         ORDER BY w.created_at, w.id"
    );
    tx.all(sql, args![taskforce, false]).await?.iter().map(wish).collect()
}

/// A wish of a task force.
///
/// # Errors
/// `Missing` where the task force has none with this id.
pub async fn get_wish(tx: &mut Tx, taskforce: TaskForceId, id: WishId) -> Result<WishRow> {
    let sql = sql!(
        "SELECT taskforce_id, id, agency_id, title, note, created_by, created_at
         FROM meeting_wish WHERE taskforce_id = $1 AND id = $2"
    );
    wish(&tx.one(sql, args![taskforce, id]).await?)
}

/// Adds a wish.
pub async fn insert_wish(tx: &mut Tx, row: &WishRow) -> Result<()> {
    let sql = sql!(
        "INSERT INTO meeting_wish (taskforce_id, id, agency_id, title, note, created_by,
             created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)"
    );
    let values = args![
        row.taskforce,
        row.id,
        row.agency,
        row.title,
        row.note,
        row.created_by,
        row.created_at,
    ];
    tx.run(sql, values).await?;
    Ok(())
}

/// Takes a wish back.
pub async fn update_wish_withdrawn(
    tx: &mut Tx,
    taskforce: TaskForceId,
    id: WishId,
    now: Instant,
) -> Result<()> {
    let sql = sql!(
        "UPDATE meeting_wish SET withdrawn_at = $3
         WHERE taskforce_id = $1 AND id = $2 AND withdrawn_at IS NULL"
    );
    tx.run(sql, args![taskforce, id, now]).await?;
    Ok(())
}
