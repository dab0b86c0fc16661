//! The list of those present, kept at the door.

use app::meeting::{
    self,
    view::{Guest, Show},
};
use axum::{
    extract::Path,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{
    id::{AgencyId, MeetingId},
    meeting::{AttendeeForm, Reply},
};
use maud::{Markup, html};
use text::Lang;

use super::{
    address::{HOME, href},
    words,
};
use crate::{
    Ctx, Fault, Posted, assets,
    forms::{Refusal, again, id_in},
    labels,
    ui::{self, Button, Notice, field, form},
};

/// The list and the form.
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    let show = meeting::show(ctx.app(), ctx.actor()?, id_in(&id)?).await?;
    let agency = ctx.query("instansi").and_then(|id| id.parse().ok());
    Ok(page(&ctx, &show, agency, &AttendeeForm::default(), &Refusal::none()))
}

/// Puts somebody on it.
pub async fn add(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Result<Response, Fault> {
    let id: MeetingId = id_in(&id)?;
    let agency: Option<AgencyId> = posted.get("agency").parse().ok();
    let typed = AttendeeForm {
        name: posted.get("name").to_owned(),
        title: posted.get("title").to_owned(),
        stands_in: !posted.get("stands_in").is_empty(),
    };
    match meeting::attend(ctx.app(), ctx.actor()?, id, agency, &typed).await {
        Ok(_) => Ok(Redirect::to(&format!("{}/hadir?tercatat=1", href(id))).into_response()),
        Err(error) => {
            let refusal = Refusal::of(error)?;
            let show = meeting::show(ctx.app(), ctx.actor()?, id).await?;
            Ok(again(page(&ctx, &show, agency, &typed, &refusal)))
        }
    }
}

/// Strikes somebody off.
pub async fn remove(
    ctx: Ctx,
    Path((id, attendee)): Path<(String, String)>,
) -> Result<Redirect, Fault> {
    let id: MeetingId = id_in(&id)?;
    meeting::leave(ctx.app(), ctx.actor()?, id, id_in(&attendee)?).await?;
    Ok(Redirect::to(&format!("{}/hadir", href(id))))
}

fn page(
    ctx: &Ctx,
    show: &Show,
    agency: Option<AgencyId>,
    typed: &AttendeeForm,
    refusal: &Refusal,
) -> Markup {
    let lang = ctx.lang;
    let done = ctx.query("tercatat").map(|_| Notice::done(lang.meeting_attendee_added()));
    let mut frame = ctx
        .frame(lang.meeting_attendance())
        .lead(lang.meeting_attendance_lead())
        .crumb(lang.meeting_title(), HOME)
        .crumb(show.row.draft.title.clone(), href(show.row.id))
        .notice(done.filter(|_| !refusal.is_some()))
        .troubled(refusal.is_some());
    frame.script = Some(assets::filter());
    // Who is invited stands first; anybody else of the address book may come too.
    let invited = show.guests.iter().map(|guest| &guest.office);
    let others = show
        .offices
        .iter()
        .filter(|office| !show.guests.iter().any(|guest| guest.office.id == office.id));
    let choices = invited
        .chain(others)
        .map(|office| field::choice(office.id.to_string(), office.short.clone()))
        .collect();
    let own = |name: &'static str| words::problem(lang, &refusal.errors, name);
    let form = form(&frame, format!("{}/hadir", href(show.row.id)))
        .field(
            field::select("agency", choices)
                .label(lang.meeting_attendee_agency())
                .value(agency.map(|id| id.to_string()).unwrap_or_default())
                .required(),
        )
        .field(
            field::text("name")
                .label(lang.meeting_attendee_name())
                .value(typed.name.as_str())
                .error(own("name"))
                .required(),
        )
        .field(
            field::text("title")
                .label(lang.meeting_attendee_title())
                .value(typed.title.as_str())
                .error(own("title"))
                .required(),
        )
        .field(
            field::checkbox("stands_in")
                .label(lang.meeting_attendee_stands_in())
                .value(if typed.stands_in { "1" } else { "" }),
        )
        .problem(refusal.rule.map(|code| labels::rule(lang, code)))
        .errors(&refusal.errors)
        .submit(lang.meeting_attendee_add())
        .button(Button::link(lang.ui_cancel(), href(show.row.id)).quiet());
    let count = |number: u32| lang.number(i64::from(number));
    let attendance = &show.attendance;
    let body = html! {
        p {
            (lang.meeting_attendance_count(count(attendance.present), count(attendance.invited)))
            " " (words::quorum(lang, attendance))
        }
        @if show.row.stage.takes_attendance() {
            (quick(&frame, show))
            (form)
        }
        @if !show.attendees.is_empty() { (present(&frame, show)) }
        (super::door::side(ctx, &frame, show))
    };
    ui::page(&frame, body)
}

/// Who comes for an office by its answer: the stand-in it named, or its head.
fn expected(guest: &Guest) -> Option<(&str, &str, bool)> {
    let answer = guest.invitation.answer.as_ref()?;
    match answer.reply {
        Reply::StandIn => Some((&answer.name, &answer.title, true)),
        Reply::Coming => {
            guest.head.as_ref().map(|(name, title)| (name.as_str(), title.as_str(), false))
        }
        Reply::Declined => None,
    }
}

/// The offices that said they come and are not there yet: one tap each, with the name answered.
fn quick(frame: &ui::Frame, show: &Show) -> Markup {
    let lang = frame.lang;
    let action = format!("{}/hadir", href(show.row.id));
    let says_yes = |guest: &&Guest| {
        let answer = guest.invitation.answer.as_ref();
        !guest.came && answer.is_some_and(|answer| answer.reply != Reply::Declined)
    };
    let waiting: Vec<&Guest> = show.guests.iter().filter(says_yes).collect();
    html! {
        @if !waiting.is_empty() {
            section data-filter=(lang.meeting_paper_filter()) data-none=(lang.meeting_paper_filter_none()) {
                h2 { (lang.meeting_paper_quick()) }
                p class="help" { (lang.meeting_paper_quick_lead()) }
                ul class="agenda" {
                    @for guest in waiting {
                        li { (one_tap(frame, &action, guest)) }
                    }
                }
            }
        }
    }
}

fn one_tap(frame: &ui::Frame, action: &str, guest: &Guest) -> Markup {
    let lang = frame.lang;
    let office = guest.office.short.as_str();
    html! {
        @match expected(guest) {
            Some((name, title, stands_in)) => {
                div { b { (name) } small { (title) " · " (office) } }
                form class="act" method="post" action=(action) {
                    input type="hidden" name="_token" value=(frame.csrf);
                    input type="hidden" name="agency" value=(guest.office.id);
                    input type="hidden" name="name" value=(name);
                    input type="hidden" name="title" value=(title);
                    @if stands_in { input type="hidden" name="stands_in" value="1"; }
                    button class="button quiet" type="submit" aria-label=(lang.meeting_paper_quick_came_of(name, office)) {
                        (lang.meeting_paper_quick_came())
                    }
                }
            }
            None => {
                div { b { (office) } small { (lang.meeting_head_unknown()) } }
                (Button::link(lang.meeting_paper_quick_name(), format!("{action}?instansi={}", guest.office.id)).quiet())
            }
        }
    }
}

fn present(frame: &ui::Frame, show: &Show) -> Markup {
    let lang = frame.lang;
    html! {
        section data-filter=(lang.meeting_paper_filter()) data-none=(lang.meeting_paper_filter_none()) {
            h2 { (lang.meeting_attendance()) }
            ol class="agenda" {
                @for (one, office) in &show.attendees {
                    li {
                        div {
                            b { (one.attendee.name) }
                            small {
                                (one.attendee.title) " · " (office)
                                @if one.attendee.stands_in { " · " (lang.meeting_attendee_stands_in_short()) }
                            }
                        }
                        form class="shifts" method="post"
                            action={ (href(show.row.id)) "/hadir/" (one.id) "/coret" } {
                            input type="hidden" name="_token" value=(frame.csrf);
                            button type="submit" aria-label=(lang.meeting_attendee_remove(&one.attendee.name)) { "×" }
                        }
                    }
                }
            }
        }
    }
}

/// Who is there, on the page of the meeting.
pub fn list(lang: Lang, show: &Show) -> Markup {
    let own = href(show.row.id);
    let attendance = &show.attendance;
    let count = |number: u32| lang.number(i64::from(number));
    let takes = show.may.manage && show.row.stage.takes_attendance();
    html! {
        @if show.row.stage.has_begun() || takes {
            section id="hadir" {
                h2 { (lang.meeting_attendance()) }
                @if show.attendees.is_empty() { p class="none" { (lang.meeting_attendance_none()) } }
                @else {
                    p {
                        (lang.meeting_attendance_count(count(attendance.present), count(attendance.invited)))
                        " " (words::quorum(lang, attendance))
                    }
                    @if !attendance.rule.confirmed && attendance.rule.needed(attendance.invited) > 0 {
                        p class="help" { (lang.meeting_quorum_confirm()) }
                    }
                    @if show.is_readable() {
                        details open[show.attendees.len() <= 12] {
                            summary { (lang.meeting_paper_attendees_see(lang.number(i64::try_from(show.attendees.len()).unwrap_or(i64::MAX)))) }
                            div data-filter=(lang.meeting_paper_filter()) data-none=(lang.meeting_paper_filter_none()) {
                                ul class="plain-list" {
                                    @for (one, office) in &show.attendees {
                                        li { (one.attendee.name) ", " (one.attendee.title) " (" (office) ")" }
                                    }
                                }
                            }
                        }
                    }
                }
                @if takes {
                    (ui::actions(&[Button::link(lang.meeting_attendance_keep(), format!("{own}/hadir")).quiet()]))
                }
            }
        }
    }
}
