//! How some rows stand together, at any checkpoint.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use domain::{
    figure::Rupiah,
    id::ActivityId,
    plan::{Band, Checkpoint, Line, Ratio, Rules, Scheme, parent},
    time::Date,
};

use super::view::{Row, Total};

/// The money of activities by year.
pub(super) type Budgets = HashMap<(ActivityId, i16), Rupiah>;

/// What a sum of rows is judged by.
#[derive(Clone, Copy)]
pub(super) struct Judge<'a> {
    pub rules: &'a Rules,
    pub scheme: &'a Scheme,
    pub budgets: &'a Budgets,
}

impl Judge<'_> {
    /// Rows and their lines, which stand in one order, summed at a checkpoint.
    pub fn total<'r, I>(&self, parts: I, at: Checkpoint) -> Total
    where
        I: Iterator<Item = (&'r Arc<Row>, &'r Line)> + Clone,
    {
        let mut total = Total::default();
        let parent = parent(parts.clone().map(|(_, line)| line), at);
        let bounds = self.rules.bounds(self.scheme.due(at).unwrap_or(Date::MAX));
        total.achievement = parent.achievement;
        total.percent = parent.achievement.map(Ratio::percent);
        total.band = parent.achievement.map(|ratio| bounds.band(ratio));
        total.grade = parent.achievement.map(|ratio| bounds.grade(ratio));
        total.coverage = parent.coverage;
        let mut seen = HashSet::new();
        for (row, line) in parts {
            let Some(cell) = line.cell(at) else { continue };
            count(&mut total.bands, cell.band);
            total.spend = plus(total.spend, cell.spend);
            if seen.insert(row.activity) {
                total.budget =
                    plus(total.budget, self.budgets.get(&(row.activity, at.year)).copied());
            }
        }
        total
    }
}

fn plus(left: Option<Rupiah>, right: Option<Rupiah>) -> Option<Rupiah> {
    match (left, right) {
        (Some(left), Some(right)) => Some(Rupiah(left.0.saturating_add(right.0))),
        (left, right) => left.or(right),
    }
}

/// Counts a band at its place in [`Band::ALL`].
pub(super) fn count(bands: &mut [u32; Band::ALL.len()], band: Band) {
    if let Some(place) = Band::ALL.iter().position(|other| *other == band) {
        bands[place] += 1;
    }
}
