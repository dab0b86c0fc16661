//! `/rad`: the action plan. The matrix, the record of a row, reporting, verifying, what is red.

pub(crate) mod address;
pub(crate) mod chart;
mod evidence;
pub(crate) mod matrix;
mod record;
mod red;
mod report;
mod verify;
pub(crate) mod words;

use app::Act;

use crate::{Guard, Routes};

/// Routes of the plan.
pub fn routes() -> Routes {
    let report = Guard::Act(Act::RealisationReport);
    let verify = Guard::Act(Act::RealisationVerify);
    Routes::new()
        .get("/rad", Guard::Act(Act::PlanView), matrix::index)
        .get("/rad/merah", Guard::Act(Act::PlanView), red::index)
        .get("/rad/{indicator}", Guard::Act(Act::PlanView), record::show)
        .get("/rad/lapor", report, report::index)
        .get("/rad/lapor/{indicator}", report, report::form::show)
        .upload("/rad/lapor/{indicator}", report, report::form::send)
        .get("/rad/lapor/{indicator}/terkirim", report, report::sent::show)
        .upload("/rad/lapor/{indicator}/bukti", report, report::sent::attach)
        .get("/rad/verifikasi", verify, verify::index)
        .post("/rad/verifikasi/{realisation}", verify, verify::verify)
        .post("/rad/verifikasi/{realisation}/kembalikan", verify, verify::give_back)
}
