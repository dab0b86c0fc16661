//! Adding, ordering and taking off items.

use app::meeting::{self, Place};
use axum::{
    extract::Path,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{id::MeetingId, meeting::AgendaForm};
use maud::{Markup, html};

use super::{HOME, href, words};
use crate::{
    Ctx, Fault, Posted,
    forms::{Refusal, again, id_in},
    labels,
    ui::{self, Button, field, form},
};

/// The form of a new item.
pub async fn new(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    page(&ctx, id_in(&id)?, &AgendaForm::default(), &Refusal::none()).await
}

/// Adds it.
pub async fn create(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Result<Response, Fault> {
    let id: MeetingId = id_in(&id)?;
    let form =
        AgendaForm { title: posted.get("title").to_owned(), note: posted.get("note").to_owned() };
    match meeting::add_item(ctx.app(), ctx.actor()?, id, &form).await {
        Ok(_) => Ok(Redirect::to(&format!("{}?tersimpan=1#agenda", href(id))).into_response()),
        Err(error) => Ok(again(page(&ctx, id, &form, &Refusal::of(error)?).await?)),
    }
}

async fn page(
    ctx: &Ctx,
    id: MeetingId,
    typed: &AgendaForm,
    refusal: &Refusal,
) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let show = meeting::show(ctx.app(), ctx.actor()?, id).await?;
    let frame = ctx
        .frame(lang.meeting_agenda_new())
        .crumb(lang.meeting_title(), HOME)
        .crumb(show.row.draft.title.clone(), href(id))
        .troubled(refusal.is_some());
    let own = |name: &'static str| words::problem(lang, &refusal.errors, name);
    let form = form(&frame, format!("{}/agenda", href(id)))
        .field(
            field::text("title")
                .label(lang.meeting_agenda_title())
                .value(typed.title.as_str())
                .error(own("title"))
                .required(),
        )
        .field(
            field::area("note", 3)
                .label(lang.meeting_agenda_note())
                .value(typed.note.as_str())
                .error(own("note")),
        )
        .problem(refusal.rule.map(|code| labels::rule(lang, code)))
        .errors(&refusal.errors)
        .submit(lang.meeting_agenda_new())
        .button(Button::link(lang.ui_cancel(), href(id)).quiet());
    Ok(ui::page(&frame, html! { (form) }))
}

/// Takes up what has become red or overdue since.
pub async fn refresh(ctx: Ctx, Path(id): Path<String>) -> Result<Redirect, Fault> {
    let id: MeetingId = id_in(&id)?;
    let new = meeting::refresh(ctx.app(), ctx.actor()?, id).await?;
    Ok(Redirect::to(&format!("{}?pokok={new}#agenda", href(id))))
}

/// Moves an item, or takes it off.
pub async fn shift(
    ctx: Ctx,
    Path((id, item)): Path<(String, String)>,
    posted: Posted,
) -> Result<Redirect, Fault> {
    let (id, item) = (id_in(&id)?, id_in(&item)?);
    let (app, actor) = (ctx.app(), ctx.actor()?);
    match posted.get("arah") {
        "naik" => meeting::move_item(app, actor, id, item, Place::Up).await?,
        "turun" => meeting::move_item(app, actor, id, item, Place::Down).await?,
        "hapus" => meeting::remove_item(app, actor, id, item).await?,
        _ => return Err(Fault::not_found()),
    }
    Ok(Redirect::to(&format!("{}#agenda", href(id))))
}
