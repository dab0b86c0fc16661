//! Many task forces for measuring: copies of the demo's own, with its plan and every report.

use std::collections::HashMap;

use domain::{
    access::{Act, Actor, Scope, check},
    agency::Lead,
    id::{ActivityId, GroupId, IndicatorId, PlanId, RealisationId, StrategyId, TaskForceId},
};
use serde_json::json;
use store::{
    Tx,
    plan::{
        ActivityRow, BudgetRow, IndicatorRow, LeadRow, PlanRow, RealisationRow, StrategyRow,
        TargetRow,
    },
    taskforce::TaskForceRow,
};

use crate::{
    App, Error, Result,
    audit::{self, Event},
};

/// How many task forces there are in a region of this size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// One regency.
    District,
    /// Banten and its eight regencies and cities.
    Province,
    /// 38 provinces and 514 regencies and cities.
    National,
}

impl Scale {
    /// How many task forces there are then in all.
    pub const fn taskforces(self) -> usize {
        match self {
            Self::District => 1,
            Self::Province => 9,
            Self::National => 552,
        }
    }
}

/// What stands in the database after seeding.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Seeded {
    /// Task forces in all.
    pub taskforces: usize,
    /// Task forces that were added.
    pub added: usize,
    /// Reports that were added.
    pub realisations: usize,
}

/// Everything that is copied.
struct Original {
    plan: PlanRow,
    groups: Vec<domain::agency::Group>,
    strategies: Vec<StrategyRow>,
    activities: Vec<ActivityRow>,
    indicators: Vec<IndicatorRow>,
    leads: Vec<LeadRow>,
    targets: Vec<TargetRow>,
    budgets: Vec<BudgetRow>,
    realisations: Vec<RealisationRow>,
}

/// Adds task forces to a demo until there are as many as in a region of this size; `say` hears how
/// far it is.
///
/// # Errors
/// `Denied` without `system.run`; `NotFound` where there is no demo.
pub async fn scale(
    app: &App,
    actor: &Actor,
    scale: Scale,
    say: &mut (dyn FnMut(usize, usize) + Send),
) -> Result<Seeded> {
    check(actor, Act::SystemRun, &Scope::global())?;
    let mut tx = app.store.write().await?;
    let all = store::taskforce::list(&mut tx).await?;
    let first = all.iter().find(|row| row.is_demo).cloned().ok_or(Error::NotFound)?;
    let original = original(&mut tx, &first, app.today(first.zone).year()).await?;
    let wanted = scale.taskforces();
    let mut seeded = Seeded { taskforces: all.len(), ..Seeded::default() };
    while seeded.taskforces < wanted {
        copy(app, &mut tx, &first, &original, seeded.taskforces).await?;
        seeded.taskforces += 1;
        seeded.added += 1;
        seeded.realisations += original.realisations.len();
        say(seeded.taskforces, wanted);
    }
    let event = Event::new(Act::SystemRun, "taskforce", "").detail(&json!({ "seeded": seeded }));
    audit::append(app, &mut tx, actor, event).await?;
    tx.commit().await?;
    Ok(seeded)
}

async fn original(tx: &mut Tx, from: &TaskForceRow, year: i16) -> Result<Original> {
    let taskforce = from.id;
    let found = store::plan::find_running_revision(tx, taskforce, year).await?;
    let (plan, _) = found.ok_or(Error::NotFound)?;
    Ok(Original {
        plan: store::plan::get(tx, taskforce, plan).await?,
        groups: store::agency::list_groups(tx, taskforce).await?,
        strategies: store::plan::list_strategies(tx, taskforce, plan).await?,
        activities: store::plan::list_activities(tx, taskforce, plan).await?,
        indicators: store::plan::list_indicators(tx, taskforce, plan).await?,
        leads: store::plan::list_leads(tx, taskforce, plan).await?,
        targets: store::plan::list_targets(tx, taskforce, plan).await?,
        budgets: store::plan::list_budgets(tx, taskforce, plan).await?,
        realisations: store::plan::list_realisations(tx, taskforce, plan).await?,
    })
}

/// New identifiers for old ones.
#[derive(Default)]
struct Renamed {
    groups: HashMap<GroupId, GroupId>,
    strategies: HashMap<StrategyId, StrategyId>,
    activities: HashMap<ActivityId, ActivityId>,
    indicators: HashMap<IndicatorId, IndicatorId>,
}

fn of<K: std::hash::Hash + Eq, V: Copy>(map: &HashMap<K, V>, key: K) -> Result<V> {
    map.get(&key).copied().ok_or_else(|| Error::internal("a copy without its original"))
}

async fn copy(
    app: &App,
    tx: &mut Tx,
    first: &TaskForceRow,
    original: &Original,
    number: usize,
) -> Result<()> {
    let taskforce = TaskForceId(app.ids.next());
    // Codes that no region of the country has.
    let region = format!("{:02}.{:02}", number / 90, number % 90 + 10);
    let name = format!("Contoh {number}");
    let row = TaskForceRow { id: taskforce, region, name, ..first.clone() };
    store::taskforce::insert(tx, &row, app.now()).await?;
    let mut renamed = Renamed::default();
    for group in &original.groups {
        let id = GroupId(app.ids.next());
        renamed.groups.insert(group.id, id);
        let copy = domain::agency::Group { id, ..group.clone() };
        store::agency::insert_group(tx, taskforce, &copy, app.now()).await?;
        for member in &group.members {
            store::agency::insert_group_member(tx, taskforce, id, *member).await?;
        }
    }
    let plan = PlanId(app.ids.next());
    let row = PlanRow { taskforce, id: plan, predecessor: None, ..original.plan.clone() };
    store::plan::insert(tx, &row).await?;
    tree(app, tx, (taskforce, plan), original, &mut renamed).await?;
    figures(tx, (taskforce, plan), original, &renamed).await?;
    for row in &original.realisations {
        let id = RealisationId(app.ids.next());
        let mut row = RealisationRow { taskforce, id, plan, link: None, ..row.clone() };
        row.place.indicator = of(&renamed.indicators, row.place.indicator)?;
        store::plan::insert_realisation(tx, &row).await?;
    }
    Ok(())
}

async fn tree(
    app: &App,
    tx: &mut Tx,
    (taskforce, plan): (TaskForceId, PlanId),
    original: &Original,
    renamed: &mut Renamed,
) -> Result<()> {
    for row in &original.strategies {
        let id = StrategyId(app.ids.next());
        renamed.strategies.insert(row.id, id);
        let copy = StrategyRow { taskforce, plan, id, ..row.clone() };
        store::plan::insert_strategy(tx, &copy).await?;
    }
    for row in &original.activities {
        let id = ActivityId(app.ids.next());
        renamed.activities.insert(row.id, id);
        let strategy = of(&renamed.strategies, row.strategy)?;
        let copy = ActivityRow { taskforce, plan, id, strategy, ..row.clone() };
        store::plan::insert_activity(tx, &copy).await?;
    }
    for row in &original.indicators {
        let id = IndicatorId(app.ids.next());
        renamed.indicators.insert(row.id, id);
        let activity = of(&renamed.activities, row.activity)?;
        let copy = IndicatorRow { taskforce, plan, id, activity, origin: None, ..row.clone() };
        store::plan::insert_indicator(tx, &copy).await?;
    }
    Ok(())
}

async fn figures(
    tx: &mut Tx,
    (taskforce, plan): (TaskForceId, PlanId),
    original: &Original,
    renamed: &Renamed,
) -> Result<()> {
    for row in &original.leads {
        let lead = match row.lead {
            Some(Lead::Group(group)) => Some(Lead::Group(of(&renamed.groups, group)?)),
            other => other,
        };
        let indicator = of(&renamed.indicators, row.indicator)?;
        store::plan::insert_lead(tx, taskforce, plan, &LeadRow { indicator, lead, ..*row }).await?;
    }
    for row in &original.targets {
        let indicator = of(&renamed.indicators, row.indicator)?;
        let copy = TargetRow { indicator, ..row.clone() };
        store::plan::insert_target(tx, taskforce, plan, &copy).await?;
    }
    for row in &original.budgets {
        let activity = of(&renamed.activities, row.activity)?;
        let copy = BudgetRow { activity, ..row.clone() };
        store::plan::insert_budget(tx, taskforce, plan, &copy).await?;
    }
    Ok(())
}
