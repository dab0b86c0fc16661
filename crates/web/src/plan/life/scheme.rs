//! By which checkpoints a plan is reported on.

use app::plan::{self, view::Life};
use axum::{extract::Path, response::Response};
use maud::{Markup, html};

use super::{
    super::{address, words},
    find, page,
};
use crate::{
    Ctx, Fault, Posted,
    forms::{Refusal, again, saved},
    ui::{Button, Frame, field, form},
};

/// The checkpoints of a plan in words.
pub fn of(ctx: &Ctx, life: &Life) -> String {
    words::scheme(ctx.lang, &ctx.app().rules.plan.scheme(&life.scheme))
}

/// The form that chooses others.
pub fn change(ctx: &Ctx, frame: &Frame, life: &Life) -> Markup {
    let lang = ctx.lang;
    let schemes = ctx.app().rules.plan.schemes().iter();
    let schemes = schemes.map(|one| field::choice(one.code(), words::scheme(lang, one)));
    let form = form(frame, format!("{}/titik", address::plan(life.matrix.plan.years)))
        .field(
            field::radio("scheme", schemes.collect())
                .label(lang.plan_life_scheme())
                .help(lang.plan_life_scheme_change_how())
                .value(life.scheme.as_str())
                .required(),
        )
        .button(Button::submit(lang.plan_life_scheme_set()).quiet());
    html! {
        details class="how" {
            summary { (lang.plan_life_scheme_change()) }
            (form)
        }
    }
}

/// Sets them.
pub async fn set(ctx: Ctx, Path(years): Path<String>, typed: Posted) -> Result<Response, Fault> {
    let id = find(&ctx, &years).await?;
    match plan::set_scheme(ctx.app(), ctx.actor()?, id, typed.get("scheme")).await {
        Ok(()) => Ok(saved(&format!("{}/{years}", address::PLAN))),
        Err(error) => Ok(again(page(&ctx, id, &Refusal::of(error)?).await?)),
    }
}
