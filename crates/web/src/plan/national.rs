//! `/rad/nasional`: the plan by the strategies of the nation, through a dated mapping.

use app::plan::{
    self,
    view::{National, NationalRow},
};
use maud::{Markup, html};
use text::Lang;

use super::{address, chart, matrix, trend::absorbed, words};
use crate::{
    Ctx, Fault,
    ui::{self, Column, Notice, Row, Table, Tone, cell},
};

/// Every national strategy with what serves it.
pub async fn show(ctx: Ctx) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let code = ctx.query("rencana");
    let found = plan::national(ctx.app(), ctx.actor()?, code.as_deref()).await?;
    let frame = ctx
        .frame(lang.plan_national_title())
        .lead(lang.plan_national_lead())
        .crumb(lang.plan_title(), address::MATRIX);
    let Some(national) = found else {
        return Ok(ui::page(&frame, matrix::no_plan(&ctx, &frame)));
    };
    let body = html! {
        p { b { (national.plan.title) } " (" (national.plan.basis) ", " (lang.plan_national_since(lang.date(national.plan.since))) ")" }
        @if !national.plan.confirmed { (Notice::new(Tone::Wait, lang.plan_national_unconfirmed())) }
        (table(lang, &national))
        (ui::source(lang, &chart::source(lang, &national.matrix), &lang.date(national.matrix.today)))
        @for other in &national.others {
            p { a href=(format!("{}?rencana={}", address::NATIONAL, other.code)) { (other.title) } }
        }
    };
    Ok(ui::page(&frame, body))
}

fn table<'a>(lang: Lang, national: &National) -> Table<'a> {
    let columns = vec![
        Column::text(lang.plan_national_strategy()),
        Column::text(lang.plan_national_local()),
        Column::number(lang.plan_achievement()),
        Column::number(lang.plan_coverage_heading()),
        Column::number(lang.plan_financial()),
    ];
    let rows: Vec<Row> = national.rows.iter().map(|one| row(lang, one)).collect();
    Table::new(lang.plan_national_title(), columns).rows(rows)
}

fn row(lang: Lang, one: &NationalRow) -> Row {
    let head = match &one.strategy {
        Some(strategy) => html! { (strategy.code) ". " (strategy.name) },
        None => html! { span class="none" { (lang.plan_national_unmapped()) } },
    };
    let total = &one.total;
    let (reported, due) = (i64::from(total.coverage.reported), i64::from(total.coverage.due));
    Row::new(head)
        .cell(html! {
            @if one.local.is_empty() { (cell::none(lang)) }
            @for local in &one.local {
                p { a href=(address::View { strategy: Some(local.code.clone()), ..address::View::default() }.href()) { (words::strategy(local)) } }
            }
        })
        .cell(html! {
            @match (total.percent, total.band) {
                (Some(percent), Some(band)) => { (lang.percent(percent)) " " (ui::mark(lang, band)) }
                _ => { (cell::none(lang)) }
            }
        })
        .cell(html! { (lang.plan_coverage(lang.number(reported), lang.number(due))) })
        .cell(match absorbed(total) {
            Some(percent) => html! { (lang.percent(percent)) },
            None => cell::none(lang),
        })
}
