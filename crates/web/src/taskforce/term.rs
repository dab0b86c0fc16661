//! Opening and closing a term.

use app::{Error, taskforce};
use axum::{extract::Path, response::Response};
use domain::{
    field::FieldErrors,
    id::TermId,
    taskforce::{Term, TermDraft, TermForm},
    time::parse_date,
};
use maud::{Markup, html};
use text::Lang;

use super::PATH;
use crate::{
    Ctx, Fault, Posted,
    forms::{Refusal, again, id_in, saved},
    labels,
    ui::{self, Button, field, form},
};

/// The form that opens a term.
pub async fn new(ctx: Ctx) -> Result<Markup, Fault> {
    Ok(new_page(&ctx, &TermForm::default(), &Refusal::none()))
}

/// Opens a term.
pub async fn open(ctx: Ctx, typed: Posted) -> Result<Response, Fault> {
    let get = |name| typed.get(name).to_owned();
    let form = TermForm {
        number: get("number"),
        signed_on: get("signed_on"),
        title: get("title"),
        from: get("from"),
        until: get("until"),
    };
    let opened = match TermDraft::parse(&form) {
        Ok(draft) => taskforce::open_term(ctx.app(), ctx.actor()?, draft).await,
        Err(errors) => Err(Error::Invalid(errors)),
    };
    match opened {
        Ok(_) => Ok(saved(PATH)),
        Err(error) => Ok(again(new_page(&ctx, &form, &Refusal::of(error)?))),
    }
}

fn new_page(ctx: &Ctx, typed: &TermForm, refusal: &Refusal) -> Markup {
    let lang = ctx.lang;
    let frame = ctx
        .frame(lang.taskforce_term_new())
        .lead(lang.taskforce_term_new_lead())
        .crumb(lang.taskforce_title(), PATH)
        .troubled(refusal.is_some());
    let form = fields(lang, form(&frame, "/gugus-tugas/masa-tugas/baru"), typed)
        .problem(refusal.rule.map(|code| labels::rule(lang, code)))
        .errors(&refusal.errors)
        .submit(lang.taskforce_term_open())
        .button(Button::link(lang.taskforce_title(), PATH).quiet());
    ui::page(&frame, html! { (form) })
}

fn fields<'a>(lang: Lang, form: ui::Form<'a>, typed: &'a TermForm) -> ui::Form<'a> {
    form.field(
        field::text("number")
            .label(lang.taskforce_term_number())
            .help(lang.taskforce_term_number_help())
            .value(&typed.number)
            .required(),
    )
    .field(
        field::date("signed_on")
            .label(lang.taskforce_term_signed_on())
            .value(&typed.signed_on)
            .required(),
    )
    .field(
        field::area("title", 2).label(lang.taskforce_term_title()).value(&typed.title).required(),
    )
    .field(field::date("from").label(lang.taskforce_term_from()).value(&typed.from).required())
    .field(field::date("until").label(lang.taskforce_term_until()).value(&typed.until).required())
}

/// The form that closes a term.
pub async fn closing(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    let term = term(&ctx, id_in(&id)?).await?;
    let last = term.valid.until.map_or(ctx.today(), |last| last.min(ctx.today()));
    Ok(close_page(&ctx, &term, &last.to_string(), &Refusal::none()))
}

/// Closes a term.
pub async fn close(ctx: Ctx, Path(id): Path<String>, typed: Posted) -> Result<Response, Fault> {
    let id: TermId = id_in(&id)?;
    let last = typed.get("last").trim();
    let done = match parse_date(last) {
        Some(day) => taskforce::close_term(ctx.app(), ctx.actor()?, id, typed.version(), day).await,
        None => Err(no_day(last)),
    };
    let Err(error) = done else { return Ok(saved(PATH)) };
    let refusal = Refusal::of(error)?;
    let term = term(&ctx, id).await?;
    Ok(again(close_page(&ctx, &term, last, &refusal)))
}

fn no_day(typed: &str) -> Error {
    let mut errors = FieldErrors::default();
    errors.push("last", if typed.is_empty() { "required" } else { "date" });
    Error::Invalid(errors)
}

async fn term(ctx: &Ctx, id: TermId) -> Result<Term, Fault> {
    let show = taskforce::show(ctx.app(), ctx.actor()?, ctx.today()).await?;
    show.terms.into_iter().find(|term| term.id == id).ok_or_else(Fault::not_found)
}

fn close_page(ctx: &Ctx, term: &Term, last: &str, refusal: &Refusal) -> Markup {
    let lang = ctx.lang;
    let frame = ctx
        .frame(lang.taskforce_term_close())
        .lead(lang.taskforce_term_close_lead())
        .crumb(lang.taskforce_title(), PATH)
        .crumb(lang.taskforce_term(term.years()), PATH)
        .troubled(refusal.is_some());
    let form = form(&frame, format!("{PATH}/masa-tugas/{}/tutup", term.id))
        .version(term.version)
        .field(field::date("last").label(lang.taskforce_term_close_last()).value(last).required())
        .problem(refusal.rule.map(|code| labels::rule(lang, code)))
        .errors(&refusal.errors)
        .button(Button::submit(lang.taskforce_term_close()).grave())
        .button(Button::link(lang.taskforce_title(), PATH).quiet());
    ui::page(&frame, html! { (form) })
}
