//! Orders: what is to be said, how far down, until when, and who answers for it.

use std::collections::BTreeSet;

use super::{CascadeLevel, Levels};
use crate::{
    field::{FieldErrors, line, text, words},
    id::{AgencyId, RegionId},
    meeting::{day, without_identity},
    time::Date,
};

/// Longest title, in characters.
const TITLE_MAX: usize = 200;
/// Longest message, in characters: one page that somebody reads out.
const MESSAGE_MAX: usize = 4_000;
/// Longest reason, in characters.
const REASON_MAX: usize = 2_000;
/// Most sub-districts that can be chosen.
const AREAS_MAX: usize = 1_000;

/// Where an order stands. Whether a receipt is late is told by its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Being written; nobody below sees it.
    Draft,
    /// With the sub-districts and villages, who acknowledge and report.
    Issued,
    /// Finished; what was reported stays as it is.
    Closed,
    /// Taken back; what was reported stays readable.
    Withdrawn,
}

/// A step on the way of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// Sends it down.
    Issue,
    /// Takes no more reports.
    Close,
    /// Takes reports again, with a reason.
    Reopen,
    /// Takes it back, with a reason.
    Withdraw,
}

/// Why something is not done with an order or its receipts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Rule {
    /// The step does not begin here; somebody else may have taken it already.
    #[error("the order is at another stage")]
    Stage,
    /// Its last day is over before it is sent down.
    #[error("the last day is over")]
    DuePast,
    /// No sub-district or village would receive it.
    #[error("nobody would receive the order")]
    Nobody,
    /// What is said in a case conference is not passed on.
    #[error("a case conference gives no orders")]
    Closed,
    /// The minutes of the meeting are not approved.
    #[error("the minutes are not approved")]
    Minutes,
}

impl Rule {
    /// Stable code; `text` has its sentence.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Stage => "outreach.stage",
            Self::DuePast => "outreach.due_past",
            Self::Nobody => "outreach.nobody",
            Self::Closed => "outreach.closed_meeting",
            Self::Minutes => "outreach.minutes",
        }
    }
}

impl Stage {
    /// Every stage.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Issued, Self::Closed, Self::Withdrawn];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Issued => "issued",
            Self::Closed => "closed",
            Self::Withdrawn => "withdrawn",
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
            (Self::Draft, Step::Issue) | (Self::Closed, Step::Reopen) => Self::Issued,
            (Self::Issued, Step::Close) => Self::Closed,
            (Self::Draft | Self::Issued, Step::Withdraw) => Self::Withdrawn,
            _ => return Err(Rule::Stage),
        })
    }

    /// Whether receipts are acknowledged and reported.
    pub const fn is_running(self) -> bool {
        matches!(self, Self::Issued)
    }
}

impl Step {
    /// Every step.
    pub const ALL: [Self; 4] = [Self::Issue, Self::Close, Self::Reopen, Self::Withdraw];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Issue => "issue",
            Self::Close => "close",
            Self::Reopen => "reopen",
            Self::Withdraw => "withdraw",
        }
    }

    /// The step with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }

    /// Whether it must be explained.
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Reopen | Self::Withdraw)
    }

    /// Checks the reason of this step.
    ///
    /// # Errors
    /// On `note`: `required`, `too_long`, `identity`.
    pub fn reason(self, typed: &str) -> Result<String, FieldErrors> {
        let mut errors = FieldErrors::default();
        let note = if self.needs_reason() {
            words("note", typed, REASON_MAX, &mut errors)
        } else {
            text("note", typed, REASON_MAX, &mut errors)
        };
        without_identity("note", &note, &mut errors);
        errors.or(note)
    }
}

/// What an order says, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// What it is called.
    pub title: String,
    /// What is to be said, in plain words.
    pub message: String,
    /// Among whom.
    pub levels: Levels,
    /// Last day to report.
    pub due_on: Date,
    /// The office that answers for it.
    pub agency: AgencyId,
    /// Chosen sub-districts; none is the whole region of the task force.
    pub areas: BTreeSet<RegionId>,
}

/// The form of an order; every field as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of `Order`")]
pub struct OrderForm {
    pub title: String,
    pub message: String,
    pub levels: Vec<String>,
    pub due_on: String,
    pub agency: String,
    pub areas: Vec<String>,
}

impl Order {
    /// Checks a typed order on the day `today`: its last day has not passed.
    ///
    /// # Errors
    /// Per field: `required`, `too_long`, `choice`, `date`, `date_order`, `identity`.
    pub fn parse(form: &OrderForm, today: Date) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let title = line("title", &form.title, TITLE_MAX, &mut errors);
        without_identity("title", &title, &mut errors);
        let message = words("message", &form.message, MESSAGE_MAX, &mut errors);
        without_identity("message", &message, &mut errors);
        let known: Option<Vec<CascadeLevel>> =
            form.levels.iter().map(|code| CascadeLevel::from_code(code)).collect();
        let levels = known.as_ref().and_then(|levels| Levels::new(levels.iter().copied()));
        if levels.is_none() {
            errors.push("levels", if known.is_none() { "choice" } else { "required" });
        }
        let due_on = day("due_on", &form.due_on, &mut errors);
        if errors.of("due_on").is_none() && due_on < today {
            errors.push("due_on", "date_order");
        }
        let agency = form.agency.parse().ok();
        if agency.is_none() {
            errors.push("agency", if form.agency.is_empty() { "required" } else { "choice" });
        }
        let areas: Option<BTreeSet<RegionId>> =
            form.areas.iter().map(|id| id.parse().ok()).collect();
        let areas = areas.filter(|areas| areas.len() <= AREAS_MAX);
        if areas.is_none() {
            errors.push("areas", "choice");
        }
        match (levels, agency, areas) {
            (Some(levels), Some(agency), Some(areas)) => {
                errors.or(Self { title, message, levels, due_on, agency, areas })
            }
            _ => Err(errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 24);
    const ID: &str = "0198c0de-0000-7000-8000-000000000001";

    fn form() -> OrderForm {
        OrderForm {
            title: "Pesan pencegahan".into(),
            message: "Jangan serahkan paspor.".into(),
            levels: vec!["household".into(), "district".into()],
            due_on: "2026-12-24".into(),
            agency: ID.into(),
            areas: vec![],
        }
    }

    #[test]
    fn an_order_goes_down_once_and_comes_back_only_with_a_reason() {
        let table = [
            (Stage::Draft, Step::Issue, Ok(Stage::Issued)),
            (Stage::Draft, Step::Close, Err(Rule::Stage)),
            (Stage::Draft, Step::Reopen, Err(Rule::Stage)),
            (Stage::Draft, Step::Withdraw, Ok(Stage::Withdrawn)),
            (Stage::Issued, Step::Issue, Err(Rule::Stage)),
            (Stage::Issued, Step::Close, Ok(Stage::Closed)),
            (Stage::Issued, Step::Reopen, Err(Rule::Stage)),
            (Stage::Issued, Step::Withdraw, Ok(Stage::Withdrawn)),
            (Stage::Closed, Step::Issue, Err(Rule::Stage)),
            (Stage::Closed, Step::Close, Err(Rule::Stage)),
            (Stage::Closed, Step::Reopen, Ok(Stage::Issued)),
            (Stage::Closed, Step::Withdraw, Err(Rule::Stage)),
        ];
        for (from, step, to) in table {
            assert_eq!(from.take(step), to, "{from:?} {step:?}");
        }
        assert!(Step::ALL.iter().all(|step| Stage::Withdrawn.take(*step).is_err()));
        assert_eq!(Step::Withdraw.reason(" ").unwrap_err().of("note"), Some("required"));
        assert!(Step::Issue.reason("").is_ok());
        let named = Step::Reopen.reason("NIK 3603011203980001");
        assert_eq!(named.unwrap_err().of("note"), Some("identity"));
        for stage in Stage::ALL {
            assert_eq!(Stage::from_code(stage.code()), Some(stage));
        }
        for step in Step::ALL {
            assert_eq!(Step::from_code(step.code()), Some(step));
        }
    }

    #[test]
    fn an_order_says_what_among_whom_until_when_and_who_answers() {
        let order = Order::parse(&form(), TODAY).unwrap();
        assert!(order.areas.is_empty() && order.levels.has(CascadeLevel::District));
        let errors = Order::parse(&OrderForm::default(), TODAY).unwrap_err();
        for field in ["title", "message", "levels", "due_on", "agency"] {
            assert_eq!(errors.of(field), Some("required"), "{field}");
        }
        for (field, form, code) in [
            (
                "message",
                OrderForm { message: "x 3603 0112 0398 0001".into(), ..form() },
                "identity",
            ),
            ("title", OrderForm { title: "3603011203980001".into(), ..form() }, "identity"),
            ("message", OrderForm { message: "x".repeat(4_001), ..form() }, "too_long"),
            ("levels", OrderForm { levels: vec!["pesta".into()], ..form() }, "choice"),
            ("due_on", OrderForm { due_on: "2026-11-23".into(), ..form() }, "date_order"),
            ("due_on", OrderForm { due_on: "besok".into(), ..form() }, "date"),
            ("agency", OrderForm { agency: "x".into(), ..form() }, "choice"),
            ("areas", OrderForm { areas: vec!["x".into()], ..form() }, "choice"),
        ] {
            assert_eq!(Order::parse(&form, TODAY).unwrap_err().of(field), Some(code), "{form:?}");
        }
        let twice = OrderForm { areas: vec![ID.into(), ID.into()], ..form() };
        assert_eq!(Order::parse(&twice, TODAY).unwrap().areas.len(), 1, "chosen twice is once");
    }
}
