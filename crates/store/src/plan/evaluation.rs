//! How rows ended, and what the next plan does with them.

use domain::{
    id::{AccountId, IndicatorId, PlanId, ProposalId, TaskForceId},
    plan::{Carry, Choice, Evaluation},
    time::Instant,
};

use crate::{Result, Row, StoreError, Tx, args, sql};

/// The end evaluation of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvaluationRow {
    /// The row.
    pub indicator: IndicatorId,
    /// The plan it is of.
    pub plan: PlanId,
    /// What was found.
    pub evaluation: Evaluation,
    /// Who wrote it; none for the system.
    pub evaluated_by: Option<AccountId>,
    /// When.
    pub evaluated_at: Instant,
    /// Counts the edits; 0 is not stored yet.
    pub version: i64,
}

/// What the next plan does with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarryRow {
    /// The row.
    pub indicator: IndicatorId,
    /// The plan it is of.
    pub plan: PlanId,
    /// The choice and why.
    pub carry: Carry,
    /// What it became in the next plan.
    pub proposal: Option<ProposalId>,
    /// Who chose; none for the system.
    pub decided_by: Option<AccountId>,
    /// When.
    pub decided_at: Instant,
    /// Counts the edits; 0 is not stored yet.
    pub version: i64,
}

fn evaluation(row: &Row) -> Result<EvaluationRow> {
    Ok(EvaluationRow {
        indicator: row.get(0)?,
        plan: row.get(1)?,
        evaluation: Evaluation { finding: row.get(2)?, cause: row.get(3)?, advice: row.get(4)? },
        evaluated_by: row.get(5)?,
        evaluated_at: row.get(6)?,
        version: row.get(7)?,
    })
}

/// The end evaluations of a plan.
pub async fn list_evaluations(
    tx: &mut Tx,
    taskforce: TaskForceId,
    plan: PlanId,
) -> Result<Vec<EvaluationRow>> {
    let sql = sql!(
        "SELECT indicator_id, plan_id, finding, cause, advice, evaluated_by, evaluated_at, version
         FROM plan_evaluation WHERE taskforce_id = $1 AND plan_id = $2 ORDER BY indicator_id"
    );
    tx.all(sql, args![taskforce, plan]).await?.iter().map(evaluation).collect()
}

/// The end evaluation of a row; none where nobody has written it.
pub async fn find_evaluation(
    tx: &mut Tx,
    taskforce: TaskForceId,
    indicator: IndicatorId,
) -> Result<Option<EvaluationRow>> {
    let sql = sql!(
        "SELECT indicator_id, plan_id, finding, cause, advice, evaluated_by, evaluated_at, version
         FROM plan_evaluation WHERE taskforce_id = $1 AND indicator_id = $2"
    );
    let row = tx.opt(sql, args![taskforce, indicator]).await?;
    row.as_ref().map(evaluation).transpose()
}

/// Stores an end evaluation that is still at `row.version`, new at 0, and counts the edit.
///
/// False where somebody else changed it in the meantime.
pub async fn save_evaluation(
    tx: &mut Tx,
    taskforce: TaskForceId,
    row: &EvaluationRow,
) -> Result<bool> {
    let sql = sql!(
        "INSERT INTO plan_evaluation (taskforce_id, indicator_id, plan_id, finding, cause, advice,
             evaluated_by, evaluated_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9 + 1)
         ON CONFLICT (taskforce_id, indicator_id) DO UPDATE SET finding = excluded.finding,
             cause = excluded.cause, advice = excluded.advice,
             evaluated_by = excluded.evaluated_by, evaluated_at = excluded.evaluated_at,
             version = excluded.version
         WHERE plan_evaluation.version = $9"
    );
    let Evaluation { finding, cause, advice } = &row.evaluation;
    let values = args![
        taskforce,
        row.indicator,
        row.plan,
        finding,
        cause,
        advice,
        row.evaluated_by,
        row.evaluated_at,
        row.version
    ];
    Ok(tx.run(sql, values).await? == 1)
}

fn carry(row: &Row) -> Result<CarryRow> {
    let choice: String = row.get(2)?;
    let choice = Choice::from_code(&choice).ok_or(StoreError::Shape(choice))?;
    Ok(CarryRow {
        indicator: row.get(0)?,
        plan: row.get(1)?,
        carry: Carry { choice, reason: row.get(3)? },
        proposal: row.get(4)?,
        decided_by: row.get(5)?,
        decided_at: row.get(6)?,
        version: row.get(7)?,
    })
}

/// What the next plan does with each row of a plan, as far as it is decided.
pub async fn list_carries(
    tx: &mut Tx,
    taskforce: TaskForceId,
    plan: PlanId,
) -> Result<Vec<CarryRow>> {
    let sql = sql!(
        "SELECT indicator_id, plan_id, choice, reason, proposal_id, decided_by, decided_at, version
         FROM plan_carry WHERE taskforce_id = $1 AND plan_id = $2 ORDER BY indicator_id"
    );
    tx.all(sql, args![taskforce, plan]).await?.iter().map(carry).collect()
}

/// What the next plan does with a row; none where nobody has decided.
pub async fn find_carry(
    tx: &mut Tx,
    taskforce: TaskForceId,
    indicator: IndicatorId,
) -> Result<Option<CarryRow>> {
    let sql = sql!(
        "SELECT indicator_id, plan_id, choice, reason, proposal_id, decided_by, decided_at, version
         FROM plan_carry WHERE taskforce_id = $1 AND indicator_id = $2"
    );
    let row = tx.opt(sql, args![taskforce, indicator]).await?;
    row.as_ref().map(carry).transpose()
}

/// Stores what the next plan does with a row that is still at `row.version`, new at 0.
///
/// False where somebody else changed it in the meantime.
pub async fn save_carry(tx: &mut Tx, taskforce: TaskForceId, row: &CarryRow) -> Result<bool> {
    let sql = sql!(
        "INSERT INTO plan_carry (taskforce_id, indicator_id, plan_id, choice, reason, proposal_id,
             decided_by, decided_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9 + 1)
         ON CONFLICT (taskforce_id, indicator_id) DO UPDATE SET choice = excluded.choice,
             reason = excluded.reason, proposal_id = excluded.proposal_id,
             decided_by = excluded.decided_by, decided_at = excluded.decided_at,
             version = excluded.version
         WHERE plan_carry.version = $9"
    );
    let values = args![
        taskforce,
        row.indicator,
        row.plan,
        row.carry.choice.code(),
        row.carry.reason,
        row.proposal,
        row.decided_by,
        row.decided_at,
        row.version
    ];
    Ok(tx.run(sql, values).await? == 1)
}
