//! `/rad/lapor`: what an agency has to report now, one card each, what was returned first. The same
//! pages stand under `/isi/{token}` for whoever holds a link.

pub mod form;
mod nihil;
pub mod sent;
mod typed;

use std::sync::Arc;

use app::{
    Actor, App, Error,
    plan::{
        Place,
        link::Holder,
        view::{DueList, DueRow, Matrix, Row},
    },
};
use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
};
use domain::{
    id::{AgencyId, IndicatorId},
    plan::{Ask, Checkpoint},
};
use maud::{Markup, html};
use text::Lang;

use super::{address, matrix, words};
use crate::{
    Ctx, Fault,
    ui::{self, Button, Empty, Frame, Notice, Tone, Words},
};

/// The agency of the actor, without which there is nothing to report.
///
/// # Errors
/// `NotFound` without one.
fn own_agency(actor: &Actor) -> Result<AgencyId, Error> {
    actor.agency.ok_or(Error::NotFound)
}

/// The part of an address that names a row, whatever stands before it.
#[derive(Debug)]
pub struct Indicator(String);

impl<S: Send + Sync> FromRequestParts<S> for Indicator {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        let params = RawPathParams::from_request_parts(parts, state).await;
        let params = params.map_err(|_| Fault::not_found())?;
        let found = params.iter().find(|(name, _)| *name == "indicator");
        found.map(|(_, text)| Self(text.to_owned())).ok_or_else(Fault::not_found)
    }
}

/// Where the pages of reporting stand: under the plan, or under the link in the address.
fn base(ctx: &Ctx) -> String {
    if ctx.guest.is_none() {
        return address::REPORT.to_owned();
    }
    ctx.place.path.split('/').take(3).collect::<Vec<_>>().join("/")
}

/// The frame of such a page.
fn frame<'a>(ctx: &'a Ctx, title: impl Into<Words<'a>>) -> Frame<'a> {
    ctx.frame(title).crumb(ctx.lang.plan_report_title(), base(ctx))
}

/// Such a page: whoever came by a link has no way to any other.
fn page(ctx: &Ctx, frame: &Frame, body: Markup) -> Markup {
    let Some(_) = &ctx.guest else { return ui::page(frame, body) };
    let back = html! {
        (body)
        p { a href=(base(ctx)) { (ctx.lang.plan_link_back()) } }
    };
    ui::bare(frame, if ctx.place.path == base(ctx) { body } else { back })
}

/// Whose report for what, from an address: without a checkpoint the one that is due first.
///
/// # Errors
/// `NotFound` where nothing is due and no checkpoint is named.
async fn place(ctx: &Ctx, indicator: &Indicator) -> Result<Place, Fault> {
    let actor = ctx.reporter()?;
    let indicator: IndicatorId = indicator.0.parse().map_err(|_| Error::NotFound)?;
    let agency = own_agency(actor)?;
    let checkpoint = match ctx.query("titik") {
        Some(text) => address::checkpoint(&text).ok_or(Error::NotFound)?,
        None => first_due(ctx.app(), actor, indicator).await?,
    };
    Ok(Place { indicator, agency, checkpoint })
}

async fn first_due(app: &App, actor: &Actor, indicator: IndicatorId) -> Result<Checkpoint, Error> {
    let list = app::plan::due(app, actor).await?;
    let due = list.rows.iter().find(|due| due.row.id == indicator);
    due.map(|due| due.head.checkpoint).ok_or(Error::NotFound)
}

/// A row that came back, with the reason.
struct Returned {
    due: DueRow,
    reason: String,
}

/// What is due from my agency now.
pub async fn index(ctx: Ctx) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let actor = ctx.reporter()?;
    let Some(agency) = actor.agency else { return Ok(no_agency(&ctx)) };
    let DueList { matrix, rows } = app::plan::due(ctx.app(), actor).await?;
    let Some(matrix) = matrix else {
        let frame = ctx.frame(lang.plan_report_title());
        return Ok(page(&ctx, &frame, matrix::no_plan(&ctx, &frame)));
    };
    let done = done(&matrix, &rows, agency);
    let (again, rows): (Vec<_>, Vec<_>) = rows.into_iter().partition(|due| due.ask == Ask::Again);
    let again = reasons(&ctx, again).await?;
    let (optional, asked): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|due| due.ask == Ask::Optional);
    let count = i64::try_from(again.len() + asked.len()).unwrap_or(i64::MAX);
    let mut frame = ctx.frame(lang.plan_report_title()).lead(lead(lang, &matrix, count));
    if ctx.guest.is_none() {
        let fill = Button::link(lang.plan_fill_link(), address::FILL).quiet();
        frame = frame.actions(ui::actions(&[fill]));
    }
    let base = base(&ctx);
    let body = html! {
        @if let Some(guest) = &ctx.guest { (who(lang, guest)) }
        @if count == 0 { (nothing_due(lang, &matrix, ctx.guest.is_some())) }
        div class="cards" {
            @for one in &again { (card(lang, &base, &one.due, Some(&one.reason))) }
            @for due in &asked { (card(lang, &base, due, None)) }
        }
        (more(lang, &base, &optional))
        (sent(lang, &base, &matrix, &done, ctx.guest.is_some()))
        @if count > 0 { (matrix::not_confirmed(lang, &matrix)) }
    };
    Ok(page(&ctx, &frame, body))
}

/// For whom a link reports, and until when.
fn who(lang: Lang, guest: &Holder) -> Markup {
    let until = lang.long_date(guest.zone.date(guest.expires_at));
    html! {
        p { b { (guest.agency) } " · " (guest.taskforce) }
        (Notice::new(Tone::Note, lang.plan_link_note(&guest.name, until)))
    }
}

/// The few rows that were returned are read one by one, for their reasons.
async fn reasons(ctx: &Ctx, rows: Vec<DueRow>) -> Result<Vec<Returned>, Fault> {
    let mut list = Vec::with_capacity(rows.len());
    for due in rows {
        let place =
            Place { indicator: due.row.id, agency: due.agency.id, checkpoint: due.head.checkpoint };
        let form = app::plan::report_form(ctx.app(), ctx.reporter()?, place).await?;
        let reason = form.head.map(|head| head.return_reason).unwrap_or_default();
        list.push(Returned { due, reason });
    }
    Ok(list)
}

/// Rows of this agency that were due at the judged checkpoint and are not asked for any more.
fn done(matrix: &Matrix, open: &[DueRow], agency: AgencyId) -> Vec<Arc<Row>> {
    let Some(at) = &matrix.at else { return Vec::new() };
    let asked = |row: &Row| {
        open.iter().any(|due| due.row.id == row.id && due.head.checkpoint == at.checkpoint)
    };
    let due = |row: &Row| row.now.as_ref().is_some_and(domain::plan::Cell::is_due);
    let own = matrix.rows.iter().filter(|row| row.lead.includes(agency));
    own.filter(|row| due(row) && !asked(row)).cloned().collect()
}

fn lead(lang: Lang, matrix: &Matrix, count: i64) -> String {
    match &matrix.at {
        Some(at) if count > 0 => {
            lang.plan_report_lead(count, words::checkpoint(at), lang.long_date(at.deadline))
        }
        _ => lang.plan_report_lead_none().to_owned(),
    }
}

fn no_agency(ctx: &Ctx) -> Markup {
    let lang = ctx.lang;
    let frame = ctx.frame(lang.plan_report_title());
    let empty = Empty::new(lang.plan_no_agency(), lang.plan_no_agency_how())
        .button(Button::link(lang.ui_account(), "/akun").quiet());
    ui::page(&frame, html! { (empty) })
}

fn nothing_due(lang: Lang, matrix: &Matrix, by_link: bool) -> Markup {
    let next = matrix.next.as_ref();
    let how = next.map_or_else(String::new, |next| {
        lang.plan_nothing_due_next(words::checkpoint(next), lang.long_date(next.due))
    });
    let empty = Empty::new(lang.plan_nothing_due_now(), how);
    let matrix = || Button::link(lang.plan_to_matrix(), address::MATRIX).quiet();
    html! { (if by_link { empty } else { empty.button(matrix()) }) }
}

/// One row to report: what it is, what is wanted, and two buttons.
fn card(lang: Lang, base: &str, due: &DueRow, returned: Option<&str>) -> Markup {
    let row = &due.row;
    let at = words::checkpoint(&due.head);
    let address = address::form_at(base, row.id, due.head.checkpoint);
    let label =
        if due.ask == Ask::Again { lang.plan_report_again(&at) } else { lang.plan_report_it(&at) };
    html! {
        article class="card" {
            h2 { a href=(address) { (words::activity(row)) } }
            p { (row.name) }
            @if let Some(reason) = returned {
                (Notice::new(Tone::Stop, lang.plan_returned_because(reason)))
            }
            p class="by" { (wanted(lang, due)) }
            p class=(if due.is_overdue { "late" } else { "by" }) { (deadline(lang, due)) }
            (ui::actions(&[
                Button::link(label, address.clone()),
                Button::link(lang.plan_nihil_button(), format!("{address}&nihil=1")).quiet(),
            ]))
        }
    }
}

/// Target, what was due by now, and the last figure of this agency.
fn wanted(lang: Lang, due: &DueRow) -> String {
    let row = &due.row;
    let mut parts = Vec::new();
    // The target of a row is that of all who answer for it together.
    let group = (row.lead.members.len() > 1).then_some(row.lead.short.as_str());
    let year = due.head.checkpoint.year;
    if let Some(target) = due.target {
        let target = words::with_unit(lang, row, target);
        parts.push(match group {
            Some(group) => lang.plan_wanted_target_all(group, year, target),
            None => lang.plan_wanted_target(year, target),
        });
    }
    if let Some(expected) = due.expected.filter(|expected| Some(*expected) != due.target) {
        let expected = words::with_unit(lang, row, expected);
        parts.push(match group {
            Some(_) => lang.plan_wanted_by_now_all(&due.head.label, expected),
            None => lang.plan_wanted_by_now(&due.head.label, expected),
        });
    }
    if let Some(previous) = due.previous {
        parts.push(lang.plan_wanted_previous(words::whole_entry(lang, row, previous)));
    }
    parts.join(" ")
}

fn deadline(lang: Lang, due: &DueRow) -> String {
    let day = lang.long_date(due.deadline);
    match (due.ask, due.is_overdue) {
        (Ask::Optional, _) => lang.plan_if_any().to_owned(),
        (_, true) => lang.plan_deadline_over(day),
        (_, false) => lang.plan_deadline(day),
    }
}

/// What is counted where it happens: nobody waits for it.
fn more(lang: Lang, base: &str, optional: &[DueRow]) -> Markup {
    html! {
        @if !optional.is_empty() {
            section {
                h2 { (lang.plan_optional()) }
                p { (lang.plan_optional_how()) }
                ul class="plain-list" {
                    @for due in optional {
                        li {
                            a href=(address::form_at(base, due.row.id, due.head.checkpoint)) { (words::activity(&due.row)) }
                            p class="by" { (wanted(lang, due)) }
                        }
                    }
                }
            }
        }
    }
}

/// What this agency has sent for the judged checkpoint already.
fn sent(lang: Lang, base: &str, matrix: &Matrix, done: &[Arc<Row>], by_link: bool) -> Markup {
    html! {
        @if !done.is_empty() && let Some(at) = &matrix.at {
            section {
                h2 { (lang.plan_sent_list(words::checkpoint(at))) }
                ul class="plain-list" {
                    @for row in done {
                        li {
                            @if by_link {
                                a href=(address::form_at(base, row.id, at.checkpoint)) { (words::activity(row)) }
                            } @else { a href=(address::record(row.id)) { (words::activity(row)) } }
                            p { (ui::badge(lang, row.band())) }
                        }
                    }
                }
            }
        }
    }
}

/// The facts that stand above a form: what is counted, what is wanted.
fn about(frame: &Frame, due: &DueRow) -> Markup {
    let lang = frame.lang;
    let row = &due.row;
    html! {
        div class="about" {
            p { b { (words::activity(row)) } }
            p { (row.name) }
            p class="by" { (wanted(lang, due)) }
            @if !row.definition.is_empty() { p class="by" { (row.definition) } }
        }
    }
}
