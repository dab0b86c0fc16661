//! The form that opens a term.

use super::Decree;
use crate::{
    agency::Tenure,
    field::FieldErrors,
    time::{Date, parse_date},
};

/// Longest number and title, in characters.
const LONG: usize = 300;

/// A term as typed on a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TermForm {
    /// Kind and number of the decree.
    pub number: String,
    /// ISO date of signing.
    pub signed_on: String,
    /// What the decree is about.
    pub title: String,
    /// ISO date of the first day.
    pub from: String,
    /// ISO date of the last day.
    pub until: String,
}

/// A checked term, not yet opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermDraft {
    /// Its decree.
    pub decree: Decree,
    /// Its days; a decree names both ends.
    pub valid: Tenure,
}

impl TermDraft {
    /// Reads a form.
    ///
    /// # Errors
    /// `required`, `too_long`, `date`, `date_order` or `control`, field by field.
    pub fn parse(form: &TermForm) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let decree = Decree {
            number: line(&mut errors, "number", &form.number),
            signed_on: day(&mut errors, "signed_on", &form.signed_on),
            title: line(&mut errors, "title", &form.title),
        };
        let from = day(&mut errors, "from", &form.from);
        let until = day(&mut errors, "until", &form.until);
        let valid = Tenure::new(from, Some(until));
        if valid.is_none() && errors.of("from").is_none() && errors.of("until").is_none() {
            errors.push("until", "date_order");
        }
        errors.or(Self { decree, valid: valid.unwrap_or(Tenure::open(from)) })
    }
}

fn line(errors: &mut FieldErrors, field: &'static str, typed: &str) -> String {
    let text = typed.trim();
    if text.is_empty() {
        errors.push(field, "required");
    } else if text.chars().count() > LONG {
        errors.push(field, "too_long");
    } else if text.contains(|c: char| c.is_control()) {
        errors.push(field, "control");
    }
    text.to_owned()
}

fn day(errors: &mut FieldErrors, field: &'static str, typed: &str) -> Date {
    let typed = typed.trim();
    let day = parse_date(typed);
    if day.is_none() {
        errors.push(field, if typed.is_empty() { "required" } else { "date" });
    }
    day.unwrap_or(Date::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> TermForm {
        TermForm {
            number: "Keputusan Bupati Tangerang Nomor 12 Tahun 2024".into(),
            signed_on: "2024-02-12".into(),
            title: "Pembentukan Gugus Tugas".into(),
            from: "2024-01-01".into(),
            until: "2026-12-31".into(),
        }
    }

    #[test]
    fn a_term_has_a_decree_and_two_ends() {
        let draft = TermDraft::parse(&form()).expect("the form is good");
        assert_eq!(draft.decree.title, "Pembentukan Gugus Tugas");
        assert_eq!(draft.valid.until, parse_date("2026-12-31"));
    }

    #[test]
    fn what_is_missing_or_backwards_is_named() {
        let empty = TermDraft::parse(&TermForm::default()).expect_err("nothing is typed");
        for field in ["number", "signed_on", "title", "from", "until"] {
            assert_eq!(empty.of(field), Some("required"), "{field}");
        }
        let form = TermForm { until: "2023-12-31".into(), ..form() };
        let errors = TermDraft::parse(&form).expect_err("it runs backwards");
        assert_eq!(errors.of("until"), Some("date_order"));
    }
}
