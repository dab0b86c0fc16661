//! Where the pages of actions are.

use domain::id::ActionId;

/// The list.
pub const HOME: &str = "/tindak-lanjut";

/// Something that the leadership asks for.
pub const DISPOSE: &str = "/tindak-lanjut/disposisi";

/// The page of an action.
pub fn href(id: ActionId) -> String {
    format!("{HOME}/{id}")
}
