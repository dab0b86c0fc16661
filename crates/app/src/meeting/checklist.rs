//! What the accounts ask for of a meeting, what of it is there, and what is missing.

use domain::meeting::{Sort, Stage};
use text::Lang;

use super::{Folder, view::Show};

/// What the accounts ask for of a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Piece {
    /// The letter that invited.
    Invitation,
    /// The list of those present.
    Attendance,
    /// The minutes.
    Minutes,
    /// The official record.
    Record,
    /// The report on the activity.
    Activity,
    /// Photos.
    Photos,
    /// Materials, and other files.
    Materials,
}

impl Piece {
    /// Every piece, in the order of the bundle.
    pub const ALL: [Self; 7] = [
        Self::Invitation,
        Self::Attendance,
        Self::Minutes,
        Self::Record,
        Self::Activity,
        Self::Photos,
        Self::Materials,
    ];
}

/// How a piece stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The signed scan is there.
    Signed,
    /// It can be printed; nobody brought it back signed.
    Unsigned,
    /// It can be printed, and is not approved yet.
    Draft,
    /// So many files.
    There(usize),
    /// Missing.
    Missing,
}

/// How each piece stands. Whoever may not read the minutes yet sees what they may see.
pub fn checklist(show: &Show, folder: &Folder, has_letter: bool) -> Vec<(Piece, Standing)> {
    let count = |sort: Sort| folder.files.iter().filter(|one| one.draft.sort == sort).count();
    let files = |number: usize| match number {
        0 => Standing::Missing,
        number => Standing::There(number),
    };
    let signed =
        |sort: Sort, else_: Standing| if count(sort) > 0 { Standing::Signed } else { else_ };
    let when = |there: bool, standing: Standing| if there { standing } else { Standing::Missing };
    let minutes = match show.row.stage {
        Stage::Approved | Stage::Locked => Standing::Unsigned,
        stage => when(stage.has_begun() && show.is_readable(), Standing::Draft),
    };
    let standing = |piece: Piece| match piece {
        Piece::Invitation => when(has_letter, Standing::There(1)),
        Piece::Attendance => {
            signed(Sort::Attendance, when(!show.attendees.is_empty(), Standing::Unsigned))
        }
        Piece::Minutes => signed(Sort::Minutes, minutes),
        Piece::Record => signed(Sort::Record, when(folder.record.is_some(), Standing::Unsigned)),
        Piece::Activity => when(show.row.stage.has_begun(), Standing::Unsigned),
        Piece::Photos => files(count(Sort::Photo)),
        Piece::Materials => files(count(Sort::Material) + count(Sort::Other)),
    };
    Piece::ALL.into_iter().map(|piece| (piece, standing(piece))).collect()
}

/// What a piece is called.
pub const fn piece_name(lang: Lang, piece: Piece) -> &'static str {
    match piece {
        Piece::Invitation => lang.meeting_paper_piece_invitation(),
        Piece::Attendance => lang.meeting_paper_piece_attendance(),
        Piece::Minutes => lang.meeting_paper_piece_minutes(),
        Piece::Record => lang.meeting_paper_piece_record(),
        Piece::Activity => lang.meeting_paper_piece_activity(),
        Piece::Photos => lang.meeting_paper_piece_photos(),
        Piece::Materials => lang.meeting_paper_piece_materials(),
    }
}

/// How it stands, in words.
pub fn standing_words(lang: Lang, standing: Standing) -> String {
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    match standing {
        Standing::Signed => lang.meeting_paper_standing_signed().to_owned(),
        Standing::Unsigned => lang.meeting_paper_standing_unsigned().to_owned(),
        Standing::Draft => lang.meeting_paper_standing_draft().to_owned(),
        Standing::There(files) => {
            lang.meeting_paper_standing_there(count(files), lang.number(count(files)))
        }
        Standing::Missing => lang.meeting_paper_standing_missing().to_owned(),
    }
}
