//! `/undangan/…`: an invitation that is answered by link, without an account.

use app::meeting::{self, Letter};
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{
    id::{AgencyId, MeetingId},
    meeting::AnswerForm,
};
use maud::{Markup, html};
use text::Lang;

use super::{
    address::{HOME, LINK, href},
    guests::{questions, stored, typed},
    send, words,
};
use crate::{
    Ctx, Fault, Posted,
    forms::{Refusal, again, id_in},
    ui::{self, Button, Fact, Notice, facts, form},
};

/// Gives out a link, shown this once.
pub async fn issue(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Result<Response, Fault> {
    let id: MeetingId = id_in(&id)?;
    let agency: AgencyId = id_in(posted.get("agency"))?;
    let token = match meeting::issue(ctx.app(), ctx.actor()?, id, agency).await {
        Ok(token) => token,
        Err(error) => {
            let refusal = Refusal::of(error)?;
            return Ok(again(super::show::refused(&ctx, id, &refusal).await?));
        }
    };
    let show = meeting::show(ctx.app(), ctx.actor()?, id).await?;
    let lang = ctx.lang;
    let name = show.agency(agency);
    let address = ctx.address_of(&format!("{LINK}/{}", &*token));
    // To be copied into a chat: in Indonesian, whoever sends it.
    let official = Lang::Id;
    let message = [
        official.meeting_message_head(&show.row.draft.title),
        words::when(official, &show.row.draft, show.zone),
        official.meeting_message_place(&show.row.draft.place),
        official.meeting_message_link(&address),
    ]
    .join("\n");
    let frame = ctx
        .frame(lang.meeting_link_title(name))
        .lead(lang.meeting_link_lead())
        .crumb(lang.meeting_title(), HOME)
        .crumb(show.row.draft.title.clone(), href(id));
    let body = html! {
        label for="tautan" { (lang.meeting_link_address()) }
        textarea id="tautan" rows="3" readonly { (address) }
        h2 { (lang.meeting_link_message(name)) }
        (ui::message(lang, &lang.meeting_link_message(name), &message))
        form class="act" method="post" action={ (href(id)) "/tautan/cabut" } {
            input type="hidden" name="_token" value=(frame.csrf);
            input type="hidden" name="agency" value=(agency);
            (Button::submit(lang.meeting_link_revoke()).quiet())
        }
        (ui::actions(&[Button::link(lang.meeting_link_back(), format!("{}#undangan", href(id))).quiet()]))
    };
    Ok(ui::page(&frame, body).into_response())
}

/// Takes every link of an office back.
pub async fn revoke(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Result<Redirect, Fault> {
    let id: MeetingId = id_in(&id)?;
    let agency: AgencyId = id_in(posted.get("agency"))?;
    meeting::revoke(ctx.app(), ctx.actor()?, id, agency).await?;
    Ok(Redirect::to(&format!("{}?cabut=1#undangan", href(id))))
}

/// The invitation.
pub async fn show(ctx: Ctx, Path(token): Path<String>) -> Result<Response, Fault> {
    match meeting::invited(ctx.app(), &token).await {
        Ok(letter) => {
            let form = stored(letter.answer.clone());
            Ok(page(&ctx, &token, &letter, &form, &Refusal::none()).into_response())
        }
        Err(app::Error::NotFound) => Ok(dead(&ctx)),
        Err(other) => Err(other.into()),
    }
}

/// A link that opens nothing, whatever the reason.
fn dead(ctx: &Ctx) -> Response {
    let frame = ctx.frame(ctx.lang.meeting_link_dead()).lead(ctx.lang.meeting_link_dead_how());
    (StatusCode::NOT_FOUND, ui::bare(&frame, html! {})).into_response()
}

/// Keeps an answer.
pub async fn answer(
    ctx: Ctx,
    Path(token): Path<String>,
    posted: Posted,
) -> Result<Response, Fault> {
    let form = typed(&posted);
    let error = match meeting::answer(ctx.app(), &token, &form).await {
        Ok(_) => return Ok(Redirect::to(&format!("{LINK}/{token}?jawab=1")).into_response()),
        Err(app::Error::NotFound) => return Ok(dead(&ctx)),
        Err(error) => error,
    };
    let refusal = Refusal::of(error)?;
    match meeting::invited(ctx.app(), &token).await {
        Ok(letter) => Ok(again(page(&ctx, &token, &letter, &form, &refusal))),
        Err(app::Error::NotFound) => Ok(dead(&ctx)),
        Err(other) => Err(other.into()),
    }
}

fn page(ctx: &Ctx, token: &str, letter: &Letter, typed: &AnswerForm, refusal: &Refusal) -> Markup {
    let lang = ctx.lang;
    let draft = &letter.row.draft;
    let done = ctx.query("jawab").filter(|_| !refusal.is_some());
    // Whoever holds a link sees nothing of a session that the browser may also have.
    let mut frame = ui::Frame::new(lang, draft.title.clone(), &ctx.place.path);
    frame.style = crate::assets::style().into();
    frame.query = &ctx.place.query;
    frame.demo = ctx.settings.demo;
    let frame = frame
        .lead(lang.meeting_link_for(letter.agency.as_str()))
        .notice(done.map(|_| Notice::done(lang.meeting_link_sent())))
        .troubled(refusal.is_some());
    let mut list = vec![
        Fact::new(lang.meeting_held_on(), words::when(lang, draft, letter.zone)),
        Fact::new(lang.meeting_place(), draft.place.as_str()),
    ];
    if !draft.note.is_empty() {
        list.push(Fact::new(lang.meeting_note(), draft.note.as_str()));
    }
    let form = questions(lang, form(&frame, format!("{LINK}/{token}")), typed, refusal)
        .submit(lang.meeting_reply_send());
    ui::bare(
        &frame,
        html! {
            p { (letter.taskforce) }
            (facts(&list))
            @if !letter.agenda.is_empty() {
                details {
                    summary { (lang.meeting_agenda()) }
                    ol { @for item in &letter.agenda { li { (item) } } }
                }
            }
            (form)
            (ui::actions(&[Button::link(lang.meeting_link_calendar(), format!("{LINK}/{token}/kalender.ics")).quiet()]))
        },
    )
}

/// The meeting for a calendar.
pub async fn calendar(ctx: Ctx, Path(token): Path<String>) -> Result<Response, Fault> {
    match meeting::invited(ctx.app(), &token).await {
        Ok(letter) => {
            let site = ctx.address_of("");
            Ok(send::file(&ctx, &meeting::entry(&letter.row, letter.zone, false, &site)))
        }
        Err(app::Error::NotFound) => Ok(dead(&ctx)),
        Err(other) => Err(other.into()),
    }
}
