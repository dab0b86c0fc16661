//! `/produk-hukum`: the register of legal instruments, from the draft to what ends them.

pub mod address;
mod edit;
mod fields;
mod index;
mod paper;
mod show;
mod step;
mod text;
mod tie;
pub mod touch;
pub mod words;

use app::Act;

use crate::{Guard, Routes};
use address::{CSV, HOME, NEW, PAPER};

/// Routes of legal instruments.
pub fn routes() -> Routes {
    let view = Guard::Act(Act::InstrumentView);
    let manage = Guard::Act(Act::InstrumentManage);
    let print = Guard::Act(Act::InstrumentPrint);
    Routes::new()
        .get(HOME, view, index::index)
        .get(NEW, manage, edit::new)
        .post(NEW, manage, edit::create)
        .get(PAPER, print, paper::register)
        .get(CSV, print, paper::csv)
        .get("/produk-hukum/{id}", view, show::show)
        .get("/produk-hukum/{id}/ubah", manage, edit::edit)
        .post("/produk-hukum/{id}/ubah", manage, edit::update)
        .get("/produk-hukum/{id}/langkah/{step}", manage, step::show)
        .post("/produk-hukum/{id}/langkah/{step}", manage, step::take)
        .get("/produk-hukum/{id}/naskah", manage, text::new)
        .upload("/produk-hukum/{id}/naskah", manage, text::attach)
        .get("/produk-hukum/{id}/kaitan", manage, tie::show)
        .post("/produk-hukum/{id}/pihak", manage, tie::party)
        .post("/produk-hukum/{id}/baris", manage, tie::row)
        .post("/produk-hukum/{id}/hubungan", manage, tie::relation)
        .post("/produk-hukum/{id}/lepas", manage, tie::detach)
}
