//! Understanding a plan out of an office's spreadsheet: what is sure, what is doubtful, and where.
//!
//! Pure: a grid and the names that are known in, a plan with doubts out. The tables are found by
//! their headings ([`header`]), each column gets a [`Role`](column::Role), each row a
//! [`Kind`](row::Kind); what is planned is put together by [`understand`]. Nothing is guessed in
//! silence: what is taken for something else than it says is a [`Doubt`] with its cell.

mod agencies;
mod assemble;
mod bodies;
mod builder;
mod column;
mod doubt;
mod fields;
mod header;
mod indicator;
mod number;
mod role;
mod row;
mod sheets;
mod unit;
mod words;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashSet};

pub use doubt::{Code, Doubt};
pub use role::ID_HEADING;
pub use words::NAME_MAX;

use super::{Measure, Target, Years};
use crate::{
    agency::{Candidate, Lead},
    figure::{Figure, Rupiah},
    id::IndicatorId,
    sheet::{Position, Workbook},
};

/// What an import may know beforehand.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Every full and short name of agencies and groups.
    pub names: Vec<Candidate>,
    /// Names that somebody has matched by hand; they go before every other.
    pub settled: Vec<Candidate>,
    /// Name of the task force's own region ("Kabupaten Tangerang"), which people add to the name
    /// of an agency or leave out.
    pub region: String,
}

/// A plan as it was understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Understood {
    /// Its title, from the rows above the first table; may be empty.
    pub title: String,
    /// Its years; none where nothing names one.
    pub years: Option<Years>,
    /// Whether its title says that it is an example.
    pub is_example: bool,
    /// Strategies in the order of the file.
    pub strategies: Vec<Strategy>,
    /// How many target cells hold a number, zeros too.
    pub targets: usize,
    /// What is doubtful, in the order of the file.
    pub doubts: Vec<Doubt>,
    /// Why it can't be imported; empty where it can.
    pub errors: Vec<Doubt>,
    /// Headings that were understood but are not part of a plan here, each once.
    pub unused: Vec<String>,
}

impl Understood {
    /// How many activities there are.
    pub fn activities(&self) -> usize {
        self.strategies.iter().map(|strategy| strategy.activities.len()).sum()
    }

    /// How many indicators there are.
    pub fn indicators(&self) -> usize {
        let activities = self.strategies.iter().flat_map(|strategy| &strategy.activities);
        activities.map(|activity| activity.indicators.len()).sum()
    }

    /// Whether it can be imported.
    pub fn is_usable(&self) -> bool {
        self.errors.is_empty()
    }

    /// Forgets what was doubtful about how the figures of known rows add up: that was settled when
    /// they were first read, and is not read from the file again.
    pub fn settle(&mut self, is_known: impl Fn(IndicatorId) -> bool) {
        let activities = self.strategies.iter().flat_map(|strategy| &strategy.activities);
        let indicators = activities.flat_map(|activity| &activity.indicators);
        let known: HashSet<(usize, u32)> = indicators
            .filter(|one| one.id.is_some_and(&is_known))
            .map(|one| (one.at.sheet, one.at.row))
            .collect();
        self.doubts.retain(|doubt| {
            doubt.code != Code::LooksCumulative
                || doubt.at.is_none_or(|at| !known.contains(&(at.sheet, at.row)))
        });
    }
}

/// A strategy and what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strategy {
    /// As printed (`A`); may be empty.
    pub code: String,
    /// Name as written.
    pub name: String,
    /// [`key`](super::key) of the name.
    pub key: String,
    /// Where it stands first.
    pub at: Position,
    /// Activities in the order of the file.
    pub activities: Vec<Activity>,
}

/// An activity and how it is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    /// As printed (`A.2`); may be empty.
    pub code: String,
    /// Name as written.
    pub name: String,
    /// [`key`](super::key) of the name.
    pub key: String,
    /// Where it stands first.
    pub at: Position,
    /// Who helps, in the order of the file, each once.
    pub support: Vec<Support>,
    /// Budget by year.
    pub budgets: BTreeMap<i16, Rupiah>,
    /// Sources of funding as written; may be empty.
    pub funding: String,
    /// Sub-activity code of SIPD; may be empty.
    pub sipd: String,
    /// Indicators in the order of the file.
    pub indicators: Vec<Indicator>,
}

/// Somebody who helps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Support {
    /// As written.
    pub name: String,
    /// The agency or group it means, where it is known.
    pub lead: Option<Lead>,
}

/// An indicator: how to count, what is wanted, who answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    /// Name as written.
    pub name: String,
    /// [`key`](super::key) of the name.
    pub key: String,
    /// Where it stands.
    pub at: Position,
    /// Unit; may be empty.
    pub unit: String,
    /// How its figures add up.
    pub measure: Measure,
    /// How it is counted, as written; may be empty.
    pub definition: String,
    /// Where its data come from, as written; may be empty.
    pub data_source: String,
    /// Where it stood before the plan.
    pub baseline: Option<Figure>,
    /// Who answers, where that is known.
    pub lead: Option<Lead>,
    /// Targets by year.
    pub targets: BTreeMap<i16, Target>,
    /// The row of ours that it is, in a sheet that was exported.
    pub id: Option<IndicatorId>,
}

/// Reads a workbook as a plan.
pub fn understand(workbook: &Workbook, known: &Known) -> Understood {
    assemble::understand(workbook, known)
}
