//! One step of an instrument, on a page of its own.

use app::{
    Error,
    instrument::{
        self,
        view::{Brief, Show},
    },
};
use axum::{extract::Path, response::Response};
use domain::{
    id::InstrumentId,
    instrument::{Step, StepForm},
};
use maud::{Markup, html};

use super::{
    address::{HOME, find_step, href, step_href},
    edit::managed,
    fields, words,
};
use crate::{
    Ctx, Fault, Posted,
    forms::{Refusal, again, id_in, saved},
    labels,
    ui::{self, Button, Form, Notice, Tone, field, form},
};

/// The form of a step.
pub async fn show(ctx: Ctx, Path((id, step)): Path<(String, String)>) -> Result<Markup, Fault> {
    let step = find_step(&step).ok_or_else(Fault::not_found)?;
    let show = managed(&ctx, id_in(&id)?).await?;
    let today = ctx.today().to_string();
    let on = if step == Step::Sign { String::new() } else { today };
    let typed = StepForm { on, ..StepForm::default() };
    page(&ctx, (&show, step), (&typed, false), &Refusal::none()).await
}

/// Takes it.
pub async fn take(
    ctx: Ctx,
    Path((id, step)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Fault> {
    let id: InstrumentId = id_in(&id)?;
    let step = find_step(&step).ok_or_else(Fault::not_found)?;
    let get = |name| posted.get(name).to_owned();
    let typed = StepForm {
        on: get("on"),
        who: get("who"),
        number: get("number"),
        url: get("url"),
        note: get("note"),
        by: get("by"),
    };
    let taken = instrument::take(ctx.app(), ctx.actor()?, id, step, (&typed, posted.version()));
    let (refusal, is_stale) = match taken.await {
        Ok(()) => return Ok(saved(&href(id))),
        Err(Error::Conflict) => (Refusal::none(), true),
        Err(error) => (Refusal::of(error)?, false),
    };
    let show = managed(&ctx, id).await?;
    Ok(again(page(&ctx, (&show, step), (&typed, is_stale), &refusal).await?))
}

async fn page(
    ctx: &Ctx,
    (show, step): (&Show, Step),
    (typed, is_stale): (&StepForm, bool),
    refusal: &Refusal,
) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let frame = ctx
        .frame(words::step(lang, step))
        .lead(words::step_why(lang, step))
        .crumb(lang.instrument_title(), HOME)
        .crumb(words::name(lang, show), href(show.row.id))
        .troubled(refusal.is_some() || is_stale);
    let begins = show.row.life.steps().any(|one| one == step);
    let others = if step == Step::Revoke && begins {
        instrument::tie_choices(ctx.app(), ctx.actor()?, show.row.id).await?.others
    } else {
        Vec::new()
    };
    let form = form(&frame, step_href(show.row.id, step)).version(show.row.version);
    let form = questions(ctx, form, (step, typed), &others, refusal)
        .problem(refusal.rule.map(|code| labels::rule(lang, code)))
        .errors(&refusal.errors)
        .submit(words::step(lang, step))
        .button(Button::link(lang.ui_cancel(), href(show.row.id)).quiet());
    let lacks = show.lacks.filter(|_| step == Step::Sign && refusal.rule.is_none());
    let body = html! {
        p { (show.row.draft.title) }
        @if is_stale { (Notice::new(Tone::Wait, lang.instrument_stale())) }
        @if let Some(rule) = lacks {
            (Notice::new(Tone::Wait, labels::rule(lang, rule.code())))
        }
        @if begins { (form) }
        @else {
            (Notice::new(Tone::Stop, lang.instrument_rule_stage())
                .link(lang.instrument_back_to(), href(show.row.id)))
        }
    };
    Ok(ui::page(&frame, body))
}

fn questions<'a>(
    ctx: &Ctx,
    form: Form<'a>,
    (step, typed): (Step, &'a StepForm),
    others: &'a [Brief],
    refusal: &Refusal,
) -> Form<'a> {
    let lang = ctx.lang;
    let own = |name: &'static str| words::problem(lang, &refusal.errors, name);
    let day = |label: &'static str| {
        field::date("on").label(label).value(typed.on.as_str()).error(own("on")).required()
    };
    let note = || {
        field::area("note", 3)
            .label(lang.instrument_reason())
            .value(typed.note.as_str())
            .error(own("note"))
            .required()
    };
    match step {
        Step::Harmonise => form.field(day(lang.instrument_harmonised_on())).field(
            field::text("who")
                .label(lang.instrument_harmonised_by())
                .help(lang.instrument_harmonised_by_help())
                .value(typed.who.as_str())
                .error(own("who"))
                .required(),
        ),
        Step::Sign => fields::signing(lang, form, typed, refusal, true),
        Step::Publish => form
            .field(
                field::text("number")
                    .label(lang.instrument_published_in())
                    .help(lang.instrument_published_in_help())
                    .value(typed.number.as_str())
                    .error(own("number"))
                    .required(),
            )
            .field(day(lang.instrument_published_on()))
            .field(
                field::text("url")
                    .label(lang.instrument_url())
                    .help(lang.instrument_url_help())
                    .value(typed.url.as_str())
                    .error(own("url")),
            ),
        Step::Withdraw | Step::Back => form.field(note()),
        Step::Revoke => {
            let mut choices = vec![field::choice("", lang.instrument_by_none())];
            choices.extend(
                others.iter().map(|one| field::choice(one.id.to_string(), listed(ctx, one))),
            );
            form.field(day(lang.instrument_ended_on()))
                .field(
                    field::select("by", choices)
                        .label(lang.instrument_by())
                        .value(typed.by.as_str()),
                )
                .field(note())
        }
    }
}

/// An instrument in a list to choose from.
pub fn listed(ctx: &Ctx, one: &Brief) -> String {
    format!("{}: {}", words::brief(ctx.lang, one), one.title)
}
