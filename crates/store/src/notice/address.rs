//! Where people and offices are written to, and what they want to be told by e-mail.

use domain::{
    id::{AccountId, AgencyId, TaskForceId},
    notice::Topic,
    region::RegionCode,
    time::{Date, Instant},
};

use crate::{Result, Row, Tx, args, sql};

/// Somebody who can sign in today, and so can be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    /// The account.
    pub account: AccountId,
    /// Code of the role.
    pub role: String,
    /// The agency of the assignment.
    pub agency: Option<AgencyId>,
    /// The region of the assignment.
    pub region: Option<RegionCode>,
    /// Where they are written to.
    pub address: Option<String>,
}

/// Everybody with an assignment in a task force that holds today and an account that is active.
pub async fn list_readers(tx: &mut Tx, taskforce: TaskForceId, today: Date) -> Result<Vec<Reader>> {
    let sql = sql!(
        "SELECT m.account_id, m.role, m.agency_id, m.region_code, p.address
         FROM assignment m
         JOIN account a ON a.id = m.account_id AND a.state = 'active'
         LEFT JOIN notice_person p ON p.account_id = m.account_id
         WHERE m.taskforce_id = $1 AND m.valid_from <= $2
           AND (m.valid_to IS NULL OR m.valid_to >= $2)
         ORDER BY a.username, m.id"
    );
    let reader = |row: &Row| {
        Ok(Reader {
            account: row.get(0)?,
            role: row.get(1)?,
            agency: row.get(2)?,
            region: row.get(3)?,
            address: row.get(4)?,
        })
    };
    tx.all(sql, args![taskforce, today]).await?.iter().map(reader).collect()
}

/// The addresses of offices.
pub async fn list_offices(tx: &mut Tx, taskforce: TaskForceId) -> Result<Vec<(AgencyId, String)>> {
    let sql = sql!(
        "SELECT agency_id, address FROM notice_office WHERE taskforce_id = $1 ORDER BY agency_id"
    );
    let pair = |row: &Row| Ok((row.get(0)?, row.get(1)?));
    tx.all(sql, args![taskforce]).await?.iter().map(pair).collect()
}

/// Writes the address of an office down.
pub async fn update_office(
    tx: &mut Tx,
    (taskforce, agency): (TaskForceId, AgencyId),
    address: &str,
    (by, at): (Option<AccountId>, Instant),
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO notice_office (taskforce_id, agency_id, address, set_by, set_at)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (taskforce_id, agency_id) DO UPDATE
         SET address = excluded.address, set_by = excluded.set_by, set_at = excluded.set_at"
    );
    tx.run(sql, args![taskforce, agency, address, by, at]).await?;
    Ok(())
}

/// Forgets the address of an office.
pub async fn delete_office(tx: &mut Tx, taskforce: TaskForceId, agency: AgencyId) -> Result<()> {
    let sql = sql!("DELETE FROM notice_office WHERE taskforce_id = $1 AND agency_id = $2");
    tx.run(sql, args![taskforce, agency]).await?;
    Ok(())
}

/// The address of a person.
pub async fn find_person(tx: &mut Tx, account: AccountId) -> Result<Option<String>> {
    let sql = sql!("SELECT address FROM notice_person WHERE account_id = $1");
    tx.opt(sql, args![account]).await?.map(|row| row.get(0)).transpose()
}

/// Writes the address of a person down.
pub async fn update_person(
    tx: &mut Tx,
    account: AccountId,
    address: &str,
    at: Instant,
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO notice_person (account_id, address, set_at) VALUES ($1, $2, $3)
         ON CONFLICT (account_id) DO UPDATE
         SET address = excluded.address, set_at = excluded.set_at"
    );
    tx.run(sql, args![account, address, at]).await?;
    Ok(())
}

/// Forgets the address of a person.
pub async fn delete_person(tx: &mut Tx, account: AccountId) -> Result<()> {
    tx.run(sql!("DELETE FROM notice_person WHERE account_id = $1"), args![account]).await?;
    Ok(())
}

/// What a person said about their e-mails: topic codes, and whether they want them.
pub async fn list_wishes(tx: &mut Tx, account: AccountId) -> Result<Vec<(String, bool)>> {
    let sql = sql!("SELECT topic, by_mail FROM notice_wish WHERE account_id = $1 ORDER BY topic");
    let pair = |row: &Row| Ok((row.get(0)?, row.get(1)?));
    tx.all(sql, args![account]).await?.iter().map(pair).collect()
}

/// What everybody said about one topic.
pub async fn list_said(tx: &mut Tx, topic: Topic) -> Result<Vec<(AccountId, bool)>> {
    let sql =
        sql!("SELECT account_id, by_mail FROM notice_wish WHERE topic = $1 ORDER BY account_id");
    let pair = |row: &Row| Ok((row.get(0)?, row.get(1)?));
    tx.all(sql, args![topic.code()]).await?.iter().map(pair).collect()
}

/// Keeps what a person says about a topic.
pub async fn update_wish(
    tx: &mut Tx,
    account: AccountId,
    topic: Topic,
    by_mail: bool,
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO notice_wish (account_id, topic, by_mail) VALUES ($1, $2, $3)
         ON CONFLICT (account_id, topic) DO UPDATE SET by_mail = excluded.by_mail"
    );
    tx.run(sql, args![account, topic.code(), by_mail]).await?;
    Ok(())
}
