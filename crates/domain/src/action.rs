//! Actions: what one office does by a day, and how one will know that it is done.

mod disposition;

pub use disposition::{Disposition, DispositionForm};

use crate::{
    field::{FieldErrors, text, words},
    id::{AgencyId, IndicatorId},
    meeting::{day, without_identity},
    time::Date,
};

/// Longest action, in characters.
const WHAT_MAX: usize = 500;
/// Longest note and reason, in characters.
const NOTE_MAX: usize = 2_000;

/// Where an action stands. Whether it is overdue is told by its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// The office works on it.
    Open,
    /// The office says that it is done.
    Reported,
    /// The secretariat has seen that it is done.
    Done,
    /// It is no longer to be done.
    Cancelled,
}

/// A step on the way of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// What happened so far; changes nothing.
    Progress,
    /// The office asks for more time; changes nothing.
    Ask,
    /// The office says that it is done.
    Report,
    /// It is done indeed.
    Verify,
    /// It is not done: back to the office, with a reason.
    Return,
    /// To another office, with a reason.
    HandOver,
    /// To another day, with a reason.
    Extend,
    /// No longer to be done, with a reason.
    Cancel,
}

/// Why something is not done with an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Rule {
    /// The step does not begin here; somebody else may have taken it already.
    #[error("the action is in another state")]
    State,
    /// Who reported it does not verify it.
    #[error("who reported it does not verify it")]
    OwnReport,
    /// Nothing shows that it is done.
    #[error("nothing shows that it is done")]
    NoEvidence,
    /// The office is not in the address book, or closed.
    #[error("the office can't take it")]
    Agency,
    /// The office has it already.
    #[error("the office has it already")]
    SameAgency,
    /// The row belongs to no plan that can be served.
    #[error("the row is none of this task force")]
    Row,
}

impl Rule {
    /// Stable code; `text` has its sentence.
    pub const fn code(self) -> &'static str {
        match self {
            Self::State => "action.state",
            Self::OwnReport => "action.own_report",
            Self::NoEvidence => "action.no_evidence",
            Self::Agency => "action.agency",
            Self::SameAgency => "action.same_agency",
            Self::Row => "action.row",
        }
    }
}

impl State {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Open, Self::Reported, Self::Done, Self::Cancelled];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Reported => "reported",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Where a step leads.
    ///
    /// # Errors
    /// `State` where the step does not begin here.
    pub const fn take(self, step: Step) -> Result<Self, Rule> {
        Ok(match (self, step) {
            (Self::Open, Step::Progress | Step::Ask | Step::HandOver | Step::Extend)
            | (Self::Reported, Step::Return) => Self::Open,
            (Self::Open, Step::Report) => Self::Reported,
            (Self::Reported, Step::Verify) => Self::Done,
            (Self::Open | Self::Reported, Step::Cancel) => Self::Cancelled,
            _ => return Err(Rule::State),
        })
    }

    /// Whether something is still to be done by anybody.
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Open | Self::Reported)
    }

    /// Whether an action due on `due_on` is overdue on `today`. What was reported waits for the
    /// secretariat, not for the office.
    pub fn is_overdue(self, due_on: Date, today: Date) -> bool {
        self == Self::Open && due_on < today
    }
}

impl Step {
    /// Every step.
    pub const ALL: [Self; 8] = [
        Self::Progress,
        Self::Ask,
        Self::Report,
        Self::Verify,
        Self::Return,
        Self::HandOver,
        Self::Extend,
        Self::Cancel,
    ];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Progress => "progress",
            Self::Ask => "ask",
            Self::Report => "report",
            Self::Verify => "verify",
            Self::Return => "return",
            Self::HandOver => "hand_over",
            Self::Extend => "extend",
            Self::Cancel => "cancel",
        }
    }

    /// The step with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }

    /// Whether the office that has the action takes it; else the secretariat does.
    pub const fn is_of_office(self) -> bool {
        matches!(self, Self::Progress | Self::Ask | Self::Report)
    }

    /// Whether it must be explained.
    pub const fn needs_note(self) -> bool {
        !matches!(self, Self::Verify)
    }

    /// Whether it names another day.
    pub const fn names_day(self) -> bool {
        matches!(self, Self::Ask | Self::Extend)
    }
}

/// An action as it is given out, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What is done.
    pub what: String,
    /// By which office.
    pub agency: AgencyId,
    /// Last day.
    pub due_on: Date,
    /// How one will know that it is done.
    pub measure: String,
    /// Which row of the plan it serves.
    pub indicator: Option<IndicatorId>,
}

/// The form of an action; every field as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of `Draft`")]
pub struct Form {
    pub what: String,
    pub agency: String,
    pub due_on: String,
    pub measure: String,
    pub indicator: String,
}

impl Form {
    /// Whether nothing was typed.
    pub fn is_blank(&self) -> bool {
        [&self.what, &self.agency, &self.due_on, &self.measure]
            .iter()
            .all(|typed| typed.trim().is_empty())
    }
}

impl Draft {
    /// Checks a typed action of a meeting held on `from`: it is due then or later.
    ///
    /// # Errors
    /// Per field: `required`, `too_long`, `choice`, `date`, `date_order`, `identity`.
    pub fn parse(form: &Form, from: Date) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let what = words("what", &form.what, WHAT_MAX, &mut errors);
        without_identity("what", &what, &mut errors);
        let agency = form.agency.parse().ok();
        if agency.is_none() {
            errors.push("agency", if form.agency.is_empty() { "required" } else { "choice" });
        }
        let due_on = day("due_on", &form.due_on, &mut errors);
        if errors.of("due_on").is_none() && due_on < from {
            errors.push("due_on", "date_order");
        }
        let measure = words("measure", &form.measure, WHAT_MAX, &mut errors);
        without_identity("measure", &measure, &mut errors);
        let indicator = form.indicator.parse().ok();
        if indicator.is_none() && !form.indicator.is_empty() {
            errors.push("indicator", "choice");
        }
        match agency {
            Some(agency) => errors.or(Self { what, agency, due_on, measure, indicator }),
            None => Err(errors),
        }
    }
}

/// A step as it is taken, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Which.
    pub step: Step,
    /// What is said; empty only where a step needs no note.
    pub note: String,
    /// The other day, where the step names one.
    pub day: Option<Date>,
    /// The other office, where the step hands over.
    pub agency: Option<AgencyId>,
}

/// The form of a step; every field as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of `Taken`")]
pub struct StepForm {
    pub step: String,
    pub note: String,
    pub day: String,
    pub agency: String,
}

impl Taken {
    /// Checks a typed step on the day `today`: another day lies ahead.
    ///
    /// # Errors
    /// Per field: `required`, `too_long`, `choice`, `date`, `date_order`, `identity`.
    pub fn parse(form: &StepForm, today: Date) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let Some(step) = Step::from_code(&form.step) else {
            errors.push("step", "choice");
            return Err(errors);
        };
        let note = if step.needs_note() {
            words("note", &form.note, NOTE_MAX, &mut errors)
        } else {
            text("note", &form.note, NOTE_MAX, &mut errors)
        };
        without_identity("note", &note, &mut errors);
        let day = step.names_day().then(|| day("day", &form.day, &mut errors));
        if day.is_some_and(|day| day < today) && errors.of("day").is_none() {
            errors.push("day", "date_order");
        }
        let agency = form.agency.parse().ok().filter(|_| step == Step::HandOver);
        if step == Step::HandOver && agency.is_none() {
            errors.push("agency", "required");
        }
        errors.or(Self { step, note, day, agency })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 24);
    const OFFICE: &str = "0198c0de-0000-7000-8000-000000000001";

    #[test]
    fn an_action_is_done_when_both_the_office_and_the_secretariat_say_so() {
        let reported = State::Open.take(Step::Report).unwrap();
        assert_eq!(reported.take(Step::Verify), Ok(State::Done));
        assert_eq!(State::Open.take(Step::Verify), Err(Rule::State), "not without a report");
        assert_eq!(reported.take(Step::Return), Ok(State::Open));
        assert_eq!(reported.take(Step::Report), Err(Rule::State), "not twice");
        for state in [State::Done, State::Cancelled] {
            assert!(Step::ALL.iter().all(|step| state.take(*step).is_err()), "{state:?}");
        }
    }

    #[test]
    fn what_was_reported_in_time_is_not_overdue() {
        let day = |day| date(2026, 11, day);
        assert!(State::Open.is_overdue(day(23), TODAY));
        assert!(!State::Open.is_overdue(day(24), TODAY), "its last day is in time");
        assert!(!State::Reported.is_overdue(day(1), TODAY));
    }

    #[test]
    fn an_action_says_what_who_when_and_how_it_is_judged() {
        let form = Form {
            what: "Jemput laporan TW3".into(),
            agency: OFFICE.into(),
            due_on: "2026-12-01".into(),
            measure: "Laporan masuk".into(),
            indicator: String::new(),
        };
        assert!(Draft::parse(&form, TODAY).is_ok());
        let errors = Draft::parse(&Form::default(), TODAY).unwrap_err();
        for field in ["what", "agency", "due_on", "measure"] {
            assert_eq!(errors.of(field), Some("required"), "{field}");
        }
        assert!(Form::default().is_blank() && !form.is_blank());
        let early = Form { due_on: "2026-11-23".into(), ..form.clone() };
        assert_eq!(Draft::parse(&early, TODAY).unwrap_err().of("due_on"), Some("date_order"));
        let other = Form { agency: "x".into(), indicator: "x".into(), ..form };
        let errors = Draft::parse(&other, TODAY).unwrap_err();
        assert_eq!((errors.of("agency"), errors.of("indicator")), (Some("choice"), Some("choice")));
    }

    #[test]
    fn a_step_explains_itself_and_another_day_lies_ahead() {
        let form = |step: &str| StepForm { step: step.into(), ..StepForm::default() };
        assert!(Taken::parse(&form("verify"), TODAY).is_ok());
        for step in Step::ALL.into_iter().filter(|step| step.needs_note()) {
            let errors = Taken::parse(&form(step.code()), TODAY).unwrap_err();
            assert_eq!(errors.of("note"), Some("required"), "{step:?}");
        }
        let back = StepForm { note: "x".into(), day: "2026-11-01".into(), ..form("extend") };
        assert_eq!(Taken::parse(&back, TODAY).unwrap_err().of("day"), Some("date_order"));
        let nobody = StepForm { note: "x".into(), ..form("hand_over") };
        assert_eq!(Taken::parse(&nobody, TODAY).unwrap_err().of("agency"), Some("required"));
        assert_eq!(Taken::parse(&form("dance"), TODAY).unwrap_err().of("step"), Some("choice"));
    }
}
