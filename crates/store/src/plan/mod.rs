//! Plans: the plan itself, its tree, what was reported, what proves it, and uploads to import.

use domain::{
    id::{PlanId, TaskForceId},
    plan::{Regulation, Stage, Years},
    time::{Date, Instant},
};

use crate::{Result, Row, StoreError, Tx, args, sql};

mod dump;
mod evaluation;
mod evidence;
mod export;
mod figures;
mod life;
mod link;
mod located;
mod proposal;
mod realisation;
mod support;
mod tree;
mod twin;
mod undo;
mod upload;

pub use dump::{Cell, Rows, delete_plan, dump, restore};
pub use evaluation::{
    CarryRow, EvaluationRow, find_carry, find_evaluation, list_carries, list_evaluations,
    save_carry, save_evaluation,
};
pub use evidence::{
    EvidenceRow, count_evidence, find_evidence_of_file, get_evidence, insert_evidence,
    list_evidence, list_evidence_of_indicator,
};
pub use export::{IndicatorWords, ReportLine, ReportWords, get_report_words, list_report_lines};
pub use figures::{
    BudgetRow, LeadRow, SpreadRow, TargetRow, delete_spread, insert_budget, insert_lead,
    insert_spread, insert_target, list_budgets, list_leads, list_spreads, list_targets,
};
pub use life::{
    AmendmentRow, StageRow, insert_amendment, insert_stage, list_amendments, list_stages,
};
pub use link::{
    LinkRow, delete_approval, find_link, get_link, has_approval, insert_approval, insert_link,
    list_links, pass_unapproved, update_link_revoked, update_link_used,
};
pub use located::{LocatedRow, list_located};
pub use proposal::{
    ProposalRow, count_undecided, get_proposal, insert_proposal, list_proposals, update_proposal,
};
pub use realisation::{
    Place, RealisationRow, count_of_indicator, decide, find_head, get_realisation,
    insert_realisation, list_history, list_realisations, list_unapproved, list_waiting,
    update_version,
};
pub use support::{SupportRow, delete_supports, insert_support, list_supports};
pub use tree::{
    ActivityRow, IndicatorRow, StrategyRow, free_activity, free_indicator, free_strategy,
    get_indicator, get_row_name, insert_activity, insert_indicator, insert_strategy,
    list_activities, list_indicators, list_strategies, update_activity, update_indicator,
    update_strategy,
};
pub(crate) use tree::{agency_of, group_of, lead};
pub use twin::{PhotoRow, TwinRow, list_claims_of_file, list_photos, list_twins};
pub use undo::{UndoRow, has_later_work, insert_undo, list_undo, update_undone};
pub use upload::{
    UploadRow, Uploaded, delete_old_uploads, get_upload, insert_upload, update_upload_applied,
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
    /// Where it is in its life.
    pub stage: Stage,
    /// Whether its figures are invented.
    pub is_example: bool,
    /// Counts every write to the plan or its reports.
    pub revision: i64,
    /// When it was made.
    pub created_at: Instant,
    /// The plan that it follows.
    pub predecessor: Option<PlanId>,
    /// What it is in force by; none where that is not known or not yet so.
    pub regulation: Option<Regulation>,
    /// When it was closed.
    pub closed_on: Option<Date>,
}

impl PlanRow {
    /// Whether it is in force and reported on.
    pub fn is_running(&self) -> bool {
        self.stage == Stage::Running
    }
}

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
        stage: stage(row, 6)?,
        is_example: row.get(7)?,
        revision: row.get(8)?,
        created_at: row.get(9)?,
        predecessor: row.get(10)?,
        regulation: regulation(row)?,
        closed_on: row.get(15)?,
    })
}

/// A stage as stored.
fn stage(row: &Row, index: usize) -> Result<Stage> {
    let code: String = row.get(index)?;
    Stage::from_code(&code).ok_or(StoreError::Shape(code))
}

/// The regulation is known where its days are.
fn regulation(row: &Row) -> Result<Option<Regulation>> {
    let days: (Option<Date>, Option<Date>) = (row.get(13)?, row.get(14)?);
    let (Some(signed_on), Some(in_force_on)) = days else { return Ok(None) };
    let (number, title) = (row.get(11)?, row.get(12)?);
    Ok(Some(Regulation { number, title, signed_on, in_force_on }))
}

/// The plan of this task force.
///
/// # Errors
/// `Missing` where the task force has none with this id.
pub async fn get(tx: &mut Tx, taskforce: TaskForceId, id: PlanId) -> Result<PlanRow> {
    let sql = sql!(
        "SELECT taskforce_id, id, title, first_year, last_year, scheme, state, is_example, revision,
                created_at, predecessor_id, regulation_number, regulation_title, regulation_on,
                in_force_on, closed_on
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
                created_at, predecessor_id, regulation_number, regulation_title, regulation_on,
                in_force_on, closed_on
         FROM plan WHERE taskforce_id = $1 AND first_year = $2 AND last_year = $3"
    );
    let row = tx.opt(sql, args![taskforce, i64::from(years.first), i64::from(years.last)]).await?;
    row.as_ref().map(plan).transpose()
}

/// Every plan of a task force, the latest years first.
pub async fn list(tx: &mut Tx, taskforce: TaskForceId) -> Result<Vec<PlanRow>> {
    let sql = sql!(
        "SELECT taskforce_id, id, title, first_year, last_year, scheme, state, is_example, revision,
                created_at, predecessor_id, regulation_number, regulation_title, regulation_on,
                in_force_on, closed_on
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
             is_example, revision, created_at, predecessor_id, regulation_number,
             regulation_title, regulation_on, in_force_on, closed_on)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"
    );
    let regulation = Told::of(row);
    let values = args![
        row.taskforce,
        row.id,
        row.title,
        i64::from(row.years.first),
        i64::from(row.years.last),
        row.scheme,
        row.stage.code(),
        row.is_example,
        row.revision,
        row.created_at,
        row.predecessor,
        regulation.number,
        regulation.title,
        regulation.signed_on,
        regulation.in_force_on,
        row.closed_on,
    ];
    tx.run(sql, values).await?;
    Ok(())
}

/// The columns of a regulation, empty where there is none.
struct Told<'a> {
    number: &'a str,
    title: &'a str,
    signed_on: Option<Date>,
    in_force_on: Option<Date>,
}

impl<'a> Told<'a> {
    fn of(row: &'a PlanRow) -> Self {
        let known = row.regulation.as_ref();
        Self {
            number: known.map_or("", |one| &one.number),
            title: known.map_or("", |one| &one.title),
            signed_on: known.map(|one| one.signed_on),
            in_force_on: known.map(|one| one.in_force_on),
        }
    }
}

/// Changes what a plan is called, where it is in its life and what it rests on; its years stay.
pub async fn update(tx: &mut Tx, row: &PlanRow) -> Result<()> {
    let sql = sql!(
        "UPDATE plan SET title = $3, scheme = $4, state = $5, is_example = $6,
             predecessor_id = $7, regulation_number = $8, regulation_title = $9,
             regulation_on = $10, in_force_on = $11, closed_on = $12
         WHERE taskforce_id = $1 AND id = $2"
    );
    let regulation = Told::of(row);
    let values = args![
        row.taskforce,
        row.id,
        row.title,
        row.scheme,
        row.stage.code(),
        row.is_example,
        row.predecessor,
        regulation.number,
        regulation.title,
        regulation.signed_on,
        regulation.in_force_on,
        row.closed_on,
    ];
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

/// Puts everyone who writes to a plan of a task force in a row behind the caller, without counting
/// a write: what is read after it can't change before the transaction ends.
pub async fn lock(tx: &mut Tx, taskforce: TaskForceId) -> Result<()> {
    let sql = sql!("UPDATE plan SET revision = revision WHERE taskforce_id = $1");
    tx.run(sql, args![taskforce]).await?;
    Ok(())
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
