//! What pages and documents about a plan show, typed; no sentences, no markup.
//!
//! A [`Matrix`] is built once per revision and day and shared by every page; the other views point
//! at its rows.

use std::sync::Arc;

use domain::{
    agency::Lead,
    figure::{Figure, Rupiah},
    id::{ActivityId, AgencyId, IndicatorId, PlanId, StrategyId},
    plan::{
        Band, Cell, Checkpoint, Coverage, Direction, Entry, Grade, Measure, Ratio, Regulation,
        Stage, Years,
        red::{Urgency, Why},
    },
    time::{Date, Zone},
};

mod home;
mod life;
mod look;
mod report;

pub use home::{AgencyStanding, Home, Leadership};
pub use life::{
    Beside, Carried, Compared, Editing, Ending, Endings, Entered, Evaluated, Life, Proposal,
    Proposals, Side, Version,
};
pub use look::{
    AgencySheet, CheckpointReport, Course, Located, LocatedEvent, National, NationalRow, Note,
    Punctual, Trend,
};
pub use report::{
    DueList, DueRow, Evidence, History, HistoryPoint, Link, MemberReports, ReportForm, Revision,
    Silent, SilentOffice, Twin, Waiting, WaitingList,
};

/// A plan as of one day.
#[derive(Debug, Clone)]
pub struct Matrix {
    /// The plan.
    pub plan: PlanHead,
    /// The plan after it, and where that is in its life.
    pub after: Option<(Years, Stage)>,
    /// The day it is judged on, in the task force's zone.
    pub today: Date,
    /// That zone.
    pub zone: Zone,
    /// The checkpoint that is judged; none before the first has ended.
    pub at: Option<CheckpointHead>,
    /// The first checkpoint that has not ended; none at the end of the plan.
    pub next: Option<CheckpointHead>,
    /// Every checkpoint of the plan, in order: the axis of each spark.
    pub checkpoints: Vec<CheckpointHead>,
    /// Whether the days to report are confirmed; else pages say that they are not.
    pub deadline_is_confirmed: bool,
    /// Where the bounds of the bands come from ("Permendagri 86/2017").
    pub bounds_source: String,
    /// Strategies in the order of the plan.
    pub strategies: Vec<Strategy>,
    /// Agencies that answer for a row, alone or in a group, by short name.
    pub agencies: Vec<AgencyName>,
    /// Rows in the order of the plan.
    pub rows: Vec<Arc<Row>>,
    /// The red list: places in `rows`, the most urgent first.
    pub red: Vec<usize>,
    /// The whole plan.
    pub total: Total,
    /// The same whole plan at every checkpoint that has ended: one line of a chart.
    pub course: Vec<(CheckpointHead, Total)>,
}

/// A plan without its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanHead {
    /// Identifier.
    pub id: PlanId,
    /// Title, as printed.
    pub title: String,
    /// First and last year.
    pub years: Years,
    /// Where it is in its life.
    pub stage: Stage,
    /// What it is in force by; none where that is not known or not yet so.
    pub regulation: Option<Regulation>,
    /// When it was closed.
    pub closed_on: Option<Date>,
    /// Whether its figures are invented.
    pub is_example: bool,
    /// Counts every write to it.
    pub revision: i64,
}

impl PlanHead {
    /// Whether it is in force and reported on.
    pub fn is_running(&self) -> bool {
        self.stage == Stage::Running
    }
}

/// A checkpoint with its days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckpointHead {
    /// Which one.
    pub checkpoint: Checkpoint,
    /// What people call it within its year: `TW2`.
    pub label: String,
    /// Its last day.
    pub due: Date,
    /// The last day to report it in time.
    pub deadline: Date,
    /// Whether its last day is over.
    pub has_ended: bool,
}

/// A strategy and how it stands.
#[derive(Debug, Clone)]
pub struct Strategy {
    /// Identifier.
    pub id: StrategyId,
    /// As printed: `A`.
    pub code: String,
    /// Name.
    pub name: String,
    /// Its rows, places in [`Matrix::rows`].
    pub rows: std::ops::Range<usize>,
    /// How it stands.
    pub total: Total,
}

/// How several rows stand together at the judged checkpoint.
#[derive(Debug, Clone, Default)]
pub struct Total {
    /// Weighted mean of capped achievements; none where no row counts.
    pub achievement: Option<Ratio>,
    /// The same, in whole percent.
    pub percent: Option<i64>,
    /// The same, as a word; none where no row counts.
    pub band: Option<Band>,
    /// The same, on the official five-step scale.
    pub grade: Option<Grade>,
    /// Rows reported of rows due.
    pub coverage: Coverage,
    /// How many rows have each band, in the order of [`Band::ALL`].
    pub bands: [u32; Band::ALL.len()],
    /// Budget of the judged year.
    pub budget: Option<Rupiah>,
    /// Spent since 1 January, by verified reports.
    pub spend: Option<Rupiah>,
}

impl Total {
    /// How many rows have this band.
    pub fn count(&self, band: Band) -> u32 {
        let place = Band::ALL.iter().position(|other| *other == band);
        place.and_then(|place| self.bands.get(place)).copied().unwrap_or(0)
    }

    /// How many rows are on the red list.
    pub fn red(&self) -> u32 {
        self.count(Band::Behind) + self.count(Band::Overdue)
    }
}

/// An agency as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgencyName {
    /// Identifier.
    pub id: AgencyId,
    /// Usual name.
    pub short: String,
    /// Official name.
    pub full: String,
}

/// Who answers for a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeadName {
    /// An agency or a group; none where nobody was found.
    pub lead: Option<Lead>,
    /// Usual name: `DPPPA`, `Polres (3)`.
    pub short: String,
    /// Official name.
    pub full: String,
    /// The agencies that report it at the judged checkpoint.
    pub members: Vec<AgencyName>,
}

impl LeadName {
    /// Whether this agency reports the row.
    pub fn includes(&self, agency: AgencyId) -> bool {
        self.members.iter().any(|member| member.id == agency)
    }
}

/// One indicator with everything the matrix shows of it.
#[derive(Debug, Clone)]
pub struct Row {
    /// The indicator.
    pub id: IndicatorId,
    /// Its activity.
    pub activity: ActivityId,
    /// Its strategy, a place in [`Matrix::strategies`].
    pub strategy: usize,
    /// Code of the activity, as printed: `A.2`.
    pub code: String,
    /// Name of the activity.
    pub activity_name: String,
    /// Name of the indicator.
    pub name: String,
    /// Unit as printed.
    pub unit: String,
    /// How its figures add up.
    pub measure: Measure,
    /// Which way is better.
    pub direction: Direction,
    /// What counts and what does not; may be empty.
    pub definition: String,
    /// Where the figures come from; may be empty.
    pub data_source: String,
    /// How much it counts beside its siblings.
    pub weight: u32,
    /// Counts the edits of how it counts.
    pub version: i64,
    /// Who answers.
    pub lead: LeadName,
    /// Who supports, as written.
    pub supports: Vec<String>,
    /// Target and result of each year of the plan.
    pub years: Vec<YearCell>,
    /// The judged checkpoint; none before the first has ended.
    pub now: Option<Cell>,
    /// The latest figure that counts, which may be of an earlier checkpoint.
    pub latest: Option<(Checkpoint, Entry)>,
    /// One mark per checkpoint of the plan, as in [`Matrix::checkpoints`].
    pub spark: Vec<Spark>,
    /// Budget of the activity in the judged year.
    pub budget: Option<Rupiah>,
    /// Spent on the activity since 1 January, by verified reports of all its indicators.
    pub spend: Option<Rupiah>,
    /// Sources of the money, as written.
    pub funding: String,
    /// Sub-activity code of SIPD; may be empty.
    pub sipd: String,
    /// Why it is red and how urgent; none where it is not.
    pub red: Option<(Why, Urgency)>,
}

impl Row {
    /// Where it stands: unscheduled before the first checkpoint has ended.
    pub fn band(&self) -> Band {
        self.now.as_ref().map_or(Band::Unscheduled, |cell| cell.band)
    }

    /// Achievement in whole percent, where it is judged.
    pub fn percent(&self) -> Option<i64> {
        self.now.as_ref()?.achievement.map(Ratio::percent)
    }
}

/// One year of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearCell {
    /// The year.
    pub year: i16,
    /// The target; none where the plan names no number.
    pub target: Option<Figure>,
    /// The target as written, where that says more than the number.
    pub text: String,
    /// What counts at the last checkpoint of the year that has ended.
    pub value: Option<Entry>,
    /// Where it stood then; none while the year lies ahead.
    pub band: Option<Band>,
}

/// One mark of a spark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spark {
    /// Achievement in whole percent, where it is judged.
    pub percent: Option<i64>,
    /// Where it stood; none while the checkpoint lies ahead.
    pub band: Option<Band>,
}

/// Which rows a page shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of this plan instead of the running one.
    pub plan: Option<PlanId>,
    /// Of this strategy.
    pub strategy: Option<StrategyId>,
    /// That this agency reports, alone or in a group.
    pub agency: Option<AgencyId>,
    /// With this band.
    pub band: Option<Band>,
    /// Judged at this checkpoint instead of the last that has ended.
    pub at: Option<Checkpoint>,
    /// After this row.
    pub after: Option<IndicatorId>,
}

/// At most 50 rows of a matrix.
#[derive(Debug, Clone)]
pub struct Page {
    /// The whole matrix.
    pub matrix: Arc<Matrix>,
    /// The rows of this page, places in [`Matrix::rows`].
    pub places: Vec<usize>,
    /// How many rows the filter leaves.
    pub total: usize,
    /// How many of them come before this page.
    pub skipped: usize,
    /// Cursor of the page before; `Some(None)` is the first page.
    pub previous: Option<Option<IndicatorId>>,
    /// Cursor of the page after.
    pub next: Option<IndicatorId>,
    /// How many rows each band would leave under the other filters, in the order of [`Band::ALL`].
    pub bands: [u32; Band::ALL.len()],
}

impl Page {
    /// The rows of this page.
    pub fn rows(&self) -> impl Iterator<Item = &Arc<Row>> {
        self.places.iter().filter_map(|place| self.matrix.rows.get(*place))
    }
}
