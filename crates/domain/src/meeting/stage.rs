//! The life of a meeting, from being planned to minutes that are locked.

/// Where a meeting stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Prepared; people are invited.
    Planned,
    /// People sit together; minutes are written.
    Running,
    /// It is over; the minutes are finished.
    Draft,
    /// The minutes lie before the participants, who remark.
    Circulating,
    /// Who chaired has approved the minutes; a signed copy may still be added.
    Approved,
    /// Nothing changes any more; a correction is an addendum.
    Locked,
    /// It did not take place.
    Cancelled,
}

/// A step from one stage to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// Opens the meeting.
    Open,
    /// Closes the meeting.
    Close,
    /// Lays the minutes before the participants.
    Circulate,
    /// Takes the minutes back to be worked on; needs a reason.
    Return,
    /// Approves the minutes.
    Approve,
    /// Locks them.
    Lock,
    /// Calls the meeting off; needs a reason.
    Cancel,
}

/// Why something is not done with a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Rule {
    /// The step does not begin here; somebody else may have taken it already.
    #[error("the meeting is at another stage")]
    Stage,
    /// The day of the meeting has not come.
    #[error("the day of the meeting has not come")]
    TooEarly,
    /// There is nothing to lay before the participants.
    #[error("nothing is written in the minutes")]
    Empty,
    /// Who laid the minutes before the participants does not approve them.
    #[error("who circulated the minutes does not approve them")]
    OwnMinutes,
    /// Minutes are not written before the meeting nor after they were circulated.
    #[error("the minutes are not being written")]
    NotWriting,
    /// Somebody else holds the pen.
    #[error("somebody else is writing")]
    Pen,
    /// A locked record is corrected by an addendum.
    #[error("the minutes are locked")]
    Locked,
    /// The agenda is full.
    #[error("the agenda is full")]
    Full,
    /// The sub-task force does not exist.
    #[error("the sub-task force is none of the current term")]
    Sub,
    /// The office is already on the list.
    #[error("the person is on the list already")]
    Twice,
    /// Remarks are taken while the minutes circulate.
    #[error("the minutes do not circulate")]
    NotCirculating,
    /// The item was taken off the agenda.
    #[error("the item was taken off")]
    ItemRemoved,
    /// The list has as many names as it can have.
    #[error("the list is full")]
    ListFull,
    /// As many of the office as may put themselves on the list have done so.
    #[error("enough people of the office are on the list")]
    OfficeFull,
    /// The office has as many wishes as it may have.
    #[error("enough wishes of the office wait")]
    Wishes,
    /// The decision carries an action that was worked on.
    #[error("the action was worked on")]
    Worked,
    /// Every office knows what there is to know.
    #[error("every office was told")]
    AllTold,
    /// What is closed is answered after signing in.
    #[error("the meeting is closed")]
    Closed,
}

impl Rule {
    /// Stable code; `text` has its sentence.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Stage => "meeting.stage",
            Self::TooEarly => "meeting.too_early",
            Self::Empty => "meeting.empty",
            Self::OwnMinutes => "meeting.own_minutes",
            Self::NotWriting => "meeting.not_writing",
            Self::Pen => "meeting.pen",
            Self::Locked => "meeting.locked",
            Self::Full => "meeting.full",
            Self::Sub => "meeting.sub",
            Self::Twice => "meeting.twice",
            Self::NotCirculating => "meeting.not_circulating",
            Self::ItemRemoved => "meeting.item_removed",
            Self::ListFull => "meeting.list_full",
            Self::OfficeFull => "meeting.office_full",
            Self::Wishes => "meeting.wishes",
            Self::Worked => "meeting.worked",
            Self::AllTold => "meeting.all_told",
            Self::Closed => "meeting.closed",
        }
    }
}

impl Step {
    /// Every step.
    pub const ALL: [Self; 7] = [
        Self::Open,
        Self::Close,
        Self::Circulate,
        Self::Return,
        Self::Approve,
        Self::Lock,
        Self::Cancel,
    ];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Close => "close",
            Self::Circulate => "circulate",
            Self::Return => "return",
            Self::Approve => "approve",
            Self::Lock => "lock",
            Self::Cancel => "cancel",
        }
    }

    /// The step with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }

    /// Whether it needs a reason.
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Return | Self::Cancel)
    }
}

impl Stage {
    /// Every stage.
    pub const ALL: [Self; 7] = [
        Self::Planned,
        Self::Running,
        Self::Draft,
        Self::Circulating,
        Self::Approved,
        Self::Locked,
        Self::Cancelled,
    ];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Running => "running",
            Self::Draft => "draft",
            Self::Circulating => "circulating",
            Self::Approved => "approved",
            Self::Locked => "locked",
            Self::Cancelled => "cancelled",
        }
    }

    /// The stage with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }

    /// Where a step leads.
    ///
    /// # Errors
    /// `Stage` where the step does not begin here.
    pub const fn take(self, step: Step) -> Result<Self, Rule> {
        Ok(match (self, step) {
            (Self::Planned, Step::Open) => Self::Running,
            (Self::Planned, Step::Cancel) => Self::Cancelled,
            (Self::Running, Step::Close) | (Self::Circulating | Self::Approved, Step::Return) => {
                Self::Draft
            }
            (Self::Draft, Step::Circulate) => Self::Circulating,
            (Self::Circulating, Step::Approve) => Self::Approved,
            (Self::Approved, Step::Lock) => Self::Locked,
            _ => return Err(Rule::Stage),
        })
    }

    /// The steps that can be taken from here, the usual one first.
    pub fn steps(self) -> impl Iterator<Item = Step> {
        Step::ALL.into_iter().filter(move |step| self.take(*step).is_ok())
    }

    /// Whether day, place, agenda and guests are still being prepared.
    pub const fn is_preparing(self) -> bool {
        matches!(self, Self::Planned)
    }

    /// Whether the minutes are being written.
    pub const fn is_writing(self) -> bool {
        matches!(self, Self::Running | Self::Draft)
    }

    /// Whether people have sat together.
    pub const fn has_begun(self) -> bool {
        !matches!(self, Self::Planned | Self::Cancelled)
    }

    /// Whether the minutes can be read by all who may see the meeting.
    pub const fn is_shared(self) -> bool {
        matches!(self, Self::Circulating | Self::Approved | Self::Locked)
    }

    /// Whether who came may still be put on the list: until the minutes are approved.
    pub const fn takes_attendance(self) -> bool {
        matches!(self, Self::Planned | Self::Running | Self::Draft | Self::Circulating)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_go_from_the_table_to_locked_and_back_only_for_a_reason() {
        let mut stage = Stage::Planned;
        for step in [Step::Open, Step::Close, Step::Circulate, Step::Approve, Step::Lock] {
            assert!(!step.needs_reason());
            stage = stage.take(step).unwrap();
        }
        assert_eq!(stage, Stage::Locked);
        assert_eq!(stage.steps().count(), 0, "nothing leads out of a locked record");
        for back in [Stage::Circulating, Stage::Approved] {
            assert_eq!(back.take(Step::Return), Ok(Stage::Draft));
        }
        assert!(Step::Return.needs_reason() && Step::Cancel.needs_reason());
    }

    #[test]
    fn every_other_step_is_refused() {
        let allowed = Stage::ALL.iter().map(|stage| stage.steps().count()).sum::<usize>();
        assert_eq!(allowed, 8);
        assert_eq!(Stage::Running.take(Step::Cancel), Err(Rule::Stage));
        assert_eq!(Stage::Approved.take(Step::Approve), Err(Rule::Stage), "not twice");
        for stage in Stage::ALL {
            assert_eq!(Stage::from_code(stage.code()), Some(stage));
        }
        for step in Step::ALL {
            assert_eq!(Step::from_code(step.code()), Some(step));
        }
    }
}
