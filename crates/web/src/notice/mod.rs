//! `/pemberitahuan`: what one was told, by which way, and why it has not arrived.

pub mod address;
mod index;
mod log;
mod mail;
mod offices;
pub mod words;

use app::Act;

use crate::{Guard, Routes};
use address::{HOME, LOG, MAIL, OFFICES};

/// Routes of notices.
pub fn routes() -> Routes {
    let view = Guard::Act(Act::NoticeView);
    let manage = Guard::Act(Act::NoticeManage);
    Routes::new()
        .get(HOME, view, index::index)
        .post("/pemberitahuan/dibaca", view, index::read_all)
        .get(MAIL, view, mail::edit)
        .post(MAIL, view, mail::update)
        .get(LOG, manage, log::index)
        .post("/pemberitahuan/pengiriman/{id}/lagi", manage, log::again)
        .get(OFFICES, manage, offices::edit)
        .post(OFFICES, manage, offices::update)
        .get("/pemberitahuan/{id}", view, index::open)
}
