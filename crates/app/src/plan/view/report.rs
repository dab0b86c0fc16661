//! Reports as people see them: what is due, the form, what waits, how figures came about.

use std::sync::Arc;

use domain::{
    figure::{Figure, Rupiah},
    id::{EvidenceId, FileId, IndicatorId, RealisationId},
    plan::{Ask, Asked, Cell, Claim, Entry, EvidenceKind, Form, State, Via},
    time::{Date, Instant},
};

use super::{AgencyName, CheckpointHead, Matrix, Row};

/// Every figure of a row, and how it came about.
#[derive(Debug, Clone)]
pub struct History {
    /// The matrix it is part of.
    pub matrix: Arc<Matrix>,
    /// The row.
    pub row: Arc<Row>,
    /// Ended checkpoints, the latest first.
    pub checkpoints: Vec<HistoryPoint>,
}

/// One checkpoint of a row.
#[derive(Debug, Clone)]
pub struct HistoryPoint {
    /// The checkpoint.
    pub head: CheckpointHead,
    /// How it is judged.
    pub cell: Cell,
    /// What each member reported; members without a report are there too.
    pub members: Vec<MemberReports>,
}

/// The reports of one agency at one checkpoint.
#[derive(Debug, Clone)]
pub struct MemberReports {
    /// The agency.
    pub agency: AgencyName,
    /// Its revisions, the latest first.
    pub revisions: Vec<Revision>,
}

/// One revision of a report.
#[derive(Debug, Clone)]
pub struct Revision {
    /// Identifier.
    pub id: RealisationId,
    /// 1, 2, 3 ...
    pub number: u32,
    /// Where it stands.
    pub state: State,
    /// Whether it is the one that counts.
    pub counts: bool,
    /// Whether no newer one exists.
    pub is_head: bool,
    /// Whether it was the first and came after the last day in time.
    pub is_late: bool,
    /// What was reached.
    pub entry: Entry,
    /// Spent since 1 January.
    pub spend: Option<Rupiah>,
    /// What stands in the way; may be empty.
    pub obstacle: String,
    /// What is done about it; may be empty.
    pub follow_up: String,
    /// Why nothing happened since the report before; none where something did.
    pub nihil: Option<String>,
    /// Who sent it; none for the system.
    pub submitted_by: Option<String>,
    /// By which way it came.
    pub via: Via,
    /// When.
    pub submitted_at: Instant,
    /// Who approved it for the agency.
    pub approved_by: Option<String>,
    /// Who verified or returned it.
    pub decided_by: Option<String>,
    /// When.
    pub decided_at: Option<Instant>,
    /// Why it was returned; else empty.
    pub return_reason: String,
    /// What proves it.
    pub evidence: Vec<Evidence>,
    /// Counts the changes of its state; a decision sends it back.
    pub version: i64,
}

/// A piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Identifier.
    pub id: EvidenceId,
    /// File, photo or link.
    pub kind: EvidenceKind,
    /// The stored file; none for a link.
    pub file: Option<FileId>,
    /// The address of a link; else empty.
    pub url: String,
    /// What it shows; may be empty.
    pub caption: String,
    /// The day of the event that it shows.
    pub happened_on: Option<Date>,
    /// The place of that event.
    pub place: Option<String>,
}

/// Evidence under another report that is the same as evidence under this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Twin {
    /// The piece under this report.
    pub evidence: EvidenceId,
    /// Why the other one is the same.
    pub claim: Claim,
    /// The row of the other report.
    pub indicator: IndicatorId,
    /// Its name.
    pub name: String,
    /// The agency that reported it.
    pub agency: String,
    /// For which checkpoint: `TW2 2025`.
    pub checkpoint: String,
}

/// One row that an agency has to report.
#[derive(Debug, Clone)]
pub struct DueRow {
    /// The row.
    pub row: Arc<Row>,
    /// The agency that reports.
    pub agency: AgencyName,
    /// The checkpoint.
    pub head: CheckpointHead,
    /// Why it is asked for.
    pub ask: Ask,
    /// The last day in time, which a return moves.
    pub deadline: Date,
    /// Whether that day is over.
    pub is_overdue: bool,
    /// The target of that year.
    pub target: Option<Figure>,
    /// What should have been reached by then.
    pub expected: Option<Figure>,
    /// The agency's own last figure that still runs.
    pub previous: Option<Entry>,
}

/// The form of one report.
#[derive(Debug, Clone)]
pub struct ReportForm {
    /// The plan.
    pub matrix: Arc<Matrix>,
    /// What is reported.
    pub due: DueRow,
    /// What the row asks for.
    pub asked: Asked,
    /// The revision that the form starts from, 0 where nothing was sent; a form sends it back.
    pub base: u32,
    /// The latest revision, which a stale form is shown beside.
    pub head: Option<Revision>,
    /// The fields as they stand: the latest revision, else empty.
    pub form: Form,
}

/// Who has still to report.
#[derive(Debug, Clone)]
pub struct Silent {
    /// The plan.
    pub matrix: Arc<Matrix>,
    /// Offices with rows that wait, those with the most overdue rows first.
    pub offices: Vec<SilentOffice>,
}

/// An office that has still to report.
#[derive(Debug, Clone)]
pub struct SilentOffice {
    /// The office.
    pub agency: AgencyName,
    /// What it has to report, the overdue first.
    pub rows: Vec<DueRow>,
    /// Whether somebody with an account reports for it.
    pub has_account: bool,
}

impl SilentOffice {
    /// How many rows are overdue.
    pub fn overdue(&self) -> usize {
        self.rows.iter().filter(|row| row.is_overdue).count()
    }
}

/// A link by which an office reports without an account.
#[derive(Debug, Clone)]
pub struct Link {
    /// What is stored of it.
    pub row: store::plan::LinkRow,
    /// Usual name of its agency.
    pub agency: String,
    /// Whether it works now.
    pub is_live: bool,
}

/// A report that waits for the secretariat.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The row.
    pub row: Arc<Row>,
    /// The agency that sent it.
    pub agency: AgencyName,
    /// The checkpoint.
    pub head: CheckpointHead,
    /// What the whole year wants.
    pub target: Option<Figure>,
    /// What should have been reached by then.
    pub expected: Option<Figure>,
    /// The report.
    pub revision: Revision,
    /// The agency's own last figure that still runs.
    pub previous: Option<Entry>,
    /// The verified figure that this one would take the place of.
    pub replaces: Option<Entry>,
    /// Whether the figure is lower than the last one, which a running count can't be.
    pub fell: bool,
    /// Evidence that other reports claim too.
    pub twins: Vec<Twin>,
}

/// Reports that wait for the secretariat, the longest waiting first.
#[derive(Debug, Clone)]
pub struct WaitingList {
    /// The plan; none where no plan runs.
    pub matrix: Option<Arc<Matrix>>,
    /// At most 50 reports.
    pub rows: Vec<Waiting>,
    /// How many wait in all.
    pub total: usize,
}

/// What one agency has to report.
#[derive(Debug, Clone)]
pub struct DueList {
    /// The plan; none where no plan runs.
    pub matrix: Option<Arc<Matrix>>,
    /// The overdue first, then by deadline; what is optional comes last.
    pub rows: Vec<DueRow>,
}
