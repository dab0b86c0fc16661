//! Where the pages of letters are.

use domain::{
    id::{LetterId, MeetingId},
    letter::Kind,
};

/// The archive.
pub const HOME: &str = "/surat";
/// A new letter.
pub const NEW: &str = "/surat/baru";
/// How each kind is numbered.
pub const NUMBERING: &str = "/surat/penomoran";
/// The register as a file.
pub const REGISTER: &str = "/surat/buku-agenda.csv";

/// The page of a letter.
pub fn href(id: LetterId) -> String {
    format!("{HOME}/{id}")
}

/// The letter that invites to a meeting, or the way to make it.
pub fn of_meeting(id: MeetingId) -> String {
    format!("{HOME}/rapat/{id}")
}

/// How a kind is numbered.
pub fn numbering(kind: Kind) -> String {
    format!("{NUMBERING}/{}", kind.code())
}
