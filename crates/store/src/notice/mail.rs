//! The outbox: e-mails that wait, went out or did not, and why.

use domain::{
    id::{AccountId, AgencyId, NoticeId, TaskForceId},
    notice::{About, MailState, Reason, Topic},
    time::{Date, Instant},
};
use uuid::Uuid;

use crate::{Result, Row, StoreError, Tx, args, sql};

/// An e-mail of the log, with whom it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailRow {
    /// The notice that it carries.
    pub notice: NoticeId,
    /// What is told.
    pub topic: Topic,
    /// About what.
    pub about: About,
    /// What that was called.
    pub name: String,
    /// Its day.
    pub day: Option<Date>,
    /// The office that is told.
    pub agency: Option<AgencyId>,
    /// The person who is told, and their name.
    pub person: Option<(AccountId, String)>,
    /// Where to; empty where nobody wrote an address down.
    pub address: String,
    /// How it stands.
    pub outcome: Outcome,
    /// How often it was tried.
    pub tries: i64,
    /// When it is tried next.
    pub next_at: Option<Instant>,
    /// When the notice was written.
    pub created_at: Instant,
    /// When it was read on the page.
    pub read_at: Option<Instant>,
    /// When the e-mail went out or was given up.
    pub done_at: Option<Instant>,
}

/// How an e-mail stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Where.
    pub state: MailState,
    /// Why not, or not yet.
    pub reason: Option<Reason>,
    /// What the mail server answered, shortened.
    pub said: String,
}

/// An e-mail whose turn it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Whose it is.
    pub taskforce: TaskForceId,
    /// The notice that it carries.
    pub notice: NoticeId,
    /// Where to.
    pub address: String,
    /// How often it was tried, this time counted.
    pub tries: i64,
}

fn reason(code: Option<String>) -> Result<Option<Reason>> {
    code.map(|code| Reason::from_code(&code).ok_or(StoreError::Shape(code))).transpose()
}

fn mail(row: &Row) -> Result<MailRow> {
    let (topic, about): (String, String) = (row.get(1)?, row.get(2)?);
    let id: Uuid = row.get(3)?;
    let state: String = row.get(10)?;
    let account: Option<AccountId> = row.get(7)?;
    let name: Option<String> = row.get(8)?;
    Ok(MailRow {
        notice: row.get(0)?,
        topic: Topic::from_code(&topic).ok_or(StoreError::Shape(topic))?,
        about: About::from_parts(&about, id).ok_or(StoreError::Shape(about))?,
        name: row.get(4)?,
        day: row.get(5)?,
        agency: row.get(6)?,
        person: account.zip(name),
        address: row.get(9)?,
        outcome: Outcome {
            state: MailState::from_code(&state).ok_or(StoreError::Shape(state))?,
            reason: reason(row.get(11)?)?,
            said: row.get(12)?,
        },
        tries: row.get(13)?,
        next_at: row.get(14)?,
        created_at: row.get(15)?,
        read_at: row.get(16)?,
        done_at: row.get(17)?,
    })
}

/// Puts an e-mail into the outbox, or writes down why there is none.
pub async fn insert_mail(
    tx: &mut Tx,
    (taskforce, notice): (TaskForceId, NoticeId),
    address: &str,
    outcome: &Outcome,
    now: Instant,
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO notice_mail (taskforce_id, notice_id, address, state, reason, said, tries,
             next_at, done_at)
         VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $8)"
    );
    let waits = outcome.state == MailState::Queued;
    let values = args![
        taskforce,
        notice,
        address,
        outcome.state.code(),
        outcome.reason.map(Reason::code),
        outcome.said,
        waits.then_some(now),
        (!waits).then_some(now),
    ];
    tx.run(sql, values).await?;
    Ok(())
}

/// Takes the e-mail that waits longest past its time and holds it until `until`, so that nobody
/// else sends it meanwhile; who dies over it leaves it to be taken again then.
pub async fn find_due(tx: &mut Tx, now: Instant, until: Instant) -> Result<Option<Due>> {
    let sql = sql!(
        "UPDATE notice_mail SET next_at = $2, tries = tries + 1
         WHERE state = 'queued' AND next_at <= $1
           AND (taskforce_id, notice_id) = (
               SELECT taskforce_id, notice_id FROM notice_mail
               WHERE state = 'queued' AND next_at <= $1
               ORDER BY next_at, notice_id LIMIT 1)
         RETURNING taskforce_id, notice_id, address, tries"
    );
    let due = |row: Row| {
        Ok(Due {
            taskforce: row.get(0)?,
            notice: row.get(1)?,
            address: row.get(2)?,
            tries: row.get(3)?,
        })
    };
    tx.opt(sql, args![now, until]).await?.map(due).transpose()
}

/// Writes down what became of a try.
pub async fn update_mail(
    tx: &mut Tx,
    (taskforce, notice): (TaskForceId, NoticeId),
    outcome: &Outcome,
    next_at: Option<Instant>,
    now: Instant,
) -> Result<()> {
    let sql = sql!(
        "UPDATE notice_mail SET state = $3, reason = $4, said = $5, next_at = $6, done_at = $7
         WHERE taskforce_id = $1 AND notice_id = $2"
    );
    let values = args![
        taskforce,
        notice,
        outcome.state.code(),
        outcome.reason.map(Reason::code),
        outcome.said,
        next_at,
        next_at.is_none().then_some(now),
    ];
    tx.run(sql, values).await?;
    Ok(())
}

/// Puts an e-mail that did not go out back into the outbox; false where it waits or went out.
pub async fn update_again(
    tx: &mut Tx,
    (taskforce, notice): (TaskForceId, NoticeId),
    address: &str,
    now: Instant,
) -> Result<bool> {
    let sql = sql!(
        "UPDATE notice_mail SET state = 'queued', reason = NULL, said = '', tries = 0,
             address = $3, next_at = $4, done_at = NULL
         WHERE taskforce_id = $1 AND notice_id = $2 AND state IN ('failed', 'skipped')"
    );
    Ok(tx.run(sql, args![taskforce, notice, address, now]).await? == 1)
}

/// An e-mail of the log.
///
/// # Errors
/// `Missing` where the task force has none for this notice.
pub async fn get_mail(tx: &mut Tx, taskforce: TaskForceId, notice: NoticeId) -> Result<MailRow> {
    let sql = sql!(
        "SELECT n.id, n.topic, n.about, n.about_id, n.about_name, n.about_on, n.agency_id,
                n.account_id, a.name, m.address, m.state, m.reason, m.said, m.tries, m.next_at,
                n.created_at, n.read_at, m.done_at
         FROM notice n
         JOIN notice_mail m ON m.taskforce_id = n.taskforce_id AND m.notice_id = n.id
         LEFT JOIN account a ON a.id = n.account_id
         WHERE n.taskforce_id = $1 AND n.id = $2"
    );
    mail(&tx.one(sql, args![taskforce, notice]).await?)
}

/// The log, the latest first: of one meeting, action or row where `about` names it, in one state
/// where `state` does, before `before` where it is named.
pub async fn list_mails(
    tx: &mut Tx,
    taskforce: TaskForceId,
    (about, state): (Option<Uuid>, Option<MailState>),
    before: Option<NoticeId>,
    limit: i64,
) -> Result<Vec<MailRow>> {
    let sql = sql!(
        "SELECT n.id, n.topic, n.about, n.about_id, n.about_name, n.about_on, n.agency_id,
                n.account_id, a.name, m.address, m.state, m.reason, m.said, m.tries, m.next_at,
                n.created_at, n.read_at, m.done_at
         FROM notice n
         JOIN notice_mail m ON m.taskforce_id = n.taskforce_id AND m.notice_id = n.id
         LEFT JOIN account a ON a.id = n.account_id
         WHERE n.taskforce_id = $1 AND (CAST($2 AS TEXT) IS NULL OR n.about_id = $2)
           AND (CAST($3 AS TEXT) IS NULL OR m.state = $3) AND (CAST($4 AS TEXT) IS NULL OR n.id < $4)
         ORDER BY n.id DESC LIMIT $5"
    );
    let state = state.map(MailState::code);
    let values = args![taskforce, about, state, before, limit];
    tx.all(sql, values).await?.iter().map(mail).collect()
}

/// How many e-mails are in each state.
pub async fn count_mails(
    tx: &mut Tx,
    taskforce: TaskForceId,
    about: Option<Uuid>,
) -> Result<Vec<(MailState, i64)>> {
    let sql = sql!(
        "SELECT m.state, COUNT(*) FROM notice_mail m
         JOIN notice n ON n.taskforce_id = m.taskforce_id AND n.id = m.notice_id
         WHERE m.taskforce_id = $1 AND (CAST($2 AS TEXT) IS NULL OR n.about_id = $2)
         GROUP BY m.state ORDER BY m.state"
    );
    let pair = |row: &Row| {
        let state: String = row.get(0)?;
        Ok((MailState::from_code(&state).ok_or(StoreError::Shape(state))?, row.get(1)?))
    };
    tx.all(sql, args![taskforce, about]).await?.iter().map(pair).collect()
}
