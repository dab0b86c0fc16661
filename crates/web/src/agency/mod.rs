//! `/pengaturan/instansi`: agencies with their offices, holders and desks; `/pengaturan/kelompok`:
//! named groups of them.

mod desk;
mod edit;
mod group;
mod index;
mod merge;
mod office;
mod record;
pub(crate) mod words;

use app::Act;
use domain::id::AgencyId;

use crate::{Guard, Routes};

/// Routes of agencies and groups.
pub fn routes() -> Routes {
    let view = Guard::Act(Act::AgencyView);
    let edit = Guard::Act(Act::AgencyEdit);
    Routes::new()
        .get("/pengaturan/instansi", view, index::show)
        .get("/pengaturan/instansi/baru", edit, edit::new)
        .post("/pengaturan/instansi/baru", edit, edit::create)
        .get("/pengaturan/instansi/{id}", view, record::show)
        .post("/pengaturan/instansi/{id}/persetujuan", edit, record::approve)
        .get("/pengaturan/instansi/{id}/ubah", edit, edit::edit)
        .post("/pengaturan/instansi/{id}/ubah", edit, edit::update)
        .get("/pengaturan/instansi/{id}/gabung", Guard::Act(Act::PlanEdit), merge::show)
        .post("/pengaturan/instansi/{id}/gabung", Guard::Act(Act::PlanEdit), merge::merge)
        .get("/pengaturan/instansi/{id}/jabatan/baru", edit, office::new)
        .post("/pengaturan/instansi/{id}/jabatan/baru", edit, office::create)
        .get("/pengaturan/instansi/{id}/meja/baru", edit, desk::new)
        .post("/pengaturan/instansi/{id}/meja/baru", edit, desk::create)
        .get("/pengaturan/jabatan/{id}/pejabat", edit, office::holder)
        .post("/pengaturan/jabatan/{id}/pejabat", edit, office::set_holder)
        .post("/pengaturan/jabatan/{id}/kosongkan", edit, office::vacate)
        .post("/pengaturan/meja/{id}/keadaan", edit, desk::set_active)
        .get("/pengaturan/kelompok", view, group::index)
        .get("/pengaturan/kelompok/baru", edit, group::new)
        .post("/pengaturan/kelompok/baru", edit, group::create)
        .get("/pengaturan/kelompok/{id}/ubah", edit, group::edit)
        .post("/pengaturan/kelompok/{id}/ubah", edit, group::update)
}

/// Address of an agency's record.
pub(crate) fn href(id: AgencyId) -> String {
    format!("/pengaturan/instansi/{id}")
}
