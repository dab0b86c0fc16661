//! Read models of actions.

use std::collections::HashMap;

use domain::{
    action::State,
    id::{AccountId, AgencyId},
    time::{Date, Zone},
};
use store::{
    action::{ActionRow, DispositionRow, StepRow},
    meeting::MeetingRow,
};

pub use store::action::StepRow as Step;

use crate::meeting::view::Office;

/// Which actions a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Shelf {
    /// What is still to be done.
    #[default]
    Live,
    /// What its office has not done in time.
    Overdue,
    /// What waits to be verified.
    Reported,
    /// What is done.
    Done,
    /// What is no longer to be done.
    Cancelled,
}

impl Shelf {
    /// Every shelf.
    pub const ALL: [Self; 5] =
        [Self::Live, Self::Overdue, Self::Reported, Self::Done, Self::Cancelled];

    /// Its code in an address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Live => "berjalan",
            Self::Overdue => "lewat-batas",
            Self::Reported => "menunggu",
            Self::Done => "selesai",
            Self::Cancelled => "dibatalkan",
        }
    }

    /// The shelf with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shelf| shelf.code() == code)
    }

    /// Whether an action lies here on `today`.
    pub fn holds(self, row: &ActionRow, today: Date) -> bool {
        match self {
            Self::Live => row.state.is_live(),
            Self::Overdue => row.state.is_overdue(row.draft.due_on, today),
            Self::Reported => row.state == State::Reported,
            Self::Done => row.state == State::Done,
            Self::Cancelled => row.state == State::Cancelled,
        }
    }
}

/// An action in a list.
#[derive(Debug, Clone)]
pub struct Line {
    /// The action.
    pub row: ActionRow,
    /// Usual name of its office.
    pub agency: String,
    /// What the meeting that gave it out is called; empty where none did.
    pub meeting: String,
    /// Whether its office is closed: somebody has to hand it over.
    pub is_orphan: bool,
}

/// A list of actions.
#[derive(Debug, Clone)]
pub struct Index {
    /// The actions, by their day.
    pub lines: Vec<Line>,
    /// How many lie on each shelf, of the agency where one is chosen.
    pub counts: HashMap<Shelf, usize>,
    /// Every agency with an action, by usual name.
    pub agencies: Vec<(AgencyId, String)>,
    /// Today where the task force is.
    pub today: Date,
}

/// What concerns one person today; the first few of each, and how many there are.
#[derive(Debug, Clone, Default)]
pub struct Due {
    /// What their office has to do; none where they report for no office.
    pub own: Option<(Vec<ActionRow>, i64)>,
    /// What offices asked them for: the action, the office, the day.
    pub asked: Vec<(ActionRow, String, Date)>,
    /// What they verify, with the usual name of the office; none where they don't.
    pub waiting: Option<(Vec<(ActionRow, String)>, i64)>,
}

/// What the actor may do with an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct May {
    /// Say how it goes, and that it is done.
    pub report: bool,
    /// Verify, return, hand over, extend and cancel it.
    pub manage: bool,
}

/// An action as a whole.
#[derive(Debug, Clone)]
pub struct Show {
    /// The action.
    pub row: ActionRow,
    /// Its office.
    pub office: Office,
    /// Whether the office is closed.
    pub is_orphan: bool,
    /// The meeting that gave it out.
    pub meeting: Option<MeetingRow>,
    /// What the leadership asked for, where it comes from there.
    pub disposition: Option<DispositionRow>,
    /// The decision that it carries out; none where the actor may not read the minutes yet.
    pub decision: Option<(i64, String)>,
    /// The row of the plan that it serves, as people call it.
    pub plan_row: Option<String>,
    /// Meetings on whose agenda it stood, the latest first.
    pub spoken: Vec<MeetingRow>,
    /// Its steps, the latest first.
    pub steps: Vec<StepRow>,
    /// Names of people who took steps.
    pub people: HashMap<AccountId, String>,
    /// Names of agencies.
    pub agencies: HashMap<AgencyId, String>,
    /// Offices that could take it over.
    pub offices: Vec<Office>,
    /// What the actor may do.
    pub may: May,
    /// Zone of its days.
    pub zone: Zone,
    /// Today there.
    pub today: Date,
}
