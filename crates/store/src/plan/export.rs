//! Every report of many plans, a piece at a time, so that a large table streams.

use domain::{
    figure::{Figure, Rupiah},
    id::{RealisationId, TaskForceId},
    plan::{Measure, State, Via},
    time::Instant,
};

use super::year;
use crate::{Result, Row, StoreError, Tx, args, sql};

/// One revision of a report with the words around it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the columns of the sheet, by their usual names")]
pub struct ReportLine {
    pub id: RealisationId,
    pub taskforce: String,
    pub plan: String,
    pub strategy: String,
    pub activity_code: String,
    pub activity: String,
    pub indicator: String,
    pub unit: String,
    pub measure: Measure,
    pub agency: String,
    pub year: i16,
    pub checkpoint: i64,
    pub revision: i64,
    pub state: State,
    pub value: Option<Figure>,
    pub numerator: Option<Figure>,
    pub denominator: Option<Figure>,
    pub spend: Option<Rupiah>,
    pub obstacle: String,
    pub follow_up: String,
    pub nihil_reason: String,
    pub submitted_at: Instant,
    pub approved_at: Option<Instant>,
    pub decided_at: Option<Instant>,
    pub return_reason: String,
    pub via: Via,
}

fn line(row: &Row) -> Result<ReportLine> {
    let (measure, state, via): (String, String, String) = (row.get(8)?, row.get(13)?, row.get(25)?);
    Ok(ReportLine {
        id: row.get(0)?,
        taskforce: row.get(1)?,
        plan: row.get(2)?,
        strategy: row.get(3)?,
        activity_code: row.get(4)?,
        activity: row.get(5)?,
        indicator: row.get(6)?,
        unit: row.get(7)?,
        measure: Measure::from_code(&measure).ok_or(StoreError::Shape(measure))?,
        agency: row.get(9)?,
        year: year(row, 10)?,
        checkpoint: row.get(11)?,
        revision: row.get(12)?,
        state: State::from_code(&state).ok_or(StoreError::Shape(state))?,
        value: row.get(14)?,
        numerator: row.get(15)?,
        denominator: row.get(16)?,
        spend: row.get(17)?,
        obstacle: row.get(18)?,
        follow_up: row.get(19)?,
        nihil_reason: row.get(20)?,
        submitted_at: row.get(21)?,
        approved_at: row.get(22)?,
        decided_at: row.get(23)?,
        return_reason: row.get(24)?,
        via: Via::from_code(&via).ok_or(StoreError::Shape(via))?,
    })
}

/// At most `limit` reports of a task force, or of all of them, behind `after` in the order of
/// identifiers.
pub async fn list_report_lines(
    tx: &mut Tx,
    taskforce: Option<TaskForceId>,
    after: Option<(TaskForceId, RealisationId)>,
    limit: i64,
) -> Result<Vec<(TaskForceId, ReportLine)>> {
    let sql = sql!(
        "SELECT r.id, t.name, p.title, s.name, a.code, a.name, i.name, i.unit, i.measure,
                g.short_name, r.year, r.checkpoint, r.revision, r.state, r.value, r.numerator,
                r.denominator, r.spend, r.obstacle, r.follow_up, r.nihil_reason, r.submitted_at,
                r.approved_at, r.decided_at, r.return_reason, r.via, r.taskforce_id
         FROM realisation r
         JOIN taskforce t ON t.id = r.taskforce_id
         JOIN plan p ON p.taskforce_id = r.taskforce_id AND p.id = r.plan_id
         JOIN plan_indicator i ON i.taskforce_id = r.taskforce_id AND i.id = r.indicator_id
         JOIN plan_activity a ON a.taskforce_id = i.taskforce_id AND a.id = i.activity_id
         JOIN plan_strategy s ON s.taskforce_id = a.taskforce_id AND s.id = a.strategy_id
         JOIN agency g ON g.id = r.agency_id
         WHERE (r.taskforce_id, r.id) > ($1, $2) AND r.taskforce_id <= $3
         ORDER BY r.taskforce_id, r.id LIMIT $4"
    );
    // Before every identifier, and behind every one.
    let (lowest, highest) = match taskforce {
        Some(id) => (id.to_string(), id.to_string()),
        None => (String::new(), "~".to_owned()),
    };
    let (from, id) = match after {
        Some((from, id)) => (from.to_string(), id.to_string()),
        None => (lowest, String::new()),
    };
    let rows = tx.all(sql, args![from, id, highest, limit]).await?;
    rows.iter().map(|row| Ok((row.get(26)?, line(row)?))).collect()
}
