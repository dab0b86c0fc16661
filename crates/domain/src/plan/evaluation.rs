//! How a row ended, and whether the next plan goes on with it.

use super::{band::Band, draft::TEXT_MAX};
use crate::field::{FieldErrors, text, words};

/// The end evaluation of a row, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluation {
    /// What was reached and what it changed.
    pub finding: String,
    /// Why it fell short; may be empty where it did not.
    pub cause: String,
    /// What should be done; may be empty.
    pub advice: String,
}

/// The form of an end evaluation; every field as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EvaluationForm {
    /// What was reached.
    pub finding: String,
    /// Why it fell short.
    pub cause: String,
    /// What should be done.
    pub advice: String,
}

impl Evaluation {
    /// Checks a typed evaluation of a row that ended with this band: one that fell short says why.
    ///
    /// # Errors
    /// Per field: `required`, `too_long`.
    pub fn parse(form: &EvaluationForm, band: Band) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let finding = words("finding", &form.finding, TEXT_MAX, &mut errors);
        let cause = if fell_short(band) {
            words("cause", &form.cause, TEXT_MAX, &mut errors)
        } else {
            text("cause", &form.cause, TEXT_MAX, &mut errors)
        };
        let advice = text("advice", &form.advice, TEXT_MAX, &mut errors);
        errors.or(Self { finding, cause, advice })
    }
}

/// Whether a row with this band at its last checkpoint did not reach what was wanted.
pub const fn fell_short(band: Band) -> bool {
    matches!(band, Band::Near | Band::Behind | Band::Overdue | Band::NotReported)
}

/// What the next plan does with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Choice {
    /// Goes on as it is.
    Kept,
    /// Goes on, changed.
    Changed,
    /// Does not go on.
    Dropped,
}

impl Choice {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::Kept, Self::Changed, Self::Dropped];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Changed => "changed",
            Self::Dropped => "dropped",
        }
    }

    /// The choice with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.code() == code)
    }
}

/// Whether a row goes on, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carry {
    /// What the next plan does with it.
    pub choice: Choice,
    /// Why; may be empty where it is kept as it is.
    pub reason: String,
}

impl Carry {
    /// Checks a typed choice: what is changed or dropped says why.
    ///
    /// # Errors
    /// Per field: `choice`, `required`, `too_long`.
    pub fn parse(choice: &str, reason: &str) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let Some(choice) = Choice::from_code(choice) else {
            errors.push("choice", "choice");
            return Err(errors);
        };
        let reason = match choice {
            Choice::Kept => text("reason", reason, TEXT_MAX, &mut errors),
            Choice::Changed | Choice::Dropped => words("reason", reason, TEXT_MAX, &mut errors),
        };
        errors.or(Self { choice, reason })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_fell_short_says_why() {
        let form = EvaluationForm { finding: "8 dari 11".to_owned(), ..EvaluationForm::default() };
        assert_eq!(
            Evaluation::parse(&form, Band::Behind).unwrap_err().of("cause"),
            Some("required")
        );
        assert!(Evaluation::parse(&form, Band::Achieved).is_ok());
        assert!(Evaluation::parse(&form, Band::NoCase).is_ok());
        let empty = Evaluation::parse(&EvaluationForm::default(), Band::Achieved).unwrap_err();
        assert_eq!(empty.of("finding"), Some("required"));
    }

    #[test]
    fn what_is_changed_or_dropped_says_why() {
        assert!(Carry::parse("kept", "").is_ok());
        for choice in ["changed", "dropped"] {
            assert_eq!(Carry::parse(choice, " ").unwrap_err().of("reason"), Some("required"));
            assert_eq!(Carry::parse(choice, "sudah selesai").unwrap().reason, "sudah selesai");
        }
        assert_eq!(Carry::parse("x", "").unwrap_err().of("choice"), Some("choice"));
    }
}
