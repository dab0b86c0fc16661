//! Receipts: one for each region that received an order.

use domain::{
    id::{AccountId, OrderId, RegionId, TaskForceId},
    outreach::{Reach, State},
    region::{Level, RegionCode, RegionPath},
    time::{Date, Instant},
};

use crate::{Result, Row, StoreError, Tx, args, sql};

/// A receipt with its region as it was called when the order was issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptRow {
    /// The region.
    pub region: RegionId,
    /// The sub-district under which it is counted; a sub-district under itself.
    pub district: RegionId,
    /// Sub-district or village.
    pub level: Level,
    /// Where it stands.
    pub state: State,
    /// How often it was reported.
    pub version: i64,
    /// Gatherings of the latest report.
    pub gatherings: i64,
    /// People of the latest report.
    pub people: i64,
    /// Who acknowledged it and when; the person may be the system.
    pub acknowledged: Option<(Option<AccountId>, Instant)>,
    /// Whether that was on the region's behalf.
    pub acknowledged_for: bool,
    /// Its name on the day of issue.
    pub name: String,
    /// Its code on that day.
    pub then: RegionCode,
    /// Its code today, by which it is decided who may act for it.
    pub now: RegionCode,
    /// First day on which it no longer exists.
    pub closed_on: Option<Date>,
}

fn receipt(row: &Row) -> Result<ReceiptRow> {
    let (level, state): (String, String) = (row.get(2)?, row.get(3)?);
    let acknowledged: (Option<AccountId>, Option<Instant>) = (row.get(7)?, row.get(8)?);
    Ok(ReceiptRow {
        region: row.get(0)?,
        district: row.get(1)?,
        level: Level::from_code(&level).ok_or(StoreError::Shape(level))?,
        state: State::from_code(&state).ok_or(StoreError::Shape(state))?,
        version: row.get(4)?,
        gatherings: row.get(5)?,
        people: row.get(6)?,
        acknowledged: acknowledged.1.map(|at| (acknowledged.0, at)),
        acknowledged_for: row.get(9)?,
        name: row.get(10)?,
        then: row.get(11)?,
        now: row.get(12)?,
        closed_on: row.get(13)?,
    })
}

/// Makes the receipts of an order in one go: for every district and village at or below `path` that
/// exists on `today`, as far as `(districts, villages)` asks for them. Returns how many.
pub async fn insert_receipts(
    tx: &mut Tx,
    (taskforce, order): (TaskForceId, OrderId),
    path: &RegionPath,
    (districts, villages): (bool, bool),
    today: Date,
) -> Result<u64> {
    let sql = sql!(
        "INSERT INTO outreach_receipt (taskforce_id, order_id, region_id, district_id, level, state,
             version, gatherings, people, acknowledged_for)
         SELECT CAST($1 AS TEXT), CAST($2 AS TEXT), r.id,
                CASE WHEN r.level = 'district' THEN r.id ELSE r.parent_id END, r.level, 'waiting',
                0, 0, 0, CAST($8 AS BOOLEAN)
         FROM region r
         WHERE r.path >= $3 AND r.path < $4 AND (r.level = $5 OR r.level = $6)
           AND (r.closed_on IS NULL OR r.closed_on > $7)"
    );
    let asked = |asked: bool, level: Level| if asked { level.code() } else { "" };
    let values = args![
        taskforce,
        order,
        path.as_str(),
        path.end(),
        asked(districts, Level::District),
        asked(villages, Level::Village),
        today,
        false,
    ];
    tx.run(sql, values).await
}

/// The receipts of an order in the order of their codes: all, or those that are counted under one
/// sub-district. `day` is the day of issue, by which regions are named.
pub async fn list_receipts(
    tx: &mut Tx,
    (taskforce, order): (TaskForceId, OrderId),
    district: Option<RegionId>,
    day: Date,
) -> Result<Vec<ReceiptRow>> {
    let sql = sql!(
        "SELECT r.region_id, r.district_id, r.level, r.state, r.version, r.gatherings, r.people,
                r.acknowledged_by, r.acknowledged_at, r.acknowledged_for, v.name, v.code, g.code,
                g.closed_on
         FROM outreach_receipt r
         JOIN region g ON g.id = r.region_id
         JOIN region_version v ON v.region_id = r.region_id AND v.valid_from = (
             SELECT COALESCE(MAX(CASE WHEN w.valid_from <= $4 THEN w.valid_from END),
                             MIN(w.valid_from))
             FROM region_version w WHERE w.region_id = r.region_id)
         WHERE r.taskforce_id = $1 AND r.order_id = $2
           AND (CAST($3 AS TEXT) IS NULL OR r.district_id = $3)
         ORDER BY v.code, r.region_id"
    );
    tx.all(sql, args![taskforce, order, district, day]).await?.iter().map(receipt).collect()
}

/// The receipt of one region.
///
/// # Errors
/// `Missing` where the region did not receive the order.
pub async fn get_receipt(
    tx: &mut Tx,
    (taskforce, order): (TaskForceId, OrderId),
    region: RegionId,
    day: Date,
) -> Result<ReceiptRow> {
    let sql = sql!(
        "SELECT r.region_id, r.district_id, r.level, r.state, r.version, r.gatherings, r.people,
                r.acknowledged_by, r.acknowledged_at, r.acknowledged_for, v.name, v.code, g.code,
                g.closed_on
         FROM outreach_receipt r
         JOIN region g ON g.id = r.region_id
         JOIN region_version v ON v.region_id = r.region_id AND v.valid_from = (
             SELECT COALESCE(MAX(CASE WHEN w.valid_from <= $4 THEN w.valid_from END),
                             MIN(w.valid_from))
             FROM region_version w WHERE w.region_id = r.region_id)
         WHERE r.taskforce_id = $1 AND r.order_id = $2 AND r.region_id = $3"
    );
    receipt(&tx.one(sql, args![taskforce, order, region, day]).await?)
}

/// Says that a receipt arrived; false where somebody has said so before.
pub async fn acknowledge(
    tx: &mut Tx,
    (taskforce, order, region): (TaskForceId, OrderId, RegionId),
    (by, at): (Option<AccountId>, Instant),
    on_behalf: bool,
) -> Result<bool> {
    let sql = sql!(
        "UPDATE outreach_receipt SET state = 'acknowledged', acknowledged_by = $4,
             acknowledged_at = $5, acknowledged_for = $6
         WHERE taskforce_id = $1 AND order_id = $2 AND region_id = $3 AND state = 'waiting'"
    );
    Ok(tx.run(sql, args![taskforce, order, region, by, at, on_behalf]).await? == 1)
}

/// Keeps the sum of the latest report over version `seen` of a receipt, `(by, at, on_behalf)` being
/// who acknowledged it where nobody had; false where it has another version by now.
pub async fn update_reported(
    tx: &mut Tx,
    (taskforce, order, region): (TaskForceId, OrderId, RegionId),
    (seen, sum): (i64, Reach),
    (by, at, on_behalf): (Option<AccountId>, Instant, bool),
) -> Result<bool> {
    let sql = sql!(
        "UPDATE outreach_receipt SET state = 'reported', version = version + 1, gatherings = $5,
             people = $6,
             acknowledged_by = CASE WHEN acknowledged_at IS NULL THEN $7 ELSE acknowledged_by END,
             acknowledged_for = CASE WHEN acknowledged_at IS NULL THEN $9 ELSE acknowledged_for END,
             acknowledged_at = COALESCE(acknowledged_at, $8)
         WHERE taskforce_id = $1 AND order_id = $2 AND region_id = $3 AND version = $4"
    );
    let values =
        args![taskforce, order, region, seen, sum.gatherings, sum.people, by, at, on_behalf];
    Ok(tx.run(sql, values).await? == 1)
}

/// Receipts of an order that nobody reported and whose region is no more, by sub-district.
pub async fn count_ended(
    tx: &mut Tx,
    (taskforce, order): (TaskForceId, OrderId),
    today: Date,
) -> Result<Vec<(RegionId, i64)>> {
    let sql = sql!(
        "SELECT r.district_id, COUNT(*) FROM outreach_receipt r
         JOIN region g ON g.id = r.region_id
         WHERE r.taskforce_id = $1 AND r.order_id = $2 AND r.state <> 'reported'
           AND g.closed_on <= $3
         GROUP BY r.district_id"
    );
    let rows = tx.all(sql, args![taskforce, order, today]).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// An order that regions have still to answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwedRow {
    /// The order.
    pub order: OrderId,
    /// What it is called.
    pub title: String,
    /// Its last day.
    pub due_on: Date,
    /// How many receipts nobody acknowledged.
    pub waiting: i64,
    /// How many nobody reported, those included.
    pub open: i64,
}

/// What the regions at or below `path` owe on `today`, the nearest last day first: it costs as much
/// as there are regions below, however many orders there were.
pub async fn list_owed(
    tx: &mut Tx,
    taskforce: TaskForceId,
    path: &RegionPath,
    today: Date,
) -> Result<Vec<OwedRow>> {
    let sql = sql!(
        "SELECT o.id, o.title, o.due_on, COUNT(CASE WHEN r.state = 'waiting' THEN 1 END), COUNT(*)
         FROM region g
         JOIN outreach_receipt r ON r.region_id = g.id AND r.taskforce_id = $1
              AND r.state IN ('waiting', 'acknowledged')
         JOIN outreach_order o ON o.taskforce_id = r.taskforce_id AND o.id = r.order_id
              AND o.stage = 'issued'
         WHERE g.path >= $2 AND g.path < $3 AND length(g.path) <= 14
           AND (g.closed_on IS NULL OR g.closed_on > $4)
         GROUP BY o.id, o.title, o.due_on ORDER BY o.due_on, o.id"
    );
    let owed = |row: &Row| {
        Ok(OwedRow {
            order: row.get(0)?,
            title: row.get(1)?,
            due_on: row.get(2)?,
            waiting: row.get(3)?,
            open: row.get(4)?,
        })
    };
    tx.all(sql, args![taskforce, path.as_str(), path.end(), today])
        .await?
        .iter()
        .map(owed)
        .collect()
}

/// Where the regions lie today that have still to report an order.
pub async fn list_open(
    tx: &mut Tx,
    (taskforce, order): (TaskForceId, OrderId),
    today: Date,
) -> Result<Vec<RegionPath>> {
    let sql = sql!(
        "SELECT g.path FROM outreach_receipt r JOIN region g ON g.id = r.region_id
         WHERE r.taskforce_id = $1 AND r.order_id = $2 AND r.state <> 'reported'
           AND (g.closed_on IS NULL OR g.closed_on > $3)
         ORDER BY g.path"
    );
    let path = |row: &Row| Ok(RegionPath::stored(row.get(0)?));
    tx.all(sql, args![taskforce, order, today]).await?.iter().map(path).collect()
}

/// Regions counted under a sub-district, with their codes of today, that nobody acknowledged.
pub async fn list_acknowledging(
    tx: &mut Tx,
    (taskforce, order): (TaskForceId, OrderId),
    district: RegionId,
) -> Result<Vec<(RegionId, RegionCode)>> {
    let sql = sql!(
        "SELECT r.region_id, g.code FROM outreach_receipt r JOIN region g ON g.id = r.region_id
         WHERE r.taskforce_id = $1 AND r.order_id = $2 AND r.district_id = $3
           AND r.state = 'waiting'
         ORDER BY r.region_id"
    );
    let rows = tx.all(sql, args![taskforce, order, district]).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}
