//! Adding, ordering and taking off items.

use app::meeting::{
    self, Place,
    view::{Item, Show},
};
use axum::{
    extract::Path,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{
    id::{ItemId, MeetingId},
    meeting::{AgendaForm, Source},
};
use maud::{Markup, html};
use text::Lang;

use super::{
    address::{HOME, href},
    words,
};
use crate::{
    Ctx, Fault, Posted,
    forms::{Refusal, again, id_in},
    labels,
    ui::{self, Button, Form, field, form},
};

/// The form of a new item.
pub async fn new(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    let key = ItemId(ctx.app().ids.next());
    page(&ctx, (id_in(&id)?, key), &AgendaForm::default(), &Refusal::none()).await
}

/// Adds it.
pub async fn create(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Result<Response, Fault> {
    let id: MeetingId = id_in(&id)?;
    let form =
        AgendaForm { title: posted.get("title").to_owned(), note: posted.get("note").to_owned() };
    let key: ItemId = id_in(posted.get("key"))?;
    match meeting::add_item(ctx.app(), ctx.actor()?, id, &form, Some(key)).await {
        Ok(_) => Ok(Redirect::to(&format!("{}?tersimpan=1", href(id))).into_response()),
        Err(error) => Ok(again(page(&ctx, (id, key), &form, &Refusal::of(error)?).await?)),
    }
}

async fn page(
    ctx: &Ctx,
    (id, key): (MeetingId, ItemId),
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
    let form = form(&frame, format!("{}/agenda", href(id))).hidden("key", key.to_string());
    let form = questions(lang, form, typed, refusal)
        .submit(lang.meeting_agenda_new())
        .button(Button::link(lang.ui_cancel(), href(id)).quiet());
    Ok(ui::page(&frame, html! { (form) }))
}

/// What is asked of an item, written by the secretariat or wished for by an office.
pub fn questions<'a>(
    lang: Lang,
    form: Form<'a>,
    typed: &'a AgendaForm,
    refusal: &Refusal,
) -> Form<'a> {
    let own = |name: &'static str| words::problem(lang, &refusal.errors, name);
    form.field(
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
}

/// Takes up what has become red or overdue since.
pub async fn refresh(ctx: Ctx, Path(id): Path<String>) -> Result<Redirect, Fault> {
    let id: MeetingId = id_in(&id)?;
    let new = meeting::refresh(ctx.app(), ctx.actor()?, id).await?;
    Ok(Redirect::to(&format!("{}?pokok={new}", href(id))))
}

/// Moves an item, or takes it off.
pub async fn shift(
    ctx: Ctx,
    Path((id, item)): Path<(String, String)>,
    posted: Posted,
) -> Result<Redirect, Fault> {
    let (id, item): (MeetingId, ItemId) = (id_in(&id)?, id_in(&item)?);
    let (app, actor) = (ctx.app(), ctx.actor()?);
    match posted.get("arah") {
        "naik" => meeting::move_item(app, actor, id, item, Place::Up).await?,
        "turun" => meeting::move_item(app, actor, id, item, Place::Down).await?,
        "hapus" => meeting::remove_item(app, actor, id, item).await?,
        _ => return Err(Fault::not_found()),
    }
    let place = if posted.get("arah") == "hapus" { "agenda".into() } else { format!("i-{item}") };
    Ok(Redirect::to(&format!("{}#{place}", href(id))))
}

/// The agenda on the page of the meeting.
pub fn list(frame: &ui::Frame, show: &Show) -> Markup {
    let lang = frame.lang;
    let stage = show.row.stage;
    let edits = show.may.manage && (stage.is_preparing() || stage.is_writing());
    let own = href(show.row.id);
    html! {
        section id="agenda" {
            h2 { (lang.meeting_agenda()) }
            @if show.items.is_empty() { p class="none" { (lang.meeting_agenda_empty()) } }
            @else {
                ol class="agenda" {
                    @for (place, item) in show.items.iter().enumerate() {
                        li id={ "i-" (item.row.id) } {
                            (point(lang, item))
                            @if edits { (shifts(frame, show, item, place)) }
                        }
                    }
                }
            }
            @if edits {
                div class="actions" {
                    (Button::link(lang.meeting_agenda_new(), format!("{own}/agenda")).quiet())
                    (ui::act(frame, &format!("{own}/agenda/segarkan"), None,
                        &Button::submit(lang.meeting_agenda_refresh()).quiet()))
                }
            }
        }
    }
}

/// An item: what it is, why it stands there, and where to look.
fn point(lang: Lang, item: &Item) -> Markup {
    let title = html! { b { (item.row.title) } };
    html! {
        div {
            @match item.row.source {
                Source::Red(id) | Source::Returned(id) => { a href={ "/rad/" (id) } { (title) } }
                Source::Action(id) => { a href=(crate::action::address::href(id)) { (title) } }
                Source::Pledges => { a href="#komitmen-lalu" { (title) } }
                Source::Own | Source::Wish(_) => { (title) }
            }
            small {
                @let why = words::source(lang, item.row.source);
                (why) @if !why.is_empty() && !item.row.note.is_empty() { " · " } (item.row.note)
            }
        }
    }
}

fn shifts(frame: &ui::Frame, show: &Show, item: &Item, place: usize) -> Markup {
    let lang = frame.lang;
    let title = item.row.title.as_str();
    let last = show.items.len().saturating_sub(1);
    html! {
        form class="shifts" method="post" action={ (href(show.row.id)) "/agenda/" (item.row.id) } {
            input type="hidden" name="_token" value=(frame.csrf);
            button type="submit" name="arah" value="naik" disabled[place == 0] aria-label=(lang.meeting_up(title)) { "↑" }
            button type="submit" name="arah" value="turun" disabled[place == last] aria-label=(lang.meeting_down(title)) { "↓" }
            button type="submit" name="arah" value="hapus" aria-label=(lang.meeting_remove(title)) { "×" }
        }
    }
}
