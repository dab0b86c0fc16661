//! Papers that a meeting ends in beside its minutes: the official record that parties sign (berita
//! acara), and the report on the activity for the accounts (laporan kegiatan).

use super::{NOTE_MAX, Stage, TITLE_MAX, minutes::without_identity, stage::Rule};
use crate::{
    field::{FieldErrors, text},
    id::AgencyId,
};

/// Most parties of one official record.
pub const PARTIES_MAX: usize = 40;
/// Most witnesses of one.
pub const WITNESSES_MAX: usize = 6;
/// Most points of one.
const POINTS_MAX: usize = 60;
/// Longest text of all points, in characters.
const TEXT_MAX: usize = 20_000;
/// Longest number, name and title, in characters.
const NAME_MAX: usize = 120;
/// Longest part of a report, in characters.
const PART_MAX: usize = 6_000;

/// Why nothing is done with a paper of a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PaperRule {
    /// What holds for the meeting itself.
    #[error(transparent)]
    Meeting(#[from] Rule),
    /// People have not sat together yet.
    #[error("the meeting has not begun")]
    NotBegun,
    /// The meeting has as many files as it can have.
    #[error("the meeting has all files it can have")]
    Full,
    /// Its files together are too large.
    #[error("the files of the meeting are too large together")]
    Heavy,
    /// An office adds material, and nothing else.
    #[error("an office adds material")]
    NotMaterial,
    /// An office adds material until the meeting is over.
    #[error("the meeting is over")]
    TooLate,
    /// The file was struck off already.
    #[error("the file was struck off")]
    Struck,
    /// A case conference gives no pledges.
    #[error("no pledges are given here")]
    NoPledges,
    /// A pledge that was judged is not taken out.
    #[error("the pledge was judged")]
    Judged,
    /// Pledges of a meeting are looked at in a later one, while it is held or written down.
    #[error("the pledge is not looked at in that meeting")]
    NotThere,
}

impl PaperRule {
    /// Stable code; `text` has its sentence.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Meeting(rule) => rule.code(),
            Self::NotBegun => "meeting.not_begun",
            Self::Full => "meeting.files_full",
            Self::Heavy => "meeting.files_heavy",
            Self::NotMaterial => "meeting.not_material",
            Self::TooLate => "meeting.too_late",
            Self::Struck => "meeting.struck",
            Self::NoPledges => "meeting.no_pledges",
            Self::Judged => "meeting.judged",
            Self::NotThere => "meeting.not_there",
        }
    }
}

/// Somebody who signs an official record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signed {
    /// Name with titles; empty leaves a line to write on.
    pub name: String,
    /// Position; may be empty.
    pub title: String,
}

/// An office that is party to an official record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// The office.
    pub agency: AgencyId,
    /// Who signs for it.
    pub signed: Signed,
}

/// An official record, checked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecordDraft {
    /// Its number; empty where none was given yet.
    pub number: String,
    /// What was agreed, point by point.
    pub points: Vec<String>,
    /// Who agreed, in the order of signing.
    pub parties: Vec<Party>,
    /// Who saw it.
    pub witnesses: Vec<Signed>,
}

/// A line of the form for somebody who signs; every field as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SignedForm {
    /// The office; nothing for a witness.
    pub agency: String,
    /// Name.
    pub name: String,
    /// Position.
    pub title: String,
}

impl SignedForm {
    /// Whether nothing was typed.
    pub fn is_blank(&self) -> bool {
        [&self.agency, &self.name, &self.title].iter().all(|typed| typed.trim().is_empty())
    }
}

/// The form of an official record; every field as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecordForm {
    /// Number.
    pub number: String,
    /// A point per paragraph.
    pub points: String,
    /// Lines of parties; blank ones are left out.
    pub parties: Vec<SignedForm>,
    /// Lines of witnesses; blank ones are left out.
    pub witnesses: Vec<SignedForm>,
}

impl RecordDraft {
    /// Checks a typed record.
    ///
    /// # Errors
    /// On `number` and `points`: `required`, `too_long`, `too_many`, `identity`. On `parties`: `few`
    /// below two, `too_many`, `agency` where a line names no office, `twice` where two lines are the
    /// same, `too_long`, `identity`. On `witnesses`: `name` for a title alone, and the same.
    pub fn parse(form: &RecordForm) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let number = line("number", &form.number, &mut errors);
        let typed = text("points", &form.points, TEXT_MAX, &mut errors);
        without_identity("points", &typed, &mut errors);
        let points = points(&typed);
        if points.is_empty() && errors.of("points").is_none() {
            errors.push("points", "required");
        }
        if points.len() > POINTS_MAX {
            errors.push("points", "too_many");
        }
        let parties = parties(&form.parties, &mut errors);
        let witnesses = witnesses(&form.witnesses, &mut errors);
        errors.or(Self { number, points, parties, witnesses })
    }
}

/// The points of a text: a line each, without the number that people type before it.
fn points(text: &str) -> Vec<String> {
    text.lines().map(unnumbered).filter(|point| !point.is_empty()).map(str::to_owned).collect()
}

fn unnumbered(line: &str) -> &str {
    let line = line.trim();
    let rest = line.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let marks = line.len() - rest.len();
    match rest.strip_prefix(['.', ')']).filter(|rest| rest.starts_with(' ')) {
        Some(rest) if (1..=2).contains(&marks) => rest.trim(),
        _ => line,
    }
}

fn line(field: &'static str, typed: &str, errors: &mut FieldErrors) -> String {
    let typed = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let typed = text(field, &typed, NAME_MAX, errors);
    without_identity(field, &typed, errors);
    typed
}

fn parties(forms: &[SignedForm], errors: &mut FieldErrors) -> Vec<Party> {
    let mut parties: Vec<Party> = Vec::new();
    for form in forms.iter().filter(|form| !form.is_blank()) {
        let signed = Signed {
            name: line("parties", &form.name, errors),
            title: line("parties", &form.title, errors),
        };
        let Ok(agency) = form.agency.parse() else {
            errors.push("parties", "agency");
            continue;
        };
        let party = Party { agency, signed };
        if parties.contains(&party) {
            errors.push("parties", "twice");
        }
        parties.push(party);
    }
    if parties.len() < 2 && errors.of("parties").is_none() {
        errors.push("parties", "few");
    }
    if parties.len() > PARTIES_MAX {
        errors.push("parties", "too_many");
    }
    parties
}

fn witnesses(forms: &[SignedForm], errors: &mut FieldErrors) -> Vec<Signed> {
    let mut witnesses = Vec::new();
    for form in forms.iter().filter(|form| !form.is_blank()) {
        let signed = Signed {
            name: line("witnesses", &form.name, errors),
            title: line("witnesses", &form.title, errors),
        };
        if signed.name.is_empty() {
            errors.push("witnesses", "name");
        }
        witnesses.push(signed);
    }
    if witnesses.len() > WITNESSES_MAX {
        errors.push("witnesses", "too_many");
    }
    witnesses
}

/// Whether the official record may be written at this stage: a first one also once the minutes are
/// locked, for it only says what they say.
///
/// # Errors
/// `NotBegun` before people sat together, `Stage` for a meeting that was called off, `Locked` for
/// one that stands when the minutes are locked.
pub fn record_at(stage: Stage, is_first: bool) -> Result<(), PaperRule> {
    match stage {
        Stage::Planned => Err(PaperRule::NotBegun),
        Stage::Cancelled => Err(Rule::Stage.into()),
        Stage::Locked if !is_first => Err(Rule::Locked.into()),
        _ => Ok(()),
    }
}

/// What the secretariat adds to a report on a meeting, checked; all of it may be empty, for the
/// rest derives itself from what stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActivityDraft {
    /// What it was for.
    pub purpose: String,
    /// What came of it.
    pub results: String,
    /// What stood in the way.
    pub obstacles: String,
    /// What should follow.
    pub recommendations: String,
    /// From which budget, how much; as it stands in the accounts.
    pub budget: String,
}

/// The form of it; every field as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of `ActivityDraft`")]
pub struct ActivityForm {
    pub purpose: String,
    pub results: String,
    pub obstacles: String,
    pub recommendations: String,
    pub budget: String,
}

impl ActivityDraft {
    /// Checks what was typed.
    ///
    /// # Errors
    /// Per field: `too_long`, `identity`.
    pub fn parse(form: &ActivityForm) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let mut part = |field, typed: &str, max| {
            let said = text(field, typed, max, &mut errors);
            without_identity(field, &said, &mut errors);
            said
        };
        let draft = Self {
            purpose: part("purpose", &form.purpose, NOTE_MAX),
            results: part("results", &form.results, PART_MAX),
            obstacles: part("obstacles", &form.obstacles, PART_MAX),
            recommendations: part("recommendations", &form.recommendations, PART_MAX),
            budget: part("budget", &form.budget, TITLE_MAX),
        };
        errors.or(draft)
    }
}

/// Whether a report may be written at this stage: from when people sat together, and also of a
/// locked meeting, for the accounts are closed later than the minutes.
///
/// # Errors
/// `NotBegun`, or `Stage` for a meeting that was called off.
pub const fn activity_at(stage: Stage) -> Result<(), PaperRule> {
    match stage {
        Stage::Planned => Err(PaperRule::NotBegun),
        Stage::Cancelled => Err(PaperRule::Meeting(Rule::Stage)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "00000000-0000-0000-0000-000000000001";
    const B: &str = "00000000-0000-0000-0000-000000000002";

    fn party(agency: &str, name: &str) -> SignedForm {
        SignedForm { agency: agency.into(), name: name.into(), title: String::new() }
    }

    fn form() -> RecordForm {
        RecordForm {
            number: " 400.2/12/2026 ".into(),
            points: "1. Menyusun RAD\n\n2) Rapat tiap tiga bulan\n12 desa didatangi\n2026. tahun"
                .into(),
            parties: vec![party(A, ""), SignedForm::default(), party(B, "Siti")],
            witnesses: vec![party("", "Budi"), SignedForm::default()],
        }
    }

    #[test]
    fn a_record_keeps_its_points_without_the_numbers_typed_before_them() {
        let draft = RecordDraft::parse(&form()).unwrap();
        assert_eq!(draft.number, "400.2/12/2026");
        assert_eq!(
            draft.points,
            ["Menyusun RAD", "Rapat tiap tiga bulan", "12 desa didatangi", "2026. tahun"]
        );
        assert_eq!(
            (draft.parties.len(), draft.witnesses.len()),
            (2, 1),
            "blank lines are no lines"
        );
        // What was read once is read the same again.
        let again = RecordForm { points: draft.points.join("\n"), ..form() };
        assert_eq!(RecordDraft::parse(&again).unwrap(), draft);
    }

    #[test]
    fn a_record_has_points_and_two_parties_that_are_offices() {
        for (form, field, code) in [
            (RecordForm { points: " \n".into(), ..form() }, "points", "required"),
            (RecordForm { points: "x\n".repeat(61), ..form() }, "points", "too_many"),
            (RecordForm { points: "NIK 3603011203980001".into(), ..form() }, "points", "identity"),
            (RecordForm { number: "x".repeat(121), ..form() }, "number", "too_long"),
            (RecordForm { parties: vec![party(A, "")], ..form() }, "parties", "few"),
            (RecordForm { parties: vec![party("", "Siti")], ..form() }, "parties", "agency"),
            (
                RecordForm { parties: vec![party(A, "S"), party(A, "S")], ..form() },
                "parties",
                "twice",
            ),
            (RecordForm { parties: vec![party(A, ""); 41], ..form() }, "parties", "twice"),
            (
                RecordForm {
                    witnesses: vec![SignedForm { title: "Camat".into(), ..SignedForm::default() }],
                    ..form()
                },
                "witnesses",
                "name",
            ),
            (RecordForm { witnesses: vec![party("", "B"); 7], ..form() }, "witnesses", "too_many"),
        ] {
            assert_eq!(RecordDraft::parse(&form).unwrap_err().of(field), Some(code), "{form:?}");
        }
    }

    #[test]
    fn a_record_is_written_while_the_meeting_can_still_be_and_a_report_after_it_too() {
        for stage in Stage::ALL {
            let open = matches!(
                stage,
                Stage::Running | Stage::Draft | Stage::Circulating | Stage::Approved
            );
            assert_eq!(record_at(stage, false).is_ok(), open, "{stage:?}");
            assert_eq!(record_at(stage, true).is_ok(), stage.has_begun(), "{stage:?}");
            assert_eq!(activity_at(stage).is_ok(), stage.has_begun(), "{stage:?}");
        }
        assert_eq!(record_at(Stage::Planned, true), Err(PaperRule::NotBegun));
        assert_eq!(record_at(Stage::Locked, false).unwrap_err().code(), "meeting.locked");
    }

    #[test]
    fn a_report_may_say_nothing_and_names_nobody() {
        assert_eq!(ActivityDraft::parse(&ActivityForm::default()), Ok(ActivityDraft::default()));
        let named = ActivityForm { results: "3603011203980001".into(), ..ActivityForm::default() };
        assert_eq!(ActivityDraft::parse(&named).unwrap_err().of("results"), Some("identity"));
    }
}
