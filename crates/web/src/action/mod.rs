//! `/tindak-lanjut`: what offices do by a day, and what shows that it is done.

mod index;
mod show;
pub mod words;

use app::Act;
use domain::id::ActionId;

use crate::{Guard, Routes};

/// The list.
pub const HOME: &str = "/tindak-lanjut";

/// The page of an action.
pub fn href(id: ActionId) -> String {
    format!("{HOME}/{id}")
}

/// Routes of actions.
pub fn routes() -> Routes {
    let view = Guard::Act(Act::ActionView);
    Routes::new()
        .get(HOME, view, index::index)
        .get("/tindak-lanjut/{id}", view, show::show)
        .upload("/tindak-lanjut/{id}/kabar", Guard::Act(Act::ActionReport), show::take)
        .upload("/tindak-lanjut/{id}/putusan", Guard::Act(Act::ActionManage), show::take)
}
