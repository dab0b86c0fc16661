//! One's own notices.

use app::{
    Act,
    notice::{self, view::Notice as Line, words::line},
};
use axum::{
    extract::Path,
    response::{Redirect, Response},
};
use domain::{
    id::NoticeId,
    notice::{About, Topic},
};
use maud::{Markup, html};

use super::address::{HOME, LOG, MAIL, OFFICES};
use crate::{
    Ctx, Fault, action,
    forms::{id_in, saved},
    meeting, outreach, plan,
    ui::{self, Button, Empty, act},
};

/// The list.
pub async fn index(ctx: Ctx) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let actor = ctx.actor()?;
    let before = ctx.query("sebelum").map(|id| id_in(&id)).transpose()?;
    let index = notice::index(ctx.app(), actor, before).await?;
    let mut buttons = vec![Button::link(lang.notice_settings(), MAIL).quiet()];
    if actor.may(Act::NoticeManage) {
        buttons.push(Button::link(lang.notice_log(), LOG).quiet());
        buttons.push(Button::link(lang.notice_addresses(), OFFICES).quiet());
    }
    let frame =
        ctx.frame(lang.notice_title()).lead(lang.notice_lead()).actions(ui::actions(&buttons));
    let unread = index.notices.iter().any(|notice| notice.read_at.is_none());
    let body = html! {
        @if index.notices.is_empty() { (Empty::new(lang.notice_empty(), lang.notice_empty_how())) }
        @else {
            @if unread { (act(&frame, "/pemberitahuan/dibaca", None, &Button::submit(lang.notice_read_all()).quiet())) }
            ul class="agenda" { @for notice in &index.notices { (item(&ctx, notice)) } }
            @if let Some(next) = index.next {
                (ui::actions(&[Button::link(lang.notice_older(), format!("{HOME}?sebelum={next}")).quiet()]))
            }
        }
    };
    Ok(ui::page(&frame, body))
}

fn item(ctx: &Ctx, notice: &Line) -> Markup {
    let lang = ctx.lang;
    let words = line(lang, notice.topic, &notice.name, notice.day);
    html! {
        li {
            div {
                a href={ (HOME) "/" (notice.id) } {
                    @if notice.read_at.is_none() { b { (words) } } @else { (words) }
                }
                small {
                    (lang.stamp(notice.created_at, ctx.zone()))
                    @if notice.read_at.is_none() { " · " (lang.notice_unread()) }
                }
            }
        }
    }
}

/// Opens what a notice is about.
pub async fn open(ctx: Ctx, Path(id): Path<String>) -> Result<Redirect, Fault> {
    let id: NoticeId = id_in(&id)?;
    let (topic, about) = notice::open(ctx.app(), ctx.actor()?, id).await?;
    let minutes =
        matches!(topic, Topic::MinutesCirculated | Topic::MinutesApproval | Topic::MinutesLocked);
    Ok(Redirect::to(&match about {
        About::Meeting(id) if minutes => meeting::address::minutes_href(id, None),
        About::Meeting(id) => meeting::address::href(id),
        About::Action(id) => action::address::href(id),
        About::Indicator(id) => plan::address::record(id),
        About::Order(id) => outreach::address::href(id),
    }))
}

/// Takes all as read.
pub async fn read_all(ctx: Ctx) -> Result<Response, Fault> {
    notice::read_all(ctx.app(), ctx.actor()?).await?;
    Ok(saved(HOME))
}
