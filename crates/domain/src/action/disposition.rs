//! Dispositions (disposisi): what the leadership asks for outside a meeting.

use super::{Draft, Form};
use crate::{
    field::{FieldErrors, words},
    meeting::{day, without_identity},
    time::Date,
};

/// Longest name of who gave it, in characters.
const GIVEN_BY_MAX: usize = 120;
/// Longest words of it, in characters.
const WORDS_MAX: usize = 1_000;

/// A disposition, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disposition {
    /// Who gave it, by office ("Sekretaris Daerah").
    pub given_by: String,
    /// When; not after the day on which it is entered.
    pub given_on: Date,
    /// Its words.
    pub words: String,
}

/// The form of a disposition and of the action that it becomes; every field as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of `Disposition`, and the action")]
pub struct DispositionForm {
    pub given_by: String,
    pub given_on: String,
    pub words: String,
    pub action: Form,
}

impl Disposition {
    /// Checks a typed disposition on the day `today`; its action is due then or later, and is what
    /// the words say where nothing else is typed.
    ///
    /// # Errors
    /// Per field as [`Draft::parse`]; `date_order` for a day that lies ahead.
    pub fn parse(form: &DispositionForm, today: Date) -> Result<(Self, Draft), FieldErrors> {
        let mut errors = FieldErrors::default();
        let given_by = words("given_by", &form.given_by, GIVEN_BY_MAX, &mut errors);
        without_identity("given_by", &given_by, &mut errors);
        let given_on = day("given_on", &form.given_on, &mut errors);
        if errors.of("given_on").is_none() && given_on > today {
            errors.push("given_on", "date_order");
        }
        let said = words("words", &form.words, WORDS_MAX, &mut errors);
        without_identity("words", &said, &mut errors);
        let mut action = form.action.clone();
        if action.what.trim().is_empty() && said.chars().count() <= super::WHAT_MAX {
            action.what.clone_from(&said);
        }
        let draft = Draft::parse(&action, today);
        match draft {
            Ok(draft) => errors.or((Self { given_by, given_on, words: said }, draft)),
            Err(more) => {
                errors.0.extend(more.0);
                Err(errors)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 24);

    fn form() -> DispositionForm {
        DispositionForm {
            given_by: "Sekretaris Daerah".into(),
            given_on: "2026-11-23".into(),
            words: "Tolong dipercepat, lapor saya sebelum rapat.".into(),
            action: Form {
                agency: "0198c0de-0000-7000-8000-000000000001".into(),
                due_on: "2026-12-08".into(),
                measure: "Laporan diterima".into(),
                ..Form::default()
            },
        }
    }

    #[test]
    fn its_words_are_what_is_done_unless_something_else_is_typed() {
        let (said, draft) = Disposition::parse(&form(), TODAY).unwrap();
        assert_eq!(draft.what, said.words);
        let action = Form { what: "Menyusun jadwal".into(), ..form().action };
        let (said, draft) =
            Disposition::parse(&DispositionForm { action, ..form() }, TODAY).unwrap();
        assert_eq!((draft.what.as_str(), said.words.len()), ("Menyusun jadwal", 44));
    }

    #[test]
    fn each_wrong_field_is_named() {
        let errors = Disposition::parse(&DispositionForm::default(), TODAY).unwrap_err();
        for field in ["given_by", "given_on", "words", "what", "agency", "due_on", "measure"] {
            assert_eq!(errors.of(field), Some("required"), "{field}");
        }
        let early = Form { due_on: "2026-11-23".into(), ..form().action };
        for (field, form, code) in [
            ("given_on", DispositionForm { given_on: "2026-11-25".into(), ..form() }, "date_order"),
            (
                "words",
                DispositionForm { words: "NIK 3603011203980001".into(), ..form() },
                "identity",
            ),
            ("words", DispositionForm { words: "x".repeat(1_001), ..form() }, "too_long"),
            ("due_on", DispositionForm { action: early, ..form() }, "date_order"),
        ] {
            assert_eq!(Disposition::parse(&form, TODAY).unwrap_err().of(field), Some(code));
        }
    }
}
