//! Meetings of the task force: what is prepared, who comes, what is written down and decided.

mod agenda;
mod attendance;
mod drafting;
mod files;
mod minutes;
mod paper;
mod pledge;
mod quorum;
mod stage;

pub use agenda::{AgendaForm, AgendaItem, ITEMS_MAX, Source};
pub use attendance::{
    Answer, AnswerForm, Attendee, AttendeeForm, DOOR_LENGTH, PRESENT_MAX, Reply, Via, door_code,
};
pub use drafting::{Outcome, Settled, SettledForm};
pub use files::{FILES_MAX, FILES_SIZE, FileDraft, FileForm, Sort};
pub use minutes::{Decision, DecisionForm, discussion, names_somebody, remark, without_identity};
pub use paper::{
    ActivityDraft, ActivityForm, PARTIES_MAX, PaperRule, Party, RecordDraft, RecordForm, Signed,
    SignedForm, WITNESSES_MAX, activity_at, record_at,
};
pub use pledge::{
    Judgement, JudgementForm, Pledge, PledgeForm, PledgeState, is_looked_at, takes_pledges,
};
pub use quorum::{BadQuorum, Quorum, Quorums, SHIPPED};
pub use stage::{Rule, Stage, Step};

use crate::{
    field::{FieldErrors, line, text},
    id::SubTaskForceId,
    time::{Date, parse_date},
};

/// Longest title and place, in characters.
pub const TITLE_MAX: usize = 200;
/// Longest basis and note, in characters.
pub const NOTE_MAX: usize = 2_000;

/// What kind of meeting it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Coordination meeting of the whole task force (rakor).
    Plenary,
    /// Of one sub-task force.
    Sub,
    /// To draw up or to review the action plan.
    PlanReview,
    /// About one case, without any identity.
    CaseConference,
    /// On an occasion.
    Incident,
    /// With the task forces of other regions.
    InterRegional,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::Plenary,
        Self::Sub,
        Self::PlanReview,
        Self::CaseConference,
        Self::Incident,
        Self::InterRegional,
    ];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Plenary => "plenary",
            Self::Sub => "sub",
            Self::PlanReview => "plan_review",
            Self::CaseConference => "case_conference",
            Self::Incident => "incident",
            Self::InterRegional => "inter_regional",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether only those who are invited, and the secretariat, may see it.
    pub const fn is_closed(self) -> bool {
        matches!(self, Self::CaseConference)
    }

    /// Whether what is red in the plan stands on its agenda.
    pub const fn looks_at_plan(self) -> bool {
        matches!(self, Self::Plenary | Self::Sub | Self::PlanReview)
    }
}

/// A time of day, in minutes after midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clock(u16);

impl Clock {
    const DAY: u16 = 24 * 60;

    /// The time `minutes` after midnight; none beyond the day.
    pub fn from_minutes(minutes: i64) -> Option<Self> {
        u16::try_from(minutes).ok().filter(|minutes| *minutes < Self::DAY).map(Self)
    }

    /// Minutes after midnight.
    pub const fn minutes(self) -> i64 {
        self.0 as i64
    }

    /// Reads `9:30`, `09.30` or `0930`; hours up to 23.
    pub fn parse(typed: &str) -> Option<Self> {
        let typed = typed.trim();
        let (hours, minutes) = match typed.split_once([':', '.']) {
            Some(halves) => halves,
            None if typed.len() == 4 && typed.is_ascii() => typed.split_at(2),
            None => return None,
        };
        let whole = |text: &str, max: u16| {
            let digits = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
            text.parse::<u16>().ok().filter(|value| digits && *value <= max)
        };
        Some(Self(whole(hours, 23)? * 60 + whole(minutes, 59).filter(|_| minutes.len() == 2)?))
    }
}

impl std::fmt::Display for Clock {
    /// `09.30`, as times are written in letters.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}.{:02}", self.0 / 60, self.0 % 60)
    }
}

/// A meeting as it is prepared, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its kind.
    pub kind: Kind,
    /// The sub-task force that meets; with [`Kind::Sub`] alone.
    pub sub: Option<SubTaskForceId>,
    /// What it is called.
    pub title: String,
    /// Its day.
    pub held_on: Date,
    /// When it begins.
    pub starts: Clock,
    /// When it ends; none is "until it is done" (selesai).
    pub ends: Option<Clock>,
    /// Where.
    pub place: String,
    /// What it rests on (dasar); may be empty.
    pub basis: String,
    /// What those invited must know or bring; may be empty.
    pub note: String,
}

/// The form of a meeting; every field as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of `Draft`")]
pub struct Form {
    pub kind: String,
    pub sub: String,
    pub title: String,
    pub held_on: String,
    pub starts: String,
    pub ends: String,
    pub place: String,
    pub basis: String,
    pub note: String,
}

impl Draft {
    /// Checks a typed meeting.
    ///
    /// # Errors
    /// Per field: `required`, `too_long`, `choice`, `date`, `time`, `time_order`, `identity`.
    pub fn parse(form: &Form) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let kind = Kind::from_code(&form.kind);
        if kind.is_none() {
            errors.push("kind", if form.kind.is_empty() { "required" } else { "choice" });
        }
        let kind = kind.unwrap_or(Kind::Plenary);
        let sub = form.sub.parse().ok().filter(|_| kind == Kind::Sub);
        if kind == Kind::Sub && sub.is_none() {
            errors.push("sub", "required");
        }
        let title = line("title", &form.title, TITLE_MAX, &mut errors);
        without_identity("title", &title, &mut errors);
        let held_on = day("held_on", &form.held_on, &mut errors);
        let starts = time("starts", &form.starts, &mut errors);
        if form.starts.trim().is_empty() {
            errors.push("starts", "required");
        }
        let ends = time("ends", &form.ends, &mut errors);
        if let (Some(starts), Some(ends)) = (starts, ends)
            && ends <= starts
        {
            errors.push("ends", "time_order");
        }
        let place = line("place", &form.place, TITLE_MAX, &mut errors);
        let basis = text("basis", &form.basis, NOTE_MAX, &mut errors);
        let note = text("note", &form.note, NOTE_MAX, &mut errors);
        without_identity("place", &place, &mut errors);
        without_identity("basis", &basis, &mut errors);
        without_identity("note", &note, &mut errors);
        let starts = starts.unwrap_or(Clock(0));
        errors.or(Self { kind, sub, title, held_on, starts, ends, place, basis, note })
    }
}

/// A day that must be named.
pub(crate) fn day(field: &'static str, typed: &str, errors: &mut FieldErrors) -> Date {
    let typed = typed.trim();
    let day = parse_date(typed);
    if day.is_none() {
        errors.push(field, if typed.is_empty() { "required" } else { "date" });
    }
    day.unwrap_or(Date::ZERO)
}

fn time(field: &'static str, typed: &str, errors: &mut FieldErrors) -> Option<Clock> {
    let time = Clock::parse(typed);
    if time.is_none() && !typed.trim().is_empty() {
        errors.push(field, "time");
    }
    time
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> Form {
        Form {
            kind: "plenary".into(),
            title: "Rapat koordinasi".into(),
            held_on: "2026-12-09".into(),
            starts: "09.00".into(),
            place: "Hotel Yasmin".into(),
            ..Form::default()
        }
    }

    #[test]
    fn times_are_read_as_people_write_them() {
        for (typed, shown) in
            [("9:30", "09.30"), ("09.30", "09.30"), (" 0930 ", "09.30"), ("0.00", "00.00")]
        {
            assert_eq!(Clock::parse(typed).unwrap().to_string(), shown, "{typed}");
        }
        for typed in ["", "24.00", "9", "9.5", "09.60", "sembilan", "-1.30", "+9.30", "930", "0 30"]
        {
            assert_eq!(Clock::parse(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_meeting_has_a_kind_a_day_a_time_and_a_place() {
        let draft = Draft::parse(&form()).unwrap();
        assert_eq!((draft.kind, draft.starts.minutes(), draft.ends), (Kind::Plenary, 540, None));
        let errors = Draft::parse(&Form::default()).unwrap_err();
        for field in ["kind", "title", "held_on", "starts", "place"] {
            assert_eq!(errors.of(field), Some("required"), "{field}");
        }
        for (field, form, code) in [
            ("kind", Form { kind: "pesta".into(), ..form() }, "choice"),
            ("sub", Form { kind: "sub".into(), ..form() }, "required"),
            ("held_on", Form { held_on: "2026-02-30".into(), ..form() }, "date"),
            ("starts", Form { starts: "25.00".into(), ..form() }, "time"),
            ("ends", Form { ends: "09.00".into(), ..form() }, "time_order"),
            ("note", Form { note: "NIK 3603011203980001".into(), ..form() }, "identity"),
        ] {
            assert_eq!(Draft::parse(&form).unwrap_err().of(field), Some(code), "{form:?}");
        }
    }
}
