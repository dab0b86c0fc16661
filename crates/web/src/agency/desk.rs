//! Desks of an agency.

use app::{Error, agency};
use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    agency::{Agency, DeskKind},
    field::FieldErrors,
    id::{AgencyId, DeskId},
};
use maud::{Markup, html};

use super::{href, words};
use crate::{
    Ctx, Fault, Posted,
    forms::{Refusal, again, id_in, saved},
    labels,
    ui::{self, Button, field, form},
};

/// The form for a new desk.
pub async fn new(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    let record = agency::show(ctx.app(), ctx.actor()?, id_in(&id)?, ctx.today()).await?;
    let first = (DeskKind::Intake.code(), "");
    Ok(page(&ctx, &record.agency, first, &Refusal::none()))
}

/// Adds a desk.
pub async fn create(ctx: Ctx, Path(id): Path<String>, typed: Posted) -> Result<Response, Fault> {
    let id: AgencyId = id_in(&id)?;
    let (kind, name) = (typed.get("kind"), typed.get("name"));
    let made = match DeskKind::from_code(kind) {
        Some(kind) => {
            let today = ctx.today();
            agency::add_desk(ctx.app(), ctx.actor()?, id, kind, name, today).await.map(|_| ())
        }
        None => Err(unknown_kind()),
    };
    let Err(error) = made else { return Ok(saved(&href(id))) };
    let refusal = Refusal::of(error)?;
    let record = agency::show(ctx.app(), ctx.actor()?, id, ctx.today()).await?;
    Ok(again(page(&ctx, &record.agency, (kind, name), &refusal)))
}

fn unknown_kind() -> Error {
    let mut errors = FieldErrors::default();
    errors.push("kind", "choice");
    Error::Invalid(errors)
}

fn page(ctx: &Ctx, of: &Agency, (kind, name): (&str, &str), refusal: &Refusal) -> Markup {
    let lang = ctx.lang;
    let frame = ctx
        .frame(lang.agency_desk_new())
        .lead(lang.agency_desk_help())
        .crumb(lang.agency_title(), "/pengaturan/instansi")
        .crumb(of.short_name.as_str(), href(of.id))
        .troubled(refusal.is_some());
    let kinds = DeskKind::ALL.map(|kind| field::choice(kind.code(), words::desk(lang, kind)));
    let form = form(&frame, format!("{}/meja/baru", href(of.id)))
        .field(field::text("name").label(lang.agency_desk_name()).value(name).required())
        .field(
            field::select("kind", kinds.to_vec())
                .label(lang.agency_desk_kind())
                .value(kind)
                .required(),
        )
        .problem(labels::name_rule(lang, refusal.rule))
        .errors(&refusal.errors)
        .submit(lang.agency_desk_new())
        .button(Button::link(of.short_name.as_str(), href(of.id)).quiet());
    ui::page(&frame, html! { (form) })
}

/// Opens or closes a desk.
pub async fn set_active(
    ctx: Ctx,
    Path(id): Path<String>,
    _typed: Posted,
) -> Result<Response, Fault> {
    let id: DeskId = id_in(&id)?;
    let open = match ctx.query("ke").as_deref() {
        Some("buka") => true,
        Some("tutup") => false,
        _ => return Err(Fault::not_found()),
    };
    agency::set_desk_active(ctx.app(), ctx.actor()?, id, open).await?;
    let back: Option<AgencyId> = ctx.query("instansi").and_then(|id| id.parse().ok());
    Ok(match back {
        Some(id) => saved(&href(id)),
        None => Redirect::to("/pengaturan/instansi").into_response(),
    })
}
