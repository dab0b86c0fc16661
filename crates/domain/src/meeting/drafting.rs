//! The plan made at the table: what a meeting settles about a proposal for the next plan.

use super::{NOTE_MAX, TITLE_MAX, without_identity};
use crate::{
    field::{FieldErrors, text, words},
    id::AgencyId,
};

/// What becomes of a proposal at the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It becomes a row as it is proposed.
    Agreed,
    /// It becomes a row as it was changed at the table.
    Changed,
    /// It does not become a row.
    Dropped,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 3] = [Self::Agreed, Self::Changed, Self::Dropped];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::Changed => "changed",
            Self::Dropped => "dropped",
        }
    }

    /// The outcome with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.code() == code)
    }

    /// Whether it has to be explained.
    pub const fn needs_note(self) -> bool {
        matches!(self, Self::Changed | Self::Dropped)
    }
}

/// What was settled, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// What becomes of it.
    pub outcome: Outcome,
    /// The office that spoke for it.
    pub agency: Option<AgencyId>,
    /// Who spoke; may be empty.
    pub speaker: String,
    /// What was changed, or why it was dropped.
    pub note: String,
}

/// The form of it; every field as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of `Settled`")]
pub struct SettledForm {
    pub outcome: String,
    pub agency: String,
    pub speaker: String,
    pub note: String,
}

impl Settled {
    /// Checks what was typed.
    ///
    /// # Errors
    /// Per field: `required`, `choice`, `too_long`, `identity`.
    pub fn parse(form: &SettledForm) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let outcome = Outcome::from_code(&form.outcome);
        if outcome.is_none() {
            errors.push("outcome", if form.outcome.is_empty() { "required" } else { "choice" });
        }
        let outcome = outcome.unwrap_or(Outcome::Agreed);
        let agency = form.agency.parse().ok();
        if agency.is_none() && !form.agency.is_empty() {
            errors.push("agency", "choice");
        }
        let speaker = text("speaker", &form.speaker, TITLE_MAX, &mut errors);
        without_identity("speaker", &speaker, &mut errors);
        let note = if outcome.needs_note() {
            words("note", &form.note, NOTE_MAX, &mut errors)
        } else {
            text("note", &form.note, NOTE_MAX, &mut errors)
        };
        without_identity("note", &note, &mut errors);
        errors.or(Self { outcome, agency, speaker, note })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_changed_or_dropped_is_explained() {
        for outcome in Outcome::ALL {
            assert_eq!(Outcome::from_code(outcome.code()), Some(outcome));
            let form = SettledForm { outcome: outcome.code().into(), ..SettledForm::default() };
            let missing = Settled::parse(&form).err().and_then(|errors| errors.of("note"));
            assert_eq!(missing.is_some(), outcome.needs_note(), "{outcome:?}");
            let form = SettledForm { note: "target 5 menjadi 8".into(), ..form };
            assert_eq!(Settled::parse(&form).unwrap().outcome, outcome);
        }
        let errors = Settled::parse(&SettledForm::default()).unwrap_err();
        assert_eq!(errors.of("outcome"), Some("required"));
        let form = SettledForm {
            outcome: "agreed".into(),
            agency: "x".into(),
            speaker: "3603011203980001".into(),
            ..SettledForm::default()
        };
        let errors = Settled::parse(&form).unwrap_err();
        assert_eq!((errors.of("agency"), errors.of("speaker")), (Some("choice"), Some("identity")));
    }
}
