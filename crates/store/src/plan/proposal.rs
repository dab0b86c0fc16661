//! What offices propose for a plan that is being made.

use std::collections::HashMap;

use domain::{
    agency::Lead,
    id::{AccountId, AgencyId, IndicatorId, PlanId, ProposalId, TaskForceId},
    plan::{Measure, ProposalDraft, ProposalState, Target, Wanted, Years},
    time::Instant,
};

use super::{
    tree::{agency_of, group_of, lead},
    year,
};
use crate::{Result, Row, StoreError, Tx, args, sql};

/// A proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalRow {
    /// Whose it is.
    pub taskforce: TaskForceId,
    /// Identifier.
    pub id: ProposalId,
    /// The plan it is for.
    pub plan: PlanId,
    /// The office that proposes; none for the secretariat.
    pub agency: Option<AgencyId>,
    /// Who would answer.
    pub lead: Option<Lead>,
    /// What is proposed, with what is wanted in each year of the plan.
    pub draft: ProposalDraft,
    /// The row of the plan before that it carries on.
    pub origin: Option<IndicatorId>,
    /// Where it stands.
    pub state: ProposalState,
    /// Why it was decided so; may be empty.
    pub decision: String,
    /// The row that it became.
    pub indicator: Option<IndicatorId>,
    /// Who proposed it; none for the system.
    pub proposed_by: Option<AccountId>,
    /// When.
    pub proposed_at: Instant,
    /// Who decided; none while it waits.
    pub decided_by: Option<AccountId>,
    /// When.
    pub decided_at: Option<Instant>,
    /// Counts the edits.
    pub version: i64,
}

type ByYear = HashMap<ProposalId, HashMap<i16, Wanted>>;

fn proposal(row: &Row, years: Years, wanted: &mut ByYear) -> Result<ProposalRow> {
    let (measure, state): (String, String) = (row.get(8)?, row.get(13)?);
    let id = row.get(1)?;
    let mut of_year = wanted.remove(&id).unwrap_or_default();
    let draft = ProposalDraft {
        strategy: row.get(4)?,
        activity: row.get(5)?,
        indicator: row.get(6)?,
        unit: row.get(7)?,
        measure: Measure::from_code(&measure).ok_or(StoreError::Shape(measure))?,
        definition: row.get(9)?,
        funding: row.get(10)?,
        reason: row.get(11)?,
        wanted: years.each().map(|year| of_year.remove(&year).unwrap_or_default()).collect(),
    };
    Ok(ProposalRow {
        taskforce: row.get(0)?,
        id,
        plan: row.get(2)?,
        agency: row.get(3)?,
        lead: lead(row, 21, 22)?,
        draft,
        origin: row.get(12)?,
        state: ProposalState::from_code(&state).ok_or(StoreError::Shape(state))?,
        decision: row.get(14)?,
        indicator: row.get(15)?,
        proposed_by: row.get(16)?,
        proposed_at: row.get(17)?,
        decided_by: row.get(18)?,
        decided_at: row.get(19)?,
        version: row.get(20)?,
    })
}

fn into_years(rows: &[Row]) -> Result<ByYear> {
    let mut years: ByYear = HashMap::new();
    for row in rows {
        let target = Target { value: row.get(2)?, text: row.get(3)? };
        let wanted = Wanted { target, rupiah: row.get(4)? };
        years.entry(row.get(0)?).or_default().insert(year(row, 1)?, wanted);
    }
    Ok(years)
}

/// The proposals for a plan of these years, in the order in which they came.
pub async fn list_proposals(
    tx: &mut Tx,
    taskforce: TaskForceId,
    plan: PlanId,
    years: Years,
) -> Result<Vec<ProposalRow>> {
    let of_years = sql!(
        "SELECT proposal_id, year, value, text, rupiah FROM plan_proposal_year
         WHERE taskforce_id = $1 AND plan_id = $2"
    );
    let mut wanted = into_years(&tx.all(of_years, args![taskforce, plan]).await?)?;
    let sql = sql!(
        "SELECT taskforce_id, id, plan_id, agency_id, strategy_id, activity, indicator, unit,
                measure, definition, funding, reason, origin_id, state, decision, indicator_id,
                proposed_by, proposed_at, decided_by, decided_at, version, lead_agency_id, lead_group_id
         FROM plan_proposal WHERE taskforce_id = $1 AND plan_id = $2 ORDER BY proposed_at, id"
    );
    let rows = tx.all(sql, args![taskforce, plan]).await?;
    rows.iter().map(|row| proposal(row, years, &mut wanted)).collect()
}

/// One proposal of this task force, with the years of its plan.
///
/// # Errors
/// `Missing` where the task force has none with this id.
pub async fn get_proposal(
    tx: &mut Tx,
    taskforce: TaskForceId,
    id: ProposalId,
) -> Result<ProposalRow> {
    let sql = sql!(
        "SELECT taskforce_id, id, plan_id, agency_id, strategy_id, activity, indicator, unit,
                measure, definition, funding, reason, origin_id, state, decision, indicator_id,
                proposed_by, proposed_at, decided_by, decided_at, version, lead_agency_id, lead_group_id
         FROM plan_proposal WHERE taskforce_id = $1 AND id = $2"
    );
    let row = tx.one(sql, args![taskforce, id]).await?;
    let years = super::get(tx, taskforce, row.get(2)?).await?.years;
    let of_years = sql!(
        "SELECT proposal_id, year, value, text, rupiah FROM plan_proposal_year
         WHERE taskforce_id = $1 AND proposal_id = $2"
    );
    let mut wanted = into_years(&tx.all(of_years, args![taskforce, id]).await?)?;
    proposal(&row, years, &mut wanted)
}

/// How many proposals for a plan wait to be decided.
pub async fn count_undecided(tx: &mut Tx, taskforce: TaskForceId, plan: PlanId) -> Result<i64> {
    let sql = sql!(
        "SELECT COUNT(*) FROM plan_proposal
         WHERE taskforce_id = $1 AND plan_id = $2 AND state = 'proposed'"
    );
    tx.one(sql, args![taskforce, plan]).await?.get(0)
}

/// Adds a proposal for a plan of these years.
pub async fn insert_proposal(tx: &mut Tx, row: &ProposalRow, years: Years) -> Result<()> {
    let sql = sql!(
        "INSERT INTO plan_proposal (taskforce_id, id, plan_id, agency_id, strategy_id, activity,
             indicator, unit, measure, definition, funding, reason, origin_id, state, decision,
             indicator_id, proposed_by, proposed_at, decided_by, decided_at, version,
             lead_agency_id, lead_group_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
             $19, $20, $21, $22, $23)"
    );
    let draft = &row.draft;
    let values = args![
        row.taskforce,
        row.id,
        row.plan,
        row.agency,
        draft.strategy,
        draft.activity,
        draft.indicator,
        draft.unit,
        draft.measure.code(),
        draft.definition,
        draft.funding,
        draft.reason,
        row.origin,
        row.state.code(),
        row.decision,
        row.indicator,
        row.proposed_by,
        row.proposed_at,
        row.decided_by,
        row.decided_at,
        row.version,
        agency_of(row.lead),
        group_of(row.lead),
    ];
    tx.run(sql, values).await?;
    insert_years(tx, row, years).await
}

/// Changes a proposal that is still at `row.version`, and counts the edit; who proposed it and
/// when stay. False where somebody else changed it in the meantime.
pub async fn update_proposal(tx: &mut Tx, row: &ProposalRow, years: Years) -> Result<bool> {
    let sql = sql!(
        "UPDATE plan_proposal SET strategy_id = $4, activity = $5, indicator = $6, unit = $7,
             measure = $8, definition = $9, funding = $10, reason = $11, state = $12,
             decision = $13, indicator_id = $14, decided_by = $15, decided_at = $16,
             lead_agency_id = $17, lead_group_id = $18, version = version + 1
         WHERE taskforce_id = $1 AND id = $2 AND version = $3"
    );
    let draft = &row.draft;
    let values = args![
        row.taskforce,
        row.id,
        row.version,
        draft.strategy,
        draft.activity,
        draft.indicator,
        draft.unit,
        draft.measure.code(),
        draft.definition,
        draft.funding,
        draft.reason,
        row.state.code(),
        row.decision,
        row.indicator,
        row.decided_by,
        row.decided_at,
        agency_of(row.lead),
        group_of(row.lead),
    ];
    if tx.run(sql, values).await? != 1 {
        return Ok(false);
    }
    let delete =
        sql!("DELETE FROM plan_proposal_year WHERE taskforce_id = $1 AND proposal_id = $2");
    tx.run(delete, args![row.taskforce, row.id]).await?;
    insert_years(tx, row, years).await?;
    Ok(true)
}

async fn insert_years(tx: &mut Tx, row: &ProposalRow, years: Years) -> Result<()> {
    let sql = sql!(
        "INSERT INTO plan_proposal_year (taskforce_id, proposal_id, year, plan_id, value, text,
             rupiah)
         VALUES ($1, $2, $3, $4, $5, $6, $7)"
    );
    for (year, wanted) in years.each().zip(&row.draft.wanted) {
        if *wanted != Wanted::default() {
            let Target { value, text } = &wanted.target;
            let year = i64::from(year);
            let values = args![row.taskforce, row.id, year, row.plan, value, text, wanted.rupiah];
            tx.run(sql, values).await?;
        }
    }
    Ok(())
}
