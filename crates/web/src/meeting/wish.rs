//! What an office wants to be spoken of.

use app::{Act, meeting};
use axum::{
    extract::Path,
    response::{Redirect, Response},
};
use domain::{
    id::{AgencyId, WishId},
    meeting::AgendaForm,
};
use maud::{Markup, html};

use super::{
    address::{HOME, WISH},
    agenda::questions,
};
use crate::{
    Ctx, Fault, Posted,
    forms::{Refusal, again, id_in, saved},
    ui::{self, Button, field, form},
};

/// The form.
pub async fn new(ctx: Ctx) -> Result<Markup, Fault> {
    let key = WishId(ctx.app().ids.next());
    page(&ctx, ("", key), &AgendaForm::default(), &Refusal::none()).await
}

/// Keeps it.
pub async fn create(ctx: Ctx, posted: Posted) -> Result<Response, Fault> {
    let form =
        AgendaForm { title: posted.get("title").to_owned(), note: posted.get("note").to_owned() };
    let agency: Option<AgencyId> = posted.get("agency").parse().ok();
    let key: WishId = id_in(posted.get("key"))?;
    match meeting::wish(ctx.app(), ctx.actor()?, agency, &form, Some(key)).await {
        Ok(_) => Ok(saved(HOME)),
        Err(error) => {
            Ok(again(page(&ctx, (posted.get("agency"), key), &form, &Refusal::of(error)?).await?))
        }
    }
}

/// Takes it back.
pub async fn withdraw(ctx: Ctx, Path(id): Path<String>) -> Result<Redirect, Fault> {
    meeting::withdraw(ctx.app(), ctx.actor()?, id_in(&id)?).await?;
    Ok(Redirect::to(HOME))
}

async fn page(
    ctx: &Ctx,
    (agency, key): (&str, WishId),
    typed: &AgendaForm,
    refusal: &Refusal,
) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let actor = ctx.actor()?;
    let frame = ctx
        .frame(lang.meeting_wish_title())
        .lead(lang.meeting_wish_lead())
        .crumb(lang.meeting_title(), HOME)
        .troubled(refusal.is_some());
    let mut form = form(&frame, WISH).hidden("key", key.to_string());
    if actor.may(Act::MeetingManage) {
        let choices = app::agency::choices(ctx.app(), actor).await?;
        let choices = choices.into_iter().map(|(id, name)| field::choice(id.to_string(), name));
        form = form.field(
            field::select("agency", choices.collect())
                .label(lang.meeting_attendee_agency())
                .value(agency)
                .required(),
        );
    }
    let form = questions(lang, form, typed, refusal)
        .submit(lang.meeting_wish_send())
        .button(Button::link(lang.ui_cancel(), HOME).quiet());
    Ok(ui::page(&frame, html! { (form) }))
}
