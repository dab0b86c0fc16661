//! What became of e-mails: the answer to "why was nobody told?".

use app::notice::{
    self,
    view::{Log, Mail},
    words::line,
};
use axum::{
    extract::Path,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{
    id::{MeetingId, NoticeId},
    notice::{MailState, Reason},
};
use maud::{Markup, html};

use super::{
    address::{self, HOME, LOG, OFFICES},
    words,
};
use crate::{
    Ctx, Fault, Posted,
    forms::{Refusal, again as answer, id_in},
    labels,
    ui::{self, Button, Chip, Column, Empty, Filters, List, Notice, Pager, Row, Table, Tone, act},
};

/// The log.
pub async fn index(ctx: Ctx) -> Result<Markup, Fault> {
    page(&ctx, &Refusal::none()).await
}

/// Puts an e-mail back into the outbox.
pub async fn again(ctx: Ctx, Path(id): Path<String>, _: Posted) -> Result<Response, Fault> {
    let id: NoticeId = id_in(&id)?;
    let about = ctx.query("tentang").and_then(|id| about(&id));
    match notice::again(ctx.app(), ctx.actor()?, id).await {
        Ok(()) => {
            let about = about.map(|id| format!("&tentang={id}")).unwrap_or_default();
            Ok(Redirect::to(&format!("{LOG}?lagi=1{about}")).into_response())
        }
        Err(error) => Ok(answer(page(&ctx, &Refusal::of(error)?).await?)),
    }
}

/// What the log is narrowed to; every kind of thing has the same shape of identifier.
fn about(id: &str) -> Option<MeetingId> {
    id.parse().ok()
}

async fn page(ctx: &Ctx, refusal: &Refusal) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let about = ctx.query("tentang").and_then(|id| about(&id));
    let state = ctx.query("keadaan").and_then(|code| MailState::from_code(&code));
    let before = ctx.query("sebelum").map(|id| id_in(&id)).transpose()?;
    let log = notice::log(ctx.app(), ctx.actor()?, (about.map(|id| id.0), state), before).await?;
    let about = about.map(|id| id.to_string());
    let done = ctx.query("lagi").map(|_| Notice::done(lang.notice_again_done()));
    let frame = ctx
        .frame(lang.notice_log())
        .lead(lang.notice_log_lead())
        .crumb(lang.notice_title(), HOME)
        .notice(done.filter(|_| !refusal.is_some()))
        .troubled(refusal.is_some())
        .actions(ui::actions(&[Button::link(lang.notice_addresses(), OFFICES).quiet()]));
    let columns = vec![
        Column::text(lang.notice_column_what()),
        Column::text(lang.notice_column_who()),
        Column::text(lang.notice_column_mail()),
        Column::text(lang.notice_column_page()),
    ];
    let rows = log.mails.iter().map(|mail| row(ctx, &frame, &log, about.as_deref(), mail));
    let table = Table::new(lang.notice_log(), columns).rows(rows);
    let total: i64 = log.counts.iter().map(|(_, count)| count).sum();
    let next = log.next.map(|id| {
        let way = address::log(about.as_deref(), state);
        format!("{way}{}sebelum={id}", if way.contains('?') { '&' } else { '?' })
    });
    let empty = log
        .mails
        .is_empty()
        .then(|| Empty::new(lang.notice_log_empty(), lang.notice_log_empty_how()));
    let list = List::new(lang, lang.number(total), table)
        .filters(filters(ctx, &log, about.as_deref(), state))
        .pager(Pager { next: next.map(Into::into), ..Pager::default() })
        .empty(empty);
    let problem = refusal.rule.map(|code| labels::rule(lang, code));
    Ok(ui::page(
        &frame,
        html! {
            @if let Some(problem) = problem { (Notice::new(Tone::Stop, problem)) }
            @if !log.has_server { (Notice::new(Tone::Wait, lang.notice_no_server())) }
            @if about.is_some() { p { a href=(LOG) { (lang.notice_log_of()) } } }
            (list)
            p class="help" { (lang.notice_rule_to_confirm()) }
        },
    ))
}

fn filters<'a>(ctx: &Ctx, log: &Log, about: Option<&str>, state: Option<MailState>) -> Filters<'a> {
    let lang = ctx.lang;
    let count = |one| log.counts.iter().find(|(state, _)| *state == one).map_or(0, |(_, n)| *n);
    let mut chips =
        vec![Chip::new(lang.notice_filter_all(), address::log(about, None), state.is_none())];
    chips.extend(MailState::ALL.map(|one| {
        let href = address::log(about, Some(one));
        Chip::new(words::state(lang, one), href, state == Some(one)).count(count(one))
    }));
    Filters::new().chips(lang.notice_column_mail(), chips)
}

fn row(ctx: &Ctx, frame: &ui::Frame, log: &Log, about: Option<&str>, mail: &Mail) -> Row {
    let lang = ctx.lang;
    let office = mail.agency.and_then(|id| log.agencies.get(&id)).map_or("", String::as_str);
    // What nobody wanted is not sent again.
    let again = matches!(mail.outcome.state, MailState::Failed | MailState::Skipped)
        && mail.outcome.reason != Some(Reason::Unwanted);
    Row::new(html! {
        (line(lang, mail.topic, &mail.name, mail.day))
        small { (lang.stamp(mail.created_at, log.zone)) }
    })
    .cell(html! {
        @match &mail.person {
            Some((_, name)) => { (name) @if !office.is_empty() { small { (office) } } }
            None => { (lang.notice_who_office(office)) }
        }
    })
    .cell(html! {
        (words::state(lang, mail.outcome.state))
        @if let Some(at) = mail.done_at.filter(|_| mail.outcome.state == MailState::Sent) {
            small { (lang.stamp(at, log.zone)) }
        }
        @if let Some(reason) = words::reason(lang, mail, log.zone) { small { (reason) } }
        @if !mail.address.is_empty() { small { (mail.address) } }
        @if mail.tries > 1 { small { (lang.notice_tries(mail.tries, lang.number(mail.tries))) } }
        @if !mail.outcome.said.is_empty() && mail.outcome.state != MailState::Sent { small { (mail.outcome.said) } }
        @if again && log.has_server { (again_form(ctx, frame, about, mail)) }
    })
    .cell(html! {
        @match (mail.read_at, &mail.person) {
            (Some(at), _) => { (lang.notice_page_read(lang.stamp(at, log.zone))) }
            (None, Some(_)) => { (lang.notice_page_unread()) }
            (None, None) => { (lang.notice_page_none()) }
        }
    })
}

fn again_form(ctx: &Ctx, frame: &ui::Frame, about: Option<&str>, mail: &Mail) -> Markup {
    let about = about.map(|id| format!("?tentang={id}")).unwrap_or_default();
    let action = format!("{LOG}/{}/lagi{about}", mail.notice);
    act(frame, &action, None, &Button::submit(ctx.lang.notice_again()).quiet())
}
