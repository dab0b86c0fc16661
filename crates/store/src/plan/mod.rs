//! Plans: the plan itself, its tree, what was reported, what proves it, and uploads to import.

use domain::{
    id::{PlanId, TaskForceId},
    plan::Years,
    time::Instant,
};

use crate::{Result, Row, StoreError, Tx, args, sql};

mod evidence;
mod figures;
mod realisation;
mod tree;
mod upload;

pub use evidence::{
    EvidenceRow, count_evidence, find_evidence_of_file, get_evidence, insert_evidence,
    list_evidence, list_evidence_of_indicator,
};
pub use figures::{
    BudgetRow, LeadRow, SpreadRow, TargetRow, delete_spread, insert_budget, insert_lead,
    insert_spread, insert_target, list_budgets, list_leads, list_spreads, list_targets,
};
pub use realisation::{
    Place, RealisationRow, count_of_indicator, decide, find_head, get_realisation,
    insert_realisation, list_history, list_realisations, list_waiting,
};
pub use tree::{
    ActivityRow, IndicatorRow, StrategyRow, SupportRow, delete_supports, get_indicator,
    insert_activity, insert_indicator, insert_strategy, insert_support, list_activities,
    list_indicators, list_strategies, list_supports, update_activity, update_indicator,
    update_strategy,
};
pub use upload::{
    UploadRow, delete_old_uploads, get_upload, insert_upload, update_upload_applied,
    update_upload_choices,
};

/// A plan without its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanRow {
    /// Whose it is.
    pub taskforce: TaskForceId,
    /// Identifier.
    pub id: PlanId,
    /// Title, as printed.
    pub title: String,
    /// First and last year.
    pub years: Years,
    /// Code of its checkpoint scheme.
    pub scheme: String,
    /// Whether it runs; else it is closed.
    pub is_running: bool,
    /// Whether its figures are invented.
    pub is_example: bool,
    /// Counts every write to the plan or its reports.
    pub revision: i64,
    /// When it was made.
    pub created_at: Instant,
}

const RUNNING: &str = "running";
const CLOSED: &str = "closed";

/// A year as stored.
pub(crate) fn year(row: &Row, index: usize) -> Result<i16> {
    let year: i64 = row.get(index)?;
    i16::try_from(year).map_err(|_| StoreError::Shape(format!("the year {year}")))
}

fn plan(row: &Row) -> Result<PlanRow> {
    Ok(PlanRow {
        taskforce: row.get(0)?,
        id: row.get(1)?,
        title: row.get(2)?,
        years: Years { first: year(row, 3)?, last: year(row, 4)? },
        scheme: row.get(5)?,
        is_running: row.get::<String>(6)? == RUNNING,
        is_example: row.get(7)?,
        revision: row.get(8)?,
        created_at: row.get(9)?,
    })
}

/// The plan of this task force.
///
/// # Errors
/// `Missing` where the task force has none with this id.
pub async fn get(tx: &mut Tx, taskforce: TaskForceId, id: PlanId) -> Result<PlanRow> {
    let sql = sql!(
        "SELECT taskforce_id, id, title, first_year, last_year, scheme, state, is_example, revision,
                created_at
         FROM plan WHERE taskforce_id = $1 AND id = $2"
    );
    plan(&tx.one(sql, args![taskforce, id]).await?)
}

/// The plan of a task force for exactly these years.
pub async fn find_of_years(
    tx: &mut Tx,
    taskforce: TaskForceId,
    years: Years,
) -> Result<Option<PlanRow>> {
    let sql = sql!(
        "SELECT taskforce_id, id, title, first_year, last_year, scheme, state, is_example, revision,
                created_at
         FROM plan WHERE taskforce_id = $1 AND first_year = $2 AND last_year = $3"
    );
    let row = tx.opt(sql, args![taskforce, i64::from(years.first), i64::from(years.last)]).await?;
    row.as_ref().map(plan).transpose()
}

/// Every plan of a task force, the latest years first.
pub async fn list(tx: &mut Tx, taskforce: TaskForceId) -> Result<Vec<PlanRow>> {
    let sql = sql!(
        "SELECT taskforce_id, id, title, first_year, last_year, scheme, state, is_example, revision,
                created_at
         FROM plan WHERE taskforce_id = $1 ORDER BY first_year DESC, last_year DESC"
    );
    tx.all(sql, args![taskforce]).await?.iter().map(plan).collect()
}

/// Adds a plan.
///
/// # Errors
/// `Taken` where the task force has a plan for these years.
pub async fn insert(tx: &mut Tx, row: &PlanRow) -> Result<()> {
    let sql = sql!(
        "INSERT INTO plan (taskforce_id, id, title, first_year, last_year, scheme, state,
             is_example, revision, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    );
    let values = args![
        row.taskforce,
        row.id,
        row.title,
        i64::from(row.years.first),
        i64::from(row.years.last),
        row.scheme,
        if row.is_running { RUNNING } else { CLOSED },
        row.is_example,
        row.revision,
        row.created_at,
    ];
    tx.run(sql, values).await?;
    Ok(())
}

/// Changes what a plan is called and whether it runs.
pub async fn update(tx: &mut Tx, row: &PlanRow) -> Result<()> {
    let sql = sql!(
        "UPDATE plan SET title = $3, scheme = $4, state = $5, is_example = $6
         WHERE taskforce_id = $1 AND id = $2"
    );
    let state = if row.is_running { RUNNING } else { CLOSED };
    let values = args![row.taskforce, row.id, row.title, row.scheme, state, row.is_example];
    if tx.run(sql, values).await? == 1 { Ok(()) } else { Err(StoreError::Missing) }
}

/// The revision of a plan: all that a cached page has to ask.
///
/// # Errors
/// `Missing` where the task force has none with this id.
pub async fn get_revision(tx: &mut Tx, taskforce: TaskForceId, id: PlanId) -> Result<i64> {
    let sql = sql!("SELECT revision FROM plan WHERE taskforce_id = $1 AND id = $2");
    tx.one(sql, args![taskforce, id]).await?.get(0)
}

/// The running plan of `year` and its revision.
///
/// Where none runs in that year: the last one before it, else the first one after it, so that the
/// next plan, imported early, does not take the place of today's.
pub async fn find_running_revision(
    tx: &mut Tx,
    taskforce: TaskForceId,
    year: i16,
) -> Result<Option<(PlanId, i64)>> {
    let sql = sql!(
        "SELECT id, revision FROM plan WHERE taskforce_id = $1 AND state = 'running'
         ORDER BY CASE WHEN first_year <= $2 AND last_year >= $2 THEN 0
                       WHEN last_year < $2 THEN 1 ELSE 2 END,
                  CASE WHEN first_year > $2 THEN first_year ELSE -last_year END,
                  first_year LIMIT 1"
    );
    let row = tx.opt(sql, args![taskforce, i64::from(year)]).await?;
    row.map(|row| Ok((row.get(0)?, row.get(1)?))).transpose()
}

/// Counts a write to something that every plan of a task force shows: its groups and agencies.
pub async fn update_revisions(tx: &mut Tx, taskforce: TaskForceId) -> Result<()> {
    let sql = sql!("UPDATE plan SET revision = revision + 1 WHERE taskforce_id = $1");
    tx.run(sql, args![taskforce]).await?;
    Ok(())
}

/// Counts a write to the plan or its reports and returns the new revision; taken first, it also
/// puts the writers of one plan in a row.
///
/// # Errors
/// `Missing` where the task force has none with this id.
pub async fn update_revision(tx: &mut Tx, taskforce: TaskForceId, id: PlanId) -> Result<i64> {
    let sql = sql!(
        "UPDATE plan SET revision = revision + 1 WHERE taskforce_id = $1 AND id = $2
         RETURNING revision"
    );
    tx.one(sql, args![taskforce, id]).await?.get(0)
}
