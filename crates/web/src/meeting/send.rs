//! Sending the invitations, and what each office knows.

use app::{
    Act,
    meeting::{
        self,
        view::{Guest, Show},
    },
};
use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse as _, Response},
};
use domain::meeting::Stage;
use maud::{Markup, html};
use report::calendar::{Entry, calendar as written};

use super::address::href;
use crate::{
    Ctx, Fault,
    forms::id_in,
    notice::address::log,
    ui::{self, Button, act},
};

/// How many offices know nothing yet, and how many know another day, time or place.
pub(super) fn untold(show: &Show) -> (usize, usize) {
    let known = show.guests.iter().map(|guest| guest.invitation.told);
    let old = known.clone().flatten().filter(|told| *told < show.row.facts).count();
    (known.filter(Option::is_none).count(), old)
}

/// What is still to be sent, for the secretariat while the meeting is prepared.
pub(super) fn box_of(frame: &ui::Frame, show: &Show) -> Markup {
    let lang = frame.lang;
    let (none, old) = untold(show);
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let (none, old) = (count(none), count(old));
    let log = log(Some(&show.row.id.to_string()), None);
    html! {
        @if show.may.manage && show.row.stage == Stage::Planned && !show.guests.is_empty() {
            @if none + old > 0 {
                p class="help" { (lang.meeting_send_lead()) }
                p {
                    @if none > 0 { (lang.meeting_send_wait(none, lang.number(none))) " " }
                    @if old > 0 { (lang.meeting_send_changed(old, lang.number(old))) }
                }
                (button(frame, show))
            } @else { p { (lang.meeting_send_all()) } }
            p { a href=(log) { (lang.meeting_send_log()) } }
        }
    }
}

/// The button that sends.
pub(super) fn button(frame: &ui::Frame, show: &Show) -> Markup {
    let action = format!("{}/kirim", href(show.row.id));
    act(frame, &action, None, &Button::submit(frame.lang.meeting_send()))
}

/// What one office knows, and a link for it.
pub(super) fn told(frame: &ui::Frame, show: &Show, guest: &Guest) -> Markup {
    let lang = frame.lang;
    let known = match guest.invitation.told {
        None => lang.meeting_told_not(),
        Some(told) if told < show.row.facts => lang.meeting_told_old(),
        Some(_) => lang.meeting_told(),
    };
    html! {
        small { (known) }
        @if !show.row.draft.kind.is_closed() {
            form class="act" method="post" action={ (href(show.row.id)) "/tautan" } {
                input type="hidden" name="_token" value=(frame.csrf);
                input type="hidden" name="agency" value=(guest.office.id);
                (Button::submit(lang.meeting_link_make()).quiet())
            }
        }
    }
}

/// The meeting for one's own calendar.
pub async fn calendar(ctx: Ctx, Path(id): Path<String>) -> Result<Response, Fault> {
    let show = meeting::show(ctx.app(), ctx.actor()?, id_in(&id)?).await?;
    if !ctx.actor()?.may(Act::MeetingView) {
        return Err(Fault::not_found());
    }
    let is_off = show.row.stage == Stage::Cancelled;
    Ok(file(&ctx, &meeting::entry(&show.row, show.zone, is_off, &ctx.address_of(""))))
}

/// A calendar file.
pub(super) fn file(ctx: &Ctx, entry: &Entry) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"rapat.ics\""),
    ];
    (headers, written(entry, ctx.now())).into_response()
}
