//! The regulation by which a plan is in force.

use app::{Error, plan};
use axum::{extract::Path, response::Response};
use domain::{
    id::PlanId,
    plan::{Regulation, RegulationForm},
};
use maud::{Markup, html};

use super::{
    super::{address, words},
    find,
};
use crate::{
    Ctx, Fault, Posted,
    forms::{Refusal, again, saved},
    labels,
    ui::{self, Button, field, form},
};

/// The form of the regulation.
pub async fn show(ctx: Ctx, Path(years): Path<String>) -> Result<Markup, Fault> {
    let id = find(&ctx, &years).await?;
    regulation_page(&ctx, id, &RegulationForm::default(), &Refusal::none()).await
}

/// Records the regulation, and puts the plan in force.
pub async fn enact(ctx: Ctx, Path(years): Path<String>, typed: Posted) -> Result<Response, Fault> {
    let id = find(&ctx, &years).await?;
    let get = |name| typed.get(name).to_owned();
    let typed = RegulationForm {
        number: get("number"),
        title: get("title"),
        signed_on: get("signed_on"),
        in_force_on: get("in_force_on"),
    };
    let done = match Regulation::parse(&typed) {
        Ok(regulation) => plan::enact(ctx.app(), ctx.actor()?, id, regulation).await,
        Err(errors) => Err(Error::Invalid(errors)),
    };
    match done {
        Ok(()) => Ok(saved(&format!("{}/{years}", address::PLAN))),
        Err(error) => Ok(again(regulation_page(&ctx, id, &typed, &Refusal::of(error)?).await?)),
    }
}

async fn regulation_page(
    ctx: &Ctx,
    id: PlanId,
    typed: &RegulationForm,
    refusal: &Refusal,
) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let life = plan::life(ctx.app(), ctx.actor()?, id).await?;
    let head = &life.matrix.plan;
    let base = address::plan(head.years);
    let title = if typed.title.is_empty() { head.title.as_str() } else { typed.title.as_str() };
    let early = refusal.errors.of("in_force_on").and_then(|code| words::problem(lang, code));
    let frame = ctx
        .frame(lang.plan_life_regulation_title())
        .lead(lang.plan_life_regulation_lead())
        .crumb(lang.plan_title(), address::MATRIX)
        .crumb(lang.plan_life_plan(words::years(head.years)), base.clone())
        .troubled(refusal.is_some());
    let submit = if head.is_running() {
        lang.plan_life_regulation_save_only()
    } else {
        lang.plan_life_regulation_save()
    };
    let form = form(&frame, format!("{base}/peraturan"))
        .field(
            field::text("number")
                .label(lang.plan_life_regulation_number())
                .help(lang.plan_life_regulation_number_help())
                .value(typed.number.as_str())
                .required(),
        )
        .field(
            field::area("title", 2)
                .label(lang.plan_life_regulation_about())
                .value(title)
                .required(),
        )
        .field(
            field::date("signed_on")
                .label(lang.plan_life_regulation_signed())
                .value(typed.signed_on.as_str())
                .required(),
        )
        .field(
            field::date("in_force_on")
                .label(lang.plan_life_regulation_in_force())
                .value(typed.in_force_on.as_str())
                .error(early)
                .required(),
        )
        .problem(refusal.rule.map(|code| labels::rule(lang, code)))
        .errors(&refusal.errors)
        .submit(submit)
        .button(Button::link(lang.plan_life_to_life(), base).quiet());
    Ok(ui::page(&frame, html! { (form) }))
}
