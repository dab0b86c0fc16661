//! What concerns one person today, and the leadership's one page.

use std::sync::Arc;

use super::super::Desk;
use super::{AgencyName, CheckpointHead, DueRow, Matrix, Row, Waiting};

/// The home page, whatever the role; what does not concern it is empty.
#[derive(Debug, Clone, Default)]
pub struct Home {
    /// The plan; none where no plan runs.
    pub matrix: Option<Arc<Matrix>>,
    /// The first few rows that are due from me.
    pub due: Vec<DueRow>,
    /// How many are due from me in all, without the optional ones.
    pub due_total: usize,
    /// The desk at which I decide about reports.
    pub desk: Option<Desk>,
    /// The first few reports that wait for me.
    pub waiting: Vec<Waiting>,
    /// How many wait for me in all.
    pub waiting_total: usize,
    /// The first few red rows: of my agency where I report for one, else of the plan.
    pub red: Vec<Arc<Row>>,
    /// How many are red in all, of the same.
    pub red_total: usize,
    /// The next last day to report: of the running window, else of the next checkpoint.
    pub next: Option<CheckpointHead>,
}

/// The leadership's one page.
#[derive(Debug, Clone)]
pub struct Leadership {
    /// The plan, with its totals and strategies.
    pub matrix: Arc<Matrix>,
    /// The ten most urgent rows.
    pub red: Vec<Arc<Row>>,
    /// How many are red in all.
    pub red_total: usize,
    /// Agencies with rows that are behind or overdue, the most first: agency, red rows, rows.
    pub agencies: Vec<AgencyStanding>,
    /// The next last day to report.
    pub next: Option<CheckpointHead>,
}

/// How the rows of one agency stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgencyStanding {
    /// The agency.
    pub agency: AgencyName,
    /// Rows it reports, alone or in a group.
    pub rows: u32,
    /// Of these, rows that are due.
    pub due: u32,
    /// Of these, rows on the red list.
    pub red: u32,
}
