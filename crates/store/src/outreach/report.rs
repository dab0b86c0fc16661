//! What regions reported on an order: every version, with what was reached and what shows it.

use domain::{
    id::{AccountId, FileId, OrderId, OrderReportId, RegionId, TaskForceId},
    outreach::{CascadeLevel, Reach, Reaches},
    time::{Date, Instant},
};

use crate::{Result, Row, StoreError, Tx, args, sql};

/// One version of what a region reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportRow {
    /// Identifier.
    pub id: OrderReportId,
    /// On which order.
    pub order: OrderId,
    /// Of which region.
    pub region: RegionId,
    /// Counts from 1.
    pub version: i64,
    /// Day of the gathering; none where there was none.
    pub held_on: Option<Date>,
    /// How it went.
    pub note: String,
    /// Whether somebody else reported on the region's behalf.
    pub on_behalf: bool,
    /// By whom; none for the system.
    pub reported_by: Option<AccountId>,
    /// When.
    pub reported_at: Instant,
}

fn report(row: &Row) -> Result<ReportRow> {
    Ok(ReportRow {
        id: row.get(0)?,
        order: row.get(1)?,
        region: row.get(2)?,
        version: row.get(3)?,
        held_on: row.get(4)?,
        note: row.get(5)?,
        on_behalf: row.get(6)?,
        reported_by: row.get(7)?,
        reported_at: row.get(8)?,
    })
}

/// The report with this identifier.
pub async fn find_report(
    tx: &mut Tx,
    taskforce: TaskForceId,
    id: OrderReportId,
) -> Result<Option<ReportRow>> {
    let sql = sql!(
        "SELECT id, order_id, region_id, version, held_on, note, reported_for, reported_by,
                reported_at
         FROM outreach_report WHERE taskforce_id = $1 AND id = $2"
    );
    tx.opt(sql, args![taskforce, id]).await?.map(|row| report(&row)).transpose()
}

/// Every version of what a region reported, the latest first.
pub async fn list_reports(
    tx: &mut Tx,
    (taskforce, order, region): (TaskForceId, OrderId, RegionId),
) -> Result<Vec<ReportRow>> {
    let sql = sql!(
        "SELECT id, order_id, region_id, version, held_on, note, reported_for, reported_by,
                reported_at
         FROM outreach_report WHERE taskforce_id = $1 AND order_id = $2 AND region_id = $3
         ORDER BY version DESC"
    );
    tx.all(sql, args![taskforce, order, region]).await?.iter().map(report).collect()
}

/// The latest report of every region, and what it reached, level by level.
pub async fn list_latest(
    tx: &mut Tx,
    (taskforce, order): (TaskForceId, OrderId),
) -> Result<Vec<(ReportRow, Option<(CascadeLevel, Reach)>)>> {
    let sql = sql!(
        "SELECT p.id, p.order_id, p.region_id, p.version, p.held_on, p.note, p.reported_for,
                p.reported_by, p.reported_at, c.level, c.gatherings, c.people, c.women, c.men
         FROM outreach_receipt r
         JOIN outreach_report p ON p.taskforce_id = r.taskforce_id AND p.order_id = r.order_id
              AND p.region_id = r.region_id AND p.version = r.version
         LEFT JOIN outreach_reach c ON c.taskforce_id = p.taskforce_id AND c.report_id = p.id
         WHERE r.taskforce_id = $1 AND r.order_id = $2"
    );
    let rows = tx.all(sql, args![taskforce, order]).await?;
    rows.iter()
        .map(|row| {
            let reached = match row.get::<Option<String>>(9)? {
                Some(_) => Some(reach(row, 9)?),
                None => None,
            };
            Ok((report(row)?, reached))
        })
        .collect()
}

/// Adds a report.
pub async fn insert_report(tx: &mut Tx, taskforce: TaskForceId, row: &ReportRow) -> Result<()> {
    let sql = sql!(
        "INSERT INTO outreach_report (taskforce_id, id, order_id, region_id, version, held_on, note,
             reported_for, reported_by, reported_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    );
    let values = args![
        taskforce,
        row.id,
        row.order,
        row.region,
        row.version,
        row.held_on,
        row.note,
        row.on_behalf,
        row.reported_by,
        row.reported_at,
    ];
    tx.run(sql, values).await?;
    Ok(())
}

/// The five columns `level, gatherings, people, women, men` from `at` on.
pub(super) fn reach(row: &Row, at: usize) -> Result<(CascadeLevel, Reach)> {
    let code: String = row.get(at)?;
    let level = CascadeLevel::from_code(&code).ok_or(StoreError::Shape(code))?;
    let reach = Reach {
        gatherings: row.get(at + 1)?,
        people: row.get(at + 2)?,
        women: row.get(at + 3)?,
        men: row.get(at + 4)?,
    };
    Ok((level, reach))
}

/// What a report reached.
pub async fn list_reaches(
    tx: &mut Tx,
    taskforce: TaskForceId,
    report: OrderReportId,
) -> Result<Reaches> {
    let sql = sql!(
        "SELECT level, gatherings, people, women, men FROM outreach_reach
         WHERE taskforce_id = $1 AND report_id = $2"
    );
    tx.all(sql, args![taskforce, report]).await?.iter().map(|row| reach(row, 0)).collect()
}

/// Adds what a report reached.
pub async fn insert_reaches(
    tx: &mut Tx,
    taskforce: TaskForceId,
    report: OrderReportId,
    reaches: &Reaches,
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO outreach_reach (taskforce_id, report_id, level, gatherings, people, women, men)
         VALUES ($1, $2, $3, $4, $5, $6, $7)"
    );
    for (level, one) in reaches {
        let values =
            args![taskforce, report, level.code(), one.gatherings, one.people, one.women, one.men];
        tx.run(sql, values).await?;
    }
    Ok(())
}

/// The files that were sent with the reports of a region, by report.
pub async fn list_files(
    tx: &mut Tx,
    (taskforce, order, region): (TaskForceId, OrderId, RegionId),
) -> Result<Vec<(OrderReportId, FileId)>> {
    let sql = sql!(
        "SELECT f.report_id, f.file_id FROM outreach_file f
         JOIN outreach_report p ON p.taskforce_id = f.taskforce_id AND p.id = f.report_id
         WHERE p.taskforce_id = $1 AND p.order_id = $2 AND p.region_id = $3
         ORDER BY p.version DESC, f.file_id"
    );
    let rows = tx.all(sql, args![taskforce, order, region]).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// Puts a file to a report.
pub async fn insert_file(
    tx: &mut Tx,
    taskforce: TaskForceId,
    report: OrderReportId,
    file: FileId,
) -> Result<()> {
    let sql =
        sql!("INSERT INTO outreach_file (taskforce_id, report_id, file_id) VALUES ($1, $2, $3)");
    tx.run(sql, args![taskforce, report, file]).await?;
    Ok(())
}
