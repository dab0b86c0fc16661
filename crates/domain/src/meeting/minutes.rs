//! What is written at the table. It names offices, never a victim: what looks like the number of a
//! person is refused before it is stored.

use crate::field::{FieldErrors, is_unseen, text, words};

/// Longest discussion of one item, in characters.
const DISCUSSION_MAX: usize = 20_000;
/// Longest decision and remark, in characters.
const DECISION_MAX: usize = 2_000;

/// Digits of a NIK and of a number of a family card.
const NIK: usize = 16;

/// How a NIK is written in groups; the last one is region, birth and sequence.
const GROUPED: &[&[usize]] = &[&[4, 4, 4, 4], &[6, 6, 4], &[6, 10], &[12, 4], &[2, 2, 2, 6, 4]];

/// Most signs between two groups of one number.
const GAP: usize = 3;

/// Whether a text holds what may be a NIK: exactly 16 digits in a row, also in groups. A NIP has
/// 18, and four years in a row are years.
pub fn names_somebody(text: &str) -> bool {
    let mut groups: Vec<String> = Vec::new();
    let mut gap = 0;
    for sign in text.chars().filter(|sign| !is_unseen(*sign)) {
        match (digit(sign), is_gap(sign)) {
            (Some(digit), _) => {
                match groups.last_mut().filter(|_| gap == 0) {
                    Some(group) => group.push(digit),
                    None => groups.push(digit.to_string()),
                }
                gap = 0;
            }
            (None, true) if gap < GAP => gap += 1,
            (None, _) => {
                if is_nik(&groups) {
                    return true;
                }
                groups.clear();
                gap = 0;
            }
        }
    }
    is_nik(&groups)
}

fn is_nik(groups: &[String]) -> bool {
    let lengths: Vec<usize> = groups.iter().map(String::len).collect();
    if lengths.contains(&NIK) {
        return true;
    }
    GROUPED.iter().any(|pattern| {
        let windows = lengths.windows(pattern.len()).zip(groups.windows(pattern.len()));
        windows.into_iter().any(|(lengths, groups)| {
            lengths == *pattern && !groups.iter().all(|group| is_year(group))
        })
    })
}

fn is_year(group: &str) -> bool {
    group.len() == 4 && (group.starts_with("19") || group.starts_with("20"))
}

/// A digit, also a full-width one.
fn digit(sign: char) -> Option<char> {
    let wide = u32::from(sign).checked_sub(u32::from('\u{ff10}')).filter(|value| *value < 10);
    wide.and_then(|value| char::from_digit(value, 10)).or(Some(sign).filter(char::is_ascii_digit))
}

const fn is_gap(sign: char) -> bool {
    matches!(sign, ' ' | '\u{a0}' | '.' | '-' | '_' | '/' | '\u{2010}'..='\u{2015}' | '\n' | '\t')
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
            "umur 17 3603011203980001",
            "3603011203980001 3603011203980002",
            "3603011203980001-1",
            "3603_0112_0398_0001",
            "3603/0112/0398/0001",
            "3603\u{a0}0112\u{2013}0398  0001",
            "360301\n120398\n0001",
            "\u{ff13}\u{ff16}03011203980001",
            "36030112\u{200b}03980001",
            "17 3603 0112 0398 0001",
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
            "2024 2025 2026 2027",
            "2024-2025 / 2026-2027",
            "24-11-2026 25-12-2026",
            "19700101 199501 2 032",
            "12345678901234567",
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
