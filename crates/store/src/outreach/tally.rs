//! The roll-up of receipts: kept in the transaction that changes one, and reckoned anew from all of
//! them where somebody doubts it.

use domain::{
    id::{OrderId, RegionId, TaskForceId},
    outreach::{CascadeLevel, Reach},
    time::Date,
};

use super::report::reach;
use crate::{Result, Row, Tx, args, sql};

/// How many receipts took which step; or how many more by now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Steps {
    /// Receipts.
    pub asked: i64,
    /// Of those, no longer waiting.
    pub acknowledged: i64,
    /// Of those, reported.
    pub reported: i64,
    /// Of those reported, where nothing was done.
    pub empty: i64,
}

/// The roll-up of one sub-district, or of the whole region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TallyRow {
    /// Of which region.
    pub region: RegionId,
    /// What its receipts came to.
    pub steps: Steps,
    /// Its name on the day of issue.
    pub name: String,
    /// First day on which it no longer exists.
    pub closed_on: Option<Date>,
}

fn steps(row: &Row, at: usize) -> Result<Steps> {
    Ok(Steps {
        asked: row.get(at)?,
        acknowledged: row.get(at + 1)?,
        reported: row.get(at + 2)?,
        empty: row.get(at + 3)?,
    })
}

/// Opens the roll-up of an order that was just issued: its sub-districts, and the region `top`.
pub async fn insert_tallies(
    tx: &mut Tx,
    (taskforce, order): (TaskForceId, OrderId),
    top: RegionId,
) -> Result<()> {
    let below = sql!(
        "INSERT INTO outreach_tally (taskforce_id, order_id, region_id, asked, acknowledged,
             reported, empty)
         SELECT r.taskforce_id, r.order_id, r.district_id, COUNT(*), 0, 0, 0
         FROM outreach_receipt r WHERE r.taskforce_id = $1 AND r.order_id = $2
         GROUP BY r.taskforce_id, r.order_id, r.district_id"
    );
    tx.run(below, args![taskforce, order]).await?;
    let whole = sql!(
        "INSERT INTO outreach_tally (taskforce_id, order_id, region_id, asked, acknowledged,
             reported, empty)
         SELECT CAST($1 AS TEXT), CAST($2 AS TEXT), CAST($3 AS TEXT), COUNT(*), 0, 0, 0
         FROM outreach_receipt r WHERE r.taskforce_id = $1 AND r.order_id = $2"
    );
    tx.run(whole, args![taskforce, order, top]).await?;
    Ok(())
}

/// The roll-up of an order, region by region in the order of their codes, the top first.
pub async fn list_tallies(
    tx: &mut Tx,
    (taskforce, order): (TaskForceId, OrderId),
    day: Date,
) -> Result<Vec<TallyRow>> {
    let sql = sql!(
        "SELECT t.region_id, t.asked, t.acknowledged, t.reported, t.empty, v.name, g.closed_on
         FROM outreach_tally t
         JOIN region g ON g.id = t.region_id
         JOIN region_version v ON v.region_id = t.region_id AND v.valid_from = (
             SELECT COALESCE(MAX(CASE WHEN w.valid_from <= $3 THEN w.valid_from END),
                             MIN(w.valid_from))
             FROM region_version w WHERE w.region_id = t.region_id)
         WHERE t.taskforce_id = $1 AND t.order_id = $2
         ORDER BY v.code, t.region_id"
    );
    let tally = |row: &Row| {
        Ok(TallyRow {
            region: row.get(0)?,
            steps: steps(row, 1)?,
            name: row.get(5)?,
            closed_on: row.get(6)?,
        })
    };
    tx.all(sql, args![taskforce, order, day]).await?.iter().map(tally).collect()
}

/// The roll-up of every order of a task force over its whole region.
pub async fn list_tops(tx: &mut Tx, taskforce: TaskForceId) -> Result<Vec<(OrderId, Steps)>> {
    let sql = sql!(
        "SELECT t.order_id, t.asked, t.acknowledged, t.reported, t.empty
         FROM outreach_order o
         JOIN outreach_tally t ON t.taskforce_id = o.taskforce_id AND t.order_id = o.id
              AND t.region_id = o.region_id
         WHERE o.taskforce_id = $1"
    );
    let rows = tx.all(sql, args![taskforce]).await?;
    rows.iter().map(|row| Ok((row.get(0)?, steps(row, 1)?))).collect()
}

/// What was reached under each region of the roll-up, level by level.
pub async fn list_tally_reach(
    tx: &mut Tx,
    (taskforce, order): (TaskForceId, OrderId),
) -> Result<Vec<(RegionId, CascadeLevel, Reach)>> {
    let sql = sql!(
        "SELECT region_id, level, gatherings, people, women, men FROM outreach_tally_reach
         WHERE taskforce_id = $1 AND order_id = $2"
    );
    let rows = tx.all(sql, args![taskforce, order]).await?;
    rows.iter().map(reached).collect()
}

fn reached(row: &Row) -> Result<(RegionId, CascadeLevel, Reach)> {
    let (level, one) = reach(row, 1)?;
    Ok((row.get(0)?, level, one))
}

/// Counts steps that receipts took since.
pub async fn add_steps(
    tx: &mut Tx,
    (taskforce, order, region): (TaskForceId, OrderId, RegionId),
    more: Steps,
) -> Result<()> {
    let sql = sql!(
        "UPDATE outreach_tally SET acknowledged = acknowledged + $4, reported = reported + $5,
             empty = empty + $6
         WHERE taskforce_id = $1 AND order_id = $2 AND region_id = $3"
    );
    let values = args![taskforce, order, region, more.acknowledged, more.reported, more.empty];
    tx.run(sql, values).await?;
    Ok(())
}

/// Counts what was reached since.
pub async fn add_reach(
    tx: &mut Tx,
    (taskforce, order, region): (TaskForceId, OrderId, RegionId),
    (level, more): (CascadeLevel, Reach),
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO outreach_tally_reach (taskforce_id, order_id, region_id, level, gatherings,
             people, women, men)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (taskforce_id, order_id, region_id, level) DO UPDATE SET
             gatherings = outreach_tally_reach.gatherings + excluded.gatherings,
             people = outreach_tally_reach.people + excluded.people,
             women = outreach_tally_reach.women + excluded.women,
             men = outreach_tally_reach.men + excluded.men"
    );
    let values = args![
        taskforce,
        order,
        region,
        level.code(),
        more.gatherings,
        more.people,
        more.women,
        more.men,
    ];
    tx.run(sql, values).await?;
    Ok(())
}

/// What the receipts of an order come to by sub-district, reckoned from each of them.
pub async fn list_reckoned(
    tx: &mut Tx,
    (taskforce, order): (TaskForceId, OrderId),
) -> Result<Vec<(RegionId, Steps)>> {
    let sql = sql!(
        "SELECT r.district_id, COUNT(*), COUNT(CASE WHEN r.state <> 'waiting' THEN 1 END),
                COUNT(CASE WHEN r.state = 'reported' THEN 1 END),
                COUNT(CASE WHEN r.state = 'reported' AND NOT EXISTS (
                    SELECT 1 FROM outreach_report p
                    JOIN outreach_reach c ON c.taskforce_id = p.taskforce_id AND c.report_id = p.id
                    WHERE p.taskforce_id = r.taskforce_id AND p.order_id = r.order_id
                      AND p.region_id = r.region_id AND p.version = r.version) THEN 1 END)
         FROM outreach_receipt r WHERE r.taskforce_id = $1 AND r.order_id = $2
         GROUP BY r.district_id"
    );
    let rows = tx.all(sql, args![taskforce, order]).await?;
    rows.iter().map(|row| Ok((row.get(0)?, steps(row, 1)?))).collect()
}

/// What the latest reports on an order reached by sub-district, reckoned from each of them.
pub async fn list_reckoned_reach(
    tx: &mut Tx,
    (taskforce, order): (TaskForceId, OrderId),
) -> Result<Vec<(RegionId, CascadeLevel, Reach)>> {
    let sql = sql!(
        "SELECT r.district_id, c.level, CAST(SUM(c.gatherings) AS BIGINT),
                CAST(SUM(c.people) AS BIGINT), CAST(SUM(c.women) AS BIGINT),
                CAST(SUM(c.men) AS BIGINT)
         FROM outreach_receipt r
         JOIN outreach_report p ON p.taskforce_id = r.taskforce_id AND p.order_id = r.order_id
              AND p.region_id = r.region_id AND p.version = r.version
         JOIN outreach_reach c ON c.taskforce_id = p.taskforce_id AND c.report_id = p.id
         WHERE r.taskforce_id = $1 AND r.order_id = $2
         GROUP BY r.district_id, c.level"
    );
    let rows = tx.all(sql, args![taskforce, order]).await?;
    rows.iter().map(reached).collect()
}
