//! `/` and `/beranda`: the door, and the day of each role.

mod leadership;
mod minute;
mod system;
mod today;

use app::Act;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use crate::{
    Ctx, Fault, Guard, Routes,
    ui::{self, Button, Notice, Tone},
};

/// Routes of the front and the home page.
pub fn routes() -> Routes {
    Routes::new()
        .get("/", Guard::Public, front)
        .get("/beranda", Guard::Act(Act::HomeView), home)
        .get(minute::HOME, Guard::Act(Act::ActionView), minute::show)
        .get("/beranda/lembar.pdf", Guard::Act(Act::PlanPrint), minute::paper)
}

/// The public front page.
async fn front(ctx: Ctx) -> Response {
    if ctx.signed.is_some() {
        return Redirect::to("/beranda").into_response();
    }
    let lang = ctx.lang;
    let frame = ctx.frame(lang.home_front_title()).lead(lang.home_front_lead());
    let body = html! {
        (ui::actions(&[Button::link(lang.account_enter(), "/masuk")]))
        (Notice::new(Tone::Note, lang.home_front_help()))
    };
    ui::bare(&frame, body).into_response()
}

/// The home page of whoever is signed in, by the role they act under.
async fn home(ctx: Ctx) -> Result<Markup, Fault> {
    match ctx.actor()?.role.code.as_str() {
        "administrator" => system::show(&ctx).await,
        "leadership" => leadership::show(&ctx).await,
        _ => today::show(&ctx).await,
    }
}
