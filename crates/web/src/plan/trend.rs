//! `/rad/tren`: the plan and its strategies over time, physical beside financial, and what other
//! weights would make of the whole.

use app::plan::{
    self,
    view::{Course, Matrix, Trend},
};
use domain::plan::what_if;
use maud::{Markup, PreEscaped, html};
use report::chart::{Series, lines};
use text::Lang;

use super::{address, chart, matrix, words};
use crate::{
    Ctx, Fault,
    ui::{self, Button, Column, Row, Table, field},
};

/// Most that a strategy can be made to count.
const WEIGHT_MAX: u32 = 100;

/// All courses.
pub async fn show(ctx: Ctx) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let frame = ctx
        .frame(lang.plan_trend_title())
        .lead(lang.plan_trend_lead())
        .crumb(lang.plan_title(), address::MATRIX);
    let Some(trend) = plan::trend(ctx.app(), ctx.actor()?).await? else {
        return Ok(ui::page(&frame, matrix::no_plan(&ctx, &frame)));
    };
    let whole = lang.plan_trend_whole().to_owned();
    let body = html! {
        @if trend.whole.is_empty() { p class="none" { (lang.plan_message_early()) } }
        @else {
            (course(lang, &trend.matrix, &whole, &trend.whole))
            div class="charts" {
                @for (strategy, one) in trend.matrix.strategies.iter().zip(&trend.strategies) {
                    (course(lang, &trend.matrix, &words::strategy(strategy), one))
                }
            }
            (weights(&ctx, &trend))
        }
    };
    Ok(ui::page(&frame, body))
}

/// Spent of the year's budget, in whole percent.
pub fn absorbed(total: &plan::view::Total) -> Option<i64> {
    let (spend, budget) = (total.spend?.0, total.budget?.0);
    (budget > 0).then(|| i64::try_from(i128::from(spend) * 100 / i128::from(budget)).unwrap_or(0))
}

/// The picture of one course.
pub fn picture(lang: Lang, title: &str, course: &Course) -> String {
    let ticks: Vec<String> = course
        .iter()
        .map(|(head, _)| match head.checkpoint.index {
            1 => head.checkpoint.year.to_string(),
            _ => String::new(),
        })
        .collect();
    let series = |label: &str, points: Vec<Option<i64>>| {
        let last = points.iter().rev().flatten().next().map(|percent| lang.percent(*percent));
        Series { label: label.to_owned(), value: last.unwrap_or_default(), points }
    };
    let physical = course.iter().map(|(_, total)| total.percent).collect();
    let financial = course.iter().map(|(_, total)| absorbed(total)).collect();
    let list = [series(lang.plan_physical(), physical), series(lang.plan_financial(), financial)];
    lines(title, &ticks, &list)
}

/// A course as a picture with its table behind it.
pub fn course(lang: Lang, matrix: &Matrix, title: &str, course: &Course) -> Markup {
    let columns = vec![
        Column::text(lang.plan_checkpoint()),
        Column::number(lang.plan_physical()),
        Column::number(lang.plan_coverage_heading()),
        Column::number(lang.plan_financial()),
    ];
    let percent = |percent: Option<i64>| match percent {
        Some(percent) => html! { (lang.percent(percent)) },
        None => ui::cell::none(lang),
    };
    let rows = course.iter().rev().map(|(head, total)| {
        let (reported, due) = (i64::from(total.coverage.reported), i64::from(total.coverage.due));
        Row::new(html! { (words::checkpoint(head)) })
            .cell(percent(total.percent))
            .cell(html! { (lang.plan_coverage(lang.number(reported), lang.number(due))) })
            .cell(percent(absorbed(total)))
    });
    html! {
        figure class="chart" {
            figcaption { (title) }
            (PreEscaped(picture(lang, title, course)))
            (ui::source(lang, &chart::source(lang, matrix), &lang.date(matrix.today)))
            details {
                summary { (lang.ui_table_behind()) }
                (Table::new(title, columns).rows(rows.collect::<Vec<_>>()))
            }
        }
    }
}

/// What the whole would be if strategies counted otherwise; a view, nothing is changed by it.
fn weights(ctx: &Ctx, trend: &Trend) -> Markup {
    let lang = ctx.lang;
    let strategies = &trend.matrix.strategies;
    let name = |place: usize| format!("bobot-{}", place + 1);
    let typed = |place: usize| {
        let text = ctx.query(&name(place))?;
        text.parse::<u32>().ok().map(|weight| weight.min(WEIGHT_MAX))
    };
    let asked = (0..strategies.len()).any(|place| ctx.query(&name(place)).is_some());
    let rows_of = |place: usize| {
        let rows = strategies.get(place).map(|strategy| strategy.rows.len());
        u32::try_from(rows.unwrap_or(0)).unwrap_or(u32::MAX)
    };
    let weight =
        |place: usize| typed(place).unwrap_or_else(|| if asked { 0 } else { rows_of(place) });
    let parts = strategies.iter().enumerate();
    let changed = what_if(parts.map(|(place, one)| (weight(place), one.total.achievement)));
    let now = trend.matrix.total.percent.map(|percent| lang.percent(percent));
    html! {
        section id="andai" {
            h2 { (lang.plan_what_if()) }
            p { (lang.plan_what_if_lead()) }
            form class="form pair" method="get" action=(format!("{}#andai", address::TREND)) {
                @for (place, strategy) in strategies.iter().enumerate() {
                    (field::number(&name(place), "")
                        .label(words::strategy(strategy))
                        .value(weight(place).to_string())
                        .render(lang))
                }
                (ui::actions(&[Button::submit(lang.plan_what_if_show())]))
            }
            p role="status" {
                (lang.plan_what_if_now(now.as_deref().unwrap_or("\u{2013}")))
                @if asked {
                    " " b { @match changed {
                        Some(ratio) => { (lang.plan_what_if_then(lang.percent(ratio.percent()))) }
                        None => { (lang.plan_what_if_none()) }
                    } }
                }
            }
        }
    }
}
