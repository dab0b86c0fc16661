//! Changing what a plan wants: versions of a plan in force, rows, targets, and how a row counts.

use app::{
    Error,
    plan::{
        self, Wants,
        view::{Editing, Proposals},
    },
};
use axum::{
    extract::Path,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{
    field::FieldErrors,
    id::{IndicatorId, PlanId},
    plan::{
        AmendmentForm, ProposalForm, Target,
        proposal::{TARGET_FIELDS, target},
    },
};
use maud::{Markup, html};

use super::{
    address, leads,
    life::find,
    proposal::form::{Ask, fields, lead_field, typed},
    words,
};
use crate::{
    Ctx, Fault, Posted,
    forms::{Refusal, again, id_in, saved},
    labels,
    ui::{self, Button, act, field, form},
};

/// The form of an amendment.
pub async fn new(ctx: Ctx, Path(years): Path<String>) -> Result<Markup, Fault> {
    let id = find(&ctx, &years).await?;
    let typed = AmendmentForm { since: ctx.today().to_string(), ..AmendmentForm::default() };
    amend_page(&ctx, id, &typed, &Refusal::none()).await
}

/// Begins an amendment.
pub async fn create(ctx: Ctx, Path(years): Path<String>, typed: Posted) -> Result<Response, Fault> {
    let id = find(&ctx, &years).await?;
    let get = |name| typed.get(name).to_owned();
    let typed = AmendmentForm { since: get("since"), basis: get("basis"), note: get("note") };
    match plan::amend(ctx.app(), ctx.actor()?, id, &typed).await {
        Ok(_) => Ok(saved(&format!("{}/{years}", address::PLAN))),
        Err(error) => Ok(again(amend_page(&ctx, id, &typed, &Refusal::of(error)?).await?)),
    }
}

async fn amend_page(
    ctx: &Ctx,
    id: PlanId,
    typed: &AmendmentForm,
    refusal: &Refusal,
) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let life = plan::life(ctx.app(), ctx.actor()?, id).await?;
    let years = life.matrix.plan.years;
    let base = address::plan(years);
    let frame = ctx
        .frame(lang.plan_life_amend_title())
        .lead(lang.plan_life_amend_lead())
        .crumb(lang.plan_title(), address::MATRIX)
        .crumb(lang.plan_life_plan(words::years(years)), base.clone())
        .troubled(refusal.is_some());
    let form = form(&frame, format!("{base}/perubahan"))
        .field(
            field::date("since")
                .label(lang.plan_life_amend_since())
                .help(lang.plan_life_amend_since_help())
                .value(typed.since.as_str())
                .required(),
        )
        .field(
            field::text("basis")
                .label(lang.plan_life_amend_basis())
                .help(lang.plan_life_amend_basis_help())
                .value(typed.basis.as_str())
                .required(),
        )
        .field(field::area("note", 4).label(lang.plan_life_amend_note()).value(typed.note.as_str()))
        .problem(refusal.rule.map(|code| labels::rule(lang, code)))
        .errors(&refusal.errors)
        .submit(lang.plan_life_amend_save())
        .button(Button::link(lang.plan_life_to_life(), base).quiet());
    Ok(ui::page(&frame, html! { (form) }))
}

/// The form of a row that an amendment adds.
pub async fn new_row(ctx: Ctx, Path(years): Path<String>) -> Result<Markup, Fault> {
    let id = find(&ctx, &years).await?;
    let typed = ProposalForm { measure: "per_period".to_owned(), ..ProposalForm::default() };
    row_page(&ctx, id, &typed, "", &Refusal::none()).await
}

/// Adds a row.
pub async fn add_row(
    ctx: Ctx,
    Path(years): Path<String>,
    posted: Posted,
) -> Result<Response, Fault> {
    let id = find(&ctx, &years).await?;
    let chosen = posted.get("lead");
    // A row of a plan in force rests on its amendment, which says why.
    let form = ProposalForm { reason: "-".to_owned(), ..typed(&posted) };
    match plan::add(ctx.app(), ctx.actor()?, id, &form, leads::parse(chosen)).await {
        Ok(row) => Ok(Redirect::to(&address::record(row)).into_response()),
        Err(error) => Ok(again(row_page(&ctx, id, &form, chosen, &Refusal::of(error)?).await?)),
    }
}

async fn row_page(
    ctx: &Ctx,
    id: PlanId,
    typed: &ProposalForm,
    chosen: &str,
    refusal: &Refusal,
) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let list: Proposals = plan::proposals(ctx.app(), ctx.actor()?, id).await?;
    let leads = leads::choices(ctx).await?;
    let years = list.matrix.plan.years;
    let base = address::plan(years);
    let frame = ctx
        .frame(lang.plan_life_amend_add())
        .crumb(lang.plan_title(), address::MATRIX)
        .crumb(lang.plan_life_plan(words::years(years)), base.clone())
        .troubled(refusal.is_some());
    let ask = Ask { list: &list, leads: &leads, lead: chosen };
    let form = form(&frame, format!("{base}/baris"));
    let form = fields(lang, form, &ask, typed, false)
        .problem(refusal.rule.map(|code| labels::rule(lang, code)))
        .errors(&refusal.errors)
        .submit(lang.plan_life_amend_add())
        .button(Button::link(lang.plan_life_to_life(), base).quiet());
    Ok(ui::page(&frame, html! { (form) }))
}

/// The form of targets and lead.
pub async fn targets(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    let id = id_in(&id)?;
    let editing = plan::editing(ctx.app(), ctx.actor()?, id).await?;
    let lang = ctx.lang;
    let text = |target: &Target| match target.value {
        Some(value) => words::figure(lang, editing.row.measure, value),
        None => target.text.clone(),
    };
    let typed: Vec<String> = editing.targets.iter().map(|(_, target)| text(target)).collect();
    let chosen = editing.lead.map(leads::code).unwrap_or_default();
    let version = editing.row.version;
    targets_page(&ctx, &editing, &typed, &chosen, version, &Refusal::none()).await
}

/// Changes targets and lead.
pub async fn want(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Result<Response, Fault> {
    let id: IndicatorId = id_in(&id)?;
    let editing = plan::editing(ctx.app(), ctx.actor()?, id).await?;
    let typed: Vec<String> = TARGET_FIELDS.iter().map(|name| posted.get(name).to_owned()).collect();
    let chosen = posted.get("lead");
    let mut errors = FieldErrors::default();
    let years = editing.targets.iter().zip(TARGET_FIELDS).zip(&typed);
    let targets =
        years.map(|(((year, _), name), text)| (*year, target(name, text, &mut errors))).collect();
    let wants = Wants { targets, lead: leads::parse(chosen) };
    let done = match errors.or(()) {
        Ok(()) => plan::want(ctx.app(), ctx.actor()?, id, posted.version(), &wants).await,
        Err(errors) => Err(Error::Invalid(errors)),
    };
    match done {
        Ok(()) => Ok(saved(&address::record(id))),
        Err(error) => {
            let refusal = Refusal::of(error)?;
            let version = posted.version();
            Ok(again(targets_page(&ctx, &editing, &typed, chosen, version, &refusal).await?))
        }
    }
}

async fn targets_page(
    ctx: &Ctx,
    editing: &Editing,
    typed: &[String],
    chosen: &str,
    version: i64,
    refusal: &Refusal,
) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let row = &editing.row;
    let plan = &editing.matrix.plan;
    let lead = match editing.since {
        None => lang.plan_life_amend_none().to_owned(),
        Some(_) if plan.stage.is_draft() => lang.plan_life_targets_lead_draft().to_owned(),
        Some(since) => lang.plan_life_targets_lead(lang.long_date(since)),
    };
    let frame = ctx
        .frame(lang.plan_life_targets_title())
        .lead(lead)
        .crumb(lang.plan_title(), address::MATRIX)
        .crumb(words::activity(row), address::record(row.id))
        .troubled(refusal.is_some());
    if editing.since.is_none() {
        let href = format!("{}/perubahan", address::plan(plan.years));
        let empty = ui::Empty::new(lang.plan_life_amend_none(), lang.plan_life_amend_lead())
            .button(Button::link(lang.plan_life_to_amend(), href));
        return Ok(ui::page(&frame, html! { (empty) }));
    }
    let leads = leads::choices(ctx).await?;
    let mut form = form(&frame, format!("/rad/{}/target", row.id)).version(version);
    for (((year, _), name), text) in editing.targets.iter().zip(TARGET_FIELDS).zip(typed) {
        form = form.field(
            field::text(name)
                .label(lang.plan_life_target_of(*year))
                .help(lang.plan_life_target_help())
                .value(text.as_str()),
        );
    }
    let form = form
        .field(lead_field(lang, &leads, chosen))
        .problem(refusal.rule.map(|code| labels::rule(lang, code)))
        .errors(&refusal.errors)
        .submit(lang.plan_life_targets_save())
        .button(Button::link(lang.plan_to_record(), address::record(row.id)).quiet());
    Ok(ui::page(&frame, html! { (form) }))
}

/// Takes a row out of a plan in force.
pub async fn take_out(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Result<Response, Fault> {
    let id = id_in(&id)?;
    plan::take_out(ctx.app(), ctx.actor()?, id, posted.version()).await?;
    Ok(saved(&address::record(id)))
}

/// What the secretariat can change about a row, under its record.
pub fn buttons(frame: &ui::Frame, editing: &Editing) -> Markup {
    let lang = frame.lang;
    let row = &editing.row;
    let running = editing.matrix.plan.is_running();
    html! {
        (ui::actions(&[
            Button::link(lang.plan_life_amend_count(), format!("/rad/{}/hitung", row.id)).quiet(),
            Button::link(lang.plan_life_amend_targets(), format!("/rad/{}/target", row.id)).quiet(),
        ]))
        @if running && editing.since.is_some() {
            details class="how" {
                summary { (lang.plan_life_amend_take_out()) }
                p { (lang.plan_life_amend_take_out_why()) }
                (act(frame, &format!("/rad/{}/keluarkan", row.id), Some(row.version),
                    &Button::submit(lang.plan_life_amend_take_out()).grave()))
            }
        }
    }
}
