//! Notices: who is told what, and what became of the e-mail.

mod address;
mod mail;

pub use address::{
    Reader, delete_office, delete_person, find_person, list_offices, list_readers, list_said,
    list_wishes, update_office, update_person, update_wish,
};
pub use mail::{
    Due, MailRow, Outcome, count_mails, find_due, get_mail, insert_mail, list_mails, update_again,
    update_mail,
};

use domain::{
    id::{AccountId, AgencyId, NoticeId, TaskForceId},
    notice::{About, Topic},
    time::{Date, Instant},
};
use uuid::Uuid;

use crate::{Result, Row, StoreError, Tx, args, sql};

/// Something that somebody is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeRow {
    /// Whose it is.
    pub taskforce: TaskForceId,
    /// Identifier.
    pub id: NoticeId,
    /// What is told.
    pub topic: Topic,
    /// About what.
    pub about: About,
    /// What that was called; empty for what belongs to a case conference.
    pub name: String,
    /// Its day.
    pub day: Option<Date>,
    /// The office that is told.
    pub agency: Option<AgencyId>,
    /// The person who is told; none where it is the office itself.
    pub account: Option<AccountId>,
    /// Tells one telling from the next.
    pub mark: String,
    /// When it was written.
    pub created_at: Instant,
    /// When the person opened it.
    pub read_at: Option<Instant>,
}

fn notice(row: &Row) -> Result<NoticeRow> {
    let (topic, about): (String, String) = (row.get(2)?, row.get(3)?);
    let id: Uuid = row.get(4)?;
    Ok(NoticeRow {
        taskforce: row.get(0)?,
        id: row.get(1)?,
        topic: Topic::from_code(&topic).ok_or(StoreError::Shape(topic))?,
        about: About::from_parts(&about, id).ok_or(StoreError::Shape(about))?,
        name: row.get(5)?,
        day: row.get(6)?,
        agency: row.get(7)?,
        account: row.get(8)?,
        mark: row.get(9)?,
        created_at: row.get(10)?,
        read_at: row.get(11)?,
    })
}

/// Writes a notice down; false where the same was told before.
pub async fn insert(tx: &mut Tx, row: &NoticeRow) -> Result<bool> {
    let sql = sql!(
        "INSERT INTO notice (taskforce_id, id, topic, about, about_id, about_name, about_on,
             agency_id, account_id, mark, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT DO NOTHING"
    );
    let (about, id) = row.about.parts();
    let values = args![
        row.taskforce,
        row.id,
        row.topic.code(),
        about,
        id,
        row.name,
        row.day,
        row.agency,
        row.account,
        row.mark,
        row.created_at,
    ];
    Ok(tx.run(sql, values).await? == 1)
}

/// A notice.
///
/// # Errors
/// `Missing` where the task force has none with this id.
pub async fn get(tx: &mut Tx, taskforce: TaskForceId, id: NoticeId) -> Result<NoticeRow> {
    let sql = sql!(
        "SELECT taskforce_id, id, topic, about, about_id, about_name, about_on, agency_id,
                account_id, mark, created_at, read_at
         FROM notice WHERE taskforce_id = $1 AND id = $2"
    );
    notice(&tx.one(sql, args![taskforce, id]).await?)
}

/// The newest notices of a person in a task force, before `before` where one is named.
pub async fn list(
    tx: &mut Tx,
    (taskforce, account): (TaskForceId, AccountId),
    before: Option<NoticeId>,
    limit: i64,
) -> Result<Vec<NoticeRow>> {
    let sql = sql!(
        "SELECT taskforce_id, id, topic, about, about_id, about_name, about_on, agency_id,
                account_id, mark, created_at, read_at
         FROM notice
         WHERE account_id = $2 AND taskforce_id = $1 AND (CAST($3 AS TEXT) IS NULL OR id < $3)
         ORDER BY id DESC LIMIT $4"
    );
    tx.all(sql, args![taskforce, account, before, limit]).await?.iter().map(notice).collect()
}

/// Whether the topic was told about this before, with this mark.
pub async fn is_told(
    tx: &mut Tx,
    taskforce: TaskForceId,
    (topic, about, mark): (Topic, About, &str),
) -> Result<bool> {
    let sql = sql!(
        "SELECT COUNT(*) FROM notice
         WHERE taskforce_id = $1 AND topic = $2 AND about_id = $3 AND mark = $4"
    );
    let id = about.parts().1;
    let told: i64 = tx.one(sql, args![taskforce, topic.code(), id, mark]).await?.get(0)?;
    Ok(told > 0)
}

/// Notes that a person has opened a notice, or all of them.
pub async fn update_read(
    tx: &mut Tx,
    (taskforce, account): (TaskForceId, AccountId),
    id: Option<NoticeId>,
    now: Instant,
) -> Result<()> {
    let sql = sql!(
        "UPDATE notice SET read_at = $4
         WHERE account_id = $2 AND taskforce_id = $1 AND read_at IS NULL
           AND (CAST($3 AS TEXT) IS NULL OR id = $3)"
    );
    tx.run(sql, args![taskforce, account, id, now]).await?;
    Ok(())
}
