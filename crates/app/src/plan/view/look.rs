//! Ways to look at a whole plan: over time, by the nation's strategies, by agency, at one
//! checkpoint with its words.

use std::{collections::HashMap, sync::Arc};

use domain::{
    id::{IndicatorId, RegionId},
    plan::{NationalPlan, NationalStrategy},
    time::Date,
};
use store::region::PopulationRow;

use super::{AgencyName, CheckpointHead, DueRow, Matrix, Row, Strategy, Total};

/// Some rows together at every checkpoint that has ended.
pub type Course = Vec<(CheckpointHead, Total)>;

/// A plan over time.
#[derive(Debug, Clone)]
pub struct Trend {
    /// The plan.
    pub matrix: Arc<Matrix>,
    /// All of it.
    pub whole: Course,
    /// Each strategy, in the order of the plan.
    pub strategies: Vec<Course>,
}

/// A plan by the strategies of a national one.
#[derive(Debug, Clone)]
pub struct National {
    /// The plan.
    pub matrix: Arc<Matrix>,
    /// The national one.
    pub plan: NationalPlan,
    /// Its strategies, and a last row for what serves none.
    pub rows: Vec<NationalRow>,
    /// Other national plans whose mapping is known.
    pub others: Vec<NationalPlan>,
}

/// What serves one national strategy.
#[derive(Debug, Clone)]
pub struct NationalRow {
    /// The strategy; none for what serves none.
    pub strategy: Option<NationalStrategy>,
    /// Local strategies that serve it.
    pub local: Vec<Strategy>,
    /// How their rows stand together at the judged checkpoint.
    pub total: Total,
}

/// What an agency wrote beside a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The agency.
    pub agency: AgencyName,
    /// What stands in the way; may be empty.
    pub obstacle: String,
    /// What is done about it; may be empty.
    pub follow_up: String,
}

/// A plan at one checkpoint, with its words.
#[derive(Debug, Clone)]
pub struct CheckpointReport {
    /// The plan, judged at that checkpoint.
    pub matrix: Arc<Matrix>,
    /// Verified words by indicator.
    pub notes: HashMap<IndicatorId, Vec<Note>>,
}

/// How punctual an agency was in a plan.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Punctual {
    /// First reports it sent.
    pub sent: u32,
    /// Of these, sent after the last day in time.
    pub late: u32,
    /// Reports that came back to it.
    pub returned: u32,
}

/// One agency, to be handed over in a talk.
#[derive(Debug, Clone)]
pub struct AgencySheet {
    /// The plan.
    pub matrix: Arc<Matrix>,
    /// The agency.
    pub agency: AgencyName,
    /// Its rows, alone or in a group.
    pub rows: Vec<Arc<Row>>,
    /// Its rows together at every checkpoint that has ended.
    pub course: Course,
    /// Its own words at the judged checkpoint, by indicator.
    pub notes: HashMap<IndicatorId, Note>,
    /// What it has to report now.
    pub due: Vec<DueRow>,
    /// How punctual it was.
    pub punctual: Punctual,
}

/// An event of the plan with a place.
#[derive(Debug, Clone)]
pub struct LocatedEvent {
    /// Name of the place.
    pub place: String,
    /// The day.
    pub happened_on: Option<Date>,
    /// What its evidence shows; may be empty.
    pub caption: String,
    /// The row it is evidence for.
    pub row: Arc<Row>,
    /// The agency that reported it.
    pub agency: AgencyName,
    /// Whether its report is verified.
    pub is_verified: bool,
}

/// Where the events of a plan were held.
#[derive(Debug, Clone)]
pub struct Located {
    /// The plan.
    pub matrix: Arc<Matrix>,
    /// The region of the task force with its districts.
    pub region: crate::region::View,
    /// Events by the code of their district, by place and day.
    pub districts: HashMap<String, Vec<LocatedEvent>>,
    /// The latest population of each region that has one.
    pub people: HashMap<RegionId, PopulationRow>,
}

impl Located {
    /// The events of a district.
    pub fn of(&self, code: &str) -> &[LocatedEvent] {
        self.districts.get(code).map(Vec::as_slice).unwrap_or_default()
    }

    /// How many there are.
    pub fn count(&self, code: &str) -> i64 {
        i64::try_from(self.of(code).len()).unwrap_or(i64::MAX)
    }
}
