//! What is stored of a plan, by the keys under which an import finds it again.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::{
    agency::Lead,
    id::{ActivityId, IndicatorId, PlanId, StrategyId, TaskForceId},
    plan::{Target, Years, import},
    time::Date,
};
use store::{
    Tx,
    plan::{ActivityRow, BudgetRow, IndicatorRow, PlanRow, StrategyRow, SupportRow},
};

use crate::Result;

/// A plan as stored; empty where there is none for these years.
#[derive(Debug, Default)]
pub struct Stored {
    /// The plan.
    pub plan: Option<PlanRow>,
    /// Strategies by key.
    pub strategies: HashMap<String, StrategyRow>,
    /// Activities by strategy and key.
    pub activities: HashMap<(StrategyId, String), ActivityRow>,
    /// Indicators by activity and key.
    pub indicators: HashMap<(ActivityId, String), IndicatorRow>,
    /// The strategy, activity and key under which an indicator is kept.
    pub places: HashMap<IndicatorId, (StrategyId, ActivityId, String)>,
    /// Who supports each activity.
    pub supports: HashMap<ActivityId, Vec<SupportRow>>,
    /// Budgets by activity and year.
    pub budgets: HashMap<(ActivityId, i16), BudgetRow>,
    /// Who answers for each indicator today, and since when.
    pub leads: HashMap<IndicatorId, (Date, Option<Lead>)>,
    /// The target of each indicator and year as it stands today, and since when.
    pub targets: HashMap<IndicatorId, BTreeMap<i16, (Date, Target)>>,
    /// The day from which a change of a plan in force counts: today, or that of its latest version
    /// where that is later. None where it has no versions yet.
    pub counts_from: Option<Date>,
    /// Indicators that have been reported.
    pub reported: HashSet<IndicatorId>,
    /// Today in the task force's zone.
    pub today: Option<Date>,
    /// A plan that holds in some of the years of one that is new.
    pub overlaps: Option<Years>,
    /// The latest plan of earlier years, which one that is new follows.
    pub before: Option<PlanId>,
}

impl Stored {
    /// Reads the plan of these years.
    pub async fn load(
        tx: &mut Tx,
        taskforce: TaskForceId,
        years: Years,
        today: Date,
    ) -> Result<Self> {
        let Some(plan) = store::plan::find_of_years(tx, taskforce, years).await? else {
            let plans = store::plan::list(tx, taskforce).await?;
            let before = plans.iter().find(|plan| plan.years.last < years.first);
            let before = before.map(|plan| plan.id);
            let meets =
                |plan: &&PlanRow| plan.years.first <= years.last && years.first <= plan.years.last;
            let overlaps = plans.iter().find(meets).map(|plan| plan.years);
            return Ok(Self { today: Some(today), before, overlaps, ..Self::default() });
        };
        let id = plan.id;
        let mut stored = Self { today: Some(today), ..Self::default() };
        for row in store::plan::list_strategies(tx, taskforce, id).await? {
            stored.strategies.insert(row.key.clone(), row);
        }
        for row in store::plan::list_activities(tx, taskforce, id).await? {
            stored.activities.insert((row.strategy, row.key.clone()), row);
        }
        for row in store::plan::list_indicators(tx, taskforce, id).await? {
            stored.indicators.insert((row.activity, row.key.clone()), row);
        }
        let activities: HashMap<ActivityId, StrategyId> =
            stored.activities.values().map(|row| (row.id, row.strategy)).collect();
        for row in stored.indicators.values() {
            if let Some(strategy) = activities.get(&row.activity) {
                stored.places.insert(row.id, (*strategy, row.activity, row.key.clone()));
            }
        }
        for row in store::plan::list_supports(tx, taskforce, id).await? {
            stored.supports.entry(row.activity).or_default().push(row);
        }
        for row in store::plan::list_budgets(tx, taskforce, id).await? {
            stored.budgets.insert((row.activity, row.year), row);
        }
        // Both lists come in the order of days, so the last one of each is what counts now.
        for row in store::plan::list_leads(tx, taskforce, id).await? {
            stored.leads.insert(row.indicator, (row.since, row.lead));
        }
        for row in store::plan::list_targets(tx, taskforce, id).await? {
            let target = Target { value: row.value, text: row.text };
            stored.targets.entry(row.indicator).or_default().insert(row.year, (row.since, target));
        }
        for row in store::plan::list_realisations(tx, taskforce, id).await? {
            stored.reported.insert(row.place.indicator);
        }
        let versions = store::plan::list_amendments(tx, taskforce, id).await?;
        let latest = versions.last().filter(|_| plan.is_running());
        stored.counts_from = latest.map(|latest| latest.amendment.since.max(today));
        stored.plan = Some(plan);
        Ok(stored)
    }

    /// The strategy that the file means: the one of this name, else the one whose rows it lists.
    pub fn strategy(&self, one: &import::Strategy) -> Option<&StrategyRow> {
        self.strategies.get(&one.key).or_else(|| {
            let mut rows = one.activities.iter().flat_map(|activity| &activity.indicators);
            let (id, ..) = rows.find_map(|row| self.places.get(&row.id?))?;
            self.strategies.values().find(|row| row.id == *id)
        })
    }

    /// The activity that the file means, within its strategy.
    pub fn activity(&self, within: StrategyId, one: &import::Activity) -> Option<&ActivityRow> {
        self.activities.get(&(within, one.key.clone())).or_else(|| {
            let mut rows = one.indicators.iter().filter_map(|row| self.places.get(&row.id?));
            let (_, id, _) = rows.find(|(strategy, ..)| *strategy == within)?;
            self.activities.values().find(|row| row.id == *id)
        })
    }

    /// The indicator that the file means, within its activity.
    pub fn indicator(&self, within: ActivityId, one: &import::Indicator) -> Option<&IndicatorRow> {
        let by_id = one.id.and_then(|id| self.places.get(&id));
        let by_id = by_id.filter(|(_, activity, _)| *activity == within);
        let key = by_id.map_or(&one.key, |(.., key)| key);
        self.indicators.get(&(within, key.clone()))
    }
}
