//! Reads a plan whole: its tree, what is wanted, what was reported, and who is who.

use std::collections::{BTreeMap, HashMap};

use domain::{
    agency::{Group, Lead},
    id::{ActivityId, AgencyId, IndicatorId, PlanId, RealisationId, TaskForceId},
    plan::{self, Checkpoint, Dated, Frame, Reports, Scheme, Share, Spread, Stage, Target, Years},
    time::Zone,
};
use store::{
    Tx,
    plan::{
        ActivityRow, BudgetRow, IndicatorRow, LeadRow, PlanRow, RealisationRow, SpreadRow,
        StrategyRow, SupportRow, TargetRow,
    },
};

use super::view::AgencyName;
use crate::{App, Result};

/// A plan as read.
pub(super) struct Gathered {
    pub plan: PlanRow,
    /// The plan after it, and where that is in its life.
    pub after: Option<(Years, Stage)>,
    pub zone: Zone,
    pub frame: Frame,
    pub strategies: Vec<StrategyRow>,
    pub activities: HashMap<ActivityId, ActivityRow>,
    /// Indicators in the order of the plan, with what is wanted of each.
    pub indicators: Vec<(IndicatorRow, plan::Row)>,
    pub supports: HashMap<ActivityId, Vec<SupportRow>>,
    pub budgets: HashMap<ActivityId, Vec<BudgetRow>>,
    pub groups: Vec<Group>,
    pub names: HashMap<AgencyId, AgencyName>,
}

/// Reads everything about a plan in the transaction of `tx`.
///
/// # Errors
/// `NotFound` where the task force has none with this id.
pub(super) async fn all(
    app: &App,
    tx: &mut Tx,
    taskforce: TaskForceId,
    id: PlanId,
) -> Result<Gathered> {
    let plan = store::plan::get(tx, taskforce, id).await?;
    let zone = store::taskforce::get(tx, taskforce).await?.zone;
    let strategies = store::plan::list_strategies(tx, taskforce, id).await?;
    let activities = store::plan::list_activities(tx, taskforce, id).await?;
    let scheme = app.rules.plan.scheme(&plan.scheme);
    let mut indicators = wanted(tx, taskforce, id, &scheme).await?;
    sort(&mut indicators, &strategies, &activities);
    let groups = store::agency::list_groups(tx, taskforce).await?;
    let frame = Frame {
        scheme,
        years: plan.years,
        today: app.today(zone),
        in_force: plan.regulation.as_ref().map(|regulation| regulation.in_force_on),
        groups: groups.iter().map(|group| (group.id, group.members.clone())).collect(),
        reports: reports(tx, taskforce, id, zone).await?,
    };
    let supports = store::plan::list_supports(tx, taskforce, id).await?;
    let budgets = store::plan::list_budgets(tx, taskforce, id).await?;
    let names = names(tx, taskforce, &indicators, &groups).await?;
    let others = store::plan::list(tx, taskforce).await?;
    let after = others.iter().find(|other| other.predecessor == Some(id));
    Ok(Gathered {
        after: after.map(|after| (after.years, after.stage)),
        plan,
        zone,
        frame,
        strategies,
        activities: activities.into_iter().map(|activity| (activity.id, activity)).collect(),
        indicators,
        supports: group_by(supports, |support| support.activity),
        budgets: group_by(budgets, |budget| budget.activity),
        groups,
        names,
    })
}

/// Indicators with leads, targets and spreads.
async fn wanted(
    tx: &mut Tx,
    taskforce: TaskForceId,
    id: PlanId,
    scheme: &Scheme,
) -> Result<Vec<(IndicatorRow, plan::Row)>> {
    let indicators = store::plan::list_indicators(tx, taskforce, id).await?;
    let leads = store::plan::list_leads(tx, taskforce, id).await?;
    let targets = store::plan::list_targets(tx, taskforce, id).await?;
    let spreads = store::plan::list_spreads(tx, taskforce, id).await?;
    let mut leads = group_by(leads, |row| row.indicator);
    let mut targets = group_by(targets, |row| row.indicator);
    let mut spreads = group_by(spreads, |row| row.indicator);
    let row = |indicator: IndicatorRow| {
        let row = plan::Row {
            id: indicator.id,
            measure: indicator.measure,
            direction: indicator.direction,
            weight: indicator.weight,
            baseline: indicator.baseline,
            leads: dated_leads(leads.remove(&indicator.id).unwrap_or_default()),
            targets: dated_targets(targets.remove(&indicator.id).unwrap_or_default()),
            spreads: own_spreads(spreads.remove(&indicator.id).unwrap_or_default(), scheme),
            from: indicator.from,
            until: indicator.until,
        };
        (indicator, row)
    };
    Ok(indicators.into_iter().map(row).collect())
}

fn dated_leads(rows: Vec<LeadRow>) -> Vec<Dated<Lead>> {
    let dated = |row: LeadRow| Some(Dated { since: row.since, what: row.lead? });
    rows.into_iter().filter_map(dated).collect()
}

fn dated_targets(rows: Vec<TargetRow>) -> BTreeMap<i16, Vec<Dated<Target>>> {
    let mut years: BTreeMap<i16, Vec<Dated<Target>>> = BTreeMap::new();
    for row in rows {
        let what = Target { value: row.value, text: row.text };
        years.entry(row.year).or_default().push(Dated { since: row.since, what });
    }
    years
}

/// Own spreads; shares that do not fit the scheme any more count as even.
fn own_spreads(rows: Vec<SpreadRow>, scheme: &Scheme) -> BTreeMap<i16, Spread> {
    let mut years: BTreeMap<i16, Vec<Share>> = BTreeMap::new();
    for row in rows {
        years.entry(row.year).or_default().push(row.share);
    }
    let own = |(year, shares)| Some((year, Spread::own(scheme, shares).ok()?));
    years.into_iter().filter_map(own).collect()
}

/// The order of the plan: strategy, activity, indicator.
fn sort(
    indicators: &mut [(IndicatorRow, plan::Row)],
    strategies: &[StrategyRow],
    activities: &[ActivityRow],
) {
    let strategies: HashMap<_, _> =
        strategies.iter().enumerate().map(|(place, row)| (row.id, place)).collect();
    let places: HashMap<_, _> = activities
        .iter()
        .enumerate()
        .map(|(place, row)| (row.id, (strategies.get(&row.strategy).copied(), place)))
        .collect();
    indicators.sort_by_key(|(row, _)| (places.get(&row.activity).copied(), row.position, row.id));
}

async fn reports(tx: &mut Tx, taskforce: TaskForceId, id: PlanId, zone: Zone) -> Result<Reports> {
    let evidence = store::plan::count_evidence(tx, taskforce, id).await?;
    let evidence: HashMap<RealisationId, i64> = evidence.into_iter().collect();
    let mut reports = Reports::new();
    for row in store::plan::list_realisations(tx, taskforce, id).await? {
        let count = evidence.get(&row.id).copied().unwrap_or(0);
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        let key: (IndicatorId, AgencyId, Checkpoint) =
            (row.place.indicator, row.place.agency, row.place.checkpoint);
        reports.entry(key).or_default().push(revision(&row, count, zone));
    }
    Ok(reports)
}

/// A stored revision as arithmetic knows it.
pub(super) fn revision(row: &RealisationRow, evidence: u32, zone: Zone) -> plan::Revision {
    plan::Revision {
        number: row.revision,
        state: row.state,
        entry: row.entry,
        spend: row.spend,
        nihil: row.nihil.is_some(),
        submitted_on: zone.date(row.sent_at()),
        decided_on: row.decided_at.map(|at| zone.date(at)),
        evidence,
    }
}

/// Names of every agency that leads a row or is in a group.
async fn names(
    tx: &mut Tx,
    taskforce: TaskForceId,
    indicators: &[(IndicatorRow, plan::Row)],
    groups: &[Group],
) -> Result<HashMap<AgencyId, AgencyName>> {
    let filter =
        store::agency::Filter { taskforce: Some(taskforce), ..store::agency::Filter::default() };
    let known = store::agency::list(tx, &filter, None, i64::MAX).await?;
    let mut names: HashMap<AgencyId, AgencyName> = known.into_iter().map(named).collect();
    let leads = indicators.iter().flat_map(|(_, row)| &row.leads);
    let leads = leads.filter_map(|dated| match dated.what {
        Lead::Agency(id) => Some(id),
        Lead::Group(_) => None,
    });
    let members = groups.iter().flat_map(|group| &group.members).map(|member| member.agency);
    // Collected first: a future that holds the closures across an await is not Send.
    let ids: Vec<AgencyId> = leads.chain(members).collect();
    for id in ids {
        if !names.contains_key(&id) {
            let (id, name) = named(store::agency::get(tx, id).await?);
            names.insert(id, name);
        }
    }
    Ok(names)
}

fn named(agency: domain::agency::Agency) -> (AgencyId, AgencyName) {
    let name = AgencyName { id: agency.id, short: agency.short_name, full: agency.full_name };
    (agency.id, name)
}

fn group_by<K: std::hash::Hash + Eq, T>(rows: Vec<T>, key: impl Fn(&T) -> K) -> HashMap<K, Vec<T>> {
    let mut groups: HashMap<K, Vec<T>> = HashMap::new();
    for row in rows {
        groups.entry(key(&row)).or_default().push(row);
    }
    groups
}
