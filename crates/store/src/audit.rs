//! The audit trail: rows in chains, and the authenticated head of each chain.

use domain::time::Instant;

use crate::{Result, Row, Tx, args, sql};

/// A stored event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    /// Chain, one per node.
    pub chain: String,
    /// Place in the chain, from 1.
    pub seq: i64,
    /// When.
    pub at: Instant,
    /// `account`, `cli` or `system`.
    pub actor_kind: String,
    /// Account id or name at the command line.
    pub actor: String,
    /// The assignment acted under.
    pub assignment: Option<String>,
    /// The task force it concerns.
    pub taskforce: Option<String>,
    /// What was done, `noun.verb`.
    pub act: String,
    /// `done` or `refused`.
    pub outcome: String,
    /// Kind of thing it was done to.
    pub noun: String,
    /// Identifier of that thing, or empty.
    pub object: String,
    /// JSON without personal data.
    pub detail: String,
    /// Hash of the row before.
    pub prev_hash: Vec<u8>,
    /// Hash of this row.
    pub hash: Vec<u8>,
    /// Authentication of the hash under the key file.
    pub mac: Vec<u8>,
}

fn event(row: &Row) -> Result<AuditRow> {
    Ok(AuditRow {
        chain: row.get(0)?,
        seq: row.get(1)?,
        at: row.get(2)?,
        actor_kind: row.get(3)?,
        actor: row.get(4)?,
        assignment: row.get(5)?,
        taskforce: row.get(6)?,
        act: row.get(7)?,
        outcome: row.get(8)?,
        noun: row.get(9)?,
        object: row.get(10)?,
        detail: row.get(11)?,
        prev_hash: row.get(12)?,
        hash: row.get(13)?,
        mac: row.get(14)?,
    })
}

/// The head of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadRow {
    /// Chain.
    pub chain: String,
    /// How many rows it has.
    pub count: i64,
    /// Hash of the last row.
    pub hash: Vec<u8>,
    /// Authentication of count and hash under the key file.
    pub mac: Vec<u8>,
}

/// Takes the head of `chain` for this transaction, and returns its count and hash so far.
///
/// The head is counted up at once, which on PostgreSQL also locks it until commit.
pub async fn update_head_taken(tx: &mut Tx, chain: &str) -> Result<Option<(i64, Vec<u8>)>> {
    let sql =
        sql!("UPDATE audit_head SET count = count + 1 WHERE chain = $1 RETURNING count, hash");
    let row = tx.opt(sql, args![chain]).await?;
    row.map(|row| Ok((row.get::<i64>(0)? - 1, row.get(1)?))).transpose()
}

/// Starts a chain; nothing happens where it exists.
pub async fn insert_head(tx: &mut Tx, head: &HeadRow) -> Result<()> {
    let sql = sql!(
        "INSERT INTO audit_head (chain, count, hash, mac) VALUES ($1, $2, $3, $4)
         ON CONFLICT (chain) DO NOTHING"
    );
    tx.run(sql, args![head.chain, head.count, head.hash, head.mac]).await?;
    Ok(())
}

/// Moves the head of a chain to its new last row.
pub async fn update_head(tx: &mut Tx, head: &HeadRow) -> Result<()> {
    let sql = sql!("UPDATE audit_head SET count = $2, hash = $3, mac = $4 WHERE chain = $1");
    tx.run(sql, args![head.chain, head.count, head.hash, head.mac]).await?;
    Ok(())
}

/// Heads of all chains, by name.
pub async fn list_heads(tx: &mut Tx) -> Result<Vec<HeadRow>> {
    let sql = sql!("SELECT chain, count, hash, mac FROM audit_head ORDER BY chain");
    let rows = tx.all(sql, args![]).await?;
    rows.iter()
        .map(|row| {
            Ok(HeadRow {
                chain: row.get(0)?,
                count: row.get(1)?,
                hash: row.get(2)?,
                mac: row.get(3)?,
            })
        })
        .collect()
}

/// Chains that have rows, also those without a head.
pub async fn list_chains(tx: &mut Tx) -> Result<Vec<String>> {
    let sql = sql!("SELECT DISTINCT chain FROM audit_event ORDER BY chain");
    tx.all(sql, args![]).await?.iter().map(|row| row.get(0)).collect()
}

/// Adds a row as its hash was made.
pub async fn insert(tx: &mut Tx, row: &AuditRow) -> Result<()> {
    let sql = sql!(
        "INSERT INTO audit_event (chain, seq, at, actor_kind, actor, assignment_id, taskforce_id,
             act, outcome, noun, object, detail, prev_hash, hash, mac)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"
    );
    let values = args![
        row.chain,
        row.seq,
        row.at,
        row.actor_kind,
        row.actor,
        row.assignment,
        row.taskforce,
        row.act,
        row.outcome,
        row.noun,
        row.object,
        row.detail,
        row.prev_hash,
        row.hash,
        row.mac,
    ];
    tx.run(sql, values).await?;
    Ok(())
}

/// Up to `limit` rows of a chain after `seq`, in order.
pub async fn list_after(tx: &mut Tx, chain: &str, seq: i64, limit: i64) -> Result<Vec<AuditRow>> {
    let sql = sql!(
        "SELECT chain, seq, at, actor_kind, actor, assignment_id, taskforce_id, act, outcome, noun,
                object, detail, prev_hash, hash, mac
         FROM audit_event WHERE chain = $1 AND seq > $2 ORDER BY seq LIMIT $3"
    );
    tx.all(sql, args![chain, seq, limit]).await?.iter().map(event).collect()
}

/// Up to `limit` of the newest rows before `before`, newest first, of one task force or of all.
pub async fn list_latest(
    tx: &mut Tx,
    taskforce: Option<&str>,
    before: Option<(Instant, i64)>,
    limit: i64,
) -> Result<Vec<AuditRow>> {
    let sql = sql!(
        "SELECT chain, seq, at, actor_kind, actor, assignment_id, taskforce_id, act, outcome, noun,
                object, detail, prev_hash, hash, mac
         FROM audit_event
         WHERE (CAST($1 AS TEXT) IS NULL OR taskforce_id = $1)
           AND (at < $2 OR (at = $2 AND seq < $3))
         ORDER BY at DESC, seq DESC LIMIT $4"
    );
    let (at, seq) = before.unwrap_or((Instant(i64::MAX), i64::MAX));
    tx.all(sql, args![taskforce, at, seq, limit]).await?.iter().map(event).collect()
}

/// Rows about one thing, oldest first.
pub async fn list_of(tx: &mut Tx, noun: &str, object: &str) -> Result<Vec<AuditRow>> {
    let sql = sql!(
        "SELECT chain, seq, at, actor_kind, actor, assignment_id, taskforce_id, act, outcome, noun,
                object, detail, prev_hash, hash, mac
         FROM audit_event WHERE noun = $1 AND object = $2 ORDER BY at, seq"
    );
    tx.all(sql, args![noun, object]).await?.iter().map(event).collect()
}
