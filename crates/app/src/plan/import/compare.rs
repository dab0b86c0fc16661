//! What a file would change: everything that is new or differs, in the order of writing.

use std::collections::HashSet;

use domain::{
    id::{ActivityId, IndicatorId, PlanId, StrategyId, TaskForceId},
    plan::{
        Direction, Stage, Target, Years,
        import::{Activity, Indicator, Strategy, Understood},
    },
    time::Date,
};
use store::plan::{
    ActivityRow, BudgetRow, IndicatorRow, LeadRow, PlanRow, StrategyRow, SupportRow, TargetRow,
};
use text::Lang;
use uuid::Uuid;

use super::{
    changes::{Changes, Difference, Differs, Step},
    stored::Stored,
};
use crate::App;

/// A file beside what is stored.
#[derive(Debug)]
pub struct Comparison {
    /// The plan, stored or new.
    pub plan: PlanRow,
    /// Whether the stored plan is closed, so that nothing can be written.
    pub is_closed: bool,
    /// What to write, in this order.
    pub steps: Vec<Step>,
    /// How much that is.
    pub changes: Changes,
    /// What becomes of what is stored, in the order of the file.
    pub differences: Vec<Difference>,
    /// A plan that holds in some of the same years, which a new one may not.
    pub overlaps: Option<Years>,
}

/// The code of the checkpoints that an imported plan begins with: quarters.
const SCHEME: &str = "TW";
/// Longest title, in characters.
const TITLE_MAX: usize = 300;

/// Compares an understood file with what is stored.
pub fn compare(
    app: &App,
    taskforce: TaskForceId,
    understood: &Understood,
    years: Years,
    stored: &Stored,
    lang: Lang,
) -> Comparison {
    let first_day = Date::new(years.first, 1, 1).unwrap_or(Date::MIN);
    let plan = stored.plan.clone().unwrap_or_else(|| PlanRow {
        taskforce,
        id: PlanId(app.ids.next()),
        title: understood.title.chars().take(TITLE_MAX).collect(),
        years,
        scheme: SCHEME.to_owned(),
        stage: stage(years, stored.today),
        is_example: understood.is_example,
        revision: 1,
        created_at: app.now(),
        predecessor: stored.before,
        regulation: None,
        closed_on: None,
    });
    let mut comparing = Comparing {
        app,
        taskforce,
        plan: plan.id,
        years,
        first_day,
        today: stored.today.unwrap_or(first_day),
        stored,
        steps: Vec::new(),
        differences: Vec::new(),
        lang,
        row: String::new(),
        changes: Changes { plan: stored.plan.is_none(), ..Changes::default() },
        used: HashSet::new(),
        met: 0,
        activities: 0,
        indicators: 0,
    };
    for (position, strategy) in (0..).zip(&understood.strategies) {
        comparing.strategy(position, strategy);
    }
    let mut changes = comparing.changes;
    changes.staying = stored.indicators.len() - comparing.met;
    Comparison {
        is_closed: !takes(plan.stage),
        plan,
        steps: comparing.steps,
        changes,
        differences: comparing.differences,
        overlaps: stored.overlaps,
    }
}

/// A plan whose years have begun runs; one of later years is discussed first.
fn stage(years: Years, today: Option<Date>) -> Stage {
    match today {
        Some(today) if years.first > today.year() => Stage::Discussing,
        _ => Stage::Running,
    }
}

/// Whether a plan can be written to from a file.
const fn takes(stage: Stage) -> bool {
    matches!(stage, Stage::Running) || stage.takes_rows()
}

struct Comparing<'a> {
    app: &'a App,
    taskforce: TaskForceId,
    plan: PlanId,
    years: Years,
    first_day: Date,
    today: Date,
    stored: &'a Stored,
    steps: Vec<Step>,
    differences: Vec<Difference>,
    lang: Lang,
    /// Code and name of the activity that is compared.
    row: String,
    changes: Changes,
    /// What the file has named already: a copied row is a new one.
    used: HashSet<Uuid>,
    /// Stored indicators that the file names too.
    met: usize,
    activities: i64,
    indicators: i64,
}

/// What the file says, or what is stored where it says nothing.
fn said(file: &str, stored: &str) -> String {
    if file.is_empty() { stored.to_owned() } else { file.to_owned() }
}

impl Comparing<'_> {
    fn strategy(&mut self, position: i64, strategy: &Strategy) {
        let old = self.stored.strategy(strategy).filter(|old| self.used.insert(old.id.0));
        let row = StrategyRow {
            taskforce: self.taskforce,
            plan: self.plan,
            id: old.map_or_else(|| StrategyId(self.app.ids.next()), |old| old.id),
            code: said(&strategy.code, old.map_or("", |old| &old.code)),
            name: strategy.name.clone(),
            key: strategy.key.clone(),
            position,
        };
        let id = row.id;
        match old {
            None => self.changes.strategies += 1,
            Some(old) if *old == row => {}
            Some(old) if (StrategyRow { position, ..old.clone() }) == row => {
                self.changes.moved += 1;
            }
            Some(_) => self.changes.details += 1,
        }
        if old != Some(&row) {
            self.steps.push(Step::Strategy(row, old.is_none()));
        }
        for activity in &strategy.activities {
            self.activity(id, activity);
        }
    }

    fn activity(&mut self, strategy: StrategyId, activity: &Activity) {
        let old = self.stored.activity(strategy, activity);
        let old = old.filter(|old| self.used.insert(old.id.0));
        let row = ActivityRow {
            taskforce: self.taskforce,
            plan: self.plan,
            id: old.map_or_else(|| ActivityId(self.app.ids.next()), |old| old.id),
            strategy,
            code: said(&activity.code, old.map_or("", |old| &old.code)),
            name: activity.name.clone(),
            key: activity.key.clone(),
            position: self.activities,
            sipd: said(&activity.sipd, old.map_or("", |old| &old.sipd)),
        };
        self.activities += 1;
        let id = row.id;
        match old {
            None => self.changes.activities += 1,
            Some(old) if *old == row => {}
            Some(old) if (ActivityRow { position: row.position, ..old.clone() }) == row => {
                self.changes.moved += 1;
            }
            Some(_) => self.changes.details += 1,
        }
        self.row = old.map_or_else(String::new, |old| format!("{} {}", old.code, old.name));
        if let Some(old) = old {
            self.differs(Differs::Activity, &old.name, &row.name);
        }
        if old != Some(&row) {
            self.steps.push(Step::Activity(row, old.is_none()));
        }
        self.supports(id, activity, old.is_none());
        self.budgets(id, activity, old.is_none());
        for indicator in &activity.indicators {
            self.indicator(id, indicator);
        }
    }

    fn supports(&mut self, id: ActivityId, activity: &Activity, is_new: bool) {
        let rows: Vec<SupportRow> = (0..)
            .zip(&activity.support)
            .map(|(position, one)| SupportRow {
                activity: id,
                position,
                lead: one.lead,
                name: one.name.clone(),
            })
            .collect();
        let same = self.stored.supports.get(&id).map_or(&[][..], Vec::as_slice) == rows;
        if rows.is_empty() || same {
            return;
        }
        self.changes.supports += usize::from(!is_new);
        self.steps.push(Step::Supports(id, rows));
    }

    fn budgets(&mut self, id: ActivityId, activity: &Activity, is_new: bool) {
        let before = self.steps.len();
        for year in self.years.each() {
            let old = self.stored.budgets.get(&(id, year));
            let row = BudgetRow {
                activity: id,
                year,
                rupiah: activity.budgets.get(&year).copied().or(old.and_then(|old| old.rupiah)),
                funding: said(&activity.funding, old.map_or("", |old| &old.funding)),
            };
            let says = row.rupiah.is_some() || !row.funding.is_empty();
            if says && old != Some(&row) {
                if !is_new {
                    let told = |row: &BudgetRow| {
                        let money = row.rupiah.map(|money| self.lang.rupiah(money));
                        [money.unwrap_or_default(), row.funding.clone()].join(" ").trim().to_owned()
                    };
                    let (before, after) = (old.map(told).unwrap_or_default(), told(&row));
                    self.differs(Differs::Budget(year), &before, &after);
                }
                self.steps.push(Step::Budget(row));
            }
        }
        self.changes.budgets += usize::from(!is_new && self.steps.len() > before);
    }

    fn indicator(&mut self, activity: ActivityId, indicator: &Indicator) {
        let old = self.stored.indicator(activity, indicator);
        let old = old.filter(|old| self.used.insert(old.id.0));
        self.met += usize::from(old.is_some());
        let row = match old {
            Some(old) => self.corrected(old, indicator),
            None => self.new_indicator(activity, indicator),
        };
        self.indicators += 1;
        let id = row.id;
        match old {
            None => self.changes.indicators += 1,
            Some(old) if *old == row => {}
            Some(old) if (IndicatorRow { position: row.position, ..old.clone() }) == row => {
                self.changes.moved += 1;
            }
            Some(_) => self.changes.details += 1,
        }
        if let Some(old) = old {
            self.differs(Differs::Indicator, &old.name, &row.name);
        }
        if old != Some(&row) {
            self.steps.push(Step::Indicator(row, old.is_none()));
        }
        self.lead(id, indicator, old.is_none());
        self.targets(id, indicator, old.is_none());
    }

    fn new_indicator(&self, activity: ActivityId, indicator: &Indicator) -> IndicatorRow {
        IndicatorRow {
            taskforce: self.taskforce,
            plan: self.plan,
            id: IndicatorId(self.app.ids.next()),
            activity,
            name: indicator.name.clone(),
            key: indicator.key.clone(),
            unit: indicator.unit.clone(),
            measure: indicator.measure,
            direction: Direction::HigherIsBetter,
            definition: indicator.definition.clone(),
            data_source: indicator.data_source.clone(),
            over_whole: false,
            baseline: indicator.baseline,
            weight: 1,
            position: self.indicators,
            version: 1,
            from: self.stored.counts_from,
            until: None,
            origin: None,
        }
    }

    /// A stored indicator with what the file says; what people decided on its page stays. How it
    /// counts follows the file only while nobody has edited or reported it.
    fn corrected(&self, old: &IndicatorRow, indicator: &Indicator) -> IndicatorRow {
        let own = indicator.id == Some(old.id);
        let untouched = !own && old.version == 1 && !self.stored.reported.contains(&old.id);
        IndicatorRow {
            key: indicator.key.clone(),
            name: indicator.name.clone(),
            unit: said(&indicator.unit, &old.unit),
            measure: if untouched { indicator.measure } else { old.measure },
            definition: said(&old.definition, &indicator.definition),
            data_source: said(&old.data_source, &indicator.data_source),
            baseline: old.baseline.or(indicator.baseline),
            position: self.indicators,
            ..old.clone()
        }
    }

    fn lead(&mut self, id: IndicatorId, indicator: &Indicator, is_new: bool) {
        let Some(lead) = indicator.lead else { return };
        let old = self.stored.leads.get(&id);
        if old.is_some_and(|(_, stored)| *stored == Some(lead)) {
            return;
        }
        let since = self.since(old.map(|(since, _)| *since), is_new);
        self.changes.leads += usize::from(!is_new);
        self.steps.push(Step::Lead(LeadRow { indicator: id, since, lead: Some(lead) }));
    }

    fn targets(&mut self, id: IndicatorId, indicator: &Indicator, is_new: bool) {
        for (year, target) in &indicator.targets {
            let old = self.stored.targets.get(&id).and_then(|years| years.get(year));
            let nothing = *target == Target::default();
            if nothing || old.is_some_and(|(_, stored)| stored == target) {
                continue;
            }
            // Words in the place of a number are a slip more often than a decision.
            if target.value.is_none() && old.is_some_and(|(_, stored)| stored.value.is_some()) {
                self.changes.kept += 1;
                continue;
            }
            let since = self.since(old.map(|(since, _)| *since), is_new || old.is_none());
            self.changes.targets += usize::from(!is_new);
            if !is_new {
                let told = |target: &Target| match target.value {
                    Some(value) => self.lang.figure(value),
                    None => target.text.clone(),
                };
                let before = old.map(|(_, stored)| told(stored)).unwrap_or_default();
                let after = told(target);
                self.differs(Differs::Target(*year), &before, &after);
            }
            let Target { value, text } = target.clone();
            self.steps.push(Step::Target(TargetRow {
                indicator: id,
                year: *year,
                since,
                value,
                text,
            }));
        }
    }

    fn differs(&mut self, what: Differs, before: &str, after: &str) {
        if before != after {
            let (row, before, after) = (self.row.clone(), before.to_owned(), after.to_owned());
            self.differences.push(Difference { row, what, before, after });
        }
    }

    /// In a plan in force everything counts from its version on. Before that, what is new counts
    /// from the first day, and a change from today; never before what it takes the place of.
    fn since(&self, old: Option<Date>, is_new: bool) -> Date {
        let from = match self.stored.counts_from {
            Some(day) => day,
            None if is_new => self.first_day,
            None => self.today,
        };
        from.max(old.unwrap_or(self.first_day))
    }
}
