//! A letter as it is written.

use super::{Kind, Nature, one_line};
use crate::{
    field::{FieldErrors, text, words},
    id::OfficeId,
    meeting::without_identity,
};

/// Longest place, attachment and line, in characters.
const LINE_MAX: usize = 200;
/// Longest subject, in characters.
const SUBJECT_MAX: usize = 300;
/// Longest basis and closing, in characters.
const NOTE_MAX: usize = 2_000;
/// Longest text, in characters.
const BODY_MAX: usize = 10_000;
/// Most offices, and most further lines, that a letter is written to or copied to.
pub const LINES_MAX: usize = 400;
/// More addressees than this stand on a page of their own.
const LISTED: usize = 8;

/// To whom a letter goes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Addressee {
    /// Whoever holds an office of the address book on the day of the letter.
    Office(OfficeId),
    /// A line as typed.
    Line(String),
}

/// Whether `count` addressees stand on an attached page instead of the letter itself.
pub const fn is_listed(count: usize) -> bool {
    count > LISTED
}

/// A letter as it is written, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What kind of letter.
    pub kind: Kind,
    /// How it is handled.
    pub nature: Nature,
    /// Where it is written ("Tigaraksa").
    pub place: String,
    /// What is attached, in words; empty where nothing is.
    pub attachment: String,
    /// What it is about (hal).
    pub subject: String,
    /// To whom; an invitation also goes to every office that the meeting invites.
    pub to: Vec<Addressee>,
    /// What it rests on, a line each; may be empty.
    pub basis: String,
    /// What it says, up to the closing.
    pub body: String,
    /// The sentence at the end; may be empty.
    pub closing: String,
    /// Who gets a copy (tembusan), a line each.
    pub cc: Vec<String>,
    /// Which office signs; whoever holds it on the day.
    pub signatory: Option<OfficeId>,
    /// On whose behalf ("Bupati Tangerang"), where it is signed for another; may be empty.
    pub on_behalf: String,
}

/// The form of a letter; every field as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of `Draft`")]
pub struct Form {
    pub kind: String,
    pub nature: String,
    pub place: String,
    pub attachment: String,
    pub subject: String,
    /// Identifiers of the offices it goes to.
    pub offices: Vec<String>,
    /// Further addressees, a line each.
    pub lines: String,
    pub basis: String,
    pub body: String,
    pub closing: String,
    pub cc: String,
    pub signatory: String,
    pub on_behalf: String,
}

impl Draft {
    /// Checks a typed letter. `invites` says that it invites to a meeting, which no form can say: an
    /// invitation is made from its meeting.
    ///
    /// # Errors
    /// Per field: `required`, `too_long`, `too_large`, `choice`, `identity`.
    pub fn parse(form: &Form, invites: bool) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let kind = match Kind::from_code(&form.kind) {
            _ if invites => Kind::Invitation,
            Some(kind) if kind != Kind::Invitation => kind,
            _ => {
                errors.push("kind", if form.kind.is_empty() { "required" } else { "choice" });
                Kind::Notification
            }
        };
        let nature = Nature::from_code(&form.nature);
        if nature.is_none() {
            errors.push("nature", if form.nature.is_empty() { "required" } else { "choice" });
        }
        let place = line("place", &form.place, &mut errors);
        if place.is_empty() {
            errors.push("place", "required");
        }
        let to = addressees(form, &mut errors);
        if to.is_empty() && !invites {
            errors.push("offices", "required");
        }
        let basis = text("basis", &form.basis, NOTE_MAX, &mut errors);
        let body = words("body", &form.body, BODY_MAX, &mut errors);
        let closing = text("closing", &form.closing, NOTE_MAX, &mut errors);
        let cc = lines("cc", &form.cc, &mut errors);
        let signatory = form.signatory.parse().ok();
        if signatory.is_none() {
            errors.push("signatory", if form.signatory.is_empty() { "required" } else { "choice" });
        }
        let draft = Self {
            kind,
            nature: nature.unwrap_or(Nature::Ordinary),
            place,
            attachment: line("attachment", &form.attachment, &mut errors),
            subject: one_line(&words("subject", &form.subject, SUBJECT_MAX, &mut errors)),
            to,
            basis,
            body,
            closing,
            cc,
            signatory,
            on_behalf: line("on_behalf", &form.on_behalf, &mut errors),
        };
        for (field, said) in
            [("subject", &draft.subject), ("basis", &draft.basis), ("body", &draft.body)]
        {
            without_identity(field, said, &mut errors);
        }
        without_identity("closing", &draft.closing, &mut errors);
        errors.or(draft)
    }

    /// The form that gives this letter, to edit it.
    pub fn form(&self) -> Form {
        let mut form = Form {
            kind: self.kind.code().to_owned(),
            nature: self.nature.code().to_owned(),
            place: self.place.clone(),
            attachment: self.attachment.clone(),
            subject: self.subject.clone(),
            basis: self.basis.clone(),
            body: self.body.clone(),
            closing: self.closing.clone(),
            cc: self.cc.join("\n"),
            signatory: self.signatory.map(|id| id.to_string()).unwrap_or_default(),
            on_behalf: self.on_behalf.clone(),
            ..Form::default()
        };
        let mut typed = Vec::new();
        for one in &self.to {
            match one {
                Addressee::Office(id) => form.offices.push(id.to_string()),
                Addressee::Line(line) => typed.push(line.as_str()),
            }
        }
        form.lines = typed.join("\n");
        form
    }
}

/// Offices in the order in which they were ticked, each once, then the typed lines.
fn addressees(form: &Form, errors: &mut FieldErrors) -> Vec<Addressee> {
    let mut to: Vec<Addressee> = Vec::new();
    for id in &form.offices {
        match id.parse().map(Addressee::Office) {
            Ok(one) if !to.contains(&one) => to.push(one),
            Ok(_) => {}
            Err(_) => errors.push("offices", "choice"),
        }
    }
    if to.len() > LINES_MAX {
        errors.push("offices", "too_large");
    }
    to.extend(lines("lines", &form.lines, errors).into_iter().map(Addressee::Line));
    to
}

/// One line, without anybody's number.
fn line(field: &'static str, typed: &str, errors: &mut FieldErrors) -> String {
    let said = one_line(&text(field, typed, LINE_MAX, errors));
    without_identity(field, &said, errors);
    said
}

/// Lines of a list, blank ones left out.
pub fn lines(field: &'static str, typed: &str, errors: &mut FieldErrors) -> Vec<String> {
    let typed = text(field, typed, LINES_MAX * LINE_MAX, errors);
    let lines: Vec<String> =
        typed.split('\n').map(one_line).filter(|line| !line.is_empty()).collect();
    if lines.len() > LINES_MAX && errors.of(field).is_none() {
        errors.push(field, "too_large");
    }
    if lines.iter().any(|line| line.chars().count() > LINE_MAX) && errors.of(field).is_none() {
        errors.push(field, "too_long");
    }
    without_identity(field, &typed, errors);
    lines
}

/// What is searched: words without regard to capitals and to how they are spaced.
pub fn search_key<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let parts: Vec<String> = parts.into_iter().map(|part| one_line(part).to_lowercase()).collect();
    parts.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFICE: &str = "0198c0de-0000-7000-8000-000000000001";

    fn form() -> Form {
        Form {
            kind: "notification".into(),
            nature: "ordinary".into(),
            place: "Tigaraksa".into(),
            subject: "Pemberitahuan jadwal".into(),
            offices: vec![OFFICE.into()],
            lines: "Ketua  Forum Anak\n\n".into(),
            body: "Kami beritahukan".into(),
            signatory: OFFICE.into(),
            ..Form::default()
        }
    }

    #[test]
    fn a_letter_says_what_to_whom_and_who_signs() {
        let draft = Draft::parse(&form(), false).unwrap();
        assert_eq!(draft.to[1], Addressee::Line("Ketua Forum Anak".into()));
        assert_eq!(Draft::parse(&draft.form(), false).unwrap(), draft, "the form gives it again");
        let errors = Draft::parse(&Form::default(), false).unwrap_err();
        for field in ["kind", "nature", "place", "subject", "offices", "body", "signatory"] {
            assert_eq!(errors.of(field), Some("required"), "{field}");
        }
    }

    #[test]
    fn an_invitation_comes_from_its_meeting_alone() {
        let typed = Form { kind: "invitation".into(), ..form() };
        assert_eq!(Draft::parse(&typed, false).unwrap_err().of("kind"), Some("choice"));
        let blank = Form { offices: vec![], lines: String::new(), ..form() };
        let draft = Draft::parse(&blank, true).unwrap();
        assert_eq!((draft.kind, draft.to.len()), (Kind::Invitation, 0), "the meeting invites");
    }

    #[test]
    fn every_field_says_what_is_wrong_with_it() {
        let nik = "3603011203980001";
        for (field, form, code) in [
            ("nature", Form { nature: "cosy".into(), ..form() }, "choice"),
            ("offices", Form { offices: vec!["x".into()], ..form() }, "choice"),
            ("signatory", Form { signatory: "x".into(), ..form() }, "choice"),
            ("subject", Form { subject: "x".repeat(301), ..form() }, "too_long"),
            ("lines", Form { lines: "x".repeat(201), ..form() }, "too_long"),
            ("lines", Form { lines: "x\n".repeat(401), ..form() }, "too_large"),
            ("subject", Form { subject: format!("a.n. {nik}"), ..form() }, "identity"),
            ("body", Form { body: format!("NIK {nik}"), ..form() }, "identity"),
            ("cc", Form { cc: nik.into(), ..form() }, "identity"),
            ("lines", Form { lines: nik.into(), ..form() }, "identity"),
        ] {
            assert_eq!(Draft::parse(&form, false).unwrap_err().of(field), Some(code), "{field}");
        }
    }

    #[test]
    fn many_addressees_stand_on_a_page_of_their_own() {
        assert!(!is_listed(8) && is_listed(9));
        let twice = Form { offices: vec![OFFICE.into(), OFFICE.into()], ..form() };
        assert_eq!(Draft::parse(&twice, false).unwrap().to.len(), 2, "an office stands there once");
    }

    #[test]
    fn what_is_searched_has_no_capitals_and_one_space() {
        assert_eq!(search_key(["Hal  Undangan", "005/1"]), "hal undangan\n005/1");
    }
}
