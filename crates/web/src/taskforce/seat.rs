//! Adding seats and giving them to offices.

use app::{
    Error,
    taskforce::{self, SeatDraft, SeatRecord, TermView},
};
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    field::FieldErrors,
    id::{OfficeId, SeatId, SubTaskForceId},
    taskforce::Layer,
    time::{Date, parse_date},
};
use maud::{Markup, html};
use report::membership::layer_words;
use text::Lang;

use super::{PATH, words};
use crate::{
    Ctx, Fault, Posted,
    agency::words::span,
    forms::{Refusal, again, id_in, saved},
    labels,
    ui::{self, Button, Column, Notice, Row, Table, Tone, cell, field, form},
};

/// The form that gives a seat to an office.
pub async fn assigning(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    let record = taskforce::seat(ctx.app(), ctx.actor()?, id_in(&id)?).await?;
    let from = ctx.today().to_string();
    assign_page(&ctx, &record, ("", &from), &Refusal::none(), false).await
}

/// Gives a seat to an office.
pub async fn assign(ctx: Ctx, Path(id): Path<String>, typed: Posted) -> Result<Response, Fault> {
    let id: SeatId = id_in(&id)?;
    let values = (typed.get("office"), typed.get("from"));
    let done = match picked(values.0, values.1) {
        Ok((office, from)) => {
            let version = typed.version();
            taskforce::assign_seat(ctx.app(), ctx.actor()?, id, version, office, from).await
        }
        Err(errors) => Err(Error::Invalid(errors)),
    };
    let Err(error) = done else { return Ok(saved(PATH)) };
    let record = taskforce::seat(ctx.app(), ctx.actor()?, id).await?;
    if matches!(error, Error::Conflict) {
        let page = assign_page(&ctx, &record, values, &Refusal::none(), true).await?;
        return Ok((StatusCode::CONFLICT, page).into_response());
    }
    let refusal = Refusal::of(error)?;
    Ok(again(assign_page(&ctx, &record, values, &refusal, false).await?))
}

/// Office and first day as typed.
fn picked(office: &str, from: &str) -> Result<(OfficeId, Date), FieldErrors> {
    let mut errors = FieldErrors::default();
    let id = office.parse().ok();
    if id.is_none() {
        errors.push("office", if office.is_empty() { "required" } else { "choice" });
    }
    let day = parse_date(from.trim());
    if day.is_none() {
        errors.push("from", if from.trim().is_empty() { "required" } else { "date" });
    }
    id.zip(day).ok_or(errors)
}

async fn assign_page(
    ctx: &Ctx,
    record: &SeatRecord,
    (office, from): (&str, &str),
    refusal: &Refusal,
    stale: bool,
) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let offices = offices(ctx).await?;
    let name = words::seat(lang, &record.seat);
    let title = match &record.sub {
        Some(sub) => format!("{name}, {}", words::sub(lang, sub)),
        None => lang.taskforce_seat_of(name, record.term.years()),
    };
    let frame = ctx
        .frame(title)
        .lead(lang.taskforce_seat_assign_lead())
        .crumb(lang.taskforce_title(), PATH)
        .notice(stale.then(|| Notice::new(Tone::Stop, lang.taskforce_stale())))
        .troubled(refusal.is_some() || stale);
    let form = form(&frame, format!("{PATH}/kedudukan/{}", record.seat.id))
        .version(record.term.version)
        .field(
            field::select("office", offices)
                .label(lang.taskforce_seat_office())
                .value(office)
                .required(),
        )
        .field(field::date("from").label(lang.taskforce_seat_from()).value(from).required())
        .problem(refusal.rule.map(|code| labels::rule(lang, code)))
        .errors(&refusal.errors)
        .submit(lang.taskforce_seat_assign())
        .button(Button::link(lang.taskforce_title(), PATH).quiet());
    Ok(ui::page(&frame, html! { (history(lang, record)) (form) }))
}

/// Every office that can be chosen, by agency.
async fn offices(ctx: &Ctx) -> Result<Vec<field::Choice<'static>>, Fault> {
    let lang = ctx.lang;
    let choices = taskforce::choices(ctx.app(), ctx.actor()?).await?;
    let words = choices.into_iter().map(|choice| {
        let words = lang.taskforce_agency_of(&choice.title, &choice.agency);
        field::choice(choice.id.to_string(), words)
    });
    Ok(words.collect())
}

fn history(lang: Lang, record: &SeatRecord) -> Markup {
    let columns =
        vec![Column::text(lang.taskforce_seat_office()), Column::text(lang.taskforce_seat_from())];
    let rows = record.given.iter().rev().map(|(given, office)| {
        let title = html! { (office.office.title) };
        Row::new(cell::lines(title, html! { (office.agency_short) }))
            .cell(html! { (span(lang, given.tenure)) })
    });
    html! {
        @if !record.given.is_empty() {
            (Table::new(lang.taskforce_seat_history(), columns).rows(rows))
        }
    }
}

/// What the form of a new seat holds.
#[derive(Debug, Default)]
struct Typed<'a> {
    layer: &'a str,
    sub: &'a str,
    office: &'a str,
    from: &'a str,
}

impl Typed<'_> {
    fn draft(&self) -> Result<SeatDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let layer = Layer::from_code(self.layer);
        if layer.is_none() {
            errors.push("layer", "choice");
        }
        let sub: Option<SubTaskForceId> = self.sub.parse().ok();
        if sub.is_none() && !self.sub.is_empty() {
            errors.push("sub", "choice");
        }
        let office = if self.office.is_empty() {
            None
        } else {
            match picked(self.office, self.from) {
                Ok(office) => Some(office),
                Err(wrong) => {
                    errors.0.extend(wrong.0);
                    None
                }
            }
        };
        errors.or(SeatDraft { layer: layer.unwrap_or(Layer::Member), sub, office })
    }
}

/// The form for a new seat in the term in force.
pub async fn new(ctx: Ctx) -> Result<Markup, Fault> {
    let from = ctx.today().to_string();
    let typed = Typed { layer: Layer::Member.code(), from: &from, ..Typed::default() };
    new_page(&ctx, &typed, &Refusal::none()).await
}

/// Adds a seat.
pub async fn create(ctx: Ctx, posted: Posted) -> Result<Response, Fault> {
    let typed = Typed {
        layer: posted.get("layer"),
        sub: posted.get("sub"),
        office: posted.get("office"),
        from: posted.get("from"),
    };
    let made = match typed.draft() {
        Ok(draft) => {
            let term = id_in(posted.get("term"))?;
            taskforce::add_seat(ctx.app(), ctx.actor()?, term, posted.version(), draft).await
        }
        Err(errors) => Err(Error::Invalid(errors)),
    };
    let Err(error) = made else { return Ok(saved(PATH)) };
    Ok(again(new_page(&ctx, &typed, &Refusal::of(error)?).await?))
}

/// The term in force today.
async fn running(ctx: &Ctx) -> Result<TermView, Fault> {
    let show = taskforce::show(ctx.app(), ctx.actor()?, ctx.today()).await?;
    show.term.ok_or_else(Fault::not_found)
}

async fn new_page(ctx: &Ctx, typed: &Typed<'_>, refusal: &Refusal) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let view = running(ctx).await?;
    let offices = offices(ctx).await?;
    let layers = Layer::ALL.map(|layer| field::choice(layer.code(), layer_words(lang, layer)));
    let subs = view.subs.iter().map(|sub| field::choice(sub.id.to_string(), words::sub(lang, sub)));
    let frame = ctx
        .frame(lang.taskforce_seat_new())
        .crumb(lang.taskforce_title(), PATH)
        .troubled(refusal.is_some());
    let form = form(&frame, "/gugus-tugas/kedudukan/baru")
        .version(view.term.version)
        .hidden("term", view.term.id.to_string())
        .field(
            field::select("layer", layers.to_vec())
                .label(lang.taskforce_seat_layer())
                .value(typed.layer)
                .required(),
        )
        .field(
            field::select("sub", subs.collect())
                .label(lang.taskforce_seat_sub())
                .help(lang.taskforce_seat_sub_help())
                .value(typed.sub),
        )
        .field(
            field::select("office", offices)
                .label(lang.taskforce_seat_office())
                .help(lang.taskforce_seat_office_help())
                .value(typed.office),
        )
        .field(field::date("from").label(lang.taskforce_seat_from()).value(typed.from))
        .problem(refusal.rule.map(|code| labels::rule(lang, code)))
        .errors(&refusal.errors)
        .submit(lang.taskforce_seat_save())
        .button(Button::link(lang.taskforce_title(), PATH).quiet());
    Ok(ui::page(&frame, html! { (form) }))
}
