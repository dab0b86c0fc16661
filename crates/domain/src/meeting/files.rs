//! What belongs to a meeting as a file: materials, photos, and papers that came back signed.

use super::{Stage, minutes::without_identity, paper::PaperRule, stage::Rule};
use crate::{
    field::{FieldErrors, text, words},
    file::FileKind,
};

/// Most files of one meeting, those that were struck off not counted.
pub const FILES_MAX: usize = 80;
/// Most bytes of them together (120 MiB).
pub const FILES_SIZE: i64 = 120 * 1024 * 1024;
/// Longest caption, in characters.
const CAPTION_MAX: usize = 200;

/// What a file is to its meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// What was spoken from or handed out.
    Material,
    /// A picture of the meeting.
    Photo,
    /// The list of those present, signed by hand.
    Attendance,
    /// The minutes, signed.
    Minutes,
    /// The official record, signed by the parties.
    Record,
    /// Anything else; its caption says what.
    Other,
}

impl Sort {
    /// Every sort, in the order in which it is shown.
    pub const ALL: [Self; 6] =
        [Self::Attendance, Self::Minutes, Self::Record, Self::Material, Self::Photo, Self::Other];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Material => "material",
            Self::Photo => "photo",
            Self::Attendance => "attendance",
            Self::Minutes => "minutes",
            Self::Record => "record",
            Self::Other => "other",
        }
    }

    /// The sort with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.code() == code)
    }

    /// Whether it is a paper of the meeting that came back signed. Such a scan shows names and
    /// what was said, so it is seen by whoever may read the minutes.
    pub const fn is_signed(self) -> bool {
        matches!(self, Self::Attendance | Self::Minutes | Self::Record)
    }

    /// Whether the secretariat may add it, or strike it off, at this stage.
    ///
    /// # Errors
    /// `Stage` for a meeting that was called off, `NotBegun` for a signed paper before people sat
    /// together, `Locked` for anything but a signed paper once the minutes are locked.
    pub fn for_desk(self, stage: Stage) -> Result<(), PaperRule> {
        match stage {
            Stage::Cancelled => Err(Rule::Stage.into()),
            Stage::Planned if self.is_signed() => Err(PaperRule::NotBegun),
            Stage::Locked if !self.is_signed() => Err(Rule::Locked.into()),
            _ => Ok(()),
        }
    }

    /// Whether an office that takes part may add it, or strike its own off, at this stage.
    ///
    /// # Errors
    /// `NotMaterial` for anything but material, `TooLate` once the meeting is over.
    pub const fn for_office(self, stage: Stage) -> Result<(), PaperRule> {
        match (self, stage) {
            (Self::Material, Stage::Planned | Stage::Running) => Ok(()),
            (Self::Material, _) => Err(PaperRule::TooLate),
            _ => Err(PaperRule::NotMaterial),
        }
    }

    /// Why a file of this kind can't be it, as the code of a field.
    pub const fn refuses(self, kind: FileKind) -> Option<&'static str> {
        match self {
            Self::Photo if !kind.is_picture() => Some("not_picture"),
            Self::Attendance | Self::Minutes | Self::Record
                if !kind.is_picture() && !matches!(kind, FileKind::Pdf) =>
            {
                Some("not_scan")
            }
            _ => None,
        }
    }
}

/// What is said of a file, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileDraft {
    /// What it is.
    pub sort: Sort,
    /// What it shows; empty where its sort says enough.
    pub caption: String,
}

/// The form of a file; every field as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of `FileDraft`")]
pub struct FileForm {
    pub sort: String,
    pub caption: String,
}

impl FileDraft {
    /// Checks what is said of a file.
    ///
    /// # Errors
    /// Per field: `required`, `choice`, `too_long`, `identity`.
    pub fn parse(form: &FileForm) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let sort = Sort::from_code(&form.sort);
        if sort.is_none() {
            errors.push("sort", if form.sort.is_empty() { "required" } else { "choice" });
        }
        let sort = sort.unwrap_or(Sort::Other);
        let caption = if sort == Sort::Other && errors.0.is_empty() {
            words("caption", &form.caption, CAPTION_MAX, &mut errors)
        } else {
            text("caption", &form.caption, CAPTION_MAX, &mut errors)
        };
        // One line, as it stands under a picture and in a list.
        let caption = caption.split_whitespace().collect::<Vec<_>>().join(" ");
        without_identity("caption", &caption, &mut errors);
        errors.or(Self { sort, caption })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_the_lock_only_signed_papers_come_in() {
        for sort in Sort::ALL {
            assert_eq!(Sort::from_code(sort.code()), Some(sort));
            assert_eq!(sort.for_desk(Stage::Locked).is_ok(), sort.is_signed(), "{sort:?}");
            assert_eq!(sort.for_desk(Stage::Planned).is_ok(), !sort.is_signed(), "{sort:?}");
            assert!(sort.for_desk(Stage::Cancelled).is_err());
            for stage in [Stage::Running, Stage::Draft, Stage::Circulating, Stage::Approved] {
                assert!(sort.for_desk(stage).is_ok());
            }
        }
    }

    #[test]
    fn an_office_adds_material_and_nothing_else_until_the_meeting_is_over() {
        for stage in Stage::ALL {
            let open = matches!(stage, Stage::Planned | Stage::Running);
            assert_eq!(Sort::Material.for_office(stage).is_ok(), open, "{stage:?}");
            for sort in Sort::ALL.into_iter().filter(|sort| *sort != Sort::Material) {
                assert_eq!(sort.for_office(stage), Err(PaperRule::NotMaterial));
            }
        }
    }

    #[test]
    fn a_photo_is_a_picture_and_a_scan_a_picture_or_a_pdf() {
        assert_eq!(Sort::Photo.refuses(FileKind::Pdf), Some("not_picture"));
        assert_eq!(Sort::Photo.refuses(FileKind::Jpeg), None);
        assert_eq!(Sort::Record.refuses(FileKind::Docx), Some("not_scan"));
        assert_eq!(Sort::Attendance.refuses(FileKind::Pdf), None);
        assert_eq!(Sort::Material.refuses(FileKind::Csv), None);
    }

    #[test]
    fn what_is_nothing_else_says_what_it_is() {
        let form =
            |sort: &str, caption: &str| FileForm { sort: sort.into(), caption: caption.into() };
        assert_eq!(FileDraft::parse(&form("photo", "")).unwrap().caption, "");
        assert_eq!(
            FileDraft::parse(&form("photo", " Foto\nbersama ")).unwrap().caption,
            "Foto bersama"
        );
        for (form, field, code) in [
            (form("", ""), "sort", "required"),
            (form("pesta", ""), "sort", "choice"),
            (form("other", " "), "caption", "required"),
            (form("photo", &"x".repeat(201)), "caption", "too_long"),
            (form("photo", "NIK 3603011203980001"), "caption", "identity"),
        ] {
            assert_eq!(FileDraft::parse(&form).unwrap_err().of(field), Some(code), "{form:?}");
        }
    }
}
