//! What was just sent, what happens to it now, and the row that is due next.

use app::{
    Error,
    plan::{
        About, Attachment,
        view::{DueRow, ReportForm, Revision},
    },
};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    field::FieldErrors,
    plan::{Ask, Entry, State},
};
use maud::{Markup, html};
use text::Lang;

use super::{
    super::{address, evidence, words},
    Indicator, base,
    form::{about_event, evidence_fields},
    frame, place,
};
use crate::{
    Ctx, Fault, Upload,
    ui::{self, Button, Fact, Notice, Tone},
};

/// A piece of evidence that was refused, as typed.
#[derive(Default)]
struct Typed {
    errors: FieldErrors,
    url: String,
    about: About,
    /// Places that can be typed.
    places: Vec<String>,
}

/// The page after a report was sent.
pub async fn show(ctx: Ctx, id: Indicator) -> Result<Response, Fault> {
    render(&ctx, &id, Typed::default()).await
}

/// Adds a piece of evidence to what was sent.
pub async fn attach(ctx: Ctx, id: Indicator, sent: Upload) -> Result<Response, Fault> {
    let place = place(&ctx, &id).await?;
    let actor = ctx.reporter()?;
    let report = app::plan::report_form(ctx.app(), actor, place).await?;
    let head = report.head.as_ref().ok_or(Error::NotFound)?;
    let (url, about) = (sent.fields.get("url").to_owned(), about_event(&sent.fields));
    let file = sent.files.into_iter().find(|file| file.field == "evidence");
    let attachment = match file {
        Some(file) => Attachment::File { name: file.name, bytes: file.bytes, about: about.clone() },
        None => Attachment::Link { url: url.clone(), about: about.clone() },
    };
    match app::plan::attach(ctx.app(), actor, head.id, attachment).await {
        Ok(()) => {
            let address = format!(
                "{}&bukti=1",
                address::sent_at(&base(&ctx), place.indicator, place.checkpoint)
            );
            Ok(Redirect::to(&address).into_response())
        }
        Err(Error::Invalid(errors)) => {
            let page = render(&ctx, &id, Typed { errors, url, about, ..Typed::default() }).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn render(ctx: &Ctx, id: &Indicator, mut typed: Typed) -> Result<Response, Fault> {
    let place = place(ctx, id).await?;
    let actor = ctx.reporter()?;
    let report = app::plan::report_form(ctx.app(), actor, place).await?;
    let Some(head) = &report.head else {
        return Ok(Redirect::to(&address::form_at(&base(ctx), place.indicator, place.checkpoint))
            .into_response());
    };
    let due = app::plan::due(ctx.app(), actor).await?;
    let next = due.rows.iter().find(|due| due.ask != Ask::Optional);
    typed.places = app::region::places(ctx.app(), actor).await?;
    Ok(page(ctx, &report, head, next, &typed).into_response())
}

fn page(
    ctx: &Ctx,
    report: &ReportForm,
    head: &Revision,
    next: Option<&DueRow>,
    typed: &Typed,
) -> Markup {
    let lang = ctx.lang;
    // The page of a refused piece of evidence lives where this one does, in either language.
    let base = base(ctx);
    let path = format!("{base}/{}/terkirim", report.due.row.id);
    let form = address::form_at(&base, report.due.row.id, report.due.head.checkpoint);
    let at = words::checkpoint(&report.due.head);
    let waits = head.state.is_open();
    let title = if waits { lang.plan_sent_title(at) } else { lang.plan_decided_title(at) };
    let notice = ctx.query("bukti").map(|_| Notice::done(lang.plan_attached()));
    let mut frame = frame(ctx, title)
        .lead(words::activity(&report.due.row))
        .notice(notice)
        .troubled(!typed.errors.0.is_empty());
    frame.path = &path;
    let body = html! {
        @if let Some(before) = fell(report, head) {
            (Notice::new(Tone::Wait, lang.plan_fell(words::whole_entry(lang, &report.due.row, before)))
                .link(lang.plan_correct_now(), form.clone()))
        }
        (ui::facts(&facts(lang, report, head, ctx.guest.is_some())))
        section { h2 { (lang.plan_what_now()) } p { (what_now(lang, head.state)) } }
        (ui::actions(&buttons(ctx, report, next)))
        @if waits { (more_evidence(&frame, &base, report, typed)) }
    };
    super::page(ctx, &frame, body)
}

/// The earlier figure, where a running count is lower than it was.
fn fell(report: &ReportForm, head: &Revision) -> Option<Entry> {
    let before = report.asked.previous?;
    match (before, head.entry) {
        (Entry::Count(earlier), Entry::Count(now)) if now < earlier => Some(before),
        _ => None,
    }
}

fn facts(lang: Lang, report: &ReportForm, head: &Revision, by_link: bool) -> Vec<Fact<'static>> {
    let row = &report.due.row;
    let mut list = vec![
        Fact::new(row.name.clone(), html! { b { (words::whole_entry(lang, row, head.entry)) } }),
        Fact::new(lang.plan_state(), words::state(lang, head.state)),
    ];
    if let Some(reason) = &head.nihil {
        list.push(Fact::new(lang.plan_fact_nihil(), reason.as_str()));
    }
    if let Some(spend) = head.spend {
        list.push(Fact::new(lang.plan_fact_spend(), lang.rupiah(spend)));
    }
    for (name, text) in
        [(lang.plan_obstacle(), &head.obstacle), (lang.plan_follow_up(), &head.follow_up)]
    {
        if !text.is_empty() {
            list.push(Fact::new(name, html! { span class="prose" { (text) } }));
        }
    }
    list.push(Fact::new(
        lang.plan_column_evidence(),
        html! {
            @if head.evidence.is_empty() { (lang.plan_evidence_none()) }
            @else if by_link { (evidence::names(lang, &head.evidence)) }
            @else { (evidence::links(lang, &head.evidence)) }
        },
    ));
    list
}

const fn what_now(lang: Lang, state: State) -> &'static str {
    match state {
        State::Unapproved => lang.plan_now_unapproved(),
        State::Submitted => lang.plan_now_submitted(),
        State::Verified => lang.plan_now_verified(),
        State::Returned => lang.plan_now_returned(),
    }
}

fn buttons(ctx: &Ctx, report: &ReportForm, next: Option<&DueRow>) -> Vec<Button<'static>> {
    let (lang, base) = (ctx.lang, base(ctx));
    let mut buttons = Vec::new();
    match next {
        Some(next) => {
            let label =
                lang.plan_next_report(words::activity(&next.row), words::checkpoint(&next.head));
            buttons.push(Button::link(
                label,
                address::form_at(&base, next.row.id, next.head.checkpoint),
            ));
        }
        None => buttons.push(Button::link(lang.plan_all_sent(), base.clone())),
    }
    let (id, at) = (report.due.row.id, report.due.head.checkpoint);
    buttons.push(Button::link(lang.plan_correct_now(), address::form_at(&base, id, at)).quiet());
    if ctx.guest.is_none() {
        buttons.push(Button::link(lang.plan_to_record(), address::record(id)).quiet());
    }
    buttons
}

fn more_evidence(frame: &ui::Frame, base: &str, report: &ReportForm, typed: &Typed) -> Markup {
    let lang = frame.lang;
    let (id, at) = (report.due.row.id, report.due.head.checkpoint);
    let target = format!("{base}/{id}/bukti?titik={}", address::code(at));
    let mut form = ui::form(frame, target);
    for field in evidence_fields(lang, &typed.places, &typed.errors, &typed.url, &typed.about) {
        form = form.field(field);
    }
    html! {
        section {
            h2 { (lang.plan_more_evidence()) }
            (form.button(Button::submit(lang.plan_attach()).quiet()))
        }
    }
}
