//! `/surat`: letters from draft to signed paper, and the archive in which they are found again.

pub mod address;
mod edit;
mod index;
mod invite;
mod numbering;
mod paper;
mod preview;
mod show;
mod steps;
pub mod words;

use app::Act;

use crate::{Guard, Routes};
use address::{HOME, NEW, NUMBERING, REGISTER};

/// Routes of letters.
pub fn routes() -> Routes {
    let view = Guard::Act(Act::LetterView);
    let manage = Guard::Act(Act::LetterManage);
    let print = Guard::Act(Act::LetterPrint);
    Routes::new()
        .get(HOME, view, index::index)
        .get(REGISTER, print, paper::register)
        .get(NEW, manage, edit::new)
        .post(NEW, manage, edit::create)
        .get(NUMBERING, manage, numbering::index)
        .get("/surat/penomoran/{kind}", manage, numbering::edit)
        .post("/surat/penomoran/{kind}", manage, numbering::update)
        .get("/surat/rapat/{meeting}", view, invite::show)
        .post("/surat/rapat/{meeting}", manage, invite::create)
        .get("/surat/{id}", view, show::show)
        .get("/surat/{id}/ubah", manage, edit::edit)
        .post("/surat/{id}/ubah", manage, edit::update)
        .get("/surat/{id}/surat.pdf", print, paper::paper)
        .post("/surat/{id}/nomor", manage, steps::number)
        .post("/surat/{id}/koreksi", manage, steps::correct)
        .upload("/surat/{id}/tanda-tangan", manage, steps::sign)
        .post("/surat/{id}/batal", manage, steps::end)
}
