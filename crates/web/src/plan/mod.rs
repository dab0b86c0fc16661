//! `/rad`: the action plan. The matrix, the record of a row, reporting, verifying, what is red.

pub(crate) mod address;
pub(crate) mod chart;
mod evidence;
mod import;
pub(crate) mod matrix;
mod record;
mod red;
mod report;
mod verify;
pub(crate) mod words;

use std::sync::Arc;

use app::Act;

use crate::{Ctx, Guard, Routes};

/// Routes of the plan.
pub fn routes() -> Routes {
    let report = Guard::Act(Act::RealisationReport);
    let verify = Guard::Act(Act::RealisationVerify);
    let import = Guard::Act(Act::PlanImport);
    let drawn = Arc::new(matrix::Drawn::default());
    Routes::new()
        .get("/rad", Guard::Act(Act::PlanView), move |ctx: Ctx| matrix::index(ctx, drawn.clone()))
        .get("/rad/merah", Guard::Act(Act::PlanView), red::index)
        .get("/rad/{indicator}", Guard::Act(Act::PlanView), record::show)
        .get("/rad/impor", import, import::new)
        .upload("/rad/impor", import, import::preview)
        .get("/rad/impor/{id}", import, import::show)
        .post("/rad/impor/{id}", import, import::confirm)
        .get("/rad/impor/{id}/keraguan.csv", import, import::doubts)
        .get("/rad/lapor", report, report::index)
        .get("/rad/lapor/{indicator}", report, report::form::show)
        .upload("/rad/lapor/{indicator}", report, report::form::send)
        .get("/rad/lapor/{indicator}/terkirim", report, report::sent::show)
        .upload("/rad/lapor/{indicator}/bukti", report, report::sent::attach)
        .get("/rad/verifikasi", verify, verify::index)
        .post("/rad/verifikasi/{realisation}", verify, verify::verify)
        .post("/rad/verifikasi/{realisation}/kembalikan", verify, verify::give_back)
}
