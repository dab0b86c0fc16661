//! Events of a plan by where they were held.

use domain::{
    id::{AgencyId, IndicatorId, PlanId, RegionId, TaskForceId},
    plan::State,
    time::Date,
};

use crate::{Result, Row, StoreError, Tx, args, sql};

/// A piece of evidence with a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocatedRow {
    /// Where the event was held.
    pub region: RegionId,
    /// Code of that region today.
    pub code: String,
    /// Its name.
    pub name: String,
    /// When the event was held.
    pub happened_on: Option<Date>,
    /// What the evidence shows; may be empty.
    pub caption: String,
    /// The indicator it is evidence for.
    pub indicator: IndicatorId,
    /// The agency that reported it.
    pub agency: AgencyId,
    /// Where the report stands.
    pub state: State,
}

/// Every event of a plan with a place, by place and day: of the latest revision that counts or
/// waits to be verified. What waits for the head of its office has not left the house yet.
pub async fn list_located(
    tx: &mut Tx,
    taskforce: TaskForceId,
    plan: PlanId,
) -> Result<Vec<LocatedRow>> {
    let sql = sql!(
        "SELECT g.id, g.code, g.name, e.happened_on, e.caption, r.indicator_id, r.agency_id, r.state
         FROM evidence e
         JOIN realisation r ON r.taskforce_id = e.taskforce_id AND r.id = e.realisation_id
         JOIN region g ON g.id = e.region_id
         WHERE e.taskforce_id = $1 AND r.plan_id = $2 AND r.state IN ('submitted', 'verified')
           AND NOT EXISTS (
             SELECT 1 FROM realisation n
             WHERE n.taskforce_id = r.taskforce_id AND n.indicator_id = r.indicator_id
               AND n.agency_id = r.agency_id AND n.year = r.year
               AND n.checkpoint = r.checkpoint AND n.revision > r.revision
               AND n.state IN ('submitted', 'verified'))
         ORDER BY g.path, e.happened_on, e.id"
    );
    let row = |row: &Row| {
        let state: String = row.get(7)?;
        Ok(LocatedRow {
            region: row.get(0)?,
            code: row.get(1)?,
            name: row.get(2)?,
            happened_on: row.get(3)?,
            caption: row.get(4)?,
            indicator: row.get(5)?,
            agency: row.get(6)?,
            state: State::from_code(&state).ok_or(StoreError::Shape(state))?,
        })
    };
    tx.all(sql, args![taskforce, plan]).await?.iter().map(row).collect()
}
