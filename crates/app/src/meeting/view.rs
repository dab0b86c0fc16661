//! Read models of meetings.

use std::collections::HashMap;

use domain::{
    id::{AccountId, AgencyId, IndicatorId},
    meeting::Quorum,
    taskforce::SubTaskForce,
    time::{Date, Zone},
};
use store::{
    action::ActionRow,
    meeting::{
        AttendeeRow, DecisionRow, InvitationRow, ItemRow, MeetingRow, RemarkRow, StepRow, TouchRow,
    },
};

pub use store::meeting::{
    ActivityRow, MeetingFileRow as MeetingFile, MeetingRow as Meeting, PledgeRow, RecordRow,
    TouchRow as Touch, WishRow,
};

/// An agency as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// Identifier.
    pub id: AgencyId,
    /// Usual name.
    pub short: String,
    /// Official name.
    pub full: String,
}

/// A meeting in a list.
#[derive(Debug, Clone)]
pub struct Line {
    /// The meeting.
    pub row: MeetingRow,
    /// How many offices are invited.
    pub guests: usize,
    /// How many of its actions are still to be done, and how many of those are overdue.
    pub open: (usize, usize),
}

/// The meetings of the task force.
#[derive(Debug, Clone)]
pub struct Index {
    /// Those to come or running, the next first.
    pub ahead: Vec<Line>,
    /// Those that were, the latest first.
    pub past: Vec<Line>,
    /// What waits to stand on an agenda, with the office that asks.
    pub wishes: Vec<(WishRow, Office)>,
    /// Today where the task force is.
    pub today: Date,
}

/// An office that is invited.
#[derive(Debug, Clone)]
pub struct Guest {
    /// The office.
    pub office: Office,
    /// Who heads it on the day, "Plt." included; none where nobody is known.
    pub head: Option<(String, String)>,
    /// What it answers.
    pub invitation: InvitationRow,
    /// Whether it is closed by the day of the meeting.
    pub is_closed: bool,
    /// Whether somebody of it was there.
    pub came: bool,
}

/// An action as a decision gave it out, whatever became of it since.
#[derive(Debug, Clone)]
pub struct Given {
    /// The action as it is now.
    pub row: ActionRow,
    /// To which office it was given.
    pub agency: AgencyId,
    /// Until which day.
    pub due_on: Date,
}

/// A decision with the actions that carry it out.
#[derive(Debug, Clone)]
pub struct Decided {
    /// The decision.
    pub row: DecisionRow,
    /// Its actions.
    pub actions: Vec<Given>,
}

/// An item of the agenda.
#[derive(Debug, Clone)]
pub struct Item {
    /// The item.
    pub row: ItemRow,
    /// What was decided to it.
    pub decisions: Vec<Decided>,
}

/// How many of the invited offices are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attendance {
    /// The rule of the day.
    pub rule: Quorum,
    /// Invited offices.
    pub invited: u32,
    /// Of those, the ones with somebody there.
    pub present: u32,
}

impl Attendance {
    /// Whether enough are there.
    pub const fn is_reached(&self) -> bool {
        self.present >= self.rule.needed(self.invited)
    }
}

/// What somebody has still to do with a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Todo {
    /// Their office has not answered.
    Answer,
    /// It is its day.
    Open,
    /// Its minutes are not finished.
    Write,
    /// Its minutes wait to be approved.
    Approve,
    /// Its minutes are approved and can be locked.
    Lock,
}

/// What the actor may do with a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct May {
    /// Prepare it, keep its lists and write its minutes.
    pub manage: bool,
    /// Approve its minutes; not what one has circulated oneself.
    pub approve: bool,
    /// Send its minutes back.
    pub send_back: bool,
    /// Answer and remark for this agency, which is invited.
    pub part: Option<AgencyId>,
}

/// A meeting as a whole.
#[derive(Debug, Clone)]
pub struct Show {
    /// The meeting.
    pub row: MeetingRow,
    /// The sub-task force that meets.
    pub sub: Option<SubTaskForce>,
    /// Its agenda; what was said and decided only once it may be read.
    pub items: Vec<Item>,
    /// Who is invited, by usual name.
    pub guests: Vec<Guest>,
    /// Who came, with the usual name of their office.
    pub attendees: Vec<(AttendeeRow, String)>,
    /// Whether enough came.
    pub attendance: Attendance,
    /// Its steps, the latest first.
    pub steps: Vec<StepRow>,
    /// Remarks and addenda, the oldest first.
    pub remarks: Vec<RemarkRow>,
    /// Every agency that can be invited or given an action, by usual name.
    pub offices: Vec<Office>,
    /// Names of agencies, closed ones too.
    pub agencies: HashMap<AgencyId, String>,
    /// Names of people who wrote, took steps or hold the pen.
    pub people: HashMap<AccountId, String>,
    /// Code and name of the rows that items and actions are about.
    pub rows: HashMap<IndicatorId, String>,
    /// Whether the proposals for the next plan lie on its table.
    pub is_drafting: bool,
    /// What the actor may do.
    pub may: May,
    /// Zone of its day.
    pub zone: Zone,
    /// Today there.
    pub today: Date,
}

impl Show {
    /// Whether the actor may read what was said and decided.
    pub const fn is_readable(&self) -> bool {
        self.may.manage || self.row.stage.is_shared()
    }

    /// The usual name of an agency.
    pub fn agency(&self, id: AgencyId) -> &str {
        self.agencies.get(&id).map_or("", String::as_str)
    }

    /// The official name of an agency; the usual one of one that is closed.
    pub fn full(&self, id: AgencyId) -> &str {
        let guests = self.guests.iter().map(|guest| &guest.office);
        let office = guests.chain(&self.offices).find(|office| office.id == id);
        office.map_or_else(|| self.agency(id), |office| office.full.as_str())
    }

    /// The name of a person; empty for the system.
    pub fn person(&self, id: Option<AccountId>) -> &str {
        id.and_then(|id| self.people.get(&id)).map_or("", String::as_str)
    }

    /// Every decision, in order.
    pub fn decisions(&self) -> impl Iterator<Item = &Decided> {
        self.items.iter().flat_map(|item| &item.decisions)
    }
}

/// Meetings that touched rows of the plan, the latest first.
pub type Touches = HashMap<IndicatorId, Vec<TouchRow>>;
