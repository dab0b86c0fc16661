//! What hangs on an instrument: its parties, its texts, and other instruments.

use crate::{
    field::{FieldErrors, text, words},
    id::AgencyId,
    meeting::without_identity,
};

/// Longest name and role of a party, and caption of a text, in characters.
const NAME_MAX: usize = 200;
/// Most parties of one instrument.
pub const PARTIES_MAX: usize = 40;
/// Most texts of one instrument.
pub const TEXTS_MAX: usize = 40;

/// Who a party is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    /// An agency of the address book.
    Agency(AgencyId),
    /// Somebody outside it, by name.
    Other(String),
}

/// A party to an instrument, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Who it is.
    pub who: Whose,
    /// As what ("pihak kesatu", "pelaksana"); may be empty.
    pub role: String,
}

/// The form of a party; every field as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of `Party`")]
pub struct PartyForm {
    pub agency: String,
    pub name: String,
    pub role: String,
}

impl Party {
    /// Checks a typed party: an agency, or a name where there is none.
    ///
    /// # Errors
    /// Per field: `required`, `too_long`, `choice`, `identity`; `both` where agency and name are given.
    pub fn parse(form: &PartyForm) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = text("name", &form.name, NAME_MAX, &mut errors);
        without_identity("name", &name, &mut errors);
        let role = text("role", &form.role, NAME_MAX, &mut errors);
        without_identity("role", &role, &mut errors);
        let who = match (form.agency.parse().ok(), name.is_empty()) {
            (Some(agency), true) => Some(Whose::Agency(agency)),
            (None, false) if form.agency.is_empty() => Some(Whose::Other(name)),
            (Some(_), false) => {
                errors.push("name", "both");
                None
            }
            (None, _) => {
                errors.push("agency", if form.agency.is_empty() { "required" } else { "choice" });
                None
            }
        };
        match who {
            Some(who) => errors.or(Self { who, role }),
            None => Err(errors),
        }
    }
}

/// What an instrument does to another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// Changes it (mengubah).
    Amends,
    /// Takes it out of force (mencabut).
    Revokes,
    /// Goes on where it ends (memperpanjang, menggantikan).
    Renews,
    /// Carries it out (melaksanakan).
    Implements,
}

impl Relation {
    /// Every relation.
    pub const ALL: [Self; 4] = [Self::Amends, Self::Revokes, Self::Renews, Self::Implements];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Amends => "amends",
            Self::Revokes => "revokes",
            Self::Renews => "renews",
            Self::Implements => "implements",
        }
    }

    /// The relation with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|relation| relation.code() == code)
    }
}

/// Which text a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextKind {
    /// The draft.
    Draft,
    /// What came back harmonised.
    Harmonised,
    /// What was signed, as a scan or with an electronic signature.
    Signed,
    /// Something beside it: an attachment, a cover letter, minutes.
    Attachment,
}

impl TextKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Harmonised, Self::Signed, Self::Attachment];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Harmonised => "harmonised",
            Self::Signed => "signed",
            Self::Attachment => "attachment",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// The kind and the caption of a text, as typed.
///
/// # Errors
/// Per field: `text_kind`: `required`, `choice`; `caption`: `required`, `too_long`, `identity`.
pub fn caption(kind: &str, typed: &str) -> Result<(TextKind, String), FieldErrors> {
    let mut errors = FieldErrors::default();
    let found = TextKind::from_code(kind);
    if found.is_none() {
        errors.push("text_kind", if kind.is_empty() { "required" } else { "choice" });
    }
    let caption = words("caption", typed, NAME_MAX, &mut errors);
    without_identity("caption", &caption, &mut errors);
    match found {
        Some(kind) => errors.or((kind, caption)),
        None => Err(errors),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFICE: &str = "0198c0de-0000-7000-8000-000000000001";

    #[test]
    fn a_party_is_an_agency_or_somebody_by_name() {
        let form = |agency: &str, name: &str| PartyForm {
            agency: agency.into(),
            name: name.into(),
            role: "pihak kedua".into(),
        };
        let party = |agency, name| Party::parse(&form(agency, name));
        assert!(matches!(party(OFFICE, "").unwrap().who, Whose::Agency(_)));
        assert_eq!(party("", "Yayasan Contoh").unwrap().who, Whose::Other("Yayasan Contoh".into()));
        for (agency, name, field, code) in [
            ("", " ", "agency", "required"),
            ("x", "", "agency", "choice"),
            (OFFICE, "Yayasan", "name", "both"),
            ("", "Ibu 3603011203980001", "name", "identity"),
        ] {
            assert_eq!(party(agency, name).unwrap_err().of(field), Some(code), "{agency} {name}");
        }
    }

    #[test]
    fn a_text_says_what_it_is() {
        assert_eq!(caption("signed", " Naskah ").unwrap(), (TextKind::Signed, "Naskah".into()));
        let errors = caption("", "").unwrap_err();
        assert_eq!(
            (errors.of("text_kind"), errors.of("caption")),
            (Some("required"), Some("required"))
        );
    }

    #[test]
    fn codes_come_back_as_what_they_were() {
        assert!(Relation::ALL.iter().all(|one| Relation::from_code(one.code()) == Some(*one)));
        assert!(TextKind::ALL.iter().all(|one| TextKind::from_code(one.code()) == Some(*one)));
    }
}
