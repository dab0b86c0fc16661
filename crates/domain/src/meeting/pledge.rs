//! What an office pledges at one meeting (komitmen), and what is found of it in the next.

use super::{Kind, Stage, day, minutes::without_identity, paper::PaperRule, stage::Rule};
use crate::{
    field::{FieldErrors, text, words},
    id::{AgencyId, IndicatorId},
    time::Date,
};

/// Longest pledge, in characters.
const PLEDGE_MAX: usize = 600;
/// Longest note to a judgement, in characters.
const NOTE_MAX: usize = 600;

/// Where a pledge stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PledgeState {
    /// Given; nobody has looked at it since.
    Given,
    /// Kept.
    Kept,
    /// Kept in part.
    Partly,
    /// Not kept.
    Broken,
}

impl PledgeState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Given, Self::Kept, Self::Partly, Self::Broken];
    /// What can be found of a pledge.
    pub const VERDICTS: [Self; 3] = [Self::Kept, Self::Partly, Self::Broken];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Kept => "kept",
            Self::Partly => "partly",
            Self::Broken => "broken",
        }
    }

    /// The state with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether it still waits to be looked at.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Given)
    }
}

/// Whether pledges are given at a meeting of this kind, at this stage: at any but a case conference,
/// from when people sit together until the minutes are approved.
///
/// # Errors
/// `NoPledges`, `NotBegun`, or `Stage` once the minutes are approved.
pub const fn takes_pledges(kind: Kind, stage: Stage) -> Result<(), PaperRule> {
    match stage {
        _ if kind.is_closed() => Err(PaperRule::NoPledges),
        Stage::Planned => Err(PaperRule::NotBegun),
        Stage::Running | Stage::Draft | Stage::Circulating => Ok(()),
        Stage::Approved | Stage::Locked | Stage::Cancelled => Err(PaperRule::Meeting(Rule::Stage)),
    }
}

/// Whether a meeting of this kind, at this stage, looks at what was pledged before: a coordination
/// meeting of the whole task force, while it is held and written down.
///
/// # Errors
/// `NotThere`.
pub const fn is_looked_at(kind: Kind, stage: Stage) -> Result<(), PaperRule> {
    match (kind, stage) {
        (Kind::Plenary, Stage::Running | Stage::Draft | Stage::Circulating) => Ok(()),
        _ => Err(PaperRule::NotThere),
    }
}

/// A pledge, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pledge {
    /// Who gives it.
    pub agency: AgencyId,
    /// What is pledged.
    pub text: String,
    /// Until when.
    pub due_on: Date,
    /// The row of the plan that it serves.
    pub indicator: Option<IndicatorId>,
}

/// The form of a pledge; every field as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of `Pledge`")]
pub struct PledgeForm {
    pub agency: String,
    pub text: String,
    pub due_on: String,
    pub indicator: String,
}

impl Pledge {
    /// Checks a typed pledge of a meeting held on this day.
    ///
    /// # Errors
    /// Per field: `required`, `choice`, `too_long`, `identity`, `date`, `date_order`.
    pub fn parse(form: &PledgeForm, held_on: Date) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let agency = form.agency.parse().ok();
        if agency.is_none() {
            errors.push("agency", "required");
        }
        let text = words("text", &form.text, PLEDGE_MAX, &mut errors);
        without_identity("text", &text, &mut errors);
        let due_on = day("due_on", &form.due_on, &mut errors);
        if due_on < held_on && errors.of("due_on").is_none() {
            errors.push("due_on", "date_order");
        }
        let indicator = form.indicator.parse().ok();
        if indicator.is_none() && !form.indicator.is_empty() {
            errors.push("indicator", "choice");
        }
        let agency = agency.unwrap_or_else(|| AgencyId(uuid::Uuid::nil()));
        errors.or(Self { agency, text, due_on, indicator })
    }
}

/// What was found of a pledge, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// Kept, partly or not.
    pub verdict: PledgeState,
    /// What shows it, or why not; may be empty for a pledge that was kept.
    pub note: String,
}

/// The form of it; every field as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of `Judgement`")]
pub struct JudgementForm {
    pub verdict: String,
    pub note: String,
}

impl Judgement {
    /// Checks what was typed: what was not kept is explained.
    ///
    /// # Errors
    /// Per field: `required`, `choice`, `too_long`, `identity`.
    pub fn parse(form: &JudgementForm) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let verdict = PledgeState::from_code(&form.verdict).filter(|state| !state.is_open());
        if verdict.is_none() {
            errors.push("verdict", if form.verdict.is_empty() { "required" } else { "choice" });
        }
        let verdict = verdict.unwrap_or(PledgeState::Kept);
        let note = if verdict == PledgeState::Kept {
            text("note", &form.note, NOTE_MAX, &mut errors)
        } else {
            words("note", &form.note, NOTE_MAX, &mut errors)
        };
        without_identity("note", &note, &mut errors);
        errors.or(Self { verdict, note })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HELD: Date = Date::constant(2026, 11, 24);

    fn form() -> PledgeForm {
        PledgeForm {
            agency: "00000000-0000-0000-0000-000000000001".into(),
            text: "Menyurati semua camat".into(),
            due_on: "2026-12-31".into(),
            indicator: String::new(),
        }
    }

    #[test]
    fn a_pledge_has_an_office_words_and_a_day_after_the_meeting() {
        assert!(Pledge::parse(&form(), HELD).is_ok());
        for (form, field, code) in [
            (PledgeForm { agency: String::new(), ..form() }, "agency", "required"),
            (PledgeForm { text: " ".into(), ..form() }, "text", "required"),
            (PledgeForm { text: "3603011203980001".into(), ..form() }, "text", "identity"),
            (PledgeForm { due_on: String::new(), ..form() }, "due_on", "required"),
            (PledgeForm { due_on: "2026-11-23".into(), ..form() }, "due_on", "date_order"),
            (PledgeForm { indicator: "x".into(), ..form() }, "indicator", "choice"),
        ] {
            assert_eq!(Pledge::parse(&form, HELD).unwrap_err().of(field), Some(code), "{form:?}");
        }
    }

    #[test]
    fn what_was_not_kept_is_explained_and_nothing_is_judged_to_be_open() {
        let form = |verdict: &str| JudgementForm { verdict: verdict.into(), note: String::new() };
        assert!(Judgement::parse(&form("kept")).is_ok());
        for verdict in ["partly", "broken"] {
            let errors = Judgement::parse(&form(verdict)).unwrap_err();
            assert_eq!(errors.of("note"), Some("required"), "{verdict}");
        }
        for (verdict, code) in [("given", "choice"), ("", "required"), ("x", "choice")] {
            assert_eq!(Judgement::parse(&form(verdict)).unwrap_err().of("verdict"), Some(code));
        }
        for state in PledgeState::ALL {
            assert_eq!(PledgeState::from_code(state.code()), Some(state));
        }
    }

    #[test]
    fn a_case_conference_gives_no_pledges_and_looks_at_none() {
        for stage in Stage::ALL {
            let open = matches!(stage, Stage::Running | Stage::Draft | Stage::Circulating);
            for kind in Kind::ALL {
                let takes = open && !kind.is_closed();
                assert_eq!(takes_pledges(kind, stage).is_ok(), takes, "{kind:?} {stage:?}");
                let looks = open && kind == Kind::Plenary;
                assert_eq!(is_looked_at(kind, stage).is_ok(), looks, "{kind:?} {stage:?}");
            }
        }
        let closed = takes_pledges(Kind::CaseConference, Stage::Running);
        assert_eq!(closed.unwrap_err().code(), "meeting.no_pledges");
    }
}
