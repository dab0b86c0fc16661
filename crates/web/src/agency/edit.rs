//! The form of an agency.

use app::{
    Error,
    agency::{self, Record},
};
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    agency::{AgencyKind, Draft, Form},
    id::AgencyId,
};
use maud::{Markup, html};
use text::Lang;

use super::{href, words};
use crate::{
    Ctx, Fault, Posted,
    forms::{Refusal, again, id_in, saved},
    labels,
    ui::{self, Button, Words, both_sides, field, form},
};

const NEW: &str = "/pengaturan/instansi/baru";

/// The form for a new agency.
pub async fn new(ctx: Ctx) -> Result<Markup, Fault> {
    let form = Form { kind: AgencyKind::LocalOffice.code().to_owned(), ..Form::default() };
    page(&ctx, None, &form, &Refusal::none(), None).await
}

/// Makes an agency.
pub async fn create(ctx: Ctx, typed: Posted) -> Result<Response, Fault> {
    let form = typed_form(&typed);
    let made = match Draft::parse(&form) {
        Ok(draft) => agency::create(ctx.app(), ctx.actor()?, draft).await,
        Err(errors) => Err(Error::Invalid(errors)),
    };
    match made {
        Ok(id) => Ok(saved(&href(id))),
        Err(error) => {
            let refusal = Refusal::of(error)?;
            Ok(again(page(&ctx, None, &form, &refusal, None).await?))
        }
    }
}

/// The form of an agency as it is.
pub async fn edit(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    let record = agency::show(ctx.app(), ctx.actor()?, id_in(&id)?, ctx.today()).await?;
    let form = stored_form(&record);
    page(&ctx, Some(&record), &form, &Refusal::none(), None).await
}

/// Changes an agency; a stale form comes back with both sides.
pub async fn update(ctx: Ctx, Path(id): Path<String>, typed: Posted) -> Result<Response, Fault> {
    let id: AgencyId = id_in(&id)?;
    let form = typed_form(&typed);
    let done = match Draft::parse(&form) {
        Ok(draft) => agency::edit(ctx.app(), ctx.actor()?, id, typed.version(), draft).await,
        Err(errors) => Err(Error::Invalid(errors)),
    };
    let error = match done {
        Ok(()) => return Ok(saved(&href(id))),
        Err(error) => error,
    };
    let record = agency::show(ctx.app(), ctx.actor()?, id, ctx.today()).await?;
    if matches!(error, Error::Conflict) {
        let sides = sides(ctx.lang, &form, &stored_form(&record));
        let none = Refusal::none();
        let page = page(&ctx, Some(&record), &form, &none, Some(sides)).await?;
        return Ok((StatusCode::CONFLICT, page).into_response());
    }
    // The version stays that of the typed form: what was wrong may also be stale.
    let mut record = record;
    record.agency.version = typed.version();
    let refusal = Refusal::of(error)?;
    Ok(again(page(&ctx, Some(&record), &form, &refusal, None).await?))
}

fn typed_form(typed: &Posted) -> Form {
    let get = |name| typed.get(name).to_owned();
    Form {
        kind: get("kind"),
        full_name: get("full_name"),
        short_name: get("short_name"),
        aliases: get("aliases"),
        region: get("region"),
        parent: get("parent"),
        closed_on: get("closed_on"),
    }
}

fn stored_form(record: &Record) -> Form {
    let agency = &record.agency;
    Form {
        kind: agency.kind.code().to_owned(),
        full_name: agency.full_name.clone(),
        short_name: agency.short_name.clone(),
        aliases: record.aliases.join("\n"),
        region: agency.region.clone().unwrap_or_default(),
        parent: agency.parent.map(|id| id.to_string()).unwrap_or_default(),
        closed_on: agency.closed_on.map(|day| day.to_string()).unwrap_or_default(),
    }
}

/// Field by field what was typed and what somebody else stored meanwhile.
fn sides(lang: Lang, typed: &Form, stored: &Form) -> Markup {
    let kind = |code: &str| AgencyKind::from_code(code).map_or("", |one| words::kind(lang, one));
    let rows: Vec<(Words<'_>, Words<'_>, Words<'_>)> = [
        (lang.agency_kind(), kind(&typed.kind), kind(&stored.kind)),
        (lang.agency_full_name(), &typed.full_name, &stored.full_name),
        (lang.agency_short_name(), &typed.short_name, &stored.short_name),
        (lang.agency_aliases(), &typed.aliases, &stored.aliases),
        (lang.agency_region(), &typed.region, &stored.region),
        (lang.agency_closed_on(), &typed.closed_on, &stored.closed_on),
    ]
    .into_iter()
    .map(|(label, typed, stored)| (label.into(), typed.into(), stored.into()))
    .collect();
    both_sides(lang, &rows)
}

/// The form; `sides` stands above it after a stale edit.
async fn page(
    ctx: &Ctx,
    record: Option<&Record>,
    typed: &Form,
    refusal: &Refusal,
    sides: Option<Markup>,
) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let own = record.map(|record| record.agency.id);
    let parents = agency::choices(ctx.app(), ctx.actor()?).await?;
    let parents = std::iter::once(field::choice("", lang.agency_parent_none())).chain(
        parents
            .into_iter()
            .filter(|(id, _)| Some(*id) != own)
            .map(|(id, name)| field::choice(id.to_string(), name)),
    );
    let title = if own.is_some() { lang.agency_edit() } else { lang.agency_new() };
    let mut frame = ctx
        .frame(title)
        .crumb(lang.agency_title(), "/pengaturan/instansi")
        .troubled(refusal.is_some());
    if let Some(record) = record {
        frame = frame.crumb(record.agency.short_name.clone(), href(record.agency.id));
    }
    let action = own.map_or_else(|| NEW.to_owned(), |id| format!("{}/ubah", href(id)));
    let back = own.map_or_else(|| "/pengaturan/instansi".to_owned(), href);
    let mut form = fields(lang, form(&frame, action), typed, parents.collect())
        .problem(labels::name_rule(lang, refusal.rule))
        .errors(&refusal.errors)
        .submit(if own.is_some() { lang.agency_save() } else { lang.agency_create() })
        .button(Button::link(lang.agency_title(), back).quiet());
    if let Some(record) = record {
        form = form.version(record.agency.version);
    }
    Ok(ui::page(&frame, html! { @if let Some(sides) = sides { (sides) } (form) }))
}

fn fields<'a>(
    lang: Lang,
    form: ui::Form<'a>,
    typed: &'a Form,
    parents: Vec<field::Choice<'a>>,
) -> ui::Form<'a> {
    let kinds = AgencyKind::ALL.map(|kind| field::choice(kind.code(), words::kind(lang, kind)));
    form.field(
        field::text("full_name")
            .label(lang.agency_full_name())
            .help(lang.agency_full_name_help())
            .value(&typed.full_name)
            .required(),
    )
    .field(
        field::text("short_name")
            .label(lang.agency_short_name())
            .help(lang.agency_short_name_help())
            .value(&typed.short_name)
            .required(),
    )
    .field(
        field::select("kind", kinds.to_vec())
            .label(lang.agency_kind())
            .value(&typed.kind)
            .required(),
    )
    .field(
        field::area("aliases", 4)
            .label(lang.agency_aliases())
            .help(lang.agency_aliases_help())
            .value(&typed.aliases),
    )
    .field(
        field::text("region")
            .label(lang.agency_region())
            .help(lang.agency_region_help())
            .value(&typed.region),
    )
    .field(field::select("parent", parents).label(lang.agency_parent()).value(&typed.parent))
    .field(
        field::date("closed_on")
            .label(lang.agency_closed_on())
            .help(lang.agency_closed_on_help())
            .value(&typed.closed_on),
    )
}
