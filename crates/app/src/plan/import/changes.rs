//! What an import writes, step by step and in numbers.

use domain::id::ActivityId;
use serde::Serialize;
use store::plan::{
    ActivityRow, BudgetRow, IndicatorRow, LeadRow, StrategyRow, SupportRow, TargetRow,
};

/// One thing to write.
#[derive(Debug)]
pub enum Step {
    /// A strategy, new or corrected.
    Strategy(StrategyRow, bool),
    /// An activity, new or corrected.
    Activity(ActivityRow, bool),
    /// Everyone who supports an activity, instead of those who are stored.
    Supports(ActivityId, Vec<SupportRow>),
    /// A budget.
    Budget(BudgetRow),
    /// An indicator, new or corrected.
    Indicator(IndicatorRow, bool),
    /// Who answers.
    Lead(LeadRow),
    /// What is wanted.
    Target(TargetRow),
}

/// How much an import writes, in words that people know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Changes {
    /// Whether the plan itself is new.
    pub plan: bool,
    /// New strategies.
    pub strategies: usize,
    /// New activities.
    pub activities: usize,
    /// New indicators.
    pub indicators: usize,
    /// Targets of stored indicators that differ.
    pub targets: usize,
    /// Stored indicators with another lead.
    pub leads: usize,
    /// Stored activities with another budget or funding.
    pub budgets: usize,
    /// Stored activities with other support.
    pub supports: usize,
    /// Stored rows with another spelling or detail.
    pub details: usize,
    /// Stored rows that only stand at another place.
    pub moved: usize,
    /// Stored targets that stay, for the file has no number there.
    pub kept: usize,
    /// Stored indicators that the file does not name; they stay.
    pub staying: usize,
}

impl Changes {
    /// How many new strategies, activities and indicators.
    pub const fn new_rows(&self) -> usize {
        self.strategies + self.activities + self.indicators
    }

    /// How many stored things differ.
    pub const fn changed(&self) -> usize {
        self.targets + self.leads + self.budgets + self.supports + self.details + self.moved
    }

    /// Whether what the plan wants becomes another.
    pub const fn amends(&self) -> bool {
        self.new_rows() + self.targets + self.leads > 0
    }

    /// Whether nothing would be written.
    pub const fn is_nothing(&self) -> bool {
        !self.plan && self.new_rows() == 0 && self.changed() == 0
    }
}

/// What a file makes of one thing that is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Code and name of the activity, as stored.
    pub row: String,
    /// What differs.
    pub what: Differs,
    /// As it is stored; may be empty.
    pub before: String,
    /// As the file has it.
    pub after: String,
}

/// What can differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Differs {
    /// The name of the activity.
    Activity,
    /// The name of the indicator.
    Indicator,
    /// The target of a year.
    Target(i16),
    /// The budget of a year.
    Budget(i16),
}
