//! Legal instruments: regulations, decrees, circulars, procedures and agreements, from the draft to
//! being in force, and what ends them.

mod life;
mod need;
mod step;
mod tie;

pub use life::{Facts, Harmonised, Life, Published, Rule, Signed, Stage, Standing, Term};
pub use need::{BadNeed, Needs, Rules, SHIPPED, Warning};
pub use step::{Step, StepForm, Taken};
pub use tie::{PARTIES_MAX, Party, PartyForm, Relation, TEXTS_MAX, TextKind, Whose, caption};

use crate::{
    field::{FieldErrors, line, text},
    id::{AgencyId, PlanId, TermId},
    meeting::without_identity,
    time::{Date, parse_date},
};

/// Longest title, in characters; those of regulations are long.
pub const TITLE_MAX: usize = 500;
/// Longest summary, in characters.
const SUMMARY_MAX: usize = 4_000;
/// Years that an instrument can be of.
const YEARS: std::ops::RangeInclusive<i16> = 1945..=2199;

/// What kind of instrument it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Peraturan daerah.
    LocalLaw,
    /// Peraturan bupati.
    Regulation,
    /// Keputusan bupati, also of somebody to whom the Bupati gave the power (SK).
    Decree,
    /// Instruksi bupati.
    Instruction,
    /// Surat edaran.
    Circular,
    /// Peraturan desa.
    VillageRegulation,
    /// Standar operasional prosedur.
    Procedure,
    /// Nota kesepahaman (MoU).
    Memorandum,
    /// Perjanjian kerja sama.
    Agreement,
}

impl Kind {
    /// Every kind, in the order of a register.
    pub const ALL: [Self; 9] = [
        Self::LocalLaw,
        Self::Regulation,
        Self::Decree,
        Self::Instruction,
        Self::Circular,
        Self::VillageRegulation,
        Self::Procedure,
        Self::Memorandum,
        Self::Agreement,
    ];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::LocalLaw => "local_law",
            Self::Regulation => "regulation",
            Self::Decree => "decree",
            Self::Instruction => "instruction",
            Self::Circular => "circular",
            Self::VillageRegulation => "village_regulation",
            Self::Procedure => "procedure",
            Self::Memorandum => "memorandum",
            Self::Agreement => "agreement",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether it belongs to a village.
    pub const fn is_of_village(self) -> bool {
        matches!(self, Self::VillageRegulation)
    }

    /// Whether several agree on it, so that a number is one of each office and not of the region.
    const fn is_of_office(self) -> bool {
        matches!(self, Self::Procedure | Self::Memorandum | Self::Agreement)
    }

    /// What no second instrument may share: kind, number and year, within the place or the office
    /// that gives the number.
    pub fn twin_key(self, number: &str, year: i16, place: &str, agency: AgencyId) -> String {
        let number: String =
            number.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let office = if self.is_of_office() { agency.to_string() } else { String::new() };
        format!("{}|{number}|{year}|{place}|{office}", self.code())
    }
}

/// What of the task force rests on an instrument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Basis {
    /// It is the decree of a term.
    Term(TermId),
    /// It is the regulation of a plan.
    Plan(PlanId),
}

impl Basis {
    /// As a form sends it.
    pub fn code(self) -> String {
        match self {
            Self::Term(id) => format!("term:{id}"),
            Self::Plan(id) => format!("plan:{id}"),
        }
    }

    /// The basis with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        match code.split_once(':')? {
            ("term", id) => id.parse().ok().map(Self::Term),
            ("plan", id) => id.parse().ok().map(Self::Plan),
            _ => None,
        }
    }
}

/// An instrument as it is entered, checked. Where it belongs to is looked up apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its kind.
    pub kind: Kind,
    /// What it is about (tentang).
    pub title: String,
    /// The year it is meant for; once it is signed, the year of signing.
    pub year: i16,
    /// The office that drafts it or looks after it.
    pub agency: AgencyId,
    /// What of the task force rests on it.
    pub basis: Option<Basis>,
    /// What it says, in short; may be empty.
    pub summary: String,
    /// From when to when it holds.
    pub term: Term,
}

/// The form of an instrument; every field as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of `Draft`")]
pub struct Form {
    pub kind: String,
    pub title: String,
    pub year: String,
    pub agency: String,
    /// Name or code of the village or sub-district, looked up by the use case.
    pub place: String,
    pub basis: String,
    pub summary: String,
    pub from: String,
    pub until: String,
}

impl Draft {
    /// Checks a typed instrument.
    ///
    /// # Errors
    /// Per field: `required`, `too_long`, `choice`, `year`, `date`, `date_order`, `identity`.
    pub fn parse(form: &Form) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let kind = Kind::from_code(&form.kind);
        if kind.is_none() {
            errors.push("kind", if form.kind.is_empty() { "required" } else { "choice" });
        }
        let title = line("title", &form.title, TITLE_MAX, &mut errors);
        without_identity("title", &title, &mut errors);
        let year = form.year.trim().parse().ok().filter(|year| YEARS.contains(year));
        if year.is_none() {
            errors.push("year", if form.year.trim().is_empty() { "required" } else { "year" });
        }
        let agency = form.agency.parse().ok();
        if agency.is_none() {
            errors.push("agency", if form.agency.is_empty() { "required" } else { "choice" });
        }
        if kind.is_some_and(Kind::is_of_village) && form.place.trim().is_empty() {
            errors.push("place", "required");
        }
        let basis = Basis::from_code(&form.basis);
        if basis.is_none() && !form.basis.is_empty() {
            errors.push("basis", "choice");
        }
        let summary = text("summary", &form.summary, SUMMARY_MAX, &mut errors);
        without_identity("summary", &summary, &mut errors);
        let from = maybe_day("from", &form.from, &mut errors);
        let until = maybe_day("until", &form.until, &mut errors);
        if let (Some(from), Some(until)) = (from, until)
            && until < from
        {
            errors.push("until", "date_order");
        }
        let (Some(kind), Some(year), Some(agency)) = (kind, year, agency) else {
            return Err(errors);
        };
        let term = Term { from, until };
        errors.or(Self { kind, title, year, agency, basis, summary, term })
    }
}

/// A day that may be left out.
fn maybe_day(field: &'static str, typed: &str, errors: &mut FieldErrors) -> Option<Date> {
    let typed = typed.trim();
    let day = parse_date(typed);
    if day.is_none() && !typed.is_empty() {
        errors.push(field, "date");
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFICE: &str = "0198c0de-0000-7000-8000-000000000001";

    fn form() -> Form {
        Form {
            kind: "regulation".into(),
            title: "Rencana Aksi Daerah".into(),
            year: "2026".into(),
            agency: OFFICE.into(),
            ..Form::default()
        }
    }

    #[test]
    fn an_instrument_has_a_kind_a_title_a_year_and_an_office() {
        let draft = Draft::parse(&form()).unwrap();
        assert_eq!((draft.kind, draft.year, draft.basis), (Kind::Regulation, 2026, None));
        let errors = Draft::parse(&Form::default()).unwrap_err();
        for field in ["kind", "title", "year", "agency"] {
            assert_eq!(errors.of(field), Some("required"), "{field}");
        }
    }

    #[test]
    fn what_is_typed_wrong_is_named() {
        for (field, form, code) in [
            ("kind", Form { kind: "ukaz".into(), ..form() }, "choice"),
            ("title", Form { title: "x".repeat(TITLE_MAX + 1), ..form() }, "too_long"),
            ("title", Form { title: "NIK 3603011203980001".into(), ..form() }, "identity"),
            ("summary", Form { summary: "3603 0112 0398 0001".into(), ..form() }, "identity"),
            ("year", Form { year: "26".into(), ..form() }, "year"),
            ("year", Form { year: "dua ribu".into(), ..form() }, "year"),
            ("agency", Form { agency: "x".into(), ..form() }, "choice"),
            ("place", Form { kind: "village_regulation".into(), ..form() }, "required"),
            ("basis", Form { basis: "plan:x".into(), ..form() }, "choice"),
            ("from", Form { from: "2026-02-30".into(), ..form() }, "date"),
            (
                "until",
                Form { from: "2026-02-02".into(), until: "2026-02-01".into(), ..form() },
                "date_order",
            ),
        ] {
            assert_eq!(Draft::parse(&form).unwrap_err().of(field), Some(code), "{form:?}");
        }
        let one_day = Form { from: "2026-02-02".into(), until: "2026-02-02".into(), ..form() };
        assert!(Draft::parse(&one_day).is_ok());
    }

    #[test]
    fn codes_come_back_as_what_they_were() {
        assert!(Kind::ALL.iter().all(|kind| Kind::from_code(kind.code()) == Some(*kind)));
        let id = uuid::Uuid::from_u128(5);
        for basis in [Basis::Term(TermId(id)), Basis::Plan(PlanId(id))] {
            assert_eq!(Basis::from_code(&basis.code()), Some(basis));
        }
        assert_eq!(Basis::from_code("case:5"), None);
    }

    #[test]
    fn a_number_is_one_however_it_is_written_and_two_villages_may_share_it() {
        let (one, two) = (AgencyId(uuid::Uuid::from_u128(1)), AgencyId(uuid::Uuid::from_u128(2)));
        let key = |kind: Kind, number, place, agency| kind.twin_key(number, 2026, place, agency);
        assert_eq!(
            key(Kind::Regulation, "Nomor 12/A", "", one),
            key(Kind::Regulation, "nomor 12 a", "", two)
        );
        assert_ne!(
            key(Kind::VillageRegulation, "3", "a", one),
            key(Kind::VillageRegulation, "3", "b", one)
        );
        assert_ne!(key(Kind::Procedure, "3", "", one), key(Kind::Procedure, "3", "", two));
    }
}
