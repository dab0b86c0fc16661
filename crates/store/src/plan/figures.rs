//! What is wanted and who answers, by year and by day: leads, targets, spreads, budgets.

use domain::{
    agency::Lead,
    figure::{Figure, Rupiah},
    id::{ActivityId, IndicatorId, PlanId, TaskForceId},
    plan::Share,
    time::Date,
};

use super::{
    tree::{agency_of, group_of, lead},
    year,
};
use crate::{Result, Row, StoreError, Tx, args, sql};

/// Who answers for an indicator from a day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeadRow {
    /// The indicator.
    pub indicator: IndicatorId,
    /// First day.
    pub since: Date,
    /// Who; none leaves the row without a lead.
    pub lead: Option<Lead>,
}

/// What is wanted of an indicator in a year, from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetRow {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The year.
    pub year: i16,
    /// First day; checkpoints before it keep the target they had.
    pub since: Date,
    /// The number; none where the plan names none.
    pub value: Option<Figure>,
    /// As written, where it says more than the number.
    pub text: String,
}

/// One share of a row's own spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpreadRow {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The year.
    pub year: i16,
    /// Place of the checkpoint in the year, from 1.
    pub checkpoint: u8,
    /// Cumulative share of the year.
    pub share: Share,
}

/// The budget of an activity in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BudgetRow {
    /// The activity.
    pub activity: ActivityId,
    /// The year.
    pub year: i16,
    /// The amount; none where the plan names none.
    pub rupiah: Option<Rupiah>,
    /// Sources as written.
    pub funding: String,
}

/// The place of a checkpoint as stored.
pub(super) fn place(row: &Row, index: usize) -> Result<u8> {
    let place: i64 = row.get(index)?;
    u8::try_from(place).map_err(|_| StoreError::Shape(format!("the checkpoint {place}")))
}

fn share(row: &Row, index: usize) -> Result<Share> {
    let parts: i64 = row.get(index)?;
    let share = u16::try_from(parts).ok().and_then(Share::new);
    share.ok_or_else(|| StoreError::Shape(format!("the share {parts}")))
}

/// The leads of a plan, in the order of days.
pub async fn list_leads(tx: &mut Tx, taskforce: TaskForceId, plan: PlanId) -> Result<Vec<LeadRow>> {
    let sql = sql!(
        "SELECT indicator_id, since_on, agency_id, group_id FROM plan_lead
         WHERE taskforce_id = $1 AND plan_id = $2 ORDER BY indicator_id, since_on"
    );
    let rows = tx.all(sql, args![taskforce, plan]).await?;
    let row = |row: &Row| {
        Ok(LeadRow { indicator: row.get(0)?, since: row.get(1)?, lead: lead(row, 2, 3)? })
    };
    rows.iter().map(row).collect()
}

/// Sets who answers from a day on; a second time on one day replaces the first.
pub async fn insert_lead(
    tx: &mut Tx,
    taskforce: TaskForceId,
    plan: PlanId,
    row: &LeadRow,
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO plan_lead (taskforce_id, indicator_id, since_on, plan_id, agency_id, group_id)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (taskforce_id, indicator_id, since_on)
         DO UPDATE SET agency_id = excluded.agency_id, group_id = excluded.group_id"
    );
    let (agency, group) = (agency_of(row.lead), group_of(row.lead));
    tx.run(sql, args![taskforce, row.indicator, row.since, plan, agency, group]).await?;
    Ok(())
}

/// The targets of a plan, by indicator and year, in the order of days.
pub async fn list_targets(
    tx: &mut Tx,
    taskforce: TaskForceId,
    plan: PlanId,
) -> Result<Vec<TargetRow>> {
    let sql = sql!(
        "SELECT indicator_id, year, since_on, value, text FROM plan_target
         WHERE taskforce_id = $1 AND plan_id = $2 ORDER BY indicator_id, year, since_on"
    );
    let rows = tx.all(sql, args![taskforce, plan]).await?;
    let target = |row: &Row| {
        Ok(TargetRow {
            indicator: row.get(0)?,
            year: year(row, 1)?,
            since: row.get(2)?,
            value: row.get(3)?,
            text: row.get(4)?,
        })
    };
    rows.iter().map(target).collect()
}

/// Sets the target of a year from a day on; a second time on one day replaces the first.
pub async fn insert_target(
    tx: &mut Tx,
    taskforce: TaskForceId,
    plan: PlanId,
    row: &TargetRow,
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO plan_target (taskforce_id, indicator_id, year, since_on, plan_id, value, text)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (taskforce_id, indicator_id, year, since_on)
         DO UPDATE SET value = excluded.value, text = excluded.text"
    );
    let year = i64::from(row.year);
    let values = args![taskforce, row.indicator, year, row.since, plan, row.value, row.text];
    tx.run(sql, values).await?;
    Ok(())
}

/// The own spreads of a plan, by indicator and year, in the order of checkpoints.
pub async fn list_spreads(
    tx: &mut Tx,
    taskforce: TaskForceId,
    plan: PlanId,
) -> Result<Vec<SpreadRow>> {
    let sql = sql!(
        "SELECT indicator_id, year, checkpoint, share FROM plan_spread
         WHERE taskforce_id = $1 AND plan_id = $2 ORDER BY indicator_id, year, checkpoint"
    );
    let rows = tx.all(sql, args![taskforce, plan]).await?;
    let spread = |row: &Row| {
        Ok(SpreadRow {
            indicator: row.get(0)?,
            year: year(row, 1)?,
            checkpoint: place(row, 2)?,
            share: share(row, 3)?,
        })
    };
    rows.iter().map(spread).collect()
}

/// Adds one share of a row's own spread.
pub async fn insert_spread(
    tx: &mut Tx,
    taskforce: TaskForceId,
    plan: PlanId,
    row: &SpreadRow,
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO plan_spread (taskforce_id, indicator_id, year, checkpoint, plan_id, share)
         VALUES ($1, $2, $3, $4, $5, $6)"
    );
    let (year, place) = (i64::from(row.year), i64::from(row.checkpoint));
    let share = i64::from(row.share.parts());
    tx.run(sql, args![taskforce, row.indicator, year, place, plan, share]).await?;
    Ok(())
}

/// Removes the own spread of a row in a year; it is even again until shares are added.
pub async fn delete_spread(
    tx: &mut Tx,
    taskforce: TaskForceId,
    indicator: IndicatorId,
    year: i16,
) -> Result<()> {
    let sql =
        sql!("DELETE FROM plan_spread WHERE taskforce_id = $1 AND indicator_id = $2 AND year = $3");
    tx.run(sql, args![taskforce, indicator, i64::from(year)]).await?;
    Ok(())
}

/// The budgets of a plan, by activity and year.
pub async fn list_budgets(
    tx: &mut Tx,
    taskforce: TaskForceId,
    plan: PlanId,
) -> Result<Vec<BudgetRow>> {
    let sql = sql!(
        "SELECT activity_id, year, rupiah, funding FROM plan_budget
         WHERE taskforce_id = $1 AND plan_id = $2 ORDER BY activity_id, year"
    );
    let rows = tx.all(sql, args![taskforce, plan]).await?;
    let budget = |row: &Row| {
        Ok(BudgetRow {
            activity: row.get(0)?,
            year: year(row, 1)?,
            rupiah: row.get(2)?,
            funding: row.get(3)?,
        })
    };
    rows.iter().map(budget).collect()
}

/// Sets the budget of an activity in a year.
pub async fn insert_budget(
    tx: &mut Tx,
    taskforce: TaskForceId,
    plan: PlanId,
    row: &BudgetRow,
) -> Result<()> {
    let sql = sql!(
        "INSERT INTO plan_budget (taskforce_id, activity_id, year, plan_id, rupiah, funding)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (taskforce_id, activity_id, year)
         DO UPDATE SET rupiah = excluded.rupiah, funding = excluded.funding"
    );
    let year = i64::from(row.year);
    tx.run(sql, args![taskforce, row.activity, year, plan, row.rupiah, row.funding]).await?;
    Ok(())
}
