//! `/tindak-lanjut`: what offices do by a day, and what shows that it is done.

pub mod address;
mod index;
mod show;
pub mod words;

use app::Act;

use crate::{Guard, Routes};
use address::HOME;

/// Routes of actions.
pub fn routes() -> Routes {
    let view = Guard::Act(Act::ActionView);
    Routes::new()
        .get(HOME, view, index::index)
        .get("/tindak-lanjut/{id}", view, show::show)
        .upload("/tindak-lanjut/{id}/kabar", Guard::Act(Act::ActionReport), show::take)
        .upload("/tindak-lanjut/{id}/putusan", Guard::Act(Act::ActionManage), show::take)
}
