//! From what was read to what pages show; pure.

use std::{collections::HashMap, sync::Arc};

use domain::{
    agency::Lead,
    figure::Rupiah,
    id::{ActivityId, AgencyId},
    plan::{self, Checkpoint, Frame, Line, Ratio, Rules, on, red},
    time::Date,
};
use store::plan::IndicatorRow;

use super::{
    gather::Gathered,
    model::Model,
    total::{Budgets, Judge},
    view::{
        AgencyName, CheckpointHead, LeadName, Matrix, PlanHead, Row, Spark, Strategy, Total,
        YearCell,
    },
};

/// Judges a plan at `at`, where that has ended, else at the last checkpoint that has.
pub(super) fn model(rules: &Rules, gathered: Gathered, at: Option<Checkpoint>) -> Model {
    let frame = &gathered.frame;
    let ended = |at: &Checkpoint| frame.scheme.has_ended(*at, frame.today);
    let inside = |at: &Checkpoint| frame.years.contains(at.year);
    let at = at.filter(inside).filter(ended).or(frame.current());
    let bench = Bench::new(rules, &gathered, at);
    let rows: Vec<Arc<Row>> = bench.rows().into_iter().map(Arc::new).collect();
    let matrix = Arc::new(bench.matrix(rows));
    let places = bench.places();
    let (lines, budgets) = (bench.lines, bench.budgets);
    let rows = gathered.indicators.into_iter().map(|(_, row)| row).collect();
    let (frame, names) = (gathered.frame, gathered.names);
    let taskforce = gathered.plan.taskforce;
    Model { taskforce, frame, rows, lines, budgets, places, names, matrix }
}

/// Everything at hand while a matrix is put together.
struct Bench<'a> {
    rules: &'a Rules,
    gathered: &'a Gathered,
    frame: &'a Frame,
    at: Option<Checkpoint>,
    /// The day whose rules and money are shown.
    day: Date,
    lines: Vec<Line>,
    /// Spent on each activity by the verified reports at `at`.
    spent: HashMap<ActivityId, Rupiah>,
    budgets: Budgets,
}

impl<'a> Bench<'a> {
    fn new(rules: &'a Rules, gathered: &'a Gathered, at: Option<Checkpoint>) -> Self {
        let frame = &gathered.frame;
        let day = at.and_then(|at| frame.scheme.due(at)).unwrap_or(frame.today);
        let lines: Vec<Line> =
            gathered.indicators.iter().map(|(_, row)| frame.line(rules, row)).collect();
        let mut spent: HashMap<ActivityId, Rupiah> = HashMap::new();
        for ((indicator, _), line) in gathered.indicators.iter().zip(&lines) {
            let spend = at.and_then(|at| line.cell(at)?.spend);
            if let Some(spend) = spend {
                let sum = spent.entry(indicator.activity).or_default();
                sum.0 = sum.0.saturating_add(spend.0);
            }
        }
        let budgets = gathered.budgets.iter().flat_map(|(activity, rows)| {
            rows.iter().filter_map(|row| Some(((*activity, row.year), row.rupiah?)))
        });
        let budgets = budgets.collect();
        Self { rules, gathered, frame, at, day, lines, spent, budgets }
    }

    fn places(&self) -> HashMap<domain::id::IndicatorId, usize> {
        let rows = self.gathered.indicators.iter().enumerate();
        rows.map(|(place, (row, _))| (row.id, place)).collect()
    }

    fn rows(&self) -> Vec<Row> {
        let rows = self.gathered.indicators.iter().zip(&self.lines);
        rows.map(|((indicator, row), line)| self.row(indicator, row, line)).collect()
    }

    fn row(&self, indicator: &IndicatorRow, row: &plan::Row, line: &Line) -> Row {
        let activity = self.gathered.activities.get(&indicator.activity);
        let strategy = activity.and_then(|activity| self.strategy_place(activity.strategy));
        let now = self.at.and_then(|at| line.cell(at)).cloned();
        let supports = self.gathered.supports.get(&indicator.activity).into_iter().flatten();
        let (budget, funding) = self.money(indicator.activity);
        Row {
            id: indicator.id,
            activity: indicator.activity,
            strategy: strategy.unwrap_or_default(),
            code: activity.map(|activity| activity.code.clone()).unwrap_or_default(),
            activity_name: activity.map(|activity| activity.name.clone()).unwrap_or_default(),
            name: indicator.name.clone(),
            unit: indicator.unit.clone(),
            measure: indicator.measure,
            direction: indicator.direction,
            definition: indicator.definition.clone(),
            data_source: indicator.data_source.clone(),
            weight: indicator.weight,
            version: indicator.version,
            lead: self.lead(row),
            supports: supports.map(|support| support.name.clone()).collect(),
            years: self.frame.years.each().map(|year| self.year(row, line, year)).collect(),
            latest: self.at.and_then(|at| line.latest(at)),
            spark: line.cells.iter().map(spark).collect(),
            budget,
            spend: self.spent.get(&indicator.activity).copied(),
            funding,
            sipd: activity.map(|activity| activity.sipd.clone()).unwrap_or_default(),
            red: self.red(row, now.as_ref()),
            now,
        }
    }

    fn strategy_place(&self, id: domain::id::StrategyId) -> Option<usize> {
        self.gathered.strategies.iter().position(|strategy| strategy.id == id)
    }

    fn lead(&self, row: &plan::Row) -> LeadName {
        let members = match self.at.or_else(|| self.frame.next_checkpoint()) {
            Some(at) => self.frame.members(row, at),
            None => Vec::new(),
        };
        let members = members.into_iter().filter_map(|id| self.gathered.names.get(&id).cloned());
        let lead = on(&row.leads, self.day).copied();
        let (short, full) = match lead {
            Some(Lead::Agency(id)) => self.agency_words(id),
            Some(Lead::Group(id)) => {
                let group = self.gathered.groups.iter().find(|group| group.id == id);
                group
                    .map(|group| (group.short_name.clone(), group.name.clone()))
                    .unwrap_or_default()
            }
            None => (String::new(), String::new()),
        };
        LeadName { lead, short, full, members: members.collect() }
    }

    fn agency_words(&self, id: AgencyId) -> (String, String) {
        let name = self.gathered.names.get(&id);
        name.map(|name| (name.short.clone(), name.full.clone())).unwrap_or_default()
    }

    fn year(&self, row: &plan::Row, line: &Line, year: i16) -> YearCell {
        let last = line.last_of(year);
        let day = last.and_then(|cell| self.frame.scheme.due(cell.checkpoint));
        let target = row.target(year, day.unwrap_or(Date::MAX));
        YearCell {
            year,
            target: target.and_then(|target| target.value),
            text: target.map(|target| target.text.clone()).unwrap_or_default(),
            value: last.and_then(|cell| cell.value),
            band: last.map(|cell| cell.band),
        }
    }

    /// Budget of the judged year and the sources of the money.
    fn money(&self, activity: ActivityId) -> (Option<Rupiah>, String) {
        let rows = self.gathered.budgets.get(&activity);
        let year = self.day.year();
        let of_year = rows.and_then(|rows| rows.iter().find(|row| row.year == year));
        let named = of_year.or(rows.and_then(|rows| rows.first()));
        let funding = named.map(|row| row.funding.clone()).unwrap_or_default();
        (of_year.and_then(|row| row.rupiah), funding)
    }

    fn red(&self, row: &plan::Row, now: Option<&plan::Cell>) -> Option<(red::Why, red::Urgency)> {
        let now = now?;
        let why = red::why(now)?;
        let share = row.aim(&self.frame.scheme, now.checkpoint).share;
        Some((why, red::urgency(row.weight, now.achievement, share)))
    }

    fn matrix(&self, rows: Vec<Arc<Row>>) -> Matrix {
        let plan = &self.gathered.plan;
        let checkpoints: Vec<CheckpointHead> = self
            .frame
            .scheme
            .of_plan(self.frame.years)
            .into_iter()
            .filter_map(|at| self.head(at))
            .collect();
        let find = |at: Option<Checkpoint>| {
            checkpoints.iter().find(|head| Some(head.checkpoint) == at).cloned()
        };
        Matrix {
            plan: PlanHead {
                id: plan.id,
                title: plan.title.clone(),
                years: plan.years,
                stage: plan.stage,
                regulation: plan.regulation.clone(),
                closed_on: plan.closed_on,
                is_example: plan.is_example,
                revision: plan.revision,
            },
            after: self.gathered.after,
            today: self.frame.today,
            zone: self.gathered.zone,
            at: find(self.at),
            next: find(self.frame.next_checkpoint()),
            deadline_is_confirmed: self.rules.reporting(self.day).confirmed,
            bounds_source: self.rules.bounds(self.day).source.clone(),
            strategies: self.strategies(&rows),
            agencies: agencies(&rows),
            red: red_places(&rows),
            total: self.total(&rows, &self.lines, self.at),
            course: self.course(&rows, &checkpoints),
            checkpoints,
            rows,
        }
    }

    fn head(&self, at: Checkpoint) -> Option<CheckpointHead> {
        let (window, _) = self.frame.window(self.rules, at)?;
        Some(CheckpointHead {
            checkpoint: at,
            label: self.frame.scheme.label(at).to_owned(),
            due: self.frame.scheme.due(at)?,
            deadline: window.deadline,
            has_ended: self.frame.scheme.has_ended(at, self.frame.today),
        })
    }

    fn strategies(&self, rows: &[Arc<Row>]) -> Vec<Strategy> {
        let strategies = self.gathered.strategies.iter().enumerate();
        let strategy = |(place, row): (usize, &store::plan::StrategyRow)| {
            // Rows are in the order of strategies, so those of one stand together.
            let first = rows.partition_point(|other| other.strategy < place);
            let end = rows.partition_point(|other| other.strategy <= place);
            Strategy {
                id: row.id,
                code: row.code.clone(),
                name: row.name.clone(),
                total: self.total(&rows[first..end], &self.lines[first..end], self.at),
                rows: first..end,
            }
        };
        strategies.map(strategy).collect()
    }

    fn total(&self, rows: &[Arc<Row>], lines: &[Line], at: Option<Checkpoint>) -> Total {
        let Some(at) = at else { return Total::default() };
        let scheme = &self.frame.scheme;
        let judge = Judge { rules: self.rules, scheme, budgets: &self.budgets };
        judge.total(rows.iter().zip(lines), at)
    }

    fn course(&self, rows: &[Arc<Row>], heads: &[CheckpointHead]) -> Vec<(CheckpointHead, Total)> {
        let ended = heads.iter().filter(|head| head.has_ended);
        ended
            .map(|head| (head.clone(), self.total(rows, &self.lines, Some(head.checkpoint))))
            .collect()
    }
}

fn spark(cell: &plan::Cell) -> Spark {
    Spark {
        percent: cell.achievement.map(Ratio::percent),
        band: cell.has_ended.then_some(cell.band),
    }
}

fn agencies(rows: &[Arc<Row>]) -> Vec<AgencyName> {
    let mut agencies: Vec<AgencyName> =
        rows.iter().flat_map(|row| &row.lead.members).cloned().collect();
    agencies.sort_by_key(|agency| (domain::region::name_key(&agency.short), agency.id));
    agencies.dedup();
    agencies
}

fn red_places(rows: &[Arc<Row>]) -> Vec<usize> {
    let urgent = rows.iter().enumerate().filter_map(|(place, row)| Some((place, row.red?.1)));
    let mut urgent: Vec<_> = urgent.collect();
    red::order(&mut urgent, |(_, urgency)| *urgency);
    urgent.into_iter().map(|(place, _)| place).collect()
}
