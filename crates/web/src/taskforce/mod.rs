//! `/gugus-tugas`: the body, its terms, who sits where, the printed list.

mod print;
mod seat;
mod show;
mod term;
pub(crate) mod words;

use app::Act;
use domain::time::{Date, parse_date};

use crate::{Ctx, Guard, Routes};

/// Address of the task force.
const PATH: &str = "/gugus-tugas";

/// Routes of the task force.
pub fn routes() -> Routes {
    let view = Guard::Act(Act::TaskforceView);
    let edit = Guard::Act(Act::TaskforceEdit);
    Routes::new()
        .get("/gugus-tugas", view, show::show)
        .get("/gugus-tugas/daftar.pdf", Guard::Act(Act::TaskforcePrint), print::list)
        .get("/gugus-tugas/masa-tugas/baru", edit, term::new)
        .post("/gugus-tugas/masa-tugas/baru", edit, term::open)
        .get("/gugus-tugas/masa-tugas/{id}/tutup", edit, term::closing)
        .post("/gugus-tugas/masa-tugas/{id}/tutup", edit, term::close)
        .get("/gugus-tugas/kedudukan/baru", edit, seat::new)
        .post("/gugus-tugas/kedudukan/baru", edit, seat::create)
        .get("/gugus-tugas/kedudukan/{id}", edit, seat::assigning)
        .post("/gugus-tugas/kedudukan/{id}", edit, seat::assign)
}

/// The day that `?tanggal=` asks for, else today.
fn asked_day(ctx: &Ctx) -> Date {
    ctx.query("tanggal").and_then(|day| parse_date(&day)).unwrap_or(ctx.today())
}
