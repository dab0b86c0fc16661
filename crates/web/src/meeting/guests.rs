//! Who is invited, and what they answer.

use std::collections::BTreeSet;

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
    meeting::{Answer, AnswerForm, Reply},
};
use maud::{Markup, html};
use text::Lang;

use super::{
    address::{HOME, href},
    send, words,
};
use crate::{
    Ctx, Fault, Posted, assets,
    forms::{Refusal, again, id_in},
    labels,
    ui::{self, Button, Column, Form, Row, Table, cell, field, form},
};

/// The answer of a form, as typed.
pub(super) fn typed(posted: &Posted) -> AnswerForm {
    let get = |name| posted.get(name).to_owned();
    AnswerForm { reply: get("reply"), name: get("name"), title: get("title"), note: get("note") }
}

/// The list to tick.
pub async fn edit(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    let show = meeting::show(ctx.app(), ctx.actor()?, id_in(&id)?).await?;
    let chosen = show.guests.iter().map(|guest| guest.office.id.to_string()).collect();
    Ok(boxes(&ctx, &show, chosen, &Refusal::none()))
}

/// Sets the list.
pub async fn update(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Result<Response, Fault> {
    let id: MeetingId = id_in(&id)?;
    let agencies: BTreeSet<AgencyId> =
        posted.all("agency").map(id_in).collect::<Result<_, Fault>>()?;
    let seen = Some(posted.version());
    match meeting::invite(ctx.app(), ctx.actor()?, id, (&agencies, seen)).await {
        Ok(()) => Ok(Redirect::to(&format!("{}?tersimpan=1#undangan", href(id))).into_response()),
        Err(error) => {
            let refusal = Refusal::of(error)?;
            let show = meeting::show(ctx.app(), ctx.actor()?, id).await?;
            let chosen = agencies.iter().map(ToString::to_string).collect();
            Ok(again(boxes(&ctx, &show, chosen, &refusal)))
        }
    }
}

fn boxes(ctx: &Ctx, show: &Show, chosen: Vec<String>, refusal: &Refusal) -> Markup {
    let lang = ctx.lang;
    let mut frame = ctx
        .frame(lang.meeting_guests_edit())
        .lead(lang.meeting_guests_lead())
        .crumb(lang.meeting_title(), HOME)
        .crumb(show.row.draft.title.clone(), href(show.row.id))
        .troubled(refusal.is_some());
    frame.script = Some(assets::filter());
    let choices = show.offices.iter().map(|office| {
        let choice = field::choice(office.id.to_string(), office.short.clone());
        if office.full == office.short { choice } else { choice.help(office.full.clone()) }
    });
    let form = form(&frame, format!("{}/undangan", href(show.row.id)))
        .version(show.row.version)
        .field(
            field::checks("agency", choices.collect()).label(lang.meeting_guests()).chosen(chosen),
        )
        .problem(refusal.rule.map(|code| labels::rule(lang, code)))
        .submit(lang.meeting_guests_save())
        .button(Button::link(lang.ui_cancel(), href(show.row.id)).quiet());
    let body = html! {
        div data-filter=(lang.meeting_paper_filter()) data-none=(lang.meeting_paper_filter_none()) { (form) }
    };
    ui::page(&frame, body)
}

/// The office that is asked: one named by the secretariat, else one's own.
fn asked(ctx: &Ctx, named: Option<&str>) -> Result<AgencyId, Fault> {
    match named.filter(|named| !named.is_empty()) {
        Some(named) => id_in(named),
        None => ctx.actor()?.agency.ok_or_else(Fault::not_found),
    }
}

/// The form of an answer.
pub async fn answer(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    let show = meeting::show(ctx.app(), ctx.actor()?, id_in(&id)?).await?;
    let agency = asked(&ctx, ctx.query("instansi").as_deref())?;
    let guest = show.guests.iter().find(|guest| guest.office.id == agency);
    let guest = guest.ok_or_else(Fault::not_found)?;
    if !show.may.manage && show.may.part != Some(agency) {
        return Err(Fault::not_found());
    }
    let typed = stored(guest.invitation.answer.clone());
    Ok(reply_page(&ctx, &show, agency, &typed, &Refusal::none()))
}

/// The form of an answer that was given before.
pub(super) fn stored(answer: Option<Answer>) -> AnswerForm {
    answer.map_or_else(AnswerForm::default, |answer| AnswerForm {
        reply: answer.reply.code().to_owned(),
        name: answer.name,
        title: answer.title,
        note: answer.note,
    })
}

/// Keeps an answer.
pub async fn reply(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Result<Response, Fault> {
    let id: MeetingId = id_in(&id)?;
    let agency = asked(&ctx, Some(posted.get("agency")))?;
    let typed = typed(&posted);
    match meeting::reply(ctx.app(), ctx.actor()?, id, agency, &typed).await {
        Ok(()) => Ok(Redirect::to(&format!("{}?jawab=1", href(id))).into_response()),
        Err(error) => {
            let refusal = Refusal::of(error)?;
            let show = meeting::show(ctx.app(), ctx.actor()?, id).await?;
            Ok(again(reply_page(&ctx, &show, agency, &typed, &refusal)))
        }
    }
}

fn reply_page(
    ctx: &Ctx,
    show: &Show,
    agency: AgencyId,
    typed: &AnswerForm,
    refusal: &Refusal,
) -> Markup {
    let lang = ctx.lang;
    let frame = ctx
        .frame(lang.meeting_reply_for(show.agency(agency)))
        .lead(words::when(lang, &show.row.draft, show.zone))
        .crumb(lang.meeting_title(), HOME)
        .crumb(show.row.draft.title.clone(), href(show.row.id))
        .troubled(refusal.is_some());
    let form =
        form(&frame, format!("{}/jawab", href(show.row.id))).hidden("agency", agency.to_string());
    let form = questions(lang, form, typed, refusal)
        .submit(lang.meeting_reply_send())
        .button(Button::link(lang.ui_cancel(), href(show.row.id)).quiet());
    ui::page(&frame, html! { (form) })
}

/// What an answer asks: coming, represented by whom, or not.
pub(super) fn questions<'a>(
    lang: Lang,
    form: Form<'a>,
    typed: &'a AnswerForm,
    refusal: &Refusal,
) -> Form<'a> {
    let replies = Reply::ALL.map(|reply| {
        let label = match reply {
            Reply::Coming => lang.meeting_reply_coming(),
            Reply::StandIn => lang.meeting_reply_stand_in(),
            Reply::Declined => lang.meeting_reply_declined(),
        };
        field::choice(reply.code(), label)
    });
    form.field(
        field::radio("reply", replies.to_vec())
            .label(lang.meeting_reply())
            .value(typed.reply.as_str())
            .required(),
    )
    .field(
        field::text("name")
            .label(lang.meeting_reply_name())
            .value(typed.name.as_str())
            .error(words::problem(lang, &refusal.errors, "name")),
    )
    .field(
        field::text("title")
            .label(lang.meeting_reply_title())
            .value(typed.title.as_str())
            .error(words::problem(lang, &refusal.errors, "title")),
    )
    .field(
        field::area("note", 2)
            .label(lang.meeting_reply_note())
            .help(lang.meeting_reply_note_help())
            .value(typed.note.as_str())
            .error(words::problem(lang, &refusal.errors, "note")),
    )
    .problem(refusal.rule.map(|code| labels::rule(lang, code)))
    .errors(&refusal.errors)
}

/// Who is invited, on the page of the meeting.
pub fn list(frame: &ui::Frame, show: &Show) -> Markup {
    let lang = frame.lang;
    let own = href(show.row.id);
    let replied = show.guests.iter().filter(|guest| guest.invitation.answer.is_some()).count();
    let count = |number: usize| lang.number(i64::try_from(number).unwrap_or(i64::MAX));
    let edits = show.may.manage && show.row.stage.is_preparing();
    // The secretariat answers for whoever called, at the row of the office.
    let answers = !show.may.manage && show.row.stage.is_preparing();
    let columns = vec![
        Column::text(lang.meeting_attendee_agency()),
        Column::text(lang.meeting_guests()),
        Column::text(lang.meeting_reply()),
    ];
    let rows = show.guests.iter().map(|guest| guest_row(frame, show, guest));
    html! {
        section id="undangan" {
            h2 { (lang.meeting_guests()) }
            @if show.guests.is_empty() { p class="none" { (lang.meeting_guests_none()) } }
            @else {
                @if let Some(own) = show.guests.iter().find(|guest| Some(guest.office.id) == show.may.part) {
                    p { b { (lang.meeting_reply()) " " (own.office.short) ": " } (words::answer(lang, own.invitation.answer.as_ref())) }
                }
                p { (lang.meeting_guests_count(count(show.guests.len()), count(replied))) }
                @if let Some(part) = show.may.part.filter(|_| answers) {
                    @if show.guests.iter().any(|guest| guest.office.id == part) {
                        (ui::actions(&[Button::link(
                            lang.meeting_reply_for(show.agency(part)),
                            format!("{own}/jawab"),
                        )]))
                    }
                }
                details open[show.guests.len() <= 12 && show.row.stage.is_preparing()] {
                    summary { (lang.meeting_guests_see(count(show.guests.len()))) }
                    div data-filter=(lang.meeting_paper_filter()) data-none=(lang.meeting_paper_filter_none()) {
                        (Table::new(lang.meeting_guests(), columns).rows(rows))
                    }
                }
            }
            (send::box_of(frame, show))
            @if edits {
                (ui::actions(&[Button::link(lang.meeting_guests_edit(), format!("{own}/undangan")).quiet()]))
            }
        }
    }
}

fn guest_row(frame: &ui::Frame, show: &Show, guest: &Guest) -> Row {
    let lang = frame.lang;
    let own = href(show.row.id);
    let answers = show.may.manage && show.row.stage.is_preparing();
    Row::new(html! {
        (guest.office.short)
        @if guest.is_closed { small { (lang.meeting_closed_office()) } }
    })
    .cell(html! {
        @match &guest.head {
            Some((name, title)) => { (cell::lines(name, title)) }
            None => { span class="none" { (lang.meeting_head_unknown()) } }
        }
    })
    .cell(html! {
        (words::answer(lang, guest.invitation.answer.as_ref()))
        @if answers {
            small { a href={ (own) "/jawab?instansi=" (guest.office.id) } {
                (lang.meeting_reply_for(guest.office.short.as_str()))
            } }
            (send::told(frame, show, guest))
        }
    })
}
