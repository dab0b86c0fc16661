//! Read models of orders.

use std::collections::HashMap;

use domain::{
    id::{AccountId, FileId, RegionId},
    outreach::{Reach, Reaches, Stage},
    time::{Date, Zone},
};
use store::{
    meeting::MeetingRow,
    outreach::{OwedRow, ReportRow, StepRow, TallyRow},
};

pub use store::outreach::{OrderRow, ReceiptRow, Steps};

use crate::meeting::view::Office;

/// Which orders a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Shelf {
    /// What sub-districts and villages answer now.
    #[default]
    Running,
    /// What is being written.
    Draft,
    /// What is finished or was taken back.
    Over,
}

impl Shelf {
    /// Every shelf.
    pub const ALL: [Self; 3] = [Self::Running, Self::Draft, Self::Over];

    /// Its code in an address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Running => "berjalan",
            Self::Draft => "draf",
            Self::Over => "selesai",
        }
    }

    /// The shelf with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shelf| shelf.code() == code)
    }

    /// Whether an order of this stage lies here.
    pub const fn holds(self, stage: Stage) -> bool {
        matches!(
            (self, stage),
            (Self::Running, Stage::Issued)
                | (Self::Draft, Stage::Draft)
                | (Self::Over, Stage::Closed | Stage::Withdrawn)
        )
    }
}

/// How far an order came in a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Coverage {
    /// What its receipts came to.
    pub steps: Steps,
    /// Receipts that nobody reported and whose region is no more.
    pub ended: i64,
    /// Whether the last day is over while the order runs.
    pub is_overdue: bool,
}

impl Coverage {
    /// Receipts that are late: not reported in time, by a region that still exists.
    pub const fn late(&self) -> i64 {
        if self.is_overdue { self.open() } else { 0 }
    }

    /// Receipts that are still to be reported.
    pub const fn open(&self) -> i64 {
        self.steps.asked - self.steps.reported - self.ended
    }

    /// Share of the receipts that were reported, in whole percent; all is only all.
    pub fn share(&self) -> i64 {
        self.steps.reported.saturating_mul(100).checked_div(self.steps.asked).unwrap_or(0)
    }
}

/// An order in a list.
#[derive(Debug, Clone)]
pub struct Line {
    /// The order.
    pub row: OrderRow,
    /// Usual name of the office that answers for it.
    pub office: String,
    /// How far it came; nothing while it was not sent down.
    pub coverage: Coverage,
}

/// What the regions of one operator have still to answer.
#[derive(Debug, Clone, Default)]
pub struct Owed {
    /// The operator's own region; none for whoever has none.
    pub region: Option<RegionId>,
    /// The orders, the nearest last day first.
    pub rows: Vec<OwedRow>,
}

/// A list of orders.
#[derive(Debug, Clone)]
pub struct Index {
    /// The orders.
    pub lines: Vec<Line>,
    /// How many lie on each shelf.
    pub counts: HashMap<Shelf, usize>,
    /// What the actor has to do.
    pub owed: Owed,
    /// Whether the actor writes orders.
    pub manages: bool,
    /// Today where the task force is.
    pub today: Date,
}

/// What the form of an order offers to choose.
#[derive(Debug, Clone)]
pub struct Choices {
    /// Offices that can answer for an order, by usual name.
    pub offices: Vec<Office>,
    /// Sub-districts by name.
    pub districts: Vec<(RegionId, String)>,
}

/// The decision that an order carries out.
#[derive(Debug, Clone)]
pub struct Source {
    /// The meeting.
    pub meeting: MeetingRow,
    /// The number of the decision in it.
    pub number: i64,
    /// What was decided.
    pub text: String,
}

/// How far an order came under one sub-district.
#[derive(Debug, Clone)]
pub struct District {
    /// The sub-district as on the day of issue.
    pub tally: TallyRow,
    /// How far it came there.
    pub coverage: Coverage,
    /// What was reached there, all levels together.
    pub reach: Reach,
}

/// An order as a whole.
#[derive(Debug, Clone)]
pub struct Show {
    /// The order.
    pub row: OrderRow,
    /// The office that answers for it.
    pub office: Office,
    /// What it carries out; none where the actor may not see that meeting.
    pub source: Option<Source>,
    /// Names of chosen sub-districts; none is the whole region.
    pub areas: Vec<String>,
    /// Code of the region of the task force today.
    pub region: String,
    /// How far it came.
    pub coverage: Coverage,
    /// What was reached, level by level.
    pub reaches: Reaches,
    /// The sub-districts in the order of their codes; none while it was not sent down.
    pub districts: Vec<District>,
    /// Its steps, the latest first.
    pub steps: Vec<StepRow>,
    /// Names of people who wrote and took steps.
    pub people: HashMap<AccountId, String>,
    /// Whether the actor writes, sends down and closes it.
    pub manages: bool,
    /// The actor's own region, where they answer for one.
    pub own: Option<RegionId>,
    /// Zone of its days.
    pub zone: Zone,
    /// Today there.
    pub today: Date,
}

/// One version of what a region reported.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The report.
    pub row: ReportRow,
    /// What was reached.
    pub reaches: Reaches,
    /// What shows it.
    pub files: Vec<FileId>,
}

/// A receipt in the list of a sub-district.
#[derive(Debug, Clone)]
pub struct Below {
    /// The receipt.
    pub receipt: ReceiptRow,
    /// Whether its region is no more.
    pub is_ended: bool,
    /// Whether it is late.
    pub is_late: bool,
    /// Whether the actor answers for it.
    pub answers: bool,
}

/// An order in one sub-district or village.
#[derive(Debug, Clone)]
pub struct Place {
    /// The order.
    pub row: OrderRow,
    /// The region.
    pub region: RegionId,
    /// Its name on the day of issue.
    pub name: String,
    /// The sub-district that a village is counted under.
    pub above: Option<(RegionId, String)>,
    /// Its own receipt; none where only those below were asked.
    pub own: Option<Below>,
    /// What it reported, the latest first.
    pub answers: Vec<Answer>,
    /// How far it came below a sub-district, its own receipt included.
    pub coverage: Option<Coverage>,
    /// What was reached there, level by level.
    pub reaches: Reaches,
    /// The villages of a sub-district, in the order of their codes.
    pub below: Vec<Below>,
    /// Whether the actor answers for the sub-district and all below it.
    pub answers_all: bool,
    /// Names of people who acknowledged and reported.
    pub people: HashMap<AccountId, String>,
    /// Zone of its days.
    pub zone: Zone,
    /// Today there.
    pub today: Date,
}

/// What came back of an order, to be taken out.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The order.
    pub row: OrderRow,
    /// Names of sub-districts on the day of issue.
    pub districts: HashMap<RegionId, String>,
    /// Every receipt in the order of the codes, with its latest report.
    pub rows: Vec<(ReceiptRow, Option<Answer>)>,
    /// Zone of its days.
    pub zone: Zone,
    /// Today there.
    pub today: Date,
}

impl Sheet {
    /// Whether a receipt is late.
    pub fn is_late(&self, receipt: &ReceiptRow) -> bool {
        let ended = receipt.closed_on.is_some_and(|on| on <= self.today);
        self.row.stage.is_running()
            && receipt.state.is_late(self.row.order.due_on, self.today, ended)
    }
}
