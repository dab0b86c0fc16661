//! `/sosialisasi`: orders to pass a message on, down to each village, and what came back.

pub mod address;
pub mod beside;
mod edit;
mod form;
mod index;
mod paper;
mod place;
mod report;
mod show;
pub mod words;

use app::Act;

use crate::{Guard, Routes};
use address::{HOME, NEW};

/// Routes of outreach.
pub fn routes() -> Routes {
    let view = Guard::Act(Act::OutreachView);
    let manage = Guard::Act(Act::OutreachManage);
    let report = Guard::Act(Act::OutreachReport);
    let print = Guard::Act(Act::OutreachPrint);
    Routes::new()
        .get(HOME, view, index::index)
        .get(NEW, manage, edit::new)
        .post(NEW, manage, edit::create)
        .get("/sosialisasi/{id}", view, show::show)
        .get("/sosialisasi/{id}/ubah", manage, edit::edit)
        .post("/sosialisasi/{id}/ubah", manage, edit::update)
        .post("/sosialisasi/{id}/langkah", manage, show::step)
        .get("/sosialisasi/{id}/perintah.pdf", print, paper::order)
        .get("/sosialisasi/{id}/rekap.csv", print, paper::csv)
        .get("/sosialisasi/{id}/{region}", view, place::show)
        .post("/sosialisasi/{id}/{region}/terima", report, place::acknowledge)
        .get("/sosialisasi/{id}/{region}/lapor", report, report::new)
        .upload("/sosialisasi/{id}/{region}/lapor", report, report::send)
}
