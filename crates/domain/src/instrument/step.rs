//! The steps of an instrument, and what each has to show.

use super::{Harmonised, Published, Signed};
use crate::{
    field::{FieldErrors, text, words},
    id::InstrumentId,
    meeting::{day, without_identity},
    plan::link,
    time::Date,
};

/// Longest number, name of a signatory and place of publication, in characters.
const NAME_MAX: usize = 200;
/// Longest reason, in characters.
const NOTE_MAX: usize = 2_000;

/// A step on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// Brought in line with other law.
    Harmonise,
    /// Signed.
    Sign,
    /// Promulgated, or listed by the JDIH.
    Publish,
    /// The draft is given up, with a reason.
    Withdraw,
    /// Taken out of force, with a reason.
    Revoke,
    /// One step back, with a reason: the draft needs work, or what was recorded is wrong.
    Back,
}

impl Step {
    /// Every step, in the order in which they are offered.
    pub const ALL: [Self; 6] =
        [Self::Harmonise, Self::Sign, Self::Publish, Self::Revoke, Self::Withdraw, Self::Back];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Harmonise => "harmonise",
            Self::Sign => "sign",
            Self::Publish => "publish",
            Self::Withdraw => "withdraw",
            Self::Revoke => "revoke",
            Self::Back => "back",
        }
    }

    /// The step with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }
}

/// A step as it is taken, checked, with what it has to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// It was harmonised.
    Harmonise(Harmonised),
    /// It was signed.
    Sign(Signed),
    /// It was promulgated.
    Publish(Published),
    /// The draft is given up.
    Withdraw(String),
    /// It was taken out of force.
    Revoke {
        /// From which day on.
        on: Date,
        /// Why.
        note: String,
        /// By which other instrument; none where none of the register did.
        by: Option<InstrumentId>,
    },
    /// One step back.
    Back(String),
}

/// The form of a step; every field as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "what the variants of `Taken` hold")]
pub struct StepForm {
    pub on: String,
    pub who: String,
    pub number: String,
    pub url: String,
    pub note: String,
    pub by: String,
}

impl Taken {
    /// Checks a typed step on the day `today`: what happened did not happen ahead.
    ///
    /// # Errors
    /// Per field: `required`, `too_long`, `choice`, `date`, `future`, `url`, `identity`.
    pub fn parse(step: Step, form: &StepForm, today: Date) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let taken = match step {
            Step::Harmonise => Self::Harmonise(Harmonised {
                on: past("on", &form.on, today, &mut errors),
                by: name("who", &form.who, &mut errors),
            }),
            Step::Sign => Self::Sign(Signed::typed(form, today, &mut errors)),
            Step::Publish => Self::Publish(Published {
                place: name("number", &form.number, &mut errors),
                on: past("on", &form.on, today, &mut errors),
                url: address(&form.url, &mut errors),
            }),
            Step::Withdraw => Self::Withdraw(reason(&form.note, &mut errors)),
            Step::Back => Self::Back(reason(&form.note, &mut errors)),
            Step::Revoke => {
                let by = form.by.parse().ok();
                if by.is_none() && !form.by.is_empty() {
                    errors.push("by", "choice");
                }
                let on = past("on", &form.on, today, &mut errors);
                Self::Revoke { on, note: reason(&form.note, &mut errors), by }
            }
        };
        errors.or(taken)
    }

    /// Which step.
    pub const fn step(&self) -> Step {
        match self {
            Self::Harmonise(_) => Step::Harmonise,
            Self::Sign(_) => Step::Sign,
            Self::Publish(_) => Step::Publish,
            Self::Withdraw(_) => Step::Withdraw,
            Self::Revoke { .. } => Step::Revoke,
            Self::Back(_) => Step::Back,
        }
    }
}

impl Signed {
    /// Number, day and signatory as typed.
    ///
    /// Errors per field: `required`, `too_long`, `date`, `future`, `identity`.
    pub fn typed(form: &StepForm, today: Date, errors: &mut FieldErrors) -> Self {
        Self {
            number: name("number", &form.number, errors),
            on: past("on", &form.on, today, errors),
            by: name("who", &form.who, errors),
        }
    }
}

/// A day that is not ahead.
fn past(field: &'static str, typed: &str, today: Date, errors: &mut FieldErrors) -> Date {
    let on = day(field, typed, errors);
    if on > today && errors.of(field).is_none() {
        errors.push(field, "future");
    }
    on
}

fn name(field: &'static str, typed: &str, errors: &mut FieldErrors) -> String {
    let name = words(field, typed, NAME_MAX, errors);
    without_identity(field, &name, errors);
    name
}

fn reason(typed: &str, errors: &mut FieldErrors) -> String {
    let note = words("note", typed, NOTE_MAX, errors);
    without_identity("note", &note, errors);
    note
}

fn address(typed: &str, errors: &mut FieldErrors) -> String {
    let typed = text("url", typed, NOTE_MAX, errors);
    if typed.is_empty() {
        return typed;
    }
    match link(&typed) {
        Ok(url) => url,
        Err(more) => {
            errors.0.extend(more.0);
            typed
        }
    }
}
