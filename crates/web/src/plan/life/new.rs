//! Beginning a plan.

use app::{Error, plan};
use axum::response::{IntoResponse as _, Redirect, Response};
use domain::plan::{NewPlan, NewPlanForm};
use maud::{Markup, html};

use super::super::{address, words};
use crate::{
    Ctx, Fault, Posted,
    forms::{Refusal, again},
    labels,
    ui::{self, Button, Field, field, form},
};

/// The form that begins a plan, filled from the latest one.
pub async fn show(ctx: Ctx) -> Result<Markup, Fault> {
    let (latest, strategies) = plan::strategies_to_begin(ctx.app(), ctx.actor()?).await?;
    let first = latest.map_or(ctx.today().year(), |years| years.last + 1);
    let length = latest.map_or(2, |years| years.last - years.first);
    let typed = NewPlanForm {
        title: String::new(),
        first_year: first.to_string(),
        last_year: (first + length).to_string(),
        scheme: "TW".to_owned(),
        strategies,
    };
    Ok(new_page(&ctx, &typed, &Refusal::none()))
}

/// Begins a plan.
pub async fn create(ctx: Ctx, typed: Posted) -> Result<Response, Fault> {
    let get = |name| typed.get(name).to_owned();
    let typed = NewPlanForm {
        title: get("title"),
        first_year: get("first_year"),
        last_year: get("last_year"),
        scheme: get("scheme"),
        strategies: get("strategies"),
    };
    let rules = &ctx.app().rules.plan;
    let schemes: Vec<&str> = rules.schemes().iter().map(domain::plan::Scheme::code).collect();
    let made = match NewPlan::parse(&typed, &schemes) {
        Ok(new) => {
            let years = new.years;
            plan::create(ctx.app(), ctx.actor()?, new).await.map(|_| years)
        }
        Err(errors) => Err(Error::Invalid(errors)),
    };
    match made {
        Ok(years) => Ok(Redirect::to(&address::plan(years)).into_response()),
        Err(error) => Ok(again(new_page(&ctx, &typed, &Refusal::of(error)?))),
    }
}

fn new_page(ctx: &Ctx, typed: &NewPlanForm, refusal: &Refusal) -> Markup {
    let lang = ctx.lang;
    let frame = ctx
        .frame(lang.plan_life_new())
        .lead(lang.plan_life_new_lead())
        .crumb(lang.plan_title(), address::MATRIX)
        .crumb(lang.plan_life_all(), address::ALL)
        .troubled(refusal.is_some());
    let schemes = ctx.app().rules.plan.schemes().iter();
    let schemes = schemes.map(|one| field::choice(one.code(), words::scheme(lang, one)));
    let own = |field: Field<'static>, name: &str| {
        let problem = refusal.errors.of(name).and_then(|code| words::problem(lang, code));
        field.error(problem)
    };
    let form = form(&frame, address::NEW)
        .field(
            field::area("title", 2)
                .label(lang.plan_life_title())
                .help(lang.plan_life_new_title_help())
                .value(typed.title.as_str())
                .required(),
        )
        .field(
            own(field::text("first_year").label(lang.plan_life_first_year()), "first_year")
                .value(typed.first_year.clone())
                .required(),
        )
        .field(
            own(field::text("last_year").label(lang.plan_life_last_year()), "last_year")
                .value(typed.last_year.clone())
                .required(),
        )
        .field(
            field::radio("scheme", schemes.collect())
                .label(lang.plan_life_scheme())
                .value(typed.scheme.as_str())
                .required(),
        )
        .field(
            own(field::area("strategies", 6).label(lang.plan_life_strategies()), "strategies")
                .help(lang.plan_life_strategies_help())
                .value(typed.strategies.clone())
                .required(),
        )
        .problem(refusal.rule.map(|code| labels::rule(lang, code)))
        .errors(&refusal.errors)
        .submit(lang.plan_life_create())
        .button(Button::link(lang.plan_life_all(), address::ALL).quiet());
    ui::page(&frame, html! { (form) })
}
