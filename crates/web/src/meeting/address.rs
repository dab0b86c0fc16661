//! Where the pages of meetings are.

use domain::id::{ItemId, MeetingId};

/// The list.
pub const HOME: &str = "/rapat";
/// A new meeting.
pub const NEW: &str = "/rapat/baru";
/// What an office wants to be spoken of.
pub const WISH: &str = "/rapat/usul";
/// The door, where a code is typed.
pub const DOOR: &str = "/hadir";

/// An invitation that is answered by link.
pub const LINK: &str = "/undangan";

/// The page of a meeting.
pub fn href(id: MeetingId) -> String {
    format!("{HOME}/{id}")
}

/// The table of a meeting that draws up the plan.
pub fn drafting_href(id: MeetingId) -> String {
    format!("{HOME}/{id}/usulan")
}

/// The minutes of a meeting, at one of its items.
pub fn minutes_href(id: MeetingId, item: Option<ItemId>) -> String {
    let place = item.map_or_else(String::new, |item| format!("#p-{item}"));
    format!("{HOME}/{id}/notula{place}")
}
