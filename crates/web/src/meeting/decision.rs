//! Decisions, and the actions that carry them out.

use app::meeting::{self, view::Show};
use axum::{
    extract::Path,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{
    action,
    id::{ActionId, DecisionId, ItemId, MeetingId},
    meeting::DecisionForm,
};
use maud::{Markup, html};
use text::Lang;

use super::{
    address::{HOME, href, minutes_href},
    words,
};
use crate::{
    Ctx, Fault, Posted,
    action::questions::{questions, rows, typed},
    forms::{Refusal, again, id_in},
    labels,
    ui::{self, Button, Frame, field, form},
};

/// The form of a decision.
pub async fn new(ctx: Ctx, Path((id, item)): Path<(String, String)>) -> Result<Markup, Fault> {
    let show = meeting::show(ctx.app(), ctx.actor()?, id_in(&id)?).await?;
    let key = DecisionId(ctx.app().ids.next());
    let item: ItemId = id_in(&item)?;
    let of_item = show.items.iter().find(|one| one.row.id == item);
    let row = of_item.and_then(|one| words::plan_row(&one.row.source)).map(|row| row.to_string());
    let action = action::Form { indicator: row.unwrap_or_default(), ..action::Form::default() };
    page(&ctx, &show, (item, key), &DecisionForm::default(), &action, &Refusal::none()).await
}

/// Writes it down.
pub async fn create(
    ctx: Ctx,
    Path((id, item)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Fault> {
    let (id, item): (MeetingId, ItemId) = (id_in(&id)?, id_in(&item)?);
    let key: DecisionId = id_in(posted.get("key"))?;
    let form = said(&posted);
    let action = typed(&posted);
    match meeting::decide(ctx.app(), ctx.actor()?, id, (item, key), &form, &action).await {
        Ok(()) => Ok(back(id, Some(item))),
        Err(error) => {
            let refusal = Refusal::of(error)?;
            let show = meeting::show(ctx.app(), ctx.actor()?, id).await?;
            Ok(again(page(&ctx, &show, (item, key), &form, &action, &refusal).await?))
        }
    }
}

/// The decision of a form, as typed.
pub(super) fn said(posted: &Posted) -> DecisionForm {
    DecisionForm {
        text: posted.get("decision").to_owned(),
        asks_amendment: !posted.get("asks_amendment").is_empty(),
    }
}

/// The questions of a decision.
pub(super) fn asking<'a>(
    lang: Lang,
    form: ui::Form<'a>,
    typed: &'a DecisionForm,
    refusal: &'a Refusal,
) -> ui::Form<'a> {
    form.field(
        field::area("decision", 3)
            .label(lang.meeting_decision())
            .value(typed.text.as_str())
            .error(words::problem(lang, &refusal.errors, "decision"))
            .required(),
    )
    .field(
        field::checkbox("asks_amendment")
            .label(lang.meeting_decision_amends())
            .help(lang.meeting_decision_amends_help())
            .value(if typed.asks_amendment { "1" } else { "" }),
    )
}

/// A page below the minutes.
pub(super) fn framed<'a>(
    ctx: &'a Ctx,
    show: &Show,
    title: &'static str,
    refusal: &Refusal,
) -> Frame<'a> {
    let lang = ctx.lang;
    ctx.frame(title)
        .crumb(lang.meeting_title(), HOME)
        .crumb(show.row.draft.title.clone(), href(show.row.id))
        .crumb(lang.meeting_minutes(), minutes_href(show.row.id, None))
        .troubled(refusal.is_some())
}

fn back(id: MeetingId, item: Option<ItemId>) -> Response {
    let place = item.map_or_else(String::new, |item| format!("#p-{item}"));
    Redirect::to(&format!("{}?keputusan=1{place}", minutes_href(id, None))).into_response()
}

async fn page(
    ctx: &Ctx,
    show: &Show,
    (item, key): (ItemId, DecisionId),
    typed: &DecisionForm,
    action: &action::Form,
    refusal: &Refusal,
) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let of_item = show.items.iter().find(|one| one.row.id == item);
    let of_item = of_item.ok_or_else(Fault::not_found)?;
    let frame = framed(ctx, show, lang.meeting_decision_new(), refusal)
        .lead(lang.meeting_decision_new_of(&of_item.row.title));
    let form = form(&frame, format!("{}/notula/{item}/keputusan", href(show.row.id)))
        .hidden("key", key.to_string());
    let form = asking(lang, form, typed, refusal)
        .heading(lang.meeting_action_of())
        .slot(html! { p class="help" { (lang.meeting_action_of_help()) } });
    let rows = rows(ctx).await?;
    let form = questions(lang, form, (&show.offices, rows), action, refusal, false)
        .problem(refusal.rule.map(|code| labels::rule(lang, code)))
        .errors(&refusal.errors)
        .submit(lang.meeting_decision_save())
        .button(Button::link(lang.ui_cancel(), minutes_href(show.row.id, Some(item))).quiet());
    Ok(ui::page(&frame, html! { (form) }))
}

/// The form of one more action.
pub async fn more(ctx: Ctx, Path((id, decision)): Path<(String, String)>) -> Result<Markup, Fault> {
    let show = meeting::show(ctx.app(), ctx.actor()?, id_in(&id)?).await?;
    let key = ActionId(ctx.app().ids.next());
    more_page(&ctx, &show, id_in(&decision)?, key, &action::Form::default(), &Refusal::none()).await
}

/// Gives it out.
pub async fn give(
    ctx: Ctx,
    Path((id, decision)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Fault> {
    let (id, decision): (MeetingId, DecisionId) = (id_in(&id)?, id_in(&decision)?);
    let key: ActionId = id_in(posted.get("key"))?;
    let form = typed(&posted);
    match meeting::give(ctx.app(), ctx.actor()?, id, (decision, key), &form).await {
        Ok(()) => Ok(back(id, None)),
        Err(error) => {
            let refusal = Refusal::of(error)?;
            let show = meeting::show(ctx.app(), ctx.actor()?, id).await?;
            Ok(again(more_page(&ctx, &show, decision, key, &form, &refusal).await?))
        }
    }
}

async fn more_page(
    ctx: &Ctx,
    show: &Show,
    decision: DecisionId,
    key: ActionId,
    typed: &action::Form,
    refusal: &Refusal,
) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let decided = show.decisions().find(|one| one.row.id == decision);
    let decided = decided.ok_or_else(Fault::not_found)?;
    let frame = framed(ctx, show, lang.meeting_action_more(), refusal)
        .lead(lang.meeting_action_more_lead());
    let form = form(&frame, format!("{}/keputusan/{decision}/tindakan", href(show.row.id)))
        .hidden("key", key.to_string())
        .slot(html! { p { b { (decided.row.decision.text) } } });
    let rows = rows(ctx).await?;
    let form = questions(lang, form, (&show.offices, rows), typed, refusal, true)
        .problem(refusal.rule.map(|code| labels::rule(lang, code)))
        .errors(&refusal.errors)
        .submit(lang.meeting_action_save())
        .button(Button::link(lang.ui_cancel(), minutes_href(show.row.id, None)).quiet());
    Ok(ui::page(&frame, html! { (form) }))
}

/// Takes a decision out.
pub async fn remove(
    ctx: Ctx,
    Path((id, decision)): Path<(String, String)>,
) -> Result<Redirect, Fault> {
    let id: MeetingId = id_in(&id)?;
    meeting::undecide(ctx.app(), ctx.actor()?, id, id_in(&decision)?).await?;
    Ok(Redirect::to(&minutes_href(id, None)))
}
