//! The leadership's one page: how the plan stands, what is red and why, who answers. It prints on
//! one sheet of F4.

use app::plan::view::{AgencyStanding, Leadership, Row};
use maud::{Markup, html};
use text::Lang;

use crate::{
    Ctx, Fault,
    plan::{address, chart, matrix, words},
    ui::{self, Button, Column, Shelf, Table, Today, cell, facts},
};

/// Red rows that the page names; with the picture they fill one printed sheet.
const ROWS: usize = 8;
/// Agencies that the page names.
const AGENCIES: usize = 5;

/// The one page.
pub async fn show(ctx: &Ctx) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let Some(view) = app::plan::leadership(ctx.app(), ctx.actor()?).await? else {
        let frame = ctx.frame(lang.nav_home());
        return Ok(ui::page(&frame, matrix::no_plan(ctx, &frame)));
    };
    let plan = &view.matrix;
    let frame =
        ctx.frame(lang.home_leadership()).lead(matrix::lead(lang, plan)).actions(ui::actions(&[
            Button::link(lang.home_minute(), super::minute::HOME).quiet(),
            Button::link(lang.plan_to_matrix(), address::MATRIX).quiet(),
        ]));
    let meeting = super::today::next_meeting(ctx).await?;
    let due = app::meeting::due(ctx.app(), ctx.actor()?).await?;
    let due = super::today::meetings(lang, &due);
    let waits = Today::new(lang, vec![Shelf::new(lang.home_waiting(), "").items(due.clone())]);
    let body = html! {
        @if let Some(meeting) = meeting {
            section class="meeting" { h2 { (lang.ui_next_meeting()) } (meeting) }
        }
        @if !due.is_empty() { (waits) }
        section class="beside" aria-label=(lang.plan_overview()) {
            (chart::strategies(lang, plan))
            (facts(&matrix::whole(lang, plan)))
        }
        (red(lang, &view))
        (agencies(lang, &view))
    };
    Ok(ui::page(&frame, body))
}

/// The most urgent rows, each with its reason and who answers.
fn red(lang: Lang, view: &Leadership) -> Markup {
    let columns = vec![
        Column::text(lang.plan_column_activity()),
        Column::text(lang.plan_why()),
        Column::text(lang.plan_column_lead()),
    ];
    let line = |row: &std::sync::Arc<Row>| {
        ui::Row::new(html! { a href=(address::record(row.id)) { (words::activity(row)) } })
            .cell(html! { (ui::badge(lang, row.band())) " " (words::why(lang, &view.matrix, row)) })
            .cell(html! {
                @if row.lead.full.is_empty() { (words::lead(lang, &row.lead)) }
                @else { (cell::agency(words::lead(lang, &row.lead), &row.lead.full)) }
            })
    };
    html! {
        section {
            h2 { (lang.home_urgent()) }
            @if view.red.is_empty() { p { (lang.plan_red_none_how()) } }
            @else { (Table::new(lang.home_urgent(), columns).rows(view.red.iter().take(ROWS).map(line))) }
            @if view.red_total > ROWS {
                p class="screen-only" { a href=(address::RED) { (lang.home_all(i64::try_from(view.red_total).unwrap_or(i64::MAX))) } }
            }
        }
    }
}

/// The agencies with the most red rows, beside how many are due from them.
fn agencies(lang: Lang, view: &Leadership) -> Markup {
    let columns = vec![
        Column::text(lang.plan_agency()),
        Column::number(lang.plan_red()),
        Column::number(lang.home_due_rows()),
    ];
    let line = |one: &AgencyStanding| {
        let sheet = format!("/rad/instansi/{}", one.agency.id);
        ui::Row::new(html! { a href=(sheet) { (one.agency.full) } })
            .cell(html! { (one.red) })
            .cell(html! { (one.due) })
    };
    html! {
        @if !view.agencies.is_empty() {
            section class="screen-only" {
                h2 { (lang.home_agencies()) }
                (Table::new(lang.home_agencies(), columns).rows(view.agencies.iter().take(AGENCIES).map(line)))
            }
        }
    }
}
