//! Strategies, activities, who supports them, and indicators.

use domain::{
    agency::Lead,
    figure::Figure,
    id::{ActivityId, AgencyId, GroupId, IndicatorId, PlanId, StrategyId, TaskForceId},
    plan::{Direction, Measure},
    time::Date,
};

use crate::{Result, Row, StoreError, Tx, args, sql};

/// A strategy of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StrategyRow {
    /// Whose it is.
    pub taskforce: TaskForceId,
    /// The plan.
    pub plan: PlanId,
    /// Identifier.
    pub id: StrategyId,
    /// As printed: `A`.
    pub code: String,
    /// Name.
    pub name: String,
    /// Normalised name; unique within the plan.
    pub key: String,
    /// Place in the plan.
    pub position: i64,
}

/// An activity of a strategy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivityRow {
    /// Whose it is.
    pub taskforce: TaskForceId,
    /// The plan.
    pub plan: PlanId,
    /// Identifier.
    pub id: ActivityId,
    /// The strategy.
    pub strategy: StrategyId,
    /// As printed: `A.2`.
    pub code: String,
    /// Name.
    pub name: String,
    /// Normalised name; unique within the strategy.
    pub key: String,
    /// Place in the plan.
    pub position: i64,
    /// Sub-activity code of SIPD; may be empty.
    pub sipd: String,
}

/// An indicator: how to count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorRow {
    /// Whose it is.
    pub taskforce: TaskForceId,
    /// The plan.
    pub plan: PlanId,
    /// Identifier.
    pub id: IndicatorId,
    /// The activity.
    pub activity: ActivityId,
    /// Name.
    pub name: String,
    /// Normalised name; unique within the activity.
    pub key: String,
    /// Unit as printed; `%` for percentages.
    pub unit: String,
    /// How its figures add up.
    pub measure: Measure,
    /// Which way is better.
    pub direction: Direction,
    /// What counts and what does not; may be empty.
    pub definition: String,
    /// Where the figures come from; may be empty.
    pub data_source: String,
    /// Whether its definition lets the part be larger than the whole.
    pub over_whole: bool,
    /// Where it stood before the plan.
    pub baseline: Option<Figure>,
    /// How much it counts beside its siblings.
    pub weight: u32,
    /// Place in the plan.
    pub position: i64,
    /// Counts the edits.
    pub version: i64,
    /// First day it counts, where an amendment added it.
    pub from: Option<Date>,
    /// Last day it counts, where an amendment took it out.
    pub until: Option<Date>,
    /// The row of the plan before that it carries on.
    pub origin: Option<IndicatorId>,
}

/// An agency or a group from two columns of which at most one is set.
pub(crate) fn lead(row: &Row, agency: usize, group: usize) -> Result<Option<Lead>> {
    let agency = row.get::<Option<AgencyId>>(agency)?.map(Lead::Agency);
    Ok(agency.or(row.get::<Option<GroupId>>(group)?.map(Lead::Group)))
}

pub(crate) const fn agency_of(lead: Option<Lead>) -> Option<AgencyId> {
    match lead {
        Some(Lead::Agency(id)) => Some(id),
        _ => None,
    }
}

pub(crate) const fn group_of(lead: Option<Lead>) -> Option<GroupId> {
    match lead {
        Some(Lead::Group(id)) => Some(id),
        _ => None,
    }
}

/// The strategies of a plan, in its order.
pub async fn list_strategies(
    tx: &mut Tx,
    taskforce: TaskForceId,
    plan: PlanId,
) -> Result<Vec<StrategyRow>> {
    let sql = sql!(
        "SELECT taskforce_id, plan_id, id, code, name, name_key, position
         FROM plan_strategy WHERE taskforce_id = $1 AND plan_id = $2 ORDER BY position, id"
    );
    let rows = tx.all(sql, args![taskforce, plan]).await?;
    let strategy = |row: &Row| {
        Ok(StrategyRow {
            taskforce: row.get(0)?,
            plan: row.get(1)?,
            id: row.get(2)?,
            code: row.get(3)?,
            name: row.get(4)?,
            key: row.get(5)?,
            position: row.get(6)?,
        })
    };
    rows.iter().map(strategy).collect()
}

/// Adds a strategy.
///
/// # Errors
/// `Taken` where the plan has one of this name.
pub async fn insert_strategy(tx: &mut Tx, row: &StrategyRow) -> Result<()> {
    let sql = sql!(
        "INSERT INTO plan_strategy (taskforce_id, plan_id, id, code, name, name_key, position)
         VALUES ($1, $2, $3, $4, $5, $6, $7)"
    );
    let StrategyRow { taskforce, plan, id, code, name, key, position } = row;
    tx.run(sql, args![taskforce, plan, id, code, name, key, position]).await?;
    Ok(())
}

/// Changes code, name and place of a strategy.
///
/// # Errors
/// `Taken` where the plan has another one of this name.
pub async fn update_strategy(tx: &mut Tx, row: &StrategyRow) -> Result<()> {
    let sql = sql!(
        "UPDATE plan_strategy SET code = $3, name = $4, name_key = $5, position = $6
         WHERE taskforce_id = $1 AND id = $2"
    );
    let changed = tx
        .run(sql, args![row.taskforce, row.id, row.code, row.name, row.key, row.position])
        .await?;
    if changed == 1 { Ok(()) } else { Err(StoreError::Missing) }
}

/// The activities of a plan, in its order.
pub async fn list_activities(
    tx: &mut Tx,
    taskforce: TaskForceId,
    plan: PlanId,
) -> Result<Vec<ActivityRow>> {
    let sql = sql!(
        "SELECT taskforce_id, plan_id, id, strategy_id, code, name, name_key, position, sipd_code
         FROM plan_activity WHERE taskforce_id = $1 AND plan_id = $2 ORDER BY position, id"
    );
    let rows = tx.all(sql, args![taskforce, plan]).await?;
    let activity = |row: &Row| {
        Ok(ActivityRow {
            taskforce: row.get(0)?,
            plan: row.get(1)?,
            id: row.get(2)?,
            strategy: row.get(3)?,
            code: row.get(4)?,
            name: row.get(5)?,
            key: row.get(6)?,
            position: row.get(7)?,
            sipd: row.get(8)?,
        })
    };
    rows.iter().map(activity).collect()
}

/// Adds an activity.
///
/// # Errors
/// `Taken` where the strategy has one of this name.
pub async fn insert_activity(tx: &mut Tx, row: &ActivityRow) -> Result<()> {
    let sql = sql!(
        "INSERT INTO plan_activity (taskforce_id, plan_id, id, strategy_id, code, name, name_key,
             position, sipd_code)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    );
    let ActivityRow { taskforce, plan, id, strategy, code, name, key, position, sipd } = row;
    tx.run(sql, args![taskforce, plan, id, strategy, code, name, key, position, sipd]).await?;
    Ok(())
}

/// Changes codes, name and place of an activity.
///
/// # Errors
/// `Taken` where the strategy has another one of this name.
pub async fn update_activity(tx: &mut Tx, row: &ActivityRow) -> Result<()> {
    let sql = sql!(
        "UPDATE plan_activity SET code = $3, name = $4, name_key = $5, position = $6,
             sipd_code = $7
         WHERE taskforce_id = $1 AND id = $2"
    );
    let ActivityRow { taskforce, id, code, name, key, position, sipd, .. } = row;
    let changed = tx.run(sql, args![taskforce, id, code, name, key, position, sipd]).await?;
    if changed == 1 { Ok(()) } else { Err(StoreError::Missing) }
}

fn indicator(row: &Row) -> Result<IndicatorRow> {
    let (measure, direction): (String, String) = (row.get(7)?, row.get(8)?);
    let weight: i64 = row.get(13)?;
    Ok(IndicatorRow {
        taskforce: row.get(0)?,
        plan: row.get(1)?,
        id: row.get(2)?,
        activity: row.get(3)?,
        name: row.get(4)?,
        key: row.get(5)?,
        unit: row.get(6)?,
        measure: Measure::from_code(&measure).ok_or(StoreError::Shape(measure))?,
        direction: Direction::from_code(&direction).ok_or(StoreError::Shape(direction))?,
        definition: row.get(9)?,
        data_source: row.get(10)?,
        over_whole: row.get(11)?,
        baseline: row.get(12)?,
        weight: u32::try_from(weight)
            .map_err(|_| StoreError::Shape(format!("the weight {weight}")))?,
        position: row.get(14)?,
        version: row.get(15)?,
        from: row.get(16)?,
        until: row.get(17)?,
        origin: row.get(18)?,
    })
}

/// The indicators of a plan, in its order.
pub async fn list_indicators(
    tx: &mut Tx,
    taskforce: TaskForceId,
    plan: PlanId,
) -> Result<Vec<IndicatorRow>> {
    let sql = sql!(
        "SELECT taskforce_id, plan_id, id, activity_id, name, name_key, unit, measure, direction,
                definition, data_source, over_whole, baseline, weight, position, version,
                from_on, until_on, origin_id
         FROM plan_indicator WHERE taskforce_id = $1 AND plan_id = $2 ORDER BY position, id"
    );
    tx.all(sql, args![taskforce, plan]).await?.iter().map(indicator).collect()
}

/// One indicator of this task force.
///
/// # Errors
/// `Missing` where the task force has none with this id.
pub async fn get_indicator(
    tx: &mut Tx,
    taskforce: TaskForceId,
    id: IndicatorId,
) -> Result<IndicatorRow> {
    let sql = sql!(
        "SELECT taskforce_id, plan_id, id, activity_id, name, name_key, unit, measure, direction,
                definition, data_source, over_whole, baseline, weight, position, version,
                from_on, until_on, origin_id
         FROM plan_indicator WHERE taskforce_id = $1 AND id = $2"
    );
    indicator(&tx.one(sql, args![taskforce, id]).await?)
}

/// Adds an indicator.
///
/// # Errors
/// `Taken` where the activity has one of this name.
pub async fn insert_indicator(tx: &mut Tx, row: &IndicatorRow) -> Result<()> {
    let sql = sql!(
        "INSERT INTO plan_indicator (taskforce_id, plan_id, id, activity_id, name, name_key, unit,
             measure, direction, definition, data_source, over_whole, baseline, weight, position,
             version, from_on, until_on, origin_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
             $19)"
    );
    let values = args![
        row.taskforce,
        row.plan,
        row.id,
        row.activity,
        row.name,
        row.key,
        row.unit,
        row.measure.code(),
        row.direction.code(),
        row.definition,
        row.data_source,
        row.over_whole,
        row.baseline,
        i64::from(row.weight),
        row.position,
        row.version,
        row.from,
        row.until,
        row.origin,
    ];
    tx.run(sql, values).await?;
    Ok(())
}

/// Changes an indicator that is still at `row.version`, and counts the edit.
///
/// False where somebody else changed it in the meantime.
pub async fn update_indicator(tx: &mut Tx, row: &IndicatorRow) -> Result<bool> {
    let sql = sql!(
        "UPDATE plan_indicator SET name = $4, unit = $5, measure = $6, direction = $7,
             definition = $8, data_source = $9, over_whole = $10, baseline = $11, weight = $12,
             position = $13, from_on = $14, until_on = $15, name_key = $16,
             version = version + 1
         WHERE taskforce_id = $1 AND id = $2 AND version = $3"
    );
    let values = args![
        row.taskforce,
        row.id,
        row.version,
        row.name,
        row.unit,
        row.measure.code(),
        row.direction.code(),
        row.definition,
        row.data_source,
        row.over_whole,
        row.baseline,
        i64::from(row.weight),
        row.position,
        row.from,
        row.until,
        row.key,
    ];
    Ok(tx.run(sql, values).await? == 1)
}

/// Frees the name of a strategy that is about to get another one, so that names that change places
/// do not meet on the way.
pub async fn free_strategy(tx: &mut Tx, taskforce: TaskForceId, id: StrategyId) -> Result<()> {
    let sql = sql!("UPDATE plan_strategy SET name_key = id WHERE taskforce_id = $1 AND id = $2");
    tx.run(sql, args![taskforce, id]).await?;
    Ok(())
}

/// The same for an activity.
pub async fn free_activity(tx: &mut Tx, taskforce: TaskForceId, id: ActivityId) -> Result<()> {
    let sql = sql!("UPDATE plan_activity SET name_key = id WHERE taskforce_id = $1 AND id = $2");
    tx.run(sql, args![taskforce, id]).await?;
    Ok(())
}

/// The same for an indicator.
pub async fn free_indicator(tx: &mut Tx, taskforce: TaskForceId, id: IndicatorId) -> Result<()> {
    let sql = sql!("UPDATE plan_indicator SET name_key = id WHERE taskforce_id = $1 AND id = $2");
    tx.run(sql, args![taskforce, id]).await?;
    Ok(())
}

/// Code and name of the activity of an indicator, as people call the row.
///
/// # Errors
/// `Missing` where the task force has no indicator with this id.
pub async fn get_row_name(
    tx: &mut Tx,
    taskforce: TaskForceId,
    id: IndicatorId,
) -> Result<(String, String)> {
    let sql = sql!(
        "SELECT a.code, a.name FROM plan_indicator i
         JOIN plan_activity a ON a.taskforce_id = i.taskforce_id AND a.id = i.activity_id
         WHERE i.taskforce_id = $1 AND i.id = $2"
    );
    let row = tx.one(sql, args![taskforce, id]).await?;
    Ok((row.get(0)?, row.get(1)?))
}
