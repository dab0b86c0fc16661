//! `/rad/verifikasi` and `/rad/persetujuan`: what waits for the secretariat or the head of an
//! agency, one report in sight, the others in line.

mod one;

use app::{
    Error,
    plan::{
        Desk,
        view::{Waiting, WaitingList},
    },
};
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::id::RealisationId;
use maud::{Markup, html};
use text::Lang;

use super::{address, matrix, words};
use crate::{
    Ctx, Fault, Posted, labels,
    ui::{self, Button, Column, Empty, Frame, List, Notice, Table, Tone},
};

/// What went wrong with a decision, to be shown above the report.
#[derive(Default)]
struct Problem {
    /// About the whole.
    notice: Option<&'static str>,
    /// About the reason.
    reason: Option<&'static str>,
    /// The reason as typed.
    typed: String,
}

/// The report that has waited longest for the secretariat, or the one asked for.
pub async fn index(ctx: Ctx) -> Result<Markup, Fault> {
    open(&ctx, Desk::Secretariat).await
}

/// The same for the head of an agency.
pub async fn approvals(ctx: Ctx) -> Result<Markup, Fault> {
    open(&ctx, Desk::Head).await
}

async fn open(ctx: &Ctx, desk: Desk) -> Result<Markup, Fault> {
    let asked =
        ctx.query("laporan").map(|text| text.parse().map_err(|_| Error::NotFound)).transpose()?;
    page(ctx, desk, asked, &Problem::default()).await
}

/// Lets the figure count, and offers the next one.
pub async fn verify(ctx: Ctx, Path(id): Path<String>, sent: Posted) -> Result<Response, Fault> {
    let id: RealisationId = id.parse().map_err(|_| Error::NotFound)?;
    let done = app::plan::verify(ctx.app(), ctx.actor()?, id, sent.version()).await;
    answer(&ctx, (Desk::Secretariat, id), done, "verifikasi", String::new()).await
}

/// Passes it on to the secretariat, and offers the next one.
pub async fn approve(ctx: Ctx, Path(id): Path<String>, sent: Posted) -> Result<Response, Fault> {
    let id: RealisationId = id.parse().map_err(|_| Error::NotFound)?;
    let done = app::plan::approve(ctx.app(), ctx.actor()?, id, sent.version()).await;
    answer(&ctx, (Desk::Head, id), done, "setuju", String::new()).await
}

/// Sends the report back with a reason, and offers the next one.
pub async fn give_back(ctx: Ctx, Path(id): Path<String>, sent: Posted) -> Result<Response, Fault> {
    send_back(&ctx, Desk::Secretariat, &id, &sent).await
}

/// The same by the head of the agency.
pub async fn disapprove(ctx: Ctx, Path(id): Path<String>, sent: Posted) -> Result<Response, Fault> {
    send_back(&ctx, Desk::Head, &id, &sent).await
}

async fn send_back(ctx: &Ctx, desk: Desk, id: &str, sent: &Posted) -> Result<Response, Fault> {
    let id: RealisationId = id.parse().map_err(|_| Error::NotFound)?;
    let (seen, reason) = ((id, sent.version()), sent.get("reason"));
    let done = app::plan::give_back(ctx.app(), ctx.actor()?, desk, seen, reason).await;
    answer(ctx, (desk, id), done, "kembali", reason.to_owned()).await
}

async fn answer(
    ctx: &Ctx,
    (desk, id): (Desk, RealisationId),
    done: Result<(), Error>,
    what: &str,
    typed: String,
) -> Result<Response, Fault> {
    let lang = ctx.lang;
    let (status, problem) = match done {
        Ok(()) => {
            return Ok(
                Redirect::to(&format!("{}?selesai={what}", address::desk(desk))).into_response()
            );
        }
        Err(Error::Conflict) => {
            let notice = Some(lang.plan_verify_conflict());
            (StatusCode::CONFLICT, Problem { notice, typed, ..Problem::default() })
        }
        Err(Error::Rule("plan.reason_missing")) => {
            let reason = Some(lang.ui_error_required());
            (StatusCode::UNPROCESSABLE_ENTITY, Problem { reason, typed, ..Problem::default() })
        }
        Err(Error::Rule(code)) => {
            let notice = Some(labels::rule(lang, code));
            (StatusCode::UNPROCESSABLE_ENTITY, Problem { notice, typed, ..Problem::default() })
        }
        Err(error) => return Err(error.into()),
    };
    Ok((status, page(ctx, desk, Some(id), &problem).await?).into_response())
}

async fn page(
    ctx: &Ctx,
    desk: Desk,
    asked: Option<RealisationId>,
    problem: &Problem,
) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let (app, actor) = (ctx.app(), ctx.actor()?);
    let list = app::plan::waiting(app, actor, desk).await?;
    if list.matrix.is_none() {
        let frame = ctx.frame(title(lang, desk));
        return Ok(ui::page(&frame, matrix::no_plan(ctx, &frame)));
    }
    let asked = match asked {
        Some(id) => Some(app::plan::review(app, actor, desk, id).await?),
        None => None,
    };
    let total = i64::try_from(list.total).unwrap_or(i64::MAX);
    let lead = match (total, desk) {
        (0, _) => lang.plan_verify_none().to_owned(),
        (_, Desk::Secretariat) => lang.plan_verify_lead(total),
        (_, Desk::Head) => lang.plan_approve_lead(total),
    };
    // A decision that was refused lives where its report does, in either language.
    let query = asked.as_ref().map(|asked| format!("laporan={}", asked.revision.id));
    let mut frame = ctx
        .frame(title(lang, desk))
        .lead(lead)
        .notice(notice(ctx, problem))
        .troubled(problem.reason.is_some());
    if let Some(query) = &query {
        (frame.path, frame.query) = (address::desk(desk), query);
    }
    let current = asked.as_ref().or(list.rows.first());
    let body = html! {
        @match current {
            Some(current) => {
                (one::render(&frame, desk, current, after(&list, current), problem))
                (queue(lang, desk, &list, current))
            }
            None => { (nothing(lang)) }
        }
    };
    Ok(ui::page(&frame, body))
}

const fn title(lang: Lang, desk: Desk) -> &'static str {
    match desk {
        Desk::Secretariat => lang.plan_verify_title(),
        Desk::Head => lang.plan_approve_title(),
    }
}

fn notice(ctx: &Ctx, problem: &Problem) -> Option<Notice<'static>> {
    if let Some(words) = problem.notice {
        return Some(Notice::new(Tone::Stop, words));
    }
    match ctx.query("selesai").as_deref() {
        Some("verifikasi") => Some(Notice::done(ctx.lang.plan_done_verified())),
        Some("setuju") => Some(Notice::done(ctx.lang.plan_done_approved())),
        Some("kembali") => Some(Notice::done(ctx.lang.plan_done_returned())),
        _ => None,
    }
}

fn nothing(lang: Lang) -> Markup {
    html! {
        (Empty::new(lang.plan_verify_none(), lang.plan_verify_none_how())
            .button(Button::link(lang.plan_to_matrix(), address::MATRIX).quiet()))
    }
}

/// The report in line behind this one.
fn after<'a>(list: &'a WaitingList, current: &Waiting) -> Option<&'a Waiting> {
    let place = list.rows.iter().position(|one| one.revision.id == current.revision.id);
    list.rows.get(place.map_or(0, |place| place + 1))
}

/// Everything else that waits, the longest first.
fn queue(lang: Lang, desk: Desk, list: &WaitingList, current: &Waiting) -> Markup {
    let rest: Vec<&Waiting> =
        list.rows.iter().filter(|one| one.revision.id != current.revision.id).collect();
    let columns = vec![
        Column::text(lang.plan_column_activity()),
        Column::text(lang.plan_agency()),
        Column::number(lang.plan_reported()),
        Column::number(lang.plan_fact_expected()),
        Column::text(lang.plan_since()),
    ];
    let zone = list.matrix.as_ref().map(|matrix| matrix.zone);
    let rows = rest.iter().map(|one| {
        let sent =
            zone.map(|zone| lang.date(zone.date(one.revision.submitted_at))).unwrap_or_default();
        ui::Row::new(html! {
            a href=(address::waiting(desk, one.revision.id)) { (words::activity(&one.row)) }
            small { (words::checkpoint(&one.head)) }
        })
        .cell(html! { (one.agency.short) })
        .cell(html! { (words::entry(lang, one.row.measure, one.revision.entry)) })
        .cell(match one.expected {
            Some(expected) => html! { (words::figure(lang, one.row.measure, expected)) },
            None => ui::cell::none(lang),
        })
        .cell(html! { (sent)
        @if one.revision.is_late { small { (lang.plan_flag_late()) } }
        @if !one.twins.is_empty() { small { (lang.plan_flag_twin()) } } })
    });
    let count = i64::try_from(rest.len()).unwrap_or(i64::MAX);
    html! {
        @if !rest.is_empty() {
            section {
                h2 { (lang.plan_queue()) }
                (List::new(lang, lang.plan_queue_count(count), Table::new(lang.plan_queue(), columns).rows(rows)))
            }
        }
    }
}

/// The step that returns a report: a reason, and nothing else.
fn return_form(frame: &Frame, desk: Desk, waiting: &Waiting, problem: &Problem) -> Markup {
    let lang = frame.lang;
    let target = format!("{}/{}/kembalikan", address::desk(desk), waiting.revision.id);
    let field = ui::field::area("reason", 3)
        .label(lang.plan_return_reason())
        .help(lang.plan_return_reason_help())
        .value(problem.typed.as_str())
        .error(problem.reason)
        .required();
    let form = ui::form(frame, target)
        .version(waiting.revision.version)
        .field(field)
        .button(Button::submit(lang.plan_return()).grave());
    let open = problem.reason.is_some() || !problem.typed.is_empty();
    html! {
        details class="return" open[open] {
            summary { (lang.plan_return_open()) }
            (form)
        }
    }
}
