//! `/hadir`: the door of a meeting, opened by a code on one's own phone, without an account.

use app::meeting::{self, Door, view::Show};
use axum::{
    extract::Path,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{
    id::{AgencyId, MeetingId},
    meeting::{AttendeeForm, Stage, door_code},
};
use maud::{Markup, PreEscaped, html};

use super::{
    address::{DOOR, href},
    words,
};
use crate::{
    Ctx, Fault, Posted,
    forms::{Refusal, again, id_in},
    labels,
    ui::{self, Button, Notice, Tone, field, form},
};

/// Asks for the code.
pub async fn ask(ctx: Ctx) -> Response {
    let lang = ctx.lang;
    let typed = ctx.query("kode").unwrap_or_default();
    if let Some(code) = door_code(&typed) {
        return Redirect::to(&format!("{DOOR}/{code}")).into_response();
    }
    let wrong = !typed.trim().is_empty();
    let frame = ctx.frame(lang.meeting_door()).lead(lang.meeting_door_ask()).troubled(wrong);
    let body = html! {
        @if wrong { (Notice::new(Tone::Stop, lang.meeting_door_wrong())) }
        form class="form" method="get" action=(DOOR) {
            (field::text("kode").label(lang.meeting_door_code()).value(typed.as_str()).required().render(lang))
            (ui::actions(&[Button::submit(lang.meeting_door_enter())]))
        }
    };
    ui::bare(&frame, body).into_response()
}

/// The form at the door.
pub async fn show(ctx: Ctx, Path(code): Path<String>) -> Result<Response, Fault> {
    match meeting::knock(ctx.app(), &code).await {
        Ok(door) => {
            let page = page(&ctx, &code, &door, "", &AttendeeForm::default(), &Refusal::none());
            Ok(page.into_response())
        }
        Err(app::Error::NotFound) => Ok(shut(&ctx)),
        Err(other) => Err(other.into()),
    }
}

/// A code that opens nothing, whatever the reason.
fn shut(ctx: &Ctx) -> Response {
    let lang = ctx.lang;
    let frame = ctx.frame(lang.meeting_door_shut()).lead(lang.meeting_door_shut_how());
    let body = ui::actions(&[Button::link(lang.meeting_door_again(), DOOR).quiet()]);
    (axum::http::StatusCode::NOT_FOUND, ui::bare(&frame, body)).into_response()
}

/// Puts somebody on the list.
pub async fn enter(ctx: Ctx, Path(code): Path<String>, posted: Posted) -> Result<Response, Fault> {
    let agency: Option<AgencyId> = posted.get("agency").parse().ok();
    let typed = AttendeeForm {
        name: posted.get("name").to_owned(),
        title: posted.get("title").to_owned(),
        stands_in: !posted.get("stands_in").is_empty(),
    };
    let error = match meeting::enter(ctx.app(), &code, agency, &typed).await {
        Ok(()) => {
            return Ok(Redirect::to(&format!("{DOOR}/{code}?tercatat=1")).into_response());
        }
        Err(app::Error::NotFound) => return Ok(shut(&ctx)),
        Err(error) => error,
    };
    let refusal = Refusal::of(error)?;
    match meeting::knock(ctx.app(), &code).await {
        Ok(door) => Ok(again(page(&ctx, &code, &door, posted.get("agency"), &typed, &refusal))),
        Err(_) => Ok(shut(&ctx)),
    }
}

fn page(
    ctx: &Ctx,
    code: &str,
    door: &Door,
    agency: &str,
    typed: &AttendeeForm,
    refusal: &Refusal,
) -> Markup {
    let lang = ctx.lang;
    let draft = &door.row.draft;
    let done = ctx.query("tercatat").filter(|_| !refusal.is_some());
    let frame = ctx
        .frame(draft.title.clone())
        .lead(format!(
            "{}. {}. {}",
            door.taskforce,
            words::when(lang, draft, door.zone),
            draft.place
        ))
        .notice(done.map(|_| Notice::done(lang.meeting_attendee_added())))
        .troubled(refusal.is_some());
    let offices = door.offices.iter();
    let choices = offices.map(|office| field::choice(office.id.to_string(), office.short.as_str()));
    let own = |name: &'static str| words::problem(lang, &refusal.errors, name);
    let form = form(&frame, format!("{DOOR}/{code}"))
        .field(
            field::select("agency", choices.collect())
                .label(lang.meeting_attendee_agency())
                .value(agency)
                .required(),
        )
        .field(
            field::text("name")
                .label(lang.meeting_attendee_name())
                .value(typed.name.as_str())
                .autocomplete("name")
                .error(own("name"))
                .required(),
        )
        .field(
            field::text("title")
                .label(lang.meeting_attendee_title())
                .value(typed.title.as_str())
                .autocomplete("organization-title")
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
        .submit(lang.meeting_attendee_add());
    ui::bare(&frame, html! { (form) p class="help" { (lang.meeting_attendance_lead()) } })
}

/// Opens the door, or shuts it.
pub async fn set(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Result<Redirect, Fault> {
    let id: MeetingId = id_in(&id)?;
    meeting::set_door(ctx.app(), ctx.actor()?, id, posted.get("buka") == "1").await?;
    Ok(Redirect::to(&format!("{}/hadir#pintu", href(id))))
}

/// The door, as the secretariat sees it beside the list.
pub fn side(ctx: &Ctx, frame: &ui::Frame, show: &Show) -> Markup {
    let lang = ctx.lang;
    let action = format!("{}/pintu", href(show.row.id));
    let can = matches!(show.row.stage, Stage::Planned | Stage::Running);
    let button = |label: &'static str, open: &'static str| {
        ui::act(frame, &action, None, &Button::submit(label).quiet().named("buka", open))
    };
    html! {
        section id="pintu" {
            h2 { (lang.meeting_door()) }
            @match show.row.door.as_deref().filter(|_| can) {
                Some(code) => {
                    @let address = ctx.address_of(&format!("{DOOR}/{code}"));
                    @let (one, two) = code.split_at_checked(4).unwrap_or((code, ""));
                    p { (lang.meeting_door_open(ctx.address_of(DOOR))) }
                    p class="code" { (one) "\u{a0}" (two) }
                    @if let Some(picture) = report::qr::svg(&address, &lang.meeting_door_picture(code)) {
                        (PreEscaped(picture))
                    }
                    @if show.today != show.row.draft.held_on {
                        p class="help" { (lang.meeting_door_day(lang.weekday_date(show.row.draft.held_on))) }
                    }
                    (button(lang.meeting_door_close(), "0"))
                }
                None if can => {
                    p { (lang.meeting_door_why()) }
                    (button(lang.meeting_door_make(), "1"))
                }
                None => { p class="none" { (lang.meeting_door_over()) } }
            }
        }
    }
}
