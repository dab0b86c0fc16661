//! How the rows of a plan ended, and what the next plan does with each.

use app::plan::{
    self,
    view::{Ending, Endings},
};
use axum::{extract::Path, response::Response};
use domain::{
    field::FieldErrors,
    id::IndicatorId,
    plan::{Carry, Choice, EvaluationForm, Years, fell_short},
};
use maud::{Markup, html};
use text::Lang;

use super::{address, life::find, proposal, words};
use crate::{
    Ctx, Fault, Posted,
    forms::{Refusal, again, id_in, saved},
    labels,
    ui::{self, Button, Column, Fact, Frame, Notice, Row, Table, cell, facts, field, form},
};

fn href(id: IndicatorId) -> String {
    format!("/rad/evaluasi/{id}")
}

/// Every row with how it ended.
pub async fn index(ctx: Ctx, Path(years): Path<String>) -> Result<Markup, Fault> {
    let id = find(&ctx, &years).await?;
    let lang = ctx.lang;
    let all = plan::endings(ctx.app(), ctx.actor()?, id).await?;
    let years = all.matrix.plan.years;
    let frame = ctx
        .frame(lang.plan_life_endings(words::years(years)))
        .lead(lang.plan_life_endings_lead())
        .crumb(lang.plan_title(), address::MATRIX)
        .crumb(lang.plan_life_plan(words::years(years)), address::plan(years));
    let frame = if ctx.actor()?.may(app::Act::PlanPrint) {
        let paper = format!("{}/evaluasi.pdf", address::plan(years));
        frame.actions(ui::actions(&[Button::link(lang.plan_paper(), paper).quiet()]))
    } else {
        frame
    };
    let (evaluated, carried) = all.done();
    let count = |number| words::count(lang, number);
    let body = html! {
        p { (lang.plan_life_endings_done(count(evaluated), count(all.rows.len()), count(carried))) }
        @if all.next.is_none() { p class="source" { (lang.plan_life_endings_no_next()) } }
        (table(lang, &all))
    };
    Ok(ui::page(&frame, body))
}

fn table<'a>(lang: Lang, all: &Endings) -> Table<'a> {
    let columns = vec![
        Column::text(lang.plan_life_beside_row()),
        Column::text(lang.plan_life_endings_end()),
        Column::text(lang.plan_life_endings_finding()),
        Column::text(lang.plan_life_endings_carry()),
    ];
    let mut table = Table::new(lang.plan_life_endings_end(), columns);
    let mut strategy = None;
    for one in &all.rows {
        if strategy != Some(one.row.strategy) {
            strategy = Some(one.row.strategy);
            if let Some(strategy) = all.matrix.strategies.get(one.row.strategy) {
                table = table.group(html! { (words::strategy(strategy)) });
            }
        }
        table = table.row(line(lang, one));
    }
    table
}

fn line(lang: Lang, one: &Ending) -> Row {
    let open = || html! { span class="none" { (lang.plan_life_endings_open()) } };
    Row::new(html! {
        a href=(href(one.row.id)) { (words::activity(&one.row)) }
        small { (one.row.name) }
    })
    .cell(html! { (ui::badge(lang, one.row.band())) (last(lang, one)) })
    .cell(match &one.evaluation {
        Some(evaluated) => html! { (evaluated.evaluation.finding) },
        None => open(),
    })
    .cell(match &one.carry {
        Some(carried) => {
            cell::lines(words::choice(lang, carried.carry.choice), html! { (carried.carry.reason) })
        }
        None => open(),
    })
}

fn last(lang: Lang, one: &Ending) -> Markup {
    html! {
        @if let Some((_, value)) = one.row.latest {
            small { (words::whole_entry(lang, &one.row, value)) }
        }
    }
}

/// One row: its evaluation, and whether it goes on.
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    let id = id_in(&id)?;
    let (all, one) = plan::ending(ctx.app(), ctx.actor()?, id).await?;
    let typed = Typed::stored(&one);
    Ok(page(&ctx, &all, &one, &typed, &Refusal::none()))
}

/// Both forms as they stand.
#[derive(Default)]
struct Typed {
    evaluation: EvaluationForm,
    choice: String,
    reason: String,
}

impl Typed {
    fn stored(one: &Ending) -> Self {
        let mut typed = Self::default();
        if let Some(evaluated) = &one.evaluation {
            let evaluation = evaluated.evaluation.clone();
            typed.evaluation = EvaluationForm {
                finding: evaluation.finding,
                cause: evaluation.cause,
                advice: evaluation.advice,
            };
        }
        if let Some(carried) = &one.carry {
            carried.carry.choice.code().clone_into(&mut typed.choice);
            typed.reason.clone_from(&carried.carry.reason);
        }
        typed
    }
}

fn page(ctx: &Ctx, all: &Endings, one: &Ending, typed: &Typed, refusal: &Refusal) -> Markup {
    let lang = ctx.lang;
    let years = all.matrix.plan.years;
    let list = format!("{}/evaluasi", address::plan(years));
    let problem = refusal.rule.map(|code| Notice::new(ui::Tone::Stop, labels::rule(lang, code)));
    let frame = ctx
        .frame(words::activity(&one.row))
        .lead(one.row.name.as_str())
        .crumb(lang.plan_life_plan(words::years(years)), address::plan(years))
        .crumb(lang.plan_life_to_endings(), list)
        .notice(problem.or(ctx.query("tersimpan").map(|_| Notice::done(lang.plan_life_saved()))))
        .troubled(refusal.is_some());
    let body = html! {
        (facts(&known(lang, one)))
        section aria-labelledby="evaluasi" {
            h2 id="evaluasi" { (lang.plan_life_ending_title()) }
            @if all.may_evaluate { (evaluation_form(&frame, one, typed, &refusal.errors)) }
            @else { (evaluation(lang, all, one)) }
        }
        @if let Some((_, next, _)) = all.next {
            section aria-labelledby="lanjutan" {
                h2 id="lanjutan" { (lang.plan_life_carry_title(words::years(next))) }
                @if all.may_carry { (carry_form(&frame, next, one, typed, &refusal.errors)) }
                @else { (carry(lang, all, one)) }
            }
        }
    };
    ui::page(&frame, body)
}

fn known(lang: Lang, one: &Ending) -> Vec<Fact<'static>> {
    let row = &one.row;
    let mut list = vec![Fact::new(lang.plan_life_endings_end(), ui::badge(lang, row.band()))];
    if let Some((_, value)) = row.latest {
        let target = row.years.last().and_then(|year| year.target);
        let target = target.map(|target| lang.plan_of(words::with_unit(lang, row, target)));
        list.push(Fact::new(
            lang.plan_life_ending_last(),
            html! {
                a href=(address::record(row.id)) { (words::whole_entry(lang, row, value)) }
                @if let Some(target) = target { " " (target) }
            },
        ));
    }
    let lead = words::lead(lang, &row.lead).to_owned();
    list.push(Fact::new(lang.plan_life_lead(), lead));
    list
}

fn evaluation(lang: Lang, all: &Endings, one: &Ending) -> Markup {
    let Some(evaluated) = &one.evaluation else {
        return html! { p class="none" { (lang.plan_life_endings_open()) } };
    };
    let found = &evaluated.evaluation;
    let list: Vec<Fact> = [
        (lang.plan_life_ending_finding(), &found.finding),
        (lang.plan_life_ending_cause(), &found.cause),
        (lang.plan_life_ending_advice(), &found.advice),
    ]
    .into_iter()
    .filter(|(_, text)| !text.is_empty())
    .map(|(name, text)| Fact::new(name, text.as_str()))
    .collect();
    html! { (facts(&list)) (by(lang, all, evaluated.by.as_deref(), evaluated.at)) }
}

fn by(lang: Lang, all: &Endings, name: Option<&str>, at: domain::time::Instant) -> Markup {
    let name = name.unwrap_or(lang.plan_system());
    html! { p class="source" { (lang.plan_life_ending_by(name, lang.date(all.matrix.zone.date(at)))) } }
}

fn carry(lang: Lang, all: &Endings, one: &Ending) -> Markup {
    let Some(carried) = &one.carry else {
        return html! { p class="none" { (lang.plan_life_endings_open()) } };
    };
    html! {
        p { b { (words::choice(lang, carried.carry.choice)) } @if !carried.carry.reason.is_empty() { ": " (carried.carry.reason) } }
        @if let Some(id) = carried.proposal {
            p { a href=(proposal::href(id)) { (lang.plan_life_carry_to_proposal()) } }
        }
        (by(lang, all, carried.by.as_deref(), carried.at))
    }
}

fn evaluation_form(frame: &Frame, one: &Ending, typed: &Typed, errors: &FieldErrors) -> Markup {
    let lang = frame.lang;
    let typed = &typed.evaluation;
    let cause =
        field::area("cause", 3).label(lang.plan_life_ending_cause()).value(typed.cause.as_str());
    let cause = if fell_short(one.row.band()) { cause.required() } else { cause };
    let version = one.evaluation.as_ref().map_or(0, |one| one.version);
    html! {
        (form(frame, href(one.row.id))
            .version(version)
            .field(
                field::area("finding", 3)
                    .label(lang.plan_life_ending_finding())
                    .help(lang.plan_life_ending_finding_help())
                    .value(typed.finding.as_str())
                    .required(),
            )
            .field(cause)
            .field(
                field::area("advice", 3)
                    .label(lang.plan_life_ending_advice())
                    .value(typed.advice.as_str()),
            )
            .errors(errors)
            .submit(lang.plan_life_ending_save()))
    }
}

fn carry_form(
    frame: &Frame,
    next: Years,
    one: &Ending,
    typed: &Typed,
    errors: &FieldErrors,
) -> Markup {
    let lang = frame.lang;
    let choices = Choice::ALL
        .into_iter()
        .map(|choice| {
            field::choice(choice.code(), words::choice(lang, choice))
                .help(words::choice_help(lang, choice))
        })
        .collect();
    let version = one.carry.as_ref().map_or(0, |one| one.version);
    html! {
        (form(frame, format!("/rad/lanjutan/{}", one.row.id))
            .version(version)
            .field(
                field::radio("choice", choices)
                    .label(lang.plan_life_carry_choice(words::years(next)))
                    .value(typed.choice.as_str())
                    .required(),
            )
            .field(
                field::area("reason", 2)
                    .label(lang.plan_life_carry_reason())
                    .help(lang.plan_life_carry_reason_help())
                    .value(typed.reason.as_str()),
            )
            .errors(errors)
            .submit(lang.plan_life_carry_save()))
        @if let Some(id) = one.carry.as_ref().and_then(|carried| carried.proposal) {
            p { a href=(proposal::href(id)) { (lang.plan_life_carry_to_proposal()) } }
        }
    }
}

/// Writes the evaluation.
pub async fn evaluate(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Result<Response, Fault> {
    let id = id_in(&id)?;
    let get = |name| posted.get(name).to_owned();
    let typed =
        EvaluationForm { finding: get("finding"), cause: get("cause"), advice: get("advice") };
    let done = plan::evaluate(ctx.app(), ctx.actor()?, id, posted.version(), &typed).await;
    let Err(error) = done else { return Ok(saved(&href(id))) };
    let refusal = Refusal::of(error)?;
    let (all, one) = plan::ending(ctx.app(), ctx.actor()?, id).await?;
    let typed = Typed { evaluation: typed, ..Typed::stored(&one) };
    Ok(again(page(&ctx, &all, &one, &typed, &refusal)))
}

/// Decides what the next plan does with the row.
pub async fn carry_it(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Result<Response, Fault> {
    let id = id_in(&id)?;
    let (choice, reason) = (posted.get("choice"), posted.get("reason"));
    let done = match Carry::parse(choice, reason) {
        Ok(carry) => plan::carry(ctx.app(), ctx.actor()?, id, posted.version(), carry).await,
        Err(errors) => Err(app::Error::Invalid(errors)),
    };
    let Err(error) = done else { return Ok(saved(&href(id))) };
    let refusal = Refusal::of(error)?;
    let (all, one) = plan::ending(ctx.app(), ctx.actor()?, id).await?;
    let typed =
        Typed { choice: choice.to_owned(), reason: reason.to_owned(), ..Typed::stored(&one) };
    Ok(again(page(&ctx, &all, &one, &typed, &refusal)))
}
