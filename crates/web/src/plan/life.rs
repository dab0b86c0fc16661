//! `/rad/semua` and `/rad/rencana/{years}`: the life of a plan, from proposals to closed.

pub mod new;
pub mod regulation;
pub mod scheme;

use std::sync::Arc;

use app::{
    Act, Error,
    plan::{
        self,
        view::{Life, Matrix, PlanHead, Version},
    },
};
use axum::{extract::Path, response::Response};
use domain::{
    field::FieldErrors,
    id::PlanId,
    plan::{Stage, Step, Years},
    time::Date,
};
use maud::{Markup, html};
use text::Lang;

use super::{address, chart, words};
use crate::{
    Ctx, Fault, Posted,
    forms::{Refusal, again, saved},
    labels,
    ui::{
        self, Button, Column, Event, Fact, Frame, NextStep, Notice, Record, Row, Table, act, cell,
        field, form,
    },
};

/// The identifier of the plan whose years stand in an address.
pub async fn find(ctx: &Ctx, years: &str) -> Result<PlanId, Fault> {
    let years = address::years(years).ok_or_else(Fault::not_found)?;
    Ok(plan::of_years(ctx.app(), ctx.actor()?, years).await?)
}

/// Every plan.
pub async fn index(ctx: Ctx) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let actor = ctx.actor()?;
    let plans = plan::plans(ctx.app(), actor).await?;
    let mut buttons = Vec::new();
    if actor.may(Act::PlanEdit) {
        buttons.push(Button::link(lang.plan_life_new(), address::NEW));
    }
    let frame = ctx
        .frame(lang.plan_life_all())
        .lead(lang.plan_life_all_lead())
        .crumb(lang.plan_title(), address::MATRIX)
        .actions(ui::actions(&buttons));
    let body = html! {
        @if plans.is_empty() { (super::matrix::no_plan(&ctx, &frame)) }
        @else { (table(lang, &plans)) }
    };
    Ok(ui::page(&frame, body))
}

fn table(lang: Lang, plans: &[Arc<Matrix>]) -> Markup {
    let columns = vec![
        Column::text(lang.plan_life_years()),
        Column::text(lang.plan_life_stage()),
        Column::text(lang.plan_life_regulation()),
        Column::number(lang.plan_life_rows()),
        Column::text(lang.plan_life_whole()),
    ];
    let row = |matrix: &Arc<Matrix>| {
        let plan = &matrix.plan;
        let total = &matrix.total;
        Row::new(html! {
            a href=(address::plan(plan.years)) { (lang.plan_life_plan(words::years(plan.years))) }
            small { (plan.title) }
        })
        .cell(html! { (words::stage(lang, plan.stage)) })
        .cell(html! { (regulation(lang, plan)) })
        .cell(html! { (words::count(lang, matrix.rows.len())) })
        .cell(match total.band {
            Some(band) => html! { (ui::badge(lang, band)) " " (chart::stand(lang, total)) },
            None => cell::none(lang),
        })
    };
    html! { (Table::new(lang.plan_life_all(), columns).rows(plans.iter().map(row))) }
}

fn regulation(lang: Lang, plan: &PlanHead) -> String {
    match &plan.regulation {
        Some(one) => lang.plan_life_regulation_on(&one.number, lang.date(one.signed_on)),
        None if plan.stage.is_draft() => "\u{2013}".to_owned(),
        None => lang.plan_life_regulation_none().to_owned(),
    }
}

/// One plan: where it is, how it came there, what is next.
pub async fn show(ctx: Ctx, Path(years): Path<String>) -> Result<Markup, Fault> {
    let id = find(&ctx, &years).await?;
    page(&ctx, id, &Refusal::none()).await
}

async fn page(ctx: &Ctx, id: PlanId, refusal: &Refusal) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let life = plan::life(ctx.app(), ctx.actor()?, id).await?;
    let head = &life.matrix.plan;
    let saved = ctx
        .query("tersimpan")
        .map(|_| Notice::done(lang.plan_life_done(words::stage(lang, head.stage))));
    let problem = refusal.rule.map(|code| labels::rule(lang, code));
    let notice = problem.map(|words| Notice::new(ui::Tone::Stop, words)).or(saved);
    let frame = ctx
        .frame(lang.plan_life_plan(words::years(head.years)))
        .lead(head.title.as_str())
        .crumb(lang.plan_title(), address::MATRIX)
        .crumb(lang.plan_life_all(), address::ALL)
        .notice(notice)
        .troubled(refusal.is_some());
    let record = Record::new(lang, facts(ctx, &life))
        .next(next(ctx, &frame, &life, &refusal.errors))
        .events(events(lang, &life))
        .more(more(ctx, &frame, &life, &refusal.errors));
    Ok(ui::page(&frame, html! { (strip(lang, head.stage)) (record) }))
}

/// The stages in their order, the present one marked.
fn strip(lang: Lang, stage: Stage) -> Markup {
    html! {
        ol class="stages" aria-label=(lang.plan_life_stage()) {
            @for one in Stage::ALL {
                li data-past[one < stage] aria-current=[(one == stage).then_some("step")] {
                    (words::stage(lang, one))
                }
            }
        }
    }
}

fn facts(ctx: &Ctx, life: &Life) -> Vec<Fact<'static>> {
    let (lang, matrix) = (ctx.lang, &life.matrix);
    let head = &matrix.plan;
    let mut list = vec![
        Fact::new(lang.plan_life_stage(), words::stage(lang, head.stage)),
        Fact::new(lang.plan_life_regulation(), regulation(lang, head)),
    ];
    if let Some(one) = &head.regulation {
        list.push(Fact::new(lang.plan_life_regulation_about(), one.title.as_str()));
        list.push(Fact::new(lang.plan_life_in_force(), lang.long_date(one.in_force_on)));
    }
    if let Some(day) = head.closed_on {
        list.push(Fact::new(lang.plan_life_closed(), lang.long_date(day)));
    }
    list.push(Fact::new(lang.plan_life_scheme(), scheme::of(ctx, life)));
    list.push(Fact::new(lang.plan_life_rows(), words::count(lang, matrix.rows.len())));
    if let Some(band) = matrix.total.band {
        let stand = html! { (ui::badge(lang, band)) " " (chart::stand(lang, &matrix.total)) };
        list.push(Fact::new(lang.plan_life_whole(), stand));
    }
    for (name, other) in
        [(lang.plan_life_before(), life.before), (lang.plan_life_after(), life.after)]
    {
        if let Some((_, years)) = other {
            let link = html! { a href=(address::plan(years)) { (words::years(years)) } };
            list.push(Fact::new(name, link));
        }
    }
    list
}

/// The step that leads forward, or what it still waits for.
fn next<'a>(
    ctx: &Ctx,
    frame: &Frame<'a>,
    life: &Life,
    errors: &FieldErrors,
) -> Option<NextStep<'a>> {
    let lang = ctx.lang;
    let head = &life.matrix.plan;
    let edits = ctx.actor().is_ok_and(|actor| actor.may(Act::PlanEdit));
    if head.stage == Stage::Running && head.regulation.is_none() && edits {
        let href = format!("{}/peraturan", address::plan(head.years));
        return Some(
            NextStep::new(lang.plan_life_step_regulation(), lang.plan_life_step_regulation_why())
                .button(Button::link(lang.plan_life_step_regulation(), href)),
        );
    }
    let step = life.steps.iter().copied().find(|step| !step.leads_back())?;
    let ready = &life.ready;
    let undecided = lang.number(i64::from(ready.undecided));
    let action = format!("{}/langkah", address::plan(head.years));
    Some(match step {
        Step::Discuss => {
            NextStep::new(lang.plan_life_step_discuss(), lang.plan_life_step_discuss_why(undecided))
                .slot(one_button(frame, &action, step, lang.plan_life_step_discuss()))
        }
        Step::Agree if ready.undecided + ready.without_lead + ready.without_target > 0 => {
            let lead = lang.number(i64::from(ready.without_lead));
            let target = lang.number(i64::from(ready.without_target));
            NextStep::new(
                lang.plan_life_step_blocked(),
                lang.plan_life_step_blocked_why(undecided, lead, target),
            )
            .button(Button::link(
                lang.plan_life_to_proposals(words::count(lang, proposals(life))),
                format!("{}/usulan", address::plan(head.years)),
            ))
        }
        Step::Agree => NextStep::new(
            lang.plan_life_step_agree(),
            lang.plan_life_step_agree_why(lang.number(i64::from(ready.rows))),
        )
        .slot(with_note(frame, &action, step, errors)),
        Step::Draft => NextStep::new(lang.plan_life_step_draft(), lang.plan_life_step_draft_why())
            .slot(one_button(frame, &action, step, lang.plan_life_step_draft())),
        Step::Enact => NextStep::new(lang.plan_life_step_enact(), lang.plan_life_step_enact_why())
            .button(Button::link(
                lang.plan_life_step_enact(),
                format!("{}/peraturan", address::plan(head.years)),
            )),
        Step::Close if ready.is_over && ready.unevaluated == 0 => {
            NextStep::new(lang.plan_life_step_close(), lang.plan_life_step_close_why())
                .slot(one_button(frame, &action, step, lang.plan_life_step_close()))
        }
        Step::Close => {
            let last = Date::new(head.years.last, 12, 31).unwrap_or(Date::MAX);
            let open = lang.number(i64::from(ready.unevaluated));
            NextStep::new(
                lang.plan_life_to_endings(),
                lang.plan_life_step_close_wait(lang.long_date(last), open),
            )
            .button(Button::link(
                lang.plan_life_to_endings(),
                format!("{}/evaluasi", address::plan(head.years)),
            ))
        }
        Step::Reopen | Step::Return => return None,
    })
}

/// Proposals that were not taken back.
fn proposals(life: &Life) -> usize {
    let [proposed, accepted, declined, _] = life.proposals;
    usize::try_from(proposed + accepted + declined).unwrap_or(usize::MAX)
}

fn one_button(frame: &Frame, action: &str, step: Step, label: &str) -> Markup {
    let button = Button::submit(label).named("step", step.code());
    act(frame, action, None, &button)
}

/// A step that says why: the way back, and what an agreement rests on.
fn with_note(frame: &Frame, action: &str, step: Step, errors: &FieldErrors) -> Markup {
    let lang = frame.lang;
    let label = match step {
        Step::Agree => lang.plan_life_note_agree(),
        _ => lang.plan_life_note_why(),
    };
    let note = field::text("note").label(label);
    let note =
        if step.leads_back() { note.required() } else { note.help(lang.plan_life_note_help()) };
    let button = Button::submit(words::step(lang, step));
    html! {
        (form(frame, action.to_owned())
            .hidden("step", step.code())
            .field(note)
            .errors(errors)
            .button(if step.leads_back() { button.quiet() } else { button }))
    }
}

fn events(lang: Lang, life: &Life) -> Vec<Event<'static>> {
    let zone = life.matrix.zone;
    let event = |one: &plan::view::Entered| Event {
        when: lang.stamp(one.at, zone).into(),
        who: one.by.clone().unwrap_or_else(|| lang.plan_system().to_owned()).into(),
        what: html! {
            b { (words::stage(lang, one.stage)) }
            @if !one.note.is_empty() { ": " (one.note) }
        },
        from: None,
    };
    life.stages.iter().map(event).collect()
}

fn more(ctx: &Ctx, frame: &Frame, life: &Life, errors: &FieldErrors) -> Markup {
    let lang = ctx.lang;
    let head = &life.matrix.plan;
    let base = address::plan(head.years);
    let back = life.steps.iter().copied().find(|step| step.leads_back());
    let edits = ctx.actor().is_ok_and(|actor| actor.may(Act::PlanEdit));
    let mut buttons =
        vec![Button::link(lang.plan_life_to_matrix(), address::matrix_of(head.years)).quiet()];
    let proposed = proposals(life);
    if head.stage.is_draft() || proposed > 0 {
        let label = lang.plan_life_to_proposals(words::count(lang, proposed));
        buttons.push(Button::link(label, format!("{base}/usulan")).quiet());
    }
    if !head.stage.is_draft() {
        buttons.push(Button::link(lang.plan_life_to_endings(), format!("{base}/evaluasi")).quiet());
    }
    let beside = format!("{}?kanan={}", address::BESIDE, words::plain_years(head.years));
    buttons.push(Button::link(lang.plan_life_to_beside(), beside).quiet());
    if head.stage == Stage::Running && edits && !life.versions.is_empty() {
        buttons.push(Button::link(lang.plan_life_to_amend(), format!("{base}/perubahan")).quiet());
    }
    let open = life.versions.first().filter(|one| one.number > 1);
    let open = open.filter(|one| edits && one.amendment.since >= life.matrix.today);
    html! {
        (ui::actions(&buttons))
        @if !head.stage.is_draft() {
            section aria-labelledby="versi" {
                h2 id="versi" { (lang.plan_life_versions()) }
                @if let Some(one) = open {
                    (Notice::new(ui::Tone::Wait, lang.plan_life_amend_open(
                        lang.number(one.number), lang.long_date(one.amendment.since)))
                        .link(lang.plan_life_amend_add(), format!("{base}/baris")))
                }
                (versions(lang, head.years, &life.versions))
            }
        }
        @if life.may_choose_scheme { (scheme::change(ctx, frame, life)) }
        @if let Some(back) = back {
            details class="how" open[errors.of("note").is_some()] {
                summary { (words::step(lang, back)) }
                (with_note(frame, &format!("{base}/langkah"), back, errors))
            }
        }
    }
}

fn versions(lang: Lang, years: Years, list: &[Version]) -> Markup {
    let columns = vec![
        Column::text(lang.plan_life_versions()),
        Column::text(lang.plan_life_version_since()),
        Column::text(lang.plan_life_version_basis()),
        Column::text(lang.plan_life_version_note()),
    ];
    let before = |number: i64| list.iter().find(|one| one.number == number - 1);
    let row = |one: &Version| {
        let name = lang.plan_life_version(lang.number(one.number));
        let head = match before(one.number) {
            Some(other) => html! {
                a href=(address::beside((years, other.amendment.since), (years, one.amendment.since))) { (name) }
            },
            None => html! { (name) },
        };
        let note = match one.number {
            1 if one.amendment.note.is_empty() => lang.plan_life_version_first(),
            _ => &one.amendment.note,
        };
        Row::new(head)
            .cell(html! { (lang.date(one.amendment.since)) })
            .cell(html! { (one.amendment.basis) })
            .cell(html! { (note) })
    };
    html! {
        @if list.is_empty() { p class="none" { (lang.plan_life_version_none()) } }
        @else { (Table::new(lang.plan_life_versions(), columns).rows(list.iter().map(row))) }
    }
}

/// Leads the plan a step on, or back.
pub async fn step(ctx: Ctx, Path(years): Path<String>, typed: Posted) -> Result<Response, Fault> {
    let id = find(&ctx, &years).await?;
    let step = Step::from_code(typed.get("step")).ok_or(Error::NotFound)?;
    match plan::step(ctx.app(), ctx.actor()?, id, step, typed.get("note")).await {
        Ok(()) => Ok(saved(&format!("{}/{years}", address::PLAN))),
        Err(error) => Ok(again(page(&ctx, id, &Refusal::of(error)?).await?)),
    }
}
