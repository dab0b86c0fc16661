//! A plan read whole and judged once.

use std::{collections::HashMap, sync::Arc};

use super::{
    total::{Budgets, Judge},
    view::{AgencyName, CheckpointHead, Matrix, Row, Total},
};
use crate::{Error, Result};
use domain::{
    id::{AgencyId, IndicatorId, PlanId, TaskForceId},
    plan::{self, Checkpoint, Entry, Frame, Measure},
    time::Date,
};

/// A plan judged at one checkpoint; none is the last that has ended.
pub(super) type Key = (TaskForceId, PlanId, Option<Checkpoint>);

/// A plan with the facts it was judged by.
#[derive(Debug)]
pub(super) struct Model {
    /// Whose plan it is.
    pub taskforce: TaskForceId,
    /// Scheme, years, today, groups, reports.
    pub frame: Frame,
    /// The rows as arithmetic knows them, in the order of [`Matrix::rows`].
    pub rows: Vec<plan::Row>,
    /// Each row judged at every checkpoint, in the same order.
    pub lines: Vec<plan::Line>,
    /// The money of activities by year.
    pub budgets: Budgets,
    /// Places of indicators in `rows`.
    pub places: HashMap<IndicatorId, usize>,
    /// Agencies by identifier.
    pub names: HashMap<AgencyId, AgencyName>,
    /// What pages show.
    pub matrix: Arc<Matrix>,
}

impl Model {
    /// The place of an indicator of this plan.
    ///
    /// # Errors
    /// `NotFound` where the plan has none with this id.
    pub fn place(&self, id: IndicatorId) -> Result<usize> {
        self.places.get(&id).copied().ok_or(Error::NotFound)
    }

    /// The row at a place.
    pub fn row(&self, place: usize) -> Result<(&plan::Row, &Arc<Row>)> {
        self.rows.get(place).zip(self.matrix.rows.get(place)).ok_or(Error::NotFound)
    }

    /// An agency as it is shown.
    pub fn agency(&self, id: AgencyId) -> AgencyName {
        let known = self.names.get(&id).cloned();
        known.unwrap_or_else(|| AgencyName { id, short: String::new(), full: String::new() })
    }

    /// How the rows that fit stand together at a checkpoint.
    pub fn total(
        &self,
        rules: &plan::Rules,
        at: Checkpoint,
        fits: impl Fn(usize, &Row) -> bool + Clone,
    ) -> Total {
        let judge = Judge { rules, scheme: &self.frame.scheme, budgets: &self.budgets };
        let parts = self.matrix.rows.iter().zip(&self.lines).enumerate();
        let parts = parts.filter(move |(place, (row, _))| fits(*place, row));
        judge.total(parts.map(|(_, part)| part), at)
    }

    /// A checkpoint with its days.
    ///
    /// # Errors
    /// `NotFound` where it is not one of the plan.
    pub fn head(&self, at: Checkpoint) -> Result<CheckpointHead> {
        let found = self.matrix.checkpoints.iter().find(|head| head.checkpoint == at);
        found.cloned().ok_or(Error::NotFound)
    }

    /// Today in the task force's zone.
    pub fn today(&self) -> Date {
        self.frame.today
    }

    /// The agency's own last figure before `at` that still runs there: of the same year, or of any
    /// year of a cumulative count.
    pub fn previous(&self, row: &plan::Row, agency: AgencyId, at: Checkpoint) -> Option<Entry> {
        let runs = |earlier: &Checkpoint| {
            *earlier < at && (row.measure == Measure::Cumulative || earlier.year == at.year)
        };
        let earlier = self.frame.scheme.of_plan(self.frame.years).into_iter().rev().filter(runs);
        let mut histories = earlier.filter_map(|at| self.frame.history(row.id, agency, at));
        histories.find_map(|history| {
            let best = history.pending().or_else(|| history.verified())?;
            Some(best.entry)
        })
    }
}
