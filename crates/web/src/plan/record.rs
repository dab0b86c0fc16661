//! `/rad/{indicator}`: one row, what it wants, and how each of its figures came about.

mod events;
mod points;

use app::{
    Act, Actor,
    plan::{
        Desk,
        view::{History, HistoryPoint, Row, YearCell},
    },
};
use axum::extract::Path;
use domain::{
    id::AgencyId,
    plan::{Measure, State},
};
use maud::{Markup, html};
use text::Lang;

use super::{address, amend, evidence, words};
use crate::{
    Ctx, Fault,
    ui::{self, Button, Column, Fact, NextStep, Notice, Record, Table, cell},
};

/// The record of a row.
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    let id = id.parse().map_err(|_| Fault::not_found())?;
    let actor = ctx.actor()?;
    let history = app::plan::history(ctx.app(), actor, id).await?;
    let lang = ctx.lang;
    let row = &history.row;
    let plan = &history.matrix.plan;
    let frame = ctx
        .frame(words::activity(row))
        .lead(lead(lang, row))
        .crumb(lang.plan_title(), address::matrix(plan))
        .notice(ctx.query("tersimpan").map(|_| Notice::done(lang.plan_life_amend_saved())));
    let can_change = plan.is_running() || plan.stage.takes_rows();
    let editing = if can_change && actor.may(Act::PlanEdit) {
        Some(app::plan::editing(ctx.app(), actor, id).await?)
    } else {
        None
    };
    let record = Record::new(lang, facts(lang, &history))
        .next(next(lang, actor, &history))
        .events(events::list(lang, &history))
        .more(html! {
            (more(lang, actor, &history))
            (crate::meeting::touch::of_row(&ctx, row.id).await?)
            (crate::instrument::touch::of_row(&ctx, row.id).await?)
        });
    let body = html! {
        (record)
        @if let Some(editing) = &editing { (amend::buttons(&frame, editing)) }
    };
    Ok(ui::page(&frame, body))
}

fn lead(lang: Lang, row: &Row) -> String {
    if row.unit.is_empty() || row.measure == Measure::Percentage {
        row.name.clone()
    } else {
        lang.plan_name_and_unit(&row.name, &row.unit)
    }
}

/// The step that this person can take now.
fn next<'a>(lang: Lang, actor: &Actor, history: &History) -> Option<NextStep<'a>> {
    let reporter = actor.agency.filter(|_| actor.may(Act::RealisationReport));
    if let Some(step) = reporter.and_then(|agency| to_report(lang, agency, history)) {
        return Some(step);
    }
    if actor.may(Act::RealisationVerify) { to_verify(lang, history) } else { None }
}

/// The latest checkpoint, where my agency has not reported it or got it back.
fn to_report<'a>(lang: Lang, agency: AgencyId, history: &History) -> Option<NextStep<'a>> {
    if !history.matrix.plan.is_running() {
        return None;
    }
    let latest = history.checkpoints.first()?;
    let own = latest.members.iter().find(|member| member.agency.id == agency)?;
    let head = own.revisions.first();
    let at = words::checkpoint(&latest.head);
    let address = address::form(history.row.id, latest.head.checkpoint);
    match head {
        None if latest.cell.is_due() => Some(
            NextStep::new(
                lang.plan_step_report(&at),
                lang.plan_step_deadline(lang.long_date(latest.head.deadline)),
            )
            .button(Button::link(lang.plan_report_it(at), address)),
        ),
        Some(head) if head.state == State::Returned => Some(
            NextStep::new(
                lang.plan_step_again(&at),
                lang.plan_returned_because(&head.return_reason),
            )
            .button(Button::link(lang.plan_report_again(at), address)),
        ),
        _ => None,
    }
}

/// The report of this row that has waited longest.
fn to_verify<'a>(lang: Lang, history: &History) -> Option<NextStep<'a>> {
    let heads = history.checkpoints.iter().flat_map(|point| {
        let heads = point
            .members
            .iter()
            .filter_map(move |member| Some((point, member, member.revisions.first()?)));
        heads.filter(|(_, _, head)| head.state == State::Submitted)
    });
    let (point, member, head) = heads.min_by_key(|(_, _, head)| head.submitted_at)?;
    let at = words::checkpoint(&point.head);
    let since = lang.date(history.matrix.zone.date(head.submitted_at));
    Some(
        NextStep::new(
            lang.plan_step_verify(&member.agency.short, &at),
            lang.plan_step_since(since),
        )
        .button(Button::link(
            lang.plan_open_to_verify(),
            address::waiting(Desk::Secretariat, head.id),
        )),
    )
}

fn facts(lang: Lang, history: &History) -> Vec<Fact<'static>> {
    let row = &history.row;
    let mut list = vec![
        Fact::new(lang.plan_status(), status(lang, row)),
        Fact::new(lang.plan_column_lead(), lead_fact(lang, row)),
    ];
    if !row.supports.is_empty() {
        list.push(Fact::new(lang.plan_supports(), row.supports.join(", ")));
    }
    list.push(Fact::new(
        lang.plan_measure(),
        html! {
            (words::measure(lang, row.measure))
            @if let Some(direction) = words::direction(lang, row.direction) { " " (direction) }
        },
    ));
    for (name, text) in [
        (lang.plan_definition(), &row.definition),
        (lang.plan_data_source(), &row.data_source),
        (lang.plan_funding(), &row.funding),
        (lang.plan_sipd(), &row.sipd),
    ] {
        if !text.is_empty() && text != "-" {
            list.push(Fact::new(name, text.as_str()));
        }
    }
    if let Some(budget) = row.budget {
        list.push(Fact::new(
            lang.plan_money(),
            cell::budget(lang, row.spend.unwrap_or_default(), budget),
        ));
    }
    if row.weight != 1 {
        list.push(Fact::new(lang.plan_weight(), lang.number(i64::from(row.weight))));
    }
    list
}

fn status(lang: Lang, row: &Row) -> Markup {
    let flags = row.now.as_ref().map(|cell| cell.flags.as_slice()).unwrap_or_default();
    html! {
        (ui::badge(lang, row.band()))
        @if let Some(percent) = row.percent() { " " (lang.plan_of_expected(lang.percent(percent))) }
        @for flag in flags { " · " (words::flag(lang, *flag)) }
    }
}

fn lead_fact(lang: Lang, row: &Row) -> Markup {
    let lead = &row.lead;
    let members: Vec<&str> = lead.members.iter().map(|member| member.short.as_str()).collect();
    html! {
        @if lead.full.is_empty() { (words::lead(lang, lead)) } @else { (lead.full) }
        @if members.len() > 1 { small { ": " (members.join(", ")) } }
    }
}

fn more(lang: Lang, actor: &Actor, history: &History) -> Markup {
    html! {
        section aria-labelledby="tahun" {
            h2 id="tahun" { (lang.plan_years()) }
            (years(lang, &history.row))
        }
        @match history.checkpoints.first() {
            Some(latest) => { (points::latest(lang, actor, history, latest)) }
            None => { p class="none" { (lang.plan_message_early()) } }
        }
        @if !history.checkpoints.is_empty() { (points::all(lang, actor, history)) }
        section aria-labelledby="bukti" {
            h2 id="bukti" { (lang.plan_column_evidence()) }
            (proof(lang, &history.checkpoints))
        }
    }
}

fn years(lang: Lang, row: &Row) -> Markup {
    let columns = vec![
        Column::text(lang.plan_year()),
        Column::number(lang.plan_target()),
        Column::number(lang.plan_result()),
        Column::text(lang.plan_status()),
    ];
    let line = |year: &YearCell| {
        let target = match year.target {
            Some(target) => words::with_unit(lang, row, target),
            None => year.text.clone(),
        };
        ui::Row::new(html! { (year.year) })
            .cell(html! { (target) })
            .cell(match year.value {
                Some(value) => html! { (words::whole_entry(lang, row, value)) },
                None => cell::none(lang),
            })
            .cell(match year.band {
                Some(band) => ui::badge(lang, band),
                None => html! { (lang.plan_ahead()) },
            })
    };
    html! { (Table::new(lang.plan_years(), columns).rows(row.years.iter().map(line))) }
}

/// The evidence under the latest revision of each report, by checkpoint.
fn proof(lang: Lang, points: &[HistoryPoint]) -> Markup {
    let of = |point: &HistoryPoint| -> Vec<app::plan::view::Evidence> {
        let heads = point.members.iter().filter_map(|member| member.revisions.first());
        heads.flat_map(|head| head.evidence.iter().cloned()).collect()
    };
    let lists: Vec<_> = points
        .iter()
        .map(|point| (point, of(point)))
        .filter(|(_, list)| !list.is_empty())
        .collect();
    html! {
        @if lists.is_empty() { p class="none" { (lang.plan_evidence_none()) } }
        @for (point, list) in &lists {
            h3 { (words::checkpoint(&point.head)) }
            (evidence::links(lang, list))
        }
    }
}
