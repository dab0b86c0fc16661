//! `/rad`: the action plan. The matrix, the record of a row, reporting, verifying, what is red; the
//! life of a plan from proposals to its end evaluation.

pub(crate) mod address;
mod amend;
mod beside;
pub(crate) mod chart;
mod counting;
mod drafting;
mod ending;
mod evidence;
mod export;
mod filling;
mod import;
mod leads;
mod life;
mod link;
mod located;
mod matched;
pub(crate) mod matrix;
mod national;
pub(crate) mod paper;
mod proposal;
mod record;
mod red;
mod report;
mod sheet;
mod silent;
mod trend;
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
    let view = Guard::Act(Act::PlanView);
    let edit = Guard::Act(Act::PlanEdit);
    let propose = Guard::Act(Act::PlanPropose);
    let meet = Guard::Act(Act::MeetingView);
    let drawn = Arc::new(matrix::Drawn::default());
    Routes::new()
        .get("/rad", view, move |ctx: Ctx| matrix::index(ctx, drawn.clone()))
        .get("/rad/merah", view, red::index)
        .get("/rad/{indicator}", view, record::show)
        .get("/rad/impor", import, import::new)
        .upload("/rad/impor", import, import::preview)
        .post("/rad/impor/{id}/batalkan", import, import::take_back)
        .get("/rad/padanan", import, matched::index)
        .post("/rad/padanan", import, matched::settle)
        .get("/rad/impor/{id}", import, import::show)
        .post("/rad/impor/{id}", import, import::confirm)
        .get("/rad/impor/{id}/keraguan.csv", import, import::doubts)
        .get("/rad/matriks.xlsx", Guard::Act(Act::PlanPrint), export::workbook)
        .get("/rad/matriks.csv", Guard::Act(Act::PlanPrint), export::csv)
        .get("/rad/dak.xlsx", Guard::Act(Act::PlanPrint), export::dak)
        .get("/rad/matriks.pdf", Guard::Act(Act::PlanPrint), export::paper)
        .get("/rad/lokasi", view, located::index)
        .get("/rad/lokasi/{code}", view, located::show)
        .get("/rad/tren", view, trend::show)
        .get("/rad/nasional", view, national::show)
        .get("/rad/instansi/{id}", view, sheet::show)
        .get("/rad/instansi/{id}/lembar.pdf", Guard::Act(Act::PlanPrint), paper::agency)
        .get("/rad/laporan.pdf", Guard::Act(Act::PlanPrint), paper::checkpoint)
        .get("/rad/rencana/{years}/evaluasi.pdf", Guard::Act(Act::PlanPrint), paper::ending)
        .get("/rad/semua", view, life::index)
        .get("/rad/banding", view, beside::show)
        .get("/rad/rencana/baru", edit, life::new::show)
        .post("/rad/rencana/baru", edit, life::new::create)
        .get("/rad/rencana/{years}", view, life::show)
        .post("/rad/rencana/{years}/langkah", Guard::Act(Act::PlanAgree), life::step)
        .post("/rad/rencana/{years}/titik", edit, life::scheme::set)
        .get("/rad/rencana/{years}/peraturan", edit, life::regulation::show)
        .post("/rad/rencana/{years}/peraturan", edit, life::regulation::enact)
        .get("/rad/rencana/{years}/perubahan", edit, amend::new)
        .post("/rad/rencana/{years}/perubahan", edit, amend::create)
        .get("/rad/rencana/{years}/baris", edit, amend::new_row)
        .post("/rad/rencana/{years}/baris", edit, amend::add_row)
        .get("/rad/rencana/{years}/usulan", view, proposal::index)
        .get("/rad/rencana/{years}/usulan/baru", propose, proposal::form::new)
        .post("/rad/rencana/{years}/usulan/baru", propose, proposal::form::create)
        .get("/rad/usulan/{id}", view, proposal::show)
        .get("/rad/usulan/{id}/ubah", propose, proposal::form::edit)
        .post("/rad/usulan/{id}/ubah", propose, proposal::form::update)
        .post("/rad/usulan/{id}/tarik", propose, proposal::withdraw)
        .post("/rad/usulan/{id}/putuskan", edit, proposal::decide_it)
        .get("/rapat/{id}/usulan", meet, drafting::index)
        .get("/rapat/{id}/usulan/{proposal}", meet, drafting::show)
        .post("/rapat/{id}/usulan/{proposal}", edit, drafting::settle)
        .get("/rad/rencana/{years}/evaluasi", view, ending::index)
        .get("/rad/evaluasi/{indicator}", view, ending::show)
        .post("/rad/evaluasi/{indicator}", edit, ending::evaluate)
        .post("/rad/lanjutan/{indicator}", edit, ending::carry_it)
        .get("/rad/{indicator}/target", edit, amend::targets)
        .post("/rad/{indicator}/target", edit, amend::want)
        .get("/rad/{indicator}/hitung", edit, counting::show)
        .post("/rad/{indicator}/hitung", edit, counting::change)
        .post("/rad/{indicator}/keluarkan", edit, amend::take_out)
        .get("/rad/isian.xlsx", Guard::SignedIn, filling::sheet)
        .get("/rad/isian", Guard::SignedIn, filling::new)
        .upload("/rad/isian", Guard::SignedIn, filling::preview)
        .get("/rad/isian/{id}", Guard::SignedIn, filling::show)
        .post("/rad/isian/{id}", Guard::SignedIn, filling::confirm)
        .get("/rad/belum-lapor", verify, silent::index)
        .get("/rad/belum-lapor.csv", verify, silent::csv)
        .get("/rad/tautan", Guard::Act(Act::LinkIssue), link::index)
        .post("/rad/tautan", Guard::Act(Act::LinkIssue), link::issue)
        .post("/rad/tautan/{id}/cabut", Guard::Act(Act::LinkIssue), link::revoke)
        .get("/isi/{token}", Guard::Link, report::index)
        .get("/isi/{token}/{indicator}", Guard::Link, report::form::show)
        .upload("/isi/{token}/{indicator}", Guard::Link, report::form::send)
        .get("/isi/{token}/{indicator}/terkirim", Guard::Link, report::sent::show)
        .upload("/isi/{token}/{indicator}/bukti", Guard::Link, report::sent::attach)
        .get("/rad/lapor", report, report::index)
        .get("/rad/lapor/{indicator}", report, report::form::show)
        .upload("/rad/lapor/{indicator}", report, report::form::send)
        .get("/rad/lapor/{indicator}/terkirim", report, report::sent::show)
        .upload("/rad/lapor/{indicator}/bukti", report, report::sent::attach)
        .get("/rad/persetujuan", Guard::Act(Act::RealisationApprove), verify::approvals)
        .post(
            "/rad/persetujuan/{realisation}",
            Guard::Act(Act::RealisationApprove),
            verify::approve,
        )
        .post(
            "/rad/persetujuan/{realisation}/kembalikan",
            Guard::Act(Act::RealisationApprove),
            verify::disapprove,
        )
        .get("/rad/verifikasi", verify, verify::index)
        .post("/rad/verifikasi/{realisation}", verify, verify::verify)
        .post("/rad/verifikasi/{realisation}/kembalikan", verify, verify::give_back)
}
