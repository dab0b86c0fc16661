//! `/` and `/beranda`.

use app::Act;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use crate::{
    Ctx, Fault, Guard, Routes,
    ui::{self, Button},
};

/// Routes of the front and the home page.
pub fn routes() -> Routes {
    Routes::new().get("/", Guard::Public, front).get("/beranda", Guard::Act(Act::HomeView), home)
}

/// The public front page.
async fn front(ctx: Ctx) -> Response {
    if ctx.signed.is_some() {
        return Redirect::to("/beranda").into_response();
    }
    let lang = ctx.lang;
    let frame = ctx.frame(lang.home_front_title()).lead(lang.home_front_lead());
    ui::bare(&frame, html! { (ui::actions(&[Button::link(lang.account_enter(), "/masuk")])) }).into_response()
}

/// The home page of whoever is signed in.
async fn home(ctx: Ctx) -> Result<Markup, Fault> {
    let frame = ctx.frame(ctx.lang.nav_home());
    Ok(ui::page(&frame, html! {}))
}
