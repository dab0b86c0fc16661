//! Every report of many plans, a piece at a time, so that a large table streams; the words around
//! them once for each task force.

use std::collections::HashMap;

use domain::{
    figure::{Figure, Rupiah},
    id::{AgencyId, IndicatorId, RealisationId, TaskForceId},
    plan::{Measure, State, Via},
    time::{Instant, Zone},
};

use super::year;
use crate::{Result, Row, StoreError, Tx, args, sql};

/// One revision of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the columns of the sheet, by their usual names")]
pub struct ReportLine {
    pub taskforce: TaskForceId,
    pub id: RealisationId,
    pub indicator: IndicatorId,
    pub agency: AgencyId,
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

/// The words around the reports of an indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the columns of the sheet, by their usual names")]
pub struct IndicatorWords {
    pub plan: String,
    pub strategy: String,
    pub activity_code: String,
    pub activity: String,
    pub indicator: String,
    pub unit: String,
    pub measure: Measure,
}

/// What the reports of a task force refer to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportWords {
    /// Name of the task force.
    pub taskforce: String,
    /// Its zone, in which days are told.
    pub zone: Zone,
    /// Indicators of all its plans.
    pub indicators: HashMap<IndicatorId, IndicatorWords>,
    /// Short names of the agencies that reported.
    pub agencies: HashMap<AgencyId, String>,
}

fn line(row: &Row) -> Result<ReportLine> {
    let (state, via): (String, String) = (row.get(7)?, row.get(19)?);
    Ok(ReportLine {
        taskforce: row.get(0)?,
        id: row.get(1)?,
        indicator: row.get(2)?,
        agency: row.get(3)?,
        year: year(row, 4)?,
        checkpoint: row.get(5)?,
        revision: row.get(6)?,
        state: State::from_code(&state).ok_or(StoreError::Shape(state))?,
        value: row.get(8)?,
        numerator: row.get(9)?,
        denominator: row.get(10)?,
        spend: row.get(11)?,
        obstacle: row.get(12)?,
        follow_up: row.get(13)?,
        nihil_reason: row.get(14)?,
        submitted_at: row.get(15)?,
        approved_at: row.get(16)?,
        decided_at: row.get(17)?,
        return_reason: row.get(18)?,
        via: Via::from_code(&via).ok_or(StoreError::Shape(via))?,
    })
}

/// At most `limit` reports of a task force, or of all of them, behind `after` in the order of
/// identifiers, those of one task force together. What waits for the head of its office has not
/// left the house yet.
pub async fn list_report_lines(
    tx: &mut Tx,
    taskforce: Option<TaskForceId>,
    after: Option<(TaskForceId, RealisationId)>,
    limit: i64,
) -> Result<Vec<ReportLine>> {
    let sql = sql!(
        "SELECT taskforce_id, id, indicator_id, agency_id, year, checkpoint, revision, state, value,
                numerator, denominator, spend, obstacle, follow_up, nihil_reason, submitted_at,
                approved_at, decided_at, return_reason, via
         FROM realisation WHERE (taskforce_id, id) > ($1, $2) AND taskforce_id <= $3
           AND state <> 'unapproved'
         ORDER BY taskforce_id, id LIMIT $4"
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
    tx.all(sql, args![from, id, highest, limit]).await?.iter().map(line).collect()
}

/// The words around every report of a task force.
///
/// # Errors
/// `Missing` where there is no such task force.
pub async fn get_report_words(tx: &mut Tx, taskforce: TaskForceId) -> Result<ReportWords> {
    let sql = sql!(
        "SELECT i.id, p.title, s.name, a.code, a.name, i.name, i.unit, i.measure
         FROM plan_indicator i
         JOIN plan p ON p.taskforce_id = i.taskforce_id AND p.id = i.plan_id
         JOIN plan_activity a ON a.taskforce_id = i.taskforce_id AND a.id = i.activity_id
         JOIN plan_strategy s ON s.taskforce_id = a.taskforce_id AND s.id = a.strategy_id
         WHERE i.taskforce_id = $1"
    );
    let words = |row: &Row| {
        let measure: String = row.get(7)?;
        let words = IndicatorWords {
            plan: row.get(1)?,
            strategy: row.get(2)?,
            activity_code: row.get(3)?,
            activity: row.get(4)?,
            indicator: row.get(5)?,
            unit: row.get(6)?,
            measure: Measure::from_code(&measure).ok_or(StoreError::Shape(measure))?,
        };
        Ok((row.get(0)?, words))
    };
    let rows = tx.all(sql, args![taskforce]).await?;
    let indicators = rows.iter().map(words).collect::<Result<_>>()?;
    let sql = sql!(
        "SELECT id, short_name FROM agency
         WHERE id IN (SELECT agency_id FROM realisation WHERE taskforce_id = $1)"
    );
    let rows = tx.all(sql, args![taskforce]).await?;
    let agencies = rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?)));
    let agencies = agencies.collect::<Result<_>>()?;
    let of = crate::taskforce::get(tx, taskforce).await?;
    Ok(ReportWords { taskforce: of.name, zone: of.zone, indicators, agencies })
}
