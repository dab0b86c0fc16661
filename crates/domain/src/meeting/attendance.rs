//! Who says to come, and who came.

use super::{TITLE_MAX, minutes::without_identity};
use crate::{
    field::{FieldErrors, line, text, words},
    region::name_key,
};

/// Longest name and title of a person, in characters.
const NAME_MAX: usize = 100;

/// What an invited office answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reply {
    /// Its head comes.
    Coming,
    /// Somebody comes instead.
    StandIn,
    /// Nobody comes.
    Declined,
}

impl Reply {
    /// Every answer.
    pub const ALL: [Self; 3] = [Self::Coming, Self::StandIn, Self::Declined];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Coming => "coming",
            Self::StandIn => "stand_in",
            Self::Declined => "declined",
        }
    }

    /// The answer with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reply| reply.code() == code)
    }
}

/// The answer of an office, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What.
    pub reply: Reply,
    /// Who comes instead; empty otherwise.
    pub name: String,
    /// Their position; empty otherwise.
    pub title: String,
    /// Why nobody comes, or anything else to be said; may be empty.
    pub note: String,
}

/// The form of an answer; every field as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of `Answer`")]
pub struct AnswerForm {
    pub reply: String,
    pub name: String,
    pub title: String,
    pub note: String,
}

impl Answer {
    /// Checks a typed answer: a stand-in is named, a refusal has a reason.
    ///
    /// # Errors
    /// Per field: `required`, `too_long`, `choice`, `identity`.
    pub fn parse(form: &AnswerForm) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let reply = Reply::from_code(&form.reply);
        if reply.is_none() {
            errors.push("reply", if form.reply.is_empty() { "required" } else { "choice" });
        }
        let reply = reply.unwrap_or(Reply::Coming);
        let (name, title) = if reply == Reply::StandIn {
            let name = line("name", &form.name, NAME_MAX, &mut errors);
            (name, line("title", &form.title, NAME_MAX, &mut errors))
        } else {
            (String::new(), String::new())
        };
        let note = if reply == Reply::Declined {
            words("note", &form.note, TITLE_MAX, &mut errors)
        } else {
            text("note", &form.note, TITLE_MAX, &mut errors)
        };
        without_identity("name", &name, &mut errors);
        without_identity("title", &title, &mut errors);
        without_identity("note", &note, &mut errors);
        errors.or(Self { reply, name, title, note })
    }
}

/// Most names on one list.
pub const PRESENT_MAX: usize = 600;

/// Letters of a code at a door.
pub const DOOR_LENGTH: usize = 8;

/// The code of a door as typed: without spaces and hyphens, in capitals, an O read as the zero and
/// an I or L as the one that codes have instead; none for anything else.
pub fn door_code(typed: &str) -> Option<String> {
    let code: String = typed.chars().filter(|c| !matches!(c, ' ' | '-')).map(read_sign).collect();
    let plain = code.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    (code.len() == DOOR_LENGTH && plain).then_some(code)
}

const fn read_sign(typed: char) -> char {
    match typed.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        sign => sign,
    }
}

/// How a name came on the list of those present.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Via {
    /// Put there by the operator of the list.
    Operator,
    /// Typed on one's own phone at the door.
    Door,
}

impl Via {
    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::Door => "door",
        }
    }

    /// The way with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Operator, Self::Door].into_iter().find(|via| via.code() == code)
    }
}

/// Somebody who is there, checked. No telephone number and no NIP: the list needs neither.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attendee {
    /// Name, with titles or one word.
    pub name: String,
    /// Position.
    pub title: String,
    /// Whether they stand in for whom was invited.
    pub stands_in: bool,
}

/// The form of an attendee; every field as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of `Attendee`")]
pub struct AttendeeForm {
    pub name: String,
    pub title: String,
    pub stands_in: bool,
}

impl Attendee {
    /// Checks a typed attendee.
    ///
    /// # Errors
    /// Per field: `required`, `too_long`, `identity`.
    pub fn parse(form: &AttendeeForm) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = line("name", &form.name, NAME_MAX, &mut errors);
        let title = line("title", &form.title, NAME_MAX, &mut errors);
        without_identity("name", &name, &mut errors);
        without_identity("title", &title, &mut errors);
        errors.or(Self { name, title, stands_in: form.stands_in })
    }

    /// As names are compared: the same name twice for one office is the same person.
    pub fn key(&self) -> String {
        let key = name_key(&self.name);
        if key.is_empty() { self.name.clone() } else { key }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stand_in_is_named_and_a_refusal_explained() {
        let form = |reply: &str| AnswerForm { reply: reply.into(), ..AnswerForm::default() };
        assert!(Answer::parse(&form("coming")).is_ok());
        let errors = Answer::parse(&form("stand_in")).unwrap_err();
        assert_eq!((errors.of("name"), errors.of("title")), (Some("required"), Some("required")));
        assert_eq!(Answer::parse(&form("declined")).unwrap_err().of("note"), Some("required"));
        assert_eq!(Answer::parse(&form("")).unwrap_err().of("reply"), Some("required"));
        assert_eq!(Answer::parse(&form("x")).unwrap_err().of("reply"), Some("choice"));
        // A name that was typed before "coming" was chosen is not kept.
        let typed = AnswerForm { name: "Siti".into(), ..form("coming") };
        assert_eq!(Answer::parse(&typed).unwrap().name, "");
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        assert_eq!(door_code(" 7k3m-9pqr ").as_deref(), Some("7K3M9PQR"));
        assert_eq!(door_code("oil0-9pqr").as_deref(), Some("01109PQR"));
        for typed in ["", "7K3M9PQ", "7K3M9PQRS", "7K3M9PQ\u{dc}", "7K3M9PQ'"] {
            assert_eq!(door_code(typed), None, "{typed}");
        }
    }

    #[test]
    fn one_word_is_a_name() {
        let form = AttendeeForm { name: "Suparman".into(), title: "Staf".into(), stands_in: true };
        assert_eq!(Attendee::parse(&form).unwrap().name, "Suparman");
        let bare = AttendeeForm { title: String::new(), ..form };
        assert_eq!(Attendee::parse(&bare).unwrap_err().of("title"), Some("required"));
    }
}
