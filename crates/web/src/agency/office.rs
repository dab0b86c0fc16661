//! Offices of an agency and who holds them.

use app::{
    Error,
    agency::{self, OfficeView},
};
use axum::{extract::Path, response::Response};
use domain::{
    agency::{Agency, HolderDraft, HolderForm, HolderKind, OfficeDraft},
    field::FieldErrors,
    id::{AgencyId, OfficeId},
    time::parse_date,
};
use maud::{Markup, html};
use text::Lang;

use super::{href, words};
use crate::{
    Ctx, Fault, Posted,
    forms::{Refusal, again, id_in, saved},
    labels,
    ui::{self, Button, Column, Frame, Row, Table, field, form},
};

/// The form for a new office.
pub async fn new(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    let record = agency::show(ctx.app(), ctx.actor()?, id_in(&id)?, ctx.today()).await?;
    let first = record.offices.is_empty();
    Ok(new_page(&ctx, &record.agency, ("", first), &Refusal::none()))
}

/// Adds an office.
pub async fn create(ctx: Ctx, Path(id): Path<String>, typed: Posted) -> Result<Response, Fault> {
    let id: AgencyId = id_in(&id)?;
    let values = (typed.get("title"), typed.get("is_head") == "1");
    let made = match OfficeDraft::parse(values.0, values.1) {
        Ok(draft) => {
            agency::add_office(ctx.app(), ctx.actor()?, id, draft, ctx.today()).await.map(|_| ())
        }
        Err(errors) => Err(Error::Invalid(errors)),
    };
    let Err(error) = made else { return Ok(saved(&href(id))) };
    let refusal = Refusal::of(error)?;
    let record = agency::show(ctx.app(), ctx.actor()?, id, ctx.today()).await?;
    Ok(again(new_page(&ctx, &record.agency, values, &refusal)))
}

fn new_page(ctx: &Ctx, of: &Agency, (title, is_head): (&str, bool), refusal: &Refusal) -> Markup {
    let lang = ctx.lang;
    let frame = frame(ctx, lang.agency_office_new(), of, refusal);
    let form = form(&frame, format!("{}/jabatan/baru", href(of.id)))
        .field(
            field::text("title")
                .label(lang.agency_office_title())
                .help(lang.agency_office_title_help())
                .value(title)
                .required(),
        )
        .field(field::checkbox("is_head").label(lang.agency_office_head()).value(if is_head {
            "1"
        } else {
            ""
        }))
        .problem(labels::name_rule(lang, refusal.rule))
        .errors(&refusal.errors)
        .submit(lang.agency_office_new())
        .button(Button::link(of.short_name.as_str(), href(of.id)).quiet());
    ui::page(&frame, html! { (form) })
}

/// A page below an agency.
fn frame<'a>(ctx: &'a Ctx, title: &'a str, of: &'a Agency, refusal: &Refusal) -> Frame<'a> {
    ctx.frame(title)
        .crumb(ctx.lang.agency_title(), "/pengaturan/instansi")
        .crumb(of.short_name.as_str(), href(of.id))
        .troubled(refusal.is_some())
}

/// The form that appoints a holder, with everyone who held the office before.
pub async fn holder(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    let (of, view) = agency::office_view(ctx.app(), ctx.actor()?, id_in(&id)?, ctx.today()).await?;
    let empty = HolderForm {
        kind: HolderKind::Definitive.code().to_owned(),
        from: ctx.today().to_string(),
        ..HolderForm::default()
    };
    Ok(holder_page(&ctx, &of, &view, &empty, &Refusal::none()))
}

/// Appoints a holder.
pub async fn set_holder(
    ctx: Ctx,
    Path(id): Path<String>,
    typed: Posted,
) -> Result<Response, Fault> {
    let id: OfficeId = id_in(&id)?;
    let form = typed_holder(&typed);
    let made = match HolderDraft::parse(&form) {
        Ok(draft) => {
            agency::set_holder(ctx.app(), ctx.actor()?, id, draft, ctx.today()).await.map(|_| ())
        }
        Err(errors) => Err(Error::Invalid(errors)),
    };
    let (of, view) = agency::office_view(ctx.app(), ctx.actor()?, id, ctx.today()).await?;
    let Err(error) = made else { return Ok(saved(&href(of.id))) };
    let refusal = Refusal::of(error)?;
    Ok(again(holder_page(&ctx, &of, &view, &form, &refusal)))
}

fn typed_holder(typed: &Posted) -> HolderForm {
    let get = |name| typed.get(name).to_owned();
    HolderForm {
        name: get("name"),
        rank: get("rank"),
        nip: get("nip"),
        kind: get("kind"),
        from: get("from"),
        until: get("until"),
    }
}

/// Leaves an office vacant after a day.
pub async fn vacate(ctx: Ctx, Path(id): Path<String>, typed: Posted) -> Result<Response, Fault> {
    let id: OfficeId = id_in(&id)?;
    let (of, view) = agency::office_view(ctx.app(), ctx.actor()?, id, ctx.today()).await?;
    let Some(last) = parse_date(typed.get("last").trim()) else {
        let mut errors = FieldErrors::default();
        errors.push("last", if typed.get("last").trim().is_empty() { "required" } else { "date" });
        let refusal = Refusal { errors, rule: None };
        let empty = HolderForm::default();
        return Ok(again(holder_page(&ctx, &of, &view, &empty, &refusal)));
    };
    agency::vacate(ctx.app(), ctx.actor()?, id, last).await?;
    Ok(saved(&href(of.id)))
}

fn holder_page(
    ctx: &Ctx,
    of: &Agency,
    view: &OfficeView,
    typed: &HolderForm,
    refusal: &Refusal,
) -> Markup {
    let lang = ctx.lang;
    let frame = frame(ctx, &view.office.title, of, refusal).lead(lang.agency_holder_set_lead());
    let action = format!("/pengaturan/jabatan/{}/pejabat", view.office.id);
    let appoint =
        holder_fields(lang, form(&frame, action).heading(lang.agency_holder_set()), typed)
            .field(nip_field(lang, typed, &refusal.errors))
            .problem(labels::name_rule(lang, refusal.rule))
            .errors(&refusal.errors)
            .submit(lang.agency_holder_set())
            .button(Button::link(of.short_name.as_str(), href(of.id)).quiet());
    let open = view.holders.iter().any(|holder| holder.tenure.until.is_none());
    let vacate = form(&frame, format!("/pengaturan/jabatan/{}/kosongkan", view.office.id))
        .heading(lang.agency_vacate())
        .slot(html! { p { (lang.agency_vacate_lead()) } })
        .field(field::date("last").label(lang.agency_vacate_last()).required())
        .errors(&refusal.errors)
        .button(Button::submit(lang.agency_vacate()).grave());
    ui::page(
        &frame,
        html! {
            (history(lang, view))
            (appoint)
            @if open { (vacate) }
        },
    )
}

fn holder_fields<'a>(lang: Lang, form: ui::Form<'a>, typed: &'a HolderForm) -> ui::Form<'a> {
    let kinds = HolderKind::ALL.map(|kind| field::choice(kind.code(), words::holding(lang, kind)));
    form.field(
        field::text("name")
            .label(lang.agency_holder_name())
            .help(lang.agency_holder_name_help())
            .value(&typed.name)
            .required(),
    )
    .field(
        field::radio("kind", kinds.to_vec())
            .label(lang.agency_holder_kind())
            .value(&typed.kind)
            .required(),
    )
    .field(field::date("from").label(lang.agency_holder_from()).value(&typed.from).required())
    .field(
        field::date("until")
            .label(lang.agency_holder_until())
            .help(lang.agency_holder_until_help())
            .value(&typed.until),
    )
    .field(
        field::text("rank")
            .label(lang.agency_holder_rank())
            .help(lang.agency_holder_rank_help())
            .value(&typed.rank),
    )
}

fn nip_field<'a>(lang: Lang, typed: &'a HolderForm, errors: &FieldErrors) -> ui::Field<'a> {
    field::text("nip")
        .label(lang.agency_holder_nip())
        .help(lang.agency_holder_nip_help())
        .value(&typed.nip)
        .error(words::nip(lang, errors))
}

fn history(lang: Lang, view: &OfficeView) -> Markup {
    if view.holders.is_empty() {
        return html! { p { (words::vacant(lang)) } };
    }
    let columns = vec![Column::text(lang.agency_holder()), Column::text(lang.agency_holder_from())];
    let rows = view.holders.iter().map(|holder| {
        Row::new(words::person(lang, holder)).cell(html! { (words::span(lang, holder.tenure)) })
    });
    html! { (Table::new(lang.agency_holder_history(), columns).rows(rows)) }
}
