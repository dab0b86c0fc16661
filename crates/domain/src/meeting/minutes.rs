//! What is written at the table. It names offices, never a victim: what looks like the number of a
//! person is refused before it is stored.

use crate::field::{FieldErrors, text, words};

/// Longest discussion of one item, in characters.
const DISCUSSION_MAX: usize = 20_000;
/// Longest decision and remark, in characters.
const DECISION_MAX: usize = 2_000;

/// Digits of a NIK and of a number of a family card.
const NIK: usize = 16;

/// Whether a text holds what may be a NIK: a run of 16 digits, also in groups. A NIP has 18.
pub fn names_somebody(text: &str) -> bool {
    let mut digits = 0;
    let mut gap = false;
    for sign in text.chars().chain(['\n']) {
        match sign {
            _ if sign.is_ascii_digit() => {
                digits += 1;
                gap = false;
            }
            ' ' | '.' | '-' if digits > 0 && !gap => gap = true,
            _ => {
                if digits == NIK {
                    return true;
                }
                digits = 0;
                gap = false;
            }
        }
    }
    false
}

/// Refuses a text that may name somebody, as `identity`.
pub fn without_identity(field: &'static str, text: &str, errors: &mut FieldErrors) {
    if names_somebody(text) && errors.of(field).is_none() {
        errors.push(field, "identity");
    }
}

/// Checks the discussion of an item; may be empty.
///
/// # Errors
/// On `text`: `too_long`, `identity`.
pub fn discussion(typed: &str) -> Result<String, FieldErrors> {
    let mut errors = FieldErrors::default();
    let said = text("text", typed, DISCUSSION_MAX, &mut errors);
    without_identity("text", &said, &mut errors);
    errors.or(said)
}

/// Checks a remark on the minutes, an addendum or a reason.
///
/// # Errors
/// On `note`: `required`, `too_long`, `identity`.
pub fn remark(typed: &str) -> Result<String, FieldErrors> {
    let mut errors = FieldErrors::default();
    let said = words("note", typed, DECISION_MAX, &mut errors);
    without_identity("note", &said, &mut errors);
    errors.or(said)
}

/// What was decided, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// In words.
    pub text: String,
    /// Whether a target has to change, which only an amendment of the plan can do.
    pub asks_amendment: bool,
}

/// The form of a decision; every field as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of `Decision`")]
pub struct DecisionForm {
    pub text: String,
    pub asks_amendment: bool,
}

impl Decision {
    /// Checks a typed decision.
    ///
    /// # Errors
    /// On `decision`: `required`, `too_long`, `identity`.
    pub fn parse(form: &DecisionForm) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let text = words("decision", &form.text, DECISION_MAX, &mut errors);
        without_identity("decision", &text, &mut errors);
        errors.or(Self { text, asks_amendment: form.asks_amendment })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nik_is_seen_however_it_is_written_and_other_numbers_are_not() {
        for text in [
            "3603011203980001",
            "NIK 3603 0112 0398 0001,",
            "(36.03.01.120398.0001)",
            "korban 3603011203980001\nlahir",
        ] {
            assert!(names_somebody(text), "{text}");
        }
        for text in [
            "",
            "NIP 197001011995032002",
            "Rp1.629.112.500",
            "0812-3456-7890",
            "36.03.11.2005",
            "nomor 400.2/123/2026, tanggal 24-11-2026",
            "123456789012345",
            "pukul 09.00 - 12.00, 24 November 2026",
        ] {
            assert!(!names_somebody(text), "{text}");
        }
    }

    #[test]
    fn a_decision_says_something_and_a_discussion_need_not() {
        assert_eq!(discussion(" ").unwrap(), "");
        assert_eq!(discussion(&"x".repeat(20_001)).unwrap_err().of("text"), Some("too_long"));
        let none = Decision::parse(&DecisionForm::default()).unwrap_err();
        assert_eq!(none.of("decision"), Some("required"));
        assert_eq!(remark("3603011203980001").unwrap_err().of("note"), Some("identity"));
    }
}
