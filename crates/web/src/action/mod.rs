//! `/tindak-lanjut`: what offices do by a day, and what shows that it is done.

pub mod address;
pub(crate) mod dispose;
mod index;
pub(crate) mod questions;
mod show;
pub mod words;

use app::Act;

use crate::{Guard, Routes};
use address::{DISPOSE, HOME};

/// Routes of actions.
pub fn routes() -> Routes {
    let view = Guard::Act(Act::ActionView);
    Routes::new()
        .get(HOME, view, index::index)
        .get(DISPOSE, Guard::Act(Act::ActionDispose), dispose::new)
        .upload(DISPOSE, Guard::Act(Act::ActionDispose), dispose::create)
        .get("/tindak-lanjut/{id}", view, show::show)
        .upload("/tindak-lanjut/{id}/kabar", Guard::Act(Act::ActionReport), show::take)
        .upload("/tindak-lanjut/{id}/putusan", Guard::Act(Act::ActionManage), show::take)
}
