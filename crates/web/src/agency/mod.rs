//! `/pengaturan/instansi`: agencies with their offices, holders and desks; `/pengaturan/kelompok`:
//! named groups of them.

mod desk;
mod edit;
mod group;
mod index;
mod office;
mod record;
pub(crate) mod words;

use std::str::FromStr;

use app::{Act, Error};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{field::FieldErrors, id::AgencyId};
use maud::Markup;

use crate::{Fault, Guard, Routes};

/// Routes of agencies and groups.
pub fn routes() -> Routes {
    let view = Guard::Act(Act::AgencyView);
    let edit = Guard::Act(Act::AgencyEdit);
    Routes::new()
        .get("/pengaturan/instansi", view, index::show)
        .get("/pengaturan/instansi/baru", edit, edit::new)
        .post("/pengaturan/instansi/baru", edit, edit::create)
        .get("/pengaturan/instansi/{id}", view, record::show)
        .get("/pengaturan/instansi/{id}/ubah", edit, edit::edit)
        .post("/pengaturan/instansi/{id}/ubah", edit, edit::update)
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

/// The identifier in a path; anything else is a page that does not exist.
pub(crate) fn id_in<T: FromStr>(text: &str) -> Result<T, Fault> {
    text.parse().map_err(|_| Fault::not_found())
}

/// Address of an agency's record.
pub(crate) fn href(id: AgencyId) -> String {
    format!("/pengaturan/instansi/{id}")
}

/// On to `address`, where the page says that it is saved.
pub(crate) fn saved(address: &str) -> Response {
    Redirect::to(&format!("{address}?tersimpan=1")).into_response()
}

/// The form again with what was typed and what is wrong.
pub(crate) fn again(page: Markup) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

/// What a form can be answered with besides success: wrong fields, or a rule that refused.
pub(crate) struct Refusal {
    pub(crate) errors: FieldErrors,
    pub(crate) rule: Option<&'static str>,
}

impl Refusal {
    /// Nothing is wrong.
    pub(crate) fn none() -> Self {
        Self { errors: FieldErrors::default(), rule: None }
    }

    /// What the form can show of `error`; anything else is the fault of the request.
    pub(crate) fn of(error: Error) -> Result<Self, Fault> {
        match error {
            Error::Invalid(errors) => Ok(Self { errors, rule: None }),
            Error::Rule(rule) => Ok(Self { errors: FieldErrors::default(), rule: Some(rule) }),
            other => Err(other.into()),
        }
    }

    /// Whether something is wrong.
    pub(crate) fn is_some(&self) -> bool {
        self.rule.is_some() || !self.errors.0.is_empty()
    }
}
