//! `/rad/merah`: what is red, why, and whom to call, in the order in which to talk about it.

use std::{collections::HashMap, sync::Arc};

use app::{
    Act, Error,
    meeting::view::Touches,
    plan::view::{AgencyName, Matrix, Row},
};
use domain::{id::AgencyId, plan::BudgetWindow};
use maud::{Markup, html};
use text::Lang;

use super::{address, chart, matrix, words};
use crate::{
    Ctx, Fault,
    ui::{self, Button, Column, Empty, List, Table, cell},
};

/// Head office and holder of an agency.
#[derive(Debug, Clone)]
struct Person {
    office: String,
    name: Option<String>,
}

/// The red list.
pub async fn index(ctx: Ctx) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let Some((plan, rows)) = app::plan::red_list(ctx.app(), ctx.actor()?).await? else {
        let frame = ctx.frame(lang.plan_red_title());
        return Ok(ui::page(&frame, matrix::no_plan(&ctx, &frame)));
    };
    let people = people(&ctx, &rows).await?;
    let touches = touches(&ctx).await?;
    let frame = ctx
        .frame(lang.plan_red_title())
        .lead(lead(lang, &plan))
        .crumb(lang.plan_title(), address::MATRIX);
    let body = html! {
        (list(&ctx, &plan, &rows, &people, touches.as_ref()))
        (ui::source(lang, &chart::source(lang, &plan), &lang.date(plan.today)))
        (matrix::not_confirmed(lang, &plan))
        @if !rows.is_empty() { (not_confirmed(lang, ctx.app().rules.plan.windows())) }
    };
    Ok(ui::page(&frame, body))
}

/// The judged checkpoint and the order, or that nothing is judged yet.
fn lead(lang: Lang, plan: &Matrix) -> String {
    match &plan.at {
        Some(at) => lang.plan_red_order(words::checkpoint(at)),
        None => matrix::lead(lang, plan),
    }
}

/// The heads of the agencies that lead a red row; nobody where the role may not see agencies.
async fn people(ctx: &Ctx, rows: &[Arc<Row>]) -> Result<HashMap<AgencyId, Person>, Fault> {
    let actor = ctx.actor()?;
    let mut people = HashMap::new();
    if !actor.may(Act::AgencyView) {
        return Ok(people);
    }
    let agencies: Vec<AgencyId> =
        rows.iter().flat_map(|row| callable(row)).map(|agency| agency.id).collect();
    for agency in agencies {
        if people.contains_key(&agency) {
            continue;
        }
        match app::agency::show(ctx.app(), actor, agency, ctx.today()).await {
            Ok(record) => {
                // Offices come from the top, so the first is the head.
                if let Some(head) = record.offices.into_iter().next() {
                    let name = head.today.map(|holder| holder.person.name);
                    people.insert(agency, Person { office: head.office.title, name });
                }
            }
            Err(Error::Denied(_) | Error::NotFound) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(people)
}

/// Whom to call about a row: a single agency, or the few of a small group.
fn callable(row: &Row) -> &[AgencyName] {
    const FEW: usize = 3;
    if row.lead.members.len() <= FEW { &row.lead.members } else { &[] }
}

/// Which meetings touched which rows; none where the role may not see meetings.
async fn touches(ctx: &Ctx) -> Result<Option<Touches>, Fault> {
    let actor = ctx.actor()?;
    if !actor.may(Act::MeetingView) {
        return Ok(None);
    }
    Ok(Some(app::meeting::touched(ctx.app(), actor).await?))
}

fn list(
    ctx: &Ctx,
    plan: &Matrix,
    rows: &[Arc<Row>],
    people: &HashMap<AgencyId, Person>,
    touches: Option<&Touches>,
) -> Markup {
    let lang = ctx.lang;
    let mut columns = vec![
        Column::text(lang.plan_column_activity()),
        Column::text(lang.plan_status()),
        Column::text(lang.plan_why()),
        Column::text(lang.plan_last_report()),
        Column::text(lang.plan_life_window()),
        Column::text(lang.plan_whom_to_call()),
    ];
    if touches.is_some() {
        columns.push(Column::text(lang.meeting_touched_column()));
    }
    let windows = ctx.app().rules.plan.windows();
    let lines = rows.iter().map(|row| {
        let line = line(lang, plan, row, people, windows);
        match touches {
            Some(touches) => {
                let own = touches.get(&row.id).map(Vec::as_slice).unwrap_or_default();
                line.cell(crate::meeting::touch::touched(lang, own))
            }
            None => line,
        }
    });
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let empty = rows.is_empty().then(|| {
        Empty::new(lang.plan_red_none(), lang.plan_red_none_how())
            .button(Button::link(lang.plan_to_matrix(), address::MATRIX).quiet())
    });
    let table = Table::new(lang.plan_red_title(), columns).rows(lines);
    html! { (List::new(lang, lang.plan_indicators(count, lang.number(count)), table).empty(empty)) }
}

fn line(
    lang: Lang,
    plan: &Matrix,
    row: &Row,
    people: &HashMap<AgencyId, Person>,
    windows: &[BudgetWindow],
) -> ui::Row {
    ui::Row::new(html! {
        a href=(address::record(row.id)) { (words::activity(row)) }
        small { (row.name) }
    })
    .cell(ui::badge(lang, row.band()))
    .cell(html! { (words::why(lang, plan, row)) })
    .cell(last(lang, plan, row))
    .cell(window(lang, plan, row, windows))
    .cell(whom(lang, row, people))
}

/// What the next budget window still allows for the money of this row.
fn window(lang: Lang, plan: &Matrix, row: &Row, windows: &[BudgetWindow]) -> Markup {
    let lines = words::opening(lang, windows, &row.funding, plan.today);
    html! {
        @for (place, line) in lines.iter().enumerate() {
            @if place == 0 { (line) } @else { small { (line) } }
        }
    }
}

/// That the budget windows are not confirmed yet, in small words.
fn not_confirmed(lang: Lang, windows: &[BudgetWindow]) -> Markup {
    html! {
        @if windows.iter().any(|window| !window.confirmed) {
            p class="source" { (lang.plan_life_window_not_confirmed()) }
        }
    }
}

/// The last figure that counts, and when it was.
fn last(lang: Lang, plan: &Matrix, row: &Row) -> Markup {
    match row.latest {
        Some((at, entry)) => html! {
            a href=(address::figure(row.id, at)) { (words::whole_entry(lang, row, entry)) }
            small { (words::name(plan, at)) }
        },
        None => html! { (lang.plan_never()) },
    }
}

fn whom(lang: Lang, row: &Row, people: &HashMap<AgencyId, Person>) -> Markup {
    html! {
        @if row.lead.full.is_empty() { (words::lead(lang, &row.lead)) }
        @else { (cell::agency(words::lead(lang, &row.lead), &row.lead.full)) }
        @for agency in callable(row) {
            @if let Some(person) = people.get(&agency.id) {
                small {
                    (person.office)
                    @match &person.name {
                        Some(name) => { ": " (name) }
                        None => { ": " (lang.plan_vacant()) }
                    }
                }
            }
        }
    }
}
