//! Adding a row to a plan, under its activity and with its money.

use domain::{
    agency::Lead,
    figure::Rupiah,
    id::{ActivityId, IndicatorId},
    plan::{Direction, ProposalDraft, Target, Wanted, key},
    time::Date,
};
use store::{
    Tx,
    plan::{ActivityRow, BudgetRow, IndicatorRow, LeadRow, PlanRow, TargetRow},
};

use super::life::first_day;
use crate::{App, Result};

/// From when on a new row counts.
pub(super) struct Counting {
    /// First day of its lead and targets.
    since: Date,
    /// First day of the row itself; none for all of the plan.
    from: Option<Date>,
    /// The row of the plan before that it carries on.
    origin: Option<IndicatorId>,
}

impl Counting {
    /// All of the plan.
    pub(super) fn whole(plan: &PlanRow, origin: Option<IndicatorId>) -> Self {
        Self { since: first_day(plan.years), from: None, origin }
    }

    /// From a day on.
    pub(super) const fn from(day: Date) -> Self {
        Self { since: day, from: Some(day), origin: None }
    }
}

/// Adds a row to a plan, under its activity where the strategy has one of this name.
pub(super) async fn add_row(
    app: &App,
    tx: &mut Tx,
    plan: &PlanRow,
    draft: &ProposalDraft,
    lead: Lead,
    counting: Counting,
) -> Result<IndicatorId> {
    let activity = activity(app, tx, plan, draft).await?;
    budgets(tx, plan, draft, activity).await?;
    let rows = store::plan::list_indicators(tx, plan.taskforce, plan.id).await?;
    let row = IndicatorRow {
        taskforce: plan.taskforce,
        plan: plan.id,
        id: IndicatorId(app.ids.next()),
        activity,
        name: draft.indicator.clone(),
        key: key(&draft.indicator),
        unit: draft.unit.clone(),
        measure: draft.measure,
        direction: Direction::HigherIsBetter,
        definition: draft.definition.clone(),
        data_source: String::new(),
        over_whole: false,
        baseline: None,
        weight: 1,
        position: rows.iter().map(|row| row.position + 1).max().unwrap_or(0),
        version: 1,
        from: counting.from,
        until: None,
        origin: counting.origin,
    };
    store::plan::insert_indicator(tx, &row).await?;
    let since = counting.since;
    let lead = LeadRow { indicator: row.id, since, lead: Some(lead) };
    store::plan::insert_lead(tx, plan.taskforce, plan.id, &lead).await?;
    for (year, wanted) in plan.years.each().zip(&draft.wanted) {
        if wanted.target != Target::default() {
            let Target { value, text } = wanted.target.clone();
            let target = TargetRow { indicator: row.id, year, since, value, text };
            store::plan::insert_target(tx, plan.taskforce, plan.id, &target).await?;
        }
    }
    Ok(row.id)
}

async fn activity(
    app: &App,
    tx: &mut Tx,
    plan: &PlanRow,
    draft: &ProposalDraft,
) -> Result<ActivityId> {
    let name_key = key(&draft.activity);
    let all = store::plan::list_activities(tx, plan.taskforce, plan.id).await?;
    let own: Vec<_> = all.iter().filter(|row| row.strategy == draft.strategy).collect();
    if let Some(known) = own.iter().find(|row| row.key == name_key) {
        return Ok(known.id);
    }
    let strategies = store::plan::list_strategies(tx, plan.taskforce, plan.id).await?;
    let code = strategies.iter().find(|row| row.id == draft.strategy);
    let code = code.map(|row| row.code.as_str()).unwrap_or_default();
    let row = ActivityRow {
        taskforce: plan.taskforce,
        plan: plan.id,
        id: ActivityId(app.ids.next()),
        strategy: draft.strategy,
        code: format!("{code}.{}", own.len() + 1),
        name: draft.activity.clone(),
        key: name_key,
        position: all.iter().map(|row| row.position + 1).max().unwrap_or(0),
        sipd: String::new(),
    };
    store::plan::insert_activity(tx, &row).await?;
    Ok(row.id)
}

/// Money is the activity's: what a further indicator brings is added.
async fn budgets(
    tx: &mut Tx,
    plan: &PlanRow,
    draft: &ProposalDraft,
    activity: ActivityId,
) -> Result<()> {
    let known = store::plan::list_budgets(tx, plan.taskforce, plan.id).await?;
    for (year, wanted) in plan.years.each().zip(&draft.wanted) {
        let Wanted { rupiah: Some(more), .. } = wanted else { continue };
        let old = known.iter().find(|row| row.activity == activity && row.year == year);
        let before = old.and_then(|row| row.rupiah).unwrap_or(Rupiah::ZERO);
        let row = BudgetRow {
            activity,
            year,
            rupiah: Some(before.plus(*more).unwrap_or(*more)),
            funding: match old {
                Some(old) if draft.funding.is_empty() => old.funding.clone(),
                _ => draft.funding.clone(),
            },
        };
        store::plan::insert_budget(tx, plan.taskforce, plan.id, &row).await?;
    }
    Ok(())
}
